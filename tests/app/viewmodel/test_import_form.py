"""What an archive holds as a form: rows, facts, names, and the request."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.viewmodel.archive_words import file_name
from app.viewmodel.import_form import (
    RootFields,
    check_reference,
    complaint_about,
    facts_of,
    first_choice,
    missing_bytes,
    refusal_words,
    request_of,
    rows_of,
    shown_name,
    source_words,
    taken_names,
)
from core.errors import NameGrammarError
from core.model import FoundImage, ImportChoice, NameConflict
from tests.app.panels import archive_samples as archives
from tests.app.panels import samples


def test_each_row_says_what_would_become_of_it() -> None:
    rows = rows_of(archives.USUAL)
    assert [(row.title, row.pill, row.can_choose) for row in rows] == [
        ("orders-api:4.2.0", "new", True),
        ("debian:12-slim", "the name means another image here", True),
        ("orders-api:4.1.0", "here already", True),
        ("orders-arm:4.2.0", "for another machine", True),
        ("orders-odd:1.0", "cannot be imported", False),
    ]
    assert rows[0].words == "linux/amd64 · 5 bricks · 236 MB"
    assert rows[4].as_sentence.endswith("One of its layers is encrypted, and Bricklayer has no "
                                        "key for it.")  # fmt: skip


def test_text_from_the_archive_hides_nothing() -> None:
    row = rows_of(archives.look(archives.ODD))[0]
    shown = [row.title, row.as_sentence, *(fact.shown for fact in facts_of(archives.ODD))]
    shown += [shown_name(archives.ODD), refusal_words(replace(archives.ODD, refusal="\x1b\u202e"))]
    assert not [char for text in shown for char in text if char in "\u202e\x1b\x07"]


def test_what_is_for_this_machine_and_new_is_chosen_first() -> None:
    assert first_choice(archives.USUAL) == {"orders", "taken"}
    assert first_choice(archives.look(archives.HERE, archives.FOREIGN)) == {"here"}
    assert first_choice(archives.look(archives.REFUSED, archives.FOREIGN)) == {"foreign"}
    assert first_choice(archives.look(archives.REFUSED)) == frozenset()
    assert first_choice(archives.EMPTY) == frozenset()


def test_layers_that_images_share_come_once() -> None:
    assert missing_bytes((archives.ORDERS,)) == archives.ORDERS.missing_bytes == 151_104_100
    assert missing_bytes((archives.ORDERS, archives.TAKEN, archives.HERE)) == 151_104_100


def test_what_was_looked_into_is_said_in_one_line() -> None:
    words = "OCI archive, packed with gzip · 160 MB · 5 images"
    assert source_words(archives.USUAL) == words
    assert source_words(replace(archives.ROOT, compression="")).startswith("Root file system · ")


def test_facts_are_few_and_short() -> None:
    facts = {fact.name: fact.shown for fact in facts_of(archives.ORDERS)}
    assert facts["Created"] == "3 Nov 2026"
    assert facts["Environment"] == "2 settings"
    assert facts["Labels"].endswith("\nand 6 more")
    assert facts["Called there"] == "registry.example/orders:latest"
    said = (("org.opencontainers.image.title", "x"), ("b", "1"), ("a", "2"))
    config = replace(archives.ORDERS.image.config, labels=said)
    own = replace(archives.ORDERS, image=replace(archives.ORDERS.image, config=config))
    labels = next(fact.shown for fact in facts_of(own) if fact.name == "Labels")
    assert labels == "b=1\na=2\norg.opencontainers.image.title=x"
    assert "ports" not in {name.casefold() for name in facts}


def test_a_refusal_comes_before_what_one_may_want_to_know() -> None:
    assert refusal_words(archives.ORDERS) == ""
    assert "linux/arm64" in refusal_words(archives.FOREIGN)
    both = replace(archives.FOREIGN, refusal="It is damaged.")
    assert refusal_words(both) == "It is damaged."


@pytest.mark.parametrize(
    "good", ["web:1.0", " class/web:1.0 ", "Web-Server:1", "localhost:5000/class/web:1"]
)
def test_names_with_a_version_are_good(good: str) -> None:
    assert check_reference(good) == good.strip()


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "web",
        "web:",
        ":1",
        "a b:1",
        "web:1 0",
        "web@sha256:00",
        "host:5000/",
        "host:5000/web",
        "host:5000/a b:1",
        "-x:1/web:1",
    ],
)
def test_other_names_are_refused(bad: str) -> None:
    with pytest.raises(NameGrammarError):
        check_reference(bad)


def test_the_name_that_it_has_there_is_never_complained_about() -> None:
    odd = replace(archives.ORDERS, image=replace(archives.ORDERS.image, reference="host:5000/x"))
    assert complaint_about("host:5000/x", odd, ()) == ""
    assert complaint_about("x", odd, ()) != ""
    assert "called so too" in complaint_about("web:1", odd, {"web:1"})


def test_names_that_mean_another_image_are_found() -> None:
    images, here = (archives.ORDERS, archives.TAKEN), {"web:1": "sha256:other"}
    assert taken_names(images, {}, here) == ("debian:12-slim",)
    assert taken_names(images, {"taken": "web:2", "orders": "web:1"}, here) == ("web:1",)
    same = {"web:1": archives.ORDERS.image.manifest_digest}
    assert taken_names((archives.ORDERS,), {"orders": "web:1"}, same) == ()


def test_the_request_names_only_what_was_changed() -> None:
    names = {"orders": "orders-api:4.2.0", "taken": " mine:1 "}
    request = request_of(archives.USUAL, {"orders", "taken"}, names, NameConflict.KEEP_BOTH)
    assert request.choices == (ImportChoice("orders"), ImportChoice("taken", "mine:1"))
    assert (request.path, request.stamp) == (archives.PATH, archives.STAMP)
    assert request.conflict is NameConflict.KEEP_BOTH


def test_an_odd_name_that_was_not_touched_is_not_sent_as_it_is_shown() -> None:
    look = archives.look(archives.ODD)
    request = request_of(look, {"odd"}, {"odd": shown_name(archives.ODD)}, NameConflict.REPLACE)
    assert request.choices == (ImportChoice("odd"),)


def test_a_root_file_system_is_named_by_its_fields() -> None:
    root = RootFields("alpine", "Local", "3.20")
    request = request_of(archives.ROOT, {"root"}, {}, NameConflict.KEEP_BOTH, root)
    assert (request.name, request.publisher, request.version) == ("alpine", "Local", "3.20")
    usual = request_of(archives.USUAL, {"orders"}, {}, NameConflict.KEEP_BOTH, root)
    assert (usual.name, usual.publisher, usual.version) == ("", "", "")


def test_a_path_is_told_by_its_last_part() -> None:
    assert file_name("/a/b/image.tar") == "image.tar"
    assert file_name("/a/layout/") == "layout"
    assert file_name("/x/\u202egnp.tar") == "\\u202egnp.tar"
    assert file_name("/") == "/"


def test_an_image_without_a_name_says_so() -> None:
    nameless = FoundImage("n", replace(samples.image("a", "1", ()), reference=""))
    assert rows_of(archives.look(nameless))[0].title == "without a name"
