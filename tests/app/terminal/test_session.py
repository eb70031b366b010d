"""Terminals in real containers: shells, full-screen programs, floods, stops and starts."""

from __future__ import annotations

import time

from app.terminal.contents import everything
from app.terminal.session import State, TerminalSession
from core.engine.protocol import Engine
from tests.app.terminal.conftest import Place
from tests.app.terminal.programs import lines_of


def test_a_shell_opens_and_what_is_typed_is_recorded(place: Place) -> None:
    session = place.open()
    assert session.state is State.LIVE
    place.type(session, "echo one; exit_with() { return $1; }; exit_with 3")
    place.type(session, "cd /bin")
    assert [(run.exit_code, run.working_dir) for run in place.runs] == [(3, "/"), (0, "/")]
    assert place.runs[0].text.startswith("echo one;")
    assert place.runs[0].is_from_terminal
    assert "one" in lines_of(session.screen)
    assert place.container.name in lines_of(session.screen)[-1]


def test_the_engine_keeps_what_was_typed(place: Place, engine: Engine) -> None:
    session = place.open()
    place.type(session, "echo kept > /kept")
    kept = place.ask(lambda: engine.record_command(place.container.id, place.runs[0]))
    assert kept.text == "echo kept > /kept"
    assert place.ask(lambda: engine.commands(place.container.id))[-1].is_from_terminal


def test_it_has_the_size_that_was_asked_for_and_later_another(place: Place) -> None:
    session = TerminalSession(place.host, place.container)
    place.host.kept[place.container.id] = [session]
    session.resize(33, 77)
    session.open()
    place.prompt(session)
    place.type(session, "stty size")
    assert "33 77" in lines_of(session.screen)
    session.resize(20, 60)
    place.type(session, "stty size")
    assert "20 60" in lines_of(session.screen)


def test_vi_edits_a_file_and_gives_the_screen_back(place: Place) -> None:
    session = place.open()
    place.type(session, "echo before")
    session.type(b"vi /text\r")
    place.wait(lambda: session.screen.is_alternate)
    assert session.title == "vi"
    session.type(b"ihello\rworld\x1b")
    place.see(session, "world")
    assert "before" not in lines_of(session.screen)
    session.type(b":wq\r")
    place.wait(lambda: len(place.runs) == 2)
    place.prompt(session)
    assert "before" in lines_of(session.screen)
    place.type(session, "cat /text")
    assert lines_of(session.screen)[-3:-1] == ["hello", "world"]
    assert [run.text for run in place.runs] == ["echo before", "vi /text", "cat /text"]


def test_top_refreshes_and_ends_with_q(place: Place) -> None:
    session = place.open()
    session.type(b"top -d 1\r")
    place.see(session, "CPU")
    place.see(session, "PID")
    session.type(b"q")
    place.wait(lambda: place.runs)
    assert place.runs[0].text == "top -d 1"


def test_a_flood_is_read_whole_and_leaves_the_window_its_time(place: Place) -> None:
    session = place.open()
    turns = 0

    def turn() -> bool:
        nonlocal turns
        turns += 1
        return bool(place.runs)

    session.type(b"seq 1 400000; echo the end\r")
    place.wait(turn)
    assert place.runs[0].exit_code == 0
    assert turns > 3  # the event loop went round meanwhile
    lines = lines_of(session.screen)
    assert lines[-3:-1] == ["400000", "the end"]
    assert len(session.screen.grid.kept) == 10_000  # bounded


def test_an_endless_flood_can_be_interrupted(place: Place) -> None:
    session = place.open()
    session.type(b"yes\r")
    place.wait(lambda: len(session.screen.grid.kept) > 5_000)
    started_s = time.monotonic()
    session.type(b"\x03")
    place.wait(lambda: place.runs)
    assert place.runs[0].exit_code == 130
    assert time.monotonic() - started_s < 20  # it came through at all


def test_the_screen_survives_the_end_of_the_container(place: Place) -> None:
    session = place.open()
    place.type(session, "echo precious")
    session.type(b"vi\r")
    place.wait(lambda: session.screen.is_alternate)
    place.stop(session)
    place.wait(lambda: session.state is State.ENDED)
    text = everything(session.screen.grid)
    assert not session.screen.is_alternate
    assert "precious" in text
    assert "the container was stopped" in text
    assert not session.can_open
    place.start(session)
    assert session.can_open
    session.open()
    place.prompt(session)
    place.type(session, "echo again")
    text = everything(session.screen.grid)
    assert text.index("precious") < text.index("was stopped") < text.index("again")
    assert [run.text for run in place.runs] == ["echo precious", "vi", "echo again"]
    assert place.runs[1].exit_code in (None, 129, 137, 143)  # as its shell had time to tell


def test_a_shell_that_was_left_gives_way_to_another(place: Place) -> None:
    session = place.open()
    session.type(b"exit 5\r")
    place.wait(lambda: session.state is State.ENDED)
    assert session.exit_code == 5
    session.type(b"echo into the void\r")
    session.open()
    place.prompt(session)
    assert "a new shell" in everything(session.screen.grid)
    assert "void" not in everything(session.screen.grid)


def test_without_a_shell_programs_run_by_hand(place: Place) -> None:
    place.run("cp /bin/busybox /busybox-tool; rm /bin/sh /bin/ash")
    session = TerminalSession(place.host, place.container)
    place.host.kept[place.container.id] = [session]
    session.open()
    place.wait(lambda: session.state is State.NO_SHELL)
    assert session.title == "no shell"
    assert session.run_by_hand('echo "not closed') == "A quotation mark is not closed."
    assert session.run_by_hand("  ").startswith("Type the path")
    assert session.run_by_hand("/busybox-tool echo 'by hand'") == ""
    place.wait(lambda: place.runs)
    place.see(session, "by hand")
    assert (place.runs[0].text, place.runs[0].exit_code) == ("/busybox-tool echo 'by hand'", 0)
    assert session.state is State.NO_SHELL
    session.run_by_hand("/nothing")
    place.wait(lambda: session.error)
    assert "/nothing" in session.error
    assert session.state is State.NO_SHELL
    assert len(place.runs) == 1


def test_two_terminals_in_one_container_do_not_mix(place: Place) -> None:
    first, second = place.open(), place.open()
    place.type(first, "echo in-the-first")
    place.type(second, "tty; echo in-the-second")
    assert "in-the-second" not in everything(first.screen.grid)
    assert "in-the-first" not in everything(second.screen.grid)
    first.close()
    place.type(second, "echo alive")


def test_what_is_pasted_arrives_as_text(place: Place) -> None:
    session = place.open()
    session.type(b"cat > /pasted\r")
    place.wait(lambda: session.running)
    assert session.paste("a\x1b[201~b\x03\nc\td\n")
    session.type(b"\x04")
    place.wait(lambda: place.runs)
    place.type(session, "od -c /pasted | head -1")
    shown = next(line for line in lines_of(session.screen) if line.startswith("0000000"))
    assert shown.split()[1:] == [*"a[201~b", r"\n", "c", r"\t", "d", r"\n"]


def test_a_large_paste_is_neither_lost_nor_waited_for(place: Place) -> None:
    session = place.open()
    session.type(b"cat > /pasted\r")
    place.wait(lambda: session.running)
    assert session.paste("".join(f"line {number:05}\n" for number in range(8_000)))
    session.type(b"\x04")
    place.wait(lambda: place.runs)
    place.type(session, "wc -l < /pasted")
    assert "8000" in [line.strip() for line in lines_of(session.screen)]
    session.type(b"sleep 30\r")
    place.wait(lambda: session.running)
    assert not session.paste("x" * (5 << 20))  # nobody reads it, and it is too much to hold


def test_a_short_programs_last_words_are_read(place: Place) -> None:
    """What is written right before the end is in the terminal's buffer still."""
    session = TerminalSession(place.host, place.container)
    place.host.kept[place.container.id] = [session]
    for number in range(8):
        assert session.run_by_hand(f"/bin/echo word-{number}") == ""
        place.wait(lambda count=number: len(place.runs) > count)
    text = everything(session.screen.grid)
    assert all(f"word-{number}" in text for number in range(8))
