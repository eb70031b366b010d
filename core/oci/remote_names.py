"""Grammar of names in registries (distribution-spec, "Pulling manifests"; distribution/reference).

One room for all who read, offer, write or ask for such names.
"""

from __future__ import annotations

import re

PATH_COMPONENT = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*")
REPOSITORY = re.compile(rf"{PATH_COMPONENT.pattern}(?:/{PATH_COMPONENT.pattern})*")
TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,127}")
NAME_LIMIT = 255
"""Characters of host and repository together, as clients count them."""

DOCKER_HUB = "docker.io"
HUB_ALIASES = frozenset({"index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"})
