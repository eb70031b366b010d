"""Recipes in the window: which there are, where each fits, and putting one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands.containers import ContainerCommands
from app.commands.context import Context
from app.commands.images import ImageCommands
from app.commands.own_recipes import OwnRecipes
from app.commands.recipe_grounds import RecipeGrounds
from app.commands.recipe_running import RecipeRunning
from app.viewmodel.dragging import Offer, Target, TargetKind
from app.viewmodel.recipe_words import name_of, offer_of
from app.viewmodel.sizes import visible
from app.worker import Failed, Lane, Outcome, Succeeded
from core.errors import BricklayerError
from core.translation import language, tr

if TYPE_CHECKING:
    from core.recipe import Ground, Recipe


class RecipeCommands(QObject):
    """Signals: changed(): other recipes are there; learned(): of one more target is it known what
    fits.
    """

    changed = Signal()
    learned = Signal()

    def __init__(
        self, context: Context, containers: ContainerCommands, images: ImageCommands
    ) -> None:
        super().__init__()
        self._context = context
        self._images = images
        self._grounds = RecipeGrounds(context)
        self._grounds.learned.connect(self.learned)
        self._running = RecipeRunning(context, containers)
        self._containers = containers
        self._is_loaded = False
        self.recipes: tuple[Recipe, ...] = ()
        self.own_keys: frozenset[str] = frozenset()  # of the person's own
        self.own = OwnRecipes(context, self._read)

    # --- which there are ----------------------------------------------------------------------

    def load(self) -> None:
        """Read them, once; a second time after one was added."""
        if not self._is_loaded:
            self._is_loaded = True
            self._read()

    def find(self, key: str) -> Recipe | None:
        """The recipe of that key."""
        return next((one for one in self.recipes if one.key == key), None)

    def _read(self) -> None:
        def work() -> object:
            from app.recipe_files import all_recipes, is_own

            recipes, wrong = all_recipes()
            return recipes, frozenset(one.key for one in recipes if is_own(one)), wrong

        def read(outcome: Outcome) -> None:
            if isinstance(outcome, Succeeded):
                self.recipes, self.own_keys, wrong = outcome.value  # type: ignore[misc]
                for error in wrong[:1]:
                    self._context.session.raise_error(error)
                self.changed.emit()
            elif isinstance(outcome, Failed):
                self._context.session.raise_error(outcome.error)

        self._context.runner.submit(
            tr("Reading recipes"),
            lambda _cancel, _report: work(),
            lane=Lane.STREAM,
            then=read,
            is_visible=False,
        )

    # --- where each fits ----------------------------------------------------------------------

    def why_not(self) -> str:
        """A recipe needs an engine that can run containers, and an image."""
        return self._containers.why_no_new_container()

    def look_again(self) -> None:
        """Before something is dragged, or chosen: the world may have changed."""
        self._grounds.look_again()

    def offer(self, recipe: Recipe, target: Target) -> Offer:
        """What putting it there does; asked for again when `learned` is told."""
        reason = self.why_not()
        if target.kind is TargetKind.PLATE:
            return self._offer_on_plate(recipe)
        if reason:
            return Offer(False, tr("Not here"), reason=reason)
        ground, where = self._ground(target)
        if ground is None:
            return Offer(None, tr("Looking into {where}…", where=where))
        from core.recipe import fit

        return offer_of(recipe, fit(recipe, ground), where)

    def _offer_on_plate(self, recipe: Recipe) -> Offer:
        if not recipe.base_source:
            return Offer(False, tr("Not here"), reason=tr("A recipe goes on top of an image."))
        reason = self._images.why_no_base_image()
        title = tr("Make {recipe}", recipe=name_of(recipe))
        return Offer(False, title, reason=reason) if reason else Offer(True, title)

    def _ground(self, target: Target) -> tuple[Ground | None, str]:
        from core.recipe import Ground

        repository = self._context.session.repository
        if target.kind is TargetKind.IMAGE:
            image = repository.image(target.key)
            if image is not None:
                where = f"{visible(image.name)} {visible(image.version)}"
                return self._grounds.of_image(image), where
        else:
            container = repository.container(target.key)
            if container is not None:
                return self._grounds.of_container(container), visible(container.name)
        return Ground(sentence=tr("It is no longer there.")), visible(target.key)

    def name_of_target(self, target: Target) -> str:
        """For people."""
        repository = self._context.session.repository
        image, container = repository.image(target.key), repository.container(target.key)
        if target.kind is TargetKind.CONTAINER:
            return visible(container.name) if container is not None else ""
        return f"{visible(image.name)} {visible(image.version)}" if image is not None else ""

    # --- putting one on -----------------------------------------------------------------------

    def selected_target(self) -> Target | None:
        """The tower or container that is selected; a brick stands for its image."""
        session = self._context.session
        container, image = session.selected_container, session.selected_image
        if container is not None:
            return Target(TargetKind.CONTAINER, container.id)
        return Target(TargetKind.IMAGE, image.reference) if image is not None else None

    def choose_for_selected(self) -> None:
        """The keyboard's form of dragging: pick a recipe for what is selected."""
        target = self.selected_target()
        if target is None:
            self._context.session.notice_raised.emit(
                tr("Select an image or a container first: a recipe is put on it")
            )
        else:
            self.choose_for(target)

    def choose_for(self, target: Target) -> None:
        """Pick a recipe for a target from a list that says which fit."""
        self.load()
        self.look_again()
        self._context.asker.ask_recipe(self, target, lambda key: self._chosen(key, target))

    def _chosen(self, key: str, target: Target) -> None:
        recipe = self.find(key)
        if recipe is not None:
            self.put_on(recipe, target, asks_always=True)

    def put_on_selected(self, recipe: Recipe) -> None:
        """A click in the palette."""
        target = self.selected_target()
        if recipe.base_source:
            self._images.make_base_image(recipe.base_source)
        elif target is None:
            self._context.session.notice_raised.emit(
                tr("Drag it onto an image, or select an image first")
            )
        else:
            self.put_on(recipe, target, asks_always=True)

    def put_on(self, recipe: Recipe, target: Target, *, asks_always: bool = False) -> None:
        """Put it there; asks first where it has to, or has anything to ask and is told to."""
        if target.kind is TargetKind.PLATE:
            self._images.make_base_image(recipe.base_source)
            return
        ground, where = self._ground(target)
        if ground is None:  # asked by a click: once it is known
            self._wait_for(recipe, target, asks_always=asks_always)
            return
        from core.recipe import fit

        found = fit(recipe, ground)
        if found.way is None:
            self._context.session.notice_raised.emit(
                tr(
                    "{recipe} does not fit {where}: {reason}",
                    recipe=name_of(recipe),
                    where=where,
                    reason=found.sentence,
                )
            )
        elif recipe.asks or (asks_always and recipe.parameters):
            self._context.asker.ask_recipe_answers(
                recipe,
                found.way,
                where,
                lambda answers: self._start(recipe, target, ground, answers),
            )
        else:
            self._start(recipe, target, ground, {})

    def _wait_for(self, recipe: Recipe, target: Target, *, asks_always: bool) -> None:
        def learned() -> None:
            if self._ground(target)[0] is not None:
                self._grounds.learned.disconnect(learned)
                self.put_on(recipe, target, asks_always=asks_always)

        self._grounds.learned.connect(learned)

    def _start(
        self, recipe: Recipe, target: Target, ground: Ground, answers: dict[str, str]
    ) -> None:
        from core.recipe import plan

        session = self._context.session
        try:
            made = plan(recipe, ground, answers, language())
        except BricklayerError as error:
            session.raise_error(error)
            return
        image = session.repository.image(target.key)
        container = session.repository.container(target.key)
        if target.kind is TargetKind.IMAGE and image is not None:
            self._running.run_on_image(made, image)
        elif target.kind is TargetKind.CONTAINER and container is not None:
            self._running.run_in_container(made, container)
