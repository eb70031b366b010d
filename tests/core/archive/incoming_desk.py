"""A repository that archives are brought to, without the rest of an engine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from core.cancel import NEVER, CancelToken
from core.engine.archives_in import ArchivesIn
from core.engine.arriving import Arriving
from core.engine.images import ImageActions
from core.engine.places import Places
from core.layer import WhiteoutForm
from core.model import (
    ArchiveLook,
    Arrivals,
    FoundImage,
    ImportChoice,
    ImportRequest,
    NameConflict,
    Transfer,
)
from core.progress import ignore
from core.snapshot import LayerCache
from core.store import ImageLayout


class Desk:
    """Looks into archives and takes them in."""

    def __init__(self, place: Path) -> None:
        self.repository = place / "repository"
        self.layout = ImageLayout.open(self.repository)
        form = WhiteoutForm.TRUSTED
        places = Places(self.repository, place / "run", form, 0)
        places.make()
        cache = LayerCache(self.layout, places.layers, form)
        cache.open()
        arriving = Arriving(self.layout, cache, places)
        images = ImageActions(self.layout, cache, places)
        self.archives = ArchivesIn(self.layout, places, images, arriving)
        self.told: list[Transfer] = []

    def look(self, path: Path) -> ArchiveLook:
        return self.archives.look(str(path), NEVER, ignore)

    def take(
        self,
        path: Path,
        *keys: str,
        conflict: NameConflict = NameConflict.KEEP_BOTH,
        cancel: CancelToken = NEVER,
        **more: Any,
    ) -> Arrivals:
        choices = tuple(ImportChoice(key) for key in keys)
        request = ImportRequest(str(path), choices, conflict, **more)
        return self.archives.take(request, cancel, ignore, self.told.append)

    def only(self, path: Path) -> FoundImage:
        """The one image that is in it."""
        found = self.look(path)
        assert found.problems == ()
        (image,) = found.images
        return image

    def names(self) -> dict[str, str]:
        return {name: one.digest for name, one in self.layout.references()}

    def tree(self) -> dict[str, tuple[int, int]]:
        """All that lasts in the repository: locks and what is set aside left out."""
        found = {}
        for folder, _folders, files in os.walk(self.repository):
            for name in files:
                path = Path(folder, name)
                shown = str(path.relative_to(self.repository))
                if not shown.startswith((".bricklayer/locks", ".bricklayer/reserve")) and (
                    name not in ("lock", "index.lock")
                ):
                    status = path.lstat()
                    found[shown] = (status.st_size, status.st_mtime_ns)
        return found
