"""What `docker save` could have written, and what nobody but an attacker would."""

from __future__ import annotations

import gzip
import json

from tests.corpus.archive_cases import (
    Case,
    bad_tar,
    comes,
    malformed,
    mismatch,
    missing,
    no_archive,
    unfit,
)
from tests.corpus.archive_parts import (
    ELSEWHERE,
    LOWER,
    NAME,
    UPPER,
    WHOLE_NAME,
    DockerSave,
    Json,
    Layout,
    config_of,
    docker_half,
    dumps,
    hybrid,
    sha256,
    tar_of,
)
from tests.corpus.tar_bytes import directory, file, hardlink, header, symlink

LOWER_PATH = f"{sha256(LOWER)[7:]}/layer.tar"


def saved(*names: str, **more: object) -> DockerSave:
    made = DockerSave()
    made.add(*(names or ("web:1",)), **more)  # type: ignore[arg-type]
    return made


def with_list(content: bytes) -> bytes:
    return tar_of({**saved().files, "manifest.json": content})


def with_item(**changes: object) -> bytes:
    made = saved()
    made.items[0].update(changes)
    return made.tar()


def without(name: str) -> bytes:
    made = saved().whole()
    del made[name]
    return tar_of(made)


def layer_as(entry: bytes) -> bytes:
    """The lower layer's name is something else than a file."""
    made = saved()
    plain = made.files.pop(LOWER_PATH)
    return tar_of({**made.whole(), "shared.tar": plain}, entry)


def named_config(name: str, content: bytes) -> bytes:
    made = saved(config=None)
    old = made.items[0]["Config"]
    made.files[name] = content or made.files[old]
    made.items[0]["Config"] = name
    return made.tar()


def many_layers(count: int) -> bytes:
    made = saved(tars=(LOWER,))
    config = config_of([LOWER] * count)
    content = dumps(config)
    made.files["many.json"] = content
    made.items[0].update(Config="many.json", Layers=[LOWER_PATH] * count)
    return made.tar()


def many_images(count: int) -> bytes:
    made = saved(tars=(LOWER,))
    return tar_of({**made.whole(), "manifest.json": dumps(made.items * count)})


def as_old_docker() -> bytes:
    """Before 2016: no manifest.json."""
    return tar_of({"repositories": b"{}", "0" * 64 + "/layer.tar": LOWER,
                   "0" * 64 + "/json": b"{}"})  # fmt: skip


def layer_first() -> bytes:
    """manifest.json at the end, as docker writes it, with folders and odd files between."""
    made = saved().whole()
    listed = made.pop("manifest.json")
    folders = directory(LOWER_PATH.partition("/")[0].encode() + b"/")
    extra = file(b"repositories", b'{"web":{"1":"x"}}') + file(b"readme", b"SECRET")
    return tar_of(made, folders, extra, file(b"manifest.json", listed))


def whole_layout(name: str = "web:1") -> tuple[Layout, Json]:
    """As Docker writes it since 25."""
    layout = Layout()
    entry = layout.manifest()
    named = {**entry, "annotations": {WHOLE_NAME: f"docker.io/library/{name}",
                                      NAME: name.rpartition(":")[2]}}  # fmt: skip
    layout.entries.append(named)
    return layout, named


def agreeing() -> bytes:
    layout, entry = whole_layout()
    return hybrid(layout, [docker_half(layout, entry, "web:1")])


def another_config() -> bytes:
    layout, entry = whole_layout()
    other = layout.manifest((UPPER,))
    return hybrid(layout, [docker_half(layout, {**entry, "digest": other["digest"]}, "web:1")])


def another_layer() -> bytes:
    layout, entry = whole_layout()
    item = docker_half(layout, entry, "web:1")
    item["Layers"].reverse()
    return hybrid(layout, [item])


def another_name() -> bytes:
    layout, entry = whole_layout()
    second = layout.manifest((UPPER,))
    layout.entries.append({**second, "annotations": {WHOLE_NAME: "docker.io/library/db:1"}})
    return hybrid(layout, [docker_half(layout, entry, "db:1")])


def image_outside_of_the_layout() -> bytes:
    layout, entry = whole_layout()
    made = saved("evil:1", tars=(UPPER,))
    layout.files |= made.files
    return hybrid(layout, [docker_half(layout, entry, "web:1"), *made.items])


LIST = saved().whole()["manifest.json"]

DOCKER_CASES: dict[str, Case] = {
    "plain": comes(saved().tar(), "web:1"),
    "layers first": comes(layer_first(), "web:1"),
    "gzip'ed layers": comes(saved(packed=(0, 1)).tar(), "web:1"),
    "two names": comes(saved("web:1", "web:2").tar(), "web:1", "web:2"),
    "the hub's whole name": comes(saved("docker.io/library/web:1").tar(), "web:1"),
    "podman's name": comes(saved("localhost/web:1").tar(), "web:1"),
    "nothing in it": unfit(with_list(b"[]"), "there is no container image in it", found=0),
    "no list": malformed(with_list(b"{}"), "list"),
    "more than a list": malformed(with_list(LIST + b',"x":1'), "list"),
    "a list twice": malformed(with_list(b'[],"images":' + LIST), "same key twice"),
    "byte order mark": malformed(with_list(b"\xef\xbb\xbf" + LIST), "no JSON"),
    "UTF-16": malformed(with_list(LIST.decode().encode("utf-16")), "not UTF-8"),
    "infinite": malformed(with_list(b'[{"Config":Infinity}]'), "no number"),
    "same key twice": malformed(
        with_list(b'[{"Config":"a","Config":"b","Layers":[]}]'), "same key twice"),
    "other case of keys": malformed(with_list(LIST.replace(b"Config", b"config")), "Config"),
    "deep": malformed(with_list(b"[" * 100_000 + b"]" * 100_000), "nested deeper"),
    "layers that are none": malformed(with_item(Layers="all"), "Layers"),
    "a layer too many": malformed(with_item(Layers=[LOWER_PATH] * 3), "3 layers", found=0),
    "a layer too few": malformed(with_item(Layers=[LOWER_PATH]), "1 layers", found=0),
    "the wrong layer": mismatch(with_item(Layers=[LOWER_PATH, LOWER_PATH]), found=1),
    "a layer that is away": unfit(without(LOWER_PATH), "layer 1 is missing from the archive"),
    "a layer outside": unfit(with_item(Layers=["../../etc/passwd", "/etc/passwd"]), "layer 1"),
    "no config": missing(without(saved().items[0]["Config"])),
    "a config outside": missing(with_item(Config="../../../etc/passwd"), found=0),
    "an absolute config": missing(with_item(Config="/etc/passwd"), found=0),
    "a config with a line": missing(with_item(Config="a\n\u202eb\x1b[2J.json"), found=0),
    "a config of another digest": mismatch(
        named_config(f"{sha256(b'')[7:]}.json", dumps(config_of((LOWER, UPPER))))),
    "a config by any name": comes(named_config("config.json", b""), "web:1"),
    "a config of words": malformed(named_config("config.json", b"SECRET"), "config", found=0),
    "ten thousand layers": Case(
        many_layers(10_000), (), bad_tar(b"", "").error, "10,000 layers", 0),
    "ten thousand images": malformed(many_images(10_000), "images"),
    "another machine": unfit(
        saved(config=config_of((LOWER, UPPER), architecture=ELSEWHERE)).tar(), "it is for linux"),
    "Windows": unfit(
        saved(config=config_of((LOWER, UPPER), os="windows")).tar(), "it is for windows"),
    "of 2015": no_archive(as_old_docker(), "Docker before 1.10"),
}  # fmt: skip

LINK_CASES: dict[str, Case] = {
    "symbolic": comes(layer_as(symlink(LOWER_PATH.encode(), b"../shared.tar")), "web:1"),
    "hard": comes(layer_as(hardlink(LOWER_PATH.encode(), b"shared.tar")), "web:1"),
    "out of the archive": unfit(
        layer_as(symlink(LOWER_PATH.encode(), b"../../../../etc/passwd")), "layer 1"),
    "absolute": unfit(layer_as(symlink(LOWER_PATH.encode(), b"/etc/passwd")), "layer 1"),
    "round": unfit(layer_as(symlink(LOWER_PATH.encode(), b"layer.tar")), "layer 1"),
    "to nothing": unfit(layer_as(symlink(LOWER_PATH.encode(), b"nothing")), "layer 1"),
    "hard, out": bad_tar(layer_as(hardlink(LOWER_PATH.encode(), b"../../etc/passwd")), "refused"),
    "a pipe": unfit(layer_as(header(LOWER_PATH.encode(), typeflag=b"6")), "layer 1"),
    "a device": unfit(
        layer_as(header(LOWER_PATH.encode(), typeflag=b"3", device=(1, 5))), "layer 1"),
    "a folder": unfit(layer_as(directory(LOWER_PATH.encode())), "layer 1"),
}  # fmt: skip

HYBRID_CASES: dict[str, Case] = {
    "of one mind": comes(agreeing(), "web:1"),
    "another config": malformed(another_config(), "other images than index.json"),
    "another order of layers": malformed(another_layer(), "other images than index.json"),
    "another name": malformed(another_name(), "other images than index.json"),
    "one image more": malformed(image_outside_of_the_layout(), "other images than index.json"),
    "packed": comes(gzip.compress(agreeing()), "web:1"),
    "a list of words": malformed(
        tar_of({**whole_layout()[0].whole(), "manifest.json": b"SECRET"}), "manifest.json"),
    "a list of an object": malformed(
        tar_of({**whole_layout()[0].whole(), "manifest.json": json.dumps({}).encode()}), "list"),
}  # fmt: skip
