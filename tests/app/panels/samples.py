"""Values to show in panels and dialogs: a usual repository, and everything that is too long."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from app.viewmodel.console import Console
from app.viewmodel.lesson_view import Help, LessonView
from app.viewmodel.lesson_wording import Seen, Taking, view_of
from core.lesson import (
    Goal,
    GoalBrick,
    GoalState,
    Hint,
    Lesson,
    LessonState,
    Level,
    Measure,
    MeasureKind,
    Prediction,
    Score,
    ScoreResult,
    Step,
    Variant,
)
from core.lesson.actions import Execute
from core.lesson.checks import ContainerIs, ImageExists
from core.localized import LocalizedText
from core.model import (
    BaseImageSource,
    ChangeKind,
    ChangeSummary,
    Container,
    ContainerState,
    FileChange,
    FileType,
    Image,
    ImageConfigSummary,
    Layer,
    Repository,
    Switch,
)

HOSTILE = "<b>bold</b> \u202eevil\u202c \x1b[31mred \x07 &amp; & <img src=x>"
LONG_NAME = "a-container-with-a-name-that-somebody-chose-without-thinking-of-us"
LONG_COMMAND = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(
    f"package-{number}" for number in range(20)
)
LONG_PATH = "/".join(["usr/share/documentation/of-a-program"] * 5) + "/the-file-name.conf"
_NOW = datetime(2026, 11, 3, 12, 0, tzinfo=UTC)


def layer(number: int, size_bytes: int, command: str) -> Layer:
    """One with digests of its own."""
    digits = f"{number:x}" * 64
    return Layer(
        f"sha256:{digits}", f"sha256:c{digits[1:]}", f"sha256:b{digits[1:]}",
        "application/vnd.oci.image.layer.v1.tar+gzip", size_bytes, created=_NOW, created_by=command,
    )  # fmt: skip


def image(name: str, version: str, layers: tuple[Layer, ...], publisher: str = "Demo") -> Image:
    """An image of these layers."""
    return Image(
        f"{name}:{version}", name, publisher, version, "sha256:" + "m3" * 32, "sha256:" + "c4" * 32,
        layers, created=_NOW, platform="linux/amd64", description="A web site out of bricks",
        config=ImageConfigSummary(
            command=("/usr/sbin/nginx", "-g", "daemon off;"), entrypoint=(),
            env=("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "TZ=UTC"),
            working_dir="/srv/www", user="www-data", exposed_ports=("8080/tcp",),
        ),
    )  # fmt: skip


LAYERS = (
    layer(1, 74_800_000, "ADD rootfs.tar.xz /"),
    layer(2, 9_600_000, "apt-get install -y ca-certificates tzdata"),
    layer(3, 148_000_000, "apt-get install -y python3 python3-venv"),
    layer(4, 3_100_000, "COPY app/ /srv/orders"),
    layer(5, 4_100, "COPY settings.toml /etc/orders.toml"),
)


def container(
    name: str = "orders-api-1", state: ContainerState = ContainerState.RUNNING
) -> Container:
    """One on the usual image."""
    return Container(
        "c1", name, "orders-api:4.2.0", "sha256:m", LAYERS[-1].chain_id, "none", state, _NOW,
        started=_NOW if state is ContainerState.RUNNING else None,
    )  # fmt: skip


def repository() -> Repository:
    """Two images, of which one stands on the other, and a container."""
    images = (
        image("debian", "12-slim", LAYERS[:1], "Debian Project"),
        image("orders-api", "4.2.0", LAYERS, "Northwind Retail"),
    )
    return Repository("/home/somebody/repository", images, (container(),), stored_bytes=235_000_000)


def change(
    path: str, kind: ChangeKind, size_bytes: int = 0, age_s: float = 0, before_bytes: int = 0
) -> FileChange:
    """A change of a file, some seconds old."""
    moment = time.time_ns() - int(age_s * 1e9) if age_s else 0
    return FileChange(path, kind, FileType.REGULAR, size_bytes, before_bytes, moment)


def summary() -> ChangeSummary:
    """As in the usual working day."""
    added, modified, deleted = ChangeKind.ADDED, ChangeKind.MODIFIED, ChangeKind.DELETED
    changes = (
        change("etc/ld.so.cache", modified, 16_212, 9),
        change("srv/orders/exports/2026-11.csv", added, 18_400_000, 2),
        change("srv/orders/settings.toml", modified, 1_064, 41),
        change("srv/orders/static/banner-old.png", deleted, 0, 75, 184_000),
        change("tmp/pip-build-env-x2k", deleted, 0, 130, 22_000),
        change("usr/bin/curl", added, 276_000, 9),
        change("usr/lib/x86_64-linux-gnu/libcurl.so.4.8.0", added, 760_000, 9),
        change("var/lib/dpkg/status", modified, 93_100, 9),
    )
    return ChangeSummary(changes, 3, 3, 2, 19_550_000)


def odd_summary() -> ChangeSummary:
    """Long, hostile, and many."""
    odd = [
        change(LONG_PATH, ChangeKind.ADDED, 123_456, 5),
        change("srv/" + HOSTILE, ChangeKind.MODIFIED, 42, 7),
        change("x" * 200, ChangeKind.DELETED, 0, 3, 1_000),
        change("etc/passwd", ChangeKind.METADATA, 1_200, 60),
    ]
    many = [
        change(f"usr/share/doc/package-{n:04}/copyright", ChangeKind.ADDED, 137 * n)
        for n in range(5_000)
    ]
    return ChangeSummary(tuple(odd + many), 5_001, 2, 1, 1_712_345_678, ("run/a.sock (a socket)",))


def console() -> Console:
    """Some commands and what they said."""
    talk = Console()
    for line, output, note in (
        ("apt-get install -y curl", "Reading package lists… Done\nSetting up curl (7.88.1)\n",
         "exit code 0 · 3.2 s"),
        ("tail -1 /var/log/orders.log", "static/old.png: not found\n", "exit code 1 · 0.1 s"),
    ):  # fmt: skip
        talk.start(line)
        talk.output("stdout" if note.startswith("exit code 0") else "stderr", output.encode(), 0)
        talk.finish(note)
    return talk


def odd_console() -> Console:
    """A command of 300 characters, and a line without an end."""
    talk = console()
    talk.start(LONG_COMMAND)
    talk.output("stdout", (HOSTILE + "\n" + "0123456789abcdef" * 40 + "\n").encode(), 0)
    return talk


SOURCES = (
    BaseImageSource(
        "starter", "Starter", "A small Linux out of this computer's busybox.", True, "", True,
        "ServerCore", "1.0", "Local",
    ),
    BaseImageSource(
        "debian", "Debian", "Debian from the mirror that this computer uses.", False,
        "mmdebstrap is missing: install it with apt-get install mmdebstrap.", False,
        "debian", "12", "Debian Project",
    ),
    BaseImageSource(
        "tarball", "Tarball", "A root file system that you have as a tar file.", True, "", True,
        "base", "1.0", "Local",
    ),
    BaseImageSource(
        "scratch", "Scratch", "Nothing at all: an image without a layer.", True, "", True,
        "scratch", "1.0", "Local",
    ),
)  # fmt: skip

SWITCHES = (
    Switch("none", "No network: the container is alone with its loopback."),
    Switch("host", "This computer's own network, without isolation."),
)


def lesson() -> Lesson:
    """Six steps with every kind of text."""
    text = LocalizedText

    def step(key: str, title: str, do: str, *lines: str, **more: object) -> Step:
        actions = tuple(Execute("Demo", line) for line in lines)
        return Step(
            id=key, title=text(title), do=text(do), actions=actions, checks=(ImageExists("Web"),),
            expect=text("The clear brick fills with new files; the brown one stays as it is."),
            how=text("Select the container `Demo` and type the lines into its console."),
            explanation=text("The brown brick did not change."),
            detail=text("All {{count}} new files are in the clear brick above it."),
            measures=(Measure("count", MeasureKind.ADDED_FILES, container="Demo"),),
            **more,
        )  # fmt: skip

    hints = (
        Hint(text("Demo runs, but nothing was installed in it yet."), (ContainerIs("Demo"),)),
        Hint(text("The console of `Demo` is at the right.")),
    )
    question = Prediction(
        text("Where will the new files be?"),
        (text("In the brown brick"), text("In the clear brick on top of it"), text("In both")),
        2,
        text("Whatever is written lands in the clear brick."),
    )
    steps = (
        step("base", "Start with the container OS image", "The brown brick. It is read-only."),
        step("container", "Create a container on top", "A clear brick: changes land in it."),
        step("web", "Install a web server", "Run these lines as administrator inside `Demo`. The "
             "last one fetches a page from the **new server**.", "mkdir -p /srv/www", "web-server",
             "wget -q -O - http://127.0.0.1:8089/", hints=hints, prediction=question),
        step("snapshot", "Snapshot it as a new image", "Freeze the clear brick."),
        step("app", "Add the web application", "Grey brick on top of blue."),
        step("count", "Count the images in the repository", "How many bricks, how many images?"),
    )  # fmt: skip
    goals = (
        Goal("ServerCore", (GoalBrick(text("Container OS"), "os"),)),
        Goal("Web", (GoalBrick(text("Web server"), "packages"),), "ServerCore"),
        Goal("WebApp", (GoalBrick(text("Web application"), "app"),), "Web"),
    )
    variant = Variant("starter", text("Small base"))
    return Lesson(
        name="sample", title=text("Build a web site out of bricks"),
        summary=text("Three images in layers"), minutes=12, variant=variant, variants=(variant,),
        steps=steps, level=Level.FIRST, goals=goals, score=Score("WebApp", 2, 38_000_000),
    )  # fmt: skip


def lesson_view(
    done: int = 0,
    *,
    busy_words: str = "",
    help: Help = Help.NONE,
    hint: int | None = None,
    predictions: dict[str, int] | None = None,
    broken: tuple[str, ...] = (),
    of: Lesson | None = None,
) -> LessonView:
    """That lesson with so many steps done, as it is shown."""
    shown = of or lesson()
    ids = [step.id for step in shown.steps]
    finished = [one for one in ids[:done] if one not in broken]
    opened = next((one for one in ids if one not in finished), "")
    state = LessonState(frozenset(finished), opened, frozenset(broken), frozenset(ids[:done]), hint)
    goals = tuple(
        GoalState(goal, 1 if number < (done + 1) // 2 else 0)
        for number, goal in enumerate(shown.goals)
    )
    seen = Seen(
        state,
        {one: {"count": 4118} for one in finished},
        dict.fromkeys(broken, "the image ServerCore is gone, or is another one"),
        goals,
        None if opened else ScoreResult(3, 41_000_000, 2, 38_000_000),
    )
    return view_of(shown, seen, Taking(predictions or {}, help, busy_words, "Sharing is saving"))
