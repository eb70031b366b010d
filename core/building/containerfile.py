"""A Containerfile read into a plan: what each step is, and which cannot be followed here.

Nothing is run and nothing is fetched. The rules are those of Containerfile(5) and the Dockerfile
reference; what they allow and we do not do is said in a step's sentence, never passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from core.building.instructions import NOT_FOLLOWED, take_flags
from core.building.lines import Document, Instruction, split_document
from core.building.operands import Scope, read_operands
from core.building.reading import DOCUMENT, malformed, shown
from core.building.words import WordError, expand
from core.errors import MalformedDocumentError
from core.model import BuildPlan, BuildStep, StepKind

STEP_LIMIT = 500
"""Most steps of a plan: each may become a layer, and overlayfs stacks about as many."""

_KINDS = {kind.value: kind for kind in StepKind}


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """What a plan needs to know of its base image. `reference` is how the repository names it."""

    reference: str
    env: tuple[str, ...] = ()
    platform: str = ""  # "linux/amd64"
    has_triggers: bool = False  # ONBUILD instructions, which would have to be done first


@dataclass(slots=True)
class _Draft:
    """A plan as it grows."""

    path: str
    context: str
    base: str = ""
    steps: list[BuildStep] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    froms: int = 0


def read_plan(
    text: str,
    path: str,
    context: str,
    arguments: Mapping[str, str],
    find_base: Callable[[str], BaseFacts | None],
) -> BuildPlan:
    """The plan of a Containerfile's text; `arguments` are values for its ARGs.

    `find_base` is asked for what stands after FROM, and answers None for an image that is not in
    the repository. Raises MalformedDocumentError, which names the line.
    """
    document = split_document(text)
    draft = _Draft(path, context)
    scope = Scope(dict(arguments), document.escape)
    for instruction in document.instructions:
        try:
            _add(draft, scope, instruction, document, find_base)
        except WordError as error:
            raise malformed(instruction.line, str(error)) from error
    if not draft.froms:
        sentence = "It has no FROM, so it does not say which image to start from."
        if draft.steps:
            raise malformed(draft.steps[0].line, "a FROM with an image must come first")
        draft.problems.append(sentence)
    return BuildPlan(
        path=path,
        context=context,
        base=draft.base,
        steps=tuple(draft.steps),
        problems=tuple(draft.problems),
        arguments=tuple(scope.before_from.items()),
    )


def _add(
    draft: _Draft,
    scope: Scope,
    instruction: Instruction,
    document: Document,
    find_base: Callable[[str], BaseFacts | None],
) -> None:
    keyword = instruction.keyword
    if keyword == "FROM":
        _read_from(draft, scope, instruction, find_base)
        return
    if keyword not in _KINDS and keyword not in NOT_FOLLOWED:
        raise malformed(instruction.line, f"there is no instruction {shown(keyword)}")
    if not instruction.rest:
        raise malformed(instruction.line, f"{keyword} needs something after it")
    if not draft.froms:
        if keyword != "ARG":
            raise malformed(instruction.line, f"{keyword} stands before the first FROM")
        scope.declare_before_from(instruction.rest)
        return
    if draft.froms > 1:
        return  # another stage: the plan has a problem already
    if len(draft.steps) >= STEP_LIMIT:
        raise MalformedDocumentError(DOCUMENT, f"it has more than {STEP_LIMIT} steps")
    draft.steps.append(_read_step(len(draft.steps) + 1, scope, instruction, document))


def _read_step(
    number: int, scope: Scope, instruction: Instruction, document: Document
) -> BuildStep:
    keyword = instruction.keyword
    step = BuildStep(number, instruction.line, _KINDS.get(keyword), _as_written(instruction))
    if keyword in NOT_FOLLOWED:
        kind, sentence = NOT_FOLLOWED[keyword]
        if kind is None:
            return replace(step, sentence=f"Line {step.line}: {sentence}")
        return replace(step, kind=kind, words=("maintainer=" + instruction.rest,))
    flags, rest, sentence = take_flags(keyword, instruction.rest)
    flags = tuple(expand(flag, scope.variables, document.escape) for flag in flags)
    operands = read_operands(keyword, rest, instruction, scope)
    sentence = sentence or operands.sentence
    return replace(
        step,
        words=operands.words,
        flags=flags,
        is_exec_form=operands.is_exec_form,
        sentence=f"Line {step.line}: {sentence}" if sentence else "",
    )


def _read_from(
    draft: _Draft,
    scope: Scope,
    instruction: Instruction,
    find_base: Callable[[str], BaseFacts | None],
) -> None:
    draft.froms += 1
    line = instruction.line
    flags, rest, _sentence = take_flags("FROM", instruction.rest)
    words = [expand(word, scope.before_from, scope.escape) for word in rest.split()]
    if len(words) not in (1, 3) or (len(words) == 3 and words[1].upper() != "AS") or not words[0]:
        raise malformed(line, "FROM needs an image, and may give it a name: FROM image AS name")
    if draft.froms == 2:
        draft.problems.append(
            f"Line {line}: it has several stages. Only files with a single FROM can be built here."
        )
    if draft.froms > 1:
        return
    facts = find_base(words[0])
    draft.base = facts.reference if facts else words[0]
    for flag in flags:
        wanted = expand(flag, scope.before_from, scope.escape).removeprefix("--platform=")
        if not flag.startswith("--platform="):
            draft.problems.append(f"Line {line}: {shown(flag)} is not supported after FROM.")
        elif facts is not None and not (facts.platform + "/").startswith(wanted + "/"):
            draft.problems.append(
                f"Line {line}: the image {draft.base} is for {facts.platform}, not for {wanted}."
            )
    if facts is None:
        draft.problems.append(_missing_base(line, words[0]))
        return
    if facts.has_triggers:
        draft.problems.append(
            f"Line {line}: the image {draft.base} brings steps of its own (ONBUILD), "
            "which are not supported."
        )
    scope.start_stage(facts.env)


def _missing_base(line: int, name: str) -> str:
    if name == "scratch":
        return (
            f"Line {line}: to start from scratch, make an empty base image first "
            "and name it after FROM."
        )
    return f"Line {line}: there is no image {shown(name)} in the repository. Fetch or make it."


def _as_written(instruction: Instruction) -> str:
    """The instruction on one line; the texts of heredocs below it as they are."""
    head = f"{instruction.keyword} {instruction.rest}"
    return "\n".join(
        [head, *(f"{heredoc.body}{heredoc.ending}" for heredoc in instruction.heredocs)]
    )
