from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.worker import Failed, Lane, Outcome, Runner, Stopped, Succeeded
from core.cancel import CancelToken
from core.errors import NothingChangedError
from core.progress import Progress, Report


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    made = Runner()
    yield made
    assert made.shut_down(5)


def collect(ends: list[tuple[Outcome, threading.Thread]]) -> Callable[[Outcome], None]:
    return lambda outcome: ends.append((outcome, threading.current_thread()))


def test_every_end_is_delivered_in_the_gui_thread(runner: Runner, qtbot: QtBot) -> None:
    ends: list[tuple[Outcome, threading.Thread]] = []

    def fail(_cancel: CancelToken, _report: Report) -> None:
        raise NothingChangedError("c")

    def stop(cancel: CancelToken, _report: Report) -> None:
        cancel.cancel()
        cancel.check()

    for work in (lambda _cancel, _report: 7, fail, stop):
        for lane in Lane:
            runner.submit("t", work, lane=lane, then=collect(ends))
    qtbot.waitUntil(lambda: len(ends) == 3 * len(Lane))
    assert {thread for _outcome, thread in ends} == {threading.main_thread()}
    kinds = [type(outcome) for outcome, _thread in ends]
    assert [kinds.count(kind) for kind in (Succeeded, Failed, Stopped)] == [len(Lane)] * 3
    assert runner.jobs == ()


def test_writes_run_one_at_a_time_in_order(runner: Runner, qtbot: QtBot) -> None:
    seen: list[int] = []
    running = threading.Semaphore(1)

    def work(number: int) -> None:
        assert running.acquire(blocking=False)
        seen.append(number)
        running.release()

    done: list[Outcome] = []
    for number in range(50):
        runner.submit(
            "w", lambda _cancel, _report, n=number: work(n), lane=Lane.WRITE, then=done.append
        )
    qtbot.waitUntil(lambda: len(done) == 50)
    assert seen == list(range(50))
    assert all(isinstance(outcome, Succeeded) for outcome in done)


def test_a_newer_request_replaces_an_older_one(runner: Runner, qtbot: QtBot) -> None:
    ends: list[object] = []
    blocked = threading.Event()

    def wait(cancel: CancelToken, _report: Report) -> None:
        blocked.set()
        cancel.wait(10)
        cancel.check()

    runner.submit("old", wait, lane=Lane.READ, then=lambda _o: ends.append("old"), replaces="k")
    blocked.wait(10)
    runner.submit(
        "new", lambda _c, _r: 1, lane=Lane.READ, then=lambda _o: ends.append("new"), replaces="k"
    )
    qtbot.waitUntil(lambda: bool(ends))
    qtbot.waitUntil(lambda: runner.jobs == ())
    assert ends == ["new"]


def test_progress_arrives_and_jobs_can_be_cancelled(runner: Runner, qtbot: QtBot) -> None:
    ends: list[Outcome] = []

    def work(cancel: CancelToken, report: Report) -> None:
        report(Progress("half", 1, 2))
        cancel.wait(10)
        cancel.check()

    job = runner.submit("t", work, lane=Lane.WRITE, then=ends.append)
    qtbot.waitUntil(lambda: job.progress == Progress("half", 1, 2))
    assert runner.visible_jobs == (job,)
    job.cancel()
    qtbot.waitUntil(lambda: bool(ends))
    assert isinstance(ends[0], Stopped)


def test_shutting_down_does_not_wait_for_what_does_not_obey(qtbot: QtBot) -> None:
    runner = Runner()
    release = threading.Event()
    started = threading.Event()

    def stubborn(_cancel: CancelToken, _report: Report) -> None:
        started.set()
        release.wait(30)

    runner.submit("s", stubborn, lane=Lane.WRITE, then=lambda _o: None)
    started.wait(10)
    assert not runner.shut_down(0.05)
    release.set()
    assert runner.shut_down(10)


def test_signals_do_not_eat_references_of_none(qtbot: QtBot) -> None:
    """One release of PySide6 on Python 3.11 drops a reference of None with each event."""
    before = sys.getrefcount(None)
    for _ in range(200):
        QCoreApplication.processEvents()
    assert before - sys.getrefcount(None) < 50


def test_slices_leave_room_for_events_and_end_like_all_jobs(runner: Runner, qtbot: QtBot) -> None:
    events: list[int] = []
    closed: list[str] = []

    def steps(name: str, count: int, error: Exception | None = None) -> Generator[Progress]:
        try:
            for number in range(count):
                runner.post(lambda n=number: events.append(n))
                time.sleep(0.005)  # a step that takes its time
                yield Progress("Drawing", number, count)
            if error is not None:
                raise error
        finally:
            closed.append(name)

    ends: list[Outcome] = []
    runner.submit_slices("long", steps("long", 20), then=ends.append)
    assert not events
    qtbot.waitUntil(lambda: len(ends) == 1)
    assert len(events) > 10, "events were handled between slices"
    failing = steps("failing", 1, NothingChangedError("c"))
    runner.submit_slices("failing", failing, then=ends.append)
    qtbot.waitUntil(lambda: len(ends) == 2)
    job = runner.submit_slices("cancelled", steps("cancelled", 10_000), then=ends.append)
    qtbot.waitUntil(lambda: job.progress is not None)
    job.cancel()
    qtbot.waitUntil(lambda: len(ends) == 3)
    assert [type(end) for end in ends] == [Succeeded, Failed, Stopped]
    assert closed == ["long", "failing", "cancelled"]
    assert runner.jobs == ()


def test_answers_to_those_who_are_gone_are_dropped(runner: Runner, qtbot: QtBot) -> None:
    may_end = threading.Event()
    told: list[str] = []
    for name in ("inspect:changes", "inspect:files", "catalog"):
        runner.submit(
            name,
            lambda _cancel, _report: may_end.wait(5),
            lane=Lane.STREAM,
            then=lambda _outcome, one=name: told.append(one),
            replaces=name,
        )
    runner.forget_all("inspect:")
    may_end.set()
    qtbot.waitUntil(lambda: not runner.jobs, timeout=5000)
    assert told == ["catalog"]
