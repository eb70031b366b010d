"""The kernel's view of layers for a person who is not root on the machine.

    python -m tests.core.catalog.rootless_view PLACE SEED

goes into a user namespace, where overlayfs keeps its notes in user.overlay.*, asks for the maps,
and leaves the views of PLACE/*/layer-*.tar at every level as PLACE/*/views.
"""

from __future__ import annotations

import ctypes
import pickle
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from core.layer import WhiteoutForm
from tests.core.catalog.kernel_view import View, overlay_views

_LIBC = ctypes.CDLL(None, use_errno=True)
_CLONE_NEWUSER, _CLONE_NEWNS, _MS_REC_PRIVATE = 0x10000000, 0x20000, 0x44000


def rootless_views(stacks: Sequence[Sequence[bytes]], place: Path, seed: int) -> list[list[View]]:
    """The views of many stacks at every level, of a mount in a user namespace."""
    for number, tars in enumerate(stacks):
        (place / str(number)).mkdir()
        for level, tar in enumerate(tars):
            (place / str(number) / f"layer-{level}.tar").write_bytes(tar)
    argv = [sys.executable, "-m", __name__, str(place), str(seed)]
    pipe = subprocess.PIPE
    with subprocess.Popen(argv, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it is in its namespace
        for name in ("uid_map", "gid_map"):
            Path(f"/proc/{process.pid}/{name}").write_text("0 0 65536")
        _words, errors = process.communicate("\n")
    assert process.returncode == 0, errors[-3000:]
    return [
        pickle.loads((place / str(number) / "views").read_bytes()) for number in range(len(stacks))
    ]


def main() -> None:
    place, seed = Path(sys.argv[1]), int(sys.argv[2])
    if _LIBC.unshare(_CLONE_NEWUSER | _CLONE_NEWNS) != 0:
        raise OSError(ctypes.get_errno(), "no user namespace")
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()  # somebody has written the maps
    if _LIBC.mount(b"none", b"/", None, _MS_REC_PRIVATE, None) != 0:
        raise OSError(ctypes.get_errno(), "mounts would be seen outside")
    for stack in place.iterdir():
        tars = [path.read_bytes() for path in sorted(stack.glob("layer-*.tar"))]
        (stack / "work").mkdir()
        views = overlay_views(tars, stack / "work", WhiteoutForm.USER, seed)
        (stack / "views").write_bytes(pickle.dumps(views))


if __name__ == "__main__":
    main()
