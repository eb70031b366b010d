"""The built-in engine: no daemon; the repository is an OCI image layout, containers are overlayfs.

Runs as uid 0, real or mapped (see `core.engine.connect`), and does not know which. This class is
only the door: images.py, containers.py and capture.py do the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from core.base_images import base_image_sources
from core.cancel import NEVER, CancelToken
from core.engine.capture import Capture
from core.engine.containers import Containers
from core.engine.event_hub import EventHub
from core.engine.images import ImageActions
from core.engine.late_inspection import LateInspection
from core.engine.layer_moving import Workshop
from core.engine.monitor import Monitor
from core.engine.places import Places, owner_outside
from core.engine.protocol import Terminal
from core.engine.readiness import probe
from core.engine.recovery import recover, sole_engine
from core.engine.reworking_parts import ReworkingParts
from core.engine.running_parts import RunningParts
from core.engine.switches import Switches
from core.engine.travelling import TravelParts
from core.events import (
    ContainerChanged,
    ContainerDiscarded,
    Event,
    ImageAdded,
    ImageRemoved,
)
from core.layer import WhiteoutForm, measure_changes
from core.model import (
    BaseImageRequest,
    BaseImageSource,
    Capabilities,
    ChangeSummary,
    CommandRun,
    Container,
    ExecRequest,
    Image,
    NewContainer,
    OutputChunk,
    Readiness,
    RemovalPlan,
    Repository,
    SnapshotRequest,
    Switch,
)
from core.network import find_programs
from core.oci.descriptor import Descriptor
from core.progress import Report, ignore
from core.recording import Recording
from core.runtime import open_terminal, run_command
from core.runtime.terminal import read_to_end
from core.snapshot import LayerCache
from core.store import ImageLayout, collect, list_images
from core.translation import tr_noop


class BuiltinEngine(LateInspection, RunningParts, TravelParts, ReworkingParts):
    """Implements `core.engine.protocol.Engine`, which documents the methods."""

    title = tr_noop("Built-in · this computer")

    def __init__(
        self,
        repository: Path,
        *,
        runtime_dir: Path,
        form: WhiteoutForm,
        readiness: Readiness | None = None,
    ) -> None:
        """`readiness` is given where it is known already that containers cannot run."""
        self._places = Places(repository, runtime_dir, form, owner_outside())
        self._layout = ImageLayout.open(repository)
        self._layers = LayerCache(self._layout, self._places.layers, form)
        catalog = self._places.private / "catalog"
        LateInspection.__init__(self, lambda: self._layout, catalog, self._layers.directory_of)
        self._images = ImageActions(self._layout, self._layers, self._places)
        self._switches = Switches(self._places)
        self._containers = Containers(self._layout, self._layers, self._places, self._switches)
        self._capture = Capture(
            self._layout, self._layers, self._places, self._images, self._containers
        )
        self._events = EventHub()
        RunningParts.__init__(
            self, self._containers, self._switches, self._places, self._events, self._run_unrecorded
        )
        TravelParts.__init__(
            self, self._layout, self._layers, self._places, self._images, self._events
        )
        workshop = Workshop(
            self._containers, self.marks, self._run_unrecorded, self._capture.capture,
            self._layout, self._places, self._events,
        )  # fmt: skip
        ReworkingParts.__init__(
            self, self._layout, self._images, workshop, lambda: self._inspection.opened,
            self._events, self._sweep,
        )  # fmt: skip
        self._readiness = readiness
        self._exits = ExitStack()
        if self._layout.is_writable and readiness is None:
            self._exits.enter_context(sole_engine(self._places))
            try:
                self._places.make()
                self._layers.open()
                recover(self._layout, self._containers, self._places)
                self._switches.recover({c.id for c in self._containers.list() if c.is_live})
            except BaseException:
                self._exits.close()
                raise
        self._monitor = Monitor(self._layout, self._containers, self._events)

    # --- looking ------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities:
        readiness = self.probe()
        can_run = readiness.can_run_containers
        return Capabilities(
            can_run=can_run,
            can_pause=can_run and self._containers.limits.pause,
            can_build_base_images=self._layout.is_writable and readiness.mode != "unsupported",
            can_write=self._layout.is_writable,
            can_limit=self._containers.limits.named if can_run else (),
            switches=tuple(switch.name for switch in self.switches()),
            can_make_switches=can_run and self._layout.is_writable and not find_programs().missing,
        )

    def probe(self) -> Readiness:
        if self._readiness is None:
            self._readiness = probe(self._places, can_write=self._layout.is_writable)
        return self._readiness

    def repository(self) -> Repository:
        images, problems = list_images(self._layout)
        return Repository(
            location=str(self._layout.path),
            images=images,
            containers=self._containers.list(),
            stored_bytes=self._layout.stored_bytes(),
            problems=(*problems, *self._containers.problems()),
            is_writable=self._layout.is_writable,
        )

    def switches(self) -> tuple[Switch, ...]:
        return self._switches.list()

    def base_image_sources(self) -> tuple[BaseImageSource, ...]:
        return base_image_sources()

    def commands(self, container_id: str) -> tuple[CommandRun, ...]:
        directory, _record = self._containers.record(container_id)
        return Recording(directory.commands).runs()

    def changes(
        self, container_id: str, *, limit: int = 10_000, cancel: CancelToken = NEVER
    ) -> ChangeSummary:
        with self._containers.moves.looking(container_id):
            directory, record = self._containers.record(container_id)
            lowers = self._containers.starting.lowers(record, cancel)
            return measure_changes(
                directory.upper,
                lowers,
                form=self._places.form,
                exclude=self._containers.starting.noise(record, directory.upper, lowers),
                limit=limit,
                cancel=cancel,
            )

    def watch(self, on_event: Callable[[Event], None], *, cancel: CancelToken) -> None:
        self._monitor.start()
        self._events.watch(on_event, cancel)

    def close(self) -> None:
        self.stop_looking()
        self._monitor.stop()
        self.live.close()
        self._switches.close()
        self._exits.close()

    # --- images -------------------------------------------------------------------------------

    def make_base_image(
        self, request: BaseImageRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        old = self._images.named(request.name, request.version)
        image = self._images.make_base(request, cancel, report)
        if request.replace:
            self._sweep(old)
        self._events.publish(ImageAdded(image))
        return image

    def removal_plan(self, reference: str) -> RemovalPlan:
        return self._images.removal_plan(reference, self._containers.list())

    def remove_image(self, reference: str) -> None:
        old = self._images.remove(reference, self._containers.list)
        self._sweep([old])
        self._events.publish(ImageRemoved(reference))

    def snapshot(
        self, request: SnapshotRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        old = self._images.named(request.name, request.version)
        image = self._capture.capture(request, cancel, report)
        self.live.start_over(request.container_id)
        if request.replace:
            self._sweep(old)
        self._events.publish(ImageAdded(image, request.container_id))
        _directory, record = self._containers.record(request.container_id)
        self._events.publish(ContainerChanged(self._containers.as_model(record)))
        return image

    # --- containers ---------------------------------------------------------------------------

    def create_container(self, request: NewContainer) -> Container:
        return self._told(self._containers.create(request))

    def start_container(self, container_id: str) -> Container:
        return self._told(self._containers.start(container_id, NEVER))

    def stop_container(
        self, container_id: str, *, grace_s: float = 5.0, cancel: CancelToken = NEVER
    ) -> Container:
        return self._told(self._containers.stop(container_id, grace_s, cancel))

    def pause_container(self, container_id: str) -> Container:
        return self._told(self._containers.pause(container_id))

    def resume_container(self, container_id: str) -> Container:
        return self._told(self._containers.resume(container_id))

    def rename_container(self, container_id: str, name: str) -> Container:
        return self._told(self._containers.rename(container_id, name))

    def discard_container(self, container_id: str) -> None:
        self._containers.discard(container_id)
        self.live.start_over(container_id)
        self._events.publish(ContainerDiscarded(container_id))

    def execute(
        self,
        container_id: str,
        request: ExecRequest,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> CommandRun:
        context = self._containers.exec_context(container_id)
        if request.is_recorded:
            self.live.before_command(container_id)
        kills = self.use.memory_kills(container_id)
        started, clock = datetime.now(UTC), time.monotonic()
        if request.terminal:
            terminal = open_terminal(context, request)
            forget = cancel.on_cancel(terminal.end)
            try:
                exit_code = read_to_end(terminal, output)
                if cancel.is_cancelled:
                    terminal.end()
            finally:
                forget()
                terminal.close()
        else:
            exit_code = run_command(context, request, output, cancel)
        run = CommandRun(
            text=request.as_text,
            started=started,
            duration_s=time.monotonic() - clock,
            exit_code=None if cancel.is_cancelled else exit_code,
            was_cancelled=cancel.is_cancelled,
            was_out_of_memory=self.use.memory_kills(container_id) > kills,
        )
        return self.record_command(container_id, run) if request.is_recorded else run

    def open_terminal(self, container_id: str, request: ExecRequest) -> Terminal:
        request = replace(request, terminal=True)
        return open_terminal(self._containers.exec_context(container_id), request)

    def _run_unrecorded(
        self,
        container_id: str,
        request: ExecRequest,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken,
    ) -> CommandRun:
        """For parts of this engine that keep a recording of their own."""
        return self.execute(container_id, request, output=output, cancel=cancel)

    def _told(self, container: Container) -> Container:
        self._events.publish(ContainerChanged(container))
        return container

    def _sweep(self, forgotten: Sequence[Descriptor]) -> None:
        """Delete blobs and unpacked layers that neither an image nor a container has any more.

        What stands on what is looked up while nobody can add to it.
        """
        with self._layout.sweeping():
            collect(self._layout, self._containers.needed_manifests(), forgotten=forgotten)
            images, problems = list_images(self._layout)
            if problems or self._containers.problems():
                return  # what they need is not known
            chains = [[layer.diff_id for layer in image.layers] for image in images]
            records = self._containers.directories.records()
            chains += [list(record.diff_ids) for _directory, record in records]
            self._layers.remove_unused(chains)
