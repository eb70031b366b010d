"""A process that scans, seen from the one who waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from core.cancel import CancelToken
from core.catalog.scan_process import ScanAnswer, ScanJob, temporary_path

_PATIENCE_S = 5
# Nothing there computes matrices; each thread would take memory and time to start.
_SETTINGS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class ScannerDiedError(Exception):
    """The process ended in the middle of a job: killed, or out of memory. For Catalog only."""


class Scanner:
    """Starts the process with the first job and ends it with the context. For one thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def scan(self, job: ScanJob, cancel: CancelToken, report: Callable[[int], None]) -> None:
        """Have the table of a blob written; `report` gets the bytes done.

        Raises what scanning raised, ScannerDiedError, Cancelled.
        """
        cancel.check()
        process = self._started()
        forget = cancel.on_cancel(process.kill)
        try:
            self._follow(process, job, report)
        except ScannerDiedError:
            self._bury(process, job)
            cancel.check()
            raise
        finally:
            forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if error is not None:
            process.kill()
        with process:
            assert process.stdin is not None
            try:
                process.stdin.close()
                process.wait(_PATIENCE_S)
            except (OSError, subprocess.TimeoutExpired):
                process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "core.catalog.scan_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env={**os.environ, **_SETTINGS},
                start_new_session=True,  # a Ctrl-C in the terminal is for the one who waits
            )
        return self._process

    def _follow(
        self, process: subprocess.Popen[bytes], job: ScanJob, report: Callable[[int], None]
    ) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(job.line())
            process.stdin.flush()
            while True:
                answer = ScanAnswer.of(process.stdout.readline())
                if answer.error is not None:
                    raise answer.error
                if answer.has_ended:
                    return
                report(answer.done_bytes)
        except (BrokenPipeError, ValueError) as error:
            raise ScannerDiedError from error

    def _bury(self, process: subprocess.Popen[bytes], job: ScanJob) -> None:
        self._process = None
        process.kill()
        with process:
            process.wait()
        try:
            temporary_path(Path(job.table), process.pid).unlink(missing_ok=True)
        except OSError:
            pass  # the next cleaning finds it
