"""What a person types for an image that is elsewhere, taken apart; and what is suggested to her.

The engine has the last word about what a name means. This only decides what to ask it: for an
image, for the tags of a repository, or for the repositories of a registry.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

from core.errors import NameGrammarError
from core.oci.digest import KNOWN_DIGEST
from core.oci.remote_names import DOCKER_HUB, HUB_ALIASES, NAME_LIMIT, REPOSITORY, TAG
from core.translation import tr

_BEFORE = re.compile(
    r"^(?:(?:docker|podman|skopeo|nerdctl)\s+(?:image\s+)?(?:pull|push|inspect)\s+(?:-\S+\s+)*)?"
    r"(?:docker://|oci://|https?://)?",
    re.ASCII,
)
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
)


class TypedKind(enum.Enum):
    """What was typed so far."""

    NOTHING = "nothing"
    REGISTRY = "registry"  # alone: its repositories are what can be told
    REPOSITORY = "repository"  # without tag and digest
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Typed:
    """A remote name as it was typed, taken apart; `text` without what came before the name."""

    kind: TypedKind
    text: str = ""
    registry: str = ""  # host[:port]
    repository: str = ""
    tag: str = ""
    digest: str = ""

    @property
    def full_repository(self) -> str:
        """With its registry."""
        return f"{self.registry}/{self.repository}"


def taken_apart(text: str) -> Typed:
    """Read what was typed or pasted; a whole `docker pull …` line is understood as well."""
    name = _BEFORE.sub("", text.strip()).strip()
    if not name:
        return Typed(TypedKind.NOTHING)
    rest, _at, digest = name.partition("@")
    registry, repository = _registry_first(rest)
    head, colon, tag = repository.rpartition(":")
    if colon and "/" not in tag:
        repository = head
    else:
        tag = ""
    if not repository.strip("/"):
        return Typed(TypedKind.REGISTRY, name, registry)
    kind = TypedKind.IMAGE if tag or digest else TypedKind.REPOSITORY
    return Typed(kind, name, registry, repository.strip("/"), tag, digest)


def registry_of(text: str) -> str:
    """host[:port] of what was typed; docker.io where it names none."""
    return taken_apart(text).registry or DOCKER_HUB


def _registry_first(name: str) -> tuple[str, str]:
    """The registry that a name starts with ("" when it is only a part of the path), and the rest.

    As Docker decides it: the first part is a host when there is a dot, a port or a capital letter
    in it, or when it is "localhost".
    """
    first, slash, rest = name.partition("/")
    host, _colon, port = first.rpartition(":")
    has_port = bool(host) and port.isdecimal()
    if slash and _names_host(first):
        return _one_name(first), rest
    if not slash and has_port and ("." in host or host == "localhost" or host[0] == "["):
        return _one_name(first), ""  # "127.0.0.1:5000" is no image of that version
    return DOCKER_HUB, name


def _names_host(first: str) -> bool:
    return "." in first or ":" in first or first == "localhost" or first != first.lower()


def _one_name(registry: str) -> str:
    """A registry by the name that the engine has for it, too."""
    name = registry.lower()
    return DOCKER_HUB if name in HUB_ALIASES else name


def check_target(given: str) -> str:
    """host[:port]/repository:tag as it can be pushed to. Raises NameGrammarError."""
    typed = taken_apart(given)
    first, slash, _rest = typed.text.partition("/")
    if not slash or not _names_host(first) or not typed.repository:
        rule = tr("write a registry first, as in host:5000/class/web:1.0")
        raise NameGrammarError(tr("name in a registry"), given, rule)
    if not _HOST.fullmatch(typed.registry):
        rule = tr("a registry is a computer's name or address, with :port where it needs one")
        raise NameGrammarError(tr("registry"), typed.registry, rule)
    name_length = len(typed.full_repository)
    if not REPOSITORY.fullmatch(typed.repository) or name_length > NAME_LIMIT:
        rule = tr(
            "use small letters and digits, with single . _ - between them, and / between parts"
        )
        raise NameGrammarError(tr("repository"), typed.repository, rule)
    if typed.digest:
        raise NameGrammarError(
            tr("name in a registry"), given, tr("leave out @ and what follows it")
        )
    if typed.tag and not TAG.fullmatch(typed.tag):
        rule = tr("use letters, digits and . _ - without blanks, 128 characters at most")
        raise NameGrammarError(tr("tag"), typed.tag, rule)
    return f"{typed.full_repository}:{typed.tag or 'latest'}"


def check_source(given: str) -> str:
    """A name that can be looked at, as it was typed. Raises NameGrammarError."""
    typed = taken_apart(given)
    if typed.kind is TypedKind.NOTHING:
        raise NameGrammarError(tr("image"), given, tr("write a name, for instance debian:12"))
    if not _HOST.fullmatch(typed.registry):
        rule = tr("a registry is a computer's name or address, with :port where it needs one")
        raise NameGrammarError(tr("registry"), typed.registry, rule)
    if typed.repository and not REPOSITORY.fullmatch(typed.repository):
        rule = tr(
            "use small letters and digits, with single . _ - between them, and / between parts"
        )
        raise NameGrammarError(tr("repository"), typed.repository, rule)
    if typed.tag and not TAG.fullmatch(typed.tag):
        rule = tr("use letters, digits and . _ - without blanks, 128 characters at most")
        raise NameGrammarError(tr("tag"), typed.tag, rule)
    if typed.digest and not KNOWN_DIGEST.fullmatch(typed.digest):
        rule = tr("write sha256: and 64 digits from 0 to 9 and a to f")
        raise NameGrammarError(tr("digest"), typed.digest, rule)
    return typed.text


def check_registry(given: str) -> str:
    """host[:port], without blanks around it. Raises NameGrammarError."""
    registry = given.strip()
    if not _HOST.fullmatch(registry):
        rule = tr("a registry is a computer's name or address, with :port where it needs one")
        raise NameGrammarError(tr("registry"), given, rule)
    return registry


def with_tag(typed: Typed, tag: str) -> str:
    """The same repository by another tag."""
    head = typed.text.partition("@")[0]
    if typed.tag:
        head = head.rpartition(":")[0]
    return f"{head}:{tag}"


def suggested_target(registry: str, name: str, version: str) -> str:
    """Where an image would go: its name in small letters, as repositories must be."""
    parts = [_as_component(part) for part in name.casefold().split("/")]
    repository = "/".join(part for part in parts if part) or "image"
    tag = re.sub(r"[^A-Za-z0-9._-]+", "-", version).lstrip(".-")[:128] or "latest"
    return f"{registry}/{repository}:{tag}" if registry else f"{repository}:{tag}"


def _as_component(part: str) -> str:
    words = re.sub(r"[^a-z0-9._-]+", "-", part)
    words = re.sub(r"[._-]*[._][._-]*", lambda found: found[0][0], words)
    return words.strip("._-")
