"""Verbs for scripts: a whole work, to be done again with other tools."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.commands.context import Context
from app.viewmodel.scripts import (
    SESSION_TOOLS,
    ScriptTool,
    container_script,
    image_script,
    session_script,
)
from app.viewmodel.sizes import visible
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import CommandRun, ImageConfigSummary
from core.progress import Report
from core.translation import tr

Made = Callable[[], str]


class ScriptCommands:
    """Each is a script's text for a tool, saved or copied."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def why_no_session(self, tool: ScriptTool) -> str:
        """What was clicked is said for tools that have containers like ours."""
        if tool not in SESSION_TOOLS:
            return tr("buildah has no containers that go on running")
        return "" if self._context.session.work_log.deeds else tr("Nothing was done yet")

    def save_image(self, reference: str, tool: ScriptTool) -> None:
        """How an image is made."""
        image = self._context.session.repository.image(reference)
        if image is not None:
            name = f"{image.name.rpartition('/')[2]}-{image.version}"
            self._save(name, tool, lambda: self._image(reference, tool))

    def copy_image(self, reference: str, tool: ScriptTool) -> None:
        """The same to the clipboard."""
        self._copy(self._image(reference, tool))

    def save_session(self, tool: ScriptTool) -> None:
        """What was clicked since the start."""
        if not self.why_no_session(tool):
            self._save("session", tool, lambda: self._session(tool))

    def copy_session(self, tool: ScriptTool) -> None:
        """The same to the clipboard."""
        if not self.why_no_session(tool):
            self._copy(self._session(tool))

    def save_container(self, container_id: str, tool: ScriptTool) -> None:
        """How a container came to be what it is, from its image on."""
        container = self._context.session.repository.container(container_id)
        if container is not None:
            self._container(
                container_id, tool, lambda text: self._save(container.name, tool, lambda: text)
            )

    def copy_container(self, container_id: str, tool: ScriptTool) -> None:
        """The same to the clipboard."""
        self._container(container_id, tool, self._copy)

    # --- texts --------------------------------------------------------------------------------

    def _image(self, reference: str, tool: ScriptTool) -> str:
        images = self._context.session.repository.images
        image = next(one for one in images if one.reference == reference)
        return image_script(image, images, tool)

    def _session(self, tool: ScriptTool) -> str:
        return session_script(self._context.session.work_log.deeds, tool)

    def _container(self, container_id: str, tool: ScriptTool, then: Callable[[str], None]) -> None:
        """What was run in it is in the engine's recording."""
        session = self._context.session

        def read(value: object) -> None:
            runs: tuple[CommandRun, ...] = value  # type: ignore[assignment]
            container = session.repository.container(container_id)
            if container is None:
                return
            image = session.repository.image(container.image_reference)
            config = image.config if image is not None else ImageConfigSummary()
            then(container_script(container, config, runs, tool))

        self._context.read(
            tr("Reading the recording"),
            lambda engine, _cancel, _report: engine.commands(container_id),
            read,
        )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._context.session.notice_raised.emit(tr("The script was copied"))

    def _save(self, name: str, tool: ScriptTool, made: Made) -> None:
        """Ask for a path, and write a text there: all of it or nothing."""

        def save(path: Path) -> None:
            content = made().encode("utf-8", "surrogateescape")

            def work(_engine: Engine, _cancel: CancelToken, _report: Report) -> None:
                from core.report import write_file

                write_file(path, content)

            self._context.read(
                tr("Writing {name}", name=visible(path.name)),
                work,
                lambda _value: self._context.session.notice_raised.emit(
                    tr("{name} was written", name=visible(path.name))
                ),
            )

        title = tr("Save the whole work as a script")
        self._context.asker.ask_text_path(title, f"{name}{tool.suffix}", save)
