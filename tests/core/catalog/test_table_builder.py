"""What entries of an archive become as rows, beside what unpacking makes of them."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalog.contents import read_contents
from core.catalog.table import (
    LayerTable,
    RowFlag,
    RowKind,
    content_digest,
    dump_table,
    load_table,
    path_hash,
)
from core.errors import LayerFormatError
from core.layer import WhiteoutForm, apply_layer, remove_tree
from core.layer.whiteout import is_whiteout
from tests.core.catalog.tables import SEED, flags_of, kind_of, table_of, value_of
from tests.corpus.hostile import HOSTILE, LINKED_BELOW
from tests.corpus.odd import ODD
from tests.corpus.tar_bytes import END, directory, file, hardlink, header, pax, symlink

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="owners and whiteouts need root")


# --- beside unpacking ---------------------------------------------------------------------------


def unpacked(tar: bytes, place: Path, lowers: tuple[Path, ...] = ()) -> dict[bytes, str]:
    """Every path with what unpacking puts there. Raises LayerFormatError."""
    target = place / "target"
    target.mkdir()
    apply_layer(io.BytesIO(tar), target, form=WhiteoutForm.TRUSTED, lowers=lowers)
    found, inodes = {}, {}
    paths = (os.fsencode(path) for path in target.rglob("*"))
    for path in sorted(paths, key=lambda path: path.replace(b"/", b"\x00")):
        status = os.lstat(path)
        name = os.path.relpath(path, os.fsencode(target))
        if is_whiteout(status):
            found[name] = "whiteout"
        elif stat.S_ISDIR(status.st_mode):
            is_opaque = "trusted.overlay.opaque" in os.listxattr(path)
            found[name] = "opaque directory" if is_opaque else "directory"
        else:
            if stat.S_ISLNK(status.st_mode):
                what = "link " + os.readlink(path).decode()
            elif stat.S_ISFIFO(status.st_mode):
                what = "fifo"
            else:
                what = "file " + Path(os.fsdecode(path)).read_text()
            first = inodes.setdefault(status.st_ino, name)
            found[name] = f"{what} as {os.fsdecode(first)}"
    return found


def tabled(tar: bytes) -> dict[bytes, str]:
    """The same from the table. Raises LayerFormatError."""
    table = table_of(tar)
    found, devices = {}, set()
    inodes: dict[int, bytes] = {}
    for row in range(1, len(table)):
        path, kind = table.path(row), RowKind(int(table.column("kind")[row]))
        flags, inode = RowFlag(int(table.column("flags")[row])), int(table.column("inode")[row])
        as_first = f" as {os.fsdecode(inodes.setdefault(inode, path))}"
        match kind:
            case RowKind.CHARACTER_DEVICE | RowKind.BLOCK_DEVICE:
                devices.add(path)
                found[path] = "device"
            case RowKind.WHITEOUT:
                found[path] = "whiteout"
            case RowKind.DIRECTORY:
                found[path] = "opaque directory" if flags & RowFlag.OPAQUE else "directory"
            case RowKind.SYMLINK:
                found[path] = "link " + table.links[row].decode() + as_first
            case RowKind.FIFO:
                found[path] = "fifo" + as_first
            case _ if flags & RowFlag.LINK_BELOW:
                found[path] = "file below" + as_first
            case _:
                pieces: list[bytes] = []
                read_contents(lambda: io.BytesIO(tar), table, row, pieces.append)
                content = b"".join(pieces)
                assert len(content) == int(table.column("size")[row])
                found[path] = "file " + content.decode() + as_first
                digest = tuple(int(word) for word in table.column("digest")[row])
                assert digest == content_digest(content, SEED)
    return found


def without_devices(found: dict[bytes, str], tar_paths: dict[bytes, str]) -> dict[bytes, str]:
    """Unpacking leaves devices out, and with them directories that only they need."""
    kept = {path: what for path, what in found.items() if what != "device"}
    return {
        path: what
        for path, what in kept.items()
        if path in tar_paths
        or what != "directory"
        or not any(
            other.startswith(path + b"/") and what == "device" for other, what in found.items()
        )
    }


def without_idle(found: dict[bytes, str], *, has_lower: bool) -> dict[bytes, str]:
    """Nor does it keep whiteouts that hide nothing; here each lower layer has all directories."""

    def is_idle(path: bytes) -> bool:
        parents = [path[:at] for at, byte in enumerate(path) if byte == ord("/")]
        return bool(parents) and (
            not has_lower or any(found.get(parent) == "opaque directory" for parent in parents)
        )

    return {path: what for path, what in found.items() if what != "whiteout" or not is_idle(path)}


@needs_root
@pytest.mark.parametrize("name", [*HOSTILE, *ODD])
def test_the_corpus_is_judged_as_by_unpacking(name: str, tmp_path: Path) -> None:
    content = HOSTILE[name][0] if name in HOSTILE else ODD[name][0]
    refusal, expected = None, {}
    try:
        expected = unpacked(content, tmp_path)
    except LayerFormatError as error:
        refusal = error.code
    if name in LINKED_BELOW:
        assert refusal == "unsafe-link"
        assert flags_of(table_of(content), b"h") & RowFlag.LINK_BELOW
        return
    if refusal is not None:
        with pytest.raises(LayerFormatError) as caught:
            table_of(content)
        assert caught.value.code == refusal
        return
    found = without_idle(tabled(content), has_lower=False)
    assert without_devices(found, expected) == expected


PATHS = [b"a", b"b", b"d", b"d/a", b"d/b", b"d/e", b"d/e/a"]


@st.composite
def tree_entries(draw: st.DrawFn) -> bytes:
    path = draw(st.sampled_from(PATHS))
    parent, slash, name = path.rpartition(b"/")
    match draw(st.sampled_from("ffffddsshhhwwopc")):
        case "f":
            return file(path, draw(st.sampled_from([b"", b"1", b"22"])))
        case "d":
            return directory(path)
        case "s":
            return symlink(path, b"to")
        case "h":
            target = draw(st.sampled_from([other for other in PATHS if other != path]))
            return hardlink(path, target)
        case "w":
            return file(parent + slash + b".wh." + name)
        case "o":
            return file(path + b"/.wh..wh..opq")
        case "p":
            return header(path, typeflag=b"6")
        case _:
            return header(path, typeflag=b"3", device=(1, 3))


@needs_root
@settings(max_examples=500, deadline=None)
@given(st.lists(tree_entries(), min_size=1, max_size=9))
def test_generated_trees_are_those_that_unpacking_makes(parts: list[bytes]) -> None:
    tar = b"".join(parts) + END
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        lower = place / "lower"
        for path in PATHS:
            below = lower / os.fsdecode(path)
            if path in (b"d", b"d/e"):
                below.mkdir(parents=True)
            else:
                below.parent.mkdir(parents=True, exist_ok=True)
                below.write_text("below")
        refusal, expected = None, {}
        try:
            expected = unpacked(tar, place, (lower,))
        except LayerFormatError as error:
            refusal = error
        finally:
            remove_tree(place / "target")
        if refusal is not None and "is not there" in refusal.reason:
            return  # of a lower layer the table knows nothing
        if refusal is not None:
            with pytest.raises(LayerFormatError) as caught:
                table_of(tar)
            assert (caught.value.code, caught.value.reason) == (refusal.code, refusal.reason)
            return
        found = without_idle(tabled(tar), has_lower=True)
        assert without_devices(found, expected) == expected


# --- rows, one by one ---------------------------------------------------------------------------


def assert_places(table: LayerTable) -> None:
    """The columns that say where a row is, found out again from the paths alone."""
    paths = [table.path(row) for row in range(len(table))]
    assert paths[0] == b""
    assert paths == sorted(set(paths), key=lambda path: path.replace(b"/", b"\x00"))
    for row, path in enumerate(paths):
        parent, _slash, name = path.rpartition(b"/")
        assert table.name(row) == name
        assert table.row(path) == row
        assert table.column("path_hash")[row] == path_hash(path, SEED)
        assert table.column("depth")[row] == (len(path.split(b"/")) if path else 0)
        assert table.column("parent")[row] == (paths.index(parent) if path else -1)
        below = [other for other in range(row + 1, len(paths))
                 if not path or paths[other].startswith(path + b"/")]  # fmt: skip
        assert table.column("end")[row] == (below[-1] if below else row) + 1
    assert table.row(b"not there") is None


@pytest.mark.parametrize("name", ODD)
def test_every_row_knows_its_place(name: str) -> None:
    assert_places(table_of(ODD[name][0]))


def test_preorder_is_not_the_order_of_names() -> None:
    names = [b"a", b"a/b", b"a/b/c", b"a-b", b"a.b/c", b"a0", b"a/b-c", b"b", b"a/b0/x"]
    table = table_of(b"".join(file(n) for n in names if n not in (b"a", b"a/b")) + END)
    assert_places(table)
    assert [table.path(row) for row in range(1, len(table))] == [
        b"a", b"a/b", b"a/b/c", b"a/b-c", b"a/b0", b"a/b0/x", b"a-b", b"a.b", b"a.b/c", b"a0", b"b",
    ]  # fmt: skip


def test_attributes_come_through() -> None:
    table = table_of(
        pax((b"mtime", b"1700000000.123456789"), (b"SCHILY.xattr.user.b", b"2"),
            (b"SCHILY.xattr.user.a", b"1"))
        + file(b"f", b"text", mode=0o4755, uid=1000, gid=2000)
        + directory(b"d", 0o1777, mtime=5)
        + header(b"sda", typeflag=b"4", mode=0o660, device=(8, 3))
        + symlink(b"s", b"f")
        + END
    )  # fmt: skip
    for path, column, value in (
        (b"f", "mode", 0o4755), (b"f", "uid", 1000), (b"f", "gid", 2000), (b"f", "size", 4),
        (b"f", "mtime_ns", 1_700_000_000_123_456_789), (b"f", "offset", 1536),
        (b"d", "mode", 0o1777), (b"d", "mtime_ns", 5 * 10**9), (b"d", "offset", -1),
        (b"sda", "device", 8 << 32 | 3), (b"d", "xattr_digest", 0), (b"", "mode", 0o755),
    ):  # fmt: skip
        assert value_of(table, path, column) == value, (path, column)
    assert kind_of(table, b"sda") is RowKind.BLOCK_DEVICE
    digest = table.column("digest")
    assert tuple(digest[table.row(b"sda")]) == (8 << 32 | 3, 0)
    assert tuple(digest[table.row(b"s")]) == content_digest(b"f", SEED)
    assert tuple(digest[table.row(b"d")]) == (0, 0)
    row = table.row(b"f")
    assert row is not None
    assert table.xattrs == {row: {"user.a": b"1", "user.b": b"2"}}
    other_order = table_of(
        pax((b"SCHILY.xattr.user.a", b"1"), (b"SCHILY.xattr.user.b", b"2")) + file(b"f") + END
    )
    other_value = table_of(
        pax((b"SCHILY.xattr.user.a", b"1"), (b"SCHILY.xattr.user.b", b"3")) + file(b"f") + END
    )
    attributes = value_of(table, b"f", "xattr_digest")
    assert attributes != 0
    assert attributes == value_of(other_order, b"f", "xattr_digest")
    assert attributes != value_of(other_value, b"f", "xattr_digest")


def test_hard_links_share_all_of_their_inode() -> None:
    table = table_of(
        file(b"z/first", b"contents", mode=0o600, uid=5)
        + hardlink(b"b", b"z/first")
        + hardlink(b"a", b"b")
        + END
    )
    first = table.row(b"z/first")
    for path in (b"a", b"b"):
        assert value_of(table, path, "inode") == first
        assert flags_of(table, path) == RowFlag.HARDLINK | RowFlag.TEXT
        for column in ("mode", "uid", "size", "offset", "kind"):
            assert value_of(table, path, column) == value_of(table, b"z/first", column)
    assert flags_of(table, b"z/first") == RowFlag.TEXT
    assert (table.facts.stored_bytes, table.facts.repeated_bytes) == (8, 0)


def test_an_inode_outlives_its_first_name() -> None:
    """The link was made before its other name was replaced, and keeps the old contents."""
    table = table_of(
        file(b"a", b"old")
        + hardlink(b"b", b"a")
        + hardlink(b"c", b"a")
        + file(b"a", b"newer")
        + END
    )
    assert [value_of(table, path, "size") for path in (b"a", b"b", b"c")] == [5, 3, 3]
    assert value_of(table, b"a", "inode") == table.row(b"a")
    assert value_of(table, b"c", "inode") == value_of(table, b"b", "inode") == table.row(b"b")
    assert (table.facts.stored_bytes, table.facts.repeated_bytes) == (8, 0)


def test_what_a_later_entry_replaces_is_counted() -> None:
    table = table_of(file(b"a", b"12345") + file(b"b", b"1") + file(b"a", b"12") + END)
    assert (table.facts.stored_bytes, table.facts.repeated_bytes) == (8, 5)
    assert value_of(table, b"a", "size") == 2
    assert any("twice" in note for note in table.facts.notes)


def test_a_directory_that_was_replaced_hides_nothing_any_more() -> None:
    opaque = file(b"d/.wh..wh..opq")
    assert flags_of(table_of(opaque + directory(b"d") + END), b"d") & RowFlag.OPAQUE
    replaced = table_of(opaque + file(b"d") + directory(b"d") + END)
    assert not flags_of(replaced, b"d") & RowFlag.OPAQUE


def test_links_below_know_where_to() -> None:
    table = table_of(hardlink(b"h", b"usr/lib/x") + hardlink(b"i", b"h") + END)
    for path in (b"h", b"i"):
        row = table.row(path)
        assert row is not None
        assert table.links[row] == b"usr/lib/x"
        assert flags_of(table, path) & RowFlag.LINK_BELOW
        assert kind_of(table, path) is RowKind.REGULAR
        assert (value_of(table, path, "size"), value_of(table, path, "offset")) == (0, -1)
    assert value_of(table, b"i", "inode") == table.row(b"h")


def test_what_is_odd_is_noted_in_sentences() -> None:
    table = table_of(header(b"null", typeflag=b"3", device=(1, 3)))
    assert len(table.facts.notes) == 2
    taken = table_of(file(b"f", b"1") + header(b"f", typeflag=b"3", device=(1, 3)) + END)
    assert kind_of(taken, b"f") is RowKind.REGULAR
    assert len(taken.facts.notes) == 2
    for note in (*table.facts.notes, *taken.facts.notes):
        assert note[0].isupper()
        assert note.endswith(".")
    assert table_of(file(b"a") + END).facts.notes == ()


def test_a_table_survives_its_file() -> None:
    for tar in (b"", END, *(ODD[name][0] for name in ODD)):
        table = table_of(tar)
        again = load_table(dump_table(table))
        assert again.facts == table.facts
        assert (again.paths, again.links, again.xattrs) == (
            table.paths, dict(table.links), dict(table.xattrs),
        )  # fmt: skip
        for name, column in table.columns.items():
            assert again.column(name).dtype == column.dtype
            assert np.array_equal(again.column(name), column)
            assert not again.column(name).flags.writeable
            assert not column.flags.writeable
