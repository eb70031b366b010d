"""Bricks of the wall dragged onto other towers: what stands there is made anew on another base."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from app.commands.reworking import ReworkCommands
from app.scene.brick_drag import BrickDrag
from app.scene.items import BrickItem, FlagItem
from app.scene.wall_view import WallView
from app.theme import Theme
from app.viewmodel.dragging import DraggedBrick, Offer, Target, TargetKind
from app.viewmodel.rework_words import offer_of_plan
from app.viewmodel.roles import Role
from app.viewmodel.session import Session
from app.viewmodel.sizes import visible
from app.viewmodel.towers import images_with
from core.model import Image, RebasePlan
from core.translation import tr

DRAG_FROM_PX = 6
"""So far the pointer moves with its button down before a brick is taken up."""

_Key = tuple[str, int | None, str]


class BrickDragging(QObject):
    """Watches the wall's pointer; the empty canvas stays for panning. Connects itself."""

    def __init__(
        self, window: QWidget, theme: Theme, session: Session, commands: ReworkCommands,
        view: WallView,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._commands, self._view = session, commands, view
        self._from: QPoint | None = None  # where a brick was pressed that is not dragged yet
        self._home = QRect()
        self._image: Image | None = None
        self._levels: int | None = None
        self._plans: dict[_Key, RebasePlan | str] = {}
        self._asked: _Key | None = None
        self.drag = BrickDrag(theme, view)
        self.drag.dropped.connect(self._dropped)
        session.repository_changed.connect(self._plans.clear)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is taken from the wall before something is dragged."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress:
            self._press(cast(QMouseEvent, event))
        elif kind is QEvent.Type.MouseMove:
            return self._move(cast(QMouseEvent, event))
        elif kind is QEvent.Type.MouseButtonRelease:
            return self._release(cast(QMouseEvent, event))
        return False

    # --- the gesture ----------------------------------------------------------------------------

    def _press(self, event: QMouseEvent) -> None:
        """What is pressed is looked up at once: being selected, the wall may be drawn anew."""
        self._from = None
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() is not Qt.MouseButton.LeftButton or not is_plain:
            return
        if self._view.is_panning or self._session.selected_container is not None:
            return
        position = event.position().toPoint()
        for item in self._view.items(position):
            if isinstance(item, BrickItem | FlagItem) and item.isEnabled():
                self._from = position
                self._image, self._levels = self._meant_by(item)
                place = self._view.mapFromScene(item.sceneBoundingRect()).boundingRect()
                corner = self._view.viewport().mapToGlobal(place.topLeft())
                self._home = QRect(corner, place.size())
                return

    def _move(self, event: QMouseEvent) -> bool:
        at = event.globalPosition().toPoint()
        if self.drag.is_active:
            self.drag.move(at)
            return True
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        if (event.position().toPoint() - self._from).manhattanLength() < DRAG_FROM_PX:
            return False
        self._from, self._asked = None, None
        if self._image is not None and not self._view.is_panning:
            brick = self._dragged(self._image, self._levels)
            self.drag.start(brick, self._offer, at, self._home)
        return self.drag.is_active

    def _release(self, event: QMouseEvent) -> bool:
        self._from = None
        if not self.drag.is_active:
            return False
        self.drag.release(event.globalPosition().toPoint())
        return True  # it is no click: nothing is to be inspected

    def _meant_by(self, item: BrickItem | FlagItem) -> tuple[Image | None, int | None]:
        """The image, and how many of its bricks are left behind: a brick takes along what is on it.

        Of several towers that it stands in the one that it is the highest in is meant.
        """
        repository = self._session.repository
        if isinstance(item, FlagItem):
            return repository.image(item.key), None
        chain_id = item.placed.brick.chain_id
        found = images_with(repository, chain_id)
        if not found:
            return None, None
        chain = [layer.chain_id for layer in found[0].layers]
        return found[0], chain.index(chain_id)

    def _dragged(self, image: Image, levels: int | None) -> DraggedBrick:
        bricks = self._session.wall.bricks
        level = levels if levels is not None else len(image.layers) - 1
        brick = bricks.get(image.layers[level].chain_id) if image.layers else None
        title = brick.title if brick is not None else image.name
        above = len(image.layers) - level - 1
        words = brick.figure if brick is not None else ""
        if levels is not None and above:
            words = tr("with {above} on it", above=above)
        return DraggedBrick(visible(title), words, brick.role if brick is not None else Role.APP)

    # --- what a drop does -----------------------------------------------------------------------

    def _offer(self, target: Target) -> Offer:
        image = self._image
        reason = self._why_not(image, target)
        if reason or image is None:
            return Offer(False, tr("Not here"), reason=reason)
        key = (image.reference, self._levels, target.key)
        plan = self._plans.get(key)
        if plan is None:
            if self.drag.target == target:
                self._look(key)
            title = tr("Looking what fits {onto}…", onto=visible(target.key))
            return Offer(True, title)
        if isinstance(plan, str):
            return Offer(False, tr("Not here"), reason=plan)
        return offer_of_plan(plan)

    def _why_not(self, image: Image | None, target: Target) -> str:
        if image is None:
            return tr("It is no longer there.")
        if target.kind is TargetKind.PLATE:
            return tr("A brick cannot stand without what it was made on: drop it on another tower.")
        if target.kind is TargetKind.CONTAINER:
            return tr("Read-only bricks go onto images: in a container one goes on by hand.")
        onto = self._session.repository.image(target.key)
        if onto is None:
            return tr("It is no longer there.")
        if onto.reference == image.reference:
            return tr("It stands there already.")
        if self._levels == 0:
            return tr("This is the base of its tower: take a brick that stands on it.")
        return self._commands.why_no_rebase(image)

    def _look(self, key: _Key) -> None:
        """What would become of each brick is asked once for a tower that it is held over."""
        if key == self._asked:
            return
        self._asked = key
        reference, levels, onto = key

        def known(answer: RebasePlan | str) -> None:
            self._plans[key] = answer
            self.drag.refresh()

        self._commands.plan_rebase(reference, onto, levels, known, known)

    def _dropped(self, target: Target) -> None:
        image = self._image
        if image is not None:
            self._commands.rebase(image.reference, target.key, self._levels)
