"""What an image stores, shows and hides, in words that promise nothing that is not so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.roles import Role
from app.viewmodel.sizes import MINUS, count_text, counted, decimal_text, size_text, visible
from core.model import Efficiency, LayerSizes, LayerWaste, WasteCause, WastedFile
from core.translation import tr

HONEST = tr(
    "Rebuilding or squashing the image would save it. It is not "
    "what this disk would get back: other images may use the same "
    "bricks."
)

CAUSE_WORDS = {
    WasteCause.DELETED: tr("deleted by a later brick"),
    WasteCause.OVERWRITTEN: tr("overwritten by a later brick"),
    WasteCause.METADATA: tr("copied for mode, owner or time"),
    WasteCause.IDENTICAL: tr("stored again though nothing differs"),
    WasteCause.TYPE_CHANGED: tr("replaced by another type"),
    WasteCause.REPEATED: tr("twice in its own archive"),
}

CAUSE_IN_SHORT = {
    WasteCause.DELETED: "deleted",
    WasteCause.OVERWRITTEN: "overwritten",
    WasteCause.METADATA: tr("copied for its metadata"),
    WasteCause.IDENTICAL: tr("stored again, the same"),
    WasteCause.TYPE_CHANGED: tr("replaced by another type"),
    WasteCause.REPEATED: tr("twice in its own archive"),
}


@dataclass(frozen=True, slots=True)
class NamedSize:
    """One of the four sizes, and in one line what it counts."""

    name: str
    size_bytes: int
    explanation: str


@dataclass(frozen=True, slots=True)
class BrickBytes:
    """A brick's part of an image's bytes; `sizes` None while they are not known."""

    level: int
    chain_id: str
    title: str
    role: Role
    waste: LayerWaste
    sizes: LayerSizes | None = None

    @property
    def stack_words(self) -> tuple[str, str, str]:
        """This brick, what it adds (less than nothing where it hides more), running total."""
        stored = size_text(self.waste.stored_bytes)
        if self.sizes is None:
            return stored, "…", "…"
        return stored, signed_size(self.sizes.added_bytes), size_text(self.sizes.total_bytes)

    @property
    def hidden_words(self) -> str:
        """ "31.3 MB hidden later", "" when all of it is seen."""
        dead = self.waste.dead_bytes
        return tr("{dead} hidden later", dead=size_text(dead)) if dead else ""

    @property
    def hiding_words(self) -> str:
        """ "hides 31.3 MB below", "" when it hides nothing."""
        caused = self.waste.caused_bytes
        return tr("hides {caused} below", caused=size_text(caused)) if caused else ""

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        stored, added, total = self.stack_words
        parts = [
            tr(
                "Brick {level} {title}: stores {stored}",
                level=self.level + 1,
                title=self.title,
                stored=stored,
            )
        ]
        if self.sizes is not None:
            parts.append(tr("adds {added}, running total {total}", added=added, total=total))
        parts += [self.hidden_words, self.hiding_words]
        return ", ".join(part for part in parts if part)


def signed_size(size_bytes: int) -> str:
    """With its sign: +60.1 MB, −100 KB, 0 B."""
    words = size_text(size_bytes)
    return words if size_bytes == 0 or words.startswith(MINUS) else f"+{words}"


def percent_text(share: float) -> str:
    """One decimal; never 100 % of what is not all, never 0 % of what is something."""
    percent = share * 100
    if 99.95 <= percent < 100:
        return tr("more than 99.9 %")
    if 0 < percent < 0.05:
        return tr("less than 0.1 %")
    return decimal_text(f"{percent:.0f} %" if percent in (0, 100) else f"{percent:.1f} %")


def base_sentence(efficiency: Efficiency) -> str:
    """The share above the base: what the image's own bricks hide, of what they store."""
    share = efficiency.above_base_share
    if share is None or not efficiency.base_levels:
        return ""
    above = [layer for layer in efficiency.layers if layer.level >= efficiency.base_levels]
    caused = sum(layer.caused_bytes for layer in above)
    base = counted("{count} brick", "{count} bricks", efficiency.base_levels)
    if not caused:
        return tr("Above the base image ({base}) nothing is hidden.", base=base)
    return tr(
        "Above the base image ({base}) {caused} are hidden: {share} of what those bricks store.",
        base=base,
        caused=size_text(caused),
        share=percent_text(share),
    )


def missing_sentence(levels: Sequence[int]) -> str:
    """Which bricks are not counted, "" when all are."""
    if not levels:
        return ""
    named = ", ".join(str(level + 1) for level in levels)
    if len(levels) == 1:
        return tr(
            "The contents of brick {level} are not available: nothing of it is counted.",
            level=named,
        )
    return tr(
        "The contents of bricks {levels} are not available: nothing of them is counted.",
        levels=named,
    )


def brick_rows(
    efficiency: Efficiency, target: InspectedTarget, sizes: Sequence[LayerSizes | None]
) -> tuple[BrickBytes, ...]:
    """The topmost brick first, as it stands; `sizes` by level."""
    rows = [
        BrickBytes(
            layer.level,
            layer.chain_id,
            target.title_at(layer.level),
            target.role_at(layer.level),
            layer,
            sizes[layer.level] if layer.level < len(sizes) else None,
        )
        for layer in efficiency.layers
    ]
    return tuple(sorted(rows, key=lambda row: -row.level))


def four_sizes(sizes: Iterable[LayerSizes | None]) -> tuple[NamedSize, ...]:
    """Of all bricks together; those that are not known count nothing."""
    known = [one for one in sizes if one is not None]
    return (
        NamedSize(
            tr("File bytes"),
            sum(one.file_bytes for one in known),
            tr("the contents of all files in all bricks, hidden ones too: what is counted above"),
        ),
        NamedSize(
            tr("On disk"),
            sum(one.disk_bytes for one in known),
            tr("the bricks unpacked as archives: contents, names and padding"),
        ),
        NamedSize(
            tr("Download"),
            sum(one.download_bytes for one in known),
            tr("the bricks compressed, as a registry sends them"),
        ),
        NamedSize(
            tr("Only here"),
            sum(one.only_here_bytes for one in known),
            tr("of the download, bricks that no other image has: removing the image frees so much"),
        ),
    )


def listed_words(efficiency: Efficiency) -> str:
    """How many hidden files there are, and how many of them are listed."""
    listed = len(efficiency.files)
    if listed < efficiency.wasted_files:
        total = counted("{count} hidden file", "{count} hidden files", efficiency.wasted_files)
        return tr("The {listed} largest of {total}", listed=count_text(listed), total=total)
    return counted("{count} hidden file", "{count} hidden files", efficiency.wasted_files)


def wasted_sentence(file: WastedFile) -> str:
    """For screen readers: path, size, bricks and why."""
    return tr(
        "{path}, {size_bytes}, stored in brick {level}, hidden in brick {hidden_at}, {cause_words}",
        path=visible(file.path),
        size_bytes=size_text(file.size_bytes),
        level=file.level + 1,
        hidden_at=file.hidden_at + 1,
        cause_words=CAUSE_WORDS[file.cause],
    )
