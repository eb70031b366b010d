"""The search field and what it lights up: names of images and layers, and paths inside layers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.commands.inspection import InspectionCommands
from app.scene.wall_selection import WallSelection
from app.theme import Theme
from app.viewmodel.session import Session
from app.viewmodel.sizes import visible
from app.window.search_field import SearchField
from app.window.search_results import SearchResults
from core.model import ContentHit, FileAt, Image, LayerPlace, NameHit, NameSearch
from core.translation import tr

_LEAST_LETTERS = 2


class Searching(QObject):
    """`show_life(place, path)` and `show_file(file)` are called for what was chosen."""

    def __init__(
        self,
        window: QWidget,
        field: SearchField,
        selection: WallSelection,
        theme: Theme,
        session: Session,
        lookup: InspectionCommands,
        *,
        show_life: Callable[[LayerPlace, str], None],
        show_file: Callable[[FileAt], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._field = field
        self._selection = selection
        self._session = session
        self._lookup = lookup
        self._show_life = show_life
        self._show_file = show_file
        self._found: NameSearch | None = None  # what the results show or would show
        self.results = SearchResults(theme, field, window, place_words=self._place_words)
        self.results.left.connect(self._put_away)
        self.results.path_chosen.connect(self._choose)
        self.results.contents_requested.connect(self._search_contents)
        field.textChanged.connect(self._words_changed)
        field.returnPressed.connect(self.results.keyboard_in)
        for watched in (field, self.results.list):
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes into the results, Escape out of them; they stay below the field."""
        if watched is self._field and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.results.place(self._below_field())
        elif event.type() is QEvent.Type.MouseButtonPress and watched is self._field:
            self._show_again()
        elif isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if watched is self._field and key is Qt.Key.Key_Down:
                self._show_again()
                self.results.keyboard_in()
                return True
            if watched is self.results.list and key is Qt.Key.Key_Escape:
                self._field.setFocus()
                self._field.clear()
                return True
        return super().eventFilter(watched, event)

    def _words_changed(self, words: str) -> None:
        found = self._selection.search(words)
        self._found = None
        self._field.show_found(found)
        self._lookup.forget("contents")
        if len(words.strip()) < _LEAST_LETTERS:
            self._lookup.forget("names")
            self.results.dismiss()
            return
        self._lookup.names(words, self._show_names)

    def _show_names(self, found: NameSearch) -> None:
        if found.words != self._field.text():
            return
        lit = self._selection.show_found(self._chain_ids(found.diff_ids))
        self._field.show_found(lit)
        self._found = found
        self.results.show_names(found, self._below_field())

    def _below_field(self) -> QPoint:
        return self._field.mapTo(self._window, self._field.rect().bottomRight()) + QPoint(0, 6)

    def _show_again(self) -> None:
        """What was found and then put away."""
        if self._found is not None and self.results.isHidden():
            self.results.show_names(self._found, self._below_field())

    def _put_away(self) -> None:
        """A press elsewhere: what was found stays lit as long as the words stand."""
        self._lookup.forget("contents")
        self.results.dismiss()

    def _chain_ids(self, diff_ids: frozenset[str]) -> frozenset[str]:
        return frozenset(
            layer.chain_id
            for image in self._session.repository.images
            for layer in image.layers
            if layer.diff_id in diff_ids
        )

    def _search_contents(self, words: str) -> None:
        self.results.start_contents(words)
        self._lookup.contents(
            words,
            self.results.add_contents,
            self.results.end_contents,
            failed=self.results.say,
        )

    def _choose(self, hit: NameHit | ContentHit) -> None:
        diff_ids = hit.diff_ids if isinstance(hit, NameHit) else (hit.diff_id,)
        place = self._place_of(diff_ids)
        if place is None:
            return
        if isinstance(hit, NameHit):
            self._show_life(place, hit.path)
        else:
            self._show_file(FileAt(place, hit.path))

    def _place_of(self, diff_ids: tuple[str, ...]) -> LayerPlace | None:
        """The topmost layer with it, of one of the images that have it."""
        wanted = set(diff_ids)
        selected = self._session.selected_image

        def merit(image: Image) -> tuple[bool, int]:
            """The image that shows most of the path's life, before all the selected one."""
            held = sum(layer.diff_id in wanted for layer in image.layers)
            is_selected = selected is not None and selected.reference == image.reference
            return bool(held) and is_selected, held

        image = max(self._session.repository.images, key=merit, default=None)
        layers = reversed(image.layers) if image is not None else ()
        for layer in layers:
            if image is not None and layer.diff_id in wanted:
                return LayerPlace(image.reference, layer.chain_id)
        return None

    def _place_words(self, diff_ids: tuple[str, ...]) -> str:
        """in Web:1.0, brick 2."""
        place = self._place_of(diff_ids)
        image = self._session.repository.image(place.reference) if place is not None else None
        if place is None or image is None:
            return ""
        chain = [layer.chain_id for layer in image.layers]
        return tr(
            "in {reference}, brick {chain_id}",
            reference=visible(image.reference),
            chain_id=chain.index(place.chain_id) + 1,
        )
