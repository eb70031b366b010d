"""COPY and ADD of a build: files of the person's folder, put into a container as it is told.

The rules are those of the Dockerfile reference ("COPY"). Where it goes is found inside of the
container only; links on the way there are followed as the container itself would follow them.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.building import CopySource, IgnoreRules, SourceError, find_sources, load_ignore_rules
from core.cancel import CancelToken
from core.engine.build_settings import Settings
from core.engine.container_files import ContainerFiles, refuse_hidden
from core.engine.containers import Containers
from core.engine.copying import Plan, Planned, joined
from core.engine.copying_in import Dress, copy_in
from core.engine.merged_files import MergedFiles, inner_path, text_of, type_of
from core.engine.places import Places
from core.errors import FileAccessError, FileNotThereError, NotSupportedError
from core.errors.root import visible
from core.layer import Limits
from core.layer.confined import open_directory
from core.layer.tree import status_at
from core.model import BuildPlan, BuildStep, FileType
from core.progress import Report
from core.runtime.users import find_user
from core.translation import tr_noop

_LINKS_LIMIT = 40  # as the kernel has it (path_resolution(7))
_COPIED = (FileType.REGULAR, FileType.DIRECTORY, FileType.SYMLINK)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a copy goes: a folder's path inside, or the path that the copy itself shall have."""

    path: bytes
    is_folder: bool


class Copying:
    """Copies for build steps. Thread-safe: nothing else happens to a container meanwhile."""

    def __init__(self, containers: Containers, files: ContainerFiles, places: Places) -> None:
        self._containers = containers
        self._files = files
        self._places = places

    def copy(
        self,
        container_id: str,
        plan: BuildPlan,
        step: BuildStep,
        settings: Settings,
        cancel: CancelToken,
        report: Report,
    ) -> int:
        """Do a COPY or ADD; how many files.

        Raises FileAccessError, FileNotThereError, NotSupportedError, StorageFullError, Cancelled.
        """
        dress = self._dress(container_id, step)
        rules = load_ignore_rules(plan.context, plan.path)
        try:
            sources = find_sources(plan.context, step.words[:-1], rules)
        except SourceError as error:
            raise NotSupportedError("Copying", str(error)) from error
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileAccessError(visible(plan.context), reason, detail=str(error)) from error
        _directory, record = self._containers.record(container_id)
        context = Path(os.path.realpath(plan.context))
        with (
            MergedFiles([context], self._places.form) as files,
            self._files.merged_root(container_id, cancel) as root,
        ):
            target = _target(root, settings.absolute(step.words[-1]))
            if len(sources) > 1 and not target.is_folder:
                reason = "several things go there, so it must be a folder: end it with /"
                raise FileNotThereError(visible(step.words[-1]), reason)
            count = 0
            for source in sources:
                folder, planned = _planned(files, source, target, rules, cancel)
                refuse_hidden(record, [folder, *planned.targets(folder)])
                count += copy_in(
                    [planned], root, folder, str(self._places.repository), cancel, report, dress
                )
            return count

    def make_folder(
        self, container_id: str, folder: str, user: str, cancel: CancelToken, report: Report
    ) -> None:
        """Make what is missing of a WORKDIR, for `user`. Raises NotSupportedError."""
        _directory, record = self._containers.record(container_id)
        found = find_user(user, self._containers.starting.account_file(record))
        dress = Dress(found.uid, found.gid)
        with self._files.merged_root(container_id, cancel) as root:
            target = _target(root, folder.rstrip("/") + "/")
            refuse_hidden(record, [target.path])
            copy_in([], root, target.path, str(self._places.repository), cancel, report, dress)

    def _dress(self, container_id: str, step: BuildStep) -> Dress:
        """Owner and mode as the step's options say. Raises NotSupportedError."""
        options = dict(flag.partition("=")[::2] for flag in step.flags)
        mode = options.get("--chmod", "")
        if mode and (len(mode) > 4 or set(mode) - set("01234567")):
            raise NotSupportedError(
                f"--chmod={visible(mode)}", tr_noop("give the mode in digits, as in 0644")
            )
        uid = gid = 0
        owner = options.get("--chown", "")
        if owner:
            _directory, record = self._containers.record(container_id)
            found = find_user(owner, self._containers.starting.account_file(record))
            uid, gid = found.uid, found.gid
            if owner.isdigit():
                gid = uid  # the reference: a UID without GID counts for both
        return Dress(uid, gid, int(mode, 8) if mode else None, 0o7777, has_old_folders=True)


def _target(root: int, path: str) -> _Target:
    """Follow a path inside of the container to where nothing is there yet, or it ends."""
    wants_folder = path.endswith("/")
    waiting = [part for part in os.fsencode(path).split(b"/") if part]
    done: list[bytes] = []
    links = 0
    while waiting:
        name = waiting.pop(0)
        if name == b"..":
            del done[-1:]
            continue
        if name == b".":
            continue
        status = _status(root, done, name)
        if status is None or not stat.S_ISLNK(status.st_mode):
            done.append(name)
            continue
        links += 1
        if links > _LINKS_LIMIT:
            raise FileNotThereError(visible(path), tr_noop("its links lead in a circle"))
        to = _link(root, done, name)
        if to.startswith(b"/"):
            done.clear()
        waiting = [part for part in to.split(b"/") if part] + waiting
    if not done:
        return _Target(b"", is_folder=True)
    status = _status(root, done[:-1], done[-1])
    is_there = status is not None and stat.S_ISDIR(status.st_mode)
    inner = inner_path(text_of(b"/".join(done)))
    return _Target(inner, is_folder=wants_folder or is_there)


def _status(root: int, parents: Sequence[bytes], name: bytes) -> os.stat_result | None:
    try:
        folder = open_directory(root, b"/".join(parents))
    except OSError:
        return None  # what is missing is made; what is in the way is told by the copy itself
    try:
        return status_at(folder, name)
    finally:
        os.close(folder)


def _link(root: int, parents: Sequence[bytes], name: bytes) -> bytes:
    try:
        folder = open_directory(root, b"/".join(parents))
        try:
            return os.readlink(name, dir_fd=folder)
        finally:
            os.close(folder)
    except OSError as error:
        shown = visible(text_of(joined(*parents, name)))
        raise FileNotThereError(shown, tr_noop("it was swapped while it was copied to")) from error


def _planned(
    files: MergedFiles,
    source: CopySource,
    target: _Target,
    rules: IgnoreRules,
    cancel: CancelToken,
) -> tuple[bytes, Plan]:
    """What is copied of one source, and below which folder."""
    top = os.fsencode(source.within)
    shown = visible(source.path)
    try:
        status = files.status(top)
        if stat.S_ISDIR(status.st_mode):
            entries = _below(files, source, rules, cancel)
            return target.path, Plan(files, b"", shown, tuple(entries))
    except FileNotThereError as error:
        raise FileAccessError(shown, error.reason, detail=error.detail) from error
    if not stat.S_ISREG(status.st_mode):
        reason = f"it is a {type_of(status).value}, and only files, folders and links are copied"
        raise FileAccessError(shown, reason)
    entry = Planned(top, b"", status)
    if target.is_folder:
        return target.path, Plan(files, os.fsencode(source.name), shown, (entry,))
    folder, _slash, name = target.path.rpartition(b"/")
    return folder, Plan(files, name, shown, (entry,))


def _below(
    files: MergedFiles, source: CopySource, rules: IgnoreRules, cancel: CancelToken
) -> list[Planned]:
    """Contents of a folder that are not ignored, folders first.

    An ignored folder is there all the same for the sake of what is taken back in below it.
    """
    limits = Limits()
    top = os.fsencode(source.within)
    found: list[Planned] = []
    pending: dict[bytes, Planned] = {}  # ignored folders of which nothing was taken yet
    waiting = [(joined(top, name), name) for name in reversed(files.names(top))]
    while waiting:
        cancel.check()
        path, below = waiting.pop()
        if below.count(b"/") >= limits.depth or len(found) >= limits.entries:
            reason = f"more than {limits.depth} folders are in one another, or too many files"
            raise FileAccessError(visible(f"{source.path}/{text_of(below)}"), reason)
        status = files.status(path)
        file_type = type_of(status)
        if file_type not in _COPIED:
            continue  # sockets and pipes are of the programs that made them
        is_folder = file_type is FileType.DIRECTORY
        entry = Planned(path, below, status)
        if not rules.is_ignored(text_of(path)):
            parts = below.split(b"/")
            for count in range(1, len(parts)):
                above = pending.pop(b"/".join(parts[:count]), None)
                if above is not None:
                    found.append(above)
            found.append(entry)
        elif is_folder and rules.has_exceptions:
            pending[below] = entry
        else:
            continue
        if is_folder:
            names = reversed(files.names(path))
            waiting += [(joined(path, child), joined(below, child)) for child in names]
    return found
