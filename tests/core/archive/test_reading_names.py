"""How images of archives are called here: whatever they are called there, it can be written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from core.archive.naming import root_name
from core.archive.writing_names import is_docker_name
from core.errors import NameGrammarError
from core.oci.names import check_image_name, check_version, split_reference
from tests.core.archive.incoming_desk import Desk
from tests.corpus.archive_parts import (
    LOWER,
    NAME,
    WHOLE_NAME,
    DockerSave,
    Layout,
    config_of,
)

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")
TITLE, VERSION = "org.opencontainers.image.title", "org.opencontainers.image.version"
FULL = "sha256:" + "ab" * 32
A_FILE = "My Stick - backup.oci.tar.gz"

NAMES = {
    "web:1": "web:1",
    "Web:1": "Web:1",
    "docker.io/library/web:1.0": "web:1.0",
    "docker.io/team/web:1": "team/web:1",
    "localhost/web:1": "web:1",
    "registry.example:5000/team/web:1.0": "registry.example:5000/team/web:1.0",
    "web": "My-Stick-backup:web",
    "My-Stick-backup": "My-Stick-backup:latest",
    "team/web": "team/web:latest",
    "1.0": "My-Stick-backup:1.0",
    "v2-alpine": "My-Stick-backup:v2-alpine",
    "latest": "My-Stick-backup:latest",
    "": "My-Stick-backup:latest",
    "::": "My-Stick-backup:latest",
    f"web@{FULL}": "web@sha256:abababababab",
    "Web:1@sha256:abcdef012345": "Web:1@sha256:abcdef012345",
    "web:1@../../x": "web:1",
    "web:1@evil": "web:1",
    "../../etc:passwd": "etc:passwd",
    "/etc/passwd": "etc/passwd:latest",
    "-rf:1": "rf:1",
    "--privileged:1": "privileged:1",
    "a\nb:1": "a-b:1",
    "\u202eevil:1": "evil:1",
    "a\x1b[2Jb:1": "a-2Jb:1",
    "a//b:1": "a/b:1",
    "a._b:1": "a-b:1",
    "a--b:1": "a--b:1",
    "a/b/c:d/e": "a/b/c-d/e:latest",
    "web:1.0+build": "web:1.0-build",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("names"))


@pytest.mark.parametrize("given", NAMES)
def test_a_name_is_kept_as_far_as_it_can_be(given: str, desk: Desk, tmp_path: Path) -> None:
    layout = Layout()
    layout.add(given, tars=(LOWER,))
    path = tmp_path / A_FILE
    path.write_bytes(layout.tar())
    found = desk.only(path)
    assert found.names == ((given,) if given else ())
    assert found.image.reference == NAMES[given]
    assert_writable(found.image.reference)


@pytest.mark.parametrize("given", ["x" * 5000 + ":1", "web:" + "1" * 5000, "a/" * 3000 + "b:1",
                                   "é:ü", "\x00:\x00", " ", ":" * 99])  # fmt: skip
def test_any_name_becomes_one_that_can_be_written(given: str, desk: Desk, tmp_path: Path) -> None:
    made = DockerSave()
    made.add(given, tars=(LOWER,))
    path = tmp_path / "\udcff.tar"
    path.write_bytes(made.tar())
    found = desk.only(path)
    assert_writable(found.image.reference)
    assert desk.take(path).images[0].reference == found.image.reference


def test_nothing_is_called_as_a_digest_is(desk: Desk, tmp_path: Path) -> None:
    """Images without a name are called so here, and would be taken for it."""
    layout = Layout()
    digest = layout.add(FULL)["digest"]
    path = tmp_path / "x.tar"
    path.write_bytes(layout.tar())
    assert desk.only(path).image.reference == f"x:{digest[7:19]}"


def test_a_version_alone_is_told_by_the_whole_name(desk: Desk, tmp_path: Path) -> None:
    layout = Layout()
    entry = layout.manifest()
    whole = {NAME: "1.0", WHOLE_NAME: "docker.io/library/web:1.0"}
    layout.entries.append({**entry, "annotations": whole})
    path = tmp_path / "x.tar"
    path.write_bytes(layout.tar())
    assert desk.only(path).image.reference == "web:1.0"


@pytest.mark.parametrize(("title", "version", "name"), [
    ("WebApp", "1.0", "WebApp:1.0"),
    ("WebApp", "2.0", "webapp:1.0"),
    ("Evil", "1.0", "webapp:1.0"),
    ("WEBAPP\u202e", "1.0", "webapp:1.0"),
])  # fmt: skip
def test_capitals_come_back_when_it_is_the_same_name(
    title: str, version: str, name: str, desk: Desk, tmp_path: Path
) -> None:
    made = DockerSave()
    config = config_of((LOWER,), config={"Labels": {TITLE: title, VERSION: version}})
    made.add("webapp:1.0", tars=(LOWER,), config=config)
    path = tmp_path / "x.tar"
    path.write_bytes(made.tar())
    assert desk.only(path).image.reference == name


def test_several_without_a_name_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    layout = Layout()
    for number in range(3):
        layout.add("", config=config_of((LOWER,), author=str(number)), tars=(LOWER,))
    path = tmp_path / "many.tar"
    path.write_bytes(layout.tar())
    names = {one.image.reference for one in desk.look(path).images}
    assert len(names) == 3
    assert {image.reference for image in desk.take(path).images} == names
    assert all(name.startswith("many:") for name in names)


@pytest.mark.parametrize(("file", "name"), [
    ("debian-12-rootfs.tar.xz", ("debian", "12")),
    ("alpine-minirootfs-3.19.1-x86_64.tar.gz", ("alpine-minirootfs", "3.19.1")),
    ("void-x86_64-ROOTFS-20230628.tar.xz", ("void-x86_64-ROOTFS", "20230628")),
    ("rootfs.tar", ("rootfs", "1.0")),
    (".tar", ("image", "1.0")),
    ("\udcff\n.tar", ("image", "1.0")),
])  # fmt: skip
def test_a_root_file_system_is_called_as_its_file(file: str, name: tuple[str, str]) -> None:
    assert root_name(f"/somewhere/{file}") == name
    assert_writable(":".join(name))


def assert_writable(reference: str) -> None:
    """It is a name by our grammar or by that of other tools, and can be kept as JSON."""
    json.dumps(reference).encode()
    assert reference.isprintable()
    assert reference.isascii()
    assert len(reference) < 400
    plain, _at, _digest = reference.partition("@")
    name, version = split_reference(plain)
    try:
        assert check_image_name(name) == name
        if version:
            assert check_version(version) == version
    except NameGrammarError:
        assert is_docker_name(reference)
