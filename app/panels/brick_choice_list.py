"""Images to choose several of, each with its bricks as a little tower."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.panels.choice_list import ChoiceList, ChoiceRows
from app.scene.little_bricks import paint_little_tower
from app.theme import Theme
from app.viewmodel.choice_rows import ChoiceRow
from app.viewmodel.roles import Role

_MOST_BRICKS, _STUDS = 5, 8
_PITCH_PX, _TOWER_PX, _HEIGHT_PX = 5.2, 60, 38


class BrickChoiceList(ChoiceList):
    """As its kin; where a pill says nothing there is the image's tower."""

    def __init__(
        self, theme: Theme, name: str, *, most_rows: int = 5, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, most_rows=most_rows, parent=parent)
        self.roles: Mapping[str, Sequence[Role]] = {}
        self.setItemDelegate(_BrickRows(theme, self))

    def show_images(
        self,
        rows: Sequence[ChoiceRow],
        roles: Mapping[str, Sequence[Role]],
        chosen: Collection[str] = (),
    ) -> None:
        """Show these; `roles` of each key, from the bottom up."""
        self.roles = roles
        self.show_rows(rows, chosen)


class _BrickRows(ChoiceRows):
    def __init__(self, theme: Theme, view: BrickChoiceList) -> None:
        super().__init__(theme, view)
        self._bricks = view

    def paint_end(self, painter: QPainter, rect: QRectF, row: ChoiceRow) -> float:
        roles = self._bricks.roles.get(row.key, ())[-_MOST_BRICKS:]
        if row.pill or not roles:
            return super().paint_end(painter, rect, row)
        left = rect.right() - _TOWER_PX
        # As high as the row allows, whatever the number of bricks.
        height = min(1.7, (_HEIGHT_PX / _PITCH_PX - 0.9) / len(roles))
        painter.save()
        foot = QPointF(left, rect.bottom() - (rect.height() - _HEIGHT_PX) / 2)
        paint_little_tower(
            painter, self._theme, foot, roles, pitch=_PITCH_PX, studs=_STUDS, height=height
        )
        painter.restore()
        return left - 8
