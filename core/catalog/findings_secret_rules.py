"""The patterns of secrets.

Most are those of detect-secrets (Yelp, Apache 2.0): a well-kept set in which each pattern is the
form that the service itself documents, so that a match is nearly always one. Its detectors by
entropy and by words like "password" are left out: they cry at every checksum and every manual. It
was made for source trees and could ask the services whether a token is alive; of it only the
patterns and `analyze_string` are used, which applies them to a line and does nothing else. It is
imported when the first file is scanned: it brings an HTTP client along that nobody here uses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from heapq import merge
from importlib import import_module
from typing import Any

from core.model import Severity
from core.translation import tr_noop

HIGH, MEDIUM = Severity.HIGH, Severity.MEDIUM


@dataclass(frozen=True, slots=True)
class SecretRule:
    """`find` yields the secrets of a line. One of `needles` is in each, or beside each.

    With `endings` it is for paths that end so only.
    """

    name: str
    title: str
    severity: Severity
    needles: tuple[bytes, ...]
    is_any_case: bool
    find: Callable[[str], Iterable[str]]
    endings: tuple[bytes, ...] = ()

    def needle_places(self, content: bytes, small: bytes) -> Iterator[int]:
        """Where needles are, in order; `small` is the content in small letters."""
        text = small if self.is_any_case else content
        present = [needle for needle in self.needles if needle in text]
        return merge(*(_places(text, needle) for needle in present)) if present else iter(())


# Module and class in detect_secrets.plugins; title; severity; needles. Patterns that fit anything
# unless the name of the service stands beside it are held to that name. What fits best comes first.
_DETECTORS: tuple[tuple[str, str, Severity, str], ...] = (
    ("private_key.PrivateKey", tr_noop("Private key"), HIGH, "PRIVATE KEY|PuTTY-User-Key"),
    ("aws.AWSKey", tr_noop("Access key of Amazon Web Services"), HIGH, "A3T|ABIA|ACCA|AKIA|ASIA"),
    ("github_token.GitHubToken", tr_noop("Token of GitHub"), HIGH, "ghp_|gho_|ghu_|ghs_|ghr_"),
    (
        "gitlab_token.GitLabToken",
        tr_noop("Token of GitLab"),
        HIGH,
        "glpat-|gldt-|glft-|glsoat-|glrt-|GR1348941|glcbt-|glimt-|glptt-|glagent-|gloas-",
    ),
    ("stripe.Stripe", tr_noop("Key of Stripe"), HIGH, "k_live_"),
    ("sendgrid.SendGrid", tr_noop("Key of SendGrid"), HIGH, "SG."),
    ("npm.Npm", tr_noop("Token of npm"), HIGH, ":_authToken"),
    ("pypi_token.PypiToken", tr_noop("Token of PyPI"), HIGH, "pypi-AgE"),
    ("azure_storage_key.AzureStorageKey", tr_noop("Key of Azure storage"), HIGH, "AccountKey="),
    ("openai.OpenAI", tr_noop("Key of OpenAI"), HIGH, "T3BlbkFJ"),
    ("telegram_token.TelegramBotToken", tr_noop("Token of a Telegram bot"), HIGH, ":AA"),
    ("discord.DiscordBotToken", tr_noop("Token of a Discord bot"), HIGH, "."),
    ("square_oauth.SquareOAuth", tr_noop("Secret of Square"), HIGH, "sq0csp-"),
    ("twilio.TwilioKey", tr_noop("Key of Twilio"), MEDIUM, "AC|SK"),
    ("mailchimp.Mailchimp", tr_noop("Key of Mailchimp"), HIGH, "-us"),
    ("artifactory.Artifactory", tr_noop("Login of Artifactory"), HIGH, "AKC|AP"),
    ("jwt.JwtToken", "JSON Web Token", MEDIUM, "eyJ"),
)
_DETECTORS_IN_ANY_CASE: tuple[tuple[str, str, Severity, str], ...] = (
    ("slack.Slack", tr_noop("Token of Slack"), HIGH, "xox|hooks.slack.com"),
    ("aws.AWSKey", tr_noop("Access key of Amazon Web Services"), HIGH, "aws"),
    ("cloudant.Cloudant", tr_noop("Login of Cloudant"), HIGH, "cloudant"),
    ("softlayer.Softlayer", tr_noop("Login of SoftLayer"), HIGH, "softlayer"),
    ("ibm_cloud_iam.IbmCloudIam", tr_noop("Key of IBM Cloud"), HIGH, "ibm"),
    ("ibm_cos_hmac.IbmCosHmac", tr_noop("Key of IBM object storage"), HIGH, "secret"),
    ("basic_auth.BasicAuth", tr_noop("Password in an address"), MEDIUM, "://"),
)

# What the library does not know, from the services' own pages on the form of their tokens.
_OWN: tuple[tuple[str, str, Severity, str, str], ...] = (
    (
        "github-pat",
        tr_noop("Token of GitHub"),
        HIGH,
        "github_pat_",
        r"github_pat_[A-Za-z0-9_]{60,}",
    ),
    ("npm", tr_noop("Token of npm"), HIGH, "npm_", r"\bnpm_[A-Za-z0-9]{36}\b"),
    (
        "google",
        tr_noop("Key of Google's services"),
        HIGH,
        "AIza",
        r"\bAIza[0-9A-Za-z_-]{35}(?![\w-])",
    ),
    ("hugging-face", tr_noop("Token of Hugging Face"), HIGH, "hf_", r"\bhf_[A-Za-z]{34}\b"),
    (
        "docker-hub",
        tr_noop("Token of Docker Hub"),
        HIGH,
        "dckr_",
        r"dckr_(?:pat|oat)_[A-Za-z0-9_-]{27,}",
    ),
    (
        "digitalocean",
        tr_noop("Token of DigitalOcean"),
        HIGH,
        "_v1_",
        r"\bdo[opr]_v1_[a-f0-9]{64}\b",
    ),
    (
        "age",
        tr_noop("Private key of age"),
        HIGH,
        "AGE-SECRET-KEY-",
        r"AGE-SECRET-KEY-1[0-9A-Z]{58}",
    ),
    (
        "aws-secret",
        tr_noop("Secret key of Amazon Web Services"),
        HIGH,
        "secret_access_key|SECRET_ACCESS_KEY",
        r"(?i:aws_secret_access_key)\s*[=:]\s*[\"']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
    ),
    (
        "registry-auth",
        tr_noop("Login of a registry"),
        HIGH,
        '"auth"|"identitytoken"',
        r"\"(?:auth|identitytoken)\"\s*:\s*\"([A-Za-z0-9+/=_.-]{12,})\"",
    ),
    (
        "shadow",
        tr_noop("Hash of a password"),
        MEDIUM,
        ":$",
        r"^[\w.-]{1,32}:(\$[0-9a-z]+\$[^:\s]{8,}):",
    ),
)
_ENDINGS = {"shadow": (b"shadow", b"shadow-", b"passwd", b"passwd-")}


@cache
def secret_rules() -> tuple[SecretRule, ...]:
    """All rules, those that fit best first."""
    return (
        *(_library_rule(*detector, is_any_case=False) for detector in _DETECTORS),
        *(_own_rule(*rule) for rule in _OWN),
        *(_library_rule(*detector, is_any_case=True) for detector in _DETECTORS_IN_ANY_CASE),
    )


def _library_rule(
    place: str, title: str, severity: Severity, needles: str, *, is_any_case: bool
) -> SecretRule:
    module, name = place.split(".")
    detector = getattr(import_module(f"detect_secrets.plugins.{module}"), name + "Detector")()
    return SecretRule(
        module, title, severity, _needles(needles), is_any_case, partial(_found_by, detector)
    )


def _found_by(detector: Any, line: str) -> Iterator[str]:
    """The secrets of a line. `analyze_string` alone may yield but the beginning of a token.

    A group that reaches to the end of the match, but for a quote, is the secret; others are not.
    """
    for pattern in detector.denylist:
        for match in pattern.finditer(line):
            if not any(detector.analyze_string(match[0])):
                continue  # the detector knows better, or it needs more of the line
            groups = range(1, pattern.groups + 1)
            values = [match[group] for group in groups if match.end(group) >= match.end() - 1]
            yield max(values, key=len) if values else match[0]


def _own_rule(name: str, title: str, severity: Severity, needles: str, regex: str) -> SecretRule:
    pattern = re.compile(regex)
    return SecretRule(
        name, title, severity, _needles(needles), False, pattern.findall, _ENDINGS.get(name, ())
    )


def _needles(text: str) -> tuple[bytes, ...]:
    return tuple(needle.encode("ascii") for needle in text.split("|"))


def _places(text: bytes, needle: bytes) -> Iterator[int]:
    at = text.find(needle)
    while at >= 0:
        yield at
        at = text.find(needle, at + 1)
