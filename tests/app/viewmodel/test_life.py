from __future__ import annotations

from typing import Any

import pytest

from app.viewmodel.life import clean_path, event_words, life_in_short, life_rows
from core.model import ChangeKind, FileAttributes, FileType, LifeEvent, MetadataPart

KIND, FILE = ChangeKind, FileType


def event(level: int, kind: ChangeKind, size_bytes: int = 0, **more: Any) -> LifeEvent:
    file_type = more.pop("file_type", FILE.REGULAR)
    return LifeEvent(level, f"sha256:{level}", kind, file_type, size_bytes, **more)


BROUGHT = event(1, KIND.ADDED, 1_200, attributes=FileAttributes(0o644))
CHMOD = event(
    2, KIND.METADATA, 1_200, attributes=FileAttributes(0o755), metadata=(MetadataPart.MODE,)
)


def test_a_copy_for_its_mode_says_what_it_cost() -> None:
    assert event_words(BROUGHT, None) == "added, 1.20 KB"
    assert event_words(CHMOD, BROUGHT) == ("mode 0644 → 0755: the whole file was copied, 1.20 KB")
    owner = event(
        3, KIND.METADATA, 0, file_type=FILE.DIRECTORY, attributes=FileAttributes(0o755, 33, 33),
        metadata=(MetadataPart.OWNER, MetadataPart.TIME),
    )  # fmt: skip
    assert event_words(owner, CHMOD) == "owner 0:0 → 33:33, another time"


def test_a_deletion_says_by_what_and_that_the_bytes_stay() -> None:
    gone = event(3, KIND.DELETED, by_path="etc/nginx")
    assert event_words(gone, BROUGHT) == (
        "deleted with its directory etc/nginx; its 1.20 KB stay in brick 2"
    )
    assert event_words(event(3, KIND.DELETED), None) == "deleted"


@pytest.mark.parametrize(
    ("one", "before", "words"),
    [
        (event(3, KIND.MODIFIED, 1_500), BROUGHT, "other contents, 1.20 KB → 1.50 KB"),
        (event(3, KIND.MODIFIED, 1_200), BROUGHT, "other contents, 1.20 KB"),
        (event(3, KIND.MODIFIED, 1_200, metadata=(MetadataPart.TIME,)), BROUGHT,
         "other contents, 1.20 KB"),
        (event(3, KIND.IDENTICAL, 1_200), BROUGHT, "rewritten, and nothing differs, 1.20 KB"),
        (event(3, KIND.REPLACED, file_type=FILE.SYMLINK, attributes=FileAttributes(link="x")),
         BROUGHT, "replaced by a link to x"),
        (event(3, KIND.REPLACED, 9), BROUGHT, "removed with its directory and made anew, 9 B"),
        (event(3, KIND.ADDED, 9, attributes=FileAttributes(link="a\x1b")), None,
         "added, 9 B, one file with a\\x1b"),
        (event(3, KIND.ADDED, file_type=FILE.FIFO), None, "added, a pipe"),
        (event(3, KIND.MODIFIED, file_type=FILE.SYMLINK, attributes=FileAttributes(link="new")),
         event(1, KIND.ADDED, file_type=FILE.SYMLINK, attributes=FileAttributes(link="old")),
         "now a link to new, before to old"),
    ],
)  # fmt: skip
def test_every_kind_has_its_words(one: LifeEvent, before: LifeEvent | None, words: str) -> None:
    assert event_words(one, before) == words


def test_bricks_between_are_told_together() -> None:
    events = (BROUGHT, CHMOD, event(4, KIND.DELETED), event(7, KIND.ADDED, 1))
    rows = life_rows(events, 10)
    assert [(row.sign, row.words.partition(",")[0]) for row in rows] == [
        ("", "unchanged in bricks 9 to 10"), ("+", "added again"),
        ("", "not there in bricks 6 to 7"), ("−", "deleted; its 1.20 KB stay in brick 3"),
        ("", "unchanged in brick 4"), ("≈", rows[5].words.partition(",")[0]), ("+", "added"),
        ("", "not there yet in brick 1"),
    ]  # fmt: skip
    assert [row.can_open for row in rows if row.event] == [True, False, True, True]


def test_a_brick_may_delete_and_bring_a_path_again() -> None:
    """As the engine tells it of a file that becomes a directory and back."""
    rows = life_rows((BROUGHT, event(1, KIND.DELETED), event(2, KIND.ADDED, 5)), 3)
    assert [row.level for row in rows] == [2, 1, 1, 0]


def test_the_end_is_told_in_short() -> None:
    assert life_in_short((BROUGHT, CHMOD)) == "2 bricks have to do with it; it is there in the end."
    gone = event(3, KIND.DELETED)
    assert life_in_short((gone,)) == "1 brick has to do with it; it is gone in the end."
    assert "No brick" in life_in_short(())


def test_typed_paths_are_understood() -> None:
    assert clean_path("  /etc//./nginx/ ") == "etc/nginx"
    assert clean_path("/") == ""
