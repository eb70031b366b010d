"""Layers read by processes of their own: what is kept, what is told, and what may go wrong."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.catalog.cataloguer import Catalog, LayerSource
from core.catalog.scan_process import ScanJob, temporary_path
from core.catalog.scanner import Scanner
from core.errors import Cancelled, LayerUnavailableError
from core.progress import Progress
from tests.core.catalog.tables import sha256, source_of
from tests.corpus.tar_bytes import END, file

HOSTILE = file(b"../evil") + END


def tar_of(number: int, size: int = 100) -> bytes:
    return file(b"file%d" % number, b"%d" % number * size) + END


@pytest.fixture
def blobs(tmp_path: Path) -> Path:
    place = tmp_path / "blobs"
    place.mkdir()
    return place


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    return Catalog(tmp_path / "catalog", processes=2)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """All scan processes of the test."""
    processes: list[subprocess.Popen[bytes]] = []
    start = Scanner._started

    def starting(self: Scanner) -> subprocess.Popen[bytes]:
        process = start(self)
        if process not in processes:
            processes.append(process)
        return process

    monkeypatch.setattr(Scanner, "_started", starting)
    return processes


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> list[ScanJob]:
    """All jobs that were given to scan processes."""
    given: list[ScanJob] = []
    scan = Scanner.scan

    def scanning(
        self: Scanner, job: ScanJob, cancel: CancelToken, report: Callable[[int], None]
    ) -> None:
        given.append(job)
        scan(self, job, cancel, report)

    monkeypatch.setattr(Scanner, "scan", scanning)
    return given


def test_layers_are_read_once_the_biggest_first(
    catalog: Catalog, blobs: Path, tmp_path: Path, jobs: list[ScanJob]
) -> None:
    sources = [source_of(tar_of(number, 10 ** (number % 4)), blobs) for number in range(8)]
    heard: list[Progress] = []
    one = Catalog(tmp_path / "one", processes=1)
    assert one.catalog([*sources, *sources], report=heard.append) == 8
    sizes = [job.size_bytes for job in jobs]
    assert sizes == sorted(sizes, reverse=True)
    total = sum(source.size_bytes for source in sources)
    assert (heard[-1].done, heard[-1].total) == (total, total)
    assert [progress.done for progress in heard] == sorted(progress.done for progress in heard)
    assert catalog.catalog(sources) == 8
    assert len(jobs) == 16
    assert catalog.catalog(sources) == 0
    assert Catalog(tmp_path / "catalog").catalog(sources) == 0
    for number, source in enumerate(sources):
        assert catalog.known(source.diff_id)
        table = catalog.table(source)
        assert table.path(1) == b"file%d" % number
        assert table.facts.seed == catalog.seed
    assert len(jobs) == 16


def test_a_table_is_made_when_it_is_asked_for(
    catalog: Catalog, blobs: Path, jobs: list[ScanJob]
) -> None:
    source = source_of(tar_of(1), blobs, blob=gzip.compress(tar_of(1)))
    assert not catalog.known(source.diff_id)
    assert catalog.table(source).path(1) == b"file1"
    assert catalog.table(source) is catalog.table(source)
    assert len(jobs) == 1


def unavailable(catalog: Catalog, source: LayerSource) -> LayerUnavailableError:
    with pytest.raises(LayerUnavailableError) as caught:
        catalog.table(source)
    assert caught.value.layer == source.diff_id
    return caught.value


def test_what_cannot_be_read_is_passed_over_and_told(
    catalog: Catalog, blobs: Path, tmp_path: Path, jobs: list[ScanJob]
) -> None:
    good, hostile = source_of(tar_of(1), blobs), source_of(HOSTILE, blobs)
    missing = source_of(tar_of(2), blobs)
    missing.path.unlink()
    damaged = source_of(tar_of(3), blobs)
    damaged.path.write_bytes(b"x" + damaged.path.read_bytes()[1:])
    wrong_id = source_of(tar_of(4), blobs)
    wrong_id = LayerSource(sha256(b"x"), wrong_id.digest, wrong_id.size_bytes, wrong_id.path)
    is_directory = source_of(tar_of(5), blobs)
    is_directory.path.unlink()
    is_directory.path.mkdir()
    sources = [good, hostile, missing, damaged, wrong_id, is_directory]
    assert catalog.catalog(sources) == 1
    assert len(jobs) == 4, "no process is asked for what is not there"
    for source, reason in (
        (good, ""),
        (hostile, "its archive was refused at “../evil”: a name leads out"),
        (missing, "its blob is not in the repository"),
        (damaged, "its bytes are damaged"),
        (wrong_id, "its bytes are damaged"),
        (is_directory, "its blob is not in the repository"),
    ):
        told = catalog.refusal(source.diff_id, source.digest)
        assert told.startswith(reason)
        assert bool(told) == bool(reason)
        assert not catalog.refusal(source.diff_id, sha256(b"another blob"))
        if reason:
            error = unavailable(catalog, source)
            assert error.reason == told
            assert str(error).endswith(f"{told}.")
    assert catalog.catalog(sources) == 0
    assert len(jobs) == 4, "none was tried again"
    later = Catalog(tmp_path / "catalog")
    assert later.refusal(hostile.diff_id, hostile.digest)
    assert unavailable(later, hostile).detail
    assert len(jobs) == 4


def test_a_blob_that_was_brought_back_is_read(
    catalog: Catalog, blobs: Path, jobs: list[ScanJob]
) -> None:
    missing, damaged = source_of(tar_of(1), blobs), source_of(tar_of(2), blobs)
    missing.path.unlink()
    damaged.path.write_bytes(b"damaged")
    assert catalog.catalog([missing, damaged]) == 0
    source_of(tar_of(1), blobs)
    source_of(tar_of(2), blobs)
    assert catalog.catalog([missing, damaged]) == 2
    assert len(jobs) == 3
    assert not catalog.refusal(missing.diff_id, missing.digest)
    assert not catalog.refusal(damaged.diff_id, damaged.digest)


def test_another_blob_of_a_refused_layer_is_tried(
    catalog: Catalog, blobs: Path, jobs: list[ScanJob]
) -> None:
    source = source_of(tar_of(1), blobs)
    source.path.write_bytes(b"damaged")
    unavailable(catalog, source)
    assert catalog.table(source_of(tar_of(1), blobs, blob=gzip.compress(tar_of(1)))).path(1)


# --- cancelling and dying -----------------------------------------------------------------------


def large_source(blobs: Path, number: int = 0) -> LayerSource:
    """One that takes a while and reports progress meanwhile."""
    return source_of(tar_of(number, 60 << 20), blobs)


def leftovers(tmp_path: Path) -> list[str]:
    return [path.name for path in (tmp_path / "catalog").iterdir() if path.suffix != ".table"]


def test_cancelling_leaves_nothing_and_keeps_what_was_done(
    catalog: Catalog, blobs: Path, tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    small, token = source_of(tar_of(1), blobs), CancelToken()
    assert catalog.catalog([small]) == 1
    threads = threading.active_count()
    large = [large_source(blobs, number) for number in range(3)]

    def report(progress: Progress) -> None:
        if progress.done:
            token.cancel()

    with pytest.raises(Cancelled):
        catalog.catalog([*large, small], cancel=token, report=report)
    with pytest.raises(Cancelled):
        catalog.table(large[0], cancel=token)
    assert leftovers(tmp_path) == ["seed"]
    assert threading.active_count() == threads
    assert [process.poll() is not None for process in started] == [True] * len(started)
    assert catalog.known(small.diff_id)
    assert not any(catalog.known(source.diff_id) for source in large)
    assert catalog.catalog([*large, small]) == 3


def test_a_process_that_is_killed_once_is_replaced(
    catalog: Catalog, blobs: Path, tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    def report(progress: Progress) -> None:
        if progress.done and len(started) == 1:
            started[0].kill()

    assert catalog.table(large_source(blobs), report=report).path(1) == b"file0"
    assert len(started) == 2
    assert started[0].returncode == -signal.SIGKILL
    assert leftovers(tmp_path) == ["seed"]


def test_what_a_killed_process_had_half_written_is_removed(
    catalog: Catalog, blobs: Path, tmp_path: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    source = large_source(blobs)

    def report(progress: Progress) -> None:
        if progress.done and len(started) == 1:
            table = tmp_path / "catalog" / f"{source.diff_id[7:]}.table"
            temporary_path(table, started[0].pid).write_bytes(b"half")
            started[0].kill()

    catalog.table(source, report=report)
    assert leftovers(tmp_path) == ["seed"]


def test_a_process_that_is_killed_again_costs_its_layer_only(
    catalog: Catalog,
    blobs: Path,
    tmp_path: Path,
    started: list[subprocess.Popen[bytes]],
    jobs: list[ScanJob],
) -> None:
    deadly, good = large_source(blobs), source_of(tar_of(1), blobs)
    one = Catalog(tmp_path / "catalog", processes=1)

    def report(progress: Progress) -> None:
        if 0 < progress.done < deadly.size_bytes:
            started[-1].kill()

    assert one.catalog([deadly, good], report=report) == 1
    assert [job.diff_id for job in jobs] == [deadly.diff_id, deadly.diff_id, good.diff_id]
    assert "ended from outside" in one.refusal(deadly.diff_id, deadly.digest)
    assert one.catalog([deadly, good]) == 0, "not again and again in this life"
    assert leftovers(tmp_path) == ["seed"]
    assert catalog.catalog([deadly, good]) == 1, "but in the next"


def test_a_process_ends_when_nobody_waits_any_more(blobs: Path, tmp_path: Path) -> None:
    scanner = Scanner()
    process = scanner._started()
    source = large_source(blobs)
    job = ScanJob(
        diff_id=source.diff_id,
        digest=source.digest,
        size_bytes=source.size_bytes,
        blob=str(source.path),
        table=str(tmp_path / "table"),
        seed=1,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(job.line())
    process.stdin.flush()
    process.stdout.readline()
    process.stdout.close()
    process.stdin.close()
    assert process.wait(30) == 0
    assert not list(tmp_path.glob("table*")) or (tmp_path / "table").exists()


# --- the cache ----------------------------------------------------------------------------------


def test_the_cache_may_be_deleted_while_it_is_used(
    catalog: Catalog, blobs: Path, tmp_path: Path
) -> None:
    sources, large = [source_of(tar_of(number), blobs) for number in range(3)], large_source(blobs)
    catalog.catalog(sources)
    shutil.rmtree(tmp_path / "catalog")
    assert catalog.catalog(sources) == 3

    def report(progress: Progress) -> None:
        shutil.rmtree(tmp_path / "catalog", ignore_errors=True)

    assert catalog.table(large, report=report).path(1) == b"file0"
    assert catalog.table(sources[0]).facts.seed == Catalog(tmp_path / "catalog").seed


def test_a_damaged_file_is_made_anew(
    catalog: Catalog, blobs: Path, tmp_path: Path, jobs: list[ScanJob]
) -> None:
    source = source_of(tar_of(1), blobs)
    catalog.catalog([source])
    (path,) = (tmp_path / "catalog").glob("*.table")
    path.write_bytes(path.read_bytes()[:-1])
    again = Catalog(tmp_path / "catalog")
    assert again.table(source).path(1) == b"file1"
    assert len(jobs) == 2


def test_layers_without_an_image_are_dropped(catalog: Catalog, blobs: Path) -> None:
    sources = [source_of(tar_of(number), blobs) for number in range(3)]
    catalog.catalog(sources)
    catalog.keep_only({sources[1].diff_id})
    assert [catalog.known(source.diff_id) for source in sources] == [False, True, False]


def test_a_directory_that_cannot_be_written_is_no_hindrance(blobs: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    catalog, source = Catalog(tmp_path / "file" / "catalog"), source_of(tar_of(1), blobs)
    assert catalog.catalog([source]) == 1
    assert catalog.table(source).path(1) == b"file1"


# --- several at once ----------------------------------------------------------------------------


def test_many_threads_have_one_layer_read_once(
    catalog: Catalog, blobs: Path, jobs: list[ScanJob]
) -> None:
    sources = [source_of(tar_of(number, 1 << 20), blobs) for number in range(3)]
    barrier, found = threading.Barrier(9), list[bytes]()

    def ask(number: int) -> None:
        barrier.wait()
        if number % 3 == 2:
            catalog.catalog(sources)
        found.append(catalog.table(sources[number % 3]).path(1))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [b"file0"] * 3 + [b"file1"] * 3 + [b"file2"] * 3
    assert sorted(job.diff_id for job in jobs) == sorted(source.diff_id for source in sources)


def test_who_waits_for_another_can_cancel_alone(
    catalog: Catalog, blobs: Path, jobs: list[ScanJob]
) -> None:
    source, token = large_source(blobs), CancelToken()
    is_reading, results = threading.Event(), list[object]()

    def first() -> None:
        def report(progress: Progress) -> None:
            is_reading.set()
            waiting.wait(20)

        results.append(catalog.table(source, report=report).path(1))

    waiting = threading.Event()
    thread = threading.Thread(target=first)
    thread.start()
    assert is_reading.wait(20)
    token.on_cancel(waiting.set)
    threading.Timer(0.1, token.cancel).start()
    with pytest.raises(Cancelled):
        catalog.table(source, cancel=token)
    thread.join()
    assert results == [b"file0"]
    assert len(jobs) == 1


def test_scan_processes_are_polite(
    catalog: Catalog, blobs: Path, started: list[subprocess.Popen[bytes]]
) -> None:
    niceness: list[int] = []

    def report(progress: Progress) -> None:
        if not niceness:
            niceness.append(os.getpriority(os.PRIO_PROCESS, started[0].pid))

    catalog.table(large_source(blobs), report=report)
    assert niceness[0] >= os.nice(0) + 10 or niceness == [19]
