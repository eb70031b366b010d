"""Looks at an image and another base: what of each layer can come along, and what may go wrong.

What a program is and where it comes from is read off the merged trees of both: a program that the
old base brought and the new one lacks is missed, one that a layer below brought comes along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from core.catalog.following import FollowedTree
from core.catalog.packages.databases import database_rows
from core.catalog.table import LayerTable, RowFlag, RowKind
from core.engine.opened_images import OpenedImage
from core.engine.recorded_commands import RecordedStep, programs_of
from core.model import LayerMove, LayerPlan, RebaseRisk, Risk

PACKAGE_MANAGERS = ("apt-get", "apk", "dnf", "microdnf", "yum", "zypper", "pacman")
_BUILT_IN = frozenset(
    ". : [ alias break cd command continue echo eval exit export false for hash if printf pwd read "
    "readonly return set shift test trap true type ulimit umask unset until wait while case".split()
)
_USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_LIBRARY_FOLDERS = (b"lib", b"lib64", b"usr/lib", b"usr/lib64")
_LIBRARIES = ((b"ld-musl-", "musl"), (b"ld-linux", "glibc"))
_SHOWN = 5
_NOTHING = "none"


@dataclass(frozen=True)
class Grounds:
    """Both images, opened; `levels` of the old one are its base."""

    old: OpenedImage
    new: OpenedImage
    levels: int

    @property
    def new_tree(self) -> FollowedTree:
        """What the other base shows."""
        return FollowedTree(self.new.stack, len(self.new.image.layers) - 1)

    def old_tree(self, level: int) -> FollowedTree:
        """What the old image shows at a level."""
        return FollowedTree(self.old.stack, level)


def look_at_layers(grounds: Grounds, steps: dict[int, RecordedStep]) -> tuple[LayerPlan, ...]:
    """A plan for each layer above the base. `steps` by level, of those that history tells of."""
    count = len(grounds.old.image.layers)
    found = []
    for level in range(grounds.levels, count):
        step = steps.get(level, RecordedStep(""))
        found.append(_layer_plan(grounds, level, step))
    return tuple(found)


def package_managers(tree: FollowedTree, env: Iterable[str]) -> tuple[str, ...]:
    """Those that are there."""
    folders = _path_of(env)
    return tuple(one for one in PACKAGE_MANAGERS if tree.program(one, folders) is not None)


def _layer_plan(grounds: Grounds, level: int, step: RecordedStep) -> LayerPlan:
    layer = grounds.old.image.layers[level]
    risks = [*_risks_of_copy(grounds, level)]
    commands = step.commands if _are_commands(grounds, level, step) else ()
    if commands:
        risks += _risks_of_run(grounds, level, step)
    elif step.keyword not in ("COPY", "ADD", "WORKDIR"):
        risks.append(Risk(RebaseRisk.NOT_RECORDED, LayerMove.RUN))
    is_readable = layer.available and level not in grounds.old.analysis.missing
    moves = [LayerMove.LEAVE_OUT]
    if is_readable:
        moves.insert(0, LayerMove.COPY)
    if commands:
        moves.insert(0, LayerMove.RUN)
    one = LayerPlan(
        number=level + 1,
        title=step.text or layer.comment,
        size_bytes=layer.size_bytes,
        commands=commands,
        move=moves[0],
        moves=tuple(moves),
        risks=tuple(risks),
    )
    is_fine = not one.is_blocked(one.move)
    if is_fine or LayerMove.COPY not in moves or one.risks_of(LayerMove.COPY):
        return one
    return replace(one, move=LayerMove.COPY)


# --- running commands again ---------------------------------------------------------------------


def _are_commands(grounds: Grounds, level: int, step: RecordedStep) -> bool:
    """Whether the text is one that a shell would take: history is what anybody writes."""
    if not step.commands or step.keyword:
        return bool(step.commands)
    words = programs_of(step.commands[0])
    if not words:
        return False
    tree = grounds.old_tree(level - 1)
    folders = _path_of(grounds.old.image.config.env)
    if words[0] in _BUILT_IN:
        return True
    return tree.program(words[0], folders) is not None


def _risks_of_run(grounds: Grounds, level: int, step: RecordedStep) -> Iterator[Risk]:
    old, new = grounds.old_tree(level - 1), grounds.new_tree
    old_folders = _path_of(grounds.old.image.config.env)
    new_folders = _path_of(grounds.new.image.config.env)
    missing = []
    words = ["/bin/sh", *(word for line in step.commands for word in programs_of(line))]
    for word in dict.fromkeys(words):
        row = old.program(word, old_folders)
        is_of_base = row is not None and grounds.old.stack.level_of_row[row] < grounds.levels
        if is_of_base and new.program(word, new_folders) is None:
            missing.append(word)
    if missing:
        yield Risk(
            RebaseRisk.PROGRAM_MISSING, LayerMove.RUN, tuple(missing[:_SHOWN]), is_blocking=True
        )
    if step.failed:
        yield Risk(RebaseRisk.FAILED_COMMAND, LayerMove.RUN, step.failed)


def _path_of(env: Iterable[str]) -> list[str]:
    settings = dict(one.partition("=")[::2] for one in env)
    return [one for one in settings.get("PATH", _USUAL_PATH).split(":") if one.startswith("/")]


# --- taking files over --------------------------------------------------------------------------


def _risks_of_copy(grounds: Grounds, level: int) -> Iterator[Risk]:
    reason = grounds.old.analysis.missing.get(level)
    if reason is not None:
        yield Risk(RebaseRisk.UNREADABLE, LayerMove.COPY, (reason,), is_blocking=True)
        return
    table = grounds.old.stack.tables[level]
    if ((table.column("flags") & RowFlag.LINK_BELOW) != 0).any():
        yield Risk(RebaseRisk.LINKS_BELOW, LayerMove.COPY, is_blocking=True)
    if database_rows(table):
        yield Risk(RebaseRisk.OTHER_PACKAGES, LayerMove.COPY)
    replaced = _replaced_files(grounds, table)
    if replaced:
        shown = (*replaced[:_SHOWN], *(["…"] if len(replaced) > _SHOWN else []))
        yield Risk(RebaseRisk.REPLACES_FILES, LayerMove.COPY, tuple(shown))
    old, new = _library(grounds.old_tree(level)), _library(grounds.new_tree)
    if old != new and old != _NOTHING and _has_programs(table):
        yield Risk(RebaseRisk.OTHER_LIBRARY, LayerMove.COPY, (old, new))


def _replaced_files(grounds: Grounds, table: LayerTable) -> list[str]:
    """Files that the other base has otherwise."""
    stack = grounds.new.stack
    if not stack.tables:
        return []
    known = np.concatenate([one.column("path_hash") for one in stack.tables])
    is_file = ~np.isin(table.column("kind"), (RowKind.DIRECTORY, RowKind.WHITEOUT))
    rows = np.flatnonzero(is_file & np.isin(table.column("path_hash"), known))
    visible = stack.visible(stack.levels - 1)
    found = []
    for row in rows.tolist():
        path = table.path(row)
        node = stack.tree.node(path)
        other = int(visible[node]) if node is not None else -1
        if other < 0:
            continue
        is_same = (
            stack.columns["kind"][other] == table.column("kind")[row]
            and (stack.columns["digest"][other] == table.column("digest")[row]).all()
        )
        if not is_same:
            found.append(path.decode("utf-8", "backslashreplace"))
    return found


def _library(tree: FollowedTree) -> str:
    """Which C library programs of a tree are built for, by the loader that is there."""
    for folder in _LIBRARY_FOLDERS:
        for name in tree.names_in(folder):
            for start, library in _LIBRARIES:
                if name.startswith(start):
                    return library
    return _NOTHING


def _has_programs(table: LayerTable) -> bool:
    is_program = (table.column("kind") == RowKind.REGULAR) & (table.column("mode") & 0o111 != 0)
    return bool((is_program & ((table.column("flags") & RowFlag.TEXT) == 0)).any())
