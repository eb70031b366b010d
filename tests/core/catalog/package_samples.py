"""Package databases made by hand, byte by byte where they are binary."""

from __future__ import annotations

import sqlite3
import struct
import zlib
from collections.abc import Iterable
from contextlib import closing

NAME, VERSION, RELEASE, EPOCH, SIZE, ARCHITECTURE, LONG_SIZE = (
    1000,
    1001,
    1002,
    1003,
    1009,
    1022,
    5009,
)
REGION, INT32, INT64, STRING, BINARY = 62, 4, 5, 6, 7


def rpm_header(**values: str | int) -> bytes:
    """A header as the database has it, with its region, written as the format says."""
    tags: dict[str, int] = {
        "name": NAME,
        "version": VERSION,
        "release": RELEASE,
        "epoch": EPOCH,
        "size": SIZE,
        "architecture": ARCHITECTURE,
        "long_size": LONG_SIZE,
    }
    data = b""
    entries = []
    for key, value in sorted(values.items(), key=lambda item: tags[item[0]]):
        if isinstance(value, str):
            kind, raw = STRING, value.encode() + b"\x00"
        elif key == "long_size":
            data += b"\x00" * (-len(data) % 8)
            kind, raw = INT64, struct.pack(">Q", value)
        else:
            data += b"\x00" * (-len(data) % 4)
            kind, raw = INT32, struct.pack(">I", value)
        entries.append((tags[key], kind, len(data), 1))
        data += raw
    trailer = struct.pack(">IIiI", REGION, BINARY, -16 * (len(entries) + 1), 16)
    entries.insert(0, (REGION, BINARY, len(data), 16))
    return rpm_blob(entries, data + trailer)


def rpm_blob(entries: list[tuple[int, int, int, int]], data: bytes) -> bytes:
    index = b"".join(struct.pack(">IIiI", *entry) for entry in entries)
    return struct.pack(">II", len(entries), len(data)) + index + data


def rpm_database(headers: Iterable[object], *, is_wal: bool = True, schema: str = "") -> bytes:
    """An rpmdb.sqlite; rpm itself leaves it in WAL mode."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            schema
            or "CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL)"
        )
        if not schema:
            connection.executemany(
                "INSERT INTO Packages (blob) VALUES (?)", [(header,) for header in headers]
            )
        connection.commit()
        content = bytearray(connection.serialize())
    if is_wal:
        content[18:20] = b"\x02\x02"
    return bytes(content)


def ndb_database(headers: Iterable[bytes]) -> bytes:
    """A Packages.db of one page of slots; the third slot is free."""
    slots, blocks = [], b""
    for number, header in enumerate(headers, start=1):
        if number == 3:
            slots.append(struct.pack("<4sIII", b"Slot", 0, 0, 0))
        blob = struct.pack("<4sIII", b"BlbS", number, zlib.adler32(header), len(header)) + header
        blob += b"\x00" * (-len(blob) % 16)
        slots.append(
            struct.pack("<4sIII", b"Slot", number, 256 + len(blocks) // 16, len(blob) // 16)
        )
        blocks += blob
    free = struct.pack("<4sIII", b"Slot", 0, 0, 0)
    page = struct.pack("<4sIII16x", b"RpmP", 0, 1, 1) + b"".join(slots)
    return page + free * ((4096 - len(page)) // 16) + blocks


def berkeley_database(headers: Iterable[bytes], order: str = "<") -> bytes:
    """A Packages: a page of metadata, one of keys and values, and chains of overflow pages.

    Values of up to 200 bytes stand in the page itself.
    """
    size = 4096
    items = [b"\x01" + bytes(4), b"\x01" + struct.pack(order + "I", 9)]
    overflow: list[bytes] = []
    for number, header in enumerate(headers, start=1):
        items.append(b"\x01" + struct.pack(order + "I", number))
        if len(header) <= 200:
            items.append(b"\x01" + header)
            continue
        first = 2 + len(overflow)
        items.append(struct.pack(order + "B3xII", 3, first, len(header)))
        pieces = [header[at : at + size - 26] for at in range(0, len(header), size - 26)]
        for place, piece in enumerate(pieces):
            own = first + place
            following = own + 1 if place + 1 < len(pieces) else 0
            head = struct.pack(order + "8xIIIHHBB", own, 0, following, 1, len(piece), 0, 7)
            overflow.append((head + piece).ljust(size, b"\x00"))
    offsets, body = [], b""
    for item in items:
        body = item + body
        offsets.append(size - len(body))
    head = struct.pack(order + "8xIIIHHBB", 1, 0, 0, len(items), offsets[-1], 0, 13)
    index = b"".join(struct.pack(order + "H", offset) for offset in offsets)
    page = (head + index).ljust(size - len(body), b"\x00") + body
    assert len(page) == size
    meta = struct.pack(order + "8xIIIIBB", 0, 0x061561, 9, size, 0, 8).ljust(size, b"\x00")
    return meta + page + b"".join(overflow)


DPKG_STATUS = b"""\
Package: perl
Status: install ok installed
Priority: standard
Installed-Size: 670
Architecture: amd64
Multi-Arch: allowed
Version: 5.36.0-7+deb12u1
Provides: libversion-perl (= 1:0.9929-1), podlators-perl
Pre-Depends: dpkg (>= 1.17.17)
Depends: perl-modules-5.36 (>= 5.36.0-7), libperl5.36 (= 5.36.0-7) | libperl-dev:any [amd64]
Recommends: netbase
Conffiles:
 /etc/perl/Net/libnet.cfg beb0c9a7
Description: Larry Wall's Practical Extraction
 Package: this-is-text
 .
 Version: 9

Package: gone
Status: deinstall ok config-files
Architecture: amd64
Version: 1

package: libc6
status: install ok triggers-pending
architecture: i386
version: 2.36-9
installed-size: 12

Package: tzdata
Status: install ok installed
Architecture: all
Version: 2024a-0+deb12u1
Installed-Size: many
"""

EXTENDED_STATES = b"""\
Package: perl
Architecture: amd64
Auto-Installed: 1

Package: libc6
Architecture: amd64
Auto-Installed: 1

Package: tzdata
Architecture: amd64
Auto-Installed: 1

Package: gone
Architecture: amd64
Auto-Installed: 0
"""

APK_INSTALLED = b"""\
C:Q1Oq1zGhBcV0tQUOHLVdXP9WqzSg=
P:musl
V:1.2.5-r1
A:x86_64
S:407278
I:667648
T:the musl c library (libc) implementation
F:lib
R:ld-musl-x86_64.so.1
a:0:0:755
Z:Q1tFhEkxvN+6Ky9oOvXQwHgg5ZGTc=
F:A:not/an/architecture

C:Q1aaaaaaaaaaaaaaaaaaaaaaaaaaa=
P:busybox
V:1.36.1-r29
A:x86_64
I:962560

"""
