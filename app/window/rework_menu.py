"""Entries of menus that make images anew: squash, and rebase onto one of the other images."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.commands.reworking import ReworkCommands
from app.panels.controls import tooltip_text
from app.viewmodel.session import Session
from app.viewmodel.sizes import visible
from app.viewmodel.towers import images_with
from core.model import Image
from core.translation import tr

_LISTED_IMAGES = 24


class ReworkMenu:
    """For a brick and for an image's flag: the keyboard's form of dragging a brick, too."""

    def __init__(self, session: Session, commands: ReworkCommands) -> None:
        self._session = session
        self._commands = commands

    def add_to(self, menu: QMenu, kind: str, key: str) -> None:
        """What cannot be done is there, and says why."""
        images = self._images(kind, key)
        if not images:
            return
        chain_id = key if kind == "brick" else ""
        image = images[0]
        if len(images) == 1:
            squash = menu.addAction(
                tr("Squash bricks…"), partial(self._commands.squash, image.reference, chain_id)
            )
            _explain(squash, self._commands.why_no_squash(image))
        else:
            several = menu.addMenu(tr("Squash bricks of"))
            for one in images[:_LISTED_IMAGES]:
                action = several.addAction(
                    _plain(one.reference), partial(self._commands.squash, one.reference, chain_id)
                )
                _explain(action, self._commands.why_no_squash(one))
        onto = menu.addMenu(tr("Rebase {reference} onto", reference=_plain(image.reference)))
        levels = self._levels(image, chain_id)
        why_not = self._commands.why_no_rebase(image)
        if kind == "brick" and not levels:
            why_not = why_not or tr(
                "This is the base of its tower: take a brick that stands on it."
            )
        _explain(onto.menuAction(), why_not)
        others = [
            one for one in self._session.repository.images if one.reference != image.reference
        ]
        for one in others[:_LISTED_IMAGES]:
            verb = partial(self._commands.rebase, image.reference, one.reference, levels)
            onto.addAction(_plain(one.reference), verb)

    def _images(self, kind: str, key: str) -> tuple[Image, ...]:
        """Those that a flag or a brick stands for, the nearest first."""
        if kind == "image":
            image = self._session.repository.image(key)
            return (image,) if image is not None else ()
        return images_with(self._session.repository, key) if kind == "brick" else ()

    def _levels(self, image: Image, chain_id: str) -> int | None:
        """A brick takes along what stands on it; None for the whole image."""
        chain = [layer.chain_id for layer in image.layers]
        return chain.index(chain_id) if chain_id in chain else None


def _plain(words: str) -> str:
    return visible(words).replace("&", "&&")


def _explain(action: QAction, reason: str) -> None:
    action.setEnabled(not reason)
    action.setToolTip(tooltip_text(reason))
