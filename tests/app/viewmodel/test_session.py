from __future__ import annotations

from dataclasses import replace

from app.viewmodel.session import Session
from core.model import ChangeSummary, ContainerState, Repository
from tests.app.viewmodel.test_placement import BASE, WEB, a_container


def test_figures_of_before_a_snapshot_are_not_shown_after_it() -> None:
    session = Session()
    container = a_container("c", BASE)
    session.set_repository(Repository("/r", (BASE,), (container,)))
    assert session.unmeasured == {"c"}
    session.set_changes("c", ChangeSummary((), 3, 0, 0, 82))
    assert session.unmeasured == set()
    assert session.wall.open_bricks[0].added == 3
    captured = replace(
        container, manifest_digest=WEB.manifest_digest, chain_id=WEB.top_chain_id,
        state=ContainerState.STOPPED,
    )  # fmt: skip
    session.set_repository(Repository("/r", (BASE, WEB), (captured,)))
    assert session.unmeasured == {"c"}
    assert "c" not in session.changes
    assert session.wall.open_bricks[0].added == 0


def test_another_state_is_a_reason_to_measure_anew_but_not_to_forget() -> None:
    session = Session()
    container = a_container("c", BASE)
    session.set_repository(Repository("/r", (BASE,), (container,)))
    session.set_changes("c", ChangeSummary((), 3, 0, 0, 82))
    stopped = replace(container, state=ContainerState.STOPPED)
    session.set_repository(Repository("/r", (BASE,), (stopped,)))
    assert session.unmeasured == {"c"}
    assert session.changes["c"].added == 3
    session.set_repository(Repository("/r", (BASE,), ()))
    assert session.unmeasured == set()
    assert session.changes == {}
