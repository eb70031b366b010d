"""A folder of a container as rows: what it shows, and what was done to it since the image."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass

from core.cancel import CancelToken
from core.engine.merged_files import MergedFiles, file_errors, text_of, type_of
from core.errors import FileNotThereError
from core.layer import WhiteoutForm
from core.layer.comparing import EntryComparison
from core.layer.lookup import Found
from core.layer.tree import DIRECTORY_FLAGS, status_at
from core.layer.whiteout import OVERLAY_XATTR_PREFIXES, is_whiteout
from core.model import ChangeKind, FileAttributes, FilePage, FileRow


@dataclass(frozen=True, slots=True)
class Listing:
    """`before` is without, `written` nothing but what was written; `now` is both.

    `levels` of layers lie below what was written, which is the level above them. `noise` are paths
    that nobody wrote.
    """

    before: MergedFiles
    now: MergedFiles
    written: MergedFiles
    form: WhiteoutForm
    levels: int
    noise: frozenset[bytes]

    def page(self, folder: bytes, offset: int, limit: int, cancel: CancelToken) -> FilePage:
        """What is in a folder, by name; deleted entries too. Raises FileNotThereError, Cancelled.

        Of folders neither sizes nor files are summed up.
        """
        names = self.now.names(folder)
        deleted = self._deleted_in(folder) - set(names)
        every = sorted([*names, *deleted])
        start = max(offset, 0)
        rows = []
        for name in every[start : start + max(limit, 0)]:
            cancel.check()
            path = folder + b"/" + name if folder else name
            try:
                is_deleted = name in deleted
                rows.append(self._deleted_row(path) if is_deleted else self._row(folder, path))
            except FileNotThereError:
                continue  # removed since it was listed
        return FilePage(tuple(rows), len(every))

    def _deleted_in(self, folder: bytes) -> set[bytes]:
        """Names that the layers below have there and that a whiteout hides."""
        found: set[bytes] = set()
        with file_errors(folder):
            written = self.written.stack.directory(folder)
            if written is None or self._is_new(folder):
                return found
            for text in os.listdir(written):
                name = os.fsencode(text)
                status = status_at(written, name)
                path = folder + b"/" + name if folder else name
                if status is not None and is_whiteout(status) and self.before.stack.find(path):
                    found.add(name)
        return found

    def _is_new(self, folder: bytes) -> bool:
        """Whether nothing of the layers below shows through in a folder."""
        return self.now.stack.layers_of(folder) == (0,)

    def _row(self, folder: bytes, path: bytes) -> FileRow:
        found = self.now.find(path)
        is_directory = stat.S_ISDIR(found.status.st_mode)
        is_regular = stat.S_ISREG(found.status.st_mode)
        is_text, xattrs = self._peek(path) if is_regular else (False, ())
        return FileRow(
            path=text_of(path),
            file_type=type_of(found.status),
            size_bytes=found.status.st_size if is_regular else 0,
            files=int(is_regular),
            level=self.levels - self._origin(path, found),
            kind=self._kind(folder, path, found),
            has_children=is_directory and bool(self.now.names(path)),
            is_text=is_text,
            attributes=self._attributes(self.now, path, found, xattrs),
        )

    def _deleted_row(self, path: bytes) -> FileRow:
        found = self.before.find(path)
        return FileRow(
            path=text_of(path),
            file_type=type_of(found.status),
            size_bytes=0,
            files=0,
            level=self.levels - 1 - found.layer,
            kind=ChangeKind.DELETED,
            attributes=self._attributes(self.before, path, found, ()),
        )

    def _origin(self, path: bytes, found: Found) -> int:
        """The layer (from the top) that brought an entry; a folder is in all that put into it."""
        if not stat.S_ISDIR(found.status.st_mode):
            return found.layer
        with file_errors(path):
            merged = self.now.stack.layers_of(path)
        return merged[-1] if merged else found.layer

    def _kind(self, folder: bytes, path: bytes, found: Found) -> ChangeKind | None:
        """What was done to an entry; None when it only holds what was changed, or nothing."""
        if found.layer != 0 or path in self.noise:
            return None
        comparison = EntryComparison(self.before.stack, self.form)
        is_new = self._is_new(folder)
        with file_errors(path):
            if not stat.S_ISDIR(found.status.st_mode):
                difference = comparison.of_file(
                    found.directory, found.name, path, found.status, is_new=is_new
                )
                return difference.kind if difference else None
            directory = os.open(found.name, DIRECTORY_FLAGS, dir_fd=found.directory)
            try:
                difference, _all_is_new = comparison.of_directory(directory, path, is_new=is_new)
            finally:
                os.close(directory)
        return difference.kind if difference else None

    def _peek(self, path: bytes) -> tuple[bool, tuple[str, ...]]:
        """Whether a file is text, by the rule of `core.layer.scan`; names of its attributes."""
        # With the first question: it brings arrays along.
        from core.layer.scan import TEXT_BYTES

        descriptor, _status = self.now.open(path)
        try:
            with file_errors(path):
                is_text = b"\x00" not in os.read(descriptor, TEXT_BYTES)
                names = os.listxattr(descriptor)
        finally:
            os.close(descriptor)
        kept = (
            name
            for name in names
            if name == "security.capability"
            or (name.startswith("user.") and not name.startswith(OVERLAY_XATTR_PREFIXES))
        )
        return is_text, tuple(sorted(kept))

    def _attributes(
        self, files: MergedFiles, path: bytes, found: Found, xattrs: tuple[str, ...]
    ) -> FileAttributes:
        status = found.status
        is_device = stat.S_ISCHR(status.st_mode) or stat.S_ISBLK(status.st_mode)
        device = (os.major(status.st_rdev), os.minor(status.st_rdev)) if is_device else (0, 0)
        return FileAttributes(
            mode=stat.S_IMODE(status.st_mode),
            uid=status.st_uid,
            gid=status.st_gid,
            modified_ns=status.st_mtime_ns,
            link=text_of(files.link(path)) if stat.S_ISLNK(status.st_mode) else "",
            xattrs=xattrs,
            device=device,
        )
