"""Whose certificates are believed: the system's authorities, and those kept for one registry.

Podman and Docker keep them in <folder>/<host[:port]>/: `*.crt` are authorities, `*.cert` with
`*.key` say who we are (containers-certs.d(5)).
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable
from pathlib import Path

from core.errors import InsecureRegistryError
from core.registry.targets import Origin

_FILES_LIMIT = 64


def trust_for(
    origin: Origin,
    authorities: Callable[[], ssl.SSLContext],
    folders: Iterable[Path],
    is_blind: bool,
) -> ssl.SSLContext:
    """What a TLS connection to `origin` is checked with.

    `is_blind`: any certificate is taken. Raises InsecureRegistryError for a kept certificate that
    cannot be used.
    """
    context = authorities()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if is_blind:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    names = dict.fromkeys((f"{origin.host}:{origin.port}", origin.name))
    for folder in (folder / name for folder in folders for name in names):
        for path in _files(folder):
            try:
                _add(context, path)
            except (OSError, ssl.SSLError, ValueError) as error:
                reason = f"the certificate {path} that is kept for it cannot be used"
                raise InsecureRegistryError(origin.name, reason, detail=str(error)) from error
    return context


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())[:_FILES_LIMIT]
    except OSError:  # nothing is kept for it, or not for us
        return []


def _add(context: ssl.SSLContext, path: Path) -> None:
    if path.suffix == ".crt":
        context.load_verify_locations(cafile=path)
    elif path.suffix == ".cert":
        # A key that is locked by a password must not be asked for at a terminal.
        context.load_cert_chain(path, path.with_suffix(".key"), password=lambda: b"")
