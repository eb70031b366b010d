"""Reading a layer to its last byte without unpacking it: is it legal, and what its diffID says?"""

from __future__ import annotations

import io
from typing import BinaryIO

from core.cancel import NEVER, CancelToken
from core.errors import DigestMismatchError
from core.layer.hashed_source import HashedSource
from core.layer.limits import Limits
from core.layer.reader import TarReader
from core.oci.digest import new_hash
from core.progress import ignore

_READ_BYTES = 1 << 20


def verify_layer(
    tar: BinaryIO, diff_id: str, *, limits: Limits | None = None, cancel: CancelToken = NEVER
) -> None:
    """`tar` is plain. Raises LayerFormatError, DigestMismatchError, Cancelled."""
    source = HashedSource(tar, new_hash(diff_id), ignore, cancel)
    for _entry in TarReader(io.BufferedReader(source, _READ_BYTES), limits=limits):
        cancel.check()
    found = source.digest()
    if found != diff_id:
        raise DigestMismatchError(diff_id, found)
