"""What was clicked, as a script: with docker and podman the same images and containers come of it.

See peer_tools for which program `docker` is here. Left out of it are the switches of our own where
podman has no network to give.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.commands.noting import noting
from app.viewmodel import (
    image_equivalents,
    inside_equivalents,
    rework_equivalents,
    travel_equivalents,
)
from app.viewmodel.scripts import SESSION_TOOLS, ScriptTool, container_script, session_script
from app.viewmodel.work_log import WorkLog
from core.engine.protocol import Engine
from core.model import (
    ArchiveForm,
    BaseImageRequest,
    Container,
    ExecRequest,
    ExportRequest,
    Image,
    ImportRequest,
    Limits,
    NewContainer,
    SnapshotRequest,
)
from tests.app.equivalents import work
from tests.app.equivalents.peer_tools import PeerTools, tree_of

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(bool(PeerTools.why_not()), reason=PeerTools.why_not()),
]


class Worked:
    """A session in which most of what can be clicked is clicked, and what came of it."""

    def __init__(self, engine: Engine, place: Path) -> None:
        self.engine, self.place, self.log = engine, place, WorkLog()
        (place / "mine").mkdir()
        (place / "mine/notes").write_text("mine")
        noted = noting(engine, self.log.note)
        noted.repository()
        self._site(noted)
        self.kept = self._kept(noted)
        self.image = engine.repository().image("Site:1.0")

    def _site(self, noted: Engine) -> None:
        made = noted.create_container(
            NewContainer(
                "first", "ServerCore:1.0", env=("MINE=it's",), hostname="site", working_dir="/tmp"
            )
        )
        noted.start_container(made.id)
        for line in ("mkdir /srv", "echo 'one $x' > /srv/page", 'echo "$MINE $(hostname)" > /me'):
            self._type(noted, made, line)
        noted.mark(made.id, "Page one")
        noted.copy_in(made.id, (str(self.place / "mine"),), "data/of mine")
        self._type(noted, made, "rm /srv/page")
        noted.pause_container(made.id)
        noted.resume_container(made.id)
        noted.rename_container(made.id, "site")
        noted.snapshot(SnapshotRequest(made.id, "Site", work.PUBLISHER, "1.0", "It says who I am"))
        noted.stop_container(made.id)

    def _kept(self, noted: Engine) -> Container:
        """Of the new image: marked, spoilt, rolled back, stopped and started again."""
        made = noted.create_container(NewContainer("kept", "Site:1.0"))
        noted.start_container(made.id)
        self._type(noted, made, "echo good > /good")
        noted.mark(made.id, "good")
        self._type(noted, made, "rm -r /good /bin/ls")
        mark = next(one for one in noted.repository().containers if one.id == made.id).marks[0]
        noted.roll_back(made.id, mark.id)
        gone = noted.create_container(NewContainer("gone", "Site:1.0"))
        noted.discard_container(gone.id)
        return next(one for one in noted.repository().containers if one.id == made.id)

    def _type(self, noted: Engine, container: Container, line: str) -> None:
        noted.execute(container.id, ExecRequest(shell_line=line), output=lambda _chunk: None)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    place = tmp_path_factory.mktemp("session")
    with work.an_engine(place) as engine:
        yield Worked(engine, place)


@pytest.fixture(params=list(SESSION_TOOLS)[:2], ids=lambda tool: tool.value, scope="module")
def tool(request: pytest.FixtureRequest) -> ScriptTool:
    wanted: ScriptTool = request.param
    return wanted


@pytest.fixture(scope="module")
def tools(tool: ScriptTool, worked: Worked) -> Iterator[PeerTools]:
    peers = PeerTools(has_docker=tool is ScriptTool.DOCKER)
    peers.run(f"podman load --quiet --input {worked.place / 'base.tar'}")
    yield peers
    peers.close()


def files_in(tools: PeerTools, container: str) -> dict[str, tuple[Any, ...]]:
    tools.run(f"podman export -o state.tar '{container}'")
    return tree_of(tools.place / "state.tar")


def test_the_same_images_and_containers_come_of_it(
    tools: PeerTools, tool: ScriptTool, worked: Worked
) -> None:
    tools.run(session_script(worked.log.deeds, tool))
    image: Image | None = worked.image
    assert image is not None
    assert tools.tree("site:1.0") == work.our_tree(worked.engine, image, worked.place)
    found = tools.config("site:1.0")
    assert found["Author"] == work.PUBLISHER
    assert found["Comment"] == "It says who I am"
    assert found["Config"]["Cmd"] == ["/bin/sh"]
    assert not found["Config"].get("Entrypoint")
    assert found["Config"]["WorkingDir"] == "/", "where its container worked is no matter of it"
    names = tools.run("podman ps --all --format '{{.Names}}'").split()
    assert {"kept", "site"} <= set(names)
    assert not {"gone", "first"} & set(names)
    assert tools.state("site") == "exited"
    assert tools.state("kept") == "running"
    said = tools.run("podman exec kept sh -c 'cat /good; ls /bin/ls; cat /me'")
    assert said == "good\n/bin/ls\nit's site\n"


def test_a_container_is_made_again_from_its_recording(
    tools: PeerTools, tool: ScriptTool, worked: Worked
) -> None:
    engine = worked.engine
    name = f"alone-{tool.value}"
    made = engine.create_container(NewContainer(name, "ServerCore:1.0"))
    engine.start_container(made.id)
    lines = ("mkdir /a && echo b > /a/b", "ls /nowhere", "chmod 600 /a/b")
    work.run_in(engine, made, *lines)
    base = engine.repository().image("ServerCore:1.0")
    assert base is not None
    made = next(one for one in engine.repository().containers if one.id == made.id)
    tools.run(container_script(made, base.config, engine.commands(made.id), tool))
    found = files_in(tools, name)
    assert found["a/b"] == ("file", 0o600, 0, 0, "", b"b\n")
    assert tools.state(name) == "running"


def test_lines_for_images_run(tools: PeerTools, tool: ScriptTool, worked: Worked) -> None:
    dialect = SESSION_TOOLS[tool]
    run, base = tools.run, "ServerCore:1.0"
    request = BaseImageRequest("scratch", "Nothing", "The class", "1.0", "It is empty")
    run(image_equivalents.make_base_image(dialect, request))
    assert tools.config("nothing:1.0")["Size"] < 100_000
    run(image_equivalents.tag(dialect, base, "Other:2"))
    there = str(tools.place / "two.tar")
    form = ExportRequest((base, "Other:2"), there, ArchiveForm.DOCKER_ARCHIVE)
    run(travel_equivalents.export_images(dialect, form))
    run(image_equivalents.remove_image(dialect, "Other:2"))
    assert "/other" not in run("podman images")
    run(travel_equivalents.import_images(dialect, ImportRequest(there)))
    assert "/other" in run("podman images")
    root = str(tools.place / "root.tar")
    run(travel_equivalents.export_files(dialect, base, "", root))
    wanted = ImportRequest(root, name="Copy", publisher="The class", version="1.0")
    run(travel_equivalents.import_images(dialect, wanted))
    assert tools.tree("copy:1.0") == tools.tree("servercore:1.0")
    assert tools.config("copy:1.0")["Config"]["Labels"] == {
        "org.opencontainers.image.vendor": "The class"
    }
    assert tools.run(image_equivalents.compare(dialect, base, "Copy:1.0") + " || true")
    run(rework_equivalents.squash(dialect, base, "Small:1.0", (1, 1), 1))
    assert tools.tree("small:1.0") == tools.tree("servercore:1.0")


def test_one_is_administrator_whomever_the_image_names(
    tools: PeerTools, tool: ScriptTool, worked: Worked
) -> None:
    engine, log = worked.engine, WorkLog()
    context = worked.place / f"context-{tool.value}"
    context.mkdir()
    (context / "Containerfile").write_text("FROM ServerCore:1.0\nUSER 7:7\nWORKDIR /srv\n")
    plan = engine.read_containerfile(str(context / "Containerfile"))
    maker = engine.create_container(NewContainer(f"maker-{tool.value}", plan.base))
    engine.start_container(maker.id)
    for step in plan.steps:
        engine.build_step(maker.id, plan, step.number, output=lambda _chunk: None)
    version = f"1-{tool.value}"
    engine.snapshot(SnapshotRequest(maker.id, "Other", "P", version, even_if_empty=True))
    tools.run(f"podman commit -c 'USER 7:7' -c 'WORKDIR /srv' $(podman create servercore:1.0) "
              f"other:{version}")  # fmt: skip
    noted = noting(engine, log.note)
    noted.repository()
    name = f"whose-{tool.value}"
    made = noted.create_container(NewContainer(name, f"Other:{version}"))
    noted.start_container(made.id)
    noted.execute(
        made.id, ExecRequest(shell_line="id -u > /who; pwd > /where"), output=lambda _chunk: None
    )
    tools.run(session_script(log.deeds, tool))
    found = files_in(tools, name)
    assert (found["who"][-1], found["where"][-1]) == (b"0\n", b"/srv\n")
    said: list[bytes] = []
    look = ExecRequest(shell_line="cat /who /where", is_recorded=False)
    engine.execute(made.id, look, output=lambda chunk: said.append(chunk.content))
    assert b"".join(said) == b"0\n/srv\n"


def test_recorded_commands_are_put_on_another_base(tools: PeerTools, tool: ScriptTool) -> None:
    commands = ("echo 'it is' > /it", "chmod 600 /it")
    line = rework_equivalents.rebase(SESSION_TOOLS[tool], "ServerCore:1.0", "New:1.0", commands)
    tools.run(line)
    assert tools.tree("new:1.0")["it"] == ("file", 0o600, 0, 0, "", b"it is\n")


def test_lines_for_what_is_inside_run(tools: PeerTools, tool: ScriptTool) -> None:
    dialect, name = SESSION_TOOLS[tool], "busy"
    run = tools.run
    run("podman run -d --init --name busy --network none servercore:1.0 sleep infinity")
    run("podman exec -d busy sleep 1234; podman exec busy sh -c 'echo word > /word'")
    assert "A /word" in run(inside_equivalents.look_at_changes(dialect, name))
    assert run(inside_equivalents.read_file(dialect, name, "word")) == "word\n"
    run(inside_equivalents.copy_out(dialect, name, ["word"], str(tools.place)))
    assert (tools.place / "word").read_text() == "word\n"
    assert "sleep" in run(inside_equivalents.look_at_processes(dialect, name))
    run(inside_equivalents.set_limits(dialect, name, Limits(256_000_000, 0.5)))
    pid = run("podman exec busy pidof sleep").split()[0]
    run(inside_equivalents.signal_process(dialect, name, int(pid), "KILL"))
