"""Lists of changes and of files, and lives of paths: against the plain way, and case by case."""

from __future__ import annotations

import threading

import pytest

from core.catalog.analysis import StackAnalysis
from core.catalog.life import life_of_path
from core.catalog.stack import StackTree
from core.errors import FileNotThereError
from core.layer.entry import EntryType
from core.model import ChangeKind, ChangeQuery, ChangeRow, FileRow, Layer, LifeEvent, SortKey
from tests.core.catalog.generated_stacks import generated_stack
from tests.core.catalog.made_layers import Made, made, stack_of
from tests.core.catalog.oracle import above, stacked

DIR, FILE, LINK = EntryType.DIRECTORY, EntryType.REGULAR, EntryType.HARDLINK
SYMLINK, OPAQUE, WHITEOUT = EntryType.SYMLINK, EntryType.OPAQUE, EntryType.WHITEOUT


def analysis_of(*layers: list[Made]) -> StackAnalysis:
    return StackAnalysis(stack_of(*layers).tables, {})


def life(stack: StackTree, path: bytes) -> tuple[LifeEvent, ...]:
    layers = [Layer("", f"chain {n}", "", "", 0) for n in range(stack.levels)]
    return life_of_path(stack, path, layers)


def changes(analysis: StackAnalysis, level: int, query: ChangeQuery) -> dict[str, ChangeRow]:
    return {row.path: row for row in analysis.changes(level).page(query).rows}


def files(analysis: StackAnalysis, level: int, folder: str = "") -> dict[str, FileRow]:
    return {row.name: row for row in analysis.files(level).page(folder, "", 0, 500).rows}


@pytest.mark.parametrize("block", range(6))
def test_trees_of_changes_hold_what_flat_lists_hold(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        layers = generated_stack(seed)
        analysis, outcome = analysis_of(*layers), stacked(layers)
        for level in range(len(layers)):
            for query in (
                ChangeQuery(None, has_noise=True, limit=10_000),
                ChangeQuery(None, least_bytes=1, has_noise=True, limit=10_000),
                ChangeQuery(None, pattern="a", has_noise=True, limit=10_000),
                ChangeQuery(None, frozenset({ChangeKind.DELETED}), limit=10_000),
            ):
                page = analysis.changes(level).page(query)
                flat = {row.path: row for row in page.rows}
                assert page.total == page.changes == len(flat)
                kinds = outcome.kinds[level]
                for path, row in flat.items():
                    assert row.kind is kinds[path.encode("utf-8", "surrogateescape")]
                top = analysis.changes(level).page(
                    ChangeQuery("", query.kinds, query.pattern, query.least_bytes,
                                has_noise=query.has_noise, limit=10_000)
                )  # fmt: skip
                by_itself = "" in flat
                own = flat[""].size_bytes if by_itself else 0
                assert sum(row.size_bytes for row in top.rows) + own == page.size_bytes
                assert top.size_bytes == page.size_bytes
                for row in top.rows:
                    below = [path for path in flat if path.startswith(f"{row.path}/")]
                    if row.kind is not ChangeKind.DELETED:
                        assert row.inside == len(below), (seed, level, row)


@pytest.mark.parametrize("block", range(6))
def test_a_folder_counts_every_inode_once(block: int) -> None:
    for seed in range(block * 40, block * 40 + 40):
        layers = generated_stack(seed)
        analysis, outcome = analysis_of(*layers), stacked(layers)
        for level, tree in enumerate(outcome.trees):
            for folder in [path for path, shown in tree.items() if shown.is_directory]:
                shown = {
                    row.path.encode("utf-8", "surrogateescape"): row
                    for row in analysis.files(level)
                    .page(folder.decode("utf-8", "surrogateescape"), "", 0, 10_000)
                    .rows
                    if row.kind is not ChangeKind.DELETED
                }
                assert set(shown) == {path for path in tree if path and above(path)[0] == folder}
                for path, row in shown.items():
                    below = {
                        id(one.inode): one.inode
                        for other, one in tree.items()
                        if other == path or other.startswith(path + b"/")
                    }
                    assert row.size_bytes == sum(inode.size for inode in below.values())
                    if not tree[path].is_directory:
                        assert row.level == tree[path].level


def test_what_went_with_its_directory_is_counted_when_it_is_looked_for() -> None:
    analysis = analysis_of(
        [
            made(b"d/large", FILE, b"x" * 900),
            made(b"d/small", FILE, b"x"),
            made(b"d/e/other", FILE),
        ],
        [made(b"d", WHITEOUT)],
    )
    row = changes(analysis, 1, ChangeQuery(""))["d"]
    assert (row.inside, row.size_before_bytes, row.size_bytes) == (4, 901, 0)
    assert changes(analysis, 1, ChangeQuery(None)).keys() == {"d"}
    assert changes(analysis, 1, ChangeQuery(None, pattern="large")).keys() == {"d/large"}
    assert changes(analysis, 1, ChangeQuery(None, least_bytes=100)).keys() == {"d/large"}
    assert changes(analysis, 1, ChangeQuery("", pattern="large"))["d"].inside == 1
    assert changes(analysis, 1, ChangeQuery("", least_bytes=100))["d"].inside == 1
    assert changes(analysis, 1, ChangeQuery(None, pattern="  ")).keys() == {"d"}


def test_pages_follow_one_another_and_end() -> None:
    analysis = analysis_of([made(b"f%02d" % n, FILE, b"x" * n) for n in range(20)])
    whole = analysis.changes(0).page(ChangeQuery(None))
    pieces = [
        row
        for offset in range(0, 30, 7)
        for row in analysis.changes(0).page(ChangeQuery(None, offset=offset, limit=7)).rows
    ]
    assert tuple(pieces) == whole.rows
    listed = analysis.files(0)
    assert [r for o in range(0, 30, 7) for r in listed.page("", "", o, 7).rows] == list(
        listed.page("", "", 0, 500).rows
    )
    assert listed.page("", "", -5, 3) == listed.page("", "", 0, 3)
    assert listed.page("", "", 18, 500).total == 20
    by_name = analysis.changes(0).page(ChangeQuery(None, sort=SortKey.NAME, offset=-3, limit=1))
    assert [row.path for row in by_name.rows] == ["f19"]


def test_names_with_other_letters_are_found_in_any_case() -> None:
    analysis = analysis_of([made("srv/Ärger".encode(), FILE), made(b"srv/\xff", FILE)])
    for pattern in ("Ärger", "ärger", "ÄRGER", "Ä*"):
        found = changes(analysis, 0, ChangeQuery(None, pattern=pattern))
        assert found.keys() == {"srv/Ärger"}
        assert analysis.files(0).page("", pattern, 0, 9).total == 1
    assert analysis.files(0).page("", "\udcff", 0, 9).total == 1
    assert analysis.files(0).page("", "\ud800", 0, 9).total == 0
    with pytest.raises(FileNotThereError):
        analysis.changes(0).page(ChangeQuery("\ud800"))


def test_a_folder_is_a_directory_that_is_there() -> None:
    analysis = analysis_of([made(b"d/f", FILE)], [made(b"d", WHITEOUT)])
    assert files(analysis, 0, "/d/").keys() == {"f"}
    assert changes(analysis, 0, ChangeQuery("/d")).keys() == {"d/f"}
    with pytest.raises(FileNotThereError, match="no directory"):
        analysis.files(0).page("d/f", "", 0, 9)
    with pytest.raises(FileNotThereError):
        analysis.files(1).page("d", "", 0, 9)


def test_a_directory_s_later_change_of_mode_is_told_and_its_time_is_not() -> None:
    analysis = analysis_of(
        [made(b"d", DIR, mtime_ns=1), made(b"d/f", FILE)],
        [made(b"d", DIR, mtime_ns=2), made(b"d/g", FILE)],
        [made(b"d", DIR, mtime_ns=3, mode=0o700)],
        [made(b"d", OPAQUE)],
        [made(b"d", WHITEOUT)],
    )
    assert [files(analysis, level)["d"].later for level in range(4)] == [
        (2, ChangeKind.METADATA),
        (2, ChangeKind.METADATA),
        (3, ChangeKind.REPLACED),
        (4, ChangeKind.DELETED),
    ]
    assert [files(analysis, level)["d"].level for level in range(4)] == [0, 0, 0, 0]
    assert [(event.level, event.kind) for event in life(analysis.stack, b"d")] == [
        (0, ChangeKind.ADDED),
        (2, ChangeKind.METADATA),
        (3, ChangeKind.REPLACED),
        (4, ChangeKind.DELETED),
    ]
    last = life(analysis.stack, b"d/f")[-1]
    assert (last.level, last.kind, last.by_path) == (3, ChangeKind.DELETED, "d")


def test_nobody_can_see_a_symbolic_link_s_mode() -> None:
    analysis = analysis_of(
        [made(b"s", SYMLINK, link=b"a", mode=0o777)],
        [made(b"s", SYMLINK, link=b"a", mode=0o644)],
    )
    assert changes(analysis, 1, ChangeQuery(None))["s"].kind is ChangeKind.IDENTICAL
    assert files(analysis, 0)["s"].later == (1, ChangeKind.IDENTICAL)
    event = life(analysis.stack, b"s")[1]
    assert (event.kind, event.metadata) == (ChangeKind.IDENTICAL, ())


def test_lives_are_what_each_layer_is_said_to_have_changed() -> None:
    """Two ways to the same answer, for every path of many stacks."""
    for seed in range(150):
        layers = generated_stack(seed)
        stack, outcome = stack_of(*layers), stacked(layers)
        for path in {path for kinds in outcome.kinds for path in kinds if path}:
            told = {event.level: event.kind for event in life(stack, path)}
            changed = {
                level: kinds[path] for level, kinds in enumerate(outcome.kinds) if path in kinds
            }
            assert told == changed, (seed, path)


def test_what_happens_next_is_the_next_step_of_the_life() -> None:
    for seed in range(100):
        layers = generated_stack(seed)
        analysis, outcome = analysis_of(*layers), stacked(layers)
        for level, tree in enumerate(outcome.trees):
            listed = analysis.files(level)
            for path in (path for path in tree if path):
                folder = above(path)[0].decode("utf-8", "surrogateescape")
                (row,) = (
                    one
                    for one in listed.page(folder, "", 0, 1000).rows
                    if one.path.encode("utf-8", "surrogateescape") == path
                )
                later = (
                    (n, kinds[path]) for n, kinds in enumerate(outcome.kinds)
                    if n > level and path in kinds
                )  # fmt: skip
                assert row.later == next(later, None), (seed, level, path)


def test_a_stack_is_looked_at_from_many_threads() -> None:
    stack = stack_of(*([made(b"d", DIR), made(b"d/%d" % n, FILE)] for n in range(40)))
    expected = [int((stack.visible(level) >= 0).sum()) for level in range(40)]
    wrong: list[object] = []

    def look() -> None:
        try:
            for _ in range(30):
                found = [int((stack.visible(level) >= 0).sum()) for level in range(40)]
                if found != expected:
                    wrong.append(found)
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_directory_named_in_every_layer_costs_no_tree_a_layer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count = 127
    layers = [[made(b"d", DIR), made(b"d/%d" % n, FILE)] for n in range(count)]
    analysis = analysis_of(*layers)
    asked: list[int] = []
    real = StackTree.visible
    monkeypatch.setattr(
        StackTree, "visible", lambda self, level: (asked.append(level), real(self, level))[1]
    )
    row = files(analysis, 0)["d"]
    assert (row.later, row.files) == (None, 1)
    assert set(asked) <= {-1, 0}
    assert len(analysis.stack._visible_cache) <= 9
