"""`bricklayer inspect` and `compare` on images that were built here, figures and exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest

_OLD, _NEW = 300_000, 120_000
_FIRST = (
    f"mkdir -p /srv/www && head -c {_OLD} /dev/zero > /srv/www/big && echo hello > /srv/www/page"
)
_SECOND = (
    f"head -c {_NEW} /dev/zero > /srv/www/big && rm /srv/www/page && "
    "printf 'run make\\n' > /root/.ash_history && touch \"/srv/$(printf 'odd\\351')\""
)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Three images on one another: Core:1.0, Web:1.0 and Web:2.0."""
    path = tmp_path_factory.mktemp("inspect") / "repository"
    engine = connect(path)
    try:
        readiness = engine.probe()
        assert readiness.can_run_containers, readiness.sentence
        engine.make_base_image(BaseImageRequest("starter", "Core", "Toys", "1.0"))
        _capture(engine, "Core:1.0", "one", _FIRST, "1.0")
        _capture(engine, "Web:1.0", "two", _SECOND, "2.0")
        yield path
    finally:
        for container in engine.repository().containers:
            engine.discard_container(container.id)
        engine.close()


def _capture(engine: Engine, image: str, name: str, line: str, version: str) -> None:
    container = engine.create_container(NewContainer(name, image))
    engine.start_container(container.id)
    run = engine.execute(container.id, ExecRequest(shell_line=line), output=lambda _chunk: None)
    assert run.exit_code == 0
    engine.snapshot(SnapshotRequest(container.id, "Web", "Toys", version))
    engine.discard_container(container.id)


def bricklayer(repository: Path, *arguments: str, code: int = 0) -> str:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "app", *arguments, "--repository", str(repository)],
        env=kept, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert bool(done.stderr) == bool(code)  # silent where nothing is wrong
    return done.stderr if code == 1 else done.stdout


def inspected(repository: Path, *arguments: str) -> Any:
    return json.loads(bricklayer(repository, "inspect", *arguments, "--format", "json"))


def test_the_figures_of_an_image(repository: Path) -> None:
    document = inspected(repository, "Web:2.0")
    assert document["is_complete"] is True
    base, first, second = document["layers"]
    assert [layer["level"] for layer in document["layers"]] == [1, 2, 3]
    assert first["file_bytes"] == _OLD + len("hello\n")
    assert second["file_bytes"] == _NEW + len("run make\n")
    assert second["added_bytes"] == second["file_bytes"] - first["file_bytes"]
    assert second["total_bytes"] == base["file_bytes"] + second["file_bytes"]
    assert (first["dead_bytes"], second["caused_bytes"]) == (_OLD + 6, _OLD + 6)
    assert second["changes"]["modified"] == 1
    assert second["changes"]["deleted"] == 1
    efficiency = document["efficiency"]
    assert efficiency["stored_bytes"] == sum(layer["file_bytes"] for layer in document["layers"])
    assert efficiency["reclaimable_bytes"] == _OLD + 6
    assert efficiency["base_levels"] == 2
    assert efficiency["by_cause"]["overwritten"] == _OLD
    assert efficiency["by_cause"]["deleted"] == 6
    assert efficiency["files"][0]["path"] == "srv/www/big"
    assert [step["level"] for step in document["history"] if not step["is_empty"]] == [1, 2, 3]
    assert document["image"]["download_bytes"] == sum(
        layer["download_bytes"] for layer in document["layers"]
    )
    (history,) = [one for one in document["findings"] if one["kind"] == "history"]
    assert (history["path"], history["level"]) == ("root/.ash_history", 3)


def test_a_layer_lists_its_paths_with_bytes_that_are_no_utf_8(repository: Path) -> None:
    document = inspected(repository, "Web:2.0", "--layer", "3")
    assert document["total_paths"] == len(document["paths"])
    changes = {path["path"]: path["change"] for path in document["paths"]}
    assert changes["srv/www/big"] == "modified"
    assert changes["srv/www/page"] == "deleted"
    assert changes["srv/odd\\xe9"] == "added"
    assert list(changes) == sorted(changes, key=lambda path: path.split("/"))
    big = next(path for path in document["paths"] if path["path"] == "srv/www/big")
    assert (big["size_before_bytes"], big["size_bytes"]) == (_OLD, _NEW)
    table = bricklayer(repository, "inspect", "Web:2.0", "--layer", "3", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["path"] for row in rows] == list(changes)


@pytest.mark.parametrize("format", ["text", "html", "markdown", "csv"])
def test_every_format_of_every_report(repository: Path, tmp_path: Path, format: str) -> None:
    for number, arguments in enumerate(
        (
            ("inspect", "Web:2.0", "--secrets"),
            ("inspect", "Web:2.0", "--layer", "3"),
            ("compare", "Web:1.0", "Web:2.0"),
        )
    ):
        path = tmp_path / str(number)
        told = bricklayer(repository, *arguments, "--format", format, "--output", str(path))
        assert told == ""
        assert ("Made by" if number == 0 and format != "csv" else "big" if number else "level") in (
            path.read_text(encoding="utf-8")
        )


def test_limits_and_exit_codes(repository: Path) -> None:
    bricklayer(repository, "inspect", "Web:2.0", "--max-layers", "3", "--max-reclaimable",
               str(_OLD + 6))  # fmt: skip
    bricklayer(repository, "inspect", "Web:2.0", "--max-reclaimable", str(_OLD + 5), code=3)
    bricklayer(repository, "inspect", "Web:2.0", "--forbid", "history", code=3)
    bricklayer(repository, "inspect", "Web:1.0", "--forbid", "history")
    assert "Did you mean Web:1.0" in bricklayer(repository, "inspect", "Wep:1.0", code=1)


def test_comparing_images_and_layers(repository: Path) -> None:
    document = json.loads(
        bricklayer(repository, "compare", "Web:1.0", "Web:2.0", "--format", "json")
    )
    assert document["is_same"] is False
    assert [(pair["left"], pair["right"], pair["is_same"]) for pair in document["layers"]] == [
        (1, 1, True), (2, 2, True), (None, 3, False),
    ]  # fmt: skip
    changes = {path["path"]: path["change"] for path in document["paths"]}
    assert changes["srv/www/big"] == "modified"
    assert changes["srv/www/page"] == "deleted"
    assert sum(document["changes"].values()) == document["total_paths"]
    assert document["right"]["visible_bytes"] - document["left"]["visible_bytes"] == (
        _NEW + len("run make\n") - _OLD - 6
    )
    bricklayer(repository, "compare", "Web:1.0", "Web:2.0", "--fail-on-difference", code=3)
    bricklayer(repository, "compare", "Web:1.0", "Web:1.0", "--fail-on-difference")


def test_the_same_layers_under_another_name_differ_in_configuration_only(repository: Path) -> None:
    told = bricklayer(repository, "compare", "Web:2.0@2", "Web:1.0", "--format", "json")
    document = json.loads(told)
    assert document["total_paths"] == 0
    assert document["unavailable"] == []
    assert {one["key"] for one in document["config"]} >= {"Label org.opencontainers.image.version"}
