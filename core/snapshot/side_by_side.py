"""Unpacking an image's layers side by side, each as soon as it can be read.

Most of the time goes into making files, which the kernel does for several threads at once. A layer
waits for those below it only where it has to look into them: for a parent that its tar left out, a
hard link into them, a whiteout.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from core.cancel import CancelToken
from core.errors import Cancelled
from core.oci.chain import chain_ids
from core.snapshot.layer_cache import LayerCache
from core.snapshot.layer_tar import LayerTar

_AT_ONCE = min(4, os.cpu_count() or 1)


class SideBySide:
    """Unpacks one image. `stop` is cancelled by the first failure."""

    def __init__(
        self,
        cache: LayerCache,
        diff_ids: Sequence[str],
        tar_of: Callable[[int], LayerTar],
        told: Callable[[int, bool], None],
        stop: CancelToken,
    ) -> None:
        """`tar_of` waits for what a level comes from; `told` whether a level is done or begins."""
        self._cache = cache
        self._diff_ids = diff_ids
        self._chain_ids = chain_ids(diff_ids)
        self._tar_of = tar_of
        self._told = told
        self._stop = stop
        self._claimed = [threading.Event() for _level in diff_ids]
        self._unpacked: list[Future[Path]] = []

    def run(self) -> None:
        """All layers are there when this returns. Raises as `LayerCache.ensure`."""
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            for level in range(len(self._diff_ids)):
                self._unpacked.append(threads.submit(self._unpack, level))
        failures = [done.exception() for done in self._unpacked]
        told = [one for one in failures if one is not None]
        # Those that were stopped by another one's failure are not what went wrong.
        for failure in [one for one in told if not isinstance(one, Cancelled)] or told:
            raise failure

    def _unpack(self, level: int) -> Path:
        try:
            # Layers may share a lock: who is lower takes it first, since who is above may wait
            # for him while holding it.
            if level:
                self._claimed[level - 1].wait()
            self._stop.check()
            directory = self._unpack_now(level)
            self._told(level, True)
        except BaseException:
            self._stop.cancel()
            raise
        finally:
            self._claimed[level].set()
        return directory

    def _unpack_now(self, level: int) -> Path:
        diff_id, chain_id = self._diff_ids[level], self._chain_ids[level]
        tar = self._tar_of(level)
        found = self._cache.directory_of(diff_id, chain_id)
        if found is not None:
            return found
        with self._cache.claimed(chain_id):
            self._claimed[level].set()
            found = self._cache.directory_of(diff_id, chain_id)
            if found is not None:
                return found  # another was quicker
            self._told(level, False)
            return self._cache.unpack(
                diff_id, chain_id, tar, lambda: self._lowers(level), self._stop
            )

    def _lowers(self, level: int) -> list[Path]:
        return [self._unpacked[lower].result() for lower in reversed(range(level))]
