"""What the databases of a tree say, from samples in the words of each format."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from core.catalog.packages import (
    database_rows,
    packages_at,
    read_debian_records,
    read_packages,
    which_database,
)
from core.layer.entry import EntryType
from core.model import Ecosystem, Package
from tests.core.catalog.made_layers import made, table_of, tar_of
from tests.core.catalog.package_samples import (
    APK_INSTALLED,
    DPKG_STATUS,
    EXTENDED_STATES,
    berkeley_database,
    ndb_database,
    rpm_database,
    rpm_header,
)

STATUS = b"var/lib/dpkg/status"
SITE = b"usr/local/lib/python3.12/site-packages"

DATABASES = {
    STATUS: Ecosystem.DPKG,
    b"var/lib/dpkg/status.d/tzdata": Ecosystem.DPKG,
    b"var/lib/apt/extended_states": Ecosystem.DPKG,
    b"lib/apk/db/installed": Ecosystem.APK,
    b"usr/lib/apk/db/installed": Ecosystem.APK,
    b"etc/apk/world": Ecosystem.APK,
    b"var/lib/rpm/rpmdb.sqlite": Ecosystem.RPM,
    b"usr/lib/sysimage/rpm/rpmdb.sqlite": Ecosystem.RPM,
    b"var/lib/rpm/Packages": Ecosystem.RPM,
    b"usr/lib/sysimage/rpm/Packages.db": Ecosystem.RPM,
    SITE + b"/requests-2.31.0.dist-info/METADATA": Ecosystem.PYTHON,
    SITE + b"/old.egg-info/PKG-INFO": Ecosystem.PYTHON,
    SITE + b"/older-1.0.egg-info": Ecosystem.PYTHON,
    SITE + b"/zipped-1.0.egg/EGG-INFO/PKG-INFO": Ecosystem.PYTHON,
    b"app/node_modules/lodash/package.json": Ecosystem.NPM,
    b"app/node_modules/@babel/core/package.json": Ecosystem.NPM,
    b"node_modules/a/node_modules/b/package.json": Ecosystem.NPM,
    b"x/node_modules/.pnpm/a@1.0.0/node_modules/a/package.json": Ecosystem.NPM,
}
OTHERS = (
    b"var/lib/dpkg/status-old",
    b"srv/chroot/var/lib/dpkg/status",
    b"var/lib/dpkg/status.d/tzdata.md5sums",
    b"var/lib/dpkg/status.d/a/b",
    b"app/package.json",
    b"app/node_modules/lodash/fp/package.json",
    b"app/node_modules/@babel/package.json",
    b"app/node_modules/@babel/core/lib/package.json",
    b"app/node_modules/.bin/package.json",
    b"app/node_modules/.package-lock.json",
    SITE + b"/requests-2.31.0.dist-info/RECORD",
    SITE + b"/setuptools/_vendor/jaraco.text-3.12.1.dist-info/METADATA",
    SITE + b"/pkg_resources/tests/data/my-test.egg-info/PKG-INFO",
    b"",
    b"METADATA",
    b"notes",
)


@pytest.mark.parametrize("path", DATABASES)
def test_databases_are_known_by_their_paths(path: bytes) -> None:
    assert which_database(path) is DATABASES[path]


@pytest.mark.parametrize("path", OTHERS)
def test_what_is_like_one_is_none(path: bytes) -> None:
    assert which_database(path) is None


def test_the_rows_of_a_layer_that_matter() -> None:
    """The sieve over columns finds exactly what the paths say."""
    files = [path for path in (*DATABASES, *OTHERS) if path]
    table = table_of(
        tar_of(
            [
                *(made(path, EntryType.REGULAR, b"x") for path in files),
                made(b"b/node_modules/c/package.json", EntryType.DIRECTORY),
                made(b"b/node_modules/d/package.json", EntryType.SYMLINK, link=b"e"),
            ]
        )
    )
    rows = database_rows(table)
    assert {table.path(row) for row in rows} == set(DATABASES)
    assert rows == sorted(rows)


def test_dpkg_with_the_marks_of_apt() -> None:
    packages, notes = read_packages(
        {STATUS: DPKG_STATUS, b"var/lib/apt/extended_states": EXTENDED_STATES}
    )
    assert notes == ()
    assert packages == (
        Package(Ecosystem.DPKG, "perl", "5.36.0-7+deb12u1", "amd64", 670 * 1024, "", True),
        Package(Ecosystem.DPKG, "libc6", "2.36-9", "i386", 12 * 1024),
        Package(Ecosystem.DPKG, "tzdata", "2024a-0+deb12u1", "all", None, "", True),
    )


def test_what_a_debian_package_asks_for() -> None:
    records, _ = read_debian_records({STATUS: DPKG_STATUS})
    perl = records[0]
    assert perl.depends == (("dpkg",), ("perl-modules-5.36",), ("libperl5.36", "libperl-dev"))
    assert perl.recommends == (("netbase",),)
    assert perl.provides == ("libversion-perl", "podlators-perl")


def test_images_without_dpkg_keep_one_file_a_package() -> None:
    packages, notes = read_packages(
        {
            b"var/lib/dpkg/status.d/tzdata": b"Package: tzdata\nVersion: 2024a\n",
            b"var/lib/dpkg/status.d/base": b"Package: base-files\nVersion: 12.4\n",
            b"var/lib/dpkg/status.d/base.md5sums": b"abc  etc/debian_version\n",
        }
    )
    assert [(one.name, one.version) for one in packages] == [
        ("base-files", "12.4"),
        ("tzdata", "2024a"),
    ]
    assert notes == ()


@pytest.mark.skipif(not Path("/var/lib/dpkg/status").exists(), reason="needs dpkg")
def test_this_computers_packages_are_what_dpkg_says() -> None:
    packages, notes = read_packages({STATUS: Path("/var/lib/dpkg/status").read_bytes()})
    asked = subprocess.run(
        [
            "dpkg-query",
            "-W",
            "-f",
            "${db:Status-Status}\t${Package}\t${Version}\t${Architecture}\t${Installed-Size}\n",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    expected = set()
    for line in asked.stdout.splitlines():
        state, name, version, architecture, size = line.split("\t")
        if state == "installed":
            expected.add((name, version, architecture, int(size) * 1024 if size else None))
    found = {(one.name, one.version, one.architecture, one.size_bytes) for one in packages}
    assert found == expected
    assert notes == ()


def test_apk_knows_what_was_asked_for_by_its_world() -> None:
    files = {b"lib/apk/db/installed": APK_INSTALLED}
    packages, notes = read_packages(files)
    assert packages == (
        Package(Ecosystem.APK, "musl", "1.2.5-r1", "x86_64", 667648),
        Package(Ecosystem.APK, "busybox", "1.36.1-r29", "x86_64", 962560),
    )
    assert notes == ()
    packages, _ = read_packages({**files, b"etc/apk/world": b"busybox>=1.36@edge !foo\n"})
    assert [one.is_automatic for one in packages] == [True, False]


@pytest.mark.parametrize("is_wal", [True, False])
def test_rpm_headers_in_sqlite(is_wal: bool) -> None:
    headers = [
        rpm_header(name="bash", version="5.2.26", release="3.fc40", architecture="x86_64", size=7),
        rpm_header(name="vim", version="9.1", release="1", epoch=2, long_size=5_000_000_000),
        rpm_header(name="vast", version="1", size=0xF000_0000),
        rpm_header(name="gpg-pubkey", version="a15b79cc", release="63d04c2c"),
    ]
    packages, notes = read_packages(
        {b"usr/lib/sysimage/rpm/rpmdb.sqlite": rpm_database(headers, is_wal=is_wal)}
    )
    assert notes == ()
    assert packages == (
        Package(Ecosystem.RPM, "bash", "5.2.26-3.fc40", "x86_64", 7),
        Package(Ecosystem.RPM, "vim", "2:9.1-1", "", 5_000_000_000),
        Package(Ecosystem.RPM, "vast", "1", "", 0xF000_0000),
    )


OLD_FORMS = {
    b"usr/lib/sysimage/rpm/Packages.db": ndb_database,
    b"var/lib/rpm/Packages": berkeley_database,
}


@pytest.mark.parametrize("path", OLD_FORMS)
def test_rpm_headers_in_the_older_forms(path: bytes) -> None:
    headers = [
        rpm_header(name="short", version="1", size=3),
        rpm_header(name="long", version="2" * 900, release="1"),
        rpm_header(name="longer", version="3", release="4" * 900) + b"\x00" * 20_000,
        rpm_header(name="gpg-pubkey", version="5"),
    ]
    packages, notes = read_packages({path: OLD_FORMS[path](headers)})
    assert notes == ()
    assert [(one.name, one.version[:3], one.size_bytes) for one in packages] == [
        ("short", "1", 3),
        ("long", "222", None),
        ("longer", "3-4", None),
    ]


def test_a_berkeley_database_of_the_other_byte_order() -> None:
    content = berkeley_database([rpm_header(name="a", version="1" * 300)], ">")
    packages, notes = read_packages({b"var/lib/rpm/Packages": content})
    assert [one.name for one in packages] == ["a"]
    assert notes == ()


def test_the_newest_form_counts() -> None:
    """An upgraded rpm may leave its old files behind."""
    place = b"var/lib/rpm/"
    new = {place + b"rpmdb.sqlite": rpm_database([rpm_header(name="new", version="1")])}
    old = {place + b"Packages": berkeley_database([rpm_header(name="old", version="1")])}
    assert [one.name for one in read_packages({**new, **old})[0]] == ["new"]


def test_a_journal_with_changes_is_a_note() -> None:
    database = {b"var/lib/rpm/rpmdb.sqlite": rpm_database([rpm_header(name="a", version="1")])}
    packages, notes = read_packages({**database, b"var/lib/rpm/rpmdb.sqlite-wal": b"x"})
    assert len(packages) == 1
    assert len(notes) == 1
    assert "journal" in notes[0]
    assert read_packages({**database, b"var/lib/rpm/rpmdb.sqlite-wal": b""})[1] == ()


def test_python_distributions_by_place_and_normal_name() -> None:
    packages, notes = read_packages(
        {
            SITE + b"/Foo.Bar-1.0.dist-info/METADATA": (
                b"Metadata-Version: 2.1\r\nName: Foo._Bar\r\nVersion: 1.0\r\n\r\nVersion: 9\n"
            ),
            SITE + b"/old.egg-info/PKG-INFO": b"Name: old\nVersion: 2\nSummary: x\n",
            SITE + b"/z-1.egg/EGG-INFO/PKG-INFO": b"Name: z\nVersion: 1\n",
            b"older.egg-info": b"Name: older\nVersion: 3\n",
        }
    )
    assert notes == ()
    site = SITE.decode()
    assert {(one.name, one.version, one.location) for one in packages} == {
        ("foo-bar", "1.0", site),
        ("old", "2", site),
        ("z", "1", site),
        ("older", "3", ""),
    }


def test_npm_packages_by_place() -> None:
    packages, notes = read_packages(
        {
            b"app/node_modules/a/package.json": b'\xef\xbb\xbf{"name": "a", "version": "1.0.0"}',
            b"app/node_modules/@s/b/package.json": b'{"version": "2.0.0"}',
            b"app/node_modules/c/package.json": b'{"name": "part", "type": "module"}',
            b"app/node_modules/d/package.json": b'{"name": "\\ud800", "version": "1.0.0"}',
        }
    )
    assert notes == ()
    assert {(one.name, one.version, one.location) for one in packages} == {
        ("a", "1.0.0", "app/node_modules"),
        ("@s/b", "2.0.0", "app/node_modules"),
        ("?", "1.0.0", "app/node_modules"),
    }


def test_only_databases_are_read() -> None:
    read: list[bytes] = []

    def content(path: bytes) -> bytes:
        read.append(path)
        return DPKG_STATUS

    packages, _ = packages_at([b"etc/passwd", STATUS, b"bin/sh"], content)
    assert read == [STATUS]
    assert len(packages) == 3


def test_what_reading_raises_passes_through() -> None:
    def content(path: bytes) -> bytes:
        raise KeyError(path)

    with pytest.raises(KeyError):
        packages_at([STATUS], content)
