"""OCI runtime: the bundle and its hardening, containers' processes, consoles."""

from core.runtime.bundle import BundleRequest, OwnCommand, PinnedVolume
from core.runtime.container_process import ContainerProcess, boot_id
from core.runtime.control_groups import is_frozen, show_one_version
from core.runtime.execution import ExecContext, run_command
from core.runtime.injected import injected_paths
from core.runtime.left_behind import end_left_behind
from core.runtime.mounts import network_mount_points
from core.runtime.oci_runtime import OciRuntime, find_runtime
from core.runtime.probe import EnforcedLimits, enforced_limits, probe_runtime
from core.runtime.process_table import start_time_of
from core.runtime.reaping import become_subreaper
from core.runtime.spec import write_bundle
from core.runtime.terminal import TerminalProcess, open_terminal

__all__ = [
    "BundleRequest",
    "ContainerProcess",
    "EnforcedLimits",
    "ExecContext",
    "OciRuntime",
    "OwnCommand",
    "PinnedVolume",
    "TerminalProcess",
    "become_subreaper",
    "boot_id",
    "end_left_behind",
    "enforced_limits",
    "find_runtime",
    "injected_paths",
    "is_frozen",
    "network_mount_points",
    "open_terminal",
    "probe_runtime",
    "run_command",
    "show_one_version",
    "start_time_of",
    "write_bundle",
]
