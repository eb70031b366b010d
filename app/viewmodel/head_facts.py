"""What stands under a container's name: where it comes from, how it is reached, what it uses."""

from __future__ import annotations

from app.viewmodel.sizes import size_text, visible
from app.viewmodel.state_words import ending_words
from app.viewmodel.usage_series import percent
from core.model import Container, Usage
from core.translation import tr


def container_facts(container: Container, usage: tuple[Usage, Usage] | None) -> tuple[str, ...]:
    """Short pieces, the most lasting first. `usage` are the last two looks: a rate needs both."""
    facts = [tr("from {image_reference}", image_reference=visible(container.image_reference))]
    if container.ending and not container.is_live:
        facts.append(visible(ending_words(container.ending)))
    plug = tr("switch: {switch}", switch=visible(container.switch))
    facts.append(f"{plug} ({container.address})" if container.address else plug)
    facts += [tr("port {as_text}", as_text=port.as_text) for port in container.ports]
    if usage is not None and container.is_live:
        facts += _usage_facts(*usage)
    if container.unenforced:
        facts.append(
            tr("not limited here: {unenforced}", unenforced=", ".join(container.unenforced))
        )
    return tuple(facts)


def _usage_facts(before: Usage, now: Usage) -> list[str]:
    facts: list[str] = []
    elapsed_s = (now.measured - before.measured).total_seconds()
    if before.cpu_seconds is not None and now.cpu_seconds is not None and elapsed_s > 0:
        used_s = max(0.0, now.cpu_seconds - before.cpu_seconds)
        facts.append(tr("CPU {used_s}", used_s=percent(used_s / elapsed_s * 100)))
    if now.memory_bytes is not None:
        facts.append(tr("{memory_bytes} memory", memory_bytes=size_text(now.memory_bytes)))
    return facts
