"""What a build's steps say without touching a file: environment, user, folder, command, labels."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from core.engine.container_record import ConfigChanges, ContainerRecord
from core.model import BuildStep, StepKind

_TEXT_LIMIT = 4096  # of one entry in an image's history, in characters
CUT = "…"
"""At the end of an instruction that is too long for a history."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a step finds the image to be. `arguments` are the ARGs that are known to it."""

    config: ConfigChanges
    user: str
    working_dir: str
    arguments: Mapping[str, str]
    base_env: tuple[str, ...] = ()

    def absolute(self, path: str) -> str:
        """A path as the step means it; a slash at its end stays."""
        joined = posixpath.join("/", self.working_dir, path)
        is_folder = path.endswith(("/", "/.")) or path == "."
        return posixpath.normpath(joined).replace("//", "/") + ("/" if is_folder else "")

    def env_of_commands(self) -> tuple[str, ...]:
        """Beside the container's own: ENV hides an ARG of the same name (Dockerfile reference)."""
        fixed = {one.partition("=")[0] for one in (*self.base_env, *self.config.env)}
        arguments = [f"{k}={v}" for k, v in self.arguments.items() if k not in fixed]
        return (*arguments, *self.config.env)

    def after(self, step: BuildStep) -> ConfigChanges:
        """The configuration once the step is done."""
        config, words = self.config, step.words
        match step.kind:
            case StepKind.ENV:
                return replace(config, env=_merged(config.env, words))
            case StepKind.LABEL:
                return replace(config, labels=_merged(config.labels, words))
            case StepKind.EXPOSE:
                ports = tuple(dict.fromkeys((*config.exposed_ports, *words)))
                return replace(config, exposed_ports=ports)
            case StepKind.USER:
                return replace(config, user=words[0])
            case StepKind.WORKDIR:
                folder = self.absolute(words[0])
                return replace(config, working_dir=folder.rstrip("/") or "/")
            case StepKind.CMD:
                return replace(config, command=_as_command(step))
            case StepKind.ENTRYPOINT:
                # A command that comes from the base image is not for this program.
                command = () if config.command is None else config.command
                return replace(config, entrypoint=_as_command(step), command=command)
            case _:
                return config


def settings_of(
    record: ContainerRecord, before: Sequence[BuildStep], user: str, working_dir: str
) -> Settings:
    """As a container is now, after the steps `before`; `user`, `working_dir`: what the image says.

    Its own working folder, given when it was made, is none of the build's.
    """
    config = record.config
    arguments: dict[str, str] = {}
    for step in before:
        if step.kind is StepKind.ARG:
            pairs = (word.partition("=") for word in step.words)
            arguments.update((name, value) for name, equals, value in pairs if equals)
    return Settings(
        config,
        user if config.user is None else config.user,
        (working_dir if config.working_dir is None else config.working_dir) or "/",
        arguments,
        record.env,
    )


def created_by(step: BuildStep) -> str:
    """The step in the image's history: as it is written, an ARG with the value that it had."""
    from core.building import quoted

    text = step.text
    if step.kind is StepKind.ARG:
        pairs = (word.partition("=") for word in step.words)
        text = "ARG " + " ".join(n + e + (quoted(v) if e else "") for n, e, v in pairs)
    return text if len(text) <= _TEXT_LIMIT else text[: _TEXT_LIMIT - 1] + CUT


def _as_command(step: BuildStep) -> tuple[str, ...]:
    return step.words if step.is_exec_form else ("/bin/sh", "-c", *step.words)


def _merged(settings: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Each name once, where it stood first."""
    found = {one.partition("=")[0]: one for one in settings}
    found.update((one.partition("=")[0], one) for one in more)
    return tuple(found.values())
