"""A stopped container's upper directory becomes a layer: how that is begun, and how finished."""

from __future__ import annotations

from dataclasses import replace

from core.engine.container_record import ContainerDirectory, ContainerRecord
from core.layer import remove_tree

_ASIDE_NAME = "upper-in-image"


def complete_sealing(directory: ContainerDirectory, record: ContainerRecord) -> ContainerRecord:
    """Let a container whose upper directory became a layer stand on the image with that layer."""
    sealing = record.sealing
    assert sealing is not None
    record = replace(
        record,
        image_reference=sealing.image_reference,
        manifest_digest=sealing.manifest_digest,
        diff_ids=(*record.diff_ids, sealing.diff_id),
        sealing=None,
    )
    directory.write(record)  # first: an empty upper directory must mean that nothing was written
    make_writable_layer(directory)
    return record


def put_aside(directory: ContainerDirectory) -> None:
    """Take away an upper directory that the image holds already; at once, whatever its size."""
    directory.upper.rename(directory.path / _ASIDE_NAME)


def make_writable_layer(directory: ContainerDirectory) -> None:
    """Give a container its upper directory when it has none, and nothing else. Idempotent."""
    remove_tree(directory.path / _ASIDE_NAME)
    if not directory.upper.exists():
        remove_tree(directory.work)
        for made in (directory.work, directory.upper):
            made.mkdir(mode=0o755)
            made.chmod(0o755)  # whatever the umask


def finish_sealing(directory: ContainerDirectory, record: ContainerRecord) -> None:
    """See Sealing: was the upper directory given away before the engine ended?"""
    if record.sealing is None:
        make_writable_layer(directory)
    elif directory.upper.exists():
        directory.write(replace(record, sealing=None))
    else:
        complete_sealing(directory, record)
