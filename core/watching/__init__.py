"""Writable layers watched as they change: what a snapshot would hold, from moment to moment.

```
inotify ─► names to look at ─┐
scans   ─► all names ────────┴─► comparing (as a snapshot) ─► SeenTree ─► figures ─► LiveChanges
                                                                 └─► journal ─► CommandChanges
```
"""

from core.watching.ground import Ground
from core.watching.layer_watch import LayerWatch
from core.watching.pump import Watching

__all__ = ["Ground", "LayerWatch", "Watching"]
