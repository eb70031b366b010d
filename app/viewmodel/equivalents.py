"""What is clicked, said as command lines of other tools, correctly quoted."""

from __future__ import annotations

import enum
import shlex

_POWERSHELL_QUOTES = "'\u2018\u2019\u201a\u201b"


class Dialect(enum.Enum):
    """Whose command line."""

    DOCKER = "docker"
    PODMAN = "podman"
    POWERSHELL = "PowerShell"


def shell_word(word: str) -> str:
    """One word for a POSIX shell."""
    if any(not char.isprintable() for char in word):
        escaped = word.encode("unicode_escape").decode("ascii").replace("'", "\\'")
        return f"$'{escaped}'"
    return shlex.quote(word)


def powershell_word(word: str) -> str:
    """One word for PowerShell, whose typographic quotes end a string too."""
    if word and all(char.isalnum() or char in "._:/\\-" for char in word) and word[0] != "-":
        return word
    doubled = "".join(char * 2 if char in _POWERSHELL_QUOTES else char for char in word)
    return f"'{doubled}'"


def list_images(dialect: Dialect) -> str:
    """For nothing selected."""
    return "Get-ContainerImage" if dialect is Dialect.POWERSHELL else f"{dialect.value} images"


def inspect_image(dialect: Dialect, reference: str, name: str) -> str:
    """For a selected image."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-ContainerImage -Name {powershell_word(name)}"
    return f"{dialect.value} history {shell_word(reference)}"


def new_container(dialect: Dialect, name: str, reference: str, switch: str) -> str:
    """For making a container."""
    if dialect is Dialect.POWERSHELL:
        return (
            f"New-Container -Name {powershell_word(name)} "
            f"-ContainerImageName {powershell_word(reference)} "
            f"-SwitchName {powershell_word(switch)}"
        )
    return (
        f"{dialect.value} create --name {shell_word(name)} --network {shell_word(switch)} "
        f"{shell_word(reference)}"
    )


def container_verb(dialect: Dialect, verb: str, name: str) -> str:
    """start, stop, pause, unpause or rm."""
    if dialect is Dialect.POWERSHELL:
        cmdlet = {"start": "Start", "stop": "Stop", "rm": "Remove"}.get(verb)
        return f"{cmdlet}-Container -Name {powershell_word(name)}" if cmdlet else ""
    force = " --force" if verb == "rm" else ""
    return f"{dialect.value} {verb}{force} {shell_word(name)}"


def execute(dialect: Dialect, name: str, line: str) -> str:
    """For running a command as administrator."""
    if dialect is Dialect.POWERSHELL:
        return (
            f"Invoke-Command -ContainerName {powershell_word(name)} "
            f"-RunAsAdministrator {{ {line} }}"
        )
    return f"{dialect.value} exec {shell_word(name)} sh -c {shell_word(line)}"


def snapshot(
    dialect: Dialect, container: str, name: str, publisher: str, version: str, message: str
) -> str:
    """For capturing a container."""
    if dialect is Dialect.POWERSHELL:
        return (
            f"New-ContainerImage -ContainerName {powershell_word(container)} "
            f"-Name {powershell_word(name)} -Publisher {powershell_word(publisher)} "
            f"-Version {powershell_word(version)}"
        )
    words = [dialect.value, "commit", "--author", shell_word(publisher)]
    if message:
        words += ["--message", shell_word(message)]
    return " ".join([*words, shell_word(container), shell_word(f"{name}:{version}")])
