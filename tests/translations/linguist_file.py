"""Qt Linguist files (TS 2.1) as the program has them: one context, places, plural forms.

A text with a plural is one <source> of two lines, the singular and the plural: Linguist shows both
to a translator, and `app/translation.py` takes them apart again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from tests.translations.texts import ROOT, Text

FOLDER = ROOT / "resources" / "translations"
CONTEXT = "Bricklayer"

Translations = dict[Text, tuple[str, ...]]  # as many forms as the language has for a plural


def path_of(language: str) -> Path:
    """Where the translations into a language are."""
    return FOLDER / f"bricklayer_{language}.ts"


def read_translations(path: Path) -> Translations:
    """What is finished in a file; nothing when there is no file."""
    found: Translations = {}
    if not path.exists():
        return found
    for message in ElementTree.parse(path).iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type"):
            continue
        source, context = message.findtext("source", ""), message.findtext("comment", "")
        if message.get("numerus") == "yes":
            one, _separator, many = source.partition("\n")
            forms = tuple(form.text or "" for form in translation.iter("numerusform"))
            found[Text(one, many, context)] = forms
        else:
            found[Text(source, "", context)] = (translation.text or "",)
    return found


def write_translations(
    path: Path,
    language: str,
    texts: Mapping[Text, Sequence[tuple[str, int]]],
    translations: Translations,
    *,
    plural_forms: int = 2,
) -> None:
    """The whole file anew: all texts with their places, in the order in which they are given.

    What the code has no more is left out. What has no translation is marked as unfinished.
    """
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        f'<TS version="2.1" language="{language}" sourcelanguage="en">',
        "<context>",
        f"    <name>{CONTEXT}</name>",
    ]
    places = _Places(path)
    for text, where in texts.items():
        lines += _message(text, places.lines_of(where), translations.get(text, ()), plural_forms)
    lines += ["</context>", "</TS>", ""]
    path.write_text("\n".join(lines), encoding="utf-8")


def _message(text: Text, places: list[str], forms: tuple[str, ...], plural_forms: int) -> list[str]:
    is_finished = any(forms)
    kind = "" if is_finished else ' type="unfinished"'
    source = f"{text.one}\n{text.many}" if text.many else text.one
    lines = ['    <message numerus="yes">' if text.many else "    <message>", *places]
    lines.append(f"        <source>{_xml(source)}</source>")
    if text.context:
        lines.append(f"        <comment>{_xml(text.context)}</comment>")
    if text.many:
        lines.append(f"        <translation{kind}>")
        for form in forms if is_finished else [""] * plural_forms:
            lines.append(f"            <numerusform>{_xml(form)}</numerusform>")
        lines.append("        </translation>")
    else:
        lines.append(f"        <translation{kind}>{_xml(''.join(forms))}</translation>")
    return [*lines, "    </message>"]


def _xml(text: str) -> str:
    return escape(text, {'"': "&quot;", "'": "&apos;", "\t": "&#9;"})


class _Places:
    """Lines are told by their distance to the last one in the same file, as lupdate can do it.

    So a line that is added to the code changes few lines of this file.
    """

    def __init__(self, path: Path) -> None:
        self._up = "../" * len(path.resolve().parent.relative_to(ROOT).parts)
        self._file = ""
        self._lines: dict[str, int] = {}

    def lines_of(self, where: Sequence[tuple[str, int]]) -> list[str]:
        """The <location> elements of a text."""
        told = []
        for file, line in where:
            name = "" if file == self._file else f' filename="{self._up}{file}"'
            distance = line - self._lines.get(file, 0)
            told.append(f'        <location{name} line="{distance:+d}"/>')
            self._file, self._lines[file] = file, line
        return told
