"""What travels, as command lines: real shells give fake programs exactly the words that were meant.

The `$'…'` form is not known to every /bin/sh yet (dash), so that words with signs which nobody
would see are tried with the shells that know it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.dialogs.command_text import command_spans, words_of
from app.viewmodel import travel_equivalents as lines
from app.viewmodel.equivalents import Dialect, image_name, powershell_word, shell_word
from core.model import (
    ArchiveForm,
    ExportRequest,
    ImportRequest,
    Login,
    PullRequest,
    PushRequest,
    RegistryAccess,
    ServeRequest,
)

NASTY = (
    "plain:1.0", "two words", "it's", 'say "hi"', "$(rm -rf x)", "`id`", "${HOME}", "-rf",
    "--privileged", "--", "ü;&|<>", "!history", "*?[a]", "~", "a\\b", "‘curly’‚‛", "“double”", "#x",
    "a=b", "{a,b}", "%PATH%", "x'\\''y", "'", "\\", "@splat", "a,b", "–dash", " ", "",
)  # fmt: skip
UNSEEN = (
    "a\nb", "end\n", "\t", "\r", "\x1b[2J", "it's\n", "\\n\n", "\u202egnp", "é\x01é1", "\x7f",
    "raw\udcff1", "\u00a0", "\u200b", "\U000e0041tag",
)  # fmt: skip
POSIX = (Dialect.DOCKER, Dialect.PODMAN)
PLAIN = RegistryAccess(allow_http=True)


class Shell:
    """Runs lines in a real shell whose docker and podman note the words they are given."""

    def __init__(self, place: Path, argv: list[str]) -> None:
        self._argv = argv
        self._place = place
        for tool in ("docker", "podman", "skopeo"):
            program = place / tool
            program.write_text(
                f'#!/bin/sh\nprintf \'%s\\0\' {tool} "$#" "$@" >> {place}/said\n'
                '[ "$1" = create ] && echo 0id\n:\n'
            )
            program.chmod(0o755)

    def run(self, commands: list[str]) -> list[list[str]]:
        """The words of each call."""
        script = self._place / "script"
        script.write_bytes("\n".join(commands).encode("utf-8", "surrogateescape"))
        env = {"PATH": f"{self._place}:{os.environ['PATH']}", "HOME": "/", "LC_ALL": "C.UTF-8"}
        subprocess.run([*self._argv, script], env=env, cwd=self._place, check=True)
        said = (self._place / "said").read_bytes().decode("utf-8", "surrogateescape")
        words, calls = said.split("\0")[:-1], []
        while words:
            count = int(words[1])
            calls.append([words[0], *words[2 : 2 + count]])
            del words[: 2 + count]
        return calls


@pytest.fixture(params=["/bin/sh", "bash", "busybox"])
def shell(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Shell, list[str]]:
    name: str = request.param
    argv = [name, "sh"] if name == "busybox" else [name]
    if not shutil.which(name):
        pytest.skip(f"{name} is not installed")
    knows_dollar = b"a\nb" in subprocess.run(
        [*argv, "-c", "printf %s $'a\\nb'"], capture_output=True, check=True
    ).stdout  # fmt: skip
    assert knows_dollar or name == "/bin/sh"
    return Shell(tmp_path, argv), [*NASTY, *(UNSEEN if knows_dollar else ())]


def end_of(*operands: str) -> list[str]:
    """Operands as they are given: after a mark if one looks like an option."""
    return ["--", *operands] if any(one.startswith("-") for one in operands) else [*operands]


def posix_cases(tool: str, odd: str) -> list[tuple[str, list[list[str]]]]:
    """Each line that holds `odd` somewhere, and the calls that it means."""
    dialect = Dialect(tool)
    is_docker = dialect is Dialect.DOCKER
    docker_form = ExportRequest((odd, "b:1"), f"/x/{odd}", ArchiveForm.DOCKER_ARCHIVE)
    forms = [] if is_docker else ["--format", "docker-archive", "--multi-image-archive"]
    one_form = [] if is_docker else ["--format", "oci-archive"]
    plain = [] if is_docker else ["--tls-verify=false"]
    local = image_name(odd)
    pushed = (
        [["docker", "tag", *end_of(local, f"r/{odd}")], ["docker", "push", f"r/{odd}"]]
        if is_docker
        else [["podman", "push", "--tls-verify=false", *end_of(local, f"r/{odd}")]]
    )
    label = "".join("\\" + char if is_docker and char in '"\\$' else char for char in odd)
    imported = ImportRequest(f"/x/{odd}", name="os", publisher=odd or "p", version="1")
    return [
        (lines.import_images(dialect, ImportRequest(odd)), [[tool, "load", "--input", odd]]),
        (lines.import_images(dialect, imported), [
            [tool, "import", "--change",
             f'LABEL org.opencontainers.image.vendor="{label or "p"}"', f"/x/{odd}", "os:1"]]),
        (lines.export_images(dialect, docker_form), [
            [tool, "save", *forms, "--output", f"/x/{odd}", *end_of(local, "b:1")]]),
        (lines.export_images(dialect, ExportRequest((odd,), odd)), [
            [tool, "save", *one_form, "--output", odd, *end_of(local)]]),
        (lines.pull(dialect, PullRequest(odd, PLAIN)), [[tool, "pull", *plain, *end_of(odd)]]),
        (lines.pull(dialect, PullRequest("a:1", local_reference=odd), platform="linux/arm64"), [
            [tool, "pull", "--platform", "linux/arm64", "a:1"],
            *([[tool, "tag", *end_of("a:1", local)]] if odd else [])]),
        (lines.push(dialect, PushRequest(odd, f"r/{odd}", PLAIN)), pushed),
        (lines.push(dialect, PushRequest(local, local)), [[tool, "push", *end_of(local)]]),
        (lines.look_at_remote(dialect, odd, PLAIN), [
            [tool, "manifest", "inspect", "--insecure", *end_of(odd)] if is_docker
            else ["skopeo", "inspect", "--tls-verify=false", f"docker://{odd}"]]),
        (lines.look_at_remote(dialect, odd), [[tool, "manifest", "inspect", *end_of(odd)]]),
        (lines.login(dialect, odd, Login(odd, "secret")), [
            [tool, "login", *(["--username", odd] if odd else []), *end_of(odd)]]),
        (lines.logout(dialect, odd), [[tool, "logout", *end_of(odd)]]),
        (lines.search(dialect, "docker.io", odd), [
            [tool, "search", *end_of(odd)] if is_docker else [tool, "search", f"docker.io/{odd}"]]),
        (lines.tags(dialect, odd, PLAIN), [] if is_docker else [
            [tool, "search", "--list-tags", "--limit", "1000", "--tls-verify=false",
             *end_of(odd)]]),
        (lines.search(dialect, f"h/{odd}", odd), [] if is_docker else [
            [tool, "search", f"h/{odd}/{odd}"]]),
        (lines.export_layer(dialect), []),
        (lines.export_files(dialect, odd, odd, "/x", is_top=False), []),
    ]  # fmt: skip


@pytest.mark.parametrize("tool", ["docker", "podman"])
def test_shells_give_programs_exactly_these_words(
    shell: tuple[Shell, list[str]], tool: str
) -> None:
    commands, expected = [], []
    for odd in shell[1]:
        for line, calls in posix_cases(tool, odd):
            assert "\n" not in line
            assert line.isprintable()
            commands.append(line)
            expected += calls
    assert len(commands) > 400
    assert shell[0].run(commands) == expected


@pytest.mark.parametrize("tool", ["docker", "podman"])
def test_files_come_out_of_a_container_that_goes_again(
    shell: tuple[Shell, list[str]], tool: str, tmp_path: Path
) -> None:
    place, commands, expected = tmp_path / "files", [], []
    place.mkdir()
    named = [odd for odd in shell[1] if odd not in ("", ".") and "/" not in odd]
    for odd in named:
        path = f"{place}/{odd}"
        commands.append(lines.export_files(Dialect(tool), odd, f"etc/{odd}", path))
        expected += [
            [tool, "create", *end_of(image_name(odd), "true")],
            [tool, "cp", f"0id:/etc/{odd}", "-"],
            [tool, "rm", "0id"],
        ]
        commands.append(lines.export_files(Dialect(tool), "a:1", "", path))
        expected += [[tool, "create", "a:1", "true"], [tool, "export", "0id"], [tool, "rm", "0id"]]
    assert shell[0].run(commands) == expected
    assert sorted(os.listdir(place)) == sorted(named)


# --- PowerShell -------------------------------------------------------------------------------

_QUOTES = "'\u2018\u2019\u201a\u201b"
_BARE = re.compile(r"[\w.:/\\-]+")


def powershell_commands(line: str) -> list[list[str]]:
    """Words of each command, by about_Quoting_Rules and about_Parsing: no more than is written.

    Raises ValueError for anything that PowerShell would look into.
    """
    commands: list[list[str]] = [[]]
    at = 0
    while at < len(line):
        if line[at] in " ;":
            if line[at] == ";":
                commands.append([])
            at += 1
            continue
        if line[at] == "#":
            break
        if line[at] == "(":
            word, at = _expression(line, at + 1)
            commands[-1].append(word)
        elif line[at] in _QUOTES:
            word, at = _string(line, at)
            commands[-1].append(word)
        else:
            found = _BARE.match(line, at)
            if found is None:
                raise ValueError(line[at:])
            commands[-1].append(found[0])
            at = found.end()
        if at < len(line) and line[at] not in " ;":
            raise ValueError(line[at:])
    return [one for one in commands if one]


def _string(line: str, at: int) -> tuple[str, int]:
    if line[at] not in _QUOTES:
        raise ValueError(line[at:])
    text, at = "", at + 1
    while line[at] not in _QUOTES or line[at + 1 : at + 2] in tuple(_QUOTES):
        at += line[at] in _QUOTES
        text += line[at]
        at += 1
    return text, at + 1


def _expression(line: str, at: int) -> tuple[str, int]:
    text = ""
    while True:
        number = re.compile(r"\[string\]\[char\]0x([0-9a-f]+)").match(line, at) or re.compile(
            r"\[char\]::ConvertFromUtf32\(0x([0-9a-f]+)\)"
        ).match(line, at)
        if number:
            text, at = text + chr(int(number[1], 16)), number.end()
        else:
            part, at = _string(line, at)
            text += part
        if line[at] == ")":
            return text, at + 1
        if line[at : at + 3] != " + ":
            raise ValueError(line[at:])
        at += 3


@pytest.mark.parametrize("odd", [*NASTY, *UNSEEN])
def test_powershell_gives_exactly_these_words(odd: str) -> None:
    shell = Dialect.POWERSHELL
    several = ExportRequest(("a:1.0", f"b:{odd}" if ":" not in odd else "b:1"), odd)
    cases = [
        (lines.import_images(shell, ImportRequest(odd)), [["Import-ContainerImage", "-Path", odd]]),
        (lines.pull(shell, PullRequest(odd, PLAIN)), [["docker", "pull", *end_of(odd)]]),
        (lines.push(shell, PushRequest(odd, "r/a:1")), [
            ["docker", "tag", *end_of(image_name(odd), "r/a:1")], ["docker", "push", "r/a:1"]]),
        (lines.login(shell, odd, Login(odd)), [
            ["docker", "login", *(["--username", odd] if odd else []), *end_of(odd)]]),
        (lines.logout(shell, odd), [["docker", "logout", *end_of(odd)]]),
        (lines.search(shell, "docker.io", odd), [["docker", "search", *end_of(odd)]]),
        (lines.look_at_remote(shell, odd), [["docker", "manifest", "inspect", *end_of(odd)]]),
        (lines.tags(shell, odd), []),
        (lines.search(shell, odd, odd), []),
        (lines.export_layer(shell), []),
        (lines.export_files(shell, odd, odd, odd), []),
        (lines.import_images(shell, ImportRequest(odd, name="n")), []),
    ]  # fmt: skip
    for line, commands in cases:
        assert powershell_commands(line) == commands, line
        assert line.isprintable()
    first, second = powershell_commands(lines.export_images(shell, several))
    assert first == ["Export-ContainerImage", "-Name", "a", "-Version", "1.0", "-Path", odd]
    assert second[:3] == ["Export-ContainerImage", "-Name", "b"]
    assert second[-1] == odd


def test_the_tokenizer_would_see_a_word_that_gets_out() -> None:
    for line in ("a $x", "a 'b'c", "a ('b' + $x)", "a b`n", "a @x"):
        with pytest.raises(ValueError, match=r"^[$c`@]"):
            powershell_commands(line)
    assert powershell_commands("a 'it''s' ‘x’; b # c") == [["a", "it's", "x"], ["b"]]


# --- what else ---------------------------------------------------------------------------------


def test_words_stay_readable() -> None:
    assert shell_word("it's\n") == "$'it\\'s\\n'"
    assert shell_word("é\x1b") == "$'é\\033'"
    assert powershell_word("a\nb") == "('a' + [string][char]0xa + 'b')"
    assert lines.pull(Dialect.PODMAN, PullRequest("h:5000/a:1", PLAIN)) == (
        "podman pull --tls-verify=false h:5000/a:1"
    )
    assert lines.pull(Dialect.POWERSHELL, PullRequest("-a")) == "docker pull -- -a"


@pytest.mark.parametrize("dialect", Dialect)
def test_secrets_are_in_no_line(dialect: Dialect) -> None:
    access = RegistryAccess(Login("me", "SECRET", "TOKEN"))
    for line in (
        lines.login(dialect, "r", access.login, access),
        lines.pull(dialect, PullRequest("r/a:1", access)),
        lines.push(dialect, PushRequest("a:1", "r/a:1", access)),
        lines.search(dialect, "r", "a", access),
        lines.tags(dialect, "r/a", access),
        lines.look_at_remote(dialect, "r/a:1", access),
    ):
        assert "SECRET" not in line
        assert "TOKEN" not in line


def test_podman_has_no_archive_of_several_images_in_the_oci_form() -> None:
    line = lines.export_images(Dialect.PODMAN, ExportRequest(("a:1", "b:1"), "/x"))
    assert line == "# podman writes only one image into an OCI archive"


@pytest.mark.parametrize("dialect", POSIX)
def test_an_offer_is_a_registry_with_the_images_in_it(dialect: Dialect, tmp_path: Path) -> None:
    tool = dialect.value
    request = ServeRequest(("Web:1",), port=0, address="127.0.0.1")
    line = lines.serve(dialect, request, [("Web:1", "web:1")])
    calls = Shell(tmp_path, ["/bin/sh"]).run([line])
    image = "docker.io/library/registry:2"
    assert calls[0] == [tool, "run", "--detach", "--publish", "127.0.0.1:5000:5000", image]
    there = "localhost:5000/web:1"
    assert calls[1:] == (
        [["docker", "tag", "web:1", there], ["docker", "push", there]]
        if dialect is Dialect.DOCKER
        else [["podman", "push", "--tls-verify=false", "web:1", there]]
    )
    everywhere = lines.serve(dialect, ServeRequest(("a:1",), port=8080))
    assert "--publish 8080:5000" in everywhere
    assert everywhere.endswith("localhost:8080/a:1")


def test_in_a_dialog_each_command_stands_by_itself_and_a_comment_is_dim() -> None:
    line = lines.push(Dialect.DOCKER, PushRequest("a:1", "r/a:1"))
    spans = command_spans(line, Dialect.DOCKER)
    assert [words for words, look in spans if look == "terminal_blue"] == [
        "docker tag", "docker push",
    ]  # fmt: skip
    comment = lines.export_layer(Dialect.DOCKER)
    assert command_spans(comment, Dialect.DOCKER) == [(comment, "terminal_dim")]
    odd = "it's && \n"
    assert words_of(lines.logout(Dialect.DOCKER, odd)) == ["docker", "logout", shell_word(odd)]


def test_docker_loads_no_folder_but_what_is_packed_on_the_way() -> None:
    request = ImportRequest("/images/a layout")
    form = ArchiveForm.OCI_LAYOUT
    line = lines.import_images(Dialect.DOCKER, request, form)
    assert line == "tar --create --directory '/images/a layout' . | docker load"
    podman = lines.import_images(Dialect.PODMAN, request, form)
    assert podman == "podman load --input '/images/a layout'"
