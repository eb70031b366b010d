from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.panels.controls import CopyButton, ElidedLabel
from app.panels.facts_panel import FactsPanel
from app.panels.flow_text import FlowText
from app.theme import Mode, Theme
from app.viewmodel.wall import build_wall
from tests.app.panels import samples


@pytest.fixture
def panel(qtbot: QtBot) -> FactsPanel:
    panel = FactsPanel(Theme(Mode.LIGHT))
    qtbot.addWidget(panel)
    panel.resize(420, 620)
    panel.show()
    return panel


def test_digests_are_whole_when_copied(panel: FactsPanel, qtbot: QtBot) -> None:
    layer = samples.LAYERS[2]
    panel.show_brick(build_wall(samples.repository()).bricks[layer.chain_id], layer)
    texts = [label.text() for label in panel.findChildren(ElidedLabel)]
    assert layer.digest in texts
    buttons = [b for b in panel.findChildren(CopyButton) if b.accessibleName() == "Copy: Digest"]
    buttons[-1].click()
    assert QGuiApplication.clipboard().text() == layer.digest


def test_nothing_makes_the_panel_wider_than_it_is(panel: FactsPanel, qtbot: QtBot) -> None:
    layer = replace(
        samples.LAYERS[2], created_by="x" * 900, comment="y" * 400, media_type="z" * 200
    )
    brick = build_wall(samples.repository()).bricks[layer.chain_id]
    panel.show_brick(replace(brick, title=samples.HOSTILE * 4, images=("n" * 90,) * 20), layer)
    qtbot.wait(20)
    assert panel.width() == 420
    assert panel._scroll.horizontalScrollBar().maximum() == 0
    for text in panel.findChildren(FlowText):
        assert text.horizontalScrollBar().maximum() == 0


def test_what_an_image_says_is_text_and_not_html(panel: FactsPanel) -> None:
    image = replace(samples.repository().images[1], description=samples.HOSTILE)
    panel.show_image(image)
    shown = [text.toPlainText() for text in panel.findChildren(FlowText)]
    words = next(text for text in shown if "bold" in text)
    assert "<b>bold</b>" in words
    assert "\u202e" not in words
    assert "\x07" not in words


def test_the_command_of_a_brick_can_be_copied(panel: FactsPanel) -> None:
    layer = replace(samples.LAYERS[2], created_by="/bin/sh -c apt-get update")
    panel.show_brick(build_wall(samples.repository()).bricks[layer.chain_id], layer)
    panel._command.copy.click()
    assert QGuiApplication.clipboard().text() == "RUN apt-get update"
    unknown = replace(layer, created_by="")
    panel.show_brick(build_wall(samples.repository()).bricks[layer.chain_id], unknown)
    assert not panel._command.isVisible()
