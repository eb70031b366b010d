"""Where the bytes are: boxes of the whole image or of the whole repository."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.panels.controls import ElidedLabel, plain_button
from app.panels.inspector.segments import Segments
from app.panels.inspector.treemap import Treemap
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.roles import Role
from app.viewmodel.sizes import counted, size_text, visible
from core.model import SizeNode
from core.translation import tr

IMAGE, REPOSITORY = 0, 1
_LEGEND = tr(
    "Colours tell roles; hatched bytes are hidden by later bricks. Enter looks into a box."
)
_LEAST_PX = 120


class BytesMap(QWidget):
    """Asks for a folder of the image by `map_wanted(is_repository, folder)`; `show_map` answers."""

    map_wanted = Signal(bool, str)
    brick_requested = Signal(str)  # chain ID
    image_requested = Signal(str)  # reference
    path_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._root: SizeNode | None = None
        self._role_of_chain: Callable[[str], Role | None] = lambda _chain_id: None
        self._folder = ""
        self.scope = Segments((tr("This image"), tr("Whole repository")), tr("Whose bytes"))
        self.map = Treemap(theme)
        self._up: QPushButton = plain_button(tr("All"), "link")
        self._up.setAccessibleName(tr("Back to all bytes of the image"))
        self._inside = ElidedLabel("", "mono")
        self._total = plain_label("", "small")
        self._legend = plain_label(_LEGEND, "caption")
        self._legend.setWordWrap(True)
        self._up.clicked.connect(lambda: self.map_wanted.emit(False, ""))
        self.scope.chosen.connect(lambda _which: self.ask())
        self.map.opened.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._up)
        row.addWidget(self._inside, 1)
        row.addWidget(self._total)
        scopes = QHBoxLayout()
        scopes.addWidget(self.scope)
        scopes.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 6, 20, 12)
        column.setSpacing(8)
        column.addLayout(scopes)
        column.addLayout(row)
        column.addWidget(self.map)
        column.addWidget(self._legend)
        column.addStretch(1)
        self._column = column
        self._show_place()

    @property
    def is_repository(self) -> bool:
        """Whether the whole repository is wanted."""
        return self.scope.current == REPOSITORY

    def set_roles(self, role_of: Callable[[str], Role | None]) -> None:
        """Who knows the role of a brick by its chain ID."""
        self._role_of_chain = role_of

    def clear(self) -> None:
        """Nothing is known yet."""
        self._root, self._folder = None, ""
        self.map.show_map(None, self._role_of)
        self._show_place()

    def ask(self) -> None:
        """The map of what is chosen, from the top."""
        self.clear()
        self.map_wanted.emit(self.is_repository, "")

    def show_map(self, node: SizeNode, folder: str = "") -> None:
        """Boxes of the image below `folder`, or of the repository."""
        self._root, self._folder = node, folder
        self.map.show_map(node, self._role_of)
        self._show_place()

    # --- parts --------------------------------------------------------------------------------

    def _show_place(self) -> None:
        self._up.setVisible(bool(self._folder))
        self._inside.show_text(f"/ {visible(self._folder)}" if self._folder else "")
        node = self._root
        if node is None:
            self._total.setText("")
            return
        words = size_text(node.size_bytes)
        files = (
            tr(" in {files}", files=counted("{count} file", "{count} files", node.files))
            if node.files
            else ""
        )
        hidden = (
            tr(", {wasted_bytes} hidden", wasted_bytes=size_text(node.wasted_bytes))
            if node.wasted_bytes
            else ""
        )
        self._total.setText(f"{words}{files}{hidden}")

    def _open(self, key: str) -> None:
        """A folder opens; a file tells its life, a brick or an image of the repository is shown."""
        if not key:
            return
        if not self.is_repository:
            node = self._find(key)
            if node is not None and node.files == 1 and not node.children:
                self.path_requested.emit(key)
            else:
                self.map_wanted.emit(False, key)
        elif key.startswith(("sha256:", "sha512:")):
            self.brick_requested.emit(key)
        else:
            self.image_requested.emit(key)

    def _find(self, key: str) -> SizeNode | None:
        waiting = [self._root] if self._root is not None else []
        while waiting:
            node = waiting.pop()
            if node.key == key:
                return node
            waiting += node.children
        return None

    def _role_of(self, node: SizeNode) -> Role:
        return self._role_of_chain(node.chain_id) or Role.APP

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = 20 + 4 * self._column.spacing() + self.scope.sizeHint().height()
        taken += self._up.sizeHint().height() + 2 * self._legend.sizeHint().height()
        self.map.setFixedHeight(max(_LEAST_PX, min(self.height() - taken, self.width())))
