"""The image that catalogs are measured on: about 1 GB, made by podman from the Debian archive.

.venv/bin/python -m tests.bench.reference_image DIRECTORY

Makes two OCI image layouts of the same layers, `gzip` and `zstd`, unless they are there. Needs
root, podman, skopeo, mmdebstrap and the mirror that this computer's apt uses.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from core.base_images.apt_settings import apt_sources, main_source
from core.store import ImageLayout
from tests.bench.podman_peer import Podman

KINDS = ("gzip", "zstd")
_TOOLS = ("podman", "skopeo", "mmdebstrap")
_STEPS = (
    "install build-essential",
    "install python3-pip python3-numpy",
    "install nginx-full openssh-server",
    "install nodejs npm",
    "install texlive-latex-recommended fonts-dejavu",
    # Deletes and rewrites.
    "sh rm -rf /usr/share/doc/g* /usr/lib/gcc && find /usr/lib/python3 -name '*.py' -size -20k"
    " -exec sed -i 's/$/ /' {} +",
    # The whole tree again, for another owner.
    "sh chown -R 1000:1000 /usr/share/nodejs /usr/share/perl",
    # A directory that hides all below it.
    "sh rm -rf /usr/share/texlive && mkdir /usr/share/texlive && cp -r /usr/share/fonts"
    " /usr/share/texlive/",
    "sh ln /usr/bin/perl /usr/local/bin/perl && cp -r /usr/include /opt/include",
)
_INSTALL = (
    "apt-get update && apt-get install -y --no-install-recommends {}"
    " && apt-get clean && rm -rf /var/lib/apt/lists/*"
)


def why_not() -> str:
    """Why the image cannot be made here; "" when it can."""
    if os.geteuid() != 0:
        return "it is made as root"
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    return f"{', '.join(missing)} is not installed" if missing else ""


def reference_image(place: Path) -> dict[str, Path]:
    """The layouts by kind of compression, made if they are not there yet."""
    layouts = {kind: place / kind for kind in KINDS}
    if not all((path / "index.json").exists() for path in layouts.values()):
        place.mkdir(parents=True, exist_ok=True)
        _make(place, layouts)
    return layouts


def layers_of(layout: Path) -> list[tuple[str, str, int, Path]]:
    """diffID, digest, size and file of each layer of the image, bottom first."""
    opened = ImageLayout.open(layout, create=False)
    ((_reference, descriptor),) = opened.references()
    image = opened.read_image(descriptor)
    return [
        (diff_id, layer.digest, layer.size_bytes, opened.blob_path(layer.digest))
        for diff_id, layer in zip(image.config.diff_ids, image.manifest.layers, strict=True)
    ]


def _make(place: Path, layouts: dict[str, Path]) -> None:
    source = main_source(apt_sources())
    assert source is not None, "apt's settings name no mirror"
    base = place / "base.tar"
    if not base.exists():
        _run("mmdebstrap", "--variant=minbase", source.suite, str(base), source.uri)
    lines = ["FROM scratch", "ADD base.tar /", "ENV DEBIAN_FRONTEND=noninteractive"]
    for step in _STEPS:
        kind, _blank, rest = step.partition(" ")
        lines.append("RUN " + (_INSTALL.format(rest) if kind == "install" else rest))
    (place / "Containerfile").write_text("\n".join(lines) + "\n")
    podman = Podman(place / "podman")
    try:
        podman(
            "build", "--quiet", "--layers", "--isolation", "chroot", "--network", "host",
            "--format", "oci", "--tag", "reference:1", "--file", str(place / "Containerfile"),
            str(place),
        )  # fmt: skip
        archive = place / "image.tar"
        podman("save", "--quiet", "--format", "oci-archive", "--output", str(archive),
               "reference:1")  # fmt: skip
    finally:
        podman.close()
    for kind, layout in layouts.items():
        shutil.rmtree(layout, ignore_errors=True)
        _run(
            "skopeo", "copy", "--quiet", "--dest-compress-format", kind,
            f"oci-archive:{archive}", f"oci:{layout}:reference:1",
        )  # fmt: skip
    archive.unlink()


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    for kind, layout in reference_image(Path(sys.argv[1])).items():
        sizes = [size for _diff_id, _digest, size, _path in layers_of(layout)]
        print(f"{layout}: {kind}, {len(sizes)} layers, {sum(sizes) / 1e6:.0f} MB compressed")


if __name__ == "__main__":
    main()
