"""What recipes would stand on: looked up once for each image, and anew for each container."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.commands.context import Context
from core.cancel import CancelToken
from core.engine.protocol import Engine
from core.model import Container, ContainerState, Image
from core.progress import Report
from core.translation import tr

if TYPE_CHECKING:
    from core.recipe import Ground

Work = Callable[[Engine, CancelToken, Report], object]


class RecipeGrounds(QObject):
    """Signals: learned(): of one more it is known what it has."""

    learned = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._images: dict[tuple[str, str], Ground] = {}  # by reference and manifest
        self._containers: dict[str, Ground] = {}
        self._asked: set[object] = set()

    def of_image(self, image: Image) -> Ground | None:
        """None: not known yet; it is being looked up."""
        key = (image.reference, image.manifest_digest)
        found = self._images.get(key)
        if found is None:
            from core.recipe import look_at_image

            self._ask(
                key,
                lambda engine, cancel, report: look_at_image(
                    image, engine, cancel=cancel, report=report
                ),
                lambda ground: self._images.__setitem__(key, ground),
            )
        return found

    def of_container(self, container: Container) -> Ground | None:
        """None: not known yet; one that does not run takes nothing."""
        from core.recipe import Ground, look_at_container

        if container.state is not ContainerState.RUNNING:
            return Ground(sentence=tr("Start the container first."))
        if container.id in self._context.session.busy:
            return Ground(sentence=tr("Something is being done in it already."))
        found = self._containers.get(container.id)
        if found is None:
            self._ask(
                container.id,
                lambda engine, cancel, _report: look_at_container(
                    container.id, container.switch, engine, cancel=cancel
                ),
                lambda ground: self._containers.__setitem__(container.id, ground),
            )
        return found

    def look_again(self) -> None:
        """Containers change, and so does the network; what fits is asked anew."""
        from core.recipe import is_connected

        self._containers.clear()
        self._asked.clear()
        connected = is_connected()
        self._images = {
            key: replace(ground, is_connected=connected)
            for key, ground in self._images.items()
            if not ground.sentence
        }

    def _ask(self, key: object, work: Work, keep: Callable[[Ground], None]) -> None:
        if key in self._asked:
            return
        self._asked.add(key)

        def looked(value: object) -> None:
            keep(value)  # type: ignore[arg-type]
            self.learned.emit()

        def failed(sentence: str) -> None:
            from core.recipe import Ground

            keep(Ground(sentence=sentence))
            self.learned.emit()

        self._context.inspect(
            tr("Looking what fits"), work, looked, slot=f"recipe-ground {key}", failed=failed
        )
