"""Does overlayfs work here, tried for real in the place where it will be used?"""

from __future__ import annotations

import secrets
from pathlib import Path

from core.errors import MountFailedError
from core.layer import WhiteoutForm, remove_tree
from core.model import Facility
from core.snapshot.overlay import OverlayMount
from core.translation import tr_noop

_TITLE = tr_noop("Layered file system (overlayfs)")


def probe_overlay(directory: Path, form: WhiteoutForm) -> Facility:
    """Mount two layers below `directory`, delete one of theirs, and take everything away."""
    place = directory / f"probe-{secrets.token_hex(8)}"
    try:
        return _try(place, form)
    except OSError as error:
        return _missing(
            f"Choose a repository on a local ext4, xfs or btrfs disk: {error.strerror}.", str(error)
        )
    finally:
        remove_tree(place)


def _try(place: Path, form: WhiteoutForm) -> Facility:
    lower, upper, work, merged = (place / name for name in ("lower", "upper", "work", "merged"))
    for directory in (lower / "from-below", upper, work, merged):
        directory.mkdir(parents=True)
    mount = OverlayMount([lower], upper, work, merged, form)
    try:
        mount.mount()
    except MountFailedError as error:
        remedy = (
            tr_noop(
                "Ask the administrator for a kernel 5.11 or newer, "
                "where a person may mount overlayfs"
            )
            if form is WhiteoutForm.USER
            else tr_noop(
                "Load overlayfs (modprobe overlay) and use a local ext4, xfs or btrfs disk"
            )
        )
        return _missing(f"Layers cannot be mounted: {error.reason}. {remedy}.", error.detail)
    try:
        # A mount with the wrong kind of attributes fails only here, with EIO.
        (merged / "from-below").rmdir()
        (merged / "written").write_text("x")
    except OSError as error:
        return _missing(
            tr_noop("Layers can be mounted but not changed; use a local ext4, xfs or btrfs disk."),
            str(error),
        )
    finally:
        mount.unmount()
    finding = (
        tr_noop("with user attributes")
        if form is WhiteoutForm.USER
        else tr_noop("with trusted attributes")
    )
    return Facility("overlay", _TITLE, True, finding)


def _missing(sentence: str, finding: str) -> Facility:
    return Facility("overlay", _TITLE, False, finding, sentence)
