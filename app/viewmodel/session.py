"""The window's state: the one place where it changes, and who listens to it.

Only `app.commands` and the engine's events write here.
"""

from __future__ import annotations

import enum
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.viewmodel.arrivals import Arrival, ghosts_of
from app.viewmodel.console import Console
from app.viewmodel.equivalents import Dialect
from app.viewmodel.growth import Growth
from app.viewmodel.measures import Measure, shades_of
from app.viewmodel.placement import ViewMode
from app.viewmodel.wall import Appearance, Wall, build_wall
from app.viewmodel.wording import describe_error
from app.viewmodel.work_log import WorkLog
from core.model import (
    BaseImageSource,
    Capabilities,
    ChangeSummary,
    CommandRun,
    Container,
    Image,
    Layer,
    LayerFigures,
    LiveChanges,
    Neighbour,
    Readiness,
    Repository,
    Serving,
    Switch,
)

if TYPE_CHECKING:
    from core.recipe import Proposed


class SelectionKind(enum.Enum):
    """What can be selected."""

    NOTHING = "nothing"
    BRICK = "brick"
    IMAGE = "image"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected: a chain ID, a reference or a container's id."""

    kind: SelectionKind = SelectionKind.NOTHING
    key: str = ""


class Session(QObject):
    """Signals say what changed; they carry the id that they concern, where there is one.

    repository_changed(), wall_changed(), selection_changed(), readiness_changed(),
    look_changed() (view mode, measure, dialect, theme), changes_measured(container id),
    console_changed(container id), busy_changed(), figures_changed(), live_changed(container id),
    runs_changed(container id), switches_changed(), serving_changed() (what is offered to this
    network), neighbours_changed() (what others offer), message_raised(Message), notice_raised(str).
    """

    repository_changed = Signal()
    wall_changed = Signal()
    selection_changed = Signal()
    readiness_changed = Signal()
    look_changed = Signal()
    changes_measured = Signal(str)
    console_changed = Signal(str)
    busy_changed = Signal()
    figures_changed = Signal()
    live_changed = Signal(str)
    runs_changed = Signal(str)
    switches_changed = Signal()
    serving_changed = Signal()
    neighbours_changed = Signal()
    message_raised = Signal(object)
    notice_raised = Signal(str)

    def __init__(self, appearance: Appearance | None = None) -> None:
        super().__init__()
        self.repository = Repository(location="")
        self.is_loaded = False
        self.wall = Wall()
        self.selection = Selection()
        self.readiness: Readiness | None = None
        self.capabilities = Capabilities()
        self.switches: tuple[Switch, ...] = ()
        self.serving: Serving | None = None  # while images are offered
        self.neighbours: tuple[Neighbour, ...] = ()
        self.base_image_sources: tuple[BaseImageSource, ...] = ()
        self.view_mode = ViewMode.SHARED
        self.dialect = Dialect.DOCKER
        self.measure = Measure.ROLE
        self.appearance = appearance or Appearance()
        self.changes: dict[str, ChangeSummary] = {}
        self.unmeasured: set[str] = set()  # containers whose changes are not known, or not any more
        self.live: dict[str, LiveChanges] = {}  # of containers that are watched
        self.growth: dict[str, Growth] = {}
        self.runs: dict[str, tuple[CommandRun, ...]] = {}
        self.consoles: dict[str, Console] = {}
        self.proposed: dict[str, Proposed] = {}  # what a container's snapshot would be called
        self.busy: dict[str, str] = {}  # container id → what happens to it
        self.figures: dict[str, LayerFigures] = {}  # by chain ID, as far as they are known
        self.arrivals: dict[str, Arrival] = {}  # images on their way here, by key
        self.work_log = WorkLog()

    # --- looking ------------------------------------------------------------------------------

    @property
    def selected_container(self) -> Container | None:
        """The container that is selected."""
        if self.selection.kind is not SelectionKind.CONTAINER:
            return None
        return self.repository.container(self.selection.key)

    @property
    def selected_image(self) -> Image | None:
        """The image that is selected, or that the selected brick ends."""
        if self.selection.kind is SelectionKind.IMAGE:
            return self.repository.image(self.selection.key)
        if self.selection.kind is SelectionKind.BRICK:
            return next(
                (i for i in self.repository.images if i.top_chain_id == self.selection.key), None
            )
        return None

    def layer(self, chain_id: str) -> Layer | None:
        """The layer of that chain ID, of whichever image has it."""
        layers = (layer for image in self.repository.images for layer in image.layers)
        return next((layer for layer in layers if layer.chain_id == chain_id), None)

    def console(self, container_id: str) -> Console:
        """What was said in a container."""
        return self.consoles.setdefault(container_id, Console())

    # --- changing -----------------------------------------------------------------------------

    def set_proposed(self, container_id: str, proposed: Proposed | None) -> None:
        """What a snapshot of a container is to be called unless the person says otherwise."""
        if proposed is None:
            self.proposed.pop(container_id, None)
        else:
            self.proposed[container_id] = proposed

    def set_repository(self, repository: Repository) -> None:
        """The engine told what is there now."""
        self._note_unmeasured(self.repository, repository)
        self.repository = repository
        self.is_loaded = True
        alive = {container.id for container in repository.containers}
        tables: tuple[dict[str, Any], ...] = (
            self.changes, self.live, self.growth, self.runs, self.consoles, self.busy,
        )  # fmt: skip
        for table in tables:
            for gone in [key for key in table if key not in alive]:
                del table[gone]
        self.arrivals = {k: one for k, one in self.arrivals.items() if not one.has_landed}
        if not self._selection_exists():
            self.selection = Selection()
            self.work_log.selected("")
            self.selection_changed.emit()
        self._rebuild_wall()
        self.repository_changed.emit()

    def set_changes(self, container_id: str, summary: ChangeSummary) -> None:
        """A writable layer was measured."""
        self.unmeasured.discard(container_id)
        if self.changes.get(container_id) == summary:
            return
        self.changes[container_id] = summary
        self._rebuild_wall()
        self.changes_measured.emit(container_id)

    def set_live(self, container_id: str, live: LiveChanges) -> None:
        """A writable layer that is watched changed."""
        if self.repository.container(container_id) is None or self.live.get(container_id) == live:
            return
        self.live[container_id] = live
        self.unmeasured.discard(container_id)
        self.growth.setdefault(container_id, Growth()).add(time.monotonic(), live.size_bytes)
        self._rebuild_wall()
        self.live_changed.emit(container_id)

    def note_rest(self, container_id: str) -> None:
        """A moment went by: what is not told of any more does not grow any more."""
        growth = self.growth.get(container_id)
        if growth is not None and growth.rest(time.monotonic()):
            self._rebuild_wall()

    def forget_live(self, container_id: str) -> None:
        """It is watched no more: what was known of it will grow old."""
        self.live.pop(container_id, None)
        self.growth.pop(container_id, None)
        if self.repository.container(container_id) is not None:
            self.unmeasured.add(container_id)

    def set_runs(self, container_id: str, runs: tuple[CommandRun, ...]) -> None:
        """The recording of a container was read."""
        if self.runs.get(container_id) != runs:
            self.runs[container_id] = runs
            self.runs_changed.emit(container_id)

    def set_switches(self, switches: tuple[Switch, ...]) -> None:
        """Switches were made or removed."""
        if switches != self.switches:
            self.switches = switches
            self._rebuild_wall()
            self.switches_changed.emit()

    def set_serving(self, serving: Serving | None) -> None:
        """What is offered to this network now; None: nothing any more."""
        if serving != self.serving:
            self.serving = serving
            self.serving_changed.emit()

    def set_neighbours(self, neighbours: tuple[Neighbour, ...]) -> None:
        """Who else in this network offers images."""
        if neighbours != self.neighbours:
            self.neighbours = neighbours
            self.neighbours_changed.emit()

    def set_figures(self, figures: tuple[LayerFigures, ...]) -> None:
        """Layers were looked into."""
        found = {one.chain_id: one for one in figures}
        if found != self.figures:
            self.figures = found
            self._rebuild_wall()
            self.figures_changed.emit()

    def set_appearance(self, appearance: Appearance) -> None:
        """The person gave bricks another look."""
        self.appearance = appearance
        self._rebuild_wall()

    def set_arrival(self, *arrivals: Arrival) -> None:
        """Images are on their way here, or came further; those of one transfer together."""
        self.arrivals.update({one.key: one for one in arrivals})
        self._show_arrivals()

    def land_arrival(self, key: str) -> None:
        """It is here: it goes from among the arrivals with the next look at the repository."""
        if key in self.arrivals:
            self.arrivals[key] = replace(self.arrivals[key], has_landed=True)

    def end_arrival(self, *keys: str) -> None:
        """They do not come."""
        for key in keys:
            self.arrivals.pop(key, None)
        self._show_arrivals()

    def set_facts(
        self,
        readiness: Readiness,
        capabilities: Capabilities,
        switches: tuple[Switch, ...],
        sources: tuple[BaseImageSource, ...],
    ) -> None:
        """What the engine can do here."""
        self.readiness, self.capabilities = readiness, capabilities
        self.base_image_sources = sources
        self.set_switches(switches)
        self.readiness_changed.emit()

    def select(self, kind: SelectionKind, key: str = "") -> None:
        """Select something, or nothing."""
        selection = Selection(kind, key)
        if selection != self.selection:
            self.selection = selection
            self.work_log.selected(selection.key)
            self.selection_changed.emit()

    def set_view_mode(self, mode: ViewMode) -> None:
        """Shared or stacks."""
        if mode is not self.view_mode:
            self.view_mode = mode
            self.look_changed.emit()

    def set_measure(self, measure: Measure) -> None:
        """What bricks are coloured by."""
        if measure is not self.measure:
            self.measure = measure
            self._rebuild_wall()
            self.look_changed.emit()

    def set_dialect(self, dialect: Dialect) -> None:
        """Whose command lines are shown."""
        if dialect is not self.dialect:
            self.dialect = dialect
            self.look_changed.emit()

    def set_busy(self, container_id: str, what: str) -> None:
        """Something happens to a container ("" = no more)."""
        if what:
            self.busy[container_id] = what
        else:
            self.busy.pop(container_id, None)
        self.busy_changed.emit()

    def raise_error(self, error: BaseException) -> None:
        """Show an error to the person."""
        message = describe_error(error)
        self.message_raised.emit(message)

    def _note_unmeasured(self, old: Repository, new: Repository) -> None:
        """What was written before a snapshot is in the image now: old figures would be wrong."""
        before = {container.id: container for container in old.containers}
        self.unmeasured = {c.id for c in new.containers if c.id not in self.changes}
        for container in new.containers:
            known = before.get(container.id)
            ground = (container.manifest_digest, container.marks)
            if known is None or (known.manifest_digest, known.marks) != ground:
                self.changes.pop(container.id, None)
                self.growth.pop(container.id, None)
                self.unmeasured.add(container.id)
            elif known.state is not container.state:
                self.unmeasured.add(container.id)

    def _rebuild_wall(self) -> None:
        layers = (layer for image in self.repository.images for layer in image.layers)
        shades = shades_of(self.measure, layers, self.figures)
        changes: dict[str, ChangeSummary | LiveChanges] = {**self.changes, **self.live}
        wall = build_wall(
            self.repository, self.appearance, changes, shades, self.growth, self.switches
        )
        self._set_wall(self._with_ghosts(wall))

    def _show_arrivals(self) -> None:
        """Some times a second: only they change, and the wall is not built anew."""
        self._set_wall(self._with_ghosts(self.wall))

    def _with_ghosts(self, wall: Wall) -> Wall:
        return replace(wall, ghosts=ghosts_of(self.arrivals.values(), wall.bricks.keys()))

    def _set_wall(self, wall: Wall) -> None:
        if wall != self.wall:
            self.wall = wall
            self.wall_changed.emit()

    def _selection_exists(self) -> bool:
        kind, key = self.selection.kind, self.selection.key
        tables: Mapping[SelectionKind, bool] = {
            SelectionKind.NOTHING: True,
            SelectionKind.BRICK: any(
                layer.chain_id == key for i in self.repository.images for layer in i.layers
            ),
            SelectionKind.IMAGE: self.repository.image(key) is not None,
            SelectionKind.CONTAINER: self.repository.container(key) is not None,
        }
        return tables[kind]
