"""What is shown before a snapshot is what the snapshot then holds, and what is warned of is there.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.own_layers import OwnLayer
from core.engine.protocol import Engine
from core.engine.snapshot_preview import preview_of
from core.errors import Cancelled, ContainerNotFoundError
from core.layer import WhiteoutForm
from core.model import Container, SnapshotPreview, SnapshotRequest, SnapshotWarning
from core.progress import ignore
from tests.core.engine.at_work import open_engine
from tests.core.engine.counted_layers import count_changes
from tests.core.engine.marked import names_by_layer, said, started, state_of


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("preview") / "repository") as engine:
        yield engine


def figures(preview: SnapshotPreview) -> tuple[int, int, int, int]:
    return preview.added, preview.modified, preview.deleted, preview.size_bytes


# --- what it shows is what is captured --------------------------------------------------------


def random_script(chance: random.Random, count: int) -> str:
    """Shell lines that change some files and directories, again and again."""

    def path() -> str:
        return "/".join(["/w", *(chance.choice("abc") for _ in range(chance.randint(1, 3)))])

    actions = (
        "echo {n} > {one}", "echo {n} > {one}", "echo {n} >> {one}", "mkdir -p {one}",
        "mkdir -p {one}", "rm -f {one}", "rm -rf {one}", "mv {one} {two}", "ln {one} {two}",
        "ln -sf {two} {one}", "chmod {mode} {one}", "touch -d @{n} {one}", "cp -a {one} {two}",
        "rm -rf {one}; mkdir {one}; echo {n} > {one}/x", "mkfifo {one}-pipe",
        "[ -d {one} ] || chown {n}:{n} {one}",  # else an ordinary person could not clean up
        "cp -a {one} /w/kept; rm -f {one}; mv /w/kept {one}", "echo > {one}/.wh.{n}",
    )  # fmt: skip
    lines = (
        chance.choice(actions).format(
            one=path(), two=path(), n=chance.randint(1, 40), mode=chance.choice((644, 700, 4755))
        )
        for _ in range(count)
    )
    return "\n".join(f"{{ {line}; }} 2> /dev/null" for line in ("mkdir -p /w", *lines))


@pytest.mark.parametrize("seed", range(4))
def test_it_shows_what_is_captured(engine: Engine, seed: int) -> None:
    chance = random.Random(seed)
    container = started(engine, f"random-{seed}")
    said(engine, container, random_script(chance, 60))
    for _ in range(chance.randint(0, 3)):
        container = engine.mark(container.id)
        said(engine, container, random_script(chance, 60) + "\necho $RANDOM > /more")
    preview = engine.preview_snapshot(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, f"Random-{seed}", "Tests", "1"))
    assert len(image.layers) == 2 + len(container.marks)
    counted = count_changes(engine, image.reference)
    assert figures(preview) == counted.figures
    assert preview.added > 5
    (world,) = (one for one in preview.directories if one.path == "w")
    figures_of_world = world.added, world.modified, world.deleted, world.size_bytes
    assert figures_of_world == counted.figures_below("w")
    assert all(".wh." in one for one in preview.omitted)
    reserved = [line for line in state_of(engine, container) if b"/.wh." in line]
    assert bool(preview.omitted) >= bool(reserved)  # it may be in an older mark alone
    # And the image is what the container is.
    following = started(engine, f"of-random-{seed}", image.reference)
    wanted = [line for line in state_of(engine, container) if b"/.wh." not in line]
    assert state_of(engine, following) == wanted
    for one in (container, following):
        engine.discard_container(one.id)


def test_nothing_written_nothing_shown(engine: Engine) -> None:
    container = started(engine, "untouched")
    assert engine.preview_snapshot(container.id) == SnapshotPreview(0, 0, 0, 0)
    engine.discard_container(container.id)
    with pytest.raises(ContainerNotFoundError):
        engine.preview_snapshot(container.id)


def test_marks_are_shown_with_their_figures(engine: Engine) -> None:
    container = started(engine, "marked")
    said(engine, container, "echo 12345 > /a; echo x > /b")
    engine.mark(container.id, "one")
    said(engine, container, "echo 1234567 > /a; rm /b")
    marked = engine.mark(container.id, "two")
    said(engine, container, "echo y > /c")
    preview = engine.preview_snapshot(container.id)
    assert preview.marks == marked.marks
    assert figures(preview) == (3, 1, 1, 6 + 2 + 8 + 2)  # /a is stored twice
    engine.discard_container(container.id)


def test_it_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "written").write_text("x")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        preview_of([OwnLayer(tmp_path)], WhiteoutForm.TRUSTED, token, ignore)


# --- what it warns of -------------------------------------------------------------------------

_KEY = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\\n"
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW\\n"
    "QyNTUxOQAAACDnVPNHGyAYqZ4bWy4lzXVbhNBqkuRAIy2/p6Ml9mkmCwAAAJjC0bI9wtGy\\n"
    "-----END OPENSSH PRIVATE KEY-----\\n"
)
_WARNED = (
    ("Package lists of apt", "var/lib/apt/lists/deb.example_Packages", False),
    ("Cache of apt", "var/cache/apt/archives/hello_1_amd64.deb", False),
    ("Cache of apk", "var/cache/apk/APKINDEX.1.tar.gz", False),
    ("Cache of dnf", "var/cache/dnf/x.solv", False),
    ("Cache of pip", "root/.cache/pip/http/1", False),
    ("Cache of pip", "home/ann/.cache/pip/http/1", False),
    ("Cache of npm", "root/.npm/_cacache/index/1", False),
    ("Log files", "var/log/app/access.log", False),
    ("Temporary files", "tmp/work/piece", False),
    ("Temporary files", "var/tmp/piece", False),
    ("History of a shell", "root/.ash_history", False),
    ("History of a shell", "home/ann/.bash_history", False),
    ("History of a program's commands", "root/.python_history", False),
    ("History of an editor or a pager", "root/.viminfo", False),
    ("Traces of running programs", "run/nginx.pid", False),
    ("Traces of running programs", "run/lock/subsys", False),
    ("Traces of running programs", "srv/app/server.pid", False),
    ("Compiled Python files", "srv/app/__pycache__/a.cpython-311.pyc", False),
    ("Dumps of crashed programs", "root/core", False),
    ("Dumps of crashed programs", "srv/app/core.1234", False),
    ("Half-edited files", "srv/app/.page.html.swp", False),
    ("Half-edited files", "srv/app/page.html~", False),
    ("SSH private key", "root/.ssh/id_ed25519", True),
    ("Login for other computers (.netrc)", "home/ann/.netrc", True),
    ("Keys of Amazon Web Services", "root/.aws/credentials", True),
    ("Environment file, often with passwords", "srv/app/.env", True),
    ("Secret of a build or a cluster", "run/secrets/token", True),
)


def write(engine: Engine, container: Container, *paths: str) -> None:
    for path in paths:
        folder = path.rpartition("/")[0]
        said(engine, container, f"mkdir -p '/{folder}'; echo some words > '/{path}'")


def warned(engine: Engine, container: Container) -> dict[str, SnapshotWarning]:
    return {one.title: one for one in engine.preview_snapshot(container.id).warnings}


@pytest.fixture(scope="module")
def full(engine: Engine) -> Iterator[Container]:
    """With everything that one is warned of, and something harmless next to each."""
    container = started(engine, "full")
    write(engine, container, *(path for _title, path, _is_secret in _WARNED))
    write(engine, container, "srv/app/page.html", "root/notes", "var/cache/app/index", "run/state",
          "home/ann/.profile", "root/.ssh/known_hosts", "srv/app/core.py")  # fmt: skip
    yield container
    engine.discard_container(container.id)


@pytest.mark.parametrize(("title", "path", "is_secret"), _WARNED)
def test_it_warns(engine: Engine, full: Container, title: str, path: str, is_secret: bool) -> None:
    warning = warned(engine, full)[title]
    assert warning.is_secret == is_secret
    assert any(path == one or path.startswith(one + "/") for one in warning.paths), warning.paths
    assert warning.size_bytes >= len("some words\n")
    assert warning.sentence.endswith(".")


def test_without_all_that_it_warns_of_the_rest_is_whole(engine: Engine, full: Container) -> None:
    warnings = engine.preview_snapshot(full.id).warnings
    assert {one.title for one in warnings} == {title for title, _path, _is_secret in _WARNED}
    leave_out = tuple(path for one in warnings for path in one.paths)
    request = SnapshotRequest(full.id, "Clean", "Tests", "1", leave_out=leave_out)
    (names,) = names_by_layer(engine, engine.snapshot(request).reference)
    assert not names.intersection(path for _title, path, _is_secret in _WARNED)
    following = started(engine, "clean", "Clean:1")
    said(engine, following, "echo x > /more")
    assert engine.preview_snapshot(following.id).warnings == ()
    files = "srv/app/page.html root/notes var/cache/app/index run/state home/ann/.profile " \
            "root/.ssh/known_hosts srv/app/core.py"  # fmt: skip
    assert said(engine, following, f"cd /; cat {files}") == b"some words\n" * 7
    # Directories that programs expect are there all the same.
    said(engine, following, "echo x > /var/log/app/access.log && ls /var/log/app > /seen")
    assert said(engine, following, "cat /seen; stat -c %a /tmp") == b"access.log\n1777\n"
    engine.discard_container(following.id)


def test_a_harmless_container_warns_of_nothing(engine: Engine) -> None:
    container = started(engine, "harmless")
    write(
        engine,
        container,
        "srv/index.html",
        "etc/app.conf",
        "usr/lib/python3/site-packages/a.py",
        "usr/share/doc/core",
        "etc/ssl/certs/ca.pem",
        "srv/history.md",
        "opt/lock/README",
    )
    said(engine, container, ": > /root/.bash_history; : > /var/log/empty")
    assert engine.preview_snapshot(container.id).warnings == ()
    engine.discard_container(container.id)


def test_a_secret_is_found_by_what_a_file_says(engine: Engine) -> None:
    container = started(engine, "says")
    said(engine, container, f"printf '{_KEY}' > /srv/notes.txt; printf '{_KEY}' > /srv/old.txt")
    engine.mark(container.id)
    said(engine, container, "rm /srv/old.txt; echo x > /srv/kept")
    (warning,) = engine.preview_snapshot(container.id).warnings
    assert (warning.is_secret, set(warning.paths)) == (True, {"srv/notes.txt", "srv/old.txt"})
    request = SnapshotRequest(container.id, "Says", "Tests", "1", leave_out=warning.paths)
    engine.snapshot(request)
    for names in names_by_layer(engine, "Says:1"):
        assert not {"srv/notes.txt", "srv/old.txt", "-srv/old.txt"}.intersection(names)
    engine.discard_container(container.id)


def test_a_secret_that_was_deleted_since_a_mark_is_still_in_its_layer(engine: Engine) -> None:
    container = started(engine, "deleted")
    write(engine, container, "root/.netrc", "var/log/app.log")
    engine.mark(container.id)
    said(engine, container, "rm /root/.netrc; rm -r /var/log; mkdir /var/log")
    found = warned(engine, container)
    assert found["Login for other computers (.netrc)"].paths == ("root/.netrc",)
    assert found["Log files"].paths == ("var/log/app.log",)
    engine.discard_container(container.id)


def test_leaving_out_brings_nothing_back_that_was_deleted(engine: Engine) -> None:
    first = started(engine, "with-logs")
    write(engine, first, "var/log/old.log", "var/cache/apt/a.deb", "root/.netrc")
    engine.snapshot(SnapshotRequest(first.id, "WithLogs", "Tests", "1"))
    container = started(engine, "without-logs", "WithLogs:1")
    write(engine, container, "var/log/old.log", "var/log/new.log", "var/cache/apt/b.deb",
          "root/.netrc", "srv/x")  # fmt: skip
    said(engine, container, "echo longer by some words > /root/.netrc")
    said(engine, container, "echo longer by some words > /var/log/old.log")
    engine.mark(container.id)
    said(engine, container, "rm /var/log/old.log /var/cache/apt/a.deb /root/.netrc")
    paths = tuple(p for one in engine.preview_snapshot(container.id).warnings for p in one.paths)
    assert sorted(paths) == ["var/cache/apt/b.deb", "var/log/new.log"]
    engine.snapshot(SnapshotRequest(container.id, "Gone", "Tests", "1", leave_out=paths))
    following = started(engine, "of-gone", "Gone:1")
    assert said(engine, following, "ls /var/log /var/cache/apt; ls -A /root") == (
        b"/var/cache/apt:\n\n/var/log:\n"
    )
    for one in (first, container, following):
        engine.discard_container(one.id)
