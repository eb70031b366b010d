"""What is shown of a secret, and what is plainly none."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable

MASK = "•••"
_SHOWN_LIMIT = 80

_KEY_HEADER = re.compile(r"BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?|PuTTY-User-Key-File-[0-9]")
# After a header: the key itself, perhaps in a string of a program or of JSON.
_KEY_BODY = re.compile(
    rb"(?:-----)?[\s\\nr\"'+,|>]*(?:[A-Za-z-]+: [^\n\\]*[\s\\nr\"'+,]+){0,4}[A-Za-z0-9+/=]{16}"
)
# Only words without a digit can be the name of a setting: anything else may be half of the secret.
_NAME_BEFORE = re.compile(r"([A-Za-z][A-Za-z_.-]{1,39})[\"']?\s*(=>|[=:])\s*[\"']?\Z")
_SCHEME_BEFORE = re.compile(r"([A-Za-z][A-Za-z+.-]{1,15})://\S*\Z")
_HOST_AFTER = re.compile(r"@([A-Za-z0-9.-]{1,60})")
_EXAMPLE_HOST_AFTER = re.compile(
    r"@(?:[\w-]+\.)*(?:example|test|invalid)(?:\.(?:com|org|net))?(?![\w.])"
)
_PLACEHOLDERS = frozenset(
    "pass passwd password pwd secret pw user username token key apikey changeme xxx xxxx foo bar "
    "example test your_password yourpassword mypassword my_password mysecret hunter2 p4ssw0rd "
    "redacted none null undefined host hostname port".split()
)


def excerpt_of(rule: str, line: str, secret: str) -> str:
    """Where a secret stands, without it: the name before it, or the computer that it is for.

    Nothing else of the line is shown: there may be a second secret that no rule knows.
    """
    if rule == "private_key":
        found = _KEY_HEADER.search(secret)
        return f"-----{found[0]}-----"[:_SHOWN_LIMIT] if found else MASK
    before, _, after = line.partition(secret)
    if rule == "basic_auth":
        scheme, host = _SCHEME_BEFORE.search(before[-200:]), _HOST_AFTER.match(after)
        shown = f"{scheme[1] if scheme else ''}://{MASK}@{host[1] if host else ''}"
        return shown if secret not in shown else MASK
    name = _NAME_BEFORE.search(before[-60:])
    if not name or name[1] in secret or secret in name[1]:
        return MASK
    return f"{name[1]}{name[2]}{MASK}"


def is_plausible(rule: str, secret: str, line: str, following: bytes) -> bool:
    """Whether a match can be a real secret; `following` is what comes after its line."""
    if rule == "private_key":
        return _has_key(secret, line.encode("utf-8", "replace") + following)
    if rule == "basic_auth":
        after = line.partition(secret)[2]
        return _is_password(secret) and not _EXAMPLE_HOST_AFTER.match(after)
    if rule in _WHOLE_WORDS and not re.search(_WHOLE_WORD.format(re.escape(secret)), line):
        return False  # a piece of encoded data
    if len(set(secret[-12:])) < 4 or "EXAMPLE" in secret:
        return False  # "xxxx…" and the ones from manuals
    check = _CHECKS.get(rule)
    return check is None or check(secret)


# Patterns that are short enough to turn up by chance in encoded data.
_WHOLE_WORDS = {"aws", "twilio", "mailchimp", "google"}
_WHOLE_WORD = r"(?<![A-Za-z0-9+/]){}(?![A-Za-z0-9+/=])"


def _has_key(header: str, content: bytes) -> bool:
    if header.startswith("PuTTY"):
        return b"Private-Lines" in content or b"Encryption:" in content
    name = header.encode("utf-8", "replace")
    at = content.find(name)
    return at >= 0 and bool(_KEY_BODY.match(content, at + len(name)))


def _is_password(secret: str) -> bool:
    small = secret.lower().strip("_-.")
    return (
        len(small) > 2
        and small not in _PLACEHOLDERS
        and secret[0] not in "<{%$*.\\`"
        and len(set(small)) > 2
    )


def _is_discord(secret: str) -> bool:
    """The first part is the number of the bot's account."""
    part = secret.partition(".")[0]
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)).isdigit()
    except (binascii.Error, ValueError):
        return False


def _is_mixed(secret: str) -> bool:
    text = secret.strip(' \t=:"')
    return len(text) >= 20 and all(
        any(kind(character) for character in text)
        for kind in (str.isupper, str.islower, str.isdigit)
    )


_CHECKS: dict[str, Callable[[str], bool]] = {
    "discord": _is_discord,
    "artifactory": _is_mixed,
    "twilio": lambda secret: bool(re.fullmatch(r"(?:AC|SK)[0-9a-f]{32}", secret)),
    "mailchimp": lambda secret: bool(re.match(r"[0-9a-f]{32}-", secret)),
}
