"""What came along only because another package recommends it (deb-control(5), "Recommends")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from core.catalog.packages.record import DebianRecord
from core.model import Package

Providers = Mapping[str, Sequence[int]]


def recommended_only(
    records: Sequence[DebianRecord], added: Collection[Package]
) -> tuple[tuple[Package, ...], int]:
    """Those of `added` that nothing needs and something recommends, with their installed bytes.

    `records` are all packages of the level asked about; with those of the image's top level it is
    sure that no later layer needs them either. Needed is what was not installed automatically and
    all that it depends on, through whatever can satisfy a demand: rather too much than too little.
    What is left and can be reached with recommendations is what `apt-get install
    --no-install-recommends` would have left out. Largest first.
    """
    providers = _providers(records)
    asked_for = [
        at
        for at, record in enumerate(records)
        if record.is_protected or not record.package.is_automatic
    ]
    needed = _reached(records, providers, asked_for, has_recommended=False)
    wanted = _reached(records, providers, asked_for, has_recommended=True)
    keys = {_key(package) for package in added}
    found = [
        records[at].package for at in sorted(wanted - needed) if _key(records[at].package) in keys
    ]
    found.sort(key=lambda package: (-(package.size_bytes or 0), package.name))
    return tuple(found), sum(package.size_bytes or 0 for package in found)


def _key(package: Package) -> tuple[str, str, str]:
    return package.name, package.architecture, package.version


def _providers(records: Sequence[DebianRecord]) -> Providers:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        for name in {record.package.name, *record.provides}:
            found[name].append(at)
    return found


def _reached(
    records: Sequence[DebianRecord],
    providers: Providers,
    start: Iterable[int],
    *,
    has_recommended: bool,
) -> set[int]:
    """Places in `records` that the demands of `start` lead to, itself among them."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        record = records[waiting.pop()]
        demands = record.depends + (record.recommends if has_recommended else ())
        for demand in demands:
            for name in demand:
                for at in providers.get(name, ()):
                    if at not in reached:
                        reached.add(at)
                        waiting.append(at)
    return reached
