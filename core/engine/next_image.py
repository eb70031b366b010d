"""What the image of a snapshot says of itself: how its layers were made, how it is run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.engine.container_record import ConfigChanges, ContainerRecord
from core.oci.image_config import HistoryEntry, ImageConfig, RunConfig

_UNRECORDED = "captured from a container"


@dataclass(frozen=True, slots=True)
class Step:
    """How one layer came to be; `diff_id` None: it changed no file."""

    diff_id: str | None
    created: str  # RFC 3339
    created_by: str = ""
    comment: str = ""


def configuration(
    base: ImageConfig,
    steps: Sequence[Step],
    changes: ConfigChanges,
    *,
    created: str,
    author: str,
    description: str,
) -> ImageConfig:
    """The base's configuration with these steps on it, oldest first (config.md).

    The description goes to the last layer, where histories show it.
    """
    last = max((n for n, step in enumerate(steps) if step.diff_id is not None), default=None)
    if last is None:
        last = len(steps) - 1
    config = base
    for number, step in enumerate(steps):
        entry = HistoryEntry(
            created=step.created,
            created_by=step.created_by or _UNRECORDED,
            author=author,
            comment=description if number == last and description else step.comment,
            empty_layer=step.diff_id is None,
        )
        if step.diff_id is not None:
            config = config.with_layer(step.diff_id, entry, labels={}, author=author)
        else:
            config = replace(config, history=(*config.history, entry))
    return replace(config, run=changed_run(config.run, changes), created=created, author=author)


def changed_run(run: RunConfig, changes: ConfigChanges) -> RunConfig:
    """How containers of the image run by default, with these changes."""
    ports = dict.fromkeys((*run.exposed_ports, *changes.exposed_ports))
    return replace(
        run,
        env=tuple(_with_settings(run.env, changes.env)),
        working_dir=_either(changes.working_dir, run.working_dir),
        user=_either(changes.user, run.user),
        command=run.command if changes.command is None else changes.command,
        entrypoint=run.entrypoint if changes.entrypoint is None else changes.entrypoint,
        labels={**run.labels, **labels_of(changes)},
        exposed_ports=tuple(ports),
    )


def labels_of(changes: ConfigChanges) -> dict[str, str]:
    """Labels that were asked for, by name."""
    return {name: value for name, _equals, value in (one.partition("=") for one in changes.labels)}


def run_on(record: ContainerRecord, before: RunConfig, now: RunConfig) -> ContainerRecord:
    """A container that stood on one image and is to stand on another: it runs as that one says.

    What was asked for when it was made goes on to count.
    """
    asked = record.own_env or tuple(one for one in record.env if one not in before.env)
    return replace(
        record,
        env=(*now.env, *asked),
        working_dir=(
            now.working_dir if record.working_dir == before.working_dir else record.working_dir
        ),
        user=now.user if record.user == before.user else record.user,
    )


def _with_settings(env: Sequence[str], more: Sequence[str]) -> list[str]:
    """Each name once; those that are set anew stay where they were."""
    settings = {one.partition("=")[0]: one for one in env}
    settings.update((one.partition("=")[0], one) for one in more)
    return list(settings.values())


def _either(changed: str | None, kept: str) -> str:
    return kept if changed is None else changed
