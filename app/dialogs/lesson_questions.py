"""Questions of the classroom: what one step back, and what resetting a lesson, removes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.dialogs.questions import ConfirmDialog
from app.viewmodel.sizes import visible
from core.lesson import Lesson, ResetPlan
from core.translation import language, tr

_NAMED = 6  # names in one sentence


def reset_dialog(parent: QWidget | None, lesson: Lesson, plan: ResetPlan) -> ConfirmDialog:
    """Ask once, and name all that goes."""
    title = tr("Reset “{title}”?", title=visible(lesson.title.in_language(language())))
    sentences = _what_goes(plan)
    if plan.is_empty:
        sentences = [tr("Nothing that this lesson made is there, so there is nothing to remove.")]
    sentences += [reason for _reference, reason in plan.kept]
    return ConfirmDialog(
        parent, title, sentences, tr("Reset"), icon="trash", is_possible=not plan.is_empty
    )


def undo_dialog(parent: QWidget | None, lesson: Lesson, plan: ResetPlan) -> ConfirmDialog:
    """What is removed, and what is done anew afterwards."""
    sentences = _what_goes(plan)
    if plan.kept:
        sentences = [reason for _reference, reason in plan.kept]
    elif plan.replays:
        titles = [
            visible(step.title.in_language(language()))
            for step in lesson.steps
            if step.id in plan.replays
        ]
        sentences.append(
            tr(
                "Then the steps before are done anew by themselves: {titles}.",
                titles=", ".join(f"“{one}”" for one in titles),
            )
        )
    return ConfirmDialog(
        parent,
        tr("Take the last step back?"),
        sentences,
        tr("Step back"),
        icon="history",
        is_possible=not plan.kept,
    )


def _what_goes(plan: ResetPlan) -> list[str]:
    sentences = []
    if plan.containers:
        names = _names(plan.containers)
        sentences.append(tr("These containers will be discarded: {names}.", names=names))
    if plan.images:
        sentences.append(tr("These images will be removed: {names}.", names=_names(plan.images)))
    if plan.ends_sharing:
        sentences.append(tr("The repository will not be shared any more."))
    return sentences


def _names(names: tuple[str, ...]) -> str:
    listed = ", ".join(visible(name) for name in names[:_NAMED])
    if len(names) > _NAMED:
        return tr("{names} and {count} more", names=listed, count=len(names) - _NAMED)
    return listed
