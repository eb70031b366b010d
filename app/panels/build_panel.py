"""A Containerfile as steps: what is done, what comes, and the buttons that go on."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.panels.controls import Glyph, code_font, labelled, plain_button
from app.panels.flow_text import flow_body
from app.scene.overlay import plain_label
from app.theme import Theme, elided, interface_font, paint_icon
from app.viewmodel.build_view import BuildView, StepState
from app.viewmodel.sizes import counted, visible
from core.model import BuildStep
from core.translation import tr

_ROW_PX = 44
_MARK_PX = 20.0
_MARKS = {
    StepState.DONE: ("check", "added"),
    StepState.RUNNING: ("run", "accent"),
    StepState.FAILED: ("x", "deleted"),
    StepState.UNSUPPORTED: ("warn", "modified"),
    StepState.WAITING: ("", "text3"),
}
_Index = QModelIndex | QPersistentModelIndex


class BuildPanel(QFrame):
    """Signals: step_requested(), run_requested(), pause_requested(), cancel_requested(),
    capture_requested(), left().
    """

    step_requested = Signal()
    run_requested = Signal()
    pause_requested = Signal()
    cancel_requested = Signal()
    capture_requested = Signal()
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "sidebar")
        self._title = plain_label("", "section")
        self._count = plain_label("", "small")
        self._count.setWordWrap(True)
        self._model = _StepModel(self)
        self.steps = QListView()
        self.steps.setModel(self._model)
        self.steps.setItemDelegate(_StepDelegate(theme, self.steps))
        self.steps.setAccessibleName(tr("Steps of the Containerfile"))
        self.steps.setFrameShape(QFrame.Shape.NoFrame)
        self.steps.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._says = flow_body(theme)
        self._says.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._make_buttons(theme)
        leave = plain_button(tr("Go on by hand"), "link")
        leave.setToolTip(tr("Leave the steps; the container stays with what was built in it"))
        leave.clicked.connect(self.left)
        self._leave = leave
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Glyph(theme, "build", "accent", 22))
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 14, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._count)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._says)
        layout.addLayout(self._buttons)
        layout.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumWidth(260)

    def show_build(self, view: BuildView) -> None:
        """Show how far it is."""
        total = len(view.plan.steps)
        self._title.setText(visible(view.title))
        base = tr("from {base}", base=visible(view.plan.base))
        done = (
            tr(
                "{done} of {total} done",
                done=view.done,
                total=counted("{count} step", "{count} steps", total),
            )
            if view.done
            else counted("{count} step", "{count} steps", total)
        )
        self._count.setText(f"{base}  ·  {done}")
        self._model.show_view(view)
        current = self._model.index(min(view.done, total - 1), 0)
        if total:
            self.steps.scrollTo(current)
        self._say(view)
        can_go = not view.is_working and not view.reason and not view.is_finished
        self.step.setEnabled(can_go)
        self.run.setVisible(not view.is_working)
        self.run.setEnabled(can_go)
        self.pause.setVisible(view.is_working)
        self.pause.setEnabled(view.is_running_all)
        self.cancel.setEnabled(view.is_working)
        self.capture.setEnabled(bool(view.done) and not view.is_working)
        self._leave.setText(tr("Go on by hand") if view.container_id else tr("Close"))

    # --- parts --------------------------------------------------------------------------------

    def _make_buttons(self, theme: Theme) -> None:
        self.step = plain_button(tr("Next step"), "secondary")
        self.run = plain_button(tr("Run all"), "primary")
        self.pause = plain_button(tr("Pause"), "secondary")
        self.cancel = plain_button(tr("Take back"), "secondary")
        self.cancel.setToolTip(
            tr("Cancel the step that is being done; what it wrote is taken back")
        )
        self.capture = plain_button(tr("Create image…"), "secondary")
        for button, icon, signal in (
            (self.step, "chevr", self.step_requested),
            (self.run, "run", self.run_requested),
            (self.pause, "pause", self.pause_requested),
            (self.cancel, "", self.cancel_requested),
            (self.capture, "", self.capture_requested),
        ):
            if icon:
                labelled(button, theme, icon, "on_accent" if button is self.run else "text")
            button.clicked.connect(signal)
        self.pause.hide()
        grid = self._buttons = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.step, 0, 0)
        grid.addWidget(self.run, 0, 1)
        grid.addWidget(self.pause, 0, 1)
        grid.addWidget(self.cancel, 1, 0)
        grid.addWidget(self.capture, 1, 1)

    def _say(self, view: BuildView) -> None:
        if view.failure:
            words, token = view.failure, "deleted"
        elif view.reason:
            words, token = view.reason, "modified"
        elif view.is_finished:
            words, token = tr("All steps are done. Create the image, or go on by hand."), "added"
        elif not view.container_id:
            words, token = tr("Each step becomes a brick. Nothing has been done yet."), "text2"
        else:
            words, token = "", "text2"
        self._says.show_spans([(words, token)])
        self._says.setVisible(bool(words))


class _StepModel(QAbstractListModel):
    """Rows are steps; a new view changes states, a new plan the rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view: BuildView | None = None

    def show_view(self, view: BuildView) -> None:
        """Another state, or another plan."""
        is_same = self.view is not None and self.view.plan is view.plan
        if not is_same:
            self.beginResetModel()
        self.view = view
        if not is_same:
            self.endResetModel()
        elif view.plan.steps:
            last = self.index(len(view.plan.steps) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.view.plan.steps) if self.view is not None and not parent.isValid() else 0

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.view is None or not index.isValid():
            return None
        step = self.view.plan.steps[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return step, self.view.state(step)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            state = self.view.state(step).words
            return tr(
                "Step {number}, {state}: {text_value}",
                number=step.number,
                state=state,
                text_value=visible(step.text),
            )
        return None


class _StepDelegate(QStyledItemDelegate):
    """A mark, the instruction, and what it means or why it cannot be followed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        step, state = index.data(Qt.ItemDataRole.UserRole)
        area = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state is StepState.RUNNING:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 7, 7)
        self._paint_mark(painter, area, step, state)
        left = area.left() + _MARK_PX + 18
        width = area.right() - left - 8
        font = code_font(12)
        painter.setFont(font)
        is_quiet = state is StepState.WAITING
        painter.setPen(self._theme.color("text2" if is_quiet else "text"))
        box = QRectF(left, area.top() + 5, width, 18)
        aligned = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, aligned, elided(visible(step.text), font, width))
        small = interface_font(11)
        painter.setFont(small)
        painter.setPen(self._theme.color("modified" if step.sentence else "text3"))
        words = visible(step.sentence) or tr(
            "line {line} · {step}", line=step.line, step=_kind_words(step)
        )
        box = QRectF(left, area.top() + 22, width, 16)
        painter.drawText(box, aligned, elided(words, small, width))
        painter.restore()

    def _paint_mark(
        self, painter: QPainter, area: QRectF, step: BuildStep, state: StepState
    ) -> None:
        icon, token = _MARKS[state]
        color = self._theme.color(token)
        box = QRectF(area.left() + 6, area.center().y() - _MARK_PX / 2, _MARK_PX, _MARK_PX)
        if icon:
            paint_icon(painter, icon, box.adjusted(2, 2, -2, -2), color)
        else:
            painter.setPen(color)
            painter.setFont(interface_font(11, 600))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(step.number))


def _kind_words(step: BuildStep) -> str:
    return tr("a brick of files") if step.makes_files else tr("settings only, no files")
