"""Content descriptors (image-spec descriptor.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import DigestMismatchError
from core.oci.digest import algorithm_of, digest_by, parse_digest, parse_entry_digest
from core.oci.platform import Platform
from core.oci.strict_json import Fields

_KNOWN = frozenset({"mediaType", "digest", "size", "annotations", "platform"})


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Names stored bytes by type, digest and size. `rest` keeps members that we do not know."""

    media_type: str
    digest: str
    size_bytes: int
    annotations: Mapping[str, str] = field(default_factory=dict)
    platform: Platform | None = None
    rest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, value: object, document: str, *, is_entry: bool = False) -> Descriptor:
        """`is_entry`: one among others in an index, see `parse_entry_digest`.

        Raises MalformedDocumentError.
        """
        parse = parse_entry_digest if is_entry else parse_digest
        fields = Fields(value, document)
        platform = fields.object("platform")
        return cls(
            media_type=fields.text("mediaType", ""),
            digest=parse(fields.text("digest"), document),
            size_bytes=fields.size("size"),
            annotations=fields.mapping("annotations"),
            platform=Platform.from_json(platform, document) if platform else None,
            rest=fields.rest(_KNOWN),
        )

    def to_json(self) -> dict[str, Any]:
        """The object to write."""
        value: dict[str, Any] = {
            "mediaType": self.media_type,
            "digest": self.digest,
            "size": self.size_bytes,
        }
        if self.annotations:
            value["annotations"] = dict(self.annotations)
        if self.platform is not None:
            value["platform"] = self.platform.to_json()
        return {**value, **self.rest}


def verify_content(content: bytes, descriptor: Descriptor) -> None:
    """Whether these are the bytes that it names: size, then digest (descriptor.md, "Verification").

    Raises DigestMismatchError, MalformedDocumentError for a digest that cannot be checked.
    """
    actual = digest_by(algorithm_of(parse_digest(descriptor.digest)), content)
    if len(content) != descriptor.size_bytes or actual != descriptor.digest:
        raise DigestMismatchError(descriptor.digest, actual)
