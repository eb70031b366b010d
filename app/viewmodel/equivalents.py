"""What is clicked, said as command lines of other tools, correctly quoted."""

from __future__ import annotations

import enum
import re
import shlex
from itertools import groupby

from core.model import Limits, NewContainer, NewSwitch, PublishedPort, Volume
from core.oci.names import split_reference

_POWERSHELL_QUOTES = "'\u2018\u2019\u201a\u201b"
_CMDLET_VERSION = re.compile(r"\d+(?:\.\d+){1,3}")  # System.Version
_PLAIN_BLOCK = re.compile(r"[\w.:/\\-]+(?: [\w.:/\\-]+)*", re.ASCII)
_SHELL_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}


class Dialect(enum.Enum):
    """Whose command line."""

    DOCKER = "docker"
    PODMAN = "podman"
    POWERSHELL = "PowerShell"


def shell_word(word: str) -> str:
    """One word for a POSIX shell, always on one line.

    What nobody would see, or what would act on a terminal, is written in the `$'…'` form (POSIX
    2024, "Dollar-Single-Quotes"), byte by byte as the kernel has it.
    """
    if word.isprintable():
        return shlex.quote(word)
    return f"$'{''.join(map(_shell_char, word))}'"


def powershell_word(word: str) -> str:
    """One word for PowerShell, whose typographic quotes end a string too; always on one line.

    What nobody would see is said by its number, in an expression.
    """
    if word and all(char.isalnum() or char in "._:/\\-" for char in word) and word[0] != "-":
        return word
    if word.isprintable():
        return _powershell_string(word)
    parts = []
    for is_printable, chars in groupby(word, str.isprintable):
        if is_printable:
            parts.append(_powershell_string("".join(chars)))
        else:
            parts += map(_powershell_char, chars)
    return f"({' + '.join(parts)})"


def _shell_char(char: str) -> str:
    if char in _SHELL_ESCAPES:
        return _SHELL_ESCAPES[char]
    if char.isprintable():
        return char
    # A byte of a name that is no UTF-8 stands as a lone surrogate.
    is_byte = "\udc80" <= char <= "\udcff"
    raw = char.encode("utf-8", "surrogateescape" if is_byte else "surrogatepass")
    return "".join(f"\\{byte:03o}" for byte in raw)


def _powershell_char(char: str) -> str:
    if ord(char) < 0x10000:
        return f"[string][char]{ord(char):#x}"
    return f"[char]::ConvertFromUtf32({ord(char):#x})"


def powershell_string(text: str) -> str:
    """Always in quotes, so that it is text wherever it stands."""
    return _powershell_string(text) if text.isprintable() else powershell_word(text)


def _powershell_string(text: str) -> str:
    return f"'{''.join(char * 2 if char in _POWERSHELL_QUOTES else char for char in text)}'"


def comment(sentence: str) -> str:
    """What a tool has nothing for, in every one of these languages."""
    return f"# {sentence}"


def image_name(reference: str) -> str:
    """What docker and podman call an image of this repository: they know small letters only."""
    name, version = split_reference(reference)
    if "@" in reference or name.startswith("sha256"):
        return reference
    rest = reference[len(name) :]
    return f"{name.lower().replace('+', '-')}{rest}" if version else name.lower().replace("+", "-")


def image_parameters(reference: str, prefix: str = "") -> str:
    """The name of an image for a cmdlet, and its version where that is one for them.

    They want two to four numbers; `prefix` is what stands before Name, as "ContainerImage".
    """
    name, version = split_reference(reference)
    words = f"-{prefix}Name {powershell_word(name)}"
    if _CMDLET_VERSION.fullmatch(version):
        words += f" -{prefix}Version {version}"
    return words


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
    waiting = () if request.runs_own_command else ("infinity",)
    first = () if request.runs_own_command else ("--init",)
    if waiting:
        options.append(("entrypoint", "sleep"))
    words = [f"--{option} {shell_word(value)}" for option, value in options if value]
    return " ".join((*first, *words, shell_word(image_name(request.image_reference)), *waiting))


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
            return comment("no cmdlet pauses a container")
        force = " -Force" if verb == "rm" else ""
        return f"{cmdlet}-Container -Name {powershell_word(name)}{force}"
    force = " --force" if verb == "rm" else ""
    return f"{dialect.value} {verb}{force} {shell_word(name)}"


def rename_container(dialect: Dialect, name: str, new_name: str) -> str:
    """For another name."""
    if dialect is Dialect.POWERSHELL:
        return comment("no cmdlet renames a container")
    return f"{dialect.value} rename {shell_word(name)} {shell_word(new_name)}"


def look_at_container(dialect: Dialect, name: str) -> str:
    """For a container of which nothing else can be said."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-Container -Name {powershell_word(name)}"
    return f"{dialect.value} inspect {shell_word(name)}"


def shell_in(dialect: Dialect, name: str) -> str:
    """For a prompt inside a container that runs, as administrator."""
    if dialect is Dialect.POWERSHELL:
        return f"Enter-PSSession -ContainerName {powershell_word(name)} -RunAsAdministrator"
    return f"{dialect.value} exec -it {shell_word(name)} sh"


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
