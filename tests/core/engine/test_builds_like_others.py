"""The same Containerfiles, built here and by buildah: configuration and files are equal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.engine.connect import connect
from core.engine.protocol import Engine
from core.model import BaseImageRequest, ExecRequest, NewContainer, SnapshotRequest
from tests.core.engine.builder_peer import Peer, config_of_ours, tree_of_ours

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(bool(Peer.why_not()), reason=Peer.why_not() or "buildah"),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    connected = connect(tmp_path_factory.mktemp("like-others") / "repository")
    connected.make_base_image(BaseImageRequest("starter", "base", "Tests", "1"))
    yield connected
    for container in connected.repository().containers:
        connected.discard_container(container.id)
    connected.close()


@pytest.fixture(scope="module")
def peer(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Peer:
    made = Peer(tmp_path_factory.mktemp("peer"))
    made.pull(Path(engine.repository().location), "base:1")
    return made


@pytest.fixture
def context(tmp_path: Path) -> Path:
    """Files of every sort that COPY knows."""
    root = tmp_path / "context"
    for name, mode in (("a.txt", 0o644), ("b.txt", 0o600), ("run.sh", 0o755), ("c.log", 0o644)):
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
        path.chmod(mode)
    (root / "src/deep/er").mkdir(parents=True)
    (root / "src/deep/er/x").write_text("x")
    (root / "src/deep").chmod(0o750)
    (root / "src/skipped.log").write_text("not wanted")
    (root / "src/kept.log").write_text("wanted")
    (root / "src/link").symlink_to("deep/er/x")
    (root / "src/dangling").symlink_to("/nowhere")
    (root / "src/etc").mkdir(mode=0o700)
    (root / "linked.txt").symlink_to("a.txt")
    (root / "empty").mkdir()
    os.utime(root / "a.txt", (1_000_000_000, 1_000_000_000))
    (root / ".dockerignore").write_text("**/*.log\n!src/kept.log\n")
    return root


def built_here(
    engine: Engine, file: Path, context: Path, name: str, *arguments: tuple[str, str]
) -> str:
    plan = engine.read_containerfile(str(file), str(context), arguments)
    assert not plan.problems
    assert not [step.sentence for step in plan.steps if step.sentence]
    container = engine.create_container(NewContainer(name, plan.base, switch="host"))
    engine.start_container(container.id)
    for step in plan.steps:
        engine.build_step(container.id, plan, step.number, output=lambda chunk: None)
    engine.stop_container(container.id, grace_s=0.0)
    image = engine.snapshot(SnapshotRequest(container.id, name, "T", "1", even_if_empty=True))
    engine.discard_container(container.id)
    return image.reference


FILES = {
    "settings": (
        "ARG WHICH=1\nFROM base:$WHICH\n"
        "ARG A=one\nARG NONE\nENV A2=$A B='x $A' C=\"q ${NONE:-no}\"\n"
        "ENV old style value $A\nLABEL a=b 'c d'=\"e $A\"\nEXPOSE 80 53/udp\nWORKDIR /srv/$A\n"
        'WORKDIR below\nUSER 12:34\nCMD echo $HOME\nENTRYPOINT ["/bin/sh", "-c"]\n'
        "ENV PATH=$PATH:/more ESC=\\$A\n"
    ),
    "command-kept": 'FROM base:1\nENTRYPOINT ["a"]\nCMD ["b", "c"]\n',
    "command-lost": 'FROM base:1\nCMD ["b"]\nENTRYPOINT a b\n',
    "runs": (
        "FROM base:1\nARG V=7\nENV W=8 \\\n  # said in between\n  X='9 9'\n"
        'RUN echo $V $W "$X" > /out && \\\n    mkdir -p /d/e\n'
        'RUN ["/bin/sh", "-c", "echo exec > /exec; rm -r /d"]\nWORKDIR /w\nRUN pwd > where\n'
        "RUN mkdir /home/u; chown 5:6 /w\nUSER 5:6\nRUN id -u > mine; id -g >> mine\n"
    ),
    "copies": (
        "FROM base:1\nRUN mkdir /there; ln -s there /alias\nCOPY a.txt /one\nCOPY a.txt /folder/\n"
        "COPY a.txt b.txt /two/\nCOPY *.txt /globbed/\nCOPY src /tree\nCOPY src/ /tree2/\n"
        "COPY a.txt /there\nCOPY b.txt /alias/\nWORKDIR /w\nCOPY run.sh .\nCOPY run.sh ./renamed\n"
        'COPY ["a.txt", "/sp ace/"]\nADD src/deep /added\nCOPY empty /empty\n'
        "COPY linked.txt /linked/\nCOPY linked.txt /plain\nCOPY . /all/\n"
    ),
    "owners": (
        "FROM base:1\nRUN echo 'u:x:7:8::/:/bin/sh' >> /etc/passwd; echo 'g:x:9:' >> /etc/group\n"
        "COPY --chown=3:4 src /a\nCOPY --chown=u:g a.txt /b/c/\nCOPY --chmod=604 a.txt run.sh /m/\n"
        "COPY --chown=5 a.txt /five\nUSER 11\nCOPY a.txt /root-s\nWORKDIR /made/by\n"
    ),
    "over": (
        "FROM base:1\nRUN mkdir -p /t/deep /t/etc; chmod 711 /t /t/deep; echo old > /t/link; "
        "chown 3 /t/deep\nCOPY src /t\nCOPY src/link /t/kept.log\n"
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_images_are_the_same(
    engine: Engine, peer: Peer, context: Path, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "Containerfile"
    file.write_text(FILES[name].replace("FROM base", "FROM localhost/base"))
    theirs = peer.build(file, context)
    file.write_text(FILES[name])
    place = Path(engine.repository().location)
    reference = built_here(engine, file, context, name)
    assert config_of_ours(place, reference) == peer.config(theirs)
    assert tree_of_ours(place, reference, tmp_path / "ours") == peer.tree(theirs)


def test_arguments_given_from_outside(
    engine: Engine, peer: Peer, context: Path, tmp_path: Path
) -> None:
    file = tmp_path / "Containerfile"
    text = "FROM {}base:1\nARG A=1\nARG B\nARG C=3\nENV A=$A$B C=5\nRUN echo $A $B $C > /x\n"
    file.write_text(text.format("localhost/"))
    theirs = peer.build(file, context, "--build-arg", "A=p q", "--build-arg", "B=2")
    file.write_text(text.format(""))
    place = Path(engine.repository().location)
    reference = built_here(engine, file, context, "given", ("A", "p q"), ("B", "2"))
    assert config_of_ours(place, reference) == peer.config(theirs)
    assert tree_of_ours(place, reference, tmp_path / "ours") == peer.tree(theirs)


COMMANDS = (
    "mkdir -p '/srv/a b'; echo \"it's $HOME\" > '/srv/a b/x'",
    "printf '%s\\n' 'back\\slash' \"dollar \\$x\" '#no comment' '`' > /quoted",
    "cat > /here <<'EOF'\n$x `y` \\\nEOF\necho more >> /here",
    'for i in 1 2 3\ndo\n  echo "# $i" >> /loop\ndone',
    "rm -r /srv; ln -s /here /there; chmod 600 /quoted",
    "echo " + "long" * 30 + " && echo words " * 20 + " > /long",
    '["a", "b"]; true > /list',
    "false",
    "echo ü€ > /ümlaut",
)


def test_what_was_done_is_written_so_that_it_can_be_done_again(
    engine: Engine, peer: Peer, context: Path, tmp_path: Path
) -> None:
    container = engine.start_container(engine.create_container(NewContainer("hand", "base:1")).id)
    for number, line in enumerate(COMMANDS):
        engine.execute(
            container.id, ExecRequest(shell_line=line, working_dir="/"), output=lambda chunk: None
        )
        if number == 3:
            engine.mark(container.id, "halfway")
    text = engine.containerfile(container.id)
    assert "# --- mark: halfway\n" in text
    assert "# ended with exit code 1: false\n" in text
    engine.stop_container(container.id, grace_s=0.0)
    place = Path(engine.repository().location)
    reference = engine.snapshot(SnapshotRequest(container.id, "byhand", "T", "1")).reference
    file = tmp_path / "Containerfile"
    file.write_text(text.replace("FROM base", "FROM localhost/base"))
    theirs = peer.build(file, context)
    assert tree_of_ours(place, reference, tmp_path / "ours") == peer.tree(theirs)
    assert config_of_ours(place, reference) == peer.config(theirs)
    file.write_text(text)
    again = built_here(engine, file, context, "again")
    assert tree_of_ours(place, again, tmp_path / "again") == peer.tree(theirs)
