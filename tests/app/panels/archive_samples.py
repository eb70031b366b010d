"""Archives as they are found, and a desk that answers when a test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from app.viewmodel.remote_desk import Moving
from app.viewmodel.trouble import Trouble
from core.model import (
    ArchiveForm,
    ArchiveLook,
    FoundImage,
    Image,
    ImportRequest,
    Layer,
    LayerTransfer,
    Problem,
    Transfer,
    TransferState,
)
from core.progress import Progress
from tests.app.panels import samples

PATH = "/home/somebody/downloads/orders-api.tar"
STAMP = (64_768, 12_345, 160_000_000, 1_790_000_000)


def layers(*available: bool) -> tuple[Layer, ...]:
    """Those of the usual image, of which some are here."""
    flags = [*available, *[False] * len(samples.LAYERS)]
    return tuple(
        replace(one, available=here) for one, here in zip(samples.LAYERS, flags, strict=False)
    )


def orders(reference: str = "orders-api:4.2.0", *available: bool) -> Image:
    """An image that shares its two lowest layers with what is here."""
    name, version = reference.rsplit(":", 1)
    made = samples.image(name, version, layers(*(available or (True, True))), "Northwind Retail")
    config = replace(
        made.config, labels=tuple((f"org.example.label-{n}", f"value {n}") for n in range(9))
    )
    return replace(made, config=config, manifest_digest="sha256:" + "e5" * 32)


ORDERS = FoundImage("orders", orders(), ("orders-api:4.2.0", "registry.example/orders:latest"))
HERE = FoundImage("here", orders("orders-api:4.1.0", *[True] * 5), is_here=True)
TAKEN = FoundImage("taken", orders("debian:12-slim"), taken_name=True)
FOREIGN = FoundImage(
    "foreign",
    replace(orders("orders-arm:4.2.0", False), platform="linux/arm64"),
    fits_machine=False,
)
REFUSED = FoundImage(
    "refused",
    orders("orders-odd:1.0", False),
    refusal="One of its layers is encrypted, and Bricklayer has no key for it.",
)
ODD = FoundImage(
    "odd",
    replace(
        orders("x:1", False),
        reference=samples.LONG_NAME + "/" + samples.HOSTILE + ":1",
        name=samples.HOSTILE,
        description=samples.HOSTILE * 20,
    ),
)


def look(*images: FoundImage, form: ArchiveForm = ArchiveForm.OCI_ARCHIVE) -> ArchiveLook:
    """An archive with these."""
    return ArchiveLook(PATH, form, "gzip", 160_000_000, images or (ORDERS,), (), STAMP)


USUAL = look(ORDERS, TAKEN, HERE, FOREIGN, REFUSED)
BROKEN = replace(
    look(ORDERS),
    problems=tuple(
        Problem(f"orders-api:{n}.0", "Its manifest breaks the specification: no layers.")
        for n in range(7)
    ),
)
EMPTY = replace(look(), images=())
MANY = look(
    *(FoundImage(f"k{n}", orders(f"orders-api:{n}.0", True), is_here=n % 3 == 0) for n in range(60))
)
ROOT = look(
    FoundImage("root", samples.image("alpine-minirootfs", "3.20", layers(False)[:1], "Local")),
    form=ArchiveForm.ROOTFS,
)


def half_way(image: Image) -> Transfer:
    """The lowest layers are there, the next one is half way."""
    order = (TransferState.ALREADY_THERE, TransferState.DONE, TransferState.MOVING,
             TransferState.WAITING, TransferState.WAITING)  # fmt: skip
    shares = (0.0, 1.0, 0.45, 0.0, 0.0)
    return Transfer(
        tuple(
            LayerTransfer(one.digest, one.size_bytes, round(one.size_bytes * share), state)
            for one, state, share in zip(image.layers, order, shares, strict=False)
        )
    )


class FakeMoving(Moving):
    """An image on its way, moved by a test."""

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = False
        self.is_left_alone = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def leave_alone(self) -> None:
        self.is_left_alone = True


@dataclass
class FakeDesk:
    """Implements ArchiveDesk; keeps what it was asked."""

    asked: list[str] = field(default_factory=list)
    then: Callable[[ArchiveLook], None] | None = None
    failed: Callable[[Trouble], None] | None = None
    progress: Callable[[Progress], None] | None = None
    stops: int = 0
    requests: list[ImportRequest] = field(default_factory=list)
    moving: FakeMoving = field(default_factory=FakeMoving)
    limits_shown: int = 0

    def look(
        self,
        path: str,
        then: Callable[[ArchiveLook], None],
        failed: Callable[[Trouble], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self.asked.append(path)
        self.then, self.failed, self.progress = then, failed, progress

    def stop_looking(self) -> None:
        self.stops += 1

    def bring(self, request: ImportRequest, images: tuple[FoundImage, ...]) -> Moving:
        self.requests.append(request)
        self.moving = FakeMoving()
        return self.moving

    def edit_limits(self) -> None:
        self.limits_shown += 1
