"""The life of a path over the bricks of an image, in words, the topmost brick first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.viewmodel.history import CommandText, split_command
from app.viewmodel.sizes import MINUS, counted, size_text, visible
from core.model import ChangeKind, FileAttributes, FileType, LifeEvent, MetadataPart
from core.translation import tr

_SIGNS = {
    ChangeKind.ADDED: "+",
    ChangeKind.MODIFIED: "~",
    ChangeKind.METADATA: "≈",
    ChangeKind.REPLACED: "⇄",
    ChangeKind.DELETED: MINUS,
    ChangeKind.IDENTICAL: "≡",
}
_THINGS = {
    FileType.REGULAR: tr("a file"),
    FileType.DIRECTORY: tr("a directory"),
    FileType.SYMLINK: tr("a link"),
    FileType.FIFO: tr("a pipe"),
    FileType.CHARACTER_DEVICE: tr("a character device"),
    FileType.BLOCK_DEVICE: tr("a block device"),
    FileType.SOCKET: tr("a socket"),
}


@dataclass(frozen=True, slots=True)
class LifeRow:
    """What one brick did to the path, or (without an event) that some bricks did nothing.

    `can_open`: there is a file to be shown as it was after this brick.
    """

    words: str
    level: int  # of the brick; of several the topmost
    event: LifeEvent | None = None
    sign: str = ""
    can_open: bool = False

    @property
    def command(self) -> CommandText:
        """What made the brick."""
        return split_command(self.event.created_by if self.event is not None else "")

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        if self.event is None:
            return self.words
        made = (
            tr(", by {one_line}", one_line=self.command.one_line) if self.command.is_known else ""
        )
        return tr("Brick {level}: {words}{made}", level=self.level + 1, words=self.words, made=made)


def life_rows(events: Sequence[LifeEvent], levels: int) -> tuple[LifeRow, ...]:
    """`events` bottom first, of an image with `levels` layers; the rows go from top to bottom."""
    rows: list[LifeRow] = []
    before: LifeEvent | None = None  # what is there below, None when nothing is
    was_there = False
    next_level = 0
    for event in events:
        _add_gap(rows, next_level, event.level, before, was_there=was_there)
        rows.append(
            LifeRow(
                event_words(event, before, was_there=was_there),
                event.level,
                event,
                _SIGNS[event.kind],
                event.kind is not ChangeKind.DELETED and event.file_type is FileType.REGULAR,
            )
        )
        before = None if event.kind is ChangeKind.DELETED else event
        was_there = True
        next_level = max(next_level, event.level + 1)
    _add_gap(rows, next_level, levels, before, was_there=was_there)
    return tuple(reversed(rows))


def life_in_short(events: Sequence[LifeEvent]) -> str:
    """How many bricks had to do with it, and whether it is there in the end."""
    if not events:
        return tr("No brick of this image has had this path.")
    count = len({event.level for event in events})
    if events[-1].kind is ChangeKind.DELETED:
        return counted(
            "{count} brick has to do with it; it is gone in the end.",
            "{count} bricks have to do with it; it is gone in the end.",
            count,
        )
    return counted(
        "{count} brick has to do with it; it is there in the end.",
        "{count} bricks have to do with it; it is there in the end.",
        count,
    )


def event_words(event: LifeEvent, before: LifeEvent | None, *, was_there: bool = False) -> str:
    """What happened; `before` is what was there, `was_there` that it was once, and went."""
    match event.kind:
        case ChangeKind.ADDED:
            if was_there and before is None:
                return tr("added again{thing}", thing=_thing(event))
            return tr("added{thing}", thing=_thing(event))
        case ChangeKind.DELETED:
            return _deleted(event, before)
        case ChangeKind.METADATA:
            return _metadata(event, before)
        case ChangeKind.IDENTICAL:
            size = f", {size_text(event.size_bytes)}" if event.size_bytes else ""
            return tr("rewritten, and nothing differs{size}", size=size)
        case ChangeKind.REPLACED:
            if before is not None and before.file_type is event.file_type:
                return tr("removed with its directory and made anew{thing}", thing=_thing(event))
            return tr(
                "replaced by {thing}{target}{size}",
                thing=_THINGS[event.file_type],
                target=_target(event),
                size=_size(event),
            )
        case _:
            return _modified(event, before)


def clean_path(typed: str) -> str:
    """A path as a person types it, relative to the root: /etc//passwd is etc/passwd."""
    return "/".join(part for part in typed.strip().split("/") if part not in ("", "."))


def _add_gap(
    rows: list[LifeRow], start: int, end: int, before: LifeEvent | None, *, was_there: bool
) -> None:
    if start >= end:
        return
    bricks = (
        tr("brick {end}", end=end)
        if end - start == 1
        else tr("bricks {start} to {end}", start=start + 1, end=end)
    )
    if before is not None:
        words = tr("unchanged in {bricks}", bricks=bricks)
    else:
        words = (
            tr("not there in {bricks}", bricks=bricks)
            if was_there
            else tr("not there yet in {bricks}", bricks=bricks)
        )
    rows.append(LifeRow(words, end - 1))


def _thing(event: LifeEvent) -> str:
    if event.file_type is FileType.REGULAR:
        link = event.attributes.link
        same = tr(", one file with {link}", link=visible(link)) if link else ""
        return f"{_size(event)}{same}"
    return f", {_THINGS[event.file_type]}{_target(event)}"


def _size(event: LifeEvent) -> str:
    return f", {size_text(event.size_bytes)}" if event.file_type is FileType.REGULAR else ""


def _target(event: LifeEvent) -> str:
    is_link = event.file_type is FileType.SYMLINK and event.attributes.link
    return tr(" to {link}", link=visible(event.attributes.link)) if is_link else ""


def _modified(event: LifeEvent, before: LifeEvent | None) -> str:
    more = "".join(f", {words}" for words in _part_words(event, before))
    if event.file_type is FileType.SYMLINK:
        old = (
            tr(", before to {link}", link=visible(before.attributes.link))
            if before is not None
            else ""
        )
        return tr(
            "now a link to {link}{old}{more}",
            link=visible(event.attributes.link),
            old=old,
            more=more,
        )
    if before is not None and before.size_bytes != event.size_bytes:
        sizes = f"{size_text(before.size_bytes)} → {size_text(event.size_bytes)}"
        return tr("other contents, {sizes}{more}", sizes=sizes, more=more)
    return tr("other contents{size}{more}", size=_size(event), more=more)


def _metadata(event: LifeEvent, before: LifeEvent | None) -> str:
    words = ", ".join(_part_words(event, before)) or tr("mode, owner or time")
    if event.file_type is FileType.REGULAR and event.size_bytes:
        return tr(
            "{words}: the whole file was copied, {size_bytes}",
            words=words,
            size_bytes=size_text(event.size_bytes),
        )
    return words


def _part_words(event: LifeEvent, before: LifeEvent | None) -> list[str]:
    old = before.attributes if before is not None else None
    new = event.attributes
    # Of a change of contents a new time is no news.
    parts = [
        part
        for part in event.metadata
        if part is not MetadataPart.TIME or event.kind is ChangeKind.METADATA
    ]
    return [_part(part, old, new) for part in parts]


def _part(part: MetadataPart, old: FileAttributes | None, new: FileAttributes) -> str:
    if part is MetadataPart.MODE:
        was = f"{old.mode:04o} → " if old is not None else ""
        return tr("mode {was}{mode:04o}", was=was, mode=new.mode)
    if part is MetadataPart.OWNER:
        was = f"{old.uid}:{old.gid} → " if old is not None else ""
        return tr("owner {was}{uid}:{gid}", was=was, uid=new.uid, gid=new.gid)
    return tr("other extended attributes") if part is MetadataPart.XATTRS else tr("another time")


def _deleted(event: LifeEvent, before: LifeEvent | None) -> str:
    with_it = (
        tr(" with its directory {by_path}", by_path=visible(event.by_path)) if event.by_path else ""
    )
    stays = ""
    if before is not None and before.file_type is FileType.REGULAR and before.size_bytes:
        size = size_text(before.size_bytes)
        stays = tr("; its {size} stay in brick {level}", size=size, level=before.level + 1)
    return tr("deleted{with_it}{stays}", with_it=with_it, stays=stays)
