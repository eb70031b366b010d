"""What pupils have: skopeo, podman and buildah fetch from our registry and store in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.store import ImageLayout, verify
from tests.bench.podman_peer import Podman
from tests.core.serving.conftest import Served

pytestmark = pytest.mark.peer


def skopeo(*arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        ["skopeo", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


def at(served: Served, name: str) -> str:
    return f"docker://127.0.0.1:{served.server.port}/{name}"


@pytest.fixture
def podman() -> Iterator[Podman]:
    reason = Podman.why_not()
    if reason:
        pytest.fail(reason)
    with tempfile.TemporaryDirectory(prefix="bl-") as place:  # it takes no long paths
        peer = Podman(Path(place) / "p")
        yield peer
        peer.close()


@pytest.fixture(params=["read only", "with a token"])
def either(request: pytest.FixtureRequest) -> Served:
    """Pulling needs no login, whether somebody may push or not."""
    name = "served" if request.param == "read only" else "pushed"
    found: Served = request.getfixturevalue(name)
    return found


def test_skopeo_looks_lists_and_copies(either: Served, tmp_path: Path) -> None:
    looked = json.loads(skopeo("inspect", "--tls-verify=false", at(either, "webapp:1.0")))
    descriptor = either.layout.resolve("WebApp:1.0")
    assert looked["Digest"] == descriptor.digest
    tags = json.loads(skopeo("list-tags", "--tls-verify=false", at(either, "webapp")))
    assert tags["Tags"] == ["1.0"]
    skopeo(
        "copy", "--src-tls-verify=false", at(either, "webapp:1.0"), f"oci:{tmp_path / 'copy'}:it"
    )
    copy = ImageLayout.open(tmp_path / "copy", create=False)
    assert copy.resolve("it").digest == descriptor.digest
    assert not list(verify(copy))


def test_skopeo_stores_and_fetches_back(pushed: Served, tmp_path: Path) -> None:
    source = f"oci:{pushed.layout.path}:WebApp:1.0"
    assert pushed.key is not None
    who = f"--dest-creds={pushed.key.user}:{pushed.key.token}"
    skopeo("copy", "--dest-tls-verify=false", who, source, at(pushed, "back/web:2"))
    descriptor = pushed.layout.resolve("WebApp:1.0")
    assert pushed.layout.resolve("back/web:2").digest == descriptor.digest
    docker = ("--format=v2s2", "--dest-tls-verify=false", who)
    skopeo("copy", *docker, source, at(pushed, "back/docker:1"))
    assert pushed.named == ["back/web:2", "back/docker:1"]
    refused = skopeo("copy", "--dest-tls-verify=false", who, source, at(pushed, "tool:2"), status=1)
    assert "tool:2 means another image here already" in refused
    nobody = ("copy", "--dest-tls-verify=false", source, at(pushed, "back/web:3"))
    assert "unauthorized" in skopeo(*nobody, status=1)
    assert not list(verify(pushed.layout))


def test_podman_pulls_and_pushes(pushed: Served, podman: Podman) -> None:
    place = f"127.0.0.1:{pushed.server.port}"
    pulled = podman("pull", "--quiet", "--tls-verify=false", f"{place}/webapp:1.0").strip()
    config = json.loads(pushed.layout.read_blob(pushed.layout.resolve("WebApp:1.0")))["config"]
    assert f"sha256:{pulled}" == config["digest"]
    assert pushed.key is not None
    who = f"--creds={pushed.key.user}:{pushed.key.token}"
    podman("push", "--quiet", "--tls-verify=false", who, pulled, f"{place}/from-podman:1")
    assert pushed.named == ["from-podman:1"]
    assert not list(verify(pushed.layout))
    peers = {(one.peer, one.reference, one.is_push) for one in pushed.server.tally.pulls()[0]}
    assert ("127.0.0.1", "webapp:1.0", False) in peers
    assert ("127.0.0.1", "from-podman:1", True) in peers


def test_podman_logs_in(pushed: Served, podman: Podman, tmp_path: Path) -> None:
    place = f"127.0.0.1:{pushed.server.port}"
    assert pushed.key is not None
    common = ("login", "--tls-verify=false", f"--authfile={tmp_path / 'auth.json'}")
    told = podman(*common, "-u", pushed.key.user, "-p", pushed.key.token, place)
    assert "Login Succeeded" in told
    with pytest.raises(RuntimeError, match="invalid username/password"):
        podman(*common, "-u", pushed.key.user, "-p", "wrong", place)


def test_buildah_builds_on_it(served: Served, tmp_path: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("buildah"):
        pytest.fail("buildah is used as root")
    storage = ["--root", str(tmp_path / "root"), "--runroot", str(tmp_path / "run"),
               "--storage-driver", "vfs"]  # fmt: skip
    done = subprocess.run(
        ["buildah", *storage, "from", "--tls-verify=false",
         f"docker://127.0.0.1:{served.server.port}/webapp:1.0"],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "working-container" in done.stdout
