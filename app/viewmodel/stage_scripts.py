"""Stages of an image as lines of a script: each tool in its own words.

A layer is made in a container of its own that goes again, so that images come out with the same
layers. Steps of a Containerfile that follow one another are built as one.
"""

from __future__ import annotations

import json
import shlex
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Protocol

from app.viewmodel.commit_words import commit_options, containerfile_labels, own_labels, run_options
from app.viewmodel.dialects import (
    Dialect,
    comment,
    image_name,
    image_parameters,
    powershell_string,
    powershell_word,
    shell_word,
)
from app.viewmodel.image_steps import ImageStage, ImageStep, ShellLine
from core.model import Image, ImageConfigSummary
from core.translation import tr

_ROOT = ("", "0", "root", "0:0")
_HISTORY_SHOWN = 160


class StageWriter(Protocol):
    """What writes the parts of a script."""

    def base(self, image: Image) -> list[str]:
        """How the base gets here."""
        ...

    def stage(self, stage: ImageStage) -> list[str]:
        """How an image is made of the one before."""
        ...


class _ShellWriter(ABC):
    """What scripts for tools of a POSIX shell have in common: `tool` is the program's name."""

    def __init__(self, tool: str) -> None:
        self._tool = tool
        self._below = ImageConfigSummary()

    def base(self, image: Image) -> list[str]:
        """See StageWriter."""
        self._below = image.config
        name = shell_word(image_name(image.reference))
        here = f"{self._inspection(name)} > /dev/null 2>&1"
        if is_remote(image.reference):
            return [f"{here} || {self._tool} pull {name}", f"image={name}", _NETWORK]
        return [
            *_base_note(image),
            f"{here} || {self._loading(_file_name(image))}",
            f"image={name}",
            _NETWORK,
        ]

    def stage(self, stage: ImageStage) -> list[str]:
        """See StageWriter."""
        lines = [_stage_title(stage)]
        groups = _groups(stage.steps)
        for number, (is_build, steps) in enumerate(groups, 1):
            is_last = number == len(groups)
            if is_build:
                lines += self._build(stage.image, steps, is_last)
            else:
                lines += self._layer(stage.image, steps[0], is_last)
        if not groups:
            lines.append(f'{self._tool} tag "$image" {_name(stage.image)}')
        self._below = stage.image.config
        return lines

    def _build(self, image: Image, steps: Sequence[ImageStep], is_last: bool) -> Iterator[str]:
        name = _name(image) if is_last else "bricklayer-step"
        yield f'{self._tool} tag "$image" bricklayer-base'
        yield (
            f'{self._building()} --network "$network" --tag {name} '
            "--file - \"${CONTEXT:-.}\" << 'END-OF-CONTAINERFILE'"
        )
        yield "FROM bricklayer-base"
        yield from _instructions(image, steps, is_last)
        yield "END-OF-CONTAINERFILE"
        yield f"image={name}"

    @property
    def _as_administrator(self) -> str:
        """Whomever the image names."""
        return "" if self._below.user in _ROOT else "--user 0 "

    @abstractmethod
    def _inspection(self, name: str) -> str:
        """A line that succeeds where the image is there."""

    @abstractmethod
    def _loading(self, file_name: str) -> str:
        """A line that brings an image from its file."""

    @abstractmethod
    def _building(self) -> str:
        """How a Containerfile is built, a layer for each step where the tool can be told so."""

    @abstractmethod
    def _layer(self, image: Image, step: ImageStep, is_last: bool) -> Iterator[str]:
        """A layer of commands."""


class PodmanWriter(_ShellWriter):
    """For docker and podman: a container that waits, commands run in it, a commit."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__(dialect.value)
        self._dialect = dialect

    def _inspection(self, name: str) -> str:
        return f"{self._tool} image inspect {name}"

    def _loading(self, file_name: str) -> str:
        return f'{self._tool} load --input "${{BASE:-{file_name}}}"'

    def _building(self) -> str:
        return f"{self._tool} build{' --layers' if self._dialect is Dialect.PODMAN else ''}"

    def _layer(self, image: Image, step: ImageStep, is_last: bool) -> Iterator[str]:
        waiting = '--init --network "$network" --entrypoint sleep "$image" infinity'
        yield f"container=$({self._tool} run -d {waiting})"
        run = f'{self._tool} exec {self._as_administrator}"$container" sh -c'
        for line in step.lines:
            yield _forgiving(f"{run} {shell_word(line.text)}", line)
        yield from _unknown(image, step, f'{self._tool} cp - "$container":/ < layer.tar')
        words = [self._tool, "commit", "--author", shell_word(image.publisher)]
        message = image.description if is_last else step.comment
        if message:
            if self._dialect is Dialect.PODMAN:
                words += ["--format", "docker"]
            words += ["--message", shell_word(message)]
        if is_last:
            words += commit_options(self._dialect, image.config, self._below, facts_of(image))
        else:
            words += run_options(self._dialect, self._below, self._below)
        words += ['"$container"', _name(image)] if is_last else ['"$container"']
        yield f"image=$({' '.join(words)})"
        yield f'{self._tool} rm --force "$container" > /dev/null'


class BuildahWriter(_ShellWriter):
    """For buildah: a working container, `run`, `config`, `commit`."""

    def __init__(self) -> None:
        super().__init__("buildah")

    def _inspection(self, name: str) -> str:
        return f"buildah inspect --type image {name}"

    def _loading(self, file_name: str) -> str:
        return f'buildah pull "docker-archive:${{BASE:-{file_name}}}"'

    def _building(self) -> str:
        return "buildah build --layers"

    def _layer(self, image: Image, step: ImageStep, is_last: bool) -> Iterator[str]:
        yield 'container=$(buildah from "$image")'
        run = f'buildah run {self._as_administrator}--network "$network" "$container" -- sh -c'
        for line in step.lines:
            yield _forgiving(f"{run} {shell_word(line.text)}", line)
        yield from _unknown(image, step, 'buildah add "$container" layer.tar /')
        config = _buildah_config(image, self._below) if is_last else []
        config += ["--author", shell_word(image.publisher)]
        for created_by in (line.text for line in step.lines[:1]):
            config += ["--created-by", shell_word(created_by)]
        yield f'buildah config {" ".join(config)} "$container"'
        name = f" {_name(image)}" if is_last else ""
        yield f'image=$(buildah commit --quiet "$container"{name})'
        yield 'buildah rm "$container" > /dev/null'


class CmdletWriter:
    """For the cmdlets of Windows Server Containers."""

    def base(self, image: Image) -> list[str]:
        """See StageWriter."""
        return [
            comment(tr("The base has to be installed: Import-ContainerImage, for instance")),
            f"$image = Get-ContainerImage {image_parameters(image.reference)}",
        ]

    def stage(self, stage: ImageStage) -> list[str]:
        """See StageWriter."""
        lines = [_stage_title(stage)]
        layers = [step for step in stage.steps if step.level is not None]
        for step in layers:
            lines += self._layer(stage.image, step, is_last=step is layers[-1])
        return lines

    def _layer(self, image: Image, step: ImageStep, *, is_last: bool) -> Iterator[str]:
        name = powershell_word(f"{image.name}-{step.level}")
        yield f"$container = New-Container -Name {name} -ContainerImage $image"
        yield "Start-Container -Container $container"
        lines = list(step.lines)
        if step.instruction.startswith("RUN "):
            lines.append(ShellLine(step.instruction[4:]))
        elif step.instruction:
            yield comment(
                tr("no cmdlet does a step of a Containerfile: {step}",
                   step=plain_words(step.instruction))
            )  # fmt: skip
        for line in lines:
            yield (
                "Invoke-Command -ContainerId $container.ContainerId -RunAsAdministrator "
                f"{{ sh -c {powershell_string(line.text)} }}"
            )
        yield from _unknown(image, step, "")
        yield "Stop-Container -Container $container"
        named = powershell_word(image.name) if is_last else name
        yield (
            f"$image = New-ContainerImage -Container $container -Name {named} "
            f"-Publisher {powershell_word(image.publisher or 'Local')} "
            f"-Version {powershell_word(image.version or '1.0')}"
        )
        yield "Remove-Container -Container $container -Force"


_NETWORK = "network=${NETWORK:-host}"


def is_remote(reference: str) -> bool:
    """Whether a registry is named in it."""
    host, slash, _rest = reference.partition("/")
    return bool(slash) and ("." in host or ":" in host or host == "localhost")


def facts_of(image: Image) -> tuple[str, str, str, str]:
    """Name, publisher, version and description."""
    return (image.name, image.publisher, image.version, image.description)


def plain_words(text: str) -> str:
    """Within a comment, which ends with its line; never longer than one can read."""
    shown = "".join(char if char.isprintable() else " " for char in text)
    return shown if len(shown) <= _HISTORY_SHOWN else f"{shown[:_HISTORY_SHOWN]}…"


def _groups(steps: Sequence[ImageStep]) -> list[tuple[bool, list[ImageStep]]]:
    """Layers one by one, instructions together; a changed configuration without files is of no
    layer, and told at the commit.
    """
    groups: list[tuple[bool, list[ImageStep]]] = []
    for is_build, run in groupby(steps, lambda step: bool(step.instruction)):
        if is_build:
            groups.append((True, list(run)))
        else:
            groups += [(False, [step]) for step in run if step.level is not None]
    return groups


def _instructions(image: Image, steps: Iterable[ImageStep], is_last: bool) -> Iterator[str]:
    for step in steps:
        if step.instruction.isprintable():
            yield step.instruction
        else:
            yield comment(plain_words(step.instruction))
    if is_last:
        yield from containerfile_labels(facts_of(image))
        yield f"MAINTAINER {plain_words(image.publisher)}"


def _buildah_config(image: Image, below: ImageConfigSummary) -> list[str]:
    config = image.config
    words: list[str] = []
    if config.entrypoint != below.entrypoint:
        entry = ", ".join(_json_word(one) for one in config.entrypoint)
        words += ["--entrypoint", shell_word(f"[{entry}]")]
    if config.command != below.command:
        words += ["--cmd", shell_word(shlex.join(config.command))]
    for setting in config.env:
        if setting not in below.env and setting.isprintable():
            words += ["--env", shell_word(setting)]
    if config.working_dir != below.working_dir:
        words += ["--workingdir", shell_word(config.working_dir or "/")]
    if config.user != below.user:
        words += ["--user", shell_word(config.user or "0")]
    for port in config.exposed_ports:
        if port not in below.exposed_ports:
            words += ["--port", shell_word(port)]
    for key, value in own_labels(config, below, facts_of(image)):
        words += ["--label", shell_word(f"{key}={value}")]
    return words


def _json_word(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


def _name(image: Image) -> str:
    return shell_word(image_name(image.reference))


def _file_name(image: Image) -> str:
    name = image_name(image.reference)
    return "".join(char if char.isalnum() or char in "._-" else "-" for char in name) + ".tar"


def _stage_title(stage: ImageStage) -> str:
    return comment(
        tr(
            "{image}, published by {publisher}",
            image=plain_words(stage.image.reference),
            publisher=plain_words(stage.image.publisher),
        )
    )


def _base_note(image: Image) -> list[str]:
    export = f"bricklayer export --form docker {shell_word(image.reference)} {_file_name(image)}"
    return [
        comment(tr("The base comes as a file, which this makes: {command}", command=export)),
    ]


def _forgiving(line: str, said: ShellLine) -> str:
    return f"{line} || true" if said.may_fail else line


def _unknown(image: Image, step: ImageStep, put: str) -> Iterator[str]:
    """What no command is known for may be taken from the layer itself."""
    if not step.unknown:
        return
    if step.told:
        yield comment(tr("Not known in full: {what}", what=plain_words(step.told)))
    else:
        yield comment(tr("No command is known for this layer"))
    if put and step.level is not None:
        export = f"bricklayer export --layer {step.level} {shell_word(image.reference)} layer.tar"
        yield comment(f"  {export} && {put}")
