"""The sizes of layers, and the boxes of the pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.catalog.repository_sizes import StoredImage, StoredLayer, size_map_of_repository
from core.catalog.sizes import layer_sizes, size_map_of_image, size_map_of_layer
from core.catalog.stack import StackTree
from core.catalog.waste import wasted_rows
from core.errors import FileNotThereError
from core.model import LayerSizes, SizeNode
from tests.core.catalog.layer_samples import SampleLayer
from tests.corpus.tar_bytes import directory, file, hardlink


def f(name: bytes, size: int, fill: bytes = b"x") -> bytes:
    return file(name, fill * size)


def stack_of(*layers: tuple[bytes, ...]) -> StackTree:
    return StackTree([SampleLayer(*entries).table for entries in layers])


# --- sizes ------------------------------------------------------------------------------------


def test_the_four_sizes_and_the_three_of_the_stack() -> None:
    layers = (
        (f(b"a", 1000), hardlink(b"b", b"a"), directory(b"d")),
        (file(b".wh.a"), file(b".wh.b")),
        (f(b"a", 100), f(b"a", 30)),
    )
    stack = stack_of(*layers)
    found = [layer_sizes(stack, level, blob_bytes=77, is_shared=level == 0) for level in range(3)]
    tars = [sum(map(len, entries)) + 1024 for entries in layers]
    assert found == [
        LayerSizes(1000, tars[0], 77, 0, 1000, 1000),
        LayerSizes(0, tars[1], 77, 77, -1000, 0),
        LayerSizes(130, tars[2], 77, 77, 30, 30),
    ]


# --- boxes of directories ---------------------------------------------------------------------


def boxes_of(node: SizeNode) -> dict[str, int]:
    return {child.key: child.size_bytes for child in node.children}


def everywhere(node: SizeNode) -> Iterator[SizeNode]:
    yield node
    for child in node.children:
        yield from everywhere(child)


def check_sums(root: SizeNode, limit: int) -> None:
    """No byte twice, none lost, and not too many boxes."""
    assert sum(1 for _node in everywhere(root)) - 1 <= limit + 1 + len(root.children)
    for node in everywhere(root):
        if node.children:
            assert sum(child.size_bytes for child in node.children) == node.size_bytes
            assert sum(child.files for child in node.children) == node.files
            assert sum(child.wasted_bytes for child in node.children) == node.wasted_bytes
            sizes = [child.size_bytes for child in node.children if child.key]
            assert sizes == sorted(sizes, reverse=True)
        assert all(len(child.children) == 0 for box in node.children for child in box.children) or (
            node is root
        )


NGINX = (
    *(f(b"var/lib/apt/lists/list%d" % n, 1940) for n in range(10)),
    f(b"var/cache/apt/archives/a.deb", 11900),
    *(f(b"usr/lib/nginx/modules/%d.so" % n, 1360) for n in range(10)),
    f(b"usr/share/perl/5.36/x.pm", 4200), f(b"usr/share/perl/5.36/y.pm", 2000),
    f(b"usr/share/doc/a", 3100), f(b"usr/sbin/nginx", 1400),
    f(b"var/lib/dpkg/status", 1700), f(b"etc/nginx/nginx.conf", 61), f(b"etc/motd", 1),
)  # fmt: skip


def test_directories_that_say_most_have_boxes() -> None:
    stack = stack_of(NGINX)
    wasted, _cause = wasted_rows(stack)
    root = size_map_of_layer(stack, 0, wasted, chain_id="chain")
    check_sums(root, 60)
    assert boxes_of(root) == {
        "var/lib/apt/lists": 19400, "usr/lib/nginx/modules": 13600,
        "var/cache/apt/archives/a.deb": 11900, "usr/share/perl/5.36": 6200,
        "usr/share/doc/a": 3100, "var/lib/dpkg/status": 1700, "usr/sbin/nginx": 1400, "": 62,
    }  # fmt: skip
    rest = root.children[-1]
    assert (rest.title, rest.files) == ("2 smaller ones", 2)
    assert root.size_bytes == 57_362
    assert {node.chain_id for node in everywhere(root) if node.key} == {"chain"}


def test_inside_a_folder() -> None:
    stack = stack_of(NGINX)
    wasted, _cause = wasted_rows(stack)
    root = size_map_of_layer(stack, 0, wasted, "usr/share")
    check_sums(root, 60)
    assert (root.key, root.title, root.size_bytes) == ("usr/share", "share", 9300)
    assert [(child.key, child.title) for child in root.children] == [
        ("usr/share/perl/5.36", "perl/5.36"), ("usr/share/doc/a", "doc/a"),
    ]  # fmt: skip
    assert size_map_of_layer(stack, 0, wasted, "/usr/share/") == root
    with pytest.raises(FileNotThereError):
        size_map_of_layer(stack, 0, wasted, "usr/nowhere")


def test_boxes_inside_boxes() -> None:
    entries = tuple(
        f(b"opt/%s/%d/%d" % (side, sub, n), 100 + sub)
        for side in (b"left", b"right") for sub in range(8) for n in range(5)
    ) + tuple(f(b"srv/%d/%d" % (n, m), 40) for n in range(30) for m in range(2))  # fmt: skip
    stack = stack_of(entries)
    wasted, _cause = wasted_rows(stack)
    for boxes in (1, 6, 10, 25, 60, 500):
        check_sums(size_map_of_layer(stack, 0, wasted, boxes=boxes), boxes)
    root = size_map_of_layer(stack, 0, wasted, boxes=40)
    assert set(boxes_of(root)) == {"opt/left", "opt/right", "srv"}
    inside = {child.key for node in root.children for child in node.children}
    assert {"opt/left/7", "opt/right/0"} <= inside


def test_nothing_and_very_much_of_the_same() -> None:
    empty = stack_of((directory(b"d"),))
    wasted, _cause = wasted_rows(empty)
    assert size_map_of_layer(empty, 0, wasted) == SizeNode("", "", 0)
    many = stack_of(tuple(f(b"%d" % n, 10) for n in range(1000)))
    wasted, _cause = wasted_rows(many)
    root = size_map_of_layer(many, 0, wasted)
    assert [(child.key, child.title, child.size_bytes) for child in root.children] == [
        ("", "1,000 smaller ones", 10_000)
    ]


def test_an_image_has_what_is_dead_too_and_the_layer_that_has_most() -> None:
    stack = stack_of(
        (f(b"usr/a", 500), f(b"opt/gone", 300)),
        (f(b"usr/b", 900), file(b"opt/.wh.gone")),
        (f(b"usr/a", 10, b"y"),),
    )
    wasted, _cause = wasted_rows(stack)
    root = size_map_of_image(stack, ["one", "two", "three"], wasted)
    check_sums(root, 60)
    assert (root.size_bytes, root.files, root.wasted_bytes) == (1710, 4, 800)
    found = {
        node.key: (node.size_bytes, node.files, node.wasted_bytes, node.chain_id)
        for node in everywhere(root)
    }
    assert found == {
        "": (1710, 4, 800, "two"),
        "usr": (1410, 3, 500, "two"),
        "usr/b": (900, 1, 0, "two"),
        "usr/a": (510, 2, 500, "one"),
        "opt/gone": (300, 1, 300, "one"),
    }
    layer = size_map_of_layer(stack, 0, wasted)
    assert {n.key: n.wasted_bytes for n in layer.children} == {"usr/a": 500, "opt/gone": 300}


# --- the repository ---------------------------------------------------------------------------


def image(reference: str, *names: str) -> StoredImage:
    """Layers by letters: "a" has 1 byte, "b" 2 and so on."""
    layers = tuple(
        StoredLayer(f"{reference}/{at}", name, f"title {name}", ord(name) - 96, 1, 0)
        for at, name in enumerate(names)
    )
    return StoredImage(reference, layers)


def groups(root: SizeNode) -> dict[str, set[str]]:
    return {group.title: {box.title for box in group.children} for group in root.children}


def test_images_have_the_layers_that_they_bring() -> None:
    root = size_map_of_repository(
        [image("debian", "z"), image("web", "z", "b", "c"), image("app", "z", "b", "d")]
    )
    assert groups(root) == {
        "debian": {"title z"},
        "app": {"title d"},
        "web": {"title c"},
        "Shared by several images": {"title b"},
    }
    assert root.size_bytes == 26 + 2 + 3 + 4  # every layer once
    assert [group.key for group in root.children] == ["debian", "app", "web", ""]
    assert {group.key: group.chain_id for group in root.children}["debian"] == "debian/0"


def test_an_image_on_another_and_two_names_of_one() -> None:
    found = size_map_of_repository([image("web", "a", "b"), image("app", "a", "b", "c")])
    assert groups(found) == {"web": {"title a", "title b"}, "app": {"title c"}}
    twice = size_map_of_repository([image("one", "a", "b"), image("two", "a", "b")])
    assert groups(twice) == {"one": {"title a", "title b"}}
    assert twice.size_bytes == 3


def test_two_equal_layers_of_one_image_are_stored_once() -> None:
    found = size_map_of_repository([image("web", "a", "b", "a")])
    assert found.size_bytes == 3


def test_layers_of_one_size_have_an_order_too() -> None:
    layers = tuple(StoredLayer(f"chain {n}", f"diff {n}", f"title {n}", 5, 1, 0) for n in range(4))
    (group,) = size_map_of_repository([StoredImage("web", layers)], boxes=4).children
    assert [box.title for box in group.children[:2]] == ["title 0", "title 1"]


def test_an_empty_repository_and_a_large_one() -> None:
    assert size_map_of_repository([]) == SizeNode("", "", 0)
    letters = "abcdefghijklmnopqrst"
    found = size_map_of_repository([image("web", *letters), image("app", "z")], boxes=7)
    assert sum(1 for _node in everywhere(found)) - 1 <= 8
    (web,) = (group for group in found.children if group.key == "web")
    assert [box.title for box in web.children] == [
        "title t", "title s", "title r", "title q", "16 smaller layers",
    ]  # fmt: skip
    assert sum(box.size_bytes for box in web.children) == web.size_bytes == 210
