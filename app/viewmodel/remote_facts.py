"""A remote image in words, before anything of it is here."""

from __future__ import annotations

from app.viewmodel.history import pair_history, when_text
from app.viewmodel.image_facts import Fact, FactLook, configuration_facts
from app.viewmodel.sizes import counted, size_text, visible
from core.model import FoundImage, Image, RemoteLook
from core.translation import tr

_HISTORY_LIMIT = 200
_LINE_LIMIT = 300


def whats_to_come(found: FoundImage) -> str:
    """Like "18.2 MB of 96 MB have to come"."""
    if found.is_here:
        return tr("This very image is here already")
    total_bytes = sum({one.digest: one.size_bytes for one in found.image.layers}.values())
    total, missing = size_text(total_bytes), size_text(found.missing_bytes)
    count = counted("{count} brick", "{count} bricks", len(found.image.layers))
    if not found.missing_bytes:
        return tr("All of its {bricks} ({total}) are here already", bricks=count, total=total)
    if found.missing_bytes == total_bytes:
        return tr("All {total} in {bricks} have to come", total=total, bricks=count)
    return tr("{missing} of {total} have to come", missing=missing, total=total)


def platform_title(found: FoundImage) -> str:
    """For a list of platforms."""
    name = visible(found.image.platform) or tr("platform not told")
    return name if found.fits_machine else tr("{name}  (for other computers)", name=name)


def remote_facts(look: RemoteLook, found: FoundImage) -> tuple[Fact, ...]:
    """Name, digest and how containers of it run."""
    rows = [
        Fact(tr("Reference"), visible(look.reference), look.reference, FactLook.CODE),
        Fact(tr("Digest"), visible(look.digest), look.digest, FactLook.DIGEST),
    ]
    here = found.image.reference
    if here and here != look.reference:
        rows.append(Fact(tr("Name here"), visible(here), here, FactLook.CODE))
    when = when_text(found.image.created)
    if when:
        rows.append(Fact(tr("Made"), when, when))
    if found.image.platform and len(look.images) == 1:
        platform = visible(found.image.platform)
        rows.append(Fact(tr("Platform"), platform, platform))
    return (*rows, *configuration_facts(found.image))


def history_lines(image: Image) -> tuple[tuple[str, str], ...]:
    """Each step's command and its time, the newest first; of very many the newest ones."""
    history = pair_history(image)
    steps = [*history.steps, *history.orphans]
    lines = [
        (step.command.one_line[:_LINE_LIMIT] or tr("command unknown"), when_text(step.created))
        for step in steps[:_HISTORY_LIMIT]
    ]
    more = len(steps) - len(lines)
    return (
        *lines,
        *(
            ((tr("and {more} more", more=counted("{count} step", "{count} steps", more)), ""),)
            if more > 0
            else ()
        ),
    )
