"""RPM's database in the two forms that are no SQLite: header blobs in pages of a file.

ndb (`Packages.db`, SUSE): rpm's lib/backend/ndb/rpmpkg.c; slots that point to blocks of 16 bytes.
Berkeley DB (`Packages`, up to rpm 4.15): a hash of db_page.h (libdb 5.3); keys and values in turn,
large values in chains of overflow pages. Both are read as bytes, with every offset checked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from core.catalog.packages.record import UnreadableDatabaseError
from core.catalog.packages.rpm_header import HEADER_LIMIT_BYTES

_NDB_HEADER = struct.Struct("<4sIII16x")
_NDB_ENTRY = struct.Struct("<4sIII")  # of slots and of blobs
_NDB_PAGE_BYTES, _NDB_BLOCK_BYTES, _NDB_PAGES_LIMIT = 4096, 16, 2048

_BERKELEY_MAGIC = 0x061561
_PAGE_HEADER_BYTES = 26
_HASH_META, _HASH_PAGES, _OVERFLOW = 8, (2, 13), 7
_VALUE_HERE, _VALUE_ELSEWHERE = 1, 3
_SMALLEST_HEADER_BYTES = 32  # what is shorter is the counter that rpm keeps under the key 0


def ndb_headers(content: bytes) -> Iterator[bytes]:
    """The header blobs of a `Packages.db`. Raises UnreadableDatabaseError."""
    if len(content) < _NDB_HEADER.size:
        raise UnreadableDatabaseError("it is no RPM database")
    magic, version, _, pages = _NDB_HEADER.unpack_from(content)
    end = pages * _NDB_PAGE_BYTES
    if magic != b"RpmP" or version != 0:
        raise UnreadableDatabaseError("it is no RPM database")
    if not 0 < pages <= _NDB_PAGES_LIMIT or end > len(content):
        raise UnreadableDatabaseError("it is damaged")
    left_bytes = len(content)  # slots that share blobs could yield more than there is
    for slot, number, block, _ in _NDB_ENTRY.iter_unpack(content[_NDB_HEADER.size : end]):
        if slot != b"Slot":
            raise UnreadableDatabaseError("it is damaged")
        if not number:
            continue  # a free slot
        at = block * _NDB_BLOCK_BYTES
        if at + _NDB_ENTRY.size > len(content):
            raise UnreadableDatabaseError("it is damaged")
        blob, same_number, _, length = _NDB_ENTRY.unpack_from(content, at)
        start = at + _NDB_ENTRY.size
        left_bytes -= length
        is_inside = start + length <= len(content) and left_bytes >= 0
        if blob != b"BlbS" or same_number != number or not is_inside:
            raise UnreadableDatabaseError("it is damaged")
        yield content[start : start + length]


class _Berkeley(NamedTuple):
    content: bytes
    order: str  # of struct
    page_bytes: int

    def page(self, number: int) -> bytes:
        at = number * self.page_bytes
        page = self.content[at : at + self.page_bytes]
        if len(page) < self.page_bytes:
            raise UnreadableDatabaseError("it is damaged")
        return page

    def number(self, page: bytes, form: str, at: int) -> int:
        if at + struct.calcsize(form) > len(page):
            raise UnreadableDatabaseError("it is damaged")
        found: int = struct.unpack_from(self.order + form, page, at)[0]
        return found


def berkeley_headers(content: bytes) -> Iterator[bytes]:
    """The header blobs of a `Packages`. Raises UnreadableDatabaseError."""
    if len(content) < 512:
        raise UnreadableDatabaseError("it is no Berkeley DB")
    orders = [
        order
        for order in "<>"
        if struct.unpack_from(order + "I", content, 12)[0] == _BERKELEY_MAGIC
    ]
    if not orders or content[25] != _HASH_META:
        raise UnreadableDatabaseError("it is no hash of Berkeley DB")
    if content[24]:
        raise UnreadableDatabaseError("it is encrypted")
    (page_bytes,) = struct.unpack_from(orders[0] + "I", content, 20)
    if page_bytes not in {512 << shift for shift in range(8)}:
        raise UnreadableDatabaseError("it is damaged")
    database = _Berkeley(content, orders[0], page_bytes)
    left_bytes = len(content)  # values that share pages could yield more than there is
    for number in range(1, len(content) // page_bytes):
        page = database.page(number)
        if page[25] in _HASH_PAGES:
            for value in _values(database, page):
                left_bytes -= len(value)
                if left_bytes < 0:
                    raise UnreadableDatabaseError("it is damaged")
                if len(value) >= _SMALLEST_HEADER_BYTES:
                    yield value


def _values(database: _Berkeley, page: bytes) -> Iterator[bytes]:
    """Items stand from the end of a page to its front; each second one is a value."""
    count = database.number(page, "H", 20)
    offsets = [database.number(page, "H", _PAGE_HEADER_BYTES + 2 * place) for place in range(count)]
    for place in range(1, count, 2):
        at, end = offsets[place], offsets[place - 1]
        kind = database.number(page, "B", at)
        if kind == _VALUE_HERE:
            yield page[at + 1 : end]
        elif kind == _VALUE_ELSEWHERE:
            first = database.number(page, "I", at + 4)
            yield _overflow(database, first, database.number(page, "I", at + 8))


def _overflow(database: _Berkeley, first: int, length: int) -> bytes:
    """A value of so many bytes in a chain of pages; the last one may be filled in part."""
    if length > min(HEADER_LIMIT_BYTES, len(database.content)):
        raise UnreadableDatabaseError("it is damaged")
    found, number = bytearray(), first
    while number and len(found) < length:
        page = database.page(number)
        if page[25] != _OVERFLOW:
            raise UnreadableDatabaseError("it is damaged")
        used = database.number(page, "H", 22)
        if not 0 < used <= len(page) - _PAGE_HEADER_BYTES:
            raise UnreadableDatabaseError("it is damaged")
        found += page[_PAGE_HEADER_BYTES : _PAGE_HEADER_BYTES + used]
        number = database.number(page, "I", 16)
    if len(found) != length:
        raise UnreadableDatabaseError("it is damaged")
    return bytes(found)
