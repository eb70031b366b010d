"""What a new container may ask for: looked at before anything of it exists."""

from __future__ import annotations

from core.engine.places import Places
from core.errors import NameGrammarError, NotSupportedError
from core.model import NewContainer
from core.oci.image_config import RunConfig
from core.runtime import check_limits, check_volumes, safe_working_dir
from core.translation import tr_noop


def check_new_container(request: NewContainer, image: RunConfig, places: Places) -> None:
    """Raises LimitRefusedError, VolumeRefusedError, NotSupportedError, NameGrammarError.

    Volumes are checked again with every start, since the computer's folders change.
    """
    check_limits(request.limits)
    check_volumes(request.volumes, places.shared_folder, places.repository)
    safe_working_dir(request.working_dir)
    for setting in request.env:
        name, equals, _value = setting.partition("=")
        if not name or not equals or "\x00" in setting:
            rule = "it is written NAME=value, without a NUL"
            raise NameGrammarError(tr_noop("environment variable"), setting, rule)
    if request.runs_own_command:
        require_own_command(request.image_reference, (*image.entrypoint, *image.command))


def require_own_command(image_reference: str, argv: tuple[str, ...]) -> tuple[str, ...]:
    """What it runs. Raises NotSupportedError when its image does not say."""
    if not argv or not argv[0]:
        reason = "the image says none; let the container wait, and run commands in it"
        raise NotSupportedError(f"Running the own command of {image_reference}", reason)
    return argv
