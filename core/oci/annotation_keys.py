"""Keys of image-spec annotations.md that Bricklayer reads and writes."""

from __future__ import annotations

PREFIX = "org.opencontainers.image."

REF_NAME = PREFIX + "ref.name"
TITLE = PREFIX + "title"
VENDOR = PREFIX + "vendor"
VERSION = PREFIX + "version"
CREATED = PREFIX + "created"
DESCRIPTION = PREFIX + "description"
BASE_NAME = PREFIX + "base.name"
BASE_DIGEST = PREFIX + "base.digest"
