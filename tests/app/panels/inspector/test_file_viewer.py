from __future__ import annotations

import socket
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.inspector import image_view
from app.panels.inspector.byte_kinds import is_text, lines_of
from app.panels.inspector.file_viewer import FileViewer
from app.panels.inspector.image_view import SIDE_LIMIT, picture_of
from app.panels.inspector.text_view import MOST_MATCHES, TextView
from app.theme import Mode, Theme
from core.model import ChangeKind, FileAt, FileAttributes, FileContent, FileType, LifeEvent
from tests.app.panels.inspector import samples
from tests.app.panels.inspector.samples import HOSTILE, FakeLookup

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DIGEST = "sha256:" + "ab" * 32


@pytest.fixture
def lookup() -> FakeLookup:
    return FakeLookup()


@pytest.fixture
def viewer(qtbot: QtBot, lookup: FakeLookup) -> FileViewer:
    viewer = FileViewer(Theme(Mode.LIGHT), lookup)
    qtbot.addWidget(viewer)
    viewer.show()
    return viewer


def show(
    viewer: FileViewer, lookup: FakeLookup, data: bytes, path: str = "etc/x", *, size: int = -1
) -> FileAt:
    size = len(data) if size < 0 else size
    lookup.answers["content"] = FileContent(path, size, data, DIGEST, size > len(data))
    file = FileAt(samples.place(2), path)
    viewer.show_file(file, samples.target(4))
    return file


def picture(form: str, width: int = 40, height: int = 30) -> bytes:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 200, 30, 128))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form.encode())).write(image)
    return bytes(data.data())


# --- pages ------------------------------------------------------------------------------------


def test_text_is_shown_with_the_place_it_is_from(viewer: FileViewer, lookup: FakeLookup) -> None:
    event = LifeEvent(
        1, samples.LAYERS[1].chain_id, ChangeKind.MODIFIED, FileType.REGULAR, 9,
        FileAttributes(0o4755, 0, 33),
    )  # fmt: skip
    lookup.answers["life"] = (replace(event, level=0), event, replace(event, level=4))
    file = show(viewer, lookup, b"#!/bin/sh\r\necho hi\r\n", "usr/bin/tool")
    assert lookup.last("content") == (file,)
    assert viewer.windowTitle() == "tool at brick 3"
    assert viewer.place.text() == "as it was at brick 3 of 5"
    assert viewer.facts.text() == (
        "20 B  ·  mode 4755, owner 0:33  ·  shop-frontend:2.3.1: nginx 1.26 web server"
        "  ·  from brick 2: CA certs"
    )
    assert viewer.page == "text"
    assert viewer.kind.text() == "Bash, 2 lines"
    assert viewer.text.source(1, 0) == "echo hi"
    assert viewer.digest.text() == DIGEST
    assert viewer.cut.isHidden()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_pictures_are_shown_as_such(viewer: FileViewer, lookup: FakeLookup, form: str) -> None:
    show(viewer, lookup, picture(form), "a.txt")
    assert viewer.page == "picture"
    assert "40 × 30 pixels" in viewer.kind.text()
    assert viewer.image.place().width() == 40, "never larger than it is"
    assert not viewer.copy_button.isEnabled()
    viewer.switch.buttons["bytes"].click()
    assert viewer.page == "bytes"


def test_other_bytes_are_shown_in_hex(viewer: FileViewer, lookup: FakeLookup) -> None:
    show(viewer, lookup, b"\x7fELF\x02\x01" + bytes(10) + b"\x03\x00" + bytes(500), "lib/a.so")
    assert viewer.page == "bytes"
    assert viewer.kind.text() == "ELF program or library"
    assert viewer.switch.isHidden(), "there is no choice"
    source = viewer.bytes.source(0, 0)
    assert source is not None
    assert source.startswith("7f 45 4c 46")


def test_what_is_not_whole_says_so(viewer: FileViewer, lookup: FakeLookup) -> None:
    show(viewer, lookup, b"line\n" * 200_000 + b"li", size=12_000_000)
    assert viewer.cut.isVisible()
    assert viewer.cut.text() == "The first 1.00 MB of 12.0 MB; save it to see the whole"
    assert viewer.text.rows.rowCount() == 200_000, "the last line is not whole"
    show(viewer, lookup, picture("PNG"), size=9_000_000)
    assert viewer.page == "bytes", "a cut picture is no picture"


def test_an_empty_file_and_a_failure_are_sentences(viewer: FileViewer, lookup: FakeLookup) -> None:
    show(viewer, lookup, b"")
    assert viewer.page == ""
    assert "This file is empty" in viewer.notice.words
    lookup.failing = "etc/x is a directory."
    show(viewer, lookup, b"text")
    assert viewer.notice.words == "This file cannot be shown etc/x is a directory."
    assert not viewer.copy_button.isEnabled()


def test_the_wait_is_told_and_an_old_answer_is_not_shown(
    viewer: FileViewer, lookup: FakeLookup
) -> None:
    lookup.is_held = True
    show(viewer, lookup, b"first", "etc/one")
    assert viewer.notice.words == "Reading the file …"
    show(viewer, lookup, b"second", "etc/two")
    lookup.release()
    assert viewer.text.source(0, 0) == "second"
    assert viewer.text.rows.rowCount() == 1


def test_two_viewers_do_not_take_each_others_answers(qtbot: QtBot, lookup: FakeLookup) -> None:
    lookup.is_held = True
    viewers = [FileViewer(Theme(Mode.DARK), lookup) for _ in range(2)]
    for number, viewer in enumerate(viewers):
        qtbot.addWidget(viewer)
        show(viewer, lookup, b"text", f"etc/{number}")
    lookup.release()
    assert [viewer.page for viewer in viewers] == ["text", "text"]


def test_a_closed_viewer_waits_for_nothing(viewer: FileViewer, lookup: FakeLookup) -> None:
    lookup.is_held = True
    show(viewer, lookup, b"text")
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    assert not viewer.isVisible()
    lookup.release()
    assert viewer.page == ""


# --- what can be done -------------------------------------------------------------------------


def test_buttons_tell_which_file(viewer: FileViewer, lookup: FakeLookup, qtbot: QtBot) -> None:
    file = show(viewer, lookup, b"text")
    for button, signal in (
        (viewer.save_button, viewer.save_requested),
        (viewer.diff_button, viewer.diff_requested),
        (viewer.who_button, viewer.path_requested),
    ):
        with qtbot.waitSignal(signal) as emitted:
            button.click()
        assert emitted.args == [file]


def test_the_whole_text_is_copied(viewer: FileViewer, lookup: FakeLookup) -> None:
    show(viewer, lookup, b"one\n\ttwo \xe9\x00"[:-1] + b"\nthree\n")
    viewer.copy_button.click()
    assert QGuiApplication.clipboard().text() == "one\n\ttwo \ufffd\nthree"


def test_words_are_found_and_gone_through(viewer: FileViewer, lookup: FakeLookup) -> None:
    show(viewer, lookup, b"Alpha\nbeta alpha\n" + b"x\n" * 100 + b"ALPHA (a+)\n")
    QTest.keyClick(viewer, Qt.Key.Key_F, CONTROL)
    bar = viewer.find_bar
    assert bar.isVisible()
    QTest.keyClicks(bar.edit, "alpha")
    assert bar.count.text() == "1 of 3"
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert bar.count.text() == "3 of 3"
    assert viewer.text.current_row == 102
    assert 102 in viewer.text.visible_rows()
    QTest.keyClick(bar.edit, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 3", "round and round"
    QTest.keyClick(bar.edit, Qt.Key.Key_Return, SHIFT)
    assert bar.count.text() == "3 of 3"
    bar.edit.setText("(a+)")
    assert bar.count.text() == "1 of 1", "no pattern, just words"
    bar.edit.setText("nowhere")
    assert bar.count.text() == "not found"
    QTest.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert viewer.isVisible(), "Esc closes the search first"
    assert viewer.text.matches == 0


def test_a_search_ends_somewhere(qtbot: QtBot) -> None:
    view = TextView(Theme(Mode.LIGHT))
    qtbot.addWidget(view)
    view.show_lines("a.txt", ["a" * 400] * 100)
    assert view.find_words("a") == MOST_MATCHES
    assert view.find_words("") == 0


def test_a_match_at_the_end_of_a_long_line_is_scrolled_to(qtbot: QtBot) -> None:
    view = TextView(Theme(Mode.LIGHT))
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    view.show_lines("a.txt", ["x" * 900 + "needle", "short"])
    assert view.find_words("needle") == 1
    _left, room = view.cell(0)
    x = view.line(0, 0).x_of(900) - view.horizontalScrollBar().value()
    assert 0 <= x < room


def test_colours_come_while_it_is_seen_and_rest_while_it_is_not(qtbot: QtBot) -> None:
    view = TextView(Theme(Mode.LIGHT))
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show_lines("a.py", [f"def f{n}(): return {n}" for n in range(4000)])
    assert not view._colouring.isActive() or not view.isVisible()
    view.show()
    qtbot.waitUntil(lambda: view._highlighter.is_done)
    qtbot.waitUntil(lambda: not view._colouring.isActive())
    assert view.line(0, 0)._layout.formats()
    view.show_lines("a.py", ["x = 1"] * 4000)
    view.hide()
    qtbot.waitUntil(lambda: not view._colouring.isActive())


# --- strangers --------------------------------------------------------------------------------


def test_hostile_names_and_contents_are_only_text(
    viewer: FileViewer, lookup: FakeLookup, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object) -> object:
        raise AssertionError("something was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    page = f"<html><img src=http://evil.invalid/x>{HOSTILE}</html>".encode()
    show(viewer, lookup, page, "srv/" + HOSTILE.replace("/", "") + ".html")
    viewer.grab()
    assert viewer.page == "text"
    assert "\u202e" not in viewer.windowTitle()
    assert viewer.name.text().startswith("<b>bold<b> \\u202eevil")
    words = viewer.text.words(0)
    assert words.startswith("Line 1: <html><img src=http://evil.invalid/x>")
    assert "\x1b" not in words


def test_vector_pictures_are_shown_as_their_text(viewer: FileViewer, lookup: FakeLookup) -> None:
    """They may name other files, so they are not drawn."""
    show(viewer, lookup, b'<svg xmlns="http://www.w3.org/2000/svg"/>', "logo.svg")
    assert viewer.page == "text"
    assert picture_of(b"<svg/>") is None


def test_a_picture_of_too_many_pixels_is_not_decoded(
    viewer: FileViewer, lookup: FakeLookup
) -> None:
    header = bytearray(picture("PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    show(viewer, lookup, bytes(header))
    assert viewer.page == "bytes"
    assert "damaged" in viewer.kind.text() or "too large" in viewer.kind.text()


def test_limits_of_pixels_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image_view, "PIXEL_LIMIT", 40 * 30 - 1)
    too_large = picture_of(picture("PNG"))
    assert too_large is not None
    assert too_large.image is None
    assert "too large to be shown here" in too_large.words
    jpeg = picture_of(picture("JPEG"))
    assert jpeg is not None
    assert jpeg.image is not None


def test_large_pictures_are_scaled_while_they_are_read() -> None:
    wide = picture_of(picture("PNG", 3000, 20))
    assert wide is not None
    assert wide.image is not None
    assert wide.image.width() == SIDE_LIMIT
    assert "3\u2009000 × 20 pixels" in wide.words


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_cut_and_damaged_pictures_never_raise(form: str) -> None:
    data = picture(form)
    for end in range(0, len(data), max(1, len(data) // 40)):
        picture_of(data[:end])
        damaged = bytearray(data)
        damaged[end] ^= 0xFF
        picture_of(bytes(damaged))


@pytest.mark.parametrize("form", ["TIFF", "XPM", "ICO", "PPM"])
def test_rare_formats_are_not_decoded(form: str) -> None:
    """Their readers are seldom looked at by anybody."""
    assert picture_of(picture(form)) is None


# --- text or not ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"plain\n", True),
        ("é漢\n".encode(), True),
        (b"caf\xe9\n", True),
        ("wide".encode("utf-16"), True),
        (b"\x1b[31mcolour\x1b[0m\n" * 3, True),
        (b"a\x00b", False),
        (bytes(range(1, 32)) * 4, False),
    ],
)
def test_text_is_told_from_other_bytes(content: bytes, expected: bool) -> None:
    assert is_text(content) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a\nb\n", ["a", "b"]),
        (b"a\nb", ["a", "b"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\r\nb\n", ["a\r", "b"]),
        (b"a\r\nb", ["a", "b"]),
        (b"a\r\n\r\n", ["a", ""]),
        (b"a\x0bb\x85c\x1cd", ["a\x0bb\udc85c\x1cd"]),
        (b"\xef\xbb\xbfa", ["a"]),
        (b"\xff\xfe" + "ä\nö".encode("utf-16-le"), ["ä", "ö"]),
        (b"\n", [""]),
        (b"", [""]),
    ],
)
def test_lines_end_where_a_line_feed_is(content: bytes, expected: list[str]) -> None:
    assert lines_of(content) == expected
