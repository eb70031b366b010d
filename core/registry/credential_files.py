"""Logins in files: Podman's auth.json, Docker's config.json, and one of our own of the same form.

Sources: containers-auth.json(5) and containers/image `pkg/docker/config` (namespaces, the longest
one wins), Docker's `cli/config` (`auths`, `credHelpers`, `credsStore`). Secrets in them are not
encrypted; ours can be read by its owner only. A damaged file is a sentence, never a crash, and
no sentence holds a word of it.
"""

from __future__ import annotations

import base64
import binascii
import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.errors import (
    FileAccessError,
    MalformedDocumentError,
    NameGrammarError,
    RepositoryReadOnlyError,
)
from core.model import Login
from core.oci import strict_json
from core.oci.remote_names import DOCKER_HUB
from core.registry.reference import check_registry
from core.store.durable import write_durably
from core.translation import tr_noop

_LIMIT_BYTES = 1 << 20
_HUB_KEY = "https://index.docker.io/v1/"
_TOKEN_USER = "<token>"


@dataclass(frozen=True, slots=True)
class CredentialFile:
    """Where one is, and whose it is in words."""

    path: Path
    owner: str


def foreign_files() -> tuple[CredentialFile, ...]:
    """Those of Podman and Docker, in the order in which Podman asks them."""
    environment = os.environ
    places: list[CredentialFile] = []
    if named := environment.get("REGISTRY_AUTH_FILE", ""):
        places.append(CredentialFile(Path(named), "Podman's file $REGISTRY_AUTH_FILE"))
    else:
        session = environment.get("XDG_RUNTIME_DIR", "")
        folder = f"{session}/containers" if session else f"/run/containers/{os.getuid()}"
        places.append(CredentialFile(Path(folder, "auth.json"), "Podman's auth.json"))
    settings = environment.get("XDG_CONFIG_HOME", "") or os.path.expanduser("~/.config")
    places.append(CredentialFile(Path(settings, "containers/auth.json"), "Podman's auth.json"))
    docker = environment.get("DOCKER_CONFIG", "") or os.path.expanduser("~/.docker")
    places.append(CredentialFile(Path(docker, "config.json"), "Docker's config.json"))
    return tuple(place for place in places if place.path.is_absolute())


def read_document(path: Path) -> dict[str, Any]:
    """The object in it, {} when there is none. Raises FileAccessError, MalformedDocumentError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise FileAccessError(str(path), (error.strerror or "").lower()) from error
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileAccessError(str(path), tr_noop("it is no ordinary file"))
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(_LIMIT_BYTES + 1)
    except OSError as error:
        raise FileAccessError(str(path), (error.strerror or "").lower()) from error
    finally:
        os.close(descriptor)
    if len(content) > _LIMIT_BYTES:
        raise FileAccessError(str(path), tr_noop("it is too large for a file of logins"))
    return strict_json.loads(content, f"file {path}") if content.strip() else {}


def login_in(
    document: dict[str, Any], registry: str, repository: str, name: str, source: str
) -> Login | None:
    """What `auths` holds for it; the longest namespace wins. Raises MalformedDocumentError."""
    found: tuple[int, Login] | None = None
    for key, entry in strict_json.Fields(document, name).object("auths").items():
        length = _fit(key, registry, repository)
        if length < 0 or (found is not None and length <= found[0]):
            continue
        login = _login_of(entry, name, source)
        if login is not None:
            found = (length, login)
    return found[1] if found else None


def helper_for(document: dict[str, Any], registry: str, repository: str, name: str) -> str:
    """The credential helper that the file names for it, "" for none."""
    fields = strict_json.Fields(document, name)
    best = -1
    chosen = fields.text("credsStore", "")
    for key, helper in fields.mapping("credHelpers").items():
        length = _fit(key, registry, repository)
        if length > best:
            best, chosen = length, helper
    return chosen


def helper_key(registry: str) -> str:
    """How a credential helper knows a registry."""
    return _HUB_KEY if registry == DOCKER_HUB else registry


def write_login(path: Path, registry: str, login: Login) -> None:
    """Keep it in our own file. Raises FileAccessError, StorageFullError."""
    pair = f"{login.user or _TOKEN_USER}:{login.secret}"
    entry = {"auth": base64.b64encode(pair.encode()).decode("ascii")}
    if login.identity_token:
        entry["identitytoken"] = login.identity_token
    _write_entry(path, registry, entry)


def write_mark(path: Path, registry: str) -> None:
    """Note in our own file that the login is in the keyring, as Docker does for its helpers.

    Raises FileAccessError, StorageFullError.
    """
    _write_entry(path, registry, {})


def is_marked(document: dict[str, Any], registry: str, name: str) -> bool:
    """Whether our own file says that a login is elsewhere. Raises MalformedDocumentError."""
    return strict_json.Fields(document, name).object("auths").get(registry) == {}


def remove_login(path: Path, registry: str) -> None:
    """Forget it in our own file. Idempotent. Raises FileAccessError, StorageFullError."""
    if path.exists():
        _change_auths(path, lambda auths: auths.pop(registry, None) is not None)


def _write_entry(path: Path, registry: str, entry: dict[str, str]) -> None:
    def change(auths: dict[str, Any]) -> bool:
        auths[registry] = entry
        return True

    _change_auths(path, change)


def _change_auths(path: Path, change: Callable[[dict[str, Any]], bool]) -> None:
    """`change` says whether it changed anything. A damaged file is replaced: nobody can read it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(path.parent):
            try:
                document = read_document(path)
                auths = strict_json.Fields(document, path.name).object("auths")
            except MalformedDocumentError:
                document, auths = {}, {}
            if change(auths):
                document["auths"] = auths
                content = strict_json.dumps(document)
                write_durably(path, content, temporary_directory=path.parent, mode=0o600)
    except RepositoryReadOnlyError as error:
        raise FileAccessError(str(path), tr_noop("it cannot be written")) from error
    except OSError as error:
        raise FileAccessError(str(path), (error.strerror or "").lower()) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _fit(key: str, registry: str, repository: str) -> int:
    """How many letters of the repository an entry is for; -1 when it is for something else."""
    scheme, separator, rest = key.partition("://")
    bare = rest if separator and scheme in ("http", "https") else key
    host, _slash, namespace = bare.partition("/")
    if separator or namespace.strip("/") in ("v1", "v2"):  # as Docker has always written them
        namespace = ""
    try:
        is_same = check_registry(host) == registry
    except NameGrammarError:
        return -1
    namespace = namespace.strip("/")
    is_within = not namespace or f"{repository}/".startswith(f"{namespace}/")
    return len(namespace) if is_same and is_within else -1


def _login_of(entry: object, name: str, source: str) -> Login | None:
    """None for an entry that only says that a helper keeps it. Raises MalformedDocumentError."""
    fields = strict_json.Fields(entry, name)
    token = fields.text("identitytoken", "")
    packed = fields.text("auth", "")
    if not packed and not token:
        return None
    try:
        pair = base64.b64decode(packed, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise MalformedDocumentError(name, tr_noop("a login in it is damaged")) from error
    user, colon, secret = pair.partition(":")
    if packed and not colon:
        raise MalformedDocumentError(name, tr_noop("a login in it is damaged"))
    user = "" if user == _TOKEN_USER else user
    return Login(user, secret.strip("\0"), token, source)
