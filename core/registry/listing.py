"""What a registry has: repositories and tags, where it tells (distribution specification)."""

from __future__ import annotations

from collections.abc import Iterator

from core.cancel import CancelToken
from core.errors import (
    LoginNeededError,
    LoginRefusedError,
    NameGrammarError,
    RegistryRefusedError,
    RemoteImageNotFoundError,
)
from core.model import RegistryListing
from core.oci import strict_json
from core.oci.remote_names import DOCKER_HUB
from core.registry.connection import RegistryConnection
from core.registry.reference import RemoteReference, check_repository
from core.translation import tr_noop

NAMES_LIMIT = 1000
_PAGE_NAMES = 1000
_PAGES_LIMIT = 50
_DOES_NOT_TELL = "This registry does not tell what it has."


def repositories(connection: RegistryConnection, text: str, cancel: CancelToken) -> RegistryListing:
    """Those whose name contains `text`. Raises RegistryError, DataError, Cancelled."""
    if connection.registry == DOCKER_HUB:
        return RegistryListing(
            (), tr_noop("Docker Hub does not tell what it has; write the image's name.")
        )
    path, scope = f"/v2/_catalog?n={_PAGE_NAMES}", "registry:catalog:*"
    wanted = text.strip().lower()
    try:
        names = _names(connection, path, scope, "repositories", cancel)
        return _limited(name for name in names if wanted in name)
    except (RegistryRefusedError, RemoteImageNotFoundError):
        return RegistryListing((), _DOES_NOT_TELL)
    except (LoginNeededError, LoginRefusedError):
        # Many let everybody read what she can name, and nobody see all names.
        if connection.login_name:
            return RegistryListing((), _DOES_NOT_TELL)
        raise


def tags(
    connection: RegistryConnection, reference: RemoteReference, cancel: CancelToken
) -> RegistryListing:
    """Tags of a repository. Raises RegistryError, DataError, Cancelled."""
    path = f"/v2/{reference.repository}/tags/list?n={_PAGE_NAMES}"
    scope = f"repository:{reference.repository}:pull"
    return _limited(_names(connection, path, scope, "tags", cancel))


def _names(
    connection: RegistryConnection, path: str, scope: str, member: str, cancel: CancelToken
) -> Iterator[str]:
    for content in connection.pages(path, scope=scope, cancel=cancel, limit_pages=_PAGES_LIMIT):
        value = strict_json.loads(content, "list of names").get(member)
        for name in value if isinstance(value, list) else ():
            if isinstance(name, str) and _is_name(name, member):
                yield name


def _is_name(name: str, member: str) -> bool:
    """What follows no grammar cannot be asked for, and is perhaps there to deceive."""
    try:
        if member == "tags":
            RemoteReference.parse(f"registry.example/x:{name}")
        else:
            check_repository(name)
    except NameGrammarError:
        return False
    return True


def _limited(names: Iterator[str]) -> RegistryListing:
    """Sorted, which registries promise and not all do."""
    found: set[str] = set()
    for name in names:
        if len(found) == NAMES_LIMIT:
            return RegistryListing(tuple(sorted(found)), f"Only {NAMES_LIMIT:,} are shown.")
        found.add(name)
    return RegistryListing(tuple(sorted(found)))
