"""A picture or handout: what it shows, as which kind of file, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import FormDialog, wrapped
from app.dialogs.target_file import TargetFile
from app.panels.controls import ChevronBox, TickBox, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.handout_desk import HandoutDesk, Preview
from app.viewmodel.handout_form import FILM_SIZES, HandoutRequest, Kind, What, kinds_of
from core.translation import tr

_PREVIEW_PX, _PREVIEW_AFTER_MS = 300, 200
_VIEWS = (
    ("changes", tr("Changes")),
    ("files", tr("Files")),
    ("packages", tr("Packages")),
    ("history", tr("History")),
    ("findings", tr("Warnings")),
)
_PAPERS = (("a4", "A4"), ("letter", "Letter"))
_SPEEDS = ((1.0, tr("Usual pace")), (2.0, tr("Half as fast")), (4.0, tr("A quarter as fast")))
_Choices = Sequence[tuple[object, str]]


class HandoutDialog(FormDialog):
    """Signals: chosen(HandoutRequest, Path), copied(HandoutRequest)."""

    chosen = Signal(object, object)
    copied = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        desk: HandoutDesk,
        request: HandoutRequest,
        *,
        folder: Path | None = None,
    ) -> None:
        """`request` is chosen at first; `folder` is where files go that have only a name."""
        super().__init__(
            parent, tr("Picture or handout"), tr("For slides, for paper, or to paste."),
            tr("Save"), theme=theme, icon="export", size=QSize(740, 0),
        )  # fmt: skip
        self._desk, self._base = desk, request
        self._choosable = desk.choosable()
        self._is_filling = False
        self._names: dict[ChevronBox, QWidget] = {}
        self.what = self._box(tr("What"))
        self.key = self._box(tr("Which one"))
        self.view = self._box(tr("Page of the inspector"))
        self.level = self._box(tr("Brick"))
        self.kind = self._box(tr("Kind of file"))
        self.paper = self._box(tr("Paper"))
        self.film_size = self._box(tr("Size of the film"))
        self.pace = self._box(tr("Pace"))
        self.white = self._tick(tr("White background"), request.is_white)
        self.legend = self._tick(tr("Legend"), request.has_legend)
        self.one_page = self._tick(tr("All on one page"), request.fits_one_page)
        self.looping = self._tick(tr("Again and again"), request.is_looping)
        self.teacher = self._tick(tr("With the answers, for the teacher"), request.is_teachers)
        self.hints = self._tick(tr("With the hints"), request.has_hints)
        self.result = self._tick(tr("With what was built"), request.has_result)
        self.target = TargetFile(
            self, theme, folder or Path.home(), tr("Picture or handout"),
            lambda: self.request().kind.ending,
        )  # fmt: skip
        self.path, self.replace = self.target.path, self.target.replace
        self.preview, self.preview_words = plain_label(""), plain_label("", "caption")
        self._later = QTimer(self, singleShot=True, interval=_PREVIEW_AFTER_MS)
        self._later.timeout.connect(self._ask_preview)
        self._lay_out()
        self._fill_first()
        self.finished.connect(lambda _result: self._desk.forget_preview())
        self.what.setFocus()

    def request(self) -> HandoutRequest:
        """What would be made, as it is filled in now."""
        return replace(
            self._base,
            what=self.what.currentData(), key=self.key.currentData() or "",
            kind=self.kind.currentData() or Kind.PDF, view=self.view.currentData(),
            level=self.level.currentData() or 0, paper=self.paper.currentData(),
            width_px=self.film_size.currentData(), slowness=self.pace.currentData(),
            is_white=self.white.isChecked(), has_legend=self.legend.isChecked(),
            fits_one_page=self.one_page.isChecked(), is_looping=self.looping.isChecked(),
            is_teachers=self.teacher.isChecked(), has_hints=self.hints.isChecked(),
            has_result=self.result.isChecked(),
        )  # fmt: skip

    def submit(self) -> None:
        if not self.action_button.isEnabled():
            return
        if not self.target.is_good():
            if self.replace.isVisibleTo(self):
                self.show_field(self.replace)
            return
        self.chosen.emit(self.request(), Path(self.target.place))
        self.accept()

    # --- its parts ----------------------------------------------------------------------------

    def _box(self, name: str) -> ChevronBox:
        box = ChevronBox(self.theme)
        box.setAccessibleName(name)
        box.currentIndexChanged.connect(self._follow)
        return box

    def _tick(self, words: str, is_on: bool) -> TickBox:
        tick = TickBox(words, self.theme)
        tick.setChecked(is_on)
        tick.toggled.connect(self._follow)
        return tick

    def _lay_out(self) -> None:
        left, right, row = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.setSpacing(6)
        for one in (
            self.what, self.key, self.view, self.level, self.kind, self.paper, self.film_size,
            self.pace, self.white, self.legend, self.one_page, self.looping, self.teacher,
            self.hints, self.result,
        ):  # fmt: skip
            if isinstance(one, ChevronBox):
                name = self._names[one] = plain_label(one.accessibleName(), "field-name")
                left.addWidget(name)
            left.addWidget(one)
        left.addStretch(1)
        self.preview.setFixedSize(_PREVIEW_PX, _PREVIEW_PX)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setAccessibleName(tr("Preview"))
        self.preview_words.setWordWrap(True)
        right.addWidget(self.preview)
        right.addWidget(self.preview_words)
        right.addStretch(1)
        row.setSpacing(20)
        row.addLayout(left, 1)
        row.addLayout(right)
        self.body.addLayout(row)
        self.body.addLayout(self.target.layout)
        words = tr("It is made in the background; the window's jobs show how far it is.")
        self.body.addWidget(wrapped(words, "caption"))
        self.copy_button = plain_button(tr("Copy picture"), "dialog-button")
        self.copy_button.clicked.connect(self._copy)
        self.buttons.insertWidget(self.buttons.indexOf(self.cancel_button), self.copy_button)

    def _fill_first(self) -> None:
        self._is_filling = True
        there = self._choosable
        known = [What.WALL]
        known += [What.STACK, What.INSPECTOR] if there.images else []
        known += [What.CONTAINER] if there.containers else []
        known += [What.LESSON] if there.lessons else []
        _fill(self.what, [(one, one.title) for one in known], self._base.what)
        _fill(self.view, _VIEWS, self._base.view)
        _fill(self.paper, _PAPERS, self._base.paper)
        sizes = [
            (width, tr("{width} × {height} pixels", width=width, height=height))
            for width, height in FILM_SIZES.items()
        ]
        _fill(self.film_size, sizes, self._base.width_px)
        _fill(self.pace, _SPEEDS, self._base.slowness)
        self._is_filling = False
        self._follow()

    def _follow(self) -> None:
        """Show what belongs to the choice, and only that."""
        if self._is_filling:
            return
        self._is_filling = True
        what = self.what.currentData()
        key = self.key.currentData() or self._base.key
        _fill(self.key, self._keys(what), key)
        counts = {one: count for one, _title, count in self._choosable.images}
        levels = range(counts.get(self.key.currentData() or "", 0))
        at = self.level.currentData() if self.level.count() else self._base.level
        _fill(self.level, [(one, tr("Brick {number}", number=one + 1)) for one in levels], at)
        kinds = [(kind, kind.title) for kind in kinds_of(what)]
        _fill(self.kind, kinds, self.kind.currentData() or self._base.kind)
        self._is_filling = False
        kind = self.kind.currentData()
        is_page = not kind.is_film
        for part, is_shown in (
            (self.key, self.key.count() > 0),
            (self.view, what is What.INSPECTOR),
            (self.level, what is What.INSPECTOR and self.level.count() > 0),
            (self.paper, kind is Kind.PDF),
            (self.film_size, kind.is_film),
            (self.pace, kind.is_film and kind is not Kind.STILLS),
            (self.white, what is not What.LESSON),
            (self.legend, is_page and what in (What.WALL, What.STACK, What.CONTAINER)),
            (self.one_page, kind is Kind.PDF and what is What.WALL),
            (self.looping, kind.is_film and kind is not Kind.STILLS),
            (self.teacher, what is What.LESSON),
            (self.hints, what is What.LESSON),
            (self.result, what is What.LESSON),
            (self.copy_button, what is not What.LESSON),
        ):
            part.setVisible(is_shown)
            if part in self._names:
                self._names[part].setVisible(is_shown)
        self.target.suggest(self.request().suggested_name)
        if Path(self.path.text).suffix != f".{kind.ending}":
            self.target.set_path(
                str(Path(self.path.text or "picture").with_suffix(f".{kind.ending}"))
            )
        self._later.start()

    def _keys(self, what: What) -> _Choices:
        there = self._choosable
        if what in (What.STACK, What.INSPECTOR):
            return [(key, title) for key, title, _count in there.images]
        return {What.CONTAINER: there.containers, What.LESSON: there.lessons}.get(what, ())

    # --- small --------------------------------------------------------------------------------

    def _ask_preview(self) -> None:
        self._desk.preview(self.request(), _PREVIEW_PX, self._show_preview, self._say_failed)

    def _show_preview(self, shown: Preview) -> None:
        room = QSize(_PREVIEW_PX, _PREVIEW_PX)
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self.preview.setPixmap(QPixmap.fromImage(shown.image.scaled(room, keep, smooth)))
        self.preview_words.setText(shown.words)

    def _say_failed(self, words: str) -> None:
        self.preview.setPixmap(QPixmap())
        self.preview_words.setText(words)

    # --- the file -----------------------------------------------------------------------------

    def _copy(self) -> None:
        self.copied.emit(self.request())
        self.accept()


def _fill(box: ChevronBox, choices: _Choices, chosen: object) -> None:
    """The choices anew, with the same one chosen where it is still there."""
    box.clear()
    for data, title in choices:
        box.addItem(title, data)
    keys: list[object] = [data for data, _title in choices]
    box.setCurrentIndex(keys.index(chosen) if chosen in keys else 0 if keys else -1)
