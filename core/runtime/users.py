"""Users in a container: names looked up in what its layers hold (image-spec config.md, User).

The files belong to the container, so nothing in them is believed: no link is followed, nothing
that may block is opened, and no more than 1 MiB is read.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import NotSupportedError
from core.layer import WhiteoutForm
from core.layer.lookup import LayerStack
from core.layer.tree import FILE_FLAGS

_LIMIT_BYTES = 1 << 20
_GROUPS_LIMIT = 64
_ID = re.compile(r"[0-9]{1,9}")
_NAME = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.$-]{0,63}")

AccountFile = Callable[[str], bytes]
"""Content of "passwd" or "group" in the container, b"" when there is none that can be read."""


@dataclass(frozen=True, slots=True)
class ProcessUser:
    """As whom a process runs. `home` is "" where the container does not say."""

    uid: int
    gid: int
    groups: tuple[int, ...] = ()
    home: str = ""

    def to_json(self) -> dict[str, object]:
        """The `user` object of a process."""
        value: dict[str, object] = {"uid": self.uid, "gid": self.gid}
        if self.groups:
            value["additionalGids"] = list(self.groups)
        return value


ROOT = ProcessUser(0, 0)


def find_user(asked: str, read: AccountFile) -> ProcessUser:
    """Who is meant by "uid", "uid:gid", "name", "name:group"; "" is the administrator.

    Without a group it is the user's own; a uid that has no account gets the gid of that number.
    Raises NotSupportedError for names that the container does not have.
    """
    name, colon, group = asked.partition(":")
    if name in ("", "0") and group in ("", "0"):
        return ROOT
    is_id = bool(_ID.fullmatch(name))
    if not (is_id or _NAME.fullmatch(name)) or (colon and not group):
        raise _refused(asked, "a user is given as uid, uid:gid, name or name:group")
    accounts = _rows(read("passwd"), 7)
    account = next((row for row in accounts if row[2 if is_id else 0] == name), None)
    if account is None and not is_id:
        raise _refused(asked, f"the container's /etc/passwd has no user {name}")
    uid = int(name) if is_id else _number(account, 2, asked)
    home = account[5] if account else ""
    if group:
        return ProcessUser(uid, _group(group, asked, read), home=home)
    if account is None:
        return ProcessUser(uid, uid)
    gid = _number(account, 3, asked)
    members = (row for row in _rows(read("group"), 4) if account[0] in row[3].split(","))
    others = [int(row[2]) for row in members if _ID.fullmatch(row[2]) and int(row[2]) != gid]
    return ProcessUser(uid, gid, tuple(others[:_GROUPS_LIMIT]), home)


def account_files(layers: Sequence[Path], form: WhiteoutForm) -> AccountFile:
    """Reads them in a stack of layers, top first."""

    def read(name: str) -> bytes:
        with LayerStack(layers, form) as stack:
            found = stack.find(b"etc/" + name.encode())
            if found is None or not stat.S_ISREG(found.status.st_mode):
                return b""
            try:
                descriptor = os.open(found.name, FILE_FLAGS, dir_fd=found.directory)
            except OSError:
                return b""  # replaced just now
            with os.fdopen(descriptor, "rb") as file:
                is_file = stat.S_ISREG(os.fstat(descriptor).st_mode)
                content = file.read(_LIMIT_BYTES + 1) if is_file else b""
        if len(content) > _LIMIT_BYTES:
            raise _refused("", f"the container's /etc/{name} is larger than 1 MiB")
        return content

    return read


def _group(asked_group: str, asked: str, read: AccountFile) -> int:
    if _ID.fullmatch(asked_group):
        return int(asked_group)
    for row in _rows(read("group"), 4):
        if row[0] == asked_group:
            return _number(row, 2, asked)
    raise _refused(asked, f"the container's /etc/group has no group {asked_group}")


def _rows(content: bytes, fields: int) -> Iterator[list[str]]:
    """Lines with that many fields (passwd(5), group(5)); all others are nobody's."""
    for line in content.decode(errors="replace").splitlines():
        row = line.split(":")
        if len(row) == fields:
            yield row


def _number(row: list[str] | None, column: int, asked: str) -> int:
    if row is None or not _ID.fullmatch(row[column]):
        raise _refused(asked, "the container's accounts hold no number for it")
    return int(row[column])


def _refused(asked: str, reason: str) -> NotSupportedError:
    return NotSupportedError(f"Running as “{asked}”" if asked else "Finding a user", reason)
