"""Secrets in contents: each rule on a made-up one, what is shown of it, and what is no secret.

The samples are put together from pieces, so that no scanner takes this file for a leak.
"""

from __future__ import annotations

import base64
import random
import subprocess
import sys

import pytest

from core.catalog.findings_contents import (
    HITS_LIMIT,
    SIZE_LIMIT_BYTES,
    TextFinding,
    scan_text,
    worth_reading,
)
from core.catalog.findings_secret_rules import secret_rules
from core.model import Severity

_DICE = random.Random(11)


def letters(count: int, alphabet: str = "") -> str:
    mixed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    return "".join(_DICE.choice(alphabet or mixed) for _ in range(count))


LOWER_HEX = "0123456789abcdef"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
HEADER = "-----BEGIN {}" + "PRIVATE KEY-----\n" + letters(64) + "\n"


def jwt() -> str:
    def part(text: str) -> str:
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    return ".".join((part('{"alg":"HS256"}'), part('{"sub":"somebody"}'), letters(43)))


def discord() -> str:
    account = base64.b64encode(b"123456789012345678").decode().rstrip("=")
    return f"{account}.{letters(6)}.{letters(27)}"


# Title, the line with {} for the secret, the secret.
SECRETS: tuple[tuple[str, str, str], ...] = (
    ("Access key of Amazon Web Services", "key_id = {}", "AKIA" + letters(16, CAPITALS)),
    ("Access key of Amazon Web Services", "aws_secret_key = '{}'", letters(40)),
    ("Secret key of Amazon Web Services", "aws_secret_access_key = {}", letters(40)),
    ("Token of GitHub", "export GITHUB_TOKEN={}", "gh" + "p_" + letters(36)),
    ("Token of GitHub", "token: {}", "github" + "_pat_" + letters(82)),
    ("Token of GitLab", "TOKEN={}", "glpat" + "-" + letters(20)),
    ("Token of Slack", "hook: {}", "xoxb" + "-12345-67890-" + letters(24, LOWER_HEX)),
    (
        "Token of Slack",
        "url={}",
        "https://hooks.slack"
        + ".com/services/T"
        + letters(8)
        + "/B"
        + letters(8)
        + "/"
        + letters(24),
    ),
    ("Key of Stripe", "STRIPE={}", "sk" + "_live_" + letters(24)),
    ("Key of SendGrid", "KEY={}", "SG" + "." + letters(22) + "." + letters(43)),
    ("Key of Twilio", "SID={}", "AC" + letters(32, LOWER_HEX)),
    ("Token of npm", "//registry.npmjs.org/:_authToken={}", "npm" + "_" + letters(36)),
    ("Token of npm", "NPM_TOKEN={}", "npm" + "_" + letters(36)),
    ("Token of PyPI", "password = {}", "pypi" + "-AgEIcHlwaS5vcmc" + letters(80)),
    ("Key of Azure storage", 'c="x;{};"', "Account" + "Key=" + letters(86) + "=="),
    ("JSON Web Token", "bearer: {}", jwt()),
    ("Password in an address", "DB=postgres://bob:{}@db.internal/x", "s3cr3t" + letters(8)),
    ("Key of OpenAI", "KEY={}", "sk-" + letters(20) + "T3Blbk" + "FJ" + letters(20)),
    ("Token of a Telegram bot", "BOT={}", "123456789" + ":AA" + letters(33)),
    ("Token of a Discord bot", "BOT={}", discord()),
    ("Login of Artifactory", "PASS={}", "AKC" + "p8" + "aB3" + letters(60)),
    ("Key of Mailchimp", "KEY={}", letters(32, LOWER_HEX) + "-us12"),
    ("Secret of Square", "S={}", "sq0" + "csp-" + letters(43)),
    ("Login of Cloudant", "cloudant_password = '{}'", letters(64, LOWER_HEX)),
    ("Login of SoftLayer", "softlayer_api_key: {}", letters(64, LOWER_HEX)),
    ("Key of IBM Cloud", "ibm_cloud_api_key={}", letters(44)),
    ("Key of IBM object storage", "cos_hmac_secret_access_key={}", letters(48, LOWER_HEX)),
    ("Key of Google's services", "KEY={}", "AI" + "za" + letters(35)),
    ("Token of Hugging Face", "HF={}", "hf" + "_" + letters(34, "abcdefghijklmnopqrst")),
    ("Token of Docker Hub", "D={}", "dckr" + "_pat_" + letters(27)),
    ("Token of DigitalOcean", "D={}", "dop" + "_v1_" + letters(64, LOWER_HEX)),
    ("Private key of age", "{}", "AGE-SECRET" + "-KEY-1" + letters(58, CAPITALS)),
    ("Login of a registry", '{{"auths": {{"x": {{"auth": "{}"}}}}}}', letters(24)),
)
KEYS = ("", "RSA ", "EC ", "DSA ", "OPENSSH ")


@pytest.mark.parametrize(("title", "line", "secret"), SECRETS)
def test_each_rule_finds_its_secret_and_keeps_it(title: str, line: str, secret: str) -> None:
    content = f"# first\n\n  {line.format(secret)}\nlast\n".encode()
    found = scan_text(b"app/settings", content)
    assert title in {one.title for one in found}
    for one in found:
        assert one.line == 3
        assert secret not in one.excerpt
        # Not even a part of it that would make guessing easy.
        assert not any(secret[at : at + 8] in one.excerpt for at in range(len(secret) - 7))


@pytest.mark.parametrize("kind", KEYS)
def test_private_keys_by_their_header(kind: str) -> None:
    content = b"x\n" + HEADER.format(kind).encode()
    found = scan_text(b"k", content)
    header = f"-----BEGIN {kind}" + "PRIVATE KEY-----"
    assert found == [TextFinding(2, "Private key", Severity.HIGH, header)]


def test_a_key_in_a_string_of_json() -> None:
    content = b'{"private_key": "' + HEADER.format("").replace("\n", "\\n").encode() + b'"}'
    assert [one.title for one in scan_text(b"sa.json", content)] == ["Private key"]


def test_hashes_of_passwords_where_they_are_kept() -> None:
    line = (
        b"root:$6$" + letters(16).encode() + b"$" + letters(86).encode() + b":19000:0:99999:7:::\n"
    )
    assert [one.title for one in scan_text(b"etc/shadow", line)] == ["Hash of a password"]
    assert scan_text(b"etc/shadow", b"root:*:19000:0:99999:7:::\ndaemon:!:1::::::\n") == []
    assert scan_text(b"usr/doc", line) == []


HARMLESS = (
    "-----BEGIN {}".format("PRIVATE KEY-----") + "\n",  # a program that looks for the header
    'if line.startswith("-----BEGIN RSA ' + 'PRIVATE KEY-----"):\n    pass\n',
    "-----BEGIN PUBLIC KEY-----\n" + letters(64),
    "-----BEGIN CERTIFICATE-----\n" + letters(64),
    "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE",
    "key = AKIA" + "X" * 16,
    "data:font/woff2;base64," + letters(40) + "AKIA" + letters(16, CAPITALS) + letters(40),
    "proxy = http://user:password@proxy:8080",
    "proxy = http://user:pass@proxy:8080",
    "url = https://$USER:$PASSWORD@host/",
    "url = https://{user}:{password}@host/",
    "url = https://<user>:<password>@host/",
    "see https://bob:s3cr3tword@example.com/",
    "git@github.com:owner/name.git",
    "sha256:" + letters(64, LOWER_HEX),
    "integrity sha512-" + letters(86) + "==",
    "GITHUB_TOKEN=gh" + "p_" + "x" * 36,
    "org.apache.commons.String.Method.veryLongNameOfAMethodThatDoesThings",
    "locale en-us12 APACHE2 APACHECONFIGURATION",
    "eyJ not a token. eyJhbGciOi.eyJzdWIi.x",
    "password = hunter2",
)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_secret(text: str) -> None:
    assert scan_text(b"app/settings", text.encode()) == []


def test_a_second_secret_in_the_line_is_not_shown_either() -> None:
    key, unknown = "AKIA" + letters(16, CAPITALS), letters(40)
    for line in (
        f"{key}:{unknown}",
        f"{unknown}:{key}",
        f"pw={unknown} id={key}",
        f"{unknown}={key}",
    ):
        (found,) = scan_text(b"a", line.encode())
        assert key not in found.excerpt
        assert unknown not in found.excerpt


def test_an_excerpt_tells_where_a_secret_stands() -> None:
    token = "gh" + "p_" + letters(36)
    assert scan_text(b"a", f'export MY_TOKEN="{token}"'.encode())[0].excerpt == "MY_TOKEN=•••"
    assert scan_text(b"a", f"{{'my-token': '{token}'}}".encode())[0].excerpt == "my-token:•••"
    assert scan_text(b"a", f"curl -H x {token}".encode())[0].excerpt == "•••"
    line = b"DB=postgres://bob:s3cr3tword@db.internal:5432/x"
    assert scan_text(b"a", line)[0].excerpt == "postgres://•••@db.internal"


def test_lines_are_counted_and_in_order() -> None:
    tokens = ["gh" + "o_" + letters(36) for _ in range(3)]
    url = "amqp://bob:s3cr3tword@mq"
    lines = ["x"] * 20
    lines[4], lines[9], lines[2], lines[19] = *tokens, url
    found = scan_text(b"a", "\n".join(lines).encode())
    assert [one.line for one in found] == [3, 5, 10, 20]


def test_secrets_in_a_line_without_an_end() -> None:
    """Minified programs: wherever it stands, also across the places where the line is cut."""
    token = "gh" + "s_" + letters(36)
    for at in (0, 299, 3_990, 5_000, 6_800, 6_990, 7_300, 60_000):
        for filler in (b"x", b"ghs_ "):
            content = bytearray((filler * 70_000)[:70_000])
            content[at : at + len(token) + 2] = b" " + token.encode() + b" "
            found = scan_text(b"a.js", bytes(content))
            assert [one.title for one in found] == ["Token of GitHub"], at


def test_bytes_that_are_no_text_do_not_disturb() -> None:
    token = ("gh" + "r_" + letters(36)).encode()
    assert len(scan_text(b"a", b"\xff\xfe\x00" + token + b"\xc3(\r\n\x80")) == 1
    assert scan_text(b"a", bytes(range(256)) * 1_000) == []
    assert scan_text(b"a", b"") == []


def test_a_list_of_examples_is_cut() -> None:
    content = "\n".join("gh" + "p_" + letters(36) for _ in range(HITS_LIMIT * 3)).encode()
    found = scan_text(b"a", content)
    assert len(found) == HITS_LIMIT


@pytest.mark.parametrize(
    "unit",
    [
        "://a:b@", "eyJ", "eyJhbGciOiJIUzI1NiJ9.", "AKIA", "xoxb-1-", "M.", "AC", "-us", "1:AA",
        "softlayer_key ", "//a/:_authToken=", "BEGIN " + "PRIVATE KEY", "cloudant key      ",
        "secret_key=", "a:$", "://\n",
    ],
)  # fmt: skip
def test_what_is_made_to_be_slow_comes_to_an_end(unit: str) -> None:
    """The test's time limit is the judge: patterns tried everywhere in a megabyte take minutes."""
    content = (unit * (SIZE_LIMIT_BYTES // len(unit))).encode()
    assert len(scan_text(b"etc/shadow", content)) <= 1


def test_every_rule_is_tried_above() -> None:
    titles = {title for title, _, _ in SECRETS} | {"Private key", "Hash of a password"}
    assert {rule.title for rule in secret_rules()} == titles


def test_nothing_goes_out_and_nothing_is_loaded_before_it_is_needed() -> None:
    """The library could ask services; here it may not even make a socket."""
    program = """
import socket, sys
import core.catalog.findings_contents as contents
assert not any(name.startswith(("detect_secrets", "requests", "urllib3")) for name in sys.modules)
def refuse(*args, **kwargs):
    raise AssertionError("a socket")
for name in ("create_connection", "getaddrinfo", "gethostbyname"):
    setattr(socket, name, refuse)
for name in ("__init__", "connect", "bind", "sendto"):
    setattr(socket.socket, name, refuse)
token = "gh" + "p_" + "aB3dE6gH9" * 4
key = "AKIA" + "Q7WERTYUIOPASDF2"
found = contents.scan_text(b"a", f"{token}\\n{key}\\nhttps://bob:s3cr3tword@host.internal\\n".encode())
assert len(found) == 3, found
"""
    subprocess.run([sys.executable, "-c", program], check=True)


WORTH = (
    "app/config.py",
    "etc/app.conf",
    "usr/local/bin/start",
    "usr/src/app/.env",
    "opt/x/settings.yml",
    "root/.docker/config.json",
    "home/a/notes",
    "var/www/index.php",
    "usr/lib/x/id_rsa",  # its name is enough wherever it lies
    "srv/library/a",
)
NOT_WORTH = (
    "usr/share/doc/x/README",
    "usr/lib/python3/dist-packages/x.py",
    "opt/venv/lib/python3.12/site-packages/x.py",
    "app/node_modules/x/index.js",
    "usr/bin/ldd",
    "lib/udev/rules.d/x",
    "var/lib/dpkg/status",
    "var/cache/x",
    "etc/ssl/certs/ca-certificates.crt",
)


@pytest.mark.parametrize("path", WORTH)
def test_files_that_people_make_are_read(path: str) -> None:
    assert worth_reading(path.encode(), 100, True)


@pytest.mark.parametrize("path", NOT_WORTH)
def test_files_that_packages_bring_are_not(path: str) -> None:
    assert not worth_reading(path.encode(), 100, True)


def test_only_text_of_a_reasonable_size_is_read() -> None:
    assert worth_reading(b"app/a", SIZE_LIMIT_BYTES, True)
    assert not worth_reading(b"app/a", SIZE_LIMIT_BYTES + 1, True)
    assert not worth_reading(b"app/a", 100, False)
    assert not worth_reading(b"app/a", 0, True)
