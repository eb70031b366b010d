"""The part of the door through which images are made anew of others: squash, rebase.

A plan changes nothing and tells beforehand; what it estimates it says so. No image is changed: a
new one comes, under a name that must be free unless `replace` is set. Besides what each method
names they raise Cancelled, ImageNotFoundError, LayerUnavailableError (a layer that has to be read
cannot be), DataError, NotSupportedError (such layers are not there), and what makes an image
RepositoryReadOnlyError, StorageFullError, ImageExistsError, NameGrammarError.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.model import (
    Image,
    OutputChunk,
    RebasePlan,
    RebaseRequest,
    SquashPlan,
    SquashRequest,
)
from core.progress import Report, ignore


def ignore_output(_chunk: OutputChunk) -> None:
    """For callers that do not want to see what commands say."""


class Reworking(Protocol):
    """What can be made of an image that is there."""

    def squash_plan(
        self,
        reference: str,
        first: int,
        last: int,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> SquashPlan:
        """What it would save, and cost, to make one layer of layers `first` to `last` (1: lowest).

        Reads each layer once; what is known of it is kept.
        """
        ...

    def squash(
        self, request: SquashRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        """Make an image with one layer in place of a run. Atomic, durable.

        Its files are exactly those of the image; layers below and above keep their digests, and the
        new layer has the same bytes each time. Done again under the same name it is refused.
        """
        ...

    def rebase_plan(
        self,
        reference: str,
        onto: str,
        base_levels: int | None = None,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RebasePlan:
        """What becomes of each layer above the base when they are put on `onto`.

        `base_levels` layers are left behind; None: those of the largest image it stands on.
        """
        ...

    def rebase(
        self,
        request: RebaseRequest,
        *,
        output: Callable[[OutputChunk], None] = ignore_output,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Image:
        """Do it: run recorded commands in a container on `onto`, a layer for each one. Atomic.

        The container is gone afterwards, however it ended. Commands may do something else each
        time, so that the image is another one when it is done again. Raises RebaseFailedError (a
        command failed, or needs what is not there), and as `start_container`.
        """
        ...
