"""A small userland from this computer's own tools: offline, and ready in a second.

The static busybox where it is installed, else the shell and some tools with the libraries that they
need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

from core.base_images.rootfs import AS_THEY_COME, RootfsDescription
from core.cancel import CancelToken
from core.errors import BaseImageFailedError
from core.layer import Entry, EntryType, TarWriter
from core.model import BaseImageRequest, BaseImageSource, ReadingLimits
from core.oci.image_config import DEFAULT_PATH, RunConfig
from core.progress import Progress, Report
from core.translation import tr_noop

_SEARCH_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
_MADE_NS = 1_767_225_600 * 10**9  # 2026-01-01: the same files always give the same layer
_TOOLS = (
    "sh", "bash", "cat", "chmod", "chown", "cp", "cut", "date", "df", "du", "echo", "env", "false",
    "find", "grep", "gzip", "head", "hostname", "id", "kill", "ln", "ls", "mkdir", "mktemp", "mv",
    "ps", "pwd", "readlink", "rm", "rmdir", "sed", "seq", "sleep", "sort", "stat", "tail", "tar",
    "tee", "test", "touch", "tr", "true", "uname", "uniq", "wc", "which", "xargs", "busybox",
)  # fmt: skip
_DIRECTORIES = {
    "bin": 0o755, "dev": 0o755, "etc": 0o755, "home": 0o755, "mnt": 0o755, "opt": 0o755,
    "proc": 0o755, "root": 0o700, "run": 0o755, "sbin": 0o755, "srv": 0o755, "sys": 0o755,
    "tmp": 0o1777, "usr": 0o755, "usr/bin": 0o755, "usr/local": 0o755, "usr/local/bin": 0o755,
    "usr/local/sbin": 0o755, "usr/sbin": 0o755, "usr/share": 0o755, "var": 0o755,
    "var/log": 0o755, "var/tmp": 0o1777, "var/www": 0o755,
}  # fmt: skip
_FILES = {
    "etc/passwd": "root:x:0:0:root:/root:/bin/sh\n"
    "www-data:x:33:33:www-data:/var/www:/bin/false\n"
    "nobody:x:65534:65534:nobody:/:/bin/false\n",
    "etc/group": "root:x:0:\ntty:x:5:\nwww-data:x:33:\nnogroup:x:65534:\n",
    "etc/hosts": "127.0.0.1\tlocalhost\n::1\tlocalhost\n",
    "etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files dns\n",
    "etc/profile": "export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n"
    "export PS1='\\u@\\h:\\w\\$ '\n",
    "etc/os-release": 'NAME="Bricklayer Starter"\nID=bricklayer-starter\nVERSION_ID="1.0"\n'
    'PRETTY_NAME="Bricklayer Starter 1.0"\n',
}


class StarterSource:
    """Needs nothing but this computer."""

    def offer(self) -> BaseImageSource:
        """See RootfsSource."""
        busybox = _static_busybox()
        description = (
            "A small Linux userland from this computer's busybox. No network needed."
            if busybox
            else "A small Linux userland from this computer's own shell and tools."
        )
        has_any = busybox is not None or shutil.which("sh", path=_SEARCH_PATH) is not None
        return BaseImageSource(
            key="starter",
            title=tr_noop("Starter"),
            description=description,
            is_available=has_any,
            sentence=""
            if has_any
            else tr_noop("Install busybox: sudo apt-get install busybox-static"),
            suggested_name="ServerCore",
            suggested_version="1.0",
            suggested_publisher="Local",
        )

    def write_rootfs(
        self,
        request: BaseImageRequest,
        write: Callable[[bytes], object],
        scratch: Path,
        *,
        cancel: CancelToken,
        report: Report,
        limits: ReadingLimits = AS_THEY_COME,
    ) -> RootfsDescription:
        """See RootfsSource."""
        report(Progress(tr_noop("Collecting files")))
        busybox = _static_busybox()
        tree = _Tree()
        for path, mode in _DIRECTORIES.items():
            tree.directory(path, mode)
        for path, text in _FILES.items():
            tree.file(path, text.encode(), 0o644)
        if busybox is not None:
            _add_busybox(tree, busybox)
            created_by = "starter: the static busybox of this computer"
        else:
            _add_own_tools(tree, cancel)
            created_by = "starter: shell and tools of this computer with their libraries"
        tree.write(write)
        run = RunConfig(env=(DEFAULT_PATH,), command=("/bin/sh",))
        return RootfsDescription(run, created_by)


class _Tree:
    """Entries by path, written in bytewise order."""

    def __init__(self) -> None:
        self._entries: dict[str, tuple[Entry, bytes]] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._entries

    def directory(self, path: str, mode: int = 0o755) -> None:
        self._add(path, EntryType.DIRECTORY, mode)

    def file(self, path: str, content: bytes, mode: int) -> None:
        self._parents(path)
        self._add(path, EntryType.REGULAR, mode, content)

    def symlink(self, path: str, target: str) -> None:
        self._parents(path)
        self._add(path, EntryType.SYMLINK, 0o777, link=target)

    def write(self, write: Callable[[bytes], object]) -> None:
        writer = TarWriter(write)
        for path in sorted(self._entries, key=os.fsencode):
            entry, content = self._entries[path]
            if entry.type is EntryType.REGULAR:
                writer.add_file(entry, content)
            else:
                writer.add(entry)
        writer.close()

    def _parents(self, path: str) -> None:
        parent = os.path.dirname(path)
        if parent and parent not in self._entries:
            self._parents(parent)
            self.directory(parent)

    def _add(
        self, path: str, kind: EntryType, mode: int, content: bytes = b"", link: str = ""
    ) -> None:
        entry = Entry(
            path=os.fsencode(path),
            type=kind,
            mode=mode,
            mtime_ns=_MADE_NS,
            size_bytes=len(content),
            link=os.fsencode(link),
        )
        self._entries[path] = (entry, content)


def _static_busybox() -> Path | None:
    """busybox when it needs no libraries: then `ldd` says so."""
    found = shutil.which("busybox", path=_SEARCH_PATH)
    if found is None or _libraries(found):
        return None
    return Path(found)


def _add_busybox(tree: _Tree, busybox: Path) -> None:
    tree.file("bin/busybox", busybox.read_bytes(), 0o755)
    done = subprocess.run(
        [busybox, "--list-full"], capture_output=True, text=True, check=False, env={}
    )
    if done.returncode != 0:
        raise BaseImageFailedError("busybox", tr_noop("it does not list its commands"))
    for path in done.stdout.split():
        if path != "linuxrc" and path not in tree:
            tree.symlink(path, "/bin/busybox")


def _add_own_tools(tree: _Tree, cancel: CancelToken) -> None:
    files: set[str] = set()
    for tool in _TOOLS:
        cancel.check()
        found = shutil.which(tool, path=_SEARCH_PATH)
        if found is None:
            continue
        real = os.path.realpath(found)
        files.update((real, *_libraries(real)))
        name = f"bin/{tool}"
        if real != f"/{name}":
            tree.symlink(name, real)
    if not files:
        raise BaseImageFailedError(
            tr_noop("this computer's tools"), tr_noop("not even a shell was found")
        )
    for path in files:
        tree.file(path.lstrip("/"), Path(path).read_bytes(), 0o755)


def _libraries(program: str) -> Iterable[str]:
    """Shared libraries of one of this computer's own programs, and its loader."""
    ldd = shutil.which("ldd", path=_SEARCH_PATH)
    if ldd is None:
        return ()
    done = subprocess.run(
        [ldd, program], capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    )
    if done.returncode != 0:
        return ()  # "not a dynamic executable"
    words = done.stdout.split()
    return tuple(word for word in words if word.startswith("/") and os.path.exists(word))
