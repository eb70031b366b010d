"""The log of an own command: bounded, in order, written by a process of its own."""

from __future__ import annotations

import fcntl
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from core.cancel import NEVER, CancelToken
from core.model import OutputChunk
from core.runtime import log_writer
from core.runtime.log_ring import follow, log_pipe, wait_until_written

SMALL = 1000


def heard(directory: Path) -> tuple[bytes, int]:
    """All that is kept, and how much is said to be missing before it."""
    chunks: list[OutputChunk] = []
    follow(directory, chunks.append, NEVER, lambda: True)
    return b"".join(one.content for one in chunks), sum(one.skipped_bytes for one in chunks)


def write(directory: Path, content: bytes, file_bytes: int = SMALL) -> None:
    with log_pipe(directory, file_bytes) as pipe:
        os.write(pipe, content)
    wait_until_written(directory)


def test_what_was_said_comes_back_in_order(tmp_path: Path) -> None:
    for piece in (b"one\n", b"two\n", b"\x00\xff"):
        write(tmp_path / "log", piece)
    assert heard(tmp_path / "log") == (b"one\ntwo\n\x00\xff", 0)


def test_two_files_stay_at_most(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for number in range(50):
        write(log, b"%099d\n" % number)
        sizes = [one.stat().st_size for one in log.iterdir()]
        assert len(sizes) <= 2
        assert max(sizes) <= SMALL
    kept, _skipped = heard(log)
    assert kept == b"".join(b"%099d\n" % number for number in range(30, 50))


def test_one_that_is_followed_is_heard_whole_while_files_come_and_go(tmp_path: Path) -> None:
    log = tmp_path / "log"
    pieces: list[bytes] = []
    has_ended = threading.Event()
    follower = threading.Thread(
        target=follow,
        args=(log, lambda one: pieces.append(one.content), NEVER, has_ended.is_set),
    )
    follower.start()
    wanted = b""
    for number in range(15):
        line = b"%099d\n" % number
        wanted += line
        write(log, line)
        deadline = time.monotonic() + 20
        while b"".join(pieces) != wanted:
            assert time.monotonic() < deadline, "it is not heard"
            time.sleep(0.01)
    has_ended.set()
    follower.join(20)
    assert b"".join(pieces) == wanted


def test_a_cancel_ends_the_following(tmp_path: Path) -> None:
    write(tmp_path / "log", b"x" * 500)
    token = CancelToken()
    chunks: list[OutputChunk] = []

    def hear(chunk: OutputChunk) -> None:
        chunks.append(chunk)
        token.cancel()

    follow(tmp_path / "log", hear, token, lambda: False)
    assert len(chunks) == 1
    follow(tmp_path / "never-written", hear, token, lambda: False)


def test_a_writer_without_space_loses_words_and_never_waits(tmp_path: Path) -> None:
    """As with a full disk: no file can grow beyond a few bytes."""
    log = tmp_path / "log"
    log.mkdir()
    place = os.open(log, os.O_RDONLY | os.O_DIRECTORY)
    done = subprocess.run(
        [sys.executable, "-I", "-S", log_writer.__file__, str(place), "1000000"],
        input=b"y" * 300_000,
        pass_fds=(place,),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        check=False,
        timeout=30,
        capture_output=True,
    )
    os.close(place)
    assert done.returncode == 0, done.stderr
    assert heard(log)[0] == b"y" * 1000


def test_a_directory_that_goes_away_meanwhile_ends_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log_pipe(log, SMALL) as pipe:
        os.write(pipe, b"a" * 1500)
        deadline = time.monotonic() + 20
        while not (log / "00000002").exists():
            assert time.monotonic() < deadline, "the writer does not write"
            time.sleep(0.01)
        for one in log.iterdir():
            one.unlink()
        log.rmdir()
        for _ in range(100):
            os.write(pipe, b"b" * 1000)  # nobody is held up
    wait_until_written(log)
    assert heard(log) == (b"", 0)


def test_waiting_ends_with_the_writer(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with log_pipe(log, SMALL):
        lock = os.open(log, os.O_RDONLY | os.O_DIRECTORY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    wait_until_written(log)
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(lock)
    wait_until_written(tmp_path / "none")
