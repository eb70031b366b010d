"""How two states of a file differ, line by line and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.cancel import NEVER, CancelToken
from core.catalog.contents import decode_text
from core.catalog.line_matching import Run, common_start, matching_runs
from core.catalog.word_diff import Spans, WordBudget, pair_lines, shown, word_spans
from core.model import DiffLine, DiffMark, FileDiff

LINES_LIMIT = 50_000
"""So many lines of each side are compared from the first one on that differs."""
NO_FINAL_NEWLINE = " (no line break at the end of the file)"
"""Is put to a changed last line that has none when the other side's has one."""
_HEAD_BYTES = 4096


def diff_contents(
    old: bytes | None,
    new: bytes | None,
    *,
    old_path: str,
    new_path: str,
    old_size: int | None,
    new_size: int | None,
    context: int = 3,
    cancel: CancelToken = NEVER,
) -> FileDiff:
    """Compare two contents, None where there is no file, by lines.

    A side that is shorter than its size was cut, and so is the answer. Lines end with "\\n" only; a
    "\\r" before it is shown unless all lines of both sides have it. Files that differ in their
    encoding alone are shown like binary ones. `added` and `removed` count lines. Raises Cancelled.
    """
    if old is not None and old == new and decode_text(old, is_cut=True) is not None:
        is_cut = len(old) < max(old_size or 0, new_size or 0)
        return FileDiff(old_path, new_path, old_size, new_size, is_cut=is_cut)
    sides = [
        _Side.of(content, is_cut=len(content or b"") < (size or 0))
        for content, size in ((old, old_size), (new, new_size))
    ]
    before, after = sides
    is_binary = before is None or after is None
    if before and after and before.lines == after.lines:
        is_binary = (old or b"") != (new or b"") and not (before.is_cut or after.is_cut)
    if before is None or after is None or is_binary:
        return FileDiff(
            old_path,
            new_path,
            old_size,
            new_size,
            is_binary=True,
            old_head=(old or b"")[:_HEAD_BYTES],
            new_head=(new or b"")[:_HEAD_BYTES],
        )
    most = common_start(before.lines, after.lines) + LINES_LIMIT
    before, after = before.first(most), after.first(most)
    runs = matching_runs(before.lines, after.lines, cancel)
    _drop_cut_end(before, after, runs)
    lines = tuple(_Writing(before, after, max(context, 0), cancel).lines(runs))
    return FileDiff(
        old_path,
        new_path,
        old_size,
        new_size,
        lines=lines,
        added=sum(line.mark is DiffMark.ADDED for line in lines),
        removed=sum(line.mark is DiffMark.REMOVED for line in lines),
        is_cut=before.is_cut or after.is_cut,
    )


@dataclass
class _Side:
    """Lines with their ends; the last one may have none."""

    lines: list[str]
    is_cut: bool

    @classmethod
    def of(cls, content: bytes | None, *, is_cut: bool) -> _Side | None:
        """None for what is no text."""
        text = decode_text(content or b"", is_cut=is_cut)
        if text is None:
            return None
        lines = [line + "\n" for line in text.split("\n")]
        last = lines.pop()[:-1]
        if last and not (is_cut and lines):  # half a line would differ from the whole one
            lines.append(last)
        return cls(lines, is_cut)

    def first(self, count: int) -> _Side:
        return self if len(self.lines) <= count else _Side(self.lines[:count], is_cut=True)

    @property
    def is_ended(self) -> bool:
        """Whether the last line has an end."""
        return bool(self.lines) and self.lines[-1].endswith("\n")

    @property
    def has_returns(self) -> bool:
        """Whether all lines end with a carriage return and a line feed."""
        return all(line.endswith("\r\n") for line in self.lines if line.endswith("\n"))


def _drop_cut_end(before: _Side, after: _Side, runs: Sequence[Run]) -> None:
    """Leave out lines whose like may be where the other side was cut off."""
    if not runs:
        return
    old_end, new_end = runs[-1].old + runs[-1].length, runs[-1].new + runs[-1].length
    if new_end == len(after.lines) and after.is_cut:
        del before.lines[old_end:]
    elif old_end == len(before.lines) and before.is_cut:
        del after.lines[new_end:]


class _Writing:
    """From runs of equal lines to the lines of a diff."""

    def __init__(self, before: _Side, after: _Side, context: int, cancel: CancelToken) -> None:
        self._before = before
        self._after = after
        self._context = context
        self._cancel = cancel
        self._budget = WordBudget()
        self._drops_returns = before.has_returns and after.has_returns

    def lines(self, runs: Sequence[Run]) -> Iterator[DiffLine]:
        old = new = 0
        old_count, new_count = len(self._before.lines), len(self._after.lines)
        for run in (*runs, Run(old_count, new_count, 0)):
            self._cancel.check()
            is_changed = old < run.old or new < run.new
            yield from self._changed(old, run.old, new, run.new)
            old, new = run.old + run.length, run.new + run.length
            is_end = (old, new) == (old_count, new_count)
            yield from self._same(run, has_before=is_changed, has_after=not is_end)

    def _same(self, run: Run, *, has_before: bool, has_after: bool) -> Iterator[DiffLine]:
        first = self._context if has_before else 0
        last = self._context if has_after else 0
        if not (has_before or has_after):
            return
        left_out = run.length - first - last
        is_gap = left_out > 1  # a line takes no more room than to say that one is left out
        yield from self._equal(run, 0, first if is_gap else run.length)
        if is_gap:
            text = f"{left_out:,} unchanged lines"
            yield DiffLine(DiffMark.GAP, None, None, ((text, False),))
            yield from self._equal(run, run.length - last, run.length)

    def _equal(self, run: Run, start: int, stop: int) -> Iterator[DiffLine]:
        for at in range(start, stop):
            spans = shown(((self._text(self._after.lines[run.new + at]), False),))
            yield DiffLine(DiffMark.SAME, run.old + at + 1, run.new + at + 1, spans)

    def _changed(self, old: int, old_end: int, new: int, new_end: int) -> Iterator[DiffLine]:
        removed = [self._text(line) for line in self._before.lines[old:old_end]]
        added = [self._text(line) for line in self._after.lines[new:new_end]]
        removed_spans: list[Spans] = [((text, False),) for text in removed]
        added_spans: list[Spans] = [((text, False),) for text in added]
        if removed and added:
            for one, other in pair_lines(removed, added, self._budget):
                both = word_spans(removed[one], added[other], self._budget)
                if both is not None:
                    removed_spans[one], added_spans[other] = both
        if old_end == len(self._before.lines) and self._after.is_ended:
            _mark_end(self._before, removed_spans)
        if new_end == len(self._after.lines) and self._before.is_ended:
            _mark_end(self._after, added_spans)
        for at, spans in enumerate(removed_spans, old + 1):
            yield DiffLine(DiffMark.REMOVED, at, None, shown(spans))
        for at, spans in enumerate(added_spans, new + 1):
            yield DiffLine(DiffMark.ADDED, None, at, shown(spans))

    def _text(self, line: str) -> str:
        text = line.removesuffix("\n")
        return text.removesuffix("\r") if self._drops_returns and text != line else text


def _mark_end(side: _Side, spans: list[Spans]) -> None:
    if spans and not side.is_ended:
        spans[-1] = (*spans[-1], (NO_FINAL_NEWLINE, True))
