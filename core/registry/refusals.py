"""What a registry says when it says no, as one short phrase, and as the error that it is."""

from __future__ import annotations

import re
from http import HTTPStatus

from core.errors import (
    BricklayerError,
    LoginNeededError,
    LoginRefusedError,
    RegistryError,
    RegistryRefusedError,
    RegistryUnreachableError,
    RemoteImageNotFoundError,
)
from core.errors.root import visible
from core.oci import strict_json
from core.registry.answers import Answer

_BODY_LIMIT_BYTES = 64 << 10
_PHRASE_LIMIT = 160
_NAMED = re.compile(
    r"/v2/(?P<repository>.+?)/(?P<kind>manifests|blobs|tags|referrers)/(?P<rest>.*)"
)
_READING = {"GET", "HEAD"}
_MEANINGS = {
    405: "it lets itself be read only",
    413: "it takes nothing that is so large",
    415: "it does not take things of this kind",
}  # of storing
# Bytes that look like a key: an answer may repeat what was sent.
_SECRET = re.compile(r"(?i)\b(bearer|basic)\s+\S+|[A-Za-z0-9_\-+/=.]{40,}")


def said(answer: Answer) -> str:
    """The registry's own reason (distribution specification, "Error Codes"), escaped, or ""."""
    if answer.content_type not in ("application/json", "text/plain", ""):
        return ""
    try:
        content = answer.document(_BODY_LIMIT_BYTES)
        document = strict_json.loads(content, "error")
    except BricklayerError:  # the status says enough
        return ""
    return _phrase(document)


def refusal(
    answer: Answer, registry: str, *, method: str, path: str, user: str | None
) -> RegistryError:
    """The error for an answer that was not hoped for; closes it. `user` None: came as nobody."""
    reason = said(answer)
    status = answer.status
    answer.close()
    if status == 401 or (status == 403 and user is None):
        if user is None:
            return LoginNeededError(registry, detail=reason)
        return LoginRefusedError(registry, user, detail=reason)
    if status == 404 and (named := _reference(registry, path)):
        return RemoteImageNotFoundError(registry, named, detail=reason)
    in_words = status_in_words(status)
    if status >= 500:
        return RegistryUnreachableError(registry, f"it answers “{in_words}”", detail=reason)
    if status == 429:
        reason = reason or "it was asked too often; wait some minutes, or log in"
    if method not in _READING and status in _MEANINGS:
        in_words = f"{_MEANINGS[status]} ({in_words})"
    return RegistryRefusedError(registry, _action(method, path), reason or in_words)


def status_in_words(status: int) -> str:
    """“404 Not Found”."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _phrase(document: dict[str, object]) -> str:
    errors = document.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else document
    if not isinstance(first, dict):
        return ""
    for key in ("message", "error_description", "details", "code", "error"):
        text = first.get(key)
        if isinstance(text, str) and text.strip():
            plain = _SECRET.sub("…", " ".join(text.split()))
            return visible(plain, _PHRASE_LIMIT).rstrip(".")
    return ""


def _reference(registry: str, path: str) -> str:
    match = _NAMED.match(path.partition("?")[0])
    if match is None:
        return ""
    named = f"{registry}/{match['repository']}"
    if match["kind"] == "tags":
        return named
    return f"{named}@{match['rest']}" if ":" in match["rest"] else f"{named}:{match['rest']}"


def _action(method: str, path: str) -> str:
    match = _NAMED.match(path)
    what = match["repository"] if match else "its contents"
    if method == "DELETE":
        return f"removing {what}"
    return f"reading {what}" if method in _READING else f"storing {what}"
