from __future__ import annotations

from dataclasses import replace

from app.viewmodel.package_rows import (
    PackageKey,
    changed_rows,
    counted_words,
    ecosystem_words,
    installed_rows,
    recommendation_hint,
    sorted_rows,
)
from core.model import (
    Ecosystem,
    Package,
    PackageChange,
    PackageChangeKind,
    PackageOrigin,
    PackageReport,
)

KIND = PackageChangeKind


def package(
    name: str, version: str = "1", size_bytes: int | None = 1_000, **more: object
) -> Package:
    ecosystem = more.pop("ecosystem", Ecosystem.DPKG)
    return Package(ecosystem, name, version, "amd64", size_bytes, **more)  # type: ignore[arg-type]


def added(name: str, **more: object) -> PackageChange:
    return PackageChange(KIND.ADDED, None, package(name, **more))  # type: ignore[arg-type]


def test_rows_are_added_then_changed_then_removed_with_both_versions() -> None:
    old, new = package("b", "3.0.15-1"), package("b", "3.0.17-1")
    rows = changed_rows(
        PackageReport(
            (
                PackageChange(KIND.REMOVED, package("c"), None),
                PackageChange(KIND.UPGRADED, old, new),
                added("a"),
                PackageChange(KIND.DOWNGRADED, package("d", "2"), package("d", "1")),
            ),
            7,
        )
    )
    assert [(row.sign, row.version) for row in rows] == [
        ("+", "1"), ("~", "3.0.15-1 → 3.0.17-1"), ("~", "2 → 1"), ("−", "1"),
    ]  # fmt: skip
    assert rows[3].size == "−1.00 KB"
    assert rows[1].as_sentence == "upgraded b 3.0.15-1 → 3.0.17-1, 1.00 KB"
    assert rows[2].words == "downgraded"


def test_a_package_whose_size_nobody_told_is_last_both_ways() -> None:
    rows = changed_rows(
        PackageReport((added("a", size_bytes=None), added("b", size_bytes=1), added("c")), 3)
    )
    for is_descending, wanted in ((False, ["b", "c", "a"]), (True, ["c", "b", "a"])):
        found = sorted_rows(rows, PackageKey.SIZE, is_descending=is_descending)
        assert [row.package.name for row in found] == wanted
    assert rows[0].size == ""


def test_rows_are_sorted_by_any_column() -> None:
    origins = [PackageOrigin(package(n, v), at) for n, v, at in (("b", "1", 2), ("a", "3", 0))]
    rows = installed_rows(origins)
    for key, wanted in (
        (PackageKey.NAME, "ab"), (PackageKey.VERSION, "ba"), (PackageKey.LEVEL, "ab"),
        (PackageKey.SIGN, "ab"),
    ):  # fmt: skip
        found = sorted_rows(rows, key)
        assert "".join(row.package.name for row in found) == wanted
    assert sorted_rows(rows, PackageKey.NAME, is_descending=True)[0].package.name == "b"
    assert "brought by brick 3" in rows[0].as_sentence


def test_tags_tell_equal_names_and_ecosystems_apart() -> None:
    npm = Ecosystem.NPM
    same = [
        added("lodash", ecosystem=npm, location="srv/a/node_modules/lodash"),
        added("lodash", ecosystem=npm, location="srv/b/node_modules/lodash"),
        added("other", ecosystem=npm),
    ]
    rows = changed_rows(PackageReport(tuple(same), 3))
    assert [row.tag for row in rows] == [
        "srv/a/node_modules/lodash", "srv/b/node_modules/lodash", "",
    ]  # fmt: skip
    assert ecosystem_words(rows) == "npm packages"
    both = changed_rows(PackageReport((*same, added("x")), 4))
    assert [row.tag for row in both][2:] == ["npm", "Debian"]
    assert ecosystem_words(both) == "npm · Debian"


def test_rare_kinds_are_counted_only_where_there_are_any() -> None:
    usual = counted_words(PackageReport((added("a"),), 1))
    assert [words for words, _token in usual] == ["1 added", "0 upgraded", "0 removed"]
    assert dict(usual)["0 removed"] == "text2"
    rare = PackageChange(KIND.CHANGED, package("o"), package("o", "2"))
    assert ("1 changed", "modified") in counted_words(PackageReport((rare,), 1))


def test_the_hint_names_what_only_recommendations_brought() -> None:
    came = tuple(package(f"lib{n}", size_bytes=1_000 * n) for n in range(1, 7))
    report = PackageReport((added("nginx"),), 8, recommended=came, recommended_bytes=21_000)
    headline, sentence = recommendation_hint(report)
    assert headline == "6 packages came along as recommendations"
    assert sentence.startswith("lib6, lib5, lib4, lib3 and 2 more: ")
    assert sentence.endswith("would save 21.0 KB.")
    assert recommendation_hint(PackageReport((added("nginx"),), 2)) == ("", "")


def test_hostile_versions_are_shown_and_not_obeyed() -> None:
    row = changed_rows(PackageReport((added("a", version="1\x1b[31m"),), 1))[0]
    assert row.version == "1\\x1b[31m"
    odd = replace(row, package=package("a\u202e", location="x\ny"))
    assert "\u202e" not in odd.as_sentence
    assert "\n" not in odd.detail.split("\n")[-1]
