"""Archives that must be refused: a name, the bytes, the code of the refusal."""

from __future__ import annotations

from tests.corpus.hostile_ambiguous import (
    HOSTILE_LINKS,
    HOSTILE_NAMES,
    HOSTILE_NUMBERS,
    HOSTILE_RECORDS,
    HOSTILE_WHITEOUTS,
)
from tests.corpus.hostile_sparse import HOSTILE_SPARSE
from tests.corpus.tar_bytes import (
    END,
    directory,
    file,
    gnu_long,
    hardlink,
    header,
    padded,
    pax,
    record,
    symlink,
)

X = b"x"

HOSTILE: dict[str, tuple[bytes, str]] = {
    "dot-dot": (file(b"../evil", X) + END, "unsafe-path"),
    "dot-dot inside": (file(b"a/../../evil", X) + END, "unsafe-path"),
    "dot-dot at the end": (directory(b"a/..") + END, "unsafe-path"),
    "absolute": (file(b"/etc/passwd", X) + END, "unsafe-path"),
    "prefix dot-dot": (file(b"evil", X, prefix=b"..") + END, "unsafe-path"),
    "prefix absolute": (file(b"evil", X, prefix=b"/etc") + END, "unsafe-path"),
    "pax path dot-dot": (pax((b"path", b"../evil")) + file(b"good", X) + END, "unsafe-path"),
    "pax path absolute": (pax((b"path", b"/evil")) + file(b"good", X) + END, "unsafe-path"),
    "pax path with NUL": (pax((b"path", b"a\x00b")) + file(b"good", X) + END, "unsafe-path"),
    "gnu long name dot-dot": (gnu_long(b"L", b"../evil") + file(b"g", X) + END, "unsafe-path"),
    "name goes on after NUL": (file(b"good\x00evil", X) + END, "bad-tar"),
    "root as a file": (file(b"./", X) + END, "unsafe-path"),
    "link through a symlink": (symlink(b"d", b"/") + file(b"d/evil", X) + END, "unsafe-path"),
    "link through a symlink to here": (
        symlink(b"d", b".") + file(b"d/evil", X) + END,
        "unsafe-path",
    ),
    "directory through a symlink": (
        symlink(b"d", b"/tmp") + directory(b"d/evil") + END,
        "unsafe-path",
    ),
    "file as a directory": (file(b"f", X) + file(b"f/evil", X) + END, "unsafe-path"),
    "hard link outside": (hardlink(b"h", b"../../etc/passwd") + END, "unsafe-path"),
    "hard link absolute": (hardlink(b"h", b"/etc/passwd") + END, "unsafe-path"),
    "hard link to nothing": (hardlink(b"h", b"nothing") + END, "unsafe-link"),
    "hard link to itself": (hardlink(b"h", b"./h") + END, "unsafe-link"),
    "hard link to a directory": (directory(b"d") + hardlink(b"h", b"d") + END, "unsafe-link"),
    "hard link through a symlink": (
        symlink(b"d", b"/etc") + hardlink(b"h", b"d/passwd") + END,
        "unsafe-link",
    ),
    "hard link with contents": (header(b"h", typeflag=b"1", link=b"f", size=1) + END, "bad-tar"),
    "empty symlink": (symlink(b"s", b"") + END, "unsafe-link"),
    "symlink with contents": (header(b"s", typeflag=b"2", link=b"t", size=1) + END, "bad-tar"),
    "directory with contents": (header(b"d/", typeflag=b"5", size=512) + END, "bad-tar"),
    "whiteout of nothing": (file(b".wh.") + END, "bad-whiteout"),
    "whiteout of dot": (file(b".wh..") + END, "bad-whiteout"),
    "whiteout of dot-dot": (file(b"a/.wh...") + END, "bad-whiteout"),
    "whiteout of a whiteout": (file(b".wh..wh.a") + END, "bad-whiteout"),
    "whiteout with contents": (file(b".wh.a", X) + END, "bad-whiteout"),
    "whiteout as a directory": (directory(b".wh.a") + END, "bad-whiteout"),
    "whiteout as a symlink": (symlink(b".wh.a", b"t") + END, "bad-whiteout"),
    "whiteout used as a directory": (file(b".wh.a/b", X) + END, "bad-whiteout"),
    "opaque through a symlink": (
        symlink(b"d", b"/tmp") + file(b"d/.wh..wh..opq") + END,
        "unsafe-path",
    ),
    "whiteout through a symlink": (symlink(b"d", b"/tmp") + file(b"d/.wh.x") + END, "unsafe-path"),
    "overlay whiteout device": (header(b"a", typeflag=b"3") + END, "overlay-smuggle"),
    "trusted overlay xattr": (
        pax((b"SCHILY.xattr.trusted.overlay.opaque", b"y")) + directory(b"d") + END,
        "overlay-smuggle",
    ),
    "user overlay xattr": (
        pax((b"SCHILY.xattr.user.overlay.redirect", b"/etc")) + directory(b"d") + END,
        "overlay-smuggle",
    ),
    "wrong checksum": (file(b"a", X, checksum=b"000001\x00 ") + END, "bad-tar"),
    "negative size": (file(b"a", size=b"\xff" * 12) + END, "bad-tar"),
    "size that is no number": (file(b"a", size=b"1x\x00" + b"\x00" * 9) + END, "bad-tar"),
    "unknown type": (header(b"a", typeflag=b"Z") + END, "bad-tar"),
    "pax sparse": (pax((b"GNU.sparse.major", b"1")) + file(b"a", X) + END, "bad-tar"),
    "two sizes": (pax((b"size", b"512")) + file(b"a", X * 1024) + END, "bad-tar"),
    "pax key twice": (
        pax(raw=record(b"path", b"a") + record(b"path", b"b")) + file(b"c", X) + END,
        "bad-tar",
    ),
    "two pax headers": (pax((b"path", b"a")) * 2 + file(b"c", X) + END, "bad-tar"),
    "pax length lies": (pax(raw=b"99 path=a\n") + file(b"c", X) + END, "bad-tar"),
    "pax length zero": (pax(raw=b"0 path=a\n") + file(b"c", X) + END, "bad-tar"),
    "pax without equals": (pax(raw=b"8 patha\n") + file(b"c", X) + END, "bad-tar"),
    "pax size no number": (pax((b"size", b"-1")) + file(b"c", X) + END, "bad-tar"),
    "pax time no number": (pax((b"mtime", b"nan")) + file(b"c", X) + END, "bad-tar"),
    "global header renames": (
        pax((b"path", b"evil"), typeflag=b"g") + file(b"c", X) + END,
        "bad-tar",
    ),
    "pax at the end": (pax((b"path", b"a")), "truncated"),
    "owner minus one": (pax((b"uid", b"4294967295")) + file(b"c", X) + END, "bad-tar"),
    "second archive behind the end": (file(b"a", X) + END + file(b"evil", X) + END, "bad-tar"),
    "replaces a full directory": (
        directory(b"d") + file(b"d/f", X) + file(b"d", X) + END,
        "bad-tar",
    ),
    "cut in a header": (file(b"a", X)[:300], "truncated"),
    "cut in a file": (file(b"a", X * 2000)[:1400], "truncated"),
    "text": (b"this is no archive at all" * 50, "bad-tar"),
    "name too long": (pax((b"path", b"a/" * 3000)) + file(b"c", X) + END, "limit"),
    "component too long": (pax((b"path", b"a" * 256)) + file(b"c", X) + END, "limit"),
    "too deep": (pax((b"path", b"a/" * 300)) + file(b"c", X) + END, "limit"),
    "extension too large": (header(b"P", typeflag=b"x", size=2 << 20) + END, "limit"),
    "endless size": (
        header(b"a", size=b"\x80" + b"\x00" * 4 + (1 << 50).to_bytes(7, "big")) + END,
        "limit",
    ),
    "control characters in the name": (file(b"../\x1b[2J\n", X) + padded(b"") + END, "unsafe-path"),
    **HOSTILE_NAMES,
    **HOSTILE_LINKS,
    **HOSTILE_WHITEOUTS,
    **HOSTILE_NUMBERS,
    **HOSTILE_RECORDS,
    **HOSTILE_SPARSE,
}

LINKED_BELOW = frozenset(
    {
        "hard link to nothing",
        "hard link through a symlink",
        "hard link before its target",
        "hard link to a whiteout",
    }
)
"""A lower layer may have what they link to: refused where there is none."""
