"""What is done to a container that is there, said as command lines: files, marks, limits, signals.

Each is one line; where a tool has nothing like it, a comment says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from app.viewmodel.dialects import Dialect, comment, image_name, powershell_word, shell_word
from app.viewmodel.equivalents import (
    container_verb,
    create_container,
    execute,
    limit_options,
    new_container,
)
from core.model import Container, ImageConfigSummary, Limits, NewContainer
from core.translation import tr

_NOT_IN_TAG = re.compile(r"[^a-z0-9_.-]+")
_TAG_LIMIT = 60
_HUNDRED_PERCENT = 100

# --- files ------------------------------------------------------------------------------------


def copy_in(dialect: Dialect, name: str, sources: Sequence[str], folder: str = "") -> str:
    """Files of this computer into a folder of a container, which is made when it is missing."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet copies into a container; a folder can be shared"))
    inside = f"/{folder.strip('/')}/" if folder.strip("/") else "/"
    target = shell_word(f"{name}:{inside}")
    lines = [f"{dialect.value} cp {shell_word(source)} {target}" for source in sources]
    if inside != "/":
        made = f"mkdir -p {shell_word(inside)}"
        lines.insert(0, f"{dialect.value} exec {shell_word(name)} {made}")
    return " && ".join(lines)


def copy_out(dialect: Dialect, name: str, paths: Sequence[str], folder: str) -> str:
    """Files of a container into a folder of this computer."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet copies out of a container; a folder can be shared"))
    return " && ".join(
        f"{dialect.value} cp {shell_word(f'{name}:/{path}')} {shell_word(folder)}" for path in paths
    )


def look_at_changes(dialect: Dialect, name: str) -> str:
    """What the writable layer holds."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet tells what a container changed"))
    return f"{dialect.value} diff {shell_word(name)}"


def read_file(dialect: Dialect, name: str, path: str) -> str:
    """A file as it is now, as a tar with docker and podman: it may be in a stopped container."""
    if dialect is Dialect.POWERSHELL:
        return execute(dialect, name, f"cat {shell_word('/' + path)}")
    return f"{dialect.value} cp {shell_word(f'{name}:/{path}')} - | tar -xO"


# --- marks ------------------------------------------------------------------------------------


def mark_image(name: str, label: str) -> str:
    """What an image is called that stands in for a mark."""
    words = _NOT_IN_TAG.sub("-", label.lower()).strip("-._")[:_TAG_LIMIT]
    return image_name(f"{name}-mark:{words or 'latest'}")


def mark(dialect: Dialect, name: str, label: str) -> str:
    """For keeping what was written up to now: an image is all that these tools can keep."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet marks a container; New-ContainerImage keeps a stopped one"))
    words = ["--message", shell_word(label)] if label else []
    if label and dialect is Dialect.PODMAN:
        words = ["--format", "docker", *words]
    image = shell_word(mark_image(name, label))
    return " ".join((dialect.value, "commit", *words, shell_word(name), image))


def roll_back(
    dialect: Dialect, container: Container, image: ImageConfigSummary, label: str = ""
) -> str:
    """For going back to a mark, or ("") to the image: the container is made anew from it."""
    back_to = mark_image(container.name, label) if label else container.image_reference
    request = replace(made_like(container, image), image_reference=back_to)
    remove = container_verb(dialect, "rm", container.name)
    if dialect is Dialect.POWERSHELL and label:
        return comment(tr("no cmdlet takes a container back to a mark"))
    make = (new_container if container.is_live else create_container)(dialect, request)
    return ("; " if dialect is Dialect.POWERSHELL else " && ").join((remove, make))


def made_like(container: Container, image: ImageConfigSummary) -> NewContainer:
    """What was asked for when a container was made, as far as it can be seen."""
    return NewContainer(
        container.name,
        container.image_reference,
        container.switch,
        env=tuple(one for one in container.env if one not in image.env),
        working_dir=container.working_dir if container.working_dir != image.working_dir else "",
        user=container.user if container.user not in (image.user, "") else "",
        ports=container.ports,
        volumes=container.volumes,
        limits=container.limits,
        runs_own_command=container.runs_own_command,
    )


def as_started(image: ImageConfigSummary, container: Container) -> ImageConfigSummary:
    """What a container of an image says, which a commit takes for the new image's."""
    return replace(
        image,
        working_dir=container.working_dir or image.working_dir,
        user=container.user or image.user,
    )


# --- resources and processes ------------------------------------------------------------------


def set_limits(dialect: Dialect, name: str, limits: Limits, processors: int = 1) -> str:
    """For new limits. The cmdlets count processor time in hundredths of this computer's."""
    if dialect is Dialect.POWERSHELL:
        if limits.cpus is None:
            return comment(tr("no cmdlet limits a running container's memory or processes"))
        share = max(1, round(_HUNDRED_PERCENT * limits.cpus / max(1, processors)))
        words = f"-ContainerName {powershell_word(name)} -Maximum {min(share, _HUNDRED_PERCENT)}"
        return f"Set-ContainerProcessor {words}"
    options = limit_options(limits)
    note = ""
    if limits.memory_bytes is not None:
        # Without it a new limit above the old one's swap would be refused.
        options.insert(1, ("memory-swap", f"{limits.memory_bytes}b"))
    if dialect is Dialect.PODMAN and limits.pids is not None:
        options = [one for one in options if one[0] != "pids-limit"]
        note = tr("podman update cannot limit processes before version 5")
    if not options:
        return comment(
            note or tr("{tool} update takes no limit away that was set", tool=dialect.value)
        )
    words = " ".join(f"--{option} {shell_word(value)}" for option, value in options)
    line = f"{dialect.value} update {words} {shell_word(name)}"
    return f"{line}  {comment(note)}" if note else line


def signal_process(dialect: Dialect, name: str, pid: int, signal_name: str) -> str:
    """For ending a process, one way or another."""
    if dialect is Dialect.POWERSHELL:
        force = " -Force" if signal_name == "KILL" else ""
        return (
            f"Invoke-Command -ContainerName {powershell_word(name)} -RunAsAdministrator "
            f"{{ Stop-Process -Id {pid}{force} }}"
        )
    kill = f"kill -{signal_name} {pid}"
    return f"{dialect.value} exec {shell_word(name)} sh -c {shell_word(kill)}"


def look_at_processes(dialect: Dialect, name: str) -> str:
    """What runs inside."""
    if dialect is Dialect.POWERSHELL:
        return (
            f"Invoke-Command -ContainerName {powershell_word(name)} -RunAsAdministrator "
            "{ Get-Process }"
        )
    return f"{dialect.value} top {shell_word(name)}"


def look_at_usage(dialect: Dialect, name: str) -> str:
    """What it uses of this computer."""
    if dialect is Dialect.POWERSHELL:
        return f"Get-Container -Name {powershell_word(name)}"
    return f"{dialect.value} stats {shell_word(name)}"


def follow_log(dialect: Dialect, name: str) -> str:
    """What its own command says."""
    if dialect is Dialect.POWERSHELL:
        return comment(tr("no cmdlet keeps what a container says"))
    return f"{dialect.value} logs --follow {shell_word(name)}"
