"""A stack that is built while one looks: bricks fall, one after another, base first.

The bricks move as they do on the wall (`scene/movement.py`). Frames are drawn here, some at a time,
and kept packed; `film_file` makes files of them.
"""

from __future__ import annotations

import zlib
from collections.abc import Generator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsItem

from app.handouts.figure import Figure
from app.handouts.page import LEFT, Words, paint_ground, paint_head
from app.handouts.subject import Subject
from app.scene.items import BrickItem
from app.scene.movement import fall_at, flag_at
from app.theme import Theme, elided, interface_font, mono_font
from app.viewmodel.sizes import size_text
from core.progress import Progress
from core.translation import tr

_FALL_MS, _FLAG_MS = 400, 180  # as the wall's movement takes
_FLAG_FROM_MS = 400
_STEP_MS, _MOST_FRAMES = 40, 600
_START_MS, _REST_MS, _END_MS = 500, 800, 3000
_LONGEST_REST_MS, _LONGEST_FALLS_MS = 9000, 10_000  # of all bricks together
_SIDE_PX, _HEAD_PX, _NOTE_PX = 24.0, 64.0, 52.0


@dataclass(frozen=True, slots=True)
class FilmLook:
    """`slowness`: how many times longer everything takes. `width_px` of the whole picture."""

    theme: Theme
    is_white: bool = True
    width_px: int = 720
    height_px: int = 540
    slowness: float = 1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, its pixels packed. `is_still`: a brick has just found its place."""

    packed: bytes
    duration_ms: int
    is_still: bool = False


class Film:
    """Drawn by `steps`, in the thread of the GUI; then `frames` are there."""

    def __init__(self, subject: Subject, look: FilmLook) -> None:
        self._look = look
        self._words = Words(subject.title, subject.caption, "")
        # Every brick shows its studs until the next one hides them.
        bricks = tuple(replace(one, bare_from=one.x) for one in subject.placement.bricks)
        placement = replace(subject.placement, bricks=bricks)
        self._figure = Figure(placement, subject.mode, look.theme)
        self.size = QSizeF(look.width_px, look.height_px)
        room = QSizeF(look.width_px - 2 * _SIDE_PX, look.height_px - _HEAD_PX - _NOTE_PX - _SIDE_PX)
        self._figure.fit(room, 1.6)
        taken = self._figure.size
        self._at = QPointF(
            (look.width_px - taken.width()) / 2, _HEAD_PX + (room.height() - taken.height()) / 2
        )
        self.frames: list[Frame] = []
        count = max(1, len(bricks))
        # A tall stack is built faster: nobody watches a hundred bricks fall one by one.
        self._slowness = look.slowness * min(1.0, _LONGEST_FALLS_MS / (count * _FALL_MS))
        self._rest_ms = _tens(min(_REST_MS, _LONGEST_REST_MS / count) * look.slowness)
        falls_ms = count * _FALL_MS * self._slowness
        self._step_ms = max(_STEP_MS, _tens(falls_ms / _MOST_FRAMES))

    @property
    def duration_ms(self) -> int:
        """From the empty plate to the finished stack."""
        return sum(frame.duration_ms for frame in self.frames)

    def steps(self) -> Generator[Progress]:
        """One frame in each."""
        bricks = self._figure.bricks
        below, last = self._figure.others
        standing = self._ground(below)
        self._keep(standing, "", "", _START_MS)
        for number, brick in enumerate(bricks, start=1):
            words = self._note(brick, number, len(bricks))
            yield from self._fall(standing, brick, words, number, len(bricks))
            painter = self._painter(standing)
            self._figure.paint_items(painter, self._at, [brick])
            painter.end()
            if number == len(bricks):
                yield from self._raise_flag(standing, last, words)
                painter = self._painter(standing)
                self._figure.paint_items(painter, self._at, last)
                painter.end()
            rest_ms = _END_MS if number == len(bricks) else self._rest_ms
            self._keep(standing, *words, rest_ms, is_still=True)
            yield Progress(tr("Drawing"), number, len(bricks), "steps")

    def finished(self) -> QImage:
        """How it ends, drawn at once."""
        bricks = self._figure.bricks
        below, last = self._figure.others
        image = self._ground(below)
        painter = self._painter(image)
        self._figure.paint_items(painter, self._at, [*bricks, *last])
        if bricks:
            self._paint_note(painter, *self._note(bricks[-1], len(bricks), len(bricks)))
        painter.end()
        return image

    def image(self, number: int) -> QImage:
        """A frame as it was drawn."""
        pixels = zlib.decompress(self.frames[number].packed)
        width, height = self._look.width_px, self._look.height_px
        image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
        return image.copy()  # the pixels are Python's

    def stills(self) -> list[int]:
        """The frames in which a brick has just found its place."""
        return [number for number, frame in enumerate(self.frames) if frame.is_still]

    def _fall(
        self, standing: QImage, brick: BrickItem, words: tuple[str, str], number: int, count: int
    ) -> Generator[Progress]:
        moved_ms = 0
        while moved_ms < _FALL_MS * self._slowness:
            above_px, share = fall_at(moved_ms / self._slowness)
            frame = standing.copy()
            painter = self._painter(frame)
            self._figure.paint_items(
                painter, self._at, [brick], above_px=above_px, height_share=share
            )
            painter.end()
            self._keep(frame, *words, self._step_ms)
            moved_ms += self._step_ms
            yield Progress(tr("Drawing"), number - 1, count, "steps")

    def _raise_flag(
        self, standing: QImage, items: list[QGraphicsItem], words: tuple[str, str]
    ) -> Generator[Progress]:
        moved_ms = 0
        while moved_ms < _FLAG_MS * self._slowness:
            below_px, opacity = flag_at(_FLAG_FROM_MS + moved_ms / self._slowness)
            frame = standing.copy()
            painter = self._painter(frame)
            self._figure.paint_items(painter, self._at, items, above_px=-below_px, opacity=opacity)
            painter.end()
            self._keep(frame, *words, self._step_ms)
            moved_ms += self._step_ms
            yield Progress(tr("Drawing"))

    def _ground(self, below: list[QGraphicsItem]) -> QImage:
        """What does not change: the heading and the empty plate."""
        image = QImage(self.size.toSize(), QImage.Format.Format_RGB32)
        painter = self._painter(image)
        theme, look = self._look.theme, self._look
        paint_ground(painter, theme, self.size, is_white=look.is_white)
        head = QRectF(_SIDE_PX, 14, look.width_px - 2 * _SIDE_PX, _HEAD_PX - 14)
        paint_head(painter, theme, self._words, head)
        self._figure.paint_items(painter, self._at, below)
        painter.end()
        return image

    def _keep(
        self, image: QImage, title: str, command: str, duration_ms: int, *, is_still: bool = False
    ) -> None:
        """With the note below; what looks like the frame before only makes that last longer."""
        frame = image.copy()
        painter = self._painter(frame)
        self._paint_note(painter, title, command)
        painter.end()
        packed = zlib.compress(frame.constBits(), 1)
        before = self.frames[-1] if self.frames else None
        if before is not None and before.packed == packed:
            duration_ms += before.duration_ms
            self.frames.pop()
        self.frames.append(Frame(packed, duration_ms, is_still))

    def _paint_note(self, painter: QPainter, title: str, command: str) -> None:
        """Which brick it is, where the figure never reaches."""
        theme, top = self._look.theme, self._look.height_px - _NOTE_PX - 4
        width = self._look.width_px - 2 * _SIDE_PX
        if title:
            font = interface_font(16, 600)
            painter.setFont(font)
            painter.setPen(theme.color("text"))
            painter.drawText(QRectF(_SIDE_PX, top, width, 24), LEFT, elided(title, font, width))
            code = mono_font(12)
            painter.setFont(code)
            painter.setPen(theme.color("text2"))
            box = QRectF(_SIDE_PX, top + 25, width, 18)
            painter.drawText(box, LEFT, elided(command, code, width))

    @staticmethod
    def _note(brick: BrickItem, number: int, count: int) -> tuple[str, str]:
        shown = brick.placed.brick
        title = tr(
            "Brick {number} of {count}: {title}  ·  {size_bytes}",
            number=number,
            count=count,
            title=shown.title,
            size_bytes=size_text(shown.size_bytes),
        )
        return title, shown.command

    @staticmethod
    def _painter(image: QImage) -> QPainter:
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


def _tens(time_ms: float) -> int:
    """GIF counts hundredths of a second."""
    return max(10, 10 * round(time_ms / 10))
