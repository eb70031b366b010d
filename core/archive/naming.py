"""How images of archives are called here: as they are there, cleaned, and never without a name."""

from __future__ import annotations

import os
import re

from core.archive.candidate import Candidate
from core.archive.words import familiar, writable
from core.oci import annotation_keys
from core.oci.digest import hex_of
from core.oci.names import join_reference, split_reference

_ENDING = re.compile(
    r"(?:[._-](?:oci|docker|tar|tgz|tbz2?|txz|tzst|gz|zst|xz|bz2|archive|rootfs))+$", re.IGNORECASE
)
_VERSION_IN_NAME = re.compile(r"(.+?)[-_]v?(\d+(?:\.\d+)*)(?:[-_].*)?")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._+/:-]+")
_NOT_IN_VERSION = re.compile(r"[^A-Za-z0-9._-]+")
_REPEATED = re.compile(r"[._+-]*-[._+-]*-[._+-]*|\.{2,}|_{2,}|\+{2,}")
_LOCAL = "localhost/"
_NAME_LIMIT = 200
_VERSION_LIMIT = 128
_SHORT_HEX = 12


def suggested_name(image: Candidate, path: str, *, is_alone: bool) -> str:
    """Name:Version for an image; `is_alone`: it is the only one there without a name."""
    given = familiar(image.name).removeprefix(_LOCAL)
    digest = hex_of(image.descriptor.digest if image.descriptor else image.manifest.config.digest)
    if not given:
        return join_reference(_stem(path), "latest" if is_alone else digest[:_SHORT_HEX])
    head, _at, told_apart = given.partition("@")
    name, version = split_reference(head)
    if not version and "/" not in name and image.descriptor is not None:
        # Of a layout the name is a version alone, as most tools write it.
        name, version = _stem(path), name
    own = _by_title(image, name, version)
    if own:
        return own
    reference = join_reference(_clean(name) or "image", _clean_version(version) or "latest")
    mark = _NOT_IN_NAME.sub("", told_apart)[: _VERSION_LIMIT + len("sha512:")]
    return f"{reference}@{mark}" if mark else reference


def root_name(path: str) -> tuple[str, str]:
    """Name and version for a root file system, by the name of its file."""
    stem = _stem(path)
    found = _VERSION_IN_NAME.fullmatch(stem)
    if found is None:
        return stem, "1.0"
    return _clean(found[1]) or stem, found[2]


def _by_title(image: Candidate, name: str, version: str) -> str:
    """Other tools know small letters only: webapp:1.0 was WebApp:1.0 when it says so."""
    facts = {**image.config.run.labels, **image.manifest.annotations}
    title = facts.get(annotation_keys.TITLE, "")
    own_version = facts.get(annotation_keys.VERSION, "")
    is_same = title.lower() == name.lower() and own_version.lower() == version.lower()
    is_clean = _clean(title) == title and _clean_version(own_version) == own_version
    return join_reference(title, own_version) if title and is_same and is_clean else ""


def _stem(path: str) -> str:
    name = writable(os.path.basename(os.path.abspath(path)))
    return _clean(_ENDING.sub("", name).replace("/", "-").replace(":", "-")) or "image"


def _clean(name: str) -> str:
    parts = _NOT_IN_NAME.sub("-", name).split("/")
    clean = (_REPEATED.sub("-", part).strip("._+-:") for part in parts)
    return "/".join(part for part in clean if part)[:_NAME_LIMIT].rstrip("/._+-:")


def _clean_version(version: str) -> str:
    return _NOT_IN_VERSION.sub("-", version).strip(".-")[:_VERSION_LIMIT]
