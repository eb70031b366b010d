"""Walls to draw: a small one with odd names, and one of three hundred images."""

from __future__ import annotations

from dataclasses import replace

from app.viewmodel.wall import Wall
from core.model import Image
from tests.app.viewmodel.test_placement import a_container, a_wall, an_image

HEBREW = "אתר שלום"
MARKUP = "Web <b>&amp;</b>"
_COMMANDS = {"w": "RUN apt-get install nginx", "a": "COPY app /srv"}


def image(name: str, *layers: str, size_bytes: int = 30_000_000) -> Image:
    made = an_image(name, *layers, size_bytes=size_bytes)
    told = (replace(one, created_by=_COMMANDS.get(one.diff_id, "")) for one in made.layers)
    return replace(made, layers=tuple(told))


BASE = image("ServerCore", "b")
WEB = image(MARKUP, "b", "w")
APP = image(HEBREW, "b", "w", "a")
OTHER = image("Other", "o")
IMAGES = (BASE, WEB, APP, OTHER)


def small_wall() -> Wall:
    return a_wall(*IMAGES, containers=(a_container("box", WEB),))


def large_wall() -> Wall:
    return a_wall(
        *(image(f"I{n}-{m}", f"base{n}", f"l{n}-{m}") for n in range(6) for m in range(50))
    )


def tall_wall(levels: int = 127) -> Wall:
    return a_wall(image("Tall", *(f"l{level}" for level in range(levels))))
