"""Which instructions and options are followed, and what is said about the others."""

from __future__ import annotations

import re

from core.model import StepKind

# What is there instead of a step, or the step that means the same.
NOT_FOLLOWED: dict[str, tuple[StepKind | None, str]] = {
    "MAINTAINER": (StepKind.LABEL, ""),
    "HEALTHCHECK": (None, "HEALTHCHECK is not supported: OCI images have no place for it."),
    "ONBUILD": (None, "ONBUILD is not supported: OCI images have no place for it."),
    "SHELL": (None, "SHELL is not supported: commands are given to /bin/sh."),
    "STOPSIGNAL": (None, "STOPSIGNAL is not supported: containers are always asked by TERM."),
    "VOLUME": (
        None,
        "VOLUME is not supported: share a folder with the container when you create it.",
    ),
}

_FLAG = re.compile(r"--[A-Za-z][\w-]*(?:=(?:\"[^\"]*\"|'[^']*'|\S)*)?(?:\s+|$)")
_MODE = re.compile(r"[0-7]{3,4}")
_WITH_FLAGS = ("FROM", "RUN", "COPY", "ADD", "CMD", "ENTRYPOINT")
_FOLLOWED_FLAGS = {
    "FROM": ("--platform",),
    "COPY": ("--chown", "--chmod", "--link"),
    "ADD": ("--chown", "--chmod", "--link"),
}
_REASONS = {
    "--from": "files of other stages and images cannot be copied here",
    "--mount": "a command sees the container's own files only",
    "--network": "the network is that of the container",
    "--security": "commands always run confined",
}


def take_flags(keyword: str, rest: str) -> tuple[tuple[str, ...], str, str]:
    """The options before the operands, the operands, and why an option cannot be followed."""
    if keyword not in _WITH_FLAGS:
        return (), rest, ""
    flags: list[str] = []
    sentence = ""
    while match := _FLAG.match(rest):
        flag = match[0].strip()
        flags.append(flag)
        rest = rest[match.end() :]
        sentence = sentence or _why_not(keyword, flag)
    return tuple(flags), rest, sentence


def _why_not(keyword: str, flag: str) -> str:
    name, _equals, value = flag.partition("=")
    if name not in _FOLLOWED_FLAGS.get(keyword, ()):
        reason = _REASONS.get(name, "that option is not known here")
        return f"{keyword} {name} is not supported: {reason}."
    if name in ("--chown", "--chmod") and not value:
        return f"{keyword} {name} needs a value, as in {name}=0."
    if name == "--chmod" and "$" not in value and not _MODE.fullmatch(value.strip("\"'")):
        return f"{keyword} --chmod={value} is not supported: give the mode in digits, as in 0644."
    return ""
