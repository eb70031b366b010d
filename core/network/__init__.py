"""Virtual switches that containers are plugged into."""

from core.network.switch import HOST, NONE, SwitchDriver, known_switches

__all__ = ["HOST", "NONE", "SwitchDriver", "known_switches"]
