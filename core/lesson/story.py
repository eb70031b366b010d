"""What happens in one step of a recorded lesson, event by event, told as actions."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace

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
from core.lesson.format import REGISTRY
from core.lesson.proposing import Scene
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


class Story:
    """`deeds` and `notes` grow with each event; `before` is how it was."""

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
        self._foreign: list[str] = []

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

    def add(self, deed: Action) -> None:
        """Something that no event tells in full."""
        self.deeds.append(deed)

    def foreign_notes(self) -> list[str]:
        """Sentences about images that no deed is known to have made."""
        made = made_by(tuple(self.deeds))
        return [
            tr(
                "Image {image} came from elsewhere; how a lesson gets it is to be added by hand.",
                image=reference,
            )
            for reference in self._foreign
            if reference not in made
        ]

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
            self.deeds.append(creation(container))
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
        self._foreign.append(image.reference)

    def _built(self, container: Container, image: Image) -> None:
        """An image of a Containerfile's steps: what made its container goes into one action."""
        name = container.name
        self._built_in.add(container.id)
        self.deeds = [deed for deed in self.deeds if name not in names_in(deed)]
        base = container.image_reference
        text = "\n".join([f"FROM {base}", *(_instruction(mark) for mark in container.marks)]) + "\n"
        self.deeds.append(actions.Build(image.name, image.publisher, image.version, text))
        if any(mark.created_by.startswith(("COPY", "ADD")) for mark in container.marks):
            self.notes.append(
                tr("The Containerfile copies files, which have to be put into the lesson's folder.")
            )


def _instruction(mark: Mark) -> str:
    return mark.created_by or f"# {mark.label}"


def names_in(deed: Action) -> tuple[str, ...]:
    """The container that a deed is about."""
    if isinstance(deed, actions.CreateContainer):
        return (deed.name,)
    named = getattr(deed, "container", "")
    return (named,) if named else ()


def creation(container: Container) -> actions.CreateContainer:
    """How one like it is made."""
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


def made_by(deeds: tuple[Action, ...]) -> set[str]:
    """Names of containers and references of images that are there afterwards."""
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
            case actions.Push(_image, to):
                made.add(to.removeprefix("{{" + REGISTRY + "}}/"))
            case _:
                pass
    return made


def _as_text(content: bytes) -> str | None:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text
