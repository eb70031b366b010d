"""Archives that are wrong before anybody reads a document: tars, packings, folders, devices."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import socket
from collections.abc import Callable
from pathlib import Path

import zstandard

from core.errors import NotSupportedError
from tests.corpus.archive_cases import Case, Make, bad_tar, comes, malformed, mismatch, no_archive
from tests.corpus.archive_cases import missing as missing_blob
from tests.corpus.archive_parts import LOWER, DockerSave, Layout, tar_of
from tests.corpus.archives_layout import PACKED, config_path, layer_path, manifest_path, one
from tests.corpus.tar_bytes import (
    END,
    directory,
    file,
    gnu_long,
    hardlink,
    header,
    pax,
    sparse_1_0,
    symlink,
)

GOOD = one().tar()
ROOT = (
    directory(b"bin/") + file(b"bin/sh", b"#!") + directory(b"etc/") + file(b"etc/os", b"1") + END
)
HTML = b"<!DOCTYPE html><html><title>404 Not Found</title>SECRET</html>" * 40


def before(*entries: bytes) -> bytes:
    return b"".join(entries) + GOOD


def after(*entries: bytes) -> bytes:
    return one().tar(*entries)


def blob_as(part: Callable[[Layout], str], entry: Callable[[bytes], bytes]) -> bytes:
    """The part lies elsewhere in the archive, and what is in its place is something else."""
    layout = one()
    name = part(layout)
    content = layout.files.pop(name)
    return tar_of({"elsewhere": content, **layout.whole()}, entry(name.encode()))


def twice(part: Callable[[Layout], str], second: bytes) -> bytes:
    layout = one()
    name = part(layout).encode()
    return layout.tar(file(name, second or layout.files[part(layout)]))


def bomb() -> bytes:
    """300 MB of a layer's zeros in some kilobytes."""
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    whole = header(b"blobs/sha256/" + b"0" * 64, size=300 << 20)
    pieces = [packer.compress(whole)]
    pieces += [packer.compress(bytes(1 << 20)) for _ in range(300)]
    return b"".join([*pieces, packer.compress(GOOD), packer.flush()])


def folder(layout: Layout, change: Callable[[Path], object] = lambda _path: None) -> Make:
    """The layout as a folder, changed."""

    def make(path: Path) -> None:
        for name, content in layout.whole().items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(content)
        change(path)

    return make


def put_instead(part: Callable[[Layout], str] | str, put: Callable[[Path], object]) -> Make:
    layout = one()
    name = part if isinstance(part, str) else part(layout)

    def change(path: Path) -> None:
        (path / name).unlink()
        put(path / name)

    return folder(layout, change)


def link_elsewhere(path: Path) -> None:
    """A blob that was moved and linked to: the bytes are right."""
    layout = one()
    name = manifest_path(layout)
    (path.parent / "moved").write_bytes(layout.files[name])
    path.symlink_to("moved")


def linked_blobs(path: Path) -> None:
    (path / "blobs").rename(path.parent / "blobs of somebody else")
    (path / "blobs").symlink_to(path.parent / "blobs of somebody else")


def to_passwd(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # a socket's path is short
        try:
            server.bind(path.name)
        finally:
            os.chdir(here)


def link_to_good(path: Path) -> None:
    path.with_name("real.tar").write_bytes(GOOD)
    path.symlink_to("real.tar")


def docker() -> bytes:
    made = DockerSave()
    made.add("web:1")
    return made.tar()


ZSTD = zstandard.ZstdCompressor().compress

TAR_CASES: dict[str, Case] = {
    "good": comes(GOOD, "web:1"),
    "without an end": comes(GOOD.rstrip(b"\x00").ljust(-(-len(GOOD) // 512) * 512 - 1024, b"\x00"),
                            "web:1"),
    "an empty file": no_archive(b"", "empty"),
    "zeros": no_archive(bytes(10240), "empty"),
    "a web page": no_archive(HTML, "neither images nor a root file system"),
    "a zip": no_archive(b"PK\x03\x04" + b"\x14\x00" * 600, "neither images"),
    "noise": no_archive(bytes(range(7, 256)) * 80, "neither images"),
    "one byte": no_archive(b"x", "neither images"),
    "dot-dot": bad_tar(before(file(b"../evil", b"x")), "refused"),
    "dot-dot at the end": bad_tar(after(file(b"blobs/../../evil", b"x")), "refused"),
    "absolute": bad_tar(after(file(b"/etc/cron.d/evil", b"x")), "refused"),
    "long name dot-dot": bad_tar(before(gnu_long(b"L", b"../evil"), file(b"g", b"x")), "refused"),
    "pax dot-dot": bad_tar(before(pax((b"path", b"../evil")), file(b"g", b"x")), "refused"),
    "name goes on": bad_tar(after(file(b"index.json\x00.old", b"{}")), "refused"),
    "negative size": bad_tar(after(header(b"x", size=b"\xff" * 12)), "refused"),
    "wrong checksum": bad_tar(after(header(b"x", checksum=b"000000\x00 ")), "checksum"),
    "endless file": bad_tar(before(header(b"x", size=b"\x80" + b"\x00" * 4 + b"\xff" * 7)),
                            "refused"),
    "cut in a file": bad_tar(GOOD[: GOOD.index(PACKED) + 50], "ends inside"),
    "another archive behind": bad_tar(GOOD + GOOD, "something follows"),
    "two indexes": bad_tar(after(file(b"index.json", b"{}")), "there are two of it"),
    "two indexes by two names": bad_tar(after(file(b"./index.json", b"{}")), "there are two"),
    "two layout files": bad_tar(after(file(b"oci-layout", b"{}")), "there are two of it"),
    "two lists": bad_tar(
        DockerSave().tar(file(b"manifest.json", b"[]")), "there are two of it"),
    "an index that is a link": bad_tar(
        tar_of(one().files, symlink(b"index.json", b"/etc/passwd")), "leads out"),
    "a manifest twice": comes(twice(manifest_path, b""), "web:1"),
    "another manifest of that name": mismatch(twice(manifest_path, b"{}")),
    "another layer of that name": Case(twice(layer_path, b"{}"), (),
                                       NotSupportedError, "layer 1 is damaged", 1),
    "in a folder": no_archive(
        tar_of({f"my\nimages/{k}": v for k, v in one().whole().items()}), "pack what is in it"),
    "folders and files of others": comes(
        after(directory(b"more/"), file(b"more/README", b"x"), symlink(b"more/l", b"/etc"),
              header(b"more/pipe", typeflag=b"6"), header(b"more/tty", typeflag=b"3",
                                                          device=(5, 0))), "web:1"),
    "./ before all names": comes(
        tar_of({f"./{k}": v for k, v in one().whole().items()}, directory(b"./")), "web:1"),
    "a config as a symbolic link": comes(
        blob_as(config_path, lambda name: symlink(name, b"../../elsewhere")), "web:1"),
    "a layer as a hard link": comes(
        blob_as(layer_path, lambda name: hardlink(name, b"elsewhere")), "web:1"),
    "a manifest as a pipe": missing_blob(
        blob_as(manifest_path, lambda name: header(name, typeflag=b"6"))),
    "a manifest as a device": missing_blob(
        blob_as(manifest_path, lambda name: header(name, typeflag=b"3", device=(1, 5)))),
    "a manifest that leads out": bad_tar(
        blob_as(manifest_path, lambda name: symlink(name, b"/proc/self/environ")),
        "leads out", found=0),
    "a manifest with holes": missing_blob(
        blob_as(manifest_path, lambda name: sparse_1_0(name, 1 << 20, []))),
    "a manifest with endless holes": bad_tar(
        blob_as(manifest_path, lambda name: sparse_1_0(name, 1 << 41, [])), "over 1 TiB"),
}  # fmt: skip

PACKED_CASES: dict[str, Case] = {
    "gzip": comes(gzip.compress(GOOD), "web:1"),
    "zstd": comes(ZSTD(GOOD), "web:1"),
    "gzip in two members": comes(gzip.compress(GOOD[:2000]) + gzip.compress(GOOD[2000:]), "web:1"),
    "docker, zstd": comes(ZSTD(docker()), "web:1"),
    "docker, gzip": comes(gzip.compress(docker()), "web:1"),
    "cut": bad_tar(gzip.compress(GOOD)[:-40], "cut short"),
    "cut, zstd": bad_tar(ZSTD(GOOD)[:-9], "cut short"),
    "damaged": bad_tar(gzip.compress(GOOD)[:-6] + b"\x00" * 6, "damaged"),
    "something behind": bad_tar(gzip.compress(GOOD) + b"more", "compression"),
    "packed twice": no_archive(gzip.compress(gzip.compress(GOOD)), "neither images"),
    "a packed web page": no_archive(gzip.compress(HTML), "neither images"),
    "a packed nothing": no_archive(gzip.compress(b""), "empty"),
    "a bomb": bad_tar(bomb(), "200 times its size"),
}  # fmt: skip

ROOT_CASES: dict[str, Case] = {
    "plain": comes(ROOT, "archive:1.0"),
    "gzip": comes(gzip.compress(ROOT), "archive:1.0"),
    "zstd": comes(ZSTD(ROOT), "archive:1.0"),
    "xz": comes(lzma.compress(ROOT), "archive:1.0"),
    "bzip2": comes(bz2.compress(ROOT), "archive:1.0"),
    "absolute names": comes(directory(b"/bin/") + file(b"/bin/sh", b"#!") + END, "archive:1.0"),
    "dot-dot": bad_tar(directory(b"bin/") + file(b"bin/../../evil", b"x") + END, "refused", 1),
    "cut": bad_tar(ROOT[:600] + b"x", "cut short", 1),
    "named as a layer is": comes(LOWER, "archive:1.0"),
}  # fmt: skip

FOLDER_CASES: dict[str, Case] = {
    "good": comes(folder(one()), "web:1"),
    "an empty folder": no_archive(lambda path: path.mkdir(), "no image layout"),
    "without a layout file": no_archive(
        put_instead("oci-layout", lambda path: None), "no image layout"),
    "without an index": malformed(put_instead("index.json", lambda path: None), "index.json"),
    "an index as a link": missing_blob(put_instead("index.json", to_passwd), "", found=None),
    "an index as a pipe": missing_blob(put_instead("index.json", os.mkfifo), "", found=None),
    "a layout file as a link": missing_blob(put_instead("oci-layout", to_passwd), "", found=None),
    "a layout file as a pipe": missing_blob(put_instead("oci-layout", os.mkfifo), "", found=None),
    "a layout file as a folder": missing_blob(put_instead("oci-layout", os.mkdir), "", found=None),
    "a manifest as a link": missing_blob(put_instead(manifest_path, link_elsewhere), ""),
    "a manifest as a pipe": missing_blob(put_instead(manifest_path, os.mkfifo), ""),
    "a config as a link to a secret": missing_blob(put_instead(config_path, to_passwd), ""),
    "a layer as a link": Case(put_instead(layer_path, to_passwd), (), NotSupportedError,
                              "layer 1 is missing", 1),
    "a layer as a pipe": Case(put_instead(layer_path, os.mkfifo), (), NotSupportedError,
                              "layer 1 is missing", 1),
    "a linked folder of blobs": missing_blob(folder(one(), linked_blobs), ""),
    "a link to an archive": comes(link_to_good, "web:1"),
    "a link to nothing": no_archive(lambda path: path.symlink_to("nothing"), "No such file"),
    "nothing": no_archive(lambda path: None, "No such file"),
    "a pipe": no_archive(os.mkfifo, "neither a file nor a folder"),
    "a socket": no_archive(listening, ""),
    "a device": no_archive(lambda path: path.symlink_to("/dev/zero"), "neither a file"),
}  # fmt: skip
