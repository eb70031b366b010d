"""Recording a lesson by doing it: what happened on the engine becomes a step's actions.

Whoever watches the engine hands each event to `Recorder.hear`; what no event told is found at a
step's end by comparing what is there with what is known. Nothing here changes the engine.
"""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from core.events import (
    CommandFinished,
    ContainerChanged,
    ContainerDiscarded,
    Event,
    ImageAdded,
    ImageRemoved,
)
from core.lesson import actions
from core.lesson.actions import Action
from core.lesson.proposing import ProposedCheck, Scene, propose, scene_of
from core.lesson.workbench import Looking
from core.model import (
    CommandRun,
    Container,
    ContainerState,
    FileType,
    Image,
    Mark,
    step_of_mark,
)
from core.translation import tr

_SOURCES = {"starter": "starter", "mmdebstrap": "debian", "scratch": "scratch"}
"""First words of what base images say in their history, and the sources that say so."""
_LEAVES = frozenset(("exit", "logout"))
_CUT = "…"  # at the end of a command that the recording could not keep in full
_FILE_LIMIT_BYTES = 8 << 10
_FILES_LIMIT = 5


@dataclass(frozen=True, slots=True)
class RecordedStep:
    """What one step did. `notes` are sentences about what could not be taken down.

    `title` is a suggestion. `proposals` hold now; the author chooses among them.
    """

    actions: tuple[Action, ...]
    proposals: tuple[ProposedCheck, ...]
    notes: tuple[str, ...] = ()
    title: str = ""


class Recorder:
    """Records one lesson, step by step. Thread-safe; `hear` and `deeds` never ask the engine."""

    def __init__(self, bench: Looking) -> None:
        self._bench = bench
        self._lock = threading.Lock()
        self._story = _Story(Scene())
        self._made: set[str] = set()  # images and containers that steps up to now make

    def begin(self) -> None:
        """A step begins now; what was heard since the last one is forgotten. Asks the engine."""
        scene = scene_of(self._bench)
        with self._lock:
            self._story = _Story(scene)

    def hear(self, event: Event) -> None:
        """Something happened."""
        with self._lock:
            self._story.hear(event)

    def deeds(self) -> tuple[Action, ...]:
        """What was done in this step up to now."""
        with self._lock:
            return tuple(self._story.deeds)

    def end_step(self) -> RecordedStep:
        """The step is over, and the next one begins. Asks the engine; raises what that raises."""
        after = scene_of(self._bench)
        with self._lock:
            story = self._story
            story.catch_up(after)
            self._story = _Story(after)
        story.take_files(after, self._read)
        before = story.before
        first, notes = self._preparation(story)
        done = (*first, *story.deeds)
        self._made.update(_made_by(done))
        return RecordedStep(
            actions=done,
            proposals=propose(before, after, done, self._bench),
            notes=(*story.notes, *notes),
            title=_title(story.deeds),
        )

    def _read(self, container_id: str, path: str) -> bytes:
        content = self._bench.read_container_file(container_id, path)
        return b"\0" if content.is_cut else content.content

    def _preparation(self, story: _Story) -> tuple[list[Action], list[str]]:
        """Actions for what was there before anything was recorded, as far as that can be told."""
        first: list[Action] = []
        notes: list[str] = []
        made = set(self._made)
        for deed in story.deeds:
            for name in _needed_containers(deed):
                container = story.before.repository.container(name)
                if name in made or container is None:
                    continue
                made.add(name)
                self._image(container.image_reference, story, made, first, notes)
                first.append(_creation(container))
                if container.is_live:
                    first.append(actions.StartContainer(name))
                notes.append(
                    tr(
                        "Container {name} was there before the recording began; what was done in "
                        "it before is not in the lesson.",
                        name=name,
                    )
                )
            for reference in _needed_images(deed):
                self._image(reference, story, made, first, notes)
            made.update(_made_by((deed,)))
        return first, notes

    def _image(
        self, reference: str, story: _Story, made: set[str], first: list[Action], notes: list[str]
    ) -> None:
        image = story.before.repository.image(reference)
        if reference in made or image is None:
            return
        made.add(reference)
        base = base_image(image)
        if base is not None:
            first.append(base)
        else:
            notes.append(
                tr(
                    "The lesson needs image {image}, which none of its steps makes.",
                    image=reference,
                )
            )


class _Story:
    """What happens in one step, event by event."""

    def __init__(self, before: Scene) -> None:
        self.before = before
        self.deeds: list[Action] = []
        self.notes: list[str] = []
        self._containers = {one.id: one for one in before.repository.containers}
        self._gone: dict[str, Container] = {}
        self._images = {one.reference: one for one in before.repository.images}
        self._has_run: set[str] = set()
        self._captured: set[str] = set()
        self._built_in: set[str] = set()

    def hear(self, event: Event) -> None:
        """Take it down."""
        match event:
            case ContainerChanged(container):
                self._changed(container)
            case ContainerDiscarded(container_id):
                self._discarded(container_id)
            case CommandFinished(container_id, run):
                self._ran(container_id, run)
            case ImageAdded(image, from_container):
                self._added(image, from_container)
            case ImageRemoved(reference):
                if self._images.pop(reference, None) is not None:
                    self.deeds.append(actions.RemoveImage(reference))
            case _:
                pass

    def catch_up(self, after: Scene) -> None:
        """Take down what differs from what is known: some events may be on their way still."""
        there = {one.id: one for one in after.repository.containers}
        for image in after.repository.images:
            if image.reference not in self._images:
                self._added(image, "")
        for container in there.values():
            if self._containers.get(container.id) != container:
                self._changed(container)
        for container_id in [one for one in self._containers if one not in there]:
            self._discarded(container_id)
        for reference in [one for one in self._images if after.repository.image(one) is None]:
            self.hear(ImageRemoved(reference))

    def take_files(self, after: Scene, read: Callable[[str, str], bytes]) -> None:
        """Small texts that came without a command, copied in by the window say."""
        for container_id, changes in after.changes.items():
            container = after.repository.container(container_id)
            is_old = container_id in self._has_run or container_id in self._captured
            if container is None or is_old:
                continue
            known = self.before.changes.get(container_id, {})
            new = [
                change
                for path, change in changes.items()
                if change.file_type is FileType.REGULAR and known.get(path) != change
            ]
            texts = [one for one in new if 0 < one.size_bytes <= _FILE_LIMIT_BYTES]
            for change in texts[:_FILES_LIMIT]:
                text = _as_text(read(container_id, change.path))
                if text is not None:
                    self.deeds.append(actions.WriteFile(container.name, f"/{change.path}", text))
            if len(new) > len(texts[:_FILES_LIMIT]):
                self.notes.append(
                    tr(
                        "Files in {name} changed without a command, and not all could be taken "
                        "down.",
                        name=container.name,
                    )
                )

    def _changed(self, container: Container) -> None:
        old = self._containers.get(container.id)
        if old is None and container.id in self._gone:
            return  # an event that was late
        self._containers[container.id] = container
        if old is None:
            self.deeds.append(_creation(container))
            old = replace(container, state=ContainerState.CREATED, marks=())
        self._marks(old, container)
        was, now = old.is_live, container.is_live
        if now and not was:
            self.deeds.append(actions.StartContainer(container.name))
        elif was and not now:
            self.deeds.append(actions.StopContainer(container.name))

    def _marks(self, old: Container, new: Container) -> None:
        known = {mark.id for mark in old.marks}
        for mark in new.marks:
            if mark.id not in known:
                self.deeds.append(actions.MarkContainer(new.name, mark.label))
        is_back = len(new.marks) < len(old.marks) and new.image_reference == old.image_reference
        if is_back and new.id not in self._captured:
            label = new.marks[-1].label if new.marks else ""
            self.deeds.append(actions.RollBack(new.name, label))

    def _discarded(self, container_id: str) -> None:
        container = self._containers.pop(container_id, None)
        if container is None:
            return
        self._gone[container_id] = container
        if container_id in self._built_in:
            return
        self.deeds.append(actions.Discard(container.name))

    def _ran(self, container_id: str, run: CommandRun) -> None:
        container = self._containers.get(container_id) or self._gone.get(container_id)
        self._has_run.add(container_id)
        if container is None or run.text.strip() in _LEAVES:
            return
        if run.exit_code != 0 or run.text.endswith(_CUT):
            self.notes.append(
                tr("“{line}” did not end well, and is left out.", line=run.text[:60])
                if run.exit_code != 0
                else tr("“{line}” is too long to be known in full.", line=run.text[:60])
            )
            return
        home = container.working_dir or "/"
        elsewhere = run.working_dir not in ("", "/", home)
        line = f"cd {shlex.quote(run.working_dir)} && {run.text}" if elsewhere else run.text
        self.deeds.append(actions.Execute(container.name, line))

    def _added(self, image: Image, from_container: str) -> None:
        if self._images.get(image.reference) == image:
            return
        self._images[image.reference] = image
        container = self._containers.get(from_container) or self._gone.get(from_container)
        if container is not None:
            self._captured.add(container.id)
            if any(step_of_mark(mark) is not None for mark in container.marks):
                self._built(container, image)
            else:
                self.deeds.append(
                    actions.Snapshot(
                        container.name,
                        image.name,
                        image.publisher,
                        image.version,
                        image.description,
                    )
                )
            return
        base = base_image(image)
        if base is not None:
            self.deeds.append(base)
            return
        self.notes.append(
            tr(
                "Image {image} came from elsewhere; how a lesson gets it is to be added by hand.",
                image=image.reference,
            )
        )

    def _built(self, container: Container, image: Image) -> None:
        """An image of a Containerfile's steps: what made its container goes into one action."""
        name = container.name
        self._built_in.add(container.id)
        self.deeds = [deed for deed in self.deeds if name not in _names_in(deed)]
        base = container.image_reference
        text = "\n".join([f"FROM {base}", *(_instruction(mark) for mark in container.marks)]) + "\n"
        self.deeds.append(actions.Build(image.name, image.publisher, image.version, text))
        if any(mark.created_by.startswith(("COPY", "ADD")) for mark in container.marks):
            self.notes.append(
                tr("The Containerfile copies files, which have to be put into the lesson's folder.")
            )


def _instruction(mark: Mark) -> str:
    return mark.created_by or f"# {mark.label}"


def _names_in(deed: Action) -> tuple[str, ...]:
    """The container that a deed is about."""
    if isinstance(deed, actions.CreateContainer):
        return (deed.name,)
    named = getattr(deed, "container", "")
    return (named,) if named else ()


def _creation(container: Container) -> actions.CreateContainer:
    ports = tuple(
        f"{port.host_port}:{port.container_port}"
        for port in container.ports
        if port.protocol == "tcp"
    )
    return actions.CreateContainer(
        container.name, container.image_reference, container.switch, ports
    )


def base_image(image: Image) -> actions.MakeBaseImage | None:
    """How a container OS image was made, from what its history says; None when it is none."""
    if len(image.layers) > 1 or not image.history:
        return None
    word = image.history[0].created_by.partition(":")[0].strip().lower()
    source = _SOURCES.get(word.partition(" ")[0])
    if source is None:
        return None
    return actions.MakeBaseImage(source, image.name, image.publisher, image.version)


def _needed_containers(deed: Action) -> tuple[str, ...]:
    return () if isinstance(deed, actions.CreateContainer) else _names_in(deed)


def _needed_images(deed: Action) -> tuple[str, ...]:
    match deed:
        case actions.CreateContainer(_name, image):
            return (image,)
        case actions.RemoveImage(image) | actions.Push(image) | actions.Squash(image):
            return (image,)
        case actions.Rebase(image, onto):
            return (image, onto)
        case actions.Build():
            return (deed.containerfile.partition("\n")[0].removeprefix("FROM "),)
        case _:
            return ()


def _made_by(deeds: tuple[Action, ...]) -> set[str]:
    made = set()
    for deed in deeds:
        match deed:
            case actions.CreateContainer(name):
                made.add(name)
            case (
                actions.MakeBaseImage() | actions.Snapshot() | actions.Build() | actions.Squash()
                | actions.Rebase()
            ):  # fmt: skip
                made.add(f"{deed.name}:{deed.version}")
            case actions.Pull(_source, name):
                made.add(name)
            case _:
                pass
    return made


def _title(deeds: list[Action]) -> str:
    """The most telling deed in words."""
    telling = [
        d for d in deeds if not isinstance(d, actions.StopContainer | actions.StartContainer)
    ]
    words = (telling or deeds)[-1].as_text if deeds else ""
    return words[:1].upper() + words[1:80]


def _as_text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
