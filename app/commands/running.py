"""Verbs for what goes on inside a container: marks, files, limits, processes, switches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.commands.context import Context
from app.viewmodel.sizes import counted, visible
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import (
    CommandRun,
    Container,
    FileContent,
    FileDiff,
    NewSwitch,
    Switch,
)
from core.progress import Report
from core.translation import tr

_FIRST_PID = 1
_CONTEXT_LINES, _ALL_LINES = 3, 1_000_000


class RunningCommands(QObject):
    """Signals carry the container's id and the path: diff_ready(…, FileDiff),
    whole_diff_ready(…, FileDiff), file_ready(…, FileContent). started_anew(container's id): what
    ran in it was ended by a mark, or a roll back.
    """

    diff_ready = Signal(str, str, object)
    whole_diff_ready = Signal(str, str, object)
    file_ready = Signal(str, str, object)
    started_anew = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    # --- marks --------------------------------------------------------------------------------

    def why_no_mark(self) -> str:
        """A mark is set in the selected container."""
        container = self._context.session.selected_container
        if container is None:
            return tr("Select a container first")
        return self._context.session.busy.get(container.id, "")

    def mark(self, container_id: str) -> None:
        """Ask for a label, and keep what was written up to now."""
        container = self._container(container_id)
        if container is None or container_id in self._context.session.busy:
            return
        self._context.asker.ask_mark_label(
            container,
            lambda label: self._context.write(
                tr("Setting a mark"),
                lambda engine, _cancel, _report: engine.mark(container_id, label),
                lambda _value: self._layer_changed(container_id),
                container_id=container_id,
            ),
        )

    def roll_back(self, container_id: str, mark_id: str) -> None:
        """Ask once, and go back to a mark or ("") the image."""
        session = self._context.session
        container = self._container(container_id)
        if container is None or container_id in session.busy:
            return
        mark = next((one for one in container.marks if one.id == mark_id), None)
        known = session.live.get(container_id) or session.changes.get(container_id)
        self._context.asker.ask_roll_back(
            container,
            mark,
            known.size_bytes if known else 0,
            lambda: self._context.write(
                tr("Rolling back"),
                lambda engine, _cancel, _report: engine.roll_back(container_id, mark_id),
                lambda _value: self._layer_changed(container_id),
                container_id=container_id,
            ),
        )

    def _layer_changed(self, container_id: str) -> None:
        self.started_anew.emit(container_id)
        self.read_runs(container_id)

    # --- the recording ------------------------------------------------------------------------

    def read_runs(self, container_id: str) -> None:
        """The recording of a container."""

        def read(value: object) -> None:
            runs: tuple[CommandRun, ...] = value  # type: ignore[assignment]
            self._context.session.set_runs(container_id, runs)

        if self._container(container_id) is not None:
            self._context.read(
                tr("Reading the recording"),
                lambda engine, _cancel, _report: engine.commands(container_id),
                read,
                replaces=f"runs-{container_id}",
                is_quiet=True,
            )

    def record(self, container_id: str, run: CommandRun) -> None:
        """A command was typed in a terminal."""
        self._context.read(
            tr("Recording"),
            lambda engine, _cancel, _report: engine.record_command(container_id, run),
            lambda _value: self.read_runs(container_id),
            is_quiet=True,
        )

    def save_containerfile(self, container_id: str) -> None:
        """Write what was done as a Containerfile."""
        self._save(
            tr("Write a Containerfile"),
            "Containerfile",
            lambda engine: engine.containerfile(container_id),
        )

    def save_log(self, text: str) -> None:
        """Write what a container's own command said."""

        self._save(tr("Save the log"), "container.log", lambda _engine: text)

    def _save(self, title: str, suggested_name: str, made: Callable[[Engine], str]) -> None:
        """Ask for a path, and write a text there: all of it or nothing."""

        def save(path: Path) -> None:
            def work(engine: Engine, _cancel: CancelToken, _report: Report) -> None:
                from core.report import write_file

                # Names of files need not be UTF-8; what they are is written as it is.
                write_file(path, made(engine).encode("utf-8", "surrogateescape"))

            self._context.read(
                tr("Writing {name}", name=visible(path.name)),
                work,
                lambda _value: self._context.session.notice_raised.emit(
                    tr("{name} was written", name=visible(path.name))
                ),
            )

        self._context.asker.ask_text_path(title, suggested_name, save)

    # --- files --------------------------------------------------------------------------------

    def show_diff(self, container_id: str, path: str) -> None:
        """A changed file before and now."""
        self._compare(container_id, path, _CONTEXT_LINES, self.diff_ready)

    def show_whole_diff(self, container_id: str, path: str) -> None:
        """The same with all lines that are equal."""
        self._compare(container_id, path, _ALL_LINES, self.whole_diff_ready)

    def _compare(
        self, container_id: str, path: str, context_lines: int, ready: SignalInstance
    ) -> None:
        def compared(value: object) -> None:
            assert isinstance(value, FileDiff)
            ready.emit(container_id, path, value)

        self._context.inspect(
            tr("Comparing"),
            lambda engine, cancel, _report: engine.diff_of_change(
                container_id, path, context=context_lines, cancel=cancel
            ),
            compared,
            slot="container-diff",
        )

    def open_file(self, container_id: str, path: str) -> None:
        """A file as it is now."""

        def read(value: object) -> None:
            assert isinstance(value, FileContent)
            self.file_ready.emit(container_id, path, value)

        self._context.inspect(
            tr("Reading a file"),
            lambda engine, cancel, _report: engine.read_container_file(
                container_id, path, cancel=cancel
            ),
            read,
            slot="container-file",
        )

    def ask_copy_in(self, container_id: str, folder: str = "") -> None:
        """Ask for files of this computer, and copy them into a container's folder."""
        self._context.asker.ask_files(
            tr("Copy files into the container"),
            lambda paths: self.copy_in(container_id, tuple(map(str, paths)), folder),
        )

    def copy_in(self, container_id: str, sources: tuple[str, ...], folder: str) -> None:
        """Files and folders of this computer into a container."""

        def copied(value: object) -> None:
            where = f"/{visible(folder)}"
            words = tr(
                "{files} copied into {where}",
                files=counted("{count} file", "{count} files", int(str(value))),
                where=where,
            )
            self._context.session.notice_raised.emit(words)

        self._context.write(
            tr("Copying in"),
            lambda engine, cancel, report: engine.copy_in(
                container_id, sources, folder, cancel=cancel, report=report
            ),
            copied,
            container_id=container_id,
        )

    def copy_out(self, container_id: str, paths: tuple[str, ...]) -> None:
        """Ask where to, and copy files of a container there."""

        def copy(folder: Path) -> None:
            def copied(value: object) -> None:
                names: tuple[str, ...] = value  # type: ignore[assignment]
                words = tr(
                    "{names} copied to {folder}",
                    names=counted("{count} file or folder", "{count} files or folders", len(names)),
                    folder=visible(str(folder)),
                )
                self._context.session.notice_raised.emit(words)

            self._context.read(
                tr("Copying out"),
                lambda engine, cancel, report: engine.copy_out(
                    container_id, paths, str(folder), cancel=cancel, report=report
                ),
                copied,
                is_visible=True,
            )

        self._context.asker.ask_target_folder(tr("Copy to a folder of this computer"), copy)

    # --- resources ----------------------------------------------------------------------------

    def set_limits(self, container_id: str) -> None:
        """Ask for limits, and set them."""
        container = self._container(container_id)
        if container is not None:
            self._context.asker.ask_limits(
                container,
                lambda limits: self._context.write(
                    tr("Setting limits"),
                    lambda engine, _cancel, _report: engine.set_limits(container_id, limits),
                ),
            )

    def signal_process(self, container_id: str, pid: int, start_time: int, name: str) -> None:
        """End a process, one way or another; the first one only after asking."""
        container = self._container(container_id)
        if container is None:
            return

        def send() -> None:
            self._context.read(
                tr("Sending a signal"),
                lambda engine, _cancel, _report: engine.signal_process(
                    container_id, pid, start_time, name
                ),
                lambda _value: None,
            )

        if pid == _FIRST_PID:
            self._context.asker.ask_kill_first(container, send)
        else:
            send()

    # --- switches -----------------------------------------------------------------------------

    def show_switches(self) -> None:
        """List, make and remove virtual switches."""
        capabilities, readiness = (
            self._context.session.capabilities,
            self._context.session.readiness,
        )
        reason = ""
        if not capabilities.can_make_switches:
            facilities = readiness.facilities if readiness else ()
            sentences = (one.sentence for one in facilities if one.key == "switches")
            reason = next(sentences, "") or tr("No switches can be made here.")
        self._context.asker.show_switches(self._make_switch, self._remove_switch, reason)

    def read_switches(self) -> None:
        """They may have changed."""

        def read(value: object) -> None:
            switches: tuple[Switch, ...] = value  # type: ignore[assignment]
            self._context.session.set_switches(switches)

        self._context.read(
            tr("Looking for switches"),
            lambda engine, _cancel, _report: engine.switches(),
            read,
            replaces="switches",
            is_quiet=True,
        )

    def _make_switch(self, request: NewSwitch) -> None:
        self._context.write(
            tr("Making switch {name}", name=request.name),
            lambda engine, _cancel, _report: engine.create_switch(request),
            lambda _value: self.read_switches(),
        )

    def _remove_switch(self, name: str) -> None:
        self._context.write(
            tr("Removing switch {name}", name=visible(name)),
            lambda engine, _cancel, _report: engine.remove_switch(name),
            lambda _value: self.read_switches(),
        )

    def _container(self, container_id: str) -> Container | None:
        return self._context.session.repository.container(container_id)
