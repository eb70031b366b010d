"""Builds archives of images file by file, right and wrong ones, without any code of ours."""

from __future__ import annotations

import gzip
import hashlib
import json
import platform
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.corpus.tar_bytes import END, directory, file, gnu_long

Json = dict[str, Any]

MANIFEST = "application/vnd.oci.image.manifest.v1+json"
INDEX = "application/vnd.oci.image.index.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar"
GZIP = LAYER + "+gzip"
FOREIGN = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip"
NAME = "org.opencontainers.image.ref.name"
WHOLE_NAME = "io.containerd.image.name"
VERSION_FILE = b'{"imageLayoutVersion":"1.0.0"}'
MACHINE = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
ELSEWHERE = {"amd64": "arm64"}.get(MACHINE, "amd64")

LOWER = file(b"etc/os", b"lower") + END
UPPER = directory(b"srv/") + file(b"srv/page", b"upper" * 50) + END


def dumps(value: object) -> bytes:
    return json.dumps(value).encode()


def sha256(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def sha512(content: bytes) -> str:
    return "sha512:" + hashlib.sha512(content).hexdigest()


def member(name: str, content: bytes) -> bytes:
    """A file in a tar, whatever the length of its name."""
    raw = name.encode("utf-8", "surrogateescape")
    if len(raw) <= 100:
        return file(raw, content)
    return gnu_long(b"L", raw) + file(raw[:100], content)


def tar_of(files: Mapping[str, bytes], *more: bytes) -> bytes:
    return b"".join(member(name, content) for name, content in files.items()) + b"".join(more) + END


def config_of(tars: Sequence[bytes], **more: Any) -> Json:
    return {
        "architecture": MACHINE,
        "os": "linux",
        "config": {"Cmd": ["/bin/sh"]},
        "rootfs": {"type": "layers", "diff_ids": [sha256(tar) for tar in tars]},
        **more,
    }


def described(content: bytes, media_type: str, **more: Any) -> Json:
    return {"mediaType": media_type, "digest": sha256(content), "size": len(content), **more}


class Layout:
    """The files of an image layout by name; change what is to be wrong, then pack it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {"oci-layout": VERSION_FILE}
        self.entries: list[Json] = []

    def blob(self, content: bytes, media_type: str, **more: Any) -> Json:
        """Keep bytes under their digest; how they are named."""
        digest = sha256(content)
        self.files[f"blobs/sha256/{digest[7:]}"] = content
        return described(content, media_type, **more)

    def manifest(
        self,
        tars: Sequence[bytes] = (LOWER, UPPER),
        *,
        config: Json | None = None,
        layers: Sequence[Json] | None = None,
        change: Json | None = None,
        **entry: Any,
    ) -> Json:
        """An image of these layers; `change` are members of its manifest; `entry` of its name."""
        if layers is None:
            layers = [self.blob(gzip.compress(tar, mtime=0), GZIP) for tar in tars]
        made = dumps(config_of(tars) if config is None else config)
        manifest = {
            "schemaVersion": 2,
            "mediaType": MANIFEST,
            "config": self.blob(made, CONFIG),
            "layers": list(layers),
            **(change or {}),
        }
        return self.blob(dumps(manifest), MANIFEST, **entry)

    def add(self, name: str = "web:1", **more: Any) -> Json:
        """An image that index.json names."""
        return self.name(self.manifest(**more), name)

    def name(self, entry: Json, name: str) -> Json:
        """Let index.json name what there is."""
        named = {**entry, "annotations": {NAME: name}} if name else entry
        self.entries.append(named)
        return named

    def index(self, *entries: Json, **more: Any) -> bytes:
        return dumps({"schemaVersion": 2, "mediaType": INDEX, "manifests": list(entries), **more})

    def path(self, descriptor: Json) -> str:
        return "blobs/sha256/" + descriptor["digest"][7:]

    def whole(self) -> dict[str, bytes]:
        return {"index.json": self.index(*self.entries), **self.files}

    def tar(self, *more: bytes) -> bytes:
        return tar_of(self.whole(), *more)


class DockerSave:
    """What `docker save` writes; change what is to be wrong, then pack it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.items: list[Json] = []

    def add(
        self,
        *names: str,
        tars: Sequence[bytes] = (LOWER, UPPER),
        packed: Iterable[int] = (),
        config: Json | None = None,
        **more: Any,
    ) -> Json:
        """An image; those layers are gzip'ed whose numbers are in `packed`."""
        made = dumps(config_of(tars) if config is None else config)
        self.files[f"{sha256(made)[7:]}.json"] = made
        paths = []
        for number, tar in enumerate(tars):
            path = f"{sha256(tar)[7:]}/layer.tar"
            paths.append(path)
            self.files[path] = gzip.compress(tar, mtime=0) if number in packed else tar
        item = {"Config": f"{sha256(made)[7:]}.json", "RepoTags": list(names) or None,
                "Layers": paths, **more}  # fmt: skip
        self.items.append(item)
        return item

    def whole(self) -> dict[str, bytes]:
        return {**self.files, "manifest.json": dumps(self.items)}

    def tar(self, *more: bytes) -> bytes:
        return tar_of(self.whole(), *more)


def hybrid(layout: Layout, items: Sequence[Json]) -> bytes:
    """A layout that is a Docker archive too."""
    return tar_of({**layout.whole(), "manifest.json": dumps(list(items))})


def docker_half(layout: Layout, entry: Json, *names: str) -> Json:
    """manifest.json's item for an image of a layout."""
    manifest = json.loads(layout.files[layout.path(entry)])
    return {
        "Config": layout.path(manifest["config"]),
        "RepoTags": list(names),
        "Layers": [layout.path(layer) for layer in manifest["layers"]],
    }
