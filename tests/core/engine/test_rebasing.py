"""Recorded commands of real images, run again on another base; layers taken over as they are."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import (
    Cancelled,
    ImageExistsError,
    ImageNotFoundError,
    NotSupportedError,
    RebaseFailedError,
)
from core.model import (
    BaseImageRequest,
    ExecRequest,
    Image,
    LayerMove,
    NewContainer,
    RebaseRequest,
    RebaseRisk,
    SnapshotRequest,
)
from core.store import ImageLayout, verify
from tests.core.engine.test_bad_luck import kill_hosts

WEB = (
    "mkdir -p /srv/www && cp /etc/os-release /srv/www/base",
    "printf '#!/bin/sh\\necho from the brick\\n' > /bin/tool && chmod 755 /bin/tool",
    "tool > /srv/www/said",
)


def said(engine: Engine, image: str, line: str) -> str:
    container = engine.create_container(NewContainer("look", image))
    try:
        engine.start_container(container.id)
        heard: list[bytes] = []
        engine.execute(
            container.id,
            ExecRequest(shell_line=line),
            output=lambda chunk: heard.append(chunk.content),
        )
        return b"".join(heard).decode()
    finally:
        engine.discard_container(container.id)


def grown(engine: Engine, image: str, name: str, *lines: str, expects: int = 0) -> Image:
    """An image with one brick more for each line."""
    container = engine.create_container(NewContainer("grow", image))
    engine.start_container(container.id)
    for line in lines:
        run = engine.execute(container.id, ExecRequest(shell_line=line), output=lambda _c: None)
        assert run.exit_code == expects, line
        engine.mark(container.id, line[:20])
    engine.stop_container(container.id, grace_s=0.0)
    made = engine.snapshot(SnapshotRequest(container.id, name, "Tests", "1.0"))
    engine.discard_container(container.id)
    return made


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("rebase") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
    grown(connected, "Base:1.0", "Web", *WEB)
    grown(
        connected, "Base:1.0", "NewBase",
        "sed -i s/Starter/Newer/ /etc/os-release; rm /bin/vi; echo new > /etc/new",
    )  # fmt: skip
    connected.make_base_image(BaseImageRequest("scratch", "Nothing", "Tests", "1.0"))
    yield connected
    connected.close()


def request(name: str, image: str = "Web:1.0", onto: str = "NewBase:1.0", **more: object):  # type: ignore[no-untyped-def]
    return RebaseRequest(image, onto, name, "Tests", "1.0", **more)  # type: ignore[arg-type]


def test_the_plan_finds_the_base_and_the_commands(engine: Engine) -> None:
    plan = engine.rebase_plan("Web:1.0", "NewBase:1.0")
    assert (plan.base, plan.base_levels, plan.onto_layers) == ("Base:1.0", 1, 2)
    assert [(one.number, one.commands, one.move) for one in plan.layers] == [
        (number, (line,), LayerMove.RUN) for number, line in enumerate(WEB, start=2)
    ]
    assert plan.is_possible
    assert plan.needs_container
    assert all(not one.risks_of(LayerMove.RUN) for one in plan.layers)
    assert plan.package_managers == ((), ())


def test_commands_run_again_on_the_other_base_a_layer_each(engine: Engine) -> None:
    heard: list[bytes] = []
    phases: list[str] = []
    image = engine.rebase(
        request("Moved", description="on the newer base"),
        output=lambda chunk: heard.append(chunk.content),
        report=lambda progress: phases.append(progress.phase),
    )
    old = engine.repository().image("Web:1.0")
    base = engine.repository().image("NewBase:1.0")
    assert old is not None
    assert base is not None
    assert image.layers[:2] == base.layers
    assert [one.created_by for one in image.layers[2:]] == list(WEB)
    assert image.base_name == "NewBase:1.0"
    assert phases[0] == WEB[0]
    assert "Newer" in said(engine, "Moved:1.0", "cat /srv/www/base")
    assert said(engine, "Moved:1.0", "cat /srv/www/said; ls /etc/new") == (
        "from the brick\n/etc/new\n"
    )
    assert engine.repository().containers == ()
    assert engine.repository().image("Web:1.0") == old
    with pytest.raises(ImageExistsError):
        engine.rebase(request("Moved"))
    verify(ImageLayout.open(Path(engine.repository().location)))


def test_layers_can_be_taken_over_as_they_are(engine: Engine) -> None:
    moves = tuple((number, LayerMove.COPY) for number in (2, 3, 4))
    image = engine.rebase(request("Copied", moves=moves))
    old = engine.repository().image("Web:1.0")
    assert old is not None
    assert [one.digest for one in image.layers[2:]] == [one.digest for one in old.layers[1:]]
    assert "Starter" in said(
        engine, "Copied:1.0", "cat /srv/www/base"
    )  # of the old base: as it was


def test_some_run_and_some_come_along(engine: Engine) -> None:
    moves = ((2, LayerMove.COPY), (3, LayerMove.RUN), (4, LayerMove.LEAVE_OUT))
    image = engine.rebase(request("Mixed", moves=moves))
    old = engine.repository().image("Web:1.0")
    assert old is not None
    assert len(image.layers) == 4
    assert image.layers[2].digest == old.layers[1].digest  # shared, not written anew
    assert image.layers[3].created_by == WEB[1]
    assert said(engine, "Mixed:1.0", "ls /srv/www; tool") == "base\nfrom the brick\n"
    verify(ImageLayout.open(Path(engine.repository().location)))


def test_what_the_other_base_lacks_is_said_before_it_starts(engine: Engine) -> None:
    grown(engine, "Base:1.0", "Edited", "vi --help > /help 2>&1; true")
    plan = engine.rebase_plan("Edited:1.0", "NewBase:1.0")
    brick = plan.layers[0]
    (risk,) = brick.risks_of(LayerMove.RUN)
    assert (risk.kind, risk.facts, risk.is_blocking) == (
        RebaseRisk.PROGRAM_MISSING, ("vi",), True,
    )  # fmt: skip
    assert brick.move is LayerMove.COPY  # which is harmless here
    with pytest.raises(RebaseFailedError, match="vi is not in NewBase"):
        engine.rebase(request("Never", "Edited:1.0", moves=((2, LayerMove.RUN),)))
    assert engine.repository().containers == ()
    assert engine.rebase(request("Edits", "Edited:1.0")).layers[-1].diff_id == (
        engine.repository().image("Edited:1.0").layers[-1].diff_id  # type: ignore[union-attr]
    )
    bare = engine.rebase_plan("Web:1.0", "Nothing:1.0")
    assert "/bin/sh" in bare.layers[0].risks_of(LayerMove.RUN)[0].facts


def test_what_is_replaced_is_said_and_what_is_not_recorded(engine: Engine) -> None:
    container = engine.create_container(NewContainer("grow", "Base:1.0"))
    place = Path(engine.repository().location).parent / "os-release"
    place.write_text("by hand\n")
    engine.copy_in(container.id, (str(place),), "etc")
    engine.snapshot(SnapshotRequest(container.id, "ByHand", "Tests", "1.0"))
    engine.discard_container(container.id)
    (brick,) = engine.rebase_plan("ByHand:1.0", "NewBase:1.0").layers
    assert brick.moves == (LayerMove.COPY, LayerMove.LEAVE_OUT)
    assert {(one.kind, one.facts) for one in brick.risks} == {
        (RebaseRisk.NOT_RECORDED, ()),
        (RebaseRisk.REPLACES_FILES, ("etc/os-release",)),
    }
    with pytest.raises(RebaseFailedError, match="not recorded"):
        engine.rebase(request("Never", "ByHand:1.0", moves=((2, LayerMove.RUN),)))


def test_a_command_that_failed_then_is_not_run(engine: Engine) -> None:
    grown(engine, "Base:1.0", "Failing", "echo x > /x; false", expects=1)
    (brick,) = engine.rebase_plan("Failing:1.0", "NewBase:1.0").layers
    assert brick.commands == ()
    assert brick.moves == (LayerMove.COPY, LayerMove.LEAVE_OUT)


def test_a_command_that_fails_now_leaves_nothing(engine: Engine) -> None:
    grown(engine, "Base:1.0", "Fragile", "echo one > /one", "test ! -e /etc/new && echo > /two")
    with pytest.raises(RebaseFailedError, match="exit code 1") as caught:
        engine.rebase(request("Never", "Fragile:1.0"))
    assert caught.value.number == 3
    assert engine.repository().containers == ()
    assert engine.repository().image("Never:1.0") is None


def test_a_cancel_leaves_nothing(engine: Engine) -> None:
    grown(engine, "Base:1.0", "Slow", "echo begun; sleep $(cat /etc/nap || echo 0); echo > /slow")
    # It waits only on the other base, where it can be cancelled.
    grown(engine, "NewBase:1.0", "Waits", "echo 60 > /etc/nap")
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        engine.rebase(
            request("Never", "Slow:1.0", "Waits:1.0"),
            output=lambda _chunk: cancel.cancel(),
            cancel=cancel,
        )
    assert engine.repository().containers == ()
    assert engine.repository().image("Never:1.0") is None


def test_what_cannot_be_is_refused(engine: Engine) -> None:
    assert "itself" in engine.rebase_plan("Web:1.0", "Web:1.0").sentence
    assert "choose how many" in engine.rebase_plan("Base:1.0", "NewBase:1.0").sentence
    with pytest.raises(NotSupportedError):
        engine.rebase(request("Never", "Base:1.0"))
    with pytest.raises(NotSupportedError):
        engine.rebase_plan("Web:1.0", "NewBase:1.0", 9)
    with pytest.raises(ImageNotFoundError):
        engine.rebase_plan("Web:1.0", "Nobody:1.0")
    with pytest.raises(NotSupportedError, match="leaves all layers out"):
        out = tuple((number, LayerMove.LEAVE_OUT) for number in (2, 3, 4))
        engine.rebase(request("Never", moves=out))


def test_settings_above_the_base_come_along(engine: Engine, tmp_path: Path) -> None:
    containerfile = tmp_path / "Containerfile"
    containerfile.write_text(
        "FROM Base:1.0\nENV GREETING=hello\nWORKDIR /work\nRUN echo $GREETING > said\n"
        'CMD ["cat", "/work/said"]\n'
    )
    plan = engine.read_containerfile(str(containerfile))
    container = engine.create_container(NewContainer("build", "Base:1.0"))
    for step in plan.steps:
        engine.build_step(container.id, plan, step.number, output=lambda _chunk: None)
    engine.stop_container(container.id, grace_s=0.0)
    old = engine.snapshot(SnapshotRequest(container.id, "Built", "Tests", "1.0"))
    engine.discard_container(container.id)
    told = engine.rebase_plan("Built:1.0", "NewBase:1.0")
    assert told.settings == (
        "ENV GREETING=hello", "WORKDIR /work", 'CMD ["cat", "/work/said"]',
    )  # fmt: skip
    image = engine.rebase(request("Rebuilt", "Built:1.0"))
    assert image.config.env == old.config.env
    assert image.config.command == ("cat", "/work/said")
    assert image.config.working_dir == "/work"
    assert [one.created_by for one in image.history[-4:]] == [
        one.created_by for one in old.history[-4:]
    ]
    assert said(engine, "Rebuilt:1.0", "cat /work/said; cat /etc/new") == "hello\nnew\n"


def test_an_engine_killed_meanwhile_leaves_no_container(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    engine = connect(repository)
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
        grown(engine, "Base:1.0", "Web", "echo begun; sleep $(cat /etc/nap || echo 0); echo > /x")
        grown(engine, "Base:1.0", "Waits", "echo 60 > /etc/nap")
        seen: list[int] = []

        def kill(_chunk: object) -> None:
            seen.append(len(engine.repository().containers))
            kill_hosts(repository)

        with pytest.raises(Exception, match="ended in the middle"):
            engine.rebase(request("Never", "Web:1.0", "Waits:1.0"), output=kill)
        assert seen == [1]
        assert engine.repository().containers == ()
        assert engine.repository().image("Never:1.0") is None
    finally:
        engine.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", disk], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("no tmpfs can be mounted")
    engine = connect(disk / "repository")
    try:
        engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1.0"))
        fill = "dd if=/dev/zero of=/x bs=1000 count=$(cat /etc/much || echo 9)"
        grown(engine, "Base:1.0", "Web", fill)
        grown(engine, "Base:1.0", "Much", "echo > /much")
        grown(engine, "Base:1.0", "Big", "echo 90000 > /etc/much")
        before = set(disk.rglob("blobs/*/*"))
        with pytest.raises(RebaseFailedError):
            engine.rebase(request("Never", "Web:1.0", "Big:1.0"))
        assert set(disk.rglob("blobs/*/*")) == before
        assert engine.repository().containers == ()
        assert engine.rebase(request("Now", "Web:1.0", "Much:1.0")).reference == "Now:1.0"
    finally:
        engine.close()
        subprocess.run(["umount", "-l", disk], check=True)
