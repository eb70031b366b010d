"""The root of the tree, and what all errors share."""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from core.translation import tr


class Cancelled(Exception):
    """The person asked to stop; everything half done was taken back."""


@dataclass(eq=False)
class BricklayerError(Exception):
    """Root of the tree. Subclasses add facts and override `sentence`."""

    detail: str = field(default="", kw_only=True)

    def sentence(self) -> str:
        """What happened, why, and what to do next, in plain words."""
        return tr("Something went wrong.")

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[object, ...]:
        facts = {f.name: getattr(self, f.name) for f in fields(self)}
        return (_rebuild, (type(self), facts))


def _rebuild(kind: type[BricklayerError], facts: dict[str, object]) -> BricklayerError:
    return kind(**facts)  # type: ignore[arg-type]


@dataclass(eq=False)
class UserFixableError(BricklayerError):
    """The world is not as the request needs it, and the person can change that."""


@dataclass(eq=False)
class DataError(BricklayerError):
    """Bytes do not keep a promise: damage at rest, or an input that must be refused."""


@dataclass(eq=False)
class BugError(BricklayerError):
    """An assumption of ours does not hold."""

    what: str = ""

    def sentence(self) -> str:
        return tr(
            "Bricklayer met a mistake of its own: {value}. Please report it.",
            value=self.what or self.detail,
        )


def visible(text: str, limit: int = 80) -> str:
    """For a sentence: control and bidi characters escaped, cut when it is long."""
    shown = "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in text[:limit]
    )
    return shown + "…" if len(text) > limit else shown
