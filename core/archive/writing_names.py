"""Names as Docker and Podman allow them, for what is called otherwise here.

Their grammar (distribution/reference, "reference.go"): path components of lower case letters and
digits with single separators between them, a tag of 128 characters at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.oci.digest import hex_of
from core.oci.names import split_reference
from core.oci.remote_names import PATH_COMPONENT, TAG

_HOST = re.compile(
    r"(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])"
    r"(?:\.(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]))*(?::[0-9]{1,5})?"
)
_HEX_ID = re.compile(r"[0-9a-f]{64}")
_NOT_IN_NAME = re.compile(r"[^a-z0-9._]+")
_NOT_IN_TAG = re.compile(r"[^A-Za-z0-9_.-]+")
_REPEATED = re.compile(r"(?:[._-]){2,}")
_NAME_LIMIT = 200
_TAG_LIMIT = 128
_SHOWN_DIGITS = 12


def is_docker_name(reference: str) -> bool:
    """Whether `reference` is name:tag as `docker load` takes it."""
    name, tag = split_reference(reference)
    if "@" in reference or not TAG.fullmatch(tag) or _HEX_ID.fullmatch(name):
        return False
    host, path = _split_host(name)
    is_host = not host or _HOST.fullmatch(host) is not None
    return is_host and len(name) <= _NAME_LIMIT and _is_path(path)


def docker_names(references: Iterable[str]) -> dict[str, str]:
    """For each reference its name in other tools, no two the same.

    A name that is fine stays. Others become lower case, and what they may not hold `-`; one that
    is taken then gets a number; one that was told apart by a digest has its beginning in the tag.
    Unnamed images (whose reference is a digest) have none.
    """
    wanted = [one for one in dict.fromkeys(references) if not one.startswith("sha256:")]
    found = {one: one for one in wanted if is_docker_name(one)}
    taken = set(found.values())
    for reference in wanted:
        if reference in found:
            continue
        name, tag = _made_fit(reference)
        made, number = f"{name}:{tag}", 1
        while made in taken:
            number += 1
            made = f"{name}-{number}:{tag}"
        taken.add(made)
        found[reference] = made
    return found


def with_host(name: str) -> str:
    """A name that says where it is from: of this computer, where it names no registry."""
    return name if _split_host(name)[0] else f"localhost/{name}"


def _made_fit(reference: str) -> tuple[str, str]:
    head, _at, digest = reference.partition("@")
    name, tag = split_reference(head)
    host, path = _split_host(name)
    if not _HOST.fullmatch(host):
        host, path = "", name
    parts = [part for part in map(_fit, path.lower().split("/")) if part]
    if not host and len(parts) > 1:
        parts[0] = re.sub(r"[._]", "-", parts[0])  # it would be taken for a registry's host
    path = "/".join(parts)[:_NAME_LIMIT].rstrip("._-/") or "image"
    if _HEX_ID.fullmatch(path):
        path = f"image-{path}"  # a name of 64 digits would be an image's ID
    tag = _NOT_IN_TAG.sub("-", tag).lstrip(".-") or "latest"
    if digest:
        mark = "-" + (hex_of(digest) or digest)[:_SHOWN_DIGITS]
        tag = tag[: _TAG_LIMIT - len(mark)] + _NOT_IN_TAG.sub("-", mark)
    return f"{host.lower()}/{path}" if host else path, tag[:_TAG_LIMIT]


def _fit(part: str) -> str:
    return _REPEATED.sub("-", _NOT_IN_NAME.sub("-", part)).strip("._-")


def _split_host(name: str) -> tuple[str, str]:
    """The registry's host and port, "" when it names none."""
    first, slash, rest = name.partition("/")
    if slash and ("." in first or ":" in first or first == "localhost"):
        return first, rest
    return "", name


def _is_path(path: str) -> bool:
    return all(PATH_COMPONENT.fullmatch(part) for part in path.split("/"))
