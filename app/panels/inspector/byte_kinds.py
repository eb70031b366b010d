"""What a file is by its first bytes, in words; and whether it can be read as text."""

from __future__ import annotations

_LOOKED_AT = 8192
_ODD_SHARE = 0.1  # of bytes that no text has

_HEADS = (
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"BM", "BMP picture"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\x04\x22\x4d\x18", "lz4 data"),
    (b"PK\x03\x04", "zip archive"),
    (b"PK\x05\x06", "empty zip archive"),
    (b"!<arch>\ndebian", "Debian package"),
    (b"!<arch>\n", "ar archive"),
    (b"\xed\xab\xee\xdb", "RPM package"),
    (b"%PDF-", "PDF document"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"\xca\xfe\xba\xbe", "Java class"),
    (b"\x00asm", "WebAssembly module"),
    (b"MZ", "Windows program"),
    (b"\xde\x12\x04\x95", "message catalogue"),
    (b"\x95\x04\x12\xde", "message catalogue"),
    (b"TZif", "time zone data"),
    (b"wOF2", "web font"),
    (b"wOFF", "web font"),
    (b"OTTO", "OpenType font"),
    (b"\x00\x01\x00\x00\x00", "TrueType font"),
    (b"OggS", "Ogg media"),
    (b"ID3", "MP3 sound"),
    (b"\x1a\x01", "terminal description"),
    (b"\x1e\x02", "terminal description"),
    (b"ld.so-1.7.0", "cache of the dynamic linker"),
    (b"glibc-ld.so.cache", "cache of the dynamic linker"),
)
_ELF_TYPES = {1: "ELF object", 2: "ELF program", 3: "ELF program or library", 4: "ELF core dump"}
_ODD = frozenset(range(32)) - frozenset(b"\t\n\x0c\r\x1b") | {127}
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def kind_of(head: bytes) -> str:
    """ "ELF program", "PNG picture"; "binary data" or "text" where nothing more is known."""
    if not head:
        return "empty file"
    if head.startswith(b"\x7fELF"):
        order = "big" if head[5:6] == b"\x02" else "little"
        number = int.from_bytes(head[16:18], order)  # type: ignore[arg-type]
        return _ELF_TYPES.get(number, "ELF file")
    if head.startswith(b"RIFF"):
        return "WebP picture" if head[8:12] == b"WEBP" else "RIFF media"
    if head[257:262] == b"ustar":
        return "tar archive"
    found = next((words for start, words in _HEADS if head.startswith(start)), "")
    return found or ("text" if is_text(head) else "binary data")


def is_text(content: bytes) -> bool:
    """Whether the start looks like text in UTF-8, UTF-16 with a mark, or an older one-byte code."""
    head = content[:_LOOKED_AT]
    if any(head.startswith(mark) for mark, _code in _MARKS[:2]):
        return True
    if b"\x00" in head:
        return False
    return sum(byte in _ODD for byte in head) <= len(head) * _ODD_SHARE


def lines_of(content: bytes) -> list[str]:
    """The lines of a text without their ends; bytes that are no text are kept by surrogateescape.

    Only a line feed ends a line, with or without a carriage return before it: what else a text
    holds is shown in its lines.
    """
    text = ""
    for mark, code in _MARKS:
        if content.startswith(mark):
            errors = "surrogateescape" if code == "utf-8" else "replace"
            text = content[len(mark) :].decode(code, errors)
            break
    else:
        text = content.decode("utf-8", "surrogateescape")
    lines = text.split("\n")
    ended = lines[:-1]  # the last one has no line feed
    if ended and not lines[-1]:
        lines.pop()
    if ended and all(line.endswith("\r") for line in ended):
        lines = [*(line[:-1] for line in ended), *lines[len(ended) :]]
    return lines
