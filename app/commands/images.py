"""Verbs for images: make a base, remove, give bricks a look."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from app.commands.context import Context
from app.viewmodel.session import SelectionKind
from app.viewmodel.sizes import short_digest
from app.viewmodel.wall import BrickLook
from core.model import BaseImageRequest, Image, RemovalPlan
from core.translation import tr


class ImageCommands:
    """Each verb: why it cannot run now ("" when it can), and running it."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def why_no_base_image(self) -> str:
        """Making a base needs an engine that may write."""
        session = self._context.session
        if session.readiness is None:
            return tr("The engine is still starting")
        if not session.capabilities.can_build_base_images:
            return session.readiness.sentence or tr("This repository can only be read")
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
            self._context.session.notice_raised.emit(
                tr("{reference} is in the repository", reference=value.reference)
            )

        self._context.write(
            tr("Making {name} {version}", name=request.name, version=request.version),
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
            tr("Looking what stands on it"),
            lambda engine, _cancel, _report: engine.removal_plan(reference),
            planned,
            replaces="removal-plan",
        )

    def _remove(self, reference: str) -> None:
        self._context.write(
            tr("Removing {reference}", reference=reference),
            lambda engine, _cancel, _report: engine.remove_image(reference),
            lambda _none: self._context.session.notice_raised.emit(
                tr("{reference} was removed", reference=reference)
            ),
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
        self._context.session.notice_raised.emit(
            tr("{digest} was copied", digest=short_digest(digest))
        )
