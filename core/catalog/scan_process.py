"""The process that scans layers, apart from whoever waits for them.

`python -m core.catalog.scan_process` takes one job a line on its standard input and answers with
lines on its standard output, until the input ends. A hostile archive can harm nothing but this
process, which is polite to others besides.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import pickle
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from core.catalog.scanning import scan_blob
from core.catalog.table import LayerTable, write_table
from core.errors import BricklayerError, BugError, FileAccessError, LayerFormatError
from core.layer.limits import Limits
from core.layer.tree import FILE_FLAGS
from core.progress import Progress
from core.translation import tr_noop

_ATTEMPTS = 5  # to put a table into a directory that others delete
_NICENESS = 10
_MEMORY_BYTES = 1 << 30  # of address space, of which some is never used


@dataclass(frozen=True, slots=True)
class ScanJob:
    """A blob to read and where its table goes; paths as strings of the file system's encoding."""

    diff_id: str
    digest: str
    size_bytes: int
    blob: str
    table: str
    seed: int
    limits: Mapping[str, Any] = field(default_factory=dict)  # the fields of core.layer.Limits

    def line(self) -> bytes:
        """As it goes to the process."""
        return json.dumps(asdict(self)).encode("ascii") + b"\n"


@dataclass(frozen=True, slots=True)
class ScanAnswer:
    """A line from the process: how far it is, or that it has ended, well or with an error."""

    done_bytes: int = 0
    has_ended: bool = False
    error: Exception | None = None

    def line(self) -> bytes:
        """As it comes from the process."""
        facts: dict[str, Any] = {"done_bytes": self.done_bytes, "has_ended": self.has_ended}
        if self.error is not None:
            facts["error"] = base64.b64encode(pickle.dumps(self.error)).decode("ascii")
        return json.dumps(facts).encode("ascii") + b"\n"

    @classmethod
    def of(cls, line: bytes) -> ScanAnswer:
        """Read a line of `line`. Raises ValueError when it is none: the process ended in it."""
        facts = json.loads(line)
        packed = facts.pop("error", None)
        # Only our own child writes here.
        error = pickle.loads(base64.b64decode(packed)) if packed else None
        return cls(**facts, error=error)


def temporary_path(table: Path, process_id: int) -> Path:
    """Where a process writes a table before it is whole."""
    return table.with_name(f"{table.name}.{process_id}.new")


def scan(job: ScanJob, say: Callable[[ScanAnswer], object]) -> None:
    """Do a job: the table stands under its name afterwards, or nothing does.

    Raises what `scan_blob` raises, FileAccessError for the blob, OSError for the table.
    """

    def report(progress: Progress) -> None:
        say(ScanAnswer(progress.done))

    try:
        with open(job.blob, "rb", buffering=0, opener=_opener) as stream:
            table = scan_blob(
                stream,
                diff_id=job.diff_id,
                digest=job.digest,
                size_bytes=job.size_bytes,
                seed=job.seed,
                limits=Limits(**job.limits),
                report=report,
            )
    except OSError as error:
        raise FileAccessError(job.blob, error.strerror or str(error)) from error
    _put_table(table, Path(job.table))


def _put_table(table: LayerTable, path: Path) -> None:
    """Whole under its name. The directory is a cache: it may be deleted at any time, now too."""
    temporary = temporary_path(path, os.getpid())
    for attempts_left in reversed(range(_ATTEMPTS)):
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                write_table(table, file.write)
            temporary.replace(path)
            return
        except FileNotFoundError:
            if not attempts_left:
                raise
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def _opener(path: str, flags: int) -> int:
    # What is no file any more since the one who waits looked shall not block.
    return os.open(path, flags | FILE_FLAGS)


def main() -> None:
    """Serve until the input ends."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    _limit_memory()
    output = sys.stdout.buffer

    def say(answer: ScanAnswer) -> None:
        output.write(answer.line())
        output.flush()

    try:
        for line in sys.stdin.buffer:
            job = ScanJob(**json.loads(line))
            error: Exception | None = None
            try:
                scan(job, say)
            except BrokenPipeError:
                raise
            except (BricklayerError, OSError) as raised:
                error = raised
            except MemoryError:
                error = LayerFormatError("limit", "", tr_noop("it takes more memory than there is"))
            except Exception as raised:  # the one who waits shall hear of it, whatever it is
                error = BugError(
                    f"{type(raised).__name__} while reading a layer", detail=str(raised)
                )
            say(ScanAnswer(has_ended=True, error=error))
    except BrokenPipeError:
        # Nobody waits any more. Not even flushing at exit can work now.
        os._exit(0)


def _limit_memory() -> None:
    """However many and long the names of an archive are, the machine shall not suffer."""
    try:
        import resource

        _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        is_lower = hard != resource.RLIM_INFINITY and hard < _MEMORY_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (hard if is_lower else _MEMORY_BYTES, hard))
    except (ImportError, ValueError, OSError):
        pass  # a system without such limits


if __name__ == "__main__":
    main()
