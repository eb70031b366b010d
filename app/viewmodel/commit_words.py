"""What the image of a container says of itself, as options of `commit`.

docker and podman take over into an image how its container was started: that it only waits, for
instance. What the image shall say instead is told by `--change`. docker reads that as a line of a
Containerfile, where quotes, backslashes and dollars mean something; podman takes off one pair of
quotes and takes the rest as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.viewmodel.dialects import Dialect, comment, shell_word
from core.model import ImageConfigSummary
from core.oci import annotation_keys
from core.translation import tr, tr_count

_FACTS = (
    annotation_keys.TITLE,
    annotation_keys.VENDOR,
    annotation_keys.VERSION,
    annotation_keys.DESCRIPTION,
)


def commit_options(
    dialect: Dialect,
    config: ImageConfigSummary,
    base: ImageConfigSummary,
    facts: tuple[str, str, str, str],
) -> list[str]:
    """The options. `facts`: name, publisher, version and description of the image."""
    changes = [
        *_run_changes(dialect, config, base),
        *(change(dialect, "LABEL", key, value) for key, value in own_labels(config, base, facts)),
    ]
    return [word for change in changes for word in ("--change", shell_word(change))]


def run_options(
    dialect: Dialect, config: ImageConfigSummary, base: ImageConfigSummary
) -> list[str]:
    """Only how the image runs, for one that nobody but the next step sees."""
    changes = _run_changes(dialect, config, base)
    return [word for one in changes for word in ("--change", shell_word(one))]


def containerfile_labels(facts: tuple[str, str, str, str]) -> Iterator[str]:
    """Name, publisher, version and description as lines of a Containerfile, for all builders."""
    for key, value in zip(_FACTS, facts, strict=True):
        if value:
            yield change(Dialect.DOCKER, "LABEL", key, value.replace("\n", " "))


def own_labels(
    config: ImageConfigSummary, base: ImageConfigSummary, facts: tuple[str, str, str, str]
) -> Iterator[tuple[str, str]]:
    """Labels that the image does not have from its base, each on one line."""
    inherited = dict(base.labels)
    for key, value in zip(_FACTS, facts, strict=True):
        # Without one of its own the image would tell the words of its base.
        if value or inherited.get(key):
            yield key, value.replace("\n", " ")
    for key, value in config.labels:
        is_described = key.startswith(annotation_keys.PREFIX)
        if not is_described and inherited.get(key) != value and "\n" not in value:
            yield key, value


def left_out_note(dialect: Dialect, leave_out: tuple[str, ...]) -> str:
    """Behind the line: that the tool takes all there is. "" when nothing is to be left out."""
    if not leave_out:
        return ""
    tool = "PowerShell" if dialect is Dialect.POWERSHELL else dialect.value
    count = len(leave_out)
    words = tr_count(
        "{tool} leaves nothing out: {count} path more",
        "{tool} leaves nothing out: {count} paths more",
        count,
        tool=tool,
        count=count,
    )
    return f"  {comment(words)}"


def kept_note(dialect: Dialect, own_env: tuple[str, ...]) -> str:
    """Behind the line: that variables go along which the image should not have. "" for none."""
    if not own_env or dialect is Dialect.POWERSHELL:
        return ""
    names = ", ".join(one.partition("=")[0] for one in own_env)
    shown = "".join(char if char.isprintable() else " " for char in names)
    words = tr("{tool} keeps these variables too: {names}", tool=dialect.value, names=shown)
    return f"  {comment(words)}"


def change(dialect: Dialect, keyword: str, name: str, value: str) -> str:
    """`KEYWORD name="value"`, as the tool reads it."""
    if dialect is Dialect.DOCKER:
        value = "".join(f"\\{char}" if char in '"\\$' else char for char in value)
    return f'{keyword} {name}="{value}"'


def _run_changes(
    dialect: Dialect, config: ImageConfigSummary, base: ImageConfigSummary
) -> Iterator[str]:
    # The entry point comes first: setting it makes docker forget the command.
    yield f"ENTRYPOINT {_list(config.entrypoint)}"
    yield f"CMD {_list(config.command)}"
    for setting in config.env:
        name, _equals, value = setting.partition("=")
        if setting not in base.env and "\n" not in setting:
            yield change(dialect, "ENV", name, value)
    if config.working_dir != base.working_dir:
        yield f"WORKDIR {config.working_dir or '/'}"
    if config.user != base.user:
        yield f"USER {config.user or '0'}"
    for port in config.exposed_ports:
        if port not in base.exposed_ports:
            yield f"EXPOSE {port}"


def _list(words: tuple[str, ...]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
