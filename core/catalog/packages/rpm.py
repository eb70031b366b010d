"""RPM's database: as SQLite (rpm 4.16 and newer), and in its older forms.

The SQLite file comes from a stranger and is read in memory only, with every feature that could run
something switched off: it must be a plain table, and the reading of it has a budget.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing

from core.catalog.packages.record import (
    PACKAGES_LIMIT,
    Parsed,
    UnreadableDatabaseError,
    bounded,
    left_out_note,
)
from core.catalog.packages.rpm_files import berkeley_headers, ndb_headers
from core.catalog.packages.rpm_header import HEADER_LIMIT_BYTES, read_header
from core.model import Package

DATABASE_LIMIT_BYTES = 256 << 20
_MAGIC = b"SQLite format 3\x00"
# No view, no virtual table, no computed column.
_IS_PLAIN_TABLE = """
    SELECT 1 FROM sqlite_master, pragma_table_xinfo('Packages') AS x
    WHERE sqlite_master.name = 'Packages' AND sqlite_master.type = 'table' AND rootpage > 0
    AND x.name = 'blob' AND x.hidden = 0"""
_HEADERS = "SELECT blob FROM Packages LIMIT ?"
_STEP = 10_000
_STEPS_LIMIT = 500  # a database of 10,000 packages takes ten


def read_sqlite(content: bytes) -> Parsed:
    """The packages of an `rpmdb.sqlite`.

    Raises UnreadableDatabaseError for what is no such database.
    """
    if not bounded(content, DATABASE_LIMIT_BYTES).startswith(_MAGIC):
        raise UnreadableDatabaseError("it is no SQLite database")
    try:
        return _packages(_sqlite_headers(content))
    except (sqlite3.Error, OverflowError, MemoryError) as error:
        raise UnreadableDatabaseError("it is damaged") from error


def read_ndb(content: bytes) -> Parsed:
    """The packages of a `Packages.db`. Raises UnreadableDatabaseError for what is none."""
    return _packages(ndb_headers(bounded(content, DATABASE_LIMIT_BYTES)))


def read_berkeley(content: bytes) -> Parsed:
    """The packages of a `Packages`. Raises UnreadableDatabaseError for what is none."""
    return _packages(berkeley_headers(bounded(content, DATABASE_LIMIT_BYTES)))


def _packages(headers: Iterable[bytes]) -> Parsed:
    packages: list[Package] = []
    left_out = 0
    for header in headers:
        if len(packages) == PACKAGES_LIMIT:
            note = f"only its first {PACKAGES_LIMIT:,} packages were read"
            return Parsed(tuple(packages), (note,))
        try:
            package = read_header(header)
        except UnreadableDatabaseError:
            left_out += 1
            continue
        if package:
            packages.append(package)
    return Parsed(tuple(packages), left_out_note(left_out))


def _sqlite_headers(content: bytes) -> Iterator[bytes]:
    # A database in WAL mode cannot be opened from memory; version 1 says that there is no journal
    # (SQLite's sqlite3_deserialize, "WAL mode", and its file format, 1.3.3).
    image = bytearray(content)
    image[18:20] = b"\x01\x01"
    with closing(sqlite3.connect(":memory:")) as connection:
        if not hasattr(connection, "deserialize"):
            raise UnreadableDatabaseError("this computer's SQLite cannot read it")
        connection.text_factory = bytes
        connection.deserialize(image)
        del image
        _confine(connection)
        if not connection.execute(_IS_PLAIN_TABLE).fetchone():
            raise UnreadableDatabaseError("it has no table of packages")
        left_bytes = len(content)  # rows that share pages could yield more than there is
        for (blob,) in connection.execute(_HEADERS, (2 * PACKAGES_LIMIT,)):
            left_bytes -= len(blob) if isinstance(blob, bytes) else 0
            if left_bytes < 0:
                raise UnreadableDatabaseError("it is damaged")
            yield blob if isinstance(blob, bytes) else b""


def _confine(connection: sqlite3.Connection) -> None:
    """Only reading, nothing that a schema could bring along, and not without an end."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, HEADER_LIMIT_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    steps = iter(range(_STEPS_LIMIT))
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEP)
    for statement in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        connection.execute(f"PRAGMA {statement}")
