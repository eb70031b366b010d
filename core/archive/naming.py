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
_VERSION_IN_NAME = re.compile(r"(.+?)(?<!x86)[-_]v?(\d+(?:\.\d+)*)(?:[-_].*)?")
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._+/-]+")
_NOT_IN_VERSION = re.compile(r"[^A-Za-z0-9._-]+")
_REPEATED = re.compile(r"(?!--(?![._+-]))[._+-]{2,}")  # two dashes are allowed
_DIGEST = re.compile(r"(sha256|sha512):([0-9a-f]{6,128})")
_HOST_AND_PORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*:[0-9]{1,5}")
_LOCAL = "localhost/"
_NAME_LIMIT = 200
_VERSION_LIMIT = 128
_SHORT_HEX = 12


def suggested_name(image: Candidate, path: str, *, is_alone: bool) -> str:
    """Name:Version for an image; `is_alone`: it is the only one there without a name."""
    given = familiar(image.name).removeprefix(_LOCAL)
    digest = hex_of(image.descriptor.digest if image.descriptor else image.manifest.config.digest)
    if not given or _DIGEST.fullmatch(given):  # a name that says a digest would be believed
        return join_reference(_stem(path), "latest" if is_alone else digest[:_SHORT_HEX])
    head, _at, told_apart = given.partition("@")
    name, version = split_reference(head)
    mark = _told_apart(told_apart)
    if _is_version(image, name, version or mark) and name != _stem(path):
        name, version = _stem(path), name
    own = "" if mark else _by_title(image, name, version)
    if own:
        return own
    cleaned = _clean(name) or _stem(path)
    if mark and not version:
        return cleaned + mark
    return join_reference(cleaned, _clean_version(version) or "latest") + mark


def root_name(path: str) -> tuple[str, str]:
    """Name and version for a root file system, by the name of its file."""
    stem = _stem(path)
    found = _VERSION_IN_NAME.fullmatch(stem)
    if found is None:
        return stem, "1.0"
    return _clean(found[1]) or stem, found[2]


def _is_version(image: Candidate, name: str, version: str) -> bool:
    """Whether a name is the version alone, as skopeo and umoci call what they put into layouts."""
    return image.descriptor is not None and not version and "/" not in name


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
    return _clean(_ENDING.sub("", name).replace("/", "-")) or "image"


def _told_apart(mark: str) -> str:
    """What follows a name that two images have: the beginning of a digest."""
    found = _DIGEST.fullmatch(mark)
    return f"@{found[1]}:{found[2][:_SHORT_HEX]}" if found else ""


def _clean(name: str) -> str:
    """A name as the grammar allows it, after a registry's host and port if it has any."""
    host, slash, rest = name.partition("/")
    if slash and _HOST_AND_PORT.fullmatch(host):
        path = _clean(rest)
        return f"{host.lower()}/{path}"[:_NAME_LIMIT].rstrip("/._+-") if path else ""
    parts = _NOT_IN_NAME.sub("-", name).split("/")
    clean = (_REPEATED.sub("-", part).strip("._+-") for part in parts)
    return "/".join(part for part in clean if part)[:_NAME_LIMIT].rstrip("/._+-")


def _clean_version(version: str) -> str:
    return _NOT_IN_VERSION.sub("-", version).strip(".-")[:_VERSION_LIMIT]
