"""Whiteouts in both their forms.

In a tar (image-spec layer.md, "Whiteouts"): an empty file `.wh.NAME` removes NAME of the layers
below, `.wh..wh..opq` hides all that they have in its directory. In an overlayfs layer
(kernel Documentation/filesystems/overlayfs.rst): a character device 0:0 of the name itself, and an
extended attribute of the directory.
"""

from __future__ import annotations

import enum
import os
import stat

PREFIX = b".wh."
OPAQUE_NAME = b".wh..wh..opq"


class WhiteoutForm(enum.Enum):
    """Whose extended attributes overlayfs keeps its notes in.

    TRUSTED needs real root. USER is what a mount with `userxattr` reads, the only way in a user
    namespace. A directory made in one form is not valid in the other.
    """

    TRUSTED = "trusted.overlay."
    USER = "user.overlay."

    @property
    def opaque_xattr(self) -> str:
        """Set to "y" on a directory that hides everything below it."""
        return self.value + "opaque"


OVERLAY_XATTR_PREFIXES = tuple(form.value for form in WhiteoutForm)


def is_whiteout(status: os.stat_result) -> bool:
    """Whether an entry of an overlayfs layer is a whiteout."""
    return stat.S_ISCHR(status.st_mode) and status.st_rdev == 0


def is_opaque(directory: int, form: WhiteoutForm) -> bool:
    """Whether a directory (a descriptor) hides what lies below it."""
    try:
        return os.getxattr(directory, form.opaque_xattr) == b"y"
    except OSError:
        return False  # no such attribute, or a file system without any
