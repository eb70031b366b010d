"""A film as one file that slides and web pages show: GIF, WebP, APNG. Or a picture a brick.

Pillow encodes. Frames are unpacked one at a time, so that a tall stack does not fill the memory.
"""

from __future__ import annotations

import enum
import io
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from app.handouts.film import Film
from app.handouts.handout import png_bytes
from core.cancel import NEVER, CancelToken
from core.progress import Progress, Report, ignore
from core.translation import tr

_COLORS = 255
_WEBP_QUALITY, _WEBP_EFFORT = 82, 3
_FOREVER = 0
_NEARLY_WHITE = 247


class FilmFormat(enum.Enum):
    """The value is the file's ending."""

    GIF = "gif"
    WEBP = "webp"
    APNG = "apng"


def encode(
    film: Film,
    format: FilmFormat,
    *,
    is_looping: bool = True,
    cancel: CancelToken = NEVER,
    report: Report = ignore,
) -> bytes:
    """The whole file. Runs in any thread. Raises Cancelled."""
    take = _paletted(film) if format is FilmFormat.GIF else lambda number: _frame(film, number)
    reel = _Reel(len(film.frames), take, cancel, report)
    # A GIF that says nothing of loops is shown once; the others say how often.
    loops = {"loop": _FOREVER} if is_looping else {} if format is FilmFormat.GIF else {"loop": 1}
    ways: dict[FilmFormat, dict[str, object]] = {
        FilmFormat.GIF: {"format": "GIF", "optimize": True},
        FilmFormat.WEBP: {"format": "WEBP", "quality": _WEBP_QUALITY, "method": _WEBP_EFFORT},
        FilmFormat.APNG: {"format": "PNG"},
    }
    durations = [frame.duration_ms for frame in film.frames]
    target = io.BytesIO()
    reel.save(target, save_all=True, duration=durations, **loops, **ways[format])
    cancel.check()
    return target.getvalue()


def still_pictures(film: Film, path: Path) -> list[tuple[Path, bytes]]:
    """A PNG for each brick: `name-01.png` and so on, beside `path`."""
    numbers = film.stills()
    digits = max(2, len(str(len(numbers))))
    return [
        (path.with_name(f"{path.stem}-{count:0{digits}d}.png"), png_bytes(film.image(number)))
        for count, number in enumerate(numbers, start=1)
    ]


class _Reel(Image.Image):
    """A picture with many frames, each made when it is looked at, as Pillow's own readers do."""

    def __init__(
        self, count: int, take: Callable[[int], Image.Image], cancel: CancelToken, report: Report
    ) -> None:
        super().__init__()
        self._count = count
        self._frame_of = take
        self._cancel = cancel
        self._report = report
        self._number = -1
        self.seek(0)

    @property
    def n_frames(self) -> int:
        """How many there are."""
        return self._count

    @property
    def is_animated(self) -> bool:
        """Whether there are several."""
        return self._count > 1

    def seek(self, frame: int) -> None:
        """Raises EOFError behind the last one, as all of them do."""
        if frame >= self._count:
            raise EOFError
        if frame == self._number:
            return
        self._cancel.check()
        self._report(Progress(tr("Packing"), frame, self._count, "steps"))
        shown = self._frame_of(frame)
        self.im, self.palette = shown.im, shown.palette
        self._mode, self._size = shown.mode, shown.size
        self._number = frame

    def tell(self) -> int:
        return self._number


def _frame(film: Film, number: int) -> Image.Image:
    size = (round(film.size.width()), round(film.size.height()))
    pixels = zlib.decompress(film.frames[number].packed)
    return Image.frombuffer("RGB", size, pixels, "raw", "BGRX", 0, 1)


def _paletted(film: Film) -> Callable[[int], Image.Image]:
    """All frames in the colours of the finished stack: a file has one table of them."""
    last = _frame(film, len(film.frames) - 1)
    palette = last.quantize(_COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)

    colors = palette.getpalette() or []
    if min(last.getpixel((0, 0))) == 255:
        # Colours are looked up roughly: what is nearly white would be taken for the paper's.
        for at in range(0, len(colors), 3):
            if min(colors[at : at + 3]) >= _NEARLY_WHITE:
                colors[at : at + 3] = [255, 255, 255]
        palette.putpalette(colors)

    def take(number: int) -> Image.Image:
        return _frame(film, number).quantize(palette=palette, dither=Image.Dither.NONE)

    return take
