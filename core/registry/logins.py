"""Who we are to a registry: what Podman, Docker, the keyring and Bricklayer itself keep."""

from __future__ import annotations

from core.model import Login


def find(registry: str, repository: str = "") -> Login | None:
    """The kept login of host[:port], None when there is none.

    Some keep logins for a part of a registry's repositories: that of `repository` is preferred.
    """
    return None


def keep(registry: str, login: Login) -> str:
    """Keep it: in the keyring, else in a file of mode 0600; where it is, for the person."""
    raise NotImplementedError


def forget(registry: str) -> None:
    """Forget what `keep` kept. Idempotent."""
