"""`bricklayer login` and `bricklayer logout`: who we are to a registry, for scripts too.

A secret is read from the terminal without being shown, or from standard input; never from the
command line, where everybody on this computer could read it. Exit codes: 0 fine, 1 an error, 2 the
command line is wrong.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.complaints import say

if TYPE_CHECKING:
    from core.model import Login

_SECRET_LIMIT_CHARS = 64 << 10


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    add_repository: Callable[[argparse.ArgumentParser], None],
) -> None:
    """Their options."""
    login = commands.add_parser("login", help="log in to a registry, and keep the login")
    login.add_argument("registry", metavar="REGISTRY", help="host or host:port; docker.io")
    login.add_argument("--user", default="", help="who you are there; asked for when it is missing")
    login.add_argument(
        "--password-stdin", action="store_true", help="read the password from standard input"
    )
    login.add_argument(
        "--allow-http",
        action="store_true",
        help="take plain http, and certificates that nobody vouches for",
    )
    add_repository(login)
    logout = commands.add_parser("logout", help="forget the login of a registry")
    logout.add_argument("registry", metavar="REGISTRY", help="host or host:port; docker.io")
    add_repository(logout)


def run_login(options: argparse.Namespace) -> int:
    """Check a login and keep it; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect
    from core.model import RegistryAccess

    if options.password_stdin and not options.user:
        say("--password-stdin needs --user")
        return 2
    login = _asked_for(options.user, options.password_stdin)
    if login is None:
        return 1
    engine = connect(options.repository)
    try:
        engine.check_login(options.registry, RegistryAccess(login, options.allow_http))
        where = engine.keep_login(options.registry, login)
    finally:
        engine.close()
    sys.stdout.write(f"logged in to {options.registry} as {login.user}; kept in {where}\n")
    if Path(where).is_absolute():
        say("there is no keyring: the file is not encrypted, but only you can read it")
    return 0


def run_logout(options: argparse.Namespace) -> int:
    """Forget a login; the exit code. Raises what `core.errors` holds."""
    from core.engine.connect import connect

    engine = connect(options.repository)
    try:
        engine.forget_login(options.registry)
        left = engine.kept_login(options.registry)
    finally:
        engine.close()
    sys.stdout.write(f"logged out of {options.registry}\n")
    if left is not None:
        say(f"another program keeps a login for it still: {left.source}")
    return 0


def _asked_for(user: str, is_from_stdin: bool) -> Login | None:
    """The login that a person types or pipes in; None when there is none, after saying so."""
    from core.model import Login

    if is_from_stdin:
        secret = sys.stdin.readline(_SECRET_LIMIT_CHARS).rstrip("\r\n")
    elif not sys.stdin.isatty():
        say("there is no terminal to ask at: give --user and --password-stdin")
        return None
    else:
        if not user:
            sys.stderr.write("User: ")
            sys.stderr.flush()
            user = sys.stdin.readline(_SECRET_LIMIT_CHARS).strip()
        secret = getpass.getpass("Password: ", sys.stderr)
    if not user or not secret:
        say("a login is a user and a password")
        return None
    return Login(user, secret)
