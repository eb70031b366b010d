"""The operands of each instruction, with variables put in where the instruction wants that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from core.building.lines import Instruction
from core.building.reading import shown
from core.building.words import WordError, expand, json_list, split_words

_PORT = re.compile(r"(\d{1,5})(?:-(\d{1,5}))?(?:/(tcp|udp|sctp))?", re.IGNORECASE)
_MOST_PORTS = 1000
_URL = re.compile(r"(?:https?|ftp|git|ssh)://|git@|github\.com/", re.IGNORECASE)
_ARGUMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(slots=True)
class Scope:
    """Variables as they are at a line: ENV hides an ARG of the same name."""

    given: dict[str, str]  # by whoever builds
    escape: str = "\\"
    before_from: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    env: dict[str, str] = field(default_factory=dict)

    @property
    def variables(self) -> dict[str, str]:
        """What `$x` means here."""
        return {**self.arguments, **self.env}

    def start_stage(self, env: Iterable[str]) -> None:
        """After FROM: the base image's environment, and no argument yet."""
        self.env = dict(pair.split("=", 1) for pair in env if "=" in pair)

    def declare_before_from(self, rest: str) -> None:
        """An ARG above FROM; in the stage it is known only where ARG names it again."""
        for word in split_words(rest, self.escape):
            name, equals, default = word.partition("=")
            _require_argument_name(name)
            if name in self.given:
                self.before_from[name] = self.given[name]
            elif equals:
                self.before_from[name] = expand(default, self.before_from, self.escape)

    def declare(self, word: str) -> str:
        """An ARG of the stage; as NAME=value, or NAME where it has none."""
        name, equals, default = word.partition("=")
        _require_argument_name(name)
        if name in self.given:
            value = self.given[name]
        elif equals:
            value = expand(default, self.variables, self.escape)
        elif name in self.before_from:
            value = self.before_from[name]
        else:
            return name
        self.arguments[name] = value
        return f"{name}={value}"


@dataclass(frozen=True, slots=True)
class Operands:
    """See BuildStep."""

    words: tuple[str, ...]
    is_exec_form: bool = False
    sentence: str = ""


def read_operands(keyword: str, rest: str, instruction: Instruction, scope: Scope) -> Operands:
    """Raises WordError."""
    if keyword == "RUN":
        return _run(rest, instruction)
    if keyword in ("CMD", "ENTRYPOINT"):
        listed = json_list(rest)
        return Operands((rest,)) if listed is None else Operands(listed, is_exec_form=True)
    if keyword in ("COPY", "ADD"):
        return _copy(keyword, rest, instruction, scope)
    if keyword in ("ENV", "LABEL"):
        return _pairs(keyword, rest, scope)
    if keyword == "ARG":
        return Operands(tuple(scope.declare(word) for word in split_words(rest, scope.escape)))
    if keyword == "EXPOSE":
        words = (expand(word, scope.variables, scope.escape) for word in rest.split())
        return Operands(tuple(port for word in words for port in _ports(word)))
    word = expand(rest, scope.variables, scope.escape)  # WORKDIR, USER
    if not word:
        raise WordError(f"{keyword} comes out empty")
    return Operands((word,))


def _run(rest: str, instruction: Instruction) -> Operands:
    if not instruction.heredocs:
        listed = json_list(rest)
        if not rest or listed == ():
            raise WordError("RUN names no command")
        return Operands((rest,)) if listed is None else Operands(listed, is_exec_form=True)
    if len(instruction.heredocs) == 1 and rest.startswith("<<") and len(rest.split()) == 1:
        script = instruction.heredocs[0].body
        if script.startswith("#!"):
            sentence = "a script with a program of its own (#!) is not supported after RUN."
            return Operands((script,), sentence=sentence)
        return Operands((script,))
    # The container's shell reads them itself.
    bodies = "".join(f"{one.body}{one.ending}\n" for one in instruction.heredocs)
    return Operands((f"{rest}\n{bodies}",))


def _copy(keyword: str, rest: str, instruction: Instruction, scope: Scope) -> Operands:
    listed = json_list(rest)
    words = [expand(one, scope.variables, scope.escape) for one in listed or rest.split()]
    if len(words) < 2 or not all(words):
        raise WordError(f"{keyword} needs what to copy and where to")
    sentence = ""
    if instruction.heredocs:
        sentence = f"{keyword} of a text in the file itself (<<) is not supported."
    elif keyword == "ADD" and any(_URL.match(word) for word in words[:-1]):
        sentence = "ADD from the network is not supported: fetch the file, and COPY it."
    elif len(words) > 2 and not words[-1].endswith("/"):
        raise WordError(f"{keyword} of several things needs a folder, which ends with /")
    return Operands(tuple(words), is_exec_form=listed is not None, sentence=sentence)


def _pairs(keyword: str, rest: str, scope: Scope) -> Operands:
    words = split_words(rest, scope.escape)
    before = scope.variables  # all pairs of a line see what was there before it
    if "=" not in words[0]:
        name, value = words[0], rest[len(words[0]) :].strip()
        if not value:
            raise WordError(f"{keyword} {shown(name)} has no value")
        pairs = [(name, expand(value, before, scope.escape))]
    else:
        pairs = []
        for word in words:
            name, equals, value = word.partition("=")
            if not equals:
                raise WordError(f"{keyword} needs NAME=value, but there is {shown(word)}")
            pairs.append((name, expand(value, before, scope.escape)))
    named = [(expand(name, before, scope.escape), value) for name, value in pairs]
    if not all(name for name, _value in named):
        raise WordError(f"{keyword} needs a name before =")
    if keyword == "ENV":
        scope.env.update(named)
    return Operands(tuple(f"{name}={value}" for name, value in named))


def _ports(word: str) -> list[str]:
    match = _PORT.fullmatch(word)
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if match is None or not 0 < first <= last < 65536 or last - first >= _MOST_PORTS:
        raise WordError(f"{shown(word)} is no port, as in 80 or 53/udp")
    protocol = (match[3] or "tcp").lower()
    return [f"{port}/{protocol}" for port in range(first, last + 1)]


def _require_argument_name(name: str) -> None:
    if not _ARGUMENT_NAME.fullmatch(name):
        raise WordError(f"{shown(name)} cannot be the name of an ARG")
