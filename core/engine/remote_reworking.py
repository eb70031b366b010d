"""Images made anew of others, by an engine in another process."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from core.cancel import NEVER, CancelToken
from core.engine.reworking import ignore_output
from core.model import (
    Image,
    OutputChunk,
    RebasePlan,
    RebaseRequest,
    SquashPlan,
    SquashRequest,
)
from core.progress import Report, ignore

_Result = TypeVar("_Result")


class RemoteReworking:
    """Implements `core.engine.reworking.Reworking`, which documents the methods, by calls."""

    def _call(
        self,
        kind: type[_Result],
        method: str,
        *args: Any,
        cancel: CancelToken | None = None,
        callbacks: dict[str, Callable[[Any], None]] | None = None,
        **kwargs: Any,
    ) -> _Result:
        raise NotImplementedError

    def squash_plan(
        self,
        reference: str,
        first: int,
        last: int,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> SquashPlan:
        callbacks = {"report": report}
        return self._call(
            SquashPlan, "squash_plan", reference, first, last, cancel=cancel, callbacks=callbacks
        )

    def squash(
        self, request: SquashRequest, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Image:
        return self._call(Image, "squash", request, cancel=cancel, callbacks={"report": report})

    def rebase_plan(
        self,
        reference: str,
        onto: str,
        base_levels: int | None = None,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> RebasePlan:
        callbacks = {"report": report}
        return self._call(
            RebasePlan,
            "rebase_plan",
            reference,
            onto,
            base_levels,
            cancel=cancel,
            callbacks=callbacks,
        )

    def rebase(
        self,
        request: RebaseRequest,
        *,
        output: Callable[[OutputChunk], None] = ignore_output,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Image:
        callbacks: dict[str, Callable[[Any], None]] = {"output": output, "report": report}
        return self._call(Image, "rebase", request, cancel=cancel, callbacks=callbacks)
