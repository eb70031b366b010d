"""An image with two layers, everything that can be said of it, and names that attack readers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from core.cancel import NEVER, CancelToken
from core.errors import LayerUnavailableError
from core.model import (
    Advice,
    ChangeKind,
    ChangePage,
    ChangeQuery,
    ChangeRow,
    Comparison,
    ConfigDifference,
    Ecosystem,
    Efficiency,
    FileAttributes,
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
    MetadataPart,
    Package,
    PackageChange,
    PackageChangeKind,
    PackageReport,
    Severity,
    WasteCause,
    WastedFile,
)
from core.progress import Report, ignore

HOSTILE = (
    "plain/path",
    "<script>alert(1)</script>",
    "\"onmouseover='x'",
    "&lt;b&gt; & co",
    "a|b|c",
    "back\\slash\\|pipe",
    "`code` ``more``",
    "*bold* _it_ **x** __y__",
    "[link](http://evil.example/)",
    "![picture](//evil.example/x.png)",
    "https://evil.example/x",
    "www.evil.example",
    "a|b write to x@evil.example",
    "@somebody #123 GH-7 :smile: $x$",
    "line\nbreak\r\nand\ttab",
    '=HYPERLINK("http://evil","x")',
    "+1+2",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "  =cmd|'/c calc'!A0",
    "＝1+1",
    'comma, "quote"',
    "turned \u202egnp.exe\u202c around",
    "isolate \u2066x\u2069 and mark \u200f",
    "zero\u200bwidth \ufeff",
    "esc \x1b[31mred\x1b]0;title\x07",
    "nul \x00 bell \x07 c1 \x9b31m",
    "odd \udce9\udcff bytes",
    "lone \ud800 half",
    "line\u2028separator\u2029paragraph\x85next",
    "עברית ⁧ العربية",
    "wide 漢字 and e\u0301",
    " blanks ",
    "-->",
    "]]>",
    "tag \U000e0041\U0001f600",
    "{{7*7}} ${x} %s %n",
    "'",
    "",
)
"""Each is tried wherever text of an image may stand."""

NOON = datetime(2026, 3, 7, 12, 0, 5, tzinfo=UTC)


def digest(digit: str) -> str:
    return "sha256:" + digit * 64


def make_image(text: str = "RUN make", reference: str = "Web:1.0") -> Image:
    layers = (
        Layer(digest("1"), digest("a"), digest("d"), "application/x.tar+gzip", 1_500_000,
              created=NOON, created_by="starter"),
        Layer(digest("2"), digest("b"), digest("e"), "application/x.tar+gzip", 500_000,
              created=NOON, created_by=text, comment=text),
    )  # fmt: skip
    history = (
        ImageHistoryEntry(NOON, "starter", "Toys", "", False),
        ImageHistoryEntry(None, "CMD sh", "", "", True),
        ImageHistoryEntry(NOON, text, text, text, False),
    )
    config = ImageConfigSummary(
        command=("sh", text), env=("PATH=/bin", f"X={text}"), labels=(("note", text),)
    )
    return Image(
        reference, "Web", text, "1.0", digest("f"), digest("c"), layers, history, config,
        description=text, created=NOON, platform="linux/amd64",
    )  # fmt: skip


IMAGE = make_image()


def make_summary(place: LayerPlace, level: int, note: str = "") -> LayerSummary:
    sizes = (
        LayerSizes(4_000_000, 4_100_096, 1_500_000, 0, 4_000_000, 4_000_000),
        LayerSizes(1_000_000, 1_003_520, 500_000, 500_000, -250_000, 3_750_000),
    )[level]
    counts = ((ChangeKind.ADDED, 7), (ChangeKind.MODIFIED, 2), (ChangeKind.REPLACED, 1),
              (ChangeKind.DELETED, 3))  # fmt: skip
    notes = (note,) if note else ()
    return LayerSummary(place, level, 2, counts, 4, 5, sizes, 120 + level, 0, notes)


def make_changes(text: str) -> tuple[ChangeRow, ...]:
    return (
        ChangeRow(text, ChangeKind.ADDED, FileType.REGULAR, 100),
        ChangeRow(
            "bin/sh", ChangeKind.METADATA, FileType.REGULAR, 900, 900,
            metadata=(MetadataPart.MODE, MetadataPart.OWNER, MetadataPart.TIME),
            attributes=FileAttributes(0o755, 0, 0, 1_700_000_000_123_456_789, xattrs=(text,)),
            attributes_before=FileAttributes(0o644, 1000, 1000, 1),
        ),
        ChangeRow("etc/x", ChangeKind.DELETED, FileType.SYMLINK, 0, 12,
                  attributes_before=FileAttributes(0o777, link=text)),
        ChangeRow("var", ChangeKind.REPLACED, FileType.DIRECTORY, hides_below=True,
                  waste=WasteCause.DELETED, wasted_bytes=3),
    )  # fmt: skip


def make_efficiency(
    text: str = "etc/old", stored: int = 5_000_000, live: int = 4_750_000
) -> Efficiency:
    dead = stored - live
    return Efficiency(
        "Web:1.0", stored, live,
        (LayerWaste(0, digest("a"), 4_000_000, dead, 0),
         LayerWaste(1, digest("b"), 1_000_000, 0, dead)),
        (WastedFile(text, dead, 0, 1, WasteCause.OVERWRITTEN),), 3,
        ((WasteCause.OVERWRITTEN, dead), (WasteCause.DELETED, 0)),
        (Advice(f"Join {text} with the step that made it", dead, (0, 1), (text,)),),
        base_levels=1,
    )  # fmt: skip


def make_findings(text: str = "root/.ssh/id_rsa") -> tuple[Finding, ...]:
    return (
        Finding(FindingKind.SECRET, Severity.HIGH, f"A private key: {text}", text, 0, digest("a"),
                1700, deleted_at=1, line=3, excerpt=text),
        Finding(FindingKind.SETUID, Severity.MEDIUM, "Runs as root", "bin/su", 1, digest("b"), 90),
        Finding(FindingKind.LOG, Severity.LOW, "A log", "var/log/x", 1, digest("b"), 12),
    )  # fmt: skip


def make_packages(text: str = "libc") -> PackageReport:
    old = Package(Ecosystem.DPKG, text, "1.0", "amd64", 4096)
    new = replace(old, version=text or "2", size_bytes=None, location=text)
    return PackageReport(
        (
            PackageChange(PackageChangeKind.UPGRADED, old, new),
            PackageChange(PackageChangeKind.REMOVED, old, None),
        ),
        88,
        (f"{text} could not be read",),
    )


def make_comparison(text: str, left: LayerPlace, right: LayerPlace) -> Comparison:
    return Comparison(
        left, right, ((ChangeKind.ADDED, 1), (ChangeKind.METADATA, 1), (ChangeKind.DELETED, 1)),
        40, 4_000_000, 3_750_000,
        (LayerPair(0, 0, True), LayerPair(None, 1, False)),
        (ConfigDifference(f"Label {text}", None, text), ConfigDifference("User", "root", "")),
        make_packages(text).changes,
        (f"Noted: {text}",),
    )  # fmt: skip


@dataclass
class SampleInspection:
    """Answers as an engine's inspection does; `text` stands wherever an image's text can.

    `unreadable` are levels whose contents are not available; `has_no_sums`: then nothing is told
    of the whole image either.
    """

    text: str = "usr/share/doc"
    image: Image = IMAGE
    unreadable: tuple[int, ...] = ()
    has_no_sums: bool = False
    are_pairs_same: bool = True
    more_changes: int = 0
    contents_were_read: list[bool] = field(default_factory=list)
    queries: list[ChangeQuery] = field(default_factory=list)

    def _check(self, level: int) -> None:
        if level in self.unreadable:
            raise LayerUnavailableError(self.image.layers[level].diff_id, "they are damaged")

    def _check_sums(self) -> None:
        for level in self.unreadable if self.has_no_sums else ():
            self._check(level)

    def _level(self, place: LayerPlace) -> int:
        return next(
            n for n, layer in enumerate(self.image.layers) if layer.chain_id == place.chain_id
        )

    def layer_summary(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> LayerSummary:
        level = self._level(place)
        self._check(level)
        return make_summary(place, level, f"Odd: {self.text}")

    def changes_of_layer(
        self,
        place: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        self._check(self._level(place))
        return self._page(query)

    def efficiency(
        self, reference: str, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> Efficiency:
        self._check_sums()
        return make_efficiency(self.text)

    def packages_of_layer(
        self, place: LayerPlace, *, cancel: CancelToken = NEVER, report: Report = ignore
    ) -> PackageReport:
        self._check(self._level(place))
        return make_packages(self.text)

    def findings(
        self,
        reference: str,
        *,
        has_contents: bool = False,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> tuple[Finding, ...]:
        self._check_sums()
        self.contents_were_read.append(has_contents)
        return make_findings(self.text)

    def compare(
        self,
        left: LayerPlace,
        right: LayerPlace,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> Comparison:
        if left == right:
            pairs = (LayerPair(0, 0, True), LayerPair(1, 1, self.are_pairs_same))
            return Comparison(left, right, (), 43, 1, 1, pairs, (), ())
        return make_comparison(self.text, left, right)

    def compared_files(
        self,
        left: LayerPlace,
        right: LayerPlace,
        query: ChangeQuery,
        *,
        cancel: CancelToken = NEVER,
        report: Report = ignore,
    ) -> ChangePage:
        return ChangePage((), 0, 0, 0) if left == right else self._page(query)

    def _page(self, query: ChangeQuery) -> ChangePage:
        self.queries.append(query)
        extra = tuple(
            ChangeRow(f"more/{n:06d}", ChangeKind.ADDED, FileType.REGULAR, 1)
            for n in range(self.more_changes)
        )
        rows = make_changes(self.text) + extra
        shown = rows[query.offset : query.offset + query.limit]
        return ChangePage(shown, len(rows), len(rows), 0)
