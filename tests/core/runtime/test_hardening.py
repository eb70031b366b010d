"""What a container cannot do, tried from inside."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import NotSupportedError
from core.model import BaseImageRequest, Container, ContainerState, ExecRequest, NewContainer
from core.runtime.hardening import CAPABILITIES, PIDS_LIMIT, READONLY_PATHS, masked_paths

_NUMBERS = {
    "CAP_CHOWN": 0, "CAP_DAC_OVERRIDE": 1, "CAP_FOWNER": 3, "CAP_FSETID": 4, "CAP_KILL": 5,
    "CAP_SETGID": 6, "CAP_SETUID": 7, "CAP_SETPCAP": 8, "CAP_NET_BIND_SERVICE": 10,
    "CAP_SYS_CHROOT": 18,
}  # fmt: skip


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("hardening") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    connected.close()


@pytest.fixture(scope="module")
def container(engine: Engine) -> Iterator[Container]:
    made = engine.create_container(NewContainer("hardened", "Base:1"))
    yield engine.start_container(made.id)
    engine.discard_container(made.id)


def run(engine: Engine, container: Container, line: str) -> tuple[int | None, str]:
    heard: list[bytes] = []
    done = engine.execute(
        container.id, ExecRequest(shell_line=line), output=lambda chunk: heard.append(chunk.content)
    )
    return done.exit_code, b"".join(heard).decode(errors="replace")


@pytest.mark.parametrize("process", ["1", "self"])
def test_privileges(engine: Engine, container: Container, process: str) -> None:
    _code, status = run(engine, container, f"cat /proc/{process}/status")
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    wanted = sum(1 << _NUMBERS[name] for name in CAPABILITIES)
    for kind in ("CapEff", "CapPrm", "CapBnd"):
        assert int(facts[kind], 16) == wanted, kind
    for kind in ("CapInh", "CapAmb"):
        assert int(facts[kind], 16) == 0, kind
    assert facts["NoNewPrivs"] == "1"
    assert facts["Seccomp"] == "2"


@pytest.mark.parametrize(
    "line",
    [
        "mount -t tmpfs none /mnt",
        "umount /proc",
        "unshare -U true",
        "unshare -n true",
        "mknod /tmp/sda b 8 0",
        "hostname other",
        "date -s 2020-01-01 > /dev/null 2>&1; test $(date +%Y) = 2020",
        "chroot /proc/1/root/.. ls /sys/firmware/acpi/tables",
        "swapoff -a; swapon /dev/null",
        "insmod /bin/busybox",
        "dmesg",
        "echo 1 > /proc/sys/kernel/panic",
        "echo c > /proc/sysrq-trigger",
        "echo x > /sys/kernel/uevent_helper",
        "reboot -f",
    ],
)
def test_what_is_refused(engine: Engine, container: Container, line: str) -> None:
    code, said = run(engine, container, line)
    assert code != 0, said


def test_masked_paths_show_nothing(engine: Engine, container: Container) -> None:
    for path in masked_paths():
        _code, shown = run(engine, container, f"cat {path} 2> /dev/null; ls -A {path} 2> /dev/null")
        assert shown.strip() in ("", path), path


def test_read_only_paths_cannot_be_written(engine: Engine, container: Container) -> None:
    for path in READONLY_PATHS:
        code, _said = run(engine, container, f"test ! -e {path} || ! touch {path}/x 2> /dev/null")
        assert code == 0, path


def test_only_the_usual_devices_are_there(engine: Engine, container: Container) -> None:
    _code, listed = run(engine, container, "ls -1 /dev")
    assert set(listed.split()) <= {
        "console", "core", "fd", "full", "mqueue", "null", "ptmx", "pts", "random", "shm",
        "stderr", "stdin", "stdout", "tty", "urandom", "zero",
    }  # fmt: skip


def test_no_descriptor_of_the_computer_leaks_in(engine: Engine, container: Container) -> None:
    _code, listed = run(engine, container, "ls -l /proc/self/fd 2> /dev/null | grep -- '->'")
    for line in listed.splitlines():
        target = line.rpartition(" -> ")[2]
        assert target.startswith(("pipe:", "/dev/null", "/proc/")), line


def test_nothing_of_the_persons_environment_gets_in(
    engine: Engine, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://secret@proxy.example")
    _code, shown = run(engine, container, "env")
    names = {line.partition("=")[0] for line in shown.splitlines()}
    assert names <= {"PATH", "TERM", "HOME", "PWD", "SHLVL", "OLDPWD"}


def test_a_fork_bomb_stops_at_the_limit(engine: Engine, container: Container) -> None:
    if "processes" in container.unenforced:
        pytest.skip("control groups are not ours here, so processes are not limited")
    line = (
        "n=0; while [ $n -lt 1500 ]; do sleep 30 > /dev/null 2>&1 & n=$((n+1)); done 2> /dev/null;"
        " ls -d /proc/[0-9]* | wc -l; killall sleep"
    )
    _code, said = run(engine, container, line)
    counts = [int(word) for word in said.split() if word.isdigit()]
    assert all(count <= PIDS_LIMIT for count in counts)
    assert run(engine, container, "echo alive")[1] == "alive\n"


def test_pausing_freezes_and_resuming_goes_on(engine: Engine, container: Container) -> None:
    if not engine.capabilities().can_pause:
        with pytest.raises(NotSupportedError, match="control groups"):
            engine.pause_container(container.id)
        return
    assert engine.pause_container(container.id).state is ContainerState.PAUSED
    assert engine.resume_container(container.id).state is ContainerState.RUNNING
    assert run(engine, container, "echo on")[1] == "on\n"


def test_a_container_leaves_nothing_behind(engine: Engine) -> None:
    location = Path(engine.repository().location)
    made = engine.create_container(NewContainer("gone", "Base:1"))
    started = engine.start_container(made.id)
    run(engine, started, "sleep 1000 > /dev/null 2>&1 & mkdir -p /a/b; chmod 0 /a/b /a")
    engine.discard_container(made.id)
    assert not os.path.exists(f"/proc/{started.pid}")
    assert not (location / ".bricklayer/containers" / made.id).exists()
    assert made.id not in Path("/proc/self/mountinfo").read_text()
    for root, directories, _files in os.walk("/sys/fs/cgroup"):
        assert made.id not in directories, root


def test_a_rootfs_that_would_lead_the_runtime_astray_is_refused(
    engine: Engine, tmp_path: Path
) -> None:
    from core.errors import LayerFormatError
    from tests.corpus.tar_bytes import END, directory, file, symlink

    tarball = tmp_path / "treacherous.tar"
    content = directory(b"bin") + file(b"bin/sh", b"x", mode=0o755) + symlink(b"proc", b"/etc")
    tarball.write_bytes(content + END)
    engine.make_base_image(
        BaseImageRequest("tarball", "Treacherous", "Tests", "1", tarball=str(tarball))
    )
    made = engine.create_container(NewContainer("astray", "Treacherous:1"))
    with pytest.raises(LayerFormatError, match="real directory"):
        engine.start_container(made.id)
    engine.discard_container(made.id)
