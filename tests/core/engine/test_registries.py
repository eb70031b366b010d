"""Remote images: looked at, pulled and pushed through Debian's registry, with peers beside us.

Runs as whoever starts it, but containers are tried as root only.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    DigestMismatchError,
    LoginNeededError,
    LoginRefusedError,
    NameGrammarError,
    NotSupportedError,
    RemoteImageNotFoundError,
)
from core.model import (
    BaseImageRequest,
    ExecRequest,
    Login,
    NameConflict,
    NewContainer,
    PullRequest,
    PushRequest,
    RegistryAccess,
    SnapshotRequest,
    Transfer,
    TransferState,
)
from core.oci import annotation_keys, media_types
from core.oci.digest import sha256_digest
from core.oci.platform import Platform
from core.store import ImageLayout
from tests.core.engine.made_layouts import tar_of
from tests.core.store.layout_samples import put_image
from tests.registries.cutting_proxy import CuttingProxy
from tests.registries.docker_registry import SECRET, USER, DockerRegistry, docker_registry

ANONYMOUS = RegistryAccess(is_anonymous=True)
BIG = {"big": os.urandom(3_000_000)}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Engine]:
    engine = connect(path)
    try:
        yield engine
    finally:
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        engine.close()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    ImageLayout.open(tmp_path / "repository")
    with opened(tmp_path / "repository") as engine:
        yield engine


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Engine]:
    """Another computer's engine, as it were."""
    ImageLayout.open(tmp_path / "other")
    with opened(tmp_path / "other") as engine:
        yield engine


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    return ImageLayout.open(tmp_path / "repository")


def skopeo(*words: str) -> str:
    done = subprocess.run(
        ["skopeo", "--insecure-policy", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def push(engine: Engine, name: str, reference: str, **more: Any) -> list[Transfer]:
    told: list[Transfer] = []
    engine.push(PushRequest(name, reference, ANONYMOUS), on_transfer=told.append, **more)
    return told


def reasons(transfer: Transfer) -> list[str]:
    return [layer.reason for layer in transfer.layers]


# --- pushing ----------------------------------------------------------------------------------


def test_what_we_push_others_read(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry, tmp_path: Path
) -> None:
    put_image(layout, "WebApp", "1.0", {"a": b"a"}, BIG)
    target = f"{registry.name}/push/webapp:1.0"
    pushed = engine.push(PushRequest("WebApp:1.0", target, ANONYMOUS))
    image = engine.repository().image("WebApp:1.0")
    assert image is not None
    assert (pushed.reference, pushed.digest) == (target, image.manifest_digest)
    assert pushed.new_bytes > 3_000_000
    told = json.loads(skopeo("inspect", "--tls-verify=false", f"docker://{target}"))
    assert told["Digest"] == image.manifest_digest
    assert told["Layers"] == [layer.digest for layer in image.layers]
    skopeo("copy", "--src-tls-verify=false", f"docker://{target}", f"dir:{tmp_path}/copy")
    assert sha256_digest((tmp_path / "copy/manifest.json").read_bytes()) == image.manifest_digest


def test_what_is_there_is_not_sent_and_says_why(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Base", "1", BIG)
    put_image(layout, "App", "1", BIG, {"own": b"x"})
    first = push(engine, "Base:1", f"{registry.name}/there/base:1")[-1]
    assert [layer.state for layer in first.layers] == [TransferState.DONE] * 2
    again = push(engine, "Base:1", f"{registry.name}/there/base:1")[-1]
    assert reasons(again) == ["the registry has it"] * 2
    assert again.moved_bytes == 0
    app = push(engine, "App:1", f"{registry.name}/there/app:1")[-1]
    assert reasons(app) == ["mounted from there/base", "", ""]


def test_an_index_goes_whole(engine: Engine, layout: ImageLayout, registry: DockerRegistry) -> None:
    one = put_image(layout, "One", "1", {"a": b"one"})
    two = put_image(layout, "Two", "1", {"a": b"two"})
    entries = [replace(one, platform=None).to_json(), replace(two, platform=None).to_json()]
    index = layout.put_document(
        json.dumps({"schemaVersion": 2, "manifests": entries}).encode(), media_types.IMAGE_INDEX
    )
    layout.set_reference("Both:1", index, replace_old=False)
    pushed = engine.push(PushRequest("Both:1", f"{registry.name}/both:1", ANONYMOUS))
    assert pushed.digest == index.digest
    raw = skopeo("inspect", "--raw", "--tls-verify=false", f"docker://{registry.name}/both:1")
    assert sha256_digest(raw.encode()) == index.digest


def test_a_damaged_layer_is_our_own_fault(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Bad", "1", {"a": b"bad layer"})
    image = engine.repository().image("Bad:1")
    assert image is not None
    path = layout.blob_path(image.layers[0].digest)
    path.chmod(0o644)
    path.write_bytes(b"x" * path.stat().st_size)
    with pytest.raises(DigestMismatchError):
        push(engine, "Bad:1", f"{registry.name}/bad:1")
    with pytest.raises(RemoteImageNotFoundError):
        engine.look_at_remote(f"{registry.name}/bad:1", ANONYMOUS)


@pytest.mark.parametrize("name", ["bad name", "host/UPPER:1", "x@sha256:12", ""])
def test_what_is_no_reference_is_said(engine: Engine, layout: ImageLayout, name: str) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    with pytest.raises(NameGrammarError):
        engine.push(PushRequest("Base:1", name, ANONYMOUS))
    with pytest.raises(NameGrammarError):
        engine.look_at_remote(name, ANONYMOUS)


def test_a_digest_is_no_place_to_push_to(engine: Engine, layout: ImageLayout) -> None:
    one = put_image(layout, "Base", "1", {"a": b"a"})
    with pytest.raises(NotSupportedError, match="version"):
        engine.push(PushRequest("Base:1", f"localhost:1/base@{one.digest}", ANONYMOUS))


def test_a_name_for_here_that_is_none_is_said(
    engine: Engine, other: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    target = f"{registry.name}/names/base:1"
    push(engine, "Base:1", target)
    for name in ("bad name:1", "Web", "Web:a\nb", "host:1/Web:1", "Web@sha256:12"):
        with pytest.raises(NameGrammarError):
            other.pull(PullRequest(target, ANONYMOUS, local_reference=name))
    assert other.repository().images == ()


# --- looking ----------------------------------------------------------------------------------


def test_a_look_reads_no_layer_and_tells_what_is_here(
    engine: Engine, other: Engine, layout: ImageLayout, tmp_path: Path, registry: DockerRegistry
) -> None:
    put_image(layout, "Base", "1", {"shared": b"x"})
    put_image(layout, "WebApp", "1.0", {"shared": b"x"}, BIG)
    target = f"{registry.name}/look/webapp:1.0"
    push(engine, "WebApp:1.0", target)
    theirs = ImageLayout.open(tmp_path / "other")
    put_image(theirs, "Base", "1", {"shared": b"x"})
    before = set(os.listdir(theirs.path / "blobs/sha256"))
    look = other.look_at_remote(target, ANONYMOUS)
    assert set(os.listdir(theirs.path / "blobs/sha256")) == before
    assert (look.reference, look.is_plain, look.login) == (target, True, "")
    (found,) = look.images
    image = engine.repository().image("WebApp:1.0")
    assert image is not None
    assert look.digest == found.key == image.manifest_digest
    assert found.image.reference == "WebApp:1.0"
    assert [layer.available for layer in found.image.layers] == [True, False]
    assert found.missing_bytes == image.layers[1].size_bytes
    assert [layer.diff_id for layer in found.image.layers] == [
        layer.diff_id for layer in image.layers
    ]
    assert found.image.config == image.config
    assert found.image.history == image.history
    assert (found.is_here, found.taken_name, found.fits_machine, found.refusal) == (
        False, False, True, "",
    )  # fmt: skip


def test_names_and_tags_are_listed(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    for tag in ("1", "2", "latest"):
        push(engine, "Base:1", f"{registry.name}/listed/base:{tag}")
    assert engine.remote_tags(f"{registry.name}/listed/base", ANONYMOUS).names == (
        "1", "2", "latest",
    )  # fmt: skip
    assert engine.remote_repositories(registry.name, "LISTED", ANONYMOUS).names == ("listed/base",)
    with pytest.raises(RemoteImageNotFoundError):
        engine.remote_tags(f"{registry.name}/nothing", ANONYMOUS)
    with pytest.raises(RemoteImageNotFoundError):
        engine.look_at_remote(f"{registry.name}/listed/base:3", ANONYMOUS)
    assert "does not tell" in engine.remote_repositories("docker.io", "", ANONYMOUS).sentence


# --- pulling ----------------------------------------------------------------------------------


@pytest.mark.skipif(os.geteuid() != 0, reason="the runtime's parts are tried by others rootless")
def test_a_round_trip_ends_in_a_container(
    engine: Engine, other: Engine, registry: DockerRegistry
) -> None:
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    one = engine.create_container(NewContainer("one", "Base:1"))
    engine.start_container(one.id)
    engine.execute(one.id, ExecRequest(shell_line="echo hello > /said"), output=lambda _: None)
    image = engine.snapshot(SnapshotRequest(one.id, "Said", "Tests", "1.0"))
    target = f"{registry.name}/round/said:1.0"
    push(engine, image.reference, target)
    told: list[Transfer] = []
    arrivals = other.pull(PullRequest(target, ANONYMOUS), on_transfer=told.append)
    (pulled,) = arrivals.images
    assert (pulled.reference, pulled.manifest_digest) == ("Said:1.0", image.manifest_digest)
    assert [layer.state for layer in told[-1].layers] == [TransferState.DONE] * 2
    assert told[-1].moved_bytes == arrivals.new_bytes == sum(x.size_bytes for x in image.layers)
    two = other.create_container(NewContainer("two", "Said:1.0"))
    other.start_container(two.id)
    heard: list[bytes] = []
    other.execute(
        two.id,
        ExecRequest(shell_line="cat /said"),
        output=lambda chunk: heard.append(chunk.content),
    )
    assert b"".join(heard) == b"hello\n"
    again = other.pull(PullRequest(target, ANONYMOUS))
    assert (again.new_bytes, again.kept_both) == (0, ())


@pytest.mark.parametrize("words", [(), ("--dest-compress-format", "zstd", "--dest-compress"),
                                   ("--format", "v2s2")])  # fmt: skip
def test_what_others_push_we_read(
    engine: Engine, registry: DockerRegistry, tmp_path: Path, words: tuple[str, ...]
) -> None:
    theirs = ImageLayout.open(tmp_path / "theirs")
    put_image(theirs, "their", "1", {"a": b"a"}, BIG)
    target = f"{registry.name}/theirs/image{len(words)}:1"
    skopeo("copy", *words, "--dest-tls-verify=false", f"oci:{theirs.path}:their:1",
           f"docker://{target}")  # fmt: skip
    digest = json.loads(skopeo("inspect", "--tls-verify=false", f"docker://{target}"))["Digest"]
    (image,) = engine.pull(PullRequest(target, ANONYMOUS)).images
    assert image.manifest_digest == digest
    assert image.is_runnable


def test_what_was_looked_at_is_what_comes(
    engine: Engine, other: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    first = put_image(layout, "App", "1", {"a": b"first"})
    target = f"{registry.name}/moving:1"
    push(engine, "App:1", target)
    look = other.look_at_remote(target, ANONYMOUS)
    put_image(layout, "App", "1", {"a": b"second"}, replace=True)
    push(engine, "App:1", target)
    request = PullRequest(target, ANONYMOUS, digest=look.digest, keys=(look.images[0].key,))
    (image,) = other.pull(request).images
    assert image.manifest_digest == first.digest
    # The tag means another image now: its name here stays with the one that has it.
    arrivals = other.pull(PullRequest(target, ANONYMOUS))
    ((wanted, given),) = arrivals.kept_both
    assert wanted == image.reference
    assert given.startswith(f"{wanted}@sha256:")
    moved = other.pull(PullRequest(target, ANONYMOUS, conflict=NameConflict.REPLACE))
    assert moved.images[0].reference == wanted
    assert moved.images[0].manifest_digest != first.digest


def test_an_image_for_other_machines_says_which(
    engine: Engine, layout: ImageLayout, other: Engine, registry: DockerRegistry
) -> None:
    made = _MadeFor(layout)
    made.put("Win:1", tar_of(a=b"a"), Platform("windows", "amd64"))
    target = f"{registry.name}/win:1"
    push(engine, "Win:1", target)
    with pytest.raises(NotSupportedError, match="windows/amd64"):
        other.pull(PullRequest(target, ANONYMOUS))
    look = other.look_at_remote(target, ANONYMOUS)
    assert not look.images[0].fits_machine
    (image,) = other.pull(PullRequest(target, ANONYMOUS, keys=(look.images[0].key,))).images
    assert (image.platform, image.is_runnable) == ("windows/amd64", False)


class _MadeFor:
    """An image for another machine, put into a layout as it is."""

    def __init__(self, layout: ImageLayout) -> None:
        self._layout = layout

    def put(self, name: str, tar: bytes, machine: Any) -> None:
        packed = gzip.compress(tar, mtime=0)
        layer = self._layout.put_document(packed, media_types.LAYER_GZIP)
        config = self._layout.put_document(
            json.dumps({
                "os": machine.os, "architecture": machine.architecture,
                "rootfs": {"type": "layers", "diff_ids": [sha256_digest(tar)]},
            }).encode(), media_types.IMAGE_CONFIG,
        )  # fmt: skip
        manifest = json.dumps({
            "schemaVersion": 2, "mediaType": media_types.IMAGE_MANIFEST,
            "config": config.to_json(), "layers": [layer.to_json()],
            "annotations": {annotation_keys.TITLE: "Win", annotation_keys.VERSION: "1"},
        }).encode()  # fmt: skip
        descriptor = self._layout.put_document(manifest, media_types.IMAGE_MANIFEST)
        self._layout.set_reference(name, descriptor, replace_old=False)


# --- broken lines -----------------------------------------------------------------------------


def test_a_pull_goes_on_after_breaks_and_fetches_nothing_twice(
    engine: Engine, other: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Big", "1", BIG)
    push(engine, "Big:1", f"{registry.name}/broken/big:1")
    image = engine.repository().image("Big:1")
    assert image is not None
    with CuttingProxy(registry.port, cut_down_after=1_000_000, cuts=2) as proxy:
        told: list[Transfer] = []
        target = f"localhost:{proxy.port}/broken/big:1"
        (pulled,) = other.pull(PullRequest(target, ANONYMOUS), on_transfer=told.append).images
        assert proxy.cuts_left == 0
        # What had left the registry when the line was cut is lost, and no more than that.
        assert proxy.down_bytes < image.size_bytes + 2 * 600_000
    assert pulled.manifest_digest == image.manifest_digest
    states = {layer.state for transfer in told for layer in transfer.layers}
    assert TransferState.PAUSED in states


def test_a_push_goes_on_after_breaks(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Big", "2", {"big": os.urandom(3_000_000)})
    with CuttingProxy(registry.port, cut_up_after=1_000_000, cuts=2) as proxy:
        told: list[Transfer] = []
        target = f"localhost:{proxy.port}/broken/sent:2"
        pushed = engine.push(PushRequest("Big:2", target, ANONYMOUS), on_transfer=told.append)
        assert proxy.cuts_left == 0
    look = engine.look_at_remote(f"{registry.name}/broken/sent:2", ANONYMOUS)
    assert look.digest == pushed.digest
    states = {layer.state for transfer in told for layer in transfer.layers}
    assert TransferState.PAUSED in states


@pytest.mark.parametrize("verb", ["push", "pull"])
def test_a_cancel_leaves_nothing_named(
    engine: Engine, other: Engine, layout: ImageLayout, registry: DockerRegistry, verb: str
) -> None:
    put_image(layout, "Big", "3", {"big": os.urandom(3_000_000)})
    reference = f"{registry.name}/cancelled/{verb}:3"
    if verb == "pull":
        push(engine, "Big:3", reference)
    cancel = CancelToken()
    with CuttingProxy(registry.port, stall_after=1_000_000) as proxy:
        through = reference.replace(str(registry.port), str(proxy.port))
        waiting = threading.Thread(target=lambda: (proxy.stalled.wait(30), cancel.cancel()))
        waiting.start()
        with pytest.raises(Cancelled):
            if verb == "push":
                engine.push(PushRequest("Big:3", through, ANONYMOUS), cancel=cancel)
            else:
                other.pull(PullRequest(through, ANONYMOUS), cancel=cancel)
        waiting.join()
    assert other.repository().images == ()
    if verb == "push":
        with pytest.raises(RemoteImageNotFoundError):
            engine.look_at_remote(reference, ANONYMOUS)


# --- who we are -------------------------------------------------------------------------------


def test_a_registry_with_logins(engine: Engine, layout: ImageLayout, tmp_path: Path) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    known = RegistryAccess(login=Login(USER, SECRET))
    wrong = RegistryAccess(login=Login(USER, "wrong"))
    with docker_registry(tmp_path / "registry", with_login=True) as registry:
        target = f"{registry.name}/base:1"
        with pytest.raises(LoginNeededError):
            engine.push(PushRequest("Base:1", target, ANONYMOUS))
        with pytest.raises(LoginRefusedError):
            engine.push(PushRequest("Base:1", target, wrong))
        with pytest.raises(LoginRefusedError):
            engine.check_login(registry.name, wrong)
        engine.check_login(registry.name, known)
        engine.push(PushRequest("Base:1", target, known))
        look = engine.look_at_remote(target, known)
        assert look.login == USER
        with pytest.raises(LoginNeededError):
            engine.look_at_remote(target, ANONYMOUS)


@pytest.mark.skipif(shutil.which("podman") is None, reason="podman is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="podman's storage is tried as root")
def test_podman_pulls_what_we_push(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry, tmp_path: Path
) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    target = f"{registry.name}/podman/base:1"
    push(engine, "Base:1", target)
    image = engine.repository().image("Base:1")
    assert image is not None
    with tempfile.TemporaryDirectory(prefix="podman-") as place:  # paths of its have a limit
        podman = ["podman", "--root", f"{place}/root", "--runroot", f"{place}/run",
                  "--storage-driver", "vfs"]  # fmt: skip
        done = subprocess.run(
            [*podman, "pull", "-q", "--tls-verify=false", target],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "sha256:" + done.stdout.strip() == image.image_id
