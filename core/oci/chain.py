"""Chain IDs: the name of a layer on what lies under it (image-spec config.md, "Layer ChainID")."""

from __future__ import annotations

from collections.abc import Sequence

from core.oci.digest import sha256_digest


def chain_ids(diff_ids: Sequence[str]) -> tuple[str, ...]:
    """One chain ID for each layer, bottom first; the bottom one equals its diff ID."""
    chain: list[str] = []
    for diff_id in diff_ids:
        chain.append(sha256_digest(f"{chain[-1]} {diff_id}".encode()) if chain else diff_id)
    return tuple(chain)
