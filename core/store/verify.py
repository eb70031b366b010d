"""Looks whether the repository still holds what it promises: every byte against its digest."""

from __future__ import annotations

from core.cancel import NEVER, CancelToken
from core.errors import BricklayerError, DigestMismatchError
from core.model import Problem
from core.oci.digest import digest_of, new_hash
from core.progress import Progress, Report, Throttle, ignore
from core.store.collect import reachable_blobs
from core.store.layout import ImageLayout
from core.translation import tr_noop

_CHUNK_BYTES = 1 << 20


def verify(
    layout: ImageLayout, *, cancel: CancelToken = NEVER, report: Report = ignore
) -> tuple[Problem, ...]:
    """Hash every blob that a reference names; a problem for each that is missing or damaged."""
    throttle = Throttle(report)
    problems: list[Problem] = []
    blobs: dict[str, int] = {}
    for name, descriptor in layout.references():
        try:
            blobs.update(reachable_blobs(layout, [descriptor]))
        except BricklayerError as error:
            problems.append(Problem(name, str(error)))
    total_bytes = sum(blobs.values())
    done_bytes = 0
    for digest, size_bytes in blobs.items():
        try:
            _verify_blob(layout, digest, size_bytes, cancel)
        except BricklayerError as error:
            problems.append(Problem(digest, str(error)))
        done_bytes += size_bytes
        throttle(Progress(tr_noop("Verifying"), done_bytes, total_bytes))
    return tuple(problems)


def _verify_blob(layout: ImageLayout, digest: str, size_bytes: int, cancel: CancelToken) -> None:
    hashed = new_hash(digest)
    found_bytes = 0
    with layout.open_blob(digest) as blob:
        while chunk := blob.read(_CHUNK_BYTES):
            cancel.check()
            hashed.update(chunk)
            found_bytes += len(chunk)
    actual = digest_of(hashed)
    if found_bytes != size_bytes or actual != digest:
        raise DigestMismatchError(digest, actual)
