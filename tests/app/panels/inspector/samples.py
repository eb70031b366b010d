"""An image of five layers with all that can be seen in them, and a lookup that answers at once.

`FakeLookup` answers from plain lists: slow and simple, so that a panel's picture can be checked
against it. `failing` makes every question fail, `is_held` keeps answers until `release`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from app.viewmodel.inspected import InspectedTarget
from app.viewmodel.lookup import Failed
from app.viewmodel.roles import Role
from app.viewmodel.wall import Brick
from core.model import (
    Advice,
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    Comparison,
    ContentHit,
    DiffLine,
    DiffMark,
    Ecosystem,
    Efficiency,
    FileAt,
    FileAttributes,
    FileContent,
    FileDiff,
    FilePage,
    FileRow,
    FileType,
    Finding,
    FindingKind,
    Image,
    ImageConfigSummary,
    ImageHistoryEntry,
    Layer,
    LayerPair,
    LayerPlace,
    LayerSizes,
    LayerSummary,
    LayerWaste,
    LifeEvent,
    MetadataPart,
    NameHit,
    NameSearch,
    Package,
    PackageChange,
    PackageChangeKind,
    PackageOrigin,
    PackageReport,
    Severity,
    SizeNode,
    SortKey,
    WasteCause,
    WastedFile,
)

ADDED, MODIFIED, DELETED = ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED
REPLACED, METADATA, IDENTICAL = ChangeKind.REPLACED, ChangeKind.METADATA, ChangeKind.IDENTICAL
REGULAR, DIRECTORY, SYMLINK = FileType.REGULAR, FileType.DIRECTORY, FileType.SYMLINK

TITLES = ("Debian 12", "CA certs", "nginx 1.26 web server", "Shop site", "shop.conf")
ROLES = (Role.OS, Role.PACKAGES, Role.PACKAGES, Role.APP, Role.CONFIG)
COMMANDS = (
    "ADD rootfs.tar.xz /",
    "/bin/sh -c apt-get install -y ca-certificates tzdata",
    "/bin/sh -c apt-get update && apt-get install -y nginx",
    "COPY site/ /var/www/html/shop",
    "COPY shop.conf /etc/nginx/conf.d/",
)
SIZES = (74_800_000, 9_600_000, 62_400_000, 28_600_000, 4_100)
HOSTILE = "<b>bold</b> \u202eevil\u202c \x1b[31mred &amp; <img src=x>"


def _layer(number: int) -> Layer:
    digits = f"{number + 1:x}" * 62
    return Layer(
        f"sha256:d1{digits}", f"sha256:c1{digits}", f"sha256:b1{digits}",
        "application/vnd.oci.image.layer.v1.tar+gzip", SIZES[number],
        created=datetime(2026, 11, number + 1, 12, tzinfo=UTC), created_by=COMMANDS[number],
    )  # fmt: skip


LAYERS = tuple(_layer(number) for number in range(5))
HISTORY = (
    ImageHistoryEntry(LAYERS[0].created, COMMANDS[0], "Debian Project", "", False),
    ImageHistoryEntry(LAYERS[0].created, '/bin/sh -c #(nop)  CMD ["bash"]', "", "", True),
    ImageHistoryEntry(LAYERS[1].created, COMMANDS[1], "", "", False),
    ImageHistoryEntry(LAYERS[2].created, "/bin/sh -c #(nop)  ENV NGINX=1.26", "", "", True),
    ImageHistoryEntry(LAYERS[2].created, COMMANDS[2], "", "", False),
    ImageHistoryEntry(LAYERS[2].created, "/bin/sh -c #(nop)  EXPOSE 80/tcp", "", "", True),
    ImageHistoryEntry(LAYERS[3].created, COMMANDS[3], "", "the site", False),
    ImageHistoryEntry(LAYERS[4].created, COMMANDS[4], "", "", False),
    ImageHistoryEntry(LAYERS[4].created, 'CMD ["nginx" "-g" "daemon off;"]', "", "", True),
)
IMAGE = Image(
    "shop-frontend:2.3.1", "shop-frontend", "Northwind Retail", "2.3.1", "sha256:" + "a7" * 32,
    "sha256:" + "e4" * 32, LAYERS, HISTORY, created=LAYERS[4].created, platform="linux/amd64",
    base_name="debian:12-slim",
    config=ImageConfigSummary(
        command=("nginx", "-g", "daemon off;"), env=("NGINX=1.26", "PATH=/usr/bin:/bin"),
        user="www-data", working_dir="/var/www", exposed_ports=("80/tcp",),
        labels=(("org.opencontainers.image.title", "shop-frontend"),),
    ),
)  # fmt: skip


def brick(level: int = 2, image: Image = IMAGE) -> Brick:
    """The layer on the wall."""
    layer = image.layers[level]
    parent = image.layers[level - 1].chain_id if level else ""
    return Brick(
        layer.chain_id, parent, level, TITLES[level % 5], layer.created_by, ROLES[level % 5],
        layer.size_bytes, 1.8, (image.reference, "web-server:1.26"), layer.available,
        layer.unavailable_reason,
    )  # fmt: skip


def place(level: int = 2, image: Image = IMAGE) -> LayerPlace:
    """A layer of the image."""
    return LayerPlace(image.reference, image.layers[level].chain_id)


def target(level: int = 2, image: Image = IMAGE, *, is_image: bool = False) -> InspectedTarget:
    """What a tab is asked to show."""
    level = len(image.layers) - 1 if is_image else level
    layer = None if is_image else image.layers[level]
    roles = tuple(ROLES[number % 5] for number in range(len(image.layers)))
    titles = tuple(TITLES[number % 5] for number in range(len(image.layers)))
    return InspectedTarget(place(level, image), image, layer, level, roles, titles, is_image)


def unavailable_image(reason: str = "it is for windows/amd64 only") -> Image:
    """The same, but nobody has the contents of its third layer."""
    gone = replace(LAYERS[2], available=False, unavailable_reason=reason)
    return replace(IMAGE, layers=(*LAYERS[:2], gone, *LAYERS[3:]))


def tall_image(levels: int = 127) -> Image:
    """As many layers as an overlay mount takes."""
    layers = tuple(
        replace(LAYERS[n % 5], chain_id=f"sha256:{n:064x}", diff_id=f"sha256:{n + 1000:064x}")
        for n in range(levels)
    )
    return replace(IMAGE, reference="tall:1", name="tall", version="1", layers=layers)


# --- what is in the layers --------------------------------------------------------------------


def row(path: str, kind: ChangeKind | None = ADDED, size_bytes: int = 0, **more: Any) -> ChangeRow:
    """A changed file, or with a slash at its end a directory."""
    file_type = more.pop("file_type", DIRECTORY if path.endswith("/") else REGULAR)
    return ChangeRow(path.rstrip("/"), kind, file_type, size_bytes, **more)


def many(
    folder: str, count: int, size_bytes: int, ending: str = "", **more: Any
) -> list[ChangeRow]:
    """Many new files in a new folder, large ones and small ones."""
    weights = [1 / (number + 1) for number in range(count)]
    scale = size_bytes / sum(weights)
    return [
        row(f"{folder}/", ADDED),
        *(
            row(f"{folder}/{_name(number)}{ending}", ADDED, int(weight * scale), **more)
            for number, weight in enumerate(weights)
        ),
    ]


def _name(number: int) -> str:
    words = ("alpha", "core", "http", "index", "kernel", "locale", "module", "parser", "session")
    return f"{words[number % len(words)]}-{number}" if number >= len(words) else words[number]


_LISTS = {"waste": WasteCause.DELETED}
_NGINX: list[ChangeRow] = [
    *many("var/lib/apt/lists", 42, 19_400_000, "_Packages.lz4", **_LISTS),
    *many("var/cache/apt/archives", 31, 11_900_000, ".deb", **_LISTS),
    row("var/lib/dpkg/status", MODIFIED, 1_020_000, size_before_bytes=982_000, is_text=True),
    row("var/lib/dpkg/status-old", MODIFIED, 680_000, size_before_bytes=649_000, is_text=True),
    *many("usr/lib/nginx/modules", 24, 13_600_000, ".so"),
    *many("usr/share/perl", 611, 6_200_000, ".pm", is_text=True),
    *many("usr/share/nginx", 180, 3_100_000, ".html", is_text=True),
    *many("usr/share/doc/nginx", 240, 2_400_000, ".gz"),
    *many("usr/lib/python3/dist-packages", 96, 1_900_000, ".py", is_text=True),
    row("usr/sbin/nginx", ADDED, 1_400_000, attributes=FileAttributes(0o755)),
    row("usr/bin/perl5", ADDED, 0, file_type=SYMLINK,
        attributes=FileAttributes(0o777, link="perl")),
    row("usr/bin/awk", MODIFIED, 0, file_type=SYMLINK,
        attributes=FileAttributes(0o777, link="gawk"),
        attributes_before=FileAttributes(0o777, link="mawk")),
    row("etc/nginx/nginx.conf", ADDED, 1_447, is_text=True),
    row("etc/nginx/mime.types", ADDED, 5_200, is_text=True),
    row("etc/nginx/conf.d/", ADDED),
    row("etc/nginx/", ADDED, 0),
    row("etc/hosts.allow", METADATA, 411, size_before_bytes=411, is_text=True,
        metadata=(MetadataPart.MODE, MetadataPart.OWNER),
        attributes=FileAttributes(0o755, 33, 33), attributes_before=FileAttributes(0o644),
        waste=WasteCause.METADATA, wasted_bytes=0),
    row("etc/ld.so.cache", IDENTICAL, 16_212, size_before_bytes=16_212),
    row("etc/motd.dpkg-old", DELETED, 0, size_before_bytes=286, is_text=True),
    row("etc/motd", DELETED, 0, size_before_bytes=286, is_text=True),
    row("etc/alternatives", REPLACED, 90_400, size_before_bytes=1_200),
    row("var/www/html/", ADDED, 0, hides_below=True),
    row("var/www/html/index.html", ADDED, 612, is_text=True),
    row("var/log/", METADATA, 0, metadata=(MetadataPart.TIME,),
        attributes=FileAttributes(0o755), attributes_before=FileAttributes(0o755)),
    row("etc/resolv.conf", MODIFIED, 0, is_noise=True),
    row(".dockerenv", ADDED, 0, is_noise=True),
    row("run/\N{SNOWMAN} " + HOSTILE, ADDED, 77),
]  # fmt: skip
_NGINX = [
    replace(one, wasted_bytes=one.size_bytes) if one.waste is WasteCause.DELETED else one
    for one in _NGINX
]
CHANGES: tuple[tuple[ChangeRow, ...], ...] = (
    (
        *many("usr/lib/x86_64-linux-gnu", 1_400, 88_000_000, ".so"),
        *many("usr/bin", 700, 20_000_000),
        *many("usr/share/zoneinfo", 900, 9_000_000),
        *many("etc/apt", 6, 18_000, ".list", is_text=True),
        *many("var/lib/dpkg/info", 300, 2_900_000, ".list", is_text=True),
        row("etc/"), row("usr/"), row("var/"), row("var/log/"),
        row("var/lib/dpkg/status", ADDED, 982_000, is_text=True),
        row("var/lib/dpkg/status-old", ADDED, 649_000, is_text=True),
        row("etc/debian_version", ADDED, 6, is_text=True),
        row("etc/motd", ADDED, 286, is_text=True),
        row("etc/motd.dpkg-old", ADDED, 286, is_text=True),
        row("etc/hosts.allow", ADDED, 411, is_text=True),
        row("etc/ld.so.cache", ADDED, 16_212),
        row("etc/alternatives", ADDED, 0, file_type=SYMLINK),
        row("usr/bin/awk", ADDED, 0, file_type=SYMLINK),
    ),
    (
        *many("etc/ssl/certs", 280, 412_000, ".pem", is_text=True),
        *many("usr/share/zoneinfo/right", 330, 2_100_000),
    ),
    tuple(_NGINX),
    (
        *many("var/www/html/shop", 410, 28_000_000, ".webp"),
        row("var/lib/apt/lists/", DELETED, 0, size_before_bytes=19_400_000),
        row("var/cache/apt/archives/", DELETED, 0, size_before_bytes=11_900_000),
    ),
    (
        row("etc/nginx/conf.d/shop.conf", ADDED, 2_048, is_text=True),
        row("etc/nginx/nginx.conf", MODIFIED, 1_502, size_before_bytes=1_447, is_text=True),
    ),
)  # fmt: skip


def _matches(path: str, pattern: str) -> bool:
    wanted, path = pattern.casefold(), path.casefold()
    if any(char in wanted for char in "*?["):
        return fnmatchcase(path, wanted) or fnmatchcase(path.rpartition("/")[2], wanted)
    return wanted in path


def change_page(rows: Sequence[ChangeRow], query: ChangeQuery) -> ChangePage:
    """Filtered, put into their folder, sorted, cut."""
    rows = [
        one
        for one in rows
        if (one.is_noise is False or query.has_noise)
        and one.kind in query.kinds
        and (not query.pattern or _matches(one.path, query.pattern))
        and one.size_bytes >= query.least_bytes
        and (one.is_text or not query.is_text_only)
        and (one.wasted_bytes > 0 or not query.is_wasted_only)
    ]
    if query.folder is not None:
        prefix = f"{query.folder}/" if query.folder else ""
        rows = [one for one in rows if one.path.startswith(prefix)]
    changes, size_bytes = len(rows), sum(one.size_bytes for one in rows)
    if query.folder is not None:
        rows = _children(rows, query.folder)
    keys: dict[SortKey, Callable[[ChangeRow], Any]] = {
        SortKey.NAME: lambda one: one.path,
        SortKey.SIZE: lambda one: one.size_bytes,
        SortKey.KIND: lambda one: one.kind.value if one.kind else "",
    }
    rows = sorted(rows, key=lambda one: one.path)
    rows.sort(key=keys[query.sort], reverse=query.is_descending)
    page = tuple(rows[query.offset : query.offset + query.limit])
    return ChangePage(page, len(rows), changes, size_bytes)


def _children(rows: Sequence[ChangeRow], folder: str) -> list[ChangeRow]:
    start = len(folder) + 1 if folder else 0
    found: dict[str, ChangeRow] = {}
    below: dict[str, list[ChangeRow]] = {}
    for one in rows:
        name, slash, _rest = one.path[start:].partition("/")
        path = one.path[:start] + name
        if slash:
            below.setdefault(path, []).append(one)
        else:
            found[path] = one
    for path, inside in below.items():
        own = found.get(path) or ChangeRow(path, None, DIRECTORY)
        found[path] = replace(
            own,
            size_bytes=own.size_bytes + sum(one.size_bytes for one in inside),
            inside=len(inside),
            wasted_bytes=sum(one.wasted_bytes for one in inside),
            waste=next((one.waste for one in inside if one.waste), own.waste),
        )
    return list(found.values())


def merged_at(level: int, changes: Sequence[Sequence[ChangeRow]] = CHANGES) -> dict[str, FileRow]:
    """All files at a level by path, what this level deleted with them; no directories' sums."""
    tree: dict[str, FileRow] = {}
    for number, rows in enumerate(changes):
        for one in rows:
            if number > level:
                old = tree.get(one.path)
                if old is not None and old.later is None and one.kind is not None:
                    tree[one.path] = replace(old, later=(number, one.kind))
                continue
            if one.kind is DELETED:
                gone = [p for p in tree if p == one.path or p.startswith(f"{one.path}/")]
                for path in gone:
                    if number == level:
                        tree[path] = replace(tree[path], kind=DELETED)
                    else:
                        del tree[path]
                continue
            for parent in _parents(one.path):
                tree.setdefault(parent, FileRow(parent, DIRECTORY, 0, 0, number))
            tree[one.path] = FileRow(
                one.path, one.file_type, one.size_bytes, 0, number,
                one.kind if number == level else None, None, False, one.is_text, one.attributes,
            )  # fmt: skip
    return tree


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def file_page(tree: dict[str, FileRow], folder: str, pattern: str, offset: int) -> FilePage:
    """What is in a folder, directories first; or all that match."""
    if pattern:
        rows = [one for path, one in sorted(tree.items()) if _matches(path, pattern)]
    else:
        rows = [one for path, one in sorted(tree.items()) if path.rpartition("/")[0] == folder]
        rows.sort(key=lambda one: one.file_type is not DIRECTORY)
    page = [
        _summed(tree, one) if one.file_type is DIRECTORY else one
        for one in rows[offset : offset + 500]
    ]
    return FilePage(tuple(page), len(rows))


def _summed(tree: dict[str, FileRow], one: FileRow) -> FileRow:
    below = [row for path, row in tree.items() if path.startswith(f"{one.path}/")]
    files = [row for row in below if row.file_type is not DIRECTORY and row.kind is not DELETED]
    size_bytes = sum(row.size_bytes for row in files)
    return replace(one, size_bytes=size_bytes, files=len(files), has_children=bool(below))


def size_node(rows: Sequence[ChangeRow], folder: str = "") -> SizeNode:
    """Boxes for the largest folders, what is in them inside; the rest in a box without a key."""
    prefix = f"{folder}/" if folder else ""
    rows = [one for one in rows if one.path.startswith(prefix) and one.size_bytes]
    total = sum(one.size_bytes for one in rows)
    outer = _children(rows, folder)
    while True:
        wide = [one for one in outer if one.inside > 1 and one.size_bytes * 8 > total]
        parts = {one.path: _children(_below(rows, one.path), one.path) for one in wide}
        wide = [one for one in wide if any(part.inside for part in parts[one.path])]
        if not wide or len(outer) > 10:
            break
        outer.remove(wide[0])
        outer += parts[wide[0].path]
    outer.sort(key=lambda one: -one.size_bytes)
    boxes = []
    for one in outer[:12]:
        inside = sorted(_children(_below(rows, one.path), one.path), key=lambda c: -c.size_bytes)
        inner = [_box(rows, child.path, []) for child in inside[:4]]
        boxes.append(_box(rows, one.path, _with_rest(one.size_bytes, inner) if inner else []))
    return SizeNode(
        folder, folder, total, len(rows), sum(one.wasted_bytes for one in rows), "",
        tuple(_with_rest(total, boxes)),
    )  # fmt: skip


def _below(rows: Sequence[ChangeRow], path: str) -> list[ChangeRow]:
    return [one for one in rows if one.path.startswith(f"{path}/")]


def _with_rest(total: int, boxes: list[SizeNode]) -> list[SizeNode]:
    rest = total - sum(box.size_bytes for box in boxes)
    return [*boxes, SizeNode("", "7 smaller ones", rest, 7)] if rest > 0 else boxes


def _box(rows: Sequence[ChangeRow], path: str, children: list[SizeNode]) -> SizeNode:
    inside = [one for one in rows if one.path == path or one.path.startswith(f"{path}/")]
    return SizeNode(
        path, path, sum(one.size_bytes for one in inside), len(inside),
        sum(one.wasted_bytes for one in inside), "", tuple(children),
    )  # fmt: skip


# --- the rest ---------------------------------------------------------------------------------


def package(name: str, version: str, size_bytes: int | None = 100_000, **more: Any) -> Package:
    """A Debian one."""
    return Package(Ecosystem.DPKG, name, version, "amd64", size_bytes, **more)


def package_report() -> PackageReport:
    """Eleven changes of every kind."""
    kinds = PackageChangeKind
    new = [
        PackageChange(kinds.ADDED, None, package(name, version, size, is_automatic=size < 10**6))
        for name, version, size in (
            ("nginx", "1.26.0-1", 3_400_000), ("perl", "5.36.0-7", 6_200_000),
            ("libssl3", "3.0.11-1", 6_000_000), ("libpcre2-8-0", "10.42-1", 680_000),
            ("zlib1g", "1:1.2.13", 170_000), ("iproute2", "6.1.0-3", 2_900_000),
        )
    ]  # fmt: skip
    old = package("libc6", "2.36-9+deb12u3", 13_000_000)
    return PackageReport(
        (
            *new,
            PackageChange(kinds.UPGRADED, old, replace(old, version="2.36-9+deb12u9")),
            PackageChange(kinds.DOWNGRADED, package("tzdata", "2024b"), package("tzdata", "2024a")),
            PackageChange(kinds.CHANGED, package("odd", "x1"), package("odd", "y1")),
            PackageChange(kinds.REMOVED, package("nano", "7.2-1", 2_900_000), None),
            PackageChange(
                kinds.ADDED, None,
                Package(Ecosystem.PYTHON, "certbot", "2.1.0", location="usr/lib/python3"),
            ),
        ),
        installed=142,
        notes=("The RPM database could not be read: it is damaged.",),
        recommended=(package("perl", "5.36.0-7", 6_200_000, is_automatic=True),),
        recommended_bytes=6_200_000,
    )  # fmt: skip


def findings() -> tuple[Finding, ...]:
    """Worst first."""
    chains = [layer.chain_id for layer in LAYERS]
    return (
        Finding(FindingKind.SECRET, Severity.HIGH, "Private key", "root/.ssh/id_rsa", 2, chains[2],
                2_602, deleted_at=3, line=1, excerpt="-----BEGIN RSA PRIVATE KEY-----"),
        Finding(FindingKind.SETUID, Severity.MEDIUM, "Runs as root for everybody",
                "usr/bin/passwd", 0, chains[0], 68_248),
        Finding(FindingKind.CACHE, Severity.LOW, "Package lists", "var/lib/apt/lists", 2, chains[2],
                19_400_000, deleted_at=3),
    )  # fmt: skip


def efficiency() -> Efficiency:
    """The package lists of the third layer are deleted by the fourth."""
    dead = 31_300_000
    layers = tuple(
        LayerWaste(level, layer.chain_id, layer.size_bytes, dead if level == 2 else 0,
                   dead if level == 3 else 0)
        for level, layer in enumerate(LAYERS)
    )  # fmt: skip
    files = tuple(
        WastedFile(one.path, one.size_bytes, 2, 3, one.waste)
        for one in CHANGES[2]
        if one.waste and one.wasted_bytes
    )
    advice = (
        Advice(
            "Delete the package lists in the step that makes them: `apt-get update && apt-get "
            "install -y nginx && rm -rf /var/lib/apt/lists/*` saves 19.4 MB.",
            19_400_000, (2, 3), ("var/lib/apt/lists",),
        ),
        Advice(
            "Empty the package cache in the same step with `apt-get clean`: saves 11.9 MB.",
            11_900_000, (2, 3), ("var/cache/apt/archives",),
        ),
    )  # fmt: skip
    stored = sum(SIZES)
    return Efficiency(
        IMAGE.reference, stored, stored - dead, layers, files, len(files),
        ((WasteCause.DELETED, dead),), advice, base_levels=1,
    )  # fmt: skip


def life(path: str) -> tuple[LifeEvent, ...]:
    """What the layers did to a path."""
    return tuple(
        LifeEvent(level, LAYERS[level].chain_id, one.kind, one.file_type, one.size_bytes,
                  one.attributes, one.metadata, "", COMMANDS[level])
        for level, rows in enumerate(CHANGES)
        for one in rows
        if one.path == path and one.kind
    )  # fmt: skip


def text_diff(path: str = "etc/nginx/nginx.conf") -> FileDiff:
    """A few lines."""
    mark = DiffMark
    return FileDiff(
        path, path, 1_447, 1_502,
        (
            DiffLine(mark.SAME, 1, 1, (("user www-data;", False),)),
            DiffLine(mark.REMOVED, 2, None, (("workers ", False), ("1", True), (";", False))),
            DiffLine(mark.ADDED, None, 2, (("workers ", False), ("auto", True), (";", False))),
            DiffLine(mark.SAME, 3, 3, (("pid /run/nginx.pid;", False),)),
            DiffLine(mark.GAP, None, None, (("31 equal lines", False),)),
            DiffLine(mark.ADDED, None, 35, (("    gzip on;", True),)),
        ),
        added=2, removed=1,
    )  # fmt: skip


class FakeLookup:
    """Answers every question at once. What was asked is kept in `asked`: (method, arguments)."""

    def __init__(
        self, image: Image = IMAGE, changes: Sequence[Sequence[ChangeRow]] = CHANGES
    ) -> None:
        self.image = image
        self.rows = changes
        self.failing = ""
        self.is_held = False
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.forgotten: list[str] = []
        self.answers: dict[str, Any] = {}  # by method: another answer than the usual one
        self._held: list[tuple[str, Callable[[], None]]] = []
        self._trees: dict[int, dict[str, FileRow]] = {}

    # --- for tests ----------------------------------------------------------------------------

    def count(self, method: str) -> int:
        """How often a method was asked."""
        return sum(name == method for name, _arguments in self.asked)

    def last(self, method: str) -> tuple[Any, ...]:
        """The arguments of the newest question."""
        return next(given for name, given in reversed(self.asked) if name == method)

    def release(self) -> None:
        """Give the answers that were held, in the order of the questions."""
        held, self._held = self._held, []
        for _slot, give in held:
            give()

    def _give(
        self, method: str, given: tuple[Any, ...], slot: str, then: Callable[[Any], None],
        failed: Failed | None, usual: Callable[[], Any],
    ) -> None:  # fmt: skip
        self.asked.append((method, given))
        self._held = [(held, give) for held, give in self._held if held != slot]

        def give() -> None:
            if self.failing:
                if failed is not None:
                    failed(self.failing)
                return
            then(self.answers[method] if method in self.answers else usual())

        if self.is_held:
            self._held.append((slot, give))
        else:
            give()

    def _level(self, place: LayerPlace) -> int:
        return next(
            level
            for level, layer in enumerate(self.image.layers)
            if layer.chain_id == place.chain_id
        )

    def _rows(self, place: LayerPlace) -> Sequence[ChangeRow]:
        return self.rows[self._level(place) % len(self.rows)]

    def _tree(self, place: LayerPlace) -> dict[str, FileRow]:
        level = self._level(place)
        if level not in self._trees:
            self._trees[level] = merged_at(level, self.rows)
        return self._trees[level]

    # --- the questions ------------------------------------------------------------------------

    def summary(
        self, place: LayerPlace, then: Callable[[LayerSummary], None], *,
        failed: Failed | None = None, slot: str = "summary",
    ) -> None:  # fmt: skip
        def usual() -> LayerSummary:
            rows = [one for one in self._rows(place) if not one.is_noise]
            counts = tuple((kind, sum(one.kind is kind for one in rows)) for kind in ChangeKind)
            files = [one for one in self._tree(place).values() if one.file_type is not DIRECTORY]
            level = self._level(place)
            stored = sum(one.size_bytes for one in rows)
            return LayerSummary(
                place, level, len(self.image.layers), counts,
                sum(one.is_noise for one in self._rows(place)),
                sum(one.is_text and one.kind is MODIFIED for one in rows),
                LayerSizes(
                    stored, stored + 90_000, self.image.layers[level].size_bytes, 0, stored,
                    sum(one.size_bytes for one in files),
                ),
                len(files), sum(one.wasted_bytes for one in rows),
            )  # fmt: skip

        self._give("summary", (place,), slot, then, failed, usual)

    def changes(
        self, place: LayerPlace, query: ChangeQuery, then: Callable[[ChangePage], None], *,
        failed: Failed | None = None, slot: str = "",
    ) -> None:  # fmt: skip
        def usual() -> ChangePage:
            return change_page(self._rows(place), query)

        self._give("changes", (place, query), slot, then, failed, usual)

    def files(
        self, place: LayerPlace, folder: str, then: Callable[[FilePage], None], *,
        pattern: str = "", offset: int = 0, failed: Failed | None = None, slot: str = "",
    ) -> None:  # fmt: skip
        def usual() -> FilePage:
            return file_page(self._tree(place), folder, pattern, offset)

        self._give("files", (place, folder, pattern, offset), slot, then, failed, usual)

    def life(
        self, reference: str, path: str, then: Callable[[tuple[LifeEvent, ...]], None], *,
        failed: Failed | None = None, slot: str = "life",
    ) -> None:  # fmt: skip
        self._give("life", (reference, path), slot, then, failed, lambda: life(path))

    def content(
        self, file: FileAt, then: Callable[[FileContent], None], *,
        failed: Failed | None = None, slot: str = "content",
    ) -> None:  # fmt: skip
        def usual() -> FileContent:
            text = f"# {file.path}\nuser www-data;\nworker_processes auto;\n".encode()
            return FileContent(file.path, len(text), text, "sha256:" + "ab" * 32)

        self._give("content", (file,), slot, then, failed, usual)

    def save(self, file: FileAt, path: Path) -> None:
        self.asked.append(("save", (file, path)))

    def diff(
        self, old: FileAt, new: FileAt, then: Callable[[FileDiff], None], *,
        context: int = 3, failed: Failed | None = None, slot: str = "diff",
    ) -> None:  # fmt: skip
        self._give("diff", (old, new, context), slot, then, failed, lambda: text_diff(new.path))

    def size_map(
        self, place: LayerPlace | None, then: Callable[[SizeNode], None], *,
        is_whole_image: bool = False, folder: str = "", failed: Failed | None = None,
        slot: str = "size-map",
    ) -> None:  # fmt: skip
        def usual() -> SizeNode:
            if place is None or is_whole_image:
                return size_node(list(itertools.chain.from_iterable(self.rows)), folder)
            return size_node(self._rows(place), folder)

        self._give("size_map", (place, is_whole_image, folder), slot, then, failed, usual)

    def efficiency(
        self, reference: str, then: Callable[[Efficiency], None], *,
        failed: Failed | None = None, slot: str = "efficiency",
    ) -> None:  # fmt: skip
        self._give("efficiency", (reference,), slot, then, failed, efficiency)

    def packages(
        self, place: LayerPlace, then: Callable[[PackageReport], None], *,
        failed: Failed | None = None, slot: str = "packages",
    ) -> None:  # fmt: skip
        self._give("packages", (place,), slot, then, failed, package_report)

    def installed(
        self, place: LayerPlace, then: Callable[[tuple[PackageOrigin, ...]], None], *,
        failed: Failed | None = None, slot: str = "installed",
    ) -> None:  # fmt: skip
        def usual() -> tuple[PackageOrigin, ...]:
            names = ("apt", "bash", "ca-certificates", "libc6", "nginx", "tzdata")
            return tuple(
                PackageOrigin(package(name, f"1.{number}"), min(number // 2, 2))
                for number, name in enumerate(names)
            )

        self._give("installed", (place,), slot, then, failed, usual)

    def findings(
        self, reference: str, then: Callable[[tuple[Finding, ...]], None], *,
        has_contents: bool = False, failed: Failed | None = None, slot: str = "findings",
    ) -> None:  # fmt: skip
        self._give("findings", (reference, has_contents), slot, then, failed, findings)

    def names(
        self, words: str, then: Callable[[NameSearch], None], *,
        failed: Failed | None = None, slot: str = "names",
    ) -> None:  # fmt: skip
        def usual() -> NameSearch:
            hits: dict[str, NameHit] = {}
            for level, rows in enumerate(self.rows):
                for one in rows:
                    if all(word in one.path.casefold() for word in words.casefold().split()):
                        old = hits.get(one.path) or NameHit(one.path, one.file_type, ())
                        mine = (*old.diff_ids, self.image.layers[level].diff_id)
                        hits[one.path] = replace(old, diff_ids=mine)
            found = frozenset(itertools.chain.from_iterable(h.diff_ids for h in hits.values()))
            return NameSearch(words, tuple(hits.values())[:200], found, len(hits) > 200)

        self._give("names", (words,), slot, then, failed, usual)

    def contents(
        self, text: str, found: Callable[[tuple[ContentHit, ...]], None],
        then: Callable[[int], None], *, references: tuple[str, ...] = (),
        failed: Failed | None = None, slot: str = "contents",
    ) -> None:  # fmt: skip
        hit = ContentHit(self.image.layers[2].diff_id, "etc/nginx/nginx.conf", 2, f"a {text} b")
        found((hit,))
        self._give("contents", (text, references), slot, then, failed, lambda: 1)

    def compare(
        self, left: LayerPlace, right: LayerPlace, then: Callable[[Comparison], None], *,
        failed: Failed | None = None, slot: str = "compare",
    ) -> None:  # fmt: skip
        def usual() -> Comparison:
            counts = tuple((kind, 7 if kind is ADDED else 2) for kind in ChangeKind)
            pairs = tuple(LayerPair(level, level, level < 3) for level in range(5))
            return Comparison(left, right, counts, 4_600, 146_000_000, 151_000_000, pairs, (),
                              package_report().changes)  # fmt: skip

        self._give("compare", (left, right), slot, then, failed, usual)

    def compared(
        self, left: LayerPlace, right: LayerPlace, query: ChangeQuery,
        then: Callable[[ChangePage], None], *, failed: Failed | None = None, slot: str = "",
    ) -> None:  # fmt: skip
        def usual() -> ChangePage:
            return change_page(self._rows(right), query)

        self._give("compared", (left, right, query), slot, then, failed, usual)

    def forget(self, slot: str) -> None:
        self.forgotten.append(slot)
        self._held = [(held, give) for held, give in self._held if held != slot]
