"""Sparse files whose maps could be filled in two ways, or not at all."""

from __future__ import annotations

from tests.corpus.tar_bytes import (
    END,
    Parts,
    directory,
    file,
    header,
    old_sparse,
    padded,
    pax,
    sparse_0_0,
    sparse_0_1,
    sparse_1_0,
    symlink,
)

X = b"x"
ONE: Parts = [(1, X)]
MAP = (b"GNU.sparse.map", b"1,1")
COUNT = (b"GNU.sparse.numblocks", b"1")
SIZE = (b"GNU.sparse.size", b"4")
OFFSET = (b"GNU.sparse.offset", b"1")
BYTES = (b"GNU.sparse.numbytes", b"1")
VERSION = ((b"GNU.sparse.major", b"1"), (b"GNU.sparse.minor", b"0"))
REAL = (b"GNU.sparse.realsize", b"4")
ZEROS = b"\x00" * 1536


def sparse_records(*records: tuple[bytes, bytes], content: bytes = X) -> bytes:
    return pax(*records) + file(b"f", content) + END


HOSTILE_SPARSE: dict[str, tuple[bytes, str]] = {
    "sparse of no kind": (header(b"a", typeflag=b"S") + END, "bad-tar"),
    "sparse of star's kind": (old_sparse(b"a", 4, ONE, magic=b"ustar\x0000") + END, "bad-tar"),
    "sparse in two ways": (
        pax(SIZE, COUNT, MAP) + old_sparse(b"a", 4, ONE) + END,
        "bad-tar",
    ),
    "old sparse overlaps": (old_sparse(b"a", 9, [(0, b"ab"), (1, b"c")]) + END, "bad-tar"),
    "old sparse out of order": (old_sparse(b"a", 9, [(5, X), (1, X)]) + END, "bad-tar"),
    "old sparse behind the end": (old_sparse(b"a", 4, [(4, X)]) + END, "bad-tar"),
    "old sparse empty behind the end": (old_sparse(b"a", 4, [(5, b"")]) + END, "bad-tar"),
    "old sparse with more contents": (old_sparse(b"a", 4, ONE, size=2) + END, "bad-tar"),
    "old sparse with fewer contents": (
        old_sparse(b"a", 4, ONE, extents=[(1, 2)]) + END,
        "bad-tar",
    ),
    "old sparse without a map": (old_sparse(b"a", 4, ONE, extents=[]) + END, "bad-tar"),
    "old sparse goes on after its end": (
        old_sparse(b"a", 4, ONE, has_more=True) + ZEROS + END,
        "bad-tar",
    ),
    "old sparse goes on after its end in a block": (
        old_sparse(b"a", 9, [(n, X) for n in range(6)])[:512]
        + (b"00000000004\x00" + b"00000000001\x00").ljust(504, b"\x00")
        + b"\x01".ljust(8, b"\x00")
        + ZEROS
        + END,
        "bad-tar",
    ),
    "old sparse map cut short": (
        old_sparse(b"a", 9, [(n, X) for n in range(6)])[:700],
        "truncated",
    ),
    "old sparse contents cut short": (old_sparse(b"a", 9, [(1, X * 8)])[:515], "truncated"),
    "old sparse number that is none": (
        old_sparse(b"a", 4, ONE, extents=[(1, 1), (-1, 0)]) + END,
        "bad-tar",
    ),
    "old sparse endless": (old_sparse(b"a", 1 << 50, ONE) + END, "limit"),
    "old sparse dot-dot": (old_sparse(b"../a", 4, ONE) + END, "unsafe-path"),
    "old sparse whiteout": (old_sparse(b".wh.a", 4, ONE) + END, "bad-whiteout"),
    "old sparse whiteout without contents": (old_sparse(b".wh.a", 4, []) + END, "bad-whiteout"),
    "sparse name dot-dot": (sparse_1_0(b"../evil", 4, ONE) + END, "unsafe-path"),
    "sparse name absolute": (sparse_0_1(b"/evil", 4, ONE) + END, "unsafe-path"),
    "sparse name with NUL": (sparse_1_0(b"a\x00b", 4, ONE) + END, "unsafe-path"),
    "sparse name of a whiteout": (sparse_1_0(b".wh.a", 0, []) + END, "bad-whiteout"),
    "sparse name through a symlink": (
        symlink(b"d", b"/") + sparse_1_0(b"d/evil", 4, ONE) + END,
        "unsafe-path",
    ),
    "sparse directory": (
        pax(SIZE, (b"GNU.sparse.numblocks", b"0")) + directory(b"d") + END,
        "bad-tar",
    ),
    "sparse symlink": (
        pax(SIZE, (b"GNU.sparse.numblocks", b"0")) + symlink(b"s", b"t") + END,
        "bad-tar",
    ),
    "sparse overlaps": (sparse_1_0(b"a", 9, [(0, b"ab"), (1, b"c")]) + END, "bad-tar"),
    "sparse out of order": (sparse_0_1(b"a", 9, [(5, X), (1, X)]) + END, "bad-tar"),
    "sparse behind the end": (sparse_0_0(b"a", 4, [(4, X)]) + END, "bad-tar"),
    "sparse with a place of twenty digits": (
        sparse_records(SIZE, COUNT, (b"GNU.sparse.map", b"99999999999999999999,1")),
        "bad-tar",
    ),
    "sparse with more contents": (sparse_records(SIZE, COUNT, MAP, content=X * 2), "bad-tar"),
    "sparse with fewer contents": (sparse_records(SIZE, COUNT, MAP, content=b""), "bad-tar"),
    "sparse with a count that lies": (
        sparse_records(SIZE, (b"GNU.sparse.numblocks", b"2"), MAP),
        "bad-tar",
    ),
    "sparse without a count": (sparse_records(SIZE, MAP), "bad-tar"),
    "sparse without a size": (sparse_records(COUNT, MAP), "bad-tar"),
    "sparse with two sizes": (
        sparse_records(SIZE, (b"GNU.sparse.realsize", b"5"), COUNT, MAP),
        "bad-tar",
    ),
    "sparse 0.0 with an empty map": (sparse_0_0(b"a", 2, []) + END, "bad-tar"),
    "sparse 0.1 with an empty map": (sparse_0_1(b"a", 2, []) + END, "bad-tar"),
    "sparse with two maps": (sparse_records(SIZE, COUNT, MAP, OFFSET, BYTES), "bad-tar"),
    "sparse with two maps of two kinds": (
        sparse_1_0(b"a", 4, ONE, COUNT, MAP) + END,
        "bad-tar",
    ),
    "sparse map with one number too few": (
        sparse_records(SIZE, COUNT, (b"GNU.sparse.map", b"1")),
        "bad-tar",
    ),
    "sparse map with letters": (
        sparse_records(SIZE, COUNT, (b"GNU.sparse.map", b"1,x")),
        "bad-tar",
    ),
    "sparse map below zero": (
        sparse_records(SIZE, COUNT, (b"GNU.sparse.map", b"-1,1")),
        "bad-tar",
    ),
    "sparse pairs in the wrong order": (sparse_records(SIZE, COUNT, BYTES, OFFSET), "bad-tar"),
    "sparse pairs of one kind": (sparse_records(SIZE, COUNT, OFFSET, OFFSET), "bad-tar"),
    "sparse pair without its other half": (sparse_records(SIZE, COUNT, OFFSET), "bad-tar"),
    "sparse pair with a comma": (
        sparse_records(SIZE, COUNT, (b"GNU.sparse.offset", b"1,1"), BYTES),
        "bad-tar",
    ),
    "sparse of a later version": (
        sparse_records((b"GNU.sparse.major", b"2"), (b"GNU.sparse.minor", b"0"), REAL),
        "bad-tar",
    ),
    "sparse of half a version": (sparse_records((b"GNU.sparse.major", b"1"), REAL), "bad-tar"),
    "sparse with an unknown keyword": (
        sparse_records(SIZE, COUNT, MAP, (b"GNU.sparse.evil", b"1")),
        "bad-tar",
    ),
    "sparse name alone": (sparse_records((b"GNU.sparse.name", b"evil")), "bad-tar"),
    "sparse map in contents that has none": (
        sparse_records(*VERSION, REAL, content=b""),
        "bad-tar",
    ),
    "sparse map in contents with letters": (
        sparse_1_0(b"a", 4, ONE, map_=b"1\nx\n1\n") + END,
        "bad-tar",
    ),
    "sparse map in contents below zero": (
        sparse_1_0(b"a", 4, ONE, map_=b"1\n-1\n1\n") + END,
        "bad-tar",
    ),
    "sparse map in contents longer than them": (
        sparse_1_0(b"a", 4, ONE, map_=b"99\n1\n1\n") + END,
        "bad-tar",
    ),
    "sparse map in contents with an endless number": (
        sparse_1_0(b"a", 4, ONE, map_=b"0" * 500 + b"1\n1\n1\n") + END,
        "bad-tar",
    ),
    "sparse map in contents cut short": (
        pax(*VERSION, REAL) + header(b"f", size=1024) + b"1\n1\n",
        "truncated",
    ),
    "sparse by a global header": (
        pax(SIZE, COUNT, MAP, typeflag=b"g") + file(b"f", X) + END,
        "bad-tar",
    ),
    "sparse of Solaris": (
        pax((b"SUN.holesdata", b" 0 1 4")) + file(b"f", X) + END,
        "bad-tar",
    ),
    "sparse of star by a record": (
        pax((b"SCHILY.realsize", b"4")) + file(b"f", X) + END,
        "bad-tar",
    ),
    "sparse endless by a record": (
        sparse_records((b"GNU.sparse.size", b"9" * 20), COUNT, MAP),
        "limit",
    ),
    "sparse contents that are a header": (
        # To who takes the map for contents the second entry is another one.
        sparse_1_0(b"a", 512, [(0, header(b"evil"))], map_=b"1\n0\n511\n") + padded(b"") + END,
        "bad-tar",
    ),
}
