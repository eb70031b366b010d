"""The wall as a picture, PNG or SVG, drawn without a window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QGraphicsItem

from app.scene.wall_scene import WallScene
from app.theme import Mode, Theme, interface_font
from app.viewmodel.placement import ViewMode, place
from app.viewmodel.sizes import plural, size_text
from app.viewmodel.wall import Appearance, Wall, build_wall
from core.errors import FileAccessError
from core.model import Repository

_HEAD_PX = 96.0
_MIN_WIDTH_PX = 640.0
_MARGIN_PX = 28.0


def draw_repository(
    repository: Repository,
    path: Path,
    *,
    mode: ViewMode = ViewMode.SHARED,
    theme_mode: Mode = Mode.LIGHT,
    scale: float = 2.0,
    appearance: Appearance | None = None,
) -> None:
    """Draw all images of a repository to `path`; its suffix says whether as PNG or SVG.

    Makes an application when there is none, which must not need a display. Raises FileAccessError.
    """
    _application = QApplication.instance() or QApplication(sys.argv[:1])
    draw_wall(
        build_wall(repository, appearance),
        path,
        mode=mode,
        theme=Theme(theme_mode),
        scale=scale,
    )


def draw_wall(wall: Wall, path: Path, *, mode: ViewMode, theme: Theme, scale: float) -> None:
    """See `draw_repository`."""
    scene = WallScene(theme)
    scene.animate = False
    scene.show_placement(place(wall, mode), mode)
    for item in scene.items():
        # A vector picture shall hold vectors.
        item.setCacheMode(QGraphicsItem.CacheMode.NoCache)
    content = scene.sceneRect()
    width = max(_MIN_WIDTH_PX, content.width() + 2 * _MARGIN_PX)
    height = content.height() + _HEAD_PX + _MARGIN_PX
    page = QRectF(0, 0, width, height)
    if path.suffix.lower() == ".svg":
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(QSize(round(width), round(height)))
        generator.setViewBox(page)
        generator.setTitle("Bricklayer")
        painter = QPainter()
        if not painter.begin(generator):
            raise FileAccessError(str(path), "the picture cannot be written there")
        _paint(painter, scene, wall, theme, page, content)
        painter.end()
        return
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    painter.scale(scale, scale)
    _paint(painter, scene, wall, theme, page, content)
    painter.end()
    if not image.save(str(path)):
        raise FileAccessError(str(path), "the picture cannot be written there")


def _paint(
    painter: QPainter, scene: WallScene, wall: Wall, theme: Theme, page: QRectF, content: QRectF
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    canvas = QLinearGradient(page.topLeft(), page.bottomLeft())
    canvas.setColorAt(0, theme.color("canvas_top"))
    canvas.setColorAt(1, theme.color("canvas_bottom"))
    painter.fillRect(page, canvas)
    painter.setFont(interface_font(24, 700))
    painter.setPen(theme.color("text"))
    left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    painter.drawText(QRectF(_MARGIN_PX, 18, page.width(), 34), left, "Local repository")
    painter.setFont(interface_font(13))
    painter.setPen(theme.color("text2"))
    words = (
        f"{plural(len(wall.flags), 'image')}  ·  {plural(len(wall.bricks), 'brick')} (layers)  ·  "
        f"{size_text(wall.stored_bytes)} on disk  ·  {size_text(wall.saved_bytes)} saved by sharing"
    )
    painter.drawText(QRectF(_MARGIN_PX, 52, page.width(), 24), left, words)
    target = QRectF(QPointF(_MARGIN_PX, _HEAD_PX), content.size())
    scene.render(painter, target, content)
