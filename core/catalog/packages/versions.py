"""Which of two versions is newer, by the rules of whoever gave them out.

Each comparison answers a negative number, 0 or a positive one, and None where the rules do not
cover a version: then nobody can say which is newer. Numbers are compared as digits, since what an
image says may have thousands of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import zip_longest
from typing import Any

from core.catalog.packages.version_schemes import compare_pep440, compare_semver, digits_key
from core.model import Ecosystem

Order = int | None

_LENGTH_LIMIT = 1000


def compare_versions(ecosystem: Ecosystem, left: str, right: str) -> Order:
    """Negative when `left` is older, positive when newer, 0 for equals, None: nobody knows."""
    if left == right:
        return 0
    if len(left) > _LENGTH_LIMIT or len(right) > _LENGTH_LIMIT:
        return None
    return _COMPARISONS[ecosystem](left, right)


def _sign(left: Any, right: Any) -> int:
    return int(left > right) - int(left < right)


# --- dpkg: deb-version(7), "Sorting algorithm" -------------------------------------------------

_DEBIAN = re.compile(
    r"(?:(?P<epoch>[0-9]+):)?(?P<upstream>[A-Za-z0-9.+~:-]+?)(?:-(?P<revision>[A-Za-z0-9.+~]*))?"
)
_DEBIAN_PARTS = re.compile(r"([^0-9]*)([0-9]*)")


def compare_dpkg(left: str, right: str) -> Order:
    """Epoch as a number, then upstream version and revision part by part."""
    a, b = _debian_match(left), _debian_match(right)
    if not a or not b:
        return None
    return (
        _sign(digits_key(a["epoch"]), digits_key(b["epoch"]))
        or _debian_order(a["upstream"], b["upstream"])
        or _debian_order(a["revision"] or "", b["revision"] or "")
    )


def _debian_match(version: str) -> re.Match[str] | None:
    found = _DEBIAN.fullmatch(version)
    if not found or version.endswith("-") or (":" in version and found["epoch"] is None):
        return None
    return found


def _debian_order(left: str, right: str) -> int:
    """Texts and numbers in turn; where one has ended, an empty text and 0 stand for it.

    In texts letters are before all others, and a tilde before everything, even before the end.
    """
    parts = zip_longest(_DEBIAN_PARTS.findall(left), _DEBIAN_PARTS.findall(right))
    for one, two in parts:
        (text, digits), (other_text, other_digits) = one or ("", ""), two or ("", "")
        order = _sign((*map(_debian_weight, text), 0), (*map(_debian_weight, other_text), 0))
        order = order or _sign(digits_key(digits), digits_key(other_digits))
        if order:
            return order
    return 0


def _debian_weight(character: str) -> int:
    if character == "~":
        return -1
    return ord(character) if character.isalpha() else ord(character) + 256


# --- rpm: docs/man/rpm-version.7, "Version comparison" -----------------------------------------

_RPM_SEGMENTS = re.compile(r"~|\^|[0-9]+|[A-Za-z]+")
_RPM = re.compile(r"(?:(?P<epoch>[0-9]+):)?(?P<version>[^-:]+)(?:-(?P<release>[^-]+))?")


def compare_rpm(left: str, right: str) -> Order:
    """EPOCH:VERSION-RELEASE; a missing epoch is 0, a missing release fits any."""
    a, b = _RPM.fullmatch(left), _RPM.fullmatch(right)
    if not a or not b:
        return None
    order = _sign(digits_key(a["epoch"]), digits_key(b["epoch"]))
    order = order or rpmvercmp(a["version"], b["version"])
    if not order and a["release"] and b["release"]:
        order = rpmvercmp(a["release"], b["release"])
    return order


def rpmvercmp(left: str, right: str) -> int:
    """Segments of digits or letters; what separates them does not count.

    Digits are newer than letters; a tilde is older than the end, a caret newer than the end but
    older than anything else.
    """
    one, two = _RPM_SEGMENTS.findall(left), _RPM_SEGMENTS.findall(right)
    for place in range(max(len(one), len(two))):
        a = one[place] if place < len(one) else ""
        b = two[place] if place < len(two) else ""
        if a == b:
            continue
        if "~" in (a, b):
            return -1 if a == "~" else 1
        if "^" in (a, b):
            return _caret_order(a, b)
        if not a or not b:
            return 1 if a else -1
        if a.isdigit() != b.isdigit():
            return 1 if a.isdigit() else -1
        order = _sign(digits_key(a), digits_key(b)) if a.isdigit() else _sign(a, b)
        if order:
            return order
    return 0


def _caret_order(a: str, b: str) -> int:
    if a == "^":
        return 1 if not b else -1
    return -1 if not a else 1


# --- apk: apk-package(5), "version" ------------------------------------------------------------

_APK = re.compile(
    r"(?P<first>[0-9]+)(?P<rest>(?:\.[0-9]+)*)(?P<letter>[a-z]?)"
    r"(?P<suffixes>(?:_(?:alpha|beta|pre|rc|cvs|svn|git|hg|p)[0-9]*)*)"
    r"(?:~(?P<hash>[0-9a-f]+))?(?:-r(?P<build>[0-9]+))?"
)
_APK_SUFFIX = re.compile(r"_([a-z]+)([0-9]*)")
_APK_SUFFIXES = ("alpha", "beta", "pre", "rc", "", "cvs", "svn", "git", "hg", "p")
_NO_SUFFIX = _APK_SUFFIXES.index("")
# What can follow, in the order of the grammar: of two versions that are equal so far the one that
# goes on with an earlier part is newer, but for suffixes that come before a release.
_FIRST, _NUMBER, _LETTER, _SUFFIX, _SUFFIX_NUMBER, _HASH, _BUILD, _END = range(8)


def compare_apk(left: str, right: str) -> Order:
    """Numbers, letter, suffixes, commit hash and build, in this order."""
    one, two = _apk_parts(left), _apk_parts(right)
    if one is None or two is None:
        return None
    for (kind, a), (other_kind, b) in zip(one, two, strict=False):
        if kind != other_kind:
            if kind == _SUFFIX and _APK_SUFFIXES.index(a) < _NO_SUFFIX:
                return -1
            if other_kind == _SUFFIX and _APK_SUFFIXES.index(b) < _NO_SUFFIX:
                return 1
            return _sign(other_kind, kind)
        order = _apk_part_order(kind, a, b)
        if order:
            return order
    return 0


def _apk_parts(version: str) -> list[tuple[int, str]] | None:
    found = _APK.fullmatch(version)
    if not found:
        return None
    parts = [(_FIRST, found["first"])]
    parts += [(_NUMBER, number) for number in found["rest"].split(".")[1:]]
    if found["letter"]:
        parts.append((_LETTER, found["letter"]))
    for name, number in _APK_SUFFIX.findall(found["suffixes"]):
        parts.append((_SUFFIX, name))
        if number:
            parts.append((_SUFFIX_NUMBER, number))
    if found["hash"]:
        parts.append((_HASH, found["hash"]))
    if found["build"]:
        parts.append((_BUILD, found["build"]))
    return [*parts, (_END, "")]


def _apk_part_order(kind: int, a: str, b: str) -> int:
    if kind == _SUFFIX:
        return _sign(_APK_SUFFIXES.index(a), _APK_SUFFIXES.index(b))
    # A number after the first that starts with 0 counts like what stands behind a decimal point.
    is_fraction = kind == _NUMBER and (a.startswith("0") or b.startswith("0"))
    if kind in (_LETTER, _HASH, _END) or is_fraction:
        return _sign(a, b)
    return _sign(digits_key(a), digits_key(b))


_COMPARISONS: dict[Ecosystem, Callable[[str, str], Order]] = {
    Ecosystem.DPKG: compare_dpkg,
    Ecosystem.APK: compare_apk,
    Ecosystem.RPM: compare_rpm,
    Ecosystem.PYTHON: compare_pep440,
    Ecosystem.NPM: compare_semver,
}
