"""Logins in the desktop's keyring: encrypted, and open while the person is logged in.

A keyring may be missing, locked, or ask the person something: it is asked in a thread of its own
and for so long only, and then we go on without it. Imported late: it looks for its backends.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from core.errors import MalformedDocumentError
from core.model import Login
from core.oci import strict_json

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

ASK_S = 5.0
WRITE_S = 60.0  # it may ask the person to unlock it

_SERVICE = "Bricklayer registry {}"
_ACCOUNT = "login"  # one entry for each registry; its user is kept inside, with the secret
_SOURCE = "keyring"
_Result = TypeVar("_Result")


class KeyringFailed(Exception):
    """It gave or took nothing; internal to this package. Says why, in words."""


class KeyringMissing(KeyringFailed):
    """There is none that encrypts."""


def find(registry: str, limit_s: float = ASK_S) -> Login | None:
    """What we keep there. Raises KeyringFailed."""

    def ask() -> str | None:
        return _backend().get_password(_SERVICE.format(registry), _ACCOUNT)

    kept = _within(limit_s, ask)
    if kept is None:
        return None
    try:
        fields = strict_json.Fields(strict_json.loads(kept.encode(), "entry"), "entry")
        user, secret = fields.text("user", ""), fields.text("secret", "")
        return Login(user, secret, fields.text("identity_token", ""), _SOURCE)
    except MalformedDocumentError as error:
        raise KeyringFailed("what the keyring keeps for it is damaged") from error


def keep(registry: str, login: Login, limit_s: float = WRITE_S) -> None:
    """Keep it there. Raises KeyringFailed."""
    entry = {
        "user": login.user,
        "secret": login.secret,
        "identity_token": login.identity_token,
    }
    text = strict_json.dumps(entry).decode()

    def write() -> None:
        _backend().set_password(_SERVICE.format(registry), _ACCOUNT, text)

    _within(limit_s, write)


def forget(registry: str, limit_s: float = WRITE_S) -> None:
    """Forget it there. Idempotent. Raises KeyringFailed."""

    def remove() -> None:
        backend = _backend()
        if backend.get_password(_SERVICE.format(registry), _ACCOUNT) is not None:
            backend.delete_password(_SERVICE.format(registry), _ACCOUNT)

    _within(limit_s, remove)


def _backend() -> KeyringBackend:
    """Raises KeyringMissing where all that is there keeps nothing, or keeps it in the open."""
    import keyring

    backend = keyring.get_keyring()
    if backend.priority < 1:
        raise KeyringMissing("there is no keyring")
    return backend


def _within(limit_s: float, act: Callable[[], _Result]) -> _Result:
    """The thread is left behind when it does not come back in time."""
    import keyring.errors

    results: list[_Result] = []
    failures: list[Exception] = []
    done = threading.Event()

    def run() -> None:
        try:
            results.append(act())
        # Backends are of all makes, and raise what the libraries under them raise.
        except Exception as error:
            failures.append(error)
        done.set()

    threading.Thread(target=run, name="keyring", daemon=True).start()
    if not done.wait(limit_s):
        raise KeyringFailed("the keyring does not answer")
    if failures:
        if isinstance(failures[0], KeyringFailed):
            raise failures[0]
        is_locked = isinstance(failures[0], keyring.errors.KeyringLocked)
        reason = "the keyring is locked" if is_locked else "the keyring failed"
        raise KeyringFailed(reason) from failures[0]
    return results[0]
