"""Probes that run inside of containers: system calls, namespaces, limits, descriptors."""

from __future__ import annotations

import base64
import errno
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    CommandNotFoundError,
    NameGrammarError,
    NotSupportedError,
    RuntimeFailedError,
)
from core.model import BaseImageRequest, Container, ExecRequest, NewContainer
from tests.corpus.tiny_program import IS_POSSIBLE, errnos, tiny_program

_NEW_USER = 0x10000000
_NULL = 0
_FORBIDDEN: dict[str, tuple[int, ...]] = {  # number and arguments, on x86-64
    "mount": (165, _NULL, _NULL, _NULL), "umount2": (166, _NULL), "unshare": (272, _NEW_USER),
    "setns": (308, 0, 0), "pivot_root": (155, _NULL, _NULL), "keyctl": (250, 0, -3),
    "add_key": (248, _NULL), "request_key": (249, _NULL), "bpf": (321, 0, _NULL, 0),
    "perf_event_open": (298, _NULL), "userfaultfd": (323, 0), "io_uring_setup": (425, 1, _NULL),
    "io_uring_enter": (426, 0), "io_uring_register": (427, 0), "kexec_load": (246, 0),
    "kexec_file_load": (320, 0), "init_module": (175, _NULL), "finit_module": (313, 0),
    "delete_module": (176, _NULL), "open_by_handle_at": (304, 0, _NULL),
    "name_to_handle_at": (303, 0, _NULL), "iopl": (172, 3), "ioperm": (173, 0, 1, 1),
    "reboot": (169, 0), "swapon": (167, _NULL), "swapoff": (168, _NULL),
    "settimeofday": (164, _NULL), "clock_settime": (227, 0, _NULL), "acct": (163, _NULL),
    "sethostname": (170, _NULL, 0), "setdomainname": (171, _NULL, 0), "quotactl": (179, 0),
    "syslog": (103, 3, _NULL, 0), "vhangup": (153,), "fsopen": (430, _NULL),
    "fsconfig": (431, 0), "fsmount": (432, 0), "fspick": (433, 0), "open_tree": (428, 0, _NULL),
    "move_mount": (429, 0), "mount_setattr": (442, 0), "fanotify_init": (300, 0),
    "move_pages": (279, 0), "mbind": (237, 0), "set_mempolicy": (238, 0, _NULL, 0),
    "pidfd_getfd": (438, 0, 0), "clone3": (435, _NULL, 0),
    "clone of a user namespace": (56, _NEW_USER | signal.SIGCHLD),
    "a socket of AF_ALG": (41, 38, 5, 0), "a socket of AF_VSOCK": (41, 40, 1, 0),
    "a socket of AF_PACKET": (41, 17, 3, 0), "a socket of NETLINK_AUDIT": (41, 16, 3, 9),
    "personality without randomness": (135, 0x0040000),
    "TIOCSTI": (16, 0, 0x5412, _NULL), "TIOCLINUX": (16, 0, 0x541C, _NULL),
    "TIOCSTI with a bit too many": (16, 0, 0x1_0000_5412, _NULL),
}  # fmt: skip
_ALLOWED: dict[str, tuple[int, ...]] = {
    "getpid": (39,), "a socket of AF_UNIX": (41, 1, 1, 0), "a socket of AF_INET6": (41, 10, 1, 0),
    "a socket of NETLINK_ROUTE": (41, 16, 3, 0), "which personality": (135, 0xFFFFFFFF),
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("confinement") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    connected.close()


@pytest.fixture(scope="module", params=["none", "host"])
def container(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Container]:
    made = engine.create_container(NewContainer("inside", "Base:1", request.param))
    yield engine.start_container(made.id)
    engine.discard_container(made.id)


def output_of(engine: Engine, container: Container, line: str, **options: str) -> bytes:
    heard: list[bytes] = []
    engine.execute(
        container.id,
        ExecRequest(shell_line=line, **options),  # type: ignore[arg-type]
        output=lambda chunk: heard.append(chunk.content),
    )
    return b"".join(heard)


def said(engine: Engine, container: Container, line: str, **options: str) -> str:
    return output_of(engine, container, line, **options).decode()


@pytest.mark.skipif(not IS_POSSIBLE, reason="the numbers of system calls are those of x86-64")
def test_system_calls(engine: Engine, container: Container) -> None:
    program = base64.b64encode(tiny_program([*_FORBIDDEN.values(), *_ALLOWED.values()])).decode()
    line = f"echo {program} | base64 -d > /tmp/calls; chmod +x /tmp/calls; exec /tmp/calls"
    found = dict(
        zip((*_FORBIDDEN, *_ALLOWED), errnos(output_of(engine, container, line)), strict=True)
    )
    refused = (errno.EPERM, errno.ENOSYS)
    # As if it did not exist: else useradd would give up (shadow's lib/audit_help.c).
    assert found.pop("a socket of NETLINK_AUDIT") == errno.EINVAL
    assert [name for name in _FORBIDDEN if found.get(name, errno.EPERM) not in refused] == []
    assert [name for name in _ALLOWED if found[name] != 0] == []
    # An ordinary request reaches the kernel, which finds no terminal there.
    tcgets = base64.b64encode(tiny_program([(16, 0, 0x5401, 0x400000)])).decode()
    line = f"echo {tcgets} | base64 -d > /tmp/calls; /tmp/calls < /dev/null"
    assert errnos(output_of(engine, container, line)) == [errno.ENOTTY]


def test_namespaces_of_its_own(engine: Engine, container: Container) -> None:
    for kind in ("pid", "ipc", "uts", "mnt", "cgroup", "net"):
        inside = said(engine, container, f"readlink /proc/self/ns/{kind}").strip()
        assert inside.startswith(f"{kind}:[")
        is_shared = kind == "net" and container.switch == "host"
        assert (inside == os.readlink(f"/proc/self/ns/{kind}")) is is_shared, kind


def test_limits_that_every_process_has(engine: Engine, container: Container) -> None:
    for process in ("1", "self"):
        rows = said(engine, container, f"cat /proc/{process}/limits").splitlines()
        found = {row[:26].strip(): row[26:].split()[:2] for row in rows}
        assert found["Max core file size"] == ["0", "0"]
        assert int(found["Max open files"][1]) <= 65536
        assert all(int(limit) <= 64 << 10 for limit in found["Max locked memory"])
        assert all(int(limit) <= 819_200 for limit in found["Max msgqueue size"])
    assert " /dev tmpfs rw,nosuid,noexec," in said(engine, container, "cat /proc/mounts")


def test_the_first_process_holds_nothing_of_the_computer(
    engine: Engine, container: Container
) -> None:
    listed = said(engine, container, "ls -l /proc/1/fd | grep -- '->'").splitlines()
    targets = {line.rpartition(" -> ")[2] for line in listed}
    assert "/dev/null" in targets
    assert {target for target in targets if not target.startswith("anon_inode:")} == {"/dev/null"}
    names = said(engine, container, "tr '\\0' '\\n' < /proc/1/environ").split()
    assert {name.partition("=")[0] for name in names} <= {"PATH", "TERM", "HOME"}


def test_control_groups_of_the_computer_are_not_shown(engine: Engine, container: Container) -> None:
    assert said(engine, container, "ls -A /sys/fs/cgroup") == ""
    assert "denied" in said(engine, container, "mkdir /sys/kernel/x 2>&1") or "Read-only" in said(
        engine, container, "mkdir /sys/kernel/x 2>&1"
    )
    paths = {
        line.split(":", 2)[2] for line in said(engine, container, "cat /proc/1/cgroup").split()
    }
    if not container.unenforced:
        assert paths == {"/"}


@pytest.mark.parametrize("place", ["/proc/self/fd/7", "/proc/1/root", "proc", "/tmp/../proc/self"])
def test_no_command_starts_below_proc(engine: Engine, container: Container, place: str) -> None:
    with pytest.raises(NotSupportedError, match="cannot start"):
        said(engine, container, "true", working_dir=place)


def test_a_working_directory_without_a_slash_is_below_the_root(
    engine: Engine, container: Container
) -> None:
    assert said(engine, container, "pwd", working_dir="tmp/./") == "/tmp\n"


@pytest.mark.parametrize("argv", [(), ("echo", "a\x00b"), ("\x00",)])
def test_words_that_cannot_be_a_command(
    engine: Engine, container: Container, argv: tuple[str, ...]
) -> None:
    with pytest.raises(NotSupportedError):
        engine.execute(container.id, ExecRequest(argv=argv), output=lambda _chunk: None)


def run_odd(engine: Engine, container: Container, argv: tuple[str, ...]) -> None:
    """crun says that it never began; runc has left by then, and the command's own words say it."""
    heard: list[bytes] = []
    done = engine.execute(
        container.id, ExecRequest(argv=argv), output=lambda chunk: heard.append(chunk.content)
    )
    finding = next(f.finding for f in engine.probe().facilities if f.key == "runtime")
    assert finding.startswith("runc")
    assert done.exit_code != 0
    assert b"exec " in b"".join(heard)
    raise RuntimeFailedError("run a command in", container.name, detail="too long")


@pytest.mark.parametrize("content", ["#!/no/such/interpreter\\n", "no program at all"])
def test_a_program_that_cannot_be_run(engine: Engine, container: Container, content: str) -> None:
    said(engine, container, f"printf '{content}' > /tmp/odd; chmod +x /tmp/odd")
    with pytest.raises((CommandNotFoundError, RuntimeFailedError)):
        run_odd(engine, container, ("/tmp/odd",))


@pytest.mark.parametrize("program", ["/tmp", "/etc/passwd", "/no/such", "nothing", ""])
def test_a_program_that_does_not_exist_or_is_none(
    engine: Engine, container: Container, program: str
) -> None:
    with pytest.raises((CommandNotFoundError, NotSupportedError)):
        engine.execute(container.id, ExecRequest(argv=(program,)), output=lambda _chunk: None)


def test_a_command_longer_than_the_kernel_takes(engine: Engine, container: Container) -> None:
    with pytest.raises(RuntimeFailedError, match="long"):
        run_odd(engine, container, ("echo", "x" * 3_000_000))


_ODD_USERS = [
    "-1", "0:x", "99999999999", "²", "stranger", "root:", "root:root:root", "root:stranger",
    "ro ot", "../root", "root\n", "\x00", "33:-1", "x" * 65,
]  # fmt: skip


@pytest.mark.parametrize("user", _ODD_USERS)
def test_users_that_are_none(engine: Engine, container: Container, user: str) -> None:
    with pytest.raises(NotSupportedError, match="Running as"):
        said(engine, container, "true", user=user)


@pytest.mark.parametrize(
    ("user", "found"),
    [
        ("", "0 0 /root"),
        ("root", "0 0 /root"),
        ("www-data", "33 33 /var/www"),
        ("33", "33 33 /var/www"),
        ("www-data:tty", "33 5 /var/www"),
        ("www-data:7", "33 7 /var/www"),
        ("4000", "4000 4000 /"),
        ("4000:5", "4000 5 /"),
    ],
)
def test_users_by_name_and_number(
    engine: Engine, container: Container, user: str, found: str
) -> None:
    line = "echo $(id -u) $(id -g) $HOME"
    assert said(engine, container, line, user=user).strip() == found


def test_accounts_are_what_the_container_holds_now(engine: Engine, container: Container) -> None:
    lines = (
        "echo guest:x:1234:1234::/srv:/bin/sh >> /etc/passwd; echo more:x:77:guest >> /etc/group"
    )
    said(engine, container, f"cp /etc/passwd /etc/group /root; {lines}")
    try:
        ids = said(engine, container, "id -u; id -G; echo $HOME", user="guest").split()
        assert (ids[0], set(ids[1:-1]), ids[-1]) == ("1234", {"1234", "77"}, "/srv")
    finally:
        said(engine, container, "mv /root/passwd /root/group /etc/")


@pytest.mark.parametrize(
    "made",
    [
        "ln -s /proc/1/environ /etc/passwd",  # on this computer that would be another's
        "ln -s /etc/passwd /etc/passwd",
        "mkfifo /etc/passwd",
        "mkdir /etc/passwd",
        "true",
        "head -c 2000000 /dev/zero > /etc/passwd",
        "printf 'guest:x:x:x::/:\\nguest\\n\\377\\376:\\n::::::\\n' > /etc/passwd",
    ],
)
def test_accounts_that_are_a_trap(engine: Engine, container: Container, made: str) -> None:
    said(engine, container, f"mv /etc/passwd /root/kept; {made}")
    try:
        with pytest.raises(NotSupportedError):
            said(engine, container, "true", user="guest")
        assert said(engine, container, "echo goes on") == "goes on\n"
    finally:
        said(engine, container, "rm -rf /etc/passwd; mv /root/kept /etc/passwd")


@pytest.mark.parametrize("hostname", ["a b", "-a", "a\nb", "ä", "x" * 64, "a/b", "\u202ea"])
def test_host_names_that_are_none(engine: Engine, hostname: str) -> None:
    with pytest.raises(NameGrammarError, match="host name"):
        engine.create_container(NewContainer("h", "Base:1", hostname=hostname))


def test_two_containers_share_nothing(engine: Engine) -> None:
    pair = [engine.create_container(NewContainer(f"pair-{n}", "Base:1")) for n in range(2)]
    try:
        for container in pair:
            engine.start_container(container.id)
        for kind in ("pid", "ipc", "uts", "mnt", "net", "cgroup"):
            line = f"readlink /proc/self/ns/{kind}"
            assert len({said(engine, container, line) for container in pair}) == 2, kind
        said(engine, pair[0], "echo secret > /dev/shm/s; mkfifo /tmp/f; echo secret > /tmp/s")
        assert said(
            engine, pair[1], "ls -A /dev/shm /tmp /dev/mqueue; grep -r secret /tmp"
        ).split() == ["/dev/mqueue:", "/dev/shm:", "/tmp:"]
        assert said(engine, pair[1], "hostname") == "pair-1\n"
        assert Path("/proc/sys/kernel/hostname").read_text() != "pair-1\n"
    finally:
        for container in pair:
            engine.discard_container(container.id)
