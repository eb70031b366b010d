"""A whole work as a script: what was clicked since the start, or how an image is made.

For docker, podman and buildah in bash, for the cmdlets in PowerShell. Pure functions; the scripts
stop at the first error.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

from app.viewmodel.dialects import Dialect, comment, image_name, shell_word
from app.viewmodel.equivalents import execute, new_container
from app.viewmodel.image_steps import making_of
from app.viewmodel.inside_equivalents import made_like
from app.viewmodel.stage_scripts import (
    BuildahWriter,
    CmdletWriter,
    PodmanWriter,
    StageWriter,
    plain_words,
)
from app.viewmodel.work_log import Deed
from core.model import CommandRun, Container, Image, ImageConfigSummary
from core.translation import tr


class ScriptTool(enum.Enum):
    """What a script is for."""

    DOCKER = "docker"
    PODMAN = "podman"
    BUILDAH = "buildah"
    POWERSHELL = "powershell"

    @property
    def suffix(self) -> str:
        """Of its file's name."""
        return ".ps1" if self is ScriptTool.POWERSHELL else ".sh"


SESSION_TOOLS = {
    ScriptTool.DOCKER: Dialect.DOCKER,
    ScriptTool.PODMAN: Dialect.PODMAN,
    ScriptTool.POWERSHELL: Dialect.POWERSHELL,
}
"""buildah has no containers that go on running, so that a session cannot be said with it."""


def image_script(image: Image, images: Sequence[Image], tool: ScriptTool) -> str:
    """How `image` is made, step by step, from the lowest image in `images` that it stands on."""
    making = making_of(image, images)
    writer = _writer(tool)
    name = plain_words(image.reference)
    lines = [
        *_head(tool, tr("{image}, made with {tool}", image=name, tool=tool.value)),
        *writer.base(making.base),
    ]
    for stage in making.stages:
        lines += ["", *writer.stage(stage)]
    return _text(lines)


def session_script(deeds: Iterable[Deed], tool: ScriptTool) -> str:
    """What was done, in order. Raises KeyError for a tool that is not among SESSION_TOOLS."""
    dialect = SESSION_TOOLS[tool]
    lines = _head(tool, tr("What was done in Bricklayer, with {tool}", tool=tool.value))
    said = False
    for deed in deeds:
        line = deed.say(dialect)
        if deed.is_looking:
            line = comment(line.lstrip("# "))
        elif deed.may_fail and dialect is not Dialect.POWERSHELL:
            line += " || true"
        lines.append(line)
        said = True
    if not said:
        lines.append(comment(tr("Nothing was done yet")))
    return _text(lines)


def container_script(
    container: Container, image: ImageConfigSummary, runs: Iterable[CommandRun], tool: ScriptTool
) -> str:
    """How a container came to be what it is: made of its image, and what was run in it.

    `runs` is its recording since that image; what failed then may fail again.
    """
    title = tr("{name}, made with {tool}", name=plain_words(container.name), tool=tool.value)
    lines = _head(tool, title)
    request = made_like(container, image)
    name = container.name
    user = "0" if image.user else ""
    if tool is ScriptTool.BUILDAH:
        words = shell_word(name), shell_word(image_name(container.image_reference))
        lines.append(f"buildah from --name {' '.join(words)}")
    else:
        lines.append(new_container(SESSION_TOOLS[tool], request))
    for run in runs:
        if tool is ScriptTool.BUILDAH:
            line = f"buildah run {shell_word(name)} -- sh -c {shell_word(_from_there(run))}"
        else:
            line = execute(
                SESSION_TOOLS[tool], name, run.text, run.working_dir, user=run.user or user
            )
        may_fail = run.exit_code != 0 and tool is not ScriptTool.POWERSHELL
        lines.append(f"{line} || true" if may_fail else line)
    return _text(lines)


def _from_there(run: CommandRun) -> str:
    return f"cd {shell_word(run.working_dir)} && {run.text}" if run.working_dir else run.text


def _head(tool: ScriptTool, title: str) -> list[str]:
    if tool is ScriptTool.POWERSHELL:
        return [comment(title), "$ErrorActionPreference = 'Stop'", ""]
    return ["#!/usr/bin/env bash", comment(title), "set -euo pipefail", ""]


def _writer(tool: ScriptTool) -> StageWriter:
    match tool:
        case ScriptTool.DOCKER:
            return PodmanWriter(Dialect.DOCKER)
        case ScriptTool.PODMAN:
            return PodmanWriter(Dialect.PODMAN)
        case ScriptTool.BUILDAH:
            return BuildahWriter()
        case ScriptTool.POWERSHELL:
            return CmdletWriter()


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"
