"""The commands run in a container, from which an image's history is written."""

from core.recording.recording import Recording, as_history_text
from core.recording.session_log import (
    LABEL_LIMIT_BYTES,
    SESSION_LABEL,
    SessionLog,
    read_session,
    session_labels,
)

__all__ = [
    "LABEL_LIMIT_BYTES",
    "SESSION_LABEL",
    "Recording",
    "SessionLog",
    "as_history_text",
    "read_session",
    "session_labels",
]
