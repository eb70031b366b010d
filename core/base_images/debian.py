"""Debian (or Ubuntu) from its archive, by mmdebstrap, as this computer itself is set up."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.base_images.apt_settings import apt_sources, main_source, release_codename
from core.base_images.rootfs import AS_THEY_COME, RootfsDescription, copy_rootfs
from core.cancel import CancelToken
from core.errors import BaseImageFailedError, Cancelled, FacilityMissingError, LayerFormatError
from core.layer import TarReader, remove_tree
from core.layer.tree import DIRECTORY_FLAGS
from core.model import BaseImageRequest, BaseImageSource, ReadingLimits
from core.oci.image_config import DEFAULT_PATH, RunConfig
from core.progress import Progress, Report
from core.translation import tr_noop

_SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_TERM_PATIENCE_S = 10
_LAST_LINES = 20
_RELEASE = re.compile(r"[a-z][a-z0-9.-]{0,40}")
_MIRROR = re.compile(r"(?:https?|file)://[^\s,'\"]+")
_PASSED_ON = ("http_proxy", "https_proxy", "no_proxy", "SOURCE_DATE_EPOCH")
_LEFT_OUT = (b"etc/resolv.conf", b"etc/hostname")
_LEFT_OUT_BELOW = (b"var/cache/apt/", b"var/lib/apt/lists/", b"dev/", b"var/log/")
_PHASES = (
    ("running apt-get update", tr_noop("Reading package lists")),
    ("downloading packages", tr_noop("Downloading packages")),
    ("extracting", tr_noop("Unpacking packages")),
    ("installing essential", tr_noop("Installing packages")),
    ("installing remaining", tr_noop("Installing packages")),
    ("cleaning package lists", tr_noop("Cleaning up")),
    ("creating tarball", tr_noop("Packing")),
)


class DebianSource:
    """A minimal system with apt."""

    def offer(self) -> BaseImageSource:
        """See RootfsSource."""
        release = release_codename() or "stable"
        sentence = ""
        if shutil.which("mmdebstrap", path=_SEARCH_PATH) is None:
            sentence = tr_noop("Install what makes Debian systems: sudo apt-get install mmdebstrap")
        elif main_source(apt_sources()) is None:
            sentence = tr_noop("Say which mirror to use: this computer's apt settings name none.")
        return BaseImageSource(
            key="debian",
            title=f"Debian {release}",
            description="A minimal system with apt, from the mirror that this computer uses.",
            is_available=not sentence,
            sentence=sentence,
            is_offline=False,
            suggested_name="Debian",
            suggested_version=release,
            suggested_publisher="Debian Project",
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
        """See RootfsSource. Takes a quarter of a minute and more."""
        release, mirrors = _release_and_mirrors(request)
        mmdebstrap = shutil.which("mmdebstrap", path=_SEARCH_PATH)
        if mmdebstrap is None:
            raise FacilityMissingError(
                "mmdebstrap", tr_noop("Install it: sudo apt-get install mmdebstrap")
            )
        with _place_to_build() as place:
            argv = [
                # It takes all processors for a while, and a window wants to move meanwhile.
                "nice", "-n", "10",
                # In a mount namespace of its own, so that its mounts end with it however it ends.
                "unshare", "--mount", "--propagation", "slave", "--",
                mmdebstrap, "--mode=root", "--variant=apt", "--format=tar",
                "--include=ca-certificates",
                "--aptopt=Acquire::Check-Valid-Until \"false\"",
                "--aptopt=Acquire::Languages \"none\"",
                *_own_apt_options(),
                "--skip=check/qemu", release, "-", *mirrors,
            ]  # fmt: skip
            build = _Build(argv, place, cancel, report)
            build.run(write)
        run = RunConfig(env=(DEFAULT_PATH,), command=("/bin/bash",))
        return RootfsDescription(run, f"mmdebstrap --variant=apt {release}")


@contextmanager
def _place_to_build() -> Iterator[Path]:
    """A directory that apt's own user can reach, which a repository is not; gone afterwards.

    It is locked as long as it is used: what is not was left by an engine that was killed, hundreds
    of megabytes perhaps, and goes as well.
    """
    prefix = f"bricklayer-debian-{os.getuid()}-"
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with _locked(left) as is_left:
            if is_left:
                remove_tree(left)
    place = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        with _locked(place):
            place.chmod(0o755)
            yield place
    finally:
        remove_tree(place)


@contextmanager
def _locked(place: Path) -> Iterator[bool]:
    """Hold a directory of ours; whether nobody else has it."""
    try:
        descriptor = os.open(place, DIRECTORY_FLAGS)
    except OSError:
        yield False  # gone, or put there by somebody else
        return
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield os.fstat(descriptor).st_uid == os.getuid()
    finally:
        os.close(descriptor)


class _Build:
    """One run of mmdebstrap: its tar is read while it is made, its words become progress."""

    def __init__(self, argv: list[str], place: Path, cancel: CancelToken, report: Report) -> None:
        self._argv = argv
        self._place = place
        self._cancel = cancel
        self._report = report
        self._last_lines: deque[str] = deque(maxlen=_LAST_LINES)

    def run(self, write: Callable[[bytes], object]) -> None:
        """Raises BaseImageFailedError, Cancelled."""
        environment = {
            "PATH": _SEARCH_PATH,
            "LC_ALL": "C.UTF-8",
            "TMPDIR": str(self._place),
            **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        }
        with subprocess.Popen(
            self._argv,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
            cwd="/",
            start_new_session=True,
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            forget = self._cancel.on_cancel(lambda: _end_group(process))
            listener = threading.Thread(target=self._listen, args=(process.stderr,), daemon=True)
            listener.start()
            try:
                self._read(process.stdout, write)
            except LayerFormatError:
                # It stopped in the middle: its own words say why.
                process.wait()
                listener.join()
                self._cancel.check()
                raise BaseImageFailedError(
                    tr_noop("the Debian archive"),
                    self._reason(),
                    detail="\n".join(self._last_lines),
                ) from None
            except BaseException:
                _end_group(process)
                raise
            finally:
                forget()
            process.stdout.read()
            process.wait()
            listener.join()
        if self._cancel.is_cancelled:
            raise Cancelled
        if process.returncode != 0:
            raise BaseImageFailedError(
                tr_noop("the Debian archive"), self._reason(), detail="\n".join(self._last_lines)
            )

    def _read(self, stream: IO[bytes], write: Callable[[bytes], object]) -> None:
        try:
            copy_rootfs(
                TarReader(stream, is_rootfs=True),  # type: ignore[arg-type]
                write,
                is_left_out=_is_left_out,
                source="the Debian archive",
                cancel=self._cancel,
                report=self._report,
            )
        except BaseImageFailedError as error:
            raise LayerFormatError("truncated", "", error.reason) from error

    def _listen(self, stream: IO[bytes]) -> None:
        for raw in stream:
            line = raw.decode(errors="replace").strip()
            if line:
                self._last_lines.append(line)
            for words, phase in _PHASES:
                if words in line:
                    self._report(Progress(phase))

    def _reason(self) -> str:
        """The line that tells most: apt's first complaint, else the last words."""
        for line in self._last_lines:
            if line.startswith(("E: ", "W: Failed", "Err:")) and "mmdebstrap" not in line:
                return line.removeprefix("E: ").rstrip(".")
        return (self._last_lines[-1] if self._last_lines else "no reason was given").rstrip(".")


def _release_and_mirrors(request: BaseImageRequest) -> tuple[str, list[str]]:
    """What was asked for, else this computer's own; with all its sources for that release."""
    sources = apt_sources()
    own = main_source(sources)
    release = request.release or (own.suite if own else "") or release_codename()
    if not _RELEASE.fullmatch(release):
        raise BaseImageFailedError(
            tr_noop("the Debian archive"), f"“{release}” is no name of a release"
        )
    if request.mirror:
        if not _MIRROR.fullmatch(request.mirror):
            reason = f"“{request.mirror}” is no address of a mirror"
            raise BaseImageFailedError(tr_noop("the Debian archive"), reason)
        return release, [request.mirror]
    if own is None:
        reason = "this computer's apt settings name no mirror; give one"
        raise BaseImageFailedError(tr_noop("the Debian archive"), reason)
    if release != own.suite:
        return release, [own.uri]
    fitting = [
        source for source in sources
        if source.suite == release or source.suite.startswith(f"{release}-")
    ]  # fmt: skip
    lines = []
    for source in fitting:
        signed = f" [signed-by={source.signed_by}]" if source.signed_by else ""
        lines.append(f"deb{signed} {source.uri} {source.suite} main")
    return release, lines


def _own_apt_options() -> list[str]:
    """Proxy and certificate settings of this computer's apt (apt.conf(5), Acquire)."""
    apt_config = shutil.which("apt-config", path=_SEARCH_PATH)
    if apt_config is None:
        return []
    done = subprocess.run(
        [apt_config, "dump"], capture_output=True, text=True, check=False,
        env={"PATH": _SEARCH_PATH, "LC_ALL": "C"},
    )  # fmt: skip
    wanted = re.compile(
        r"Acquire::(?:https?::[^ ]*(?:Proxy|CaInfo|CaPath|Verify-\w+|Timeout)[^ ]*"
        r"|Retries|ForceIPv[46]) \"[^\"]*\";"
    )
    return [
        f"--aptopt={line.rstrip(';')}"
        for line in done.stdout.splitlines()
        if wanted.fullmatch(line)
    ]


def _is_left_out(path: bytes) -> bool:
    return path in _LEFT_OUT or path.startswith(_LEFT_OUT_BELOW)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """mmdebstrap cleans its mounts up on TERM; only then KILL."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
            process.wait(_TERM_PATIENCE_S)
            return
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
