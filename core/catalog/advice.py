"""What to do about bytes that nobody sees, in plain words.

Layers have the numbers that people count, 1 at the bottom. The savings of all sentences are apart
from each other: no byte is promised twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.catalog.caches import PACKAGE_LISTS, cache_directories, in_caches
from core.catalog.path_tree import PathTree
from core.catalog.rows import text_of
from core.catalog.stack import CAUSES, StackTree
from core.catalog.states import PARTS
from core.catalog.table import Column
from core.layer.entry import shown
from core.model import Advice, MetadataPart, WasteCause

_LIMIT = 12
_LEAST_BYTES = 64 << 10
_LEAST_SHARE = 200  # one part of so many of what is stored
_DIRECTORIES = 3
_MOST = 0.8  # of a directory's bytes: then what holds these is the better name for it
_PART_COLUMNS = {
    MetadataPart.MODE: ("mode",),
    MetadataPart.OWNER: ("uid", "gid"),
    MetadataPart.XATTRS: ("xattr_digest",),
    MetadataPart.TIME: ("mtime_ns",),
}
_PART_WORDS = {
    MetadataPart.MODE: "mode",
    MetadataPart.OWNER: "owner",
    MetadataPart.XATTRS: "extended attributes",
    MetadataPart.TIME: "time",
}
_COPY_OPTIONS = {MetadataPart.MODE: "COPY --chmod", MetadataPart.OWNER: "COPY --chown"}


@dataclass(frozen=True)
class _Group:
    """Dead inodes (global rows) with one origin, one end and one cause."""

    level: int
    hidden_at: int
    cause: WasteCause
    is_cache: bool
    rows: Column
    size_bytes: int


def advise(stack: StackTree, stored_bytes: int, base_levels: int) -> tuple[Advice, ...]:
    """Up to a dozen sentences, those that save most first.

    What is worth less than half a per cent of `stored_bytes` is left out. Of the lowest
    `base_levels` layers, which belong to another image, only that image can be made smaller. Caches
    that are still visible are spoken of as well, though their bytes are not dead.
    """
    least_bytes = max(_LEAST_BYTES, stored_bytes // _LEAST_SHARE)
    directories = cache_directories(stack.tree)
    is_cache = in_caches(stack.tree, directories)
    found = [
        _of_group(stack, group, base_levels)
        for group in _groups(stack, is_cache, base_levels)
        if group.size_bytes >= least_bytes
    ]
    found += _of_base(stack, base_levels)
    found += _of_repetitions(stack, base_levels)
    found += _of_live_caches(stack, directories, is_cache, base_levels)
    worthy = [advice for advice in found if advice.saved_bytes >= least_bytes]
    worthy.sort(key=lambda advice: (-advice.saved_bytes, advice.levels, advice.sentence))
    return tuple(worthy[:_LIMIT])


# --- what is dead -----------------------------------------------------------------------------


def _dead_rows(stack: StackTree) -> Column:
    fates = stack.fates
    return np.flatnonzero(fates.is_inode & ~fates.is_live & (stack.stored_bytes > 0))


def _groups(stack: StackTree, is_cache: Column, base_levels: int) -> list[_Group]:
    rows = _dead_rows(stack)
    rows = rows[stack.fates.hidden_at[rows] >= base_levels]
    cause = stack.fates.cause[rows].astype(np.int64)
    in_cache = is_cache[stack.node_of_row[rows]]
    keys = stack.level_of_row[rows].astype(np.int64) * stack.levels + stack.fates.hidden_at[rows]
    keys = (keys * len(CAUSES) + cause) * 2 + in_cache
    order = np.argsort(keys, kind="stable")
    _keys, starts = np.unique(keys[order], return_index=True)
    found = []
    for members in np.split(rows[order], starts[1:]) if len(rows) else []:
        first = int(members[0])
        found.append(
            _Group(
                level=int(stack.level_of_row[first]),
                hidden_at=int(stack.fates.hidden_at[first]),
                cause=CAUSES[int(stack.fates.cause[first])],
                is_cache=bool(is_cache[stack.node_of_row[first]]),
                rows=members,
                size_bytes=int(stack.stored_bytes[members].sum()),
            )
        )
    return found


def _of_group(stack: StackTree, group: _Group, base_levels: int) -> Advice:
    values = np.zeros(len(stack.tree), np.int64)
    np.add.at(values, stack.node_of_row[group.rows], stack.stored_bytes[group.rows])
    nodes = top_directories(stack.tree, values)
    paths = [stack.tree.path(node) for node in nodes]
    is_of_base = group.level < base_levels
    return Advice(
        sentence=_sentence(stack, group, _named(paths), is_of_base=is_of_base),
        saved_bytes=group.size_bytes,
        levels=(group.level, group.hidden_at),
        paths=tuple(map(text_of, paths)),
    )


def _sentence(stack: StackTree, group: _Group, where: str, *, is_of_base: bool) -> str:
    lower, upper = f"layer {group.level + 1}", f"Layer {group.hidden_at + 1}"
    files = _counted(len(group.rows))
    them = "it" if len(group.rows) == 1 else "them"
    origin = "of the base image" if is_of_base else f"of {lower}"
    match group.cause:
        case WasteCause.METADATA:
            changed, options = _metadata_words(stack, group)
            are = "it is" if them == "it" else "they are"
            advice = f"set {changed} where {are} made ({options})"
            if is_of_base:
                advice = f"leave {them} as {are}, or build on a base image that has {them} so"
            return f"{upper} copies {files} {origin}{where} only to change {changed}: {advice}."
        case WasteCause.IDENTICAL:
            return (
                f"{upper} stores {files} {origin}{where} once more though nothing differs: "
                f"leave {them} out of {upper.lower()}."
            )
        case WasteCause.OVERWRITTEN:
            deed, there = f"{upper} replaces {files} {origin}{where}", f"make {them} right"
        case WasteCause.TYPE_CHANGED:
            deed = f"{upper} puts something of another type in the place of {files} {origin}{where}"
            there = "make it so"
        case _:
            deed, there = f"{upper} deletes {files} {origin}{where}", f"delete {them}"
    if is_of_base:
        return f"{deed}, which makes nothing smaller: build on a base image without {them}."
    if group.is_cache and group.cause is WasteCause.DELETED:
        return f"{deed}: these are caches, so remove {them} in the same step that fetches {them}."
    return f"{deed}: {there} in {lower} already, or join the two."


def _metadata_words(stack: StackTree, group: _Group) -> tuple[str, str]:
    """What was changed, and how to set it at once."""
    parts = _changed_parts(stack, group)
    options = [_COPY_OPTIONS[part] for part in parts if part in _COPY_OPTIONS]
    changed = _joined([_PART_WORDS[part] for part in parts]) or "mode, owner or time"
    whose = "its" if len(group.rows) == 1 else "their"
    return f"{whose} {changed}", ", ".join([*options, "or in the same step"])


def _changed_parts(stack: StackTree, group: _Group) -> list[MetadataPart]:
    """What the copies have otherwise, the time only where nothing else is."""
    shown_rows = stack.visible(group.hidden_at)[stack.node_of_row[group.rows]]
    is_there = shown_rows >= 0
    old, new = group.rows[is_there], shown_rows[is_there]
    found = [
        part
        for part in PARTS
        if any(
            (stack.columns[name][old] != stack.columns[name][new]).any()
            for name in _PART_COLUMNS[part]
        )
    ]
    return [part for part in found if part is not MetadataPart.TIME] or found


# --- what concerns whole layers ---------------------------------------------------------------


def _of_base(stack: StackTree, base_levels: int) -> list[Advice]:
    """Of what is dead within another image: one sentence, since nothing here can be done."""
    rows = _dead_rows(stack)
    rows = rows[stack.fates.hidden_at[rows] < base_levels]
    saved_bytes = int(stack.stored_bytes[rows].sum())
    saved_bytes += sum(table.facts.repeated_bytes for table in stack.tables[:base_levels])
    if not saved_bytes:
        return []
    sentence = (
        "The base image itself stores files that nobody sees: only whoever makes it can save that, "
        "or squash it for you."
    )
    return [Advice(sentence, saved_bytes, tuple(range(base_levels)))]


def _of_repetitions(stack: StackTree, base_levels: int) -> list[Advice]:
    return [
        Advice(
            f"The archive of layer {level + 1} holds files twice: write each only once.",
            table.facts.repeated_bytes,
            (level,),
        )
        for level, table in enumerate(stack.tables)
        if level >= base_levels
    ]


def _of_live_caches(
    stack: StackTree, directories: list[int], is_cache: Column, base_levels: int
) -> list[Advice]:
    """Caches that show at the top: they are not dead, only useless."""
    rows = np.flatnonzero(stack.fates.is_live & (stack.stored_bytes > 0))
    rows = rows[is_cache[stack.node_of_row[rows]]]
    found = []
    for level in np.unique(stack.level_of_row[rows]).tolist():
        here = rows[stack.level_of_row[rows] == level]
        values = np.zeros(len(stack.tree), np.int64)
        np.add.at(values, stack.node_of_row[here], stack.stored_bytes[here])
        if level < base_levels:
            continue
        sums = stack.tree.sums(values)
        largest = sorted((node for node in directories if sums[node]), key=lambda node: -sums[node])
        paths = [stack.tree.path(node) for node in largest[:_DIRECTORIES]]
        found.append(
            Advice(
                f"{_cache_words(paths)} left behind in layer {level + 1}{_named(paths)}: "
                "remove them in the same step that fetches them.",
                int(values.sum()),
                (level,),
                tuple(map(text_of, paths)),
            )
        )
    return found


def _cache_words(paths: Sequence[bytes]) -> str:
    has_lists, has_others = PACKAGE_LISTS in paths, any(path != PACKAGE_LISTS for path in paths)
    if has_lists and has_others:
        return "Package lists and caches are"
    return "Package lists are" if has_lists else "Caches are"


# --- words ------------------------------------------------------------------------------------


def top_directories(tree: PathTree, values: Column, limit: int = _DIRECTORIES) -> list[int]:
    """Up to `limit` nodes that say best where the `values` are, those with most first.

    Goes down as long as one child has most of what its directory has. The root is never named.
    """
    sums = tree.sums(values)
    top = _narrowest(tree, sums, 0)
    if top:
        return [top]
    children = tree.children(0)
    children = children[sums[children] > 0]
    children = children[np.argsort(-sums[children], kind="stable")]
    return [_narrowest(tree, sums, node) for node in children[:limit].tolist()]


def _narrowest(tree: PathTree, sums: Column, node: int) -> int:
    while True:
        children = tree.children(node)
        if not len(children):
            return node
        largest = int(children[np.argmax(sums[children])])
        if not sums[largest] or sums[largest] < _MOST * sums[node]:
            return node
        node = largest


def _named(paths: Sequence[bytes]) -> str:
    names = [shown(path) for path in paths if path]
    return f" ({', '.join(names)})" if names else ""


def _counted(files: int) -> str:
    return "a file" if files == 1 else f"{files:,} files"


def _joined(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
