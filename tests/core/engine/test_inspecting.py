"""Where no container can run, a repository is opened and inspected all the same.

Other systems are not at hand: what they lack is taken away from this one's Python.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.inspecting import InspectingEngine, unsupported
from core.engine.protocol import Engine
from core.errors import NotSupportedError, RepositoryUnusableError
from core.events import Event
from core.model import BaseImageRequest, NewContainer

_ELSEWHERE = """
import os, sys, ctypes
gone = {
    "win32": ("fcntl", "termios", "pwd", "grp", "resource", "tty", "pty"),
    "darwin": (),
}[sys.argv[1]]
class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name in gone:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Blocker())
for name in gone:
    sys.modules.pop(name, None)
linux_only = ["pidfd_open", "O_PATH", "setxattr", "getxattr", "listxattr", "O_TMPFILE"]
if sys.argv[1] == "win32":
    linux_only += ["geteuid", "getuid", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_DIRECTORY",
                   "chown", "mknod", "fchmod"]
for name in linux_only:
    delattr(os, name)
real = ctypes.CDLL
def CDLL(name, *rest, **more):
    if name is None:
        raise TypeError("there is no such C library here")
    return real(name, *rest, **more)
ctypes.CDLL = CDLL
sys.platform = sys.argv[1]
from pathlib import Path
from core.engine.connect import connect
engine = connect(Path(sys.argv[2]))
repository = engine.repository()
print([image.reference for image in repository.images], len(repository.problems))
print(engine.probe().sentence)
print(engine.catalog_layers(), [figures.state.value for figures in engine.layer_figures()])
import hashlib, io
from core.catalog import scan_process
from core.catalog.scanning import scan_blob
digest = "sha256:" + hashlib.sha256(b"").hexdigest()
scan_process._limit_memory()
print(len(scan_blob(io.BytesIO(b""), diff_id=digest, digest=digest, size_bytes=0, seed=1)))
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    path = tmp_path / "repository"
    engine = connect(path)
    engine.make_base_image(BaseImageRequest("scratch", "Plain", "T", "1"))
    engine.close()
    return path


def inspecting(path: Path) -> Engine:
    return InspectingEngine(path, unsupported("this is a test"))


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_read_a_repository_and_say_what_they_cannot(
    repository: Path, system: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, system, str(repository)],
        capture_output=True, text=True, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    images, sentence, catalogued, rows = done.stdout.splitlines()
    assert images == "['Plain:1'] 0"
    assert sentence.startswith("Containers need Linux")
    assert catalogued == "1 ['known']", "they look into layers as well"
    assert rows == "1", "the process that reads layers can work there"


def test_it_shows_what_is_there_and_refuses_the_rest(repository: Path, tmp_path: Path) -> None:
    engine = inspecting(repository)
    assert [image.reference for image in engine.repository().images] == ["Plain:1"]
    assert not engine.capabilities().can_run
    assert not engine.capabilities().can_write
    for act in (
        lambda: engine.make_base_image(BaseImageRequest("scratch", "A", "B", "1")),
        lambda: engine.create_container(NewContainer("c", "Plain:1")),
        lambda: engine.remove_image("Plain:1"),
    ):
        with pytest.raises(NotSupportedError, match="this is a test"):
            act()
    assert inspecting(tmp_path / "none yet").repository().images == ()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("x")
    with pytest.raises(RepositoryUnusableError):
        inspecting(tmp_path / "other").repository()


def test_it_notices_what_another_program_writes(repository: Path) -> None:
    engine, token, heard = inspecting(repository), CancelToken(), []

    def hear(event: Event) -> None:
        heard.append(event)
        token.cancel()

    index = repository / "index.json"
    content = index.read_text()
    writer = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time; time.sleep(0.2); open(sys.argv[1], 'w').write(sys.argv[2] + ' ')",
         str(index), content],
    )  # fmt: skip
    engine.watch(hear, cancel=token)
    assert writer.wait() == 0
    assert len(heard) == 1
