"""How images that arrive are called where a name means something else already."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import ImageExistsError
from core.model import NameConflict
from core.oci.digest import algorithm_of, hex_of
from core.store import ImageLayout

_SHORT_HEX = 12


def given_names(
    layout: ImageLayout, wanted: Sequence[tuple[str, str]], conflict: NameConflict
) -> tuple[str, ...]:
    """A name for each (name, digest of the manifest, "" while it is not known).

    A name that means the same image, or nothing, is given as it is. Else `conflict` decides: a name
    that somebody trusts is never moved silently. Raises ImageExistsError.
    """
    taken = {name: descriptor.digest for name, descriptor in layout.references()}
    given = []
    for name, digest in wanted:
        found = taken.get(name, digest)
        if digest and found != digest:
            if conflict is NameConflict.REFUSE:
                raise ImageExistsError(name)
            # Two of one request are never each other's replacement.
            is_newcomer = name in given
            if conflict is NameConflict.KEEP_BOTH or is_newcomer:
                name = f"{name}@{algorithm_of(digest)}:{hex_of(digest)[:_SHORT_HEX]}"
                if taken.get(name, digest) != digest:
                    name = f"{name.rpartition('@')[0]}@{digest}"
        taken[name] = digest
        given.append(name)
    return tuple(given)
