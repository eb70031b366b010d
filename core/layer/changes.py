"""What an upper directory changes against the layers below it.

The same function serves a container's writable layer and an unpacked layer, which has the same
form. A directory that is there only because something in it changed is no change; a file that was
copied up but is what it was is none either.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from core.cancel import NEVER, CancelToken
from core.layer.comparing import EntryComparison, is_gone, too_deep, why_omitted
from core.layer.lookup import LayerStack
from core.layer.tree import DIRECTORY_FLAGS
from core.layer.whiteout import WhiteoutForm
from core.model import ChangeKind, ChangeSummary, FileChange


def measure_changes(
    upper: Path,
    lowers: Sequence[Path],
    *,
    form: WhiteoutForm,
    exclude: Collection[bytes] = (),
    limit: int = 10_000,
    cancel: CancelToken = NEVER,
) -> ChangeSummary:
    """Every change in `upper` against `lowers` (unpacked layers, top first).

    A directory that replaced one as a whole is REPLACED; what is in it counts as ADDED, and what it
    hides is not listed. Contents are compared only where type and size agree. Raises Cancelled.
    """
    counts = {kind: 0 for kind in ChangeKind}
    kept: list[FileChange] = []
    omitted: list[str] = []
    size_bytes = 0
    with LayerStack(lowers, form) as stack:
        comparison = _Comparison(stack, form, frozenset(exclude), cancel, omitted)
        for change in comparison.of_upper(upper):
            counts[change.kind] += 1
            size_bytes += change.size_bytes
            if len(kept) < limit:
                kept.append(change)
    total = sum(counts.values())
    return ChangeSummary(
        changes=tuple(sorted(kept, key=lambda change: change.path)),
        added=counts[ChangeKind.ADDED],
        modified=counts[ChangeKind.MODIFIED]
        + counts[ChangeKind.METADATA]
        + counts[ChangeKind.REPLACED],
        deleted=counts[ChangeKind.DELETED],
        size_bytes=size_bytes,
        omitted=tuple(omitted),
        is_cut=total > len(kept),
    )


def has_changes(
    upper: Path, lowers: Sequence[Path], *, form: WhiteoutForm, exclude: Collection[bytes] = ()
) -> bool:
    """Whether `measure_changes` would find anything; stops at the first."""
    with LayerStack(lowers, form) as stack:
        comparison = _Comparison(stack, form, frozenset(exclude), NEVER, [])
        return next(comparison.of_upper(upper), None) is not None


class _Comparison:
    def __init__(
        self,
        stack: LayerStack,
        form: WhiteoutForm,
        exclude: frozenset[bytes],
        cancel: CancelToken,
        omitted: list[str],
    ) -> None:
        self._entries = EntryComparison(stack, form)
        self._exclude = exclude
        self._cancel = cancel
        self._omitted = omitted

    def of_upper(self, upper: Path) -> Iterator[FileChange]:
        root = os.open(upper, DIRECTORY_FLAGS)
        try:
            yield from self._in_directory(root, b"", is_new=False)
        finally:
            os.close(root)

    def _in_directory(self, descriptor: int, path: bytes, *, is_new: bool) -> Iterator[FileChange]:
        """`is_new`: nothing below shows through here, so all in it is added."""
        if reason := too_deep(path):
            self._omitted.append(reason)
            return
        prefix = path + b"/" if path else b""
        for name in sorted(os.fsencode(name) for name in os.listdir(descriptor)):
            if prefix + name in self._exclude:
                continue
            self._cancel.check()
            try:
                status = os.stat(name, dir_fd=descriptor, follow_symlinks=False)
                yield from self._of_entry(descriptor, name, prefix + name, status, is_new=is_new)
            except OSError as error:
                if not is_gone(error):
                    raise
                continue  # removed or replaced since it was listed

    def _of_entry(
        self, parent: int, name: bytes, path: bytes, status: os.stat_result, *, is_new: bool
    ) -> Iterator[FileChange]:
        if reason := why_omitted(path, name, status):
            self._omitted.append(reason)
        elif stat.S_ISDIR(status.st_mode):
            yield from self._of_directory(parent, name, path, is_new=is_new)
        else:
            found = self._entries.of_file(parent, name, path, status, is_new=is_new)
            if found is not None:
                yield found.at(path)

    def _of_directory(
        self, parent: int, name: bytes, path: bytes, *, is_new: bool
    ) -> Iterator[FileChange]:
        descriptor = os.open(name, DIRECTORY_FLAGS, dir_fd=parent)
        try:
            found, is_new = self._entries.of_directory(descriptor, path, is_new=is_new)
            if found is not None:
                yield found.at(path)
            yield from self._in_directory(descriptor, path, is_new=is_new)
        finally:
            os.close(descriptor)
