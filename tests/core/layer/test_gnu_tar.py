"""Archives that GNU tar writes in all its formats and for all its purposes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from core.errors import LayerFormatError
from core.layer import EntryType, TarReader
from tests.core.layer.scan_oracle import assert_same

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(shutil.which("tar") is None, reason="GNU tar is not installed"),
]
NAME = "n" * 60 + "/" + "m" * 70


@pytest.fixture
def files(tmp_path: Path) -> Path:
    place = tmp_path / "files"
    (place / "d" / "e").mkdir(parents=True)
    (place / "d" / "f").write_bytes(b"content")
    (place / "d" / "link").symlink_to("f")
    os.link(place / "d" / "f", place / "d" / "e" / "hard")
    os.mkfifo(place / "d" / "pipe")
    return place


def tar(place: Path, *words: str) -> bytes:
    done = subprocess.run(["tar", "-c", *words], cwd=place, capture_output=True, check=True)
    return done.stdout


def entries(content: bytes) -> dict[str, tuple[EntryType, bytes]]:
    reader = TarReader(io.BytesIO(content))
    return {
        os.fsdecode(entry.path): (entry.type, entry.link or b"".join(iter(reader.read, b"")))
        for entry in reader
    }


EXPECTED = {
    "d": (EntryType.DIRECTORY, b""),
    "d/e": (EntryType.DIRECTORY, b""),
    "d/e/hard": (EntryType.REGULAR, b"content"),
    "d/f": (EntryType.HARDLINK, b"d/e/hard"),
    "d/link": (EntryType.SYMLINK, b"f"),
    "d/pipe": (EntryType.FIFO, b""),
}


@pytest.mark.parametrize("form", ["v7", "oldgnu", "gnu", "ustar", "posix"])
def test_every_format(files: Path, form: str) -> None:
    if form == "v7":  # which has none
        (files / "d" / "pipe").unlink()
    content = tar(files, f"--format={form}", "--sort=name", "-f", "-", "d")
    assert entries(content) == {
        name: what for name, what in EXPECTED.items() if form != "v7" or name != "d/pipe"
    }
    assert assert_same(content) == ""
    if form in ("oldgnu", "gnu", "posix"):
        (files / NAME).parent.mkdir()
        (files / NAME).write_bytes(b"long")
        content = tar(files, f"--format={form}", "-f", "-", NAME)
        assert entries(content) == {NAME: (EntryType.REGULAR, b"long")}
        assert assert_same(content) == ""


@pytest.mark.parametrize("form", ["gnu", "posix"])
def test_a_backup_with_a_label(files: Path, tmp_path: Path, form: str) -> None:
    """Its directories have the names that they held; to who unpacks it they are directories."""
    words = (f"--format={form}", "-V", "my backup", "-g", str(tmp_path / "state"), "--sort=name")
    content = tar(files, *words, "-f", "-", "d")
    found = entries(content)
    # Directories come first in a backup, so that the hard link is the other one of the two.
    assert {name: kind for name, (kind, _rest) in found.items() if "hard" not in name
            and name != "d/f"} == {
        "d": EntryType.DIRECTORY, "d/e": EntryType.DIRECTORY, "d/link": EntryType.SYMLINK,
        "d/pipe": EntryType.FIFO,
    }  # fmt: skip
    assert {found["d/f"][0], found["d/e/hard"][0]} == {EntryType.REGULAR, EntryType.HARDLINK}
    assert assert_same(content) == ""


@pytest.mark.parametrize("form", ["gnu", "posix"])
def test_the_second_volume_of_two_is_refused(tmp_path: Path, form: str) -> None:
    """It begins in the middle of a file."""
    (tmp_path / "big").write_bytes(os.urandom(30_000))
    subprocess.run(
        ["tar", "-c", f"--format={form}", "-M", "--tape-length=20", "-f", "one.tar",
         "-f", "two.tar", "big"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    with pytest.raises(LayerFormatError) as caught:
        entries((tmp_path / "two.tar").read_bytes())
    assert caught.value.code == "bad-tar"
    assert "part" in caught.value.reason or "rest" in caught.value.reason
    with pytest.raises(LayerFormatError) as caught:
        entries((tmp_path / "one.tar").read_bytes())
    assert caught.value.code == "truncated"
    for name in ("one.tar", "two.tar"):
        assert assert_same((tmp_path / name).read_bytes()) != ""
