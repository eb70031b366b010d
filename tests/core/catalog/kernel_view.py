"""What other readers of layers see: the kernel's overlayfs, and any unpacked directory."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xxhash

from core.layer import WhiteoutForm, apply_layer, remove_tree
from core.layer.tree import FILE_FLAGS, DirectoryWalk, status_at
from core.layer.whiteout import OVERLAY_XATTR_PREFIXES
from core.snapshot import OverlayMount


@dataclass(frozen=True)
class Seen:
    """A path as lstat and read(2) have it. Sizes and contents of regular files only."""

    type: int
    mode: int
    uid: int
    gid: int
    mtime_ns: int
    size: int
    digest: int
    link: bytes
    xattrs: tuple[tuple[str, bytes], ...]


View = dict[bytes, Seen]


def directory_view(root: Path, seed: int) -> View:
    """Every path below a directory and the directory itself, by descriptors."""
    found: View = {}
    with DirectoryWalk(root) as walk:
        pending = [b""]
        while pending:
            path = pending.pop()
            directory = walk.open(path)
            found[path] = _seen(directory, b"", os.fstat(directory), seed)
            for name in os.listdir(directory):
                raw = os.fsencode(name)
                inside = path + b"/" + raw if path else raw
                status = status_at(directory, raw)
                if status is None:
                    # overlayfs lists whiteouts in a directory that only one layer has; they are
                    # not there for anybody who looks for them.
                    continue
                if stat.S_ISDIR(status.st_mode):
                    pending.append(inside)
                else:
                    found[inside] = _seen(directory, raw, status, seed)
    return found


def _seen(directory: int, name: bytes, status: os.stat_result, seed: int) -> Seen:
    size = digest = 0
    link, xattrs = b"", ()
    if stat.S_ISLNK(status.st_mode):
        link = os.readlink(name, dir_fd=directory)
        digest = xxhash.xxh3_128_intdigest(link, seed)
    elif stat.S_ISDIR(status.st_mode):
        xattrs = _xattrs(directory)
    elif stat.S_ISREG(status.st_mode):
        descriptor = os.open(name, FILE_FLAGS, dir_fd=directory)
        try:
            content = os.read(descriptor, status.st_size + 1)
            size, digest = len(content), xxhash.xxh3_128_intdigest(content, seed)
            xattrs = _xattrs(descriptor)
        finally:
            os.close(descriptor)
    return Seen(
        stat.S_IFMT(status.st_mode), stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid,
        status.st_mtime_ns, size, digest, link, xattrs,
    )  # fmt: skip


def _xattrs(descriptor: int) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (name, os.getxattr(descriptor, name))
        for name in sorted(os.listxattr(descriptor))
        if name.startswith("user.") and not name.startswith(OVERLAY_XATTR_PREFIXES)
    )


# --- the kernel -------------------------------------------------------------------------------


def overlay_views(tars: Sequence[bytes], place: Path, form: WhiteoutForm, seed: int) -> list[View]:
    """The layers unpacked for overlayfs and mounted: the view at each level."""
    lowers: list[Path] = []
    views = []
    try:
        for level, tar in enumerate(tars):
            lower = place / f"lower-{level}"
            lower.mkdir()
            apply_layer(io.BytesIO(tar), lower, form=form, lowers=lowers)
            lowers.insert(0, lower)
            views.append(_mounted_view(lowers, place / f"mount-{level}", form, seed))
    finally:
        remove_tree(place)
    return views


def _mounted_view(lowers: Sequence[Path], place: Path, form: WhiteoutForm, seed: int) -> View:
    place.mkdir()
    for name in ("upper", "work", "merged"):
        (place / name).mkdir()
    mount = OverlayMount(list(lowers), place / "upper", place / "work", place / "merged", form)
    mount.mount()
    try:
        return directory_view(place / "merged", seed)
    finally:
        mount.unmount()
