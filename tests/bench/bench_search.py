"""Names over a million paths: our index beside grep, and SQLite's LIKE and trigram index.

.venv/bin/python -m tests.bench.bench_search [PATHS]
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from core.catalog.name_search import NameIndex
from core.catalog.table import COLUMNS, LayerTable, RowKind, TableFacts, path_hash

_PATHS = 1_000_000
_REPEATS = 9
_LAYERS = 12
_SEED = 7
_QUERIES = (
    "e", "a", ".", "on", "py", "parser", "readme", "zzqq", "usr", "doc", "lib json", "e a o",
    "usr/lib", "/usr/share/doc", "dist-packages/net", "*.py", "lib*.so.1", "*a*e*o*", "[ab]*.js?n",
    "*er*er*", "*e*", "?????*", "/usr/lib/**/http*.h", "*",
)  # fmt: skip
_ROOTS = (
    "usr/lib/python3/dist-packages", "usr/share/doc", "usr/lib/x86_64-linux-gnu", "usr/include",
    "usr/share/locale", "usr/lib/node_modules", "opt/app/vendor", "usr/share/man/man3",
    "var/lib/dpkg/info", "usr/src/linux-headers-6.1.0-13/include",
)  # fmt: skip
_WORDS = (
    "lib core main test data util config init model view parser http json xml crypto image layer "
    "cache index table store node graph net socket thread async event log time date math string "
    "regex file path stream buffer queue lock error type value field form page user group auth "
    "token session key cert hash sign block chain proto client server proxy route filter sort "
    "readme search query result row column schema"
).split()
_ENDINGS = (
    "py py py pyc h h so.1 so js js ts json html md txt gz png svg mo conf sh rb pm c cpp java xml"
).split()


def make_paths(count: int) -> list[str]:
    """Distinct paths like those of installed packages."""
    chance = random.Random(_SEED)
    folders = []
    for _ in range(count // 12):
        parts = [chance.choice(_ROOTS)]
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
            more = ("", "", "-" + chance.choice(_WORDS), str(chance.randrange(100)))
            parts.append(chance.choice(_WORDS) + chance.choice(more))
        folders.append("/".join(parts))
    found: set[str] = set()
    while len(found) < count:
        name = chance.choice(_WORDS) + chance.choice("_-.") + chance.choice(_WORDS)
        if chance.random() < 0.4:
            name += str(chance.randrange(1000))
        if chance.random() < 0.1:
            name = name.title()
        found.add(f"{chance.choice(folders)}/{name}.{chance.choice(_ENDINGS)}")
    return sorted(found)


def make_table(name: str, files: list[str]) -> LayerTable:
    """A layer of these files and the folders that they are in."""
    kinds = dict.fromkeys(files, RowKind.REGULAR)
    for path in files:
        while (path := path.rpartition("/")[0]) and path not in kinds:
            kinds[path] = RowKind.DIRECTORY
    kinds[""] = RowKind.DIRECTORY
    paths = sorted(kinds, key=lambda path: path.split("/"))
    rows = {path: row for row, path in enumerate(paths)}
    raw = [path.encode() for path in paths]
    columns = {name: np.zeros(len(paths), kind) for name, kind in COLUMNS.items()}
    columns["kind"][:] = [kinds[path] for path in paths]
    columns["path_hash"][:] = [path_hash(path, _SEED) for path in raw]
    columns["parent"][:] = [rows[path.rpartition("/")[0]] for path in paths]
    columns["parent"][0] = -1
    columns["depth"][1:] = [path.count("/") + 1 for path in paths[1:]]
    columns["name_start"][:] = [path.rfind("/") + 1 for path in paths]
    columns["path_end"][:] = np.cumsum([len(path) for path in raw])
    facts = TableFacts(name, name, _SEED, 0, len(paths), 0, 0)
    return LayerTable(facts, columns, b"".join(raw))


def median_ms(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        run()
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


class Peers:
    """The same paths as a text file and as two tables of SQLite; words only, no patterns."""

    def __init__(self, place: Path, paths: list[str]) -> None:
        self._list = place / "paths.txt"
        self._list.write_text("\n".join(paths) + "\n")
        self._database = sqlite3.connect(place / "paths.sqlite")
        self._database.execute("CREATE TABLE paths (path TEXT)")
        self._database.execute("CREATE VIRTUAL TABLE grams USING fts5(path, tokenize='trigram')")
        for table in ("paths", "grams"):
            self._database.executemany(
                f"INSERT INTO {table} (path) VALUES (?)", ((path,) for path in paths)
            )
        self._database.commit()

    def grep(self, query: str) -> object:
        """Nothing is ranked or cut; with /dev/null for its output grep would stop at once."""
        first, *more = query.lstrip("/").split()
        pipe = "".join(f" | grep -i -F -e {word}" for word in more)
        command = f"grep -i -F -e {first} {self._list}{pipe} | wc -l"
        return subprocess.run(
            ("sh", "-c", command), env={**os.environ, "LC_ALL": "C"}, capture_output=True
        )

    def like(self, query: str) -> object:
        words = query.lstrip("/").split()
        where = " AND ".join("path LIKE ?" for _ in words)
        return self._select("paths", where, [f"%{word}%" for word in words])

    def trigram(self, query: str) -> object:
        words = " AND ".join(f'"{word}"' for word in query.lstrip("/").split())
        return self._select("grams", "grams MATCH ?", [words])

    def _select(self, table: str, where: str, values: list[str]) -> object:
        # All matches are looked at, as we do: else the best could not be told.
        order = "ORDER BY length(path) LIMIT 200"
        sql = f"SELECT path FROM {table} WHERE {where} {order}"
        return self._database.execute(sql, values).fetchall()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _PATHS
    paths = make_paths(count)
    size = sum(len(path) + 1 for path in paths)
    print(f"{count:,} paths, {size / 1e6:.1f} MB, in {_LAYERS} layers")
    step = -(-count // _LAYERS)
    tables = [
        make_table(f"sha256:{number}", paths[number * step : (number + 1) * step])
        for number in range(_LAYERS)
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    index = NameIndex()
    for table in tables:
        index.add(table)
    held = index.size_bytes
    taken = time.perf_counter() - start
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(
        f"index: made in {taken * 1e3:.0f} ms, {held / 1e6:.1f} MB "
        f"({held / count:.0f} bytes a path), {peak:.0f} MB more at the peak"
    )
    with tempfile.TemporaryDirectory() as place:
        peers = Peers(Path(place), paths)
        print(f"{'milliseconds (medians)':26}{'ours':>8}{'grep':>9}{'LIKE':>9}{'trigram':>9}  hits")
        for query in _QUERIES:
            line = f"{query:26}{median_ms(lambda q=query: index.search(q)):8.1f}"  # type: ignore[misc]
            if not set(query) & set("*?["):
                line += f"{median_ms(lambda q=query: peers.grep(q)):9.1f}"  # type: ignore[misc]
                line += f"{median_ms(lambda q=query: peers.like(q)):9.1f}"  # type: ignore[misc]
                if all(len(word) > 2 for word in query.split()):
                    line += f"{median_ms(lambda q=query: peers.trigram(q)):9.1f}"  # type: ignore[misc]
            found = index.search(query, limit=count)
            print(f"{line:61}  {len(found.hits):,}")


if __name__ == "__main__":
    main()
