"""Whether conditions hold: the dear ones are asked last.

What cannot be answered (its image is not there, its container does not run) is not true, with `not`
neither.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from core.lesson import checks
from core.lesson.checks import Check
from core.lesson.format import PLACEHOLDER, REGISTRY
from core.lesson.sight import (
    OUTPUT_LIMIT_BYTES,
    NoAnswerError,
    Sight,
    called,
    images_named,
    layer_place,
    sizes_of,
)
from core.model import (
    ALL_KINDS,
    ChangeKind,
    ChangeQuery,
    Container,
    ContainerState,
    Image,
    LayerPlace,
)

_PORT_TIMEOUT_S = 2.0
KINDS: dict[str, frozenset[ChangeKind]] = {
    "": ALL_KINDS,
    "added": frozenset((ChangeKind.ADDED,)),
    "modified": frozenset((ChangeKind.MODIFIED, ChangeKind.REPLACED, ChangeKind.IDENTICAL)),
    "metadata": frozenset((ChangeKind.METADATA,)),
    "removed": frozenset((ChangeKind.DELETED,)),
}
"""What a file's `change` means."""


def all_hold(conditions: Iterable[Check], sight: Sight) -> bool:
    """Whether all are true now: cheap ones are asked first, commands and ports last."""
    return all(holds(check, sight) for check in sorted(conditions, key=_price))


def holds(check: Check, sight: Sight) -> bool:
    """Whether it is true now. Changes nothing but what the command of CommandPrints changes."""
    try:
        return _answer(check, sight) is not check.is_negated
    except NoAnswerError:
        return False


def _price(check: Check) -> int:
    if isinstance(check, checks.CommandPrints | checks.PortAnswers | checks.IsPushed):
        return 3
    if isinstance(
        check,
        checks.LayerHas | checks.PathInImage | checks.PathBelow | checks.TextInImage
        | checks.Reclaimable,
    ):  # fmt: skip
        return 2
    if isinstance(
        check,
        checks.PathChanged | checks.ChangesSize | checks.TextInContainer
        | checks.ContainerfileMentions,
    ):  # fmt: skip
        return 1
    return 0


def _answer(check: Check, sight: Sight) -> bool:
    """Raises NoAnswerError."""
    ask: Callable[[Any, Sight], bool] = _ANSWERS[type(check)]
    return ask(check, sight)


def _image(name: str, sight: Sight) -> Image:
    image = sight.image(name)
    if image is None:
        raise NoAnswerError
    return image


def _container(name: str, sight: Sight) -> Container:
    container = sight.repository.container(name)
    if container is None:
        raise NoAnswerError
    return container


def _place(name: str, number: int, sight: Sight) -> tuple[Image, int, LayerPlace]:
    image = _image(name, sight)
    found = layer_place(image, number)
    if found is None:
        raise NoAnswerError
    return image, *found


def _is_between(number: int, check: Any) -> bool:
    return (check.below is None or number < check.below) and (
        check.above is None or number > check.above
    )


def _image_exists(check: checks.ImageExists, sight: Sight) -> bool:
    named = images_named(sight.repository, check.name)
    fitting = sight.repository.find_images("*", check.publisher, check.version)
    if check.publisher == "*":
        fitting += called(sight.repository, check.name, check.version)
    found = [image for image in named if image in fitting]
    standing = sight.standing_on(check.stands_on) if check.stands_on else found
    return any(image in standing and check.layers in (None, len(image.layers)) for image in found)


def _images_count(check: checks.ImagesCount, sight: Sight) -> bool:
    _image(check.base, sight)
    return len(sight.standing_on(check.base)) >= check.at_least


def _images_share_base(check: checks.ImagesShareBase, sight: Sight) -> bool:
    standing = sight.standing_on(check.base)
    return all(
        any(image in standing for image in images_named(sight.repository, name))
        for name in check.images
    )


def _label_equals(check: checks.LabelEquals, sight: Sight) -> bool:
    return dict(_image(check.image, sight).config.labels).get(check.label) == check.value


def _layer_has(check: checks.LayerHas, sight: Sight) -> bool:
    image, level, place = _place(check.image, check.layer, sight)
    kinds = KINDS[check.change]
    if any(e.level == level and e.kind in kinds for e in sight.life(image.reference, check.path)):
        return True
    with suppress(NoAnswerError):  # it is no folder there
        return sight.layer_changes(place, ChangeQuery(folder=check.path, kinds=kinds)) > 0
    return False


def _path_in_image(check: checks.PathInImage, sight: Sight) -> bool:
    life = sight.life(_image(check.image, sight).reference, check.path)
    return bool(life) and life[-1].kind is not ChangeKind.DELETED


def _path_below(check: checks.PathBelow, sight: Sight) -> bool:
    life = sight.life(_image(check.image, sight).reference, check.path)
    return bool(life) and life[-1].kind is ChangeKind.DELETED


def _text_in_image(check: checks.TextInImage, sight: Sight) -> bool:
    image = _image(check.image, sight)
    text = sight.text_in_image(image.reference, image.top_chain_id, check.path)
    return re.search(check.matches, text, re.MULTILINE) is not None


def _reclaimable(check: checks.Reclaimable, sight: Sight) -> bool:
    return _is_between(sight.reclaimable_bytes(_image(check.image, sight).reference), check)


def _image_size(check: checks.ImageSize, sight: Sight) -> bool:
    return _is_between(_image(check.image, sight).size_bytes, check)


def _layer_size(check: checks.LayerSize, sight: Sight) -> bool:
    image, level, _ = _place(check.image, check.layer, sight)
    return _is_between(image.layers[level].size_bytes, check)


def _images_sizes(check: checks.ImagesSizes, sight: Sight) -> bool:
    alone_bytes, stored_bytes = sizes_of(sight.repository)
    return stored_bytes * 100 < alone_bytes * check.below


def _history_mentions(check: checks.HistoryMentions, sight: Sight) -> bool:
    history = _image(check.image, sight).history
    told = "\n".join(f"{entry.created_by}\n{entry.comment}" for entry in history)
    return re.search(check.matches, told, re.MULTILINE) is not None


def _containerfile_mentions(check: checks.ContainerfileMentions, sight: Sight) -> bool:
    container = sight.repository.container(check.of)
    if container is not None:
        text = sight.containerfile(container.id)
    else:
        text = "\n".join(entry.created_by for entry in _image(check.of, sight).history)
    return re.search(check.matches, text, re.MULTILINE) is not None


def _is_pushed(check: checks.IsPushed, sight: Sight) -> bool:
    registry = sight.registry if not check.registry else with_registry(check.registry, sight)
    if not registry:
        raise NoAnswerError
    try:
        return check.tag in sight.tags(registry, check.name)
    except NoAnswerError:
        return False  # a registry knows no tags of what it does not have


def with_registry(text: str, sight: Sight) -> str:
    """A text in which `{{registry}}` is the shared repository's address."""
    return PLACEHOLDER.sub(lambda m: sight.registry if m[1] == REGISTRY else m[0], text)


def _container_is(check: checks.ContainerIs, sight: Sight) -> bool:
    container = sight.repository.container(check.name)
    return (
        container is not None
        and (not check.state or container.state is ContainerState(check.state))
        and (not check.image or _is_of(container, check.image, sight))
    )


def _is_of(container: Container, image: str, sight: Sight) -> bool:
    return container.image_reference == image or any(
        container.image_reference == one.reference for one in sight.repository.find_images(image)
    )


def _path_changed(check: checks.PathChanged, sight: Sight) -> bool:
    changes = sight.changes(_container(check.container, sight)).changes
    kinds, below = KINDS[check.change], check.path + "/"
    return any(
        change.kind in kinds and (change.path == check.path or change.path.startswith(below))
        for change in changes
    )


def _changes_size(check: checks.ChangesSize, sight: Sight) -> bool:
    return _is_between(sight.changes(_container(check.container, sight)).size_bytes, check)


def _text_in_container(check: checks.TextInContainer, sight: Sight) -> bool:
    container = _container(check.container, sight)
    text = sight.text_in_container(container.id, check.path)
    return re.search(check.matches, text, re.MULTILINE) is not None


def _command_prints(check: checks.CommandPrints, sight: Sight) -> bool:
    container = _container(check.container, sight)
    if container.state is not ContainerState.RUNNING:
        raise NoAnswerError
    printed = sight.printed(container, check.line)
    return printed is not None and check.text in printed


def _port_answers(check: checks.PortAnswers, _sight: Sight) -> bool:
    import http.client  # late: few lessons ask ports

    connection = http.client.HTTPConnection("127.0.0.1", check.port, timeout=_PORT_TIMEOUT_S)
    try:
        connection.request("GET", "/" + check.path.removeprefix("/"))
        answer = connection.getresponse()
        text = answer.read(OUTPUT_LIMIT_BYTES).decode(errors="replace")
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return answer.status == 200 and check.text in text


def _is_marked(check: checks.IsMarked, sight: Sight) -> bool:
    marks = _container(check.container, sight).marks
    return any(check.label in ("", mark.label) for mark in marks)


def _is_sharing(_check: checks.IsSharing, sight: Sight) -> bool:
    return sight.sharing.serving() is not None


_ANSWERS: dict[type[Check], Callable[..., bool]] = {
    checks.ImageExists: _image_exists,
    checks.ImagesCount: _images_count,
    checks.ImagesShareBase: _images_share_base,
    checks.LabelEquals: _label_equals,
    checks.LayerHas: _layer_has,
    checks.PathInImage: _path_in_image,
    checks.PathBelow: _path_below,
    checks.TextInImage: _text_in_image,
    checks.Reclaimable: _reclaimable,
    checks.ImageSize: _image_size,
    checks.LayerSize: _layer_size,
    checks.ImagesSizes: _images_sizes,
    checks.HistoryMentions: _history_mentions,
    checks.ContainerfileMentions: _containerfile_mentions,
    checks.IsPushed: _is_pushed,
    checks.ContainerIs: _container_is,
    checks.PathChanged: _path_changed,
    checks.ChangesSize: _changes_size,
    checks.TextInContainer: _text_in_container,
    checks.CommandPrints: _command_prints,
    checks.PortAnswers: _port_answers,
    checks.IsMarked: _is_marked,
    checks.IsSharing: _is_sharing,
}
