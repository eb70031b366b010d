"""Reports are whole where layers can be read, and say what is missing where they cannot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.cancel import CancelToken
from core.errors import Cancelled
from core.model import SortKey
from core.report import gather_comparison, gather_image, gather_layer
from tests.core.report.samples import IMAGE, SampleInspection


def test_an_image_is_gathered_whole() -> None:
    report = gather_image(SampleInspection(), IMAGE)
    assert [entry.level for entry in report.layers] == [0, 1]
    assert all(entry.summary and entry.packages and entry.waste for entry in report.layers)
    assert [waste.dead_bytes for entry in report.layers if (waste := entry.waste)] == [250_000, 0]
    assert report.efficiency is not None
    assert report.unavailable == ()
    assert [finding.path for finding in report.findings_of(1)] == ["bin/su", "var/log/x"]


@pytest.mark.parametrize("has_secrets", [False, True])
def test_contents_are_read_when_that_was_asked_for(has_secrets: bool) -> None:
    inspection = SampleInspection()
    report = gather_image(inspection, IMAGE, has_secrets=has_secrets)
    layer = gather_layer(inspection, IMAGE, 0, has_secrets=has_secrets)
    assert inspection.contents_were_read == [has_secrets, has_secrets]
    assert report.are_contents_read is layer.are_contents_read is has_secrets


SENTENCE = "The contents of layer 2 are not available: they are damaged."


def test_an_unreadable_layer_hides_only_what_needs_it() -> None:
    report = gather_image(SampleInspection(unreadable=(1,)), IMAGE)
    below, above = report.layers
    assert below.summary is not None
    assert below.unavailable == ""
    assert above.summary is None
    assert above.packages is None
    assert above.unavailable == SENTENCE
    assert report.efficiency is not None
    assert report.unavailable == ()
    assert not report.is_complete


def test_sums_that_nobody_knows_are_none() -> None:
    inspection = SampleInspection(unreadable=(1,), has_no_sums=True)
    report = gather_image(inspection, IMAGE, has_secrets=True)
    assert report.efficiency is None
    assert report.findings is None
    assert report.unavailable == (SENTENCE,)
    assert not report.are_contents_read
    assert not report.is_complete


def test_a_layer_that_cannot_be_read_is_still_a_report() -> None:
    report = gather_layer(SampleInspection(unreadable=(1,), has_no_sums=True), IMAGE, 1)
    assert report.entry.summary is None
    assert report.changes == ()
    assert report.total_changes == 0
    assert report.findings is None
    assert len(report.unavailable) == 1


def test_history_is_paired_when_it_truly_fits() -> None:
    report = gather_image(SampleInspection(), IMAGE)
    assert report.is_history_matched
    assert [step.level for step in report.history] == [0, None, 1]


def test_history_that_does_not_fit_is_paired_with_nothing() -> None:
    short = replace(IMAGE, history=IMAGE.history[1:])
    report = gather_image(SampleInspection(), short)
    assert not report.is_history_matched
    assert [step.level for step in report.history] == [None, None]


@pytest.mark.parametrize(
    ("limit", "listed"), [(0, 0), (1, 1), (4, 4), (5000, 5000), (9000, 5004), (None, 5004)]
)
def test_paths_are_listed_up_to_the_limit_and_counted(limit: int | None, listed: int) -> None:
    inspection = SampleInspection(more_changes=5000)
    layer = gather_layer(inspection, IMAGE, 1, path_limit=limit)
    two = gather_comparison(inspection, (IMAGE, 0), (IMAGE, 1), path_limit=limit)
    for rows, total in ((layer.changes, layer.total_changes), (two.paths, two.total_paths)):
        assert len(rows) == listed
        assert len({row.path for row in rows}) == listed
        assert total == 5004
    assert all(query.folder is None for query in inspection.queries)
    assert all(query.sort is SortKey.NAME for query in inspection.queries)
    assert not any(query.is_descending for query in inspection.queries)


def test_a_layer_holds_its_own_findings_and_dead_files_only() -> None:
    report = gather_layer(SampleInspection(), IMAGE, 1)
    assert [finding.level for finding in report.findings or ()] == [1, 1]
    assert report.wasted_files == ()
    assert len(gather_layer(SampleInspection(), IMAGE, 0).wasted_files) == 1


def test_a_whole_image_is_compared_by_its_top_layer() -> None:
    report = gather_comparison(SampleInspection(), (IMAGE, None), (IMAGE, 0))
    assert (report.left_level, report.right_level) == (1, 0)
    assert report.comparison.left.chain_id == IMAGE.layers[1].chain_id
    bare = replace(IMAGE, reference="Nothing:1", layers=(), history=())
    report = gather_comparison(SampleInspection(), (bare, None), (IMAGE, 0))
    assert report.left_level is None
    assert report.comparison.left.chain_id == ""


def test_what_could_not_be_read_is_not_called_the_same() -> None:
    places = ((IMAGE, None), (IMAGE, None))
    same = gather_comparison(SampleInspection(unreadable=(1,)), *places)
    assert same.is_same  # equal layers need not be looked into
    assert gather_comparison(SampleInspection(are_pairs_same=False), *places).is_same
    unknown = gather_comparison(SampleInspection(unreadable=(1,), are_pairs_same=False), *places)
    assert unknown.unavailable == (f"Web:1.0: {SENTENCE}",)
    assert unknown.comparison.is_same
    assert not unknown.is_same


def test_gathering_can_be_cancelled() -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        gather_image(SampleInspection(), IMAGE, cancel=cancel)
    with pytest.raises(Cancelled):
        gather_layer(SampleInspection(), IMAGE, 0, cancel=cancel)
    with pytest.raises(Cancelled):
        gather_comparison(SampleInspection(), (IMAGE, 0), (IMAGE, 1), cancel=cancel)
