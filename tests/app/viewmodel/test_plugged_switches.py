from __future__ import annotations

from dataclasses import replace

from app.viewmodel.open_brick import PluggedSwitch
from app.viewmodel.session import Session
from app.viewmodel.wall import Wall, build_wall
from core.model import Container, Repository, Switch
from tests.app.viewmodel.test_placement import BASE, a_container

EMPTY = Switch("empty", "", is_named=True)
CLASS = Switch("class", "", is_named=True)
WEB = Switch("web", "", is_named=True, has_outside=True)
SWITCHES = (Switch("none", ""), Switch("host", ""), EMPTY, CLASS, WEB)


def plugged(name: str, switch: str, address: str = "") -> Container:
    return replace(a_container(name, BASE), switch=switch, address=address)


CONTAINERS = (
    plugged("a", "class", "10.88.1.2"), plugged("b", "web"), plugged("c", "class"),
    plugged("d", "host"), plugged("e", "none"),
)  # fmt: skip


def the_wall(switches: tuple[Switch, ...] = SWITCHES) -> Wall:
    return build_wall(Repository("/r", (BASE,), CONTAINERS), switches=switches)


def test_only_switches_of_the_person_with_containers_are_shown() -> None:
    assert the_wall().switches == (
        PluggedSwitch("class", False, ("a", "c"), 1),
        PluggedSwitch("web", True, ("b",), 2),
    )


def test_a_switch_keeps_its_number_when_another_is_left_empty() -> None:
    (alone,) = build_wall(Repository("/r", (BASE,), CONTAINERS[1:2]), switches=SWITCHES).switches
    assert (alone.name, alone.number) == ("web", 2)


def test_open_bricks_know_their_switch() -> None:
    a, b, _c, d, e = the_wall().open_bricks
    assert (a.switch, a.switch_number, a.plug) == ("class", 1, "class · 10.88.1.2")
    assert (b.switch, b.switch_number, b.plug) == ("web", 2, "web")
    assert (d.switch, d.switch_number, d.plug) == ("host", None, "host")
    assert (e.switch, e.switch_number, e.plug) == ("", None, "")
    assert a.height > e.height == d.height, "one more line for the name of the switch"


def test_a_switch_that_is_not_known_yet_is_words_only() -> None:
    wall = the_wall(())
    assert wall.switches == ()
    assert [brick.switch_number for brick in wall.open_bricks] == [None] * 5
    assert "plugged into class · 10.88.1.2" in wall.open_bricks[0].as_sentence


def test_screen_readers_are_told() -> None:
    rows = the_wall().as_text_rows()
    assert rows[-5:] == (
        "Switch class, private, 2 containers", "  a", "  c",
        "Switch web, outside, 1 container", "  b",
    )  # fmt: skip


def test_names_of_strangers_do_no_harm() -> None:
    wicked = Switch("x\u202ey", "", is_named=True)
    repository = Repository("/r", (BASE,), (plugged("a", wicked.name),))
    (switch,) = build_wall(repository, switches=(wicked,)).switches
    assert "\u202e" not in switch.as_sentence
    assert switch.container_ids == ("a",)


def test_the_session_shows_switches_as_soon_as_it_is_told_of_them() -> None:
    session = Session()
    session.set_repository(Repository("/r", (BASE,), CONTAINERS))
    assert session.wall.switches == ()
    told: list[int] = []
    session.wall_changed.connect(lambda: told.append(len(session.wall.switches)))
    session.set_switches(SWITCHES)
    assert told == [2]
    session.set_switches(SWITCHES)
    session.set_switches((*SWITCHES, Switch("another", "", is_named=True)))
    assert told == [2], "an empty switch is nothing to draw"
    session.set_switches(())
    assert told == [2, 0]
