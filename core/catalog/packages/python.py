"""Installed Python distributions: the core metadata beside them.

Core metadata specification (packaging.python.org), "Name" and "Version"; where it lies is said by
"Recording installed projects" and, for eggs, by setuptools' "Internal Structure of Python Eggs".
"""

from __future__ import annotations

import re

from core.catalog.packages.record import (
    Parsed,
    UnreadableDatabaseError,
    is_acceptable,
    location_text,
    plain_text,
)
from core.catalog.packages.stanzas import FieldPattern, paragraphs
from core.model import Ecosystem, Package

METADATA_PATH = re.compile(
    rb"(?P<place>(?:.*/)?)(?:[^/]+\.dist-info/METADATA|[^/]+\.egg-info(?:/PKG-INFO)?"
    rb"|[^/]+\.egg/EGG-INFO/PKG-INFO)",
    re.DOTALL,
)
_FIELDS = FieldPattern("Name", "Version", is_any_case=True)
_SEPARATORS = re.compile(r"[-_.]+")
# What a distribution carries inside, or tests itself with, is part of it and not installed.
_VENDORED = re.compile(rb"(?:site|dist)-packages/(?:.*/)?(?:_vendor(?:ed)?|tests?)/", re.DOTALL)


def is_metadata(path: bytes) -> bool:
    """Whether a file tells of an installed distribution."""
    return bool(METADATA_PATH.fullmatch(path)) and not _VENDORED.search(path)


def read_metadata(path: bytes, content: bytes) -> Parsed:
    """The one distribution of a file. Raises UnreadableDatabaseError for what is none."""
    place = METADATA_PATH.fullmatch(path)
    head = next(paragraphs(content), b"")
    fields = _FIELDS.fields(head)
    name = normalised_name(plain_text(fields.get(b"name", b"")))
    version = plain_text(fields.get(b"version", b""))
    if not is_acceptable(name, version):
        raise UnreadableDatabaseError("it names no distribution and version")
    location = location_text(place["place"].rstrip(b"/")) if place else ""
    return Parsed((Package(Ecosystem.PYTHON, name, version, location=location),))


def normalised_name(name: str) -> str:
    """Names specification, "Name normalization"."""
    return _SEPARATORS.sub("-", name).lower()
