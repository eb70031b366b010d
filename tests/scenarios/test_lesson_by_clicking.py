"""A lesson taken by clicking: a mistake and its hint, a step back, a reset, the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.dialogs.base_image_dialog import BaseImageDialog
from app.dialogs.questions import ConfirmDialog
from app.panels.flow_text import FlowText
from app.panels.lesson_option import OptionCard
from app.viewmodel.lesson_view import LessonView, StepState
from core.model import BaseImageRequest
from tests.scenarios.conftest import Person
from tests.scenarios.test_first_lesson_clicking import take_lesson

STEPS = 7


def view(person: Person) -> LessonView:
    shown = person.window.lessons.view
    assert shown is not None
    return shown


def show_me(person: Person, number: int) -> None:
    def is_offered() -> bool:
        shown = view(person)
        if shown.is_busy or not shown.is_checked or shown.open_number != number:
            return False
        buttons = person.window.lesson.findChildren(QPushButton, "show-me")
        return bool(buttons) and buttons[-1].isVisible() and buttons[-1].isEnabled()

    person.wait(is_offered)
    person.click(person.window.lesson.findChildren(QPushButton, "show-me")[-1])
    person.wait(
        lambda: not view(person).is_busy and view(person).steps[number - 1].state is StepState.DONE
    )


def agree(person: Person) -> str:
    """To the question that is asked; its words."""
    dialog = person.dialog(ConfirmDialog)
    assert isinstance(dialog, ConfirmDialog)
    said = " ".join(one.toPlainText() for one in dialog.findChildren(FlowText))
    person.click(dialog.action_button)
    return said


def test_a_mistake_a_step_back_a_reset_and_the_end(person: Person) -> None:
    take_lesson(person, "first")
    window, session = person.window, person.session
    person.wait(lambda: view(person).is_checked)
    assert view(person).open_number == 1
    # A mistake: the base image has another name than the lesson says; its hint comes by itself.
    person.click(window.toolbar.build)
    dialog = person.dialog(BaseImageDialog)
    assert isinstance(dialog, BaseImageDialog)
    person.type_into(dialog.name.edit, "Wrong")
    person.type_into(dialog.version.edit, "1.0")
    person.click(dialog.action_button)
    person.wait(lambda: session.repository.image("Wrong:1.0") is not None)
    person.wait(lambda: (step := view(person).open_step) is not None and step.is_mistake)
    show_me(person, 1)
    # The prediction is asked first, and answered once the step is done.
    person.wait(lambda: view(person).open_number == 2)
    show_me(person, 2)
    step = view(person).steps[2]
    if step.question is not None:
        options = [one for one in window.lesson.findChildren(OptionCard) if one.isVisible()]
        person.click(options[0])
        person.wait(lambda: bool(view(person).steps[2].question.said))  # type: ignore[union-attr]
    show_me(person, 3)
    show_me(person, 4)
    assert session.repository.image("Web:1.0") is not None
    # A step back: what goes is said before.
    person.click(window.lesson.undo)
    assert "Web:1.0" in agree(person)
    person.wait(lambda: not view(person).is_busy and view(person).open_number == 4)
    person.wait(lambda: session.repository.image("Web:1.0") is None)
    for number in range(4, STEPS + 1):
        show_me(person, number)
    person.wait(lambda: view(person).is_finished)
    assert view(person).next_title
    person.click(window.lesson.reset)
    said = agree(person)
    assert "Demo" in said
    assert "ServerCore:1.0" in said
    assert "Wrong" not in said
    person.wait(lambda: view(person).done == 0 and not view(person).is_busy)
    person.wait(lambda: [one.name for one in session.repository.images] == ["Wrong"])
    assert all(one.state is not StepState.AGAIN for one in view(person).steps)


def test_what_was_reached_is_kept_and_f11_goes_on(person: Person, qtbot: QtBot) -> None:
    take_lesson(person, "first")
    show_me(person, 1)
    window = person.window
    person.wait(lambda: window.lessons.book.standing("first").steps_done == 1)
    with qtbot.waitActive(window):
        window.activateWindow()  # where no window manager does it after a dialog
    qtbot.keyClick(window, Qt.Key.Key_F11)
    person.wait(lambda: not window.lessons.is_open)
    qtbot.keyClick(window, Qt.Key.Key_F11)
    person.wait(lambda: window.lessons.is_open and view(person).is_checked)
    assert view(person).open_number == 2


def test_a_step_that_is_broken_later_is_open_again(person: Person) -> None:
    take_lesson(person, "first")
    show_me(person, 1)
    engine = person.program.context.engine
    assert engine is not None
    person.ask(lambda: engine.remove_image("ServerCore:1.0"))
    person.wait(lambda: view(person).steps[0].state is StepState.AGAIN)
    assert "ServerCore" in view(person).steps[0].words
    assert view(person).open_number == 1
    request = BaseImageRequest("starter", "ServerCore", "Demo", "1.0")
    person.ask(lambda: engine.make_base_image(request))
    person.wait(lambda: view(person).steps[0].state is StepState.DONE)
