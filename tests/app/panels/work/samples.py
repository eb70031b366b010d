"""Values for the panels of a running container: a usual day, and everything that is too long."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

from core.model import (
    ChangeKind,
    CommandChanges,
    CommandRun,
    DiffLine,
    DiffMark,
    DirectorySum,
    FileChange,
    FileDiff,
    FileType,
    LiveChanges,
    Mark,
    Process,
    SeenChange,
    Usage,
)

HOSTILE = "<b>bold</b> \u202eevil\u202c \x1b[31mred \x07 &amp; <img src=x>"
LONG_PATH = "/".join(["usr/share/documentation/of-a-program"] * 5) + "/the-file-name.conf"
ADDED, MODIFIED, DELETED = ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED


def seen(
    path: str,
    kind: ChangeKind = ADDED,
    size_bytes: int = 0,
    before_bytes: int = 0,
    *,
    age_s: float = 9,
    changed_bytes: int | None = None,
    file_type: FileType = FileType.REGULAR,
) -> SeenChange:
    """A change that was seen some seconds ago."""
    change = FileChange(path, kind, file_type, size_bytes, before_bytes)
    return SeenChange(change, datetime.now(UTC) - timedelta(seconds=age_s), changed_bytes)


def live() -> LiveChanges:
    """As in the usual working day."""
    docs = [
        seen(f"usr/share/doc/curl/page-{n:03}", ADDED, 35_000, age_s=9 + n / 100)
        for n in range(122)
    ]
    newest = (
        seen("srv/orders/exports/2026-11.csv", ADDED, 18_400_000, age_s=2),
        seen("usr/lib/x86_64-linux-gnu/libcurl.so.4.8.0", ADDED, 760_000),
        seen("usr/bin/curl", ADDED, 276_000),
        seen("var/lib/dpkg/status", MODIFIED, 2_003_100, 2_000_000, changed_bytes=3_100),
        seen("srv/orders/prices.db", MODIFIED, 2_000_000, 2_000_000, changed_bytes=1),
        seen("srv/orders/run.sh", ChangeKind.METADATA, 1_800, 1_800),
        *docs,
        seen("srv/orders/settings.toml", MODIFIED, 1_064, 1_000, age_s=41, changed_bytes=64),
        seen("srv/orders/static/banner-old.png", DELETED, 0, 184_000, age_s=75),
        seen("tmp/pip-build-env-x2k", DELETED, 0, 22_000, age_s=130, file_type=FileType.DIRECTORY),
    )
    directories = (
        DirectorySum("", 128, 14, 3, 23_800_000),
        DirectorySum("srv", 1, 3, 1, 18_400_000),
        DirectorySum("srv/orders", 1, 3, 1, 18_400_000),
        DirectorySum("srv/orders/exports", 1, 0, 0, 18_400_000),
        DirectorySum("usr", 124, 0, 0, 5_236_000),
        DirectorySum("usr/share/doc/curl", 122, 0, 0, 4_200_000),
        DirectorySum("usr/lib/x86_64-linux-gnu", 1, 0, 0, 760_000),
        DirectorySum("var/lib/dpkg", 0, 1, 0, 93_100),
        DirectorySum("tmp", 0, 0, 1, 0),
    )
    return LiveChanges(
        128, 14, 1, 3, 23_800_000, 4_003_100, newest, directories, hidden=7,
        mounts=("etc/hosts", "etc/resolv.conf", "data", "srv/shared"), is_settling=True,
    )  # fmt: skip


def odd_live() -> LiveChanges:
    """Long, hostile, and many."""
    newest = (
        seen(LONG_PATH, ADDED, 123_456, age_s=0),
        seen("srv/" + HOSTILE, MODIFIED, 42, 40, changed_bytes=2),
        seen("x" * 200, DELETED, 0, 1_000, age_s=4_000),
        seen("etc/passwd", ChangeKind.METADATA, 1_200, 1_200, age_s=100_000),
        seen("srv/link", ChangeKind.REPLACED, 0, 12, file_type=FileType.SYMLINK),
        *(seen(f"usr/share/doc/package-{n:04}/copyright", ADDED, 137 * n) for n in range(400)),
    )
    directories = tuple(
        DirectorySum("/".join(["a-long-directory-name"] * n), n, 1, 2, 10**9 // n)
        for n in range(1, 12)
    )
    return LiveChanges(
        5_001, 2, 1, 1, 1_712_345_678, 0, newest, directories, 0, (),
        ("run/a.sock (a socket)", "run/" + HOSTILE), False,
        "Changes are looked for every 3 seconds, since this file system does not tell of them.",
    )  # fmt: skip


_START = datetime(2026, 11, 3, 14, 2, tzinfo=UTC)


def runs() -> tuple[CommandRun, ...]:
    """A usual recording."""
    paths = (
        *(one.change for one in live().newest[:4]),
        FileChange("srv/orders/static/old.png", DELETED, FileType.REGULAR, 0, 184_000),
    )
    installed = CommandChanges(124, 3, 1, 5_236_000, paths)
    return (
        CommandRun("apt-get update", _START, 4.2, 0, changes=CommandChanges()),
        CommandRun(
            "apt-get install -y curl", _START + timedelta(seconds=20), 12.6, 0, changes=installed,
            is_from_terminal=True,
        ),
        CommandRun(
            "./export --month 2026-11", _START + timedelta(seconds=90), 200, 0,
            changes=CommandChanges(1, 0, 0, 18_400_000, paths[:1]), working_dir="/srv/orders",
            user="1000", is_from_terminal=True,
        ),
        CommandRun(
            "make test && echo " + "a-long-word " * 40, _START + timedelta(seconds=400), 0.2, 127,
            changes=None,
        ),
        CommandRun(
            "rm -rf /srv/" + HOSTILE, _START + timedelta(seconds=500), 75, None,
            was_cancelled=True, changes=CommandChanges(0, 0, 3, -206_000, paths[-1:]),
        ),
        CommandRun("sleep 1000", _START + timedelta(seconds=600), 3, None,
                   changes=CommandChanges()),
    )  # fmt: skip


def marks() -> tuple[Mark, ...]:
    """Two, between the commands."""
    return (
        Mark("m1", "curl is in", _START + timedelta(seconds=60), "apt-get install -y curl",
             124, 3, 1, 5_236_000),
        Mark("m2", HOSTILE, _START + timedelta(seconds=450), "", is_empty=True),
    )  # fmt: skip


def usage(second: int, *, is_estimate: bool = False, has_limits: bool = True) -> Usage:
    """What was used at a second after the start."""
    wave = 1 + math.sin(second / 9)
    return Usage(
        _START + timedelta(seconds=second),
        cpu_seconds=second * 0.4 + 3 * math.sin(second / 14),
        memory_bytes=int(84e6 + 30e6 * wave + second * 4e5),
        pids=12 + int(3 * wave),
        read_bytes=int(4e6 * second + 2e6 * wave),
        written_bytes=int(1.2e6 * second),
        received_bytes=None if is_estimate else int(3e5 * second + 4e6 * wave),
        sent_bytes=None if is_estimate else int(1e5 * second),
        memory_limit_bytes=256_000_000 if has_limits else None,
        cpus_limit=1.5 if has_limits else None,
        pids_limit=64 if has_limits else None,
        is_estimate=is_estimate,
    )


def processes(cpu_s: float = 0.0) -> tuple[Process, ...]:
    """A server with its workers, a shell, one that ended."""
    return (
        Process(1, 0, 4001, 900_000, "/usr/bin/orders --port 8080", 0, "S", 24_000_000, 3 + cpu_s),
        Process(7, 1, 4007, 900_010, "orders: worker", 33, "R", 48_000_000, 12 + 0.7 * cpu_s),
        Process(8, 1, 4008, 900_011, "orders: worker " + HOSTILE, 33, "D", 51_000_000, 11.0),
        Process(31, 8, 4031, 900_900, "convert " + "a-long-argument " * 20, 33, "T", 9_000_000),
        Process(9, 1, 4009, 900_012, "orders", 33, "Z"),
        Process(40, 0, 4040, 2**33, "sh", 0, "S", 1_200_000),
        Process(41, 40, 4041, 2**33 + 1, "tail -f /var/log/orders.log", 0, "S", 900_000),
    )


LOG = (
    b"\x1b[36mINFO\x1b[0m  reading 41 208 orders\n"
    b'\x1b[1;33mWARN\x1b[0m  12 orders have no country, using "--"\r\n'
    b"progress 1 %\rprogress 61 %\n"
    b"\x1b]0;a title\x07\x1b[2Jcontrol \x07 and \xe2\x80\xaebidi\xe2\x80\xac and \xff byte\n"
    b"\x1b[31mERROR static/banner-old.png: not found\x1b[m\n"
)


def diff(path: str = "srv/orders/settings.toml") -> FileDiff:
    """A small one."""
    lines = (
        DiffLine(DiffMark.SAME, 1, 1, (("[server]", False),)),
        DiffLine(DiffMark.REMOVED, 2, None, (("port = ", False), ("80", True))),
        DiffLine(DiffMark.ADDED, None, 2, (("port = ", False), ("8080", True))),
        DiffLine(DiffMark.ADDED, None, 3, (("tls = true", False),)),
        DiffLine(DiffMark.SAME, 3, 4, (("workers = 4", False),)),
    )
    return FileDiff(path, path, 1_000, 1_064, lines, 2, 1)
