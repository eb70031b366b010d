"""Containerfiles built step by step in real containers, and what must not happen on the way."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.errors import (
    BuildStepFailedError,
    Cancelled,
    ContainerStateError,
    FileAccessError,
    MalformedDocumentError,
    NotSupportedError,
)
from core.model import BuildPlan, Container, ContainerState, SnapshotRequest, StepKind, next_step
from tests.core.engine.at_work import Made, eventually, now, open_engine, said


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("build") / "repository") as opened:
        yield opened


@pytest.fixture
def made(engine: Engine) -> Iterator[Made]:
    making = Made(engine)
    yield making
    making.discard_all()


Plan = Callable[..., BuildPlan]


@pytest.fixture
def plan(engine: Engine, tmp_path: Path) -> Plan:
    """The plan of a text; its folder is `context` in the test's own."""
    (tmp_path / "context").mkdir()

    def read(body: str, base: str = "Base:1", **arguments: str) -> BuildPlan:
        file = tmp_path / "context/Containerfile"
        file.write_text(f"FROM {base}\n{body}\n")
        return engine.read_containerfile(str(file), "", tuple(arguments.items()))

    return read


def build(engine: Engine, container: Container, plan: BuildPlan, *numbers: int) -> bytes:
    """Do these steps, or all; what they said."""
    heard: list[bytes] = []
    for number in numbers or [step.number for step in plan.steps]:
        engine.build_step(
            container.id, plan, number, output=lambda chunk: heard.append(chunk.content)
        )
    return b"".join(heard)


def test_each_step_is_a_mark_and_becomes_a_line_of_the_history(
    engine: Engine, made: Made, plan: Plan
) -> None:
    steps = plan("ENV A=1\nRUN echo $A > /a\nRUN true\nCMD run me")
    box = made("each")
    build(engine, box, steps)
    marks = now(engine, box).marks
    assert [(mark.label, mark.is_empty) for mark in marks] == [
        ("step 1: ENV A=1", True),
        ("step 2: RUN echo $A > /a", False),
        ("step 3: RUN true", True),
        ("step 4: CMD run me", True),
    ]
    assert next_step(now(engine, box), steps) is None
    image = engine.snapshot(SnapshotRequest(box.id, "Each", "T", "1"))
    assert [entry.created_by for entry in image.history[1:]] == [step.text for step in steps.steps]
    assert len(image.layers) == 2
    assert image.config.command == ("/bin/sh", "-c", "run me")
    assert "A=1" in image.config.env


def test_a_failing_step_is_taken_back_and_can_be_tried_again(
    engine: Engine, made: Made, plan: Plan
) -> None:
    box = made("failing")
    steps = plan("RUN echo 1 > /one\nRUN rm /one; echo 2 > /two; exit 7")
    build(engine, box, steps, 1)
    with pytest.raises(BuildStepFailedError, match="exit code 7") as caught:
        build(engine, box, steps, 2)
    assert caught.value.number == 2
    assert said(engine, box, "ls /one; ls /two || true").startswith("/one\n")
    assert len(now(engine, box).marks) == 1
    build(engine, box, plan("RUN echo 1 > /one\nRUN test -e /one"), 2)


def test_steps_in_a_paused_container(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path
) -> None:
    if not engine.capabilities().can_pause:
        pytest.skip("control groups are not ours: nothing can be paused here")
    box = made("paused")
    said(engine, box, "echo mine > /by-hand")
    engine.pause_container(box.id)
    with pytest.raises(ContainerStateError, match=r"paused is paused.*needs it to be running"):
        build(engine, box, plan("RUN echo 1 > /one"), 1)
    # Nothing was done, neither to its files nor to its processes.
    found = now(engine, box)
    assert (found.state, found.pid, found.marks) == (ContainerState.PAUSED, box.pid, ())
    # What runs no command can be done, and it stays paused.
    (tmp_path / "context/file").write_text("copied")
    build(engine, box, plan("COPY file /file\nENV A=1"))
    found = now(engine, box)
    labels = ["by hand, before step 1", "step 1: COPY file /file", "step 2: ENV A=1"]
    assert [mark.label for mark in found.marks] == labels
    assert found.state is ContainerState.PAUSED
    engine.resume_container(box.id)
    assert said(engine, box, "cat /by-hand /file") == "mine\ncopied"


def test_a_cancelled_step_is_taken_back(engine: Engine, made: Made, plan: Plan) -> None:
    box = made("cancelled")
    steps = plan("RUN echo 1 > /begun; echo ready; sleep 600")
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        engine.build_step(box.id, steps, 1, output=lambda _chunk: cancel.cancel(), cancel=cancel)
    assert said(engine, box, "ls /begun 2>&1 || true") != "/begun\n"
    assert now(engine, box).marks == ()


def test_work_by_hand_between_steps_is_kept_when_the_next_one_fails(
    engine: Engine, made: Made, plan: Plan
) -> None:
    box = made("by-hand")
    steps = plan("RUN true\nRUN exit 1")
    build(engine, box, steps, 1)
    said(engine, box, "echo mine > /mine")
    with pytest.raises(BuildStepFailedError):
        build(engine, box, steps, 2)
    assert said(engine, box, "cat /mine") == "mine\n"
    assert now(engine, box).marks[-1].label == "by hand, before step 2"


def test_steps_come_in_their_order_and_in_their_container(
    engine: Engine, made: Made, plan: Plan
) -> None:
    box = made("order")
    steps = plan("RUN echo 1\nRUN echo 2")
    for number, words in ((2, "step 1 comes first"), (1, "")):
        if words:
            with pytest.raises(BuildStepFailedError, match=words):
                build(engine, box, steps, number)
        else:
            build(engine, box, steps, number)
    with pytest.raises(BuildStepFailedError, match="step 2 comes first"):
        build(engine, box, steps, 1)
    with pytest.raises(BuildStepFailedError, match="was changed after"):
        build(engine, box, plan("RUN echo other\nRUN echo 2"), 2)
    build(engine, box, steps, 2)
    with pytest.raises(BuildStepFailedError, match="all steps are done"):
        build(engine, box, steps, 2)
    with pytest.raises(NotSupportedError, match="has 2 steps"):
        build(engine, box, steps, 3)
    said(engine, box, "echo x > /x")
    engine.snapshot(SnapshotRequest(box.id, "Order", "T", "1"))
    with pytest.raises(BuildStepFailedError, match="not of Order:1"):
        build(engine, box, plan("RUN echo", base="Order:1"), 1)


def test_a_container_at_rest_is_started_for_a_command_only(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "context/a").write_text("a")
    box = made.at_rest("at-rest")
    steps = plan("COPY a /a\nRUN cat /a")
    build(engine, box, steps, 1)
    assert not now(engine, box).is_live
    assert build(engine, box, steps, 2) == b"a"
    assert now(engine, box).state is ContainerState.RUNNING


def test_only_one_step_at_a_time(engine: Engine, made: Made, plan: Plan) -> None:
    box = made("one-at-a-time")
    steps = plan("RUN echo ready; sleep 600")
    cancel, ready = CancelToken(), threading.Event()
    ended: list[BaseException] = []

    def work() -> None:
        try:
            engine.build_step(box.id, steps, 1, output=lambda _chunk: ready.set(), cancel=cancel)
        except Cancelled as error:
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        assert ready.wait(30)
        with pytest.raises(ContainerStateError, match="being built"):
            build(engine, box, steps, 1)
    finally:
        cancel.cancel()
        thread.join(30)
    eventually(lambda: bool(ended))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("COPY ../secret /x", "outside of the folder"),
        ("COPY out /x", "leads out of the folder"),
        ("COPY missing /x", "there is no “missing”"),
        ("COPY pipe /x", "fifo"),
        ("COPY a b /x/", "there is no “b”"),
        ("COPY a* /x", "must be a folder"),
        ("COPY --chown=nobody-here a /x", "no user nobody-here"),
        ("ARG M=rw\nCOPY --chmod=$M a /x", "mode in digits"),
        ("COPY a /proc/x", "nothing can be kept in there"),
        ("COPY tree /etc/passwd", "no folder"),
        ("RUN ln -s loop /loop\nCOPY a /loop/x", "circle"),
        ('RUN ["/bin/nothing-like-it"]', "no program"),
        ("USER stranger\nRUN true", "no user stranger"),
        ("RUN kill -9 $$", "exit code"),
    ],
)
def test_what_cannot_be_done_is_told_and_leaves_nothing(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path, body: str, words: str
) -> None:
    context = tmp_path / "context"
    (tmp_path / "secret").write_text("secret")
    (context / "out").symlink_to("../secret")
    (context / "a").write_text("a")
    (context / "a2").write_text("a")
    (context / "tree/sub").mkdir(parents=True)
    (context / "tree/sub/x").write_text("x")
    os.mkfifo(context / "pipe")
    steps = plan(body)
    box = made.at_rest("refused")
    if len(steps.steps) > 1:
        build(engine, box, steps, 1)
    before = len(now(engine, box).marks)
    with pytest.raises(BuildStepFailedError, match=words):
        build(engine, box, steps, len(steps.steps))
    assert len(now(engine, box).marks) == before
    assert engine.changes(box.id).is_empty


def test_a_copied_link_out_of_the_folder_stays_a_link_and_sockets_stay_out(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path
) -> None:
    tree = tmp_path / "context/tree"
    tree.mkdir()
    (tmp_path / "secret").write_text("secret")
    (tree / "out").symlink_to("../../secret")
    with socket.socket(socket.AF_UNIX) as opened:
        opened.bind(str(tree / "socket"))
        box = made("links")
        build(engine, box, plan("COPY tree /t"))
    assert said(engine, box, "readlink /t/out; ls /t") == "../../secret\nout\n"


def test_links_on_the_way_lead_where_the_container_sees_them(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path
) -> None:
    (tmp_path / "context/a").write_text("a")
    box = made("links-inside")
    steps = plan(f"RUN mkdir /real; ln -s ../../real /alias; ln -s {tmp_path} /host\n"
                 "COPY a /alias/\nCOPY a /host/b")  # fmt: skip
    build(engine, box, steps)
    assert said(engine, box, f"cat /real/a {tmp_path}/b") == "aa"
    assert not (tmp_path / "b").exists()


def test_a_large_file_arrives_whole_with_its_holes(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path
) -> None:
    with (tmp_path / "context/large").open("wb") as file:
        file.truncate(3 << 30)
        file.seek(1 << 30)
        file.write(b"middle")
    box = made("large")
    build(engine, box, plan("COPY large /large"))
    assert said(engine, box, "stat -c %s /large; du -k /large | cut -f1").split()[0] == str(3 << 30)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("VOLUME /x", "VOLUME is not supported"),
        ("HEALTHCHECK CMD x", "HEALTHCHECK is not supported"),
        ("ONBUILD RUN x", "ONBUILD is not supported"),
        ("COPY --from=x a b", "--from is not supported"),
        ("RUN --mount=type=cache,target=/x y", "--mount is not supported"),
        ("ADD https://example.org/x /x", "from the network is not supported"),
        ("ADD packed.tar /x", "archive packed.tar is not supported"),
        ("COPY <<EOF /x\ntext\nEOF", "a text in the file itself"),
    ],
)
def test_what_is_not_supported_is_named_with_its_line(
    engine: Engine, made: Made, plan: Plan, tmp_path: Path, line: str, words: str
) -> None:
    (tmp_path / "context/packed.tar").write_bytes(b"\0" * 10240)
    steps = plan(f"RUN true\n{line}")
    assert steps.steps[1].sentence.startswith("Line 3: ")
    assert words in steps.steps[1].sentence
    box = made("not-supported")
    build(engine, box, steps, 1)
    with pytest.raises(NotSupportedError, match="Line 3"):
        build(engine, box, steps, 2)


def test_a_missing_base_image_is_a_problem_of_the_plan(
    engine: Engine, made: Made, plan: Plan
) -> None:
    steps = plan("RUN true", base="Nowhere:1")
    assert steps.problems == (
        "Line 1: there is no image “Nowhere:1” in the repository. Fetch or make it.",
    )
    with pytest.raises(NotSupportedError, match="no image"):
        build(engine, made.at_rest("no-base"), steps, 1)


def test_a_base_without_a_version_is_the_only_one_there_is(plan: Plan) -> None:
    assert plan("RUN true", base="Base").base == "Base:1"


def test_files_that_are_no_containerfiles(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "x"
    with pytest.raises(FileAccessError, match="no such file"):
        engine.read_containerfile(str(path))
    path.write_bytes(b"\x7fELF\xff\xfe")
    with pytest.raises(MalformedDocumentError, match="line 1"):
        engine.read_containerfile(str(path))
    path.write_text("FROM Base:1\n")
    with pytest.raises(FileAccessError, match="no folder"):
        engine.read_containerfile(str(path), str(tmp_path / "nowhere"))
    path.write_text("FROM Base:1\nMAKE it\n")
    with pytest.raises(MalformedDocumentError, match="line 2"):
        engine.read_containerfile(str(path))


def test_arguments_reach_commands_and_are_not_in_the_image(
    engine: Engine, made: Made, plan: Plan
) -> None:
    box = made("arguments")
    steps = plan("ARG WHO=you\nRUN echo $WHO", WHO="me")
    assert steps.steps[0].kind is StepKind.ARG
    assert build(engine, box, steps) == b"me\n"
    assert "ARG WHO=me\n" in engine.containerfile(box.id)
    assert not [one for one in now(engine, box).env if one.startswith("WHO")]
