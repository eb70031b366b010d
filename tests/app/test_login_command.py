"""`bricklayer login` and `bricklayer logout`, with a real registry."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NoKeyring

from app.__main__ import main
from core.registry import logins
from tests.registries.docker_registry import SECRET, USER, DockerRegistry, docker_registry


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DockerRegistry]:
    with docker_registry(tmp_path_factory.mktemp("login"), with_login=True) as running:
        yield running


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A person without logins and without a keyring."""
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(tmp_path / "none"))
    for name in ("DOCKER_CONFIG", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield tmp_path
    keyring.set_keyring(before)


def run(monkeypatch: pytest.MonkeyPatch, home: Path, typed: str, *words: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    return main([*words, "--repository", str(home / "repository")])


def test_a_login_is_checked_kept_and_forgotten(
    registry: DockerRegistry,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("login", registry.name, "--user", USER, "--password-stdin")
    assert run(monkeypatch, home, f"{SECRET}\n", *words) == 0
    said = capsys.readouterr()
    assert said.out == f"logged in to {registry.name} as {USER}; kept in {logins.own_file()}\n"
    assert "not encrypted" in said.err
    kept = logins.find(registry.name)
    assert kept is not None
    assert (kept.user, kept.secret) == (USER, SECRET)
    assert run(monkeypatch, home, "", "logout", registry.name) == 0
    assert capsys.readouterr().out == f"logged out of {registry.name}\n"
    assert logins.find(registry.name) is None


def test_a_wrong_password_is_not_kept(
    registry: DockerRegistry,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("login", registry.name, "--user", USER, "--password-stdin")
    assert run(monkeypatch, home, "wr0ng\n", *words) == 1
    said = capsys.readouterr()
    assert f"does not take the login of {USER}" in said.err
    assert "wr0ng" not in said.out + said.err
    assert logins.find(registry.name) is None


@pytest.mark.parametrize(
    ("words", "typed", "code", "sentence"),
    [
        (("login", "REGISTRY", "--password-stdin"), "x\n", 2, "--password-stdin needs --user"),
        (("login", "REGISTRY", "--user", "a", "--password-stdin"), "\n", 1, "a user and a pass"),
        (("login", "REGISTRY"), "", 1, "no terminal to ask at"),
        (("login", "a b", "--user", "a", "--password-stdin"), "x\n", 1, "cannot be a registry"),
        (("logout", "a/b"), "", 1, "cannot be a registry"),
    ],
)
def test_what_cannot_be_a_login(
    registry: DockerRegistry,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    typed: str,
    code: int,
    sentence: str,
) -> None:
    given = [registry.name if word == "REGISTRY" else word for word in words]
    assert run(monkeypatch, home, typed, *given) == code
    assert sentence in capsys.readouterr().err


def test_a_login_of_another_program_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / ".docker").mkdir()
    (home / ".docker/config.json").write_text('{"auths":{"r.test":{"auth":"YTpi"}}}')
    assert run(monkeypatch, home, "", "logout", "r.test") == 0
    assert "still: Docker's config.json" in capsys.readouterr().err


def test_a_secret_is_not_shown_while_it_is_typed(registry: DockerRegistry, home: Path) -> None:
    ours, theirs = pty.openpty()
    words = ["login", registry.name, "--repository", str(home / "repository")]
    process = subprocess.Popen(
        [sys.executable, "-m", "app", *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        cwd=Path(__file__).parents[2],
    )
    os.close(theirs)
    try:
        shown = read_until(ours, b"User: ")
        os.write(ours, USER.encode() + b"\n")
        shown += read_until(ours, b"Password: ")
        os.write(ours, SECRET.encode() + b"\n")
        shown += read_until(ours, b"logged in")
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert SECRET.encode() not in shown
    assert logins.find(registry.name) is not None


def read_until(terminal: int, words: bytes) -> bytes:
    shown = b""
    until_s = time.monotonic() + 30
    while words not in shown:
        assert time.monotonic() < until_s, shown
        shown += os.read(terminal, 4096)
    return shown
