"""What a menu's entry or a button is about to do, as lines for the strip.

What a person will still be asked for stands as a word in capitals.
"""

from __future__ import annotations

from app.viewmodel import equivalents, image_equivalents, inside_equivalents
from app.viewmodel.dialects import Dialect
from app.viewmodel.session import Session
from app.viewmodel.work_log import Say
from core.model import (
    BaseImageRequest,
    Container,
    ContainerState,
    ImageConfigSummary,
    Limits,
    NewContainer,
)
from core.translation import tr

_VERSION = "1.0"


def of_image(session: Session, reference: str, verb: str) -> Say | None:
    """`verb`: "run", "remove" or "inspect"."""
    image = session.repository.image(reference)
    if image is None:
        return None
    match verb:
        case "run":
            request = NewContainer(tr("NAME"), reference)
            return lambda dialect: equivalents.new_container(dialect, request)
        case "remove":
            return lambda dialect: image_equivalents.remove_image(dialect, reference)
        case "inspect":
            return lambda dialect: equivalents.inspect_image(dialect, reference, image.name)
        case _:
            return None


def of_first_base(session: Session) -> Say | None:
    """For the first base image that can be made here."""
    source = next((one for one in session.base_image_sources if one.is_available), None)
    if source is None:
        return None
    request = BaseImageRequest(
        source.key, source.suggested_name, source.suggested_publisher, source.suggested_version
    )
    return lambda dialect: image_equivalents.make_base_image(dialect, request)


def of_container(session: Session, container_id: str, verb: str) -> Say | None:
    """`verb`: of the menu, or of the buttons below a container."""
    container = session.repository.container(container_id)
    if container is None:
        return None
    name = container.name
    if verb in ("start-or-stop", "pause", "discard"):
        word = _word(container, verb)
        return lambda dialect: equivalents.container_verb(dialect, word, name)
    config = _config(session, container)
    lines: dict[str, Say] = {
        "snapshot": lambda dialect: equivalents.snapshot(
            dialect, name, tr("NAME"), tr("PUBLISHER"), _VERSION, "", config=config, base=config
        ),
        "mark": lambda dialect: inside_equivalents.mark(dialect, name, tr("LABEL")),
        "roll-back": lambda dialect: inside_equivalents.roll_back(dialect, container, config),
        "copy-in": lambda dialect: inside_equivalents.copy_in(dialect, name, [tr("FILE")]),
        "limits": lambda dialect: _limits(dialect, container),
        "rename": lambda dialect: equivalents.rename_container(dialect, name, tr("NAME")),
    }
    return lines.get(verb)


def _word(container: Container, verb: str) -> str:
    if verb == "discard":
        return "rm"
    if verb == "pause":
        return "unpause" if container.state is ContainerState.PAUSED else "pause"
    return "stop" if container.is_live else "start"


def _config(session: Session, container: Container) -> ImageConfigSummary:
    image = session.repository.image(container.image_reference)
    return image.config if image is not None else ImageConfigSummary()


def _limits(dialect: Dialect, container: Container) -> str:
    some = Limits(memory_bytes=256_000_000, cpus=1.0)
    limits = container.limits if container.limits != Limits() else some
    return inside_equivalents.set_limits(dialect, container.name, limits)
