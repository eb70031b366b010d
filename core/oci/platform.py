"""For which machines an image is (image-spec image-index.md, `platform`)."""

from __future__ import annotations

import platform as python_platform
import sys
from dataclasses import dataclass
from typing import Any

from core.oci.strict_json import Fields

_ARCHITECTURES = {  # uname -m → GOARCH, GOARM
    "x86_64": ("amd64", ""),
    "AMD64": ("amd64", ""),
    "aarch64": ("arm64", ""),
    "arm64": ("arm64", ""),
    "armv7l": ("arm", "v7"),
    "armv6l": ("arm", "v6"),
    "i686": ("386", ""),
    "ppc64le": ("ppc64le", ""),
    "s390x": ("s390x", ""),
    "riscv64": ("riscv64", ""),
}


@dataclass(frozen=True, slots=True)
class Platform:
    """Operating system, architecture and variant, in Go's words."""

    os: str = ""
    architecture: str = ""
    variant: str = ""

    @classmethod
    def from_json(cls, value: object, document: str) -> Platform:
        """Read `platform` of a descriptor, or the same keys of a config."""
        fields = Fields(value, document)
        return cls(fields.text("os", ""), fields.text("architecture", ""),
                   fields.text("variant", ""))  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """The object to write; no `variant` when there is none."""
        value = {"architecture": self.architecture, "os": self.os}
        return {**value, "variant": self.variant} if self.variant else value

    @property
    def as_text(self) -> str:
        """As `docker` writes it: linux/amd64, linux/arm/v7."""
        return "/".join(part for part in (self.os, self.architecture, self.variant) if part)

    @property
    def is_unknown(self) -> bool:
        """Whether it says of itself that it is for no machine, as attestations do."""
        return self.os == self.architecture == "unknown"

    def fits(self, machine: Platform) -> bool:
        """Whether containers of it can run there. Unknown (empty) parts are given the benefit."""
        return (self.os or machine.os) == machine.os and (
            self.architecture or machine.architecture
        ) == machine.architecture


def this_machine() -> Platform:
    """The platform of this computer."""
    machine = python_platform.machine()
    architecture, variant = _ARCHITECTURES.get(machine, (machine, ""))
    system = {"linux": "linux", "darwin": "darwin", "win32": "windows"}.get(
        sys.platform, sys.platform
    )
    return Platform(system, architecture, variant)
