"""What of an image's configuration was said above its base, to be said on another base too."""

from __future__ import annotations

import json

from core.engine.container_record import ConfigChanges
from core.oci import annotation_keys
from core.oci.image_config import RunConfig


def changed_settings(base: RunConfig, now: RunConfig) -> ConfigChanges:
    """What an image says otherwise than its base."""
    base_labels = dict(base.labels)
    return ConfigChanges(
        env=tuple(one for one in now.env if one not in base.env),
        working_dir=now.working_dir if now.working_dir != base.working_dir else None,
        user=now.user if now.user != base.user else None,
        command=now.command if now.command != base.command else None,
        entrypoint=now.entrypoint if now.entrypoint != base.entrypoint else None,
        labels=tuple(
            f"{key}={label}"
            for key, label in now.labels.items()
            if base_labels.get(key) != label and not key.startswith(annotation_keys.PREFIX)
        ),
        exposed_ports=tuple(one for one in now.exposed_ports if one not in base.exposed_ports),
    )


def told_settings(changes: ConfigChanges) -> tuple[str, ...]:
    """Each in a line, as a Containerfile would have it."""
    lines = [f"ENV {one}" for one in changes.env]
    if changes.working_dir is not None:
        lines.append(f"WORKDIR {changes.working_dir or '/'}")
    if changes.user is not None:
        lines.append(f"USER {changes.user or '0'}")
    lines += [f"EXPOSE {port}" for port in changes.exposed_ports]
    lines += [f"LABEL {label}" for label in changes.labels]
    if changes.entrypoint is not None:
        lines.append(f"ENTRYPOINT {json.dumps(list(changes.entrypoint), ensure_ascii=False)}")
    if changes.command is not None:
        lines.append(f"CMD {json.dumps(list(changes.command), ensure_ascii=False)}")
    return tuple(lines)


def lost_settings(base: RunConfig, now: RunConfig) -> tuple[str, ...]:
    """Names of settings that cannot be said anew: those that we do not know, and what was unset."""
    unset = [
        name
        for name in (one.partition("=")[0] for one in base.env)
        if name not in {one.partition("=")[0] for one in now.env}
    ]
    unknown = [key for key, value in now.rest.items() if value and base.rest.get(key) != value]
    return tuple(unknown + [f"ENV {name}" for name in unset])
