"""The tree that a layer's entries make, one after the other, as unpacking them would.

What `core.layer.apply` refuses because of the tree is refused here too. Only hard links to what
the layer does not hold are let through: a lower layer may have it.

Paths are keys here: components joined by NUL, which no name holds, so that bytewise order is
preorder (everything below a directory follows it at once).
"""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import LayerFormatError
from core.layer.entry import shown
from core.layer.scanned import EntryCode
from core.translation import tr_noop

IMPLIED = -1
"""In place of an entry's number: a directory that the archive does not name."""

_DIRECTORY = int(EntryCode.DIRECTORY)
_WHITEOUT = int(EntryCode.WHITEOUT)
_SIMPLE = frozenset((EntryCode.REGULAR, EntryCode.DIRECTORY, EntryCode.SYMLINK, EntryCode.FIFO))
_DEVICES = frozenset((EntryCode.CHARACTER_DEVICE, EntryCode.BLOCK_DEVICE))


def key_of(path: bytes) -> bytes:
    """The key of a path."""
    return path.replace(b"/", b"\x00")


class LayerTree:
    """Entries are known by their number in the archive, 0 first.

    `at` says which entry a path shows, IMPLIED for a directory without one; `removed` holds the
    paths of all whiteouts, `opaque` the directories with a marker. `inodes` says of a hard link
    which entry made its inode; those in `below` link to a lower layer, by the path given there.
    """

    def __init__(self) -> None:
        self.at: dict[bytes, int] = {b"": IMPLIED}
        self.removed: set[bytes] = set()
        self.opaque: set[bytes] = set()
        self.inodes: dict[int, int] = {}
        self.below: dict[int, bytes] = {}
        self.devices_left_out = 0
        self._codes = bytearray()
        self._filled: set[bytes] = set()  # directories that hold something
        self._devices: dict[bytes, int] = {}

    def add(self, keys: Iterable[bytes], codes: bytes, links: dict[int, bytes]) -> None:
        """Put entries into the tree; `links` are keys of hard links' targets, by place in `keys`.

        Raises LayerFormatError.
        """
        at, filled, start = self.at, self._filled, len(self._codes)
        self._codes += codes
        for place, (key, code) in enumerate(zip(keys, codes, strict=True)):
            parent = key.rpartition(b"\x00")[0]
            if code in _SIMPLE and parent in filled and key not in at:
                at[key] = start + place
            else:
                self._put(key, parent, code, start + place, links.get(place, b""))

    def finish(self) -> None:
        """After the last entry: devices, which unpacking leaves out, where nothing else is.

        No more may be added.
        """
        for key, number in self._devices.items():
            parent = key.rpartition(b"\x00")[0]
            if key not in self.at and self._could_be_directory(parent):
                self._fill(parent)
                self.at[key] = number
            else:
                self.devices_left_out += 1
        self._filled.clear()

    def _put(self, key: bytes, parent: bytes, code: int, number: int, link: bytes) -> None:
        if code in _DEVICES:
            self._devices[key] = number
        elif code == EntryCode.HARDLINK and link in self._devices and link not in self.at:
            self.inodes[number] = self._inode_of_device(link)
            self._devices[key] = number
        elif code == EntryCode.OPAQUE:
            self._require_directory(key)
            self.opaque.add(key)
        elif code == _WHITEOUT:
            self._fill(parent)
            self.removed.add(key)
            self.at.setdefault(key, number)
        elif code == _DIRECTORY:
            if key:
                self._fill(parent)
            self.at[key] = number
        else:
            self._fill(parent)
            self._make_room(key)
            if code == EntryCode.HARDLINK:
                self._link(key, number, link)
            self.at[key] = number

    def _link(self, key: bytes, number: int, target: bytes) -> None:
        found = self.at.get(target)
        if found is None or self._is_whiteout(found):
            self.below[number] = target
        elif self._is_directory(found):
            raise LayerFormatError(
                "unsafe-link", _shown(key), tr_noop("a hard link to a directory")
            )
        else:
            self.inodes[number] = self.inodes.get(found, found)

    def _inode_of_device(self, key: bytes) -> int:
        number = self._devices[key]
        return self.inodes.get(number, number)

    def _make_room(self, key: bytes) -> None:
        """A later entry of the same name wins, as with tar itself."""
        found = self.at.get(key)
        if found is not None and self._is_directory(found):
            if key in self._filled:
                reason = "it replaces a directory that holds files"
                raise LayerFormatError("bad-tar", _shown(key), reason)
            self.opaque.discard(key)

    def _fill(self, key: bytes) -> None:
        """Something comes into the directory."""
        missing = []
        while key not in self._filled:
            missing.append(key)
            if not key:
                break
            key = key.rpartition(b"\x00")[0]
        for directory in reversed(missing):
            self._become_directory(directory)
            self._filled.add(directory)

    def _require_directory(self, key: bytes) -> None:
        if key:
            self._fill(key.rpartition(b"\x00")[0])
        self._become_directory(key)

    def _become_directory(self, key: bytes) -> None:
        found = self.at.get(key)
        if found is None or self._is_whiteout(found):
            self.at[key] = IMPLIED
        elif not self._is_directory(found):
            reason = "the archive uses a file or link as a directory"
            raise LayerFormatError("unsafe-path", _shown(key), reason)

    def _could_be_directory(self, key: bytes) -> bool:
        found = self.at.get(key)
        if found is None:
            return self._could_be_directory(key.rpartition(b"\x00")[0])
        return self._is_directory(found)

    def _is_directory(self, number: int) -> bool:
        return number == IMPLIED or self._codes[number] == _DIRECTORY

    def _is_whiteout(self, number: int) -> bool:
        return number != IMPLIED and self._codes[number] == _WHITEOUT


def _shown(key: bytes) -> str:
    return shown(key.replace(b"\x00", b"/"))
