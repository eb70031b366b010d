"""What an image says of itself after a snapshot: how it was made, and how it is run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.engine.builtin import BuiltinEngine
from core.engine.container_record import ConfigChanges, ContainerRecord
from core.engine.next_image import Step, changed_run, configuration, run_on
from core.layer import WhiteoutForm
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest
from core.oci.digest import sha256_digest
from core.oci.image_config import HistoryEntry, ImageConfig, RunConfig
from core.oci.platform import this_machine
from core.runtime import become_subreaper, show_one_version
from core.store import ImageLayout

_DIFFS = tuple(sha256_digest(b"%d" % number) for number in range(4))
_BASE = ImageConfig(
    platform=this_machine(),
    diff_ids=_DIFFS[:1],
    run=RunConfig(
        user="www", env=("PATH=/bin", "A=1"), entrypoint=("/in",), command=("run",),
        working_dir="/srv", labels={"kept": "1", "new": "0"}, exposed_ports=("80/tcp",),
        rest={"StopSignal": "SIGQUIT"},
    ),
    history=(HistoryEntry(created_by="the base"),),
    created="2026-01-01T00:00:00Z",
)  # fmt: skip
_EVERYTHING = ConfigChanges(
    env=("A=2", "B=x=y"),
    working_dir="/w",
    user="33",
    command=("go", "on"),
    entrypoint=(),
    labels=("new=1", "odd=a=b"),
    exposed_ports=("80/tcp", "53/udp"),
)
_RECORD = ContainerRecord(
    "id", "name", "Base:1", _DIFFS[0], (), "none", "host", "2026-01-01T00:00:00+00:00",
    env=("PATH=/bin", "A=1", "MINE=1"), working_dir="/srv", user="www",
)  # fmt: skip


def configured(*steps: Step, description: str = "") -> ImageConfig:
    return configuration(
        _BASE, steps, ConfigChanges(), created="2026-02-02T00:00:00Z", author="ann",
        description=description,
    )  # fmt: skip


def test_each_change_of_the_configuration_arrives() -> None:
    assert changed_run(_BASE.run, ConfigChanges()) == _BASE.run
    run = changed_run(_BASE.run, _EVERYTHING)
    assert run.env == ("PATH=/bin", "A=2", "B=x=y")
    assert (run.user, run.working_dir) == ("33", "/w")
    assert (run.entrypoint, run.command) == ((), ("go", "on"))
    assert run.labels == {"kept": "1", "new": "1", "odd": "a=b"}
    assert run.exposed_ports == ("80/tcp", "53/udp")
    assert run.rest == _BASE.run.rest


def test_steps_without_files_are_empty_entries_of_the_history() -> None:
    config = configured(
        Step(None, "2026-01-02T00:00:00Z", "ENV A=2", "first"),
        Step(_DIFFS[1], "2026-01-03T00:00:00Z", "RUN make", "second"),
        Step(_DIFFS[2], "2026-01-04T00:00:00Z"),
        Step(None, "2026-01-05T00:00:00Z", "CMD go"),
        description="my words",
    )
    assert config.diff_ids == _DIFFS[:3]
    assert [(e.created_by, e.comment, e.empty_layer, e.author) for e in config.history[1:]] == [
        ("ENV A=2", "first", True, "ann"),
        ("RUN make", "second", False, "ann"),
        ("captured from a container", "my words", False, "ann"),
        ("CMD go", "", True, "ann"),
    ]
    assert [entry.created for entry in config.history[1:]] == [
        f"2026-01-0{day}T00:00:00Z" for day in (2, 3, 4, 5)
    ]
    # config.md: as many entries with a layer as there are layers.
    assert sum(not entry.empty_layer for entry in config.history) == len(config.diff_ids)
    assert (config.created, config.author) == ("2026-02-02T00:00:00Z", "ann")


def test_without_any_layer_the_description_goes_to_the_last_step() -> None:
    config = configured(
        Step(None, "2026-01-02T00:00:00Z", "ENV A=2", "first"),
        Step(None, "2026-01-05T00:00:00Z", "CMD go"),
        description="my words",
    )
    assert [entry.comment for entry in config.history[1:]] == ["first", "my words"]
    assert config.diff_ids == _BASE.diff_ids


def test_a_container_that_changes_its_image_keeps_what_was_asked_for() -> None:
    now = changed_run(_BASE.run, _EVERYTHING)
    record = run_on(_RECORD, _BASE.run, now)
    assert record.env == ("PATH=/bin", "A=2", "B=x=y", "MINE=1")
    assert (record.working_dir, record.user) == ("/w", "33")
    asked = replace(_RECORD, working_dir="/mine", user="me", own_env=("A=mine",))
    record = run_on(asked, _BASE.run, now)
    assert record.env == ("PATH=/bin", "A=2", "B=x=y", "A=mine")
    assert (record.working_dir, record.user) == ("/mine", "me")


# --- in a real engine -------------------------------------------------------------------------


def in_process(work: Callable[[], None]) -> None:
    """As the engine's host process does it: with a process table and mounts of its own."""
    child = os.fork()
    if child == 0:
        try:
            become_subreaper()
            show_one_version()
            work()
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def mark(engine: BuiltinEngine, container_id: str, done: str, config: ConfigChanges) -> None:
    engine.marks.mark(container_id, "", created_by=done, config=config, may_be_empty=True)


def said(engine: BuiltinEngine, container_id: str, line: str) -> str:
    heard: list[bytes] = []
    request = ExecRequest(shell_line=line)
    engine.execute(container_id, request, output=lambda chunk: heard.append(chunk.content))
    return b"".join(heard).decode()


def build(engine: BuiltinEngine) -> None:
    """Four steps, two of them without files; snapshots of them, and of the first of them alone."""
    engine.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    container = engine.start_container(engine.create_container(NewContainer("c", "Base:1")).id)
    of_env = ConfigChanges(env=("A=1",), working_dir="/srv")
    mark(engine, container.id, "ENV A=1", of_env)
    assert engine.repository().containers[0].pid == container.pid  # nobody was disturbed
    assert said(engine, container.id, "echo $A; pwd") == "1\n/srv\n"
    said(engine, container.id, "echo made > /made")
    mark(engine, container.id, "RUN echo made > /made", of_env)
    of_all = replace(of_env, command=("cat", "/made"), labels=("l=1",), exposed_ports=("80/tcp",))
    mark(engine, container.id, "CMD cat /made", of_all)
    engine.snapshot(SnapshotRequest(container.id, "Running", "Tests", "1"))
    engine.stop_container(container.id, grace_s=0.0)
    engine.snapshot(SnapshotRequest(container.id, "Stopped", "Tests", "1"))
    (found,) = engine.repository().containers
    assert (found.image_reference, found.marks) == ("Stopped:1", ())
    engine.start_container(container.id)
    assert said(engine, container.id, "echo $A; cat /made") == "1\nmade\n"
    engine.discard_container(container.id)

    container = engine.create_container(NewContainer("d", "Base:1"))
    mark(engine, container.id, "ENV A=1", of_env)
    first = engine.repository().containers[0].marks[0].id
    mark(engine, container.id, "ENV A=2", replace(of_env, env=("A=2",)))
    engine.roll_back(container.id, first)
    engine.snapshot(SnapshotRequest(container.id, "Rolled", "Tests", "1"))
    engine.roll_back(container.id)
    assert engine.repository().containers[0].image_reference == "Rolled:1"
    engine.discard_container(container.id)
    engine.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="the engine is started as root here")
def test_steps_of_a_container_become_an_image(tmp_path: Path) -> None:
    repository = tmp_path / "repository"
    in_process(
        lambda: build(
            BuiltinEngine(repository, runtime_dir=tmp_path / "run", form=WhiteoutForm.TRUSTED)
        )
    )
    layout = ImageLayout.open(repository)
    base = layout.read_image(layout.resolve("Base:1")).config
    for name in ("Running:1", "Stopped:1"):
        config = layout.read_image(layout.resolve(name)).config
        assert [(entry.created_by, entry.empty_layer) for entry in config.history[1:]] == [
            ("ENV A=1", True),
            ("RUN echo made > /made", False),
            ("CMD cat /made", True),
        ]
        assert len(config.diff_ids) == len(base.diff_ids) + 1
        assert config.run.env == (*base.run.env, "A=1")
        assert (config.run.command, config.run.working_dir) == (("cat", "/made"), "/srv")
        assert config.run.labels["l"] == "1"
        assert config.run.exposed_ports == ("80/tcp",)
    rolled = layout.read_image(layout.resolve("Rolled:1")).config
    assert rolled.diff_ids == base.diff_ids
    assert [(entry.created_by, entry.empty_layer) for entry in rolled.history[1:]] == [
        ("ENV A=1", True)
    ]
    assert (rolled.run.env, rolled.run.command) == ((*base.run.env, "A=1"), base.run.command)
    if shutil.which("skopeo"):
        asked = ["skopeo", "inspect", "--config", f"oci:{repository}:Running:1"]
        done = subprocess.run(asked, check=True, capture_output=True)
        assert json.loads(done.stdout)["config"]["Cmd"] == ["cat", "/made"]
