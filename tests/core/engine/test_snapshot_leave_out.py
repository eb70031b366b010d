"""What a person does not want in an image is in none of its layers, and all else is.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.engine.protocol import Engine
from core.errors import NameGrammarError, NothingChangedError
from core.model import Container, Image, SnapshotRequest
from tests.core.engine.at_work import now, open_engine
from tests.core.engine.marked import names_by_layer, said, started, state_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("left-out") / "repository") as engine:
        yield engine


def taken(engine: Engine, container: Container, name: str, *leave_out: str) -> Image:
    return engine.snapshot(SnapshotRequest(container.id, name, "Tests", "1", leave_out=leave_out))


def seen_from(engine: Engine, image: Image) -> list[bytes]:
    """All that can be seen in a new container of an image."""
    container = started(engine, f"from-{image.name}", image.reference)
    listing = state_of(engine, container)
    engine.discard_container(container.id)
    return listing


@pytest.mark.parametrize("is_running", [True, False])
def test_it_is_in_no_layer_also_not_in_one_of_an_older_mark(
    engine: Engine, is_running: bool
) -> None:
    container = started(engine, f"no-layer-{is_running}")
    said(engine, container, "mkdir -p /a/secret/in /b; echo 1 > /a/secret/in/key; echo 1 > /a/kept")
    container = engine.mark(container.id, "one")
    said(engine, container, "echo 2 >> /a/secret/in/key; echo 2 > /a/secret/new; echo 2 > /b/kept")
    container = engine.mark(container.id, "two")
    said(engine, container, "rm /a/secret/new; echo 3 > /a/secret/top; echo 3 > /c")
    wanted = [line for line in state_of(engine, container) if b"/a/secret" not in line]
    if not is_running:
        engine.stop_container(container.id, grace_s=0.0)
    image = taken(engine, container, f"NoLayer-{is_running}", "a/secret")
    assert names_by_layer(engine, image.reference) == [{"a", "a/kept", "b"}, {"b", "b/kept", "a"},
                                                       {"a", "c"}]  # fmt: skip
    assert seen_from(engine, image) == wanted
    # Nothing is lost: with what was left out it stays on its image, with its marks.
    found = now(engine, container)
    assert (found.image_reference, found.marks) == ("Base:1", container.marks)
    engine.start_container(container.id)
    assert said(engine, container, "cat /a/secret/in/key /a/secret/top /c") == b"1\n2\n3\n3\n"
    engine.roll_back(container.id, container.marks[0].id)
    assert said(engine, container, "cat /a/secret/in/key") == b"1\n"
    engine.discard_container(container.id)


def test_what_is_not_there_is_not_missed(engine: Engine) -> None:
    container = started(engine, "not-there")
    said(engine, container, "mkdir /ab; echo x > /ab/c; echo x > /a; echo x > '/b c'")
    engine.stop_container(container.id, grace_s=0.0)
    image = taken(engine, container, "NotThere", "ab/d", "a/c", "b", "nothing/at/all", "etc/hosts")
    assert names_by_layer(engine, image.reference) == [{"ab", "ab/c", "a", "b c"}]
    assert now(engine, container).image_reference == image.reference  # nothing was left out
    engine.discard_container(container.id)


def test_what_the_image_has_is_as_in_the_image(engine: Engine) -> None:
    container = started(engine, "as-before")
    before = said(engine, container, "cat /etc/group; ls -ld /srv")
    said(engine, container, "echo more >> /etc/group; rm /etc/hosts; chmod 700 /srv; echo > /new")
    image = taken(engine, container, "AsBefore", "etc/group", "etc/hosts", "srv/")
    following = started(engine, "following", image.reference)
    assert said(engine, following, "cat /etc/group; ls -ld /srv") == before
    assert b"localhost" in said(engine, following, "cat /etc/hosts")
    for one in (container, following):
        engine.discard_container(one.id)


def test_the_other_names_of_a_file_and_its_directories_stay_whole(engine: Engine) -> None:
    container = started(engine, "links")
    said(
        engine,
        container,
        "mkdir -p /d/e/f; echo x > /d/a; ln /d/a /d/b; ln /d/a /d/c; ln -s a /d/to-a; "
        "chmod 1750 /d/e; touch /d/e/f/one /d/e/f/two",
    )
    image = taken(engine, container, "Links", "d/a", "d/e/f/one", "d/e/f/two")
    following = started(engine, "of-links", image.reference)
    assert said(engine, following, "cat /d/b /d/c") == b"x\nx\n"
    assert said(engine, following, "stat -c '%h %i' /d/b") == said(
        engine, following, "stat -c '%h %i' /d/c"
    )
    assert said(engine, following, "readlink /d/to-a; ls /d /d/e/f; stat -c %a /d/e") == (
        b"a\n/d:\nb\nc\ne\nto-a\n\n/d/e/f:\n1750\n"
    )
    for one in (container, following):
        engine.discard_container(one.id)


def test_a_mark_of_which_all_is_left_out_is_in_the_history_alone(engine: Engine) -> None:
    container = started(engine, "all-of-it")
    said(engine, container, "echo x > /secret", is_recorded=True)
    engine.mark(container.id, "first")
    said(engine, container, "echo y > /kept", is_recorded=True)
    image = taken(engine, container, "AllOfIt", "secret")
    assert names_by_layer(engine, image.reference) == [{"kept"}]
    assert [(one.created_by, one.empty_layer) for one in image.history[1:]] == [
        ("echo x > /secret", True),
        ("echo y > /kept", False),
    ]
    assert image.layers[-1].created_by == "echo y > /kept"
    with pytest.raises(NothingChangedError):
        taken(engine, container, "Nothing", "secret", "kept")
    assert "Nothing:1" not in {one.reference for one in engine.repository().images}
    engine.discard_container(container.id)


def test_what_a_replaced_directory_hides_stays_hidden(engine: Engine) -> None:
    container = started(engine, "hidden")
    said(engine, container, "mkdir -p /d/in; echo 1 > /d/in/old; echo 1 > /d/old")
    engine.mark(container.id)
    said(engine, container, "rm -r /d; mkdir -p /d/in; echo 2 > /d/in/new; echo 2 > /d/new")
    image = taken(engine, container, "Hidden", "d/in")
    following = started(engine, "of-hidden", image.reference)
    assert said(engine, following, "ls /d") == b"new\n"
    for one in (container, following):
        engine.discard_container(one.id)


def test_odd_names(engine: Engine) -> None:
    container = started(engine, "odd")
    said(engine, container, r"""cd /; printf x > "$(printf 'raw-\377')"; mkdir 'a b'""")
    said(engine, container, "printf x > '/a b/two\nlines'; printf x > '/a b/*'; printf x > /*x")
    image = taken(engine, container, "Odd", "raw-\udcff", "a b/two\nlines", "*x")
    assert names_by_layer(engine, image.reference) == [{"a b", "a b/*"}]
    engine.discard_container(container.id)


@pytest.mark.parametrize(
    "path", ["/etc", "", "/", ".", "..", "a/../b", "./a", "a//b", "a/./b", "a\x00b", "../a"]
)
def test_paths_that_are_none(engine: Engine, path: str) -> None:
    container = started(engine, "paths")
    said(engine, container, "echo x > /x")
    with pytest.raises(NameGrammarError, match=r"path to leave out"):
        taken(engine, container, "Paths", path)
    assert "Paths:1" not in {one.reference for one in engine.repository().images}
    engine.discard_container(container.id)
