"""The rules of distribution-spec for storing images here, and who may."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
from pathlib import Path

import pytest

from core.model import ReadingLimits
from core.oci import media_types
from core.oci.digest import sha256_digest
from core.serving import staging
from core.serving.push_key import PushKey
from core.store import ImageLayout, verify
from tests.core.serving.conftest import Answer, Served, serving, until
from tests.core.store.layout_samples import layer_tar
from tests.corpus.tar_bytes import END, file

CONTENT = b"some bytes of a layer" * 1000
DIGEST = sha256_digest(CONTENT)


class Pushed:
    """The documents of a small image that is not here yet."""

    def __init__(self, text: bytes = b"new") -> None:
        tar = layer_tar({"etc/new": text})
        self.layer = gzip.compress(tar, mtime=0)
        self.config = json.dumps({
            "os": "linux", "architecture": "amd64",
            "rootfs": {"type": "layers", "diff_ids": [sha256_digest(tar)]},
        }).encode()  # fmt: skip
        self.manifest = json.dumps(self.document()).encode()
        self.digest = sha256_digest(self.manifest)

    def document(self) -> dict[str, object]:
        return {
            "schemaVersion": 2,
            "mediaType": media_types.IMAGE_MANIFEST,
            "config": part(media_types.IMAGE_CONFIG, self.config),
            "layers": [part(media_types.LAYER_GZIP, self.layer)],
        }

    def send_blobs(self, served: Served, repository: str) -> None:
        for content in (self.layer, self.config):
            assert served.upload(repository, content, sha256_digest(content)).status == 201


def part(kind: str, content: bytes) -> dict[str, object]:
    return {"mediaType": kind, "digest": sha256_digest(content), "size": len(content)}


def put(served: Served, repository: str, name: str, manifest: bytes, kind: str = "") -> Answer:
    kind = kind or media_types.IMAGE_MANIFEST
    path = f"/v2/{repository}/manifests/{name}"
    return served.ask("PUT", path, manifest, Content_Type=kind)


# --- who may ----------------------------------------------------------------------------------


def test_everybody_may_pull_and_nobody_pushes_without_the_token(pushed: Served) -> None:
    assert pushed.ask("GET", "/v2/webapp/manifests/1.0", can_push=False).status == 200
    for method, path in (
        ("POST", "/v2/new/blobs/uploads/"),
        ("PUT", "/v2/new/manifests/1"),
        ("PATCH", f"/v2/new/blobs/uploads/{'0' * 32}"),
        ("DELETE", f"/v2/new/blobs/uploads/{'0' * 32}"),
    ):
        answer = pushed.ask(method, path, b"{}", can_push=False)
        assert (answer.status, answer.code) == (401, "UNAUTHORIZED")
        challenge = answer.headers["WWW-Authenticate"]
        assert challenge.startswith(f'Bearer realm="http://127.0.0.1:{pushed.server.port}/token"')
        assert 'scope="repository:new:pull,push"' in challenge


@pytest.mark.parametrize(
    "authorization",
    ["Basic !!!", "Basic " + base64.b64encode(b"class:wrong").decode(), "Basic", "Bearer",
     "Bearer x", "Basic " + base64.b64encode(b"\xff\xfe").decode(), "Digest a", "Bearer \xe9",
     "Basic \xe9\xff"],
)  # fmt: skip
def test_a_wrong_token_is_no_token(pushed: Served, authorization: str) -> None:
    answer = pushed.ask("POST", "/v2/new/blobs/uploads/", Authorization=authorization)
    assert (answer.status, answer.code) == (401, "UNAUTHORIZED")
    assert pushed.ask("GET", "/v2/", Authorization=authorization).status == 401


def test_tickets_say_what_for(pushed: Served) -> None:
    asked_at_the_door = pushed.ask("GET", "/v2/", can_push=False)
    assert asked_at_the_door.status == 401
    anybody = pushed.ask("GET", "/token?service=bricklayer", can_push=False)
    teacher = pushed.ask("GET", "/token?service=bricklayer")
    wrong = "Basic " + base64.b64encode(b"class:wrong").decode()
    assert pushed.ask("GET", "/token", Authorization=wrong).status == 401
    assert anybody.headers["Cache-Control"] == "no-store"
    for answer, status in ((anybody, 401), (teacher, 202)):
        ticket = f"Bearer {answer.json['token']}"
        assert pushed.ask("GET", "/v2/", Authorization=ticket).status == 200
        begun = pushed.ask("POST", "/v2/new/blobs/uploads/", Authorization=ticket)
        assert begun.status == status


def test_each_offer_has_a_token_of_its_own_and_it_is_read_as_it_is_typed() -> None:
    one, other = PushKey(), PushKey()
    assert one.token != other.token
    assert one.is_right("class", f" {one.token.upper()} ")
    assert not one.is_right("class", other.token)
    assert not one.is_right("Class", one.token)


def test_there_are_no_tickets_where_nobody_may_push(served: Served) -> None:
    assert served.ask("GET", "/token").status == 404


# --- uploads ----------------------------------------------------------------------------------


def is_here(served: Served, repository: str = "new") -> bool:
    answer = served.ask("GET", f"/v2/{repository}/blobs/{DIGEST}")
    return answer.status == 200 and answer.content == CONTENT


def test_an_upload_by_post_and_put(pushed: Served) -> None:
    answer = pushed.upload("new", CONTENT, DIGEST)
    assert answer.status == 201
    assert answer.headers["Location"] == f"/v2/new/blobs/{DIGEST}"
    assert answer.headers["Docker-Content-Digest"] == DIGEST
    assert is_here(pushed)
    assert pushed.ask("HEAD", f"/v2/webapp/blobs/{DIGEST}").status == 404


def test_an_upload_by_one_post(pushed: Served) -> None:
    path = f"/v2/new/blobs/uploads/?digest={DIGEST}"
    assert pushed.ask("POST", path, CONTENT).status == 201
    assert is_here(pushed)


def test_an_upload_in_parts(pushed: Served) -> None:
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    half = len(CONTENT) // 2
    first = pushed.ask("PATCH", place, CONTENT[:half], Content_Range=f"0-{half - 1}")
    assert (first.status, first.headers["Range"]) == (202, f"0-{half - 1}")
    again = pushed.ask("PATCH", place, CONTENT[:half], Content_Range=f"0-{half - 1}")
    assert (again.status, again.code) == (416, "BLOB_UPLOAD_INVALID")
    assert again.headers["Range"] == f"0-{half - 1}"
    told = pushed.ask("GET", place)
    assert (told.status, told.headers["Range"]) == (204, f"0-{half - 1}")
    assert told.headers["Location"] == place
    wrong = pushed.ask("PATCH", place, b"xx", Content_Range=f"{half}-{half + 5}")
    assert (wrong.status, wrong.code) == (400, "SIZE_INVALID")
    odd = pushed.ask("PATCH", place, b"xx", Content_Range="bytes of it")
    assert (odd.status, odd.code) == (400, "SIZE_INVALID")
    span = f"{half}-{len(CONTENT) - 1}"
    last = pushed.ask("PUT", f"{place}?digest={DIGEST}", CONTENT[half:], Content_Range=span)
    assert last.status == 201
    assert is_here(pushed)
    assert pushed.ask("GET", place).code == "BLOB_UPLOAD_UNKNOWN"


def test_an_upload_whose_length_nobody_knows_before(pushed: Served) -> None:
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    pair = base64.b64encode(f"class:{pushed.key.token}".encode())  # type: ignore[union-attr]
    chunks = b"".join(
        b"%x;some=extension\r\n%b\r\n" % (len(piece), piece)
        for piece in (CONTENT[:5], CONTENT[5:7000], CONTENT[7000:])
    )
    answer = pushed.say(
        b"PATCH %b HTTP/1.1\r\nAuthorization: Basic %b\r\nTransfer-Encoding: chunked\r\n"
        b"Connection: close\r\n\r\n%b0\r\nTrailer: x\r\n\r\n" % (place.encode(), pair, chunks)
    )  # fmt: skip
    assert answer.startswith(b"HTTP/1.1 202 ")
    assert pushed.ask("PUT", f"{place}?digest={DIGEST}").status == 201
    assert is_here(pushed)


@pytest.mark.parametrize("told", ["", "?digest-algorithm=sha512"])
def test_an_image_by_sha512(pushed: Served, told: str) -> None:
    image = Pushed()
    for content in (image.layer, image.config):
        place = pushed.ask("POST", f"/v2/new/blobs/uploads/{told}").headers["Location"]
        digest = "sha512:" + hashlib.sha512(content).hexdigest()
        assert pushed.ask("PUT", f"{place}?digest={digest}", content).status == 201
        assert pushed.ask("GET", f"/v2/new/blobs/{digest}").content == content
    document = image.document()
    for one in (document["config"], *document["layers"]):  # type: ignore[misc]
        content = image.config if one is document["config"] else image.layer
        one["digest"] = "sha512:" + hashlib.sha512(content).hexdigest()
    manifest = json.dumps(document).encode()
    digest = "sha512:" + hashlib.sha512(manifest).hexdigest()
    assert put(pushed, "new", digest, manifest).status == 201
    assert pushed.ask("GET", f"/v2/new/manifests/{digest}").content == manifest
    assert put(pushed, "new", "1", manifest).status == 201
    assert pushed.ask("GET", "/v2/new/manifests/1").content == manifest
    assert not list(verify(pushed.layout))


def test_an_upload_is_taken_back(pushed: Served) -> None:
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    assert pushed.ask("PATCH", place, CONTENT).status == 202
    assert pushed.ask("DELETE", place).status == 204
    assert pushed.ask("GET", place).status == 404
    elsewhere = place.replace("/new/", "/other/")
    assert pushed.ask("PATCH", elsewhere, CONTENT).status == 404


def test_other_bytes_than_were_promised(pushed: Served) -> None:
    wrong = sha256_digest(b"something else")
    answer = pushed.upload("new", CONTENT, wrong)
    assert (answer.status, answer.code) == (400, "DIGEST_INVALID")
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    for digest in ("", "sha256:short", "md5:0", "sha512:0"):
        answer = pushed.ask("PUT", f"{place}?digest={digest}", CONTENT)
        assert (answer.status, answer.code) == (400, "DIGEST_INVALID")
    for query in ("digest=sha512:0", "digest-algorithm=md5", "mount=sha1:0&from=tool"):
        answer = pushed.ask("POST", f"/v2/new/blobs/uploads/?{query}")
        assert (answer.status, answer.code) == (400, "DIGEST_INVALID")
    assert pushed.layout.blob_size(DIGEST) is None


def test_a_blob_of_another_repository_is_mounted(pushed: Served) -> None:
    manifest = pushed.ask("GET", "/v2/webapp/manifests/1.0").json
    digest = manifest["layers"][1]["digest"]
    for query in (f"mount={digest}&from=webapp", f"mount={digest}"):
        answer = pushed.ask("POST", f"/v2/new{len(query)}/blobs/uploads/?{query}")
        assert answer.status == 201
        assert pushed.ask("HEAD", answer.headers["Location"]).status == 200
    nowhere = pushed.ask("POST", f"/v2/new/blobs/uploads/?mount={DIGEST}&from=webapp")
    assert nowhere.status == 202
    hidden = json.loads(pushed.layout.read_blob(pushed.layout.resolve("Hidden:1")))
    secret = hidden["layers"][0]["digest"]
    assert pushed.ask("POST", f"/v2/new/blobs/uploads/?mount={secret}").status == 202


# --- manifests --------------------------------------------------------------------------------


def test_an_image_is_named_when_all_of_it_is_here(pushed: Served) -> None:
    image = Pushed()
    early = put(pushed, "class/new", "1.0", image.manifest)
    assert (early.status, early.code) == (404, "MANIFEST_BLOB_UNKNOWN")
    image.send_blobs(pushed, "class/new")
    answer = put(pushed, "class/new", "1.0", image.manifest)
    assert answer.status == 201
    assert answer.headers["Docker-Content-Digest"] == image.digest
    assert pushed.ask("GET", answer.headers["Location"]).content == image.manifest
    assert pushed.ask("GET", "/v2/class/new/tags/list").json["tags"] == ["1.0"]
    assert pushed.named == ["class/new:1.0"]
    assert pushed.layout.resolve("class/new:1.0").digest == image.digest
    assert not list(verify(pushed.layout))
    again = put(pushed, "class/new", "1.0", image.manifest)
    assert again.status == 201
    assert pushed.named == ["class/new:1.0"]


def test_a_name_is_never_moved(pushed: Served) -> None:
    image = Pushed()
    for repository, name in (("webapp", "1.0"), ("Hidden", "1")):
        before = pushed.layout.resolve(f"{'WebApp' if name == '1.0' else repository}:{name}")
        image.send_blobs(pushed, repository.lower())
        answer = put(pushed, repository.lower(), name, image.manifest)
        if repository == "webapp":
            assert (answer.status, answer.code) == (409, "DENIED")
            assert "another image" in answer.json["errors"][0]["message"]
        assert pushed.layout.resolve(
            f"{'WebApp' if name == '1.0' else repository}:{name}"
        ).digest == before.digest  # fmt: skip
    other = Pushed(b"other")
    other.send_blobs(pushed, "hidden")
    assert put(pushed, "hidden", "1", other.manifest).status == 409


def test_what_is_not_offered_cannot_be_had_by_naming_it(pushed: Served) -> None:
    hidden = pushed.layout.read_blob(pushed.layout.resolve("Hidden:1"))
    answer = put(pushed, "new", "1", hidden)
    assert (answer.status, answer.code) == (404, "MANIFEST_BLOB_UNKNOWN")
    assert pushed.ask("GET", "/v2/new/tags/list").status == 404


def test_an_image_for_several_platforms(pushed: Served) -> None:
    images = [Pushed(b"one"), Pushed(b"two")]
    entries = [part(media_types.IMAGE_MANIFEST, image.manifest) for image in images]
    index = json.dumps({
        "schemaVersion": 2, "mediaType": media_types.IMAGE_INDEX, "manifests": entries,
    }).encode()  # fmt: skip
    early = put(pushed, "both", "1", index, media_types.IMAGE_INDEX)
    assert (early.status, early.code) == (404, "MANIFEST_BLOB_UNKNOWN")
    for image in images:
        image.send_blobs(pushed, "both")
        assert put(pushed, "both", image.digest, image.manifest).status == 201
        assert pushed.ask("GET", f"/v2/both/manifests/{image.digest}").content == image.manifest
    assert pushed.named == []
    assert put(pushed, "both", "1", index, media_types.IMAGE_INDEX).status == 201
    assert pushed.ask("GET", "/v2/both/manifests/1").content == index
    assert not list(verify(pushed.layout))


def broken(**changes: object) -> bytes:
    return json.dumps({**Pushed().document(), **changes}).encode()


@pytest.mark.parametrize(
    ("manifest", "kind", "code"),
    [
        (b"", "", "MANIFEST_INVALID"),
        (b"[]", "", "MANIFEST_INVALID"),
        (b'{"schemaVersion": 2, "schemaVersion": 2}', "", "MANIFEST_INVALID"),
        (broken(schemaVersion=1), "", "MANIFEST_INVALID"),
        (broken(manifests=[]), "", "MANIFEST_INVALID"),
        (broken(), media_types.IMAGE_INDEX, "MANIFEST_INVALID"),
        (broken(), "text/html", "MANIFEST_INVALID"),
        (broken(mediaType="text/html"), "text/html", "MANIFEST_INVALID"),
        (broken(config={"digest": "sha256:short", "size": 1}), "", "MANIFEST_INVALID"),
        (broken(layers=[]), "", "MANIFEST_INVALID"),
        (broken(layers=[part(media_types.LAYER_GZIP, Pushed().layer)] * 2), "", "MANIFEST_INVALID"),
        (broken(layers=[{**part(media_types.LAYER_GZIP, Pushed().layer), "size": 1}]), "",
         "MANIFEST_INVALID"),
        (broken(layers=[part(media_types.LAYER_GZIP, b"absent")]), "", "MANIFEST_BLOB_UNKNOWN"),
        (broken(config=part(media_types.IMAGE_CONFIG, Pushed().layer)), "", "MANIFEST_INVALID"),
        (b'{"schemaVersion": 2, "manifests": []}', media_types.IMAGE_INDEX, "MANIFEST_INVALID"),
    ],
)  # fmt: skip
def test_manifests_that_are_refused(pushed: Served, manifest: bytes, kind: str, code: str) -> None:
    Pushed().send_blobs(pushed, "new")
    answer = put(pushed, "new", "1", manifest, kind)
    assert (answer.status, answer.code) == (404 if code.endswith("UNKNOWN") else 400, code)
    assert pushed.named == []
    assert len(pushed.layout.references()) == 3


def test_a_manifest_that_is_not_what_its_digest_says(pushed: Served) -> None:
    image = Pushed()
    image.send_blobs(pushed, "new")
    answer = put(pushed, "new", sha256_digest(b"other"), image.manifest)
    assert (answer.status, answer.code) == (400, "DIGEST_INVALID")


def test_a_manifest_that_is_too_large(pushed: Served) -> None:
    answer = put(pushed, "new", "1", b" " * ((8 << 20) + 1))
    assert (answer.status, answer.code) == (413, "SIZE_INVALID")


def test_more_layers_than_may_come(layout: ImageLayout) -> None:
    with serving(layout, "tool:2", can_push=True, limits=ReadingLimits(layers=0)) as served:
        image = Pushed()
        image.send_blobs(served, "new")
        assert put(served, "new", "1", image.manifest).code == "MANIFEST_INVALID"


def test_what_was_pushed_cannot_be_deleted_by_others(pushed: Served) -> None:
    for path in ("/v2/webapp/manifests/1.0", f"/v2/webapp/blobs/{DIGEST}"):
        answer = pushed.ask("DELETE", path)
        assert (answer.status, answer.code) == (405, "UNSUPPORTED")


# --- bounds, and what is left -----------------------------------------------------------------


def stored(layout: ImageLayout) -> set[str]:
    return {*os.listdir(layout.path / "blobs/sha256"), *os.listdir(layout.private / "tmp")}


def test_the_disk_is_not_filled(layout: ImageLayout) -> None:
    before = stored(layout)
    with serving(layout, "tool:2", can_push=True, limits=ReadingLimits(free_bytes=1 << 60)) as one:
        answer = one.upload("new", CONTENT, DIGEST)
        assert (answer.status, answer.code) == (507, "DENIED")
        assert str(layout.path).encode() not in answer.content
    assert stored(layout) == before


def test_a_part_that_is_larger_than_may_come(layout: ImageLayout) -> None:
    with serving(layout, "tool:2", can_push=True, limits=ReadingLimits(layer_bytes=100)) as served:
        assert served.upload("new", CONTENT, DIGEST).status == 413
        place = served.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
        assert served.ask("PATCH", place, b"x" * 60).status == 202
        assert served.ask("PATCH", place, b"x" * 60).status == 413


def test_nothing_is_left_of_uploads_that_no_image_came_to_name(layout: ImageLayout) -> None:
    before = stored(layout)
    with serving(layout, "tool:2", can_push=True) as served:
        place = served.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
        assert served.ask("PATCH", place, CONTENT).status == 202
        assert stored(layout) == before  # it has no name as yet
        assert served.upload("new", CONTENT, DIGEST).status == 201
        image = Pushed()
        image.send_blobs(served, "kept")
        assert put(served, "kept", "1", image.manifest).status == 201
        assert put(served, "kept", image.digest, image.manifest).status == 201
    assert DIGEST.partition(":")[2] not in stored(layout)
    assert layout.resolve("kept:1").digest == image.digest
    assert not list(verify(layout))


def test_what_something_else_came_to_name_is_kept(layout: ImageLayout) -> None:
    """An image that was brought here meanwhile, and that only a container keeps by the end."""
    image = Pushed()
    layer = sha256_digest(image.layer)
    with serving(layout, "tool:2", can_push=True) as served:
        image.send_blobs(served, "new")
        with layout.adding():
            descriptor = layout.put_document(image.manifest, media_types.IMAGE_MANIFEST)
            layout.set_reference("elsewhere:1", descriptor, replace_old=False)
        served.server.drop_idle()
        layout.remove_reference("elsewhere:1")
    assert layout.blob_size(layer) == len(image.layer)


@pytest.mark.parametrize("is_mended", [True, False])
def test_what_is_named_while_the_index_is_broken_is_kept(
    layout: ImageLayout, is_mended: bool
) -> None:
    with serving(layout, "tool:2", can_push=True) as served:
        assert served.upload("new", CONTENT, DIGEST).status == 201
        index = layout.path / "index.json"
        content = index.read_bytes()
        index.write_bytes(b"{")
        if is_mended:
            served.server.drop_idle()
            index.write_bytes(content)
    assert layout.blob_size(DIGEST) == len(CONTENT)


def test_a_sender_that_dies_leaves_nothing(pushed: Served) -> None:
    before = stored(pushed.layout)
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    pair = base64.b64encode(f"class:{pushed.key.token}".encode())  # type: ignore[union-attr]
    pushed.say(
        b"PATCH %b HTTP/1.1\r\nAuthorization: Basic %b\r\nContent-Length: 1000\r\n\r\nabc"
        % (place.encode(), pair),
        and_wait=False,
    )
    until(lambda: pushed.ask("GET", place).headers["Range"] == "0-2")
    pushed.server._staging.drop_idle(-1.0)
    assert pushed.ask("GET", place).status == 404
    assert stored(pushed.layout) == before


def test_uploads_that_rest_give_way_to_others(
    pushed: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "UPLOADS_AT_ONCE", 3)
    for _ in range(3):
        assert pushed.ask("POST", "/v2/new/blobs/uploads/").status == 202
    full = pushed.ask("POST", "/v2/new/blobs/uploads/")
    assert (full.status, full.code) == (429, "TOOMANYREQUESTS")
    monkeypatch.setattr(staging, "_IDLE_WHEN_FULL_S", -1.0)
    assert pushed.ask("POST", "/v2/new/blobs/uploads/").status == 202


def test_a_sweep_meanwhile_takes_nothing_from_an_upload(pushed: Served) -> None:
    from core.store import remove_half_written

    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    assert pushed.ask("PATCH", place, CONTENT[:100]).status == 202
    with pushed.layout.sweeping():
        remove_half_written(pushed.layout)
    assert pushed.ask("PUT", f"{place}?digest={DIGEST}", CONTENT[100:]).status == 201
    assert is_here(pushed)


def test_a_file_system_that_knows_no_files_without_names(
    pushed: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def no_tmpfile(path: str, flags: int, *rest: int, **more: int) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(95, "Operation not supported")
        return real(path, flags, *rest, **more)

    monkeypatch.setattr(os, "open", no_tmpfile)
    before = stored(pushed.layout)
    place = pushed.ask("POST", "/v2/new/blobs/uploads/").headers["Location"]
    assert len(stored(pushed.layout)) == len(before) + 1
    assert pushed.ask("DELETE", place).status == 204
    assert stored(pushed.layout) == before
    assert pushed.upload("new", CONTENT, DIGEST).status == 201
    assert is_here(pushed)


def test_a_repository_that_cannot_be_written(tmp_path: Path, layout: ImageLayout) -> None:
    reading = ImageLayout(layout.path, is_writable=False)
    with serving(reading, "tool:2", can_push=True) as served:
        answer = served.upload("new", CONTENT, DIGEST)
        assert (answer.status, answer.code) == (403, "DENIED")
        assert str(tmp_path).encode() not in answer.content


# --- what is in it ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tar", "diff_id", "words"),
    [
        (file(b"../evil", b"x") + END, "", "../evil"),
        (layer_tar({"a": b"a"}), sha256_digest(b"another"), "damaged"),
        (b"no tar at all" * 100, "", "refused"),
    ],
    ids=["hostile", "another layer", "no tar"],
)
def test_layers_are_read_by_the_strict_reader_before_they_get_a_name(
    pushed: Served, layout: ImageLayout, tar: bytes, diff_id: str, words: str
) -> None:
    image = Pushed()
    image.layer = gzip.compress(tar, mtime=0)
    image.config = json.dumps({
        "os": "linux", "architecture": "amd64",
        "rootfs": {"type": "layers", "diff_ids": [diff_id or sha256_digest(tar)]},
    }).encode()  # fmt: skip
    image.send_blobs(pushed, "new")
    before = layout.references()
    answer = put(pushed, "new", "1", json.dumps(image.document()).encode())
    assert (answer.status, answer.code) == (400, "MANIFEST_INVALID")
    assert words in answer.content.decode()
    assert layout.references() == before
