"""Menus: of the engine, and of whatever on the wall was clicked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.context import Context
from app.commands.verbs import Verbs
from app.viewmodel.dragging import Target, TargetKind
from app.viewmodel.placement import ViewMode
from app.viewmodel.sizes import visible
from app.viewmodel.work_log import Say
from app.window.foretelling import Foretelling
from app.window.language_menu import LanguageMenu
from app.window.rework_menu import ReworkMenu
from app.window.seeing_menu import SeeingMenu
from app.window.travelling import Travelling
from core.model import LayerPlace
from core.translation import tr, translated

_LISTED_IMAGES = 24
_Verb = tuple[str, Callable[[], object]] | tuple[str, Callable[[], object], Say | None]
"""Words, what they do, and what that is in the strip."""


class Menus:
    """`on_wall` are the verbs of the window itself, for the empty canvas and for all menus."""

    def __init__(
        self,
        parent: QWidget,
        context: Context,
        verbs: Verbs,
        *,
        on_wall: tuple[_Verb, ...],
        inspect: Callable[[], None],
        copy_command: Callable[[], None],
        show_in: Callable[[ViewMode], None],
        compare: Callable[[str, str], None],
        place_of: Callable[[str], LayerPlace | None],
        travelling: Travelling,
        foretelling: Foretelling,
        open_repository: Callable[[], None],
        renew_window: Callable[[], None],
    ) -> None:
        self._parent = parent
        self._context = context
        self._images = verbs.images
        self._containers = verbs.containers
        self._running = verbs.running
        self._archives = verbs.archives
        self._recipes = verbs.recipes
        self._rework = ReworkMenu(context.session, verbs.reworking)
        self._on_wall = on_wall
        self._inspect = inspect
        self._copy_command = copy_command
        self._show_in = show_in
        self._compare = compare
        self._place_of = place_of
        self._reports = verbs.reports
        self._travelling = travelling
        self._foretelling = foretelling
        self._verbs = verbs
        self._open_repository = open_repository
        self._languages = LanguageMenu(context)
        self._seeing = SeeingMenu(context.settings, renew_window)

    def show_engine(self, position: QPoint) -> None:
        """What this computer offers, which repository is open, and how to open another."""
        session = self._context.session
        menu = self._menu()
        for facility in session.readiness.facilities if session.readiness else ():
            mark = "✓" if facility.is_available else "–"
            words = facility.finding if facility.is_available else facility.sentence
            menu.addAction(
                _plain(f"{mark}  {translated(facility.title)}: {translated(words)}")
            ).setEnabled(False)
        menu.addSeparator()
        menu.addAction(
            _plain(tr("Repository: {location}", location=session.repository.location))
        ).setEnabled(False)
        menu.addAction(tr("Virtual switches…"), self._running.show_switches)
        limits = menu.addAction(tr("Limits for images from outside…"), self._archives.edit_limits)
        limits.setEnabled(not self._archives.why_no_limits())
        self._offer_scripts(menu, "session", "")
        menu.addAction(tr("Open another repository…"), self._open_repository)
        self._languages.add_to(menu)
        self._seeing.add_to(menu)
        menu.addAction(tr("Read it anew"), lambda: self._context.refresh())
        menu.popup(position)

    def show_item(self, kind: str, key: str, position: QPoint) -> None:
        """For a brick, an image's flag, a container's open brick, or the empty canvas."""
        menu = self._menu()
        verbs = {"brick": self._brick, "image": self._image, "container": self._container}
        for words, verb, *say in verbs[kind](key) if kind in verbs else self._on_wall:
            action = menu.addAction(_plain(words), verb)
            self._foretelling.in_menu(menu, action, say[0] if say else None)
        if kind in ("brick", "image"):
            self._rework.add_to(menu, kind, key)
            self._offer_comparison(menu, key)
        image = self._context.session.selected_image
        what = ("image", image.reference) if kind == "brick" and image else (kind, key)
        self._offer_scripts(menu, *what)
        menu.addSeparator()
        menu.addAction(tr("Copy the command"), self._copy_command)
        menu.popup(position)

    def _offer_scripts(self, menu: QMenu, kind: str, key: str) -> None:
        from app.window.script_menu import add_script_menu

        add_script_menu(menu, self._verbs.scripts, kind, key, self._context.session.dialect)

    def _offer_comparison(self, menu: QMenu, key: str) -> None:
        """With another image, up to some number of them; Ctrl and a click reach all others."""
        images = [one for one in self._context.session.repository.images if one.reference != key]
        others = menu.addMenu(tr("Compare with"))
        others.setEnabled(bool(images))
        for image in images[:_LISTED_IMAGES]:
            reference = image.reference
            others.addAction(
                _plain(visible(reference)), lambda one=reference: self._compare(key, one)
            )

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _brick(self, chain_id: str) -> list[_Verb]:
        image = self._context.session.selected_image
        verbs: list[_Verb] = [
            (tr("Inspect"), self._inspect),
            (tr("Save a report…"), lambda: self._save_report(chain_id)),
            *self._travelling.verbs_of_brick(chain_id),
            (tr("Rename or recolour…"), lambda: self._images.change_look(chain_id)),
            (tr("Copy the chain ID"), lambda: self._images.copy_digest(chain_id)),
            self._other_view(),
        ]
        if image is not None:
            verbs += [
                (
                    tr("Put a recipe on it…"),
                    lambda: self._put_recipe(TargetKind.IMAGE, image.reference),
                ),
                (
                    tr("Run from here…"),
                    lambda: self._containers.new_container(image),
                    self._said_of_image(image.reference, "run"),
                ),
                (
                    tr("Remove {reference}…", reference=visible(image.reference)),
                    lambda: self._images.remove_image(image.reference),
                    self._said_of_image(image.reference, "remove"),
                ),
            ]
        return verbs

    def _image(self, reference: str) -> list[_Verb]:
        image = self._context.session.repository.image(reference)
        digest = image.manifest_digest if image else ""
        return [
            (tr("Inspect"), self._inspect, self._said_of_image(reference, "inspect")),
            (
                tr("Run…"),
                lambda: self._containers.new_container(image),
                self._said_of_image(reference, "run"),
            ),
            (tr("Put a recipe on it…"), lambda: self._put_recipe(TargetKind.IMAGE, reference)),
            (tr("Save a report…"), lambda: self._reports.save_image_report(reference)),
            *(self._travelling.verbs_of_image(image) if image is not None else ()),
            *self._travelling.pictures_of("image", reference),
            (tr("Copy the digest"), lambda: self._images.copy_digest(digest)),
            self._other_view(),
            (
                tr("Remove…"),
                lambda: self._images.remove_image(reference),
                self._said_of_image(reference, "remove"),
            ),
        ]

    def _container(self, container_id: str) -> list[_Verb]:
        running = self._running
        container = self._context.session.repository.container(container_id)
        marks = container.marks if container is not None else ()

        def said(verb: str) -> Say | None:
            from app.viewmodel import foretold

            return foretold.of_container(self._context.session, container_id, verb)

        verbs: list[_Verb] = [
            (tr("Snapshot…"), lambda: self._containers.snapshot(container_id), said("snapshot")),
            (tr("Mark…"), lambda: running.mark(container_id), said("mark")),
        ]
        if marks:
            last = marks[-1]
            verbs.append(
                (
                    tr("Roll back to “{label}”…", label=visible(last.label)),
                    lambda: running.roll_back(container_id, last.id),
                )
            )
        verbs += [
            (
                tr("Roll back to the image…"),
                lambda: running.roll_back(container_id, ""),
                said("roll-back"),
            ),
            (
                tr("Put a recipe on it…"),
                lambda: self._put_recipe(TargetKind.CONTAINER, container_id),
            ),
            (tr("Copy files in…"), lambda: running.ask_copy_in(container_id), said("copy-in")),
            (tr("Limits…"), lambda: running.set_limits(container_id), said("limits")),
            (tr("Write a Containerfile…"), lambda: running.save_containerfile(container_id)),
            *self._travelling.pictures_of("container", container_id),
            (tr("Rename…"), lambda: self._containers.rename(container_id), said("rename")),
            (tr("Discard…"), lambda: self._containers.discard(container_id), said("discard")),
        ]
        return verbs

    def _put_recipe(self, kind: TargetKind, key: str) -> None:
        self._recipes.choose_for(Target(kind, key))

    def _said_of_image(self, reference: str, verb: str) -> Say | None:
        from app.viewmodel import foretold

        return foretold.of_image(self._context.session, reference, verb)

    def _save_report(self, chain_id: str) -> None:
        place = self._place_of(chain_id)
        if place is not None:
            self._reports.save_layer_report(place)

    def _other_view(self) -> _Verb:
        is_shared = self._context.session.view_mode is ViewMode.SHARED
        mode = ViewMode.STACKS if is_shared else ViewMode.SHARED
        words = tr("Show in Stacks") if is_shared else tr("Show in Shared")
        return (words, lambda: self._show_in(mode))


def _plain(words: str) -> str:
    """Menus take `&` for a mnemonic; names of images and folders are only names."""
    return words.replace("&", "&&")
