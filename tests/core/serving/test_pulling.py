"""The rules of distribution-spec for pulling and for finding out what there is."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from core.errors import BlobMissingError, ImageNotFoundError
from core.oci import media_types
from core.oci.descriptor import Descriptor
from core.oci.manifest import ImageIndex
from core.oci.platform import Platform, this_machine
from core.serving.offer import Offer
from core.store import ImageLayout
from tests.core.serving.conftest import Served, serving
from tests.core.store.layout_samples import put_image


def manifest_of(layout: ImageLayout, reference: str) -> tuple[Descriptor, dict]:  # type: ignore[type-arg]
    descriptor = layout.resolve(reference)
    return descriptor, json.loads(layout.read_blob(descriptor))


def test_the_door_says_that_this_is_a_registry(served: Served) -> None:
    for path in ("/v2/", "/v2"):
        answer = served.ask("GET", path)
        assert answer.status == 200
        assert answer.headers["Docker-Distribution-Api-Version"] == "registry/2.0"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("by", ["tag", "digest"])
def test_a_manifest_comes_byte_for_byte(served: Served, method: str, by: str) -> None:
    descriptor, _manifest = manifest_of(served.layout, "WebApp:1.0")
    name = "1.0" if by == "tag" else descriptor.digest
    answer = served.ask(method, f"/v2/webapp/manifests/{name}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == media_types.IMAGE_MANIFEST
    assert answer.headers["Docker-Content-Digest"] == descriptor.digest
    assert answer.headers["Content-Length"] == str(descriptor.size_bytes)
    expected = served.layout.read_blob(descriptor) if method == "GET" else b""
    assert answer.content == expected


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_all_blobs_of_an_image_come_byte_for_byte(served: Served, method: str) -> None:
    _descriptor, manifest = manifest_of(served.layout, "WebApp:1.0")
    for part in (manifest["config"], *manifest["layers"]):
        answer = served.ask(method, f"/v2/webapp/blobs/{part['digest']}")
        assert answer.status == 200
        assert answer.headers["Docker-Content-Digest"] == part["digest"]
        assert answer.headers["Content-Length"] == str(part["size"])
        if method == "GET":
            assert "sha256:" + hashlib.sha256(answer.content).hexdigest() == part["digest"]


def test_parts_of_a_blob(served: Served) -> None:
    _descriptor, manifest = manifest_of(served.layout, "WebApp:1.0")
    layer = manifest["layers"][1]
    path, size = f"/v2/webapp/blobs/{layer['digest']}", layer["size"]
    whole = served.ask("GET", path)
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, first, last in (
        ("bytes=0-0", 0, 0),
        ("bytes=10-99", 10, 99),
        ("bytes=100-", 100, size - 1),
        (f"bytes={size - 1}-{size + 50}", size - 1, size - 1),
        ("bytes=-7", size - 7, size - 1),
        (f"bytes=-{size * 2}", 0, size - 1),
    ):
        answer = served.ask("GET", path, Range=asked)
        assert answer.status == 206, asked
        assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert answer.content == whole.content[first : last + 1], asked
    for beyond in (f"bytes={size}-", "bytes=-0"):
        answer = served.ask("GET", path, Range=beyond)
        assert (answer.status, answer.headers["Content-Range"]) == (416, f"bytes */{size}")
    for passed_over in ("bytes=1-2,4-5", "bytes=9-3", "bytes=-", "lines=1-2", "bytes=a-b"):
        assert served.ask("GET", path, Range=passed_over).status == 200, passed_over


def test_a_part_only_if_it_is_still_the_same(served: Served) -> None:
    _descriptor, manifest = manifest_of(served.layout, "WebApp:1.0")
    digest = manifest["layers"][1]["digest"]
    path = f"/v2/webapp/blobs/{digest}"
    same, other = f'"{digest}"', '"sha256:other"'
    assert served.ask("GET", path, Range="bytes=0-1", If_Range=same).status == 206
    assert served.ask("GET", path, Range="bytes=0-1", If_Range=other).status == 200


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/v2/nobody/manifests/1.0", "MANIFEST_UNKNOWN"),
        ("/v2/webapp/manifests/2.0", "MANIFEST_UNKNOWN"),
        (f"/v2/webapp/manifests/sha256:{'0' * 64}", "MANIFEST_UNKNOWN"),
        (f"/v2/webapp/blobs/sha256:{'0' * 64}", "BLOB_UNKNOWN"),
        ("/v2/nobody/tags/list", "NAME_UNKNOWN"),
        ("/v2/WebApp/manifests/1.0", "NAME_INVALID"),
        ("/v2/../etc/manifests/1.0", "NAME_INVALID"),
        ("/v2/%2e%2e/manifests/1.0", "NAME_INVALID"),
        ("/v2/webapp/manifests/.hidden", "MANIFEST_UNKNOWN"),
        ("/v2/webapp/nothing/1.0", "NAME_UNKNOWN"),
        ("/index.json", "NAME_UNKNOWN"),
        ("/blobs/sha256/", "NAME_UNKNOWN"),
        ("/v1/", "NAME_UNKNOWN"),
    ],
)
def test_what_is_not_there(served: Served, path: str, code: str) -> None:
    answer = served.ask("GET", path)
    assert (answer.status, answer.code) == (404, code)


@pytest.mark.parametrize("digest", ["sha512:0", "md5:abc", "sha256:short"])
def test_digests_that_cannot_be_checked(served: Served, digest: str) -> None:
    answer = served.ask("GET", f"/v2/webapp/blobs/{digest}")
    assert (answer.status, answer.code) == (400, "DIGEST_INVALID")


def test_only_what_the_chosen_images_need_is_served(served: Served) -> None:
    descriptor, manifest = manifest_of(served.layout, "Hidden:1")
    assert served.ask("GET", "/v2/hidden/manifests/1").status == 404
    for name in ("webapp", "tool", "hidden"):
        assert served.ask("GET", f"/v2/{name}/manifests/{descriptor.digest}").status == 404
        for part in (manifest["config"], *manifest["layers"], {"digest": descriptor.digest}):
            assert served.ask("GET", f"/v2/{name}/blobs/{part['digest']}").status == 404


def test_a_blob_belongs_to_the_repositories_of_its_images(served: Served) -> None:
    _descriptor, manifest = manifest_of(served.layout, "WebApp:1.0")
    shared, own = (layer["digest"] for layer in manifest["layers"])
    assert served.ask("HEAD", f"/v2/tool/blobs/{shared}").status == 200
    assert served.ask("HEAD", f"/v2/tool/blobs/{own}").status == 404


def test_tags_and_repositories_page_by_page(layout: ImageLayout) -> None:
    for version in ("3.0", "1.1", "10", "2"):
        put_image(layout, "web", version, {"v": version.encode()})
    with serving(layout, "web:3.0", "web:1.1", "web:10", "web:2", "tool:2") as served:
        answer = served.ask("GET", "/v2/web/tags/list")
        assert answer.json == {"name": "web", "tags": ["1.1", "10", "2", "3.0"]}
        answer = served.ask("GET", "/v2/web/tags/list?n=3")
        assert answer.json["tags"] == ["1.1", "10", "2"]
        link = answer.headers["Link"]
        assert link == '</v2/web/tags/list?n=3&last=2>; rel="next"'
        answer = served.ask("GET", link[1 : link.index(">")])
        assert (answer.json["tags"], answer.headers["Link"]) == (["3.0"], None)
        answer = served.ask("GET", "/v2/web/tags/list?n=0")
        assert (answer.json["tags"], answer.headers["Link"]) == ([], None)
        assert served.ask("GET", "/v2/web/tags/list?last=10").json["tags"] == ["2", "3.0"]
        assert served.ask("GET", "/v2/web/tags/list?n=many").status == 400
        assert served.ask("GET", "/v2/_catalog").json == {"repositories": ["tool", "web"]}
        answer = served.ask("GET", "/v2/_catalog?n=1")
        assert answer.json == {"repositories": ["tool"]}
        assert answer.headers["Link"] == '</v2/_catalog?n=1&last=tool>; rel="next"'


def test_nothing_refers_to_an_image(served: Served) -> None:
    descriptor = served.layout.resolve("WebApp:1.0")
    answer = served.ask("GET", f"/v2/webapp/referrers/{descriptor.digest}")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == media_types.IMAGE_INDEX
    assert answer.json["manifests"] == []
    assert served.ask("GET", "/v2/webapp/referrers/latest").status == 400


def two_platforms(layout: ImageLayout) -> tuple[Descriptor, Descriptor, Descriptor]:
    """An index for this machine and another, here whole."""
    machine = put_image(layout, "here", "1", {"a": b"1"})
    other = put_image(layout, "there", "1", {"a": b"2"})
    absent = Descriptor(media_types.IMAGE_MANIFEST, "sha256:" + "9" * 64, 7)
    entries = (
        Descriptor(
            other.media_type, other.digest, other.size_bytes, platform=Platform("linux", "z")
        ),
        Descriptor(machine.media_type, machine.digest, machine.size_bytes, platform=this_machine()),
        absent,
    )
    content = ImageIndex(entries).to_bytes()
    with layout.adding():
        index = layout.put_document(content, media_types.IMAGE_INDEX)
        layout.set_reference("both:1", index, replace_old=False)
    return index, machine, other


def test_an_index_and_its_images(layout: ImageLayout) -> None:
    index, machine, other = two_platforms(layout)
    with serving(layout, "both:1") as served:
        answer = served.ask("GET", "/v2/both/manifests/1", Accept=media_types.IMAGE_INDEX)
        assert answer.headers["Content-Type"] == media_types.IMAGE_INDEX
        assert answer.headers["Docker-Content-Digest"] == index.digest
        for one in (machine, other):
            assert served.ask("GET", f"/v2/both/manifests/{one.digest}").status == 200
        absent = f"/v2/both/manifests/sha256:{'9' * 64}"
        assert served.ask("GET", absent).status == 404


def test_who_takes_no_index_gets_the_image_for_this_machine(layout: ImageLayout) -> None:
    index, machine, _other = two_platforms(layout)
    with serving(layout, "both:1") as served:
        old = served.ask("GET", "/v2/both/manifests/1", Accept=media_types.DOCKER_MANIFEST)
        assert old.headers["Docker-Content-Digest"] == machine.digest
        assert old.headers["Content-Type"] == media_types.IMAGE_MANIFEST
        for accept in ("*/*", f"{media_types.DOCKER_MANIFEST}, {media_types.IMAGE_INDEX};q=0.5"):
            new = served.ask("GET", "/v2/both/manifests/1", Accept=accept)
            assert new.headers["Docker-Content-Digest"] == index.digest


def test_a_manifest_whose_kind_the_index_does_not_tell(layout: ImageLayout) -> None:
    descriptor = layout.resolve("tool:2")
    nameless = Descriptor("", descriptor.digest, descriptor.size_bytes)
    layout.set_reference("bare:1", nameless, replace_old=False)
    with serving(layout, "bare:1") as served:
        answer = served.ask("GET", "/v2/bare/manifests/1")
        assert answer.headers["Content-Type"] == media_types.IMAGE_MANIFEST


def test_an_image_that_is_removed_or_replaced_meanwhile(served: Served) -> None:
    blob = manifest_of(served.layout, "WebApp:1.0")[1]["layers"][1]["digest"]
    served.layout.remove_reference("WebApp:1.0")
    assert served.ask("GET", "/v2/webapp/manifests/1.0").status == 404
    assert served.ask("GET", f"/v2/webapp/blobs/{blob}").status == 404
    assert served.ask("GET", "/v2/_catalog").json == {"repositories": ["tool"]}
    new = put_image(served.layout, "tool", "2", {"etc/os": b"another"}, replace=True)
    answer = served.ask("HEAD", "/v2/tool/manifests/2")
    assert answer.headers["Docker-Content-Digest"] == new.digest


def test_an_index_that_another_program_is_writing(served: Served) -> None:
    assert served.ask("GET", "/v2/tool/manifests/2").status == 200
    index = served.layout.path / "index.json"
    content = index.read_bytes()
    index.write_bytes(content[:20])
    assert served.ask("GET", "/v2/tool/manifests/2").status == 200
    assert len(served.server.offer.images) == 2
    index.write_bytes(content)
    assert served.ask("GET", "/v2/tool/manifests/2").status == 200


def test_a_blob_that_went_away_or_was_cut(served: Served) -> None:
    shared, own = (one["digest"] for one in manifest_of(served.layout, "WebApp:1.0")[1]["layers"])
    served.layout.blob_path(shared).unlink()
    answer = served.ask("GET", f"/v2/webapp/blobs/{shared}")
    assert (answer.status, answer.code) == (404, "BLOB_UNKNOWN")
    path = served.layout.blob_path(own)
    path.chmod(0o644)
    path.write_bytes(b"short")
    assert served.ask("GET", f"/v2/webapp/blobs/{own}").status == 404


def test_a_damaged_manifest_is_not_handed_out(served: Served, tmp_path: Path) -> None:
    path = served.layout.blob_path(served.layout.resolve("tool:2").digest)
    path.chmod(0o644)
    path.write_bytes(b"{" + path.read_bytes()[1:-1] + b" ")
    answer = served.ask("GET", "/v2/tool/manifests/2")
    assert (answer.status, answer.code) == (404, "MANIFEST_UNKNOWN")
    assert str(tmp_path).encode() not in answer.content


def test_images_that_are_not_there_cannot_be_offered(layout: ImageLayout) -> None:
    with pytest.raises(ImageNotFoundError):
        Offer(layout, ("nothing:1",))
    layout.blob_path(layout.resolve("tool:2").digest).unlink()
    with pytest.raises(BlobMissingError):
        Offer(layout, ("tool:2",))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path",
    ["/v2/webapp/manifests/1.0", "/v2/webapp/blobs/uploads/", "/v2/", "/v2/webapp/tags/list",
     f"/v2/webapp/blobs/sha256:{'0' * 64}"],
)  # fmt: skip
def test_nothing_can_be_changed(served: Served, method: str, path: str) -> None:
    answer = served.ask(method, path, b"{}")
    assert (answer.status, answer.code) == (405, "UNSUPPORTED")
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_what_is_allowed_is_told(served: Served) -> None:
    answer = served.ask("OPTIONS", "/v2/webapp/manifests/1.0")
    assert (answer.status, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert served.ask("TRACE", "/v2/").status == 405


def test_a_browser_sees_a_page_without_surprises(layout: ImageLayout) -> None:
    with serving(layout, "WebApp:1.0", title="<script>alert(1)</script>") as served:
        answer = served.ask("GET", "/")
        host = f"127.0.0.1:{served.server.port}"
        assert f"podman pull --tls-verify=false {host}/webapp:1.0".encode() in answer.content
        assert b"<script" not in answer.content
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        hostile = served.ask("GET", "/", Host='x"><img src=//elsewhere>')
        assert b"elsewhere" not in hostile.content
