"""What can be wrong with a recipe, or go wrong while it is followed."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors.root import UserFixableError, visible
from core.translation import tr


@dataclass(eq=False)
class RecipeError(UserFixableError):
    """A recipe cannot be read, does not fit the image, or is asked with values it cannot take."""

    recipe: str
    reason: str  # a sentence without its full stop
    parameter: str = ""  # key of the value that is wrong, "" when it is no value

    def sentence(self) -> str:
        return tr(
            "Recipe “{recipe}” cannot be used: {reason}.",
            recipe=visible(self.recipe),
            reason=self.reason,
        )


@dataclass(eq=False)
class RecipeStepFailedError(UserFixableError):
    """A command of a recipe ended with an error; what was done before is still in the container."""

    recipe: str
    command: str
    exit_code: int | None  # None: the container ended first

    def sentence(self) -> str:
        if self.exit_code is None:
            return tr(
                "Recipe “{recipe}” stopped: the container ended before “{command}” had.",
                recipe=visible(self.recipe),
                command=visible(self.command),
            )
        return tr(
            "Recipe “{recipe}” stopped: “{command}” ended with exit code {exit_code}.",
            recipe=visible(self.recipe),
            command=visible(self.command),
            exit_code=self.exit_code,
        )
