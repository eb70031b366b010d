"""One connection: requests read within bounds, answers written, nothing waited for in vain."""

from __future__ import annotations

import io
import os
import select
import socket
import time
from collections.abc import Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, BinaryIO

from core.oci import strict_json

if TYPE_CHECKING:
    from typing_extensions import Buffer

    from core.serving.server import RegistryServer

_IDLE_S = 20.0  # between two requests
_CROWDED_IDLE_S = 0.5
_HEAD_S = 10.0  # for all of a request's head, once it began
_PAUSE_S = 30.0  # of a body, or of a reader that does not take what is sent
_PIECE_S = 120.0  # for each megabyte
_LOOK_S = 0.25
_HEAD_BYTES = 32 << 10
_LINE_BYTES = 8 << 10
_PIECE_BYTES = 1 << 20
_READ_BYTES = 256 << 10
_TRAILERS = 50
_LEFT_UNREAD_BYTES = 16 << 20
_LEAVING_S = 5.0
_GONE = (ConnectionError, TimeoutError)


class RequestError(Exception):
    """The request cannot be taken as it is: one of the specification's codes and a sentence."""

    def __init__(
        self, status: HTTPStatus, code: str, sentence: str, headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(sentence)
        self.status, self.code, self.sentence = status, code, sentence
        self.headers = headers or {}


class Incoming:
    """What comes from a socket, buffered; every wait has an end."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream
        self._held = bytearray()  # which gives bytes away at its front without moving the others
        self.head_left = _HEAD_BYTES
        self.until = 0.0  # the head's deadline

    def wait_for_more(self, timeout_s: float) -> bool:
        """Whether anything came in that time. Raises ConnectionError at the end of the stream."""
        if self._held:
            return True
        poll = select.poll()
        poll.register(self._stream, select.POLLIN)
        if not poll.poll(timeout_s * 1000):
            return False
        self._receive(_PAUSE_S)
        return True

    def readline(self, limit: int = -1) -> bytes:
        """A line of a head with its end; b"" where it is too long or too late."""
        while True:
            end = self._held.find(b"\n") + 1
            if end or len(self._held) > min(self.head_left, _LINE_BYTES):
                break
            self._receive(self.until - time.monotonic())
        if not end or end > min(self.head_left, _LINE_BYTES):
            raise RequestError(
                HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "UNSUPPORTED",
                "The head of the request is too long.",
            )  # fmt: skip
        self.head_left -= end
        return self._take(end)

    def read_some(self, limit_bytes: int) -> bytes:
        """At least one byte of a body. Raises ConnectionError, TimeoutError."""
        if not self._held:
            self._receive(_PAUSE_S)
        return self._take(limit_bytes)

    def read_line_of_body(self) -> bytes:
        """A line between chunks."""
        self.until, self.head_left = time.monotonic() + _PAUSE_S, _LINE_BYTES
        return self.readline()

    def _take(self, count: int) -> bytes:
        piece = bytes(self._held[:count])
        del self._held[:count]
        return piece

    def _receive(self, timeout_s: float) -> None:
        if timeout_s <= 0:
            raise TimeoutError
        self._stream.settimeout(timeout_s)
        piece = self._stream.recv(_READ_BYTES)
        if not piece:
            raise ConnectionResetError
        self._held += piece


class _Outgoing(io.BufferedIOBase):
    """Heads of answers, each sent whole."""

    def __init__(self, stream: socket.socket) -> None:
        self._stream = stream

    def writable(self) -> bool:
        return True

    def write(self, content: Buffer) -> int:
        self._stream.sendall(content)
        return memoryview(content).nbytes


class Exchange(BaseHTTPRequestHandler):
    """Reads requests and hands each to the server's `answer`, which uses what is public here."""

    protocol_version = "HTTP/1.1"
    rfile: Incoming  # type: ignore[assignment]

    def __init__(
        self, stream: socket.socket, address: tuple[str, int], server: RegistryServer
    ) -> None:
        self._owner = server
        self.peer = address[0].removeprefix("::ffff:")
        self.has_answered = False
        self._expects_continue = False
        self._unread = -1  # bytes of the body that were not read; -1: in chunks
        super().__init__(stream, address, server)  # type: ignore[arg-type]

    def setup(self) -> None:
        self.connection: socket.socket = self.request
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.rfile = Incoming(self.connection)
        self.wfile = _Outgoing(self.connection)

    def finish(self) -> None:
        """The server closes the connection."""

    def handle(self) -> None:
        try:
            self.close_connection = False
            while not self.close_connection:
                self.handle_one_request()
        except _GONE:
            pass  # it went away, or is too slow

    def handle_one_request(self) -> None:
        if not self._is_asked_more():
            self.close_connection = True
            return
        self.has_answered, self._expects_continue = False, False
        self.rfile.until = time.monotonic() + _HEAD_S
        self.rfile.head_left = _HEAD_BYTES
        self.command, self.request_version, self.requestline = "", self.protocol_version, ""
        try:
            self.raw_requestline = self.rfile.readline()
            if not self.raw_requestline.strip():
                return  # a blank line between requests is allowed (RFC 9112, 2.2)
            if not self.parse_request():
                return
            self._prepare_body()
            self._owner.answer(self)
        except RequestError as error:
            self._refuse(error)
        self._leave_body()

    # --- reading ------------------------------------------------------------------------------

    def body(self, limit_bytes: int) -> Iterator[bytes]:
        """The request's body in pieces. Raises RequestError when it is larger."""
        if self._unread > limit_bytes:
            raise too_large()
        if self._expects_continue:
            self._expects_continue = False
            self.send_response_only(HTTPStatus.CONTINUE)
            self.end_headers()
        return self._chunks(limit_bytes) if self._unread < 0 else self._counted()

    @property
    def length(self) -> int | None:
        """Of the body in bytes, as far as it is told."""
        return None if self._unread < 0 else self._unread

    def header(self, name: str) -> str:
        """A header's value, "" when it is missing."""
        return str(self.headers.get(name, ""))

    def _is_asked_more(self) -> bool:
        idle_until = time.monotonic() + _IDLE_S
        crowded_until = time.monotonic() + _CROWDED_IDLE_S
        while not self.rfile.wait_for_more(_LOOK_S):
            now = time.monotonic()
            if now > idle_until or (self._owner.is_crowded and now > crowded_until):
                return False
        return True

    def _prepare_body(self) -> None:
        coding = self.header("Transfer-Encoding").strip().lower()
        lengths = self.headers.get_all("Content-Length", [])
        if coding:
            if coding != "chunked" or lengths:
                self._unread = 0
                raise _bad_framing()
            self._unread = -1
            return
        self._unread = 0
        if lengths:
            if len(lengths) > 1 or not lengths[0].isascii() or not lengths[0].isdigit():
                raise _bad_framing()
            if len(lengths[0]) > 15:
                raise too_large()
            self._unread = int(lengths[0])

    def _counted(self) -> Iterator[bytes]:
        while self._unread:
            piece = self.rfile.read_some(min(self._unread, _READ_BYTES))
            self._unread -= len(piece)
            yield piece

    def _chunks(self, limit_bytes: int) -> Iterator[bytes]:
        while True:
            size_text = self.rfile.read_line_of_body().split(b";")[0].strip()
            try:
                left = int(size_text, 16) if size_text[:1].isalnum() else -1
            except ValueError:
                left = -1
            if not 0 <= left <= limit_bytes:
                raise too_large() if left > limit_bytes else _bad_framing()
            limit_bytes -= left
            if not left:
                break
            while left:
                piece = self.rfile.read_some(min(left, _READ_BYTES))
                left -= len(piece)
                yield piece
            if self.rfile.read_line_of_body().strip():
                raise _bad_framing()
        for _ in range(_TRAILERS):  # they say nothing to us
            if not self.rfile.read_line_of_body().strip():
                self._unread = 0
                return
        raise _bad_framing()

    def _leave_body(self) -> None:
        """What the answer made needless is read a little, so that the answer gets through."""
        if self._unread == 0:
            return
        self.close_connection = True
        self.connection.settimeout(1.0)
        left, until = _LEFT_UNREAD_BYTES, time.monotonic() + _LEAVING_S
        try:
            self.connection.shutdown(socket.SHUT_WR)
            while (
                left > 0
                and time.monotonic() < until
                and (piece := self.connection.recv(_READ_BYTES))
            ):
                left -= len(piece)
        except OSError:
            pass  # it has gone already

    def handle_expect_100(self) -> bool:
        self._expects_continue = True  # told once we want it
        return True

    # --- writing ------------------------------------------------------------------------------

    def answer(
        self,
        status: HTTPStatus,
        headers: dict[str, str] | None = None,
        content: bytes = b"",
        content_type: str = "application/json",
    ) -> None:
        """A whole answer with what it carries; of HEAD its head alone."""
        headers = {"Content-Length": str(len(content)), **(headers or {})}
        if content or self.command == "HEAD":
            headers.setdefault("Content-Type", content_type)
        if status is HTTPStatus.NO_CONTENT:
            del headers["Content-Length"]
        self.begin(status, headers)
        if self.command != "HEAD":
            self.send(content)

    def begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        """The head of an answer."""
        self.has_answered = True
        self.connection.settimeout(_PAUSE_S)
        self.send_response_only(status)
        self.send_header("Docker-Distribution-Api-Version", "registry/2.0")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        if self._owner.is_crowded or self._unread != 0:
            self.close_connection = True
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()

    def send(self, content: bytes) -> None:
        """A part of what an answer carries."""
        view = memoryview(content)
        while view:
            self.connection.settimeout(_PIECE_S)
            self.connection.sendall(view[:_READ_BYTES])
            view = view[_READ_BYTES:]

    def send_file(self, file: BinaryIO, offset: int, count: int) -> Iterator[int]:
        """Send a part of a file, by the kernel; yields how much went, again and again."""
        self.connection.setblocking(False)
        while count:
            piece, until = min(count, _PIECE_BYTES), time.monotonic() + _PIECE_S
            while piece:
                sent = self._send_some(file.fileno(), offset, piece, until)
                offset, piece, count = offset + sent, piece - sent, count - sent
                yield sent

    def _send_some(self, descriptor: int, offset: int, count: int, until: float) -> int:
        while True:
            try:
                sent = os.sendfile(self.connection.fileno(), descriptor, offset, count)
            except BlockingIOError:
                poll = select.poll()
                poll.register(self.connection, select.POLLOUT)
                wait_s = min(_PAUSE_S, until - time.monotonic())
                if wait_s <= 0 or not poll.poll(wait_s * 1000):
                    raise TimeoutError from None
                continue
            if not sent:
                raise ConnectionResetError  # the file is shorter than it was
            return sent

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Called for requests that cannot be parsed at all."""
        self.close_connection = True
        if self.request_version == "HTTP/0.9":
            self.request_version = self.protocol_version
        self._unread = 0
        sentence = "The request cannot be understood."
        self._refuse(RequestError(HTTPStatus(code), "UNSUPPORTED", sentence))

    def log_message(self, *_words: object) -> None:
        """Nothing of what others send is written anywhere."""

    def _refuse(self, error: RequestError) -> None:
        if self.has_answered:
            self.close_connection = True  # in the middle of something else
            return
        self.answer(error.status, error.headers, error_document(error.code, error.sentence))


def error_document(code: str, sentence: str) -> bytes:
    """As distribution-spec says, "Error Codes"."""
    return strict_json.dumps({"errors": [{"code": code, "message": sentence}]})


def too_large() -> RequestError:
    """More than is taken here."""
    sentence = "This is larger than what is taken here."
    return RequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "SIZE_INVALID", sentence)


def _bad_framing() -> RequestError:
    sentence = "The length of the request cannot be understood."
    return RequestError(HTTPStatus.BAD_REQUEST, "SIZE_INVALID", sentence)
