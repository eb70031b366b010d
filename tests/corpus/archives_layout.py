"""Image layouts, nearly all of them wrong somewhere."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable

from tests.corpus.archive_cases import Case, bad_tar, comes, malformed, mismatch, missing, unfit
from tests.corpus.archive_parts import (
    CONFIG,
    ELSEWHERE,
    FOREIGN,
    GZIP,
    INDEX,
    LAYER,
    LOWER,
    MACHINE,
    MANIFEST,
    UPPER,
    Json,
    Layout,
    config_of,
    described,
    dumps,
    sha256,
    sha512,
    tar_of,
)

PACKED = gzip.compress(LOWER, mtime=0)


def one(**more: object) -> Layout:
    layout = Layout()
    layout.add(**more)  # type: ignore[arg-type]
    return layout


def with_index(content: bytes) -> bytes:
    return tar_of({**one().files, "index.json": content})


def with_manifest(change: Callable[[Json], object], **entry: object) -> bytes:
    """An image whose manifest was changed before it was named."""
    layout = one()
    (named,) = layout.entries
    manifest = json.loads(layout.files[layout.path(named)])
    change(manifest)
    layout.entries = []
    layout.name(layout.blob(dumps(manifest), MANIFEST, **entry), "web:1")
    return layout.tar()


def with_raw_config(config: bytes) -> bytes:
    layout = Layout()
    layers = [layout.blob(gzip.compress(LOWER, mtime=0), GZIP)]
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": layout.blob(config, CONFIG),
                "layers": layers}  # fmt: skip
    layout.name(layout.blob(dumps(manifest), MANIFEST), "web:1")
    return layout.tar()


def with_layer(content: bytes, media_type: str, tar: bytes = LOWER, **lie: object) -> bytes:
    """An image of one layer that is stored so, and named with lies."""
    layout = Layout()
    layer = {**layout.blob(content, media_type), **lie}
    layout.add(layers=[layer], config=config_of([tar]))
    return layout.tar()


def without(part: Callable[[Layout], str]) -> bytes:
    layout = one()
    del layout.files[part(layout)]
    return layout.tar()


def replaced(part: Callable[[Layout], str], content: bytes) -> bytes:
    layout = one()
    layout.files[part(layout)] = content
    return layout.tar()


def manifest_path(layout: Layout) -> str:
    return layout.path(layout.entries[0])


def config_path(layout: Layout) -> str:
    return layout.path(json.loads(layout.files[manifest_path(layout)])["config"])


def layer_path(layout: Layout) -> str:
    return layout.path(json.loads(layout.files[manifest_path(layout)])["layers"][0])


def layer_size(manifest: Json, size: object) -> None:
    manifest["layers"][0]["size"] = size


def nested(depth: int) -> bytes:
    layout = Layout()
    entry = layout.manifest()
    for _ in range(depth):
        entry = layout.blob(layout.index(entry), INDEX)
    layout.name(entry, "web:1")
    return layout.tar()


def one_image_by_many_names(count: int, layers: int) -> bytes:
    """A few kilobytes that would be millions of layers to be shown."""
    layout = Layout()
    entry = layout.manifest(config=config_of([LOWER] * layers),
                            layers=[layout.blob(PACKED, GZIP)] * layers)  # fmt: skip
    for number in range(count):
        layout.name(entry, f"web:{number}")
    return layout.tar()


def two_platforms(*architectures: str) -> Layout:
    layout = Layout()
    images = []
    for machine in architectures:
        config = config_of((LOWER,), architecture=machine)
        known = {"architecture": machine, "os": "linux"}
        images.append(layout.manifest((LOWER,), config=config, platform=known))
    layout.name(layout.blob(layout.index(*images), INDEX), "web:1")
    return layout


def with_attestation() -> bytes:
    layout = Layout()
    image = layout.manifest(platform={"architecture": MACHINE, "os": "linux"})
    about = layout.manifest(
        (),
        config={"architecture": "unknown", "os": "unknown",
                "rootfs": {"type": "layers", "diff_ids": []}},
        platform={"architecture": "unknown", "os": "unknown"},
    )  # fmt: skip
    layout.name(layout.blob(layout.index(image, about), INDEX), "web:1")
    return layout.tar()


def with_sha512() -> bytes:
    layout = Layout()
    content = gzip.compress(LOWER, mtime=0)
    layer = {**described(content, GZIP), "digest": sha512(content)}
    layout.files[f"blobs/sha512/{sha512(content)[7:]}"] = content
    config = {**config_of(()), "rootfs": {"type": "layers", "diff_ids": [sha256(LOWER)]}}
    layout.add(layers=[layer], config=config)
    return layout.tar()


def artifact() -> Layout:
    layout = Layout()
    chart = layout.blob(b"a chart", "application/vnd.cncf.helm.chart.content.v1.tar+gzip")
    settings = layout.blob(b"{}", "application/vnd.cncf.helm.config.v1+json")
    manifest = {"schemaVersion": 2, "mediaType": MANIFEST, "config": settings, "layers": [chart]}
    layout.name(layout.blob(dumps(manifest), MANIFEST), "chart:1")
    return layout


def image_beside_artifact() -> bytes:
    layout = artifact()
    layout.add()
    return layout.tar()


def good_beside_bad() -> bytes:
    layout = Layout()
    layout.add("good:1")
    bad = layout.add("bad:1", tars=(UPPER,))
    layout.files[layout.path(bad)] = b"{}"
    return layout.tar()


DEEP = b"[" * 100_000 + b"]" * 100_000

INDEX_CASES: dict[str, Case] = {
    "byte order mark": malformed(with_index(b"\xef\xbb\xbf" + one().whole()["index.json"]),
                                 "byte order mark"),
    "UTF-16": malformed(with_index(one().whole()["index.json"].decode().encode("utf-16")),
                        "not UTF-8"),
    "NaN": malformed(with_index(b'{"schemaVersion":2,"x":NaN,"manifests":[]}'), "NaN is no number"),
    "same key twice": malformed(
        with_index(b'{"schemaVersion":2,"manifests":[],"manifests":[]}'), "same key twice"),
    "deep": malformed(with_index(b'{"a":' + DEEP + b"}"), "nested deeper"),
    "deep list": malformed(with_index(DEEP), "nested deeper"),
    "a list": malformed(with_index(b"[]"), "no JSON object"),
    "nothing": malformed(with_index(b""), "no JSON"),
    "too large": malformed(with_index(b" " * ((8 << 20) + 1)), "larger than 8 MiB"),
    "huge number": malformed(
        with_index(b'{"schemaVersion":%s,"manifests":[]}' % (b"2" * 40)), "digits"),
    "an index and a manifest": malformed(
        with_index(dumps({"schemaVersion": 2, "manifests": [], "layers": []})),
        "an index and a manifest at once"),
    "another schema": malformed(with_index(dumps({"schemaVersion": 1, "manifests": []})),
                                "schemaVersion"),
    "no images": unfit(with_index(dumps({"schemaVersion": 2, "manifests": []})),
                       "there is no container image in it", found=0),
    "another version of layouts": malformed(
        tar_of({**one().whole(), "oci-layout": b'{"imageLayoutVersion":"2.0.0"}'}),
        "another version"),
    "a layout file of words": malformed(tar_of({**one().whole(), "oci-layout": b"1.0.0"}),
                                        "oci-layout cannot be understood"),
    "no layout file": malformed(
        tar_of({k: v for k, v in one().whole().items() if k != "oci-layout"}), "oci-layout"),
    "no index": malformed(tar_of(one().files), "index.json"),
    "no digest": malformed(
        with_index(dumps({"schemaVersion": 2, "manifests": [
            {"mediaType": MANIFEST, "digest": "sha256:../../../etc/passwd", "size": 2}]})),
        "no digest"),
    "negative size": malformed(
        with_index(dumps({"schemaVersion": 2, "manifests": [
            {"mediaType": MANIFEST, "digest": sha256(b""), "size": -1}]})), "no size"),
    "a digest of another kind": malformed(
        with_index(dumps({"schemaVersion": 2, "manifests": [
            {"mediaType": MANIFEST, "digest": "blake3:" + "0" * 64, "size": 2}]})),
        "blake3", found=0),
}  # fmt: skip

MANIFEST_CASES: dict[str, Case] = {
    "missing": missing(without(manifest_path)),
    "damaged": mismatch(replaced(manifest_path, b"{}")),
    "another size than promised": mismatch(with_manifest(lambda m: None, size=3)),
    "also an index": malformed(with_manifest(lambda m: m.update(manifests=[])),
                               "an index and a manifest at once", found=0),
    "an index by its own word": malformed(with_manifest(lambda m: m.update(mediaType=INDEX)),
                                          "manifest cannot be understood", found=0),
    "named an index": malformed(with_manifest(lambda m: None, mediaType=INDEX),
                                "an index and a manifest at once", found=0),
    "no schema": malformed(with_manifest(lambda m: m.pop("schemaVersion")), "schemaVersion",
                           found=0),
    "one layer more than the config": malformed(
        with_manifest(lambda m: m["layers"].append(m["layers"][0])), "3 layers", found=0),
    "one layer less": malformed(with_manifest(lambda m: m["layers"].pop()), "1 layers", found=0),
    "ten thousand layers": malformed(
        with_manifest(lambda m: m.update(layers=[m["layers"][0]] * 10_000)), "10,000 layers",
        found=0),
    "layers that are none": malformed(with_manifest(lambda m: m.update(layers="all")), "layers",
                                      found=0),
    "a digest with a path": malformed(
        with_manifest(lambda m: m["config"].update(digest="sha256:" + "../" * 21 + "a")),
        "no digest", found=0),
    "Docker's first form": malformed(
        with_manifest(lambda m: None,
                      mediaType="application/vnd.docker.distribution.manifest.v1+prettyjws"),
        "first form", found=0),
}  # fmt: skip

CONFIG_CASES: dict[str, Case] = {
    "missing": missing(without(config_path)),
    "damaged": mismatch(replaced(config_path, b"{}")),
    "no JSON": malformed(with_raw_config(b"nonsense"), "config", found=0),
    "no layers named": malformed(with_raw_config(b'{"os":"linux"}'), "rootfs", found=0),
    "same key twice": malformed(with_raw_config(b'{"os":"linux","os":"windows"}'),
                                "same key twice", found=0),
    "a diffID that is none": malformed(
        with_raw_config(dumps({"os": "linux", "rootfs": {"type": "layers", "diff_ids": ["x"]}})),
        "no digest", found=0),
    "half a character": malformed(
        with_raw_config(dumps(config_of((LOWER,), author="\ud800"))),
        "config cannot be understood", found=0),
}  # fmt: skip

LAYER_CASES: dict[str, Case] = {
    "missing": unfit(without(layer_path), "layer 1 is missing from the archive"),
    "longer than promised": unfit(with_manifest(lambda m: layer_size(m, 3)), "layer 1 is damaged"),
    "shorter than promised": unfit(with_manifest(lambda m: layer_size(m, 1 << 40)),
                                   "layer 1 is damaged"),
    "other bytes": mismatch(replaced(layer_path, bytes(len(PACKED))), found=1),
    "another diffID": mismatch(with_layer(PACKED, GZIP, UPPER), found=1),
    "foreign, and away": unfit(
        with_layer(b"", FOREIGN, digest=sha256(b"elsewhere"), size=9,
                   urls=["http://169.254.169.254/layer"]), "had from its maker only"),
    "foreign, but there": comes(with_layer(PACKED, FOREIGN), "web:1"),
    "encrypted": unfit(with_layer(b"secret", GZIP + "+encrypted"), "encrypted"),
    "of an unknown kind": unfit(with_layer(b"?", "application/x-rar"), "not known"),
    "of no kind": unfit(with_layer(b"?", ""), "not known"),
    "plain, though called gzip": comes(with_layer(LOWER, GZIP), "web:1"),
    "gzip, though called plain": comes(with_layer(PACKED, LAYER), "web:1"),
}  # fmt: skip

WHOLE_CASES: dict[str, Case] = {
    "indexes in indexes": comes(nested(3), "web:1"),
    "indexes without end": malformed(nested(40), "too deep", found=0),
    "two platforms": comes(two_platforms(ELSEWHERE, MACHINE).tar(), "web:1", found=2),
    "another machine": unfit(two_platforms(ELSEWHERE).tar(), f"it is for linux/{ELSEWHERE}"),
    "attestation": comes(with_attestation(), "web:1"),
    "sha512": comes(with_sha512(), "web:1"),
    "an artifact": unfit(artifact().tar(), "no container image"),
    "an image and an artifact": comes(image_beside_artifact(), "web:1", found=2),
    "one image by many names": bad_tar(one_image_by_many_names(23, 900), "over 20,000 layers"),
    "more images than anybody has": bad_tar(one_image_by_many_names(1001, 1), "over 1,000 images"),
    "a good one and a bad one": mismatch(good_beside_bad(), found=1),
}
