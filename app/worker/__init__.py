"""The only place with threads: jobs on lanes, and one bridge into the GUI thread."""

from app.worker.garbage import GarbageInGuiThread
from app.worker.job import Failed, Job, Lane, Outcome, Stopped, Succeeded
from app.worker.runner import Runner

__all__ = [
    "Failed",
    "GarbageInGuiThread",
    "Job",
    "Lane",
    "Outcome",
    "Runner",
    "Stopped",
    "Succeeded",
]
