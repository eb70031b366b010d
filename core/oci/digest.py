"""Digests: an algorithm, a colon and an encoding (image-spec descriptor.md, "Digests").

`sha256` and `sha512` are read and checked, since every tool has to know the first and may use the
second. What is written here is sha256.
"""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from core.errors import MalformedDocumentError

ALGORITHMS = ("sha256", "sha512")
"""Those that can be checked; also the directories below `blobs` that hold something of ours."""

_LIMIT_CHARS = 200  # both parts become names of files
_GRAMMAR = re.compile(r"([a-z0-9]+(?:[.+_-][a-z0-9]+)*):([a-zA-Z0-9=_-]+)")
KNOWN_DIGEST = re.compile(r"sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}")


class Hash(Protocol):
    """What hashlib makes."""

    @property
    def name(self) -> str: ...

    def update(self, data: bytes, /) -> None: ...

    def hexdigest(self) -> str: ...


def parse_digest(text: str, document: str = "digest") -> str:
    """`text` when it is a digest that we can check. Raises MalformedDocumentError."""
    if not KNOWN_DIGEST.fullmatch(text):
        raise MalformedDocumentError(document, _fault(text))
    return text


def parse_entry_digest(text: str, document: str) -> str:
    """Like `parse_digest`, of one entry among others that need not suffer for it.

    A digest of another algorithm is legal there; what it names is refused when it is read.
    """
    is_legal = _is_legal(text) and text.partition(":")[0] not in ALGORITHMS
    return text if is_legal else parse_digest(text, document)


def new_hash(digest: str) -> Hash:
    """What checks bytes against `digest`. Raises MalformedDocumentError for what we cannot check.

    `digest_of` gives back what it found.
    """
    return hash_of(parse_digest(digest).partition(":")[0])


def hash_of(algorithm: str) -> Hash:
    """The same by the name of the algorithm, one of `ALGORITHMS`."""
    if algorithm not in ALGORITHMS:
        raise MalformedDocumentError("digest", _fault(algorithm + ":0"))
    return hashlib.new(algorithm)


def digest_by(algorithm: str, content: bytes) -> str:
    """The digest of `content` by that algorithm. Raises MalformedDocumentError."""
    hashed = hash_of(algorithm)
    hashed.update(content)
    return digest_of(hashed)


def digest_of(hashed: Hash) -> str:
    """The digest of all that was put into a hash."""
    return f"{hashed.name}:{hashed.hexdigest()}"


def sha256_digest(content: bytes) -> str:
    """The digest of `content`."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def algorithm_of(digest: str) -> str:
    """The part before the colon."""
    return digest.partition(":")[0]


def hex_of(digest: str) -> str:
    """The part after the colon, hexadecimal for all that we can check."""
    return digest.partition(":")[2]


def _is_legal(text: str) -> bool:
    return len(text) <= _LIMIT_CHARS and _GRAMMAR.fullmatch(text) is not None


def _fault(text: str) -> str:
    algorithm = text.partition(":")[0]
    if not _is_legal(text) or algorithm in ALGORITHMS:
        return "it holds something that is no digest"
    return f"it holds a digest of the kind {algorithm[:20]}, but only sha256 and sha512 are known"
