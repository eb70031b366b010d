"""Live changes as rows, with plain values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.viewmodel.live_rows import (
    FOLD_ABOVE,
    METADATA_SIGN,
    ROWS_LIMIT,
    SHOWN_OF_FOLDED,
    bytes_words,
    folder_rows,
    kind_counts,
    newest_rows,
    notes,
    row_of,
    seen_age,
)
from app.viewmodel.sizes import MINUS
from core.model import (
    ChangeKind,
    DirectorySum,
    FileChange,
    FileType,
    LiveChanges,
    SeenChange,
)

NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def seen(
    path: str,
    kind: ChangeKind = ChangeKind.ADDED,
    size_bytes: int = 0,
    before_bytes: int = 0,
    *,
    changed_bytes: int | None = None,
    file_type: FileType = FileType.REGULAR,
) -> SeenChange:
    change = FileChange(path, kind, file_type, size_bytes, before_bytes)
    return SeenChange(change, NOW, changed_bytes)


def many_new(count: int, folder: str = "usr/doc") -> tuple[SeenChange, ...]:
    parent = f"{folder}/" if folder else ""
    return tuple(seen(f"{parent}f{number:03}", size_bytes=10) for number in range(count))


@pytest.mark.parametrize(
    ("change", "sign", "size", "detail"),
    [
        (seen("a", size_bytes=2_000), "+", "2.00 KB", ""),
        (seen("a", file_type=FileType.DIRECTORY, size_bytes=4_096), "+", "", ""),
        (seen("a", ChangeKind.DELETED, 0, 2_000), MINUS, f"{MINUS}2.00 KB", ""),
        (seen("a", ChangeKind.DELETED), MINUS, "", ""),
        (
            seen("a", ChangeKind.MODIFIED, 3_000, 1_000, changed_bytes=1),
            "~", "+2.00 KB", "1 byte changed, 3.00 KB copied",
        ),
        (
            seen("a", ChangeKind.MODIFIED, 3_000, 1_000, changed_bytes=0),
            "~", "+2.00 KB", "nothing differs, 3.00 KB copied",
        ),
        (seen("a", ChangeKind.MODIFIED, 1_000, 3_000), "~", f"{MINUS}2.00 KB", ""),
        (
            seen("a", ChangeKind.METADATA, 212, 212),
            METADATA_SIGN, "", "mode or owner only, 212 bytes copied",
        ),
    ],
)  # fmt: skip
def test_a_change_says_what_it_costs(change: SeenChange, sign: str, size: str, detail: str) -> None:
    row = row_of(change)
    assert (row.sign, row.size, row.detail) == (sign, size, detail)


def test_files_written_again_and_replaced_are_told_apart() -> None:
    again = row_of(seen("a", ChangeKind.IDENTICAL, 5, 5))
    assert again.detail == "written again, nothing differs, 5 bytes copied"
    replaced = row_of(seen("a", ChangeKind.REPLACED, 0, 9, file_type=FileType.SYMLINK))
    assert replaced.detail == "replaced by another kind of file"
    assert again.sign == replaced.sign == "~"


def test_paths_are_safe_to_show_and_kept_as_they_are() -> None:
    path = "srv/\u202eevil\n/a\x1b[31m"
    row = row_of(seen(path))
    assert row.path == row.key == path
    assert row.directory == "srv/\\u202eevil⏎/"
    assert row.name == "a\\x1b[31m"
    assert row.tooltip == f"/{row.directory}{row.name} (new)"
    assert row_of(seen("srv/new", file_type=FileType.DIRECTORY)).name == "new/"


def test_what_can_be_done_with_a_row() -> None:
    new, gone = row_of(seen("a")), row_of(seen("b", ChangeKind.DELETED))
    other = row_of(seen("c", ChangeKind.MODIFIED))
    folder = row_of(seen("d", ChangeKind.DELETED, file_type=FileType.DIRECTORY))
    assert [one.has_difference for one in (new, gone, other, folder)] == [False, True, True, False]
    assert [one.is_there for one in (new, gone, other, folder)] == [True, False, True, False]
    assert gone.as_sentence == "deleted: b"


def test_rows_keep_the_order_and_are_filtered_by_sign() -> None:
    live = LiveChanges(newest=(
        seen("a"), seen("b", ChangeKind.MODIFIED), seen("c", ChangeKind.DELETED),
        seen("d", ChangeKind.METADATA), seen("e", ChangeKind.REPLACED),
    ))  # fmt: skip

    def paths(sign: str) -> str:
        return "".join(row.path for row in newest_rows(live, sign))

    assert newest_rows(None) == ()
    assert paths("") == "abcde"
    assert (paths("+"), paths("~"), paths(MINUS)) == ("a", "bde", "c")


def test_many_new_files_of_a_folder_become_one_row_that_can_be_opened() -> None:
    gone = seen("usr/doc/gone", ChangeKind.DELETED)
    live = LiveChanges(newest=(*many_new(30), gone))
    rows = newest_rows(live)
    assert [row.name for row in rows] == ["f000", "f001", "f002", "… 27 more files", "gone"]
    rest = rows[SHOWN_OF_FOLDED]
    assert (rest.path, rest.folded, rest.size_bytes) == ("usr/doc", 27, 270)
    assert not rest.has_difference
    assert not rest.is_there
    assert rest.tooltip == "usr/doc/: 27 more new files. Enter shows them."
    assert len(newest_rows(live, unfolded={"usr/doc"})) == 31
    assert len(newest_rows(live, unfolded={"usr"})) == 5


def test_only_what_is_more_than_a_few_is_folded() -> None:
    assert len(newest_rows(LiveChanges(newest=many_new(FOLD_ABOVE)))) == FOLD_ABOVE
    assert len(newest_rows(LiveChanges(newest=many_new(FOLD_ABOVE + 1)))) == SHOWN_OF_FOLDED + 1
    in_root = newest_rows(LiveChanges(newest=many_new(FOLD_ABOVE + 1, "")))[-1]
    assert (in_root.path, in_root.directory) == ("", "")


def test_the_list_of_rows_is_bounded() -> None:
    live = LiveChanges(newest=tuple(seen(f"p{number}/a") for number in range(ROWS_LIMIT + 50)))
    rows = newest_rows(live)
    assert len(rows) == ROWS_LIMIT
    assert rows[0].path == "p0/a"


def test_folders_stand_below_those_that_hold_them_the_heaviest_first() -> None:
    rows = folder_rows((
        DirectorySum("", 9, 0, 0, 110), DirectorySum("a", 1, 0, 0, 10),
        DirectorySum("b", 3, 2, 1, 100), DirectorySum("b/x/deep", 1, 0, 0, 60),
        DirectorySum("b/y", 0, 2, 0, 40),
    ))  # fmt: skip
    assert [(row.path, row.depth) for row in rows] == [
        ("b", 0), ("b/x/deep", 1), ("b/y", 1), ("a", 0),
    ]  # fmt: skip
    assert (rows[1].directory, rows[1].name) == ("x/", "deep/")
    assert [row.share for row in rows] == [1.0, 0.6, 0.4, 0.1]
    assert rows[0].counts == (("+", 3), ("~", 2), (MINUS, 1))
    assert rows[2].counts == (("~", 2),)
    assert rows[0].tooltip == "/b: 3 added, 2 modified, 1 deleted, 100 B"


def test_folders_that_gave_space_back_have_no_share() -> None:
    rows = folder_rows((DirectorySum("a", 0, 0, 4, -50), DirectorySum("b", 1, 0, 0, 100)))
    assert [(row.path, row.share) for row in rows] == [("b", 1.0), ("a", 0.0)]
    assert folder_rows((DirectorySum("a", 0, 0, 4, -50),))[0].share == 0.0


def test_notes_tell_what_the_list_does_not() -> None:
    assert notes(None) == notes(LiveChanges(added=3), 3) == ()
    live = LiveChanges(
        added=1_200, size_bytes=5_000, copied_bytes=2_000, hidden=1, mounts=("a", "/b", "c", "d"),
        omitted=("run/\x07",), is_settling=True, sentence="Looked for every 3 seconds.",
    )  # fmt: skip
    assert notes(live, 200) == (
        "Looked for every 3 seconds.",
        "still looking …",
        "2.00 KB of 5.00 KB are whole files that differ only in part",
        "the newest 200 of 1\u2009200 are listed",
        "hidden: 1 path made by the engine",
        "mounts will not be in the layer: /a, /b, /c and 1 more",
        "cannot be in a layer: run/\\x07",
    )


def test_counts_are_of_everything() -> None:
    live = LiveChanges(added=5, modified=3, metadata=2, deleted=1)
    assert kind_counts(live) == {"": 9, "+": 5, "~": 3, MINUS: 1}
    assert set(kind_counts(None).values()) == {0}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "now"), (0.9, "now"), (2, "2 s"), (59.9, "59 s"), (130, "2 m"), (7_200, "2 h"),
     (90_000, "1 d")],
)  # fmt: skip
def test_ages_are_short(seconds: float, words: str) -> None:
    assert seen_age(row_of(seen("a")), NOW + timedelta(seconds=seconds)) == words


def test_few_bytes_are_counted() -> None:
    assert [bytes_words(count) for count in (1, 212, 2_000)] == ["1 byte", "212 bytes", "2.00 KB"]
