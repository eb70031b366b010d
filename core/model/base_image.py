"""Where a container OS image can come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaseImageSource:
    """One source on offer. `key`: "starter", "debian", "tarball" or "scratch"."""

    key: str
    title: str
    description: str  # one sentence
    is_available: bool
    sentence: str = ""  # why not, and what to do
    is_offline: bool = True
    suggested_name: str = ""
    suggested_version: str = ""
    suggested_publisher: str = ""


@dataclass(frozen=True, slots=True)
class BaseImageRequest:
    """A base image to make.

    `tarball` is a path, for the source "tarball"; `release` and `mirror` are for "debian", ""
    meaning this machine's own.
    """

    source: str
    name: str
    publisher: str
    version: str
    description: str = ""
    tarball: str = ""
    release: str = ""
    mirror: str = ""
    replace: bool = False
