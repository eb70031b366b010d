"""An engine that opens and inspects a repository where no container can run: macOS, Windows.

It needs nothing of Linux, and so imports nothing that does.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from core.cancel import CancelToken
from core.engine.late_inspection import LateInspection
from core.errors import NotSupportedError
from core.events import Event, RepositoryChanged
from core.model import (
    BaseImageSource,
    Capabilities,
    CommandRun,
    Facility,
    Readiness,
    Repository,
    Switch,
)
from core.store.images import list_images
from core.store.layout import PRIVATE_DIRECTORY, ImageLayout
from core.translation import tr_noop

_LOOK_INTERVAL_S = 1.0


def unsupported(reason: str, sentence: str = "") -> Readiness:
    """Where containers cannot run at all; opening and inspecting still works."""
    sentence = sentence or f"Containers cannot run here: {reason}."
    facility = Facility("system", tr_noop("Containers on this computer"), False, reason, sentence)
    return Readiness((facility,), "unsupported")


class InspectingEngine(LateInspection):
    """Implements `core.engine.protocol.Engine`, which documents the methods, for reading only."""

    title = tr_noop("Built-in · reading only")

    def __init__(self, repository: Path, readiness: Readiness) -> None:
        """A repository that does not exist (yet) is an empty one."""
        super().__init__(self._layout_if_any, repository / PRIVATE_DIRECTORY / "catalog")
        self._path = repository
        self._readiness = readiness
        self._closed = threading.Event()

    def capabilities(self) -> Capabilities:
        return Capabilities(can_write=False, switches=())

    def probe(self) -> Readiness:
        return self._readiness

    def repository(self) -> Repository:
        layout = self._layout_if_any()
        if layout is None:
            return Repository(str(self._path), is_writable=False)
        images, problems = list_images(layout)
        return Repository(
            location=str(layout.path),
            images=images,
            stored_bytes=layout.stored_bytes(),
            problems=problems,
            is_writable=False,
        )

    def switches(self) -> tuple[Switch, ...]:
        return ()

    def base_image_sources(self) -> tuple[BaseImageSource, ...]:
        return ()

    def commands(self, container_id: str) -> tuple[CommandRun, ...]:
        return ()

    def watch(self, on_event: Callable[[Event], None], *, cancel: CancelToken) -> None:
        """Another program may write the index meanwhile."""
        seen = self._stamp()
        while not self._closed.is_set() and not cancel.wait(_LOOK_INTERVAL_S):
            stamp = self._stamp()
            if stamp != seen:
                seen = stamp
                on_event(RepositoryChanged())

    def close(self) -> None:
        self._closed.set()
        self.stop_looking()

    def _layout_if_any(self) -> ImageLayout | None:
        return ImageLayout.open(self._path, create=False) if self._path.exists() else None

    def _stamp(self) -> tuple[int, int] | None:
        try:
            status = (self._path / "index.json").stat()
        except OSError:
            return None  # there is none just now
        return status.st_mtime_ns, status.st_size

    def _refuse(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise NotSupportedError("That", self._readiness.sentence.rstrip("."))

    make_base_image = removal_plan = remove_image = _refuse
    create_container = start_container = stop_container = _refuse
    pause_container = resume_container = rename_container = discard_container = _refuse
    execute = open_terminal = changes = snapshot = _refuse
    watch_changes = diff_of_change = files_in = read_container_file = copy_in = copy_out = _refuse
    mark = roll_back = preview_snapshot = record_command = containerfile = _refuse
    read_containerfile = build_step = create_switch = remove_switch = _refuse
    look_at_archive = import_images = export_images = export_layer = export_files = _refuse
    look_at_remote = remote_repositories = remote_tags = pull = push = _refuse
    check_login = keep_login = forget_login = kept_login = serve = watch_neighbours = _refuse
    reading_limits = set_reading_limits = _refuse
    squash_plan = squash = rebase_plan = rebase = _refuse
    watch_usage = set_limits = processes = signal_process = follow_log = _refuse
