"""What a snapshot taken now would hold, and what of it one may not want in an image."""

from __future__ import annotations

import os
import stat
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from core.cancel import CancelToken
from core.catalog.findings_contents import scan_text, worth_reading
from core.engine.own_layers import OwnLayer
from core.engine.snapshot_warnings import Warnings
from core.layer import WhiteoutForm, measure_changes
from core.layer.tree import FILE_FLAGS, DirectoryWalk
from core.model import ChangeKind, DirectorySum, FileChange, FileType, SnapshotPreview
from core.progress import Progress, Report, Throttle
from core.translation import tr_noop

DIRECTORIES_LIMIT = 60

_CHANGES_LIMIT = 1_000_000  # of one layer; what is beyond is counted, but not warned of
_READ_FILES_LIMIT = 200
_READ_BYTES_LIMIT = 256 << 10
_NUL_SEARCH_BYTES = 8 << 10


def preview_of(
    layers: Sequence[OwnLayer], form: WhiteoutForm, cancel: CancelToken, report: Report
) -> SnapshotPreview:
    """Of a container's own layers, bottom first. Raises Cancelled.

    Sums are over all layers: a file that two marks hold is stored twice.
    """
    report = Throttle(report)
    added = modified = deleted = size_bytes = 0
    omitted: dict[str, None] = {}
    changes: list[tuple[OwnLayer, tuple[FileChange, ...]]] = []
    for layer in layers:
        if layer.path is None:
            continue
        report(Progress(tr_noop("Looking at changes"), len(changes), len(layers), "steps"))
        found = measure_changes(
            layer.path,
            layer.lowers,
            form=form,
            exclude=layer.exclude,
            limit=_CHANGES_LIMIT,
            cancel=cancel,
        )
        added += found.added
        modified += found.modified
        deleted += found.deleted
        size_bytes += found.size_bytes
        omitted.update(dict.fromkeys(found.omitted))
        changes.append((layer, found.changes))
    warnings = Warnings(change for _layer, found in changes for change in found)
    warnings.by_name()
    _read_contents(changes, warnings, cancel, report)
    return SnapshotPreview(
        added=added,
        modified=modified,
        deleted=deleted,
        size_bytes=size_bytes,
        directories=heaviest_directories(change for _layer, found in changes for change in found),
        warnings=warnings.all(),
        marks=tuple(layer.kept.mark for layer in layers if layer.kept is not None),
        omitted=tuple(omitted),
    )


def heaviest_directories(changes: Iterable[FileChange]) -> tuple[DirectorySum, ...]:
    """Sums of whole subtrees, heaviest first; without the root, which holds everything."""
    sums: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for change in changes:
        place = _COLUMNS.get(change.kind, 1)
        # A directory's own change counts in it, as what is in it does.
        is_directory = change.file_type is FileType.DIRECTORY
        path = change.path if is_directory else change.path.rpartition("/")[0]
        while path:
            counts = sums[path]
            counts[place] += 1
            counts[3] += change.size_bytes
            path = path.rpartition("/")[0]
    heaviest = sorted(sums.items(), key=lambda item: (-item[1][3], -sum(item[1][:3]), item[0]))
    return tuple(DirectorySum(path, *counts) for path, counts in heaviest[:DIRECTORIES_LIMIT])


_COLUMNS = {ChangeKind.ADDED: 0, ChangeKind.DELETED: 2}


def _read_contents(
    changes: Sequence[tuple[OwnLayer, tuple[FileChange, ...]]],
    warnings: Warnings,
    cancel: CancelToken,
    report: Report,
) -> None:
    """Secrets in what small text files say. The newest files first: those are the person's own."""
    known = warnings.secret_paths()
    candidates = sorted(
        (
            (change, layer)
            for layer, found in changes
            for change in found
            if _is_candidate(change) and change.path not in known
        ),
        key=lambda pair: -pair[0].modified_ns,
    )[:_READ_FILES_LIMIT]
    for done, (change, layer) in enumerate(candidates):
        cancel.check()
        report(Progress(tr_noop("Reading new files"), done, len(candidates), "files"))
        assert layer.path is not None
        path = change.path.encode("utf-8", "surrogateescape")
        with DirectoryWalk(layer.path) as walk:
            content = _content(walk, path)
        if content is not None:
            for title in _titles(path, content):
                warnings.add_secret(title, change.path, change.size_bytes)


def _is_candidate(change: FileChange) -> bool:
    return (
        change.file_type is FileType.REGULAR
        and change.kind not in (ChangeKind.DELETED, ChangeKind.METADATA)
        and change.size_bytes <= _READ_BYTES_LIMIT
        and worth_reading(
            change.path.encode("utf-8", "surrogateescape"), change.size_bytes, is_text=True
        )
    )


def _titles(path: bytes, content: bytes) -> Iterator[str]:
    """What was found, each kind once."""
    return iter(dict.fromkeys(hit.title for hit in scan_text(path, content)))


def _content(walk: DirectoryWalk, path: bytes) -> bytes | None:
    """A small text file; None when it is none, or is gone since it was seen."""
    parent, _slash, name = path.rpartition(b"/")
    try:
        descriptor = os.open(name, FILE_FLAGS, dir_fd=walk.open(parent))
    except OSError:
        return None  # the container goes on, and removed or replaced it
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        content = os.read(descriptor, _READ_BYTES_LIMIT)
    finally:
        os.close(descriptor)
    return None if b"\x00" in content[:_NUL_SEARCH_BYTES] else content
