"""Verbs for images: make a base, remove, give bricks a look, draw a picture."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.commands.context import Context
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import plural, short_digest
from app.viewmodel.wall import BrickLook
from app.worker import Failed, Lane, Outcome, Succeeded
from core.model import BaseImageRequest, Image, RemovalPlan


class ImageCommands:
    """Each verb: why it cannot run now ("" when it can), and running it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def why_no_base_image(self) -> str:
        """Making a base needs an engine that may write."""
        session = self._context.session
        if session.readiness is None:
            return "The engine is still starting"
        if not session.capabilities.can_build_base_images:
            return session.readiness.sentence or "This repository can only be read"
        return ""

    def make_base_image(self, key: str = "") -> None:
        """Ask which, and make it."""
        if not self.why_no_base_image():
            self._context.asker.ask_base_image(self.submit_base_image, key)

    def submit_base_image(self, request: BaseImageRequest) -> None:
        """Make a base image that was asked for."""

        def made(value: object) -> None:
            assert isinstance(value, Image)
            self._context.session.select(SelectionKind.IMAGE, value.reference)
            self._context.session.notice_raised.emit(f"{value.reference} is in the repository")

        self._context.write(
            f"Making {request.name} {request.version}",
            lambda engine, cancel, report: engine.make_base_image(
                request, cancel=cancel, report=report
            ),
            made,
        )

    def remove_image(self, reference: str) -> None:
        """Explain what it means, then remove."""
        context = self._context

        def planned(value: object) -> None:
            assert isinstance(value, RemovalPlan)
            context.asker.ask_remove_image(value, lambda: self._remove(reference))

        context.read(
            "Looking what stands on it",
            lambda engine, _cancel, _report: engine.removal_plan(reference),
            planned,
            replaces="removal-plan",
        )

    def _remove(self, reference: str) -> None:
        self._context.write(
            f"Removing {reference}",
            lambda engine, _cancel, _report: engine.remove_image(reference),
            lambda _none: self._context.session.notice_raised.emit(f"{reference} was removed"),
        )

    def change_look(self, chain_id: str) -> None:
        """Rename or recolour a brick."""

        def chosen(look: BrickLook) -> None:
            self._context.settings.set_look(chain_id, look)
            self._context.session.set_appearance(self._context.settings.appearance)

        self._context.asker.ask_look(chain_id, self._context.session.wall, chosen)

    def copy_digest(self, digest: str) -> None:
        """The whole of it, to the clipboard."""
        QGuiApplication.clipboard().setText(digest)
        self._context.session.notice_raised.emit(f"{short_digest(digest)} was copied")

    def export_picture(self) -> None:
        """Draw the wall to a file."""
        self._context.asker.ask_picture_path(self._draw)

    def _draw(self, path: Path) -> None:
        from app.scene.picture import Drawing
        from app.theme import Mode, Theme

        session, runner = self._context.session, self._context.runner
        mode = Mode.DARK if self._context.settings.theme == "dark" else Mode.LIGHT
        drawing = Drawing(session.wall, path, mode=session.view_mode, theme=Theme(mode))
        count = plural(len(session.wall.flags), "image")

        def drawn(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                runner.submit(
                    f"Writing {path.name}",
                    lambda _cancel, _report: drawing.write(),
                    lane=Lane.STREAM,
                    then=written,
                )
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        def written(outcome: Outcome) -> None:
            if isinstance(outcome, Failed):
                session.raise_error(outcome.error)
            elif isinstance(outcome, Succeeded):
                session.notice_raised.emit(f"A picture of {count} was written to {path}")

        runner.submit_slices(f"Drawing {path.name}", drawing.steps(), then=drawn)
