"""What was said in a container's console: bounded, whatever a command prints."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field

from core.translation import tr

_LINES_LIMIT = 5_000
_LINE_CHARS = 2_000
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours and cursor
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # OSC: titles, links, clipboard
    r"|\x1b[PX^_].*?\x1b\\|\x1b.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class ConsoleLine:
    """One line; `kind` is "command", "stdout", "stderr" or "note"."""

    kind: str
    text: str


@dataclass(slots=True)
class Console:
    """Lines of one container, newest last. `shown` counts all that ever were."""

    lines: deque[ConsoleLine] = field(default_factory=lambda: deque(maxlen=_LINES_LIMIT))
    total: int = 0
    history: list[str] = field(default_factory=list)
    running: str = ""  # the command that runs
    _partial: dict[str, str] = field(default_factory=dict)

    def start(self, line: str) -> None:
        """A command begins."""
        self.running = line
        self._add("command", line)
        if not self.history or self.history[-1] != line:
            self.history.append(line)

    def start_step(self, words: str) -> None:
        """Something else than a typed command begins: it is none to go back to by the arrows."""
        self.running = words
        self._add("note", words)

    def output(self, stream: str, content: bytes, skipped_bytes: int) -> None:
        """Some output. Incomplete lines wait for their end."""
        if skipped_bytes:
            self._add(
                "note", tr("… {skipped_bytes:,} bytes left out …", skipped_bytes=skipped_bytes)
            )
        text = self._partial.pop(stream, "") + content.decode("utf-8", "replace")
        *whole, rest = text.replace("\r\n", "\n").split("\n")
        for line in whole:
            self._add(stream, line)
        if len(rest) > _LINE_CHARS:
            self._add(stream, rest)
        elif rest:
            self._partial[stream] = rest

    def finish(self, note: str) -> None:
        """The command ended."""
        for stream, rest in self._partial.items():
            self._add(stream, rest)
        self._partial.clear()
        self.running = ""
        self._add("note", note)

    def _add(self, kind: str, text: str) -> None:
        self.lines.append(ConsoleLine(kind, harmless(text)))
        self.total += 1


def harmless(text: str) -> str:
    """A line without anything that would act: escapes gone, progress bars at their last state."""
    text = _ESCAPES.sub("", text)
    text = text.rstrip("\r").rpartition("\r")[2]
    text = "".join(
        char if char.isprintable() or char == "\t" else f"\\x{ord(char):02x}" for char in text
    )
    return text if len(text) <= _LINE_CHARS else text[:_LINE_CHARS] + " …"
