"""A text that its author wrote in several languages: of lessons and of recipes.

In a file it is either a string (English) or a table of languages (`{en = "…", de = "…"}`), and
English must be among them, since everybody falls back to it. What the program itself says is
`core.translation`'s affair.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""BCP 47 as far as it is needed: a language, a script, a region ("de", "zh-Hant", "pt-BR")."""
_LONGEST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """English, and others as sorted (language, text)."""

    english: str = ""
    others: tuple[tuple[str, str], ...] = ()

    @classmethod
    def parse(cls, value: Any, *, may_be_empty: bool = False) -> LocalizedText:
        """From what a TOML or JSON reader gave: a string, or a table of languages.

        Raises ValueError with the reason ("it has no English text").
        """
        if isinstance(value, str):
            texts: Mapping[Any, Any] = {"en": value}
        elif isinstance(value, Mapping):
            texts = value
        else:
            raise ValueError("it is neither a text nor a table of languages")
        for code, text in texts.items():
            if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
                raise ValueError(f"“{code}” is no language code")
            if not isinstance(text, str):
                raise ValueError(f"its text in “{code}” is no text")
            if not may_be_empty and not text.strip():
                raise ValueError(f"its text in “{code}” is empty")
            if len(text) > _LONGEST_CHARACTERS:
                raise ValueError(f"its text in “{code}” is too long")
        if "en" not in texts:
            raise ValueError("it has no English text (en)")
        others = tuple(sorted((code, text) for code, text in texts.items() if code != "en"))
        return cls(texts["en"], others)

    def in_language(self, code: str) -> str:
        """The text for a person of that language: "de-AT" takes "de" too; else English."""
        found = dict(self.others)
        while code:
            if code == "en":
                break
            if code in found:
                return found[code]
            code = code.rpartition("-")[0]
        return self.english

    def languages(self) -> tuple[str, ...]:
        """English first."""
        return ("en", *(code for code, _ in self.others))

    def document(self) -> str | dict[str, str]:
        """As `parse` reads it."""
        return {"en": self.english, **dict(self.others)} if self.others else self.english

    def __bool__(self) -> bool:
        return bool(self.english)

    def __str__(self) -> str:
        return self.english
