"""Everything that looks into layers, put together: the panel, and the windows that it opens."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from app.commands.context import Context
from app.commands.inspection import InspectionCommands
from app.commands.reports import ReportCommands
from app.panels.inspector.inspector_panel import InspectorPanel
from app.scene.wall_selection import WallSelection
from app.theme import Theme
from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.roles import Role, guess_role
from app.viewmodel.session import SelectionKind, Session
from app.viewmodel.sizes import visible
from core.model import FileAt, Image, LayerPlace
from core.progress import Progress
from core.translation import tr

if TYPE_CHECKING:
    from app.panels.inspector.layer_pairs import SideLayers


class Inspecting(QObject):
    """Made when something is inspected first. `leave` is called when the panel is closed,
    `keep` with the panel to have its place, `export` with an image, a level and a path in it.
    """

    def __init__(
        self,
        window: QWidget,
        selection: WallSelection,
        theme: Theme,
        context: Context,
        inspection: InspectionCommands,
        reports: ReportCommands,
        *,
        leave: Callable[[], object],
        keep: Callable[[QWidget], object],
        export: Callable[[str, int, str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._selection = selection
        self._theme = theme
        self._session: Session = context.session
        self._lookup = inspection
        self._reports = reports
        self._reference = ""  # of the image that bricks are seen in, while they are part of it
        self._opened: list[QDialog] = []
        self._leave = leave
        self._export = export
        self._panel = InspectorPanel(theme, inspection, window, is_made_in_steps=True)
        keep(self._panel)  # while it is empty: all that is in it would be styled once more
        self.steps = self._make()

    @property
    def panel(self) -> InspectorPanel:
        """The panel, made to its end now if it is not yet."""
        for _step in self.steps:
            pass
        return self._panel

    def _make(self) -> Generator[Progress]:
        """To be gone through between the window's events, before anything is inspected."""
        panel = self._panel
        yield from panel.steps()
        panel.closed.connect(self._leave)
        panel.file_requested.connect(self.show_file)
        panel.path_requested.connect(self._show_life_here)
        panel.export_requested.connect(self._export_file)
        panel.brick_requested.connect(self._select_brick)
        panel.image_requested.connect(
            lambda reference: self._session.select(SelectionKind.IMAGE, reference)
        )
        panel.bytes.set_roles(self._role_of)
        panel.history.set_users(self._users_of)
        panel.level_changed.connect(self._light_up_to)
        panel.tab_changed.connect(self._tab_changed)

    # --- what is selected ---------------------------------------------------------------------

    def show_brick(self, chain_id: str) -> bool:
        """A layer, in the image that was looked at last if it has it; whether it is there."""
        session = self._session
        brick, image = session.wall.bricks.get(chain_id), self.image_of(chain_id)
        if brick is None or image is None:
            return False
        layer = next(layer for layer in image.layers if layer.chain_id == chain_id)
        self._reference = image.reference
        roles, titles = self._looks(image)
        self.panel.show_brick(brick, layer, image, roles=roles, titles=titles)
        return True

    def show_image(self, image: Image) -> None:
        """An image as a whole."""
        self._reference = image.reference
        self.panel.show_image(image, *self._looks(image))

    def image_of(self, chain_id: str) -> Image | None:
        """The image to see a layer in: the one before, the one that it ends, or any."""
        images = [
            image
            for image in self._session.repository.images
            if any(layer.chain_id == chain_id for layer in image.layers)
        ]
        images.sort(
            key=lambda image: (image.reference != self._reference, image.top_chain_id != chain_id)
        )
        return images[0] if images else None

    def place_of(self, key: str) -> LayerPlace | None:
        """Of a chain ID, or of an image's reference; None where there is no layer."""
        image = self._session.repository.image(key)
        if image is not None:
            return LayerPlace(key, image.top_chain_id) if image.layers else None
        image = self.image_of(key)
        return LayerPlace(image.reference, key) if image is not None else None

    # --- windows ------------------------------------------------------------------------------

    def show_file(self, file: FileAt) -> None:
        """A file as it was, in a window of its own."""
        from app.panels.inspector.file_viewer import FileViewer

        target = self._target_of(file.place)
        if target is None:
            return
        viewer = FileViewer(self._theme, self._lookup, self._window)
        viewer.save_requested.connect(self._save)
        viewer.diff_requested.connect(self._choose_diff)
        viewer.path_requested.connect(lambda one: self.show_life(one.place, one.path))
        viewer.show_file(file, target)
        self._open(viewer)

    def show_life(self, place: LayerPlace, path: str) -> None:
        """Who put this here?"""
        from app.panels.inspector.life_view import LifeView

        target = self._target_of(place)
        if target is None:
            return
        view = next((one for one in self._opened if isinstance(one, LifeView)), None)
        if view is None:
            view = LifeView(self._theme, self._lookup, self._window)
            view.file_requested.connect(self.show_file)
            view.brick_requested.connect(self._select_brick)
            self._open(view)
        view.show_life(target, path)

    def compare(self, left: LayerPlace, right: LayerPlace) -> None:
        """Two layers or images side by side."""
        from app.panels.inspector.comparison_page import ComparisonWindow

        shown = ComparisonWindow(self._theme, self._lookup, self._window)
        shown.page.file_requested.connect(self.show_file)
        shown.page.path_requested.connect(lambda file: self.show_life(file.place, file.path))
        shown.page.report_requested.connect(self._reports.save_comparison)
        shown.page.offer_choice()

        def show(one: LayerPlace | None, other: LayerPlace | None) -> None:
            if one is None or other is None:
                return
            left_side, right_side = self._side_of(one), self._side_of(other)
            if left_side is not None and right_side is not None:
                shown.show_pair(
                    one, other, left_side.title, right_side.title,
                    left_layers=left_side, right_layers=right_side,
                )  # fmt: skip

        page = shown.page
        page.left_requested.connect(
            lambda: self._ask_image(shown, lambda place: show(place, page.pair[1]))
        )
        page.right_requested.connect(
            lambda: self._ask_image(shown, lambda place: show(page.pair[0], place))
        )
        show(left, right)
        self._open(shown)

    def compare_keys(self, first: str, second: str) -> None:
        """Two bricks, by chain ID, or images, by reference."""
        left, right = self.place_of(first), self.place_of(second)
        if left is not None and right is not None:
            self.compare(left, right)

    def close_windows(self) -> None:
        """Another window takes over, or the program ends."""
        for dialog in list(self._opened):
            dialog.close()

    # --- answers to the panel -----------------------------------------------------------------

    def _show_life_here(self, path: str) -> None:
        target = self.panel.target
        if target is not None:
            self.show_life(target.place, path)

    def _select_brick(self, chain_id: str) -> None:
        self._session.select(SelectionKind.BRICK, chain_id)

    def _light_up_to(self, level: int) -> None:
        """Time travel: the wall shows the same moment."""
        target = self.panel.target
        if target is not None and self.panel.current_key == "files":
            chain = tuple(layer.chain_id for layer in target.image.layers[: level + 1])
            self._selection.light_chain(chain, target.image.reference)

    def _tab_changed(self, key: str) -> None:
        if key == "files":
            self._light_up_to(self.panel.files.level)
        else:
            self._selection.light_chain((), "")

    def _choose_diff(self, file: FileAt) -> None:
        """With which other state a file is compared: of this image, or of another one."""
        target = self._target_of(file.place)
        if target is None:
            return
        menu = self._menu(self._window)
        for level in reversed(range(target.levels)):
            if level != target.level:
                words = tr(
                    "Brick {level}: {title}",
                    level=level + 1,
                    title=visible(target.title_at(level)),
                )
                other = FileAt(target.place_at(level), file.path)
                menu.addAction(_plain(words), lambda one=other: self._diff(file, one))
        others = menu.addMenu(tr("Another image"))
        self._add_images(others, lambda place: self._diff(file, FileAt(place, file.path)))
        menu.popup(QCursor.pos())

    def _diff(self, file: FileAt, other: FileAt) -> None:
        """In the panel, the older state first where both are of one image."""
        one, two = self._target_of(file.place), self._target_of(other.place)
        if one is None or two is None:
            return
        is_same = one.image.reference == two.image.reference
        pair = [(file, one), (other, two)]
        if not is_same or two.level < one.level:
            pair.reverse()
        labels = [
            tr("brick {level}", level=target.level + 1) if is_same else self._title_of(target)
            for _, target in pair
        ]
        self._session.select(SelectionKind.BRICK, pair[1][0].place.chain_id)
        self._window.raise_()
        self.panel.show_tab("diff")
        self.panel.diff.show_pair(pair[0][0], pair[1][0], (labels[0], labels[1]))

    def _export_file(self, file: FileAt) -> None:
        target = self._target_of(file.place)
        if target is not None:
            self._export(file.place.reference, target.level, file.path)

    def _save(self, file: FileAt) -> None:
        suggested = str(Path.home() / visible(file.path.rpartition("/")[2]))
        path, _filter = QFileDialog.getSaveFileName(self._window, tr("Save the file"), suggested)
        if path:
            self._lookup.save(file, Path(path))

    # --- parts --------------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self._opened.append(dialog)
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.show()

    def _forget(self, dialog: QDialog) -> None:
        if dialog in self._opened:
            self._opened.remove(dialog)
            dialog.deleteLater()

    def _side_of(self, place: LayerPlace) -> SideLayers | None:
        from app.panels.inspector.layer_pairs import SideLayers

        target = self._target_of(place)
        if target is None:
            return None
        count = target.level + 1
        return SideLayers(self._title_of(target), target.roles[:count], target.titles[:count])

    def _ask_image(self, parent: QWidget, answer: Callable[[LayerPlace], None]) -> None:
        menu = self._menu(parent)
        self._add_images(menu, answer)
        menu.popup(QCursor.pos())

    def _add_images(self, menu: QMenu, answer: Callable[[LayerPlace], None]) -> None:
        for image in self._session.repository.images:
            if image.layers:
                place = LayerPlace(image.reference, image.top_chain_id)
                words = _plain(visible(image.reference))
                menu.addAction(words, lambda one=place: answer(one))

    def _menu(self, parent: QWidget) -> QMenu:
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _target_of(self, place: LayerPlace) -> InspectedTarget | None:
        image = self._session.repository.image(place.reference)
        if image is None:
            return None
        roles, titles = self._looks(image)
        for level, layer in enumerate(image.layers):
            if layer.chain_id == place.chain_id:
                return InspectedTarget(place, image, layer, level, roles, titles)
        return None

    def _title_of(self, target: InspectedTarget) -> str:
        name = visible(target.image.reference)
        is_top = target.level == target.levels - 1
        return name if is_top else tr("{name}, brick {level}", name=name, level=target.level + 1)

    def _role_of(self, chain_id: str) -> Role | None:
        brick = self._session.wall.bricks.get(chain_id)
        return brick.role if brick else None

    def _users_of(self, chain_id: str) -> tuple[str, ...]:
        brick = self._session.wall.bricks.get(chain_id)
        return brick.images if brick else ()

    def _looks(self, image: Image) -> tuple[tuple[Role, ...], tuple[str, ...]]:
        bricks = self._session.wall.bricks
        roles: list[Role] = []
        titles: list[str] = []
        for level, layer in enumerate(image.layers):
            brick = bricks.get(layer.chain_id)
            roles.append(brick.role if brick else guess_role(layer, level))
            titles.append(brick.title if brick else visible(layer.created_by))
        return tuple(roles), tuple(titles)


def _plain(words: str) -> str:
    """Menus take `&` for a mnemonic."""
    return words.replace("&", "&&")
