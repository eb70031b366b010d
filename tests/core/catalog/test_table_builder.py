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
from tests.corpus.hostile import HOSTILE
from tests.corpus.odd import ODD
from tests.corpus.tar_bytes import END, directory, file, hardlink, header, pax, symlink

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="owners and whiteouts need root")
LINKED_BELOW = {"hard link to nothing", "hard link through a symlink"}


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
                at, size = int(table.column("offset")[row]), int(table.column("size")[row])
                found[path] = "file " + tar[at : at + size].decode() + as_first
                digest = tuple(int(word) for word in table.column("digest")[row])
                assert digest == content_digest(tar[at : at + size], SEED)
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
    assert without_devices(tabled(content), expected) == expected


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
        found = tabled(tar)
        assert without_devices(found, expected) == expected
