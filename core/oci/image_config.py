"""The image configuration (image-spec config.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from core.errors import MalformedDocumentError
from core.oci import strict_json
from core.oci.digest import parse_digest
from core.oci.platform import Platform
from core.oci.strict_json import Fields
from core.translation import tr_noop

DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_KNOWN = frozenset(
    {"created", "author", "architecture", "os", "variant", "config", "rootfs", "history"}
)
_RUN_KNOWN = frozenset({"User", "Env", "Entrypoint", "Cmd", "WorkingDir", "Labels", "ExposedPorts"})
_DOCUMENT = "config"


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """How one layer, or one change of the configuration, was made."""

    created: str = ""  # RFC 3339
    created_by: str = ""
    author: str = ""
    comment: str = ""
    empty_layer: bool = False

    @classmethod
    def from_json(cls, value: object) -> HistoryEntry:
        """Raises MalformedDocumentError."""
        fields = Fields(value, _DOCUMENT)
        return cls(
            created=fields.text("created", ""),
            created_by=fields.text("created_by", ""),
            author=fields.text("author", ""),
            comment=fields.text("comment", ""),
            empty_layer=fields.flag("empty_layer"),
        )

    def to_json(self) -> dict[str, Any]:
        """The object to write, without empty members."""
        value: dict[str, Any] = {
            "created": self.created,
            "created_by": self.created_by,
            "author": self.author,
            "comment": self.comment,
            "empty_layer": self.empty_layer,
        }
        return {key: member for key, member in value.items() if member}


@dataclass(frozen=True, slots=True)
class RunConfig:
    """How containers of the image run by default (config.md, `config`)."""

    user: str = ""
    env: tuple[str, ...] = ()
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    working_dir: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    exposed_ports: tuple[str, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: object) -> RunConfig:
        """Raises MalformedDocumentError."""
        fields = Fields(value, _DOCUMENT)
        return cls(
            user=fields.text("User", ""),
            env=fields.texts("Env"),
            entrypoint=fields.texts("Entrypoint"),
            command=fields.texts("Cmd"),
            working_dir=fields.text("WorkingDir", ""),
            labels=fields.mapping("Labels"),
            exposed_ports=tuple(fields.object("ExposedPorts")),
            rest=fields.rest(_RUN_KNOWN),
        )

    def to_json(self) -> dict[str, Any]:
        """The object to write, without empty members."""
        value: dict[str, Any] = {
            "User": self.user,
            "ExposedPorts": {port: {} for port in self.exposed_ports},
            "Env": list(self.env),
            "Entrypoint": list(self.entrypoint),
            "Cmd": list(self.command),
            "WorkingDir": self.working_dir,
            "Labels": dict(self.labels),
        }
        return {**{key: member for key, member in value.items() if member}, **self.rest}


@dataclass(frozen=True, slots=True)
class ImageConfig:
    """An image's configuration; `rest` keeps members that we do not know."""

    platform: Platform
    diff_ids: tuple[str, ...]
    run: RunConfig = field(default_factory=RunConfig)
    history: tuple[HistoryEntry, ...] = ()
    created: str = ""  # RFC 3339
    author: str = ""
    rest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes) -> ImageConfig:
        """Raises MalformedDocumentError."""
        value = strict_json.loads(content, _DOCUMENT)
        fields = Fields(value, _DOCUMENT)
        rootfs = fields.object("rootfs")
        if rootfs.get("type") != "layers":
            raise MalformedDocumentError(_DOCUMENT, tr_noop("its rootfs is not made of layers"))
        diff_ids = Fields(rootfs, _DOCUMENT).texts("diff_ids")
        return cls(
            platform=Platform.from_json(value, _DOCUMENT),
            diff_ids=tuple(parse_digest(diff_id, _DOCUMENT) for diff_id in diff_ids),
            run=RunConfig.from_json(fields.object("config")),
            history=tuple(HistoryEntry.from_json(entry) for entry in fields.objects("history")),
            created=fields.text("created", ""),
            author=fields.text("author", ""),
            rest=fields.rest(_KNOWN),
        )

    def to_bytes(self) -> bytes:
        """The document to store; the same configuration always gives the same bytes."""
        value: dict[str, Any] = {
            "created": self.created,
            "author": self.author,
            **self.platform.to_json(),
            "config": self.run.to_json(),
            "rootfs": {"type": "layers", "diff_ids": list(self.diff_ids)},
            "history": [entry.to_json() for entry in self.history],
        }
        kept = {k: v for k, v in value.items() if v or k in ("rootfs", "config", "os")}
        return strict_json.dumps({**kept, **self.rest})

    def with_layer(
        self, diff_id: str, entry: HistoryEntry, *, labels: Mapping[str, str], author: str
    ) -> ImageConfig:
        """The configuration of an image with one layer more; all else of this one is kept."""
        return replace(
            self,
            diff_ids=(*self.diff_ids, diff_id),
            history=(*self.history, entry),
            run=replace(self.run, labels={**self.run.labels, **labels}),
            created=entry.created,
            author=author,
        )


def parse_time(text: str) -> datetime | None:
    """An RFC 3339 time; None when there is none or it makes no sense (year 0, say)."""
    if not text:
        return None
    try:
        # Fractions longer than microseconds are legal there, but not here.
        head, dot, tail = text.replace("Z", "+00:00").partition(".")
        if dot:
            digits = len(tail) - len(tail.lstrip("0123456789"))
            head += "." + tail[: min(digits, 6)].ljust(6, "0")
            text = head + tail[digits:]
        else:
            text = head
        parsed = datetime.fromisoformat(text)
    except ValueError:
        return None
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def format_time(moment: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
