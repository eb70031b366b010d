"""Which files of a tree are package databases, and what all of them say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar

from core.catalog.packages import apk, dpkg, npm, python, rpm
from core.catalog.packages.record import (
    PACKAGES_LIMIT,
    DebianRecord,
    Notes,
    UnreadableDatabaseError,
)
from core.catalog.path_endings import rows_ending_with
from core.catalog.table import LayerTable, RowKind
from core.layer.entry import shown as shown_name
from core.model import Ecosystem, Package

_T = TypeVar("_T")

_DPKG_STATUS = b"var/lib/dpkg/status"
_DPKG_PARTS = b"var/lib/dpkg/status.d/"
_APT_MARKS = b"var/lib/apt/extended_states"
_APK_DATABASES = (b"lib/apk/db/installed", b"usr/lib/apk/db/installed")
_APK_WORLD = b"etc/apk/world"
_RPM_PLACES = (b"var/lib/rpm/", b"usr/lib/sysimage/rpm/", b"usr/share/rpm/")
_RPM_SQLITE, _RPM_JOURNAL = b"rpmdb.sqlite", b"rpmdb.sqlite-wal"
_RPM_OLD = {b"Packages.db": rpm.read_ndb, b"Packages": rpm.read_berkeley}

_FIXED: dict[bytes, Ecosystem] = {
    _DPKG_STATUS: Ecosystem.DPKG,
    _APT_MARKS: Ecosystem.DPKG,
    _APK_WORLD: Ecosystem.APK,
    **{path: Ecosystem.APK for path in _APK_DATABASES},
    **{
        place + name: Ecosystem.RPM
        for place in _RPM_PLACES
        for name in (_RPM_SQLITE, _RPM_JOURNAL, *_RPM_OLD)
    },
}
# The ends of all other paths; what has none of them is told apart without a regular expression.
_ENDINGS = (b"/package.json", b"/METADATA", b"/PKG-INFO", b".egg-info")
_LAST_FOUR = {path[-4:] for path in (*_FIXED, *_ENDINGS)}
# One bad file among thousands of manifests is no news; a sentence for each would be noise.
_NOTES_LIMIT = 20


def which_database(path: bytes) -> Ecosystem | None:
    """Whose database a regular file is part of, None for all others. Fast for these."""
    if path.endswith(_ENDINGS):
        if path.endswith(b"/package.json"):
            return Ecosystem.NPM if npm.is_manifest(path) else None
        return Ecosystem.PYTHON if python.is_metadata(path) else None
    found = _FIXED.get(path)
    if found is None and _is_dpkg_part(path):
        return Ecosystem.DPKG
    return found


def database_rows(table: LayerTable) -> list[int]:
    """The rows of a layer's regular files that are part of a database, in order."""
    rows = set(rows_ending_with(table, _LAST_FOUR))
    parts = table.row(_DPKG_PARTS.rstrip(b"/"))
    if parts is not None:
        rows.update(range(parts + 1, int(table.column("end")[parts])))
    return sorted(
        row
        for row in rows
        if table.column("kind")[row] == RowKind.REGULAR
        and which_database(table.path(row)) is not None
    )


def read_packages(files: Mapping[bytes, bytes]) -> tuple[tuple[Package, ...], Notes]:
    """All packages of a tree, from the contents of its database files by path.

    Never raises for what the files hold: what cannot be read is a note, a sentence each.
    """
    tree = _Tree(files)
    packages = [record.package for record in tree.debian_records()]
    packages += tree.apk_packages()
    packages += tree.rpm_packages()
    packages += tree.single_packages()
    return tuple(dict.fromkeys(packages)), tree.shown_notes()


def read_debian_records(files: Mapping[bytes, bytes]) -> tuple[tuple[DebianRecord, ...], Notes]:
    """Debian's packages of a tree with what each asks for; other files are not looked at."""
    tree = _Tree(files)
    return tree.debian_records(), tree.shown_notes()


def packages_at(
    paths: Iterable[bytes], read: Callable[[bytes], bytes]
) -> tuple[tuple[Package, ...], Notes]:
    """All packages of a tree, by the paths of its regular files; `read` gives a file's contents.

    Only database files are read. What `read` raises passes through.
    """
    return read_packages({path: read(path) for path in paths if which_database(path)})


class _Tree:
    """The database files of one tree, and what had to be said of them."""

    def __init__(self, files: Mapping[bytes, bytes]) -> None:
        self._files = files
        self._notes: list[str] = []

    def debian_records(self) -> tuple[DebianRecord, ...]:
        marks = self._parsed(_APT_MARKS, dpkg.read_automatic) or dpkg.NO_MARKS
        read = partial(dpkg.read_records, automatic=marks)
        found = self._parsed(_DPKG_STATUS, read)
        records = self._noted(_DPKG_STATUS, found)
        for path in sorted(filter(_is_dpkg_part, self._files)):
            records += self._noted(path, self._parsed(path, partial(read, has_states=False)))
        return tuple(dict.fromkeys(records))

    def apk_packages(self) -> list[Package]:
        world = self._parsed(_APK_WORLD, apk.read_world)
        packages: list[Package] = []
        for path in _APK_DATABASES:
            found = self._parsed(path, partial(apk.read_installed, world=world))
            packages += self._noted(path, found)
        return packages

    def rpm_packages(self) -> list[Package]:
        packages: list[Package] = []
        for place in _RPM_PLACES:
            path = place + _RPM_SQLITE
            if path in self._files:
                packages += self._noted(path, self._parsed(path, rpm.read_sqlite))
                if self._files.get(place + _RPM_JOURNAL):
                    self._say(path, "changes that are still in its journal are not seen")
                continue
            for name, read in _RPM_OLD.items():
                if place + name in self._files:
                    packages += self._noted(place + name, self._parsed(place + name, read))
                    break
        return packages

    def single_packages(self) -> list[Package]:
        """Of files that tell of one package each."""
        packages: list[Package] = []
        for path in sorted(path for path in self._files if path.endswith(_ENDINGS)):
            ecosystem = which_database(path)
            if len(packages) == PACKAGES_LIMIT:
                self._say(path, f"more than {PACKAGES_LIMIT:,} Python and npm packages")
                break
            if ecosystem:
                read = npm.read_manifest if ecosystem is Ecosystem.NPM else python.read_metadata
                packages += self._noted(path, self._parsed(path, partial(read, path)))
        return packages

    def shown_notes(self) -> Notes:
        shown = self._notes[:_NOTES_LIMIT]
        if len(self._notes) > len(shown):
            shown.append(f"{len(self._notes) - len(shown):,} more files are not quite understood.")
        return tuple(shown)

    def _parsed(self, path: bytes, parse: Callable[[bytes], _T]) -> _T | None:
        content = self._files.get(path)
        if content is None:
            return None
        try:
            return parse(content)
        except UnreadableDatabaseError as error:
            self._say(path, str(error))
            return None

    def _noted(self, path: bytes, found: tuple[tuple[_T, ...], Notes] | None) -> list[_T]:
        if found is None:
            return []
        for clause in found[1]:
            self._say(path, clause)
        return list(found[0])

    def _say(self, path: bytes, clause: str) -> None:
        self._notes.append(f"{shown_name(path)}: {clause}.")


def _is_dpkg_part(path: bytes) -> bool:
    """Beside each package of status.d there may be its list of checksums."""
    return (
        path.startswith(_DPKG_PARTS)
        and b"/" not in path[len(_DPKG_PARTS) :]
        and not path.endswith((b".md5sums", b".preinst", b".postinst", b".prerm", b".postrm"))
    )
