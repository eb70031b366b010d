"""Databases from somebody who means harm: a note or nothing, in little time, never an exception."""

from __future__ import annotations

import random
import sqlite3
import struct
from collections.abc import Callable

import pytest

from core.catalog.packages import read_packages
from core.catalog.packages.record import PACKAGES_LIMIT
from core.catalog.packages.rpm_header import read_header
from tests.core.catalog.package_samples import (
    APK_INSTALLED,
    DPKG_STATUS,
    NAME,
    STRING,
    VERSION,
    berkeley_database,
    ndb_database,
    rpm_blob,
    rpm_database,
    rpm_header,
)

STATUS = b"var/lib/dpkg/status"
APK = b"lib/apk/db/installed"
NDB = b"usr/lib/sysimage/rpm/Packages.db"
BERKELEY = b"var/lib/rpm/Packages"
RPM = b"var/lib/rpm/rpmdb.sqlite"
NPM = b"node_modules/a/package.json"
PYTHON = b"lib/python3/site-packages/a.dist-info/METADATA"
PLACES = (
    STATUS,
    b"var/lib/apt/extended_states",
    b"var/lib/dpkg/status.d/a",
    APK,
    b"etc/apk/world",
    RPM,
    NDB,
    BERKELEY,
    PYTHON,
    NPM,
)
_MEGABYTE = 1 << 20

CONTENTS: dict[str, bytes] = {
    "nothing": b"",
    "NUL bytes": b"\x00" * 100_000,
    "all bytes": bytes(range(256)) * 400,
    "blank lines": b"\n" * (4 * _MEGABYTE),
    "blank lines with blanks": b"\n \n\t\n" * _MEGABYTE,
    "one huge line": b"Package: " + b"a" * (8 * _MEGABYTE),
    "a huge version": b"Package: a\nStatus: install ok installed\nVersion: " + b"1" * _MEGABYTE,
    "endless folding": b"Package: a\n" + b" x\n" * _MEGABYTE,
    "many tiny paragraphs": b"P:a\n\n" * 300_000,
    "colons": b":" * _MEGABYTE + b"\n" + b":\n" * 100_000,
    "nested lists": b"[" * 500_000,
    "nested objects": b'{"a":' * 100_000,
    "a number without an end": b'{"version": ' + b"9" * 500_000 + b"}",
    "other types": b'{"name": ["a"], "version": {"b": 1}}',
    "an SQLite header only": b"SQLite format 3\x00" + b"\xff" * 4096,
    "an SQLite header and zeros": b"SQLite format 3\x00\x10\x00" + b"\x00" * 8192,
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", CONTENTS)
def test_nothing_is_raised(name: str, place: bytes) -> None:
    packages, notes = read_packages({place: CONTENTS[name]})
    assert all(len(one.name) <= 1_000 and len(one.version) <= 1_000 for one in packages)
    assert all(note.endswith(".") and "\n" not in note for note in notes)


@pytest.mark.parametrize(("place", "sample"), [(STATUS, DPKG_STATUS), (APK, APK_INSTALLED)])
def test_any_cut_and_any_flipped_byte(place: bytes, sample: bytes) -> None:
    dice = random.Random(5)
    for _ in range(300):
        content = bytearray(sample[: dice.randrange(len(sample))])
        for _ in range(3):
            if content:
                content[dice.randrange(len(content))] = dice.randrange(256)
        read_packages({place: bytes(content)})


def test_headers_cut_anywhere() -> None:
    header = rpm_header(name="bash", version="5.2", release="1", epoch=1, size=2, long_size=3)
    for end in range(len(header)):
        with pytest.raises(ValueError, match="header"):
            read_header(header[:end])
    assert read_header(header) is not None


@pytest.mark.parametrize(
    "blob",
    [
        b"\xff" * 64,
        struct.pack(">II", 0, 0),
        struct.pack(">II", 0xFFFF_FFFF, 0xFFFF_FFFF) + b"\x00" * 64,
        rpm_blob([(NAME, STRING, 1 << 30, 1)], b"a\x00"),
        rpm_blob([(NAME, STRING, -1, 1)], b"a\x00"),
        rpm_blob([(NAME, STRING, 2, 1)], b"a\x00"),
        rpm_blob([(NAME, STRING, 0, 1), (VERSION, STRING, 0, 1)], b"a" * 100_000),
        rpm_blob([(NAME, 4, 0, 1), (VERSION, 4, 0, 1)], b"aaaa"),
        rpm_blob([(NAME, 9, 0, 1), (VERSION, 99, 0, 1)], b"a\x00"),
        rpm_blob([(NAME, STRING, 0, 0), (VERSION, STRING, 0, 0)], b"a\x00"),
    ],
)
def test_headers_that_lie(blob: bytes) -> None:
    with pytest.raises(ValueError, match="header"):
        read_header(blob)
    good = rpm_header(name="a", version="1")
    packages, notes = read_packages({RPM: rpm_database([blob, good, "text"])})
    assert [one.name for one in packages] == ["a"]
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("place", "write"), [(RPM, rpm_database), (NDB, ndb_database), (BERKELEY, berkeley_database)]
)
def test_random_damage_to_an_rpm_database(
    place: bytes, write: Callable[[list[bytes]], bytes]
) -> None:
    headers = [rpm_header(name=f"p{number}", version="1" * 500) for number in range(40)]
    sound = write(headers)
    assert len(read_packages({place: sound})[0]) == 40
    dice = random.Random(6)
    for _ in range(200):
        content = bytearray(sound)
        for _ in range(dice.choice([1, 5, 50])):
            content[dice.randrange(16, len(content))] = dice.randrange(256)
        read_packages(
            {place: bytes(content[: dice.choice([len(content), dice.randrange(len(content))])])}
        )


@pytest.mark.parametrize(
    "schema",
    [
        "CREATE VIEW Packages AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT zeroblob(1000000) AS blob FROM n",
        "CREATE TABLE Packages (hnum INTEGER PRIMARY KEY,"
        " blob BLOB AS (zeroblob(1000000000)) VIRTUAL)",
        "CREATE TABLE Others (blob BLOB)",
        "CREATE VIRTUAL TABLE Packages USING fts5(blob)",
    ],
)
def test_only_a_plain_table_is_read(schema: str) -> None:
    try:
        content = rpm_database([], schema=schema)
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no such tables")
    packages, notes = read_packages({RPM: content})
    assert packages == ()
    assert notes == ("var/lib/rpm/rpmdb.sqlite: it has no table of packages.",)


def test_pages_that_lead_in_a_circle() -> None:
    """An overflow chain that bites its tail, in rows that claim to be huge."""
    big = rpm_header(name="a", version="1") + b"\x00" * 40_000
    content = bytearray(rpm_database([big] * 3))
    page_bytes = int.from_bytes(content[16:18], "big")
    for page in range(2, len(content) // page_bytes):
        at = page * page_bytes
        if content[at] == 0:  # an overflow page: the number of the next one stands first
            content[at : at + 4] = (page + 1).to_bytes(4, "big")
    packages, notes = read_packages({RPM: bytes(content)})
    assert len(packages) + len(notes) <= 4


def test_interior_pages_that_contain_themselves() -> None:
    headers = [rpm_header(name=f"p{number}", version="1" * 900) for number in range(900)]
    content = bytearray(rpm_database(headers))
    page_bytes = int.from_bytes(content[16:18], "big")
    roots = [
        page
        for page in range(1, len(content) // page_bytes)
        if content[page * page_bytes] == 5  # an interior page of a table
    ]
    assert roots
    for page in roots:
        at = page * page_bytes
        content[at + 8 : at + 12] = (page + 1).to_bytes(4, "big")
    packages, notes = read_packages({RPM: bytes(content)})
    assert notes == ("var/lib/rpm/rpmdb.sqlite: it is damaged.",)
    assert packages == ()


def test_overflow_pages_in_a_circle() -> None:
    content = bytearray(berkeley_database([rpm_header(name="a", version="1") + bytes(9_000)]))
    last = 4 * 4096  # of the three overflow pages the last one leads back to the first
    content[last + 16 : last + 20] = (2).to_bytes(4, "little")
    assert len(read_packages({BERKELEY: bytes(content)})[0]) == 1, "its length ends it"
    huge = bytes(content).replace(
        struct.pack("<II", 2, 9_000 + len(rpm_header(name="a", version="1"))),
        struct.pack("<II", 2, 1 << 30),
    )
    packages, notes = read_packages({BERKELEY: huge})
    assert packages == ()
    assert notes == ("var/lib/rpm/Packages: it is damaged.",)


def test_slots_that_all_show_the_same_package() -> None:
    content = bytearray(ndb_database([rpm_header(name="a", version="1")]))
    slot = bytes(content[32:48])
    content[32:4096] = slot * (4064 // 16)
    packages, notes = read_packages({NDB: bytes(content)})
    assert packages == ()
    assert notes == ("usr/lib/sysimage/rpm/Packages.db: it is damaged.",)


def test_thousands_of_bad_files_are_a_few_notes() -> None:
    files = {b"node_modules/p%d/package.json" % number: b"{" for number in range(3_000)}
    packages, notes = read_packages(files)
    assert packages == ()
    assert len(notes) == 21
    assert notes[-1].startswith("2,980 more files")


@pytest.mark.parametrize(
    ("place", "paragraph"),
    [
        (STATUS, "Package: p{}\nStatus: install ok installed\nVersion: 1\n\n"),
        (APK, "P:p{}\nV:1\n\n"),
    ],
)
def test_more_packages_than_anybody_installs(place: bytes, paragraph: str) -> None:
    count = PACKAGES_LIMIT + 10
    content = "".join(paragraph.format(number) for number in range(count)).encode()
    packages, notes = read_packages({place: content})
    assert len(packages) == PACKAGES_LIMIT
    assert len(notes) == 1


def test_names_of_files_are_shown_harmlessly() -> None:
    path = b"node_modules/a\x1b[31m\n/package.json"
    _, notes = read_packages({path: b"{"})
    assert notes[0].isprintable()


def test_a_text_database_that_is_too_large() -> None:
    content = b"\n" * ((64 << 20) + 1)
    assert read_packages({STATUS: content})[1] == (
        "var/lib/dpkg/status: it is larger than 64 MiB.",
    )
