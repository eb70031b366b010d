"""Remote references: host[:port]/repository:tag or @digest, as people write them and complete.

Grammar and the filling in of what is left out: distribution/reference, as Docker and Podman read
them (`debian` is docker.io/library/debian:latest).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import NameGrammarError
from core.oci.digest import KNOWN_DIGEST
from core.oci.remote_names import DOCKER_HUB, HUB_ALIASES, NAME_LIMIT, REPOSITORY, TAG
from core.translation import tr_noop

_LIBRARY = "library/"
_LATEST = "latest"

_HOST_COMPONENT = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_HOST = rf"(?:{_HOST_COMPONENT}(?:\.{_HOST_COMPONENT})*|\[[a-fA-F0-9:.]+\])"
_REGISTRY = re.compile(rf"{_HOST}(?::[0-9]{{1,5}})?")
_IMAGE_ID = re.compile(r"[0-9a-f]{64}")

_REFERENCE_RULE = (
    "write it as debian, class/web:1.0 or host:5000/class/web:1.0, with small letters, digits and "
    "single . _ - between them in the name, and after @ a whole digest"
)
_REGISTRY_RULE = "write a host's name or address, with :port where it is not the usual one"


@dataclass(frozen=True, slots=True)
class RemoteReference:
    """An image of a registry; at least one of `tag` and `digest` is not empty."""

    registry: str  # host[:port]; Docker Hub is docker.io
    repository: str
    tag: str = ""
    digest: str = ""

    @classmethod
    def parse(cls, text: str) -> RemoteReference:
        """Read what a person wrote. Raises NameGrammarError."""
        given = text.strip()
        registry, path = _split_registry(given)
        name, at, digest = path.partition("@")
        repository, colon, tag = name.partition(":")
        if registry == DOCKER_HUB and "/" not in repository:
            repository = _LIBRARY + repository
        if not at and not colon:
            tag = _LATEST
        is_right = (
            bool(REPOSITORY.fullmatch(repository))
            and len(f"{registry}/{repository}") <= NAME_LIMIT
            and not _IMAGE_ID.fullmatch(given)  # an image's id names nothing in a registry
            and (bool(TAG.fullmatch(tag)) if tag or colon else True)
            and (bool(KNOWN_DIGEST.fullmatch(digest)) if at else True)
        )
        if not is_right:
            raise NameGrammarError(tr_noop("remote image name"), given, _REFERENCE_RULE)
        return cls(check_registry(registry), repository, tag, digest)

    @property
    def target(self) -> str:
        """What comes behind /manifests/: the digest where there is one, else the tag."""
        return self.digest or self.tag

    @property
    def as_text(self) -> str:
        """Complete: registry/repository:tag@digest."""
        return f"{self.registry}/{self._name_and_rest(self.repository, self.tag)}"

    @property
    def as_short(self) -> str:
        """As Docker prints it: without what goes without saying."""
        repository = self.repository
        if self.registry == DOCKER_HUB:
            rest = repository.removeprefix(_LIBRARY)
            repository = repository if "/" in rest else rest
        tag = "" if self.tag == _LATEST and not self.digest else self.tag
        name = self._name_and_rest(repository, tag)
        return name if self.registry == DOCKER_HUB else f"{self.registry}/{name}"

    def with_digest(self, digest: str) -> RemoteReference:
        """The same repository, by exactly these bytes."""
        return RemoteReference(self.registry, self.repository, "", digest)

    def _name_and_rest(self, repository: str, tag: str) -> str:
        return repository + (f":{tag}" if tag else "") + (f"@{self.digest}" if self.digest else "")


def registry_of(reference: str) -> str:
    """host[:port] of a reference as people write it; docker.io where it names none.

    Checks nothing: what is no reference is refused by who reads it whole.
    """
    return _split_registry(reference.strip())[0]


def repository_of(reference: str) -> str:
    """Its repository, "" when it is no reference, or names a registry alone."""
    try:
        return RemoteReference.parse(reference).repository
    except NameGrammarError:
        return ""


def check_registry(given: str) -> str:
    """A registry's name, lower case, Docker Hub as docker.io. Raises NameGrammarError."""
    name = given.strip().lower()
    if not _REGISTRY.fullmatch(name) or len(name) > NAME_LIMIT:
        raise NameGrammarError(tr_noop("registry name"), given, _REGISTRY_RULE)
    port = name.rpartition(":")[2] if re.search(r":[0-9]+$", name) else ""
    if port and not 0 < int(port) < 65536:
        raise NameGrammarError(
            tr_noop("registry name"), given, tr_noop("a port is a number from 1 to 65535")
        )
    return DOCKER_HUB if name in HUB_ALIASES else name


def check_repository(given: str) -> str:
    """A repository's name inside its registry. Raises NameGrammarError."""
    name = given.strip()
    if not REPOSITORY.fullmatch(name) or len(name) > NAME_LIMIT:
        raise NameGrammarError(tr_noop("remote image name"), given, _REFERENCE_RULE)
    return name


def _split_registry(given: str) -> tuple[str, str]:
    """The registry and the rest, by distribution/reference's `splitDockerDomain`.

    But a host with neither dot nor port is none even in large letters: written small it would be
    another image's name.
    """
    first, slash, rest = given.partition("/")
    names_host = "." in first or ":" in first or first == "localhost"
    if not slash or not names_host:
        return DOCKER_HUB, given
    return (DOCKER_HUB if first.lower() in HUB_ALIASES else first), rest
