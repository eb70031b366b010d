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


Parts = list[tuple[int, bytes]]
"""Of a sparse file: what is no hole, with its place."""


def old_sparse(
    name: bytes,
    real: int,
    parts: Parts,
    *,
    has_more: bool | None = None,
    magic: bytes = b"ustar  \x00",
    size: int | bytes | None = None,
    extents: list[tuple[int, int]] | None = None,
    typeflag: bytes = b"S",
) -> bytes:
    """A sparse file of GNU tar's old form."""
    content = b"".join(data for _at, data in parts)
    places = extents if extents is not None else [(at, len(data)) for at, data in parts]
    fields = [_extent(*place) for place in places]
    first, rest = fields[:4], fields[4:]
    block = header(
        name, typeflag=typeflag, magic=magic, size=len(content) if size is None else size
    )
    is_extended = bool(rest) if has_more is None else has_more
    gnu = b"".join(first).ljust(96, b"\x00") + (b"\x01" if is_extended else b"\x00")
    block = mended(block[:386] + gnu + _long_octal(real) + block[495:])
    while rest:
        some, rest = rest[:21], rest[21:]
        block += (b"".join(some).ljust(504, b"\x00") + (b"\x01" if rest else b"\x00")).ljust(
            BLOCK, b"\x00"
        )
    return block + padded(content)


def sparse_0_0(name: bytes, real: int, parts: Parts, *more: tuple[bytes, bytes]) -> bytes:
    content = b"".join(data for _at, data in parts)
    records = [(b"GNU.sparse.size", b"%d" % real), (b"GNU.sparse.numblocks", b"%d" % len(parts))]
    for at, data in parts:
        records.append((b"GNU.sparse.offset", b"%d" % at))
        records.append((b"GNU.sparse.numbytes", b"%d" % len(data)))
    return pax(*records, *more) + file(name, content)


def sparse_0_1(name: bytes, real: int, parts: Parts, *more: tuple[bytes, bytes]) -> bytes:
    content = b"".join(data for _at, data in parts)
    places = b",".join(b"%d,%d" % (at, len(data)) for at, data in parts)
    records = [
        (b"GNU.sparse.size", b"%d" % real),
        (b"GNU.sparse.numblocks", b"%d" % len(parts)),
        (b"GNU.sparse.name", name),
        (b"GNU.sparse.map", places),
    ]
    return pax(*records, *more) + file(b"GNUSparseFile.1/x", content)


def sparse_1_0(
    name: bytes, real: int, parts: Parts, *more: tuple[bytes, bytes], map_: bytes | None = None
) -> bytes:
    places = b"%d\n" % len(parts) + b"".join(b"%d\n%d\n" % (at, len(data)) for at, data in parts)
    content = padded(places if map_ is None else map_) + b"".join(data for _at, data in parts)
    records = [
        (b"GNU.sparse.major", b"1"),
        (b"GNU.sparse.minor", b"0"),
        (b"GNU.sparse.name", name),
        (b"GNU.sparse.realsize", b"%d" % real),
    ]
    return pax(*records, *more) + file(b"GNUSparseFile.1/x", content)


def mended(block: bytes) -> bytes:
    """A header with its checksum made right."""
    total = sum(block[:148]) + 8 * 0x20 + sum(block[156:])
    return block[:148] + b"%06o\x00 " % total + block[156:]


def _extent(at: int, size: int) -> bytes:
    return _long_octal(at) + _long_octal(size)


def _long_octal(value: int) -> bytes:
    if value < 1 << 33:
        return b"%011o\x00" % value
    return b"\x80" + value.to_bytes(11, "big")
