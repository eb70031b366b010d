"""The probe at start: what this computer offers, with a sentence for each thing that is missing."""

from __future__ import annotations

from core.engine.places import Places
from core.model import Facility, Readiness
from core.runtime import probe_runtime
from core.snapshot import probe_overlay
from core.translation import tr_noop


def probe(places: Places, *, can_write: bool) -> Readiness:
    """Try everything for real; takes some tens of milliseconds."""
    places.make()
    facilities = [*probe_runtime(places.runtime_state)]
    if can_write:
        facilities.append(probe_overlay(places.private / "tmp", places.form))
    else:
        facilities.append(
            Facility(
                "repository",
                tr_noop("Repository"),
                False,
                "read-only",
                tr_noop(
                    "This repository can only be read; choose one of your own with --repository."
                ),
            )
        )
    return Readiness(tuple(facilities), "rootless" if places.is_rootless else "root")
