"""npm packages: `package.json` of what lies directly in a `node_modules` (package.json(5))."""

from __future__ import annotations

import codecs
import re

from core.catalog.packages.record import (
    Parsed,
    UnreadableDatabaseError,
    bounded,
    is_acceptable,
    location_text,
    plain_text,
)
from core.errors import MalformedDocumentError
from core.model import Ecosystem, Package
from core.oci import strict_json

MANIFEST_LIMIT_BYTES = 1 << 20
MANIFEST_PATH = re.compile(
    rb"(?P<place>(?:.*/)?node_modules)/(?P<name>(?:@[^/]+/)?[^/@.][^/]*)/package\.json", re.DOTALL
)


def is_manifest(path: bytes) -> bool:
    """Whether a file is the manifest of an installed package itself, not of a part of one."""
    return bool(MANIFEST_PATH.fullmatch(path))


def read_manifest(path: bytes, content: bytes) -> Parsed:
    """The one package of a file, by the name of its directory where it does not tell another.

    Manifests without a version are parts of other packages. Raises UnreadableDatabaseError for
    what is no manifest.
    """
    place = MANIFEST_PATH.fullmatch(path)
    if not place:
        raise UnreadableDatabaseError("it lies in no node_modules directory")
    try:
        # npm itself reads over a byte order mark.
        document = bounded(content, MANIFEST_LIMIT_BYTES).removeprefix(codecs.BOM_UTF8)
        manifest = strict_json.loads(document, "package.json", can_have_half_characters=True)
    except MalformedDocumentError as error:
        raise UnreadableDatabaseError(error.reason) from error
    version, name = _text(manifest.get("version")), _text(manifest.get("name"))
    if not version:
        return Parsed(())
    name = name or plain_text(place["name"])
    if not is_acceptable(name, version):
        raise UnreadableDatabaseError("it names no package and version")
    return Parsed((Package(Ecosystem.NPM, name, version, location=location_text(place["place"])),))


def _text(value: object) -> str:
    """A member that is text. JSON can spell halves of characters, which no encoding has."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""
