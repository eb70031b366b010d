"""Archives of images, wrong and odd ones: refused as a whole and nothing kept, or read right."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.errors import BricklayerError, DigestMismatchError
from core.store import verify
from tests.core.archive.incoming_desk import Desk
from tests.corpus.archive_cases import Case
from tests.corpus.archive_parts import sha256
from tests.corpus.archives import CASES

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="owners and mounts need root here")


@pytest.fixture(scope="module")
def refusing(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One for all that leave nothing, which each of them is asked."""
    return Desk(tmp_path_factory.mktemp("refusing"))


@pytest.mark.parametrize("case", [pytest.param(one, id=name) for name, one in CASES.items()])
def test_what_becomes_of_it(case: Case, refusing: Desk, tmp_path: Path) -> None:
    may_leave_parts = case.error in (None, DigestMismatchError)
    desk = Desk(tmp_path / "own") if may_leave_parts else refusing
    path = tmp_path / "archive.tar"
    case.make(path)
    before = desk.tree()
    if case.found is None:
        assert case.error is not None
        with pytest.raises(case.error, match=case.says or None) as caught:
            desk.look(path)
        assert_plain(caught.value)
    else:
        assert len(desk.look(path).images) == case.found
    assert desk.tree() == before, "a look keeps nothing"
    if case.error is None:
        desk.take(path)
        assert set(desk.names()) == set(case.comes)
        assert verify(desk.layout) == ()
        return
    with pytest.raises(case.error, match=case.says or None) as caught:
        desk.take(path)
    assert_plain(caught.value)
    left = set(desk.tree().items() - before.items())
    assert before.items() <= desk.tree().items()
    if case.error is DigestMismatchError:
        left = {one for one in left if not is_whole(desk.repository / one[0])}
    assert left == set(), "what is refused leaves nothing"


def is_whole(path: Path) -> bool:
    """A layer that came right before another one did not: the next try uses it, or it is swept."""
    if {"layers", "packed-here"} & set(path.parts):
        return True
    return sha256(path.read_bytes()) == f"sha256:{path.name}"


def assert_plain(error: BricklayerError) -> None:
    """One sentence that shows itself on any terminal and shows nothing of what was read."""
    sentence = str(error)
    assert sentence.isprintable(), sentence
    assert len(sentence) < 400, sentence
    assert "SECRET" not in sentence, sentence


def test_there_are_many() -> None:
    assert len(CASES) >= 100
