"""Choose where a container OS image comes from, and name it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.choice_card import ChoiceCard
from app.dialogs.form import Field, FormDialog
from app.panels.controls import labelled, plain_button
from app.scene.overlay import plain_label
from app.theme import Theme
from app.viewmodel.roles import Role
from core.model import BaseImageRequest, BaseImageSource, Repository
from core.oci.names import check_image_name, check_publisher, check_version, join_reference
from core.translation import tr, translated

_COLUMNS = 2
# Roles and height of each source's brick: larger ones are drawn taller, as on the wall.
_PICTURES: dict[str, tuple[tuple[Role, ...], float]] = {
    "starter": ((Role.OS,), 1.1),
    "debian": ((Role.OS,), 2.4),
    "tarball": ((Role.OS,), 1.7),
    "scratch": ((), 1.5),
}


class BaseImageDialog(FormDialog):
    """Signals: chosen(BaseImageRequest)."""

    explained = "base"

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        sources: Sequence[BaseImageSource],
        repository: Repository,
        key: str = "",
        *,
        theme: Theme | None = None,
    ) -> None:
        super().__init__(
            parent,
            tr("Start from a base image"),
            tr("The brown brick at the bottom: an operating system's files, read-only."),
            tr("Make base image"),
            theme=theme,
            icon="build",
            size=QSize(660, 0),
        )
        self._sources = {source.key: source for source in sources}
        self._taken = {image.reference for image in repository.images}
        self._buttons = QButtonGroup(self)
        self._add_sources(sources)
        look = self.theme
        self.name = Field(tr("Name"), check=check_image_name, theme=look, has_tick=True)
        self.publisher = Field(tr("Publisher"), check=check_publisher)
        self.version = Field(tr("Version"), check=check_version)
        self.release = Field(tr("Release"))
        self.release.edit.setPlaceholderText(tr("this computer's"))
        self.mirror = Field(tr("Mirror"))
        self.mirror.edit.setPlaceholderText(tr("this computer's"))
        self.tarball = Field(tr("Tarball"))
        self.tarball.edit.setPlaceholderText(tr("a .tar file, compressed or not"))
        self._browse_button = plain_button(tr("Browse…"), "beside-field")
        labelled(self._browse_button, look, "folder", "text2")
        self._browse_button.clicked.connect(self._browse)
        self._tarball_row = _row(self.tarball, self._browse_button)
        self._debian_row = _row(self.release, self.mirror)
        self.body.addWidget(self._tarball_row)
        self.body.addWidget(self._debian_row)
        self.body.addWidget(self.name)
        self.body.addWidget(_row(self.publisher, self.version))
        self._buttons.buttonToggled.connect(lambda _button, _on: self._show_source())
        available = [source.key for source in sources if source.is_available]
        first = key if key in available else (available[0] if available else "")
        for button in self._buttons.buttons():
            if button.property("key") == first:
                button.setChecked(True)
        self._show_source()
        self.name.edit.setFocus()
        self.name.edit.selectAll()

    @property
    def source_key(self) -> str:
        """The chosen source."""
        button = self._buttons.checkedButton()
        return str(button.property("key")) if button else ""

    def submit(self) -> None:
        fields = [self.name, self.publisher, self.version]
        if not all([field.is_good() for field in fields]) or not self.source_key:
            return
        if join_reference(self.name.text.strip(), self.version.text.strip()) in self._taken:
            self.version.set_complaint(tr("An image of that name and version is there already."))
            return
        if self.source_key == "tarball" and not self.tarball.text.strip():
            self.tarball.set_complaint(tr("Choose a tar file."))
            return
        self.chosen.emit(
            BaseImageRequest(
                source=self.source_key,
                name=self.name.text.strip(),
                publisher=self.publisher.text.strip(),
                version=self.version.text.strip(),
                tarball=self.tarball.text.strip(),
                release=self.release.text.strip() if self.source_key == "debian" else "",
                mirror=self.mirror.text.strip() if self.source_key == "debian" else "",
            )
        )
        self.accept()

    def _add_sources(self, sources: Sequence[BaseImageSource]) -> None:
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, source in enumerate(sources):
            roles, height = _PICTURES.get(source.key, ((Role.OS,), 1.6))
            sentence = translated(source.sentence)
            card = ChoiceCard(
                self.theme,
                translated(source.title),
                translated(source.description),
                roles=roles,
                height=height,
                reason="" if source.is_available else sentence or tr("Not available here."),
            )
            card.setProperty("key", source.key)
            card.setObjectName(f"source-{source.key}")
            self._buttons.addButton(card)
            grid.addWidget(card, number // _COLUMNS, number % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)
        self.body.addSpacing(2)

    def _show_source(self) -> None:
        source = self._sources.get(self.source_key)
        self._tarball_row.setVisible(self.source_key == "tarball")
        self._debian_row.setVisible(self.source_key == "debian")
        self.action_button.setEnabled(source is not None)
        if source is None:
            return
        self.name.edit.setText(source.suggested_name)
        self.publisher.edit.setText(source.suggested_publisher)
        self.version.edit.setText(source.suggested_version)

    def _browse(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(
            self,
            tr("Rootfs tarball"),
            "",
            tr("Tar files (*.tar *.tar.* *.tgz *.txz);;All files (*)"),
        )
        if path:
            self.tarball.edit.setText(path)


def _row(*widgets: QWidget) -> QWidget:
    """Fields side by side; a button stands beside the line itself, whatever is said below it."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(16)
    for widget in widgets:
        if isinstance(widget, Field):
            layout.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        else:
            beside = QVBoxLayout()
            beside.setSpacing(Field.GAP_PX)
            beside.addWidget(plain_label(" ", "field-name"))
            beside.addWidget(widget)
            beside.addStretch(1)
            layout.addLayout(beside)
    return row
