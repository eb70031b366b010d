"""What a file is by its first bytes, in words; and whether it can be read as text."""

from __future__ import annotations

from core.translation import tr

_LOOKED_AT = 8192
_ODD_SHARE = 0.1  # of bytes that no text has

_HEADS = (
    (b"\x89PNG\r\n\x1a\n", tr("PNG picture")),
    (b"\xff\xd8\xff", tr("JPEG picture")),
    (b"GIF8", tr("GIF picture")),
    (b"BM", tr("BMP picture")),
    (b"\x00\x00\x01\x00", "icon"),
    (b"\x1f\x8b", tr("gzip data")),
    (b"BZh", tr("bzip2 data")),
    (b"\xfd7zXZ\x00", tr("xz data")),
    (b"\x28\xb5\x2f\xfd", tr("zstd data")),
    (b"\x04\x22\x4d\x18", tr("lz4 data")),
    (b"PK\x03\x04", tr("zip archive")),
    (b"PK\x05\x06", tr("empty zip archive")),
    (b"!<arch>\ndebian", tr("Debian package")),
    (b"!<arch>\n", tr("ar archive")),
    (b"\xed\xab\xee\xdb", tr("RPM package")),
    (b"%PDF-", tr("PDF document")),
    (b"SQLite format 3\x00", tr("SQLite database")),
    (b"\xca\xfe\xba\xbe", tr("Java class")),
    (b"\x00asm", tr("WebAssembly module")),
    (b"MZ", tr("Windows program")),
    (b"\xde\x12\x04\x95", tr("message catalogue")),
    (b"\x95\x04\x12\xde", tr("message catalogue")),
    (b"TZif", tr("time zone data")),
    (b"wOF2", tr("web font")),
    (b"wOFF", tr("web font")),
    (b"OTTO", tr("OpenType font")),
    (b"\x00\x01\x00\x00\x00", tr("TrueType font")),
    (b"OggS", tr("Ogg media")),
    (b"ID3", tr("MP3 sound")),
    (b"\x1a\x01", tr("terminal description")),
    (b"\x1e\x02", tr("terminal description")),
    (b"ld.so-1.7.0", tr("cache of the dynamic linker")),
    (b"glibc-ld.so.cache", tr("cache of the dynamic linker")),
)
_ELF_TYPES = {
    1: tr("ELF object"),
    2: tr("ELF program"),
    3: tr("ELF program or library"),
    4: tr("ELF core dump"),
}
_ODD = frozenset(range(32)) - frozenset(b"\t\n\x0c\r\x1b") | {127}
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))


def kind_of(head: bytes) -> str:
    """ "ELF program", "PNG picture"; "binary data" or "text" where nothing more is known."""
    if not head:
        return tr("empty file")
    if head.startswith(b"\x7fELF"):
        order = "big" if head[5:6] == b"\x02" else "little"
        number = int.from_bytes(head[16:18], order)  # type: ignore[arg-type]
        return _ELF_TYPES.get(number, tr("ELF file"))
    if head.startswith(b"RIFF"):
        return tr("WebP picture") if head[8:12] == b"WEBP" else tr("RIFF media")
    if head[257:262] == b"ustar":
        return tr("tar archive")
    found = next((words for start, words in _HEADS if head.startswith(start)), "")
    return found or (tr("text") if is_text(head) else tr("binary data"))


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
