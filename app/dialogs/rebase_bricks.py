"""Parts of the rebase dialog: one brick with what becomes of it, and the work as it goes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.dialogs.form import wrapped
from app.panels.console_output import ConsoleOutput
from app.panels.controls import ChevronBox, ElidedLabel
from app.panels.little_tower import LittleTower
from app.panels.travel_tower import ShareBar
from app.scene.overlay import plain_label, set_look
from app.theme import Theme
from app.viewmodel.console import Console
from app.viewmodel.rework_words import brick_risks, move_text
from app.viewmodel.roles import Role
from app.viewmodel.sizes import size_text, visible
from app.viewmodel.wall import Brick
from core.model import LayerMove, LayerPlan, OutputChunk, RebasePlan
from core.translation import tr

_OUTPUT_PX = 150


class BrickRow(QFrame):
    """One brick above the base. Signals: changed()."""

    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        brick: LayerPlan,
        plan: RebasePlan,
        shown: Brick | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("look", "card-quiet")
        self.brick, self._plan = brick, plan
        picture = LittleTower(theme, QSize(34, 26))
        picture.show_roles([shown.role if shown is not None else Role.APP], studs=4, height=1.6)
        title = shown.title if shown is not None else brick.title
        name = ElidedLabel(f"{brick.number}   {visible(title)}", "strong")
        made_by = visible(("; ".join(brick.commands) or brick.title)[:300])
        command = ElidedLabel(f"{size_text(brick.size_bytes)}  ·  {made_by}", "caption")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(name)
        words.addWidget(command)
        self.choice = ChevronBox(theme)
        self.choice.setAccessibleName(tr("What becomes of brick {number}", number=brick.number))
        self.choice.setMinimumWidth(210)
        for move in brick.moves:
            self.choice.addItem(move_text(move))
        self.choice.setCurrentIndex(brick.moves.index(brick.move))
        self.choice.currentIndexChanged.connect(self._choose)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(picture)
        head.addLayout(words, 1)
        head.addWidget(self.choice)
        self.risks = wrapped("", "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.risks)
        self._show_risks()

    @property
    def move(self) -> LayerMove:  # type: ignore[override]
        """What is chosen."""
        return self.brick.moves[self.choice.currentIndex()]

    @property
    def is_blocked(self) -> bool:
        """Whether that would surely go wrong."""
        return self.brick.is_blocked(self.move)

    def _choose(self) -> None:
        self._show_risks()
        self.changed.emit()

    def _show_risks(self) -> None:
        sentences = brick_risks(self.brick, self.move, self._plan)
        self.risks.setText("\n".join(sentences))
        self.risks.setVisible(bool(sentences))
        set_look(self.risks, "error" if self.is_blocked else "caption")
        self.choice.setAccessibleDescription(" ".join(sentences))


class WorkBox(QFrame):
    """Hidden until something is done: which brick, how far, and what its commands say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card-quiet")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("What is being done"))
        self.phase = wrapped("", "strong")
        self._count = plain_label("", "small")
        self._bar = ShareBar(theme)
        self.console = Console()
        self.output = ConsoleOutput(theme)
        frame = QFrame()
        frame.setProperty("look", "terminal")
        frame.setFixedHeight(_OUTPUT_PX)
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(12, 8, 8, 8)
        inner.addWidget(self.output)
        inner.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self.phase, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(frame)
        self.hide()

    def start(self) -> None:
        """Nothing was done yet."""
        self.console = Console()
        self.output.start_over()
        set_look(self.phase, "strong")
        self.show_phase(tr("Preparing a container"), 0, 1)
        self.show()

    def show_phase(self, words: str, done: int, total: int) -> None:
        """What is being done now; `done` of `total` bricks are."""
        self.phase.setText(visible(words[:200]))
        self._count.setText(tr("{done} of {total}", done=done, total=total) if total > 1 else "")
        self._bar.show_share(done, max(1, total))
        if total:
            self.console.start_step(f"— {words}")
            self.output.show_lines(self.console, "")

    def add_output(self, chunk: OutputChunk) -> None:
        """What a command says."""
        self.console.output(chunk.stream, chunk.content, chunk.skipped_bytes)
        self.output.show_lines(self.console, "")

    def show_end(self, sentence: str) -> None:
        """It did not come to its end; what the commands said stays to be read."""
        set_look(self.phase, "error")
        self.phase.setText(sentence)
        self._count.setText("")
        self.setAccessibleDescription(sentence)
