"""Containers with marks, and what can be seen in them and in the layers that they become."""

from __future__ import annotations

from pathlib import Path

from core.engine.protocol import Engine
from core.layer import TarReader, open_decompressed
from core.model import Container, ExecRequest, NewContainer
from core.store import ImageLayout
from tests.core.engine.test_truth_of_snapshots import stripped

LIST = (
    "find / -xdev ! -path / ! -path '/proc*' ! -path '/sys*' ! -path '/dev*' "
    "-exec stat -c '%n %F %a %u %g %N %Y' {} + | sort; "
    "find / -xdev -type f ! -path /.init ! -path '/proc*' -exec md5sum {} + | sort"
)
# Each stage undoes some of what the one before did: deletes it, hides it, changes it again.
STAGES = (
    "mkdir -p /d/e; echo 1 > /d/one; echo 1 > /d/e/deep; ln /d/one /d/hard; ln -s one /d/link; "
    "rm /etc/hosts; rm -r /srv; echo file > /srv; mkfifo /pipe; echo x > /gone",
    "rm -r /d; mkdir /d; echo 2 > /d/new; echo 2 >> /etc/group; rm /gone /srv; mkdir /srv; "
    "echo '127.0.0.1 back' > /etc/hosts; chmod 600 /etc/group",
    "echo 3 > /d/one; rm /d/new /pipe; mv /srv /moved; touch -d '2001-02-03 04:05:06' /d/one; "
    "rm /etc/hosts; echo 3 > /gone",
)


def said(engine: Engine, container: Container, line: str, *, is_recorded: bool = False) -> bytes:
    heard: list[bytes] = []
    request = ExecRequest(shell_line=line, is_recorded=is_recorded)
    engine.execute(container.id, request, output=lambda chunk: heard.append(chunk.content))
    return b"".join(heard)


def started(engine: Engine, name: str, image: str = "Base:1") -> Container:
    return engine.start_container(engine.create_container(NewContainer(name, image)).id)


def state_of(engine: Engine, container: Container) -> list[bytes]:
    """Everything that can be seen in it; one that is at rest is started for a look."""
    found = engine.repository().container(container.id)
    assert found is not None
    engine.start_container(container.id)
    listing = stripped(said(engine, container, LIST))
    if not found.is_live:
        engine.stop_container(container.id, grace_s=0.0)
    return listing


def directory_of(engine: Engine, container: Container) -> Path:
    return Path(engine.repository().location) / ".bricklayer/containers" / container.id


def in_stages(
    engine: Engine, name: str, *, is_running: bool
) -> tuple[Container, list[list[bytes]]]:
    """A container with three marks, and how it was at first and at each of them."""
    container = started(engine, name)
    states = [state_of(engine, container)]
    for number, stage in enumerate(STAGES):
        engine.start_container(container.id)
        said(engine, container, stage, is_recorded=True)
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
        states.append(state_of(engine, container))
        container = engine.mark(container.id, f"stage {number}")
        assert container.is_live == is_running
        assert engine.changes(container.id).is_empty
        assert state_of(engine, container) == states[-1]
    return container, states


def names_by_layer(engine: Engine, reference: str) -> list[set[str]]:
    """Paths in each layer's tar, whiteouts with a `-` before them; without the base."""
    layout = ImageLayout.open(Path(engine.repository().location))
    found = []
    for layer in layout.read_image(layout.resolve(reference)).manifest.layers[1:]:
        with layout.open_blob(layer.digest) as blob:
            found.append(
                {
                    ("-" if entry.type.name in ("WHITEOUT", "OPAQUE") else "")
                    + entry.path.decode("utf-8", "replace")
                    for entry in TarReader(open_decompressed(blob))
                }
            )
    return found
