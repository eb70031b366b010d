from __future__ import annotations

from app.worker.output_gate import OutputGate
from core.model import OutputChunk


def drain(gate: OutputGate) -> list[OutputChunk]:
    taken = []
    while (chunk := gate.take()) is not None:
        taken.append(chunk)
    return taken


def test_little_output_passes_whole_and_in_order() -> None:
    woken: list[int] = []
    gate = OutputGate(lambda: woken.append(1))
    sent = [
        OutputChunk("stdout", b"a\nb\n"),
        OutputChunk("stderr", b"c"),
        OutputChunk("stdout", b"d"),
    ]
    for chunk in sent:
        gate.put(chunk)
    assert woken == [1]
    assert drain(gate) == sent
    gate.put(sent[0])
    assert woken == [1, 1]


def test_a_flood_is_cut_to_the_newest_and_counted() -> None:
    gate = OutputGate(lambda: None)
    sent = 0
    for _ in range(100):
        chunk = OutputChunk("stdout", b"y\n" * 30_000, 5)
        sent += len(chunk.content) + chunk.skipped_bytes
        gate.put(chunk)
    gate.put(OutputChunk("stdout", b"the end\n"))
    taken = drain(gate)
    shown = b"".join(chunk.content for chunk in taken)
    assert shown.endswith(b"y\nthe end\n")
    assert shown.count(b"\n") <= 5_001
    assert sum(c.skipped_bytes for c in taken) + len(shown) == sent + len(b"the end\n")
    assert all(chunk.content.count(b"\n") <= 400 for chunk in taken)


def test_one_endless_line_is_bounded_too() -> None:
    gate = OutputGate(lambda: None)
    gate.put(OutputChunk("stdout", b"x" * (3 << 20)))
    taken = drain(gate)
    total = sum(len(chunk.content) for chunk in taken)
    assert 0 < total <= 1 << 20, "the newest of it is shown"
    assert total + sum(chunk.skipped_bytes for chunk in taken) == 3 << 20
    assert all(len(chunk.content) <= 1 << 15 for chunk in taken)
