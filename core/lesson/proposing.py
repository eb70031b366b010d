"""Checks for a recorded step, proposed from what differs after it, each with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from core.errors import BricklayerError
from core.lesson import actions, checks
from core.lesson.actions import Action
from core.lesson.checks import Check
from core.lesson.judging import holds
from core.lesson.sight import NoAnswerError, Sight
from core.lesson.workbench import Looking
from core.model import (
    ChangeKind,
    ChangeQuery,
    Container,
    ContainerState,
    FileChange,
    FileType,
    Image,
    LayerPlace,
    Repository,
)
from core.translation import tr

_PATHS = 3
_ROWS = 200
_CHANGES = 20_000
_TEXT_LIMIT_BYTES = 4 << 10
_LEAST_WASTE_BYTES = 10_000
_LOOKS = frozenset(("cat", "ls", "head", "tail", "grep", "wc", "id", "uname", "wget", "curl"))
_QUIET_PLACES = ("tmp/", "var/cache/", "var/log/", "var/lib/", "run/", "root/.")
_OWN_LABELS = "org.opencontainers."  # every image has them
_CHANGE_WORDS = {
    ChangeKind.ADDED: "added",
    ChangeKind.MODIFIED: "modified",
    ChangeKind.REPLACED: "modified",
    ChangeKind.METADATA: "metadata",
    ChangeKind.DELETED: "removed",
}


@dataclass(frozen=True, slots=True)
class ProposedCheck:
    """A check that holds now, and why it may be what the step is about.

    `is_chosen`: worth taking as it is; the others are offered beside.
    """

    check: Check
    why: str
    is_chosen: bool = False

    @property
    def is_lasting(self) -> bool:
        """Whether it must hold to the end."""
        return self.check.is_lasting


@dataclass(frozen=True, slots=True)
class Scene:
    """An engine at one moment. `changes` of each container by id, then by path."""

    repository: Repository = field(default_factory=lambda: Repository(""))
    changes: dict[str, dict[str, FileChange]] = field(default_factory=dict)


def scene_of(bench: Looking) -> Scene:
    """As it is now."""
    repository = bench.repository()
    changes = {}
    for container in repository.containers:
        with suppress(BricklayerError):  # it was discarded since
            summary = bench.changes(container.id, limit=_CHANGES)
            changes[container.id] = {change.path: change for change in summary.changes}
    return Scene(repository, changes)


def propose(
    before: Scene, after: Scene, done: Sequence[Action], bench: Looking
) -> tuple[ProposedCheck, ...]:
    """Checks that hold now and did not, as far as can be told; those that are chosen first."""
    found = [
        *_of_images(before, after, bench),
        *_of_containers(before, after),
        *_of_changes(before, after, bench),
        *_of_commands(done, after, bench),
    ]
    sight, seen, kept = Sight(bench), set[Check](), list[ProposedCheck]()
    for one in found:
        if one.check not in seen and holds(one.check, sight):
            seen.add(one.check)
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: not one.is_chosen))


def _of_images(before: Scene, after: Scene, bench: Looking) -> Iterator[ProposedCheck]:
    for image in after.repository.images:
        if before.repository.image(image.reference) != image:
            yield from _of_image(image, after.repository, bench)
    for image in before.repository.images:
        if after.repository.image(image.reference) is None:
            gone = checks.ImageExists(image.name, image.version, is_negated=True)
            yield ProposedCheck(gone, tr("Image {image} was removed.", image=image.reference), True)


def _of_image(image: Image, repository: Repository, bench: Looking) -> Iterator[ProposedCheck]:
    below = _parent(image, repository)
    yield ProposedCheck(
        checks.ImageExists(
            image.name,
            image.version,
            layers=len(image.layers),
            stands_on=below.name if below is not None else "",
        ),
        tr(
            "Image {image} is new: {layers} bricks, on {below}.",
            image=image.reference,
            layers=len(image.layers),
            below=below.reference,
        )
        if below is not None
        else tr("Image {image} is new.", image=image.reference),
        True,
    )
    if below is None or not image.layers:
        return
    yield from _of_top_layer(image, bench)
    labels = {
        one
        for one in set(image.config.labels) - set(below.config.labels)
        if not one[0].startswith(_OWN_LABELS)
    }
    for label, value in sorted(labels)[:_PATHS]:
        yield ProposedCheck(
            checks.LabelEquals(image.name, label, value),
            tr("It carries the label {label}.", label=label),
        )
    with suppress(BricklayerError):
        waste_bytes = bench.efficiency(image.reference).reclaimable_bytes
        if waste_bytes >= _LEAST_WASTE_BYTES:
            yield ProposedCheck(
                checks.Reclaimable(image.name, above=waste_bytes // 2),
                tr("It stores files that nobody sees any more."),
            )
        else:
            yield ProposedCheck(
                checks.Reclaimable(image.name, below=_LEAST_WASTE_BYTES),
                tr("It stores hardly anything that nobody sees."),
            )


def _of_top_layer(image: Image, bench: Looking) -> Iterator[ProposedCheck]:
    place = LayerPlace(image.reference, image.top_chain_id)
    with suppress(BricklayerError):
        rows = bench.changes_of_layer(place, ChangeQuery(folder=None, limit=_ROWS)).rows
        changes = [
            FileChange(row.path, row.kind, row.file_type, row.size_bytes)
            for row in rows
            if row.kind is not None
        ]
        for number, change in enumerate(_telling(changes)):
            yield ProposedCheck(
                checks.LayerHas(image.name, -1, change.path, _CHANGE_WORDS.get(change.kind, "")),
                tr("Its topmost brick holds {path}.", path=change.path),
                number == 0,
            )
            if change.kind is ChangeKind.DELETED:
                yield ProposedCheck(
                    checks.PathBelow(image.name, change.path),
                    tr("{path} cannot be seen any more, and is stored below.", path=change.path),
                )


def _parent(image: Image, repository: Repository) -> Image | None:
    """The largest other image that it stands on."""
    chain_ids = {layer.chain_id for layer in image.layers[:-1]}
    below = [
        one
        for one in repository.images
        if one.top_chain_id in chain_ids and one.reference != image.reference
    ]
    return max(below, key=lambda one: len(one.layers), default=None)


def _of_containers(before: Scene, after: Scene) -> Iterator[ProposedCheck]:
    for container in after.repository.containers:
        old = before.repository.container(container.id)
        if old is None or old.state is not container.state:
            yield from _of_state(container, is_new=old is None)
        for mark in container.marks[len(old.marks) if old is not None else 0 :]:
            yield ProposedCheck(
                checks.IsMarked(container.name, mark.label),
                tr("{name} has a mark {label}.", name=container.name, label=mark.label),
                True,
            )
    for container in before.repository.containers:
        if after.repository.container(container.id) is None:
            yield ProposedCheck(
                checks.ContainerIs(container.name, is_negated=True),
                tr("Container {name} was discarded.", name=container.name),
                True,
            )


def _of_state(container: Container, *, is_new: bool) -> Iterator[ProposedCheck]:
    state = container.state
    name = container.name
    image = container.image_reference if is_new else ""
    if state is ContainerState.RUNNING:
        why = tr("Container {name} runs now.", name=name)
    elif state is ContainerState.STOPPED:
        why = tr("Container {name} is stopped.", name=name)
    else:
        why = tr("Container {name} is there now.", name=name)
    is_telling = is_new or state is ContainerState.RUNNING
    yield ProposedCheck(checks.ContainerIs(name, state.value, image), why, is_telling)
    for port in container.ports:
        if state is ContainerState.RUNNING and port.protocol == "tcp":
            yield ProposedCheck(
                checks.PortAnswers(port.host_port),
                tr("Port {port} of this computer answers.", port=port.host_port),
            )


def _of_changes(before: Scene, after: Scene, bench: Looking) -> Iterator[ProposedCheck]:
    for container_id, changes in after.changes.items():
        container = after.repository.container(container_id)
        if container is None:
            continue
        known = before.changes.get(container_id, {})
        new = [change for path, change in changes.items() if known.get(path) != change]
        for number, change in enumerate(_telling(new)):
            yield ProposedCheck(
                checks.PathChanged(container.name, change.path, _CHANGE_WORDS.get(change.kind, "")),
                tr("{path} changed in {name}.", path=change.path, name=container.name),
                number == 0,
            )
            text = _line_of(container_id, change, bench)
            if text:
                yield ProposedCheck(
                    checks.TextInContainer(container.name, change.path, _escaped(text)),
                    tr("{path} holds “{text}”.", path=change.path, text=text),
                )


def _line_of(container_id: str, change: FileChange, bench: Looking) -> str:
    """The first telling line of a small text file; "" when it is none."""
    if change.kind is ChangeKind.DELETED or change.file_type is not FileType.REGULAR:
        return ""
    if not 0 < change.size_bytes <= _TEXT_LIMIT_BYTES:
        return ""
    try:
        text = bench.read_container_file(container_id, change.path).content.decode("utf-8")
    except (BricklayerError, UnicodeDecodeError):
        return ""
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#!")]
    first = next((line for line in lines if line), "")
    return first[:60] if first.isprintable() else ""


def _escaped(text: str) -> str:
    """As a regular expression, and readable: blanks and the like stay as they are."""
    return "".join(f"\\{char}" if char in r"\.^$*+?{}[]()|" else char for char in text)


def _of_commands(done: Sequence[Action], after: Scene, bench: Looking) -> Iterator[ProposedCheck]:
    """The last command that only looks is run again, since nobody kept what it printed."""
    sight = Sight(bench)
    for deed in reversed(done):
        if not isinstance(deed, actions.Execute):
            continue
        if deed.line.split()[:1] and deed.line.split()[0] not in _LOOKS:
            continue
        container = after.repository.container(deed.container)
        if container is None or container.state is not ContainerState.RUNNING:
            return
        with suppress(NoAnswerError):
            printed = sight.printed(container, deed.line) or ""
            first = next((line.strip() for line in printed.splitlines() if line.strip()), "")
            if first:
                yield ProposedCheck(
                    checks.CommandPrints(deed.container, deed.line, first[:60]),
                    tr("“{line}” prints “{text}”.", line=deed.line, text=first[:60]),
                )
        return


def _telling(changes: Sequence[FileChange]) -> list[FileChange]:
    """A few paths that tell most: what was made on purpose, and files before folders."""

    def rank(change: FileChange) -> tuple[bool, bool, bool, int, str]:
        return (
            change.file_type is FileType.DIRECTORY,
            change.path.startswith(_QUIET_PLACES),
            change.kind in (ChangeKind.METADATA, ChangeKind.IDENTICAL),
            -change.size_bytes,
            change.path,
        )

    return sorted(changes, key=rank)[:_PATHS]
