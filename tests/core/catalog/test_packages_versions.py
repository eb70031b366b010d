"""Which version is newer: tables in the words of each specification, and dpkg itself as a judge."""

from __future__ import annotations

import random
import shutil
import subprocess

import pytest
from packaging.version import Version

from core.catalog.packages import compare_versions
from core.catalog.packages.versions import rpmvercmp
from core.model import Ecosystem

# From older to newer; all in a line of one table are in order.
DPKG = (
    # deb-version(7): a tilde sorts before everything, even the end of a part
    ("1.0~~", "1.0~~a", "1.0~", "1.0", "1.0a", "1.0+"),
    ("1.0~beta1~svn1245", "1.0~beta1", "1.0"),
    # letters before all that are none
    ("1a", "1b", "1+", "1."),
    ("2.9", "2.10", "2.010.1"),
    # the epoch first, then upstream, then the revision
    ("9", "1:0.1", "2:0.1"),
    ("1.2-1", "1.2-1.1", "1.2-2", "1.2-10", "1.2.1-1"),
    ("2.36-9+deb12u4", "2.36-9+deb12u10"),
    ("1-2~bpo12+1", "1-2", "1-2-1"),
)
RPM = (
    ("1.0~rc1", "1.0~rc2", "1.0", "1.0^20210501", "1.0.1"),
    ("1.0^git1~pre", "1.0^git1", "1.0^git2"),
    ("1.a", "1.1"),  # digits are newer than letters
    ("1.0", "1.0a", "1.0.0"),
    ("2.9", "2.10"),
    ("1.0-1", "1.0-2.fc40", "1.0-10.fc39"),
    ("9-1", "1:0.1-1"),
    ("1.0alpha", "1.0beta"),
)
APK = (
    ("1.0_alpha", "1.0_alpha2", "1.0_beta", "1.0_pre", "1.0_rc1", "1.0", "1.0_cvs", "1.0_p1"),
    ("1.0_p1", "1.0_p1-r1", "1.0_p2"),
    ("1.2.9", "1.2.10", "1.3"),
    ("1.0", "1.0a", "1.0b", "1.0.1"),
    ("1.0-r0", "1.0-r1", "1.0-r10"),
    ("1.09", "1.1"),  # as behind a decimal point
    ("1.0", "1.0~a", "1.0~b"),
)
PYTHON = (
    # PEP 440, "Summary of permitted suffixes and relative ordering"
    ("1.0.dev456", "1.0a1", "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2"),
    ("1.0b2", "1.0b2.post345.dev456", "1.0b2.post345", "1.0rc1.dev456", "1.0rc1", "1.0"),
    ("1.0", "1.0+abc.5", "1.0+abc.7", "1.0+5", "1.0.post456.dev34", "1.0.post456", "1.1.dev1"),
    ("2024.1", "1!1.0"),
)
NPM = (
    # Semantic Versioning 2.0.0, item 11
    ("1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2"),
    ("1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0"),
    ("1.0.0", "2.0.0", "2.1.0", "2.1.1", "2.1.10"),
)
EQUAL = (
    (Ecosystem.DPKG, "0:1.0-0", "1.0"),
    (Ecosystem.DPKG, "1.02", "1.2"),
    (Ecosystem.RPM, "1.0.", "1.0"),
    (Ecosystem.RPM, "0:1.05-1", "1.5-1"),
    (Ecosystem.RPM, "1.0", "1.0-7"),  # no release fits any
    (Ecosystem.PYTHON, "1.0", "1.0.0"),
    (Ecosystem.PYTHON, "v1.0-ALPHA_1", "1a1"),
    (Ecosystem.NPM, "1.0.0+a", "1.0.0+b"),
)
# What the rules do not cover.
UNSURE = (
    (Ecosystem.DPKG, "1.0-", "1.0"),
    (Ecosystem.DPKG, "1.0 beta", "1.0"),
    (Ecosystem.DPKG, "a:1", "1"),
    (Ecosystem.RPM, "1-2-3", "1"),
    (Ecosystem.APK, "1.0foo1", "1.0"),
    (Ecosystem.APK, "latest", "1.0"),
    (Ecosystem.PYTHON, "unknown", "1.0"),
    (Ecosystem.PYTHON, "1.0-final", "1.0"),
    (Ecosystem.NPM, "1.0", "1.0.0"),
    (Ecosystem.NPM, "git+https://example.com/x.git", "1.0.0"),
    (Ecosystem.NPM, "1" * 100_000 + ".0.0", "1.0.0"),
)


@pytest.mark.parametrize(
    ("ecosystem", "table"),
    [
        (Ecosystem.DPKG, DPKG),
        (Ecosystem.RPM, RPM),
        (Ecosystem.APK, APK),
        (Ecosystem.PYTHON, PYTHON),
        (Ecosystem.NPM, NPM),
    ],
)
def test_the_order_is_the_specifications(
    ecosystem: Ecosystem, table: tuple[tuple[str, ...], ...]
) -> None:
    for versions in table:
        for place, older in enumerate(versions):
            assert compare_versions(ecosystem, older, older) == 0
            for newer in versions[place + 1 :]:
                assert compare_versions(ecosystem, older, newer) == -1, (older, newer)
                assert compare_versions(ecosystem, newer, older) == 1, (older, newer)


@pytest.mark.parametrize(("ecosystem", "left", "right"), EQUAL)
def test_different_spellings_of_one_version(ecosystem: Ecosystem, left: str, right: str) -> None:
    assert compare_versions(ecosystem, left, right) == 0


@pytest.mark.parametrize(("ecosystem", "left", "right"), UNSURE)
def test_nobody_knows_beyond_the_rules(ecosystem: Ecosystem, left: str, right: str) -> None:
    assert compare_versions(ecosystem, left, right) is None
    assert compare_versions(ecosystem, right, left) is None


@pytest.mark.parametrize("ecosystem", list(Ecosystem))
def test_numbers_may_be_longer_than_any_integer(ecosystem: Ecosystem) -> None:
    """Python refuses to read 5,000 digits as a number, and an image may have them."""
    low, high = "1" * 900 + ".0.1", "2" + "1" * 900 + ".0.1"
    assert compare_versions(ecosystem, low, high) == -1


@pytest.mark.skipif(not shutil.which("dpkg"), reason="needs dpkg")
def test_dpkg_agrees() -> None:
    dice = random.Random(7)
    parts = ["0", "1", "2", "10", "01", "~", ".", "a", "b", "rc", "+", "A", "-", "Z"]

    def version() -> str:
        tail = "".join(dice.choice(parts) for _ in range(dice.randint(0, 6)))
        return dice.choice(["", "", "1:", "0:"]) + dice.choice("012") + tail

    pairs = [(version(), version()) for _ in range(200)]
    lines = [
        f"for o in lt eq gt; do dpkg --compare-versions '{a}' $o '{b}' 2>/dev/null && echo $o; "
        "done; echo ."
        for a, b in pairs
    ]
    answers = subprocess.run(["sh"], input="\n".join(lines), capture_output=True, text=True)
    words = {"lt": -1, "eq": 0, "gt": 1, "": None}
    for (a, b), answer in zip(pairs, answers.stdout.split(".\n"), strict=False):
        assert compare_versions(Ecosystem.DPKG, a, b) == words[answer.strip()] or a == b, (a, b)


def test_packaging_agrees() -> None:
    dice = random.Random(8)
    pre = ["", "a1", "b2", "rc1", "-alpha", ".c.3", "_beta-1"]
    post = ["", ".post", ".post1", "-2", "r3"]
    versions = [
        dice.choice(["", "1!", "v"])
        + ".".join(str(dice.choice([0, 1, 2, 10])) for _ in range(dice.randint(1, 4)))
        + dice.choice(pre)
        + dice.choice(post)
        + dice.choice(["", ".dev0", ".dev", "dev3"])
        + dice.choice(["", "+local.1", "+1", "+a"])
        for _ in range(300)
    ]
    for a, b in zip(versions, reversed(versions), strict=True):
        one, two = Version(a), Version(b)
        assert compare_versions(Ecosystem.PYTHON, a, b) == (one > two) - (one < two), (a, b)


def test_a_caret_is_between_the_end_and_anything_else() -> None:
    assert rpmvercmp("1^", "1") == 1
    assert rpmvercmp("1^", "1.1") == -1
    assert rpmvercmp("1^", "1~") == 1
    assert rpmvercmp("1^a", "1^") == 1
