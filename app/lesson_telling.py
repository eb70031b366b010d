"""What `bricklayer play` says of a lesson while it plays: steps, questions, figures, the score."""

from __future__ import annotations

import textwrap
from typing import TextIO

from app.viewmodel.sizes import count_text, plural, size_text, visible
from core.lesson import Action, Lesson, Step, Workbench, fitting_hint, measured, score
from core.lesson.measuring import with_figures
from core.model import OutputChunk
from core.progress import Progress

_OUTPUT_LINES_SHOWN = 6  # of one command; the rest is counted
_WIDTH = 88


def figures(step: Step, bench: Workbench) -> dict[str, str]:
    """What was measured for a step, in words: sizes with their units, counts as they are."""
    kinds = {measure.name: measure.of for measure in step.measures}
    return {
        name: size_text(number) if kinds[name].is_size else count_text(number)
        for name, number in measured(step, bench).items()
    }


def say_score(lesson: Lesson, bench: Workbench, out: TextIO) -> None:
    """Bricks and bytes beside the best solution, where the lesson wants it."""
    reached = score(lesson, bench)
    if reached is not None:
        out.write(
            f"  {plural(reached.bricks, 'brick')}, {size_text(reached.bytes)}; "
            f"best {reached.best_bricks}, {size_text(reached.best_bytes)}\n"
        )


class Narrator:
    """Says in plain lines what the player does."""

    def __init__(self, lesson: Lesson, bench: Workbench, out: TextIO, said: str = "en") -> None:
        self._count = len(lesson.steps)
        self._bench = bench
        self._out = out
        self._said = said
        self._lines_left = 0
        self._lines_hidden = 0
        self._phase = ""

    def step_started(self, number: int, step: Step) -> None:
        title = step.title.in_language(self._said)
        self._out.write(f"\nStep {number} of {self._count}: {visible(title)}\n")
        self._say(f"{step.do.in_language(self._said)} {step.expect.in_language(self._said)}")
        question = step.prediction
        if question is not None:
            self._say(f"? {question.question.in_language(self._said)}")
            for place, option in enumerate(question.options, start=1):
                self._say(f"  {place}. {option.in_language(self._said)}")
        hint = fitting_hint(step, self._bench)
        if hint is not None:
            self._say(f"Hint: {step.hints[hint].text.in_language(self._said)}")
        self._out.flush()

    def step_was_done(self, number: int, step: Step) -> None:
        title = step.title.in_language(self._said)
        self._out.write(f"\nStep {number} of {self._count}: {visible(title)}\n")
        self._out.write("  ✓ was done already\n")

    def step_finished(self, number: int, step: Step) -> None:
        self._end_output()
        numbers = figures(step, self._bench)
        said = [with_figures(one.in_language(self._said), numbers)
                for one in (step.explanation, step.detail)]  # fmt: skip
        self._say(f"✓ done. {' '.join(said)}".rstrip())
        if step.prediction is not None:
            answer = step.prediction.options[step.prediction.answer - 1]
            self._say(f"! {step.prediction.answer}. {answer.in_language(self._said)}")
            if step.prediction.reply:
                self._say(f"  {step.prediction.reply.in_language(self._said)}")
        self._out.flush()

    def action_started(self, action: Action) -> None:
        self._end_output()
        self._out.write(f"  → {visible(action.as_text)}\n")
        self._lines_left = _OUTPUT_LINES_SHOWN
        self._phase = ""
        self._out.flush()

    def action_had_nothing_to_do(self, action: Action) -> None:
        self._out.write("    (was done already)\n")

    def output_arrived(self, chunk: OutputChunk) -> None:
        for line in chunk.content.decode(errors="replace").splitlines():
            if self._lines_left > 0:
                self._out.write(f"    {visible(line)[:100]}\n")
                self._lines_left -= 1
            else:
                self._lines_hidden += 1
        self._out.flush()

    def progressed(self, progress: Progress) -> None:
        if progress.phase != self._phase:
            self._phase = progress.phase
            self._out.write(f"    {progress.phase}\n")
            self._out.flush()

    def _say(self, words: str) -> None:
        for paragraph in words.split("\n"):
            line = textwrap.fill(
                visible(paragraph), _WIDTH, initial_indent="  ", subsequent_indent="  "
            )
            self._out.write(f"{line}\n")

    def _end_output(self) -> None:
        if self._lines_hidden:
            self._out.write(f"    … {self._lines_hidden} more lines\n")
        self._lines_hidden = 0
