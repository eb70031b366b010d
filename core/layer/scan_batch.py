"""Headers that wait to be decoded together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.errors import LayerFormatError
from core.layer.entry import Entry, EntryType
from core.layer.header import Header, parse_header
from core.layer.header_columns import decode_headers
from core.layer.plain_names import plain_names
from core.layer.rules import TIME_LIMIT_NS, EntryRules, Extension, clamped_time
from core.layer.scanned import CODES, COLUMN_TYPES, Column, EntryCode, ScannedEntries
from core.layer.sparse import Extent

_LINK_TYPES = {
    int(EntryCode.SYMLINK): EntryType.SYMLINK,
    int(EntryCode.HARDLINK): EntryType.HARDLINK,
}
_DEVICES = (EntryType.CHARACTER_DEVICE, EntryType.BLOCK_DEVICE)
_WORD = 0xFFFFFFFF


class ScanBatch:
    """One element an entry in each of the lists, which the scan fills.

    What is not plain is kept beside them: entries that had to be understood at once, what extended
    headers said, and their own headers, which are still to be checked.
    """

    def __init__(self, rules: EntryRules) -> None:
        self.rules = rules
        self.entries_before = rules.entries
        self.bytes_before = rules.file_bytes
        self.blocks: list[bytes] = []
        self.codes = bytearray()  # of EntryCode
        self.sizes: list[int] = []
        self.offsets: list[int] = []
        self.digests: list[bytes] = []
        self.texts = bytearray()
        self.resolved: dict[int, tuple[Entry, int]] = {}  # with the device's number
        self.extended: dict[int, Extension] = {}
        self.extension_blocks: list[tuple[int, bytes]] = []  # with the row they stand before

    def __len__(self) -> int:
        return len(self.blocks)

    def resolve(
        self, header: Header, take: Callable[[int], bytes]
    ) -> tuple[Entry, tuple[Extent, ...] | None]:
        """Understand the next entry now, by the rules, and its map if it is sparse.

        `take` gives the bytes behind the header. Raises LayerFormatError.
        """
        row = len(self)
        entry = self.rules.entry(header)
        extents = self.rules.take_map(take) if self.rules.is_sparse else None
        device = (header.device_major & _WORD) << 32 | header.device_minor & _WORD
        self.resolved[row] = entry, device if entry.type in _DEVICES else 0
        return entry, extents

    def extend(self) -> None:
        """What was said belongs to the next entry."""
        self.extended[len(self)] = self.rules.extension
        self.rules.extension = Extension()

    def decoded(self) -> Iterator[ScannedEntries]:
        """All entries; or those before one that is refused, and then LayerFormatError."""
        if not self.blocks and not self.extension_blocks:
            return
        decoding = _Decoding(self)
        fault = decoding.finish()
        yield decoding.entries
        if fault is not None:
            raise fault


class _Decoding:
    """One batch being decoded. Where something is odd, the rules are asked row by row."""

    def __init__(self, batch: ScanBatch) -> None:
        self._batch = batch
        self._rules = batch.rules
        extensions = [block for _row, block in batch.extension_blocks]
        self._headers = decode_headers(b"".join(batch.blocks + extensions))
        self._odd = self._odd_headers()
        self.entries = self._plain_entries()
        for row, (entry, device) in batch.resolved.items():
            self._put(row, entry)
            self.entries.devices[row] = device

    def finish(self) -> LayerFormatError | None:
        """Look at what is not plain; the first fault, whose entry and all after it are left out."""
        for row, block in self._suspects():
            try:
                if block is not None:
                    parse_header(block)
                else:
                    self._put(row, self._understood(row))
            except LayerFormatError as fault:
                return self._end(row) or fault
        return self._end(len(self._batch))

    def _suspects(self) -> list[tuple[int, bytes | None]]:
        """Rows to be understood, and before them the headers of extended headers, in order."""
        batch = self._batch
        plain = self._headers.are_plain[len(batch) :].tolist()
        blocks = zip(batch.extension_blocks, plain, strict=True)
        found: list[tuple[int, bytes | None]]
        found = [(row, block) for (row, block), is_plain in blocks if not is_plain]
        found += [(row, None) for row in self._odd]
        # Sorting is stable: what stands before an entry stays before it.
        return sorted(found, key=lambda suspect: suspect[0])

    def _odd_headers(self) -> set[int]:
        """Rows that the rules must see, as far as headers tell."""
        batch = self._batch
        odd = set(np.flatnonzero(~self._headers.are_plain[: len(batch)]).tolist())
        odd |= {row for row, extension in batch.extended.items() if extension.only_time is None}
        return odd - batch.resolved.keys()

    def _plain_entries(self) -> ScannedEntries:
        """All rows, right for those that are plain; finds more that are not."""
        batch, headers, rows = self._batch, self._headers, len(self._batch)
        names = headers.names[:rows]
        for row in (*self._odd, *batch.resolved):
            names[row] = b"x"
        paths, odd_names = plain_names(names)
        self._odd |= odd_names
        codes = np.frombuffer(batch.codes, "u1").copy()
        are_regular = codes == EntryCode.REGULAR
        digests = np.frombuffer(b"".join(batch.digests), ">u8").reshape(-1, 2).astype("<u8")
        digests[~are_regular] = 0
        times = np.minimum(headers.mtimes_s[:rows] * 10**9, TIME_LIMIT_NS)
        for row, extension in batch.extended.items():
            if row not in self._odd and extension.only_time is not None:
                times[row] = clamped_time(extension.only_time)
        columns = {
            "codes": codes,
            "modes": headers.modes[:rows],
            "uids": headers.uids[:rows],
            "gids": headers.gids[:rows],
            "mtimes_ns": times,
            "sizes": np.array(batch.sizes, np.int64),
            "devices": np.zeros(rows, np.uint64),
            "digests": digests,
            "offsets": np.where(are_regular, np.array(batch.offsets, np.int64), -1),
            "are_text": np.frombuffer(batch.texts, bool) & are_regular,
        }
        return ScannedEntries(
            paths=list(paths),
            **{name: columns[name].astype(kind) for name, kind in COLUMN_TYPES.items()},
            links=self._plain_links(codes, paths),
            xattrs={},
        )

    def _plain_links(self, codes: Column, paths: Sequence[bytes]) -> dict[int, bytes]:
        links = {}
        for row in np.flatnonzero(np.isin(codes, tuple(_LINK_TYPES))).tolist():
            if row in self._odd or row in self._batch.resolved:
                continue
            try:
                links[row] = self._rules.link(
                    _LINK_TYPES[int(codes[row])], paths[row], self._headers.links.get(row, b"")
                )
            except LayerFormatError:
                self._odd.add(row)  # its turn to be refused comes
        return links

    def _understood(self, row: int) -> Entry:
        batch, headers, rules = self._batch, self._headers, self._rules
        rules.extension = batch.extended.get(row) or Extension()
        rules.entries, rules.file_bytes = batch.entries_before + row, batch.bytes_before
        if not headers.are_plain[row]:
            return rules.entry(parse_header(batch.blocks[row]))
        return rules.entry(
            Header(
                name=headers.names[row],
                mode=int(headers.modes[row]),
                uid=int(headers.uids[row]),
                gid=int(headers.gids[row]),
                size_bytes=batch.sizes[row],
                mtime_s=int(headers.mtimes_s[row]),
                typeflag=batch.blocks[row][156:157],
                link=headers.links.get(row, b""),
                device_major=0,  # plain rows are no devices
                device_minor=0,
            )
        )

    def _put(self, row: int, entry: Entry) -> None:
        entries, code = self.entries, CODES[entry.type]
        entries.paths[row] = entry.path
        entries.codes[row] = code
        entries.modes[row] = entry.mode
        entries.uids[row] = entry.uid
        entries.gids[row] = entry.gid
        entries.mtimes_ns[row] = entry.mtime_ns
        if code != EntryCode.REGULAR:
            entries.digests[row] = 0
            entries.offsets[row] = -1
            entries.are_text[row] = False
        entries.links.pop(row, None)
        if entry.link:
            entries.links[row] = entry.link
        if entry.xattrs:
            entries.xattrs[row] = dict(entry.xattrs)

    def _end(self, rows: int) -> LayerFormatError | None:
        """Keep only so many rows, fewer where a limit comes before; whether one did."""
        batch, rules = self._batch, self._rules
        total = batch.bytes_before + np.cumsum(self.entries.sizes[:rows])
        fitting = min(
            int(np.searchsorted(total, rules.limits.file_bytes, side="right")),
            max(0, rules.limits.entries - batch.entries_before),
        )
        self.entries = self.entries.first(min(rows, fitting))
        rules.entries = batch.entries_before + min(rows, fitting)
        rules.file_bytes = int(total[-1]) if rows else batch.bytes_before
        if fitting >= rows:
            return None
        rules.entries += 1
        try:
            rules.check_file_bytes()
            rules.check_entries()
        except LayerFormatError as fault:
            return fault
        return None
