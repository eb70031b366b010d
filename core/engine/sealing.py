"""How the directories of a container's own layers change hands, so that a kill harms nothing.

Three things are done to them, all with the container at rest: a mark keeps the upper directory as a
read-only layer, a roll back throws away what is above a mark, and after a snapshot the container
stands on the image that holds all it wrote. Each is noted durably in the record before anything is
moved; whoever finds such a note (`settled`) brings it to its end, or takes it back as long as
nothing was moved.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.engine.container_record import (
    ConfigChanges,
    ContainerDirectory,
    ContainerRecord,
    KeptMark,
    Sealing,
)
from core.layer import remove_tree
from core.recording import Recording
from core.store.durable import sync_directory

_ASIDE_NAME = "thrown-away"


def begin_marking(
    directory: ContainerDirectory, record: ContainerRecord, kept: KeptMark
) -> ContainerRecord:
    """Keep the upper directory as the layer of a mark, by a rename. OSError: then nothing is done.

    A mark without files is only noted.
    """
    if kept.mark.is_empty:
        record = replace(record, marks=(*record.marks, kept), config=kept.config)
        directory.write(record)
        return record
    directory.marks.mkdir(mode=0o700, exist_ok=True)
    record = replace(record, marking=kept)
    directory.write(record)
    layer = directory.marks / kept.mark.id
    directory.upper.rename(layer)
    try:
        return _finish_marking(directory, record)
    except OSError:
        if directory.read().marking is not None and not directory.upper.exists():
            layer.rename(directory.upper)  # with a full disk, say: as it was before
        raise


def begin_rolling_back(
    directory: ContainerDirectory, record: ContainerRecord, marks: tuple[KeptMark, ...]
) -> ContainerRecord:
    """Only `marks` stay; from the first write on it is decided. What is thrown away is swept."""
    record = replace(
        record,
        marks=marks,
        config=marks[-1].config if marks else ConfigChanges(),
        is_rolling_back=True,
        rolled_back=datetime.now(UTC).isoformat(),
    )
    directory.write(record)
    return _finish_rolling_back(directory, record)


def begin_sealing(
    directory: ContainerDirectory, record: ContainerRecord, sealing: Sealing
) -> ContainerRecord:
    """Note that an image holds everything; now its directories may be given away.

    The image is durable by then, and stays while a record names it.
    """
    record = replace(record, sealing=sealing)
    directory.write(record)
    return record


def complete_sealing(directory: ContainerDirectory, record: ContainerRecord) -> ContainerRecord:
    """Let a container stand on the image with its layers; what was not given away is not needed."""
    sealing = record.sealing
    assert sealing is not None
    for kept in record.marks:
        _put_aside(directory, directory.marks / kept.mark.id)
    _put_aside(directory, directory.upper)
    record = replace(
        record,
        image_reference=sealing.image_reference,
        manifest_digest=sealing.manifest_digest,
        diff_ids=sealing.diff_ids,
        marks=(),
        config=ConfigChanges(),
        sealing=None,
    )
    directory.write(record)
    _make_writable_layer(directory)
    sweep(directory, record)
    return record


def settled(directory: ContainerDirectory, record: ContainerRecord) -> ContainerRecord:
    """The record after whatever was half done is finished, or taken back. Idempotent. OSError."""
    if record.sealing is not None:
        record = complete_sealing(directory, record)
    if record.marking is not None:
        record = _finish_marking(directory, record)
    if record.is_rolling_back:
        record = _finish_rolling_back(directory, record)
    _make_writable_layer(directory)
    return record


def sweep(directory: ContainerDirectory, record: ContainerRecord) -> None:
    """Delete what belongs to nothing any more: it may be large. `record` is settled. OSError."""
    remove_tree(directory.path / _ASIDE_NAME)
    if directory.marks.exists():
        known = {kept.mark.id for kept in record.marks}
        for name in os.listdir(directory.marks):
            if name not in known:
                remove_tree(directory.marks / name)


def _finish_marking(directory: ContainerDirectory, record: ContainerRecord) -> ContainerRecord:
    """See begin_marking: was the upper directory moved?"""
    kept = record.marking
    assert kept is not None
    if (directory.marks / kept.mark.id).exists():
        sync_directory(directory.marks)
        sync_directory(directory.path)
        record = replace(record, marks=(*record.marks, kept), config=kept.config)
    record = replace(record, marking=None)
    directory.write(record)
    _make_writable_layer(directory)
    return record


def _finish_rolling_back(directory: ContainerDirectory, record: ContainerRecord) -> ContainerRecord:
    """May be done again at any point: nobody can have written in between."""
    _put_aside(directory, directory.upper)
    _make_writable_layer(directory)
    Recording(directory.commands).cut(record.marks[-1].runs_before if record.marks else 0)
    record = replace(record, is_rolling_back=False)
    directory.write(record)
    return record


def _put_aside(directory: ContainerDirectory, layer: Path) -> None:
    """Take away a directory at once, whatever its size. Idempotent."""
    aside = directory.path / _ASIDE_NAME
    aside.mkdir(mode=0o700, exist_ok=True)
    try:
        layer.rename(aside / secrets.token_hex(8))
    except FileNotFoundError:
        pass  # it was given away


def _make_writable_layer(directory: ContainerDirectory) -> None:
    """Give a container its upper directory when it has none, and nothing else. Idempotent."""
    if not directory.upper.exists():
        remove_tree(directory.work)
        for made in (directory.work, directory.upper):
            made.mkdir(mode=0o755)
            made.chmod(0o755)  # whatever the umask
