"""Dialogs about archives, each in the states that are hardest to show well."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.export_dialog import ExportDialog
from app.dialogs.import_dialog import ImportDialog
from app.dialogs.reading_limits_dialog import ReadingLimitsDialog
from app.theme import Theme
from app.viewmodel.trouble import Remedy, Trouble
from core.model import ArchiveLook, ReadingLimits
from core.progress import Progress
from tests.app.panels import archive_samples as archives
from tests.app.panels import samples


def archive_dialogs(
    host: QWidget | None = None,
) -> Iterator[tuple[str, Callable[[Theme], QDialog]]]:
    """Name and maker of each state."""
    yield "import-source", lambda t: _import(t, host)
    yield "import-looking", lambda t: _looking(t, host)
    yield "import-refused", lambda t: _refused(t, host)
    for name, look in (
        ("usual", archives.USUAL),
        ("one", archives.look(archives.ORDERS)),
        ("taken", archives.look(archives.TAKEN, archives.ORDERS)),
        ("here", archives.look(archives.HERE)),
        ("odd", archives.look(archives.ODD, archives.REFUSED)),
        ("broken", archives.BROKEN),
        ("many", archives.MANY),
        ("empty", archives.EMPTY),
        ("root", archives.ROOT),
    ):
        yield f"import-{name}", lambda t, one=look: _found(t, host, one)  # type: ignore[misc]
    yield "import-moving", lambda t: _moving(t, host)
    yield "import-failed", lambda t: _failed(t, host)
    yield "export", lambda t: _export(t, host)
    yield "export-wrong", lambda t: _export(t, host, is_wrong=True)
    yield "reading-limits", lambda t: ReadingLimitsDialog(host, t, ReadingLimits())
    yield "reading-limits-wrong", lambda t: _limits_wrong(t, host)


def _import(theme: Theme, host: QWidget | None, path: str = "", more: int = 0) -> ImportDialog:
    here = {"debian:12-slim": "sha256:" + "a1" * 32}
    return ImportDialog(host, theme, archives.FakeDesk(), here, path, more=more)


def _looking(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _import(theme, host, archives.PATH, 2)
    dialog.looking.show_progress(Progress("Reading the archive", 71_300_000, 160_000_000))
    return dialog


def _refused(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _import(theme, host, archives.PATH)
    words = (
        "The archive was refused at “blobs/sha256/77aa”: it unpacks to more than 200 times its "
        "size. Nothing of it was kept."
    )
    dialog._look_failed(Trouble(words, Remedy.CHANGE_LIMITS))
    return dialog


def _found(theme: Theme, host: QWidget | None, look: ArchiveLook) -> ImportDialog:
    dialog = _import(theme, host, archives.PATH)
    dialog._show_look(look)
    return dialog


def _moving(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _found(theme, host, archives.look(archives.ORDERS))
    dialog.bring()
    dialog._show_transfer(archives.half_way(archives.ORDERS.image))
    return dialog


def _failed(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = _found(theme, host, archives.USUAL)
    words = (
        "The disk below /home/somebody/repository is full. Nothing was changed; free some space, "
        "or remove images, and try again."
    )
    dialog._failed(Trouble(words))
    return dialog


def _export(theme: Theme, host: QWidget | None, *, is_wrong: bool = False) -> QDialog:
    images = (*samples.repository().images, archives.orders("orders-api:5.0.0", True, True))
    dialog = ExportDialog(host, theme, images, ("debian:12-slim", "orders-api:4.2.0"))
    if is_wrong:
        dialog.path.edit.setText("/etc/passwd")
        dialog.submit()
    return dialog


def _limits_wrong(theme: Theme, host: QWidget | None) -> QDialog:
    dialog = ReadingLimitsDialog(host, theme, ReadingLimits())
    dialog.fields["layers"].edit.setText("none")
    dialog.fields["free_bytes"].edit.setText("a lot of room")
    dialog.submit()
    return dialog
