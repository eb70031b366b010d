"""Numbers, days, keys and what the engine says, as the window says them in German."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.qt_texts import own_name
from app.settings import Settings
from app.translation import choose_language
from app.viewmodel.advice_words import KINDS, advice_words
from app.viewmodel.key_words import keys_text
from app.viewmodel.measures import Measure
from app.viewmodel.roles import Role
from app.viewmodel.session import Session
from app.viewmodel.sizes import counted, date_text, duration_text, size_text
from app.viewmodel.state_words import WHOLE_ENDINGS, ending_words, words_of
from app.viewmodel.wall import Appearance
from app.window.language_menu import LanguageMenu
from core.errors import ContainerStateError, LayerFormatError
from core.model import Advice, ChangeKind, ContainerState, Ecosystem
from core.translation import use_catalog
from tests.translations.texts import ROOT


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    choose_language("de")
    yield
    use_catalog(None)


def test_numbers_have_a_decimal_comma_and_days_their_german_form() -> None:
    assert size_text(74_800_000) == "74,8 MB"
    assert size_text(512) == "512 B"
    assert duration_text(0.42) == "0,4 s"
    assert duration_text(200) == "3 min 20 s"
    assert date_text(date(2026, 3, 5)) == "5. März 2026"


def test_counts_have_their_plural() -> None:
    assert counted("{count} layer", "{count} layers", 1) == "1 Schicht"
    assert counted("{count} layer", "{count} layers", 4_118) == "4\u2009118 Schichten"


def test_keys_are_called_as_on_a_german_keyboard() -> None:
    assert keys_text("Ctrl+Shift+Esc") == "Strg+Umschalt+Esc"
    assert keys_text("Home / End") == "Pos1 / Ende"
    assert keys_text("F7 / Shift+F7") == "F7 / Umschalt+F7"


def test_values_of_the_engine_have_words() -> None:
    assert words_of(ContainerState.RUNNING) == "läuft"
    assert words_of(ChangeKind.DELETED) == "gelöscht"
    assert words_of(Ecosystem.NPM) == "npm-Pakete"
    assert Role.CONFIG.title == "Konfiguration"
    assert Measure.AGE.title == "Alter"


def test_the_ending_of_a_container_is_told_in_german() -> None:
    assert ending_words("exit code 3") == "Exit-Code 3"
    assert ending_words("killed: out of memory") == "abgebrochen: kein Speicher mehr"
    both = ending_words("exit code 1, after a process was killed: out of memory")
    assert both.startswith("Exit-Code 1, nachdem")
    assert all(ending_words(one) != one for one in WHOLE_ENDINGS)
    assert ending_words("something else") == "something else"


def test_an_error_of_another_process_is_said_in_german_with_its_reason() -> None:
    error = LayerFormatError("bad-tar", "", "a header's checksum is wrong")
    assert "Das Archiv wurde abgelehnt: die Prüfsumme eines Kopfs ist falsch." in str(error)
    assert str(ContainerStateError("web", "stopped", "running")).startswith(
        "Container web: angehalten"
    )


def test_a_language_is_chosen_in_the_menu_for_the_next_start(qtbot: QtBot) -> None:
    session, settings = Session(Appearance({})), Settings()
    menu = QMenu()
    qtbot.addWidget(menu)
    LanguageMenu(SimpleNamespace(session=session, settings=settings)).add_to(menu)  # type: ignore[arg-type]
    choices = menu.actions()[0].menu()
    assert isinstance(choices, QMenu)
    assert choices.title() == "Sprache (Language)"
    by_name = {action.text(): action for action in choices.actions()}
    assert list(by_name) == ["Wie der Desktop", "English", own_name("de")]
    assert by_name["Wie der Desktop"].isChecked()
    with qtbot.waitSignal(session.notice_raised) as told:
        by_name["Deutsch"].trigger()
    assert "neu gestartet" in told.args[0]
    assert settings.language == "de"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "Layer 4 deletes 3 files of layer 3 (var/lib): delete them in layer 3 already.",
            "Baustein 4 löscht Dateien aus Baustein 3 (var/lib): ",
        ),
        (
            "Layer 4 copies a file of the base image only to change its mode: leave it as it is, "
            "or build on a base image that has it so.",
            "Baustein 4 kopiert ganze Dateien des Basis-Images",
        ),
        ("Caches are left behind in layer 3: remove them.", "In Baustein 3 (var/lib) sind"),
        ("A sentence that nobody knows here.", "A sentence that nobody knows here."),
    ],
)
def test_advice_is_told_in_german(sentence: str, said: str) -> None:
    assert advice_words(Advice(sentence, 9, (2, 3), ("var/lib",))).startswith(said)


def test_every_advice_of_the_engine_has_words() -> None:
    """The sentences of the engine are recognised by words that they hold."""
    source = (ROOT / "core" / "catalog" / "advice.py").read_text(encoding="utf-8")
    for mark, _words in KINDS:
        assert mark.strip() in source.replace('"\n        f"', ""), mark
