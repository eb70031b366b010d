"""What texts of a lesson may hold: `code` and **strong**, paragraphs and lists, never HTML."""

from __future__ import annotations

import re

PARTS = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*")


def plain_words(words: str) -> str:
    """Without the marks: for labels, and for screen readers."""
    return PARTS.sub(lambda match: match[1] or match[2], laid_out(words))


def laid_out(words: str) -> str:
    """Lines that belong together are joined; an empty line ends a paragraph, "- " begins one."""
    paragraphs: list[str] = []
    is_new = True
    for line in (one.strip() for one in words.strip().splitlines()):
        if not line:
            is_new = True
        elif line.startswith("- "):
            paragraphs.append("•\u2002" + line[2:])
            is_new = False
        elif is_new or not paragraphs:
            paragraphs.append(line)
            is_new = False
        else:
            paragraphs[-1] += " " + line
    return "\n".join(paragraphs)
