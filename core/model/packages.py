"""Packages, by the layer that brought, upgraded or removed them."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Ecosystem(enum.Enum):
    """Whose database says so."""

    DPKG = "Debian packages (dpkg)"
    APK = "Alpine packages (apk)"
    RPM = "RPM packages"
    PYTHON = "Python packages"
    NPM = "npm packages"


class PackageChangeKind(enum.Enum):
    """How a package differs from what lies under the layer."""

    ADDED = "added"
    UPGRADED = "upgraded"
    DOWNGRADED = "downgraded"
    CHANGED = "changed"  # another version, and nobody can say which is newer
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package; `size_bytes` installed, None when its database does not say."""

    ecosystem: Ecosystem
    name: str
    version: str
    architecture: str = ""
    size_bytes: int | None = None
    location: str = ""  # where several of a name can be installed: the directory it lies in
    is_automatic: bool = False  # came along with another one


@dataclass(frozen=True, slots=True)
class PackageChange:
    """A package that a layer changed; `before` is what was there, `after` what is."""

    kind: PackageChangeKind
    before: Package | None
    after: Package | None

    @property
    def package(self) -> Package:
        """The newer of the two."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a layer did to packages. `installed` counts all that are there at this level.

    `notes` say what could not be read, a sentence each. `recommended` came along though nothing
    that was asked for needs them, `recommended_bytes` together.
    """

    changes: tuple[PackageChange, ...]
    installed: int
    notes: tuple[str, ...] = ()
    recommended: tuple[Package, ...] = ()
    recommended_bytes: int = 0

    def count(self, *kinds: PackageChangeKind) -> int:
        """How many changes are of these kinds."""
        return sum(change.kind in kinds for change in self.changes)


@dataclass(frozen=True, slots=True)
class PackageOrigin:
    """An installed package and the level that brought it in this version."""

    package: Package
    level: int
