"""The part of the door that deals with running containers: what they change, use, are joined to.

Besides what each method names they raise ContainerNotFoundError, ContainerStateError (it must run,
or must not), NotSupportedError (with the reason) and Cancelled. Paths inside are relative to the
container's root, without a leading slash; no link in them is followed out of the container,
whatever the container does meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.cancel import NEVER, CancelToken
from core.engine.inspection import FILE_LIMIT_BYTES
from core.model import (
    BuildPlan,
    CommandRun,
    Container,
    FileContent,
    FileDiff,
    FilePage,
    Limits,
    LiveChanges,
    NewSwitch,
    OutputChunk,
    Process,
    SnapshotPreview,
    Switch,
    Usage,
)
from core.progress import Report, ignore


class RunningContainers(Protocol):
    """What can be asked of a container beside its coming and going."""

    # --- live changes and files ---------------------------------------------------------------

    def watch_changes(
        self,
        container_id: str,
        *,
        on_change: Callable[[LiveChanges], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        """Call `on_change` from this thread with the state now, then within a second of changes.

        At most four times a second; nothing happens while nothing changes. Returns when the
        container is discarded or `cancel` is cancelled (without raising); a stop and a start in
        between are followed.
        """
        ...

    def diff_of_change(
        self, container_id: str, path: str, *, context: int = 3, cancel: CancelToken = NEVER
    ) -> FileDiff:
        """A changed file before (in the image, or at the last mark) and now. FileNotThereError."""
        ...

    def files_in(
        self,
        container_id: str,
        folder: str = "",
        *,
        offset: int = 0,
        limit: int = 500,
        cancel: CancelToken = NEVER,
    ) -> FilePage:
        """What is in a folder of a container now, running or not. FileNotThereError."""
        ...

    def read_container_file(
        self,
        container_id: str,
        path: str,
        *,
        limit_bytes: int = FILE_LIMIT_BYTES,
        cancel: CancelToken = NEVER,
    ) -> FileContent:
        """The start of a regular file as it is now. FileNotThereError."""
        ...

    def copy_in(
        self,
        container_id: str,
        sources: tuple[str, ...],
        folder: str = "",
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> int:
        """Copy files and folders of this computer into a container's folder; how many files.

        They belong to the container's root. What is there already is replaced, file by file; each
        file arrives whole or not at all. The folder is made when it is missing. FileAccessError,
        FileNotThereError (something that is no folder is in the way).
        """
        ...

    def copy_out(
        self,
        container_id: str,
        paths: tuple[str, ...],
        folder: str,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[str, ...]:
        """Copy files and folders to a folder of this computer; where they are now.

        They belong to the person, without setuid bits; links stay links, devices, pipes and sockets
        are left out. Nothing that is there is replaced: a number is put behind the name.
        """
        ...

    # --- marks, and what comes before a snapshot ------------------------------------------------

    def mark(self, container_id: str, label: str = "") -> Container:
        """Keep what was written up to now as a layer of the container's own, to come back to.

        At once, whatever its size. Processes of a running container are started anew, since they
        hold the old files, and paused again where it was paused; NothingChangedError when nothing
        was written since the last mark.
        """
        ...

    def roll_back(self, container_id: str, mark_id: str = "") -> Container:
        """Throw away what was written since a mark, or ("") since the image. Cannot be undone.

        The mark itself stays. Commands recorded since are forgotten. A running container's
        processes are started anew, and paused again where it was paused.
        """
        ...

    def preview_snapshot(
        self, container_id: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> SnapshotPreview:
        """What a snapshot would hold, by directory, with what one may want to leave out."""
        ...

    # --- the recording ------------------------------------------------------------------------

    def record_command(self, container_id: str, run: CommandRun) -> CommandRun:
        """Add a command that was typed in a terminal; the run with what it changed."""
        ...

    def containerfile(self, container_id: str) -> str:
        """What was done since the image, written as a Containerfile; comments tell the rest."""
        ...

    def read_containerfile(
        self, path: str, context: str = "", arguments: tuple[tuple[str, str], ...] = ()
    ) -> BuildPlan:
        """Read and check one. FileAccessError; MalformedDocumentError when it cannot be parsed."""
        ...

    def build_step(
        self,
        container_id: str,
        plan: BuildPlan,
        number: int,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Container:
        """Do a step of a plan in a container made of `plan.base`, and mark it: one brick.

        Atomic: when it fails or is cancelled, what it wrote is rolled back. BuildStepFailedError
        when its command ended with another code than 0. ContainerStateError, before anything is
        done, for a command in a paused container; all other steps can be done in one.
        """
        ...

    # --- switches -----------------------------------------------------------------------------

    def create_switch(self, request: NewSwitch) -> Switch:
        """Make a named switch. SwitchExistsError, NameGrammarError, FacilityMissingError."""
        ...

    def remove_switch(self, name: str) -> None:
        """Remove a named switch. SwitchInUseError while containers are made for it."""
        ...

    # --- resources and processes --------------------------------------------------------------

    def watch_usage(
        self,
        container_id: str,
        *,
        on_usage: Callable[[Usage], None],
        interval_s: float = 1.0,
        cancel: CancelToken = NEVER,
    ) -> None:
        """Call `on_usage` from this thread every `interval_s` seconds.

        Returns when the container is discarded or `cancel` is cancelled (without raising). One that
        does not run is waited for.
        """
        ...

    def set_limits(self, container_id: str, limits: Limits) -> Container:
        """From now on, at once where it runs. NotSupportedError where nothing can be enforced."""
        ...

    def processes(self, container_id: str) -> tuple[Process, ...]:
        """All processes in a container, parents before children; () when it does not run."""
        ...

    def signal_process(
        self, container_id: str, pid: int, start_time: int, signal_name: str = "TERM"
    ) -> None:
        """Signal a process (by the pid inside) if it is still the same one; idempotent."""
        ...

    def follow_log(
        self,
        container_id: str,
        *,
        output: Callable[[OutputChunk], None],
        cancel: CancelToken = NEVER,
    ) -> None:
        """What a container's own command said, from the oldest that is kept, then as it comes.

        Returns when the container is discarded or `cancel` is cancelled (without raising).
        """
        ...
