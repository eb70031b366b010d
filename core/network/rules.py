"""What may pass a switch: rules of the kernel's packet filter, in chains of the switch's own.

Switches are apart from one another, whatever else this computer forwards. From a switch nobody
reaches the computer's loopback or 169.254.0.0/16 (RFC 3927; clouds keep keys there); from one
without a way out nobody reaches anything, and only answers leave it. IPv4 only: bridges have no
IPv6.
"""

from __future__ import annotations

import re

from core.network.definitions import Definition
from core.network.programs import Surroundings

_ANSWERS = "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
_PUBLISHED = "-m conntrack --ctstate DNAT -j ACCEPT"
_LINK_LOCAL = "-d 169.254.0.0/16 -j DROP"
_ANY_SWITCH = "brk-+"
_PLUGINS_CHAINS = ("CNI-HOSTPORT-DNAT", "CNI-HOSTPORT-MASQ", "CNI-HOSTPORT-SETMARK")
_OTHERS_CHAINS = ("CNI-", "KUBE-", "NETAVARK")
_FORWARD = re.compile(r'dnat name: \\?"(?P<network>[^"\\]+)\\?" id: \\?"(?P<container>[^"\\]+)')
_Saved = dict[str, list[str]]  # by table


def has_rules(saved: str, bridge: str) -> bool:
    """Whether a switch's rules stand, in what iptables-save(8) says."""
    lines = saved.splitlines()
    wanted = [f"-A {chain} {jump}" for chain, jump in _jumps(bridge)["filter"]]
    return all(line in lines for line in wanted)


def install(surroundings: Surroundings, definition: Definition, bridge: str) -> None:
    """Let through what may pass, unless it stands so already. Raises ProgramFailedError."""
    saved = surroundings.iptables_save()
    if has_rules(saved, bridge):
        return
    remove(surroundings, bridge, saved)
    surroundings.iptables_restore(_filter(definition, bridge) + _translation(definition, bridge))


def remove(surroundings: Surroundings, bridge: str, saved: str | None = None) -> None:
    """Take a switch's chains and all that leads to them away. ProgramFailedError."""
    tables = _tables(surroundings.iptables_save() if saved is None else saved)
    change = ""
    for table, lines in tables.items():
        chains = [name for line in lines if (name := _declared(line)).startswith(f"{bridge}-")]
        jumps = [
            line
            for line in lines
            if line.startswith("-A ") and bridge in line.split() and line.split()[1] not in chains
        ]
        # A rule that names a chain but not the bridge would keep the chain from going.
        jumps += [
            line
            for line in lines
            if line not in jumps and line.split()[-1] in chains and line.split()[1] not in chains
        ]
        if chains or jumps:
            change += _transaction(
                table,
                [line.replace("-A ", "-D ", 1) for line in jumps]
                + [f"-F {chain}" for chain in chains]
                + [f"-X {chain}" for chain in chains],
            )
    if change:
        surroundings.iptables_restore(change)


def remove_forwards(surroundings: Surroundings, bridge: str, container_id: str = "") -> None:
    """Take ports' ways in away without the plugin: those of one container, or of a whole switch.

    The plugin portmap has a chain for each container, and names both where it is jumped to:
    dnat name: "<network>" id: "<container>". Raises ProgramFailedError.
    """
    lines = _tables(surroundings.iptables_save()).get("nat", [])
    jumps = [
        line
        for line in lines
        if (found := _FORWARD.search(line))
        and found["network"] == bridge
        and container_id in ("", found["container"])
    ]
    declared = {_declared(line) for line in lines}
    chains = sorted({line.split()[-1] for line in jumps} & declared)
    if jumps:
        change = [line.replace("-A ", "-D ", 1) for line in jumps]
        change += [f"{flag} {chain}" for flag in ("-F", "-X") for chain in chains]
        surroundings.iptables_restore(_transaction("nat", change))


def remove_empty_plugin_chains(surroundings: Surroundings, *, are_ours: bool) -> bool:
    """The plugins leave their chains behind; whoever still uses them keeps them. Whether all went.

    When it is not known that they are ours (`are_ours`), chains of other names that plugins make
    tell of somebody else. Raises ProgramFailedError, also when somebody began to use one just now.
    """
    tables = _tables(surroundings.iptables_save())
    lines = tables.get("nat", [])
    declared = [name for line in lines if (name := _declared(line)) in _PLUGINS_CHAINS]
    others = [
        name
        for table in tables.values()
        for line in table
        if (name := _declared(line)).startswith(_OTHERS_CHAINS) and name not in _PLUGINS_CHAINS
    ]
    is_used = any(line.startswith("-A CNI-HOSTPORT-DNAT ") for line in lines)
    if not declared or is_used or (others and not are_ours):
        return not declared
    jumps = [
        line.replace("-A ", "-D ", 1)
        for line in lines
        if line.startswith("-A ") and line.split()[-1] in declared
    ]
    flushes = [f"-F {chain}" for chain in declared]
    surroundings.iptables_restore(
        _transaction("nat", [*jumps, *flushes, *(f"-X {chain}" for chain in declared)])
    )
    return True


def forwarded_ports(saved: str) -> set[tuple[str, int]]:
    """Protocol and number of ports that rules lead elsewhere, whoever made them.

    Nobody listens at such a port: only the rules tell of it.
    """
    found = set()
    for line in _tables(saved).get("nat", []):
        match = re.search(r" -p (tcp|udp) .*--dport (\d+) .*-j DNAT", f"{line} ")
        if match:
            found.add((match[1], int(match[2])))
    return found


def _jumps(bridge: str) -> dict[str, list[tuple[str, str]]]:
    return {
        "filter": [
            ("INPUT", f"-i {bridge} -j {bridge}-in"),
            ("FORWARD", f"-i {bridge} -j {bridge}-from"),
            ("FORWARD", f"-o {bridge} -j {bridge}-to"),
        ]
    }


def _filter(definition: Definition, bridge: str) -> str:
    to_computer, from_switch, to_switch = (f"{bridge}-{end}" for end in ("in", "from", "to"))
    has_outside = definition.has_outside
    lines = [f":{chain} - [0:0]" for chain in (to_computer, from_switch, to_switch)]
    lines += [
        f"-A {to_computer} {_ANSWERS}",
        f"-A {to_computer} -d 127.0.0.0/8 -j DROP",
        f"-A {to_computer} {_LINK_LOCAL}",
        # With a way out the computer's own filter has the last word.
        f"-A {to_computer} -j {'RETURN' if has_outside else 'DROP'}",
        f"-A {from_switch} -o {bridge} -j ACCEPT",
        f"-A {from_switch} {_ANSWERS}",
        f"-A {from_switch} {_LINK_LOCAL}",
    ]
    if has_outside:
        lines += [
            f"-A {from_switch} {_PUBLISHED}",
            f"-A {from_switch} -o {_ANY_SWITCH} -j DROP",
            f"-A {from_switch} -j ACCEPT",
        ]
    else:
        lines.append(f"-A {from_switch} -j DROP")
    lines += [
        f"-A {to_switch} {_ANSWERS}",
        f"-A {to_switch} {_PUBLISHED}",
        f"-A {to_switch} -j DROP",
    ]
    # Before all others: what comes first decides.
    lines += [f"-I {chain} 1 {jump}" for chain, jump in reversed(_jumps(bridge)["filter"])]
    return _transaction("filter", lines)


def _translation(definition: Definition, bridge: str) -> str:
    chain = f"{bridge}-out"
    lines = [f":{chain} - [0:0]", f"-A {chain} -j MASQUERADE"]
    if definition.has_outside:
        lines.append(f"-A POSTROUTING -s {definition.subnet} ! -o {bridge} -j {chain}")
    else:
        lines += [
            # Ports that other containers publish are not for those who may reach nobody.
            f"-I PREROUTING 1 -i {bridge} -j ACCEPT",
            # Who has no default route answers on its switch only: callers take its address.
            f"-A POSTROUTING ! -s {definition.subnet} -o {bridge} -m conntrack --ctstate DNAT "
            f"-j {chain}",
        ]
    return _transaction("nat", lines)


def _transaction(table: str, lines: list[str]) -> str:
    return "\n".join((f"*{table}", *lines, "COMMIT", ""))


def _tables(saved: str) -> _Saved:
    tables: _Saved = {}
    table = ""
    for line in saved.splitlines():
        if line.startswith("*"):
            table = line[1:]
            tables[table] = []
        elif line.startswith((":", "-A ")):
            tables[table].append(line)
    return tables


def _declared(line: str) -> str:
    return line[1:].split()[0] if line.startswith(":") else ""


def bridges_named(saved: str, prefix: str) -> set[str]:
    """Bridges of whose rules something stands, by what their names begin with."""
    lines = [line for table in _tables(saved).values() for line in table]
    found = {_declared(line).rpartition("-")[0] for line in lines}
    found |= {forward["network"] for line in lines if (forward := _FORWARD.search(line))}
    return {bridge for bridge in found if bridge.startswith(prefix)}


def has_plugins_chains(saved: str) -> bool:
    """Whether somebody, or an engine before, let the plugins make their chains."""
    lines = _tables(saved).get("nat", [])
    return any(_declared(line) in _PLUGINS_CHAINS for line in lines)
