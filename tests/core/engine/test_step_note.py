"""The note of a build step that is being done: when it holds, and when it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.engine.container_record import ContainerDirectory, ContainerRecord, KeptMark
from core.engine.step_note import forget_step, is_step_cut_off, note_step
from core.model import Mark


def record(*marks: str) -> ContainerRecord:
    kept = tuple(KeptMark(Mark(id=one, label=one, created=datetime.now(UTC))) for one in marks)
    made = ContainerRecord("c", "c", "Base:1", "sha256:0", (), "none", "c", "2026-01-01T00:00:00Z")
    return replace(made, marks=kept)


@pytest.mark.parametrize("marks", [(), ("first",)])
def test_a_step_is_cut_off_until_it_has_its_mark(tmp_path: Path, marks: tuple[str, ...]) -> None:
    directory = ContainerDirectory(tmp_path)
    assert not is_step_cut_off(directory, record(*marks))
    note_step(directory, record(*marks))
    assert is_step_cut_off(directory, record(*marks))
    assert not is_step_cut_off(directory, record(*marks, "step 1"))
    forget_step(directory)
    assert not is_step_cut_off(directory, record(*marks))
    forget_step(directory)  # twice is once


def test_a_note_that_could_not_be_written_is_none(tmp_path: Path) -> None:
    directory = ContainerDirectory(tmp_path)
    directory.step.symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left"):
        note_step(directory, record("first"))
    assert not directory.step.is_symlink()
