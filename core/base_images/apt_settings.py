"""Which Debian release and mirror this computer itself uses (sources.list(5))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_ETC_APT = Path("/etc/apt")
_OS_RELEASE = Path("/etc/os-release")
_ONE_LINE = re.compile(
    r"deb\s+(?:\[(?P<options>[^\]]*)\]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<components>.+)"
)


@dataclass(frozen=True, slots=True)
class AptSource:
    """One place that packages come from."""

    uri: str
    suite: str
    components: tuple[str, ...]
    signed_by: str = ""


def apt_sources(etc_apt: Path = _ETC_APT) -> tuple[AptSource, ...]:
    """All binary package sources of this computer, in both formats, in the order of their files."""
    found: list[AptSource] = []
    paths = [etc_apt / "sources.list", *sorted((etc_apt / "sources.list.d").glob("*"))]
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # many computers have only one of the two
        if path.suffix == ".sources":
            found += _deb822(text)
        elif path.suffix == ".list":
            found += _one_line(text)
    return tuple(found)


def main_source(sources: tuple[AptSource, ...]) -> AptSource | None:
    """The release itself, not its updates, security fixes or somebody's packages."""
    for source in sources:
        is_side = source.suite.endswith(("-updates", "-security", "-backports", "/updates"))
        if not is_side and "main" in source.components and source.uri.startswith("http"):
            return source
    return None


def release_codename(os_release: Path = _OS_RELEASE) -> str:
    """VERSION_CODENAME of os-release(5), "" when it says none."""
    try:
        text = os_release.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    match = re.search(r'^VERSION_CODENAME="?([a-z]+)"?$', text, re.MULTILINE)
    return match[1] if match else ""


def _one_line(text: str) -> list[AptSource]:
    found = []
    for line in text.splitlines():
        match = _ONE_LINE.match(line.partition("#")[0].strip())
        if match is None:
            continue
        options = dict(option.partition("=")[::2] for option in (match["options"] or "").split())
        found.append(
            AptSource(
                match["uri"],
                match["suite"],
                tuple(match["components"].split()),
                options.get("signed-by", ""),
            )
        )
    return found


def _deb822(text: str) -> list[AptSource]:
    found = []
    without_comments = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    for stanza in re.split(r"\n\s*\n", without_comments):
        fields = {
            name.strip().lower(): value.strip()
            for name, colon, value in (line.partition(":") for line in stanza.splitlines())
            if colon and not name.startswith((" ", "\t"))
        }
        is_binary = "deb" in fields.get("types", "").split()
        if not is_binary or fields.get("enabled", "yes").lower() == "no":
            continue
        signed_by = fields.get("signed-by", "")
        found += [
            AptSource(
                uri,
                suite,
                tuple(fields.get("components", "").split()),
                signed_by if signed_by.startswith("/") else "",
            )
            for uri in fields.get("uris", "").split()
            for suite in fields.get("suites", "").split()
        ]
    return found
