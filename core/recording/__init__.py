"""The commands run in a container, from which an image's history is written."""

from core.recording.recording import Recording, as_history_text

__all__ = ["Recording", "as_history_text"]
