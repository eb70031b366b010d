"""What values of the engine are called beside a picture: states of containers, kinds of files.

The values themselves are keys and stay English in files and at the command line.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping

from core.model import (
    ArchiveForm,
    ChangeKind,
    ContainerState,
    Ecosystem,
    FileType,
    FindingKind,
    PackageChangeKind,
    WasteCause,
)
from core.translation import tr, tr_noop, translated

_WORDS: Mapping[enum.Enum, str] = {
    ContainerState.CREATED: tr_noop("created"),
    ContainerState.RUNNING: tr_noop("running"),
    ContainerState.PAUSED: tr_noop("paused"),
    ContainerState.STOPPED: tr_noop("stopped"),
    ChangeKind.ADDED: tr_noop("added"),
    ChangeKind.MODIFIED: tr_noop("modified"),
    ChangeKind.METADATA: tr_noop("metadata"),
    ChangeKind.REPLACED: tr_noop("replaced"),
    ChangeKind.DELETED: tr_noop("deleted"),
    ChangeKind.IDENTICAL: tr_noop("rewritten identically"),
    FileType.REGULAR: tr_noop("file"),
    FileType.DIRECTORY: tr_noop("directory"),
    FileType.SYMLINK: tr_noop("symlink"),
    FileType.FIFO: tr_noop("fifo"),
    FileType.CHARACTER_DEVICE: tr_noop("character device"),
    FileType.BLOCK_DEVICE: tr_noop("block device"),
    FileType.SOCKET: tr_noop("socket"),
    PackageChangeKind.UPGRADED: tr_noop("upgraded"),
    PackageChangeKind.DOWNGRADED: tr_noop("downgraded"),
    PackageChangeKind.CHANGED: tr_noop("changed"),
    PackageChangeKind.REMOVED: tr_noop("removed"),
    PackageChangeKind.ADDED: tr_noop("added"),
    WasteCause.DELETED: tr_noop("deleted"),
    WasteCause.OVERWRITTEN: tr_noop("overwritten"),
    WasteCause.METADATA: tr_noop("metadata only"),
    WasteCause.IDENTICAL: tr_noop("rewritten identically"),
    WasteCause.TYPE_CHANGED: tr_noop("replaced by another type"),
    WasteCause.REPEATED: tr_noop("repeated in its own archive"),
    ArchiveForm.OCI_ARCHIVE: tr_noop("OCI archive"),
    ArchiveForm.OCI_LAYOUT: tr_noop("OCI layout"),
    ArchiveForm.DOCKER_ARCHIVE: tr_noop("Docker archive"),
    ArchiveForm.ROOTFS: tr_noop("root file system"),
    Ecosystem.DPKG: tr_noop("Debian packages (dpkg)"),
    Ecosystem.APK: tr_noop("Alpine packages (apk)"),
    Ecosystem.RPM: tr_noop("RPM packages"),
    Ecosystem.PYTHON: tr_noop("Python packages"),
    Ecosystem.NPM: tr_noop("npm packages"),
    FindingKind.SECRET: tr_noop("secret"),
    FindingKind.SETUID: tr_noop("setuid or setgid"),
    FindingKind.CACHE: tr_noop("package cache"),
    FindingKind.LOG: tr_noop("log or temporary file"),
    FindingKind.HISTORY: tr_noop("shell history"),
    FindingKind.WRITABLE: tr_noop("writable for everybody"),
}


_ENDINGS = {
    "exit code": tr_noop("exit code {number}"),
    "ended by signal": tr_noop("ended by signal {number}"),
    "its command could not be started:": tr_noop("its command could not be started: {reason}"),
}
_NUMBERED = re.compile(rf"({'|'.join(map(re.escape, _ENDINGS))}) (.*)")
WHOLE_ENDINGS = (
    tr_noop("this computer was started anew"),
    tr_noop("killed: out of memory"),
    tr_noop("ended, and nobody was there to see how"),
    tr_noop("its first process was ended"),
)
"""Endings that are told as they are."""


def words_of(value: enum.Enum) -> str:
    """In one or a few words, in the person's language; what has none is told as it is."""
    return translated(_WORDS.get(value, str(value.value)))


def ending_words(ending: str) -> str:
    """Why a container ended by itself, as an engine says it (`core.engine.ending`), translated."""
    ending, _comma, after = ending.partition(", after ")
    words = translated(ending)
    if match := _NUMBERED.fullmatch(ending):
        words = translated(_ENDINGS[match[1]], number=match[2], reason=match[2])
    if after:
        return tr("{ending}, after a process was killed: out of memory", ending=words)
    return words
