"""Plugging a cable in and out by the CNI plugins (CNI specification 0.4.0)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Interface
from pathlib import Path
from typing import Any

from core.model import PublishedPort
from core.network.definitions import Definition
from core.network.programs import ProgramFailedError, Surroundings

_VERSION = "0.4.0"
_INTERFACE = "eth0"
Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class CniNetwork:
    """One switch as the plugins see it. `leases` is a directory for addresses in use."""

    definition: Definition
    bridge: str
    leases: Path
    surroundings: Surroundings

    def add(self, container_id: str, namespace: str, ports: Sequence[PublishedPort]) -> Result:
        """Plug in; the result, to be kept for `delete`. Raises ProgramFailedError."""
        result: Result = {}
        for config in self._plugins(ports):
            result = self._call("ADD", config, container_id, namespace, result)
        return result

    def delete(
        self, container_id: str, namespace: str, ports: Sequence[PublishedPort], result: Result
    ) -> list[str]:
        """Unplug, in reverse order; complaints. `namespace` is "" when it is gone. Idempotent."""
        complaints = []
        for config in reversed(self._plugins(ports)):
            try:
                self._call("DEL", config, container_id, namespace, result)
            except ProgramFailedError as error:
                complaints.append(str(error))
        return complaints

    def forget_leases(self, live: Sequence[str] = ()) -> None:
        """Give back addresses of containers that are not `live` (host-local: one file each)."""
        directory = self.leases / self.bridge
        if not live:
            shutil.rmtree(directory, ignore_errors=True)
            return
        for lease in directory.glob("*.*.*.*"):
            try:
                holder = lease.read_text().split()[0]
            except (OSError, IndexError):
                continue  # given back just now
            if holder not in live:
                lease.unlink(missing_ok=True)

    def _plugins(self, ports: Sequence[PublishedPort]) -> list[dict[str, Any]]:
        plugins = [
            {
                "type": "bridge",
                "bridge": self.bridge,
                "isGateway": True,
                # Without a way out there is not even a route that a packet could take.
                "isDefaultGateway": self.definition.has_outside,
                "hairpinMode": True,
                "ipam": {
                    "type": "host-local",
                    "dataDir": str(self.leases),
                    "ranges": [
                        [{"subnet": self.definition.subnet, "gateway": self.definition.gateway}]
                    ],
                },
            }
        ]
        if ports:
            plugins.append(
                {
                    "type": "portmap",
                    "snat": True,
                    "runtimeConfig": {"portMappings": [_mapping(port) for port in ports]},
                }
            )
        return plugins

    def _call(
        self,
        command: str,
        config: Mapping[str, Any],
        container_id: str,
        namespace: str,
        before: Result,
    ) -> Result:
        whole = {**config, "cniVersion": _VERSION, "name": self.bridge}
        if before:
            whole["prevResult"] = before
        env = {
            "CNI_COMMAND": command,
            "CNI_CONTAINERID": container_id,
            "CNI_NETNS": namespace,
            "CNI_IFNAME": _INTERFACE,
        }
        return self.surroundings.plugin(whole, env)


def address_in(result: Result) -> str:
    """The address that a container was given. Raises ProgramFailedError."""
    try:
        return str(IPv4Interface(result["ips"][0]["address"]).ip)
    except (KeyError, IndexError, ValueError) as error:
        raise ProgramFailedError("bridge: it gave no address") from error


def cable_in(result: Result) -> str:
    """The computer's end of the cable; "" when the result tells of none."""
    for interface in result.get("interfaces", ()):
        name = str(interface.get("name", ""))
        if name.startswith("veth") and not interface.get("sandbox"):
            return name
    return ""


def _mapping(port: PublishedPort) -> dict[str, Any]:
    mapping: dict[str, Any] = {
        "hostPort": port.host_port,
        "containerPort": port.container_port,
        "protocol": port.protocol,
    }
    if port.host_address != "0.0.0.0":
        mapping["hostIP"] = port.host_address
    return mapping
