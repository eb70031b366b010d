"""What an entry of an archive may be: the strict rules, the same for whoever reads archives.

`TarReader` asks them entry by entry, `TarScan` for whatever is not plainly harmless.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from core.errors import LayerFormatError
from core.layer import whiteout
from core.layer.entry import Entry, EntryType, shown
from core.layer.header import Header
from core.layer.limits import Limits, sized
from core.layer.pax import PaxRecords, parse_pax
from core.layer.sparse import OLD_TYPE, Extent, SparseStart, old_start, read_map
from core.translation import tr_noop

_Value = TypeVar("_Value")

_INVALID_ID = 0xFFFFFFFF  # (uid_t)-1 means "leave it" to chown(2)
_KEPT_XATTRS = ("user.", "security.capability")
_NOTHING = PaxRecords()

TIME_LIMIT_NS = 2**62
"""Times further from the epoch are kept as this."""

EXTENSIONS = b"xgLKV"
"""Types of headers that say something about the entry after them, or name the whole archive."""

_VOLUME_NAME = b"V"
_BACKUP_DIRECTORY = b"D"  # with the names that it had as contents; GNU tar unpacks a directory
_REST_OF_FILE = b"M"

_TYPES = {
    b"0": EntryType.REGULAR,
    b"\x00": EntryType.REGULAR,
    b"7": EntryType.REGULAR,
    b"1": EntryType.HARDLINK,
    b"2": EntryType.SYMLINK,
    b"3": EntryType.CHARACTER_DEVICE,
    b"4": EntryType.BLOCK_DEVICE,
    b"5": EntryType.DIRECTORY,
    b"6": EntryType.FIFO,
    OLD_TYPE: EntryType.REGULAR,
    _BACKUP_DIRECTORY: EntryType.DIRECTORY,
}


@dataclass(slots=True)
class Extension:
    """What extended headers said of the entry after them."""

    pax: PaxRecords | None = None
    long_name: bytes | None = None
    long_link: bytes | None = None

    @property
    def is_there(self) -> bool:
        """Whether anything was said."""
        return not (self.pax is None and self.long_name is None and self.long_link is None)

    @property
    def only_time(self) -> int | None:
        """The time in nanoseconds when that is all that was said, as many writers do."""
        pax = self.pax
        if pax is None or self.long_name is not None or self.long_link is not None:
            return None
        is_more = (
            pax.path is not None
            or pax.link is not None
            or pax.size_bytes is not None
            or pax.uid is not None
            or pax.gid is not None
            or pax.xattrs
            or pax.sparse is not None
        )
        return None if is_more else pax.mtime_ns


class EntryRules:
    """Joins headers with the extended headers before them, for one archive.

    `current` is the raw name of the entry at hand, for errors. `file_bytes` and `entries` count
    what the archive has asked for. `stored_bytes` follow the header of the entry at hand; if it is
    sparse, `take_map` has to be called before they are read. All methods raise LayerFormatError.
    """

    def __init__(self, *, is_rootfs: bool = False, limits: Limits | None = None) -> None:
        self._is_rootfs = is_rootfs
        self.limits = limits or Limits()
        self.current = b""
        self.entries = 0
        self.file_bytes = 0
        self.stored_bytes = 0
        self.extension = Extension()
        self._sparse: SparseStart | None = None

    @property
    def is_sparse(self) -> bool:
        """Whether the entry at hand has a map."""
        return self._sparse is not None

    def take_map(self, take: Callable[[int], bytes]) -> tuple[Extent, ...]:
        """What of the entry at hand is no hole. `take` gives the bytes behind the header."""
        if self._sparse is None:
            return ()
        limit_bytes = self.limits.extension_bytes
        try:
            extents, self.stored_bytes = read_map(
                self._sparse, self.stored_bytes, take, limit_bytes
            )
        except LayerFormatError as error:
            raise self.error(error.code, error.reason) from error
        return extents

    def check_extension(self, size_bytes: int) -> None:
        """Before the content of an extended header is read."""
        if size_bytes > self.limits.extension_bytes:
            most = sized(self.limits.extension_bytes)
            raise self.error("limit", f"an extended header is larger than {most}")

    def extend(self, typeflag: bytes, content: bytes) -> None:
        """Take the content of an extended header."""
        if typeflag in b"LK" and self.extension.pax and self.extension.pax.size_bytes is not None:
            # There were readers that took it for the size of this name (CVE-2026-53655).
            raise self.error("bad-tar", "a size stands before the name that it is not of")
        if typeflag == _VOLUME_NAME:
            if content or self.extension.is_there:
                raise self.error("bad-tar", "the name of a whole archive cannot have contents")
        elif typeflag == b"x":
            if self.extension.pax is not None:
                raise self.error("bad-tar", "two extended headers for one entry")
            self.extension.pax = parse_pax(content)
        elif typeflag == b"g":
            _check_global(parse_pax(content))
        elif typeflag == b"L":
            self.extension.long_name = _terminated(content)
        else:
            self.extension.long_link = _terminated(content)

    def finish(self) -> None:
        """After the last entry."""
        if self.extension.is_there:
            raise LayerFormatError("truncated", "", tr_noop("it ends after an extended header"))

    def entry(self, header: Header) -> Entry:
        """The entry that a header, with what was said before it, stands for."""
        extension = self.extension
        pax = extension.pax or _NOTHING
        raw_name = _first(pax.path, extension.long_name, header.name)
        if pax.sparse is not None:
            raw_name = _first(pax.sparse.name, raw_name)
        self.current = raw_name
        if extension.long_name is not None or extension.long_link is not None:
            self._require_one_name(extension, pax)
        kind = self._kind(header, raw_name)
        self.stored_bytes = self._stored(header, pax)
        self._sparse = None
        if pax.sparse is not None or header.typeflag == OLD_TYPE:
            self._sparse = self._sparse_start(kind, header, pax)
        size_bytes = self.stored_bytes if self._sparse is None else self._sparse.real_bytes
        if header.typeflag == _BACKUP_DIRECTORY:
            size_bytes = 0
        self.file_bytes += size_bytes
        self.check_file_bytes()
        if kind is not EntryType.REGULAR and size_bytes:
            raise self.error("bad-tar", f"a {kind.value} cannot have contents")
        path = self.normalised(raw_name)
        if not path and kind is not EntryType.DIRECTORY:
            raise self.error("unsafe-path", "the root can only be a directory")
        kind, path = self._whiteout(kind, path, size_bytes or self.stored_bytes)
        link = self.link(kind, path, _first(pax.link, extension.long_link, header.link))
        self._check_device(kind, header)
        entry = Entry(
            path=path,
            type=kind,
            mode=header.mode,
            uid=self.owner(_first(pax.uid, header.uid)),
            gid=self.owner(_first(pax.gid, header.gid)),
            mtime_ns=clamped_time(_first(pax.mtime_ns, header.mtime_s * 10**9)),
            size_bytes=size_bytes,
            link=link,
            xattrs=self.xattrs(pax),
        )
        self.extension = Extension()
        self.entries += 1
        self.check_entries()
        return entry

    def normalised(self, name: bytes) -> bytes:
        """Relative, without `.` and empty components. Refuses what leads elsewhere."""
        limits = self.limits
        if len(name) > limits.name_bytes:
            raise self.error("limit", f"a name is longer than {limits.name_bytes:,} bytes")
        if b"\x00" in name:
            raise self.error("unsafe-path", "a name holds a NUL byte")
        # The root itself by its own name is harmless: `umoci insert` writes it.
        if name.startswith(b"/") and name.strip(b"/") and not self._is_rootfs:
            raise self.error("unsafe-path", "a name is absolute")
        components = [c for c in name.split(b"/") if c not in (b"", b".")]
        if b".." in components:
            raise self.error("unsafe-path", "a name leads out of the archive by “..”")
        if len(components) > limits.depth:
            raise self.error("limit", f"a name is deeper than {limits.depth} levels")
        if any(len(component) > limits.component_bytes for component in components):
            reason = f"a part of a name is longer than {limits.component_bytes} bytes"
            raise self.error("limit", reason)
        return b"/".join(components)

    def link(self, kind: EntryType, path: bytes, link: bytes) -> bytes:
        """The target of a link as it is kept, b"" for what is no link."""
        if kind is EntryType.HARDLINK:
            link = self.normalised(link)
            if not link or link == path:
                raise self.error("unsafe-link", "a hard link points to itself or to the root")
            return link
        if kind is EntryType.SYMLINK:
            if not link or len(link) > self.limits.name_bytes:
                raise self.error("unsafe-link", "a symbolic link has no target or an endless one")
            return link
        return b""

    def owner(self, number: int) -> int:
        """A user's or group's number."""
        if number >= _INVALID_ID:
            raise self.error("bad-tar", "an owner's number is too large")
        return number

    def xattrs(self, pax: PaxRecords) -> dict[str, bytes]:
        """Those extended attributes that are kept."""
        kept = {}
        for name, value in pax.xattrs.items():
            if name.startswith(whiteout.OVERLAY_XATTR_PREFIXES):
                raise self.error("overlay-smuggle", "it carries notes of overlayfs in disguise")
            if name.startswith(_KEPT_XATTRS):
                kept[name] = value
        return kept

    def check_entries(self) -> None:
        """After `entries` grew."""
        if self.entries > self.limits.entries:
            raise self.error("limit", self.limits.entries_reason)

    def check_file_bytes(self) -> None:
        """After `file_bytes` grew."""
        if self.file_bytes > self.limits.file_bytes:
            raise self.error("limit", self.limits.file_bytes_reason)
        unpacked_bytes = self.limits.unpacked_bytes
        if unpacked_bytes is not None and self.file_bytes > unpacked_bytes:
            raise self.error("limit", self.limits.unpacked_reason)

    def error(self, code: str, reason: str) -> LayerFormatError:
        """A refusal of the entry at hand."""
        return LayerFormatError(code, shown(self.current), reason)

    def _require_one_name(self, extension: Extension, pax: PaxRecords) -> None:
        """Of GNU tar's long name and PAX's one reader takes the first and another the last."""
        pairs = ((pax.path, extension.long_name), (pax.link, extension.long_link))
        if any(one is not None and other is not None and one != other for one, other in pairs):
            raise self.error("bad-tar", "its two names do not agree")

    def _kind(self, header: Header, raw_name: bytes) -> EntryType:
        kind = _TYPES.get(header.typeflag)
        if header.typeflag == _REST_OF_FILE:
            raise self.error("bad-tar", "it is the rest of a file of another archive")
        if kind is None:
            raise self.error("bad-tar", f"its type “{shown(header.typeflag)}” is not known")
        if header.typeflag == b"\x00" and raw_name.endswith(b"/"):
            return EntryType.DIRECTORY  # how the oldest writers said it
        return kind

    def _stored(self, header: Header, pax: PaxRecords) -> int:
        if pax.size_bytes is not None and header.size_bytes not in (0, pax.size_bytes):
            raise self.error("bad-tar", "its two sizes do not agree")
        return _first(pax.size_bytes, header.size_bytes)

    def _sparse_start(self, kind: EntryType, header: Header, pax: PaxRecords) -> SparseStart | None:
        if header.typeflag != OLD_TYPE:
            start = pax.sparse
        elif pax.sparse is not None:
            raise self.error("bad-tar", "a sparse file has two maps")
        else:
            try:
                start = old_start(header.gnu)
            except LayerFormatError as error:
                raise self.error(error.code, error.reason) from error
        if start is not None and kind is not EntryType.REGULAR:
            raise self.error("bad-tar", f"a {kind.value} cannot be sparse")
        return start

    def _whiteout(self, kind: EntryType, path: bytes, size_bytes: int) -> tuple[EntryType, bytes]:
        """A whiteout as its own type and the path that it concerns (layer.md, "Whiteouts")."""
        parent, _slash, name = path.rpartition(b"/")
        if any(component.startswith(whiteout.PREFIX) for component in parent.split(b"/")):
            raise self.error("bad-whiteout", "a whiteout is used as a directory")
        if not name.startswith(whiteout.PREFIX):
            return kind, path
        if self._is_rootfs:
            raise self.error("bad-whiteout", "a root file system holds a whiteout")
        if kind is not EntryType.REGULAR or size_bytes:
            raise self.error("bad-whiteout", "a whiteout must be an empty file")
        if name == whiteout.OPAQUE_NAME:
            return EntryType.OPAQUE, parent
        target = name[len(whiteout.PREFIX) :]
        if target in (b"", b".", b"..") or target.startswith(whiteout.PREFIX):
            raise self.error("bad-whiteout", "a whiteout names nothing that could exist")
        return EntryType.WHITEOUT, parent + b"/" + target if parent else target

    def _check_device(self, kind: EntryType, header: Header) -> None:
        if kind is EntryType.CHARACTER_DEVICE and not header.device_major | header.device_minor:
            # To overlayfs this is a whiteout; in a layer's tar it can only be there to deceive.
            raise self.error("overlay-smuggle", "it is a whiteout of overlayfs in disguise")


def clamped_time(nanoseconds: int) -> int:
    """A time that every file system can be asked to keep."""
    return max(-TIME_LIMIT_NS, min(TIME_LIMIT_NS, nanoseconds))


def _check_global(records: PaxRecords) -> None:
    """Comments of `git archive` are fine; names and sizes for all entries are a trap."""
    if records != PaxRecords(mtime_ns=records.mtime_ns):
        raise LayerFormatError("bad-tar", "", tr_noop("a global header renames or resizes entries"))


def _terminated(content: bytes) -> bytes:
    text, nul, rest = content.partition(b"\x00")
    if nul and rest.strip(b"\x00"):
        raise LayerFormatError("bad-tar", shown(text), tr_noop("a name goes on after its end mark"))
    return text


def _first(*values: _Value | None) -> _Value:
    for value in values:
        if value is not None:
            return value
    raise AssertionError("the last value is never None")
