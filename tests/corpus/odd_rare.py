"""More archives that are odd but legal: sparse files, backups, and what old writers wrote."""

from __future__ import annotations

from tests.corpus.tar_bytes import (
    END,
    Parts,
    directory,
    file,
    gnu_long,
    hardlink,
    header,
    mended,
    old_sparse,
    padded,
    pax,
    sparse_0_0,
    sparse_0_1,
    sparse_1_0,
    symlink,
)

X = b"x"
GNU = b"ustar  \x00"
PARTS: Parts = [(1, b"a"), (3, b"bc")]
FILLED = "file \x00a\x00bc\x00"
SIX: Parts = [(2 * number, b"%d" % number) for number in range(6)]
SIX_FILLED = "file " + "".join(f"{number}\x00" for number in range(6))
LONG = b"a" * 60 + b"/" + b"b" * 60
DEEP = b"/".join([b"d"] * 256)


def star(name: bytes, prefix: bytes, content: bytes) -> bytes:
    """As star's own form has it: behind a shorter prefix stand two times, and a mark."""
    times = b"14371017017 14371017020 "
    block = header(name, size=len(content), prefix=prefix)
    return mended(block[:476] + times + block[500:508] + b"tar\x00") + padded(content)


ODD_SPARSE: dict[str, tuple[bytes, dict[str, str]]] = {
    "old sparse": (old_sparse(b"s", 6, PARTS) + file(b"b", X) + END, {"s": FILLED, "b": "file x"}),
    "old sparse with blocks": (old_sparse(b"s", 12, SIX) + file(b"b", X),
                               {"s": SIX_FILLED, "b": "file x"}),
    "old sparse, full blocks": (
        old_sparse(b"s", 50, [(2 * number, X) for number in range(25)]) + file(b"b", X),
        {"s": "file " + "x\x00" * 25, "b": "file x"},
    ),
    "old sparse without contents": (old_sparse(b"s", 3, []) + file(b"b", X),
                                    {"s": "file \x00\x00\x00", "b": "file x"}),
    "old sparse that is empty": (old_sparse(b"s", 0, []) + END, {"s": "file "}),
    "old sparse without holes": (old_sparse(b"s", 2, [(0, b"xy")]), {"s": "file xy"}),
    "old sparse, size in base 256": (
        old_sparse(b"s", 6, PARTS, size=b"\x80" + b"\x00" * 10 + b"\x03"),
        {"s": FILLED},
    ),
    "old sparse with empty extents": (
        old_sparse(b"s", 6, [(0, b""), (1, b"a"), (3, b"bc"), (6, b"")]),
        {"s": FILLED},
    ),
    "old sparse with a long name": (
        gnu_long(b"L", LONG) + old_sparse(b"s", 6, PARTS),
        {"a" * 60: "dir", LONG.decode(): FILLED},
    ),
    "old sparse without its last padding": (old_sparse(b"s", 6, PARTS)[:515], {"s": FILLED}),
    "pax sparse 0.0": (sparse_0_0(b"s", 6, PARTS) + file(b"b", X), {"s": FILLED, "b": "file x"}),
    "pax sparse 0.0 without contents": (
        sparse_0_0(b"s", 2, [(2, b"")]),
        {"s": "file \x00\x00"},
    ),
    "pax sparse 0.1": (sparse_0_1(b"s", 6, PARTS) + file(b"b", X), {"s": FILLED, "b": "file x"}),
    "pax sparse 0.1 with its version": (
        sparse_0_1(b"s", 6, PARTS, (b"GNU.sparse.major", b"0"), (b"GNU.sparse.minor", b"1")),
        {"s": FILLED},
    ),
    "pax sparse 0.1 without contents": (
        sparse_0_1(b"s", 2, [(2, b"")]),
        {"s": "file \x00\x00"},
    ),
    "pax sparse 1.0": (sparse_1_0(b"s", 6, PARTS) + file(b"b", X), {"s": FILLED, "b": "file x"}),
    "pax sparse 1.0 with many extents": (
        sparse_1_0(b"s", 600, [(2 * number, X) for number in range(300)]) + file(b"b", X),
        {"s": "file " + "x\x00" * 300, "b": "file x"},
    ),
    "pax sparse 1.0 without contents": (sparse_1_0(b"s", 2, []), {"s": "file \x00\x00"}),
    "pax sparse 1.0 below a directory": (
        directory(b"d") + sparse_1_0(b"d/s", 6, PARTS),
        {"d": "dir", "d/s": FILLED},
    ),
    "pax sparse by the name of its header": (
        pax(
            (b"GNU.sparse.major", b"1"),
            (b"GNU.sparse.minor", b"0"),
            (b"GNU.sparse.realsize", b"3"),
        )
        + file(b"s", padded(b"1\n1\n1\n") + X),
        {"s": "file \x00x\x00"},
    ),
    "pax sparse with an owner and a time": (
        sparse_1_0(b"s", 6, PARTS, (b"uid", b"1000"), (b"mtime", b"5.5")),
        {"s": FILLED},
    ),
    "sparse, replaced by a later one": (
        old_sparse(b"s", 6, PARTS) + sparse_0_1(b"s", 3, [(1, X)]),
        {"s": "file \x00x\x00"},
    ),
    "hard link to a sparse file": (
        sparse_1_0(b"s", 6, PARTS) + hardlink(b"h", b"s"),
        {"s": FILLED, "h": FILLED},
    ),
}  # fmt: skip

ODD_WRITERS: dict[str, tuple[bytes, dict[str, str]]] = {
    "star": (star(b"a", b"p/q", X) + END, {"p": "dir", "p/q": "dir", "p/q/a": "file x"}),
    "star with a full prefix": (
        star(b"a", b"p" * 65 + b"/" + b"q" * 65, X),
        {
            "p" * 65: "dir",
            "p" * 65 + "/" + "q" * 65: "dir",
            "p" * 65 + "/" + "q" * 65 + "/a": "file x",
        },
    ),
    "star without a prefix": (star(b"a", b"", X) + file(b"b", X), {"a": "file x", "b": "file x"}),
    "name of a volume": (
        header(b"my backup", typeflag=b"V", magic=GNU) + file(b"a", X) + END,
        {"a": "file x"},
    ),
    "backup of a directory": (
        header(b"d/", typeflag=b"D", magic=GNU, size=8, mode=0o755)
        + padded(b"Yold\x00\x00\x00\x00")
        + file(b"d/a", X),
        {"d": "dir", "d/a": "file x"},
    ),
    "backup of a directory by pax": (
        pax((b"GNU.dumpdir", b"Yold\x00\x00")) + directory(b"d") + file(b"d/a", X),
        {"d": "dir", "d/a": "file x"},
    ),
    "name of a volume by pax": (
        pax((b"GNU.volume.label", b"my backup"), typeflag=b"g") + file(b"a", X),
        {"a": "file x"},
    ),
    "keywords of Solaris and star": (
        pax((b"SUN.devmajor", b"1"), (b"SCHILY.dev", b"2"), (b"SCHILY.fflags", b"nodump"))
        + file(b"a", X),
        {"a": "file x"},
    ),
    "keywords of libarchive": (
        pax((b"LIBARCHIVE.creationtime", b"1"), (b"LIBARCHIVE.xattr.user.x", b"eQ=="))
        + file(b"a", X),
        {"a": "file x"},
    ),
    "names in no charset": (
        pax((b"hdrcharset", b"BINARY"), (b"path", b"\xe4")) + file(b"a", X),
        {"\udce4": "file x"},
    ),
    "global header twice": (
        pax((b"comment", b"1"), typeflag=b"g") * 2 + file(b"a", X),
        {"a": "file x"},
    ),
    "global header behind an extended one": (
        pax((b"path", b"b")) + pax((b"comment", b"1"), typeflag=b"g") + file(b"a", X),
        {"b": "file x"},
    ),
    "global header at the end": (
        file(b"a", X) + pax((b"comment", b"1"), typeflag=b"g") + END,
        {"a": "file x"},
    ),
    "two names that agree": (
        pax((b"path", b"a")) + gnu_long(b"L", b"a") + file(b"x", X),
        {"a": "file x"},
    ),
    "two long names, the last counts": (
        gnu_long(b"L", b"x") + gnu_long(b"L", b"a") + file(b"b", X),
        {"a": "file x"},
    ),
    "a size behind a long name": (
        gnu_long(b"L", b"a") + pax((b"size", b"1")) + file(b"x", X, size=0),
        {"a": "file x"},
    ),
    "long name and long link": (
        gnu_long(b"K", b"t" * 150) + gnu_long(b"L", b"s" * 150) + symlink(b"s", b"t"),
        {"s" * 150: "link " + "t" * 150},
    ),
    "file with a slash behind its name": (file(b"a/", X), {"a": "file x"}),
    "symlink with a slash behind its name": (symlink(b"s/", b"t"), {"s": "link t"}),
    "hard link with a slash behind its target": (
        file(b"f", X) + hardlink(b"h", b"f/"),
        {"f": "file x", "h": "file x"},
    ),
    "size without an end": (file(b"a", X, size=b"000000000001"), {"a": "file x"}),
    "numbers with blanks in front": (
        file(b"a", X, uid=b"     0 \x00", mtime=b"          7\x00"),
        {"a": "file x"},
    ),
    "time after 2262": (pax((b"mtime", b"99999999999999")) + file(b"a", X), {"a": "file x"}),
    "time with many digits": (
        pax((b"mtime", b"1.123456789123456789")) + file(b"a", X),
        {"a": "file x"},
    ),
    "the largest owner": (pax((b"uid", b"4294967294")) + file(b"a", X), {"a": "file x"}),
    "set-user-ID": (file(b"a", X, mode=0o4755), {"a": "file x"}),
    "bits above the mode": (file(b"a", X, mode=0o100644), {"a": "file x"}),
    "pax path of a directory": (
        pax((b"path", b"d/")) + directory(b"x/") + file(b"d/a", X),
        {"d": "dir", "d/a": "file x"},
    ),
}

ODD_TREES: dict[str, tuple[bytes, dict[str, str]]] = {
    "a part of 255 bytes": (
        pax((b"path", b"n" * 255)) + file(b"x", X),
        {"n" * 255: "file x"},
    ),
    "256 levels": (
        pax((b"path", DEEP)) + directory(b"x"),
        {"/".join(["d"] * depth): "dir" for depth in range(1, 257)},
    ),
    "names that only look like whiteouts": (
        file(b".whx", X) + file(b"a.wh.b", X) + file(b".wh", X) + file(b".w", X),
        {".whx": "file x", "a.wh.b": "file x", ".wh": "file x", ".w": "file x"},
    ),
    "whiteout of dots": (file(b".wh...."), {"...": "whiteout"}),
    "whiteout of a name with dots": (file(b".wh.a..b"), {"a..b": "whiteout"}),
    "whiteout twice": (file(b".wh.a") * 2, {"a": "whiteout"}),
    "whiteout by an old file type": (file(b".wh.a", typeflag=b"\x00"), {"a": "whiteout"}),
    "opaque twice": (file(b"d/.wh..wh..opq") * 2, {"d": "opaque"}),
    "opaque root": (file(b".wh..wh..opq") + file(b"a", X), {"a": "file x"}),
    "whiteout in what is opaque": (
        file(b"d/.wh..wh..opq") + file(b"d/.wh.a") + file(b"d/b", X),
        {"d": "opaque", "d/b": "file x"},
    ),
    "whiteout in a directory made anew": (
        file(b".wh.d") + directory(b"d") + file(b"d/.wh.a"),
        {"d": "opaque"},
    ),
    "whiteout of a directory that is only implied": (
        file(b".wh.d") + file(b"d/e/a", X),
        {"d": "opaque", "d/e": "dir", "d/e/a": "file x"},
    ),
    "whiteout, then a symlink": (file(b".wh.a") + symlink(b"a", b"t"), {"a": "link t"}),
    "whiteout, then a hard link": (
        file(b"f", X) + file(b".wh.h") + hardlink(b"h", b"f"),
        {"f": "file x", "h": "file x"},
    ),
    "hard link whose other name is replaced": (
        file(b"f", X) + hardlink(b"h", b"f") + file(b"f", b"y"),
        {"f": "file y", "h": "file x"},
    ),
    "hard link twice": (
        file(b"f", X) + hardlink(b"h", b"f") * 2,
        {"f": "file x", "h": "file x"},
    ),
    "hard link to a fifo": (
        header(b"p", typeflag=b"6") + hardlink(b"h", b"p"),
        {"p": "fifo", "h": "fifo"},
    ),
    "hard link to a device is left out with it": (
        header(b"dev/null", typeflag=b"3", device=(1, 3))
        + hardlink(b"dev/zero", b"dev/null")
        + hardlink(b"one", b"dev/zero")
        + file(b"a", X),
        {"a": "file x"},
    ),
    "a file where a device was": (
        header(b"a", typeflag=b"3", device=(1, 3)) + file(b"a", X) + hardlink(b"h", b"a"),
        {"a": "file x", "h": "file x"},
    ),
    "symlink to itself": (symlink(b"s", b"s"), {"s": "link s"}),
    "symlink over a file": (file(b"a", X) + symlink(b"a", b"t"), {"a": "link t"}),
    "fifo over a symlink": (symlink(b"a", b"/etc") + header(b"a", typeflag=b"6"), {"a": "fifo"}),
    "directory over a file": (file(b"a", X) + directory(b"a"), {"a": "dir"}),
    "symlink over an empty directory": (directory(b"a") + symlink(b"a", b"t"), {"a": "link t"}),
    "names in other normal forms": (
        file("\u00e9".encode(), X) + file("e\u0301".encode(), b"y"),
        {"\u00e9": "file x", "e\u0301": "file y"},
    ),
    "names that turn round": (file("\u202egnp.exe".encode(), X), {"\u202egnp.exe": "file x"}),
    "the root with a mode": (directory(b"./", 0o700) + file(b"a", X), {"a": "file x"}),
}
