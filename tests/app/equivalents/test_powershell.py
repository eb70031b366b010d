"""The cmdlets, word for word: by a strict reader of our own (see powershell_words), since no
PowerShell is at hand. Names with quotes, dollars, backticks, blanks, line ends and typographic
quotes come out as they went in.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.viewmodel import (
    equivalents,
    image_equivalents,
    inside_equivalents,
    rework_equivalents,
)
from app.viewmodel.dialects import Dialect
from app.viewmodel.scripts import ScriptTool, container_script, image_script, session_script
from app.viewmodel.work_log import Deed
from core.model import (
    BaseImageRequest,
    CommandRun,
    Container,
    ContainerState,
    Image,
    ImageConfigSummary,
    ImageHistoryEntry,
    Layer,
    Limits,
    NewContainer,
    Volume,
)
from tests.app.equivalents.powershell_words import commands_of
from tests.app.viewmodel.test_travel_equivalents import NASTY, UNSEEN

SHELL = Dialect.POWERSHELL
WHEN = datetime(2026, 1, 1, tzinfo=UTC)
ODD = [one for one in (*NASTY, *UNSEEN) if one]


def an_image(name: str, levels: int, created_by: str, version: str = "1.0") -> Image:
    layers = tuple(
        Layer(f"sha256:{level}", f"chain-{level}", f"sha256:{level}", "tar", 1)
        for level in range(levels)
    )
    history = tuple(
        ImageHistoryEntry(WHEN, created_by if level else "starter", "P", "", False)
        for level in range(levels)
    )
    return Image(f"{name}:{version}", name, "O'Neil", version, "sha256:m", "sha256:i", layers,
                 history)  # fmt: skip


def a_container(name: str) -> Container:
    return Container("id", name, "Web:1.0", "sha256:m", "chain-1", "none",
                     ContainerState.RUNNING, WHEN)  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_each_word_comes_out_as_it_went_in(odd: str) -> None:
    name = odd.replace(":", "").replace("@", "")  # they mean something in a reference
    request = NewContainer(odd, f"{name}:1.0", odd, volumes=(Volume(odd, odd, True),))
    image = ["-ContainerImageName", name, "-ContainerImageVersion", "1.0"] if name else []
    cases: list[tuple[str, list[list[object]]]] = [
        (equivalents.new_container(SHELL, request), [
            ["New-Container", "-Name", odd, *image, "-SwitchName", odd],
            ["Add-ContainerSharedFolder", "-ContainerName", odd, "-SourcePath", odd,
             "-DestinationPath", odd, "-AccessMode", "ReadOnly"],
            ["Start-Container", "-Name", odd]]),
        (equivalents.snapshot(SHELL, odd, odd, odd, odd, odd), [
            ["New-ContainerImage", "-ContainerName", odd, "-Name", odd, "-Publisher", odd,
             "-Version", odd]]),
        (equivalents.container_verb(SHELL, "rm", odd), [
            ["Remove-Container", "-Name", odd, "-Force"]]),
        (equivalents.execute(SHELL, odd, f"echo '{odd}' }}"), [
            ["Invoke-Command", "-ContainerName", odd, "-RunAsAdministrator",
             (("sh", "-c", f"echo '{odd}' }}"),)]]),
        (equivalents.shell_in(SHELL, odd), [
            ["Enter-PSSession", "-ContainerName", odd, "-RunAsAdministrator"]]),
        (image_equivalents.remove_image(SHELL, f"{name}:2.0"), [
            ["Get-ContainerImage", "-Name", name, "-Version", "2.0"],
            ["Remove-ContainerImage", "-Force"]]),
        (inside_equivalents.set_limits(SHELL, odd, Limits(cpus=1.0), 4), [
            ["Set-ContainerProcessor", "-ContainerName", odd, "-Maximum", "25"]]),
        (inside_equivalents.signal_process(SHELL, odd, 12, "KILL"), [
            ["Invoke-Command", "-ContainerName", odd, "-RunAsAdministrator",
             (("Stop-Process", "-Id", "12", "-Force"),)]]),
    ]  # fmt: skip
    for line, commands in cases:
        assert line.isprintable()
        if name:
            assert commands_of(line) == commands, line


@pytest.mark.parametrize("odd", ODD)
def test_scripts_hold_what_was_typed_and_no_more(odd: str) -> None:
    text = f"echo {odd}".strip()
    upper = an_image("Web", 3, text)
    lower = an_image("Server Core", 1, "")
    script = image_script(upper, (lower, upper), ScriptTool.POWERSHELL)
    blocks = []
    for line in script.splitlines():
        if line.startswith("$ErrorActionPreference"):
            continue
        for command in commands_of(line):
            blocks += [word for word in command if isinstance(word, tuple)]
    assert blocks == [(("sh", "-c", text),)] * 2
    run = CommandRun(text, WHEN, 1.0, 0)
    made = container_script(a_container(odd), ImageConfigSummary(), (run,), ScriptTool.POWERSHELL)
    last = commands_of(made.splitlines()[-1])
    assert last[0][:3] == ["Invoke-Command", "-ContainerName", odd]


def test_what_no_cmdlet_does_is_said_in_a_comment() -> None:
    container = replace(a_container("web"), marks=())
    request = BaseImageRequest("starter", "Base", "P", "1")
    for line in (
        equivalents.container_verb(SHELL, "pause", "web"),
        equivalents.rename_container(SHELL, "web", "site"),
        inside_equivalents.copy_in(SHELL, "web", ["/a"]),
        inside_equivalents.copy_out(SHELL, "web", ["a"], "/"),
        inside_equivalents.mark(SHELL, "web", "x"),
        inside_equivalents.roll_back(SHELL, container, ImageConfigSummary(), "x"),
        inside_equivalents.set_limits(SHELL, "web", Limits(memory_bytes=1)),
        inside_equivalents.follow_log(SHELL, "web"),
        inside_equivalents.look_at_changes(SHELL, "web"),
        image_equivalents.make_base_image(SHELL, request),
        image_equivalents.tag(SHELL, "a:1", "b:1"),
        image_equivalents.compare(SHELL, "a:1", "b:1"),
        rework_equivalents.squash(SHELL, "a:1", "b:1", (1, 2), 2),
        rework_equivalents.rebase(SHELL, "a:1", "b\n:1", ("x",)),
    ):
        assert line.startswith("# ")
        assert commands_of(line) == []
        assert line.isprintable()


def test_a_session_waits_for_nobody() -> None:
    deeds = [
        Deed("open_terminal", lambda d: equivalents.shell_in(d, "web"), is_looking=True),
        Deed("x", lambda _d: "# no cmdlet pauses a container"),
    ]
    script = session_script(deeds, ScriptTool.POWERSHELL)
    assert [commands_of(line) for line in script.splitlines()[2:]] == [[], [], []]
    assert "# Enter-PSSession" in script


def test_the_reader_would_see_what_gets_out() -> None:
    for line in ("a $x", "a 'b'c", "a ('b' + $x)", "a b`n", "a @x", "a { b", "a }", 'a "b"', "a 'b",
                 "a (b)", "a $(x)", "a & b", "a > b"):  # fmt: skip
        with pytest.raises(ValueError, match=r"."):
            commands_of(line)
    assert commands_of("$image = a ‘it''s’ { b; c } | d # e") == [
        ["$image", "=", "a", "it's", (("b",), ("c",))], ["d"],
    ]  # fmt: skip
