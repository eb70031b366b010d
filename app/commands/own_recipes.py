"""Recipes of the person's own: made of what she did, opened, handed round, removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.context import Context
from app.viewmodel.recipe_words import name_of, role_word
from app.viewmodel.roles import Role
from app.worker import Failed, Lane, Outcome, Succeeded
from core.translation import tr

if TYPE_CHECKING:
    from core.recipe import Recipe


class OwnRecipes:
    """`read_anew` is called when the files have changed."""

    def __init__(self, context: Context, read_anew: Callable[[], None]) -> None:
        self._context = context
        self._read_anew = read_anew

    def why_not(self) -> str:
        """One is made of what was done: in a container, or for an image's top brick."""
        return "" if self._lines_source() else tr("Select a container or an image first")

    def make(self) -> None:
        """Make one of the commands of what is selected."""
        source = self._lines_source()
        if source is None:
            self._context.session.notice_raised.emit(self.why_not())
            return
        container = self._context.session.selected_container
        if container is None:
            self._ask_own(source, self._lines_of_image())
            return

        def read(value: object) -> None:
            from core.recipe.writing import repeatable_lines

            self._ask_own(source, repeatable_lines(value))  # type: ignore[arg-type]

        self._context.read(
            tr("Reading the recording"),
            lambda engine, _cancel, _report: engine.commands(container.id),
            read,
            replaces="recipe-lines",
        )

    def _lines_source(self) -> str | None:
        session = self._context.session
        container, image = session.selected_container, session.selected_image
        if container is not None:
            return container.name
        return image.name if image is not None else None

    def _lines_of_image(self) -> tuple[str, ...]:
        """What made the top brick, from its history."""
        image = self._context.session.selected_image
        layer = image.layers[-1] if image is not None and image.layers else None
        command = layer.created_by if layer is not None else ""
        for prefix in ("/bin/sh -c ", "RUN "):
            command = command.removeprefix(prefix)
        is_command = bool(command.strip()) and not command.startswith(("COPY ", "ADD ", "#(nop)"))
        return (command.strip(),) if is_command else ()

    def _ask_own(self, source: str, lines: tuple[str, ...]) -> None:
        self._context.asker.ask_own_recipe(source, lines, self._keep_own)

    def _keep_own(self, name: str, role: Role, lines: tuple[str, ...]) -> None:
        def work() -> object:
            from app.recipe_files import keep_recipe
            from core.recipe import as_name, recipe_from_commands

            recipe = recipe_from_commands(as_name(name), name, role_word(role), lines)
            return keep_recipe(recipe)

        self._on_files(work, tr("{recipe} is in the palette"))

    def open_file(self) -> None:
        """Choose a file that somebody handed round, and add it."""

        def chosen(paths: tuple[Path, ...]) -> None:
            def work() -> object:
                from app.recipe_files import keep_recipe
                from core.recipe import load_recipe

                return [keep_recipe(load_recipe(path)) for path in paths][-1]

            if paths:
                self._on_files(work, tr("{recipe} is in the palette"))

        self._context.asker.ask_files(tr("Open recipes (.toml, .zip)"), chosen)

    def export(self, recipe: Recipe) -> None:
        """Write one to a file to be handed round."""
        suffix = ".zip" if recipe.files else ".toml"

        def chosen(path: Path) -> None:
            def work() -> object:
                from app.recipe_files import save_recipe

                save_recipe(recipe, path)
                return recipe

            self._on_files(work, tr("{recipe} was written to a file"))

        self._context.asker.ask_text_path(
            tr("Export {recipe}", recipe=name_of(recipe)), f"{recipe.key}{suffix}", chosen
        )

    def remove(self, recipe: Recipe) -> None:
        """Take one of the person's own out of the palette."""

        def work() -> object:
            from app.recipe_files import remove_recipe

            remove_recipe(recipe)
            return recipe

        self._on_files(work, tr("{recipe} was removed"))

    def _on_files(self, work: Callable[[], object], words: str) -> None:
        session = self._context.session

        def ended(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                recipe: Recipe = outcome.value  # type: ignore[assignment]
                session.notice_raised.emit(words.format(recipe=name_of(recipe)))
                self._read_anew()
            elif isinstance(outcome, Failed):
                session.raise_error(outcome.error)

        self._context.runner.submit(
            tr("Writing recipes"),
            lambda _cancel, _report: work(),
            lane=Lane.STREAM,
            then=ended,
            is_visible=False,
        )
