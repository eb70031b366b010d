"""Bringing order into what an engine left that was killed. Done once, before all else."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from core.cancel import NEVER
from core.engine.container_record import ContainerDirectory
from core.engine.containers import Containers, process_of
from core.engine.marks import Marks
from core.engine.places import Places
from core.engine.sealing import settled, sweep
from core.engine.step_note import forget_step, is_step_cut_off
from core.errors import BricklayerError, RepositoryUnusableError
from core.layer import remove_tree
from core.runtime import end_left_behind
from core.runtime.oci_runtime import forget_logs
from core.snapshot import MOUNT_SOURCE
from core.store import ImageLayout, remove_half_written
from core.store.locking import at_once

_PATIENCE_S = 4.0  # an engine that nobody needs any more ends by itself
_LOOK_INTERVAL_S = 0.1
_GRACE_S = 2.0  # as when a step is taken back by the engine that does it


@contextmanager
def sole_engine(places: Places) -> Iterator[None]:
    """Be the only engine on a repository: two would take each other's work for left-overs.

    One person's windows share one engine, but she may be logged in twice, each time with another
    runtime directory. Raises RepositoryUnusableError when another one stays.
    """
    lock = places.private / "engine.lock"
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        with at_once(lock) as is_sole:
            if is_sole:
                try:
                    lock.write_text(f"{os.getpid()}")
                except OSError:
                    pass  # a full disk: it only names us to others
                yield
                return
        if time.monotonic() > deadline:
            reason = f"another session has it open (process {lock.read_text()}); end that one first"
            raise RepositoryUnusableError(str(places.repository), reason)
        time.sleep(_LOOK_INTERVAL_S)


def recover(layout: ImageLayout, containers: Containers, places: Places) -> None:
    """Finish or take back whatever was cut off; containers that run go on.

    Only one in which a build step was cut off is at rest afterwards, as after the mark before.

    One container that resists does not keep the others: it is shown as it is, and the next engine
    tries again.
    """
    with layout.sweeping_at_once() as is_alone:
        if is_alone:
            remove_half_written(layout)
    for left in places.scratch.iterdir():
        remove_tree(left)
    unrecorded = list(containers.directories.without_record())
    recorded = containers.directories.records()
    live = {record.id for _directory, record in recorded if process_of(record) is not None}
    known = {one.path.name for one in unrecorded} | {record.id for _directory, record in recorded}
    end_left_behind(known - live, live, MOUNT_SOURCE)
    forget_logs(places.runtime_state)
    for directory, _record in recorded:
        try:
            _bring_into_order(containers, places, directory)
        except (BricklayerError, OSError):
            continue
    for directory in unrecorded:
        try:
            remove_tree(directory.path)
        except OSError:
            continue


def _bring_into_order(
    containers: Containers, places: Places, directory: ContainerDirectory
) -> None:
    record = directory.read()
    if record.is_passing:
        containers.discard(record.id)  # what it was made for went with its engine
        return
    if process_of(record) is None:
        containers.starting.clear_away(directory, record)
    elif directory.hold.exists():
        containers.let_go(directory, record)
    record = settled(directory, directory.read())
    sweep(directory, record)
    if is_step_cut_off(directory, record):
        # Its command may go on, and must not write any more. The next step starts what it needs.
        containers.stop(record.id, _GRACE_S, NEVER)
        last = record.marks[-1].mark.id if record.marks else ""
        Marks(containers, places).roll_back(record.id, last)
    forget_step(directory)
