"""The recording as rows: commands with what they changed, marks between them, the image below."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.viewmodel.byte_words import signed_size
from app.viewmodel.live_rows import shown
from app.viewmodel.sizes import MINUS, count_text, counted, duration_text, size_text
from core.model import ChangeKind, CommandRun, FileChange, FileType, Mark
from core.translation import tr

PATHS_LIMIT = 60
"""Changed paths that are listed of one command."""
RUNS_LIMIT = 500
"""The newest commands that are listed."""


class Outcome(enum.Enum):
    """How a command ended."""

    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class RunRow:
    """One command. `number` is its place in the recording, from 0."""

    key: str
    number: int
    text: str
    command: str
    outcome: Outcome
    ending: str
    time: str
    facts: str
    counts: tuple[tuple[str, int], ...]
    growth: str
    changes_words: str
    has_paths: bool
    is_expanded: bool
    tooltip: str

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        changes = ", ".join(f"{sign}{count}" for sign, count in self.counts if count)
        words = changes or self.changes_words
        parts = (
            self.command,
            self.ending,
            tr("at {time}", time=self.time),
            self.facts,
            words,
            self.growth,
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path that a command changed; without a sign: how many more there are."""

    key: str
    run_key: str
    sign: str
    directory: str
    name: str
    size: str
    path: str = ""

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return f"{self.sign} {self.directory}{self.name} {self.size}".strip()

    @property
    def tooltip(self) -> str:
        """The whole path."""
        return f"/{self.directory}{self.name}" if self.sign else self.name


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A point to roll back to. `mark_id` "" is the image itself."""

    key: str
    mark_id: str
    title: str
    facts: str

    @property
    def is_image(self) -> bool:
        """Whether this is where the container began."""
        return not self.mark_id

    @property
    def words(self) -> str:
        """What a click on it does."""
        return tr("Roll back to the image") if self.is_image else tr("Roll back to here")

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        return f"{self.title}, {self.facts}" if self.facts else self.title

    @property
    def tooltip(self) -> str:
        """The whole title, and what rolling back means."""
        return tr(
            "{title}. {words}: what was written since then is thrown away.",
            title=self.title,
            words=self.words,
        )


RecordingRow = RunRow | PathRow | MarkRow


def recording_rows(
    runs: Sequence[CommandRun],
    marks: Sequence[Mark],
    expanded: Collection[str] = (),
    image: str = "",
) -> tuple[RecordingRow, ...]:
    """The newest first, as bricks lie; `image` at the bottom. `expanded` are keys of runs."""
    met: Counter[datetime] = Counter()
    timed: list[tuple[datetime, int, list[RecordingRow]]] = []
    for number, run in enumerate(runs):
        key = f"run {run.started.isoformat()} {met[run.started]}"
        met[run.started] += 1
        if number < len(runs) - RUNS_LIMIT:
            continue
        row = _run_row(run, key, number, is_expanded=key in expanded)
        rows: list[RecordingRow] = [row]
        if row.is_expanded and run.changes is not None:
            rows += _path_rows(key, run.changes.paths, run.changes.total)
        ended = run.started + timedelta(seconds=run.duration_s)
        timed.append((ended, 2 * number, rows))
    for number, mark in enumerate(marks):
        timed.append((mark.created, 2 * (len(runs) + number) + 1, [_mark_row(mark)]))
    timed.sort(key=lambda one: (one[0], one[1]), reverse=True)
    result = [row for _moment, _order, rows in timed for row in rows]
    if runs or marks:
        title = tr("Image {image}", image=shown(image)) if image else tr("The image")
        result.append(MarkRow("mark ", "", title, tr("where this container began")))
    return tuple(result)


def clock_text(moment: datetime) -> str:
    """The time of day where the person is: 14:02:31."""
    return moment.astimezone().strftime("%H:%M:%S")


def _run_row(run: CommandRun, key: str, number: int, *, is_expanded: bool) -> RunRow:
    changes = run.changes
    counts: tuple[tuple[str, int], ...] = ()
    growth = words = ""
    if changes is None:
        words = tr("changes were not watched")
    elif not changes.total:
        words = tr("changed nothing")
    else:
        counts = (("+", changes.added), ("~", changes.modified), (MINUS, changes.deleted))
    if changes is not None and changes.total:
        growth = signed_size(changes.size_bytes)
    outcome, ending = _ending(run)
    has_paths = bool(changes is not None and changes.paths)
    return RunRow(
        key, number, run.text, shown(run.text), outcome, ending, clock_text(run.started),
        _facts(run), counts, growth, words, has_paths, has_paths and is_expanded, _tooltip(run),
    )  # fmt: skip


def _ending(run: CommandRun) -> tuple[Outcome, str]:
    if run.was_cancelled:
        return Outcome.CANCELLED, tr("cancelled")
    if run.exit_code is None:
        return Outcome.UNKNOWN, tr("out of memory") if run.was_out_of_memory else tr(
            "end not known"
        )
    if run.exit_code == 0:
        return Outcome.DONE, tr("done")
    words = tr("exit code {exit_code}", exit_code=run.exit_code)
    return Outcome.FAILED, tr(
        "{words}, out of memory", words=words
    ) if run.was_out_of_memory else words


def _facts(run: CommandRun) -> str:
    facts = [duration_text(run.duration_s)]
    if run.working_dir and run.working_dir != "/":
        facts.append(tr("in {working_dir}", working_dir=shown(run.working_dir)))
    if run.user not in ("", "0", "root"):
        facts.append(tr("as {user}", user=shown(run.user)))
    return "  ·  ".join(facts)


def _tooltip(run: CommandRun) -> str:
    where = tr("typed in the terminal") if run.is_from_terminal else tr("run by a button")
    return f"{shown(run.text)} ({where}; {run.started.astimezone():%Y-%m-%d %H:%M:%S})"


def _path_rows(key: str, paths: Sequence[FileChange], total: int) -> list[RecordingRow]:
    rows: list[RecordingRow] = [_path_row(key, change) for change in paths[:PATHS_LIMIT]]
    more = total - len(rows)
    if more > 0:
        name = f"… {counted('{count} more path', '{count} more paths', more)}"
        rows.append(PathRow(f"{key} …", key, "", "", name, ""))
    return rows


def _path_row(key: str, change: FileChange) -> PathRow:
    parent, slash, name = change.path.rpartition("/")
    sign = {ChangeKind.ADDED: "+", ChangeKind.DELETED: MINUS}.get(change.kind, "~")
    is_directory = change.file_type is FileType.DIRECTORY
    size = ""
    if change.kind is ChangeKind.DELETED:
        size = MINUS + size_text(change.size_before_bytes) if change.size_before_bytes else ""
    elif change.kind is ChangeKind.ADDED and not is_directory:
        size = size_text(change.size_bytes)
    elif not is_directory:
        size = signed_size(change.size_bytes - change.size_before_bytes)
    return PathRow(
        f"{key} {change.path}", key, sign, shown(parent + slash),
        shown(name) + ("/" if is_directory else ""), size, change.path,
    )  # fmt: skip


def _mark_row(mark: Mark) -> MarkRow:
    title = shown(mark.label) or tr("Mark", context="of a container")
    facts = [clock_text(mark.created)]
    if mark.is_empty:
        facts.append(tr("only settings"))
    else:
        counts = (("+", mark.added), ("~", mark.modified), (MINUS, mark.deleted))
        facts.append(" ".join(f"{sign}{count_text(count)}" for sign, count in counts if count))
        facts.append(size_text(mark.size_bytes))
    return MarkRow(f"mark {mark.id}", mark.id, title, "  ·  ".join(one for one in facts if one))
