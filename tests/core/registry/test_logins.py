"""Logins that are kept: found where Podman, Docker and the keyring keep them, and kept by us."""

from __future__ import annotations

import base64
import json
import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.errors
import pytest
from keyring.backend import KeyringBackend

from core.errors import FileAccessError, NameGrammarError
from core.model import Login
from core.registry import credential_helpers, keyring_logins, logins

REGISTRY = "registry.school.test:5000"


class MemoryKeyring(KeyringBackend):
    """One that keeps in memory, and misbehaves when a test wants it to."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.failure: Exception | None = None
        self.stuck: threading.Event | None = None

    def _trouble(self) -> None:
        if self.stuck is not None:
            self.stuck.wait(20)
        if self.failure is not None:
            raise self.failure

    def get_password(self, service: str, username: str) -> str | None:
        self._trouble()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._trouble()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._trouble()
        del self.kept[service, username]


class InTheOpen(MemoryKeyring):
    """Keeps what nobody encrypts: as good as none."""

    priority = 0.5  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without any logins."""
    for name in ("REGISTRY_AUTH_FILE", "DOCKER_CONFIG", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path


@pytest.fixture(autouse=True)
def ring() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def no_ring(ring: MemoryKeyring) -> None:
    keyring.set_keyring(InTheOpen())


def packed(user: str, secret: str) -> str:
    return base64.b64encode(f"{user}:{secret}".encode()).decode()


def write(path: Path, document: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


def helper(home: Path, name: str, script: str) -> Path:
    path = write(home / "bin" / f"docker-credential-{name}", f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def auths(**entries: str) -> dict[str, object]:
    return {"auths": {key.replace("__", "/"): {"auth": auth} for key, auth in entries.items()}}


# --- files of others ----------------------------------------------------------------------------

PLACES = {
    "run/containers/auth.json": "Podman's auth.json",
    ".config/containers/auth.json": "Podman's auth.json",
    ".docker/config.json": "Docker's config.json",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_login_is_found_where_others_keep_it(home: Path, place: str) -> None:
    write(home / place, {"auths": {REGISTRY: {"auth": packed("pupil", "a:b c")}}})
    assert logins.find(REGISTRY) == Login("pupil", "a:b c", "", PLACES[place])
    assert logins.find("other.test") is None
    assert logins.find("registry.school.test") is None  # another port is another registry


@pytest.mark.parametrize(
    ("variable", "name"), [("REGISTRY_AUTH_FILE", "logins"), ("DOCKER_CONFIG", "config.json")]
)
def test_a_file_may_be_named_by_the_environment(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, name: str
) -> None:
    path = write(home / "named" / name, {"auths": {REGISTRY: {"auth": packed("a", "b")}}})
    monkeypatch.setenv(variable, str(path if name == "logins" else path.parent))
    found = logins.find(REGISTRY)
    assert found is not None
    assert found.user == "a"


def test_the_longest_part_of_a_name_wins(home: Path) -> None:
    entries = {
        REGISTRY: packed("all", "1"),
        f"{REGISTRY}/class": packed("class", "2"),
        f"{REGISTRY}/class/web": packed("web", "3"),
        f"{REGISTRY}/classic": packed("classic", "4"),
    }
    path = home / ".config/containers/auth.json"
    write(path, {"auths": {key: {"auth": auth} for key, auth in entries.items()}})
    for repository, user in {
        "": "all", "other": "all", "class": "class", "class/db": "class", "class/web": "web",
        "class/web/x": "web", "class/website": "class", "classic": "classic",
    }.items():  # fmt: skip
        found = logins.find(REGISTRY, repository)
        assert found is not None
        assert found.user == user, repository


@pytest.mark.parametrize(
    "key",
    ["docker.io", "index.docker.io", "https://index.docker.io/v1/", "registry-1.docker.io",
     "https://registry-1.docker.io", "index.docker.io/v1"],
)  # fmt: skip
@pytest.mark.parametrize("asked", ["docker.io", "index.docker.io"])
def test_docker_hub_has_many_names(home: Path, key: str, asked: str) -> None:
    write(home / ".docker/config.json", {"auths": {key: {"auth": packed("me", "pw")}}})
    found = logins.find(asked)
    assert found is not None
    assert (found.user, found.secret) == ("me", "pw")


def test_an_identity_token_is_kept_apart_from_a_password(home: Path) -> None:
    entry = {"auth": packed("<token>", ""), "identitytoken": "idt"}
    write(home / ".docker/config.json", {"auths": {REGISTRY: entry}})
    assert logins.find(REGISTRY) == Login("", "", "idt", "Docker's config.json")


DAMAGED: dict[str, object] = {
    "no JSON": "{",
    "a list": "[]",
    "deep": "[" * 100_000,
    "two of a key": '{"auths":{},"auths":{}}',
    "auths is a list": {"auths": []},
    "an entry is a text": {"auths": {REGISTRY: "x"}},
    "auth is a number": {"auths": {REGISTRY: {"auth": 7}}},
    "no base64": {"auths": {REGISTRY: {"auth": "s3cret!"}}},
    "no colon": {"auths": {REGISTRY: {"auth": base64.b64encode(b"s3cret").decode()}}},
    "no UTF-8": {"auths": {REGISTRY: {"auth": base64.b64encode(b"a:\xff").decode()}}},
    "too large": '{"auths":{}}' + " " * (2 << 20),
    "a helper of no name": {"credsStore": "../../bin/sh"},
    "a helper with a blank": {"credHelpers": {REGISTRY: "a b"}},
    "helpers are a text": {"credHelpers": "x"},
    "no such helper": {"credsStore": "nowhere"},
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_file_is_one_sentence(home: Path, damage: str) -> None:
    write(home / ".config/containers/auth.json", DAMAGED[damage])
    write(home / ".docker/config.json", {"auths": {REGISTRY: {"auth": packed("a", "b")}}})
    found = logins.look(REGISTRY)
    assert found.login is not None  # the others are asked all the same
    assert len(found.problems) == 1
    assert found.problems[0].endswith(".")
    assert "s3cret" not in found.problems[0]


def test_a_pipe_or_a_folder_holds_no_logins(home: Path) -> None:
    (home / ".docker").mkdir()
    os.mkfifo(home / ".docker/config.json")
    (home / ".config/containers/auth.json").mkdir(parents=True)
    found = logins.look(REGISTRY)
    assert found.login is None
    assert len(found.problems) == 2


def test_an_odd_name_has_no_login(home: Path) -> None:
    write(home / ".docker/config.json", {"auths": {"a b": {"auth": packed("a", "b")}, "": {}}})
    assert logins.look("a b") == logins.Found(None)
    assert logins.look(REGISTRY) == logins.Found(None)


# --- helpers ------------------------------------------------------------------------------------


def test_a_helper_is_asked_over_its_input(home: Path) -> None:
    heard = home / "heard"
    script = f'echo "$@" > {heard}; /bin/cat >> {heard}; echo \'{{"Username":"u","Secret":"s"}}\''
    helper(home, "class", script)
    write(home / ".docker/config.json", {"credHelpers": {REGISTRY: "class", "docker.io": "class"}})
    assert logins.find(REGISTRY) == Login("u", "s", "", "docker-credential-class")
    assert heard.read_text() == f"get\n{REGISTRY}"
    logins.find("docker.io")
    assert heard.read_text() == "get\nhttps://index.docker.io/v1/"
    assert logins.find("other.test") is None


def test_a_store_is_asked_for_all_but_those_with_a_helper(home: Path) -> None:
    helper(home, "store", 'echo \'{"Username":"<token>","Secret":"idt"}\'')
    helper(home, "one", 'echo "credentials not found in native keychain"; exit 1')
    config = {"credsStore": "store", "credHelpers": {REGISTRY: "one"}}
    write(home / ".docker/config.json", config)
    assert logins.find("other.test") == Login("", "", "idt", "docker-credential-store")
    assert logins.look(REGISTRY) == logins.Found(None)  # that it has none is no problem


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 3", "failed"),
        ("echo '<html>'", "something else"),
        ('echo \'{"Username":7,"Secret":"s"}\'', "something else"),
        ("/usr/bin/yes s3cret", "something else"),
        ("/bin/sleep 60", "did not answer"),
        ("/bin/sleep 60 & exec >&-; /bin/sleep 60", "did not answer"),
        ("/usr/bin/setsid /bin/sleep 3 & exit 0", "did not answer"),
    ],
)
def test_a_bad_helper_costs_no_more_than_its_time(
    home: Path, monkeypatch: pytest.MonkeyPatch, script: str, reason: str
) -> None:
    ask = credential_helpers.ask_helper
    monkeypatch.setattr(
        credential_helpers, "ask_helper", lambda name, key: ask(name, key, 0.3)
    )  # fmt: skip
    helper(home, "bad", script)
    write(home / ".docker/config.json", {"credsStore": "bad"})
    found = logins.look(REGISTRY)
    assert found.login is None
    assert reason in found.problems[0]
    assert "s3cret" not in found.problems[0]


def test_a_helper_has_a_name_and_no_path(home: Path) -> None:
    helper(home, "evil", 'echo \'{"Username":"u","Secret":"s"}\'').rename(home / "bin/evil")
    (home / "bin/docker-credential-x").mkdir()
    write(home / ".docker/config.json", {"credsStore": "x/../evil"})
    found = logins.look(REGISTRY)
    assert found.login is None
    assert "the name of a credential helper" in found.problems[0]


def test_a_helper_is_found_in_absolute_folders_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper(home, "near", 'echo \'{"Username":"u","Secret":"s"}\'')
    monkeypatch.chdir(home / "bin")
    monkeypatch.setenv("PATH", ".:")
    write(home / ".docker/config.json", {"credsStore": "near"})
    assert "not installed" in logins.look(REGISTRY).problems[0]


# --- ours ---------------------------------------------------------------------------------------

OURS = Login("pupil", "s3cret")


def test_a_login_is_kept_in_the_keyring(home: Path, ring: MemoryKeyring) -> None:
    assert logins.keep(REGISTRY, OURS) == "the keyring"
    assert list(ring.kept) == [(f"Bricklayer registry {REGISTRY}", "login")]
    assert "s3cret" not in logins.own_file().read_text()
    found = logins.find(REGISTRY)
    assert found == Login("pupil", "s3cret", "", "keyring")
    logins.forget(REGISTRY)
    assert logins.find(REGISTRY) is None
    logins.forget(REGISTRY)
    assert ring.kept == {}


@pytest.mark.usefixtures("no_ring")
def test_without_a_keyring_it_is_a_file_of_ones_own(home: Path) -> None:
    before = os.umask(0)
    try:
        where = logins.keep(REGISTRY, OURS)
    finally:
        os.umask(before)
    assert where == str(home / ".config/bricklayer/auth.json")
    assert stat.S_IMODE(os.stat(where).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(Path(where).parent).st_mode) == 0o700
    assert logins.find(REGISTRY) == Login("pupil", "s3cret", "", "Bricklayer's auth.json")
    logins.keep("docker.io", Login("", "", "idt"))
    assert logins.find("index.docker.io") == Login("", "", "idt", "Bricklayer's auth.json")
    logins.forget(REGISTRY)
    logins.forget(REGISTRY)
    assert logins.find(REGISTRY) is None
    assert logins.find("docker.io") is not None
    assert [path.name for path in Path(where).parent.iterdir()] == ["auth.json"]


@pytest.mark.usefixtures("no_ring")
def test_what_we_were_told_comes_before_what_others_keep(home: Path) -> None:
    write(home / ".docker/config.json", {"auths": {REGISTRY: {"auth": packed("old", "x")}}})
    logins.keep(REGISTRY, OURS)
    found = logins.find(REGISTRY)
    assert found is not None
    assert found.user == "pupil"


def test_what_was_kept_last_counts(home: Path, ring: MemoryKeyring) -> None:
    ring.failure = keyring.errors.KeyringLocked("locked")
    logins.keep(REGISTRY, Login("in the file", "1"))
    ring.failure = None
    logins.keep(REGISTRY, Login("in the keyring", "2"))
    found = logins.find(REGISTRY)
    assert found is not None
    assert found.user == "in the keyring"
    ring.failure = keyring.errors.KeyringLocked("locked")
    logins.keep(REGISTRY, Login("in the file again", "3"))
    ring.failure = None
    found = logins.find(REGISTRY)
    assert found is not None
    assert found.user == "in the file again"


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (keyring.errors.KeyringLocked("s3cret"), "locked"),
        (keyring.errors.InitError("s3cret"), "failed"),
        (RuntimeError("s3cret"), "failed"),
    ],
)
def test_a_keyring_that_fails_is_no_error_but_a_sentence(
    home: Path, ring: MemoryKeyring, failure: Exception, words: str
) -> None:
    logins.keep(REGISTRY, OURS)
    ring.failure = failure
    found = logins.look(REGISTRY)
    assert found.login is None
    assert words in found.problems[0]
    assert "s3cret" not in found.problems[0]
    assert logins.keep(REGISTRY, OURS) == str(logins.own_file())
    with pytest.raises(FileAccessError, match="may still be in it"):
        logins.forget(REGISTRY)
    assert logins.find(REGISTRY) is None


def test_a_keyring_that_asks_something_is_not_waited_for(
    home: Path, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    logins.keep(REGISTRY, OURS)
    ring.stuck = threading.Event()
    for function in ("find", "keep", "forget"):
        act = getattr(keyring_logins, function)
        monkeypatch.setattr(
            keyring_logins, function, lambda *a, act=act, **_k: act(*a, limit_s=0.1)
        )  # fmt: skip
    found = logins.look(REGISTRY)
    assert found.login is None
    assert "does not answer" in found.problems[0]
    assert logins.keep(REGISTRY, OURS) == str(logins.own_file())
    assert logins.find(REGISTRY) is not None
    ring.stuck.set()


def test_a_keyring_is_asked_only_for_what_is_in_it(home: Path, ring: MemoryKeyring) -> None:
    """It may ask the person to unlock it, for an image that everybody may see."""
    logins.keep("other.test", OURS)
    ring.failure = keyring.errors.KeyringLocked("locked")
    assert logins.look(REGISTRY) == logins.Found(None)
    assert logins.look("other.test").problems
    ring.failure = None
    logins.forget("other.test")
    ring.failure = keyring.errors.KeyringLocked("locked")
    assert logins.look("other.test") == logins.Found(None)


@pytest.mark.parametrize("entry", ["{", "[]", '{"user":7}', "\0"])
def test_a_damaged_entry_in_the_keyring_is_a_sentence(
    home: Path, ring: MemoryKeyring, entry: str
) -> None:
    logins.keep(REGISTRY, OURS)
    ring.kept[f"Bricklayer registry {REGISTRY}", "login"] = entry
    assert "damaged" in logins.look(REGISTRY).problems[0]
    logins.keep(REGISTRY, OURS)
    assert logins.find(REGISTRY) is not None


@pytest.mark.usefixtures("no_ring")
def test_a_damaged_file_of_ours_is_written_anew(home: Path) -> None:
    write(logins.own_file(), "{")
    assert logins.look(REGISTRY).problems
    logins.keep(REGISTRY, OURS)
    assert logins.find(REGISTRY) is not None


@pytest.mark.usefixtures("no_ring")
def test_two_that_write_at_once_lose_nothing(home: Path) -> None:
    names = [f"r{number}.test" for number in range(12)]
    threads = [threading.Thread(target=logins.keep, args=(name, OURS)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [name for name in names if logins.find(name) is None] == []


@pytest.mark.usefixtures("no_ring")
def test_a_place_that_cannot_be_written_is_named(home: Path) -> None:
    write(home / ".config/bricklayer", "a file where a folder was expected")
    with pytest.raises(FileAccessError) as met:
        logins.keep(REGISTRY, OURS)
    assert str(home / ".config/bricklayer") in str(met.value)
    assert "s3cret" not in repr(met.value)


def test_a_registry_has_to_be_one(home: Path) -> None:
    for act in (lambda: logins.keep("a/b", OURS), lambda: logins.forget("a b")):
        with pytest.raises(NameGrammarError):
            act()
