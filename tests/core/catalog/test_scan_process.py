"""The process that scans: its lines, its errors, and how much memory it takes."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from core.catalog import scan_process
from core.catalog.scan_process import ScanAnswer, ScanJob, temporary_path
from core.catalog.table import load_table, write_table
from core.errors import DigestMismatchError, FileAccessError, LayerFormatError
from core.layer import GzipSink
from tests.core.catalog.tables import SEED, sha256, source_of
from tests.corpus.many_entries import many_entries
from tests.corpus.tar_bytes import END, file, header, pax

MEASURED = """
import sys
from core.catalog.scan_process import main
main()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], file=sys.stderr)
"""


def job_for(tar: bytes, place: Path, **more: object) -> ScanJob:
    source = source_of(tar, place)
    facts: dict[str, object] = {
        "diff_id": source.diff_id, "digest": source.digest, "size_bytes": source.size_bytes,
        "blob": str(source.path), "table": str(place / "of" / "x.table"), "seed": SEED, **more,
    }  # fmt: skip
    return ScanJob(**facts)  # type: ignore[arg-type]


def answers(*jobs: ScanJob) -> list[ScanAnswer]:
    """The last answer to each job."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "core.catalog.scan_process"],
        input=b"".join(job.line() for job in jobs),
        capture_output=True,
        check=True,
    )
    assert not done.stderr
    heard = [ScanAnswer.of(line) for line in done.stdout.splitlines()]
    return [answer for answer in heard if answer.has_ended]


def test_jobs_come_and_answers_go_line_by_line(tmp_path: Path) -> None:
    good = job_for(file(b"a\xff\n", b"1") + END, tmp_path, table=str(tmp_path / "\udcff.table"))
    hostile = job_for(file(b"../a") + END, tmp_path)
    damaged = job_for(file(b"b") + END, tmp_path, digest=sha256(b"x"))
    gone = job_for(file(b"c") + END, tmp_path, blob=str(tmp_path / "gone"))
    nowhere = job_for(file(b"d") + END, tmp_path, table=str(Path(good.blob) / "x.table"))
    told = answers(good, hostile, damaged, gone, nowhere, good)
    assert [type(answer.error) for answer in told] == [
        type(None), LayerFormatError, DigestMismatchError, FileAccessError, FileExistsError,
        type(None),
    ]  # fmt: skip
    error = told[1].error
    assert isinstance(error, LayerFormatError)
    assert (error.code, error.entry) == ("unsafe-path", "../a")
    table = load_table((tmp_path / "\udcff.table").read_bytes())
    assert table.path(1) == b"a\xff\n"
    assert table.facts.seed == SEED


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    occupied = tmp_path / "of" / "x.table"
    occupied.mkdir(parents=True)
    (occupied / "in the way").write_text("x")
    (told,) = answers(job_for(file(b"a") + END, tmp_path))
    assert isinstance(told.error, OSError)
    assert [path.name for path in occupied.parent.iterdir()] == ["x.table"]
    assert temporary_path(occupied, 5).parent == occupied.parent


def test_a_directory_that_is_deleted_meanwhile_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "catalog" / "x.table"
    job = job_for(file(b"a") + END, tmp_path, table=str(table))
    deleted: list[Path] = []

    def write_and_lose(*what: Any) -> None:
        write_table(*what)
        if len(deleted) < 2:
            deleted.append(table.parent)
            shutil.rmtree(table.parent)

    monkeypatch.setattr(scan_process, "write_table", write_and_lose)
    scan_process.scan(job, lambda answer: None)
    assert len(deleted) == 2
    assert [path.name for path in table.parent.iterdir()] == ["x.table"]


def test_what_is_no_answer_is_no_answer() -> None:
    for line in (b"", b"{", b"[]", b'{"done'):
        with pytest.raises((ValueError, AttributeError, TypeError)):
            ScanAnswer.of(line)
    assert json.loads(ScanAnswer(5).line())["done_bytes"] == 5


def peak_kib(blob: Path, tar_hash: str, table: Path) -> int:
    content = blob.read_bytes() if blob.stat().st_size < 1 << 28 else b""
    job = ScanJob(tar_hash, sha256(content), len(content), str(blob), str(table), SEED)
    done = subprocess.run(
        [sys.executable, "-P", "-c", MEASURED],
        input=job.line(),
        capture_output=True,
        check=True,
    )
    last = ScanAnswer.of(done.stdout.splitlines()[-1])
    assert last.has_ended
    assert last.error is None
    return int(done.stderr)


def packed(pieces: Iterable[bytes], path: Path) -> str:
    """The diffID of what was packed."""
    with path.open("wb") as file, GzipSink(file.write) as sink:
        for piece in pieces:
            sink.write(piece)
        sink.finish()
        return sink.diff_id


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel")
def test_memory_is_bounded_for_many_entries(tmp_path: Path) -> None:
    blob, table = tmp_path / "blob", tmp_path / "x.table"
    diff_id = packed(many_entries(500_000), blob)
    assert peak_kib(blob, diff_id, table) < 300 << 10
    found = load_table(table.read_bytes())
    assert found.facts.entries == 500_000
    assert found.row(b"usr/share/some-package/d0009999/file-number-0499999.txt") is not None


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel")
def test_memory_is_bounded_for_large_files(tmp_path: Path) -> None:
    blob, table, size = tmp_path / "blob", tmp_path / "x.table", 1 << 30

    def pieces() -> Iterable[bytes]:
        yield header(b"large", size=size)
        for _ in range(size >> 20):
            yield b"\x00" * (1 << 20)
        yield END

    diff_id = packed(pieces(), blob)
    assert peak_kib(blob, diff_id, table) < 150 << 10
    assert load_table(table.read_bytes()).facts.stored_bytes == size


@pytest.mark.skipif(sys.platform != "linux", reason="not every system limits memory")
def test_a_bomb_of_directories_is_refused_and_the_process_lives_on(tmp_path: Path) -> None:
    """30 MB that name a million directories with long paths."""
    below = b"/".join(b"d%013d" % level for level in range(250))
    bomb = b"".join(
        pax((b"path", b"%013d/%b" % (number, below))) + header(b"x") for number in range(6000)
    )
    bad, good = answers(
        job_for(bomb + END, tmp_path),
        job_for(file(b"a") + END, tmp_path, table=str(tmp_path / "y.table")),
    )
    assert isinstance(bad.error, LayerFormatError)
    assert bad.error.code == "limit"
    assert good.error is None
