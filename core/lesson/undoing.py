"""Taking back what a lesson made: all of it, or the last step that was done.

Only containers and images are removed that the lesson's own actions name. What others stand on
stays, and the plan says so beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.cancel import NEVER, CancelToken
from core.errors import LessonError
from core.lesson import actions
from core.lesson.format import REGISTRY
from core.lesson.lesson import Lesson, Step
from core.lesson.looking import look
from core.lesson.player import UNHEARD, LessonObserver, show_step
from core.lesson.sharing import NOT_SHARED, Sharing
from core.lesson.workbench import Workbench
from core.model import Image, Repository
from core.translation import tr

_OWN_REGISTRY = "{{" + REGISTRY + "}}/"


@dataclass(frozen=True, slots=True)
class ResetPlan:
    """What will be removed, in that order. `kept` are images that stay: reference and why.

    `replays` are ids of the steps that are performed anew afterwards, `ends_sharing` whether the
    repository will not be shared any more.
    """

    containers: tuple[str, ...] = ()  # names
    images: tuple[str, ...] = ()  # references
    kept: tuple[tuple[str, str], ...] = ()
    replays: tuple[str, ...] = ()
    ends_sharing: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.containers or self.images or self.ends_sharing)


def reset_plan(lesson: Lesson, bench: Workbench, *, sharing: Sharing = NOT_SHARED) -> ResetPlan:
    """What `reset` will remove."""
    return _plan(lesson, bench.repository(), set(), sharing)


def reset(
    lesson: Lesson,
    bench: Workbench,
    *,
    sharing: Sharing = NOT_SHARED,
    cancel: CancelToken = NEVER,
) -> ResetPlan:
    """Remove what the lesson made; what was removed and what was kept."""
    plan = reset_plan(lesson, bench, sharing=sharing)
    _carry_out(plan, bench, sharing, cancel)
    return plan


def undo_plan(
    lesson: Lesson, bench: Workbench, *, sharing: Sharing = NOT_SHARED
) -> ResetPlan | None:
    """What `undo_step` will remove and perform anew; None when no step is done."""
    last = _last_done(lesson, bench, sharing)
    if last == 0:
        return None
    replays = lesson.steps[: last - 1]
    stay = {
        f"{action.name}:{action.version}"
        for step in replays
        for action in step.actions
        if isinstance(action, actions.MakeBaseImage)
    }
    plan = _plan(lesson, bench.repository(), stay, sharing)
    return ResetPlan(
        plan.containers, plan.images, plan.kept, tuple(s.id for s in replays), plan.ends_sharing
    )


def undo_step(
    lesson: Lesson,
    bench: Workbench,
    observer: LessonObserver = UNHEARD,
    *,
    sharing: Sharing = NOT_SHARED,
    cancel: CancelToken = NEVER,
) -> ResetPlan:
    """Back to before the last step that is done. Raises LessonError when others stand in the way.

    What the lesson made is removed, base images of earlier steps apart, and the steps before are
    performed anew.
    """
    plan = undo_plan(lesson, bench, sharing=sharing)
    if plan is None:
        raise LessonError(str(lesson.title), tr("no step is done that could be undone"))
    if plan.kept:
        raise LessonError(str(lesson.title), plan.kept[0][1])
    _carry_out(plan, bench, sharing, cancel)
    for number in range(1, len(plan.replays) + 1):
        show_step(lesson, number, bench, observer, sharing=sharing, cancel=cancel)
    return plan


def _last_done(lesson: Lesson, bench: Workbench, sharing: Sharing) -> int:
    """Its number from 1; 0 when no step is done."""
    done = look(lesson, bench, sharing=sharing).done
    return max((n for n, step in enumerate(lesson.steps, start=1) if step.id in done), default=0)


def made_containers(steps: Iterable[Step]) -> tuple[str, ...]:
    """Names of containers that actions make."""
    return tuple(
        dict.fromkeys(
            action.name
            for step in steps
            for action in step.actions
            if isinstance(action, actions.CreateContainer)
        )
    )


def made_images(steps: Iterable[Step]) -> tuple[str, ...]:
    """References of images that actions make."""
    made: dict[str, None] = {}
    for step in steps:
        for action in step.actions:
            match action:
                case (
                    actions.MakeBaseImage() | actions.Snapshot() | actions.Build()
                    | actions.Squash() | actions.Rebase()
                ):  # fmt: skip
                    made[f"{action.name}:{action.version}"] = None
                case actions.Pull():
                    made[action.name] = None
                case actions.Push(_image, to) if to.startswith(_OWN_REGISTRY):
                    made[to.removeprefix(_OWN_REGISTRY)] = None  # pushed to oneself, it is here too
                case _:
                    pass
    return tuple(made)


def _plan(lesson: Lesson, repository: Repository, stay: set[str], sharing: Sharing) -> ResetPlan:
    containers = tuple(
        name for name in made_containers(lesson.steps) if repository.container(name) is not None
    )
    wanted = [
        image
        for reference in made_images(lesson.steps)
        if reference not in stay and (image := repository.image(reference)) is not None
    ]
    removed: list[str] = []
    left = list(repository.images)
    # Those on top go first: what others stand on cannot be removed.
    for image in sorted(wanted, key=lambda one: len(one.layers), reverse=True):
        if not _standing_on(image, left, repository, containers):
            removed.append(image.reference)
            left = [one for one in left if one.reference != image.reference]
    kept = []
    for image in wanted:
        if image.reference not in removed:
            names = _standing_on(image, left, repository, containers)
            reason = tr(
                "image {image} stays, since {names} stands on it and is none of the lesson's",
                image=image.reference,
                names=", ".join(names),
            )
            kept.append((image.reference, reason))
    makes_share = any(
        isinstance(action, actions.ShareRepository)
        for step in lesson.steps
        for action in step.actions
    )
    return ResetPlan(
        containers,
        tuple(removed),
        tuple(kept),
        ends_sharing=makes_share and sharing.serving() is not None,
    )


def _standing_on(
    image: Image, images: Iterable[Image], repository: Repository, containers: tuple[str, ...]
) -> list[str]:
    """References of images, and names of containers other than these, that stand on an image."""
    top = image.top_chain_id
    above = [
        one.reference
        for one in images
        if one.reference != image.reference and top in [layer.chain_id for layer in one.layers[:-1]]
    ]
    return above + [
        one.name
        for one in repository.containers
        if one.image_reference == image.reference and one.name not in containers
    ]


def _carry_out(plan: ResetPlan, bench: Workbench, sharing: Sharing, cancel: CancelToken) -> None:
    if plan.ends_sharing:
        sharing.stop()
    for name in plan.containers:
        cancel.check()
        found = bench.repository().container(name)
        if found is not None:
            bench.discard_container(found.id)
    for reference in plan.images:
        cancel.check()
        if bench.repository().image(reference) is not None:
            bench.remove_image(reference)
