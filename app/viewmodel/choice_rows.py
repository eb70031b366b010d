"""Images to choose several of, as rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One image to choose. `tone` is a colour token of the pill; all words are safe to show."""

    key: str
    title: str
    words: str
    pill: str = ""
    tone: str = "text2"
    refusal: str = ""

    @property
    def can_choose(self) -> bool:
        """Whether it can be chosen at all."""
        return not self.refusal

    @property
    def as_sentence(self) -> str:
        """For screen readers."""
        said = ", ".join(part for part in (self.title, self.words, self.pill) if part)
        return f"{said}. {self.refusal}" if self.refusal else said
