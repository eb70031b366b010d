"""The catalog's merged view beside that of other readers, path by path.

What is left out of the comparison, and why:

* attributes of the root: they are those of whoever makes the mount or the directory;
* from umoci's the times of directories: what is put into one or removed from it changes them.
"""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from core.layer import WhiteoutForm
from tests.core.catalog.kernel_view import Seen, View, overlay_views
from tests.core.catalog.made_layers import SEED, Made, stack_of, tar_of
from tests.core.catalog.rootless_view import rootless_views
from tests.core.catalog.stack_view import stack_view
from tests.core.catalog.umoci_view import umoci_view

Layers = Sequence[Sequence[Made]]
_NOTHING = Seen(stat.S_IFDIR, 0, 0, 0, 0, 0, 0, b"", ())


def kernel_differences(layers: Layers, place: Path) -> list[str]:
    """At every level, of a mount by real root."""
    views = overlay_views([tar_of(layer) for layer in layers], place, WhiteoutForm.TRUSTED, SEED)
    return differences_of(layers, views)


def rootless_differences(stacks: Sequence[Layers], place: Path) -> list[str]:
    """The same for many stacks, mounted in a user namespace."""
    tars = [[tar_of(layer) for layer in layers] for layers in stacks]
    views = rootless_views(tars, place, SEED)
    found = []
    for number, layers in enumerate(stacks):
        found += [f"stack {number}: {what}" for what in differences_of(layers, views[number])]
    return found


def umoci_differences(layers: Layers, place: Path) -> list[str]:
    """At the top level, of what umoci unpacks."""
    theirs = umoci_view([tar_of(layer) for layer in layers], place, SEED)
    stack = stack_of(*layers)
    ours = stack_view(stack, len(layers) - 1)
    return _differences(*(_without_folder_times(_plain_root(view)) for view in (ours, theirs)))


def differences_of(layers: Layers, views: Sequence[View]) -> list[str]:
    """What the catalog says of these layers beside views of all levels."""
    stack = stack_of(*layers)
    found = []
    for level, theirs in enumerate(views):
        known = [_plain_root(view) for view in (stack_view(stack, level), theirs)]
        found += [f"level {level}: {what}" for what in _differences(*known)]
    return found


def _differences(ours: View, theirs: View) -> list[str]:
    return [
        f"{path!r}: ours {ours.get(path)}, theirs {theirs.get(path)}"
        for path in sorted(ours.keys() | theirs.keys())
        if ours.get(path) != theirs.get(path)
    ]


def _plain_root(view: View) -> View:
    return {**view, b"": _NOTHING}


def _without_folder_times(view: Mapping[bytes, Seen]) -> View:
    return {
        path: replace(seen, mtime_ns=0) if seen.type == stat.S_IFDIR else seen
        for path, seen in view.items()
    }
