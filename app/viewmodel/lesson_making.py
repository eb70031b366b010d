"""A lesson that is being made, as values: its texts, its steps, and what can be done now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.lesson.checks import Check
from core.lesson.lesson import EMPTY, Hint, Lesson, Step
from core.lesson.proposing import ProposedCheck
from core.localized import LocalizedText
from core.translation import tr

STEP_TEXTS = ("title", "do", "expect", "how", "hint", "explanation")


@dataclass(frozen=True, slots=True)
class StepDraft:
    """A recorded step; `step.checks` are those of `proposals` that its author has chosen."""

    step: Step
    proposals: tuple[ProposedCheck, ...] = ()
    notes: tuple[str, ...] = ()

    def text(self, name: str) -> LocalizedText:
        """One of STEP_TEXTS; "hint" is the one that always fits."""
        if name == "hint":
            always = [hint.text for hint in self.step.hints if not hint.when]
            return always[0] if always else EMPTY
        found = getattr(self.step, name)
        assert isinstance(found, LocalizedText)
        return found

    def with_text(self, name: str, text: LocalizedText) -> StepDraft:
        """With another text; an empty hint goes."""
        if name != "hint":
            return replace(self, step=replace(self.step, **{name: text}))  # type: ignore[arg-type]
        others = [hint for hint in self.step.hints if hint.when or hint.text != self.text("hint")]
        hints = (*others, Hint(text)) if text.english else tuple(others)
        return replace(self, step=replace(self.step, hints=hints))

    def with_check(self, check: Check, *, is_chosen: bool) -> StepDraft:
        """With a check or without it, in the order of the proposals."""
        wanted = {*self.step.checks, check} if is_chosen else {*self.step.checks} - {check}
        checks = tuple(one.check for one in self.proposals if one.check in wanted)
        return replace(self, step=replace(self.step, checks=checks))


@dataclass(frozen=True, slots=True)
class Making:
    """The whole of it. `deeds`: lines of the step being recorded; `result`: of the last try."""

    lesson: Lesson | None = None  # the one that is edited
    title: LocalizedText = EMPTY
    summary: LocalizedText = EMPTY
    steps: tuple[StepDraft, ...] = ()
    chosen: int = -1  # place of the step that is shown
    is_recording: bool = False
    busy_words: str = ""
    result: tuple[str, ...] = ()
    is_kept: bool = True  # whether all of it is in a file

    @property
    def draft(self) -> StepDraft | None:
        """The step that is shown."""
        return self.steps[self.chosen] if 0 <= self.chosen < len(self.steps) else None

    @property
    def missing(self) -> str:
        """What is to be written before it can be tried or exported; "" nothing."""
        if not self.title.english.strip() or not self.summary.english.strip():
            return tr("Give the lesson a title and a summary in English.")
        if not self.steps:
            return tr("Record a step first.")
        for number, one in enumerate(self.steps, start=1):
            step = one.step
            if not all(text.english.strip() for text in (step.title, step.do, step.expect)):
                return tr(
                    "Step {number} needs a title, what to do and what to expect, in English.",
                    number=number,
                )
            if not step.checks:
                return tr("Choose a check for step {number}.", number=number)
        return ""

    def filled(self, title: str) -> Making:
        """As it can be written to a file: dots stand for texts that are still missing.

        A step without a chosen check has all that were proposed; one without any is left out.
        """
        steps = []
        for one in self.steps:
            checks = one.step.checks or tuple(proposal.check for proposal in one.proposals)
            if checks:
                texts = {name: _or_dots(one.text(name)) for name in ("title", "do", "expect")}
                steps.append(replace(one, step=replace(one.step, checks=checks, **texts)))  # type: ignore[arg-type]
        named = self.title if self.title.english.strip() else LocalizedText.parse(title)
        return replace(
            self, title=named, summary=_or_dots(self.summary), steps=tuple(steps), chosen=-1
        )


def _or_dots(text: LocalizedText) -> LocalizedText:
    return text if text.english.strip() else LocalizedText.parse("…")


def in_language(text: LocalizedText, code: str) -> str:
    """What is written in that language itself, without falling back to English."""
    return text.english if code == "en" else dict(text.others).get(code, "")


def with_language(text: LocalizedText, code: str, words: str) -> LocalizedText:
    """With other words in one language; empty ones go."""
    if code == "en":
        return LocalizedText(words, text.others)
    others = {**dict(text.others), code: words}
    return LocalizedText(text.english, tuple(sorted((c, w) for c, w in others.items() if w)))
