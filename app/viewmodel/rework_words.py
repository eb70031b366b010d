"""What squashing and rebasing would do, in words; the same in the window and on a command line."""

from __future__ import annotations

from app.viewmodel.dialects import shell_word
from app.viewmodel.dragging import Offer
from app.viewmodel.sizes import count_text, size_text, visible
from core.model import LayerMove, LayerPlan, RebasePlan, RebaseRisk, Risk, SquashPlan
from core.translation import tr, tr_count

_NAMES_SHOWN = 3
_RISKS_SHOWN = 3


def saving_text(plan: SquashPlan) -> str:
    """How much smaller the image gets, in one line."""
    if plan.saved_bytes < 0:
        return tr("The image gets about {size} larger.", size=size_text(-plan.saved_bytes))
    return tr("The image gets about {size} smaller.", size=size_text(plan.saved_bytes))


def hidden_text(plan: SquashPlan) -> str:
    """What disappears; "" when nothing does."""
    if not plan.hidden_files:
        return tr("No file disappears: the bricks hide nothing of each other.")
    return tr_count(
        "{count} file that nobody sees any more goes: {size} unpacked.",
        "{count} files that nobody sees any more go: {size} unpacked.",
        plan.hidden_files,
        count=count_text(plan.hidden_files),
        size=size_text(plan.hidden_bytes),
    )


def disk_text(plan: SquashPlan) -> str:
    """What this disk holds afterwards, with the old image and without it."""
    if plan.disk_bytes > 0:
        return tr(
            "This disk needs {now} more now, and still {later} more when the old image is removed.",
            now=size_text(plan.after_bytes),
            later=size_text(plan.disk_bytes),
        )
    return tr(
        "This disk needs {now} more now, and has {later} more free when the old image is removed.",
        now=size_text(plan.after_bytes),
        later=size_text(-plan.disk_bytes),
    )


def sharing_text(plan: SquashPlan) -> str:
    """Which sharing is lost; "" when none is."""
    if not plan.shared:
        return ""
    names = list(dict.fromkeys(name for layer in plan.shared for name in layer.others))
    shown = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
    return tr_count(
        "{count} of these bricks is also in {images}: kept there, and not shared with the new "
        "image, so on this disk it may cost more.",
        "{count} of these bricks are also in {images}: kept there, and not shared with the new "
        "image, so on this disk it may cost more.",
        len(plan.shared),
        count=count_text(len(plan.shared)),
        images=shown,
    )


def whiteout_text(plan: SquashPlan) -> str:
    """What becomes of deletions; "" when there are none."""
    if not plan.kept_whiteouts and not plan.dropped_whiteouts:
        return ""
    return tr(
        "Deletions: needed for files below {kept}, not needed any more {gone}.",
        kept=count_text(plan.kept_whiteouts),
        gone=count_text(plan.dropped_whiteouts),
    )


def squash_lines(plan: SquashPlan) -> list[str]:
    """All there is to say, a sentence each."""
    lines = [saving_text(plan), hidden_text(plan), whiteout_text(plan), sharing_text(plan)]
    lines += [disk_text(plan), *plan.notes]
    return [line for line in lines if line]


# --- rebase -----------------------------------------------------------------------------------


def move_text(move: LayerMove) -> str:
    """What is done with a brick, for a choice."""
    return {
        LayerMove.RUN: tr("Run its commands again"),
        LayerMove.COPY: tr("Take its files as they are"),
        LayerMove.LEAVE_OUT: tr("Leave it out"),
    }[move]


def risk_text(risk: Risk, plan: RebasePlan) -> str:
    """One sentence."""
    names = ", ".join(visible(one) for one in risk.facts)
    match risk.kind:
        case RebaseRisk.PROGRAM_MISSING:
            return _missing_text(names, plan)
        case RebaseRisk.OTHER_PACKAGES:
            return tr("It holds the list of packages of {base}, which would hide the other one.",
                      base=plan.base or tr("the old base"))  # fmt: skip
        case RebaseRisk.REPLACES_FILES:
            return tr("It hides files of {onto}: {names}.", onto=plan.onto, names=names)
        case RebaseRisk.OTHER_LIBRARY:
            return tr(
                "Its programs need {old}, and {onto} has another C library: they may not start.",
                old=risk.facts[0],
                onto=plan.onto,
            )
        case RebaseRisk.FAILED_COMMAND:
            return tr("Failed then, and is not run again: {names}.", names=names)
        case RebaseRisk.NOT_RECORDED:
            return tr("No commands are recorded for it, so nothing can be run again.")
        case RebaseRisk.LINKS_BELOW:
            return tr("It links to files of the old base, which would not be there.")
        case RebaseRisk.UNREADABLE:
            return tr("Its files cannot be read: {reason}.", reason=names)


def _missing_text(names: str, plan: RebasePlan) -> str:
    here = [one for one in plan.package_managers[1] if one not in plan.package_managers[0]]
    if here and any(one in names for one in plan.package_managers[0]):
        return tr(
            "{names} is not in {onto}, which has {other} instead.",
            names=names,
            onto=plan.onto,
            other=here[0],
        )
    return tr("{names} is not in {onto}, and came from the old base.", names=names, onto=plan.onto)


def brick_risks(brick: LayerPlan, move: LayerMove, plan: RebasePlan) -> list[str]:
    """What speaks against a move; of a brick that has no commands also that."""
    risks = list(brick.risks_of(move))
    if move is not LayerMove.RUN and not brick.commands:
        risks += [one for one in brick.risks if one.kind is RebaseRisk.NOT_RECORDED]
    return [risk_text(risk, plan) for risk in risks]


def base_text(plan: RebasePlan) -> str:
    """What is left behind, and what comes in its place."""
    if plan.base:
        return tr(
            "{base} is left behind; {onto} comes in its place.", base=plan.base, onto=plan.onto
        )
    return tr_count(
        "{count} layer is left behind; {onto} comes in its place.",
        "{count} layers are left behind; {onto} comes in their place.",
        plan.base_levels,
        count=count_text(plan.base_levels),
        onto=plan.onto,
    )


def settings_text(plan: RebasePlan) -> str:
    """Settings that cannot come along; "" when all can."""
    if not plan.lost_settings:
        return ""
    return tr("Not taken over: {names}.", names=", ".join(map(visible, plan.lost_settings)))


def offer_of_plan(plan: RebasePlan) -> Offer:
    """What a drop on another tower would do, for the card at the pointer."""
    if not plan.is_possible:
        sentence = plan.sentence or tr("Not all of its bricks can come along.")
        return Offer(False, tr("Not here"), reason=sentence)
    again = sum(brick.move is LayerMove.RUN for brick in plan.layers)
    if again:
        title = tr_count(
            "Run the commands of {count} brick again on {onto}",
            "Run the commands of {count} bricks again on {onto}",
            again,
            count=count_text(again),
            onto=visible(plan.onto),
        )
    else:
        title = tr("Take the files over onto {onto}", onto=visible(plan.onto))
    command = f"bricklayer rebase {shell_word(plan.reference)} --onto {shell_word(plan.onto)}"
    risks = [one for brick in plan.layers for one in brick_risks(brick, brick.move, plan)]
    return Offer(True, title, command, "\n".join(dict.fromkeys(risks[:_RISKS_SHOWN])))
