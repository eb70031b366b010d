"""Dialogs of the work in containers, each in the state that is hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from app.dialogs.file_change_dialog import FileChangeDialog
from app.dialogs.limit_fields import LimitsDialog
from app.dialogs.new_container_dialog import NewContainerDialog
from app.dialogs.questions import MarkDialog, roll_back_dialog
from app.dialogs.snapshot_dialog import SnapshotDialog
from app.dialogs.switches_dialog import SwitchesDialog
from app.theme import Theme
from app.viewmodel.wall import build_wall
from core.model import (
    Container,
    DirectorySum,
    FileContent,
    Limits,
    Mark,
    SnapshotPreview,
    SnapshotWarning,
    Switch,
)
from core.translation import translated
from tests.app.panels import samples
from tests.app.panels.archive_gallery import archive_dialogs
from tests.app.panels.inspector import samples as layers
from tests.app.panels.registry_gallery import registry_dialogs
from tests.app.panels.rework_gallery import rework_dialogs
from tests.app.panels.sharing_gallery import sharing_dialogs

_WHEN = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
_ALL = ("memory", "cpus", "pids")
SWITCHES = (
    *samples.SWITCHES,
    Switch("lan", "Private: no way out", is_named=True, subnet="10.88.1.0/24"),
    Switch("web", "With a way to the outside (NAT)", is_named=True, has_outside=True,
           sentence="Ports cannot be published here.", subnet="10.88.2.0/24"),
    Switch(samples.LONG_NAME, "Private: no way out", is_named=True, subnet="10.88.3.0/24"),
)  # fmt: skip
MARKS = (
    Mark("m1", "tools are in", _WHEN, "apt-get install curl", 128, 14, 3, 18_400_000),
    Mark("m2", "first pages", _WHEN, "cp -r pages /srv", 12, 1, 0, 640_000),
)
PREVIEW = SnapshotPreview(
    128, 14, 3, 23_800_000,
    directories=(
        DirectorySum("usr/lib/x86_64-linux-gnu", 40, 2, 0, 14_100_000),
        DirectorySum("var/lib/apt/lists", 30, 0, 0, 4_900_000),
        DirectorySum("srv/orders/exports", 3, 0, 0, 640_000),
    ),
    warnings=(
        SnapshotWarning(
            "Package lists of apt", "They grow old; the next update fetches them again.",
            ("var/lib/apt/lists",), 4_900_000,
        ),
        SnapshotWarning(
            "A private key", "Whoever has the image has the key, even if a later layer deletes it.",
            ("root/.ssh/id_ed25519", "srv/keys/server.pem", "a", "b", samples.LONG_PATH), 3_381,
            is_secret=True,
        ),
    ),
)  # fmt: skip


def dialogs(host: QWidget | None = None) -> Iterator[tuple[str, Callable[[Theme], QDialog]]]:
    """Name and maker of each state."""
    yield "new-options", lambda t: _new(t, host)
    yield "new-options-wrong", lambda t: _new(t, host, is_wrong=True)
    yield "switches-none", lambda t: _switches(t, host, samples.SWITCHES)
    yield "switches-three", lambda t: _switches(t, host, SWITCHES, name="dmz")
    yield "switches-reason", lambda t: _switches(t, host, samples.SWITCHES, reason=_REASON)
    yield "ask-mark", lambda t: MarkDialog(host, samples.container())
    yield "ask-roll-back", lambda t: roll_back_dialog(host, _marked(), MARKS[0], 5_400_000)
    yield "ask-roll-back-image", lambda t: roll_back_dialog(host, _marked(), None, 5_400_000)
    yield "ask-limits", lambda t: _limits(host, _ALL)
    yield "ask-limits-some", lambda t: _limits(host, ("memory",), is_wrong=True)
    yield "ask-limits-none", lambda t: _limits(host, ())
    yield "snapshot-preview", lambda t: _snapshot(t, host)
    yield "file-diff", lambda t: _file_diff(t, host)
    yield "file-content", lambda t: _file_content(t, host)
    yield from registry_dialogs(host)
    yield from archive_dialogs(host)
    yield from sharing_dialogs(host)
    yield from rework_dialogs(host)


_REASON = (
    "Switches need the CNI plugins, which are not installed. Install the package "
    "containernetworking-plugins and start Bricklayer again."
)


def _marked() -> Container:
    return replace(samples.container(), marks=MARKS)


def _new(theme: Theme, host: QWidget | None, *, is_wrong: bool = False) -> QDialog:
    repository = samples.repository()
    dialog = NewContainerDialog(
        host, repository, repository.images[1], SWITCHES, theme=theme, can_limit=("memory", "pids")
    )
    options = dialog.options
    options.toggle.click()
    dialog.switch.setCurrentIndex(2 + is_wrong)
    options.ports.edit.setText("many" if is_wrong else "8080:80, 5353:53/udp")
    options.env.edit.setPlainText("no equals sign" if is_wrong else "TZ=UTC\nGREETING=it's me")
    options.volumes.edit.setPlainText("nowhere" if is_wrong else "/home/me/pages:/srv/www:ro")
    options.limits.memory.edit.setText("a lot" if is_wrong else "512 MB")
    options.limits.pids.edit.setText("some" if is_wrong else "200")
    options.own_command.setChecked(not is_wrong)
    if is_wrong:
        dialog.submit()
    return dialog


def _switches(
    theme: Theme,
    host: QWidget | None,
    switches: tuple[Switch, ...],
    *,
    name: str = "",
    reason: str = "",
) -> QDialog:
    plugged = (replace(samples.container("web-1"), switch="web"),)
    dialog = SwitchesDialog(host, theme, switches, plugged, reason=reason)
    dialog.name.edit.setText(name)
    return dialog


def _limits(host: QWidget | None, can_limit: tuple[str, ...], *, is_wrong: bool = False) -> QDialog:
    container = replace(samples.container(), limits=Limits(512_000_000, 1.5, 200))
    dialog = LimitsDialog(host, container, can_limit)
    if is_wrong:
        dialog.fields.memory.edit.setText("a lot")
        dialog.submit()
    return dialog


def _snapshot(theme: Theme, host: QWidget | None) -> QDialog:
    repository = samples.repository()
    dialog = SnapshotDialog(
        host, theme, _marked(), repository, build_wall(repository), samples.summary(),
        preview=PREVIEW,
    )  # fmt: skip
    links = dialog.findChildren(QPushButton)
    next(one for one in links if one.text() == translated("Show folders")).click()
    return dialog


def _file_diff(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = FileChangeDialog(theme, "orders-api-1", host)
    dialog.show_diff("srv/orders/settings.toml", layers.text_diff("srv/orders/settings.toml"))
    return dialog


def _file_content(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = FileChangeDialog(theme, "orders-api-1", host)
    content = b"".join(b"%d;orders;%d\n" % (number, number * 7) for number in range(200))
    path = "srv/orders/exports/2026-11.csv"
    dialog.show_content(path, FileContent(path, len(content), content, "sha256:" + "d" * 64))
    return dialog
