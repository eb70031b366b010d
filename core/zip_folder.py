"""Small folders of data that are handed round as .zip, or as their text alone: lessons, recipes."""

from __future__ import annotations

import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
    struct.error,
    zlib.error,
    lzma.LZMAError,
)
"""All that `zipfile` was seen to raise for damaged archives and odd names."""
TEXT_LIMIT_BYTES = 1 << 20
"""Of the text that says what the folder is."""


def pack(text_name: str, text: str, files: Iterable[tuple[str, bytes]], path: Path) -> None:
    """Write it to a file: .zip when other files belong to the text, else the text alone. OSError.

    The file is there whole or not at all.
    """
    members = [(text_name, text.encode()), *files]
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        if len(members) > 1:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, content in members:
                    archive.writestr(zipfile.ZipInfo(name), content)
        else:
            temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def decoded(content: bytes) -> str:
    """The text. Raises ValueError with a reason for a sentence."""
    if len(content) > TEXT_LIMIT_BYTES:
        raise ValueError("its text is larger than one megabyte")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"its text is not UTF-8 ({error.reason})") from error
