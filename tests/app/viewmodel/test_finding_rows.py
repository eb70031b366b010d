from __future__ import annotations

from dataclasses import replace

from app.viewmodel.finding_rows import FindingRow, SeverityHeading, finding_rows, secrets_in
from tests.app.panels.inspector import samples

FINDINGS = samples.findings()


def test_each_severity_has_a_heading_and_the_worst_is_first() -> None:
    rows = finding_rows(reversed(FINDINGS))
    headings = [row.as_sentence for row in rows if isinstance(row, SeverityHeading)]
    assert headings == ["High: 1", "Medium: 1", "Low: 1"]
    assert isinstance(rows[1], FindingRow)
    assert rows[1].finding is FINDINGS[0]


def test_a_row_tells_whom_to_blame_and_that_deleting_did_not_help() -> None:
    row = FindingRow(FINDINGS[0])
    assert row.brick == "brick 3"
    assert row.later == "deleted in brick 4, still inside"
    assert row.excerpt == "line 1  -----BEGIN RSA PRIVATE KEY-----"
    assert row.as_sentence.startswith(
        "High: Private key, root/.ssh/id_rsa, brick 3, deleted in brick 4, still inside"
    )
    assert FindingRow(replace(FINDINGS[0], deleted_at=None, line=None)).later == ""


def test_words_narrow_the_list_and_empty_headings_go() -> None:
    rows = finding_rows(FINDINGS, "SSH brick 3")
    assert [row.as_sentence.partition(",")[0] for row in rows] == ["High: 1", "High: Private key"]
    assert finding_rows(FINDINGS, "no such thing") == ()


def test_secrets_are_counted() -> None:
    assert secrets_in(FINDINGS) == 1


def test_what_an_image_says_cannot_hide_itself() -> None:
    row = FindingRow(replace(FINDINGS[0], path="a\u202eb", excerpt="\x1b[2J x", title="t\n"))
    assert "\u202e" not in row.path
    assert row.excerpt == "line 1  \\x1b[2J x"
    assert "\n" not in row.as_sentence
