"""What is said under a container's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.viewmodel.head_facts import container_facts
from core.model import Container, ContainerState, PublishedPort, Usage

_NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
_BOX = Container(
    id="1",
    name="box",
    image_reference="Base:1",
    manifest_digest="",
    chain_id="",
    switch="class",
    state=ContainerState.RUNNING,
    created=_NOON,
    address="10.87.0.2",
    ports=(PublishedPort(8080, 80),),
)


def test_how_it_is_reached_and_what_it_uses() -> None:
    before = Usage(_NOON, cpu_seconds=1.0, memory_bytes=1)
    now = Usage(_NOON + timedelta(seconds=2), cpu_seconds=1.5, memory_bytes=84_000_000)
    assert container_facts(_BOX, (before, now)) == (
        "from Base:1",
        "switch: class (10.87.0.2)",
        "port 8080 → 80",
        "CPU 25 %",
        "84.0 MB memory",
    )


def test_what_cannot_be_measured_is_not_said() -> None:
    one = Usage(_NOON)
    assert container_facts(_BOX, (one, one))[3:] == ()
    assert container_facts(_BOX, None)[3:] == ()


def test_one_that_ended_says_why() -> None:
    ended = replace(_BOX, state=ContainerState.STOPPED, ending="killed: out of memory", address="")
    assert container_facts(ended, (Usage(_NOON, 1.0), Usage(_NOON, 2.0))) == (
        "from Base:1",
        "killed: out of memory",
        "switch: class",
        "port 8080 → 80",
    )
