"""What an archive holds as a form: rows to choose from, facts, names, and the request to make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from app.viewmodel.choice_rows import ChoiceRow
from app.viewmodel.image_facts import Fact, FactLook, configuration_facts
from app.viewmodel.sizes import counted, date_text, size_text, visible
from app.viewmodel.state_words import words_of
from core.errors import NameGrammarError
from core.model import (
    ArchiveForm,
    ArchiveLook,
    FoundImage,
    ImportChoice,
    ImportRequest,
    NameConflict,
)
from core.oci.names import check_image_name, check_version, join_reference, split_reference
from core.translation import tr

_LABELS_SHOWN = 8
_REGISTRY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?:[0-9]{1,5}/")
_MANY_LINES = 3
_SAID_BY_THE_FORMAT = "org.opencontainers.image."


@dataclass(frozen=True, slots=True)
class RootFields:
    """How the base image is called that a root file system's tar becomes."""

    name: str
    publisher: str
    version: str


def rows_of(look: ArchiveLook) -> tuple[ChoiceRow, ...]:
    """In the order of the look: what is for this machine comes first there."""
    return tuple(_row(found) for found in look.images)


def first_choice(look: ArchiveLook) -> frozenset[str]:
    """What is chosen at first: everything for this machine that is not here yet."""
    able = [one for one in look.images if not one.refusal]
    fitting = [one for one in able if one.fits_machine and not one.is_here]
    if fitting:
        return frozenset(one.key for one in fitting)
    rest = [one for one in able if one.fits_machine] or able
    return frozenset(one.key for one in rest[:1])


def missing_bytes(images: Iterable[FoundImage]) -> int:
    """What has to come for all of them: layers that they share come once."""
    missing = {
        layer.digest: layer.size_bytes
        for one in images
        for layer in one.image.layers
        if not layer.available
    }
    return sum(missing.values())


def source_words(look: ArchiveLook) -> str:
    """What was looked into: "OCI archive, gzip · 83.1 MB · 2 images"."""
    form = words_of(look.form)
    form = form[:1].upper() + form[1:]
    packed = (
        tr(", packed with {compression}", compression=visible(look.compression))
        if look.compression
        else ""
    )
    images = counted("{count} image", "{count} images", len(look.images))
    return f"{form}{packed} · {size_text(look.size_bytes)} · {images}"


def shown_name(found: FoundImage) -> str:
    """The name that it would have here, as it stands in a field: a line of text hides nothing."""
    return visible(found.image.reference)


def facts_of(found: FoundImage) -> tuple[Fact, ...]:
    """What an image says of itself, short: it is not here yet, and nobody has checked it."""
    image = found.image
    day = image.created
    created = date_text(day) if day is not None else ""
    rows = [
        Fact(tr("Created"), created, created),
        Fact(tr("Publisher"), visible(image.publisher), image.publisher),
        Fact(tr("Description"), visible(image.description)[:300], image.description),
    ]
    count = len(image.config.env)
    for fact in configuration_facts(image):
        if fact.name == tr("Environment"):
            rows.append(
                Fact(fact.name, counted("{count} setting", "{count} settings", count), fact.copied)
            )
        elif fact.name in (tr("Command"), tr("Entry point"), tr("Labels")):
            rows.append(_shortened(fact))
    names = [name for name in found.names if name != image.reference]
    if names:
        shown = ", ".join(visible(name) for name in names[:_LABELS_SHOWN])
        rows.append(Fact(tr("Called there"), shown, ", ".join(names)))
    return tuple(row for row in rows if row.shown)


def refusal_words(found: FoundImage) -> str:
    """Why it cannot be chosen, or what to know before it is."""
    if found.refusal:
        return visible(found.refusal)
    if not found.fits_machine:
        platform = visible(found.image.platform) or tr("another machine")
        return tr(
            "It is made for {platform}: containers of it cannot run on this computer.",
            platform=platform,
        )
    return ""


def check_reference(given: str) -> str:
    """Name:Version without blanks around it, behind host:port/ if need be.

    Raises NameGrammarError.
    """
    text = given.strip()
    registry = _REGISTRY.match(text)
    place = registry[0] if registry is not None else ""
    name, version = split_reference(text.removeprefix(place))
    if not version:
        rule = tr("write a name, a colon and a version, like web:1.0")
        raise NameGrammarError(tr("name of an image"), given, rule)
    return place + join_reference(check_image_name(name), check_version(version))


def complaint_about(given: str, found: FoundImage, others: Collection[str]) -> str:
    """What is wrong with a name that was typed for an image; `others` are those of other images."""
    text = given.strip()
    if text != shown_name(found):
        try:
            check_reference(text)
        except NameGrammarError as error:
            return error.sentence()
    if text in others:
        return tr("Another image that you have chosen is called so too.")
    return ""


def taken_names(
    images: Iterable[FoundImage], names: Mapping[str, str], here: Mapping[str, str]
) -> tuple[str, ...]:
    """Names that mean another image here; `here` are digests of manifests by reference."""
    taken = []
    for found in images:
        name = names.get(found.key, "").strip() or shown_name(found)
        if name == shown_name(found):
            is_taken = found.taken_name
        else:
            digest = found.image.manifest_digest
            is_taken = name in here and (not digest or here[name] != digest)
        if is_taken:
            taken.append(name)
    return tuple(taken)


def request_of(
    look: ArchiveLook,
    chosen: Collection[str],
    names: Mapping[str, str],
    conflict: NameConflict,
    root: RootFields | None = None,
) -> ImportRequest:
    """What is asked of the engine; names that were not changed are left as they are there."""
    choices = []
    for found in look.images:
        if found.key in chosen:
            name = names.get(found.key, "").strip()
            is_same = not name or name == shown_name(found)
            choices.append(ImportChoice(found.key, "" if is_same else name))
    if look.form is not ArchiveForm.ROOTFS or root is None:
        return ImportRequest(look.path, tuple(choices), conflict, look.stamp)
    keys = tuple(ImportChoice(one.key) for one in choices)
    return ImportRequest(
        look.path, keys, conflict, look.stamp, root.name, root.publisher, root.version
    )


def _row(found: FoundImage) -> ChoiceRow:
    image = found.image
    parts = [
        visible(image.platform),
        counted("{count} brick", "{count} bricks", len(image.layers)),
        size_text(image.size_bytes),
    ]
    pill, tone = _pill(found)
    return ChoiceRow(
        found.key,
        visible(image.reference) or tr("without a name"),
        " · ".join(part for part in parts if part),
        pill,
        tone,
        visible(found.refusal),
    )


def _pill(found: FoundImage) -> tuple[str, str]:
    if found.refusal:
        return tr("cannot be imported"), "deleted"
    if found.is_here:
        return tr("here already"), "text2"
    if found.taken_name:
        return tr("the name means another image here"), "modified"
    if not found.fits_machine:
        return tr("for another machine"), "modified"
    return tr("new"), "added"


def _shortened(fact: Fact) -> Fact:
    # What the image format itself says (org.opencontainers…) comes last: most of it stands above.
    lines = sorted(fact.shown.split("\n"), key=lambda line: line.startswith(_SAID_BY_THE_FORMAT))
    if len(lines) > _MANY_LINES:
        lines[_MANY_LINES:] = [tr("and {lines} more", lines=len(lines) - _MANY_LINES)]
    return Fact(fact.name, "\n".join(lines), fact.copied, FactLook.CODE)
