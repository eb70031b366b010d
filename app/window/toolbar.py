"""The bar at the top: engine, six actions, both views, search, theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)

from app.panels.controls import Glyph
from app.scene.help_mark import help_mark
from app.scene.overlay import icon_button
from app.theme import Theme
from app.viewmodel.placement import ViewMode
from app.window.search_field import SearchField
from core.model import Readiness
from core.translation import tr, translated

Choice = tuple[str, Callable[[], object]]  # what a menu says, and what it does

_BESIDE_LABELS_PX = 938  # English words are shown from 1280 on
_SEARCH_FROM_PX = 960


class Toolbar(QFrame):
    """Signals: pull_requested(), build_requested(), run_requested(), snapshot_requested(),
    export_requested(), lessons_requested(), engine_requested(), theme_requested(),
    view_chosen(ViewMode), search_changed(str).
    """

    pull_requested = Signal()
    build_requested = Signal()
    run_requested = Signal()
    snapshot_requested = Signal()
    export_requested = Signal()
    lessons_requested = Signal()
    engine_requested = Signal()
    theme_requested = Signal()
    view_chosen = Signal(object)
    search_changed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "toolbar")
        self.setFixedHeight(60)
        self._theme = theme
        self.engine = QPushButton(tr("Starting …"))
        self.engine.setProperty("look", "engine")
        self.engine.setMinimumWidth(150)
        self.engine.setMaximumWidth(236)
        self.engine.clicked.connect(self.engine_requested)
        chevron = Glyph(theme, "chev", "text2", 16, self.engine)
        inside = QHBoxLayout(self.engine)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addWidget(chevron, 0, Qt.AlignmentFlag.AlignRight)
        self.pull = self._action("pull", tr("Pull"), tr("Pull an image from a registry (Ctrl+P)"))
        self.build = self._action("build", tr("Build"), tr("Make a base image (Ctrl+N)"))
        self.run = self._action(
            "run", tr("Run"), tr("New container of the selected image (Ctrl+R)")
        )
        self.snapshot = self._action("camera", tr("Snapshot"), tr("Capture the container (Ctrl+S)"))
        self.export = self._action(
            "export", tr("Export", context="toolbar"), tr("Export images as one file (Ctrl+E)")
        )
        self.lessons = self._action("lesson", tr("Lessons"), tr("Take a lesson (F11: go on)"))
        self._actions = (
            self.pull, self.build, self.run, self.snapshot, self.export, self.lessons,
        )  # fmt: skip
        for button, signal in (
            (self.pull, self.pull_requested),
            (self.build, self.build_requested),
            (self.run, self.run_requested),
            (self.snapshot, self.snapshot_requested),
            (self.export, self.export_requested),
            (self.lessons, self.lessons_requested),
        ):
            button.clicked.connect(signal)
        self.search = SearchField(theme)
        self.search.textChanged.connect(self.search_changed)
        theme_icon = "sun" if theme.is_dark else "moon"
        self.theme_button = icon_button(theme, theme_icon, tr("Light or dark"))
        self.theme_button.setProperty("look", "icon-framed")
        self.theme_button.clicked.connect(self.theme_requested)
        self.help_button = help_mark(theme, "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 16, 0)
        layout.setSpacing(4)
        layout.addWidget(self.engine)
        layout.addSpacing(12)
        for button in self._actions:
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addWidget(self._segments())
        layout.addSpacing(8)
        layout.addWidget(self.search, 1)
        layout.addSpacing(8)
        layout.addWidget(self.help_button)
        layout.addWidget(self.theme_button)

    def show_readiness(self, title: str, readiness: Readiness | None) -> None:
        """The engine and whether it can run containers."""
        if readiness is None:
            self.engine.setText(tr("Starting …"))
            self.engine.setIcon(self._theme.dot("text3", is_filled=False))
            return
        can_run = readiness.can_run_containers
        self.engine.setText(title)
        self.engine.setIcon(self._theme.dot("running" if can_run else "text3", is_filled=can_run))
        facts = [f"{translated(f.title)}: {translated(f.finding)}" for f in readiness.facilities]
        self.engine.setToolTip("\n".join([*facts, readiness.sentence]).strip())
        state = tr("ready") if can_run else tr("cannot run containers")
        self.engine.setAccessibleName(tr("Engine {title}, {state}", title=title, state=state))

    def offer(self, button: QToolButton, choices: Callable[[], Sequence[Choice]]) -> None:
        """What else an action can do, beside the usual; asked for when the menu is opened."""
        menu = QMenu(button)

        def fill() -> None:
            menu.clear()
            for words, start in choices():
                menu.addAction(words, start)

        menu.aboutToShow.connect(fill)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def show_view(self, mode: ViewMode) -> None:
        """Which view is on."""
        self._views[mode].setChecked(True)

    def set_reason(self, button: QToolButton, usual: str, reason: str) -> None:
        """Enable an action, or say why it is not possible."""
        button.setEnabled(not reason)
        button.setToolTip(reason or usual)

    def below_engine(self) -> QPoint:
        """Where the engine's menu opens, on the screen."""
        return self.engine.mapToGlobal(self.engine.rect().bottomLeft())

    def _segments(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("look", "segments")
        frame.setFixedHeight(40)
        row = QHBoxLayout(frame)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        group = QButtonGroup(self)
        self._views: dict[ViewMode, QPushButton] = {}
        for mode, icon, words in (
            (ViewMode.SHARED, "shared", tr("Shared")),
            (ViewMode.STACKS, "stacks", tr("Stacks")),
        ):
            button = QPushButton(f" {words}")
            button.setProperty("look", "segment")
            button.setProperty("words", f" {words}")
            button.setAccessibleName(words)
            button.setToolTip(tr("{words} (Ctrl+{views})", words=words, views=len(self._views) + 1))
            button.setIcon(self._segment_icon(icon))
            button.setCheckable(True)
            button.clicked.connect(lambda _checked, one=mode: self.view_chosen.emit(one))
            group.addButton(button)
            row.addWidget(button)
            self._views[mode] = button
        self._views[ViewMode.SHARED].setChecked(True)
        return frame

    def _segment_icon(self, name: str) -> QIcon:
        """Coloured only while it is chosen."""
        icon = self._theme.icon(name, "text2")
        for ratio in (1.0, 2.0):
            chosen = self._theme.pixmap(name, 18, self._theme.color("accent"), ratio)
            icon.addPixmap(chosen, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def _action(self, icon: str, words: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(f" {words}")  # Qt leaves too little room beside the icon
        button.setIcon(self._theme.icon(icon, "text"))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(tip)
        button.setAccessibleName(words)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _labels_px(self) -> int:
        """What the words of all buttons need, which differs by language and size of type."""
        words = [button.text() for button in self._actions]
        words += [str(segment.property("words")) for segment in self._views.values()]
        metrics = self.pull.fontMetrics()
        return sum(metrics.horizontalAdvance(one) for one in words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self.width() >= _BESIDE_LABELS_PX + self._labels_px()
        style = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            if has_room
            else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        for button in self._actions:
            button.setToolButtonStyle(style)
        is_wide = self.width() >= _SEARCH_FROM_PX
        self.search.setMaximumWidth(262 if is_wide else 150)
        for segment in self._views.values():
            segment.setText(str(segment.property("words")) if is_wide else "")
