"""Virtual switches, tried with real containers on real bridges.

Runs as whoever starts it: root, or an ordinary person with sub-uids. What differs is said here.
"""

from __future__ import annotations

import contextlib
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.engine.connect import _runtime_dir, connect
from core.engine.places import Places
from core.engine.protocol import Engine
from core.engine.switches import Switches
from core.errors import (
    FacilityMissingError,
    NameGrammarError,
    NetworkFailedError,
    NotSupportedError,
    PortTakenError,
    SwitchExistsError,
    SwitchInUseError,
    SwitchNotFoundError,
)
from core.layer import WhiteoutForm
from core.model import BaseImageRequest, Container, ExecRequest, NewContainer, NewSwitch
from core.model import PublishedPort as Port
from core.network import Definitions, Programs, find_programs

pytestmark = pytest.mark.skipif(
    bool(find_programs().missing), reason=f"not installed: {find_programs().missing}"
)
IS_ROOT = os.geteuid() == 0
_ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
_SERVE = "mkdir -p /www && echo '{}' > /www/index.html && httpd -p {} -h /www"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("switches") / "repository"


@pytest.fixture(scope="module")
def engine(repository: Path) -> Iterator[Engine]:
    connected = connect(repository)
    connected.make_base_image(BaseImageRequest("starter", "Base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


Make = Callable[..., Container]


@pytest.fixture
def made(engine: Engine) -> Iterator[Make]:
    """Makes and starts containers; all are gone afterwards, and the switches too."""

    def make(name: str, switch: str, *ports: Port, start: bool = True) -> Container:
        container = engine.create_container(NewContainer(name, "Base:1", switch, ports=ports))
        return engine.start_container(container.id) if start else container

    yield make
    for container in engine.repository().containers:
        engine.discard_container(container.id)
    for switch in engine.switches():
        if switch.is_named:
            engine.remove_switch(switch.name)


def ran(engine: Engine, container: Container, line: str) -> tuple[int | None, str]:
    heard: list[bytes] = []
    run = engine.execute(
        container.id,
        ExecRequest(shell_line=line),
        output=lambda chunk: heard.append(chunk.content),
    )
    return run.exit_code, b"".join(heard).decode()


def said(engine: Engine, container: Container, line: str) -> str:
    code, text = ran(engine, container, line)
    assert code == 0, text
    return text


def fails(engine: Engine, container: Container, line: str) -> bool:
    """Whether nothing came of it. Busybox's own timeouts are not to be trusted (they crash)."""
    code, text = ran(engine, container, f"{line} 2> /dev/null")
    return code != 0 and text == ""


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=5) as answer:
        return str(answer.read().decode()).strip()


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def eventually(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def traces(repository: Path) -> list[str]:
    """Everything of this repository's switches that is left on this computer."""
    ours = Definitions(repository / ".bricklayer/switches.json").bridges
    found = [str(path) for path in (_runtime_dir(repository) / "network").glob("*")]
    if IS_ROOT:
        found += [link for link in os.listdir("/sys/class/net") if link.startswith(ours)]
        saved = subprocess.run(
            ["iptables-save"], env=_ENVIRONMENT, capture_output=True, text=True, check=True
        )
        found += [line for line in saved.stdout.splitlines() if ours in line]
    return found


def own_address() -> str | None:
    """An address of this computer that is not the loopback's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as trial:
        try:
            trial.connect(("192.0.2.1", 9))  # documentation (RFC 5737); nothing is sent
        except OSError:
            return None
        return str(trial.getsockname()[0])


@contextlib.contextmanager
def web_server(address: str) -> Iterator[int]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "7")
            self.end_headers()
            self.wfile.write(b"outside")

        def log_message(self, *_arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer((address, 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# --- which there are ------------------------------------------------------------------------------


def test_switches_are_made_listed_and_removed(engine: Engine, made: Make) -> None:
    assert [switch.name for switch in engine.switches()] == ["none", "host"]
    private = engine.create_switch(NewSwitch("class"))
    open_one = engine.create_switch(NewSwitch("internet", has_outside=True, subnet="10.86.9.0/24"))
    assert engine.switches()[2:] == (private, open_one)
    assert private.is_named
    assert private.is_available
    assert not private.has_outside
    assert private.subnet.startswith("10.87.")
    assert private.subnet.endswith(".0/24")
    assert (open_one.subnet, open_one.has_outside) == ("10.86.9.0/24", True)
    assert engine.capabilities().can_make_switches
    assert engine.capabilities().switches == ("none", "host", "class", "internet")
    engine.remove_switch("class")
    assert [switch.name for switch in engine.switches()] == ["none", "host", "internet"]
    with pytest.raises(SwitchNotFoundError):
        engine.remove_switch("class")


def test_switches_outlive_the_engine(engine: Engine, repository: Path, made: Make) -> None:
    kept = engine.create_switch(NewSwitch("kept"))
    with contextlib.closing(connect(repository)) as another:
        assert another.switches()[-1] == kept


@pytest.mark.parametrize("name", ["none", "host", "there"])
def test_a_name_is_given_once(engine: Engine, made: Make, name: str) -> None:
    engine.create_switch(NewSwitch("there"))
    with pytest.raises(SwitchExistsError):
        engine.create_switch(NewSwitch(name))


@pytest.mark.parametrize("name", ["", "a b", "../up", "-rf", "a" * 64])
def test_names_of_switches_have_a_grammar(engine: Engine, name: str) -> None:
    with pytest.raises(NameGrammarError):
        engine.create_switch(NewSwitch(name))


@pytest.mark.parametrize("subnet", ["x", "10.0.0.1/24", "10.0.0.0/8", "8.8.8.0/24", "fd00::/64"])
def test_subnets_that_cannot_be_are_refused(engine: Engine, subnet: str) -> None:
    with pytest.raises(NameGrammarError) as refused:
        engine.create_switch(NewSwitch("odd", subnet=subnet))
    assert subnet in str(refused.value)


def test_addresses_are_given_to_one_switch_only(engine: Engine, made: Make) -> None:
    first = engine.create_switch(NewSwitch("first"))
    assert engine.create_switch(NewSwitch("second")).subnet != first.subnet
    with pytest.raises(NotSupportedError, match="in use already"):
        engine.create_switch(NewSwitch("third", subnet=first.subnet))


def test_a_switch_in_use_stays(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("used"))
    made("user", "used", start=False)
    with pytest.raises(SwitchInUseError, match="user"):
        engine.remove_switch("used")
    with pytest.raises(NotSupportedError):
        engine.remove_switch("host")


def test_a_container_needs_a_switch_that_exists(engine: Engine) -> None:
    with pytest.raises(SwitchNotFoundError):
        engine.create_container(NewContainer("lost", "Base:1", "nowhere"))


def test_without_the_plugins_one_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Programs(None, Path("/sbin/iptables"), Path("/sbin/ip"), Path("/bin/nsenter"))
    monkeypatch.setattr("core.engine.switches.find_programs", lambda: missing)
    switches = Switches(Places(tmp_path, tmp_path / "run", WhiteoutForm.TRUSTED, 0))
    with pytest.raises(FacilityMissingError, match="apt-get install containernetworking-plugins"):
        switches.create(NewSwitch("class"))
    assert [switch.name for switch in switches.list()] == ["none", "host"]


# --- who reaches whom -----------------------------------------------------------------------------


def test_containers_on_a_switch_reach_each_other(
    engine: Engine, made: Make, repository: Path
) -> None:
    engine.create_switch(NewSwitch("class"))
    web = made("web_server", "class")
    client = made("client", "class")
    assert web.address
    assert client.address
    assert web.address != client.address
    said(engine, web, _SERVE.format("hello", 80))
    for name in (web.address, "web_server", "web-server"):
        assert said(engine, client, f"timeout 3 wget -qO- http://{name}/") == "hello\n"
    # Each knows itself, and who came later is known to who was there.
    assert said(engine, web, "timeout 3 wget -qO- http://web_server/") == "hello\n"
    assert client.address in said(engine, web, "cat /etc/hosts")
    engine.stop_container(client.id)
    assert "client" not in said(engine, web, "cat /etc/hosts")
    assert "localhost" in said(engine, web, "cat /etc/hosts")
    engine.stop_container(web.id, grace_s=0)
    eventually(lambda: traces(repository) == [])


def test_a_container_that_starts_again_is_found_again(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    web, client = made("web", "class"), made("client", "class")
    engine.stop_container(web.id, grace_s=0)
    assert engine.repository().container(web.id).address == ""  # type: ignore[union-attr]
    engine.start_container(web.id)
    said(engine, web, _SERVE.format("again", 80))
    assert said(engine, client, "timeout 3 wget -qO- http://web/") == "again\n"


def test_switches_are_apart(engine: Engine, made: Make) -> None:
    for has_outside in (False, True):
        engine.create_switch(NewSwitch(f"left-{has_outside}", has_outside))
        engine.create_switch(NewSwitch(f"right-{has_outside}", has_outside))
    web = made("web", "right-True")
    said(engine, web, _SERVE.format("secret", 80))
    gateway = web.address.rpartition(".")[0] + ".1"
    for number, switch in enumerate(("left-False", "left-True", "right-False")):
        stranger = made(f"stranger-{number}", switch)
        assert fails(engine, stranger, f"timeout 2 wget -qO- http://{web.address}/")
        assert fails(engine, stranger, "timeout 2 wget -qO- http://web/")
        assert fails(engine, stranger, f"nc -w 2 {gateway} 80 < /dev/null")


def test_eight_on_one_switch_start_together(engine: Engine, made: Make, repository: Path) -> None:
    engine.create_switch(NewSwitch("crowd"))
    waiting = [made(f"c{number}", "crowd", start=False) for number in range(8)]
    threads = [threading.Thread(target=engine.start_container, args=(one.id,)) for one in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    crowd = engine.repository().containers
    assert len({one.address for one in crowd}) == 8
    for one in crowd:
        hosts = said(engine, one, "cat /etc/hosts")
        assert all(f"{other.address}\t{other.name}" in hosts for other in crowd)
        said(engine, one, _SERVE.format(one.name, 80))
    for other in crowd:
        assert (
            said(engine, crowd[0], f"timeout 3 wget -qO- http://{other.name}/") == f"{other.name}\n"
        )
    for one in crowd:
        engine.stop_container(one.id, grace_s=0)
    eventually(lambda: traces(repository) == [])


def test_a_private_switch_has_no_way_out(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("private"))
    one = made("one", "private")
    assert "default" not in said(engine, one, "ip route")
    address = own_address()
    gateway = one.address.rpartition(".")[0] + ".1"
    assert "nameserver" not in said(engine, one, "cat /etc/resolv.conf")
    with web_server("0.0.0.0") as port:
        for target in filter(None, (address, gateway, "169.254.169.254")):
            assert fails(engine, one, f"timeout 2 wget -qO- http://{target}:{port}/")


@pytest.mark.skipif(own_address() is None, reason="this computer has no address of its own")
def test_the_outside_is_reached_and_the_loopback_is_not(
    engine: Engine, made: Make, repository: Path
) -> None:
    switch = engine.create_switch(NewSwitch("open", has_outside=True))
    one = made("one", "open")
    gateway = one.address.rpartition(".")[0] + ".1"
    proxy = "" if IS_ROOT else f"http_proxy=http://{gateway}:3128 "
    assert bool(switch.sentence) is not IS_ROOT
    with web_server(str(own_address())) as port:
        wget = f"{proxy}timeout 3 wget -qO-"
        assert said(engine, one, f"{wget} http://{own_address()}:{port}/") == "outside"
    with web_server("127.0.0.1") as port:
        for target in ("127.0.0.1", gateway, str(own_address()), "localhost"):
            assert fails(engine, one, f"{wget} http://{target}:{port}/")
    engine.stop_container(one.id, grace_s=0)
    eventually(lambda: traces(repository) == [])


def test_link_local_addresses_are_not_for_containers(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("open", has_outside=True))
    one = made("one", "open")
    gateway = one.address.rpartition(".")[0] + ".1"
    proxy = "" if IS_ROOT else f"http_proxy=http://{gateway}:3128 "
    assert fails(engine, one, f"{proxy}timeout 1 wget -qO- http://169.254.169.254/")


# --- published ports ------------------------------------------------------------------------------


@pytest.mark.parametrize("has_outside", [False, True])
def test_a_published_port_leads_in(
    engine: Engine, made: Make, repository: Path, has_outside: bool
) -> None:
    engine.create_switch(NewSwitch("class", has_outside))
    port = free_port()
    web = made("web", "class", Port(port, 8000))
    assert web.ports == (Port(port, 8000),)
    said(engine, web, _SERVE.format("published", 8000))
    assert fetched(f"http://127.0.0.1:{port}/") == "published"
    if address := own_address():
        with pytest.raises(OSError):
            fetched(f"http://{address}:{port}/")
    engine.stop_container(web.id, grace_s=0)
    with pytest.raises(OSError):
        fetched(f"http://127.0.0.1:{port}/")
    eventually(lambda: traces(repository) == [])


@pytest.mark.skipif(own_address() is None, reason="this computer has no address of its own")
def test_a_port_for_everybody_is_reached_at_every_address(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    port = free_port()
    web = made("web", "class", Port(port, 8000, host_address="0.0.0.0"))
    said(engine, web, _SERVE.format("everybody", 8000))
    assert fetched(f"http://127.0.0.1:{port}/") == "everybody"
    assert fetched(f"http://{own_address()}:{port}/") == "everybody"


def test_a_port_is_published_once(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    port = free_port()
    made("first", "class", Port(port, 80))
    with pytest.raises(PortTakenError, match="first"):
        made("second", "class", Port(port, 81))
    with pytest.raises(PortTakenError, match="first"):
        made("third", "class", Port(port, 81, host_address="0.0.0.0"))
    with pytest.raises(PortTakenError, match="itself"):
        made("fourth", "class", Port(port + 1, 80), Port(port + 1, 81))
    assert [one.name for one in engine.repository().containers] == ["first"]


def test_a_port_of_another_program_is_taken(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    with (
        web_server("127.0.0.1") as port,
        pytest.raises(PortTakenError, match="another program"),
    ):
        made("web", "class", Port(port, 80))
    # Free when it was made, taken when it is started.
    port = free_port()
    web = made("web", "class", Port(port, 80), start=False)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", port))
        listening.listen()
        with pytest.raises(PortTakenError, match="another program"):
            engine.start_container(web.id)
    engine.start_container(web.id)


@pytest.mark.parametrize(
    ("switch", "port", "word"),
    [
        ("none", Port(8080, 80), "choose a switch"),
        ("host", Port(8080, 80), "anyway"),
        ("class", Port(0, 80), "1 to 65535"),
        ("class", Port(8080, 65536), "1 to 65535"),
        ("class", Port(8080, 80, "sctp"), "tcp or udp"),
        ("class", Port(8080, 80, host_address="everywhere"), "127.0.0.1"),
        ("class", Port(8080, 80, host_address="203.0.113.7"), "no address of this computer"),
    ],
)
def test_ports_that_cannot_be_are_refused(
    engine: Engine, made: Make, switch: str, port: Port, word: str
) -> None:
    engine.create_switch(NewSwitch("class"))
    with pytest.raises(NotSupportedError, match=word):
        made("odd", switch, port)


@pytest.mark.ordinary_person
def test_without_root_some_ports_cannot_be(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    with pytest.raises(NotSupportedError, match="for root"):
        made("low", "class", Port(80, 80))
    with pytest.raises(NotSupportedError, match="only tcp"):
        made("udp", "class", Port(free_port(), 53, "udp"))


@pytest.mark.skipif(not IS_ROOT, reason="without root only tcp is forwarded")
def test_udp_is_published(engine: Engine, made: Make) -> None:
    engine.create_switch(NewSwitch("class"))
    port = free_port()
    one = made("one", "class", Port(port, 9000, "udp"))
    program = (
        "import socket; s = socket.socket(type=socket.SOCK_DGRAM); s.bind(('', 9000)); "
        "print('ready', flush=True); print(s.recv(99).decode(), flush=True)"
    )
    # Busybox has nothing that listens by UDP: in its network, from outside of it.
    with subprocess.Popen(
        ["nsenter", "-t", str(one.pid), "-n", "--", sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
    ) as listener:
        assert listener.stdout is not None
        assert listener.stdout.readline() == "ready\n"
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b"by udp", ("127.0.0.1", port))
        assert listener.stdout.readline() == "by udp\n"


# --- engines come and go --------------------------------------------------------------------------


def test_a_killed_engine_is_followed(engine: Engine, made: Make, repository: Path) -> None:
    """Who runs goes on, and is unplugged by an engine that did not plug it in."""
    from tests.core.engine.test_bad_luck import kill_hosts

    engine.create_switch(NewSwitch("class"))
    port = free_port()
    web, client = made("web", "class", Port(port, 80)), made("client", "class")
    said(engine, web, _SERVE.format("still here", 80))
    kill_hosts(repository)
    assert [one.is_live for one in engine.repository().containers] == [True, True]
    assert fetched(f"http://127.0.0.1:{port}/") == "still here"
    assert said(engine, client, "timeout 3 wget -qO- http://web/") == "still here\n"
    third = made("third", "class")
    assert said(engine, third, "timeout 3 wget -qO- http://web/") == "still here\n"
    assert third.address in said(engine, client, "cat /etc/hosts")
    for one in (web, client, third):
        engine.stop_container(one.id, grace_s=0)
    eventually(lambda: traces(repository) == [])


def test_who_ended_while_no_engine_looked_is_unplugged(
    engine: Engine, made: Make, repository: Path
) -> None:
    from tests.core.engine.test_bad_luck import kill_hosts

    engine.create_switch(NewSwitch("class"))
    gone, stays = made("gone", "class", Port(free_port(), 80)), made("stays", "class")
    kill_hosts(repository)
    assert gone.pid is not None
    os.kill(gone.pid, 9)
    hosts = said(engine, stays, "cat /etc/hosts")
    assert "stays" in hosts
    assert "gone" not in hosts
    notes = list((_runtime_dir(repository) / "network/members").glob("*.json"))
    assert [json.loads(note.read_text())["name"] for note in notes] == ["stays"]
    engine.stop_container(stays.id, grace_s=0)
    eventually(lambda: traces(repository) == [])


@pytest.mark.skipif(not IS_ROOT, reason="without root addresses are in a network of their own")
def test_addresses_that_somebody_took_meanwhile(
    engine: Engine, made: Make, repository: Path
) -> None:
    engine.create_switch(NewSwitch("late", subnet="10.85.77.0/24"))
    one = made("one", "late", start=False)
    name = f"swt{os.getpid() % 100000}"

    def ip(*words: str) -> None:
        subprocess.run(["ip", *words], env=_ENVIRONMENT, check=True)

    ip("link", "add", name, "type", "bridge")
    try:
        ip("address", "add", "10.85.77.1/24", "dev", name)
        ip("link", "set", name, "up")
        with pytest.raises(NetworkFailedError, match="in use on this computer"):
            engine.start_container(one.id)
    finally:
        ip("link", "delete", name)
    eventually(lambda: traces(repository) == [])
    assert engine.start_container(one.id).address == "10.85.77.2"
