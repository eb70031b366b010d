"""An image that is elsewhere as a tower: which of its bricks are here, and which are on their way.

The same values show an image that leaves: its bricks are here, and come to be there.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.viewmodel.roles import Role, guess_role
from app.viewmodel.sizes import brick_height, counted, size_text, visible
from app.viewmodel.wall import short_title
from core.model import FoundImage, Image, Layer, LayerTransfer, Transfer, TransferState
from core.translation import tr

_COMMAND_LIMIT = 200
_FOLD_FROM_BRICKS = 12
_SMALL_BELOW_BYTES = 1_000_000
_FOLD_AT_LEAST = 3  # as few are no shorter as one brick that must be opened
_GROUP_HEIGHT = 1.5
_ENDED = (TransferState.DONE, TransferState.ALREADY_THERE)


class Way(enum.Enum):
    """Where an image is on its way to."""

    HERE = "here"
    THERE = "there"  # to a registry


@dataclass(frozen=True, slots=True)
class TravelBrick:
    """A layer of an image that is elsewhere. `height` in stud pitches; `state` None: not moving."""

    digest: str
    level: int
    title: str
    command: str
    role: Role
    size_bytes: int
    height: float
    is_here: bool
    way: Way = Way.HERE
    state: TransferState | None = None
    moved_bytes: int = 0
    reason: str = ""

    @property
    def share(self) -> float:
        """How much of it is solid, from 0 to 1."""
        if self.state is None:
            return 1.0 if self.is_here and self.way is Way.HERE else 0.0
        if self.state in _ENDED or self.state is TransferState.UNPACKING:
            return 1.0
        return max(0.0, min(1.0, self.moved_bytes / self.size_bytes)) if self.size_bytes else 0.0

    @property
    def is_whole(self) -> bool:
        """Whether it is where it is to be."""
        return self.share >= 1.0 and self.state is not TransferState.UNPACKING

    @property
    def figure(self) -> str:
        """What is written beside the title: its size, or how much of it has come."""
        if self.state in (TransferState.MOVING, TransferState.PAUSED):
            return f"{self.share * 100:.0f} %"
        return size_text(self.size_bytes)

    @property
    def words(self) -> str:
        """How far it is."""
        match self.state:
            case None if self.way is Way.THERE:
                return tr("{size_bytes} at most to send", size_bytes=size_text(self.size_bytes))
            case None if self.is_here:
                return tr("here already")
            case None:
                return tr("{size_bytes} to come", size_bytes=size_text(self.size_bytes))
            case TransferState.MOVING:
                return tr(
                    "{moved_bytes} of {size_bytes}",
                    moved_bytes=size_text(self.moved_bytes),
                    size_bytes=size_text(self.size_bytes),
                )
            case TransferState.PAUSED:
                return tr("paused, it is tried again")
            case TransferState.UNPACKING:
                return tr("being unpacked")
            case TransferState.DONE:
                return tr("has arrived") if self.way is Way.HERE else tr("was sent")
            case TransferState.ALREADY_THERE:
                return tr("here already") if self.way is Way.HERE else tr("there already")
            case _:
                return tr("waiting")

    @property
    def short_words(self) -> str:
        """The same for a brick with room for one line only; it stands where the size would."""
        if self.state in (TransferState.MOVING, TransferState.PAUSED):
            return (
                self.figure
                if self.state is TransferState.MOVING
                else tr("paused {figure}", figure=self.figure)
            )
        return self.words

    @property
    def as_sentence(self) -> str:
        """For screen readers and tooltips."""
        reason = f" ({self.reason})" if self.reason else ""
        words = self.words
        if self.state in (TransferState.MOVING, TransferState.PAUSED):
            words = f"{words}, {self.share * 100:.0f} %"
        elif size_text(self.size_bytes) not in words:
            words = f"{size_text(self.size_bytes)}, {words}"
        return tr(
            "Layer {level}, {title}, {words}{reason}",
            level=self.level + 1,
            title=self.role.title,
            words=words,
            reason=reason,
        )


@dataclass(frozen=True, slots=True)
class TravelRow:
    """One brick, or several small ones that lie on one another drawn as one; bottom first."""

    bricks: tuple[TravelBrick, ...]

    @property
    def key(self) -> str:
        """Stays the same while bricks move."""
        return f"{self.bricks[0].level}-{self.bricks[-1].level}"

    @property
    def is_folded(self) -> bool:
        """Whether it stands for several."""
        return len(self.bricks) > 1

    @property
    def height(self) -> float:
        """In stud pitches."""
        return _GROUP_HEIGHT if self.is_folded else self.bricks[0].height

    @property
    def one(self) -> TravelBrick:
        """A brick that says the same as all of them together."""
        if not self.is_folded:
            return self.bricks[0]
        size_bytes = sum(one.size_bytes for one in self.bricks)
        return replace(
            self.bricks[0],
            title=counted("{count} small brick", "{count} small bricks", len(self.bricks)),
            size_bytes=size_bytes,
            state=_together(self.bricks),
            moved_bytes=round(sum(one.share * one.size_bytes for one in self.bricks)),
            reason="",
        )

    @property
    def title(self) -> str:
        """What is read first."""
        return self.one.title

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        if not self.is_folded:
            return self.bricks[0].as_sentence
        one, first, last = self.one, self.bricks[0].level + 1, self.bricks[-1].level + 1
        return tr(
            "Layers {first} to {last}, {size_bytes}, {words}. Enter shows them",
            first=first,
            last=last,
            size_bytes=size_text(one.size_bytes),
            words=one.words,
        )


@dataclass(frozen=True, slots=True)
class TravelTower:
    """An image elsewhere; `bricks` bottom first."""

    name: str
    version: str
    publisher: str
    bricks: tuple[TravelBrick, ...]
    way: Way = Way.HERE

    @property
    def title(self) -> str:
        """How the image is called."""
        return f"{self.name}:{self.version}" if self.version else self.name

    @property
    def total_bytes(self) -> int:
        """A layer that it has twice is one blob."""
        return sum({one.digest: one.size_bytes for one in self.bricks}.values())

    @property
    def missing_bytes(self) -> int:
        """What is not where it is to be."""
        return sum({b.digest: b.size_bytes for b in self.bricks if not b.is_whole}.values())

    @property
    def is_moving(self) -> bool:
        """Whether something of it is on its way."""
        return any(one.state is not None for one in self.bricks)

    @property
    def words(self) -> str:
        """Like "12.3 MB of 84 MB have to come"."""
        total, missing = size_text(self.total_bytes), size_text(self.missing_bytes)
        if self.way is Way.THERE:
            return f"{counted('{count} brick', '{count} bricks', len(self.bricks))}, {total}"
        if not self.bricks:
            return tr("It has no bricks: nothing has to come")
        if not self.missing_bytes:
            return (
                tr("All {total} are here already", total=total)
                if len(self.bricks) > 1
                else tr("{total}, here", total=total)
            )
        if self.missing_bytes == self.total_bytes:
            return tr("All {total} have to come", total=total)
        return tr("{missing} of {total} have to come", missing=missing, total=total)

    def rows(self, opened: frozenset[str] = frozenset()) -> tuple[TravelRow, ...]:
        """What is drawn, bottom first; of many bricks the small ones together, unless `opened`."""
        rows: list[TravelRow] = []
        run: list[TravelBrick] = []
        folds = len(self.bricks) > _FOLD_FROM_BRICKS

        def close() -> None:
            row = TravelRow(tuple(run)) if run else None
            if row is not None and len(run) >= _FOLD_AT_LEAST and row.key not in opened:
                rows.append(row)
            else:
                rows.extend(TravelRow((one,)) for one in run)
            run.clear()

        for brick in self.bricks:
            is_small = folds and brick.size_bytes < _SMALL_BELOW_BYTES
            if run and (not is_small or run[-1].is_here != brick.is_here):
                close()
            if is_small:
                run.append(brick)
            else:
                rows.append(TravelRow((brick,)))
        close()
        return tuple(rows)

    def with_transfer(self, transfer: Transfer) -> TravelTower:
        """The same tower while its layers move; what the transfer does not name stays as it is."""
        told = {one.digest: one for one in transfer.layers}
        return replace(self, bricks=tuple(_moved(one, told.get(one.digest)) for one in self.bricks))


def tower_of(found: FoundImage) -> TravelTower:
    """An image in an archive or a registry."""
    return _tower(found.image, Way.HERE)


def leaving_tower_of(image: Image) -> TravelTower:
    """An image of this repository that is to be elsewhere too."""
    return _tower(image, Way.THERE)


def moved_words(transfer: Transfer) -> str:
    """Like "12.3 MB of 84 MB"."""
    if not transfer.moving_bytes:
        return tr("Nothing has to move")
    return tr(
        "{moved_bytes} of {moving_bytes}",
        moved_bytes=size_text(transfer.moved_bytes),
        moving_bytes=size_text(transfer.moving_bytes),
    )


def _tower(image: Image, way: Way) -> TravelTower:
    last = len(image.layers) - 1
    bricks = tuple(
        _brick(layer, level, visible(image.name) if level == last else "", way)
        for level, layer in enumerate(image.layers)
    )
    return TravelTower(
        visible(image.name), visible(image.version), visible(image.publisher), bricks, way
    )


def _brick(layer: Layer, level: int, name: str, way: Way) -> TravelBrick:
    command = visible(layer.created_by)[:_COMMAND_LIMIT]
    return TravelBrick(
        layer.digest,
        level,
        name or short_title(command),
        command,
        guess_role(layer, level),
        layer.size_bytes,
        brick_height(layer.size_bytes),
        layer.available,
        way,
    )


def _moved(brick: TravelBrick, told: LayerTransfer | None) -> TravelBrick:
    if told is None:
        return brick
    return replace(
        brick, state=told.state, moved_bytes=told.moved_bytes, reason=visible(told.reason)
    )


def _together(bricks: Sequence[TravelBrick]) -> TransferState | None:
    """The state of a group: where any of it is on its way, that one counts."""
    states = [one.state for one in bricks if one.state is not None]
    if not states:
        return None
    order = (TransferState.PAUSED, TransferState.MOVING, TransferState.UNPACKING)
    for state in order:
        if state in states:
            return state if state is not TransferState.UNPACKING else TransferState.MOVING
    if all(state is TransferState.ALREADY_THERE for state in states):
        return TransferState.ALREADY_THERE
    if all(state in _ENDED for state in states) and len(states) == len(bricks):
        return TransferState.DONE
    return TransferState.WAITING if not any(s in _ENDED for s in states) else TransferState.MOVING
