"""Remote images as other tools store and read them; over TLS; and from registries that lie."""

from __future__ import annotations

import contextlib
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
    BlobMissingError,
    DigestMismatchError,
    InsecureRegistryError,
    NotSupportedError,
    RemoteImageNotFoundError,
)
from core.model import (
    Login,
    PullRequest,
    Pushed,
    PushRequest,
    RegistryAccess,
    ServeRequest,
    Serving,
    Transfer,
    TransferState,
)
from core.oci import media_types
from core.oci.digest import sha256_digest
from core.oci.platform import Platform
from core.store import ImageLayout
from tests.core.engine.made_layouts import MadeLayout, tar_of
from tests.core.registry.remote_samples import PLACE, Documents
from tests.core.store.layout_samples import put_image
from tests.registries.cutting_proxy import CuttingProxy
from tests.registries.docker_registry import DockerRegistry, docker_registry
from tests.registries.evil_registry import EvilRegistry, reply

ANONYMOUS = RegistryAccess(is_anonymous=True)
OTHER_MACHINE = Platform("linux", "s390x")


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("registry")) as running:
        yield running


@contextlib.contextmanager
def opened(layout: ImageLayout) -> Iterator[Engine]:
    engine = connect(layout.path)
    try:
        yield engine
    finally:
        engine.close()


@pytest.fixture
def layout(tmp_path: Path) -> ImageLayout:
    return ImageLayout.open(tmp_path / "repository")


@pytest.fixture
def engine(layout: ImageLayout) -> Iterator[Engine]:
    with opened(layout) as engine:
        yield engine


@pytest.fixture
def documents() -> Iterator[tuple[Documents, EvilRegistry]]:
    held = Documents()
    server = EvilRegistry(held)
    yield held, server
    server.close()


def ran(*words: str, **more: Any) -> str:
    done = subprocess.run(words, capture_output=True, text=True, check=False, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


def push(engine: Engine, name: str, reference: str) -> Pushed:
    return engine.push(PushRequest(name, reference, ANONYMOUS))


# --- what others store --------------------------------------------------------------------------


def test_an_index_that_skopeo_copied(
    engine: Engine, registry: DockerRegistry, tmp_path: Path
) -> None:
    theirs = MadeLayout(tmp_path / "theirs")
    foreign = theirs.put("foreign", [tar_of(a=b"far")], platform=OTHER_MACHINE)
    own = theirs.put("own", [tar_of(a=b"near"), tar_of(b=b"near")])
    index = theirs.layout.put_document(
        json.dumps({
            "schemaVersion": 2, "mediaType": media_types.IMAGE_INDEX,
            "manifests": [foreign.to_json(), own.to_json()],
        }).encode(), media_types.IMAGE_INDEX,
    )  # fmt: skip
    theirs.layout.set_reference("both", index, replace_old=False)
    target = f"{registry.name}/skopeo/both:1"
    ran("skopeo", "--insecure-policy", "copy", "--all", "--dest-tls-verify=false",
        f"oci:{theirs.layout.path}:both", f"docker://{target}")  # fmt: skip
    look = engine.look_at_remote(target, ANONYMOUS)
    assert look.digest == index.digest
    assert [one.key for one in look.images] == [own.digest, foreign.digest]
    assert [one.fits_machine for one in look.images] == [True, False]
    assert look.problems == ()
    (image,) = engine.pull(PullRequest(target, ANONYMOUS, digest=look.digest)).images
    assert (image.manifest_digest, image.reference) == (own.digest, "skopeo/both:1")
    assert image.is_runnable
    keys = tuple(one.key for one in look.images)
    both = engine.pull(PullRequest(target, ANONYMOUS, look.digest, keys)).images
    assert {one.reference: one.manifest_digest for one in both} == {
        "skopeo/both:1": own.digest,
        "skopeo/both:1-linux-s390x": foreign.digest,
    }
    again = engine.look_at_remote(target, ANONYMOUS)
    assert [one.is_here for one in again.images] == [True, True]
    assert [one.missing_bytes for one in again.images] == [0, 0]


def test_dockers_own_manifests_go_on_as_they_are(
    engine: Engine, registry: DockerRegistry, tmp_path: Path
) -> None:
    theirs = ImageLayout.open(tmp_path / "theirs")
    put_image(theirs, "their", "1", {"a": b"a"}, {"b": b"b"})
    first, second = f"{registry.name}/docker/one:1", f"{registry.name}/docker/two:1"
    ran("skopeo", "--insecure-policy", "copy", "--format", "v2s2", "--dest-tls-verify=false",
        f"oci:{theirs.path}:their:1", f"docker://{first}")  # fmt: skip
    (image,) = engine.pull(PullRequest(first, ANONYMOUS)).images
    assert "docker" in image.layers[0].media_type
    pushed = push(engine, image.reference, second)
    assert pushed.digest == image.manifest_digest
    assert pushed.new_bytes == 0  # all of it is mounted from where it was pulled from
    raw = ran("skopeo", "inspect", "--raw", "--tls-verify=false", f"docker://{second}")
    assert sha256_digest(raw.encode()) == image.manifest_digest


def test_of_an_index_that_is_half_here_this_machines_image_goes(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    made = MadeLayout(layout.path)
    foreign = made.put("foreign", [tar_of(a=b"far away")], platform=OTHER_MACHINE)
    own = made.put("own", [tar_of(a=b"near by")])
    content = json.dumps({"schemaVersion": 2, "manifests": [foreign.to_json(), own.to_json()]})
    index = layout.put_document(content.encode(), media_types.IMAGE_INDEX)
    layout.set_reference("Both:1", index, replace_old=False)
    target = f"{registry.name}/half:1"
    assert push(engine, "Both:1", target).digest == index.digest
    layer = layout.read_image(foreign).manifest.layers[0]
    layout.blob_path(layer.digest).unlink()
    assert push(engine, "Both:1", target).digest == own.digest
    layer = layout.read_image(own).manifest.layers[0]
    layout.blob_path(layer.digest).unlink()
    with pytest.raises(BlobMissingError):
        push(engine, "Both:1", target)


def test_plain_layers_go_as_they_are(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    made = MadeLayout(layout.path)
    tar = tar_of(a=b"plain")
    layer = made.layout.put_document(tar, media_types.LAYER_TAR)
    made.put("Plain:1", [tar])
    image = made.layout.read_image(made.layout.resolve("Plain:1"))
    manifest = replace(image.manifest, layers=(layer,))
    stored = made.layout.put_document(manifest.to_bytes(), media_types.IMAGE_MANIFEST)
    made.layout.set_reference("Plain:1", stored, replace_old=True)
    target = f"{registry.name}/plain:1"
    assert push(engine, "Plain:1", target).digest == stored.digest
    told = json.loads(ran("skopeo", "inspect", "--tls-verify=false", f"docker://{target}"))
    assert told["Layers"] == [sha256_digest(tar)]
    with tempfile.TemporaryDirectory() as folder:
        ran("skopeo", "--insecure-policy", "copy", "--src-tls-verify=false",
            f"docker://{target}", f"dir:{folder}")  # fmt: skip


@pytest.mark.skipif(shutil.which("buildah") is None, reason="buildah is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="buildah's storage is tried as root")
def test_buildah_builds_from_what_we_push(
    engine: Engine, layout: ImageLayout, registry: DockerRegistry
) -> None:
    put_image(layout, "Base", "1", {"a": b"a"})
    target = f"{registry.name}/buildah/base:1"
    pushed = push(engine, "Base:1", target)
    with tempfile.TemporaryDirectory(prefix="buildah-") as place:  # paths of its have a limit
        words = ("buildah", "--root", f"{place}/root", "--runroot", f"{place}/run",
                 "--storage-driver", "vfs")  # fmt: skip
        made = ran(*words, "from", "--quiet", "--tls-verify=false", target).strip()
        try:
            told = json.loads(ran(*words, "inspect", made))
        finally:
            ran(*words, "rm", made)
    assert told["FromImageDigest"] == pushed.digest


def test_a_broken_push_to_our_own_offer_goes_on_where_it_was(
    engine: Engine, layout: ImageLayout, tmp_path: Path
) -> None:
    put_image(layout, "Big", "1", {"big": os.urandom(5_000_000)})
    theirs = ImageLayout.open(tmp_path / "theirs")
    put_image(theirs, "Own", "1", {"a": b"a"})
    cancel, heard, is_heard = CancelToken(), list[Serving](), threading.Event()
    request = ServeRequest(("Own:1",), port=0, address="127.0.0.1", allow_push=True)

    def hear(serving: Serving) -> None:
        heard.append(serving)
        is_heard.set()

    with opened(theirs) as other:
        offer = threading.Thread(target=lambda: other.serve(request, on_change=hear, cancel=cancel))
        offer.start()
        try:
            assert is_heard.wait(20)
            port = int(heard[0].addresses[0].rpartition(":")[2])
            access = RegistryAccess(Login(heard[0].push_user, heard[0].push_token))
            told: list[Transfer] = []
            with CuttingProxy(port, cut_up_after=3_000_000, cuts=1) as proxy:
                target = f"localhost:{proxy.port}/big:1"
                pushed = engine.push(PushRequest("Big:1", target, access), on_transfer=told.append)
                assert proxy.cuts_left == 0
            look = engine.look_at_remote(f"localhost:{port}/big:1", ANONYMOUS)
            assert look.digest == pushed.digest
        finally:
            cancel.cancel()
            offer.join(20)
    layers = [transfer.layers[0] for transfer in told]
    states = [layer.state for layer in layers]
    again = layers[states.index(TransferState.PAUSED) + 1 :]
    assert min(layer.moved_bytes for layer in again) > 2_000_000  # what was there is not sent again


# --- encrypted ----------------------------------------------------------------------------------


def test_over_tls(layout: ImageLayout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    put_image(layout, "Base", "1", {"a": b"a"})
    with docker_registry(tmp_path / "tls", with_tls=True) as registry, opened(layout) as engine:
        target = f"{registry.name}/base:1"
        with pytest.raises(InsecureRegistryError, match="certificate"):
            push(engine, "Base:1", target)
        blind = RegistryAccess(allow_http=True, is_anonymous=True)
        pushed = engine.push(PushRequest("Base:1", target, blind))
        trusted = tmp_path / "home/.config/containers/certs.d" / registry.name
        trusted.mkdir(parents=True)
        assert registry.authority is not None
        shutil.copy(registry.authority, trusted / "ca.crt")
        look = engine.look_at_remote(target, ANONYMOUS)
        assert (look.digest, look.is_plain) == (pushed.digest, False)
        assert push(engine, "Base:1", target).new_bytes == 0
        told = ran("skopeo", "inspect", "--cert-dir", str(trusted), f"docker://{target}")
        assert json.loads(told)["Digest"] == pushed.digest


# --- who lies -----------------------------------------------------------------------------------


def test_a_layer_that_its_maker_keeps_is_never_fetched(
    engine: Engine, documents: tuple[Documents, EvilRegistry]
) -> None:
    held, server = documents
    image = json.loads(held.image())
    kept = image["layers"][0]
    kept |= {"mediaType": media_types.FOREIGN_LAYER_TAR + "+gzip",
             "urls": [f"http://localhost:{server.port}/maker/layer"]}  # fmt: skip
    held.manifest(json.dumps(image).encode(), media_types.IMAGE_MANIFEST, "1.0")
    target = f"localhost:{server.port}/class/web:1.0"
    (found,) = engine.look_at_remote(target, ANONYMOUS).images
    assert "to be had from their maker only" in found.refusal
    with pytest.raises(NotSupportedError, match="maker"):
        engine.pull(PullRequest(target, ANONYMOUS))
    asked = [one.path for one in server.asked]
    assert not any("maker" in path or kept["digest"] in path for path in asked)


def test_of_what_fails_nothing_is_named(
    engine: Engine, layout: ImageLayout, documents: tuple[Documents, EvilRegistry]
) -> None:
    held, server = documents
    image = json.loads(held.image("1.0"))
    target = f"localhost:{server.port}/class/web:1.0"
    with pytest.raises(RemoteImageNotFoundError):
        engine.pull(PullRequest(target, ANONYMOUS))
    for layer in image["layers"]:
        path = f"{PLACE}/blobs/{layer['digest']}"
        held.at[path] = reply(200, b"y" * layer["size"])
    with pytest.raises(DigestMismatchError):
        engine.pull(PullRequest(target, ANONYMOUS))
    assert engine.repository().images == ()
    assert layout.references() == ()


def test_what_was_looked_at_must_be_what_is_there(
    engine: Engine, documents: tuple[Documents, EvilRegistry]
) -> None:
    held, server = documents
    held.image("1.0")
    target = f"localhost:{server.port}/class/web:1.0"
    look = engine.look_at_remote(target, ANONYMOUS)
    other = held.image(annotations={"another": "one"})
    said = reply(200, other, ("Content-Type", media_types.IMAGE_MANIFEST))
    held.at[f"{PLACE}/manifests/{look.digest}"] = said
    with pytest.raises(DigestMismatchError):
        engine.pull(PullRequest(target, ANONYMOUS, look.digest))
