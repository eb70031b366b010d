"""Pictures of importing and exporting over a real wall, with a real engine.

QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.archive_pictures DIRECTORY [WIDTHxHEIGHT]

Dialogs by themselves, in all their states, are taken by `tests.screenshots DIRECTORY SIZE parts`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from app.dialogs.export_dialog import ExportDialog
from app.dialogs.import_dialog import ImportDialog, Step
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import (
    ArchiveForm,
    BaseImageRequest,
    ExecRequest,
    ExportRequest,
    NewContainer,
    SnapshotRequest,
    Transfer,
)
from tests.screenshots import Photographer

_FILL = ("sh", "-c", "head -c 60000000 /dev/urandom > /index; echo 8080 > /etc/port")


def carry(engine: Engine, folder: Path) -> None:
    """An archive with two images, of which one is here, and a root file system."""
    engine.make_base_image(BaseImageRequest("starter", "Base", "Demo", "1.0"))
    box = engine.create_container(NewContainer("box", "Base:1.0"))
    engine.start_container(box.id)
    engine.execute(box.id, ExecRequest(_FILL), output=lambda _chunk: None)
    engine.stop_container(box.id)
    engine.snapshot(SnapshotRequest(box.id, "Web", "Demo", "1.0"))
    engine.discard_container(box.id)
    both = ("Base:1.0", "Web:1.0")
    engine.export_images(ExportRequest(both, str(folder / "both.tar"), ArchiveForm.DOCKER_ARCHIVE))
    engine.export_layer("Base:1.0", 0, str(folder / "busybox-rootfs-1.36.tar"))
    (folder / "notes.tar").write_bytes(b"no archive at all\n" * 400)
    engine.remove_image("Web:1.0")


class Carrier:
    """Takes the pictures of one look."""

    def __init__(self, photographer: Photographer, directory: Path, theme: str) -> None:
        self._photographer = photographer
        self._directory = directory
        self._theme = theme

    def take(self, name: str, dialog: QDialog | None = None) -> None:
        path = self._directory / f"{name}-{self._theme}.png"
        if dialog is None:
            self._photographer.take(path)
        else:
            self._photographer.take_over(path, dialog)

    def opened(self, kind: type[QDialog]) -> QDialog:
        self._photographer.wait(lambda: isinstance(QApplication.activeModalWidget(), kind))
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        return dialog

    def looked_into(self, path: Path) -> ImportDialog:
        self._photographer.window.verbs.archives.import_archive(str(path))
        dialog = self.opened(ImportDialog)
        assert isinstance(dialog, ImportDialog)
        self._photographer.wait(lambda: dialog.step is Step.CHOOSING or bool(dialog.trouble.words))
        return dialog

    def take_all(self, folder: Path) -> None:
        for name, file in (("rootfs", "busybox-rootfs-1.36.tar"), ("refused", "notes.tar")):
            dialog = self.looked_into(folder / file)
            self.take(f"import-{name}", dialog)
            dialog.close()
        dialog = self.looked_into(folder / "both.tar")
        self.take("import", dialog)
        dialog.bring()
        moving, seen = dialog._moving, []
        assert moving is not None

        def moved(transfer: Transfer) -> None:
            seen.append(transfer)
            if len(seen) == 2:  # at once: it ends soon
                dialog.grab().save(str(self._directory / f"import-moving-{self._theme}.png"))

        moving.moved.connect(moved)
        self._photographer.wait(lambda: not dialog.isVisible() or bool(dialog.trouble.words))
        self.take("imported")
        archives = self._photographer.window.verbs.archives
        archives.export_images(("Base:1.0", "Web:1.0"))
        export = self.opened(ExportDialog)
        self.take("export", export)
        export.close()
        archives.edit_limits()
        self.take("limits", self.opened(QDialog))
        self.opened(QDialog).close()


def main() -> int:
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    words = sys.argv[2].split("x") if len(sys.argv) > 2 else ["1600", "1000"]
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    for theme in ("light", "dark"):
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place)
            engine = connect(folder / "repository")
            carry(engine, folder)
            engine.close()
            photographer = Photographer(
                application, folder / "repository", theme, (int(words[0]), int(words[1]))
            )
            try:
                Carrier(photographer, directory, theme).take_all(folder)
            finally:
                photographer.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
