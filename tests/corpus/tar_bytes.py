"""Builds tar archives byte by byte, right and wrong ones."""

from __future__ import annotations

BLOCK = 512
END = b"\x00" * 1024


def octal(value: int, width: int) -> bytes:
    return b"%0*o\x00" % (width - 1, value)


def header(
    name: bytes,
    *,
    typeflag: bytes = b"0",
    size: int | bytes = 0,
    mode: int = 0o644,
    uid: int | bytes = 0,
    gid: int = 0,
    mtime: int | bytes = 0,
    link: bytes = b"",
    magic: bytes = b"ustar\x0000",
    prefix: bytes = b"",
    device: tuple[int, int] = (0, 0),
    checksum: bytes | None = None,
) -> bytes:
    fields = [
        name.ljust(100, b"\x00"),
        octal(mode, 8),
        uid if isinstance(uid, bytes) else octal(uid, 8),
        octal(gid, 8),
        size if isinstance(size, bytes) else octal(size, 12),
        mtime if isinstance(mtime, bytes) else octal(mtime, 12),
        b" " * 8,
        typeflag,
        link.ljust(100, b"\x00"),
        magic,
        b"\x00" * 64,
        octal(device[0], 8) if magic else b"\x00" * 8,
        octal(device[1], 8) if magic else b"\x00" * 8,
        prefix.ljust(155, b"\x00"),
    ]
    block = b"".join(fields).ljust(BLOCK, b"\x00")
    assert len(block) == BLOCK, len(block)
    total = checksum if checksum is not None else b"%06o\x00 " % sum(block)
    return block[:148] + total + block[156:]


def padded(content: bytes) -> bytes:
    return content + b"\x00" * (-len(content) % BLOCK)


def file(name: bytes, content: bytes = b"", **more: object) -> bytes:
    more.setdefault("size", len(content))
    return header(name, **more) + padded(content)  # type: ignore[arg-type]


def directory(name: bytes, mode: int = 0o755, **more: object) -> bytes:
    return header(name, typeflag=b"5", mode=mode, **more)  # type: ignore[arg-type]


def symlink(name: bytes, target: bytes) -> bytes:
    return header(name, typeflag=b"2", link=target, mode=0o777)


def hardlink(name: bytes, target: bytes) -> bytes:
    return header(name, typeflag=b"1", link=target)


def record(key: bytes, value: bytes) -> bytes:
    length = len(key) + len(value) + 3
    while len(b"%d" % length) + len(key) + len(value) + 3 != length:
        length = len(b"%d" % length) + len(key) + len(value) + 3
    return b"%d %b=%b\n" % (length, key, value)


def pax(*records: tuple[bytes, bytes], typeflag: bytes = b"x", raw: bytes | None = None) -> bytes:
    content = raw if raw is not None else b"".join(record(k, v) for k, v in records)
    return header(b"PaxHeader", typeflag=typeflag, size=len(content)) + padded(content)


def gnu_long(typeflag: bytes, text: bytes) -> bytes:
    content = text + b"\x00"
    return header(
        b"././@LongLink", typeflag=typeflag, size=len(content), magic=b"ustar  \x00"
    ) + padded(content)
