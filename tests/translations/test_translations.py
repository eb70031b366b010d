"""All texts of the program are translated, and every translation keeps what its text has."""

from __future__ import annotations

import subprocess
import sysconfig
from functools import cache
from pathlib import Path

import pytest

from app.translation import languages, read_catalog
from tests.translations.linguist_file import path_of, read_translations, write_translations
from tests.translations.rules import complaints_of
from tests.translations.texts import Gathered, Text, gather, gather_from

COMPLETE = ("de",)
"""Languages that have to be complete; others may lag behind, and are English there."""


@cache
def _gathered() -> Gathered:
    return gather()


def test_all_texts_can_be_gathered() -> None:
    assert not _gathered().complaints
    assert len(_gathered().places) > 2000


@pytest.mark.parametrize("language", COMPLETE)
def test_a_complete_language_has_all_texts(language: str) -> None:
    translations = read_translations(path_of(language))
    missing = [
        f"{where[0][0]}:{where[0][1]} {text.many or text.one}"
        for text, where in _gathered().places.items()
        if text not in translations
    ]
    assert not missing, "translate them after: python -m tests.translations"


@pytest.mark.parametrize("language", languages()[1:])
def test_no_translation_is_of_a_text_that_is_gone(language: str) -> None:
    gone = [text for text in read_translations(path_of(language)) if text not in _gathered().places]
    assert not gone, "python -m tests.translations drops them"


@pytest.mark.parametrize("language", languages()[1:])
def test_translations_keep_places_blanks_and_ends(language: str) -> None:
    wrong = [
        f"{text.many or text.one}: {forms}: {complaint}"
        for text, forms in read_translations(path_of(language)).items()
        for complaint in complaints_of(text, forms)
    ]
    assert not wrong


def test_german_is_written_as_german_is() -> None:
    """Its own quotation marks, the polite form, and no straight marks where words are quoted."""
    for text, forms in read_translations(path_of("de")).items():
        for form in forms:
            assert "”" not in form, text
            assert form.count("„") == form.count("“"), text
            words = form.replace("„", " ").split()
            assert not {"du", "dein", "deine", "dir", "dich", "Du"} & set(words), text


@pytest.mark.parametrize("language", languages()[1:])
def test_qt_reads_the_file_without_a_complaint(language: str, tmp_path: Path) -> None:
    """So Qt Linguist opens it too."""
    release = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    done = subprocess.run(
        [release, path_of(language), "-qm", tmp_path / "out.qm"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "rror" not in done.stdout + done.stderr
    assert "arning" not in done.stdout + done.stderr
    count = len(read_translations(path_of(language)))
    assert f"Generated {count} translation(s)" in done.stdout


@pytest.mark.parametrize("language", languages()[1:])
def test_the_program_reads_what_the_file_has(language: str) -> None:
    catalog = read_catalog(language)
    translations = read_translations(path_of(language))
    assert len(catalog.texts) + len(catalog.plurals) == len(translations)
    for text, forms in translations.items():
        if text.many:
            assert catalog.plurals[text.context, text.one, text.many] == forms
        else:
            assert catalog.texts[text.context, text.one] == forms[0]


def test_writing_keeps_translations_drops_what_is_gone_and_marks_what_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.translations.linguist_file.ROOT", tmp_path)
    path = tmp_path / "bricklayer_xx.ts"
    old, kept, new = Text("Old"), Text("{count} <b>", "{count} & b's", "verb"), Text("\tNew “x”\n")
    done = {old: ("Alt",), kept: ("{count} <c>", "{count} & c's")}
    write_translations(path, "xx", {old: [("app/a.py", 3)], kept: [("app/a.py", 9)]}, done)
    assert read_translations(path) == done
    texts = {kept: [("app/a.py", 12), ("app/b.py", 2)], new: [("app/b.py", 7)]}
    write_translations(path, "xx", texts, read_translations(path))
    assert read_translations(path) == {kept: done[kept]}
    content = path.read_text(encoding="utf-8")
    assert content.count("unfinished") == 1
    assert '<location filename="app/a.py" line="+12"/>' in content
    assert '<location filename="app/b.py" line="+2"/>' in content
    assert '<location line="+5"/>' in content


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("tr(name)", "only literal texts"),
        ("tr(f'{name}')", "only literal texts"),
        ("tr_count('one', many, 2)", "only literal texts"),
        ("tr('a', context=name)", "only literal texts"),
        ("tr('{a} of {b}', a=1)", "facts ['a'], told ['a', 'b']"),
        ("counted('{count}\\n', 'b', 3)", "one line"),
    ],
)
def test_what_cannot_be_gathered_is_said(line: str, complaint: str) -> None:
    gathered = Gathered()
    gather_from(line, "app/a.py", gathered)
    assert len(gathered.complaints) == 1
    assert complaint in gathered.complaints[0]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        (Text("{a} of {b}"), ("{a} von",)),
        (Text("{a:.0f} %"), ("{a} %",)),
        (Text(" more"), ("mehr",)),
        (Text("Open…"), ("Öffnen",)),
        (Text("Open\tCtrl+O"), ("Öffnen Strg+O",)),
        (Text("{count} b", "{count} bs"), ("{count} c",)),
        (Text("{count} b", "{count} bs"), ("ein c", "viele cs")),
        (Text("Name"), ("",)),
    ],
)
def test_each_rule_finds_what_breaks_it(text: Text, forms: tuple[str, ...]) -> None:
    assert list(complaints_of(text, forms))
