"""What a container's marks, recording and files tell, gathered to be written as a Containerfile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.building import Part, Session, write_containerfile
from core.cancel import NEVER
from core.engine.build_settings import CUT
from core.engine.containers import Containers
from core.engine.own_layers import OwnLayer, own_layers
from core.engine.places import Places
from core.errors import DataError
from core.errors.root import visible
from core.layer import measure_changes
from core.model import CommandRun, FileChange, FileType, step_of_mark
from core.recording import Recording
from core.store import ImageLayout

_CHANGES_LOOKED_AT = 10_000


def containerfile_of(containers: Containers, places: Places, container_id: str) -> str:
    """The text. Raises ContainerNotFoundError, ImageGoneError."""
    directory, record = containers.record(container_id)
    layers = own_layers(containers.starting, directory, record, NEVER)
    # Where a command does not say where it ran, it ran where all of the container's do.
    home = record.working_dir or "/"
    runs = tuple(
        run if run.working_dir else replace(run, working_dir=home)
        for run in Recording(directory.commands).runs()
    )
    parts: list[Part] = []
    if record.own_env:
        names = ", ".join(visible(one.partition("=")[0]) for one in record.own_env)
        parts.append(
            Part(config=(f"# Set for this container only, and not written here: {names}",))
        )
    start = 0
    for layer in layers:
        end = layer.kept.runs_before if layer.kept is not None else len(runs)
        parts.append(_part(layer, runs[start:end], places))
        start = max(start, end)
    user, working_dir = _image_defaults(containers, places, container_id)
    return write_containerfile(
        Session(record.name, record.image_reference, tuple(parts), user, working_dir)
    )


def _image_defaults(containers: Containers, places: Places, container_id: str) -> tuple[str, str]:
    """User and working folder that its image says; what its record says when that is gone."""
    _directory, record = containers.record(container_id)
    try:
        layout = ImageLayout.open(places.repository, create=False)
        run = layout.read_image(containers.starting.manifest_of(record)).config.run
    except DataError:
        return record.user, record.working_dir
    return run.user, run.working_dir


def _part(layer: OwnLayer, runs: Sequence[CommandRun], places: Places) -> Part:
    mark = layer.kept.mark if layer.kept is not None else None
    if mark is not None and step_of_mark(mark) is not None and mark.created_by:
        if mark.created_by.endswith(CUT):
            return Part(
                config=(f"# Too long to be known in full: {visible(mark.created_by, 300)}",)
            )
        return Part(instruction=mark.created_by)
    changes: tuple[FileChange, ...] = ()
    if layer.path is not None:
        changes = measure_changes(
            layer.path,
            layer.lowers,
            form=places.form,
            exclude=layer.exclude,
            limit=_CHANGES_LOOKED_AT,
        ).changes
    told: tuple[str, ...] = ()
    if mark is not None and not runs and mark.created_by:
        # The mark is durable, the recording is not: a power cut may have taken it.
        told = (f"# What was run for this mark: {visible(mark.created_by, 300)}",)
    label = mark.label or "without a name" if mark is not None else ""
    return Part(
        label, runs=tuple(runs), unexplained=tuple(_unexplained(changes, runs)), config=told
    )


def _unexplained(changes: Sequence[FileChange], runs: Sequence[CommandRun]) -> Iterator[FileChange]:
    """Changes of which no command is known to be the cause; none where commands may be.

    Of a command with many changes only some are kept, and of one that was not watched none.
    """
    known: set[str] = set()
    for run in runs:
        if run.changes is None or run.changes.total > len(run.changes.paths):
            return
        known.update(change.path for change in run.changes.paths)
    above = {path[:at] for path in known for at, char in enumerate(path) if char == "/"}
    for change in changes:
        is_way_there = change.file_type is FileType.DIRECTORY and change.path in above
        if change.path not in known and not is_way_there:
            yield change
