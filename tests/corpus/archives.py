"""Archives of images, hostile and odd ones, each with what has to become of it."""

from __future__ import annotations

from tests.corpus.archive_cases import Case
from tests.corpus.archives_docker import DOCKER_CASES, HYBRID_CASES, LINK_CASES
from tests.corpus.archives_layout import (
    CONFIG_CASES,
    INDEX_CASES,
    LAYER_CASES,
    MANIFEST_CASES,
    WHOLE_CASES,
)
from tests.corpus.archives_shape import FOLDER_CASES, PACKED_CASES, ROOT_CASES, TAR_CASES

CASES: dict[str, Case] = {
    f"{kind}: {name}": case
    for kind, cases in (
        ("index", INDEX_CASES),
        ("manifest", MANIFEST_CASES),
        ("config", CONFIG_CASES),
        ("layer", LAYER_CASES),
        ("layout", WHOLE_CASES),
        ("docker", DOCKER_CASES),
        ("link", LINK_CASES),
        ("hybrid", HYBRID_CASES),
        ("tar", TAR_CASES),
        ("packed", PACKED_CASES),
        ("root", ROOT_CASES),
        ("folder", FOLDER_CASES),
    )
    for name, case in cases.items()
}
