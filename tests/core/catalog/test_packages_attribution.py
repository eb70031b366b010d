"""Which level brought, upgraded or removed a package, and what came along unneeded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.catalog.packages import (
    DebianRecord,
    compare_packages,
    origins,
    read_debian_records,
    read_packages,
    recommended_only,
)
from core.model import Ecosystem, Package, PackageChangeKind
from tests.core.catalog.package_samples import DPKG_STATUS, EXTENDED_STATES

ADDED, UPGRADED, DOWNGRADED, CHANGED, REMOVED = (
    PackageChangeKind.ADDED,
    PackageChangeKind.UPGRADED,
    PackageChangeKind.DOWNGRADED,
    PackageChangeKind.CHANGED,
    PackageChangeKind.REMOVED,
)


def deb(name: str, version: str = "1", architecture: str = "amd64", **more: object) -> Package:
    return Package(Ecosystem.DPKG, name, version, architecture, **more)  # type: ignore[arg-type]


def npm(name: str, version: str, location: str) -> Package:
    return Package(Ecosystem.NPM, name, version, location=location)


def pip(name: str, version: str, location: str = "lib/python3.11/site-packages") -> Package:
    return Package(Ecosystem.PYTHON, name, version, location=location)


def told(before: list[Package], after: list[Package]) -> list[tuple[object, ...]]:
    return [
        (
            change.kind,
            change.package.name,
            change.before and change.before.version,
            change.after and change.after.version,
        )
        for change in compare_packages(before, after)
    ]


def test_all_kinds_in_order_of_names() -> None:
    before = [deb("a", "1.0"), deb("b", "1.10"), deb("c"), deb("d", "x y"), deb("same")]
    after = [deb("same"), deb("e"), deb("d", "y z"), deb("b", "1.9"), deb("a", "1.0+deb12u1")]
    assert told(before, after) == [
        (UPGRADED, "a", "1.0", "1.0+deb12u1"),
        (DOWNGRADED, "b", "1.10", "1.9"),
        (REMOVED, "c", "1", None),
        (CHANGED, "d", "x y", "y z"),
        (ADDED, "e", None, "1"),
    ]


def test_nothing_changed_when_a_database_is_written_anew() -> None:
    packages = [deb("a"), deb("b"), pip("c", "1")]
    assert compare_packages(packages, reversed(packages)) == ()
    marked = [replace(one, is_automatic=True, size_bytes=5) for one in packages]
    assert compare_packages(packages, marked) == ()


def test_the_same_name_in_two_ecosystems_is_two_packages() -> None:
    assert told([deb("yaml")], [pip("yaml", "1")]) == [
        (REMOVED, "yaml", "1", None),
        (ADDED, "yaml", None, "1"),
    ]


def test_architectures_side_by_side() -> None:
    before = [deb("libc6", "1"), deb("libc6", "1", "i386")]
    assert told(before, [deb("libc6", "2"), deb("libc6", "1", "i386")]) == [
        (UPGRADED, "libc6", "1", "2")
    ]
    assert told(before, [deb("libc6", "1")]) == [(REMOVED, "libc6", "1", None)]


def test_a_package_that_changes_its_architecture_is_still_one() -> None:
    assert told([deb("a", "1", "all")], [deb("a", "2", "amd64")]) == [(UPGRADED, "a", "1", "2")]


def test_copies_of_one_npm_package() -> None:
    before = [npm("x", "1.0.0", "node_modules"), npm("x", "2.0.0", "node_modules/a/node_modules")]
    after = [npm("x", "1.0.1", "node_modules"), npm("x", "2.0.0", "node_modules/a/node_modules")]
    assert told(before, after) == [(UPGRADED, "x", "1.0.0", "1.0.1")]
    moved = [npm("x", "1.0.0", "node_modules"), npm("x", "2.0.0", "node_modules/b/node_modules")]
    assert told(before, moved) == []
    assert told(before, [npm("x", "2.0.0", "node_modules")]) == [
        (UPGRADED, "x", "1.0.0", "2.0.0"),
        (REMOVED, "x", "2.0.0", None),
    ]


def test_a_new_interpreter_takes_its_packages_along() -> None:
    before = [pip("pip", "23.0", "lib/python3.11/site-packages")]
    assert told(before, [pip("pip", "24.0", "lib/python3.12/site-packages")]) == [
        (UPGRADED, "pip", "23.0", "24.0")
    ]


def test_kernels_are_installed_beside_one_another() -> None:
    def kernel(version: str) -> Package:
        return Package(Ecosystem.RPM, "kernel", version, "x86_64")

    assert told([kernel("6.1-1")], [kernel("6.1-1"), kernel("6.2-1")]) == [
        (ADDED, "kernel", None, "6.2-1")
    ]
    before, after = [kernel("6.1-1"), kernel("6.2-1")], [kernel("6.2-1"), kernel("6.3-1")]
    assert told(before, after) == [(UPGRADED, "kernel", "6.1-1", "6.3-1")]
    after = [kernel("7-1"), kernel("8-1")]
    assert [kind for kind, *_ in told(before, after)] == [REMOVED, REMOVED, ADDED, ADDED]


def test_origins_are_levels_of_the_present_version() -> None:
    levels = [
        [deb("base"), deb("a", "1"), deb("b", "1")],
        [deb("base"), deb("a", "1"), deb("b", "2"), deb("c", "1")],
        [deb("base"), deb("a", "1"), deb("b", "2")],
        [deb("base", size_bytes=9), deb("a", "2"), deb("b", "2"), deb("c", "1")],
    ]
    assert {one.package.name: one.level for one in origins(levels)} == {
        "base": 0,
        "a": 3,
        "b": 1,
        "c": 3,
    }
    assert origins(levels)[2].package.size_bytes == 9, "the package as it is now"


def test_a_level_that_cannot_be_read_moves_no_origin() -> None:
    assert [one.level for one in origins([[deb("a")], None, [deb("a")]])] == [0]
    assert [one.level for one in origins([[deb("a")], [], [deb("a")]])] == [2]
    assert origins([]) == ()
    assert [one.level for one in origins([[deb("a")], None])] == [0]


def record(
    name: str,
    *,
    depends: str = "",
    recommends: str = "",
    automatic: bool = True,
    size: int = 1,
    **more: object,
) -> DebianRecord:
    def demands(text: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(part.split("|")) for part in text.split())

    return DebianRecord(
        deb(name, is_automatic=automatic, size_bytes=size),
        demands(depends),
        demands(recommends),
        **more,  # type: ignore[arg-type]
    )


GIT = [
    record("git", depends="libc6 perl|other-perl", recommends="less ssh-client", automatic=False),
    record("perl", depends="perl-base"),
    record("perl-base"),
    record("libc6"),
    record("less", size=20),
    record("openssh-client", depends="libfido2 libc6", size=50, provides=("ssh-client",)),
    record("libfido2", size=30),
    record("lost"),
]


def test_what_only_a_recommendation_brought() -> None:
    """And what that one needs in turn, but nothing that is needed otherwise."""
    packages, size_bytes = recommended_only(GIT, [one.package for one in GIT])
    assert [one.name for one in packages] == ["openssh-client", "libfido2", "less"]
    assert size_bytes == 100


def test_only_what_the_layer_added_counts() -> None:
    packages, size_bytes = recommended_only(GIT, [deb("less"), deb("perl")])
    assert [one.name for one in packages] == ["less"]
    assert size_bytes == 20


@pytest.mark.parametrize(
    "needing",
    [
        record("manual", depends="less", automatic=False),
        record("manual", depends="other|less", automatic=False),
        record("kept", depends="less", is_protected=True),
    ],
)
def test_what_something_else_needs_is_no_waste(needing: DebianRecord) -> None:
    packages, _ = recommended_only([*GIT, needing], [deb("less")])
    assert packages == ()


def test_demands_in_a_circle_come_to_an_end() -> None:
    circle = [
        record("a", depends="b", automatic=False),
        record("b", depends="a c"),
        record("c", depends="b", recommends="d"),
        record("d", recommends="a"),
    ]
    packages, _ = recommended_only(circle, [one.package for one in circle])
    assert [one.name for one in packages] == ["d"]


def test_from_the_database_itself() -> None:
    status = DPKG_STATUS + (
        b"\nPackage: git\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n"
        b"Recommends: perl:any (>= 5)\n"
    )
    files = {b"var/lib/dpkg/status": status, b"var/lib/apt/extended_states": EXTENDED_STATES}
    records, _ = read_debian_records(files)
    packages, size_bytes = recommended_only(records, read_packages(files)[0])
    assert [one.name for one in packages] == ["perl"]
    assert size_bytes == 670 * 1024
