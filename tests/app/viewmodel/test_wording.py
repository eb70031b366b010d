from __future__ import annotations

import dataclasses
import pickle
import shlex
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from app.viewmodel import equivalents
from app.viewmodel.console import Console, harmless
from app.viewmodel.equivalents import Dialect
from app.viewmodel.sizes import (
    age_text,
    brick_height,
    duration_text,
    short_digest,
    size_text,
    visible,
)
from app.viewmodel.wording import describe_error, in_bricks
from core import errors
from core.errors import BricklayerError, BugError


def all_errors() -> list[type[BricklayerError]]:
    found: list[type[BricklayerError]] = []
    waiting: list[type[BricklayerError]] = [BricklayerError]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


def made(kind: type[BricklayerError]) -> BricklayerError:
    values: dict[str, object] = {
        "str": "something", "tuple[str, ...]": ("one", "two"), "int | None": 5, "int": 5,
    }  # fmt: skip
    facts = {field.name: values[str(field.type)] for field in dataclasses.fields(kind)}
    return kind(**facts)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", all_errors(), ids=lambda kind: kind.__name__)
def test_every_error_is_one_plain_sentence_and_survives_the_way(
    kind: type[BricklayerError],
) -> None:
    error = made(kind)
    message = describe_error(error)
    assert message.sentence[0].isupper() or message.sentence[0] in "“s"
    assert "\n" not in message.sentence
    assert "Traceback" not in message.sentence
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == str(error)
    assert kind.__doc__


def test_what_nobody_expected_is_our_mistake_with_details() -> None:
    try:
        raise ZeroDivisionError("x")
    except ZeroDivisionError as error:
        message = describe_error(error)
    assert "report" in message.sentence
    assert "ZeroDivisionError" in message.details
    assert describe_error(BugError(what="w", detail="trace")).details == "trace"
    assert errors.Cancelled not in all_errors()


def test_sizes_times_and_names() -> None:
    assert [size_text(n) for n in (0, 512, 1000, 74_800_000, 5_120_000_000)] == [
        "0 B", "512 B", "1.00 KB", "74.8 MB", "5.12 GB",
    ]  # fmt: skip
    assert size_text(999_999) == "1.00 MB"
    assert [brick_height(n) for n in (0, 10**6, 10**7, 10**8, 10**9)] == [1.1, 1.5, 1.8, 2.5, 3.4]
    assert [duration_text(s) for s in (0.44, 12, 200, 7440)] == [
        "0.4 s", "12 s", "3 m 20 s", "2 h 04 m",
    ]  # fmt: skip
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert age_text(now - timedelta(hours=2), now) == "2 h"
    assert age_text(None) == ""
    assert short_digest("sha256:" + "0123456789abcdef" * 4) == "sha256:0123…cdef"
    assert visible("a\u202eb\x1b[2J\n") == "a\\u202eb\\x1b[2J⏎"


@pytest.mark.parametrize(
    "word",
    ["plain", "two words", "it's", 'say "hi"', "$(rm -rf /)", "`id`", "a\nb", "-rf", "ü;&|", ""],
)
def test_command_lines_are_quoted_for_a_real_shell(word: str) -> None:
    line = equivalents.snapshot(Dialect.DOCKER, word, word, word, "1", word)
    done = subprocess.run(
        ["bash", "-c", line.replace("docker", "printf '%s\\0'", 1)],
        capture_output=True, check=True,
    )  # fmt: skip
    words = done.stdout.decode().split("\0")[:-1]
    assert words[0] == "commit"
    assert words[2] == word
    assert words[-1] == f"{word}:1"
    assert words[-2] == word


def test_powershell_quotes_end_nothing() -> None:
    assert equivalents.powershell_word("it’s") == "'it’’s'"
    assert equivalents.powershell_word("plain-1.0") == "plain-1.0"
    assert equivalents.powershell_word("-Force") == "'-Force'"
    assert "New-ContainerImage" in equivalents.snapshot(Dialect.POWERSHELL, "c", "n", "p", "1", "")


def test_each_verb_has_its_command() -> None:
    for dialect in (Dialect.DOCKER, Dialect.PODMAN):
        assert shlex.split(equivalents.execute(dialect, "c", "echo 'a b'"))[-1] == "echo 'a b'"
        assert shlex.split(equivalents.container_verb(dialect, "stop", "c")) == [
            dialect.value, "stop", "c",
        ]  # fmt: skip


def test_the_console_is_bounded_and_harmless() -> None:
    console = Console()
    console.start("yes")
    for _ in range(300):
        console.output("stdout", b"y\n" * 1000, 0)
    assert console.total == 300_001
    assert len(console.lines) == 5_000
    console.output("stdout", b"\x1b]52;c;ZXZpbA==\x07\x1b[31mred\x1b[0m 50%\r100%\npart", 7)
    console.finish("exit code 0")
    texts = [line.text for line in list(console.lines)[-4:]]
    assert texts == ["… 7 bytes left out …", "100%", "part", "exit code 0"]
    assert harmless("a\x00\u202eb") == "a\\x00\\x202eb"
    assert len(harmless("x" * 9999)) < 2100


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "Layer 7 deletes 183 files of layer 2 (usr/lib/gcc): delete them in layer 2 already.",
            "Brick 7 deletes 183 files of brick 2 (usr/lib/gcc): delete them in brick 2 already.",
        ),
        ("what the layers on it hold", "what the bricks on it hold"),
        ("in layer 2 (opt/layer/x, layer.tar, my-layer): `layer`",
         "in brick 2 (opt/layer/x, layer.tar, my-layer): `layer`"),
        ("Players relay it.", "Players relay it."),
        ("the layer.", "the brick."),
    ],
)  # fmt: skip
def test_layers_are_bricks_beside_bricks(sentence: str, shown: str) -> None:
    assert in_bricks(sentence) == shown
