"""Pulling and pushing, said as command lines of other tools."""

from __future__ import annotations

from app.viewmodel.equivalents import Dialect, shell_word
from core.model import PullRequest, PushRequest


def pull(dialect: Dialect, request: PullRequest) -> str:
    """For bringing an image here. The container cmdlets knew no registries: docker stands there."""
    return f"{_tool(dialect, 'pull', request.access.allow_http)} {shell_word(request.reference)}"


def push(dialect: Dialect, request: PushRequest) -> str:
    """For storing an image in a registry: under its name there first."""
    target = shell_word(request.reference)
    tool = "podman" if dialect is Dialect.PODMAN else "docker"
    tag = f"{tool} tag {shell_word(request.local_reference)} {target}"
    between = "; " if dialect is Dialect.POWERSHELL else " && "
    return f"{tag}{between}{_tool(dialect, 'push', request.access.allow_http)} {target}"


def _tool(dialect: Dialect, verb: str, is_plain: bool) -> str:
    if dialect is Dialect.PODMAN:
        return f"podman {verb} --tls-verify=false" if is_plain else f"podman {verb}"
    return f"docker {verb}"  # which registries may be plain is set in its daemon
