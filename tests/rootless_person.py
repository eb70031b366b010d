"""An ordinary person with sub-uids, as whom tests run while the suite itself runs as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

_NAME = "bricklayer-test"
_LEFT_OUT = (
    "PySide6*", "pyside6*", "shiboken6*", "pyqtgraph*", "mypy*", "ruff*", "hypothesis*",
    "__pycache__", "pip*", "_bricklayer*", "bricklayer*", "pytestqt*", "pytest_qt*",
)  # fmt: skip


class RootlessPerson:
    """Made with `create`, removed with `remove`. The code is copied to where she can read it."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._is_ours = False
        self._python = ""
        self._runs = 0

    def create(self) -> str:
        """Make her; why it is not possible, "" when it is."""
        for tool in ("useradd", "usermod", "setpriv", "newuidmap"):
            if shutil.which(tool, path="/usr/sbin:/usr/bin:/sbin:/bin") is None:
                return f"{tool} is not installed"
        try:
            pwd.getpwnam(_NAME)
        except KeyError:
            subprocess.run(["useradd", "--create-home", _NAME], check=True)
            self._is_ours = True
        if _NAME not in Path("/etc/subuid").read_text():
            subprocess.run(
                ["usermod", "--add-subuids", "300000-365535", "--add-subgids", "300000-365535",
                 _NAME], check=True,
            )  # fmt: skip
        self._home.mkdir(parents=True)
        for parent in (self._home, *self._home.parents):
            if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
                parent.chmod(parent.stat().st_mode | 0o055)
        source = Path(__file__).parent.parent
        for name in ("core", "app", "resources", "tests"):
            shutil.copytree(source / name, self._home / "code" / name,
                            ignore=shutil.ignore_patterns("__pycache__"))  # fmt: skip
        shutil.copytree(
            sysconfig.get_path("platlib"),
            self._home / "packages",
            ignore=shutil.ignore_patterns(*_LEFT_OUT),
        )
        person = pwd.getpwnam(_NAME)
        for root, directories, files in os.walk(self._home):
            for name in (".", *directories, *files):
                os.chown(os.path.join(root, name), person.pw_uid, person.pw_gid,
                         follow_symlinks=False)  # fmt: skip
        return self._find_python()

    def pytest(
        self, *arguments: str, in_namespace: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run pytest as her; `in_namespace` as uid 0 of a user namespace of hers."""
        # Engines of the run before linger for a moment: a path of theirs must not come again.
        self._runs += 1
        unshare = ["unshare", "--user", "--map-root-user", "--map-auto", "--mount"]
        return self._run(
            [*(unshare if in_namespace else ()), self._python, "-m", "pytest", "-q", "-ra",
             "-c", "/dev/null", "-p", "no:cacheprovider", "-W", "error",
             "--rootdir", str(self._home / "code"), "--basetemp",
             str(self._home / f"tmp-{self._runs}"), *arguments]
        )  # fmt: skip

    def remove(self) -> None:
        """End her processes and delete her, when she was made here."""
        subprocess.run(["pkill", "-KILL", "-u", _NAME], check=False)
        uid = pwd.getpwnam(_NAME).pw_uid
        shutil.rmtree(Path(tempfile.gettempdir(), f"bricklayer-{uid}"), ignore_errors=True)
        if self._is_ours:
            subprocess.run(["userdel", "--remove", _NAME], check=False, capture_output=True)

    def _find_python(self) -> str:
        """The interpreter of these tests may lie where only root can read."""
        wanted = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
        for python in (sys.executable, "/usr/bin/python3"):
            self._python = python
            if self._run([python, "-c", wanted]).returncode == 0:
                return ""
        return "there is no Python of this version that an ordinary person can run"

    def _run(self, argv: list[str]) -> subprocess.CompletedProcess[str]:
        person = pwd.getpwnam(_NAME)
        return subprocess.run(
            ["setpriv", f"--reuid={person.pw_uid}", f"--regid={person.pw_gid}", "--init-groups",
             "--reset-env", "env", f"PYTHONPATH={self._home}/code:{self._home}/packages",
             "PYTHONDONTWRITEBYTECODE=1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD=1", *argv],
            cwd=self._home, capture_output=True, text=True, check=False,
        )  # fmt: skip
