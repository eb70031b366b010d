"""Who is plugged into which switch: kept beside the repository until the computer starts anew.

One file for each container, written before the cable is plugged in, so that whoever comes after a
killed engine knows what to take away; and for each switch the names of all on it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from core.model import PublishedPort
from core.network.definitions import Definition

_RESOLV_CONF = Path("/etc/resolv.conf")
_RESOLVED_CONF = Path("/run/systemd/resolve/resolv.conf")  # what its stub asks in turn


@dataclass(frozen=True, slots=True)
class Member:
    """A container on a switch. `address` is "" until it is plugged in."""

    container_id: str
    switch: Definition
    name: str
    hostname: str
    ports: tuple[PublishedPort, ...] = ()
    address: str = ""
    result: dict[str, Any] = field(default_factory=dict)  # of the plugins, for unplugging

    def joined(self, address: str, result: dict[str, Any]) -> Member:
        """The same, plugged in."""
        return replace(self, address=address, result=result)


class Members:
    """All that are plugged in, of one repository. Callers take turns."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._notes = directory / "members"

    def keep(self, member: Member) -> None:
        """Note it; atomic. OSError."""
        self._notes.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.directory.chmod(0o711)  # files below are shown in containers
        note = self._note(member.container_id)
        temporary = note.with_suffix(".tmp")
        temporary.write_text(json.dumps(asdict(member)), encoding="utf-8")
        temporary.rename(note)

    def forget(self, container_id: str) -> None:
        """Idempotent. OSError."""
        self._note(container_id).unlink(missing_ok=True)

    def remove_half_written(self) -> None:
        """Notes that a killed engine had not finished: an older one, or none, holds. OSError."""
        for left in self._notes.glob("*.tmp"):
            left.unlink(missing_ok=True)

    def find(self, container_id: str) -> Member | None:
        """None when it is not plugged in, nor half."""
        try:
            fields = json.loads(self._note(container_id).read_text(encoding="utf-8"))
            fields["switch"] = Definition(**fields["switch"])
            fields["ports"] = tuple(PublishedPort(**port) for port in fields["ports"])
            return Member(**fields)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # not there, or of a power cut: then nothing is plugged in either

    def all(self) -> tuple[Member, ...]:
        """By their containers' ids."""
        try:
            names = sorted(os.listdir(self._notes))
        except FileNotFoundError:
            return ()
        found = (self.find(name.removesuffix(".json")) for name in names if name.endswith(".json"))
        return tuple(member for member in found if member is not None)

    def on(self, switch: str) -> tuple[Member, ...]:
        """Those on one switch."""
        return tuple(member for member in self.all() if member.switch.name == switch)

    def write_hosts(self, bridge: str, switch: str) -> Path:
        """Tell all on a switch each other's names; the file that they see as /etc/hosts. OSError.

        Always the same file, which is mounted in them: another one in its place would not be seen.
        """
        path = self.directory / f"hosts-{bridge}"
        lines = ["127.0.0.1\tlocalhost", "::1\tlocalhost"]
        for member in self.on(switch):
            if member.address:
                names = dict.fromkeys((member.name, member.hostname))
                lines.append("\t".join((member.address, " ".join(names))))
        content = ("\n".join(lines) + "\n").encode()
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            os.fchmod(descriptor, 0o644)  # whatever the umask
            os.pwrite(descriptor, content, 0)
            os.ftruncate(descriptor, len(content))
        finally:
            os.close(descriptor)
        return path

    def forget_hosts(self, bridge: str) -> None:
        """Nobody is on that switch any more. OSError."""
        (self.directory / f"hosts-{bridge}").unlink(missing_ok=True)

    def write_resolv_conf(self, *, has_names: bool) -> Path:
        """What containers see as /etc/resolv.conf: with the computer's name servers, or without.

        OSError.
        """
        path = self.directory / ("resolv-outside" if has_names else "resolv-private")
        content = outside_resolv_conf() if has_names else "# this switch has no way out\n"
        path.write_text(content, encoding="utf-8")
        path.chmod(0o644)
        return path

    def _note(self, container_id: str) -> Path:
        return self._notes / f"{container_id}.json"


def outside_resolv_conf(own: Path = _RESOLV_CONF, resolved: Path = _RESOLVED_CONF) -> str:
    """The computer's, with name servers that are reached from elsewhere (resolv.conf(5)).

    One at a loopback address is a stub; the one of systemd-resolved tells whom it asks.
    """
    for path in (own, resolved):
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            continue  # there is none
        if any(_is_reachable(line) for line in lines):
            kept = [line for line in lines if _is_reachable(line) or not _is_server(line)]
            return "\n".join(kept) + "\n"
    return "# this computer has no name server that containers could reach\n"


def _is_server(line: str) -> bool:
    return line.split()[:1] == ["nameserver"]


def _is_reachable(line: str) -> bool:
    words = line.split()
    return _is_server(line) and len(words) > 1 and not words[1].startswith(("127.", "::1"))
