"""What is printed for docker, podman and buildah runs, and makes the same: files, words, layers.

See peer_tools for which program `docker` is here. podman reads `--change` in its own way, so that
the docker command is tried with words in which nothing has to be escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.viewmodel.image_steps import making_of
from app.viewmodel.scripts import ScriptTool, image_script
from core.engine.protocol import Engine
from core.model import Image
from core.oci import annotation_keys
from tests.app.equivalents import work
from tests.app.equivalents.peer_tools import PeerTools

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(bool(PeerTools.why_not()), reason=PeerTools.why_not()),
]
POSIX = [ScriptTool.DOCKER, ScriptTool.PODMAN, ScriptTool.BUILDAH]
FACTS = (annotation_keys.TITLE, annotation_keys.VENDOR, annotation_keys.VERSION)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scripts")


@pytest.fixture(scope="module")
def engine(place: Path) -> Iterator[Engine]:
    with work.an_engine(place) as engine:
        yield engine


@pytest.fixture(scope="module")
def in_stages(engine: Engine) -> Image:
    return work.made_in_stages(engine)


@pytest.fixture(scope="module")
def built(engine: Engine, place: Path) -> Image:
    return work.built_from_a_file(engine, place / "context")


@pytest.fixture(params=POSIX, ids=lambda tool: tool.value, scope="module")
def tool(request: pytest.FixtureRequest) -> ScriptTool:
    wanted: ScriptTool = request.param
    return wanted


@pytest.fixture(scope="module")
def tools(tool: ScriptTool) -> Iterator[PeerTools]:
    peers = PeerTools(has_docker=tool is ScriptTool.DOCKER)
    yield peers
    peers.close()


def remade(
    tools: PeerTools, tool: ScriptTool, engine: Engine, image: Image, place: Path
) -> dict[str, Any]:
    """What podman knows of an image that the script made; its files are as ours."""
    script = image_script(image, engine.repository().images, tool)
    tools.run(script, BASE=str(place / "base.tar"), CONTEXT=str(place / "context"))
    name = f"{image.name.lower()}:{image.version}"
    assert tools.tree(name) == work.our_tree(engine, image, place), tools.docker_is
    return tools.config(name)


def test_images_on_one_another_are_made_again(
    tool: ScriptTool, tools: PeerTools, engine: Engine, in_stages: Image, place: Path
) -> None:
    found = remade(tools, tool, engine, in_stages, place)
    assert len(found["RootFS"]["Layers"]) == len(in_stages.layers) == 4
    assert found["Author"] == work.PUBLISHER
    config = found["Config"]
    assert config["Cmd"] == list(in_stages.config.command)
    assert not config.get("Entrypoint")
    wanted = dict(in_stages.config.labels)
    assert [config["Labels"][key] for key in FACTS] == [wanted[key] for key in FACTS]
    web = tools.config("web:1.0")
    assert web["Config"]["Labels"][annotation_keys.TITLE] == "Web"
    assert len(web["RootFS"]["Layers"]) == 3


def test_what_was_built_is_built_again(
    tool: ScriptTool, tools: PeerTools, engine: Engine, built: Image, place: Path
) -> None:
    config = remade(tools, tool, engine, built, place)["Config"]
    assert config["Cmd"] == ["sh", "-c", "cat said"]
    assert "GREETING=hello you" in config["Env"]
    assert config["WorkingDir"] == "/srv"
    assert config["User"] == "7:7"
    assert list(config["ExposedPorts"]) == ["8080/tcp"]
    assert config["Labels"]["colour"] == "light blue"
    assert config["Labels"][annotation_keys.VENDOR] == work.PUBLISHER


def test_each_layer_has_its_step(engine: Engine, in_stages: Image) -> None:
    making = making_of(in_stages, engine.repository().images)
    assert making.base.reference == "ServerCore:1.0"
    assert [stage.image.reference for stage in making.stages] == ["Web:1.0", "WebApp:1.0"]
    web, app = making.stages
    assert [step.level for step in web.steps] == [2, 3]
    assert [step.level for step in app.steps] == [4]
    first, second = web.steps[0].lines
    assert first.may_fail, "the command that failed then may fail again"
    assert first.text.endswith("ls /nowhere")
    assert not second.may_fail
    assert web.steps[0].comment == "pages"
