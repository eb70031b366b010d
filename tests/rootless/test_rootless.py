"""The same promises, kept for an ordinary person: no root anywhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rootless_person import RootlessPerson

pytestmark = [
    pytest.mark.rootless,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        os.geteuid() != 0, reason="run as an ordinary person, the other tests are the rootless ones"
    ),
]


@pytest.fixture(scope="module")
def person() -> Iterator[RootlessPerson]:
    # pytest's own directory is closed to others.
    with tempfile.TemporaryDirectory(prefix="rootless-") as place:
        person = RootlessPerson(Path(place) / "home")
        why_not = person.create()
        if why_not:
            pytest.skip(why_not)
        try:
            yield person
        finally:
            person.remove()


@pytest.mark.parametrize(
    "tests",
    [
        "tests/core/engine/test_engine_contract.py",
        "tests/core/engine/test_bad_luck.py",
        "tests/core/engine/test_build_steps.py",
        "tests/core/engine/test_written_containerfile.py",
        "tests/core/engine/test_container_files.py",
        "tests/core/engine/test_swapped_files.py",
        "tests/core/engine/test_inspection.py",
        "tests/core/engine/test_truth_of_snapshots.py",
        "tests/core/engine/test_marks.py",
        "tests/core/engine/test_snapshot_leave_out.py",
        "tests/core/engine/test_snapshot_of_marks.py",
        "tests/core/engine/test_snapshot_preview.py",
        "tests/core/engine/test_live_changes.py",
        "tests/core/engine/test_sessions.py",
        "tests/core/engine/test_limits.py",
        "tests/core/engine/test_usage.py",
        "tests/core/engine/test_processes.py",
        "tests/core/engine/test_own_command.py",
        "tests/core/engine/test_volumes.py",
        "tests/core/engine/test_bad_programs.py",
        "tests/core/engine/test_fifty_containers.py",
        "tests/core/engine/test_switches.py",
        "tests/core/engine/test_nothing_left_behind.py",
        "tests/core/engine/test_imported_containers.py",
        "tests/core/engine/test_registries.py",
        "tests/core/engine/test_rebasing.py",
        "tests/core/engine/test_offering.py::test_a_pupils_bricklayer_fetches_and_stores",
        "tests/core/lesson/test_checks.py",
        "tests/core/runtime/test_hardening.py",
        "tests/core/runtime/test_confinement.py",
    ],
)
def test_everything_works_for_an_ordinary_person(person: RootlessPerson, tests: str) -> None:
    done = person.pytest(f"code/{tests}")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_lessons_can_be_taken_by_an_ordinary_person(person: RootlessPerson) -> None:
    """Those that ask most of an engine. The folder's fixtures need the window's libraries."""
    tests = "code/tests/scenarios/test_lessons_headless.py"
    some = "first or chmod or registry or containerfile or squash or rebase"
    done = person.pytest(tests, "--noconftest", "-k", f"a_shipped_lesson_is_proved and ({some})")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def test_an_engine_is_killed_while_it_plugs_in(person: RootlessPerson) -> None:
    """The engines are forked by the test, which is in a namespace of hers already."""
    tests = "code/tests/core/engine/test_killed_while_plugging.py"
    done = person.pytest(tests, in_namespace=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
