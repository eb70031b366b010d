"""What became of packages from one level to the next, and which level brought each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from core.catalog.packages.versions import compare_versions
from core.model import Ecosystem, Package, PackageChange, PackageChangeKind, PackageOrigin

_ORDER = {ecosystem: place for place, ecosystem in enumerate(Ecosystem)}


def compare_packages(
    before: Iterable[Package], after: Iterable[Package]
) -> tuple[PackageChange, ...]:
    """How the packages of a level differ from those below it, by ecosystem and name.

    Of packages with one name those belong together that have the same architecture and location,
    then those of the same version (it was only moved, which is no change), then the only two that
    are left. What is left after that was added or removed.
    """
    old, new = _by_name(before), _by_name(after)
    changes: list[PackageChange] = []
    for key in {**old, **new}:
        changes += _changes_of_name(old.get(key, []), new.get(key, []))
    changes.sort(key=lambda change: _sort_key(change.package))
    return tuple(changes)


def origins(levels: Sequence[Iterable[Package] | None]) -> tuple[PackageOrigin, ...]:
    """The packages of the last level, each with the level that brought it in this version.

    A package that was away in between is brought by the level that has it again. None stands for
    a level whose databases cannot be read: it is taken to be like the one below.
    """
    brought: dict[Hashable, PackageOrigin] = {}
    for level, packages in enumerate(levels):
        if packages is None:
            continue
        present: dict[Hashable, PackageOrigin] = {}
        for package in packages:
            key = _identity(package)
            below = brought.get(key)
            present[key] = PackageOrigin(package, below.level if below else level)
        brought = present
    return tuple(sorted(brought.values(), key=lambda origin: _sort_key(origin.package)))


def _by_name(packages: Iterable[Package]) -> dict[tuple[Ecosystem, str], list[Package]]:
    found: defaultdict[tuple[Ecosystem, str], dict[Hashable, Package]] = defaultdict(dict)
    for package in packages:
        found[package.ecosystem, package.name].setdefault(_identity(package), package)
    return {key: list(named.values()) for key, named in found.items()}


def _changes_of_name(old: list[Package], new: list[Package]) -> list[PackageChange]:
    _take_pairs(old, new, _identity)
    pairs = _take_pairs(old, new, lambda package: (package.architecture, package.location))
    _take_pairs(old, new, lambda package: (package.architecture, package.version), is_any_of=True)
    pairs += _take_pairs(old, new, lambda package: ())
    return [
        *(PackageChange(_kind(before, after), before, after) for before, after in pairs),
        *(PackageChange(PackageChangeKind.REMOVED, package, None) for package in old),
        *(PackageChange(PackageChangeKind.ADDED, None, package) for package in new),
    ]


def _take_pairs(
    old: list[Package],
    new: list[Package],
    key_of: Callable[[Package], Hashable],
    *,
    is_any_of: bool = False,
) -> list[tuple[Package, Package]]:
    """Take out of both lists those that have a key in common, and return them as pairs.

    Several with one key are left, since nobody can say which was which, but with `is_any_of`.
    """
    if not old or not new:
        return []
    groups: defaultdict[Hashable, tuple[list[Package], list[Package]]]
    groups = defaultdict(lambda: ([], []))
    for side, packages in enumerate((old, new)):
        for package in packages:
            groups[key_of(package)][side].append(package)
    pairs = []
    for befores, afters in groups.values():
        if is_any_of or len(befores) == len(afters) == 1:
            pairs += list(zip(befores, afters, strict=False))
    for before, after in pairs:
        old.remove(before)
        new.remove(after)
    return pairs


def _kind(before: Package, after: Package) -> PackageChangeKind:
    order = compare_versions(after.ecosystem, before.version, after.version)
    if not order:
        return PackageChangeKind.CHANGED
    return PackageChangeKind.UPGRADED if order < 0 else PackageChangeKind.DOWNGRADED


def _identity(package: Package) -> Hashable:
    return (
        package.ecosystem,
        package.name,
        package.architecture,
        package.location,
        package.version,
    )


def _sort_key(package: Package) -> tuple[int, str, str, str]:
    return _ORDER[package.ecosystem], package.name, package.architecture, package.location
