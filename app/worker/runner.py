"""Runs jobs on lanes and delivers every end in the GUI thread.

Threads are daemons: what does not obey at the end dies with the process, which the engine survives
at any moment.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.worker.job import Failed, Job, Lane, Outcome, Stopped, Succeeded, Work
from core.errors import Cancelled
from core.progress import Progress, Throttle
from core.translation import tr

_SLICE_S = 0.012


class _Bridge(QObject):
    """The one crossing. Lives in the GUI thread: only then are its slots called there."""

    arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.arrived.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, delivery: object) -> None:
        assert callable(delivery)
        delivery()


class Runner(QObject):
    """Signals: jobs_changed(): a visible job came, went on or ended."""

    jobs_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bridge = _Bridge()
        self._queues: dict[Lane, queue.SimpleQueue[Job | None]] = {
            Lane.READ: queue.SimpleQueue(),
            Lane.INSPECT: queue.SimpleQueue(),
            Lane.WRITE: queue.SimpleQueue(),
        }
        self._threads: list[threading.Thread] = []
        self._jobs: list[Job] = []
        self._is_closed = False
        for lane, waiting in self._queues.items():
            self._start_thread(lane.value, lambda waiting=waiting: self._serve(waiting))

    @property
    def jobs(self) -> tuple[Job, ...]:
        """Jobs that wait or run, oldest first."""
        return tuple(self._jobs)

    @property
    def visible_jobs(self) -> tuple[Job, ...]:
        """Those that the person should see."""
        return tuple(job for job in self._jobs if job.is_visible)

    def submit(
        self,
        title: str,
        work: Work,
        *,
        lane: Lane,
        then: Callable[[Outcome], None],
        is_visible: bool = True,
        shows_with_progress: bool = False,
        replaces: str = "",
    ) -> Job:
        """Run `work(cancel, report)` on a lane; `then(outcome)` is called in the GUI thread.

        An older job with the same `replaces` is cancelled and forgotten. What mostly takes
        milliseconds and sometimes long is not visible at first and `shows_with_progress`.
        """
        job = Job(title, work, then, is_visible, replaces, shows_with_progress=shows_with_progress)
        if self._is_closed:
            return job
        if replaces:
            self.forget(replaces)
        self._jobs.append(job)
        if lane is Lane.STREAM:
            self._start_thread(title, lambda: self._run(job))
        else:
            self._queues[lane].put(job)
        if is_visible:
            self.jobs_changed.emit()
        return job

    def submit_slices(
        self,
        title: str,
        steps: Generator[Progress],
        *,
        then: Callable[[Outcome], None],
        is_visible: bool = True,
    ) -> Job:
        """Run `steps` in the GUI thread between its events, some milliseconds at a time.

        Each step has to be short. When it fails, is cancelled or the program ends, the generator
        is closed, so that it can tidy up.
        """
        job = Job(title, lambda _cancel, _report: None, then, is_visible)
        if not self._is_closed:
            self._jobs.append(job)
            if is_visible:
                self.jobs_changed.emit()
            QTimer.singleShot(0, self, lambda: self._run_slice(job, steps))
        return job

    def _run_slice(self, job: Job, steps: Generator[Progress]) -> None:
        outcome: Outcome | None = None
        until = time.monotonic() + _SLICE_S
        try:
            while time.monotonic() < until and outcome is None:
                job.token.check()
                job.progress = next(steps)
        except StopIteration:
            outcome = Succeeded(None)
        except Cancelled:
            outcome = Stopped()
        except Exception as error:  # as in _run: every end is delivered
            outcome = Failed(error)
        if outcome is None and not self._is_closed:
            if job.is_visible:
                self.jobs_changed.emit()
            QTimer.singleShot(0, self, lambda: self._run_slice(job, steps))
            return
        steps.close()
        self._deliver(job, outcome or Stopped())

    def stop(self, job: Job) -> None:
        """Ask a job to stop, beside the window: ending its processes may take a moment.

        Its end is delivered as always.
        """
        self.submit(
            tr("Cancelling"),
            lambda _cancel, _report: job.cancel(),
            lane=Lane.STREAM,
            then=lambda _outcome: None,
            is_visible=False,
        )

    def reveal(self, job: Job) -> None:
        """Show a job that somebody looked at elsewhere until now, if it still runs."""
        if job in self._jobs and not job.is_visible:
            job.is_visible = True
            self.jobs_changed.emit()

    def forget(self, replaces: str) -> None:
        """Cancel the jobs of that name; their ends are delivered to nobody."""
        self._drop(lambda job: job.replaces == replaces)

    def forget_all(self, start: str) -> None:
        """The same for all jobs whose name in `replaces` starts so."""
        self._drop(lambda job: job.replaces.startswith(start))

    def _drop(self, is_meant: Callable[[Job], bool]) -> None:
        for job in self._jobs:
            if is_meant(job) and not job.is_dropped:
                job.is_dropped = True
                job.cancel()

    def post(self, delivery: Callable[[], None]) -> None:
        """Call `delivery` in the GUI thread, from any thread."""
        if not self._is_closed:
            self._bridge.arrived.emit(delivery)

    def shut_down(self, timeout_s: float) -> bool:
        """Take no more work, cancel what runs, wait for it; whether all ended in time."""
        if not self._is_closed:
            self._is_closed = True
            for job in self._jobs:
                job.is_dropped = True
                # Off the GUI thread: cancelling may have to end processes.
                threading.Thread(target=job.cancel, daemon=True).start()
            for waiting in self._queues.values():
                waiting.put(None)
        deadline = time.monotonic() + timeout_s
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _start_thread(self, name: str, target: Callable[[], None]) -> None:
        self._threads = [thread for thread in self._threads if thread.is_alive()]
        thread = threading.Thread(target=target, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self, waiting: queue.SimpleQueue[Job | None]) -> None:
        while (job := waiting.get()) is not None:
            self._run(job)

    def _run(self, job: Job) -> None:
        report = Throttle(lambda progress: self.post(partial(self.show_progress, job, progress)))
        outcome: Outcome
        try:
            job.token.check()
            outcome = Succeeded(job.work(job.token, report))
        except Cancelled:
            outcome = Stopped()
        except Exception as error:  # the one broad one: every end is delivered
            outcome = Failed(error)
        self.post(partial(self._deliver, job, outcome))

    def show_progress(self, job: Job, progress: Progress) -> None:
        """How far a job is, told in the GUI thread."""
        job.progress = progress
        job.is_visible = job.is_visible or job.shows_with_progress
        if job.is_visible and job in self._jobs:
            self.jobs_changed.emit()

    def _deliver(self, job: Job, outcome: Outcome) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        if job.is_visible:
            self.jobs_changed.emit()
        if not job.is_dropped:
            job.then(outcome)
