"""What comes from elsewhere and what goes there: its entries in the toolbar, in menus, as keys.

Pulling stays one click, and so does exporting; all else is in
their menus.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.commands.verbs import Verbs
from app.theme import Theme
from app.viewmodel.session import Session
from app.window.dropping import Dropping
from app.window.shortcuts import Shortcut
from app.window.sidebar import Sidebar
from app.window.stage import Stage
from app.window.toolbar import Choice, Toolbar
from core.model import Image
from core.translation import tr

Verb = tuple[str, Callable[[], object]]


class Travelling:
    """The window's part of `verbs.registries`, `verbs.archives` and `verbs.offering`."""

    def __init__(
        self,
        window: QWidget,
        session: Session,
        verbs: Verbs,
        save_report: Callable[[str], None],
        open_repository: Callable[[], object],
    ) -> None:
        self._window = window
        self._session = session
        self._verbs = verbs
        self._save_report = save_report
        self._open_repository = open_repository
        self.take_dropped = verbs.archives.import_archives  # what the classroom may take first

    def connect_parts(self, bar: Toolbar, sidebar: Sidebar, stage: Stage, theme: Theme) -> None:
        """What the toolbar's buttons do, what else is in their menus, who is in this network, and
        what may be dropped.
        """
        registries, archives = self._verbs.registries, self._verbs.archives
        bar.pull_requested.connect(lambda: registries.pull_image())
        bar.export_requested.connect(lambda: archives.export_images())
        bar.offer(bar.pull, self.ways_here)
        bar.offer(bar.export, self.ways_out)
        self._take_drops(stage, theme)
        sidebar.neighbours.chosen.connect(lambda where: registries.pull_image(f"{where}/"))
        for pill in (sidebar.sharing, stage.sharing):
            pill.opened.connect(self._verbs.offering.show)
            pill.stop_requested.connect(self._verbs.offering.stop)

    def _take_drops(self, stage: Stage, theme: Theme) -> None:
        """Archives that are dropped where the wall is."""
        archives = self._verbs.archives
        for part in (stage.view, stage.view.viewport()):
            part.setAcceptDrops(False)  # a scene would take them and do nothing
        self.dropping = Dropping(stage, theme, archives.why_no_import, self._take_dropped)

    def _take_dropped(self, paths: tuple[str, ...]) -> None:
        self.take_dropped(paths)

    @property
    def shortcuts(self) -> tuple[Shortcut, ...]:
        """Keys of the whole window."""
        registries, archives = self._verbs.registries, self._verbs.archives
        return (
            ("Ctrl+P", lambda: registries.pull_image()),
            ("Ctrl+Shift+U", lambda: registries.push_image()),
            ("Ctrl+L", lambda: archives.import_archive()),
            ("Ctrl+E", lambda: archives.export_images()),
            ("Ctrl+Shift+E", lambda: self._verbs.handouts.ask()),
            ("Ctrl+Alt+C", lambda: self._verbs.handouts.copy()),
            ("Ctrl+Shift+S", self._verbs.offering.show),
        )

    def show_reasons(self, bar: Toolbar) -> None:
        """Which of its buttons can be used, and why not."""
        here = tr("Pull an image from a registry (Ctrl+P)")
        out = tr("Export images as one file (Ctrl+E)")
        bar.set_reason(bar.pull, here, self._verbs.registries.why_no_pull())
        bar.set_reason(bar.export, out, self._verbs.archives.why_no_export())

    # --- menus --------------------------------------------------------------------------------

    def ways_here(self) -> list[Choice]:
        """How an image comes here."""
        verbs = self._verbs
        return [
            (tr("Pull from a registry…\tCtrl+P"), lambda: verbs.registries.pull_image()),
            (tr("Import an archive…\tCtrl+L"), lambda: verbs.archives.import_archive()),
            (tr("Make a base image…\tCtrl+N"), lambda: verbs.images.make_base_image()),
        ]

    def ways_out(self) -> list[Choice]:
        """How an image, or a picture of the wall, leaves."""
        verbs = self._verbs
        image = self._session.selected_image
        choices: list[Choice] = [
            (tr("Export images…\tCtrl+E"), lambda: verbs.archives.export_images()),
            (tr("Push to a registry…\tCtrl+Shift+U"), lambda: verbs.registries.push_image()),
            (tr("Share with the class…\tCtrl+Shift+S"), verbs.offering.show),
            *self.pictures(),
        ]
        if image is not None:
            choices.append((tr("Report of the image…"), lambda: self._save_report(image.reference)))
        return choices

    def pictures(self) -> list[Choice]:
        """What is looked at, to give away."""
        verbs = self._verbs
        return [
            (tr("Picture or handout…\tCtrl+Shift+E"), lambda: verbs.handouts.ask()),
            (tr("Copy picture\tCtrl+Alt+C"), lambda: verbs.handouts.copy()),
        ]

    def pictures_of(self, kind: str, key: str) -> list[Verb]:
        """For the menu of an "image" or a "container"."""
        from app.viewmodel.handout_form import HandoutRequest, What

        what = What.CONTAINER if kind == "container" else What.STACK
        handouts = self._verbs.handouts
        return [
            (tr("Picture or handout…"), lambda: handouts.ask(what, key)),
            (tr("Copy picture"), lambda: handouts.copy(HandoutRequest(what, key))),
        ]

    def show_openable(self, below: QPoint) -> None:
        """All that can be opened, for the first run."""
        menu = QMenu(self._window)
        for words, verb in (
            *self.ways_here()[:2],
            (tr("Open another repository…\tCtrl+O"), self._open_repository),
        ):
            menu.addAction(words, verb)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(below)

    def verbs_of_image(self, image: Image) -> list[Verb]:
        """For its menu."""
        reference, verbs = image.reference, self._verbs
        return [
            (tr("Export…"), lambda: verbs.archives.export_images((reference,))),
            (tr("Push…"), lambda: verbs.registries.push_image(reference)),
            (tr("Share with the class…"), verbs.offering.show),
        ]

    def verbs_of_brick(self, chain_id: str) -> list[Verb]:
        """For its menu: one layer, as the file that it is."""
        for image in self._session.repository.images:
            for level, layer in enumerate(image.layers):
                if layer.chain_id == chain_id and layer.available:
                    reference = image.reference
                    return [
                        (
                            tr("Export this brick (layer)…"),
                            lambda one=reference, at=level: self._verbs.archives.export_layer(
                                one, at
                            ),
                        )
                    ]
        return []
