"""Choose where a container OS image comes from, and name it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.dialogs.form import Field, FormDialog, wrapped
from core.model import BaseImageRequest, BaseImageSource, Repository
from core.oci.names import check_image_name, check_publisher, check_version, join_reference


class BaseImageDialog(FormDialog):
    """Signals: chosen(BaseImageRequest)."""

    chosen = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        sources: Sequence[BaseImageSource],
        repository: Repository,
        key: str = "",
    ) -> None:
        super().__init__(
            parent,
            "Start from a base image",
            "The brown brick at the bottom: an operating system's files, read-only.",
            "Make base image",
        )
        self._sources = {source.key: source for source in sources}
        self._taken = {image.reference for image in repository.images}
        self._buttons = QButtonGroup(self)
        for source in sources:
            self._add_source(source)
        self.name = Field("Name", check=check_image_name)
        self.publisher = Field("Publisher", check=check_publisher)
        self.version = Field("Version", check=check_version)
        self.release = Field("Release (empty = this computer's)")
        self.mirror = Field("Mirror (empty = this computer's)")
        self.tarball = Field("Tarball")
        browse = QPushButton("Browse…")
        browse.clicked.connect(self._browse)
        self._tarball_row = _row(self.tarball, browse)
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
        self.resize(620, 560)

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
            self.version.set_complaint("An image of that name and version is there already.")
            return
        if self.source_key == "tarball" and not self.tarball.text.strip():
            self.tarball.set_complaint("Choose a tar file.")
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

    def _add_source(self, source: BaseImageSource) -> None:
        button = QRadioButton(source.title)
        button.setProperty("key", source.key)
        button.setObjectName(f"source-{source.key}")
        button.setEnabled(source.is_available)
        self._buttons.addButton(button)
        card = QVBoxLayout()
        card.setSpacing(0)
        card.addWidget(button)
        words = wrapped(source.description if source.is_available else source.sentence)
        words.setContentsMargins(28, 0, 0, 0)
        card.addWidget(words)
        self.body.addLayout(card)

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
            self, "Rootfs tarball", "", "Tar files (*.tar *.tar.* *.tgz *.txz);;All files (*)"
        )
        if path:
            self.tarball.edit.setText(path)


def _row(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(12)
    for widget in widgets:
        layout.addWidget(widget, 1 if isinstance(widget, Field) else 0)
        is_field = isinstance(widget, Field)
        layout.setAlignment(
            widget, Qt.AlignmentFlag.AlignTop if is_field else Qt.AlignmentFlag.AlignBottom
        )
    return row
