"""Colours, fonts and icons; the style sheet of all widgets.

Widgets choose their look by the dynamic property `look`:

    QPushButton   "primary", "secondary", "danger", "tool", "chip", "link"
    QLabel        "display", "title", "dialog-title", "panel-title", "section", "small", "caption",
                  "mono", "error", "pill", "pill-added", "pill-modified", "pill-deleted", "accent"
    QFrame        "card", "surface", "sidebar", "strip", "line", "banner", "terminal"
"""

from __future__ import annotations

import enum
import re
import tomllib
from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer

from app.viewmodel.measures import Shade

_STYLES: dict[str, tuple[int, int]] = {  # size in pixels, weight
    "display": (34, 700),
    "title": (24, 700),
    "dialog-title": (22, 700),
    "panel-title": (18, 700),
    "section": (15, 600),
    "body": (13, 400),
    "strong": (13, 600),
    "small": (12, 400),
    "small-strong": (12, 600),
    "caption": (11, 400),
    "caption-strong": (11, 600),
}
_SCALED = re.compile(r"(font-size|min-height): ([0-9]{2,})px")
_SCALED_LOOKS = re.compile(r'look="(?:lesson-(?!foot)|explanation|[a-z]+-classroom)')
# Of high contrast: what takes whose colour.
_STRONGER = (
    ("text2", "text"), ("text3", "text"), ("border", "text3"), ("border2", "text2"),
    ("field", "text"), ("terminal_dim", "terminal_text"),
)  # fmt: skip
_INTERFACE = ("Inter", "Inter Display")
_MONO = ("JetBrains Mono", "DejaVu Sans Mono")


class Mode(enum.Enum):
    """Light or dark."""

    LIGHT = "light"
    DARK = "dark"


@cache
def _tokens() -> dict[str, dict[str, object]]:
    return tomllib.loads((files("resources") / "colours.toml").read_text(encoding="utf-8"))


@cache
def _icon_source(name: str) -> str:
    return (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _families() -> tuple[str, str]:
    """Interface and fixed font: the wanted ones where installed, else the system's."""
    installed = set(QFontDatabase.families())
    interface = next((name for name in _INTERFACE if name in installed), "")
    mono = next((name for name in _MONO if name in installed), "")
    if not interface:
        interface = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if not mono:
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return interface, mono


class Theme:
    """One of the two looks. Values are cached; make a new one to change the mode."""

    def __init__(
        self, mode: Mode, type_scale: float = 1.0, *, has_high_contrast: bool = False
    ) -> None:
        """`type_scale`: how much larger words are than usual, 1 to 2.

        High contrast gives all words the ink of the strongest, and outlines that of words.
        """
        self.mode = mode
        self.has_high_contrast = has_high_contrast
        self.type_scale = type_scale
        self._colours = {name: QColor(str(value)) for name, value in _tokens()[mode.value].items()}
        if has_high_contrast:
            for token, stronger in _STRONGER:
                self._colours[token] = QColor(str(_tokens()[mode.value][stronger]))
        roles = _tokens()["roles"][mode.value]
        self._roles = {
            role: (QColor(brick), QColor(ink))
            for role, (brick, ink) in roles.items()  # type: ignore[attr-defined]
        }
        self._scale = [
            (QColor(brick), QColor(ink))
            for brick, ink in _tokens()["scale"][mode.value]  # type: ignore[attr-defined]
        ]
        self._switches = [
            (QColor(pill), QColor(ink))
            for pill, ink in _tokens()["switches"][mode.value]  # type: ignore[attr-defined]
        ]
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}
        self._dots: dict[tuple[str, bool], QIcon] = {}

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark look."""
        return self.mode is Mode.DARK

    @property
    def shadow_factor(self) -> float:
        """Shadows' alpha is multiplied by this."""
        return 2.2 if self.is_dark else 1.0

    def color(self, token: str) -> QColor:
        """A colour of resources/colours.toml."""
        return QColor(self._colours[token])

    def role_colors(self, role: str) -> tuple[QColor, QColor]:
        """A role's brick and ink."""
        brick, ink = self._roles[role]
        return QColor(brick), QColor(ink)

    def scale_colors(self, step: int | None) -> tuple[QColor, QColor]:
        """A brick's colour and ink at a step of a measure's scale; None: not known."""
        brick, ink = self._scale[0 if step is None else step + 1]
        return QColor(brick), QColor(ink)

    def switch_colors(self, number: int) -> tuple[QColor, QColor]:
        """A switch's pill and ink; they begin anew after the last one."""
        pill, ink = self._switches[number % len(self._switches)]
        return QColor(pill), QColor(ink)

    def brick_colors(self, role: str, shade: Shade | None) -> tuple[QColor, QColor]:
        """A brick's colour and ink, by its role or by what bricks are coloured by."""
        return self.role_colors(role) if shade is None else self.scale_colors(shade.step)

    def px(self, size: float) -> int:
        """A size of words, or of what holds words, at the scale that is chosen."""
        return round(size * self.type_scale)

    def font(self, style: str, scale: float = 1.0) -> QFont:
        """A font of the interface by its style's name."""
        size, weight = _STYLES[style]
        return interface_font(size * scale, weight)

    def icon(self, name: str, color: str = "text2", size: int = 18) -> QIcon:
        """A themed icon for widgets, with a fainter face when disabled."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, size, self.color(color), ratio))
            faint = self.color("border2")
            icon.addPixmap(self.pixmap(name, size, faint, ratio), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
        """An icon as a picture, cached."""
        key = (name, size, color.name(QColor.NameFormat.HexArgb), ratio)
        found = self._pixmaps.get(key)
        if found is None:
            found = QPixmap(QSize(round(size * ratio), round(size * ratio)))
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_icon(painter, name, QRectF(0, 0, found.width(), found.height()), color)
            painter.end()
            found.setDevicePixelRatio(ratio)
            self._pixmaps[key] = found
        return found

    def dot(self, color: str, *, is_filled: bool) -> QIcon:
        """A status light, cached."""
        found = self._dots.get((color, is_filled))
        if found is None:
            found = self._dots[color, is_filled] = self._painted_dot(color, is_filled=is_filled)
        return found

    def _painted_dot(self, color: str, *, is_filled: bool) -> QIcon:
        icon = QIcon()
        for ratio in (1.0, 2.0):
            pixmap = QPixmap(QSize(round(12 * ratio), round(12 * ratio)))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.color(color), 1.6 * ratio))
            if is_filled:
                painter.setBrush(self.color(color))
            inset = 2 * ratio
            box = QRectF(0, 0, pixmap.width(), pixmap.height())
            painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap)
        return icon

    def stylesheet(self) -> str:
        """For the whole application."""
        interface, mono = _families()
        tokens = {name: colour.name() for name, colour in self._colours.items()}
        source = (files("resources") / "style.qss").read_text(encoding="utf-8")
        for name, value in {**tokens, "interface": interface, "mono": mono}.items():
            source = source.replace(f"@{name}@", value)
        return source if self.type_scale == 1.0 else self._enlarged(source)

    def _enlarged(self, source: str) -> str:
        """What a class reads is larger; what the teacher works with stays as it is."""
        return "\n".join(
            _SCALED.sub(lambda one: f"{one[1]}: {self.px(int(one[2]))}px", line)
            if _SCALED_LOOKS.search(line)
            else line
            for line in source.split("\n")
        )


def interface_font(size_px: float, weight: int = 400) -> QFont:
    """The interface's font at a size in pixels."""
    return _font(_families()[0], size_px, weight)


def mono_font(size_px: float, weight: int = 400) -> QFont:
    """The fixed font at a size in pixels."""
    return _font(_families()[1], size_px, weight)


def _font(family: str, size_px: float, weight: int) -> QFont:
    font = QFont(family)
    font.setPixelSize(max(1, round(size_px)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def elided(text: str, font: QFont, width_px: float) -> str:
    """`text`, with an ellipsis at its end where it is wider than `width_px`."""
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, width_px))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon as vectors; small ones with a stronger stroke."""
    width = "2.2" if rect.width() <= 15 else "1.7"
    source = _icon_source(name).replace('stroke-width="1.7"', f'stroke-width="{width}"')
    # Opacity of the whole would make Qt draw it as pixels, in vector pictures too.
    for part in ("stroke", "fill"):
        clear = f' {part}-opacity="{color.alphaF():.3f}"' if color.alpha() < 255 else ""
        source = source.replace(f'{part}="currentColor"', f'{part}="{color.name()}"{clear}')
    painter.save()
    QSvgRenderer(QByteArray(source.encode())).render(painter, rect)
    painter.restore()


def mix(color: QColor, other: QColor, share: float) -> QColor:
    """`share` of `other` mixed into `color`, in sRGB."""
    return QColor.fromRgbF(
        color.redF() + (other.redF() - color.redF()) * share,
        color.greenF() + (other.greenF() - color.greenF()) * share,
        color.blueF() + (other.blueF() - color.blueF()) * share,
        color.alphaF(),
    )


def with_alpha(color: QColor, alpha: float) -> QColor:
    """The colour with another opacity, 0 to 1."""
    changed = QColor(color)
    changed.setAlphaF(alpha)
    return changed
