"""A snapshot of a container with marks has a layer for each, and tells how it was made.

Runs as whoever starts it: root, or an ordinary person with sub-uids.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from core.engine.protocol import Engine
from core.model import SnapshotRequest
from tests.core.engine.at_work import open_engine
from tests.core.engine.marked import (
    STAGES,
    directory_of,
    in_stages,
    names_by_layer,
    said,
    started,
    state_of,
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_engine(tmp_path_factory.mktemp("layers") / "repository") as engine:
        yield engine


@pytest.mark.parametrize("has_more", [True, False])
@pytest.mark.parametrize("is_running", [True, False])
def test_each_mark_becomes_a_layer(engine: Engine, is_running: bool, has_more: bool) -> None:
    name = f"layers-{is_running}-{has_more}"
    container, states = in_stages(engine, name, is_running=is_running)
    marks = container.marks
    if has_more:
        engine.start_container(container.id)
        said(engine, container, "echo top > /top; rm /gone", is_recorded=True)
        if not is_running:
            engine.stop_container(container.id, grace_s=0.0)
    wanted = state_of(engine, container)
    image = engine.snapshot(SnapshotRequest(container.id, name, "Tests", "1", "my words"))
    assert len(image.layers) == (5 if has_more else 4)
    made = [entry.created_by for entry in image.history[1:]]
    assert made == [*STAGES, *(["echo top > /top; rm /gone"] if has_more else [])]
    comments = ["stage 0", "stage 1", *(["stage 2"] if has_more else []), "my words"]
    assert [entry.comment for entry in image.history[1:]] == comments
    names = names_by_layer(engine, image.reference)
    assert {"d", "d/one", "d/e/deep", "-etc/hosts", "srv", "pipe", "gone"} <= names[0]
    assert {"d", "-d", "d/new", "-gone", "etc/hosts"} <= names[1]  # -d: it hides what was in it
    assert {"d/one", "-d/new", "-pipe", "-etc/hosts", "moved", "-srv", "gone"} <= names[2]
    assert not has_more or names[3] == {"top", "-gone"}
    # The next container finds the same.
    following = started(engine, f"after-{name}", image.reference)
    assert state_of(engine, following) == wanted
    assert engine.changes(following.id).is_empty
    engine.discard_container(following.id)
    # A running one keeps its marks, one at rest stands on its image.
    found = engine.repository().container(container.id)
    assert found is not None
    assert state_of(engine, found) == wanted
    if is_running:
        assert (found.image_reference, found.marks) == ("Base:1", marks)
        engine.roll_back(container.id, marks[0].id)
        assert state_of(engine, found) == states[1]
        assert [run.text for run in engine.commands(container.id)] == [STAGES[0]]
    else:
        assert (found.image_reference, found.marks) == (image.reference, ())
        assert engine.changes(container.id).is_empty
        engine.roll_back(container.id)
        assert state_of(engine, found) == wanted
    engine.discard_container(container.id)


def test_layers_of_marks_are_moved_and_not_copied(engine: Engine) -> None:
    container = started(engine, "moved")
    said(engine, container, "head -c 3000000 /dev/zero > /first")
    (mark,) = engine.mark(container.id).marks
    said(engine, container, "echo top > /top")
    engine.stop_container(container.id)
    path = directory_of(engine, container)
    inodes = {
        (path / "marks" / mark.id / "first").stat().st_ino,
        (path / "upper" / "top").stat().st_ino,
    }
    engine.snapshot(SnapshotRequest(container.id, "Moved", "Tests", "1"))
    layers = next((path.parent.parent / "layers").iterdir())
    found = {
        file.stat().st_ino for name in ("first", "top") for file in layers.glob(f"*/fs/{name}")
    }
    assert inodes <= found
    assert os.listdir(path / "marks") == os.listdir(path / "upper") == []
    engine.discard_container(container.id)


def test_a_file_that_no_layer_can_hold_stays_with_its_mark(engine: Engine) -> None:
    container = started(engine, "unholdable")
    said(engine, container, "echo x > /.wh.mine; echo y > /beside")
    (mark,) = engine.mark(container.id).marks
    engine.stop_container(container.id)
    image = engine.snapshot(SnapshotRequest(container.id, "Unholdable", "Tests", "1"))
    assert names_by_layer(engine, image.reference) == [{"beside"}]
    found = engine.repository().container(container.id)
    assert found is not None
    assert (found.image_reference, found.marks) == ("Base:1", (mark,))
    engine.start_container(container.id)
    assert said(engine, container, "cat /.wh.mine") == b"x\n"
    assert engine.changes(container.id).changes == ()
    engine.discard_container(container.id)
