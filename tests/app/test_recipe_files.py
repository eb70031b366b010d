"""The person's own recipes beside those that come with the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recipe_files import (
    all_recipes,
    find_recipe,
    is_own,
    keep_recipe,
    remove_recipe,
    save_recipe,
)
from core.errors import FileAccessError, RecipeError
from core.recipe import recipe_from_commands


def test_ones_own_are_kept_found_and_removed(tmp_path: Path) -> None:
    own = tmp_path / "recipes"
    made = recipe_from_commands("greeting", "Greeting", "app", ["echo hello > /greeting"])
    first, second = keep_recipe(made, own), keep_recipe(made, own)
    assert [first.key, second.key] == ["greeting", "greeting-2"]
    assert {"greeting", "greeting-2", "web-server"} <= {one.key for one in all_recipes(own)[0]}
    assert is_own(first, own)
    assert not is_own(find_recipe("web-server", own), own)
    assert find_recipe("greeting", own).ways == made.ways
    remove_recipe(first, own)
    with pytest.raises(RecipeError, match="there is no such recipe"):
        find_recipe("greeting", own)


def test_one_of_the_same_name_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    made = recipe_from_commands("python", "My Python", "runtime", ["true"])
    save_recipe(made, tmp_path / "python.toml")
    assert find_recipe("python", tmp_path).title == "My Python"
    assert is_own(made, tmp_path)


def test_a_broken_one_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("format = 9")
    recipes, wrong = all_recipes(tmp_path)
    assert "web-server" in {one.key for one in recipes}
    assert [error.recipe for error in wrong] == ["broken"]
    with pytest.raises(RecipeError, match="its format is 9"):
        find_recipe("broken", tmp_path)


def test_a_recipe_with_files_is_kept_with_them(tmp_path: Path) -> None:
    web = find_recipe("web-server", tmp_path)
    kept = keep_recipe(web, tmp_path)
    assert kept.key == "web-server-2"
    assert (tmp_path / "web-server-2.zip").is_file()
    assert dict(kept.files) == dict(web.files)


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    made = recipe_from_commands("a", "A", "app", ["true"])
    with pytest.raises(FileAccessError):
        keep_recipe(made, tmp_path / "file" / "recipes")
    with pytest.raises(FileAccessError):
        save_recipe(made, tmp_path / "none" / "a.toml")
