"""Image manifests and indexes (image-spec manifest.md, image-index.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import MalformedDocumentError
from core.oci import media_types, strict_json
from core.oci.descriptor import Descriptor
from core.oci.strict_json import Fields
from core.translation import tr_noop

LAYER_LIMIT = 1000
_MANIFEST_KNOWN = frozenset({"schemaVersion", "mediaType", "config", "layers", "annotations"})
_INDEX_KNOWN = frozenset({"schemaVersion", "mediaType", "manifests", "annotations"})


@dataclass(frozen=True, slots=True)
class Manifest:
    """One image: its config and its layers, bottom first."""

    config: Descriptor
    layers: tuple[Descriptor, ...]
    annotations: Mapping[str, str] = field(default_factory=dict)
    media_type: str = media_types.IMAGE_MANIFEST
    rest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes, *, layer_limit: int | None = LAYER_LIMIT) -> Manifest:
        """`layer_limit` None: as many as the document holds. Raises MalformedDocumentError."""
        document = "manifest"
        value = strict_json.loads(content, document)
        fields = Fields(value, document)
        if "manifests" in value:
            # A document that can be read both ways shows two images under one digest.
            raise MalformedDocumentError(document, tr_noop("it is an index and a manifest at once"))
        if value.get("schemaVersion") != 2:
            raise MalformedDocumentError(document, tr_noop("its schemaVersion is not 2"))
        layers = fields.objects("layers")
        if layer_limit is not None and len(layers) > layer_limit:
            reason = f"it has {len(layers):,} layers, over the limit of {layer_limit:,}"
            raise MalformedDocumentError(document, reason)
        media_type = fields.text("mediaType", media_types.IMAGE_MANIFEST)
        if media_type in media_types.INDEXES:
            raise MalformedDocumentError(document, tr_noop("it calls itself an index"))
        return cls(
            config=Descriptor.from_json(value.get("config"), document),
            layers=tuple(Descriptor.from_json(layer, document) for layer in layers),
            annotations=fields.mapping("annotations"),
            media_type=media_type,
            rest=fields.rest(_MANIFEST_KNOWN),
        )

    def to_bytes(self) -> bytes:
        """The document to store; the same manifest always gives the same bytes."""
        value: dict[str, Any] = {
            "schemaVersion": 2,
            "mediaType": self.media_type,
            "config": self.config.to_json(),
            "layers": [layer.to_json() for layer in self.layers],
        }
        if self.annotations:
            value["annotations"] = dict(self.annotations)
        return strict_json.dumps({**value, **self.rest})


@dataclass(frozen=True, slots=True)
class ImageIndex:
    """A list of manifests, or of indexes: `index.json`, or one image for several platforms."""

    manifests: tuple[Descriptor, ...] = ()
    annotations: Mapping[str, str] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_bytes(cls, content: bytes, document: str = "image index") -> ImageIndex:
        """Raises MalformedDocumentError."""
        value = strict_json.loads(content, document)
        fields = Fields(value, document)
        if "config" in value or "layers" in value:
            raise MalformedDocumentError(document, tr_noop("it is an index and a manifest at once"))
        if value.get("schemaVersion") != 2:
            raise MalformedDocumentError(document, tr_noop("its schemaVersion is not 2"))
        if fields.text("mediaType", "") in media_types.MANIFESTS:
            raise MalformedDocumentError(document, tr_noop("it calls itself a manifest"))
        return cls(
            manifests=tuple(
                Descriptor.from_json(entry, document, is_entry=True)
                for entry in fields.objects("manifests")
            ),
            annotations=fields.mapping("annotations"),
            rest={**fields.rest(_INDEX_KNOWN), **_media_type(value)},
        )

    def to_bytes(self) -> bytes:
        """The document to store."""
        value: dict[str, Any] = {
            "schemaVersion": 2,
            "manifests": [entry.to_json() for entry in self.manifests],
        }
        if self.annotations:
            value["annotations"] = dict(self.annotations)
        return strict_json.dumps({**value, **self.rest})


def _media_type(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"mediaType": value["mediaType"]} if "mediaType" in value else {}
