"""Digests: `sha256:` and 64 lower-case hexadecimal digits (image-spec descriptor.md, "Digests")."""

from __future__ import annotations

import hashlib
import re

from core.errors import MalformedDocumentError

_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_SHA512 = re.compile(r"sha512:[0-9a-f]{128}")  # the other one that is registered


def parse_digest(text: str, document: str = "digest") -> str:
    """`text` when it is a digest that we can check. Raises MalformedDocumentError.

    Only sha256 is accepted: it is what the tools of this field write, and one algorithm less is
    one way less to be shown two contents for one name.
    """
    if not _SHA256.fullmatch(text):
        raise MalformedDocumentError(document, "it holds something that is no sha256 digest")
    return text


def parse_entry_digest(text: str, document: str) -> str:
    """Like `parse_digest`, of one entry among others that need not suffer for it.

    A sha512 digest is legal there; what it names is refused when it is read.
    """
    return text if _SHA512.fullmatch(text) else parse_digest(text, document)


def sha256_digest(content: bytes) -> str:
    """The digest of `content`."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def hex_of(digest: str) -> str:
    """The hexadecimal part."""
    return digest.partition(":")[2]
