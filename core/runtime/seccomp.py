"""Which system calls a container may make (runtime-spec config-linux.md, "Seccomp").

An allow list: what Docker's and Podman's default profiles both allow to a container with our
capabilities. Everything else does not exist (ENOSYS), so that programs take their other way; what
is well known and refused says so (EPERM). It is compiled at every exec, so it is kept short.
"""

from __future__ import annotations

import errno
import platform
from typing import Any

_ALLOWED = """
    _llseek _newselect accept accept4 access adjtimex alarm arch_prctl bind brk cachestat capget
    capset chdir chmod chown chown32 chroot clock_adjtime clock_adjtime64 clock_getres
    clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64
    close close_range connect copy_file_range creat dup dup2 dup3 epoll_create epoll_create1
    epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2
    execve execveat exit exit_group faccessat faccessat2 fadvise64 fadvise64_64 fallocate
    fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl fcntl64
    fdatasync fgetxattr flistxattr flock fork fremovexattr fsetxattr fstat fstat64 fstatat64
    fstatfs fstatfs64 fsync ftruncate ftruncate64 futex futex_requeue futex_time64 futex_wait
    futex_waitv futex_wake futimesat get_robust_list get_thread_area getcpu getcwd getdents
    getdents64 getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups getgroups32
    getitimer getpeername getpgid getpgrp getpid getppid getpriority getrandom getresgid
    getresgid32 getresuid getresuid32 getrlimit getrusage getsid getsockname getsockopt gettid
    gettimeofday getuid getuid32 getxattr inotify_add_watch inotify_init inotify_init1
    inotify_rm_watch io_cancel io_destroy io_getevents io_setup io_submit ioprio_get
    ioprio_set ipc kcmp kill landlock_add_rule landlock_create_ruleset landlock_restrict_self
    lchown lchown32 lgetxattr link linkat listen listxattr llistxattr lremovexattr lseek
    lsetxattr lstat lstat64 madvise map_shadow_stack membarrier memfd_create memfd_secret
    mincore mkdir mkdirat mknod mknodat mlock mlock2 mlockall mmap mmap2 modify_ldt mprotect
    mq_getsetattr mq_notify mq_open mq_timedreceive mq_timedreceive_time64 mq_timedsend
    mq_timedsend_time64 mq_unlink mremap msgctl msgget msgrcv msgsnd msync munlock munlockall
    munmap nanosleep newfstatat open openat openat2 pause pidfd_open pidfd_send_signal pipe
    pipe2 pkey_alloc pkey_free pkey_mprotect poll ppoll ppoll_time64 prctl pread64 preadv
    preadv2 prlimit64 process_mrelease process_vm_readv process_vm_writev pselect6
    pselect6_time64 ptrace pwrite64 pwritev pwritev2 read readahead readdir readlink readlinkat
    readv recv recvfrom recvmmsg recvmmsg_time64 recvmsg remap_file_pages removexattr rename
    renameat renameat2 restart_syscall rmdir rseq rt_sigaction rt_sigpending rt_sigprocmask
    rt_sigqueueinfo rt_sigreturn rt_sigsuspend rt_sigtimedwait rt_sigtimedwait_time64
    rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity
    sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval
    sched_rr_get_interval_time64 sched_setaffinity sched_setattr sched_setparam
    sched_setscheduler sched_yield seccomp select semctl semget semop semtimedop
    semtimedop_time64 send sendfile sendfile64 sendmmsg sendmsg sendto set_robust_list
    set_thread_area set_tid_address setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32
    setgroups setgroups32 setitimer setpgid setpriority setregid setregid32 setresgid
    setresgid32 setresuid setresuid32 setreuid setreuid32 setrlimit setsid setsockopt setuid
    setuid32 setxattr shmat shmctl shmdt shmget shutdown sigaction sigaltstack signalfd
    signalfd4 sigpending sigprocmask sigreturn sigsuspend socketpair splice stat stat64 statfs
    statfs64 statx symlink symlinkat sync sync_file_range syncfs syscall sysinfo tee tgkill time
    timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime
    timer_settime64 timerfd timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime
    timerfd_settime64 times tkill truncate truncate64 ugetrlimit umask uname unlink unlinkat
    utime utimensat utimensat_time64 utimes vfork wait4 waitid waitpid write writev
""".split()

_REFUSED = """
    acct add_key bpf clock_settime clock_settime64 delete_module fanotify_init finit_module fsconfig
    fsmount fsopen fspick init_module ioperm iopl kexec_file_load kexec_load keyctl lookup_dcookie
    mount mount_setattr move_mount move_pages name_to_handle_at open_by_handle_at open_tree
    perf_event_open pivot_root quotactl reboot request_key setdomainname sethostname setns
    settimeofday swapoff swapon syslog umount umount2 unshare userfaultfd vhangup
""".split()

_AF_UNIX, _AF_INET, _AF_INET6, _AF_NETLINK = 1, 2, 10, 16
_NETLINK_ROUTE, _NETLINK_AUDIT = 0, 9
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C  # ioctl_tty(2)
_PERSONALITIES = (0x0, 0x8, 0x20000, 0x20008, 0xFFFFFFFF)  # native, 32 bit, old uname, "which?"
_NEW_NAMESPACES = 0x7E020000  # every CLONE_NEW* flag
_CLONE_FLAGS_INDEX = {"s390x": 1}  # clone(2), "C library/kernel differences"
# Only this machine's own: each further one (32-bit programs) costs as much again at every exec,
# and is one more table of system calls to be attacked through.
_ARCHITECTURES = {
    "x86_64": ["SCMP_ARCH_X86_64"],
    "aarch64": ["SCMP_ARCH_AARCH64"],
    "riscv64": ["SCMP_ARCH_RISCV64"],
    "ppc64le": ["SCMP_ARCH_PPC64LE"],
    "s390x": ["SCMP_ARCH_S390X"],
}


def seccomp_profile() -> dict[str, Any]:
    """The `linux.seccomp` object for config.json."""
    return {
        "defaultAction": "SCMP_ACT_ERRNO",
        "defaultErrnoRet": errno.ENOSYS,
        "architectures": _ARCHITECTURES.get(platform.machine(), []),
        "syscalls": [
            _rule(_ALLOWED),
            *(_rule(["personality"], _equals(0, value)) for value in _PERSONALITIES),
            # Other families (AF_ALG, AF_VSOCK, AF_PACKET, …) have had more holes than uses.
            *(_rule(["socket"], _equals(0, family)) for family in (_AF_UNIX, _AF_INET, _AF_INET6)),
            _rule(["socket"], _equals(0, _AF_NETLINK), _equals(2, _NETLINK_ROUTE)),
            # useradd goes on only where auditing "does not exist" (shadow, lib/audit_help.c).
            {
                "names": ["socket"],
                "action": "SCMP_ACT_ERRNO",
                "errnoRet": errno.EINVAL,
                "args": [_equals(0, _AF_NETLINK), _equals(2, _NETLINK_AUDIT)],
            },
            *_ioctl_rules(),
            _rule(
                ["clone"],
                {
                    "index": _CLONE_FLAGS_INDEX.get(platform.machine(), 0),
                    "value": _NEW_NAMESPACES,
                    "valueTwo": 0,
                    "op": "SCMP_CMP_MASKED_EQ",
                },
            ),
            # Its flags are in memory where a filter cannot look; glibc falls back to clone.
            {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": errno.ENOSYS},
            {"names": _REFUSED, "action": "SCMP_ACT_ERRNO", "errnoRet": errno.EPERM},
        ],
    }


def _ioctl_rules() -> list[dict[str, Any]]:
    """Every ioctl but the two that type into a terminal for somebody else.

    The kernel looks at the lower 32 bits of the request, so a comparison with the whole register
    could be deceived (CVE-2019-10063), and a filter has no "unlike under a mask". Hence one rule
    for each bit in which a request may differ from what both have in common, and rules for where
    they differ from each other.
    """
    differing = _TIOCSTI ^ _TIOCLINUX
    bits = [1 << number for number in range(32)]
    rules = [_masked(1, bit, ~_TIOCSTI & bit) for bit in bits if not bit & differing]
    first, *others = [bit for bit in bits if bit & differing]
    for bit in others:
        # In both refused requests this bit stands in a fixed relation to the first one.
        for value in (0, first):
            matches = (_TIOCSTI & first) == value
            refused = (_TIOCSTI if matches else _TIOCLINUX) & bit
            rules.append(_masked(1, first | bit, value | (refused ^ bit)))
    return rules


def _masked(index: int, mask: int, value: int) -> dict[str, Any]:
    return _rule(
        ["ioctl"],
        {"index": index, "value": mask, "valueTwo": value, "op": "SCMP_CMP_MASKED_EQ"},
    )


def _rule(names: list[str], *arguments: dict[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"names": names, "action": "SCMP_ACT_ALLOW"}
    return {**rule, "args": list(arguments)} if arguments else rule


def _equals(index: int, value: int) -> dict[str, Any]:
    return {"index": index, "value": value, "op": "SCMP_CMP_EQ"}
