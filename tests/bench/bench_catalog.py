"""The catalog of the reference image: ours beside merely decompressing it, and beside its peers.

.venv/bin/python -m tests.bench.bench_catalog DIRECTORY [REPEATS]

DIRECTORY holds the image (`reference_image`) and is made where it is not there. Peers are measured
as far as they can be had: tarfile always, ratarmount installed into a temporary environment, dive
and layerx when they are on the PATH. All ratios are of one run; on a busy machine ours suffers
most, since it is the one that uses all processors.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import zstandard

from core.catalog.cataloguer import Catalog, LayerSource
from core.catalog.scan_process import ScanAnswer, ScanJob
from core.layer import GzipSink, decompressed_pieces
from tests.bench import reference_image
from tests.bench.timing import alternate, print_table
from tests.corpus.many_entries import many_entries
from tests.corpus.tar_bytes import END, header

LIMIT = "only decompressing, one core"
OURS = "ours: full catalog, verified"
_MEASURED = """
import sys
from core.catalog.scan_process import main
main()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1], file=sys.stderr)
"""
_RATARMOUNT = """
import sys
from ratarmountcore.mountsource.formats.tar import SQLiteIndexedTar
for path in sys.argv[1:]:
    SQLiteIndexedTar(path, writeIndex=False, indexFilePath=":memory:", clearIndexCache=True)
"""


def sources_of(layout: Path) -> list[LayerSource]:
    """The layers of the image."""
    return [LayerSource(*layer) for layer in reference_image.layers_of(layout)]


def decompress(sources: list[LayerSource]) -> None:
    """The limit: nothing but the plain bytes, one layer after the other."""
    for source in sources:
        with open(source.path, "rb", buffering=0) as stream:
            for _piece in decompressed_pieces(stream):  # type: ignore[arg-type]
                pass


def catalog(sources: list[LayerSource], processes: int | None = None) -> None:
    """Everything: decompressed, both digests verified, contents digested, tables on disk."""
    with tempfile.TemporaryDirectory() as place:
        done = Catalog(Path(place), processes=processes).catalog(sources)
        assert done == len({source.diff_id for source in sources}), "a layer was refused"


def by_tarfile(sources: list[LayerSource], *, is_same_work: bool) -> None:
    """What the standard library has: tarfile, gzip, sha256 for contents, blob and diffID.

    zstd comes from zstandard, which it has not.
    """
    for source in sources:
        with open(source.path, "rb") as blob:
            raw = _Hashed(blob) if is_same_work else blob
            is_gzip = blob.peek(2)[:2] == b"\x1f\x8b"
            plain = gzip.GzipFile(fileobj=raw) if is_gzip else _unzstd(raw)  # type: ignore[arg-type]
            stream = _Hashed(plain) if is_same_work else plain
            with tarfile.open(fileobj=stream, mode="r|") as tar:  # type: ignore[call-overload]
                for member in tar:
                    if is_same_work and member.isreg():
                        file, digest = tar.extractfile(member), hashlib.sha256()
                        while piece := file.read(1 << 20):
                            digest.update(piece)
            if is_same_work:
                assert raw.digest() == source.digest, "the blob"  # type: ignore[union-attr]
                assert stream.digest() == source.diff_id, "the tar"


def _unzstd(raw: BinaryIO) -> BinaryIO:
    return zstandard.ZstdDecompressor().stream_reader(raw, closefd=False)


class _Hashed:
    """A stream that is hashed as it is read."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._hash.update(piece)
        return piece

    def digest(self) -> str:
        while self.read(1 << 20):
            pass
        return "sha256:" + self._hash.hexdigest()


def ratarmount(place: Path) -> Path | None:
    """A Python that has it, None when it cannot be had."""
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    done = subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "ratarmountcore", "rapidgzip", "indexed_gzip",
         "indexed_zstd"],
        check=False, capture_output=True,
    )  # fmt: skip
    return python if done.returncode == 0 else None


def whole_image(layouts: dict[str, Path], repeats: int, place: Path) -> None:
    """The reference image, compressed in both ways."""
    python = ratarmount(place / "ratarmount")
    for kind, layout in layouts.items():
        sources = sources_of(layout)
        runs: dict[str, Callable[[], None]] = {
            LIMIT: lambda s=sources: decompress(s),  # type: ignore[misc]
            OURS: lambda s=sources: catalog(s),  # type: ignore[misc]
            "ours, one process": lambda s=sources: catalog(s, 1),  # type: ignore[misc]
        }
        slow: dict[str, Callable[[], None]] = {
            "tarfile, names only": lambda s=sources: by_tarfile(s, is_same_work=False),  # type: ignore[misc]
            "tarfile, the same work": lambda s=sources: by_tarfile(s, is_same_work=True),  # type: ignore[misc]
        }
        if python is not None:
            # It goes by the ending of a name.
            suffix = {"gzip": ".tar.gz", "zstd": ".tar.zst"}[kind]
            links = [place / f"{number}-{kind}{suffix}" for number in range(len(sources))]
            for link, source in zip(links, sources, strict=True):
                link.symlink_to(source.path.resolve())
            slow["ratarmount (core), names only"] = lambda links=links: run(  # type: ignore[misc]
                str(python), "-c", _RATARMOUNT, *map(str, links)
            )
        tables = Catalog(place / f"catalog-{kind}")
        tables.catalog(sources)
        rows = sum(len(tables.table(source)) for source in sources)
        tar_bytes = sum(tables.table(source).facts.tar_bytes for source in sources)
        print(
            f"Image of {len(sources)} layers, {rows} rows, {tar_bytes / 1e6:.0f} MB plain, {kind}"
        )
        taken = alternate(runs, repeats)
        print_table("  beside the limit", taken, LIMIT)
        # Others on the machine slow down who uses all of it, and never speed anybody up.
        print(f"  {'best by best':<34} {min(taken[OURS]) / min(taken[LIMIT]):.2f} x {LIMIT}")
        taken = alternate({OURS: runs[OURS], **slow}, max(1, repeats // 2))
        print_table("  beside peers", taken, OURS)
        open_tables(sources, place / f"catalog-{kind}", repeats)


def open_tables(sources: list[LayerSource], place: Path, repeats: int) -> None:
    """What it takes to open an image that is catalogued, in a process that knows nothing yet."""
    milliseconds = []
    for _ in range(repeats):
        fresh = Catalog(place)
        start = time.perf_counter()
        for source in sources:
            fresh.table(source)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    print(f"  opening its {len(sources)} tables: {min(milliseconds):.1f} ms at best")


def extremes(place: Path, repeats: int) -> None:
    """A layer with very many entries, and one with two large files."""
    for name, pieces, pack in (
        ("500,000 entries, gzip", lambda: many_entries(500_000), _gzip),
        ("two files of 2 GB, zstd", _large, _zstd),
    ):
        source = pack(pieces(), place / name.replace(" ", "-"))
        taken = alternate(
            {
                LIMIT: lambda s=source: decompress([s]),  # type: ignore[misc]
                OURS: lambda s=source: catalog([s]),  # type: ignore[misc]
            },
            repeats,
        )
        print_table(f"Layer of {name}", taken, LIMIT)
        print(f"  peak memory of the process: {_peak_kib(source, place) / 1024:.0f} MB")
        source.path.unlink()


def _large() -> Iterator[bytes]:
    noise = os.urandom(1 << 20)
    for name in (b"one", b"two"):
        yield header(name, size=2 << 30)
        for number in range(2 << 10):
            yield noise if number % 4 == 0 else bytes(1 << 20)
    yield END


def _gzip(pieces: Iterator[bytes], path: Path) -> LayerSource:
    with path.open("wb") as file, GzipSink(file.write) as sink:
        for piece in pieces:
            sink.write(piece)
        sink.finish()
        diff_id = sink.diff_id
    return _source(path, diff_id)


def _zstd(pieces: Iterator[bytes], path: Path) -> LayerSource:
    digest = hashlib.sha256()
    with path.open("wb") as file, zstandard.ZstdCompressor(level=1).stream_writer(file) as writer:
        for piece in pieces:
            digest.update(piece)
            writer.write(piece)
    return _source(path, "sha256:" + digest.hexdigest())


def _source(path: Path, diff_id: str) -> LayerSource:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return LayerSource(diff_id, f"sha256:{digest}", path.stat().st_size, path)


def _peak_kib(source: LayerSource, place: Path) -> int:
    job = ScanJob(
        source.diff_id, source.digest, source.size_bytes, str(source.path),
        str(place / "peak.table"), 7,
    )  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-P", "-c", _MEASURED], input=job.line(), capture_output=True, check=True
    )
    error = ScanAnswer.of(done.stdout.splitlines()[-1]).error
    assert error is None, error
    return int(done.stderr)


def others(layout: Path, place: Path) -> None:
    """dive and layerx, which want an archive of Docker's kind."""
    tools = [tool for tool in ("dive", "layerx") if shutil.which(tool)]
    if not tools:
        print("dive and layerx: not on the PATH")
        return
    archive = place / "docker.tar"
    run("skopeo", "copy", "--quiet", f"oci:{layout}:reference:1", f"docker-archive:{archive}:r:1")
    commands = {
        "dive": ["dive", "--ci", "--source", "docker-archive", str(archive)],
        "layerx": ["layerx", str(archive)],
    }
    for tool in tools:
        start = time.perf_counter()
        done = subprocess.run(
            commands[tool], check=False, capture_output=True, stdin=subprocess.DEVNULL
        )
        seconds = time.perf_counter() - start
        print(f"{tool}: {seconds:.2f} s, exit code {done.returncode}")


def run(*argv: str) -> None:
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def main() -> None:
    reason = reference_image.why_not()
    image = Path(sys.argv[1])
    if reason and not (image / "gzip" / "index.json").exists():
        raise SystemExit(f"The reference image cannot be made here: {reason}.")
    repeats = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    layouts = reference_image.reference_image(image)
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        whole_image(layouts, repeats, place)
        extremes(place, repeats)
        others(layouts["gzip"], place)


if __name__ == "__main__":
    main()
