"""Finds out what an entry of an upper directory is now, and what that changes."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from core.layer.comparing import EntryComparison, is_gone, why_omitted
from core.layer.entry import shown
from core.layer.tree import DIRECTORY_FLAGS
from core.layer.whiteout import is_whiteout
from core.watching.tree import Directory, Row

if TYPE_CHECKING:
    from core.watching.examining import Examination


class Look:
    """Looks at entries of one directory that is open, for the examination that it belongs to."""

    def __init__(
        self,
        examination: Examination,
        directory: Directory,
        descriptor: int,
        prefix: bytes,
        comparison: EntryComparison,
    ) -> None:
        self._examination = examination
        self._directory = directory
        self._descriptor = descriptor
        self._prefix = prefix
        self._comparison = comparison

    def at(self, name: bytes) -> None:
        """Find out what is there now."""
        try:
            status = os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode) and not why_omitted(self._prefix + name, name, status):
                self._at_directory(name)
            else:
                self._at_file(name, status)
        except OSError as error:
            self._examination.forget(self._directory, name)
            if not is_gone(error):  # else an event follows, when something else is there
                reason = f"{shown(self._prefix + name)}: it cannot be read ({error.strerror})"
                self._examination.tree.omit(self._directory, name, reason)

    def _at_file(self, name: bytes, status: os.stat_result) -> None:
        directory, examination = self._directory, self._examination
        if name in directory.directories:
            examination.forget(directory, name)
        row = directory.entries.get(name)
        if row is not None and row.is_as_seen(status):
            self._watch_by_itself(row)
            return
        path = self._prefix + name
        reason = why_omitted(path, name, status)
        difference = None
        if not reason:
            difference = self._comparison.of_file(
                self._descriptor, name, path, status, is_new=directory.is_new
            )
        is_new_name = row is None or row.inode != status.st_ino
        if row is None:
            row = directory.entries[name] = Row(directory, name)
        elif is_new_name:
            examination.lose_name(row)  # it is another file's name now
        is_other = row.note(status, is_racy=examination.is_racy(status))
        examination.tree.omit(directory, name, reason)
        examination.set_difference(row, difference, is_other=is_other)
        if is_whiteout(status):
            return  # those are links of one another
        if is_new_name:
            examination.links.arrived(row, status)
        if status.st_nlink > 1:
            for other in examination.links.other_names(row, status):
                examination.mark(other.directory, other.name)
        self._watch_by_itself(row)

    def _watch_by_itself(self, row: Row) -> None:
        if self._examination.watch_file(row, self._descriptor):
            # What happened before there was a watch is found by one more look.
            self._examination.mark(self._directory, row.name)

    def _at_directory(self, name: bytes) -> None:
        directory, examination = self._directory, self._examination
        descriptor = os.open(name, DIRECTORY_FLAGS, dir_fd=self._descriptor)
        try:
            difference, is_new = self._comparison.of_directory(
                descriptor, self._prefix + name, is_new=directory.is_new
            )
            known = directory.directories.get(name)
            if known is not None and known.is_new != is_new:
                examination.drop(known)  # other things show through it now
            inner = examination.found_directory(directory, name, descriptor)
            inner.is_new = is_new
            row = inner.row
            if row is None:
                return
            status = os.fstat(descriptor)
            look = hash((status.st_mode, status.st_uid, status.st_gid))
            is_other, row.look = look != row.look, look
            if difference is not None and row.difference is not None and not is_other:
                same = row.difference._replace(modified_ns=difference.modified_ns)
                if same == difference:
                    row.difference = difference  # its time alone
                    return
            examination.set_difference(row, difference, is_other=is_other)
        finally:
            os.close(descriptor)
