"""Archives that two readers could read in two ways, and such as ask for too much."""

from __future__ import annotations

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
MINUS_ONE = b"\x80\x00\x00\x00\xff\xff\xff\xff"

HOSTILE_NAMES: dict[str, tuple[bytes, str]] = {
    "only dot-dot": (file(b"..", X) + END, "unsafe-path"),
    "dot-dot behind a dot": (file(b"./../x", X) + END, "unsafe-path"),
    "dot-dot across prefix and name": (file(b"../x", X, prefix=b"a") + END, "unsafe-path"),
    "absolute directory": (directory(b"/etc") + END, "unsafe-path"),
    "absolute symlink name": (symlink(b"/s", b"t") + END, "unsafe-path"),
    "absolute by two slashes": (file(b"//etc/x", X) + END, "unsafe-path"),
    "no name at all": (file(b"", X) + END, "unsafe-path"),
    "pax path dot-dot behind a dot": (pax((b"path", b"./../x")) + file(b"g", X) + END,
                                      "unsafe-path"),
    "gnu long name absolute": (gnu_long(b"L", b"/evil") + file(b"g", X) + END, "unsafe-path"),
    "gnu long name empty": (gnu_long(b"L", b"") + file(b"g", X) + END, "unsafe-path"),
    "gnu long name goes on after NUL": (
        gnu_long(b"L", b"good\x00evil") + file(b"g", X) + END,
        "bad-tar",
    ),
    "gnu long link goes on after NUL": (
        gnu_long(b"K", b"good\x00evil") + symlink(b"s", b"t") + END,
        "bad-tar",
    ),
    "link goes on after NUL": (symlink(b"s", b"good\x00evil") + END, "bad-tar"),
    "prefix goes on after NUL": (file(b"a", X, prefix=b"p\x00q") + END, "bad-tar"),
    "hard link outside by pax": (
        pax((b"linkpath", b"../../etc/passwd")) + hardlink(b"h", b"f") + END,
        "unsafe-path",
    ),
    "hard link outside by a long link": (
        gnu_long(b"K", b"../../etc/passwd") + hardlink(b"h", b"f") + END,
        "unsafe-path",
    ),
    "pax linkpath with NUL": (
        pax((b"linkpath", b"a\x00b")) + symlink(b"s", b"t") + END,
        "unsafe-path",
    ),
    "two names": (
        pax((b"path", b"good")) + gnu_long(b"L", b"evil") + file(b"x", X) + END,
        "bad-tar",
    ),
    "two names the other way round": (
        gnu_long(b"L", b"evil") + pax((b"path", b"good")) + file(b"x", X) + END,
        "bad-tar",
    ),
    "two targets": (
        pax((b"linkpath", b"good")) + gnu_long(b"K", b"evil") + symlink(b"s", b"t") + END,
        "bad-tar",
    ),
    "prefix of no known form": (
        file(b"a", X, magic=b"ustar\x00\x00\x00", prefix=b"p") + END,
        "bad-tar",
    ),
}  # fmt: skip

HOSTILE_LINKS: dict[str, tuple[bytes, str]] = {
    "symlinks that lead to one another": (
        symlink(b"a", b"b") + symlink(b"b", b"a") + file(b"a/x", X) + END,
        "unsafe-path",
    ),
    "directory by a hard link to a symlink": (
        symlink(b"s", b"/etc") + hardlink(b"h", b"s") + file(b"h/passwd", X) + END,
        "unsafe-path",
    ),
    "symlink in the middle": (
        directory(b"a") + symlink(b"a/b", b"/") + directory(b"a/b/c") + END,
        "unsafe-path",
    ),
    "fifo as a directory": (header(b"p", typeflag=b"6") + file(b"p/x", X) + END, "unsafe-path"),
    "fifo in a symlink": (
        symlink(b"d", b"/tmp") + header(b"d/p", typeflag=b"6") + END,
        "unsafe-path",
    ),
    "symlink in a symlink": (symlink(b"d", b"/tmp") + symlink(b"d/s", b"x") + END, "unsafe-path"),
    "hard link in a symlink": (
        file(b"f", X) + symlink(b"d", b"/tmp") + hardlink(b"d/h", b"f") + END,
        "unsafe-path",
    ),
    "hard link before its target": (hardlink(b"h", b"f") + file(b"f", X) + END, "unsafe-link"),
    "hard link to a whiteout": (file(b".wh.f") + hardlink(b"h", b"f") + END, "unsafe-link"),
    "hard link to the root": (hardlink(b"h", b"./") + END, "unsafe-link"),
    "hard link to nowhere": (hardlink(b"h", b"") + END, "unsafe-link"),
    "hard link to itself by another spelling": (
        hardlink(b"a//b", b"./a/b") + END,
        "unsafe-link",
    ),
    "symlink without an end": (
        pax((b"linkpath", b"t" * 5000)) + symlink(b"s", b"t") + END,
        "unsafe-link",
    ),
    "hard link with contents by pax": (
        file(b"f", X) + pax((b"size", b"1")) + hardlink(b"h", b"f") + padded(X) + END,
        "bad-tar",
    ),
    "fifo with contents": (header(b"p", typeflag=b"6", size=1) + padded(X) + END, "bad-tar"),
    "device with contents": (
        header(b"n", typeflag=b"3", size=1, device=(1, 3)) + padded(X) + END,
        "bad-tar",
    ),
    "directory with contents by pax": (
        pax((b"size", b"1")) + directory(b"d") + padded(X) + END,
        "bad-tar",
    ),
    "hard link replaces a full directory": (
        file(b"f", X) + file(b"d/x", X) + hardlink(b"d", b"f") + END,
        "bad-tar",
    ),
}

HOSTILE_WHITEOUTS: dict[str, tuple[bytes, str]] = {
    "whiteout as a hard link": (file(b"f") + hardlink(b".wh.a", b"f") + END, "bad-whiteout"),
    "whiteout as a fifo": (header(b".wh.a", typeflag=b"6") + END, "bad-whiteout"),
    "whiteout as a device": (
        header(b".wh.a", typeflag=b"3", device=(1, 3)) + END,
        "bad-whiteout",
    ),
    "whiteout by pax": (pax((b"path", b"d/.wh..")) + file(b"a") + END, "bad-whiteout"),
    "whiteout of aufs": (directory(b".wh..wh.plnk") + END, "bad-whiteout"),
    "opaque with contents": (file(b"d/.wh..wh..opq", X) + END, "bad-whiteout"),
    "opaque as a directory": (directory(b"d/.wh..wh..opq") + END, "bad-whiteout"),
    "opaque as a symlink": (symlink(b"d/.wh..wh..opq", b"x") + END, "bad-whiteout"),
    "opaque used as a directory": (file(b"d/.wh..wh..opq/x", X) + END, "bad-whiteout"),
    "opaque in a file": (file(b"d", X) + file(b"d/.wh..wh..opq") + END, "unsafe-path"),
    "whiteout in a file": (file(b"d", X) + file(b"d/.wh.x") + END, "unsafe-path"),
    "overlay whiteout of the oldest form": (
        header(b"a", typeflag=b"3", magic=b"") + END,
        "overlay-smuggle",
    ),
    "overlay metacopy": (
        pax((b"SCHILY.xattr.trusted.overlay.metacopy", b"")) + file(b"f", X) + END,
        "overlay-smuggle",
    ),
    "overlay redirect of a directory": (
        pax((b"SCHILY.xattr.trusted.overlay.redirect", b"/etc")) + directory(b"d") + END,
        "overlay-smuggle",
    ),
    "overlay notes of an overlay": (
        pax((b"SCHILY.xattr.user.overlay.overlay.opaque", b"y")) + directory(b"d") + END,
        "overlay-smuggle",
    ),
}

HOSTILE_NUMBERS: dict[str, tuple[bytes, str]] = {
    "size before a long name": (
        pax((b"size", b"1")) + gnu_long(b"L", b"evil") + file(b"a", X, size=0) + END,
        "bad-tar",
    ),
    "size before a long link": (
        pax((b"size", b"0")) + gnu_long(b"K", b"evil") + symlink(b"s", b"t") + END,
        "bad-tar",
    ),
    "pax size of twenty digits": (pax((b"size", b"9" * 20)) + file(b"a", X, size=0) + END, "limit"),
    "pax size of thirty digits": (
        pax((b"size", b"9" * 30)) + file(b"a", X, size=0) + END,
        "bad-tar",
    ),
    "pax size with a sign": (pax((b"size", b"+1")) + file(b"a", X, size=0) + END, "bad-tar"),
    "pax size with a blank": (pax((b"size", b" 1")) + file(b"a", X, size=0) + END, "bad-tar"),
    "pax owner below zero": (pax((b"uid", b"-1")) + file(b"a", X) + END, "bad-tar"),
    "pax group minus one": (pax((b"gid", b"4294967295")) + file(b"a", X) + END, "bad-tar"),
    "owner minus one in base 256": (file(b"a", X, uid=MINUS_ONE) + END, "bad-tar"),
    "owner below zero in base 256": (file(b"a", X, uid=b"\xff" * 8) + END, "bad-tar"),
    "pax time with an exponent": (pax((b"mtime", b"1e9")) + file(b"a", X) + END, "bad-tar"),
    "pax time without an end": (pax((b"mtime", b"inf")) + file(b"a", X) + END, "bad-tar"),
    "checksum of blanks": (file(b"a", X, checksum=b" " * 8) + END, "bad-tar"),
    "mode that is no number": (
        file(b"a", X).replace(b"0000644\x00", b"000064x\x00", 1) + END,
        "bad-tar",
    ),
}

HOSTILE_RECORDS: dict[str, tuple[bytes, str]] = {
    "pax record without its end": (pax(raw=b"10 path=ab") + file(b"c", X) + END, "bad-tar"),
    "pax length of twenty digits": (
        pax(raw=b"99999999999999999999 path=a\n") + file(b"c", X) + END,
        "bad-tar",
    ),
    "pax length with a sign": (pax(raw=b"+10 path=a\n") + file(b"c", X) + END, "bad-tar"),
    "pax length with a zero in front": (pax(raw=b"010 path=a\n") + file(b"c", X) + END, "bad-tar"),
    "pax without a keyword": (pax(raw=b"5 =a\n") + file(b"c", X) + END, "bad-tar"),
    "pax with blocks of zeros behind it": (
        pax(raw=record(b"path", b"a") + b"\x00" * 20) + file(b"c", X) + END,
        "bad-tar",
    ),
    "global header resizes": (pax((b"size", b"9"), typeflag=b"g") + file(b"c", X) + END, "bad-tar"),
    "global header redirects": (
        pax((b"linkpath", b"/etc"), typeflag=b"g") + symlink(b"s", b"t") + END,
        "bad-tar",
    ),
    "global header gives away": (
        pax((b"uid", b"7"), typeflag=b"g") + file(b"c", X) + END,
        "bad-tar",
    ),
    "global header with attributes": (
        pax((b"SCHILY.xattr.user.x", b"y"), typeflag=b"g") + file(b"c", X) + END,
        "bad-tar",
    ),
    "long name at the end": (gnu_long(b"L", b"a"), "truncated"),
    "cut in an extended header": (pax((b"path", b"a" * 600))[:700], "truncated"),
    "cut behind a header": (header(b"a", size=700), "truncated"),
    "an entry behind one block of zeros": (file(b"a", X) + END[:512] + file(b"evil", X) + END,
                                           "bad-tar"),
    "garbage behind the end": (file(b"a", X) + END + b"\x00" * 700 + b"evil", "bad-tar"),
    "rest of a file of another volume": (header(b"a", typeflag=b"M", magic=b"ustar  \x00") + END,
                                         "bad-tar"),
    "rest of a file by pax": (
        pax((b"GNU.volume.filename", b"a"), (b"GNU.volume.offset", b"1"), typeflag=b"g")
        + file(b"a", X)
        + END,
        "bad-tar",
    ),
    "name of a volume with contents": (
        header(b"V", typeflag=b"V", size=1, magic=b"ustar  \x00") + padded(X) + END,
        "bad-tar",
    ),
    "name of a volume inside of an entry": (
        pax((b"path", b"a")) + header(b"V", typeflag=b"V", magic=b"ustar  \x00") + file(b"b") + END,
        "bad-tar",
    ),
    "backup of a directory in a symlink": (
        symlink(b"d", b"/tmp") + header(b"d/e", typeflag=b"D", magic=b"ustar  \x00") + END,
        "unsafe-path",
    ),
    "extended header of Solaris": (header(b"a", typeflag=b"X") + END, "bad-tar"),
    "type of a vendor": (header(b"a", typeflag=b"A") + END, "bad-tar"),
    "type that is reserved": (header(b"a", typeflag=b"8") + END, "bad-tar"),
    "type that is no character": (header(b"a", typeflag=b"\xff") + END, "bad-tar"),
}  # fmt: skip
