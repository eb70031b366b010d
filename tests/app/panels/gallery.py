"""Panels and dialogs by themselves, in all their states: what a picture is taken of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from app.commands.lesson_book import LessonBook
from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.lesson_chooser import LessonChooser
from app.dialogs.lesson_questions import reset_dialog
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.questions import (
    DetailsDialog,
    KeyboardHelp,
    LookDialog,
    NameDialog,
    discard_dialog,
    remove_image_dialog,
)
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.panels.banner import Banner
from app.panels.console_panel import ConsolePanel
from app.panels.empty_page import EmptyPage
from app.panels.inspector.inspector_panel import InspectorPanel
from app.panels.jobs_panel import JobRow, JobsPanel
from app.panels.lesson_maker import LessonMaker
from app.panels.lesson_panel import LessonPanel
from app.theme import Theme
from app.viewmodel.console import Console
from app.viewmodel.lesson_cards import LessonCard, VariantChoice, card_of
from app.viewmodel.lesson_view import Help, LessonView
from app.viewmodel.wall import BrickLook, build_wall
from app.viewmodel.wording import Message
from core.lesson import Level, ResetPlan, ScoreResult
from core.model import Readiness, RemovalPlan
from core.progress import Progress
from core.translation import translated
from tests.app.panels import samples
from tests.app.panels.dialog_gallery import dialogs
from tests.app.panels.inspector import samples as layers
from tests.app.panels.recipe_gallery import recipe_parts
from tests.app.panels.test_lesson_maker import MAKING

Part = tuple[str, Callable[[Theme], QWidget], tuple[int, int]]
_STOPPED = "start the container to run commands in it"


def parts(host: QWidget | None = None) -> Iterator[Part]:
    """Name, maker and size of every state; dialogs stand on `host` and have their own size."""
    yield "console", lambda t: _console(t, samples.console()), (532, 400)
    yield "console-odd", lambda t: _console(t, samples.odd_console(), samples.LONG_NAME), (532, 400)
    yield "console-new", lambda t: _console(t, Console()), (532, 300)
    yield "console-stopped", lambda t: _console(t, Console(), reason=_STOPPED), (532, 300)
    yield "console-ended", lambda t: _console(t, samples.console(), reason=_STOPPED), (532, 300)
    for key in ("changes", "files", "diff", "packages", "history", "findings"):
        yield f"inspect-{key}", lambda t, one=key: _inspector(t, one), (600, 880)
    for key in ("bytes", "packages"):
        yield (
            f"inspect-image-{key}",
            lambda t, one=key: _inspector(t, one, is_image=True),
            (420, 700),
        )
    yield from recipe_parts(host)
    yield "snapshot", lambda t: _snapshot(t, host), (0, 0)
    yield "snapshot-files", lambda t: _snapshot(t, host, has_list=True), (0, 0)
    yield "snapshot-odd", lambda t: _snapshot(t, host, is_odd=True), (0, 0)
    repository = samples.repository()
    image = repository.images[1]
    yield "base", lambda t: BaseImageDialog(host, samples.SOURCES, repository, theme=t), (0, 0)
    yield "base-tarball", lambda t: _base_wrong(t, host), (0, 0)
    yield "base-debian", lambda t: _base_debian(t, host), (0, 0)
    yield "new-odd", lambda t: _new_odd(t, host), (0, 0)
    yield "new", lambda t: NewContainerDialog(host, repository, image, samples.SWITCHES), (0, 0)
    yield "ask-discard", lambda t: _ask(t, host, "discard"), (0, 0)
    yield "ask-remove", lambda t: _ask(t, host, "remove"), (0, 0)
    yield "ask-name", lambda t: _ask(t, host, "name"), (0, 0)
    yield "ask-look", lambda t: _ask(t, host, "look"), (0, 0)
    yield "ask-details", lambda t: _ask(t, host, "details"), (0, 0)
    yield "ask-keys", lambda t: _ask(t, host, "keys"), (0, 0)
    for name, make in dialogs(host):
        yield name, make, (0, 0)
    for name, size in (("wide", (1364, 870)), ("narrow", (900, 520)), ("middle", (1000, 700))):
        yield f"empty-{name}", _empty, size
    yield "lesson", lambda t: _lesson(t, samples.lesson_view(2)), (440, 850)
    yield "lesson-maker", _maker, (340, 900)
    yield "lesson-hint", lambda t: _lesson(t, _helped()), (440, 950)
    yield "lesson-busy", lambda t: _lesson(t, samples.lesson_view(0, busy_words="Showing it …")), (
        440, 640,
    )  # fmt: skip
    yield "lesson-again", lambda t: _lesson(t, _broken()), (440, 900)
    yield "lesson-done", lambda t: _lesson(t, samples.lesson_view(6)), (340, 900)
    yield "lesson-low", lambda t: _lesson(t, _helped()), (300, 500)
    yield "lesson-large", lambda t: _lesson(_enlarged(t), _helped()), (520, 1100)
    yield "ask-reset-lesson", lambda t: _ask(t, host, "reset"), (0, 0)
    yield "lessons", lambda t: _chooser(t, host), (0, 0)
    yield "banner", lambda t: _banner(t, "message"), (720, 74)
    yield "banner-odd", lambda t: _banner(t, "odd"), (520, 120)
    yield "banner-notice", lambda t: _banner(t, "notice"), (720, 60)
    yield "jobs", _jobs, (380, 180)


def _console(
    theme: Theme, console: Console, name: str = "orders-api-1", *, reason: str = ""
) -> QWidget:
    panel = ConsolePanel(theme)
    panel.resize(532, 400)
    panel.show_console(name, console, reason_disabled=reason)
    return panel


def _inspector(theme: Theme, key: str, *, is_image: bool = False) -> QWidget:
    panel = InspectorPanel(theme, layers.FakeLookup())
    if is_image:
        panel.show_image(layers.IMAGE, layers.ROLES, layers.TITLES)
    else:
        panel.show_brick(
            layers.brick(), layers.LAYERS[2], layers.IMAGE, roles=layers.ROLES, titles=layers.TITLES
        )
    panel.show_tab(key)
    return panel


def _snapshot(
    theme: Theme, host: QWidget | None, *, is_odd: bool = False, has_list: bool = False
) -> QWidget:
    repository = samples.repository()
    dialog = SnapshotDialog(
        host, theme, samples.container(), repository, build_wall(repository),
        samples.odd_summary() if is_odd else samples.summary(),
    )  # fmt: skip
    if has_list:
        next(
            b for b in dialog.findChildren(QPushButton) if b.text() == translated("Show files")
        ).click()
    dialog.message.edit.setText("x y " * 90 if is_odd else "Monthly export, adds curl")
    if is_odd:
        dialog.name.edit.setText("No Blanks Please <b>" + "n" * 90)
        dialog.version.edit.setText("4.2.0 beta")
        dialog.submit()
    return dialog


def _base_wrong(theme: Theme, host: QWidget | None) -> QWidget:
    dialog = BaseImageDialog(host, samples.SOURCES, samples.repository(), "tarball", theme=theme)
    dialog.submit()
    dialog.name.edit.setText("debian")
    dialog.version.edit.setText("12-slim")
    dialog.submit()
    return dialog


def _ask(theme: Theme, host: QWidget | None, what: str) -> QWidget:
    container = samples.container(samples.LONG_NAME)
    if what == "discard":
        return discard_dialog(host, container, samples.odd_summary())
    if what == "remove":
        users = tuple(f"orders-api:{n}.0" for n in range(12))
        return remove_image_dialog(host, RemovalPlan("debian:12-slim", users, (), 0, 74_800_000))
    if what == "name":
        return NameDialog(host, container)
    if what == "look":
        brick = next(iter(build_wall(samples.repository()).bricks.values()))
        return LookDialog(host, theme, brick, BrickLook())
    if what == "details":
        words = "x" * 300 + "\n" + samples.HOSTILE + "\n" + "line\n" * 30
        return DetailsDialog(host, Message("Not done", "The container did not start.", words))
    if what == "reset":
        plan = ResetPlan(("Demo", "WebDemo"), ("WebApp:1.0", "Web:1.0"),
                         (("ServerCore:1.0", "image ServerCore:1.0 stays, since Mine stands on it "
                           "and is none of the lesson's"),))  # fmt: skip
        return reset_dialog(host, samples.lesson(), plan)
    return KeyboardHelp(host)


def _empty(theme: Theme) -> QWidget:
    page = EmptyPage(theme)
    page.show_readiness(Readiness((), "root"))
    return page


def _lesson(theme: Theme, view: LessonView) -> QWidget:
    panel = LessonPanel(theme)
    panel.show_lesson(view)
    return panel


def _maker(theme: Theme) -> QWidget:
    panel = LessonMaker(theme)
    panel.show_making(MAKING)
    return panel


def _helped() -> LessonView:
    return samples.lesson_view(2, help=Help.HOW, hint=0, predictions={"web": 1})


def _broken() -> LessonView:
    return samples.lesson_view(4, predictions={"web": 1}, broken=("base", "snapshot"))


def _enlarged(theme: Theme) -> Theme:
    return Theme(theme.mode, 1.5)


def _chooser(theme: Theme, host: QWidget | None) -> QWidget:
    book = LessonBook(Path("/nonexistent/lessons.json"))
    lesson = samples.lesson()
    book.note(lesson, 6, ScoreResult(3, 41_000_000, 2, 38_000_000))
    done = card_of(lesson, "sample", book)
    both = (
        VariantChoice("starter", "Small base from this computer", False),
        VariantChoice("debian", "Debian from its archive, nginx as the web server", True),
    )
    cards = (
        done,
        replace(done, name="b", title="Why deleting does not shrink", is_finished=False,
                steps_done=2, score_words="", variants=both, languages=("en", "de")),
        replace(done, name="c", title="Push, pull, and what “already exists” means", stars=0,
                is_finished=False, steps_done=0, score_words="", variants=both[1:],
                level=Level.DEEP),
        replace(done, name="/home/ada/lessons/own.toml", title="Of my own", is_own=True),
        LessonCard("/home/ada/lessons/bad.toml", "bad.toml", is_own=True,
                   problem="The lesson bad cannot be played: the file is no TOML."),
    )  # fmt: skip
    return LessonChooser(host, theme, cards, last="b")


def _banner(theme: Theme, what: str) -> QWidget:
    banner = Banner(theme)
    if what == "notice":
        banner.show_notice("Image WebApp:1.0 was made: 1 new brick, 2 shared.")
    elif what == "odd":
        banner.show_message(Message("Not done", samples.LONG_PATH + " " + samples.HOSTILE, "x"))
    else:
        sentence = "The container did not start: its program was not found in the image."
        banner.show_message(Message("Not done", sentence, "details"))
    return banner


def _jobs(theme: Theme) -> QWidget:
    panel = JobsPanel()
    panel.show_jobs(
        [
            JobRow("Making base image debian:12", Progress("unpacking", 31, 74, "bytes"), str),
            JobRow("Snapshot of " + samples.LONG_NAME, Progress("copying", 12_000), str),
            JobRow("Reading changes", None, str),
        ]
    )
    return panel


def _base_debian(theme: Theme, host: QWidget | None) -> QWidget:
    words = "A path without a blank: " + samples.LONG_PATH
    sources = [
        replace(one, is_available=True, sentence="") if one.key == "debian"
        else replace(one, is_available=False, sentence=words) if one.key == "tarball" else one
        for one in samples.SOURCES
    ]  # fmt: skip
    return BaseImageDialog(host, sources, samples.repository(), "debian", theme=theme)


def _new_odd(theme: Theme, host: QWidget | None) -> QWidget:
    repository = samples.repository()
    odd = replace(
        repository.images[1],
        reference=samples.LONG_NAME + ":" + "9" * 90, publisher=samples.HOSTILE,
        layers=samples.LAYERS * 5,
    )  # fmt: skip
    repository = replace(repository, images=(odd,))
    dialog = NewContainerDialog(host, repository, odd, samples.SWITCHES, theme=theme)
    dialog.name.edit.setText("not a name")
    dialog.submit()
    return dialog
