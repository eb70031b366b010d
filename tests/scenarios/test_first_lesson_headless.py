"""`bricklayer play`: real containers, three images that other tools read, and a picture."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from core.lesson import done_steps
from tests.scenarios import conftest as scenario

repository = scenario.repository


def play(repository: Path, picture: Path, base: str = "starter") -> str:
    done = subprocess.run(
        [
            sys.executable, "-m", "app", "play", "first", "--base", base,
            "--repository", str(repository), "--picture", str(picture),
        ],
        capture_output=True, text=True, check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_lesson_is_played_and_may_be_played_again(repository: Path, tmp_path: Path) -> None:
    picture = tmp_path / "stacks.png"
    told = play(repository, picture)
    assert told.count("✓ done") == 7
    assert "Hello from WebApp" in told
    assert "3 images of 3 bricks" in told
    _check_picture(picture)
    again = play(repository, picture)
    assert again.count("✓ was done already") == 7


def test_each_check_fails_before_its_step(repository: Path) -> None:
    from app.lesson_files import load_lesson
    from core.cancel import NEVER
    from core.engine.connect import connect
    from core.lesson import Sight, show_step
    from core.lesson.looking import step_holds
    from tests.scenarios.silent import Silent

    lesson = load_lesson("first")
    engine = connect(repository)
    for number, step in enumerate(lesson.steps, start=1):
        assert not step_holds(step, Sight(engine)), step.title
        assert done_steps(lesson, engine) == number - 1
        show_step(lesson, number, engine, Silent(), cancel=NEVER)
    engine.close()


@pytest.mark.peer
def test_skopeo_and_umoci_read_all_three(repository: Path, tmp_path: Path) -> None:
    for tool in ("skopeo", "umoci"):
        if not shutil.which(tool):
            pytest.skip(f"{tool} is not installed")
    play(repository, tmp_path / "stacks.png")
    layers = {}
    for name in ("ServerCore", "Web", "WebApp"):
        done = subprocess.run(
            ["skopeo", "inspect", f"oci:{repository}:{name}:1.0"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        layers[name] = json.loads(done.stdout)["Layers"]
        if os.geteuid() == 0:
            subprocess.run(
                ["umoci", "unpack", "--image", f"{repository}:{name}:1.0", tmp_path / name],
                check=True, capture_output=True,
            )  # fmt: skip
    assert layers["Web"][:1] == layers["ServerCore"]
    assert layers["WebApp"][:2] == layers["Web"]
    if os.geteuid() == 0:
        page = tmp_path / "WebApp/rootfs/srv/www/index.html"
        assert "Hello from WebApp" in page.read_text()


@pytest.mark.network
def test_the_debian_variant(repository: Path, tmp_path: Path) -> None:
    from core.base_images import base_image_sources

    debian = next(source for source in base_image_sources() if source.key == "debian")
    if not debian.is_available:
        pytest.skip(debian.sentence)
    if not _mirror_answers():
        pytest.skip("no Debian mirror can be reached")
    told = play(repository, tmp_path / "stacks.png", "debian")
    assert told.count("✓ done") == 7


def _mirror_answers() -> bool:
    import urllib.request

    from core.base_images.apt_settings import apt_sources, main_source

    source = main_source(apt_sources())
    if source is None:
        return False
    try:
        with urllib.request.urlopen(f"{source.uri}/dists/{source.suite}/InRelease", timeout=20):
            return True
    except OSError:
        return False


def _check_picture(picture: Path) -> None:
    """Brown, blue and grey are there, in the PNG; the SVG names the images."""
    from PySide6.QtGui import QColor, QImage

    from app.theme import Mode, Theme

    image = QImage(str(picture))
    assert not image.isNull()
    seen = Counter(
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    theme = Theme(Mode.LIGHT)
    for role in ("os", "pkg", "app"):
        base, _ink = theme.role_colors(role)
        close = sum(n for name, n in seen.items() if _distance(QColor(name), base) < 24)
        assert close > 50, role
    svg = picture.with_suffix(".svg").read_text()
    for name in ("ServerCore", "Web", "WebApp"):
        assert name in svg


def _distance(one: object, other: object) -> int:
    return sum(
        abs(getattr(one, part)() - getattr(other, part)())  # type: ignore[misc]
        for part in ("red", "green", "blue")
    )
