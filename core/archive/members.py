"""The names in an archive's own tar: where each file lies, and where links inside it lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.errors import BlobMissingError, LayerFormatError
from core.layer import Entry, EntryType
from core.layer.entry import shown
from core.translation import tr_noop

MANIFEST = b"manifest.json"
INDEX = b"index.json"
LAYOUT = b"oci-layout"
REPOSITORIES = b"repositories"
MARKS = frozenset({MANIFEST, INDEX, LAYOUT, REPOSITORIES})
"""Files by which an archive of images is known."""

_SURE_MARKS = frozenset({MANIFEST, LAYOUT})
_MEMBERS_LIMIT = 200_000
_NAMES_BYTES = 32 << 20
_LINKS_LIMIT = 16
_ROOT_FOLDERS = frozenset(
    b"bin boot dev etc home lib lib32 lib64 media mnt opt proc root run sbin srv sys tmp usr "
    b"var".split()
)


@dataclass(frozen=True, slots=True)
class Member:
    """A regular file: where its content begins in the plain tar, and how long it is."""

    start: int
    size_bytes: int


class Members:
    """Filled entry by entry; then asked by name."""

    def __init__(self) -> None:
        self._files: dict[bytes, Member] = {}
        self._links: dict[bytes, bytes] = {}
        self._others: dict[bytes, str] = {}
        self.marks: set[bytes] = set()
        self.has_entries = False
        self.folder_of_layout = b""  # where one lies that is not at the top
        self._count = 0
        self._name_bytes = 0
        self.is_root_file_system = False

    def add(self, entry: Entry, start: int, *, is_sparse: bool) -> None:
        """One entry; `start` is where its content begins.

        Raises LayerFormatError for two of what there can be one of only, and for too many.
        """
        self.has_entries = True
        path = entry.path
        if path in MARKS:
            if path in self.marks:
                raise LayerFormatError("bad-tar", shown(path), tr_noop("there are two of it"))
            self.marks.add(path)
        if path.endswith(b"/" + LAYOUT) and not self.folder_of_layout:
            self.folder_of_layout = path.removesuffix(b"/" + LAYOUT)
        top, slash, _rest = path.partition(b"/")
        is_folder = bool(slash) or entry.type is not EntryType.REGULAR
        if not self.marks & _SURE_MARKS and is_folder and top in _ROOT_FOLDERS:
            self.is_root_file_system = True
        for known in (self._files, self._links, self._others):
            known.pop(path, None)  # the last one counts, as everywhere
        if entry.type is EntryType.REGULAR and not is_sparse:
            self._files[path] = Member(start, entry.size_bytes)
        elif entry.type in (EntryType.SYMLINK, EntryType.HARDLINK):
            self._links[path] = _target(entry)
        elif entry.type is not EntryType.DIRECTORY:
            self._others[path] = "a sparse file" if is_sparse else f"a {entry.type.value}"
        self._count += 1
        self._name_bytes += len(path) + len(entry.link)
        if self._count > _MEMBERS_LIMIT or self._name_bytes > _NAMES_BYTES:
            reason = f"it has over {_MEMBERS_LIMIT:,} files, too many for an archive of images"
            if self._count <= _MEMBERS_LIMIT:
                reason = "its names are too long for an archive of images"
            raise LayerFormatError("limit", "", reason)

    def __len__(self) -> int:
        return len(self._files) + len(self._links) + len(self._others)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._files)

    def find(self, name: bytes) -> Member:
        """The file of that name, links followed inside the archive only.

        Raises BlobMissingError, LayerFormatError for a link that leads out or round.
        """
        path = b"/".join(part for part in name.split(b"/") if part not in (b"", b"."))
        for _ in range(_LINKS_LIMIT):
            if path in self._files:
                return self._files[path]
            if path not in self._links:
                what = self._others.get(path)
                detail = f"{shown(name)} is {what}" if what else f"{shown(name)} is not there"
                raise BlobMissingError(shown(name), detail=detail)
            target = self._links[path]
            if not target:
                break
            path = target
        raise LayerFormatError(
            "unsafe-link", shown(name), tr_noop("a link leads out of the archive")
        )

    def has(self, name: bytes) -> bool:
        """Whether there is a file of that name, or a link that leads to one."""
        try:
            self.find(name)
        except (BlobMissingError, LayerFormatError):
            return False
        return True


def _target(entry: Entry) -> bytes:
    """Where a link leads in the archive, b"" when it leads out of it."""
    if entry.type is EntryType.HARDLINK:
        return entry.link  # normalised by the reader
    if entry.link.startswith(b"/"):
        return b""
    parts = entry.path.split(b"/")[:-1]
    for part in entry.link.split(b"/"):
        if part == b"..":
            if not parts:
                return b""
            parts.pop()
        elif part not in (b"", b"."):
            parts.append(part)
    return b"/".join(parts)
