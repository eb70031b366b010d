"""Images made anew of other images: a run of layers as one, recorded commands on another base."""

from __future__ import annotations

import enum
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SquashRequest:
    """Which layers become one; `first` and `last` count from the bottom, 1 is the lowest."""

    reference: str
    first: int
    last: int
    name: str
    publisher: str
    version: str
    description: str = ""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class SharedLayer:
    """A layer of a run that other images have too: they keep it, and the new image does not."""

    number: int  # from the bottom, 1 is the lowest
    size_bytes: int
    others: tuple[str, ...]  # references


@dataclass(frozen=True, slots=True)
class SquashPlan:
    """What squashing a run would do. `stored` sizes are those of compressed blobs.

    `after_bytes` is an estimate: how well a layer packs is known when it is packed. Files count
    that are in the layers and cannot be seen in the image, since the run itself hides them.
    """

    reference: str
    first: int
    last: int
    layers: int  # of the whole image now
    image_bytes: int  # of the whole image now
    stored_bytes: int  # of the run now
    after_bytes: int  # of the one layer that comes in its place, about
    hidden_files: int
    hidden_bytes: int  # of their contents, unpacked
    hidden_examples: tuple[str, ...]  # the largest paths
    entries: int  # of the new layer
    file_bytes: int  # of its files, unpacked
    kept_whiteouts: int  # they hide what is below the run
    dropped_whiteouts: int  # they hid what was in the run only
    shared: tuple[SharedLayer, ...]  # of the run
    freed_bytes: int  # on this disk, once the image as it is now is removed
    created_by: str  # what the history will say
    commands: tuple[str, ...]  # what it says now, from the bottom
    notes: tuple[str, ...] = ()  # sentences

    @property
    def saved_bytes(self) -> int:
        """How much smaller the image gets, about; negative when it grows."""
        return self.stored_bytes - self.after_bytes

    @property
    def disk_bytes(self) -> int:
        """What this disk holds more once the image as it is now is removed; negative: less."""
        return self.after_bytes - self.freed_bytes

    @property
    def layers_after(self) -> int:
        """Of the whole image."""
        return self.layers - (self.last - self.first)


class LayerMove(enum.Enum):
    """How a layer comes onto another base."""

    RUN = "run"  # its commands are run again
    COPY = "copy"  # its files are taken over as they are
    LEAVE_OUT = "leave out"


class RebaseRisk(enum.Enum):
    """What can go wrong with a layer on another base; values are keys, not words."""

    PROGRAM_MISSING = "program missing"  # `facts`: programs of the old base that the new has not
    OTHER_PACKAGES = "other packages"  # it holds the old base's list of packages
    REPLACES_FILES = "replaces files"  # `facts`: files of the new base that it would hide
    OTHER_LIBRARY = "other library"  # programs built for another C library: `facts` old, new
    FAILED_COMMAND = "failed command"  # `facts`: commands that failed then, and are left out
    NOT_RECORDED = "not recorded"
    LINKS_BELOW = "links below"  # it links to files of the old base, which would not be there
    UNREADABLE = "unreadable"  # `facts`: why its files are not known


@dataclass(frozen=True, slots=True)
class Risk:
    """One of them; `is_blocking`: the move that it concerns would surely go wrong."""

    kind: RebaseRisk
    move: LayerMove
    facts: tuple[str, ...] = ()
    is_blocking: bool = False


@dataclass(frozen=True, slots=True)
class LayerPlan:
    """One layer above the base. `move` is what we would do; () in `moves`: nothing can be done."""

    number: int  # of its layer from the bottom, 1 is the lowest
    title: str  # what the history says
    size_bytes: int
    commands: tuple[str, ...]  # what would be run, one shell line each; () when nothing is recorded
    move: LayerMove
    moves: tuple[LayerMove, ...]  # those that are possible
    risks: tuple[Risk, ...] = ()

    def risks_of(self, move: LayerMove) -> tuple[Risk, ...]:
        """What speaks against a move."""
        return tuple(risk for risk in self.risks if risk.move is move)

    def is_blocked(self, move: LayerMove) -> bool:
        """Whether a move would surely go wrong, so that it is refused."""
        return any(risk.is_blocking for risk in self.risks_of(move))


@dataclass(frozen=True, slots=True)
class RebasePlan:
    """What putting an image's upper layers on another base would do.

    `base_levels` layers of `reference` are its base now: those of `base`, the largest image of the
    repository that it stands on ("": what was chosen, or there is none). `package_managers` are
    programs: those that the old base has, and those that the other one has.
    """

    reference: str
    onto: str
    base: str
    base_levels: int
    layers: tuple[LayerPlan, ...]
    onto_layers: int
    onto_bytes: int
    package_managers: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    settings: tuple[str, ...] = ()  # of the configuration, carried over: "ENV A=b"
    lost_settings: tuple[str, ...] = ()  # those that are not carried over
    sentence: str = ""  # why it cannot be done at all

    @property
    def is_possible(self) -> bool:
        """Whether each layer can come along in some way."""
        return not self.sentence and all(one.moves for one in self.layers)

    @property
    def needs_container(self) -> bool:
        """Whether anything is to be run."""
        return any(one.move is LayerMove.RUN for one in self.layers)


@dataclass(frozen=True, slots=True)
class RebaseRequest:
    """Which layers come onto which base, and how.

    `base_levels` None: as the plan finds it. `moves` by number of the layer; who is not named there
    is moved as the plan says. `switch` is what the container is plugged into while commands run.
    """

    reference: str
    onto: str
    name: str
    publisher: str
    version: str
    description: str = ""
    replace: bool = False
    base_levels: int | None = None
    moves: tuple[tuple[int, LayerMove], ...] = ()
    switch: str = "none"
