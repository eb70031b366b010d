"""Archives that are odd but legal, with the tree that they make: path → what is there."""

from __future__ import annotations

from tests.corpus.odd_rare import ODD_SPARSE, ODD_TREES, ODD_WRITERS
from tests.corpus.tar_bytes import END, directory, file, gnu_long, hardlink, header, pax, symlink

X = b"x"
LONG = b"a" * 60 + b"/" + b"b" * 60 + b"/" + b"c" * 60

ODD: dict[str, tuple[bytes, dict[str, str]]] = {
    "empty": (END, {}),
    "no bytes at all": (b"", {}),
    "no end marker": (file(b"a", X), {"a": "file x"}),
    "one zero block at the end": (file(b"a", X) + END[:512], {"a": "file x"}),
    "many zero blocks at the end": (file(b"a", X) + END * 20, {"a": "file x"}),
    "cut in the padding": (file(b"a", X)[:600], {"a": "file x"}),
    "without the last padding": (file(b"a", X)[:513], {"a": "file x"}),
    "the root by its own name": (
        directory(b"/") + directory(b"//") + file(b"a", X),
        {"a": "file x"},
    ),
    "dot-slash names": (directory(b"./") + file(b"./a", X), {"a": "file x"}),
    "doubled slashes": (file(b"d//./a", X), {"d": "dir", "d/a": "file x"}),
    "dots in names": (file(b"..a", X) + file(b"b..", X), {"..a": "file x", "b..": "file x"}),
    "v7 header": (file(b"a", X, magic=b""), {"a": "file x"}),
    "v7 directory": (header(b"d/", typeflag=b"\x00", magic=b""), {"d": "dir"}),
    "old file type": (file(b"a", X, typeflag=b"\x00"), {"a": "file x"}),
    "contiguous file type": (file(b"a", X, typeflag=b"7"), {"a": "file x"}),
    "gnu magic": (file(b"a", X, magic=b"ustar  \x00"), {"a": "file x"}),
    "gnu magic with times in the prefix": (
        file(b"a", X, magic=b"ustar  \x00", prefix=b"14000000000"),
        {"a": "file x"},
    ),
    "ustar prefix": (file(b"a", X, prefix=b"p/q"), {"p": "dir", "p/q": "dir", "p/q/a": "file x"}),
    "size in base 256": (
        file(b"a", X, size=b"\x80" + b"\x00" * 10 + b"\x01"),
        {"a": "file x"},
    ),
    "size with blanks": (file(b"a", X, size=b"          1 "), {"a": "file x"}),
    "time before 1970": (file(b"a", X, mtime=b"\xff" * 12), {"a": "file x"}),
    "pax path": (pax((b"path", b"\xc3\xa4")) + file(b"x", X), {"ä": "file x"}),
    "pax path not UTF-8": (pax((b"path", b"\xff")) + file(b"x", X), {"\udcff": "file x"}),
    "pax unknown keywords": (pax((b"VENDOR.x", b"y"), (b"comment", b"")) + file(b"a", X),
                             {"a": "file x"}),
    "pax empty value": (pax((b"path", b"")) + file(b"a", X), {"a": "file x"}),
    "pax equal sizes": (pax((b"size", b"1")) + file(b"a", X), {"a": "file x"}),
    "pax size alone": (pax((b"size", b"1")) + file(b"a", X, size=0), {"a": "file x"}),
    "global comment": (pax((b"comment", b"commit"), typeflag=b"g") + file(b"a", X),
                       {"a": "file x"}),
    "gnu long name": (
        gnu_long(b"L", LONG) + file(b"short", X),
        {
            "a" * 60: "dir",
            "a" * 60 + "/" + "b" * 60: "dir",
            LONG.decode(): "file x",
        },
    ),
    "gnu long link": (
        gnu_long(b"K", b"t" * 150) + header(b"s", typeflag=b"2", link=b"t", mode=0o777),
        {"s": "link " + "t" * 150},
    ),
    "symlinks out are data": (symlink(b"s", b"/etc/../../x"), {"s": "link /etc/../../x"}),
    "hard links": (
        file(b"a", X) + hardlink(b"b", b"./a") + hardlink(b"c", b"b"),
        {"a": "file x", "b": "file x", "c": "file x"},
    ),
    "hard link to a symlink": (
        symlink(b"s", b"/etc") + hardlink(b"h", b"s"),
        {"s": "link /etc", "h": "link /etc"},
    ),
    "later entries win": (file(b"a", b"old") + file(b"a", X), {"a": "file x"}),
    "directory twice": (directory(b"d", 0o700) + directory(b"d", 0o755), {"d": "dir"}),
    "symlink replaced by a directory": (
        symlink(b"d", b"/etc") + directory(b"d") + file(b"d/a", X),
        {"d": "dir", "d/a": "file x"},
    ),
    "empty directory replaced": (directory(b"d") + file(b"d", X), {"d": "file x"}),
    "whiteout": (file(b".wh.gone"), {"gone": "whiteout"}),
    "whiteout that hides nothing": (file(b"d/.wh.gone"), {"d": "dir"}),
    "opaque": (directory(b"d") + file(b"d/.wh..wh..opq"), {"d": "opaque"}),
    "opaque before its directory": (file(b"d/.wh..wh..opq") + directory(b"d"), {"d": "opaque"}),
    "whiteout, then the file": (file(b".wh.a") + file(b"a", X), {"a": "file x"}),
    "the file, then its whiteout": (file(b"a", X) + file(b".wh.a"), {"a": "file x"}),
    "whiteout, then a directory": (file(b".wh.d") + directory(b"d"), {"d": "opaque"}),
    "a directory, then its whiteout": (directory(b"d") + file(b".wh.d"), {"d": "opaque"}),
    "devices are left out": (
        header(b"null", typeflag=b"3", device=(1, 3))
        + header(b"sda", typeflag=b"4", device=(8, 0)),
        {},
    ),
    "fifo": (header(b"p", typeflag=b"6"), {"p": "fifo"}),
    "mode zero": (file(b"a", X, mode=0) + directory(b"d", 0) + file(b"d/b", X),
                  {"a": "file x", "d": "dir", "d/b": "file x"}),
    "names with control characters": (file(b"a\n\x1b", X), {"a\n\x1b": "file x"}),
    "other xattrs are dropped": (
        pax((b"SCHILY.xattr.security.selinux", b"x")) + file(b"a", X),
        {"a": "file x"},
    ),
    **ODD_SPARSE,
    **ODD_WRITERS,
    **ODD_TREES,
}  # fmt: skip
