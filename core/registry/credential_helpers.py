"""`docker-credential-<name>`: programs that keep logins for Docker and Podman.

The registry goes over standard input and the secret comes over standard output (protocol of
docker-credential-helpers), so nothing of it is ever on a command line. A configuration file names
the program, so its name is checked, and it is found in absolute folders of PATH only.
"""

from __future__ import annotations

import os
import re
import selectors
import signal
import subprocess
import time

from core.errors import MalformedDocumentError
from core.model import Login
from core.oci import strict_json

LIMIT_S = 10.0
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_LIMIT_BYTES = 256 << 10
_NOT_FOUND = b"credentials not found"
_TOKEN_USER = "<token>"


class HelperFailed(Exception):
    """Why a helper gave nothing, in words; internal to this package."""


def ask_helper(name: str, key: str, limit_s: float = LIMIT_S) -> Login | None:
    """What it keeps for a registry, None when it keeps nothing. Raises HelperFailed."""
    if not _NAME.fullmatch(name):
        raise HelperFailed("the name of a credential helper is none")
    program = _find(f"docker-credential-{name}")
    if not program:
        raise HelperFailed(f"docker-credential-{name} is not installed")
    status, said = _run(program, key.encode(), limit_s)
    if status != 0:
        if _NOT_FOUND in said.lower():
            return None
        raise HelperFailed(f"docker-credential-{name} failed")
    try:
        fields = strict_json.Fields(strict_json.loads(said, "answer"), "answer")
        user, secret = fields.text("Username"), fields.text("Secret")
    except MalformedDocumentError as error:
        raise HelperFailed(f"docker-credential-{name} answers with something else") from error
    source = f"docker-credential-{name}"
    if user == _TOKEN_USER:
        return Login("", "", secret, source)
    return Login(user, secret, "", source) if user and secret else None


def _find(program: str) -> str:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = os.path.join(folder, program)
        if os.path.isabs(folder) and os.path.isfile(path) and os.access(path, os.X_OK):
            return path
    return ""


def _run(program: str, given: bytes, limit_s: float) -> tuple[int, bytes]:
    """Its exit status and what it wrote. Raises HelperFailed; then it and its children are gone."""
    name = os.path.basename(program)
    until_s = time.monotonic() + limit_s
    try:
        process = subprocess.Popen(
            [program, "get"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
            bufsize=0,
        )
    except OSError as error:
        raise HelperFailed(f"{name} cannot be started") from error
    assert process.stdin is not None
    assert process.stdout is not None
    with process.stdin, process.stdout:
        try:
            _give(process.stdin.fileno(), given)
            process.stdin.close()
            said = _read_until(process.stdout.fileno(), until_s)
            if len(said) > _LIMIT_BYTES:
                raise HelperFailed(f"{name} answers with something else")
            status = process.wait(max(0.0, until_s - time.monotonic()))
        except (TimeoutError, subprocess.TimeoutExpired) as error:
            _kill(process)
            raise HelperFailed(f"{name} did not answer within {limit_s:g} seconds") from error
        except BaseException:
            _kill(process)
            raise
    return status, said


def _give(pipe: int, content: bytes) -> None:
    try:
        os.write(pipe, content)  # shorter than a pipe holds
    except BrokenPipeError:
        return  # it did not want to hear it; its answer tells


def _read_until(pipe: int, until_s: float) -> bytes:
    """What comes up to the end, or one byte more than is allowed. Raises TimeoutError."""
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(said) <= _LIMIT_BYTES:
            if not selector.select(max(0.0, until_s - time.monotonic())):
                raise TimeoutError
            piece = os.read(pipe, _LIMIT_BYTES + 1 - len(said))
            if not piece:
                break
            said += piece
    return bytes(said)


def _kill(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)  # its session is its own
    except ProcessLookupError:
        pass
    process.wait()
