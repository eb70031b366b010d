"""Logins go both ways: what skopeo keeps is found here, and what is kept here skopeo can use."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends.null import Keyring as NoKeyring

from core.cancel import CancelToken
from core.model import Login, RegistryAccess
from core.registry import logins
from core.registry.authentication import check
from tests.registries.docker_registry import SECRET, USER, docker_registry

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(shutil.which("skopeo") is None, reason="skopeo is missing"),
]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("DOCKER_CONFIG", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("REGISTRY_AUTH_FILE", str(tmp_path / "auth.json"))
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield tmp_path
    keyring.set_keyring(before)


def skopeo(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["skopeo", *words], input=typed, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_login_of_skopeo_is_ours_and_ours_is_skopeos(home: Path, token: CancelToken) -> None:
    with docker_registry(home / "registry", with_login=True) as running:
        words = ("--tls-verify=false", running.name)
        made = skopeo("login", "--username", USER, "--password-stdin", *words, typed=SECRET)
        assert made.returncode == 0, made.stderr
        source = "Podman's file $REGISTRY_AUTH_FILE"
        assert logins.find(running.name) == Login(USER, SECRET, "", source)
        check(running.name, RegistryAccess(), token)
        assert skopeo("logout", running.name).returncode == 0
        assert logins.find(running.name) is None

        where = logins.keep(running.name, Login(USER, SECRET))
        image = f"docker://{running.name}/lib/x"
        asked = ("list-tags", "--tls-verify=false", image)
        assert "unauthorized" in skopeo(*asked).stderr
        found = skopeo("list-tags", "--authfile", where, "--tls-verify=false", image)
        assert "unauthorized" not in found.stderr
        assert "404" in found.stderr  # it was let in, and found nothing
