"""The wall as a picture, PNG or SVG, drawn without a window."""

from __future__ import annotations

import math
import sys
from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPaintDevice, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem

from app.scene.gradient import paint_canvas
from app.scene.wall_scene import WallScene
from app.theme import Mode, Theme, interface_font
from app.viewmodel.placement import ViewMode, place
from app.viewmodel.wall import Wall, build_wall
from core.errors import FileAccessError
from core.model import Repository
from core.progress import Progress
from core.translation import tr

_HEAD_PX = 96.0
_MIN_WIDTH_PX = 640.0
_MARGIN_PX = 28.0
_LARGEST_SIDE_PX, _LARGEST_PX = 30_000.0, 100e6  # of a PNG: a larger wall is drawn smaller


def draw_repository(repository: Repository, path: Path) -> None:
    """Draw all images of a repository to `path`; its suffix says whether as PNG or SVG.

    Makes an application when there is none, which must not need a display. Raises FileAccessError.
    """
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    draw_wall(build_wall(repository), path, mode=ViewMode.SHARED, theme=Theme(Mode.LIGHT))


def draw_wall(wall: Wall, path: Path, *, mode: ViewMode, theme: Theme, scale: float = 2.0) -> None:
    """Draw a wall at once. Raises FileAccessError."""
    drawing = Drawing(wall, path, mode=mode, theme=theme, scale=scale)
    for _progress in drawing.steps():
        pass
    drawing.write()


class Drawing:
    """A picture that is drawn brick by brick, so that a window can do other things meanwhile.

    `steps` run in the thread of the GUI, `write` may run in any. `path` is touched last.
    """

    def __init__(
        self, wall: Wall, path: Path, *, mode: ViewMode, theme: Theme, scale: float = 2.0
    ) -> None:
        """`scale`: pixels of a PNG for one of the wall at 100 %."""
        self._wall = wall
        self._path = path
        self._theme = theme
        self._is_vector = path.suffix.lower() == ".svg"
        self._unfinished = path.with_name(f".{path.name}.unfinished")
        self._scene = WallScene(theme)
        self._scene.animate = False
        self._scene.show_placement(place(wall, mode), mode)
        content = self._scene.sceneRect()
        self._page = QRectF(
            0, 0, max(_MIN_WIDTH_PX, content.width() + 2 * _MARGIN_PX),
            content.height() + _HEAD_PX + _MARGIN_PX,
        )  # fmt: skip
        self._origin = QPointF(_MARGIN_PX, _HEAD_PX) - content.topLeft()
        largest_side = max(self._page.width(), self._page.height())
        area = self._page.width() * self._page.height()
        self._scale = min(scale, _LARGEST_SIDE_PX / largest_side, math.sqrt(_LARGEST_PX / area))
        self._image = QImage()

    def steps(self) -> Generator[Progress]:
        """Draw, some items at a time. Raises FileAccessError."""
        device, painter = self._device(), QPainter()  # the painter does not keep its device
        if not painter.begin(device):
            raise self._cannot_be_written()
        try:
            if not self._is_vector:
                painter.scale(self._scale, self._scale)
            _paint_page(painter, self._wall, self._theme, self._page)
            items = self._scene.items(Qt.SortOrder.AscendingOrder)
            for number, item in enumerate(items):
                _paint_item(painter, item, self._origin)
                yield Progress(tr("Drawing"), number + 1, len(items), "steps")
        except GeneratorExit:
            painter.end()
            self._unfinished.unlink(missing_ok=True)
            raise
        finally:
            if painter.isActive():
                painter.end()

    def write(self) -> None:
        """Put the finished picture in its place. Raises FileAccessError."""
        try:
            if not self._is_vector and not self._image.save(str(self._unfinished), "PNG"):
                raise self._cannot_be_written()
            self._unfinished.replace(self._path)
        except OSError as error:
            raise self._cannot_be_written() from error
        finally:
            self._unfinished.unlink(missing_ok=True)

    def _device(self) -> QPaintDevice:
        if self._is_vector:
            generator = QSvgGenerator()
            generator.setFileName(str(self._unfinished))
            generator.setSize(self._page.size().toSize())
            generator.setViewBox(self._page)
            generator.setTitle(tr("Bricklayer"))
            return generator
        size = self._page.size() * self._scale
        self._image = QImage(
            QSize(round(size.width()), round(size.height())), QImage.Format.Format_ARGB32
        )
        return self._image

    def _cannot_be_written(self) -> FileAccessError:
        return FileAccessError(str(self._path), tr("the picture cannot be written there"))


def _paint_page(painter: QPainter, wall: Wall, theme: Theme, page: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_canvas(painter, theme, page)
    painter.setFont(interface_font(24, 700))
    painter.setPen(theme.color("text"))
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(QRectF(_MARGIN_PX, 18, page.width(), 34), left, tr("Local repository"))
    painter.setFont(interface_font(13))
    painter.setPen(theme.color("text2"))
    painter.drawText(QRectF(_MARGIN_PX, 52, page.width(), 24), left, wall.in_short)


def _paint_item(painter: QPainter, item: QGraphicsItem, origin: QPointF) -> None:
    """As the scene would, without the pictures that it keeps: a vector picture holds vectors."""
    painter.save()
    painter.translate(origin + item.scenePos())
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.restore()
