"""The orders of Python's and npm's versions."""

from __future__ import annotations

import re

Key = tuple[object, ...]

# PEP 440, Appendix B, in its normal and its lenient spellings.
_PEP440 = re.compile(
    r"""v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(?P<pre>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_number>[0-9]*))?
    (?P<post>-(?P<bare_post>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>[0-9]*))?
    (?P<dev>[-_.]?dev[-_.]?(?P<dev_number>[0-9]*))?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?""",
    re.VERBOSE,
)
_PRE_RELEASES = {"alpha": 0, "a": 0, "beta": 1, "b": 1}
_FINAL = 3
# Semantic Versioning 2.0.0, items 2, 9, 10; npm reads a leading "v" or "=" over.
_SEMVER = re.compile(
    r"[v=]*(?P<core>[0-9]+\.[0-9]+\.[0-9]+)"
    r"(?:-(?P<pre>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?"
)


def digits_key(digits: str | None) -> tuple[int, str]:
    """Sorts like the number, however long it is; no digits are 0."""
    bare = (digits or "").lstrip("0")
    return len(bare), bare


def compare_pep440(left: str, right: str) -> int | None:
    """PEP 440, "Summary of permitted suffixes and relative ordering"."""
    return _compare(_pep440_key(left.strip().lower()), _pep440_key(right.strip().lower()))


def compare_semver(left: str, right: str) -> int | None:
    """Semantic Versioning 2.0.0, item 11; what stands behind "+" does not count."""
    return _compare(_semver_key(left.strip()), _semver_key(right.strip()))


def _compare(left: Key | None, right: Key | None) -> int | None:
    if left is None or right is None:
        return None
    return (left > right) - (left < right)


def _pep440_key(version: str) -> Key | None:
    found = _PEP440.fullmatch(version)
    if not found:
        return None
    release = [digits_key(part) for part in found["release"].split(".")]
    while release and release[-1] == (0, ""):
        release.pop()  # 1.0 and 1.0.0 are one version
    post: Key = (
        (1, digits_key(found["post_number"] or found["bare_post"])) if found["post"] else (0,)
    )
    # A release under development comes before the one that it will be, and without anything else
    # in it before all pre-releases of that one.
    dev: Key = (0, digits_key(found["dev_number"])) if found["dev"] else (1,)
    pre: Key = (_FINAL,)
    if found["pre"]:
        pre = (_PRE_RELEASES.get(found["pre"], 2), digits_key(found["pre_number"]))
    elif found["dev"] and not found["post"]:
        pre = (-1,)
    local = tuple(
        (1, digits_key(part)) if part.isdigit() else (0, part)
        for part in re.split(r"[-_.]", found["local"] or "")
        if part
    )
    return digits_key(found["epoch"]), tuple(release), pre, post, dev, local


def _semver_key(version: str) -> Key | None:
    found = _SEMVER.fullmatch(version)
    if not found:
        return None
    core = tuple(digits_key(part) for part in found["core"].split("."))
    if not found["pre"]:
        return core, (1,)
    # Numbers before words; a longer list is newer when all before are equal, as tuples are.
    identifiers = tuple(
        (0, digits_key(part)) if part.isdigit() else (1, part) for part in found["pre"].split(".")
    )
    return core, (0, identifiers)
