"""Keys of image-spec annotations.md that Bricklayer reads and writes."""

from __future__ import annotations

_PREFIX = "org.opencontainers.image."

REF_NAME = _PREFIX + "ref.name"
TITLE = _PREFIX + "title"
VENDOR = _PREFIX + "vendor"
VERSION = _PREFIX + "version"
CREATED = _PREFIX + "created"
DESCRIPTION = _PREFIX + "description"
BASE_NAME = _PREFIX + "base.name"
BASE_DIGEST = _PREFIX + "base.digest"
