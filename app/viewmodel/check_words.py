"""Why a step of a lesson is open again, by the check that does not hold any more."""

from __future__ import annotations

from app.viewmodel.sizes import visible
from core.lesson import Check, checks
from core.translation import tr


def broken_words(check: Check) -> str:
    """Half a sentence, after "open again:"."""
    if check.is_negated:
        return tr("something is there that should not be")
    match check:
        case checks.ImageExists(name=name):
            return tr("the image {name} is gone, or is another one", name=visible(name))
        case (
            checks.ImagesCount(base=name) | checks.ImagesShareBase(base=name)
        ):  # fmt: skip
            return tr("images that stand on {name} are gone", name=visible(name))
        case checks.ContainerIs(name=name):
            return tr("the container {name} is not as it was", name=visible(name))
        case checks.PathChanged(path=path) | checks.TextInContainer(path=path):
            return tr("{path} is not as it was", path=visible(path))
        case checks.CommandPrints(container=name):
            return tr("the program in {name} does not answer any more", name=visible(name))
        case checks.PortAnswers(port=port):
            return tr("port {port} does not answer any more", port=port)
        case checks.IsPushed(name=name):
            return tr("the registry does not have {name} any more", name=visible(name))
        case checks.IsSharing():
            return tr("the repository is not shared any more")
        case checks.IsMarked(container=name):
            return tr("the mark of {name} is gone", name=visible(name))
        case _:
            return tr("what it made is not there any more")
