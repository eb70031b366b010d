"""A real work: images on one another, as a class makes them, and where to look at their files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import (
    ArchiveForm,
    BaseImageRequest,
    Container,
    ExecRequest,
    ExportRequest,
    Image,
    NewContainer,
    SnapshotRequest,
)
from tests.app.equivalents.peer_tools import tree_of

PUBLISHER = "The class"
CONTAINERFILE = """FROM ServerCore:1.0
ENV GREETING="hello you"
WORKDIR /srv
COPY page.html other/ ./
RUN echo "$GREETING" > said && chmod 600 said
EXPOSE 8080
LABEL colour="light blue"
USER 7:7
CMD ["sh", "-c", "cat said"]
"""


@contextmanager
def an_engine(place: Path) -> Iterator[Engine]:
    """With the base ServerCore:1.0, which is at `place`/base.tar too."""
    engine = connect(place / "repository")
    try:
        engine.make_base_image(BaseImageRequest("starter", "ServerCore", "Local", "1.0"))
        engine.export_images(
            ExportRequest(("ServerCore:1.0",), str(place / "base.tar"), ArchiveForm.DOCKER_ARCHIVE)
        )
        yield engine
    finally:
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        engine.close()


def run_in(engine: Engine, container: Container, *lines: str) -> None:
    """As a person types them at the command line."""
    for line in lines:
        engine.execute(container.id, ExecRequest(shell_line=line), output=lambda _chunk: None)


def made_in_stages(engine: Engine) -> Image:
    """ServerCore, Web (two layers, one command of it fails), WebApp."""
    container = engine.create_container(NewContainer("web", "ServerCore:1.0"))
    engine.start_container(container.id)
    run_in(
        engine,
        container,
        "mkdir -p /srv && echo 'it'\\''s $HOME `x`' > /srv/page",
        "ls /nowhere",
        "cd /srv && ln -s page index; echo 'a && b' > both",
    )
    engine.mark(container.id, "pages")
    run_in(engine, container, "chmod 600 /srv/page", "rm -r /etc/group /srv/both")
    engine.snapshot(SnapshotRequest(container.id, "Web", PUBLISHER, "1.0", 'The "web" server'))
    engine.discard_container(container.id)
    container = engine.create_container(NewContainer("app", "Web:1.0"))
    engine.start_container(container.id)
    run_in(engine, container, "echo app > /srv/app; chown 33:33 /srv/app", "echo new > /etc/group")
    image = engine.snapshot(SnapshotRequest(container.id, "WebApp", PUBLISHER, "1.0"))
    engine.discard_container(container.id)
    return image


def built_from_a_file(engine: Engine, context: Path) -> Image:
    """ServerCore and what CONTAINERFILE says; what it copies is in `context`."""
    (context / "other").mkdir(parents=True)
    (context / "page.html").write_text("page")
    (context / "other/more").write_text("more")
    (context / "Containerfile").write_text(CONTAINERFILE)
    plan = engine.read_containerfile(str(context / "Containerfile"))
    container = engine.create_container(NewContainer("built", plan.base))
    engine.start_container(container.id)
    for step in plan.steps:
        engine.build_step(container.id, plan, step.number, output=lambda _chunk: None)
    image = engine.snapshot(
        SnapshotRequest(container.id, "Built", PUBLISHER, "2.1", even_if_empty=True)
    )
    engine.discard_container(container.id)
    return image


def our_tree(engine: Engine, image: Image, place: Path) -> dict[str, tuple[Any, ...]]:
    """All files of an image of ours, merged."""
    path = place / f"{image.name}.tar"
    engine.export_files(image.reference, len(image.layers) - 1, "", str(path), replace=True)
    return tree_of(path)
