"""What every engine promises, tried on real containers.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    CommandNotFoundError,
    ContainerExistsError,
    ContainerNotFoundError,
    ContainerStateError,
    FileAccessError,
    ImageExistsError,
    ImageInUseError,
    ImageNotFoundError,
    LayerFormatError,
    NameGrammarError,
    NothingChangedError,
)
from core.events import ContainerChanged, ContainerDiscarded, Event, ImageAdded
from core.model import (
    BaseImageRequest,
    ChangeKind,
    ChangeQuery,
    Container,
    ContainerState,
    ExecRequest,
    ExportRequest,
    LayerPlace,
    NewContainer,
    SnapshotRequest,
)
from core.oci.digest import sha256_digest

BASE = "Base:1.0"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("contract") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.fixture
def new_container(engine: Engine) -> Iterator[Callable[..., Container]]:
    made: list[str] = []

    def make(
        name: str, image: str = BASE, *, switch: str = "none", start: bool = True
    ) -> Container:
        container = engine.create_container(NewContainer(name, image, switch))
        made.append(container.id)
        return engine.start_container(container.id) if start else container

    yield make
    left = {c.id for c in engine.repository().containers}
    for container_id in made:
        if container_id in left:
            engine.discard_container(container_id)


def run(engine: Engine, container: Container, line: str, **options: object) -> tuple[int, str, str]:
    pieces: dict[str, bytearray] = {"stdout": bytearray(), "stderr": bytearray()}
    done = engine.execute(
        container.id,
        ExecRequest(shell_line=line, **options),  # type: ignore[arg-type]
        output=lambda chunk: pieces[chunk.stream].extend(chunk.content),
    )
    assert done.exit_code is not None
    return done.exit_code, pieces["stdout"].decode(), pieces["stderr"].decode()


def test_the_base_image_is_there_with_its_identity(engine: Engine) -> None:
    image = engine.repository().image(BASE)
    assert image is not None
    assert (image.name, image.publisher, image.version) == ("Base", "Tests", "1.0")
    assert len(image.layers) == 1
    assert image.is_runnable
    assert image.created is not None


def test_images_are_found_with_wildcards(engine: Engine) -> None:
    repository = engine.repository()
    assert repository.find_images("ba*")[0].reference == BASE
    assert repository.find_images("*", "Tes?s", "1.*")[0].reference == BASE
    assert repository.find_images("nothing*") == ()


def test_the_same_name_and_version_again_asks(engine: Engine) -> None:
    with pytest.raises(ImageExistsError):
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))


@pytest.mark.parametrize(
    ("name", "publisher", "version"),
    [
        ("", "P", "1"),
        ("a b", "P", "1"),
        ("../up", "P", "1"),
        ("-rf", "P", "1"),
        ("a:b", "P", "1"),
        ("ok", "P", "1 0"),
        ("ok", "P", ""),
        ("ok", "new\nline", "1"),
        ("ok", "\u202egnp", "1"),
        ("x" * 300, "P", "1"),
    ],
)
def test_names_that_break_the_grammar_are_refused(
    engine: Engine, name: str, publisher: str, version: str
) -> None:
    before = engine.repository().images
    with pytest.raises(NameGrammarError):
        engine.make_base_image(BaseImageRequest("starter", name, publisher, version))
    assert engine.repository().images == before


def test_life_of_a_container(engine: Engine, new_container: Callable[..., Container]) -> None:
    container = new_container("life", start=False)
    assert container.state is ContainerState.CREATED
    started = engine.start_container(container.id)
    assert started.state is ContainerState.RUNNING
    assert started.pid
    assert run(engine, started, "echo out; echo err >&2; exit 3") == (3, "out\n", "err\n")
    stopped = engine.stop_container(container.id)
    assert stopped.state is ContainerState.STOPPED
    assert engine.stop_container(container.id).state is ContainerState.STOPPED
    again = engine.start_container(container.id)
    assert again.state is ContainerState.RUNNING
    assert engine.rename_container(container.id, "life2").name == "life2"
    engine.discard_container(container.id)
    assert engine.repository().container(container.id) is None
    with pytest.raises(ContainerNotFoundError):
        engine.start_container(container.id)


def test_commands_run_as_administrator_in_namespaces_of_their_own(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("isolated")
    assert run(engine, container, "id -u")[1].strip() == "0"
    assert run(engine, container, "hostname")[1].strip() == "isolated"
    assert run(engine, container, "ls -A /proc/net | grep -c .")[0] == 0
    code, interfaces, _ = run(engine, container, "cat /proc/net/dev")
    assert code == 0
    assert "lo:" in interfaces
    assert "eth" not in interfaces
    _, status, _ = run(engine, container, "cat /proc/self/status")
    assert "NoNewPrivs:\t1" in status
    assert "Seccomp:\t2" in status


def test_ten_containers_do_not_see_one_another(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    containers = [new_container(f"ten-{n}") for n in range(10)]
    for n, container in enumerate(containers):
        line = f"echo {n} > /mine; sleep 99{n} > /dev/null 2>&1 &"
        assert run(engine, container, line)[0] == 0
    for n, container in enumerate(containers):
        assert run(engine, container, "cat /mine")[1] == f"{n}\n"
        assert run(engine, container, "ps | grep -o 'sleep 99[0-9]'")[1] == f"sleep 99{n}\n"


def test_names_of_containers_are_unique_and_checked(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    new_container("unique", start=False)
    with pytest.raises(ContainerExistsError):
        new_container("unique", start=False)
    with pytest.raises(NameGrammarError):
        new_container("no/slash", start=False)
    with pytest.raises(ImageNotFoundError):
        new_container("other", "Nothing:9", start=False)


def test_a_command_needs_a_running_container(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("asleep", start=False)
    with pytest.raises(ContainerStateError):
        run(engine, container, "true")


def test_a_program_that_does_not_exist(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("nothing-there")
    with pytest.raises(CommandNotFoundError):
        engine.execute(
            container.id, ExecRequest(argv=("/no/such/program",)), output=lambda _chunk: None
        )
    assert run(engine, container, "no-such-command")[0] == 127


def test_a_command_is_cancelled(engine: Engine, new_container: Callable[..., Container]) -> None:
    container = new_container("cancelled")
    token = CancelToken()

    def cancel_at_first_output(_chunk: object) -> None:
        token.cancel()

    done = engine.execute(
        container.id,
        ExecRequest(shell_line="trap '' TERM; echo started; while :; do sleep 1; done"),
        output=cancel_at_first_output,
        cancel=token,
    )
    assert done.was_cancelled
    assert run(engine, container, "ps | grep -c '[t]rap'; true")[1].strip() == "0"


def test_changes_snapshot_and_the_next_container(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("changing")
    assert engine.changes(container.id).is_empty
    line = "mkdir /new && echo hello > /new/file && rm /etc/hosts && chmod 600 /etc/passwd"
    assert run(engine, container, line)[0] == 0
    found = {change.path: change.kind for change in engine.changes(container.id).changes}
    assert found == {
        "new": ChangeKind.ADDED,
        "new/file": ChangeKind.ADDED,
        "etc/hosts": ChangeKind.DELETED,
        "etc/passwd": ChangeKind.METADATA,
    }
    engine.stop_container(container.id)
    image = engine.snapshot(
        SnapshotRequest(container.id, "Changed", "Tests", "1.0", "a description")
    )
    assert image.reference == "Changed:1.0"
    assert (image.publisher, image.description) == ("Tests", "a description")
    assert image.base_name == BASE
    base = engine.repository().image(BASE)
    assert base is not None
    assert [layer.digest for layer in image.layers[:1]] == [layer.digest for layer in base.layers]
    assert len(image.layers) == 2
    assert line in image.layers[1].created_by

    following = new_container("following", "Changed:1.0")
    code, out, _ = run(engine, following, "cat /new/file; ls /etc/hosts; stat -c %a /etc/passwd")
    assert (code, out) == (0, "hello\n600\n")
    assert engine.changes(following.id).is_empty
    # The captured container stands on its image now, and goes on.
    assert engine.changes(container.id).is_empty
    assert engine.start_container(container.id).image_reference == "Changed:1.0"
    assert run(engine, container, "cat /new/file")[1] == "hello\n"


def test_layer_changes_tell_what_a_layer_brought(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("layered")
    run(engine, container, "echo x > /only-here")
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Layered", "Tests", "1"))
    place = LayerPlace(image.reference, image.top_chain_id)
    page = engine.changes_of_layer(place, ChangeQuery(folder=None))
    assert [(row.path, row.kind) for row in page.rows] == [("only-here", ChangeKind.ADDED)]


def test_a_running_container_is_captured_and_goes_on(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("alive")
    run(engine, container, "echo 1 > /one")
    image = engine.snapshot(SnapshotRequest(container.id, "Alive", "Tests", "1"))
    assert len(image.layers) == 2
    assert run(engine, container, "echo 2 >> /one; cat /one")[1] == "1\n2\n"
    following = new_container("alive-next", image.reference)
    assert run(engine, following, "cat /one")[1] == "1\n"


def test_an_unchanged_container_says_so_and_can_be_captured_all_the_same(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("unchanged")
    engine.stop_container(container.id)
    request = SnapshotRequest(container.id, "Unchanged", "Tests", "1")
    with pytest.raises(NothingChangedError):
        engine.snapshot(request)
    assert engine.repository().image("Unchanged:1") is None
    insisted = SnapshotRequest(container.id, "Unchanged", "Tests", "1", even_if_empty=True)
    assert len(engine.snapshot(insisted).layers) == 2


def test_a_snapshot_never_replaces_silently(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("clash")
    run(engine, container, "echo 1 > /clash")
    with pytest.raises(ImageExistsError):
        engine.snapshot(SnapshotRequest(container.id, "Base", "Tests", "1.0"))
    first = engine.snapshot(SnapshotRequest(container.id, "Clash", "Tests", "1"))
    run(engine, container, "echo 2 > /clash2")
    second = engine.snapshot(SnapshotRequest(container.id, "Clash", "Tests", "1", replace=True))
    assert second.manifest_digest != first.manifest_digest


def test_an_image_is_removed_only_when_nothing_stands_on_it(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("tower")
    run(engine, container, "head -c 100000 /dev/urandom > /noise")
    image = engine.snapshot(SnapshotRequest(container.id, "Tower", "Tests", "1"))
    user = new_container("on-tower", image.reference, start=False)

    plan = engine.removal_plan(BASE)
    assert image.reference in plan.images_on_top
    assert "tower" in plan.containers
    with pytest.raises(ImageInUseError):
        engine.remove_image(BASE)
    plan = engine.removal_plan(image.reference)
    assert plan.containers == ("on-tower",)
    assert plan.freed_bytes > 100_000
    with pytest.raises(ImageInUseError):
        engine.remove_image(image.reference)
    engine.discard_container(user.id)
    stored = engine.repository().stored_bytes
    engine.remove_image(image.reference)
    assert engine.repository().image(image.reference) is None
    assert engine.repository().stored_bytes == stored - plan.freed_bytes
    with pytest.raises(ImageNotFoundError):
        engine.remove_image(image.reference)


def test_recordings_hold_what_was_run_and_start_anew_on_the_image_of_a_snapshot(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("recorded")
    run(engine, container, "echo a > /a")
    run(engine, container, "false")
    run(engine, container, "true", is_recorded=False)
    assert [(r.text, r.exit_code) for r in engine.commands(container.id)] == [
        ("echo a > /a", 0),
        ("false", 1),
    ]
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Recorded", "Tests", "1"))
    assert image.history[-1].created_by == "echo a > /a && false  # exit code 1"
    assert engine.commands(container.id) == ()


def test_a_container_that_stays_on_its_image_keeps_its_recording(
    engine: Engine, new_container: Callable[..., Container]
) -> None:
    container = new_container("going-on")
    run(engine, container, "echo a > /a")
    engine.snapshot(SnapshotRequest(container.id, "Going-on", "Tests", "1"))
    run(engine, container, "echo b > /b")
    second = engine.snapshot(SnapshotRequest(container.id, "Going-on", "Tests", "2"))
    assert second.history[-1].created_by == "echo a > /a && echo b > /b"
    engine.stop_container(container.id)
    left_out = SnapshotRequest(container.id, "Going-on", "Tests", "3", leave_out=("b",))
    third = engine.snapshot(left_out)
    assert third.history[-1].created_by == "echo a > /a && echo b > /b"
    assert [one.text for one in engine.commands(container.id)] == ["echo a > /a", "echo b > /b"]


def test_a_terminal_is_a_terminal(engine: Engine, new_container: Callable[..., Container]) -> None:
    container = new_container("terminal")
    code, out, _ = run(engine, container, "test -t 0 && test -t 1 && echo tty", terminal=True)
    assert (code, out) == (0, "tty\r\n")


def test_events_tell_what_happened(engine: Engine, new_container: Callable[..., Container]) -> None:
    seen: list[Event] = []
    token = CancelToken()
    arrived = threading.Event()

    def take(event: Event) -> None:
        seen.append(event)
        if isinstance(event, ContainerDiscarded):
            arrived.set()

    def listen() -> None:
        try:
            engine.watch(take, cancel=token)
        except Cancelled:
            pass  # how a watch may end

    listener = threading.Thread(target=listen)
    listener.start()
    try:
        # The watch is in place once an event of ours comes through.
        while not seen:
            probe = new_container(f"watched-{threading.get_ident()}", start=False)
            engine.discard_container(probe.id)
            arrived.wait(0.2)
        arrived.clear()
        seen.clear()
        container = new_container("watched")
        run(engine, container, "echo > /watched")
        image = engine.snapshot(SnapshotRequest(container.id, "Watched", "Tests", "1"))
        engine.discard_container(container.id)
        assert arrived.wait(10)
    finally:
        token.cancel()
        listener.join(10)
    assert not listener.is_alive()
    kinds = [type(event) for event in seen]
    assert ContainerChanged in kinds
    assert [e.image.reference for e in seen if isinstance(e, ImageAdded)] == [image.reference]
    assert kinds[-1] is ContainerDiscarded


def test_a_base_from_a_tarball_that_is_missing_or_cut(engine: Engine, tmp_path: Path) -> None:
    before = engine.repository().images
    request = BaseImageRequest("tarball", "T", "Tests", "1", tarball=str(tmp_path / "none.tar"))
    with pytest.raises(FileAccessError):
        engine.make_base_image(request)
    cut = tmp_path / "cut.tar"
    cut.write_bytes(b"x" * 700)
    with pytest.raises(LayerFormatError):
        engine.make_base_image(BaseImageRequest("tarball", "T", "Tests", "1", tarball=str(cut)))
    assert engine.repository().images == before


def test_what_is_exported_belongs_to_the_person(engine: Engine, tmp_path: Path) -> None:
    image = engine.repository().image(BASE)
    assert image is not None
    os.umask(umask := os.umask(0o077))
    paths = [str(tmp_path / name) for name in ("images", "layer", "files")]
    engine.export_images(ExportRequest((BASE,), paths[0]))
    engine.export_layer(BASE, 0, paths[1])
    engine.export_files(BASE, 0, "", paths[2])
    for path in map(Path, paths):
        status = path.stat()
        assert (status.st_uid, status.st_gid) == (os.geteuid(), os.getegid())
        assert status.st_mode & 0o777 == 0o666 & ~umask
    assert sha256_digest(Path(paths[1]).read_bytes()) == image.layers[0].diff_id
    assert set(os.listdir(tmp_path)) == {"images", "layer", "files"}


@pytest.mark.ordinary_person
def test_nothing_is_exported_into_a_folder_of_somebody_else(engine: Engine) -> None:
    with pytest.raises(FileAccessError, match="you may not write there"):
        engine.export_images(ExportRequest((BASE,), "/etc/of-somebody-else.tar"))
