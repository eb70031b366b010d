"""Switches of the built-in engine: which there are, and who is plugged into them."""

from __future__ import annotations

from core.engine.container_record import ContainerRecord
from core.engine.places import Places
from core.errors import NotSupportedError
from core.model import NewContainer, NewSwitch, Switch
from core.network import HOST, NONE, Plugged, known_switches


class Switches:
    """Implements the switches' part of `core.engine.running.RunningContainers`. Thread-safe."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def list(self) -> tuple[Switch, ...]:
        """See Engine.switches."""
        return known_switches()

    def require(self, request: NewContainer) -> None:
        """Raises SwitchNotFoundError, NotSupportedError, PortTakenError for what cannot be."""
        if request.switch not in (NONE, HOST):
            raise NotSupportedError(f"Switch “{request.switch}”", "there is no such switch")

    def create(self, request: NewSwitch) -> Switch:
        """See RunningContainers.create_switch."""
        raise NotSupportedError(f"Switch “{request.name}”", "named switches are not built yet")

    def remove(self, name: str, users: tuple[str, ...]) -> None:
        """See RunningContainers.remove_switch; `users` are names of containers made for it."""
        raise NotSupportedError(f"Switch “{name}”", "named switches are not built yet")

    def attach(self, record: ContainerRecord) -> Plugged:
        """Plug a container in before it starts. Raises NetworkFailedError, PortTakenError."""
        return Plugged(None if record.switch == HOST else "")

    def detach(self, record: ContainerRecord) -> None:
        """Take away whatever `attach` made, after it stopped. Idempotent; raises nothing."""

    def close(self) -> None:
        """The engine ends; containers go on."""
