"""OCI runtime: the bundle and its hardening, containers' processes, consoles."""

from core.runtime.bundle import BundleRequest, OwnCommand, PinnedVolume
from core.runtime.container_process import ContainerProcess, boot_id
from core.runtime.control_groups import groups_of, is_frozen, show_one_version
from core.runtime.execution import ExecContext, run_command
from core.runtime.hardening import resources as limit_resources
from core.runtime.injected import injected_paths
from core.runtime.left_behind import end_left_behind
from core.runtime.limits import check_limits, update_flags
from core.runtime.log_ring import follow, log_pipe, wait_until_written
from core.runtime.mounts import network_mount_points
from core.runtime.oci_runtime import OciRuntime, find_runtime
from core.runtime.probe import EnforcedLimits, enforced_limits, probe_runtime
from core.runtime.process_list import list_processes, send_signal
from core.runtime.process_table import start_time_of
from core.runtime.reaping import become_subreaper
from core.runtime.spec import safe_working_dir, write_bundle
from core.runtime.spent import ENDED_COMMANDS
from core.runtime.terminal import TerminalProcess, open_terminal
from core.runtime.usage import UsageMeter, memory_bytes, out_of_memory_kills
from core.runtime.volumes import check_volumes, pinned_volumes, unpin

__all__ = [
    "ENDED_COMMANDS",
    "BundleRequest",
    "ContainerProcess",
    "EnforcedLimits",
    "ExecContext",
    "OciRuntime",
    "OwnCommand",
    "PinnedVolume",
    "TerminalProcess",
    "UsageMeter",
    "become_subreaper",
    "boot_id",
    "check_limits",
    "check_volumes",
    "end_left_behind",
    "enforced_limits",
    "find_runtime",
    "follow",
    "groups_of",
    "injected_paths",
    "is_frozen",
    "limit_resources",
    "list_processes",
    "log_pipe",
    "memory_bytes",
    "network_mount_points",
    "open_terminal",
    "out_of_memory_kills",
    "pinned_volumes",
    "probe_runtime",
    "run_command",
    "safe_working_dir",
    "send_signal",
    "show_one_version",
    "start_time_of",
    "unpin",
    "update_flags",
    "wait_until_written",
    "write_bundle",
]
