"""What the built-in engine does with containers: make, start, stop, find again, discard."""

from __future__ import annotations

import threading
from collections import defaultdict
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime

from core.cancel import CancelToken
from core.engine.admission import check_new_container
from core.engine.container_record import ContainerDirectories, ContainerDirectory, ContainerRecord
from core.engine.ending import ending_of
from core.engine.layer_moves import LayerMoves
from core.engine.places import Places
from core.engine.sealing import settled
from core.engine.starting import Starting
from core.engine.switches import Switches
from core.errors import (
    ContainerExistsError,
    ContainerNotFoundError,
    ContainerStateError,
    NotSupportedError,
)
from core.layer import remove_tree
from core.model import Container, ContainerState, NewContainer, Problem
from core.oci.chain import chain_ids
from core.oci.descriptor import Descriptor
from core.oci.names import check_container_name, check_host_name
from core.oci.platform import this_machine
from core.runtime import (
    ContainerProcess,
    EnforcedLimits,
    ExecContext,
    boot_id,
    is_frozen,
)
from core.snapshot import LayerCache
from core.store import ImageLayout, StoredImage
from core.store.durable import storage_errors


class Containers:
    """All containers of a repository. Thread-safe: one thing at a time for each container."""

    def __init__(
        self, layout: ImageLayout, layers: LayerCache, places: Places, switches: Switches
    ) -> None:
        self._layout = layout
        self._places = places
        self._switches = switches
        self.directories = ContainerDirectories(places.containers)
        self.starting = Starting(layout, layers, places, self.directories, switches)
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._names_lock = threading.Lock()
        self.moves = LayerMoves()
        self._stopping: set[str] = set()  # whose end is our doing

    # --- looking ------------------------------------------------------------------------------

    def list(self) -> tuple[Container, ...]:
        """All of them, oldest first, with their state as the kernel tells it."""
        return tuple(self.as_model(record) for _directory, record in self.directories.records())

    def problems(self) -> tuple[Problem, ...]:
        """Containers that cannot be shown, and where their files are."""
        sentence = "Its record cannot be read; what was written in it is in {}."
        return tuple(
            Problem(f"container {directory.path.name}", sentence.format(directory.upper))
            for directory in self.directories.unreadable()
        )

    def record(self, container_id: str) -> tuple[ContainerDirectory, ContainerRecord]:
        """Raises ContainerNotFoundError."""
        directory = self.directories.of(container_id)
        return directory, directory.read()

    def as_model(self, record: ContainerRecord) -> Container:
        """A record with the state that its processes are in."""
        process = process_of(record)
        state = ContainerState.CREATED if not record.started else ContainerState.STOPPED
        if process is not None:
            is_paused = is_frozen(process.pid)
            state = ContainerState.PAUSED if is_paused else ContainerState.RUNNING
        chain = chain_ids(record.diff_ids)
        return Container(
            id=record.id,
            name=record.name,
            image_reference=record.image_reference,
            manifest_digest=record.manifest_digest,
            chain_id=chain[-1] if chain else "",
            switch=record.switch,
            state=state,
            created=record.created_at,
            started=record.started_at,
            pid=process.pid if process else None,
            unenforced=record.unenforced if process else (),
            marks=tuple(kept.mark for kept in record.marks),
            address=record.plugged if process else "",
            ports=record.ports,
            volumes=record.volumes,
            limits=record.limits,
            env=record.env,
            working_dir=record.working_dir,
            user=record.user,
            runs_own_command=record.runs_own_command,
            ending="" if process or record.id in self._stopping else self._ending(record),
        )

    def lock(self, container_id: str) -> threading.RLock:
        """Held while something happens to a container."""
        return self._locks[container_id]

    @property
    def limits(self) -> EnforcedLimits:
        """What this computer lets us limit."""
        return self.starting.limits

    # --- changing -----------------------------------------------------------------------------

    def create(self, request: NewContainer, *, is_passing: bool = False) -> Container:
        """See Engine.create_container; one that `is_passing` does not outlive this engine."""
        name = check_container_name(request.name)
        hostname = check_host_name(request.hostname) if request.hostname else _host_name(name)
        self._layout.require_writable()
        self._switches.require(request)
        # Nobody removes the image between the look at it and the record that stands on it.
        with self._layout.adding(), self._names_lock, storage_errors(self._places.private):
            stored = self._layout.read_image(self._layout.resolve(request.image_reference))
            _require_fitting(request.image_reference, stored)
            check_new_container(request, stored.config.run, self._places)
            self._require_free(name)
            directory = self.directories.new()
            record = ContainerRecord(
                id=directory.path.name,
                name=name,
                image_reference=request.image_reference,
                manifest_digest=stored.descriptor.digest,
                diff_ids=stored.config.diff_ids,
                switch=request.switch,
                hostname=hostname,
                created=datetime.now(UTC).isoformat(),
                env=(*stored.config.run.env, *request.env),
                own_env=request.env,
                ports=request.ports,
                volumes=request.volumes,
                limits=request.limits,
                runs_own_command=request.runs_own_command,
                working_dir=request.working_dir or stored.config.run.working_dir,
                user=request.user or stored.config.run.user,
                is_passing=is_passing,
            )
            try:
                directory.write(record)
            except BaseException:
                remove_tree(directory.path)
                raise
        return self.as_model(record)

    def start(self, container_id: str, cancel: CancelToken) -> Container:
        """See Engine.start_container."""
        with self.lock(container_id), storage_errors(self._places.private):
            directory, record = self.record(container_id)
            if process_of(record) is not None:
                return self.as_model(record)
            self._layout.require_writable()
            self.starting.runtime()  # before anything is unpacked for nothing
            self.starting.clear_away(directory, record)
            record = settled(directory, record)
            mount = self.starting.mount_of(directory, record, cancel)
            mount.mount()
            try:
                plugged = self.starting.plug_in(record)
                pid = self.starting.start_process(directory, record, plugged)
                record = replace(
                    record,
                    plugged=plugged.address,
                    ending="",
                    pid=pid,
                    start_time=ContainerProcess.started(pid).start_time,
                    boot_id=boot_id(),
                    started=datetime.now(UTC).isoformat(),
                    unenforced=self.limits.unenforced,
                )
                directory.write_run(record)
            except BaseException:
                self.starting.clear_away(directory, replace(record, pid=None))
                raise
            return self.as_model(record)

    def stop(self, container_id: str, grace_s: float, cancel: CancelToken) -> Container:
        """See Engine.stop_container."""
        with self.lock(container_id), storage_errors(self._places.private):
            directory, record = self.record(container_id)
            process = process_of(record)
            if process is not None:
                if is_frozen(process.pid):
                    # Frozen processes cannot end.
                    self.starting.runtime(record.id).resume(record.id)
                self._stopping.add(container_id)
            try:
                if process is not None:
                    process.stop(grace_s, cancel)
                    record = replace(record, pid=None)
                self.starting.clear_away(directory, record)
            finally:
                self._stopping.discard(container_id)
            return self.as_model(directory.read())

    def pause(self, container_id: str) -> Container:
        """See Engine.pause_container."""
        with self.lock(container_id):
            _directory, record = self.record(container_id)
            if not self.limits.pause:
                reason = "control groups are not yours on this computer"
                raise NotSupportedError("Pausing", reason)
            if self.as_model(record).state is ContainerState.RUNNING:
                self.starting.runtime(record.id).pause(record.id)
            container = self.as_model(record)
            if container.state is not ContainerState.PAUSED:
                raise ContainerStateError(record.name, container.state.value, "running")
            return container

    def resume(self, container_id: str) -> Container:
        """See Engine.resume_container."""
        with self.lock(container_id):
            _directory, record = self.record(container_id)
            if self.as_model(record).state is ContainerState.PAUSED:
                self.starting.runtime(record.id).resume(record.id)
            return self.as_model(record)

    def rename(self, container_id: str, name: str) -> Container:
        """See Engine.rename_container."""
        name = check_container_name(name)
        self._layout.require_writable()
        locks = self.lock(container_id), self._names_lock
        with locks[0], locks[1], storage_errors(self._places.private):
            directory, record = self.record(container_id)
            self._require_free(name, but=container_id)
            record = replace(record, name=name)
            directory.write(record)
            return self.as_model(record)

    def discard(self, container_id: str) -> None:
        """See Engine.discard_container."""
        with self.lock(container_id), storage_errors(self._places.private):
            directory, _record = self.record(container_id)
            self._layout.require_writable()
            self.stop(container_id, 0.0, CancelToken())
            directory.forget()  # from here on it is gone, and the rest is swept in any case
            remove_tree(directory.path)
        self._locks.pop(container_id, None)

    def clear_if_ended(self, container_id: str) -> Container | None:
        """Take away what a container that ended by itself left; None when it goes on."""
        with self.lock(container_id):
            directory, record = self.record(container_id)
            if record.pid is None or process_of(record) is not None:
                return None
            self.starting.clear_away(directory, record)
            return self.as_model(directory.read())

    def let_go(self, directory: ContainerDirectory, record: ContainerRecord) -> None:
        """Thaw what a snapshot held still, if it does. Idempotent."""
        process = process_of(record)
        if process is not None and is_frozen(process.pid):
            self.starting.runtime(record.id).resume(record.id)
        directory.hold.unlink(missing_ok=True)

    # --- parts for others ---------------------------------------------------------------------

    def require_writable(self) -> None:
        """Raises RepositoryReadOnlyError."""
        self._layout.require_writable()

    def spending_reserve(self) -> AbstractContextManager[None]:
        """See ImageLayout.spending_reserve."""
        return self._layout.spending_reserve()

    def exec_context(self, container_id: str) -> ExecContext:
        """For running a command. Raises ContainerStateError unless it runs."""
        _directory, record = self.record(container_id)
        container = self.as_model(record)
        if container.state is not ContainerState.RUNNING:
            raise ContainerStateError(record.name, container.state.value, "running")
        runtime, changed = self.starting.runtime(record.id), record.config.working_dir
        return ExecContext(
            runtime,
            record.id,
            record.name,
            (*record.env, *record.config.env),
            record.working_dir if changed is None else changed,
            self._places.scratch,
            self.starting.account_file(record),
            self.limits,
        )

    def needed_manifests(self) -> tuple[Descriptor, ...]:
        """Manifests that containers stand on: to be kept even when no reference names them."""
        needed = []
        for _directory, record in self.directories.records():
            standing = [record]
            if record.sealing is not None:
                standing.append(replace(record, manifest_digest=record.sealing.manifest_digest))
            for one in standing:
                if self._layout.blob_size(one.manifest_digest) is not None:
                    needed.append(self.starting.manifest_of(one))
        return tuple(needed)

    def _ending(self, record: ContainerRecord) -> str:
        """Kept as soon as it is known: only the process that started it learns its exit code."""
        directory = self.directories.of(record.id)
        words = ending_of(directory, record)
        if words == record.ending or not self.lock(record.id).acquire(blocking=False):
            return words  # or it is in the hands of somebody who will see the same
        try:
            current = directory.read()
            if (current.pid, current.start_time) == (record.pid, record.start_time):
                directory.write_run(replace(current, ending=words))
        except (ContainerNotFoundError, OSError):
            pass  # discarded just now, or a full disk: it ended all the same
        finally:
            self.lock(record.id).release()
        return words

    def _require_free(self, name: str, but: str = "") -> None:
        """Names are few and small to read; states are not asked for."""
        for _directory, record in self.directories.records():
            if record.name == name and record.id != but:
                raise ContainerExistsError(name)


def process_of(record: ContainerRecord) -> ContainerProcess | None:
    """Its init, when that is still alive."""
    if record.pid is None or record.start_time is None or record.boot_id != boot_id():
        return None
    process = ContainerProcess(record.pid, record.start_time)
    return process if process.is_alive else None


def _host_name(name: str) -> str:
    """A container's name as a host name (RFC 1123)."""
    return name.replace("_", "-").lower()[:63]


def _require_fitting(reference: str, stored: StoredImage) -> None:
    """Raises NotSupportedError for an image of another kind of computer."""
    wanted, machine = stored.config.platform, this_machine()
    if not wanted.fits(machine):
        reason = f"the image is for {wanted.as_text}, and this computer is {machine.as_text}"
        raise NotSupportedError(f"A container of {reference}", reason)
