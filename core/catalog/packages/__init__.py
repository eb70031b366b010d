"""Packages inside layers: what their databases say, and which level brought what."""

from core.catalog.packages.attribution import compare_packages, origins
from core.catalog.packages.databases import (
    database_rows,
    packages_at,
    read_debian_records,
    read_packages,
    which_database,
)
from core.catalog.packages.recommendations import recommended_only
from core.catalog.packages.record import DebianRecord
from core.catalog.packages.versions import compare_versions

__all__ = [
    "DebianRecord",
    "compare_packages",
    "compare_versions",
    "database_rows",
    "origins",
    "packages_at",
    "read_debian_records",
    "read_packages",
    "recommended_only",
    "which_database",
]
