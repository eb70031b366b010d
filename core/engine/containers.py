"""What the built-in engine does with containers: make, start, stop, find again, discard."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.cancel import CancelToken
from core.engine.container_record import ContainerDirectories, ContainerDirectory, ContainerRecord
from core.engine.places import Places
from core.errors import (
    ContainerExistsError,
    ContainerStateError,
    DataError,
    FacilityMissingError,
    ImageGoneError,
    NotSupportedError,
)
from core.layer import remove_tree
from core.model import Container, ContainerState, NewContainer, Problem
from core.network import HOST, NONE
from core.oci import media_types
from core.oci.chain import chain_ids
from core.oci.descriptor import Descriptor
from core.oci.names import check_container_name, check_host_name
from core.oci.platform import this_machine
from core.runtime import (
    BundleRequest,
    ContainerProcess,
    EnforcedLimits,
    ExecContext,
    OciRuntime,
    boot_id,
    enforced_limits,
    find_runtime,
    injected_paths,
    is_frozen,
    start_time_of,
    write_bundle,
)
from core.runtime.probe import find_init
from core.snapshot import LayerCache, OverlayMount
from core.store import ImageLayout, StoredImage
from core.store.durable import storage_errors


class Containers:
    """All containers of a repository. Thread-safe: one thing at a time for each container."""

    def __init__(self, layout: ImageLayout, layers: LayerCache, places: Places) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places
        self.directories = ContainerDirectories(places.containers)
        self._locks: defaultdict[str, threading.RLock] = defaultdict(threading.RLock)
        self._names_lock = threading.Lock()
        self._limits: EnforcedLimits | None = None

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
        )

    def lock(self, container_id: str) -> threading.RLock:
        """Held while something happens to a container."""
        return self._locks[container_id]

    @property
    def limits(self) -> EnforcedLimits:
        """What this computer lets us limit; looked up once."""
        if self._limits is None:
            self._limits = enforced_limits()
        return self._limits

    # --- changing -----------------------------------------------------------------------------

    def create(self, request: NewContainer) -> Container:
        """See Engine.create_container."""
        name = check_container_name(request.name)
        hostname = check_host_name(request.hostname) if request.hostname else _host_name(name)
        self._layout.require_writable()
        if request.switch not in (NONE, HOST):
            reason = "there is no such switch"
            raise NotSupportedError(f"Switch “{request.switch}”", reason)
        # Nobody removes the image between the look at it and the record that stands on it.
        with self._layout.adding(), self._names_lock, storage_errors(self._places.private):
            stored = self._layout.read_image(self._layout.resolve(request.image_reference))
            _require_fitting(request.image_reference, stored)
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
                env=stored.config.run.env,
                working_dir=stored.config.run.working_dir,
                user=stored.config.run.user,
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
            self._runtime()  # before anything is unpacked for nothing
            self.clear_away(directory, record)
            mount = self.mount_of(directory, record, cancel)
            mount.mount()
            try:
                pid = self._start_process(directory, record)
                record = replace(
                    record,
                    pid=pid,
                    start_time=start_time_of(pid),
                    boot_id=boot_id(),
                    started=datetime.now(UTC).isoformat(),
                    unenforced=self.limits.unenforced,
                )
                directory.write_run(record)
            except BaseException:
                self.clear_away(directory, record)
                raise
            return self.as_model(record)

    def stop(self, container_id: str, grace_s: float, cancel: CancelToken) -> Container:
        """See Engine.stop_container."""
        with self.lock(container_id), storage_errors(self._places.private):
            directory, record = self.record(container_id)
            process = process_of(record)
            if process is not None:
                if is_frozen(process.pid):
                    self._runtime(record.id).resume(record.id)  # frozen processes cannot end
                process.stop(grace_s, cancel)
            self.clear_away(directory, record)
            return self.as_model(record)

    def pause(self, container_id: str) -> Container:
        """See Engine.pause_container."""
        with self.lock(container_id):
            _directory, record = self.record(container_id)
            if not self.limits.pause:
                reason = "control groups are not yours on this computer"
                raise NotSupportedError("Pausing", reason)
            if self.as_model(record).state is ContainerState.RUNNING:
                self._runtime(record.id).pause(record.id)
            container = self.as_model(record)
            if container.state is not ContainerState.PAUSED:
                raise ContainerStateError(record.name, container.state.value, "running")
            return container

    def resume(self, container_id: str) -> Container:
        """See Engine.resume_container."""
        with self.lock(container_id):
            _directory, record = self.record(container_id)
            if self.as_model(record).state is ContainerState.PAUSED:
                self._runtime(record.id).resume(record.id)
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
            self.clear_away(directory, record)
            return self.as_model(directory.read())

    def let_go(self, directory: ContainerDirectory, record: ContainerRecord) -> None:
        """Thaw what a snapshot held still, if it does. Idempotent."""
        process = process_of(record)
        if process is not None and is_frozen(process.pid):
            self._runtime(record.id).resume(record.id)
        directory.hold.unlink(missing_ok=True)

    # --- parts for others ---------------------------------------------------------------------

    def lowers(
        self, record: ContainerRecord, cancel: CancelToken | None = None
    ) -> tuple[Path, ...]:
        """Unpacked layers of its image, top first. Raises ImageGoneError."""
        found = self._layers.find(record.diff_ids)
        if found is None:
            descriptor = self._manifest_of(record)
            try:
                stored = self._layout.read_image(descriptor)
                found = self._layers.ensure(
                    stored.config.diff_ids, stored.manifest.layers, cancel=cancel or CancelToken()
                )
            except DataError as error:
                raise ImageGoneError(
                    record.name, record.image_reference, detail=str(error)
                ) from error
        return tuple(reversed(found))

    def mount_of(
        self, directory: ContainerDirectory, record: ContainerRecord, cancel: CancelToken
    ) -> OverlayMount:
        """Its overlay mount, not mounted yet."""
        if self._layout.blob_size(record.manifest_digest) is None:
            raise ImageGoneError(record.name, record.image_reference)
        lowers = self.lowers(record, cancel)
        if not lowers:
            empty = self._places.private / "empty"
            empty.mkdir(mode=0o755, exist_ok=True)
            lowers = (empty,)
        return OverlayMount(
            lowers, directory.upper, directory.work, directory.merged, self._places.form
        )

    def noise(
        self, record: ContainerRecord, upper: Path, lowers: tuple[Path, ...]
    ) -> frozenset[bytes]:
        """Paths in the upper directory that nobody wrote."""
        shares_network = record.switch == HOST
        return injected_paths(upper, lowers, self._places.form, shares_network=shares_network)

    def exec_context(self, container_id: str) -> ExecContext:
        """For running a command. Raises ContainerStateError unless it runs."""
        _directory, record = self.record(container_id)
        container = self.as_model(record)
        if container.state is not ContainerState.RUNNING:
            raise ContainerStateError(record.name, container.state.value, "running")
        return ExecContext(
            self._runtime(record.id), record.id, record.name, record.env, record.working_dir,
            self._places.scratch,
        )  # fmt: skip

    def needed_manifests(self) -> tuple[Descriptor, ...]:
        """Manifests that containers stand on: to be kept even when no reference names them."""
        needed = []
        for _directory, record in self.directories.records():
            size_bytes = self._layout.blob_size(record.manifest_digest)
            if size_bytes is not None:
                needed.append(self._manifest_of(record))
        return tuple(needed)

    def _require_free(self, name: str, but: str = "") -> None:
        """Names are few and small to read; states are not asked for."""
        for _directory, record in self.directories.records():
            if record.name == name and record.id != but:
                raise ContainerExistsError(name)

    def _manifest_of(self, record: ContainerRecord) -> Descriptor:
        size_bytes = self._layout.blob_size(record.manifest_digest) or 0
        return Descriptor(media_types.IMAGE_MANIFEST, record.manifest_digest, size_bytes)

    def _start_process(self, directory: ContainerDirectory, record: ContainerRecord) -> int:
        init = find_init()
        if init is None:
            raise FacilityMissingError(
                "a small init for containers", "Install it: sudo apt-get install catatonit"
            )
        write_bundle(
            BundleRequest(
                bundle=directory.bundle,
                rootfs=directory.merged,
                hostname=record.hostname,
                env=record.env,
                init=init,
                is_rootless=self._places.is_rootless,
                network=None if record.switch == HOST else "",
                limits=self.limits,
            )
        )
        runtime = self._runtime()
        runtime.delete(record.id)
        return runtime.run_detached(record.id, directory.bundle)

    def _runtime(self, container_id: str = "") -> OciRuntime:
        runtime = find_runtime(self._places.runtime_state, container_id)
        if runtime is None:
            raise FacilityMissingError(
                "a container runtime", "Install it: sudo apt-get install runc"
            )
        return runtime

    def clear_away(self, directory: ContainerDirectory, record: ContainerRecord) -> None:
        """Everything of a container but its files: runtime's notes, mount, pid."""
        runtime = find_runtime(self._places.runtime_state, record.id)
        if runtime is not None:
            runtime.delete(record.id)
        OverlayMount(
            (), directory.upper, directory.work, directory.merged, self._places.form
        ).unmount()
        for note in (directory.hold, directory.bundle / "config.json", directory.bundle / "pid"):
            note.unlink(missing_ok=True)
        directory.end_run()


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
