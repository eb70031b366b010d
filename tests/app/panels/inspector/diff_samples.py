"""Diffs of two texts, made as the engine makes them; and the texts of the usual picture."""

from __future__ import annotations

import difflib

from core.model import DiffLine, DiffMark, FileDiff

Spans = tuple[tuple[str, bool], ...]

OLD = """\
user www-data;
worker_processes auto;
pid /run/nginx.pid;
include /etc/nginx/modules-enabled/*.conf;

events {
    worker_connections 768;
    # multi_accept on;
}

# Basic settings are below.
# They are those of the distribution.
# See the manual for more.


http {
    sendfile on;
    server_tokens on;
    types_hash_max_size 2048;
    include /etc/nginx/mime.types;
    gzip off;
    include /etc/nginx/conf.d/*.conf;
}
"""
NEW = (
    OLD.replace("processes auto", "processes 4")
    .replace("    server_tokens on;", "    server_tokens off;\n    client_max_body_size 8m;")
    .replace(
        "    gzip off;",
        "    gzip on;\n    gzip_types text/css application/json;\n    gzip_min_length 1024;",
    )
)


def make_diff(
    old: str, new: str, path: str = "etc/nginx/nginx.conf", *, context: int = 3
) -> FileDiff:
    """Every line and every gap, and the words that differ."""
    left, right = old.splitlines(), new.splitlines()
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    lines: list[DiffLine] = []
    added = removed = 0
    codes = matcher.get_opcodes()
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        if tag == "equal":
            head = context if number else 0
            tail = context if number + 1 < len(codes) else 0
            hidden = i2 - i1 - head - tail
            for offset in range(i2 - i1):
                if hidden > 0 and head <= offset < head + hidden:
                    if offset == head:
                        words = f"{hidden} unchanged lines"
                        lines.append(DiffLine(DiffMark.GAP, None, None, ((words, False),)))
                    continue
                same = ((left[i1 + offset], False),)
                lines.append(DiffLine(DiffMark.SAME, i1 + offset + 1, j1 + offset + 1, same))
            continue
        pairs = list(zip(left[i1:i2], right[j1:j2], strict=False))
        for offset in range(i2 - i1):
            spans: Spans = ((left[i1 + offset], True),)
            if offset < len(pairs):
                spans = _spans(*pairs[offset])
            lines.append(DiffLine(DiffMark.REMOVED, i1 + offset + 1, None, spans))
        for offset in range(j2 - j1):
            spans = ((right[j1 + offset], True),)
            if offset < len(pairs):
                spans = _spans(*reversed(pairs[offset]))
            lines.append(DiffLine(DiffMark.ADDED, None, j1 + offset + 1, spans))
        removed += i2 - i1
        added += j2 - j1
    return FileDiff(path, path, len(old), len(new), tuple(lines), added, removed)


def _spans(line: str, other: str) -> tuple[tuple[str, bool], ...]:
    """Pieces of a line: what the other one has too, and what not."""
    ours, theirs = _words(line), _words(other)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    return tuple(
        ("".join(ours[i1:i2]), tag != "equal")
        for tag, i1, i2, _j1, _j2 in matcher.get_opcodes()
        if i2 > i1
    )


def _words(line: str) -> list[str]:
    words = [""]
    for character in line:
        if character.isalnum() and words[-1].isalnum():
            words[-1] += character
        else:
            words.append(character)
    return words
