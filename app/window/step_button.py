"""Step by step: says that bricks wait to move, and lets them."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from app.panels.controls import labelled
from app.scene.shadow import add_shadow
from app.theme import Theme
from core.translation import tr

_ABOVE_FOOT_PX = 118


class StepButton(QPushButton):
    """Floats over the foot of the wall while something waits."""

    def __init__(self, theme: Theme, stage: QWidget) -> None:
        super().__init__(tr("Next step (Space)"), stage)
        self.setProperty("look", "lesson-primary")
        self.setObjectName("next-step")
        self.setAccessibleName(tr("Next step: bricks wait to move"))
        labelled(self, theme, "run", "on_accent", 20)
        add_shadow(self, theme, 16)
        self.hide()

    def show_at_foot(self, *, is_shown: bool) -> None:
        """In the middle, above the container's buttons."""
        stage = self.parentWidget()
        if is_shown and stage is not None:
            self.adjustSize()
            self.move(
                (stage.width() - self.width()) // 2,
                stage.height() - _ABOVE_FOOT_PX - self.height(),
            )
            self.raise_()
        self.setVisible(is_shown)
