"""What a new image is called, in a form: name, version, publisher, and what it may replace."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.dialogs.form import Field
from app.panels.controls import TickBox
from app.theme import Theme
from core.model import Image, Repository
from core.oci.names import check_image_name, check_publisher, check_version, join_reference
from core.translation import tr


class NewImageFields(QObject):
    """Fields in a layout of their own. Signals: changed()."""

    changed = Signal()

    def __init__(
        self, theme: Theme, repository: Repository, image: Image, publisher: str, suffix: str
    ) -> None:
        """`image` is the one that it is made of, `suffix` is put behind its name."""
        super().__init__()
        self._repository = repository
        self.name = Field(
            tr("Name"), f"{image.name}-{suffix}", check=check_image_name, theme=theme, has_tick=True
        )
        self.version = Field(tr("Version"), image.version or "1.0", check=check_version)
        self.publisher = Field(
            tr("Publisher"), publisher or image.publisher or "Local", check=check_publisher
        )
        self.replace = TickBox(tr("Replace the image of that name and version"), theme)
        self.replace.hide()
        row = QHBoxLayout()
        row.setSpacing(16)
        for field, stretch in ((self.name, 6), (self.version, 4), (self.publisher, 5)):
            row.addWidget(field, stretch)
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)
            field.edit.textChanged.connect(self.changed)
        self.layout = QVBoxLayout()
        self.layout.setSpacing(8)
        self.layout.addLayout(row)
        self.layout.addWidget(self.replace)

    @property
    def reference(self) -> str:
        """As it stands there."""
        return join_reference(self.name.text.strip(), self.version.text.strip())

    def is_good(self) -> bool:
        """Whether an image may be called so; what is wrong is said."""
        fields = (self.name, self.version, self.publisher)
        if not all([field.is_good() for field in fields]):
            return False
        if self._repository.image(self.reference) is None or self.replace.isChecked():
            return True
        self.version.set_complaint(
            tr("{reference} is in the repository already.", reference=self.reference)
        )
        self.replace.show()
        return False

    def set_enabled(self, is_enabled: bool) -> None:
        """While it is being made nothing of it can be changed."""
        for widget in (self.name, self.version, self.publisher, self.replace):
            widget.setEnabled(is_enabled)
