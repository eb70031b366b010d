"""The composition root: builds the program from its parts and shuts it down in order."""

from __future__ import annotations

import enum
import sys
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.complaints import say
from app.qt_texts import use_language
from app.settings import Settings, load_settings, save_settings
from app.theme import Mode, Theme
from app.viewmodel.equivalents import Dialect
from app.viewmodel.measures import Measure
from app.viewmodel.placement import ViewMode
from app.viewmodel.session import Session
from app.window.dialog_asker import DialogAsker, import_dialogs
from app.window.main_window import MainWindow
from app.worker import Failed, GarbageInGuiThread, Lane, Outcome, Runner, Succeeded
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import BricklayerError
from core.events import CommandFinished, Event, SwitchesChanged
from core.progress import Report
from core.translation import language, tr

_Kind = TypeVar("_Kind", bound=enum.Enum)
Connect = Callable[[Path | None], Engine]

_SHUT_DOWN_S = 2.0
_CATALOG_AFTER_MS = 1500  # when nothing more has changed for so long


def connect_builtin(repository: Path | None) -> Engine:
    """The engine of this computer; imported late, so that the window is there first."""
    from core.engine.connect import connect

    return connect(repository)


class Program(QObject):
    """A running program with its window."""

    def __init__(
        self,
        repository: Path | None = None,
        *,
        connect: Connect = connect_builtin,
        settings: Settings | None = None,
        settings_path: Path | None = None,
    ) -> None:
        super().__init__()
        self._connect = connect
        self._repository = repository
        self._settings_path = settings_path
        self.settings = settings or load_settings(settings_path)
        self.theme = self._chosen_theme()
        self._garbage = GarbageInGuiThread(self)
        self.runner = Runner()
        self.session = Session(self.settings.appearance)
        self.session.view_mode = _one_of(ViewMode, self.settings.view_mode, ViewMode.SHARED)
        self.session.dialect = _one_of(Dialect, self.settings.dialect, Dialect.DOCKER)
        self.session.measure = next(
            (one for one in Measure if one.key == self.settings.measure), Measure.ROLE
        )
        self.asker = DialogAsker(self.session, self.settings, lambda: self.theme)
        self.context = Context(self.session, self.runner, self.asker, self.settings)
        self._verbs = Verbs(self.context)
        self._verbs.terminals.font_px = self.settings.terminal_font_px
        if settings_path is not None:
            self._verbs.lessons.book_path = settings_path.with_name("lessons.json")
        self._seen_layers: frozenset[str] = frozenset()
        self._catalog_timer = QTimer(self, singleShot=True, interval=_CATALOG_AFTER_MS)
        self._catalog_timer.timeout.connect(self._verbs.inspection.catalog)
        self.session.repository_changed.connect(self._catalog_soon)
        self._page_due = ""  # of the inspector, to be opened when it is made anew
        self._is_closed = False
        self.window: MainWindow
        self._make_window()

    def show(self) -> None:
        """Show the window, then look for the engine."""
        self.window.show()
        QTimer.singleShot(0, self._start_engine)

    def close(self) -> None:
        """Cancel what runs, wait a moment, keep settings. Containers go on. Idempotent."""
        if self._is_closed:
            return
        self._is_closed = True
        engine = self.context.engine
        self._verbs.following.stop()
        self._verbs.offering.leave()
        self._verbs.lessons.close()
        self._verbs.terminals.close_all()
        self.runner.shut_down(_SHUT_DOWN_S)
        if engine is not None:
            engine.close()
        save_settings(self.settings, self._settings_path)
        self._garbage.stop()

    def _keep_draft(self) -> None:
        """A lesson in the making is nobody's to lose; there is no window to say what went wrong."""
        try:
            name = self._verbs.making.keep_draft()
        except BricklayerError as error:
            say(str(error))
        else:
            if name:
                say(tr("The unfinished lesson is kept among your own, as {name}.", name=name))

    # --- window -------------------------------------------------------------------------------

    def _make_window(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet(self.theme.stylesheet())
        application.setWindowIcon(_mark(self.theme))
        self.window = MainWindow(self.theme, self.context, self._verbs)
        self.asker.parent = self.window
        self.window.restore(self.settings.geometry)
        self.window.theme_switch_requested.connect(self._switch_theme)
        self.window.renew_requested.connect(self._renew_window)
        self.window.open_requested.connect(
            lambda: self.asker.ask_repository_path(self._open_repository)
        )
        self.window.closing.connect(self.close)

    def _switch_theme(self) -> None:
        """Light or dark: the window is made anew, its state is the session's."""
        self.settings.theme = "light" if self.theme.is_dark else "dark"
        self._renew_window()

    def _renew_window(self) -> None:
        """The window is made anew as the settings are now."""
        self.theme = self._chosen_theme()
        old = self.window
        self._page_due = old.inspected_page or self._page_due
        old.closing.disconnect(self.close)
        self.settings.geometry = bytes(old.saveGeometry().toHex().data()).decode()
        self._make_window()
        self.window.show()
        old.detach()
        old.close()
        old.deleteLater()
        self._prepare()

    def _prepare(self) -> None:
        """Make what is asked for later; then open the inspector's page that was open."""
        window = self.window

        def made(_outcome: Outcome) -> None:
            if window is self.window:
                page, self._page_due = self._page_due, ""
                window.inspect_again(page)

        self.runner.submit_slices(
            tr("Preparing the inspector"), window.prepare(), then=made, is_visible=False
        )

    def _chosen_theme(self) -> Theme:
        return Theme(self._mode(), has_high_contrast=self.settings.has_high_contrast)

    def _mode(self) -> Mode:
        if self.settings.theme:
            return _one_of(Mode, self.settings.theme, Mode.LIGHT)
        scheme = QGuiApplication.styleHints().colorScheme()
        return Mode.DARK if scheme is Qt.ColorScheme.Dark else Mode.LIGHT

    # --- engine -------------------------------------------------------------------------------

    def _start_engine(self) -> None:
        repository = self._repository
        self.runner.submit(
            tr("Starting the engine"),
            lambda _cancel, _report: self._noted(self._connect(repository)),
            lane=Lane.READ,
            then=self._engine_found,
            is_visible=False,
        )

    def _noted(self, engine: Engine) -> Engine:
        """With a log of all that it does; what that takes is imported in the worker's thread."""
        from app.commands.noting import noting

        note = self.session.work_log.note
        return noting(engine, lambda deed: self.runner.post(lambda: note(deed)))

    def _engine_found(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.session.raise_error(outcome.error)
        if not isinstance(outcome, Succeeded):
            return
        engine: Engine = outcome.value  # type: ignore[assignment]
        self.context.engine = engine
        self.context.refresh()
        self.runner.submit(
            tr("Looking what this computer offers"),
            lambda _cancel, _report: (
                engine.probe(),
                engine.capabilities(),
                engine.switches(),
                engine.base_image_sources(),
            ),
            lane=Lane.READ,
            then=self._facts_found,
            is_visible=False,
        )
        self._watch(engine)

    def _facts_found(self, outcome: Outcome) -> None:
        self.runner.submit_slices(
            tr("Preparing dialogs"), import_dialogs(), then=lambda _outcome: None, is_visible=False
        )
        self._prepare()
        if isinstance(outcome, Succeeded):
            self.session.set_facts(*outcome.value)  # type: ignore[misc]
        elif isinstance(outcome, Failed):
            self.session.raise_error(outcome.error)

    def _watch(self, engine: Engine) -> None:
        """Events of the engine: what other windows and containers do by themselves."""

        def tell(event: Event) -> None:
            self.runner.post(lambda: self._heard(event))

        def work(cancel: CancelToken, _report: Report) -> None:
            engine.watch(tell, cancel=cancel)

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Failed) and self.context.engine is engine:
                self.session.raise_error(outcome.error)

        self.runner.submit(tr("Watching"), work, lane=Lane.STREAM, then=ended, is_visible=False)

    def _heard(self, event: Event) -> None:
        self._verbs.making.hear(event)
        match event:
            case CommandFinished(container_id):
                self._verbs.running.read_runs(container_id)
            case SwitchesChanged():
                self._verbs.running.read_switches()
            case _:
                # The whole is read anew, which is quick; the newest request replaces older ones.
                self.context.refresh()

    def _catalog_soon(self) -> None:
        """Layers that arrived are looked into in the background, a moment later."""
        images = self.session.repository.images
        layers = frozenset(layer.chain_id for image in images for layer in image.layers)
        if layers != self._seen_layers:
            self._seen_layers = layers
            self._catalog_timer.start()

    def _open_repository(self, path: Path) -> None:
        """Another repository: the window stays."""
        self.window.forget_inspected()
        self._verbs.following.stop()
        self._verbs.offering.leave()
        self._verbs.lessons.close()
        self._verbs.making.leave_engine()
        self._verbs.building.leave()
        old = self.context.engine
        self.context.engine = None
        if old is not None:
            old.close()
        self._repository = path
        self.session.work_log.clear()
        self.session.selection = type(self.session.selection)()
        self._start_engine()


def run_window(repository: Path | None, theme: str) -> int:
    """Run the program until its window is closed."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Bricklayer")
    application.setDesktopFileName("bricklayer")
    use_language(application, language())
    settings = load_settings()
    if theme:
        settings.theme = theme
    program = Program(repository, settings=settings)
    _catch_everything(program.session)
    fit_to_screen(program.window)
    program.show()
    code = application.exec()
    program.close()
    return code


def fit_to_screen(window: QWidget) -> None:
    """At its first start a window is as large as it is made: smaller screens (1024x768) are not."""
    window.resize(window.size().boundedTo(window.screen().availableSize()))


def _catch_everything(session: Session) -> None:
    """What nobody caught reaches the person as one sentence, never as a lost traceback."""

    def caught(
        _kind: type[BaseException], error: BaseException, trace: types.TracebackType | None
    ) -> None:
        if not isinstance(error, KeyboardInterrupt):
            session.raise_error(error.with_traceback(trace))

    def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            error = arguments.exc_value
            # A session's signals may only be raised in the GUI thread.
            QTimer.singleShot(0, session, lambda: session.raise_error(error))

    sys.excepthook = caught
    threading.excepthook = caught_in_thread


def _mark(theme: Theme) -> QIcon:
    """The program's mark: three bricks, grey on blue on brown."""
    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        unit = size / 24
        for row, (role, width) in enumerate((("app", 8), ("pkg", 14), ("os", 20))):
            color, _ink = theme.role_colors(role)
            painter.fillRect(
                round(2 * unit), round((4 + 5.5 * row) * unit), round(width * unit),
                round(5 * unit), color,
            )  # fmt: skip
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _one_of(kinds: type[_Kind], value: str, default: _Kind) -> _Kind:
    return next((kind for kind in kinds if kind.value == value), default)
