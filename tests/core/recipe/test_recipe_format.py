"""Recipe files are read strictly, and written so that they read the same."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.recipe_files import all_recipes
from core.errors import RecipeError
from core.localized import LocalizedText
from core.model import CommandChanges, CommandRun
from core.recipe import (
    CopyStep,
    Recipe,
    RunStep,
    WriteStep,
    load_recipe,
    pack_recipe,
    parse_recipe,
    recipe_from_commands,
    write_recipe,
)
from core.recipe.writing import repeatable_lines

SMALL = """
format = 1
name = { en = "Small", de = "Klein" }
summary = "S"
role = "app"
[[parameters]]
key = "what"
kind = "text"
title = "What"
default = "x"
[[parameters]]
key = "mine"
kind = "folder"
title = "Mine"
[[ways]]
package_manager = "any"
programs = ["true"]
[[ways.steps]]
run = 'echo "$what"'
[[ways.steps]]
copy = "mine"
to = "/srv/{{what}}/"
[[ways.steps]]
write = "/etc/{{what}}"
text = "{{what}}"
mode = "0600"
"""


def test_a_recipe_is_read() -> None:
    recipe = parse_recipe(SMALL, key="small")
    assert recipe.name == LocalizedText("Small", (("de", "Klein"),))
    (way,) = recipe.ways
    assert way.package_manager == ""
    assert way.programs == ("true",)
    assert not way.needs_network
    assert way.steps == (
        RunStep('echo "$what"'),
        CopyStep("mine", "/srv/{{what}}/"),
        WriteStep("/etc/{{what}}", "{{what}}", mode=0o600),
    )
    assert recipe.asks  # a folder has to be chosen


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("format = 1", "format = 7", "format is 7"),
        ("format = 1", "format = ", "no TOML"),
        ("format = 1", "format = 1\ncolour = 2", "unknown key “colour”"),
        ('role = "app"', 'role = "hat"', "role is 'hat'"),
        ('role = "app"', 'role = "os"', "have a base"),
        ('en = "Small", ', "", "“name” of the recipe: it has no English text"),
        ('summary = "S"', 'summary = ""', "“summary” of the recipe"),
        ('key = "mine"', 'key = "what"', "two parameters are called “what”"),
        ('key = "mine"', 'key = "no_proxy"', "“no_proxy” of parameter 2 is no key"),
        ('key = "mine"', 'key = "PATH"', "“PATH” of parameter 2 is no key"),
        ('kind = "text"', 'kind = "hat"', "kind = 'hat'"),
        ('kind = "text"', 'kind = "choice"', "must have options"),
        ('default = "x"', 'pattern = "("', "pattern of parameter 1 is none"),
        ('default = "x"', 'pattern = "(?=a)"', "pattern of parameter 1 is none"),
        ('default = "x"', "default = 3", "“default” of parameter 1 must be a text"),
        ('default = "x"', 'optional = "yes"', "must be true or false"),
        ('package_manager = "any"', 'package_manager = "hat"', "way 1 is for 'hat'"),
        ('programs = ["true"]', 'programs = ["a/b"]', "“programs” of way 1"),
        ("run = 'echo", "walk = 'echo", "step 1 of way 1 must have one of"),
        ('echo "$what"', "echo {{what}}", "write it as a variable"),
        ('copy = "mine"', 'copy = "what"', "kind folder or file"),
        ("/srv/{{what}}/", "/srv/{{hat}}/", "wants the value {{hat}}"),
        ('text = "{{what}}"', 'file = "a.txt"', "“a.txt”, which is not beside it"),
        ('text = "{{what}}"', 'text = ""\nvalue = "what"', "one of text, file, value"),
        ('mode = "0600"', 'mode = "rwx"', "no mode"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, named: str) -> None:
    assert old in SMALL
    with pytest.raises(RecipeError) as caught:
        parse_recipe(SMALL.replace(old, new, 1), key="small")
    assert named in str(caught.value)
    assert str(caught.value).startswith("Recipe “small” cannot be used: ")


def test_shipped_recipes_are_whole_and_in_two_languages(tmp_path: Path) -> None:
    recipes, wrong = all_recipes(tmp_path)
    assert not wrong
    keys = [recipe.key for recipe in recipes]
    assert keys[:2] == ["web-server", "python"]
    assert {"folder", "configuration"} <= set(keys)
    for recipe in recipes:
        texts = [recipe.summary, *(one.title for one in recipe.parameters)]
        texts += [one.hint for one in recipe.parameters if one.hint]
        texts += [step.title for way in recipe.ways for step in way.steps if step.title]
        assert all("de" in text.languages() for text in texts), recipe.key
        assert not recipe.asks or recipe.parameters


def test_what_is_written_reads_as_the_same(tmp_path: Path) -> None:
    odd = parse_recipe(SMALL.replace('"x"', r'"a\"b\\c\u007f ü\n"'), key="small")
    for recipe in (odd, *all_recipes(tmp_path)[0]):
        text = write_recipe(recipe)
        assert parse_recipe(text, key=recipe.key, files=recipe.files) == recipe


def with_file() -> Recipe:
    text = SMALL.replace('text = "{{what}}"', 'file = "a.bin"')
    return parse_recipe(text, key="small", files={"a.bin": b"\x00\xff"})


def test_a_recipe_with_files_is_handed_round_as_one_file(tmp_path: Path) -> None:
    recipe = with_file()
    pack_recipe(write_recipe(recipe), dict(recipe.files), tmp_path / "small.zip")
    assert load_recipe(tmp_path / "small.zip") == recipe
    assert [path.name for path in tmp_path.iterdir()] == ["small.zip"]


def test_a_folder_packed_as_a_whole_reads_too(tmp_path: Path) -> None:
    recipe = with_file()
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        archive.writestr("small/recipe.toml", write_recipe(recipe))
        archive.writestr("small/a.bin", b"\x00\xff")
    assert load_recipe(tmp_path / "small.zip") == recipe


@pytest.mark.parametrize("name", ["../../evil", "a/b/c"])
def test_a_packed_one_with_odd_names_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        archive.writestr("recipe.toml", SMALL)
        archive.writestr(name, b"x")
    with pytest.raises(RecipeError, match="which no recipe has"):
        load_recipe(tmp_path / "small.zip")


def test_one_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "small.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("recipe.toml", SMALL)
        archive.writestr("zeros", bytes(17 << 20))
    with pytest.raises(RecipeError, match="larger than 16 megabytes"):
        load_recipe(tmp_path / "small.zip")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("gone.toml", None, "no such recipe"),
        ("bad.zip", b"no archive", "cannot be read"),
        ("latin.toml", b"\xff\xfe", "not UTF-8"),
        ("large.toml", b"#" * (1 << 20) + b"#", "larger than one megabyte"),
    ],
)
def test_what_is_no_recipe_says_why(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RecipeError, match=reason):
        load_recipe(tmp_path / name)


def test_commands_that_were_run_make_a_recipe() -> None:
    recipe = recipe_from_commands("mine", "Mine", "app", ["apt-get install -y jq", "echo 'a\"b'"])
    (way,) = recipe.ways
    assert way.package_manager == "apt"
    assert way.needs_network
    assert parse_recipe(write_recipe(recipe), key="mine") == recipe


@pytest.mark.parametrize(
    ("lines", "reason"),
    [([], "no command"), (["echo a…"], "not known in full"), (["echo {{a}}"], "“{{”")],
)
def test_commands_that_cannot_be_repeated_make_none(lines: list[str], reason: str) -> None:
    with pytest.raises(RecipeError, match=reason):
        recipe_from_commands("mine", "Mine", "app", lines)


def test_of_a_recording_what_worked_and_changed_something_is_taken() -> None:
    def run(text: str, exit_code: int | None = 0, **more: object) -> CommandRun:
        return CommandRun(text, datetime.now(UTC), 0.1, exit_code, **more)  # type: ignore[arg-type]

    runs = [
        run("mkdir /a", changes=CommandChanges(added=1)),
        run("ls", changes=CommandChanges()),
        run("false", 1),
        run("sleep 9", None, was_cancelled=True),
        run("touch /b"),
    ]
    assert repeatable_lines(runs) == ("mkdir /a", "touch /b")


def test_a_member_without_a_name_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"")
    with pytest.raises(RecipeError):
        load_recipe(tmp_path / "odd.zip")


def test_a_damaged_archive_is_refused_wherever_it_is_damaged(tmp_path: Path) -> None:
    whole = tmp_path / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("recipe.toml", "format = 1\n" + "# nothing\n" * 200)
    content, damaged = whole.read_bytes(), tmp_path / "damaged.zip"
    for at in range(0, len(content), 3):
        damaged.write_bytes(content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
        with pytest.raises(RecipeError):
            load_recipe(damaged)
