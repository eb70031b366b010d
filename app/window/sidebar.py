"""The list at the left: bases to start from, images, containers, and who is in this network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.panels.brick_button import BrickButton
from app.panels.controls import ElidedLabel
from app.panels.neighbours import Neighbours
from app.panels.recipe_palette import RecipePalette
from app.panels.sharing_pill import SharingPill
from app.scene.little_bricks import little_brick
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import age_text, visible
from app.window.sidebar_rows import Row, RowList
from core.model import BaseImageSource, Container, ContainerState, Image, Repository
from core.translation import tr, translated

_BRICK = QSize(34, 24)
_GROUPED_FROM = 20
_ORIGINS = {
    "starter": tr("from this computer, offline"),
    "debian": tr("from the Debian archive"),
    "tarball": tr("from a file of yours"),
    "scratch": tr("nothing inside"),
}
_STATES = {
    ContainerState.PAUSED: tr("paused"),
    ContainerState.STOPPED: tr("stopped"),
    ContainerState.CREATED: tr("not started"),
}


class Sidebar(QFrame):
    """Signals: base_requested(key), image_chosen(reference), container_chosen(id). A base is
    dragged: base_drag_started(key, title, at), base_drag_moved(at), base_drag_released(at).
    """

    base_requested = Signal(str)
    image_chosen = Signal(str)
    container_chosen = Signal(str)
    base_drag_started = Signal(str, str, QPoint)
    base_drag_moved = Signal(QPoint)
    base_drag_released = Signal(QPoint)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self._theme = theme
        self.setMinimumWidth(200)
        self.setMaximumWidth(320)
        self._bases = QVBoxLayout()
        self._bases.setSpacing(2)
        self._shown_bases: tuple[tuple[BaseImageSource, ...], str] | None = None
        self._image_count = plain_label("0", "heading")
        self._container_count = plain_label("0", "heading")
        self.images = RowList(theme, tr("Images"))
        self.containers = RowList(theme, tr("Containers"))
        self.palette_panel = RecipePalette(theme)
        self.neighbours = Neighbours(theme)
        self.sharing = SharingPill(theme)
        for rows, signal in (
            (self.images, self.image_chosen),
            (self.containers, self.container_chosen),
        ):
            for chosen in (rows.itemClicked, rows.itemActivated):
                chosen.connect(lambda item, r=rows, s=signal: s.emit(r.key_of(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 10)
        layout.setSpacing(6)
        layout.addLayout(_heading(tr("BASE BRICKS"), plain_label(tr("click to build"), "caption")))
        layout.addLayout(self._bases)
        layout.addWidget(_line())
        layout.addWidget(self.palette_panel)
        layout.addWidget(_line())
        layout.addLayout(_heading(tr("IMAGES"), self._image_count))
        layout.addWidget(self.images, 3)
        layout.addWidget(_line())
        layout.addLayout(_heading(tr("CONTAINERS"), self._container_count))
        layout.addWidget(self.containers, 2)
        layout.addWidget(self.neighbours)
        layout.addStretch(1)
        layout.addWidget(self.sharing)

    def show_sources(self, sources: tuple[BaseImageSource, ...], reason: str) -> None:
        """Bases that can be made; `reason` says why none can."""
        if (sources, reason) == self._shown_bases:
            return
        self._shown_bases = (sources, reason)
        while (item := self._bases.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for source in sources:
            button = _BaseButton(self._theme, source, reason)
            button.clicked.connect(lambda _checked, key=source.key: self.base_requested.emit(key))
            # They came later than the lists below them: the tabulator goes from top to bottom.
            before = self._before_the_lists()
            button.drag_started.connect(
                lambda at, one=source: self.base_drag_started.emit(one.key, one.title, at)
            )
            button.drag_moved.connect(self.base_drag_moved)
            button.drag_released.connect(self.base_drag_released)
            self._bases.addWidget(button)
            self.setTabOrder(before, button)
            self.setTabOrder(button, self.images)

    def _before_the_lists(self) -> QWidget:
        """What the tabulator stops at before it comes to the images."""
        place = self.images.previousInFocusChain()
        while place is not self.images and place.focusPolicy() is Qt.FocusPolicy.NoFocus:
            place = place.previousInFocusChain()
        return place

    def show_repository(self, repository: Repository, busy: Mapping[str, str]) -> None:
        """Images and containers."""
        images = repository.images
        is_grouped = len(images) > _GROUPED_FROM
        rows = _grouped(images, self._image_row) if is_grouped else map(self._image_row, images)
        self.images.show_rows(tuple(rows))
        self._image_count.setText(str(len(images)))
        self.show_containers(repository, busy)

    def show_containers(self, repository: Repository, busy: Mapping[str, str]) -> None:
        """Containers alone: how long they run changes by itself."""
        self.containers.show_rows(
            tuple(self._container_row(one, busy.get(one.id, "")) for one in repository.containers)
        )
        self._container_count.setText(str(len(repository.containers)))

    def select(self, image: str, container: str) -> None:
        """Mark what is selected elsewhere."""
        self.images.select(image)
        self.containers.select(container)

    def _image_row(self, image: Image) -> Row:
        return Row(
            image.reference,
            visible(image.name),
            visible(image.version),
            self._theme.icon("cube", "text3", 16),
        )

    def _container_row(self, container: Container, busy: str) -> Row:
        is_live = container.is_live
        state = _STATES.get(container.state) or age_text(container.started)
        icon = self._theme.dot("running" if is_live else "text3", is_filled=is_live)
        return Row(container.id, container.name, busy or state, icon)


class _BaseButton(BrickButton):
    """A brick, what it is called, and where it comes from."""

    def __init__(self, theme: Theme, source: BaseImageSource, reason: str) -> None:
        super().__init__()
        self.setProperty("look", "base")
        self.setEnabled(source.is_available and not reason)
        self.setToolTip(reason or translated(source.sentence or source.description))
        self.setAccessibleName(tr("Make a base image: {title}", title=translated(source.title)))
        role = Role.OS if source.key != "scratch" else Role.APP
        brick = plain_label("")
        brick.setPixmap(little_brick(theme, role, _BRICK, self.devicePixelRatioF()))
        brick.setEnabled(self.isEnabled())
        name = plain_label(translated(source.title), "row")
        where = ElidedLabel(_ORIGINS.get(source.key, translated(source.description)), "caption")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(name)
        words.addWidget(where)
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(9)
        row.addWidget(brick)
        row.addLayout(words, 1)
        for label in (brick, name, where):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(180, 42)


def _grouped(images: tuple[Image, ...], row_of: Callable[[Image], Row]) -> Iterator[Row]:
    """Images below the name of the one at the bottom of their chain."""
    names = {image.top_chain_id: image.name for image in images}
    groups: dict[str, list[Image]] = {}
    for image in images:
        bottom = image.layers[0].chain_id if image.layers else ""
        groups.setdefault(names.get(bottom, tr("other bases")), []).append(image)
    for name, members in groups.items():
        yield Row("", tr("on {name}", name=visible(name)), str(len(members)))
        yield from (row_of(image) for image in members)


def _heading(words: str, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(8, 4, 8, 2)
    row.addWidget(plain_label(words, "heading"))
    row.addStretch(1)
    row.addWidget(right)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "line")
    return line
