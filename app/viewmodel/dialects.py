"""Whose command lines are said, and the words of each: correctly quoted, always on one line."""

from __future__ import annotations

import enum
import re
import shlex
from itertools import groupby

from core.oci.names import split_reference

_POWERSHELL_QUOTES = "'\u2018\u2019\u201a\u201b"
_CMDLET_VERSION = re.compile(r"\d+(?:\.\d+){1,3}")  # System.Version
_SHELL_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", "'": "\\'", "\\": "\\\\"}


class Dialect(enum.Enum):
    """Whose command line."""

    DOCKER = "docker"
    PODMAN = "podman"
    POWERSHELL = "PowerShell"


def shell_word(word: str) -> str:
    """One word for a POSIX shell, always on one line.

    What nobody would see, or what would act on a terminal, is written in the `$'…'` form (POSIX
    2024, "Dollar-Single-Quotes"), byte by byte as the kernel has it.
    """
    if word.isprintable():
        return shlex.quote(word)
    return f"$'{''.join(map(_shell_char, word))}'"


def powershell_word(word: str) -> str:
    """One word for PowerShell, whose typographic quotes end a string too; always on one line.

    What nobody would see is said by its number, in an expression.
    """
    if word and all(char.isalnum() or char in "._:/\\-" for char in word) and word[0] != "-":
        return word
    if word.isprintable():
        return _powershell_string(word)
    parts = []
    for is_printable, chars in groupby(word, str.isprintable):
        if is_printable:
            parts.append(_powershell_string("".join(chars)))
        else:
            parts += map(_powershell_char, chars)
    return f"({' + '.join(parts)})"


def _shell_char(char: str) -> str:
    if char in _SHELL_ESCAPES:
        return _SHELL_ESCAPES[char]
    if char.isprintable():
        return char
    # A byte of a name that is no UTF-8 stands as a lone surrogate.
    is_byte = "\udc80" <= char <= "\udcff"
    raw = char.encode("utf-8", "surrogateescape" if is_byte else "surrogatepass")
    return "".join(f"\\{byte:03o}" for byte in raw)


def _powershell_char(char: str) -> str:
    if ord(char) < 0x10000:
        return f"[string][char]{ord(char):#x}"
    return f"[char]::ConvertFromUtf32({ord(char):#x})"


def powershell_string(text: str) -> str:
    """Always in quotes, so that it is text wherever it stands."""
    return _powershell_string(text) if text.isprintable() else powershell_word(text)


def _powershell_string(text: str) -> str:
    return f"'{''.join(char * 2 if char in _POWERSHELL_QUOTES else char for char in text)}'"


def comment(sentence: str) -> str:
    """What a tool has nothing for, in every one of these languages."""
    return f"# {sentence}"


def image_name(reference: str) -> str:
    """What docker and podman call an image of this repository: they know small letters only."""
    name, version = split_reference(reference)
    if "@" in reference or name.startswith("sha256"):
        return reference
    rest = reference[len(name) :]
    return f"{name.lower().replace('+', '-')}{rest}" if version else name.lower().replace("+", "-")


def image_parameters(reference: str, prefix: str = "") -> str:
    """The name of an image for a cmdlet, and its version where that is one for them.

    They want two to four numbers; `prefix` is what stands before Name, as "ContainerImage".
    """
    name, version = split_reference(reference)
    words = f"-{prefix}Name {powershell_word(name)}"
    if _CMDLET_VERSION.fullmatch(version):
        words += f" -{prefix}Version {version}"
    return words
