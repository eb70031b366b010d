"""`bricklayer inspect` and `bricklayer compare`, with an engine of sample values."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import app.inspect
import core.report
from app.__main__ import main
from core.engine import connect as connecting
from core.errors import ImageNotFoundError, NameGrammarError, NotSupportedError
from core.model import FindingKind, Image, Problem, Repository
from core.progress import Progress
from tests.core.report.samples import IMAGE, SampleInspection, digest, make_image

OTHER = make_image(reference="WebApp:1.0")


class SampleEngine(SampleInspection):
    """What the two commands use of an engine."""

    def __init__(self, *images: Image, **how: object) -> None:
        super().__init__(**how)  # type: ignore[arg-type]
        self.images = images or (IMAGE, OTHER)
        self.is_closed = False

    def repository(self) -> Repository:
        problems = (Problem("Broken:1", "The config cannot be understood: it is no JSON."),)
        return Repository("/somewhere", self.images, problems=problems)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> SampleEngine:
    return use(monkeypatch, SampleEngine())


def use(monkeypatch: pytest.MonkeyPatch, engine: SampleEngine) -> SampleEngine:
    monkeypatch.setattr(connecting, "connect", lambda _repository: engine)
    return engine


# --- inspect --------------------------------------------------------------------------------------


def test_the_usual_report_is_text(engine: SampleEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "Web:1.0"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Image Web:1.0\n=====")
    assert re.search(r"\nReclaimable +250,000 bytes \(250 KB\)\n", told.out)
    assert told.err == ""
    assert engine.is_closed
    assert engine.contents_were_read == [False]


@pytest.mark.parametrize(
    ("arguments", "is_read"),
    [(["--secrets"], True), (["--forbid", "secret"], True), (["--forbid", "log"], False)],
)
def test_files_are_read_for_secrets_when_secrets_matter(
    engine: SampleEngine, arguments: list[str], is_read: bool
) -> None:
    main(["inspect", "Web:1.0", *arguments])
    assert engine.contents_were_read == [is_read]


@pytest.mark.parametrize("layer", ["2", "02", digest("b"), "b" * 12, "sha256:" + "B" * 6])
def test_a_layer_is_named_by_its_level_or_its_chain_id(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], layer: str
) -> None:
    assert main(["inspect", "Web:1.0", "--layer", layer, "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["kind"], document["layer"]["level"]) == ("layer", 2)


@pytest.mark.parametrize("layer", ["0", "3", "-1", "two", "b" * 5, "f" * 12, digest("2"), "²"])
def test_a_layer_that_is_not_there_is_one_sentence(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], layer: str
) -> None:
    assert main(["inspect", "Web:1.0", f"--layer={layer}"]) == 1
    told = capsys.readouterr().err
    assert "cannot be a layer of Web:1.0: write 1 (the bottom) to 2" in told
    assert len(told.splitlines()) == 1
    assert engine.is_closed


def test_a_chain_id_that_fits_two_layers_is_refused() -> None:
    layers = (IMAGE.layers[0], replace(IMAGE.layers[1], chain_id="sha256:" + "a" * 60 + "bbbb"))
    image = replace(IMAGE, layers=layers)
    assert app.inspect.find_level(image, "a" * 60 + "bb") == 1
    with pytest.raises(NameGrammarError):
        app.inspect.find_level(image, "a" * 12)


@pytest.mark.parametrize("format", app.inspect._FORMATS)
def test_every_format_goes_to_a_file_by_its_ending_or_its_name(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], tmp_path: Path, format: str
) -> None:
    ending = {"text": "txt", "markdown": "md"}.get(format, format)
    named, ended = tmp_path / "report.any", tmp_path / f"report.{ending}"
    assert main(["inspect", "Web:1.0", "--format", format, "--output", str(named)]) == 0
    assert main(["inspect", "Web:1.0", "--output", str(ended)]) == 0
    assert capsys.readouterr().out == ""
    assert main(["inspect", "Web:1.0", "--format", format, "--output", "-"]) == 0
    assert named.read_bytes() == ended.read_bytes()
    assert capsys.readouterr().out.replace("\r\n", "\n") == named.read_text()


@pytest.mark.parametrize(
    ("output", "words"),
    [("report.pdf", "names no format"), ("missing/report.html", "there is no such folder")],
)
def test_a_file_that_cannot_be_is_refused_before_anything_is_read(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], tmp_path: Path, output: str,
    words: str,
) -> None:  # fmt: skip
    assert main(["inspect", "Web:1.0", "--output", str(tmp_path / output)]) == 1
    assert words in capsys.readouterr().err
    assert engine.contents_were_read == []


@pytest.mark.parametrize(
    ("limits", "code", "sentences"),
    [
        (["--max-layers", "2", "--max-size", "2MB", "--max-reclaimable", "250k"], 0, 0),
        (["--min-efficiency", "95%", "--forbid", "cache,writable", "--max-severity", "medium"],
         3, 1),
        (["--min-efficiency", "0.950001"], 3, 1),
        (["--max-layers", "1", "--max-size", "1.9MB", "--max-reclaimable", "249KB"], 3, 3),
        (["--forbid", "Secret, setuid"], 3, 2),
        (["--max-layers", "0"], 3, 1),
    ],
)  # fmt: skip
def test_limits_make_the_exit_code(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], limits: list[str], code: int,
    sentences: int,
) -> None:  # fmt: skip
    assert main(["inspect", "Web:1.0", "--format", "json", *limits]) == code
    told = capsys.readouterr()
    json.loads(told.out)  # the report is there in any case
    assert len(told.err.splitlines()) == sentences
    assert all(line.startswith("bricklayer: ") for line in told.err.splitlines())


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--max-size", "much"], "“much” cannot be a size"),
        (["--min-efficiency", "95"], "“95” cannot be a share"),
        (["--max-layers", "-1"], "no whole number"),
        (["--max-layers", "1e3"], "no whole number"),
        (["--forbid", "secrets"], "“secrets” is no kind of warning"),
        (["--forbid", ","], "is no kind of warning"),
        (["--format", "pdf"], "invalid choice"),
        (["--paths", "many"], "no whole number"),
    ],
)
def test_a_wrong_command_line_is_exit_code_2(
    capsys: pytest.CaptureFixture[str], wrong: list[str], words: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["inspect", "Web:1.0", *wrong])
    assert stopped.value.code == 2
    assert words in capsys.readouterr().err


def test_limits_are_for_images(engine: SampleEngine, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "Web:1.0", "--layer", "1", "--max-layers", "3"]) == 2
    assert "limits are for a whole image" in capsys.readouterr().err


def test_paths_are_listed_up_to_the_limit(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, SampleEngine(more_changes=3000))
    for paths, listed in (([], 1000), (["--paths", "7"], 7), (["--paths", "all"], 3004)):
        main(["inspect", "Web:1.0", "--layer", "1", "--format", "csv", *paths])
        rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
        assert len(rows) == listed


# --- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("web:1.0", "There is no image web:1.0 in the local repository. Did you mean Web:1.0"),
        ("Web", "Did you mean Web:1.0"),
        ("WebAp:1.0", "Did you mean WebApp:1.0"),
        ("zzz", "There are: Web:1.0, WebApp:1.0."),
        ("a\x1b[31m", "There is no image a\\x1b[31m in"),
    ],
)
def test_a_name_that_is_not_there_says_what_was_perhaps_meant(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], reference: str, words: str
) -> None:
    for arguments in (["inspect", reference], ["compare", "Web:1.0", reference]):
        assert main(arguments) == 1
        told = capsys.readouterr()
        assert words in told.err
        assert told.out == ""
        assert len(told.err.splitlines()) == 1


def test_an_image_that_cannot_be_read_says_why() -> None:
    with pytest.raises(NotSupportedError, match="Broken:1 is not possible here: the config cannot"):
        app.inspect.find_image(SampleEngine().repository(), "Broken:1")


def test_an_empty_repository_says_so() -> None:
    with pytest.raises(ImageNotFoundError) as caught:
        app.inspect.find_image(Repository("/x"), "Web:1.0")
    assert caught.value.detail == "It holds no images yet."


def test_a_place_may_be_a_level_and_a_reference_may_have_an_at() -> None:
    strange = replace(IMAGE, reference="Web:1.0@1")
    plain = Repository("/x", (IMAGE,))
    assert app.inspect.find_place(plain, "Web:1.0") == (IMAGE, None)
    assert app.inspect.find_place(plain, "Web:1.0@1") == (IMAGE, 0)
    assert app.inspect.find_place(plain, "Web:1.0@" + "b" * 6) == (IMAGE, 1)
    assert app.inspect.find_place(Repository("/x", (IMAGE, strange)), "Web:1.0@1") == (
        strange,
        None,
    )
    with pytest.raises(NameGrammarError, match="“3” cannot be a layer of Web"):
        app.inspect.find_place(plain, "Web:1.0@3")
    with pytest.raises(ImageNotFoundError):
        app.inspect.find_place(plain, "Wob:1.0@1")


# --- compare --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "right", "fails", "code"),
    [
        ("Web:1.0", "WebApp:1.0", False, 0),
        ("Web:1.0", "WebApp:1.0", True, 3),
        ("Web:1.0", "Web:1.0", True, 0),
        ("Web:1.0@1", "Web:1.0@2", True, 3),
        ("Web:1.0@2", "Web:1.0", True, 0),
    ],
)
def test_comparing(
    engine: SampleEngine, capsys: pytest.CaptureFixture[str], left: str, right: str, fails: bool,
    code: int,
) -> None:  # fmt: skip
    more = ["--fail-on-difference"] if fails else []
    assert main(["compare", left, right, "--format", "json", *more]) == code
    told = capsys.readouterr()
    assert bool(told.err) is bool(code)
    document = json.loads(told.out)
    is_same = left.removesuffix("@2") == right.removesuffix("@2")
    assert document["is_same"] is is_same
    assert document["total_paths"] == (0 if is_same else 4)
    assert document["left"]["reference"] == "Web:1.0"


def test_comparing_what_cannot_be_read_fails_where_differences_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    use(monkeypatch, SampleEngine(unreadable=(1,), are_pairs_same=False))
    assert main(["compare", "Web:1.0", "Web:1.0", "--fail-on-difference"]) == 3
    assert "not everything could be compared" in capsys.readouterr().out


# --- the program ----------------------------------------------------------------------------------


def test_the_words_of_the_command_line_are_those_of_the_core() -> None:
    """The parser does not import what makes reports; so its words are written twice."""
    assert app.inspect._FORMATS == core.report.FORMATS
    assert {kind.name.lower() for kind in FindingKind} == set(app.inspect._KINDS)
    assert app.inspect._PATHS_SHOWN == core.report.PATH_LIMIT


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for is_terminal in (False, True):
        screen = io.StringIO()
        screen.isatty = lambda is_terminal=is_terminal: is_terminal  # type: ignore[method-assign]
        monkeypatch.setattr(sys, "stderr", screen)
        line = app.inspect._ProgressLine()
        line(Progress("Reading \x1b[31m", 1, 4))
        shown = screen.getvalue()
        line.clear()
        assert shown == ("\r\x1b[KReading \\x1b[31m 25 %" if is_terminal else "")
        assert screen.getvalue() == shown + ("\r\x1b[K" if is_terminal else "")


_PROGRAM = """
import sys
from core.engine import connect
from tests.app.test_inspect_command import SampleEngine
connect.connect = lambda repository: SampleEngine(more_changes=int(sys.argv[1]))
from app.__main__ import main
code = main(sys.argv[2:])
assert not [name for name in sys.modules if name.startswith(("PySide6", "shiboken6"))]
sys.exit(code)
"""


def program(
    *arguments: str, stdout: int | None = subprocess.PIPE, **env: str
) -> subprocess.Popen[bytes]:
    kept = {name: value for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *arguments],
        stdout=stdout, stderr=subprocess.PIPE, env={**kept, **env}, cwd=Path(__file__).parents[2],
    )  # fmt: skip


@pytest.mark.parametrize("format", app.inspect._FORMATS)
def test_qt_is_not_imported_and_no_display_is_needed(format: str) -> None:
    for arguments in (["inspect", "Web:1.0"], ["compare", "Web:1.0", "Web:1.0@1"]):
        process = program("0", *arguments, "--format", format)
        out, err = process.communicate()
        assert (process.returncode, err) == (0, b"")
        assert out


def test_an_interrupt_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Interrupted(SampleEngine):
        def repository(self) -> Repository:
            raise KeyboardInterrupt

    engine = use(monkeypatch, Interrupted())
    assert main(["inspect", "Web:1.0"]) == 130
    assert capsys.readouterr().err == "bricklayer: stopped\n"
    assert engine.is_closed


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("format", ["text", "csv"])
def test_a_reader_that_goes_away_is_not_complained_of(format: str, unbuffered: str) -> None:
    process = program(
        "8000", "inspect", "Web:1.0", "--layer", "1", "--paths", "all", "--format", format,
        PYTHONUNBUFFERED=unbuffered,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stderr is not None
    assert len(process.stdout.read(10)) == 10
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0
    process.stderr.close()


def test_json_is_utf_8_whatever_the_terminal_speaks() -> None:
    process = program(
        "0", "inspect", "Web:1.0", "--layer", "1", "--format", "csv", PYTHONIOENCODING="ascii"
    )
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert out.count(b"\r\n") == 5
    process = program("0", "inspect", "Web:1.0", "--layer", "1", PYTHONIOENCODING="ascii")
    out, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
    assert b"mode 0644 ? 0755" in out


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_behind_the_output_is_an_error(unbuffered: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        process = program(
            "0", "inspect", "Web:1.0", stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered
        )
        _out, err = process.communicate()
    assert process.returncode == 1
    assert err.startswith(b"bricklayer: ")
