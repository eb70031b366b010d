"""A language for tests: every text stands in ⟦ ⟧ and is longer, so that what is English shows.

Call `use_pseudo` before anything of the window is imported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from core.translation import Catalog, use_catalog

OPEN, CLOSE = "⟦", "⟧"
_LONGER = 0.4  # as German or Finnish may be, of what is short
_FILL = "~"

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def use_pseudo(*, longer: float = _LONGER) -> None:
    """From now on all texts are wrapped, and longer by that share."""
    use_catalog(Catalog("xx", _Texts(longer), _Plurals(longer)))


def wrapped(text: str, longer: float = _LONGER) -> str:
    """⟦Open…~~⟧: blanks around a text stay outside, since others join it there."""
    core = text.strip(" ")
    if not core or not any(char.isalpha() for char in core):
        return text  # a sign, like that of decimals
    start = text[: len(text) - len(text.lstrip(" "))]
    end = text[len(text.rstrip(" ")) :]
    words, tab, key = core.partition("\t")
    fill = _FILL * round(len(words) * longer)
    return f"{start}{OPEN}{words}{fill}{CLOSE}{tab}{key}{end}"


class _Made(Mapping[_Key, _Value]):
    """Has an answer for every key, and can list none."""

    def __init__(self, longer: float) -> None:
        self._longer = longer

    def __iter__(self) -> Iterator[_Key]:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Texts(_Made[tuple[str, str], str]):
    def __getitem__(self, key: tuple[str, str]) -> str:
        return wrapped(key[1], self._longer)


class _Plurals(_Made[tuple[str, str, str], tuple[str, ...]]):
    def __getitem__(self, key: tuple[str, str, str]) -> tuple[str, ...]:
        return wrapped(key[1], self._longer), wrapped(key[2], self._longer)
