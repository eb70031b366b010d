"""What is clicked, said as command lines of other tools: containers and their switches.

Each is one line. Where a tool has nothing like it, the line is a comment that says so. The cmdlets
are those of the Containers module of Windows Server 2016 up to its fifth Technical Preview.
"""

from __future__ import annotations

import re
import shlex

from app.viewmodel.commit_words import commit_options, kept_note, left_out_note
from app.viewmodel.dialects import (
    Dialect,
    comment,
    image_name,
    image_parameters,
    powershell_string,
    powershell_word,
    shell_word,
)
from core.model import (
    ExecRequest,
    ImageConfigSummary,
    Limits,
    NewContainer,
    NewSwitch,
    PublishedPort,
    Volume,
)
from core.translation import tr

_PLAIN_BLOCK = re.compile(r"[A-Za-z/][\w.:/\\-]*(?: [\w.:/\\-]+)*", re.ASCII)


def list_images(dialect: Dialect) -> str:
    """For nothing selected."""
    return "Get-ContainerImage" if dialect is Dialect.POWERSHELL else f"{dialect.value} images"


def inspect_image(dialect: Dialect, reference: str, name: str) -> str:
    """For a selected image."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-ContainerImage -Name {powershell_word(name)}"
    return f"{dialect.value} history {shell_word(image_name(reference))}"


def new_container(dialect: Dialect, request: NewContainer) -> str:
    """For making a container with all that was chosen for it, and starting it."""
    if dialect is Dialect.POWERSHELL:
        start = container_verb(dialect, "start", request.name)
        return f"{create_container(dialect, request)}; {start}"
    return f"{dialect.value} run -d {_made_of(request)}"


def create_container(dialect: Dialect, request: NewContainer) -> str:
    """For making it only. The container cmdlets knew image, switch and shared folders."""
    if dialect is not Dialect.POWERSHELL:
        return f"{dialect.value} create {_made_of(request)}"
    name = powershell_word(request.name)
    switch = f" -SwitchName {powershell_word(request.switch)}" if request.switch != "none" else ""
    image = image_parameters(request.image_reference, "ContainerImage")
    lines = [f"New-Container -Name {name} {image}{switch}"]
    for volume in request.volumes:
        access = " -AccessMode ReadOnly" if volume.is_read_only else ""
        lines.append(
            f"Add-ContainerSharedFolder -ContainerName {name} "
            f"-SourcePath {powershell_word(volume.source)} "
            f"-DestinationPath {powershell_word(volume.target)}{access}"
        )
    return "; ".join(lines)


def _made_of(request: NewContainer) -> str:
    """Options, image and command.

    Without a command of its own it only waits, whatever the image would run: hence the entry point,
    below a first process that ends when it is told to.
    """
    options = [("name", request.name), ("network", request.switch), ("hostname", request.hostname)]
    options += [("publish", _published(port)) for port in request.ports]
    options += [("volume", _shared(volume)) for volume in request.volumes]
    options += [("env", setting) for setting in request.env]
    options += [("workdir", request.working_dir), ("user", request.user)]
    options += limit_options(request.limits)
    words = [f"--{option} {shell_word(value)}" for option, value in options if value]
    image = shell_word(image_name(request.image_reference))
    if request.runs_own_command:
        return " ".join((*words, image))
    return " ".join((*words, "--init", "--entrypoint", "sleep", image, "infinity"))


def limit_options(limits: Limits) -> list[tuple[str, str]]:
    """As `docker run` and `docker update` call them; only what is limited."""
    options = []
    if limits.memory_bytes is not None:
        options.append(("memory", f"{limits.memory_bytes}b"))
    if limits.cpus is not None:
        options.append(("cpus", f"{limits.cpus:g}"))
    if limits.pids is not None:
        options.append(("pids-limit", str(limits.pids)))
    return options


def list_switches(dialect: Dialect) -> str:
    """For looking at the switches."""
    return "Get-VMSwitch" if dialect is Dialect.POWERSHELL else f"{dialect.value} network ls"


def new_switch(dialect: Dialect, request: NewSwitch) -> str:
    """For making a switch. NAT had a cmdlet of its own, which wants the subnet."""
    if dialect is Dialect.POWERSHELL:
        name = powershell_word(request.name)
        kind = "Internal" if request.has_outside else "Private"
        command = f"New-VMSwitch -Name {name} -SwitchType {kind}"
        if request.has_outside and request.subnet:
            subnet = powershell_word(request.subnet)
            command += f"; New-NetNat -Name {name} -InternalIPInterfaceAddressPrefix {subnet}"
        return command
    words = [dialect.value, "network", "create"]
    if not request.has_outside:
        words.append("--internal")
    if request.subnet:
        words += ["--subnet", shell_word(request.subnet)]
    return " ".join((*words, shell_word(request.name)))


def remove_switch(dialect: Dialect, name: str) -> str:
    """For removing a switch."""
    if dialect is Dialect.POWERSHELL:
        return f"Remove-VMSwitch -Name {powershell_word(name)}"
    return f"{dialect.value} network rm {shell_word(name)}"


def _published(port: PublishedPort) -> str:
    protocol = "" if port.protocol == "tcp" else f"/{port.protocol}"
    return f"{port.host_address}:{port.host_port}:{port.container_port}{protocol}"


def _shared(volume: Volume) -> str:
    return f"{volume.source}:{volume.target}{':ro' if volume.is_read_only else ''}"


def container_verb(dialect: Dialect, verb: str, name: str) -> str:
    """start, stop, pause, unpause or rm."""
    if dialect is Dialect.POWERSHELL:
        cmdlet = {"start": "Start", "stop": "Stop", "rm": "Remove"}.get(verb)
        if cmdlet is None:
            return comment(tr("no cmdlet pauses a container"))
        force = " -Force" if verb == "rm" else ""
        return f"{cmdlet}-Container -Name {powershell_word(name)}{force}"
    force = " --force" if verb == "rm" else ""
    return f"{dialect.value} {verb}{force} {shell_word(name)}"


def rename_container(dialect: Dialect, name: str, new_name: str) -> str:
    """For another name."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet renames a container"))
    return f"{dialect.value} rename {shell_word(name)} {shell_word(new_name)}"


def look_at_container(dialect: Dialect, name: str) -> str:
    """For a container of which nothing else can be said."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-Container -Name {powershell_word(name)}"
    return f"{dialect.value} inspect {shell_word(name)}"


def shell_in(dialect: Dialect, name: str, *, user: str = "") -> str:
    """For a prompt inside a container that runs, as administrator.

    `user` is said for tools that would be who the image says.
    """
    if dialect is Dialect.POWERSHELL:
        return f"Enter-PSSession -ContainerName {powershell_word(name)} -RunAsAdministrator"
    who = f"--user {shell_word(user)} " if user else ""
    return f"{dialect.value} exec -it {who}{shell_word(name)} sh"


def execute(
    dialect: Dialect,
    name: str,
    line: str,
    working_dir: str = "",
    *,
    user: str = "",
    env: tuple[str, ...] = (),
) -> str:
    """For running a command as administrator; where, as whom and with what, if a tool can be told.

    A block of PowerShell would be looked into, so all but plain words is given to a shell there.
    """
    if dialect is Dialect.POWERSHELL:
        block = line if _PLAIN_BLOCK.fullmatch(line) else f"sh -c {powershell_string(line)}"
        return (
            f"Invoke-Command -ContainerName {powershell_word(name)} "
            f"-RunAsAdministrator {{ {block} }}"
        )
    options = [("workdir", working_dir), ("user", user)]
    options += [("env", one) for one in env]
    words = [f"--{option} {shell_word(value)} " for option, value in options if value]
    return f"{dialect.value} exec {''.join(words)}{shell_word(name)} sh -c {shell_word(line)}"


def execute_request(dialect: Dialect, name: str, request: ExecRequest) -> str:
    """For running what the engine was asked to run: a line of a shell, or words."""
    line = request.shell_line or shlex.join(request.argv)
    return execute(dialect, name, line, request.working_dir, user=request.user, env=request.env)


def snapshot(
    dialect: Dialect,
    container: str,
    name: str,
    publisher: str,
    version: str,
    message: str,
    *,
    config: ImageConfigSummary | None = None,
    base: ImageConfigSummary | None = None,
    leave_out: tuple[str, ...] = (),
    own_env: tuple[str, ...] = (),
) -> str:
    """For capturing a container.

    `config` is what the image shall say of itself and `base` what the container says, which a
    commit takes over: how it was started is no matter of the image. Variables of the container's
    own, `own_env`, cannot be taken back.
    """
    note = left_out_note(dialect, leave_out) or kept_note(dialect, own_env)
    if dialect is Dialect.POWERSHELL:
        return (
            f"New-ContainerImage -ContainerName {powershell_word(container)} "
            f"-Name {powershell_word(name)} -Publisher {powershell_word(publisher)} "
            f"-Version {powershell_word(version)}{note}"
        )
    words = [dialect.value, "commit", "--author", shell_word(publisher)]
    if message:
        if dialect is Dialect.PODMAN:
            words += ["--format", "docker"]  # the other form has no room for it
        words += ["--message", shell_word(message)]
    if config is not None:
        facts = (name, publisher, version, message)
        words += commit_options(dialect, config, base or ImageConfigSummary(), facts)
    return (
        " ".join([*words, shell_word(container), shell_word(image_name(f"{name}:{version}"))])
        + note
    )


__all__ = [
    "Dialect",
    "comment",
    "container_verb",
    "create_container",
    "execute",
    "execute_request",
    "image_name",
    "image_parameters",
    "inspect_image",
    "limit_options",
    "list_images",
    "list_switches",
    "look_at_container",
    "new_container",
    "new_switch",
    "powershell_string",
    "powershell_word",
    "remove_switch",
    "rename_container",
    "shell_in",
    "shell_word",
    "snapshot",
]
