"""Recording a lesson by doing it: what happened on the engine becomes a step's actions.

Whoever watches the engine hands each event to `Recorder.hear`; what no event told is found at a
step's end by comparing what is there with what is known. Nothing here changes the engine.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from core.events import (
    Event,
)
from core.lesson import actions
from core.lesson.actions import Action
from core.lesson.proposing import ProposedCheck, Scene, propose, scene_of
from core.lesson.story import Story, base_image, creation, made_by, names_in
from core.lesson.workbench import Looking
from core.translation import tr


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
        self._story = Story(Scene())
        self._made: set[str] = set()  # images and containers that steps up to now make

    def begin(self) -> None:
        """A step begins now; what was heard since the last one is forgotten. Asks the engine."""
        scene = scene_of(self._bench)
        with self._lock:
            self._story = Story(scene)

    def hear(self, event: Event) -> None:
        """Something happened."""
        with self._lock:
            self._story.hear(event)

    def add(self, deed: Action) -> None:
        """Something was done that events do not tell in full: a squash, a push, a pull."""
        with self._lock:
            self._story.add(deed)

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
            self._story = Story(after)
        story.take_files(after, self._read)
        before = story.before
        first, notes = self._preparation(story)
        done = (*first, *story.deeds)
        self._made.update(made_by(done))
        return RecordedStep(
            actions=done,
            proposals=propose(before, after, done, self._bench),
            notes=(*story.notes, *story.foreign_notes(), *notes),
            title=_title(story.deeds),
        )

    def _read(self, container_id: str, path: str) -> bytes:
        content = self._bench.read_container_file(container_id, path)
        return b"\0" if content.is_cut else content.content

    def _preparation(self, story: Story) -> tuple[list[Action], list[str]]:
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
                first.append(creation(container))
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
            made.update(made_by((deed,)))
        return first, notes

    def _image(
        self, reference: str, story: Story, made: set[str], first: list[Action], notes: list[str]
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


def _needed_containers(deed: Action) -> tuple[str, ...]:
    return () if isinstance(deed, actions.CreateContainer) else names_in(deed)


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


def _title(deeds: list[Action]) -> str:
    """The most telling deed in words."""
    telling = [
        d for d in deeds if not isinstance(d, actions.StopContainer | actions.StartContainer)
    ]
    words = (telling or deeds)[-1].as_text if deeds else ""
    return words[:1].upper() + words[1:80]
