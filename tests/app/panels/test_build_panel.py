"""A Containerfile's steps, and what can be done with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.panels.build_panel import BuildPanel
from app.theme import Mode, Theme
from app.viewmodel.build_view import BuildView, StepState
from core.model import BuildPlan, BuildStep, Container, ContainerState, Mark, StepKind, steps_done

STEPS = (
    BuildStep(1, 2, StepKind.RUN, "RUN echo <b>one</b>"),
    BuildStep(2, 3, StepKind.ENV, "ENV A=1"),
    BuildStep(3, 4, None, "HEALTHCHECK NONE", sentence="HEALTHCHECK is not supported (line 4)."),
)
PLAN = BuildPlan("/home/site/Containerfile", "/home/site", "Base:1.0", STEPS)


def container(*labels: str) -> Container:
    marks = tuple(
        Mark(str(number), label, datetime(2026, 1, 1, tzinfo=UTC))
        for number, label in enumerate(labels)
    )
    return Container(
        "c1", "site-1", "Base:1.0", "sha256:m", "", "none", ContainerState.RUNNING,
        datetime(2026, 1, 1, tzinfo=UTC), marks=marks,
    )  # fmt: skip


def shown(panel: BuildPanel) -> list[str]:
    model = panel.steps.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_steps_are_told_with_their_states(qtbot: QtBot) -> None:
    panel = BuildPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    view = BuildView(PLAN).after(container("step 1: RUN echo"))
    panel.show_build(view)
    assert [view.state(step) for step in STEPS] == [
        StepState.DONE,
        StepState.WAITING,
        StepState.UNSUPPORTED,
    ]
    assert shown(panel)[0] == "Step 1, done: RUN echo <b>one</b>"
    assert panel.step.isEnabled()
    assert panel.capture.isEnabled()
    panel.grab()


def test_a_step_that_works_can_be_cancelled_and_nothing_else_begun(qtbot: QtBot) -> None:
    panel = BuildPanel(Theme(Mode.DARK))
    qtbot.addWidget(panel)
    panel.show()
    working = replace(BuildView(PLAN, "c1"), is_working=True, is_running_all=True)
    panel.show_build(working)
    assert not panel.step.isEnabled()
    assert panel.cancel.isEnabled()
    assert panel.pause.isVisible()
    with qtbot.waitSignal(panel.pause_requested):
        qtbot.mouseClick(panel.pause, Qt.MouseButton.LeftButton)
    panel.show_build(replace(working, is_running_all=False))
    assert not panel.pause.isEnabled(), "it waits after this step already"


def test_what_cannot_be_followed_stops_with_its_reason(qtbot: QtBot) -> None:
    panel = BuildPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.show_build(BuildView(PLAN, "c1", done=2))
    assert not panel.step.isEnabled()
    assert "HEALTHCHECK is not supported" in panel._says.toPlainText()
    problem = replace(PLAN, problems=("Several stages are not supported.",))
    panel.show_build(BuildView(problem))
    assert not panel.run.isEnabled()
    assert "Several stages" in panel._says.toPlainText()


def test_a_failure_is_told_and_the_step_can_be_tried_again(qtbot: QtBot) -> None:
    panel = BuildPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    view = replace(BuildView(PLAN, "c1"), failure="Step 1 failed: exit code 2.")
    panel.show_build(view)
    assert view.state(STEPS[0]) is StepState.FAILED
    assert "exit code 2" in panel._says.toPlainText()
    assert panel.step.isEnabled()


def test_marks_by_hand_are_no_steps() -> None:
    assert steps_done(container()) == 0
    assert steps_done(container("step 1: RUN a", "before lunch", "step 2: ENV", "stepping")) == 2


def test_the_end_is_the_image(qtbot: QtBot) -> None:
    panel = BuildPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    plan = replace(PLAN, steps=STEPS[:2])
    panel.show_build(BuildView(plan, "c1", done=2))
    assert not panel.step.isEnabled()
    with qtbot.waitSignal(panel.capture_requested):
        panel.capture.click()
    assert "All steps are done" in panel._says.toPlainText()
