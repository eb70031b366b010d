"""A stack that is built while one looks, taken apart again frame by frame."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.handouts.film import Film, FilmLook
from app.handouts.film_file import FilmFormat, encode, still_pictures
from app.handouts.subject import stack_subject
from app.theme import Mode, Theme
from core.cancel import CancelToken
from core.errors import Cancelled
from core.progress import Progress
from tests.app.handouts.walls import APP, small_wall, tall_wall

pytestmark = pytest.mark.usefixtures("qapp")


def film(reference: str = APP.reference, **more: object) -> Film:
    wall = tall_wall() if reference == "Tall:1" else small_wall()
    look = FilmLook(Theme(Mode.LIGHT), **{"width_px": 480, "height_px": 360, **more})  # type: ignore[arg-type]
    made = Film(stack_subject(wall, reference), look)
    for _progress in made.steps():
        pass
    return made


def frames(content: bytes) -> tuple[list[Image.Image], list[int], object]:
    """All pictures, how long each is shown in ms, and what is said of loops."""
    image = Image.open(io.BytesIO(content))
    shown, durations = [], []
    for number in range(image.n_frames):
        image.seek(number)
        shown.append(image.convert("RGB"))
        durations.append(round(image.info["duration"]))
    return shown, durations, image.info.get("loop")


def difference(one: Image.Image, other: QImage) -> float:
    """Mean over some pixels, 0 to 765."""
    spots = [(x, y) for x in range(0, other.width(), 7) for y in range(0, other.height(), 7)]
    total = 0
    for x, y in spots:
        pixel = other.pixelColor(x, y).getRgb()[:3]
        total += sum(abs(a - b) for a, b in zip(one.getpixel((x, y)), pixel, strict=True))
    return total / len(spots)


@pytest.mark.parametrize("format", list(FilmFormat))
def test_what_is_encoded_is_what_was_drawn(qapp: QApplication, format: FilmFormat) -> None:
    made = film()
    shown, durations, loop = frames(encode(made, format))
    assert len(shown) == len(made.frames)
    assert durations == [frame.duration_ms for frame in made.frames]
    assert loop == 0, "for ever"
    assert difference(shown[-1], made.image(len(made.frames) - 1)) < 12
    assert difference(shown[0], made.image(len(made.frames) - 1)) > 20, "the plate was empty"
    middle = len(shown) // 2
    assert difference(shown[middle], made.image(middle)) < 12


@pytest.mark.parametrize(("format", "loop"), [("gif", None), ("webp", 1), ("apng", 1)])
def test_it_may_be_shown_once(qapp: QApplication, format: str, loop: int | None) -> None:
    assert frames(encode(film(), FilmFormat(format), is_looping=False))[2] == loop


def test_paper_is_white_in_a_gif_too(qapp: QApplication) -> None:
    shown = frames(encode(film(), FilmFormat.GIF))[0]
    assert {one.getpixel((1, 1)) for one in shown} == {(255, 255, 255)}
    canvas = frames(encode(film(is_white=False), FilmFormat.GIF))[0]
    assert canvas[0].getpixel((1, 1)) != (255, 255, 255)


def test_files_are_small(qapp: QApplication) -> None:
    made = film()
    assert len(encode(made, FilmFormat.GIF)) < 400_000
    assert len(encode(made, FilmFormat.WEBP)) < 400_000


def test_slow_motion_takes_longer(qapp: QApplication) -> None:
    usual, slow = film(), film(slowness=3.0)
    assert slow.duration_ms > 1.5 * usual.duration_ms
    assert len(slow.frames) > 2 * len(usual.frames)
    assert slow.stills()[-1] == len(slow.frames) - 1


def test_a_tall_stack_is_neither_long_nor_large(qapp: QApplication) -> None:
    made = film("Tall:1", width_px=240, height_px=240)
    assert len(made.stills()) == 127
    assert made.duration_ms < 40_000
    assert len(made.frames) < 700


def test_one_picture_for_each_brick(qapp: QApplication, tmp_path: Path) -> None:
    made = film()
    stills = still_pictures(made, tmp_path / "stack.png")
    assert [path.name for path, _content in stills] == [
        "stack-01.png", "stack-02.png", "stack-03.png"
    ]  # fmt: skip
    pictures = [QImage.fromData(content) for _path, content in stills]
    assert all(picture.width() == 480 for picture in pictures)
    assert pictures[0] != pictures[1]
    last = made.image(len(made.frames) - 1)
    assert pictures[-1].convertToFormat(last.format()) == last


def test_packing_can_be_stopped(qapp: QApplication) -> None:
    made = film()
    for format in FilmFormat:
        cancel = CancelToken()
        told: list[Progress] = []

        def report(
            progress: Progress, cancel: CancelToken = cancel, told: list[Progress] = told
        ) -> None:
            told.append(progress)
            if len(told) == 3:
                cancel.cancel()

        with pytest.raises(Cancelled):
            encode(made, format, cancel=cancel, report=report)
        assert len(told) == 3
