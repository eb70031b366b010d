"""Who we are to a registry: what Bricklayer, Podman, Docker and the keyring keep.

Looked for in this order: our own file, our entry in the keyring, then the files of Podman and
Docker with the helpers that they name. Our own comes first, since it was told to us. The keyring
is asked only for what our own file says is in it: it may ask the person to unlock it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.errors import FileAccessError, MalformedDocumentError, NameGrammarError
from core.model import Login
from core.registry.credential_files import (
    CredentialFile,
    foreign_files,
    helper_for,
    helper_key,
    is_marked,
    login_in,
    read_document,
    remove_login,
    write_login,
    write_mark,
)
from core.registry.reference import check_registry
from core.translation import tr_noop

_KEYRING = "the keyring"


@dataclass(frozen=True, slots=True)
class Found:
    """The login, if there is one, and what could not be read on the way: whole sentences."""

    login: Login | None
    problems: tuple[str, ...] = ()


def own_file() -> Path:
    """Where logins are kept when there is no keyring."""
    import platformdirs

    return platformdirs.user_config_path("bricklayer", appauthor=False) / "auth.json"


def find(registry: str, repository: str = "") -> Login | None:
    """The kept login of host[:port], None when there is none.

    Some keep logins for a part of a registry's repositories: that of `repository` is preferred.
    """
    return look(registry, repository).login


def look(registry: str, repository: str = "") -> Found:
    """The same, with what could not be read."""
    try:
        name = check_registry(registry)
    except NameGrammarError:
        return Found(None)
    problems: list[str] = []
    own = CredentialFile(own_file(), "Bricklayer's auth.json")
    login = _in_file(own, name, repository, problems)
    if login is None and _is_in_keyring(own, name):
        login = _in_keyring(name, problems)
    for place in foreign_files():
        login = login or _in_file(place, name, repository, problems)
    return Found(login, tuple(problems))


def keep(registry: str, login: Login) -> str:
    """Keep it: in the keyring, else in a file of mode 0600; where it is, for the person.

    Raises NameGrammarError, FileAccessError, StorageFullError.
    """
    from core.registry import keyring_logins

    name = check_registry(registry)
    try:
        keyring_logins.keep(name, login)
    except keyring_logins.KeyringFailed:
        write_login(own_file(), name, login)
        return str(own_file())
    write_mark(own_file(), name)
    return _KEYRING


def forget(registry: str) -> None:
    """Forget what `keep` kept. Idempotent.

    Raises NameGrammarError, FileAccessError (it may be there still), StorageFullError.
    """
    from core.registry import keyring_logins

    name = check_registry(registry)
    remove_login(own_file(), name)
    try:
        keyring_logins.forget(name)
    except keyring_logins.KeyringMissing:
        return
    except keyring_logins.KeyringFailed as error:
        raise FileAccessError(
            tr_noop("The keyring"), f"{error}; a login may still be in it"
        ) from error


def _in_file(
    place: CredentialFile, registry: str, repository: str, problems: list[str]
) -> Login | None:
    from core.registry.credential_helpers import HelperFailed, ask_helper

    name = f"file {place.path}"
    try:
        document = read_document(place.path)
        helper = helper_for(document, registry, repository, name)
        if helper:
            try:
                login = ask_helper(helper, helper_key(registry))
            except HelperFailed as error:
                problems.append(f"{place.owner} names a helper that gives no login: {error}.")
            else:
                if login is not None:
                    return login
        return login_in(document, registry, repository, name, place.owner)
    except (FileAccessError, MalformedDocumentError) as error:
        problems.append(str(error))
        return None


def _is_in_keyring(own: CredentialFile, registry: str) -> bool:
    name = f"file {own.path}"
    try:
        return is_marked(read_document(own.path), registry, name)
    except (FileAccessError, MalformedDocumentError):
        return False  # told already


def _in_keyring(registry: str, problems: list[str]) -> Login | None:
    from core.registry import keyring_logins

    try:
        return keyring_logins.find(registry)
    except keyring_logins.KeyringMissing:
        return None
    except keyring_logins.KeyringFailed as error:
        problems.append(f"The keyring could not be asked: {error}.")
        return None
