"""Recipes on real containers: shipped ones work on the offline base, unfit ones say why before."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.recipe_files import all_recipes
from core.cancel import NEVER, CancelToken
from core.engine.connect import connect
from core.engine.protocol import Engine
from core.errors import Cancelled, FileAccessError, RecipeError, RecipeStepFailedError
from core.model import (
    BaseImageRequest,
    Container,
    ExecRequest,
    Image,
    NewContainer,
    OutputChunk,
    SnapshotRequest,
)
from core.progress import ignore
from core.recipe import (
    Ground,
    Recipe,
    fit,
    follow,
    is_connected,
    look_at_container,
    look_at_image,
    parse_recipe,
    plan,
    propose,
)
from core.recipe.following import Plan

SHIPPED = {recipe.key: recipe for recipe in all_recipes(Path("/nonexistent"))[0]}
NASTY = (
    "x'y",
    'x"y',
    "$(touch /tmp/pwned)",
    "`touch /tmp/pwned`",
    "a; touch /tmp/pwned",
    "a\ntouch /tmp/pwned\n",
    "a && touch /tmp/pwned #",
    "'; touch /tmp/pwned; '",
    "-rf /",
    "%s%n \\n ü",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("recipes") / "repository")
    readiness = connected.probe()
    assert readiness.can_run_containers, readiness.sentence
    connected.make_base_image(BaseImageRequest("starter", "ServerCore", "Tests", "1.0"))
    connected.make_base_image(BaseImageRequest("scratch", "Empty", "Tests", "1.0"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.fixture(scope="module")
def core_image(engine: Engine) -> Image:
    image = engine.repository().image("ServerCore:1.0")
    assert image is not None
    return image


@pytest.fixture(scope="module")
def ground(engine: Engine, core_image: Image) -> Ground:
    return look_at_image(core_image, engine)


@pytest.fixture
def container(engine: Engine) -> Iterator[Container]:
    made = engine.create_container(NewContainer("recipe", "ServerCore:1.0"))
    yield engine.start_container(made.id)
    engine.discard_container(made.id)


def follow_in(engine: Engine, container: Container, made: Plan) -> tuple[list[str], str]:
    told: list[str] = []
    said: list[OutputChunk] = []
    follow(
        made, engine, container.id,
        output=said.append, started=lambda _number, command: told.append(command),
        cancel=NEVER, report=ignore,
    )  # fmt: skip
    return told, b"".join(chunk.content for chunk in said).decode()


def say_in(engine: Engine, container: Container, line: str) -> str:
    said: list[OutputChunk] = []
    request = ExecRequest(shell_line=line, is_recorded=False)
    run = engine.execute(container.id, request, output=said.append)
    assert run.exit_code == 0, line
    return b"".join(chunk.content for chunk in said if chunk.stream == "stdout").decode()


def small(steps: str, parameters: str = "") -> Recipe:
    text = (
        'format = 1\nname = "T"\nsummary = "S"\nrole = "app"\n'
        f'{parameters}\n[[ways]]\npackage_manager = "any"\n{steps}'
    )
    return parse_recipe(text, key="small")


# --- does it fit --------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["web-server", "folder", "configuration", "user", "data"])
def test_these_fit_the_offline_base(ground: Ground, key: str) -> None:
    found = fit(SHIPPED[key], replace(ground, is_connected=False))
    assert found.way is not None, found.sentence
    assert found.switch == "none"


@pytest.mark.parametrize("key", ["python", "package"])
def test_these_need_a_package_manager(ground: Ground, key: str) -> None:
    found = fit(SHIPPED[key], ground)
    assert found.way is None
    assert found.sentence.startswith("Needs apt, apk, dnf, microdnf")
    assert found.sentence.endswith("and this image has none of them.")
    with pytest.raises(RecipeError, match="and this image has none of them"):
        plan(SHIPPED[key], ground, {"package": "jq"} if key == "package" else {})


def test_an_image_with_apt_takes_nginx_where_there_is_a_network() -> None:
    debian = Ground(frozenset(("sh", "mkdir", "chmod", "apt-get")), is_connected=True)
    found = fit(SHIPPED["web-server"], debian)
    assert found.way is not None
    assert found.way.package_manager == "apt"
    assert found.switch == "host"
    offline = fit(SHIPPED["python"], replace(debian, is_connected=False))
    assert offline.sentence == ("Needs a network to fetch packages with apt, and there is none.")


def test_without_a_network_another_way_is_taken_if_there_is_one() -> None:
    ground = Ground(frozenset(("sh", "mkdir", "chmod", "apt-get", "python3")), is_connected=False)
    found = fit(SHIPPED["web-server"], ground)
    assert found.way is not None
    assert found.way.programs == ("python3",)


def test_one_thing_that_is_missing_is_named(ground: Ground) -> None:
    needs = small('programs = ["hat"]\n[[ways.steps]]\nrun = "hat"')
    assert fit(needs, ground).sentence == "Needs hat, and this image has none."
    shell = small('[[ways.steps]]\nrun = "true"')
    assert fit(shell, Ground()).sentence == "Needs a shell, and this image has none."
    wants_network = small('network = true\n[[ways.steps]]\nrun = "true"')
    offline = replace(ground, is_connected=False)
    assert fit(wants_network, offline).sentence == "Needs a network, and there is none."


def test_an_image_for_another_machine_takes_none(engine: Engine, core_image: Image) -> None:
    foreign = look_at_image(replace(core_image, is_runnable=False), engine)
    assert fit(SHIPPED["folder"], foreign).sentence == "This image cannot run on this computer."


def test_a_base_goes_onto_the_baseplate_only(ground: Ground) -> None:
    text = 'format = 1\nname = "B"\nsummary = "S"\nrole = "os"\n[base]\nsource = "starter"\n'
    found = fit(parse_recipe(text, key="base"), ground)
    assert found.sentence == "It is a base to start from, and goes onto the baseplate."


def test_what_a_later_layer_took_away_is_not_there(engine: Engine, container: Container) -> None:
    say_in(engine, container, "rm /usr/sbin/httpd /sbin/httpd /bin/httpd 2>/dev/null; true")
    now = look_at_container(container.id, "none", engine)
    assert "httpd" not in now.programs
    assert "busybox" in now.programs
    assert not now.is_connected
    taken = engine.snapshot(SnapshotRequest(container.id, "NoWeb", "Tests", "1.0"))
    found = fit(SHIPPED["web-server"], replace(look_at_image(taken, engine), is_connected=False))
    assert found.sentence.startswith("Needs apt, apk, dnf, httpd or python3")
    engine.discard_container(engine.create_container(NewContainer("x", "NoWeb:1.0")).id)


@pytest.mark.parametrize(
    ("route", "is_out"),
    [
        ("eth0 00000000 010200C0 0003 0 0 0 00000000 0 0 0", True),
        ("eth0 0002A8C0 00000000 0001 0 0 0 00FFFFFF 0 0 0", False),
        ("Iface Destination Gateway Flags RefCnt Use Metric Mask", False),
        ("", False),
    ],
)
def test_a_way_out_is_a_route_to_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, route: str, is_out: bool
) -> None:
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "route").write_text(route)
    assert is_connected(tmp_path / "route", tmp_path / "none") is is_out
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    assert is_connected(tmp_path / "route", tmp_path / "none")


# --- shipped ones work --------------------------------------------------------------------------


def test_a_web_server_answers_offline(engine: Engine, container: Container, ground: Ground) -> None:
    made = plan(SHIPPED["web-server"], replace(ground, is_connected=False), {"port": "8188"})
    told, _said = follow_in(engine, container, made)
    assert len(told) == len(made.way.steps)
    page = say_in(
        engine, container,
        "web-server & n=0; until wget -q -O - http://127.0.0.1:8188/; do"
        " n=$((n+1)); [ $n -lt 100 ] || exit 1; sleep 0.05; done; kill %1",
    )  # fmt: skip
    assert "The web server works." in page
    assert engine.changes(container.id).added >= 2
    recorded = [run.text for run in engine.commands(container.id)]
    assert any("exec busybox httpd -f -p 8188" in text for text in recorded)


def test_a_page_that_is_there_stays(engine: Engine, container: Container, ground: Ground) -> None:
    say_in(engine, container, "mkdir -p /srv/www; echo mine > /srv/www/index.html")
    follow_in(engine, container, plan(SHIPPED["web-server"], ground, {}))
    assert say_in(engine, container, "cat /srv/www/index.html") == "mine\n"
    without_tools = replace(plan(SHIPPED["web-server"], ground, {}), has_writers=False)
    follow_in(engine, container, without_tools)
    assert say_in(engine, container, "cat /srv/www/index.html") == "mine\n"


@pytest.mark.parametrize("port", ["0", "65536", "80; rm -rf /", "8080\n"])
def test_a_port_that_is_none_is_refused(ground: Ground, port: str) -> None:
    with pytest.raises(RecipeError, match="Port: ") as caught:
        plan(SHIPPED["web-server"], ground, {"port": port})
    assert caught.value.parameter == "port"


def test_a_folder_of_mine_lies_where_it_shall(
    engine: Engine, container: Container, ground: Ground, tmp_path: Path
) -> None:
    folder = tmp_path / "My site's $(x)"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text("<h1>mine</h1>")
    (folder / "sub" / "a b.txt").write_text("b")
    made = plan(SHIPPED["folder"], ground, {"folder": str(folder), "target": "/srv/it"})
    told, _said = follow_in(engine, container, made)
    assert told == ["COPY " + shlex.quote("My site's $(x)") + " /srv/it/"]
    assert say_in(engine, container, "cat /srv/it/index.html '/srv/it/sub/a b.txt'") == (
        "<h1>mine</h1>b"
    )


def test_a_folder_that_is_not_there_is_refused_before(ground: Ground, tmp_path: Path) -> None:
    with pytest.raises(RecipeError, match="there is no such folder on this computer"):
        plan(SHIPPED["folder"], ground, {"folder": str(tmp_path / "gone")})
    with pytest.raises(RecipeError, match="this is needed"):
        plan(SHIPPED["folder"], ground, {})


def test_a_folder_that_went_away_meanwhile_is_said(
    engine: Engine, container: Container, ground: Ground, tmp_path: Path
) -> None:
    made = plan(SHIPPED["folder"], ground, {"folder": str(tmp_path)})
    tmp_path.rmdir()
    with pytest.raises(FileAccessError):
        follow_in(engine, container, made)
    tmp_path.mkdir()


@pytest.mark.parametrize("settings", [*NASTY, "a = 1\n[b]\nc = 'd'\n\ttab"])
def test_settings_are_written_as_they_are(
    engine: Engine, container: Container, ground: Ground, settings: str
) -> None:
    answers = {"settings": settings, "file": "/etc/my app/it's.conf"}
    follow_in(engine, container, plan(SHIPPED["configuration"], ground, answers))
    kept = say_in(engine, container, "cat '/etc/my app/it'\"'\"'s.conf'; ls /tmp")
    assert kept == settings + ("" if settings.endswith("\n") else "\n")


def test_a_user_is_made(engine: Engine, container: Container, ground: Ground) -> None:
    follow_in(engine, container, plan(SHIPPED["user"], ground, {"user": "ada"}))
    assert say_in(engine, container, "grep ^ada: /etc/passwd | cut -d: -f6").strip() == "/home/ada"
    with pytest.raises(RecipeStepFailedError) as caught:
        follow_in(engine, container, plan(SHIPPED["user"], ground, {"user": "ada"}))
    assert caught.value.exit_code == 1
    assert "ended with exit code 1" in str(caught.value)


def test_a_file_of_mine_lies_where_it_shall(
    engine: Engine, container: Container, ground: Ground, tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(b"\x00\x01")
    follow_in(engine, container, plan(SHIPPED["data"], ground, {"file": str(file)}))
    assert say_in(engine, container, "stat -c %s /srv/data/table.csv").strip() == "2"


# --- answers are data ---------------------------------------------------------------------------


@pytest.mark.parametrize("answer", NASTY)
def test_an_answer_in_a_line_is_no_command(
    engine: Engine, container: Container, ground: Ground, answer: str
) -> None:
    recipe = small(
        '[[ways.steps]]\nrun = \'printf %s "$word" > /tmp/kept; printf %s "${word}" | wc -c\'',
        '[[parameters]]\nkey = "word"\nkind = "lines"\ntitle = "W"\n',
    )
    follow_in(engine, container, plan(recipe, ground, {"word": answer}))
    kept = say_in(engine, container, "cat /tmp/kept; ls /tmp; rm /tmp/kept")
    assert kept == f"{answer}kept\n"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("text", "a\nb"),
        ("text", "a\x00b"),
        ("text", "\x1b[2J"),
        ("text", "x" * 1001),
        ("lines", "x" * 32_001),
        ("package", "-o=APT::Update::Pre-Invoke::=id"),
        ("package", "jq; id"),
        ("version", "1 --force"),
        ("user", "Root"),
        ("path", "etc/passwd"),
        ("path", "/etc/../../x"),
        ("path", "/etc/"),
        ("file", "/nonexistent/x"),
    ],
)
def test_an_answer_of_another_form_is_refused(ground: Ground, kind: str, answer: str) -> None:
    recipe = small(
        '[[ways.steps]]\nrun = "true"',
        f'[[parameters]]\nkey = "word"\nkind = "{kind}"\ntitle = "Word"\n',
    )
    with pytest.raises(RecipeError) as caught:
        plan(recipe, ground, {"word": answer})
    assert caught.value.parameter == "word"


def test_an_answer_that_nobody_asked_for_is_refused(ground: Ground) -> None:
    with pytest.raises(RecipeError, match="it has no value “hat”; known are port"):
        plan(SHIPPED["web-server"], ground, {"hat": "x"})


def test_a_choice_is_one_of_what_is_offered(ground: Ground) -> None:
    recipe = small(
        '[[ways.steps]]\nrun = "true"',
        '[[parameters]]\nkey = "word"\nkind = "choice"\ntitle = "Word"\n'
        '[[parameters.options]]\nvalue = "a"\ntitle = "A"\n',
    )
    assert plan(recipe, ground, {"word": "a"}).answers == {"word": "a"}
    with pytest.raises(RecipeError, match="choose one of what is offered"):
        plan(recipe, ground, {"word": "b"})


def test_an_answer_does_not_lead_out_of_its_folder(ground: Ground) -> None:
    recipe = small(
        '[[ways.steps]]\nwrite = "/srv/{{word}}"\ntext = "x"',
        '[[parameters]]\nkey = "word"\nkind = "text"\ntitle = "Word"\n',
    )
    with pytest.raises(RecipeError, match="cannot have"):
        plan(recipe, ground, {"word": "../../etc/passwd"})


# --- how it goes --------------------------------------------------------------------------------


def test_what_a_failed_step_left_stays_and_is_said(
    engine: Engine, container: Container, ground: Ground
) -> None:
    recipe = small(
        '[[ways.steps]]\nrun = "echo one > /one; echo out"\n'
        '[[ways.steps]]\nrun = "echo bad >&2; exit 7"\n[[ways.steps]]\nrun = "touch /three"'
    )
    with pytest.raises(RecipeStepFailedError) as caught:
        follow_in(engine, container, plan(recipe, ground, {}))
    assert caught.value.exit_code == 7
    assert say_in(engine, container, "ls -d /one /three 2>/dev/null; true") == "/one\n"


def test_a_cancelled_one_ends_at_once(engine: Engine, container: Container, ground: Ground) -> None:
    recipe = small(
        '[[ways.steps]]\nrun = "echo started; sleep 600"\n[[ways.steps]]\nrun = "touch /two"'
    )
    cancel, ended = CancelToken(), threading.Event()
    caught: list[BaseException] = []

    def go() -> None:
        try:
            follow(
                plan(recipe, ground, {}), engine, container.id,
                output=lambda _chunk: cancel.cancel(), started=lambda _number, _command: None,
                cancel=cancel, report=ignore,
            )  # fmt: skip
        except Cancelled as error:
            caught.append(error)
        finally:
            ended.set()

    threading.Thread(target=go, daemon=True).start()
    assert ended.wait(30)
    assert caught
    assert say_in(engine, container, "ls -d /two 2>/dev/null; true") == ""


def test_a_file_goes_into_an_image_without_a_shell(engine: Engine) -> None:
    empty = engine.repository().image("Empty:1.0")
    assert empty is not None
    ground = look_at_image(empty, engine)
    assert ground.programs == frozenset()
    made = plan(SHIPPED["configuration"], ground, {"settings": "a = 1"})
    container = engine.create_container(NewContainer("bare", empty.reference))
    try:
        engine.start_container(container.id)
        follow_in(engine, container, made)
        content = engine.read_container_file(container.id, "etc/app.conf")
        assert content.content == b"a = 1\n"
    finally:
        engine.discard_container(container.id)


def test_a_text_too_long_for_a_line_is_copied(
    engine: Engine, container: Container, ground: Ground
) -> None:
    settings = "'" * 32_000  # each of them takes five characters in a quoted line
    follow_in(engine, container, plan(SHIPPED["configuration"], ground, {"settings": settings}))
    assert say_in(engine, container, "wc -c < /etc/app.conf").strip() == "32001"


# --- what is proposed ---------------------------------------------------------------------------


def test_a_name_that_can_be_one_is_proposed(engine: Engine, core_image: Image) -> None:
    repository = engine.repository()
    answers = {"folder": "/home/ada/Große Übung (1)/", "target": "/srv/www"}
    proposed = propose(SHIPPED["folder"], answers, core_image, repository, "de")
    assert (proposed.name, proposed.version) == ("grosse-ubung-1", "1.0")
    assert proposed.publisher == "Tests"
    assert proposed.layer_title == "Ein Ordner von mir"
    assert proposed.message == "Dateien aus Große Übung (1)"
    assert proposed.layer_role == "app"


def test_a_version_that_is_taken_gives_way(engine: Engine, core_image: Image) -> None:
    taken = replace(core_image, reference="web-server:1.0")
    repository = replace(engine.repository(), images=(core_image, taken))
    proposed = propose(SHIPPED["web-server"], {"port": "80"}, core_image, repository)
    assert (proposed.name, proposed.version) == ("web-server", "1.1")


@pytest.mark.network
def test_debian_gets_its_web_server_and_python(tmp_path: Path) -> None:
    engine = connect(tmp_path / "repository")
    try:
        image = engine.make_base_image(BaseImageRequest("debian", "Debian", "Tests", "1.0"))
        ground = look_at_image(image, engine)
        assert ground.package_managers == ("apt",)
        for key in ("web-server", "python", "user"):
            made = plan(SHIPPED[key], ground, {})
            container = engine.create_container(
                NewContainer(key, image.reference, switch=made.switch)
            )
            engine.start_container(container.id)
            follow_in(engine, container, made)
            checked = {"web-server": "nginx -t", "python": "python3 -V", "user": "id app"}[key]
            say_in(engine, container, checked)
            engine.discard_container(container.id)
    finally:
        engine.close()
