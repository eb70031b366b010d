"""How a container's processes begin and end: its mount, its bundle, its place on a switch."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from core.cancel import CancelToken
from core.engine.admission import require_own_command
from core.engine.container_record import ContainerDirectories, ContainerDirectory, ContainerRecord
from core.engine.ending import ending_of, note_groups
from core.engine.places import Places
from core.engine.switches import Switches
from core.errors import DataError, FacilityMissingError, ImageGoneError
from core.network import HOST, NONE, Plugged
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.runtime import (
    ENDED_COMMANDS,
    BundleRequest,
    EnforcedLimits,
    OciRuntime,
    OwnCommand,
    enforced_limits,
    find_runtime,
    injected_paths,
    log_pipe,
    network_mount_points,
    pinned_volumes,
    unpin,
    wait_until_written,
    write_bundle,
)
from core.runtime.probe import find_init
from core.runtime.users import AccountFile, account_files, find_user
from core.snapshot import LayerCache, OverlayMount
from core.store import ImageLayout
from core.translation import tr_noop


class Starting:
    """What containers need of this computer while they run. Callers hold the container's lock."""

    def __init__(
        self,
        layout: ImageLayout,
        layers: LayerCache,
        places: Places,
        directories: ContainerDirectories,
        switches: Switches,
    ) -> None:
        self._layout = layout
        self._layers = layers
        self._places = places
        self._directories = directories
        self._switches = switches
        self._limits: EnforcedLimits | None = None

    @property
    def limits(self) -> EnforcedLimits:
        """What this computer lets us limit; looked up once."""
        if self._limits is None:
            self._limits = enforced_limits()
        return self._limits

    def runtime(self, container_id: str = "") -> OciRuntime:
        """For new containers, or the one that started this one. FacilityMissingError."""
        runtime = find_runtime(self._places.runtime_state, container_id)
        if runtime is None:
            raise FacilityMissingError(
                tr_noop("a container runtime"), tr_noop("Install it: sudo apt-get install runc")
            )
        return runtime

    def image_lowers(
        self, record: ContainerRecord, cancel: CancelToken | None = None
    ) -> tuple[Path, ...]:
        """Unpacked layers of its image, top first. Raises ImageGoneError."""
        found = self._layers.find(record.diff_ids)
        if found is None:
            descriptor = self.manifest_of(record)
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

    def lowers(
        self, record: ContainerRecord, cancel: CancelToken | None = None
    ) -> tuple[Path, ...]:
        """Everything read-only under its writable layer, top first: its marks, its image."""
        directory = self._directories.of(record.id)
        marks = [directory.marks / kept.mark.id for kept in record.marks if not kept.mark.is_empty]
        return (*reversed(marks), *self.image_lowers(record, cancel))

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
        shares_network, is_named = record.switch == HOST, record.switch not in (HOST, NONE)
        points = network_mount_points(shares_network=shares_network, is_named_switch=is_named)
        targets = (os.fsencode(volume.target).strip(b"/") for volume in record.volumes)
        return injected_paths(upper, lowers, self._places.form, mount_points=(*points, *targets))

    def manifest_of(self, record: ContainerRecord) -> Descriptor:
        """The manifest that it stands on."""
        size_bytes = self._layout.blob_size(record.manifest_digest) or 0
        return Descriptor(media_types.IMAGE_MANIFEST, record.manifest_digest, size_bytes)

    def plug_in(self, record: ContainerRecord) -> Plugged:
        """Give it its network, before it starts. Raises NetworkFailedError, PortTakenError."""
        return self._switches.attach(record)

    def start_process(
        self, directory: ContainerDirectory, record: ContainerRecord, plugged: Plugged
    ) -> int:
        """Start its init on what is mounted; its pid. Raises RuntimeFailedError."""
        init = find_init()
        if init is None:
            raise FacilityMissingError(
                tr_noop("a small init for containers"),
                tr_noop("Install it: sudo apt-get install catatonit"),
            )
        command = self._own_command(record) if record.runs_own_command else None
        runtime = self.runtime()
        runtime.delete(record.id)
        with ExitStack() as exits:
            volumes = pinned_volumes(
                record.volumes,
                self._places.shared_folder,
                self._places.repository,
                self._places.volumes / record.id,
                directory.merged,
            )
            request = BundleRequest(
                bundle=directory.bundle,
                rootfs=directory.merged,
                hostname=record.hostname,
                env=(*record.env, *record.config.env),
                init=init,
                is_rootless=self._places.is_rootless,
                network=plugged.namespace,
                limits=self.limits,
                asked_limits=record.limits,
                hosts_file=plugged.hosts_file,
                resolv_conf=plugged.resolv_conf,
                volumes=exits.enter_context(volumes),
                command=command,
            )
            write_bundle(request)
            output = exits.enter_context(log_pipe(directory.log)) if command else None
            pid = runtime.run_detached(record.id, directory.bundle, output)
        note_groups(directory, record.id, pid)
        return pid

    def account_file(self, record: ContainerRecord) -> AccountFile:
        """Reads a container's accounts, without starting anything in it."""

        def read(name: str) -> bytes:
            layers = (self._directories.of(record.id).upper, *self.lowers(record))
            return account_files(layers, self._places.form)(name)

        return read

    def _own_command(self, record: ContainerRecord) -> OwnCommand:
        """What its image runs, with what build steps changed. Raises NotSupportedError."""
        run, changed = self._layout.read_image(self.manifest_of(record)).config.run, record.config
        entrypoint = run.entrypoint if changed.entrypoint is None else changed.entrypoint
        command = run.command if changed.command is None else changed.command
        user = record.user if changed.user is None else changed.user
        return OwnCommand(
            require_own_command(record.image_reference, (*entrypoint, *command)),
            record.working_dir if changed.working_dir is None else changed.working_dir,
            find_user(user, self.account_file(record)),
        )

    def clear_away(self, directory: ContainerDirectory, record: ContainerRecord) -> None:
        """Everything of a container but its files: runtime's notes, network, mount, pid.

        With a pid in its record it ended by itself, and why is kept.
        """
        wait_until_written(directory.log)
        if record.pid is not None:
            try:
                directory.write_run(replace(record, ending=ending_of(directory, record)))
            except OSError:
                pass  # a full disk, say: it ended all the same
        runtime = find_runtime(self._places.runtime_state, record.id)
        if runtime is not None:
            runtime.delete(record.id)
        self._switches.detach(record)
        OverlayMount(
            (), directory.upper, directory.work, directory.merged, self._places.form
        ).unmount()
        unpin(self._places.volumes / record.id)
        ENDED_COMMANDS.forget(record.id)
        notes = (directory.bundle / name for name in ("config.json", "pid", "groups.json"))
        for note in (directory.hold, *notes):
            note.unlink(missing_ok=True)
        directory.end_run()
