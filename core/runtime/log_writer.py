"""A process of its own that keeps what a container says: `python log_writer.py DIRECTORY LIMIT`.

It reads standard input to its end and writes it to numbered files of LIMIT bytes, of which the two
newest stay, in the directory of that descriptor, whose lock it holds until it ends. So a container
holds nothing but a pipe: it cannot rewrite its log, nor fill the disk, and it can go on talking
when window and engine are gone. With a full disk it loses its newest words, but never waits.
Nothing is imported from elsewhere, so that it starts quickly and stays small.
"""

import os
import sys

_READ_BYTES = 1 << 17
_KEPT_FILES = 2
_NICENESS = 5
_NEW_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC


def main(directory: int, limit_bytes: int) -> None:
    """Returns when all who could write to standard input are gone."""
    numbers = sorted(int(name) for name in os.listdir(directory) if name.isdigit())
    number = numbers[-1] if numbers else 1
    file, size = _open(directory, number)
    while piece := os.read(0, _READ_BYTES):
        while piece:
            if size >= limit_bytes:
                if file >= 0:
                    os.close(file)
                number += 1
                file, size = _open(directory, number)
            written = _write(file, piece[: limit_bytes - size])
            if written < 0:
                if file < 0:
                    file, size = _open(directory, number)
                break  # no space: these words are lost
            size += written
            piece = piece[written:]


def _open(directory: int, number: int) -> tuple[int, int]:
    """The file of that number and its size; older ones go. -1 where it cannot be made."""
    for name in os.listdir(directory):
        if name.isdigit() and int(name) <= number - _KEPT_FILES:
            os.unlink(name, dir_fd=directory)
    try:
        file = os.open(f"{number:08}", _NEW_FLAGS, 0o600, dir_fd=directory)
    except OSError:
        return -1, 0  # a full disk, or the container was discarded just now
    return file, os.fstat(file).st_size


def _write(file: int, piece: bytes) -> int:
    """How much was written; -1 when nothing could be."""
    if file < 0:
        return -1
    try:
        return os.write(file, piece)
    except OSError:
        return -1  # a full disk


if __name__ == "__main__":
    os.nice(_NICENESS)
    main(int(sys.argv[1]), int(sys.argv[2]))
