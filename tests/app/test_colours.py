"""Every colour that carries words or a meaning: contrast, deficient colour vision, second cues.

Contrast as WCAG 2 has it (1.4.3: 4.5 for text, 1.4.11: 3 for what one has to see). Deficiencies are
simulated at full strength after Machado, Oliveira and Fernandes (2009); differences are CIEDE2000.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import combinations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.scene.brick_painter import faces_of
from app.scene.surroundings import Surroundings
from app.terminal.palette import contrast_of
from app.theme import Mode, Theme
from app.viewmodel.roles import Role

TEXT, OUTLINE = 4.5, 3.0
# What words stand on, and with which words.
ON_SURFACES = ("text", "text2", "text3", "accent", "added", "modified", "deleted")
SURFACES = ("surface", "surface2")
PAIRS = (
    *((words, ground) for words in ON_SURFACES for ground in SURFACES),
    *((words, "canvas_bottom") for words in ("text", "text2", "text3")),
    *((words, "canvas_top") for words in ("text", "text2", "text3")),
    *((words, "surface3") for words in ("text", "text2")),
    *((words, f"{words}_soft") for words in ("accent", "added", "modified", "deleted")),
    *((words, ground) for words in ("text", "text2") for ground in ("accent_soft", "added_soft")),
    ("on_accent", "accent"),
    *((f"terminal_{one}", "terminal") for one in ("text", "dim", "green", "blue", "red", "yellow")),
    *(
        (f"syntax_{one}", ground)
        for one in ("keyword", "string", "comment", "number", "name", "operator")
        for ground in ("surface", "added_soft", "deleted_soft")
    ),
)
MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


@pytest.fixture(params=[Mode.LIGHT, Mode.DARK], ids=lambda mode: mode.value)
def theme(request: pytest.FixtureRequest, qtbot: QtBot) -> Theme:
    return Theme(request.param)


def test_words_are_read_on_everything_that_they_stand_on(theme: Theme) -> None:
    weak = {
        f"{words} on {ground}": round(contrast_of(theme.color(words), theme.color(ground)), 2)
        for words, ground in PAIRS
        if contrast_of(theme.color(words), theme.color(ground)) < TEXT
    }
    assert weak == {}


def test_what_has_to_be_seen_stands_out(theme: Theme) -> None:
    for line in ("field", "accent", "running"):
        assert contrast_of(theme.color(line), theme.color("surface")) >= OUTLINE, line


def test_every_rule_of_the_style_sheet_that_gives_both_colours_can_be_read(theme: Theme) -> None:
    rules = list(_rules(theme.stylesheet()))
    weak = {
        name: round(contrast_of(QColor(words), QColor(ground)), 2)
        for name, words, ground in rules
        if contrast_of(QColor(words), QColor(ground)) < TEXT
    }
    assert len(rules) > 20
    assert weak == {}


def _rules(sheet: str) -> Iterator[tuple[str, str, str]]:
    """Selector, words' and ground's colour; a face that is off may be faint (WCAG 1.4.3)."""
    for selector, body in re.findall(r"([^{}]+)\{([^}]*)\}", sheet):
        said = dict(re.findall(r"(?:^|[;\s])([a-z-]+):\s*([^;]+)", body))
        words = re.match(r"#[0-9A-Fa-f]{6}\b", said.get("color", ""))
        ground = re.match(r"#[0-9A-Fa-f]{6}\b", said.get("background", ""))
        if words and ground and ":disabled" not in selector:
            yield " ".join(selector.split()), words[0], ground[0]


def test_ink_is_read_on_every_brick_from_top_to_bottom(theme: Theme) -> None:
    inks = [theme.role_colors(role.key) for role in Role]
    inks += [theme.scale_colors(None), *(theme.scale_colors(step) for step in range(5))]
    for brick, ink in inks:
        faces = faces_of(brick, ink)
        for ground in (faces.front_top, faces.base, faces.front_bottom):
            assert contrast_of(ink, ground) >= TEXT, (brick.name(), ground.name())


def test_a_bricks_shape_is_seen_on_the_canvas(theme: Theme) -> None:
    """By its edge on a light canvas, by its top on a dark one."""
    for role in Role:
        faces = faces_of(*theme.role_colors(role.key))
        canvas = theme.color("canvas_bottom")
        seen = max(contrast_of(one, canvas) for one in (faces.edge, faces.top_front))
        assert seen >= OUTLINE, role


@pytest.mark.parametrize("vision", ["normal", *MACHADO])
def test_roles_differ_for_everybodys_eyes(theme: Theme, vision: str) -> None:
    seen = {role: _seen(theme.role_colors(role.key)[0], vision) for role in Role}
    least = min(_difference(seen[one], seen[other]) for one, other in combinations(Role, 2))
    assert least >= (25 if vision == "normal" else 11)


def test_no_role_is_told_by_its_colour_alone() -> None:
    """Each has an icon and a name of its own; that each has a pattern is seen in its pixels."""
    icons = {(files("resources") / "icons" / f"{role.key}.svg").read_text() for role in Role}
    assert len(icons) == len(Role) == len({role.title for role in Role})


def test_each_pattern_is_another(theme: Theme) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QImage, QPainter

    from app.scene.role_pattern import paint_pattern

    pictures = set()
    for role in Role:
        image = QImage(60, 60, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_pattern(painter, QRectF(0, 0, 60, 60), role, QColor("black"), 1.0)
        painter.end()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == len(Role)


def _linear(colour: QColor) -> list[float]:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def _seen(colour: QColor, vision: str) -> tuple[float, float, float]:
    """CIELAB (D65) of a colour as eyes of that kind have it."""
    rgb = _linear(colour)
    if vision in MACHADO:
        rgb = [sum(a * b for a, b in zip(row, rgb, strict=True)) for row in MACHADO[vision]]
        rgb = [min(1.0, max(0.0, one)) for one in rgb]
    red, green, blue = rgb
    white = (0.95047, 1.0, 1.08883)
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (a / b for a, b in zip(xyz, white, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """CIEDE2000 after Sharma, Wu and Dalal (2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180
    d_l, d_c = l2 - l1, c2 - c1
    d_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    r_c = 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    r_t = -r_c * math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    c, h = d_c / s_c, d_h / s_h
    return math.sqrt((d_l / s_l) ** 2 + c**2 + h**2 + r_t * c * h)


def test_high_contrast_makes_all_words_strong_and_all_outlines_seen(theme: Theme) -> None:
    """WCAG 1.4.6 asks for 7:1."""
    strong = Theme(theme.mode, has_high_contrast=True)
    for words in ("text", "text2", "text3"):
        for ground in ("surface", "surface2", "surface3", "canvas_top", "canvas_bottom"):
            assert contrast_of(strong.color(words), strong.color(ground)) >= 7, (words, ground)
    for line in ("border", "border2", "field"):
        assert contrast_of(strong.color(line), strong.color("surface")) >= TEXT, line
    assert Surroundings(strong).edge_scale > Surroundings(theme).edge_scale
