"""Debian's docker-registry on a free port of loopback, for as long as a test needs it."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROGRAM = shutil.which("docker-registry") or ""
USER = "pupil"
SECRET = "correct horse"
# bcrypt of SECRET with cost 5, the only kind that the registry takes.
_HTPASSWD = f"{USER}:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2\n"
_START_S = 20.0


@dataclass(frozen=True)
class DockerRegistry:
    """One that is running. `authority` is its CA certificate when it speaks TLS."""

    port: int
    storage: Path
    process: subprocess.Popen[bytes]
    log: Path
    authority: Path | None = None

    @property
    def name(self) -> str:
        """host:port."""
        return f"localhost:{self.port}"


@contextmanager
def docker_registry(
    folder: Path, *, with_login: bool = False, with_tls: bool = False
) -> Iterator[DockerRegistry]:
    """Run one with its storage below `folder`; with USER and SECRET, or a TLS certificate."""
    assert PROGRAM, "docker-registry is missing (Debian: docker-registry)"
    folder.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    storage = folder / "storage"
    http: dict[str, object] = {"addr": f"127.0.0.1:{port}", "secret": "of no matter"}
    authority = _write_certificate(folder, http) if with_tls else None
    config: dict[str, object] = {
        "version": "0.1",
        "log": {"level": "warn", "accesslog": {"disabled": True}},
        "storage": {
            "filesystem": {"rootdirectory": str(storage)},
            "delete": {"enabled": True},
            "maintenance": {"uploadpurging": {"enabled": False}},
        },
        "http": http,
    }
    if with_login:
        (folder / "htpasswd").write_text(_HTPASSWD)
        config["auth"] = {"htpasswd": {"realm": "class", "path": str(folder / "htpasswd")}}
    (folder / "config.yml").write_text(json.dumps(config))  # JSON is YAML
    log = folder / "registry.log"
    with log.open("wb") as written:
        process = subprocess.Popen(
            [PROGRAM, "serve", str(folder / "config.yml")],
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            env={"OTEL_TRACES_EXPORTER": "none", "PATH": "/usr/bin:/bin"},
        )
    try:
        _wait_until_it_answers(process, port, log, authority)
        yield DockerRegistry(port, storage, process, log, authority)
    finally:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _write_certificate(folder: Path, http: dict[str, object]) -> Path:
    import trustme

    authority = trustme.CA()
    server = authority.issue_cert("localhost", "127.0.0.1")
    (folder / "ca.crt").write_bytes(authority.cert_pem.bytes())
    server.private_key_pem.write_to_path(str(folder / "server.key"))
    for number, piece in enumerate(server.cert_chain_pems):
        piece.write_to_path(str(folder / "server.crt"), append=number > 0)
    http["tls"] = {"certificate": str(folder / "server.crt"), "key": str(folder / "server.key")}
    return folder / "ca.crt"


def _wait_until_it_answers(
    process: subprocess.Popen[bytes], port: int, log: Path, authority: Path | None
) -> None:
    scheme = "https" if authority else "http"
    context = ssl.create_default_context(cafile=str(authority)) if authority else None
    until = time.monotonic() + _START_S
    while True:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{scheme}://localhost:{port}/", context=context):
                return
        except OSError:
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
