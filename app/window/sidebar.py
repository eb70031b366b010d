"""The list at the left: bases to start from, images, containers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.scene.overlay import plain_label
from app.scene.tower_preview import little_brick
from app.theme import Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import visible
from core.model import BaseImageSource, ContainerState, Repository

_STATES = {
    ContainerState.RUNNING: "running",
    ContainerState.PAUSED: "paused",
    ContainerState.STOPPED: "stopped",
    ContainerState.CREATED: "not started",
}


class Sidebar(QFrame):
    """Signals: base_requested(key), image_chosen(reference), container_chosen(id)."""

    base_requested = Signal(str)
    image_chosen = Signal(str)
    container_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self._theme = theme
        self.setMinimumWidth(200)
        self.setMaximumWidth(320)
        self._bases = QVBoxLayout()
        self._bases.setSpacing(2)
        self._image_count = plain_label("0", "heading")
        self._container_count = plain_label("0", "heading")
        self.images = _list("Images")
        self.containers = _list("Containers")
        self.images.itemClicked.connect(lambda item: self.image_chosen.emit(_key(item)))
        self.containers.itemClicked.connect(lambda item: self.container_chosen.emit(_key(item)))
        self.images.itemActivated.connect(lambda item: self.image_chosen.emit(_key(item)))
        self.containers.itemActivated.connect(lambda item: self.container_chosen.emit(_key(item)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 14, 10, 10)
        layout.setSpacing(6)
        layout.addLayout(_heading("BASE BRICKS", plain_label("click to build", "heading")))
        layout.addLayout(self._bases)
        layout.addWidget(_line())
        layout.addLayout(_heading("IMAGES", self._image_count))
        layout.addWidget(self.images, 3)
        layout.addWidget(_line())
        layout.addLayout(_heading("CONTAINERS", self._container_count))
        layout.addWidget(self.containers, 2)

    def show_sources(self, sources: tuple[BaseImageSource, ...], reason: str) -> None:
        """Bases that can be made; `reason` says why none can."""
        while (item := self._bases.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for source in sources:
            button = QPushButton(source.title)
            button.setProperty("look", "link")
            button.setStyleSheet("text-align: left;")
            role = Role.OS if source.key != "scratch" else Role.APP
            button.setIcon(little_brick(self._theme, role, QSize(34, 22), self.devicePixelRatioF()))
            button.setIconSize(QSize(34, 22))
            button.setEnabled(source.is_available and not reason)
            button.setToolTip(reason or source.sentence or source.description)
            button.clicked.connect(lambda _checked, key=source.key: self.base_requested.emit(key))
            self._bases.addWidget(button)

    def show_repository(self, repository: Repository, busy: Mapping[str, str]) -> None:
        """Images and containers."""
        self._fill(
            self.images,
            [
                (image.reference, f"{visible(image.name)}   {visible(image.version)}", "cube")
                for image in repository.images
            ],
            "text3",
        )
        self._image_count.setText(str(len(repository.images)))
        rows: list[tuple[str, str, str | bool]] = []
        for container in repository.containers:
            state = busy.get(container.id) or _STATES[container.state]
            rows.append((container.id, f"{container.name}   {state}", container.is_live))
        self._fill(self.containers, rows, "running")
        self._container_count.setText(str(len(repository.containers)))

    def select(self, image: str, container: str) -> None:
        """Mark what is selected elsewhere."""
        for widget, key in ((self.images, image), (self.containers, container)):
            widget.clearSelection()
            for row in range(widget.count()):
                item = widget.item(row)
                if _key(item) == key:
                    item.setSelected(True)

    def _fill(
        self, widget: QListWidget, rows: Sequence[tuple[str, str, str | bool]], token: str
    ) -> None:
        chosen = [_key(item) for item in widget.selectedItems()]
        widget.clear()
        for key, words, icon in rows:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, key)
            if isinstance(icon, str):
                item.setIcon(self._theme.icon(icon, token, 16))
            else:
                item.setIcon(self._theme.dot(token if icon else "text3", is_filled=icon))
            widget.addItem(item)
            item.setSelected(key in chosen)
        if not rows:
            item = QListWidgetItem("none yet")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            widget.addItem(item)


def _list(name: str) -> QListWidget:
    widget = QListWidget()
    widget.setAccessibleName(name)
    widget.setFrameShape(QFrame.Shape.NoFrame)
    widget.setIconSize(QSize(16, 16))
    widget.setTextElideMode(Qt.TextElideMode.ElideRight)
    widget.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return widget


def _key(item: QListWidgetItem) -> str:
    return str(item.data(Qt.ItemDataRole.UserRole) or "")


def _heading(words: str, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(6, 4, 6, 2)
    row.addWidget(plain_label(words, "heading"))
    row.addStretch(1)
    row.addWidget(right)
    return row


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "line")
    return line
