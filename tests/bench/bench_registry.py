"""Pushing to and pulling from a registry on loopback, beside skopeo, with the memory that it takes.

.venv/bin/python -m tests.bench.bench_registry [MEGABYTES | LAYOUT REFERENCE]

Needs skopeo and Debian's docker-registry. skopeo copies between layouts and the registry and
unpacks nothing; our pull is measured both so (the bytes of the layers, stored and checked) and
with unpacking, ready for a container. Each figure is the best of several rounds, each of its own
storage.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from core.cancel import NEVER
from core.engine.arriving import Arriving
from core.engine.places import Places
from core.engine.registries import Registries
from core.layer import WhiteoutForm
from core.model import PullRequest, PushRequest, RegistryAccess
from core.progress import ignore
from core.snapshot import LayerCache
from core.store import ImageLayout
from tests.core.store.layout_samples import put_image
from tests.registries.docker_registry import docker_registry

_ROUNDS = 3
_LAYERS = 6
_ACCESS = RegistryAccess(is_anonymous=True)


def main() -> None:
    """See above."""
    with tempfile.TemporaryDirectory(prefix="bench-registry-") as name:
        place = Path(name)
        if len(sys.argv) == 3:
            source, reference = ImageLayout.open(Path(sys.argv[1]), create=False), sys.argv[2]
        else:
            megabytes = int(sys.argv[1]) if len(sys.argv) == 2 else 300
            # In a process of its own, since it holds whole layers in memory.
            maker = multiprocessing.Process(target=make, args=(place / "made", megabytes))
            maker.start()
            maker.join()
            source, reference = ImageLayout.open(place / "made"), "Made:1"
        image = source.read_image(source.resolve(reference))
        size_bytes = sum(layer.size_bytes for layer in image.manifest.layers)
        print(f"{size_bytes / 1e6:.0f} MB in {len(image.manifest.layers)} layers")
        ours, theirs = measured(place, source, reference)
        for what, seconds in ours.items():
            peer = theirs[what.partition(",")[0]]
            print(f"{what:28} {seconds:6.2f} s   skopeo {peer:6.2f} s   {seconds / peer:5.2f}x")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(f"peak memory of this process   {peak / 1e6:6.0f} MB")


def make(path: Path, megabytes: int) -> None:
    """Half of it does not pack at all, half of it well."""
    layout = ImageLayout.open(path)
    words = [b"%d the quick brown fox\n" % random.randrange(10**6) for _ in range(50_000)]
    layers = []
    for number in range(_LAYERS):
        size = megabytes * 1_000_000 // _LAYERS
        text = b"".join(random.choices(words, k=size // 60))
        layers.append({f"random{number}": os.urandom(size), f"text{number}": text})
    put_image(layout, "Made", "1", *layers)


def measured(
    place: Path, source: ImageLayout, reference: str
) -> tuple[dict[str, float], dict[str, float]]:
    """Seconds, ours and skopeo's, by what was done."""
    ours: dict[str, list[float]] = {"push": [], "pull": [], "pull, unpacked": []}
    theirs: dict[str, list[float]] = {"push": [], "pull": []}
    for number in range(_ROUNDS):
        here = place / f"round{number}"
        with docker_registry(here / "ours") as registry:
            target = f"{registry.name}/bench:1"
            ours["push"].append(timed(push, source, reference, target))
            for what, unpacks in (("pull", False), ("pull, unpacked", True)):
                fresh = registries_of(ImageLayout.open(here / what), unpacks=unpacks)
                ours[what].append(timed(pull, fresh, target))
            oci = f"oci:{here}/theirs:bench"
            source_words = ("--src-tls-verify=false", f"docker://{target}")
            theirs["pull"].append(timed(skopeo, *source_words, oci))
        with docker_registry(here / "peer") as registry:
            target = f"docker://{registry.name}/bench:1"
            oci = f"oci:{source.path}:{reference}"
            theirs["push"].append(timed(skopeo, "--dest-tls-verify=false", oci, target))
        shutil.rmtree(here)
    return best(ours), best(theirs)


def push(source: ImageLayout, reference: str, target: str) -> None:
    """As the engine does it, in this process."""
    registries_of(source).push(PushRequest(reference, target, _ACCESS), NEVER, ignore, silent)


def pull(fresh: Registries, target: str) -> None:
    """The same; without unpacking by a cache that says that it has everything."""
    fresh.pull(PullRequest(target, _ACCESS), NEVER, ignore, silent)


def registries_of(layout: ImageLayout, *, unpacks: bool = True) -> Registries:
    form = WhiteoutForm.TRUSTED
    places = Places(layout.path, layout.private / "run", form, 0)
    cache = LayerCache(layout, places.layers, form) if unpacks else _NoCache(layout, places, form)
    cache.open()
    return Registries(layout, Arriving(layout, cache, places))


class _NoCache(LayerCache):
    """Unpacks nothing."""

    def __init__(self, layout: ImageLayout, places: Places, form: WhiteoutForm) -> None:
        super().__init__(layout, places.layers, form)

    def ensure(self, *_what: object, **_how: object) -> tuple[Path, ...]:
        return ()


def skopeo(*words: str) -> None:
    subprocess.run(["skopeo", "--insecure-policy", "copy", "-q", *words], check=True)


def silent(_transfer: object) -> None:
    """Nobody looks."""


def timed(work: Callable[..., None], *arguments: object) -> float:
    os.sync()
    start = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - start


def best(seconds: dict[str, list[float]]) -> dict[str, float]:
    return {what: min(found) for what, found in seconds.items()}


if __name__ == "__main__":
    main()
