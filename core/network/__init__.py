"""Virtual switches that containers are plugged into."""

from core.network.switch import HOST, NONE, Plugged, SwitchDriver, known_switches

__all__ = ["HOST", "NONE", "Plugged", "SwitchDriver", "known_switches"]
