"""The programs that switches are made with: the CNI plugins, iptables and iproute2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_PLUGIN_DIRECTORIES = ("/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni")
_PLUGINS = ("bridge", "host-local", "portmap")
_TIMEOUT_S = 30


class ProgramFailedError(Exception):
    """A program of the system did not do what it was asked for; str() is its last words."""


@dataclass(frozen=True, slots=True)
class Programs:
    """What was found. `missing` names packages as Debian calls them; () when all is there."""

    plugins: Path | None
    iptables: Path | None
    ip: Path | None
    nsenter: Path | None

    @property
    def missing(self) -> tuple[str, ...]:
        """Packages to be installed before switches can be made."""
        wanted = (
            ("containernetworking-plugins", self.plugins),
            ("iptables", self.iptables),
            ("iproute2", self.ip),
            ("util-linux", self.nsenter),
        )
        return tuple(package for package, found in wanted if found is None)

    @property
    def remedy(self) -> str:
        """A sentence; "" when nothing is missing."""
        if not self.missing:
            return ""
        return f"Install it: sudo apt-get install {' '.join(self.missing)}"


def find_programs() -> Programs:
    """Look for all of them; well below a millisecond."""

    def found(name: str) -> Path | None:
        path = shutil.which(name, path=SEARCH_PATH)
        return Path(path) if path else None

    plugins = next(
        (
            Path(directory)
            for directory in _PLUGIN_DIRECTORIES
            if all(os.access(Path(directory, name), os.X_OK) for name in _PLUGINS)
        ),
        None,
    )
    return Programs(plugins, found("iptables"), found("ip"), found("nsenter"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where these programs run: the network namespace that the bridges are in.

    `entering` is put before each command line: () in this process's own namespace. `xtables_lock`
    is for an iptables of the old kind where /run is not ours. `kept_open` is a descriptor that each
    program has: who comes after a killed engine waits for them by it (see `at_work`).
    """

    programs: Programs
    entering: tuple[str, ...] = ()
    xtables_lock: Path | None = None
    kept_open: int | None = None

    def ip(self, *arguments: str) -> str:
        """Run ip(8). Raises ProgramFailedError."""
        return self.run([str(self.programs.ip), *arguments])

    def iptables_save(self) -> str:
        """All rules of IPv4. Raises ProgramFailedError."""
        return self.run([f"{self.programs.iptables}-save"])

    def iptables_restore(self, rules: str) -> None:
        """Apply changes to rules, each table at once or not at all. ProgramFailedError."""
        self.run([f"{self.programs.iptables}-restore", "--wait", "5", "--noflush"], rules)

    def write_setting(self, path: str, value: str) -> None:
        """Write a file below /proc/sys/net, which shows the namespace of who opens it.

        Nothing where the kernel has no such setting. Raises ProgramFailedError.
        """
        self.run(["/bin/sh", "-c", '[ ! -e "$0" ] || echo "$1" > "$0"', path, value])

    def plugin(self, config: Mapping[str, Any], env: Mapping[str, str]) -> dict[str, Any]:
        """Call a CNI plugin (CNI specification, section 3); its result. ProgramFailedError."""
        directory = self.programs.plugins
        argv = [f"{directory}/{config['type']}"]
        done = self._done(argv, json.dumps(config), {"CNI_PATH": str(directory), **env})
        try:
            answer = json.loads(done.stdout) if done.stdout.strip() else {}
        except ValueError:
            answer = {"msg": done.stdout.strip()}
        if done.returncode != 0:
            words = answer.get("msg") or done.stderr.strip() or f"exit code {done.returncode}"
            raise ProgramFailedError(
                f"{config['type']}: {words} {answer.get('details', '')}".strip()
            )
        return dict(answer)

    def run(self, argv: Sequence[str], given: str = "") -> str:
        """Run a program; what it says. Raises ProgramFailedError."""
        done = self._done(argv, given, {})
        if done.returncode != 0:
            words = done.stderr.strip() or f"exit code {done.returncode}"
            raise ProgramFailedError(f"{os.path.basename(argv[0])}: {words}")
        return done.stdout

    def _done(
        self, argv: Sequence[str], given: str, env: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        lock = {"XTABLES_LOCKFILE": str(self.xtables_lock)} if self.xtables_lock else {}
        try:
            return subprocess.run(
                [*self.entering, *argv],
                input=given,
                capture_output=True,
                text=True,
                errors="replace",
                cwd="/",
                # Nothing of the person's environment steers what is done with privileges.
                env={"PATH": SEARCH_PATH, "LC_ALL": "C.UTF-8", **lock, **env},
                timeout=_TIMEOUT_S,
                check=False,
                pass_fds=() if self.kept_open is None else (self.kept_open,),
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ProgramFailedError(f"{os.path.basename(argv[0])}: {error}") from error


def interfaces(surroundings: Surroundings) -> list[str]:
    """All network interfaces there. Raises ProgramFailedError."""
    try:
        return [str(link["ifname"]) for link in json.loads(surroundings.ip("-json", "link"))]
    except (ValueError, KeyError, TypeError) as error:
        raise ProgramFailedError(f"ip: {error!r}") from error
