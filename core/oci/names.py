"""Grammars of the names that a person gives.

Image names follow the reference grammar of image-spec annotations.md (`ref.name`), without `:` and
`@`, which separate the version; versions follow the tag grammar of the distribution specification.
"""

from __future__ import annotations

import re

from core.errors import NameGrammarError
from core.translation import tr, tr_noop

_COMPONENT = r"[A-Za-z0-9]+(?:(?:[-._+]|--)[A-Za-z0-9]+)*"
_IMAGE_NAME = re.compile(rf"{_COMPONENT}(?:/{_COMPONENT})*")
_VERSION = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")
_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,61}[A-Za-z0-9])?")
_IMAGE_NAME_LIMIT = 200
_DESCRIPTION_LIMIT = 4000
_PUBLISHER_LIMIT = 100


def check_image_name(given: str) -> str:
    """The name without blanks around it. Raises NameGrammarError."""
    name = given.strip()
    if not _IMAGE_NAME.fullmatch(name) or len(name) > _IMAGE_NAME_LIMIT:
        rule = tr(
            "use letters and digits, with single - . _ + between them, and / between parts, "
            "{limit} characters at most",
            limit=_IMAGE_NAME_LIMIT,
        )
        raise NameGrammarError(tr_noop("image name"), given, rule)
    return name


def check_version(given: str) -> str:
    """The version without blanks around it. Raises NameGrammarError."""
    version = given.strip()
    if not _VERSION.fullmatch(version):
        rule = tr_noop("use letters, digits and . _ - without blanks, 128 characters at most")
        raise NameGrammarError(tr_noop("version"), given, rule)
    return version


def check_publisher(given: str) -> str:
    """The publisher without blanks around it. Raises NameGrammarError."""
    publisher = given.strip()
    if not publisher or len(publisher) > _PUBLISHER_LIMIT or not publisher.isprintable():
        rule = tr("write a name of 1 to {limit} visible characters", limit=_PUBLISHER_LIMIT)
        raise NameGrammarError(tr_noop("publisher"), given, rule)
    return publisher


def check_description(given: str) -> str:
    """The description without blanks around it; may be empty. Raises NameGrammarError."""
    description = given.strip()
    is_plain = all(char.isprintable() or char in "\n\t" for char in description)
    if len(description) > _DESCRIPTION_LIMIT or not is_plain:
        rule = tr("write {limit} visible characters at most", limit=_DESCRIPTION_LIMIT)
        raise NameGrammarError(tr_noop("description"), given, rule)
    return description


def check_host_name(given: str) -> str:
    """What a container calls itself (RFC 1123). Raises NameGrammarError."""
    name = given.strip()
    if not _HOST_NAME.fullmatch(name):
        rule = tr_noop("use letters, digits, . and -, 63 characters at most")
        raise NameGrammarError(tr_noop("host name"), given, rule)
    return name


def check_container_name(given: str) -> str:
    """The name without blanks around it. Raises NameGrammarError."""
    return _check_plain_name(given, tr_noop("container name"))


def check_switch_name(given: str) -> str:
    """The name without blanks around it. Raises NameGrammarError."""
    return _check_plain_name(given, tr_noop("switch name"))


def _check_plain_name(given: str, kind: str) -> str:
    name = given.strip()
    if not _PLAIN_NAME.fullmatch(name):
        rule = tr_noop("use letters, digits and . _ -, starting with a letter or digit, 63 at most")
        raise NameGrammarError(kind, given, rule)
    return name


def join_reference(name: str, version: str) -> str:
    """How an image is named in the index: Name:Version."""
    return f"{name}:{version}"


def split_reference(reference: str) -> tuple[str, str]:
    """Name and version ("" when there is none) of a reference that anybody may have written.

    A colon before the last slash belongs to a registry's port, not to a version.
    """
    without_digest = reference.partition("@")[0]
    head, colon, tail = without_digest.rpartition(":")
    if not colon or "/" in tail or not head:
        return without_digest, ""
    return head, tail
