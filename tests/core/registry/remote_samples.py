"""A registry in memory: documents by their paths, and what a test wants to be otherwise."""

from __future__ import annotations

import json
import socket
from dataclasses import dataclass, field
from typing import Any

from core.oci import media_types
from core.oci.digest import sha256_digest
from core.oci.platform import this_machine
from tests.registries.evil_registry import Seen, reply

PLACE = "/v2/class/web"
NOTHING = reply(404, b'{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')


def entry(media_type: str, content: bytes, **more: Any) -> dict[str, Any]:
    """A descriptor of these bytes, as JSON."""
    digest = sha256_digest(content)
    return {"mediaType": media_type, "digest": digest, "size": len(content), **more}


@dataclass
class Documents:
    """Answers GETs; `at` is what stands at a path, whole answers."""

    at: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, seen: Seen, _line: socket.socket) -> bytes:
        return self.at.get(seen.path, NOTHING)

    def blob(self, content: bytes) -> None:
        self.at[f"{PLACE}/blobs/{sha256_digest(content)}"] = reply(200, content)

    def manifest(self, content: bytes, media_type: str, *targets: str) -> None:
        """Under its digest and these tags."""
        for target in (sha256_digest(content), *targets):
            said = reply(200, content, ("Content-Type", media_type))
            self.at[f"{PLACE}/manifests/{target}"] = said

    def image(
        self,
        *targets: str,
        layers: int = 2,
        diff_ids: int | None = None,
        media_type: str = media_types.IMAGE_MANIFEST,
        config_type: str = media_types.IMAGE_CONFIG,
        architecture: str = "",
        **more: Any,
    ) -> bytes:
        """A manifest whose layers nobody has; `more` stands in it too."""
        blobs = [bytes([number]) * 100 for number in range(layers)]
        config = json.dumps({
            "architecture": architecture or this_machine().architecture,
            "os": "linux",
            "rootfs": {
                "type": "layers",
                "diff_ids": [sha256_digest(b"tar%d" % n) for n in range(diff_ids or layers)],
            },
        }).encode()  # fmt: skip
        self.blob(config)
        content = json.dumps({
            "schemaVersion": 2,
            "mediaType": media_type,
            "config": entry(config_type, config),
            "layers": [entry(media_types.LAYER_GZIP, one) for one in blobs],
            **more,
        }).encode()  # fmt: skip
        self.manifest(content, media_type, *targets)
        return content

    def index(self, entries: list[dict[str, Any]], *targets: str) -> bytes:
        content = json.dumps({"schemaVersion": 2, "mediaType": media_types.IMAGE_INDEX,
                              "manifests": entries}).encode()  # fmt: skip
        self.manifest(content, media_types.IMAGE_INDEX, *targets)
        return content
