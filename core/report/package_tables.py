"""Tables of changed packages, for layers and for comparisons."""

from __future__ import annotations

from core.model import PackageChange
from core.report.document import Cell, Column, Foreign, Table, table
from core.wording import size_text


def packages_table(
    caption: str, changes: tuple[PackageChange, ...], limit: int | None = None
) -> Table:
    """One package a row, with both versions."""
    columns = (Column("Change"), Column("Package"), Column("Before"), Column("After"),
               Column("Architecture"), Column("Size", True), Column("Kind"),
               Column("In"))  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for change in changes:
        package = change.package
        rows.append(
            (
                change.kind.value,
                Foreign(package.name),
                Foreign(change.before.version if change.before is not None else ""),
                Foreign(change.after.version if change.after is not None else ""),
                Foreign(package.architecture),
                size_text(package.size_bytes) if package.size_bytes is not None else "",
                package.ecosystem.value,
                Foreign(package.location),
            )
        )
    return table(caption, columns, rows, limit=limit, many="packages")
