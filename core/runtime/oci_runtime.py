"""Calling the OCI runtime (runtime-spec runtime.md; the command line that runc and crun share)."""

from __future__ import annotations

import json
import os
import secrets
import select
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import RuntimeFailedError
from core.runtime.control_groups import crun_fits, has_no_control_groups

SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_TIMEOUT_S = 60
_LOG_PREFIX = "log-"


@dataclass(frozen=True, slots=True)
class OciRuntime:
    """A runtime binary with its state directory. Container ids are ours: hexadecimal digits."""

    binary: Path
    state_dir: Path
    flags: tuple[str, ...] = ()

    def run_detached(self, container_id: str, bundle: Path, output: int | None = None) -> int:
        """Create and start a container; the pid of its init on this computer.

        `output` is a pipe's end for what it says; nobody hears it otherwise. Raises
        RuntimeFailedError.
        """
        pid_file = bundle / "pid"
        pid_file.unlink(missing_ok=True)
        self._call(
            ["run", "-d", "--bundle", str(bundle), "--pid-file", str(pid_file), container_id],
            "start",
            container_id,
            output,
        )
        return int(pid_file.read_text())

    def delete(self, container_id: str) -> None:
        """Forget a container, killing what is left of it. Idempotent."""
        if self.knows(container_id):
            self._call(["delete", "--force", container_id], "delete", container_id)

    def pause(self, container_id: str) -> None:
        """Freeze all processes. Raises RuntimeFailedError."""
        self._call(["pause", container_id], "pause", container_id)

    def resume(self, container_id: str) -> None:
        """Thaw. Raises RuntimeFailedError."""
        self._call(["resume", container_id], "resume", container_id)

    def update(self, container_id: str, flags: Sequence[str]) -> None:
        """Change limits of a container that runs. Raises RuntimeFailedError."""
        self._call(["update", *flags, container_id], "limit", container_id)

    def knows(self, container_id: str) -> bool:
        """Whether it was this runtime that started the container."""
        return (self.state_dir / container_id).exists()

    def argv(self, log: Path | None = None) -> list[str]:
        """The start of every command line."""
        argv = [str(self.binary), "--root", str(self.state_dir), *self.flags]
        if log is not None:
            argv += ["--log", str(log), "--log-format", "json"]
        return argv

    def version(self) -> str:
        """Like "runc 1.1.5"; "" when it does not even say that."""
        try:
            done = subprocess.run(
                [self.binary, "--version"],
                capture_output=True,
                text=True,
                env=clean_env(),
                timeout=_TIMEOUT_S,
                check=False,
            )
        except OSError:
            return ""  # the probe says that there is none
        words = done.stdout.split("\n")[0].split()
        return f"{words[0]} {words[-1].partition('+')[0]}" if done.returncode == 0 and words else ""

    def _call(
        self,
        arguments: Sequence[str],
        action: str,
        container_id: str,
        output: int | None = None,
    ) -> None:
        """Standard streams are inherited by a container's first process.

        They are the null device, or a pipe to somebody else: a pipe to us would keep us waiting,
        through a file it could write outside of itself.
        """
        self.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        own_log = self.state_dir / f"{_LOG_PREFIX}{secrets.token_hex(8)}"
        try:
            runtime = subprocess.Popen(
                [*self.argv(own_log), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL if output is None else output,
                stderr=subprocess.DEVNULL if output is None else output,
                env=clean_env(),
            )
            if not _has_ended(runtime):
                reason = f"no answer for {_TIMEOUT_S} seconds"
                raise RuntimeFailedError(action, container_id, detail=reason)
            if runtime.returncode != 0:
                reason = last_log_line(own_log) or f"exit code {runtime.returncode}"
                raise RuntimeFailedError(action, container_id, detail=reason)
        finally:
            own_log.unlink(missing_ok=True)


def _has_ended(runtime: subprocess.Popen[bytes]) -> bool:
    """Wait for a runtime, which is killed when it takes too long.

    By its pidfd: `Popen.wait` with a timeout looks in ever longer intervals, which costs half as
    much again as a quick runtime itself.
    """
    pidfd = os.pidfd_open(runtime.pid)
    try:
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        is_in_time = bool(poll.poll(_TIMEOUT_S * 1000))
    finally:
        os.close(pidfd)
    if not is_in_time:
        runtime.kill()
    runtime.wait()
    return is_in_time


def find_runtime(state_dir: Path, container_id: str = "") -> OciRuntime | None:
    """The runtime for new containers, or the one that started `container_id`.

    crun where it fits, since it is two to three times as quick, else runc. None when neither is
    installed. Each has a state directory of its own below `state_dir`.
    """
    found = []
    for name in ("crun", "runc"):
        binary = shutil.which(name, path=SEARCH_PATH)
        if binary is not None and (name != "crun" or crun_fits()):
            found.append(OciRuntime(Path(binary), state_dir / name, _flags(name)))
    return next((runtime for runtime in found if runtime.knows(container_id)), None) or next(
        iter(found), None
    )


def forget_logs(state_dir: Path) -> None:
    """Of runtimes whose engine was killed; none may be at work. Raises OSError."""
    for left in state_dir.glob(f"*/{_LOG_PREFIX}*"):
        left.unlink(missing_ok=True)


def last_log_line(log: Path) -> str:
    """The runtime's own last words in its JSON log, in one line."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    for line in reversed(lines):
        try:
            message = str(json.loads(line).get("msg", ""))
        except (ValueError, AttributeError):
            message = line
        if message.strip():
            return " ".join(message.split())
    return ""


def has_failed(log: Path) -> bool:
    """Whether the runtime itself complained, be it that a program ran to its end or never began."""
    try:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return False
    return any('"level":"error"' in line for line in lines)


def _flags(name: str) -> tuple[str, ...]:
    return ("--cgroup-manager=disabled",) if name == "crun" and has_no_control_groups() else ()


def clean_env() -> dict[str, str]:
    """Nothing of the person's environment steers the runtime, or reaches a container."""
    env = {"PATH": SEARCH_PATH, "LC_ALL": "C.UTF-8"}
    for name in ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
        if name in os.environ:
            env[name] = os.environ[name]
    return env
