"""JSON from outside, read without the freedoms that let two readers see two documents.

Duplicate keys, NaN, a byte order mark, other encodings than UTF-8, halves of characters, endless
numbers and deep nesting are refused. Complaints carry positions, never content of the document.
"""

from __future__ import annotations

import json
import re
from typing import Any

from core.errors import MalformedDocumentError
from core.translation import tr_noop

SIZE_LIMIT_BYTES = 8 << 20
_DEPTH_LIMIT = 64
_DIGITS_LIMIT = 20
_HALF_CHARACTER = re.compile(r"\\u[dD][89a-fA-F]")  # written as an escape; whole ones come in pairs
# A string without an end reaches to the end of the document: were it no match, each quote in it
# would be tried anew, and a document of quotes would take for ever.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.|\\\Z)*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)


def loads(
    content: bytes, document: str, *, can_have_half_characters: bool = False
) -> dict[str, Any]:
    """The object in `content`; `document` names it in complaints.

    Halves of characters are let through only for what is shown and never written again. Raises
    MalformedDocumentError.
    """
    if len(content) > SIZE_LIMIT_BYTES:
        raise MalformedDocumentError(document, f"it is larger than {SIZE_LIMIT_BYTES >> 20} MiB")
    _check_depth(content, document)
    try:
        text = content.decode("utf-8")
        if text.startswith("\ufeff"):
            raise MalformedDocumentError(document, tr_noop("it starts with a byte order mark"))
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _object(pairs, document),
            parse_constant=lambda name: _refuse(document, f"{name} is no number"),
            parse_int=lambda digits: _integer(digits, document),
        )
    except UnicodeDecodeError as error:
        reason = f"it is not UTF-8 at byte {error.start}"
        raise MalformedDocumentError(document, reason) from error
    except json.JSONDecodeError as error:
        reason = f"it is no JSON at line {error.lineno}, column {error.colno}"
        raise MalformedDocumentError(document, reason) from error
    if not isinstance(value, dict):
        raise MalformedDocumentError(document, tr_noop("it is no JSON object"))
    if not can_have_half_characters and _HALF_CHARACTER.search(text):
        _require_unicode(value, document)
    return value


def _require_unicode(value: object, document: str) -> None:
    """Half a character is read as it is by some, as a question mark by others, and by none again.

    Raises MalformedDocumentError.
    """
    try:
        dumps(value)
    except UnicodeEncodeError as error:
        raise MalformedDocumentError(document, tr_noop("a text in it is no Unicode")) from error


def dumps(value: object) -> bytes:
    """Compact, with keys in the given order: the same value always gives the same digest."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _check_depth(content: bytes, document: str) -> None:
    """Before the parser recurses: its own limit is the interpreter's stack."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(content):
        if match[0] in (b"[", b"{"):
            depth += 1
            if depth > _DEPTH_LIMIT:
                raise MalformedDocumentError(
                    document, f"it is nested deeper than {_DEPTH_LIMIT} levels"
                )
        elif match[0] in (b"]", b"}"):
            depth -= 1


def _object(pairs: list[tuple[str, Any]], document: str) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise MalformedDocumentError(document, tr_noop("an object in it has the same key twice"))
    return value


def _integer(digits: str, document: str) -> int:
    if len(digits) > _DIGITS_LIMIT:
        raise MalformedDocumentError(document, f"a number in it has over {_DIGITS_LIMIT} digits")
    return int(digits)


def _refuse(document: str, reason: str) -> None:
    raise MalformedDocumentError(document, reason)


class Fields:
    """Typed access to an object's members; every complaint names the document and the key."""

    def __init__(self, value: object, document: str) -> None:
        if not isinstance(value, dict):
            raise MalformedDocumentError(document, tr_noop("an object was expected"))
        self._value: dict[str, Any] = value
        self._document = document

    def text(self, key: str, default: str | None = None) -> str:
        """A string; missing or null is `default` when one is given."""
        found = self._value.get(key)
        if found is None and default is not None:
            return default
        if not isinstance(found, str):
            raise MalformedDocumentError(self._document, f"“{key}” is no text")
        return found

    def size(self, key: str) -> int:
        """A number that is not negative."""
        found = self._value.get(key)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise MalformedDocumentError(self._document, f"“{key}” is no size")
        return found

    def flag(self, key: str) -> bool:
        """A boolean; missing is False."""
        found = self._value.get(key, False)
        if not isinstance(found, bool):
            raise MalformedDocumentError(self._document, f"“{key}” is neither true nor false")
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; missing or null is empty."""
        found = self._or_empty(key, [])
        if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
            raise MalformedDocumentError(self._document, f"“{key}” is no list of texts")
        return tuple(found)

    def mapping(self, key: str) -> dict[str, str]:
        """An object of strings; missing or null is empty."""
        found = self._or_empty(key, {})
        if not isinstance(found, dict) or not all(isinstance(v, str) for v in found.values()):
            raise MalformedDocumentError(self._document, f"“{key}” is no map of texts")
        return dict(found)

    def objects(self, key: str) -> list[dict[str, Any]]:
        """A list of objects; missing or null is empty."""
        found = self._or_empty(key, [])
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            raise MalformedDocumentError(self._document, f"“{key}” is no list of objects")
        return list(found)

    def object(self, key: str) -> dict[str, Any]:
        """An object; missing or null is empty."""
        found = self._or_empty(key, {})
        if not isinstance(found, dict):
            raise MalformedDocumentError(self._document, f"“{key}” is no object")
        return dict(found)

    def _or_empty(self, key: str, empty: Any) -> Any:
        found = self._value.get(key)
        return empty if found is None else found

    def rest(self, known: frozenset[str]) -> dict[str, Any]:
        """Members that we do not know: kept, so that writing loses nothing."""
        return {key: value for key, value in self._value.items() if key not in known}
