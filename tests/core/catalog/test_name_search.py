"""Names over all layers, against a plain search through all paths."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterable
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.cancel import NEVER, CancelToken
from core.catalog import name_columns, name_search
from core.catalog.name_columns import named
from core.catalog.name_search import NameIndex
from core.catalog.name_tree import folded
from core.catalog.table import LayerTable
from core.errors import Cancelled
from core.model import FileType, NameSearch
from tests.core.catalog.layer_samples import table_with
from tests.core.catalog.tables import table_of
from tests.corpus.tar_bytes import END, directory, file, symlink


def index_of(*layers: Iterable[str] | LayerTable) -> NameIndex:
    index = NameIndex()
    for layer in layers:
        index.add(layer if isinstance(layer, LayerTable) else table_with(*layer))
    return index


def found(index: NameIndex, words: str, limit: int = 10_000) -> list[str]:
    return [hit.path for hit in index.search(words, limit).hits]


# --- an oracle ----------------------------------------------------------------------------------


def all_paths(layers: Iterable[Iterable[str]]) -> set[str]:
    paths: set[str] = set()
    for path in (path for layer in layers for path in layer):
        parts = path.split("/")
        paths.update("/".join(parts[:end]) for end in range(1, len(parts) + 1))
    return paths


def is_hit(path: str, word: str) -> bool:
    word = re.sub("/+", "/", folded(word))
    path = folded(path)
    if not set(word) & set("*?["):
        return path.startswith(word[1:]) if word.startswith("/") else word in path
    wanted, parts = word.strip("/").split("/"), path.split("/")
    starts = [0] if word.startswith("/") else range(len(parts))
    return any(fits(wanted, parts[start:]) for start in starts)


def fits(wanted: list[str], parts: list[str]) -> bool:
    if not wanted or not parts:
        return wanted == parts
    if wanted[0] == "**" and len(wanted) > 1:
        return fits(wanted[1:], parts) or fits(wanted, parts[1:])
    if wanted == ["**"]:
        return True
    return fnmatch.fnmatchcase(parts[0], wanted[0]) and fits(wanted[1:], parts[1:])


def rank(path: str, words: list[str]) -> tuple[int, int, str]:
    """Only for words without slashes and stars."""
    name, best = folded(path).rpartition("/")[2], 3
    for word in map(folded, words):
        best = min(
            best, 0 if name == word else 1 if name.startswith(word) else 2 + (word not in name)
        )
    return best, len(path.encode()), path


_NAMES = st.text("abAB1._-ßéÉ日", min_size=1, max_size=4).filter(
    lambda name: name not in (".", "..") and not name.startswith(".wh.")
)
_PATHS = st.lists(_NAMES, min_size=1, max_size=4).map("/".join)
_LAYERS = st.lists(st.lists(_PATHS, min_size=1, max_size=12), min_size=1, max_size=3)


def without_files_as_folders(layer: list[str]) -> list[str]:
    """A path cannot be a file and a folder in one layer."""
    return [path for path in layer if not any(other.startswith(path + "/") for other in layer)]


@settings(max_examples=300, deadline=None)
@given(_LAYERS, st.lists(st.text("abAB1._-/ßéS日", min_size=1, max_size=4), min_size=1, max_size=3))
def test_all_paths_that_hold_all_words(layers: list[list[str]], words: list[str]) -> None:
    layers = [without_files_as_folders(layer) for layer in layers]
    hits = found(index_of(*layers), " ".join(words))
    expected = {path for path in all_paths(layers) if all(is_hit(path, word) for word in words)}
    assert len(hits) == len(set(hits))
    assert set(hits) == expected


@settings(max_examples=400, deadline=None)
@given(_LAYERS, st.text("abA1._*?[]!-é", min_size=1, max_size=6).filter(set("*?[").intersection))
def test_shell_patterns_for_last_components(layers: list[list[str]], pattern: str) -> None:
    layers = [without_files_as_folders(layer) for layer in layers]
    hits = found(index_of(*layers), pattern)
    assert set(hits) == {path for path in all_paths(layers) if is_hit(path, pattern)}


@settings(max_examples=300, deadline=None)
@given(
    _LAYERS,
    st.lists(
        st.sampled_from(["*", "**", "a*", "?", "[ab]", "*b", "b", "a"]), min_size=2, max_size=4
    ),
    st.booleans(),
)
def test_shell_patterns_for_several_components(
    layers: list[list[str]], parts: list[str], is_anchored: bool
) -> None:
    layers = [without_files_as_folders(layer) for layer in layers]
    pattern = "/" * is_anchored + "/".join([*parts, "*"])
    hits = found(index_of(*layers), pattern)
    assert set(hits) == {path for path in all_paths(layers) if is_hit(path, pattern)}


@settings(max_examples=200, deadline=None)
@given(_LAYERS, st.lists(st.text("abA1.é", min_size=1, max_size=2), min_size=1, max_size=2))
def test_the_best_come_first(layers: list[list[str]], words: list[str]) -> None:
    layers = [without_files_as_folders(layer) for layer in layers]
    index = index_of(*layers)
    hits = found(index, " ".join(words))
    assert hits == sorted(hits, key=lambda path: rank(path, words))
    few = index.search(" ".join(words), 3)
    assert few.is_cut == (len(hits) > 3)
    keys = [rank(hit.path, words)[:2] for hit in few.hits]
    assert keys == [rank(path, words)[:2] for path in hits[:3]]


# --- by hand ------------------------------------------------------------------------------------


@pytest.fixture
def index() -> NameIndex:
    return index_of(
        ["usr/bin/bash", "usr/share/bash/readme", "usr/share/doc/bash-doc/copyright", "bin/sh"],
        ["etc/bash.bashrc", "usr/bin/bash", "opt/README.md"],
    )


def test_the_order_of_hits(index: NameIndex) -> None:
    assert found(index, "bash") == [
        "usr/bin/bash",
        "usr/share/bash",
        "etc/bash.bashrc",
        "usr/share/doc/bash-doc",
        "usr/share/bash/readme",
        "usr/share/doc/bash-doc/copyright",
    ]


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("README", ["opt/README.md", "usr/share/bash/readme"]),
        ("usr bash readme", ["usr/share/bash/readme"]),
        ("bin/bash", ["usr/bin/bash"]),
        ("/bin", ["bin", "bin/sh"]),
        ("/bin/", ["bin/sh"]),
        ("bin/", ["bin/sh", "usr/bin/bash"]),
        ("/usr/bin/ba", ["usr/bin/bash"]),
        ("//usr//bin/ba", ["usr/bin/bash"]),
        ("r/b", ["usr/bin", "usr/bin/bash"]),
        ("*.md", ["opt/README.md"]),
        ("bash*", ["usr/bin/bash", "usr/share/bash", "etc/bash.bashrc", "usr/share/doc/bash-doc"]),
        ("/*/*/bash", ["usr/bin/bash", "usr/share/bash"]),
        ("/usr/**/[b-c]*h?", ["usr/share/doc/bash-doc/copyright"]),
        ("/usr/**/[!b-c]*h?", []),
        ("/usr/**/re*", ["usr/share/bash/readme"]),
        ("doc/*", ["usr/share/doc/bash-doc"]),
        ("*sh usr", ["usr/bin/bash", "usr/share/bash"]),
        ("nothing", []),
        ("bash nothing", []),
        ("", []),
        ("   ", []),
    ],
)
def test_words_and_patterns(index: NameIndex, words: str, paths: list[str]) -> None:
    assert sorted(found(index, words)) == sorted(paths)


def test_a_path_of_several_layers_is_one_hit() -> None:
    one, other = table_with("usr/bin/bash", "a/b"), table_with("usr/bin/bash", "c/d")
    answer = index_of(one, other).search("bash")
    assert [hit.diff_ids for hit in answer.hits] == [(one.facts.diff_id, other.facts.diff_id)]
    assert answer.diff_ids == {one.facts.diff_id, other.facts.diff_id}
    assert index_of(one, other).search("c/d").diff_ids == {other.facts.diff_id}


def test_layers_beyond_the_limit_of_hits_are_told() -> None:
    one, other = table_with("match/a"), table_with("match/long-name")
    answer = index_of(one, other).search("match/", limit=1)
    assert [hit.path for hit in answer.hits] == ["match/a"]
    assert answer.is_cut
    assert answer.diff_ids == {one.facts.diff_id, other.facts.diff_id}
    assert index_of(one).search("match/", limit=0) == NameSearch(
        "match/", (), frozenset({one.facts.diff_id}), is_cut=True
    )


def test_a_whiteout_touches_a_path_but_does_not_say_what_it_is() -> None:
    gone = table_of(file(b"etc/.wh.motd") + file(b"etc/.wh.other") + END)
    below = table_of(symlink(b"etc/motd", b"/run/motd") + END)
    hits = {hit.path: hit for hit in index_of(gone, below).search("etc/").hits}
    assert hits["etc/motd"].file_type is FileType.SYMLINK
    assert hits["etc/motd"].diff_ids == (gone.facts.diff_id, below.facts.diff_id)
    assert hits["etc/other"].file_type is FileType.REGULAR


def test_types_of_hits() -> None:
    table = table_of(directory(b"d") + file(b"d/f") + symlink(b"d/l", b"f") + END)
    types = {hit.path: hit.file_type for hit in index_of(table).search("d").hits}
    assert types == {
        "d": FileType.DIRECTORY,
        "d/f": FileType.REGULAR,
        "d/l": FileType.SYMLINK,
    }


# --- odd names ------------------------------------------------------------------------------------


def test_letters_of_all_alphabets_match_in_any_case() -> None:
    index = index_of(["Straße/Ärger.TXT", "ΑΘΉΝΑ/x", "plain/y"])
    assert found(index, "STRASSE/ärg") == ["Straße/Ärger.TXT"]
    assert found(index, "ÄRGER.txt") == ["Straße/Ärger.TXT"]
    assert found(index, "αθήνα") == ["ΑΘΉΝΑ", "ΑΘΉΝΑ/x"]
    assert found(index, "Ä*.t?t") == ["Straße/Ärger.TXT"]


def test_accents_match_however_they_are_written() -> None:
    apart, composed = "cafe\u0301", "caf\u00e9"
    index = index_of([f"{apart}/a", f"{composed}2/b"])
    assert set(found(index, composed)) == {apart, f"{apart}/a", f"{composed}2", f"{composed}2/b"}
    assert found(index, composed) == found(index, apart)
    assert set(found(index, "caf??")) == {apart, f"{composed}2"} - {apart}


def test_names_with_breaks_and_bytes_that_are_no_text() -> None:
    table = table_of(file(b"d/two\nlines") + file(b"d/\xff\xfe.bin") + file(b"d/tab\there") + END)
    index = index_of(table)
    assert found(index, "two") == ["d/two\nlines"]
    assert found(index, "two lines") == ["d/two\nlines"]
    assert found(index, ".bin") == ["d/\udcff\udcfe.bin"]
    assert found(index, "d\\") == []
    assert found(index, "\udcff") == ["d/\udcff\udcfe.bin"]
    assert found(index, "\ud800") == []
    assert set(found(index, "*")) == {"d", "d/two\nlines", "d/\udcff\udcfe.bin", "d/tab\there"}


def test_a_word_does_not_go_over_from_one_name_to_the_next() -> None:
    index = index_of(["ab", "cd", "d/e"])
    assert found(index, "bc") == []
    assert found(index, "b/c") == []
    assert found(index, "d/e") == ["d/e"]


# --- layers come and go -------------------------------------------------------------------------


def test_layers_may_come_and_go() -> None:
    base, more = table_with("usr/bin/bash", "etc/a"), table_with("usr/lib/bash", "etc/a")
    index = index_of(base)
    assert found(index, "bash") == ["usr/bin/bash"]
    index.add(more)
    index.add(more)
    assert found(index, "bash") == ["usr/bin/bash", "usr/lib/bash"]
    index.drop(base.facts.diff_id)
    assert found(index, "bash") == ["usr/lib/bash"]
    assert index.search("etc/a").hits[0].diff_ids == (more.facts.diff_id,)
    index.add(base)
    assert found(index, "bash") == ["usr/bin/bash", "usr/lib/bash"]
    assert index.search("etc/a").hits[0].diff_ids == (more.facts.diff_id, base.facts.diff_id)
    for table in (base, more):
        index.drop(table.facts.diff_id)
    index.drop("sha256:unknown")
    assert found(index, "bash") == []
    assert index.diff_ids == frozenset()


def test_dropping_before_anybody_searched() -> None:
    one, other = table_with("a/x"), table_with("b/x")
    index = index_of(one, other)
    index.drop(one.facts.diff_id)
    assert index.diff_ids == {other.facts.diff_id}
    assert found(index, "x") == ["b/x"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=14), _LAYERS, _LAYERS)
def test_the_index_is_that_of_the_layers_that_are_left(
    steps: list[tuple[int, bool]], some: list[list[str]], others: list[list[str]]
) -> None:
    tables = [table_with(*without_files_as_folders(layer)) for layer in (*some, *others)]
    index, left = NameIndex(), {}
    for number, is_added in steps:
        table = tables[number % len(tables)]
        if is_added:
            index.add(table)
            left.setdefault(table.facts.diff_id, table)
        else:
            index.drop(table.facts.diff_id)
            left.pop(table.facts.diff_id, None)
        if number % 2:
            index.search("a")
    fresh = index_of(*left.values())
    for words in ("a", "b", "é", "*a*", "a/b", "/a", "[!a]?"):
        one, other = index.search(words, 1000), fresh.search(words, 1000)
        assert one.diff_ids == other.diff_ids
        assert [(hit.path, set(hit.diff_ids)) for hit in one.hits] == [
            (hit.path, set(hit.diff_ids)) for hit in other.hits
        ]


def test_what_nothing_has_any_more_is_thrown_away() -> None:
    base, large = table_with("a/x"), table_with(*(f"large/file-{n}" for n in range(3000)))
    index = index_of(base)
    index.search("x")
    small = index.size_bytes
    index.add(large)
    assert index.size_bytes > 20 * small
    index.drop(large.facts.diff_id)
    assert index.size_bytes < 2 * small
    assert found(index, "x") == ["a/x"]


def test_many_waiting_layers_are_taken_in_by_and_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(name_search, "_PENDING_ROWS", 5)
    index = index_of(*([f"layer{n}/x", f"layer{n}/y"] for n in range(9)))
    assert len(found(index, "x")) == 9
    assert len(index.diff_ids) == 9


def test_a_file_that_becomes_a_folder_in_another_layer() -> None:
    index = index_of(["etc/thing"], ["etc/thing/inside/deep"])
    assert found(index, "/etc/thing") == ["etc/thing", "etc/thing/inside", "etc/thing/inside/deep"]
    assert found(index, "thing/*/deep") == ["etc/thing/inside/deep"]


def test_tables_of_another_catalog_are_refused() -> None:
    index = index_of(["a"])
    with pytest.raises(ValueError, match="different catalogs"):
        index.add(table_of(file(b"b") + END, seed=99))


def test_cancelling(index: NameIndex) -> None:
    cancel = CancelToken()
    cancel.cancel()
    for words in ("e", "bash", "*x*y*", "usr/b"):
        with pytest.raises(Cancelled):
            index.search(words, cancel=cancel)


@pytest.mark.parametrize("is_common", [True, False])
def test_every_short_pattern_on_every_short_name(
    monkeypatch: pytest.MonkeyPatch, is_common: bool
) -> None:
    """By both ways to the next place of a byte."""
    monkeypatch.setattr(name_columns, "_NEAR_BYTES", 10**6 if is_common else 0)
    names = ["".join(name) for size in (1, 2, 3, 4) for name in product("ab", repeat=size)]
    columns = named([name.encode() for name in names])
    for size in range(1, 6):
        for pattern in map("".join, product("ab*?", repeat=size)):
            fits = columns.matching(pattern, NEVER).tolist()
            assert fits == [fnmatch.fnmatchcase(name, pattern) for name in names], pattern


@pytest.mark.parametrize("chunk", [1, 2, 7])
def test_a_match_may_lie_across_the_pieces_that_are_looked_through(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(name_columns, "_CHUNK_BYTES", chunk)
    text = "abracadabra/cadaver/abra"
    columns = named([name.encode() for name in text.split("/")])
    for word in ("a", "br", "ada", "abra", "cada", "abracadabra", "/a", "r/", "/abra/", "zz"):
        places = [at for at in range(len(text) + 2) if f"/{text}/".startswith(word, at)]
        assert columns.find(word.encode(), NEVER).tolist() == places


def test_many_names() -> None:
    names = [f"file{n:06d}-{'x' * (n % 40)}" for n in range(20_000)]
    index = index_of(names)
    for n in np.random.default_rng(3).integers(0, len(names), 300).tolist():
        assert found(index, f"{n:06d}") == [names[n]]
    assert len(found(index, "file0", 100_000)) == len(names)
    assert len(found(index, "*0*-*", 100_000)) == len(names)
