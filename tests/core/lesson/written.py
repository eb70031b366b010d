"""Lessons written in a few lines, for tests."""

from __future__ import annotations

from core.lesson import Lesson, parse_lesson

HEAD = """
format = 2
title = "T"
summary = "S"
[variants.starter]
title = "Starter"
"""

BASE = """
[[steps]]
id = "base"
title = "T"
do = "D"
expect = "E"
checks = [{that = "image-exists", name = "Base"}]
[[steps.actions]]
do = "make-base-image"
source = "starter"
name = "Base"
publisher = "Tests"
version = "1.0"
"""

RUN = """
[[steps]]
id = "run"
title = "T"
do = "D"
expect = "E"
actions = [
    {do = "create-container", name = "Demo", image = "Base:1.0"},
    {do = "start-container", container = "Demo"},
]
checks = [{that = "container-is", name = "Demo", state = "running"}]
[[steps.hints]]
text = "stopped"
when = [
    {that = "container-is", name = "Demo"},
    {that = "container-is", name = "Demo", state = "running", not = true},
]
[[steps.hints]]
text = "other"
when = [{that = "container-is", name = "Other"}]
[[steps.hints]]
text = "always"
"""

FILL = """
[[steps]]
id = "fill"
title = "T"
do = "D"
expect = "E"
actions = [
    {do = "execute", container = "Demo", line = "mkdir -p /srv"},
    {do = "execute", container = "Demo", line = "head -c 5000 /dev/urandom > /srv/page"},
]
checks = [
    {that = "path-changed", container = "Demo", path = "srv/page", change = "added"},
    {that = "command-prints", container = "Demo", line = "wc -c < /srv/page", text = "5000"},
]
explanation = "It is {{size}} in {{files}} files, {{missing}} missing."
measures = [
    {name = "size", of = "changed-bytes", container = "Demo"},
    {name = "files", of = "added-files", container = "Demo"},
    {name = "missing", of = "image-bytes", image = "None"},
]
"""

CAPTURE = """
[[steps]]
id = "capture"
title = "T"
do = "D"
expect = "E"
actions = [
    {do = "stop-container", container = "Demo"},
    {do = "snapshot", container = "Demo", name = "Web", publisher = "Tests", version = "1.0"},
]
checks = [
    {that = "image-exists", name = "Web", stands_on = "Base"},
    {that = "path-in-image", image = "Web", path = "srv/page", until = "empty"},
]
measures = [
    {name = "layer", of = "layer-bytes", image = "Web", layer = -1},
    {name = "image", of = "image-bytes", image = "Web"},
    {name = "waste", of = "reclaimable-bytes", image = "Web"},
    {name = "files", of = "added-files", image = "Web", layer = -1},
    {name = "saved", of = "saved-bytes"},
    {name = "images", of = "images"},
]
"""

EMPTY = """
[[steps]]
id = "empty"
title = "T"
do = "D"
expect = "E"
actions = [{do = "discard", container = "Demo"}]
checks = [
    {that = "container-is", name = "Demo", not = true},
    {that = "image-exists", name = "Web", keeps = true},
]
"""

GOALS = """
[[goal]]
image = "Base"
bricks = [{title = "Base", role = "os"}]
[[goal]]
image = "Web"
stands_on = "Base"
bricks = [{title = "Page", role = "app"}]
[score]
image = "Web"
base = "Base"
best_bricks = 1
best_bytes = 5000
"""


def lesson(*parts: str, **options: object) -> Lesson:
    """Of these parts, in their order."""
    return parse_lesson(HEAD + "".join(parts), name="small", **options)  # type: ignore[arg-type]
