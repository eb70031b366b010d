"""The classroom: steps with what is done, the open one as a card, the goal, and the way back."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import ElidedLabel, Glyph, labelled, plain_button
from app.panels.goal_tower import GoalTowers
from app.panels.inspector.flow_layout import FlowLayout
from app.panels.lesson_card import StepCard
from app.panels.lesson_end import EndCard
from app.panels.lesson_marks import StepBar, StepMark, StepState
from app.scene.overlay import icon_button, plain_label
from app.scene.shadow import paint_shadow
from app.theme import Theme
from app.viewmodel.lesson_markup import plain_words
from app.viewmodel.lesson_view import LessonView, StepView
from core.translation import tr

_COMPACT_BELOW_PX = 620  # of height: only the open step
_GOAL_FROM_PX = 700
_NO_BAR_FROM = 1.5  # the scale of words: above, they need its place
_ABOVE_PX = 10  # of a card that is higher than its place


class LessonPanel(QWidget):
    """Signals: show_me_requested(int step number), stop_requested(), help_requested(),
    predicted(int step number, int option), undo_requested(), reset_requested(), next_requested(),
    chooser_requested(), projector_requested(), left().
    """

    show_me_requested = Signal(int)
    stop_requested = Signal()
    help_requested = Signal()
    predicted = Signal(int, int)
    undo_requested = Signal()
    reset_requested = Signal()
    next_requested = Signal()
    chooser_requested = Signal()
    projector_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._shown: LessonView | None = None
        self._open_card: QWidget | None = None
        self._is_collapsed = False  # the projector wants only the open step
        self._was_compact: bool | None = None
        self._is_goal_wanted: bool | None = None  # None: as there is room
        self._make_head()
        self._steps = QVBoxLayout()
        self._steps.setContentsMargins(14, 8, 14, 20)
        self._steps.setSpacing(14)
        holder = _Holder(self)
        holder.setLayout(self._steps)
        holder.setProperty("look", "plain")
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.viewport().setProperty("look", "plain")
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(self._head)
        layout.addWidget(self._goal_frame)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self._make_foot())

    def show_lesson(self, view: LessonView) -> None:
        """Show where a lesson is."""
        if view == self._shown:
            return
        self._shown = view
        self._show()

    def set_collapsed(self, is_collapsed: bool) -> None:
        """Only the open step, whatever room there is."""
        if is_collapsed != self._is_collapsed:
            self._is_collapsed = is_collapsed
            self._show()

    def show_scale(self) -> None:
        """The theme's words have another size now."""
        self._show()

    @property
    def is_compact(self) -> bool:
        """Whether only the open step is shown."""
        return self._is_collapsed or self.height() < self._theme.px(_COMPACT_BELOW_PX)

    def _show(self) -> None:
        view = self._shown
        if view is None:
            return
        focus = self._focused_name()
        self._title.setText(view.title)
        self._short_title.show_text(view.title)
        self._title.setHidden(self.is_compact)
        self._short_title.setHidden(not self.is_compact)
        self._bar.setHidden(self.is_compact and self._theme.type_scale >= _NO_BAR_FROM)
        total = len(view.steps)
        if view.is_finished:
            words = tr("All {total} steps done", total=total)
        else:
            words = tr("Step {done} of {total}", done=view.open_number or 1, total=total)
        self._count.setText(words)
        self._bar.show_progress([step.state for step in view.steps])
        self.goals.show_towers(view.goals)
        self._show_goal()
        self.undo.setEnabled(view.done > 0 and not view.is_busy)
        self.reset.setEnabled(not view.is_busy)
        self._fill(view)
        self._was_compact = self.is_compact
        if focus:
            again = self.findChild(QWidget, focus)
            if again is not None and again.isEnabled():
                again.setFocus()
        QTimer.singleShot(0, self, self._show_open)

    # --- parts --------------------------------------------------------------------------------

    def _make_head(self) -> None:
        theme = self._theme
        self._title = plain_label("", "lesson-title")
        self._title.setWordWrap(True)
        self._short_title = ElidedLabel("", "lesson-foot-title")  # where there is room for a line
        self._count = plain_label("", "lesson-count")
        self._bar = StepBar(theme)
        self._leave = plain_button(tr("Leave"), "lesson-foot-leave")
        self._leave.setAccessibleName(tr("Leave lesson"))
        self._leave.clicked.connect(self.left)
        first = QHBoxLayout()
        first.setSpacing(12)
        icon = Glyph(theme, "lesson", "accent", 28)
        first.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        first.addWidget(self._title, 1)
        first.addWidget(self._short_title, 1, Qt.AlignmentFlag.AlignVCenter)
        first.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignTop)
        second = QHBoxLayout()
        second.setSpacing(14)
        second.addWidget(self._count)
        second.addWidget(self._bar, 1)
        second.addStretch(0)
        projector = icon_button(theme, "fit", tr("Projector mode (Shift+F11)"))
        projector.setObjectName("projector")
        projector.clicked.connect(self.projector_requested)
        self.goal_switch = icon_button(theme, "stacks", tr("The goal: what stands at the end"))
        self.goal_switch.setProperty("look", "lesson-foot-switch")
        self.goal_switch.setObjectName("goal-switch")
        self.goal_switch.setCheckable(True)
        self.goal_switch.clicked.connect(self._choose_goal)
        second.addWidget(self.goal_switch)
        second.addWidget(projector)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(22, 0, 18, 6)
        self._head.setSpacing(10)
        self._head.addLayout(first)
        self._head.addLayout(second)
        self.goals = GoalTowers(theme)
        self._goal_frame = QFrame()
        self._goal_frame.setProperty("look", "lesson-foot-goal")
        column = QVBoxLayout(self._goal_frame)
        column.setContentsMargins(20, 0, 16, 6)
        column.addWidget(self.goals)

    def _make_foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("look", "lesson-foot")
        column = QVBoxLayout(foot)
        column.setContentsMargins(14, 8, 12, 10)
        row = FlowLayout(gap_px=8)
        column.addLayout(row)
        self.undo = self._foot_button("history", tr("Undo step"), "undo-step")
        self.undo.setToolTip(tr("Take the last step back; it is said before what goes"))
        self.reset = self._foot_button("trash", tr("Reset lesson"), "reset-lesson")
        self.reset.setToolTip(tr("Remove what this lesson made; it is said before what goes"))
        self.undo.clicked.connect(self.undo_requested)
        self.reset.clicked.connect(self.reset_requested)
        row.addWidget(self.undo)
        row.addWidget(self.reset)
        return foot

    def _foot_button(self, icon: str, words: str, name: str) -> QPushButton:
        button = plain_button(words, "lesson-foot-button")
        button.setObjectName(name)
        return labelled(button, self._theme, icon, "text2", 18)

    def _fill(self, view: LessonView) -> None:
        self._open_card = None
        while (item := self._steps.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setObjectName("")
                for child in widget.findChildren(QWidget):
                    child.setObjectName("")  # it goes at the next turn of the loop
                widget.deleteLater()
        is_compact = self.is_compact
        for step in view.steps:
            if step.number == view.open_number:
                self._open_card = self._card(view, step)
                self._steps.addWidget(self._open_card)
            elif not is_compact:
                self._steps.addWidget(self._row(step))
        if view.is_finished:
            end = EndCard(self._theme, view)
            end.next_requested.connect(self.next_requested)
            end.chooser_requested.connect(self.chooser_requested)
            self._open_card = end
            self._steps.addWidget(end)
        self._steps.addStretch(1)

    def _card(self, view: LessonView, step: StepView) -> StepCard:
        card = StepCard(self._theme, view, step)
        number = step.number
        card.show_me_requested.connect(lambda: self.show_me_requested.emit(number))
        card.stop_requested.connect(self.stop_requested)
        card.help_requested.connect(self.help_requested)
        card.predicted.connect(lambda option: self.predicted.emit(number, option))
        return card

    def _row(self, step: StepView) -> QWidget:
        """A step that is done, that is open again, or that comes later."""
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(18, 2, 8, 2)
        layout.setSpacing(14)
        mark = StepMark(self._theme, step.number, step.state)
        layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(3)
        is_later = step.state is StepState.LATER
        words.addWidget(_wrapped(step.title, "lesson-later" if is_later else "lesson-done"))
        if step.state is StepState.DONE:
            for said in (step.words, step.verdict, step.reply):
                if said:
                    words.addWidget(_wrapped(plain_words(said), "lesson-small"))
        elif step.state is StepState.AGAIN:
            reason = tr("Open again: {reason}", reason=step.words)
            words.addWidget(_wrapped(reason, "lesson-again"))
        layout.addLayout(words, 1)
        return row

    # --- room ---------------------------------------------------------------------------------

    def _choose_goal(self, is_wanted: bool) -> None:
        self._is_goal_wanted = is_wanted
        self._show_goal()

    def _show_goal(self) -> None:
        has_goal = self._shown is not None and bool(self._shown.goals)
        has_room = self.height() >= self._theme.px(_GOAL_FROM_PX) and not self._is_collapsed
        is_on = has_room if self._is_goal_wanted is None else self._is_goal_wanted
        self._goal_frame.setVisible(has_goal and is_on)
        self.goal_switch.setVisible(has_goal)
        self.goal_switch.setChecked(is_on)

    def _focused_name(self) -> str:
        focus = QApplication.focusWidget()
        return focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_goal()
        if self._shown is not None and self.is_compact != self._was_compact:
            self._show()

    def _show_open(self) -> None:
        """The open step is in view, with a little of what was before."""
        card = self._open_card
        if card is None:
            return
        if card.height() + 2 * _ABOVE_PX > self._scroll.viewport().height():
            self._scroll.verticalScrollBar().setValue(max(0, card.y() - _ABOVE_PX))
        else:
            self._scroll.ensureWidgetVisible(card, 0, 60)


class _Holder(QWidget):
    """Draws the shadow of the open card."""

    def __init__(self, panel: LessonPanel) -> None:
        super().__init__()
        self._panel = panel

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Steps that wrap differently push the open one out of sight."""
        super().resizeEvent(event)
        self._panel._show_open()

    def paintEvent(self, event: QPaintEvent) -> None:
        card = self._panel._open_card
        if card is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_shadow(painter, self._panel._theme, QRectF(card.geometry()), 12, 18)


def _wrapped(words: str, look: str) -> QWidget:
    label = plain_label(words, look)
    label.setWordWrap(True)
    return label
