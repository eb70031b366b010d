from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.viewmodel.history import pair_history, split_command, when_text
from app.viewmodel.image_facts import (
    FactLook,
    brick_facts,
    configuration_facts,
    image_facts,
)
from app.viewmodel.roles import Role
from core.model import Image, ImageConfigSummary, ImageHistoryEntry
from tests.app.panels import samples

_NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def entry(created_by: str, *, is_empty: bool = False, **more: str) -> ImageHistoryEntry:
    return ImageHistoryEntry(
        _NOW, created_by, more.get("author", ""), more.get("comment", ""), is_empty
    )


def image(*history: ImageHistoryEntry, layers: int = 3) -> Image:
    """The store gives a layer its command only where history fits; so do these."""
    kept = tuple(replace(layer, created_by="") for layer in samples.LAYERS[:layers])
    return replace(samples.image("web", "1.0", kept), history=history)


# --- pairing ----------------------------------------------------------------------------------


def test_steps_are_newest_first_with_the_brick_that_each_made() -> None:
    found = pair_history(
        image(
            entry("ADD rootfs.tar.xz /"), entry('CMD ["bash"]', is_empty=True),
            entry("RUN a"), entry("RUN b", author="Ada", comment="why"),
            entry("EXPOSE 80/tcp", is_empty=True),
        )
    )  # fmt: skip
    assert [(step.level, step.command.one_line) for step in found.steps] == [
        (None, "EXPOSE 80/tcp"), (2, "RUN b"), (1, "RUN a"), (None, 'CMD ["bash"]'),
        (0, "ADD rootfs.tar.xz /"),
    ]  # fmt: skip
    assert found.steps[1].layer == replace(samples.LAYERS[2], created_by="")
    assert (found.steps[1].author, found.steps[1].comment) == ("Ada", "why")
    assert (found.orphans, found.reason) == ((), "")


def test_a_base_without_history_does_not_shift_every_command() -> None:
    """Pairing from the bottom would say that `RUN mine` made the base (buildah#7037)."""
    found = pair_history(image(entry("RUN mine"), entry("CMD x", is_empty=True), layers=3))
    assert [step.level for step in found.steps] == [2, 1, 0]
    assert not any(step.command.is_known for step in found.steps)
    assert [step.command.one_line for step in found.orphans] == ["CMD x", "RUN mine"]
    assert "1 step makes a brick" in found.reason
    assert "the image has 3 bricks" in found.reason


def test_more_entries_than_layers_do_not_fit_either() -> None:
    found = pair_history(image(*(entry(f"RUN {n}") for n in range(4)), layers=2))
    assert [step.level for step in found.steps] == [1, 0]
    assert len(found.orphans) == 4
    assert "4 steps make a brick" in found.reason


def test_an_image_without_history_says_so_unless_its_layers_tell() -> None:
    silent = pair_history(image())
    assert "does not tell" in silent.reason
    assert silent.orphans == ()
    told = samples.image("web", "1.0", samples.LAYERS)
    found = pair_history(told)
    assert found.reason == ""
    assert found.steps[-1].command.one_line == "ADD rootfs.tar.xz /"


def test_an_image_of_no_layers_has_only_labels() -> None:
    found = pair_history(image(entry("CMD x", is_empty=True), layers=0))
    assert [(step.level, step.layer) for step in found.steps] == [(None, None)]


# --- commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recorded", "instruction", "words"),
    [
        ('/bin/sh -c #(nop)  CMD ["bash"]', "CMD", '["bash"]'),
        ("/bin/sh -c #(nop) ADD file:1a2b in / ", "ADD", "file:1a2b in /"),
        ("/bin/sh -c apt-get update && apt-get install -y nginx", "RUN",
         "apt-get update && apt-get install -y nginx"),
        ("RUN /bin/sh -c make install # buildkit", "RUN", "make install"),
        ("RUN |2 A=1 B=two words /bin/sh -c make # buildkit", "RUN", "make"),
        ("|1 A=1 /bin/sh -c make", "RUN", "make"),
        ("/bin/bash -eo pipefail -c curl x | sh", "RUN", "curl x | sh"),
        ("/bin/ash -eo pipefail -c apk add x", "RUN", "apk add x"),
        ("COPY dist/ /var/www # buildkit", "COPY", "dist/ /var/www"),
        ("HEALTHCHECK &{[\"CMD\"] 5s}", "HEALTHCHECK", "&{[\"CMD\"] 5s}"),
        ("apt-get install -y curl", "", "apt-get install -y curl"),
        ("RUNNING is no instruction", "", "RUNNING is no instruction"),
        ("", "", ""),
    ],
)  # fmt: skip
def test_what_builders_write_becomes_what_a_person_wrote(
    recorded: str, instruction: str, words: str
) -> None:
    found = split_command(recorded)
    assert (found.instruction, found.words) == (instruction, words)
    assert found.recorded == recorded
    assert found.is_known == bool(recorded)


def test_one_line_shows_what_cannot_be_printed() -> None:
    found = split_command("/bin/sh -c echo a \\\n    && echo \x1b[31m\u202e")
    assert found.one_line == "RUN echo a \\ && echo \\x1b[31m\\u202e"
    assert "\n" in found.words


# --- moments ----------------------------------------------------------------------------------


def test_moments_say_as_much_as_is_of_use() -> None:
    now = datetime(2026, 11, 3, 15, 0).astimezone()
    assert when_text(now.replace(hour=9, minute=12), now) == "today 09:12"
    assert when_text(now - timedelta(days=6), now) == "28 Oct"
    assert when_text(now.replace(year=2024), now) == "3 Nov 2024"


def test_a_date_that_is_none_is_not_shown() -> None:
    for moment in (None, datetime(1, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)):
        assert when_text(moment) == ""


# --- facts ------------------------------------------------------------------------------------


def test_configuration_keeps_words_apart_and_leaves_out_what_is_not_set() -> None:
    one = replace(
        image(),
        config=ImageConfigSummary(
            command=("nginx", "-g", "daemon off;"), env=("A=1", "B=\x1b2"),
            labels=(("maintainer", "x"), ("z", "two\nlines")),
        ),
    )  # fmt: skip
    facts = {fact.name: fact for fact in configuration_facts(one)}
    assert list(facts) == ["Command", "Environment", "Labels"]
    assert facts["Command"].shown == '["nginx", "-g", "daemon off;"]'
    assert facts["Environment"].shown == "A=1\nB=\\x1b2"
    assert facts["Environment"].copied == "A=1\nB=\x1b2"
    assert facts["Labels"].shown == "maintainer=x\nz=two⏎lines"
    assert facts["Labels"].look is FactLook.CODE


def test_an_image_is_named_by_all_its_digests() -> None:
    one = replace(image(), base_digest="sha256:b", base_name="debian:12")
    facts = {fact.name: fact.copied for fact in image_facts(one)}
    assert facts["Digest"] == one.manifest_digest
    assert facts["Image ID"] == one.image_id
    assert facts["Stands on"] == "debian:12"
    assert facts["Base digest"] == "sha256:b"
    assert [name for name in facts if name.startswith("Brick")] == ["Brick 3", "Brick 2", "Brick 1"]


def test_a_brick_tells_its_digests_who_uses_it_and_what_is_missing() -> None:
    layer = replace(
        samples.LAYERS[0], created_by="", unavailable_reason="it is damaged", comment="c"
    )
    users = ("debian:12-slim", "orders-api:4.2.0")
    facts = {fact.name: fact.shown for fact in brick_facts(layer, Role.OS, users)}
    assert facts["Role"] == "Base OS"
    assert facts["Made by"] == "command unknown"
    assert facts["Used by"] == "debian:12-slim, orders-api:4.2.0"
    assert facts["Diff ID"] == layer.diff_id
    assert facts["Chain ID"] == layer.chain_id
    assert facts["Media type"] == layer.media_type
    assert facts["Contents"] == "not available: it is damaged"
    assert "Made by" not in {fact.name for fact in brick_facts(samples.LAYERS[0], Role.OS)}
