"""A stream that is hashed as it is read."""

from __future__ import annotations

import io
from typing import BinaryIO

from core.cancel import NEVER, CancelToken
from core.oci.digest import Hash, digest_of
from core.progress import Progress, Report
from core.translation import tr_noop

_READ_BYTES = 1 << 20


class HashedSource(io.RawIOBase):
    """Hashes what passes, to the last byte: the diffID is over the whole stream.

    Reading raises Cancelled, also in the middle of a file that takes long.
    """

    def __init__(
        self, tar: BinaryIO, hashed: Hash, report: Report, cancel: CancelToken = NEVER
    ) -> None:
        self._tar = tar
        self._hash = hashed
        self._report = report
        self._cancel = cancel
        self.size_bytes = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._cancel.check()
        piece = self._tar.read(len(buffer))
        self._hash.update(piece)
        self.size_bytes += len(piece)
        self._report(Progress(tr_noop("Unpacking"), self.size_bytes))
        buffer[: len(piece)] = piece
        return len(piece)

    def digest(self) -> str:
        while piece := self._tar.read(_READ_BYTES):  # blocks after the end marker
            self._cancel.check()
            self._hash.update(piece)
            self.size_bytes += len(piece)
        return digest_of(self._hash)
