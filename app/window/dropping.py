"""Archives that are dropped onto the window: an overlay that says what happens, and the drop.

Parts that take drops themselves (a container's files) get them first, as before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QDropEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.scene.little_bricks import paint_little_tower
from app.theme import Theme, elided, interface_font, mix, with_alpha
from app.viewmodel.archive_words import file_name
from app.viewmodel.roles import Role
from app.viewmodel.sizes import counted
from core.translation import tr

_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)
_MARGIN_PX, _RADIUS_PX, _PITCH_PX = 14.0, 16.0, 15.0
_INSET_PX, _CARD_PX = 32.0, 196.0
_AT_MOST = 20  # archives at once: each of them is looked at


class Dropping(QObject):
    """`target` is the part of the window that takes archives, its children without drops of their
    own included; `why_not` says why none can be taken now, `take` gets the paths.
    """

    def __init__(
        self,
        target: QWidget,
        theme: Theme,
        why_not: Callable[[], str],
        take: Callable[[tuple[str, ...]], None],
    ) -> None:
        super().__init__(target)
        self._target = target
        self._why_not = why_not
        self._take = take
        self.overlay = DropOverlay(theme, target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _DRAGS:
            return self._dragged(event)  # type: ignore[arg-type]
        if kind is QEvent.Type.DragLeave:
            self.overlay.hide()
        elif kind is QEvent.Type.Drop:
            return self._dropped(event)  # type: ignore[arg-type]
        elif kind is QEvent.Type.Resize and self.overlay.isVisible():
            self.overlay.setGeometry(self._target.rect())
        return super().eventFilter(watched, event)

    def _dragged(self, event: QDropEvent) -> bool:
        """Entering is always accepted: else Qt would not tell when the pointer leaves again."""
        paths = local_paths(event)
        if not paths:
            return False
        reason = self._why_not()
        self.overlay.show_words(reason or drop_words(paths), is_possible=not reason)
        if reason and event.type() is QEvent.Type.DragMove:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        return True

    def _dropped(self, event: QDropEvent) -> bool:
        self.overlay.hide()
        paths = local_paths(event)
        if not paths or self._why_not():
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._take(paths[:_AT_MOST])
        return True


class DropOverlay(QWidget):
    """Over the wall while something is dragged there; takes no input."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words, self._is_possible = "", True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words

    def show_words(self, words: str, *, is_possible: bool) -> None:
        """What a drop does, or why it does nothing."""
        self._words, self._is_possible = words, is_possible
        self.setAccessibleName(words)
        self.setGeometry(self.parentWidget().rect())
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        accent = theme.color("accent" if self._is_possible else "text3")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.fillRect(whole, with_alpha(theme.color("canvas_bottom"), 0.72))
        margin = _MARGIN_PX
        box = whole.adjusted(margin, margin, -margin, -margin)
        painter.setBrush(with_alpha(mix(accent, theme.color("surface"), 0.5), 0.16))
        edge = QPen(accent, 2)
        edge.setDashPattern([5, 4])
        painter.setPen(edge)
        painter.drawRoundedRect(box, _RADIUS_PX, _RADIUS_PX)
        self._paint_card(painter, box)

    def _paint_card(self, painter: QPainter, room: QRectF) -> None:
        """The words on a ground of their own, so that what is behind does not disturb them."""
        theme, font = self._theme, interface_font(20, 700)
        words = elided(self._words, font, room.width() - 2 * _INSET_PX - 24)
        width = max(220.0, QFontMetricsF(font).horizontalAdvance(words) + 2 * _INSET_PX)
        height = _CARD_PX if self._is_possible else 2 * _INSET_PX + 10
        card = QRectF(0, 0, width, height)
        card.moveCenter(room.center())
        painter.setPen(QPen(theme.color("border2"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(card, _RADIUS_PX, _RADIUS_PX)
        line = card.adjusted(8, 8, -8, -8)
        if self._is_possible:
            line.setTop(card.bottom() - 62)
            corner = QPointF(card.center().x() - 2.95 * _PITCH_PX, line.top() - 2)
            roles = (Role.OS, Role.PACKAGES, Role.APP)
            paint_little_tower(
                painter, theme, corner, roles, pitch=_PITCH_PX, studs=5, height=1.4, has_open=True
            )
        painter.setFont(font)
        painter.setPen(theme.color("text" if self._is_possible else "text2"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), words)


def local_paths(event: QDropEvent) -> tuple[str, ...]:
    """Files and folders of this computer; () when anything else is among them."""
    urls = event.mimeData().urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(url.toLocalFile() for url in urls)


def drop_words(paths: tuple[str, ...]) -> str:
    """What happens when these are dropped."""
    if len(paths) == 1:
        return tr("Look into {paths}", paths=file_name(paths[0]))
    if len(paths) > _AT_MOST:
        return tr(
            "Look into the first {at_most} of {paths}",
            at_most=_AT_MOST,
            paths=counted("{count} file", "{count} files", len(paths)),
        )
    return tr("Look into {paths}", paths=counted("{count} file", "{count} files", len(paths)))
