"""The card that tells about the brick under the pointer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.scene.overlay import plain_label
from app.scene.shadow import add_shadow
from app.theme import Theme
from app.viewmodel.open_brick import OpenBrick
from app.viewmodel.sizes import MINUS, count_text, counted, short_digest, size_text
from app.viewmodel.state_words import words_of
from app.viewmodel.wall import Brick
from core.translation import tr

_WIDTH_PX = 290
_GAP_PX = 16


class HoverCard(QFrame):
    """Takes no input; stays beside the pointer and inside its parent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(_WIDTH_PX)
        self._title = plain_label("", "strong")
        self._size = plain_label("", "small")
        self._facts = plain_label("", "small")
        self._sharing = plain_label("", "accent")
        self._hint = plain_label(tr("Click to select · Enter to inspect"), "caption")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._size)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(7)
        layout.addLayout(head)
        for label in (self._facts, self._sharing, self._hint):
            layout.addWidget(label)
        self._title.setWordWrap(True)
        self._facts.setWordWrap(True)
        add_shadow(self, theme, 22)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Only the shadow is its own."""
        add_shadow(self, theme, 22)

    def show_brick(self, brick: Brick, copies: int) -> None:
        """Tell about a brick; `copies` is how often it is drawn."""
        self._title.setText(brick.title)
        self._size.setText(size_text(brick.size_bytes))
        facts = tr(
            "{title} · layer {level} · {chain_id}",
            title=brick.role.title,
            level=brick.level + 1,
            chain_id=short_digest(brick.chain_id),
        )
        self._facts.setText(brick.unavailable_reason or facts)
        count = len(brick.images)
        sharing = (
            tr(
                "In {images} · stored once",
                images=counted("{count} image", "{count} images", count),
            )
            if count > 1
            else tr("In one image")
        )
        if copies > 1:
            size = size_text(brick.size_bytes)
            sharing = tr(
                "Same brick in {copies} towers, stored once: shown {copies} × {size}, costs {size}",
                copies=copies,
                size=size,
            )
        self._hint.setText(tr("Click to select · Enter to inspect"))
        self._show(sharing)

    def show_open_brick(self, brick: OpenBrick) -> None:
        """Tell about a container's writable layer."""
        self._title.setText(brick.name)
        self._size.setText(size_text(brick.size_bytes))
        self._facts.setText(
            tr(
                "Container of {image_reference} · {state} · +{added}  "
                "~{modified}  {minus}{deleted}",
                image_reference=brick.image_reference,
                state=words_of(brick.state),
                added=count_text(brick.added),
                modified=count_text(brick.modified),
                minus=MINUS,
                deleted=count_text(brick.deleted),
            )
        )
        self._hint.setText(tr("Click to open it"))
        plug = tr("Plugged into {plug}. ", plug=brick.plug) if brick.plug else ""
        self._show(tr("{plug}Writable: gone when discarded, unless you snapshot it", plug=plug))

    def _show(self, sharing: str) -> None:
        self._sharing.setText(sharing)
        self._sharing.setWordWrap(True)
        # Words that wrap are as tall as this width makes them.
        layout = self.layout()
        height = layout.heightForWidth(_WIDTH_PX) if layout is not None else 0
        self.resize(_WIDTH_PX, max(height, self.sizeHint().height()))
        self.show()
        self.raise_()

    def move_above(self, start: QPoint, top: int, taken: Callable[[QRect], bool]) -> QRect:
        """Between `top` and a point, where nothing is `taken`, as low as possible; its place."""
        area = self.parentWidget().rect()
        x = max(4, min(start.x() - _GAP_PX, area.right() - self.width() - 4))
        y = start.y() - self.height() - 2 * _GAP_PX
        while y > top and taken(QRect(x, y, self.width(), self.height())):
            y -= _GAP_PX
        self.move(x, max(top, y))
        return self.geometry()

    def move_beside(self, pointer: QPoint) -> None:
        """Right below the pointer, or where there is room."""
        area = self.parentWidget().rect()
        x, y = pointer.x() + _GAP_PX, pointer.y() + _GAP_PX
        if x + self.width() > area.right():
            x = pointer.x() - _GAP_PX - self.width()
        if y + self.height() > area.bottom():
            y = pointer.y() - _GAP_PX - self.height()
        self.move(max(4, x), max(4, y))
