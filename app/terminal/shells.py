"""Which shell a terminal runs, and how it is asked to say where its prompts are.

Nothing is written into the container. The shell gets its prompt by its environment, with private
marks in it (after FinalTerm's OSC 133) that carry a random word, so that output of programs is not
taken for them. The word is in the shell's environment, so a program in the container that looks for
it can write a mark; all it can do with it is to lie about commands in its own container.

    A;word;exit code;pid;number;kind;directory   a prompt begins; kind is bash's version, or busybox
    B;word                                       it ends, what is typed follows
    P;word;number                                the prompt of a line that goes on ends
    C;word                                       a command was read and starts (bash 4.4)
"""

from __future__ import annotations

import re
import secrets

from core.model import ExecRequest, TerminalSize

SHELLS = (
    "/bin/sh", "/bin/bash", "/usr/bin/bash", "/bin/ash", "/bin/dash", "/usr/bin/sh", "/busybox/sh",
)  # fmt: skip
"""Tried in this order. A shell that runs looks for bash itself, which says most about commands."""

_TERM = "xterm-256color"
_GREEN, _BLUE, _REST = "\x1b[32m", "\x1b[1;34m", "\x1b[0m"
_ODD = re.compile(r"[^A-Za-z0-9._-]")

# $0 the shell itself, then the prompts: bash, busybox, others; line that goes on for bash, others;
# PS0 and PROMPT_COMMAND. Only busybox and bash say "x" here, dash says "-e x"; busybox has to be
# told what of its prompt takes no room, as bash has, and dash would show that.
_START = r"""
for shell in /bin/bash /usr/bin/bash /usr/local/bin/bash; do
  if "$shell" -c : 2>/dev/null; then
    PS1=$1 PS2=$4 PS0=$6 PROMPT_COMMAND=$7
    export PS1 PS2 PS0 PROMPT_COMMAND
    exec "$shell"
  fi
done
PS1=$3 PS2=$5
case $(echo -e x) in x) PS1=$2 PS2=$4 ;; esac
export PS1 PS2
exec "$0"
"""


def new_word() -> str:
    """A random word for the marks of one terminal."""
    return secrets.token_hex(12)


def _mark(words: str) -> str:
    return f"\x1b]133;{words}\x07"


def _prompts(word: str, name: str) -> tuple[str, ...]:
    """What the start script gets, see there."""
    title = _ODD.sub("", name)[:60] or "container"
    number = "$((BRICKLAYER_N=${BRICKLAYER_N:-0}+1))"
    begin = _mark(f"A;{word};$?;$$;{number};;$PWD")
    begin_bash = _mark(f"A;{word};$?;$$;;${{BASH_VERSION-}};$PWD")
    end, goes_on, starts = _mark(f"B;{word}"), _mark(f"P;{word};{number}"), _mark(f"C;{word}")
    look = (f"{_GREEN}root@{title}{_REST}:{_BLUE}", "$PWD", f"{_REST}# ")
    for_bash = (
        rf"\[{begin_bash}{_GREEN}\]root@{title}\[{_REST}\]:\[{_BLUE}\]$PWD\[{_REST}\]# \[{end}\]"
    )
    for_busybox = for_bash.replace(begin_bash, begin.replace(";;$PWD", ";busybox;$PWD"))
    for_others = begin + "".join(look) + end
    # A prompt that an rc file set gives way to ours once; one that is set later gets the marks.
    own = (
        f'case $PS1 in *{word}*) ;; *) if [ "${{BRICKLAYER_P-}}" ]; then '
        rf"PS1='\[{begin_bash}\]'"
        '"$PS1"'
        rf"'\[{end}\]'; else PS1='{for_bash}'; fi ;; esac; BRICKLAYER_P=1"
    )
    return (
        for_bash, for_busybox, for_others,
        rf"> \[{goes_on}\]", f"> {goes_on}", starts, own,
    )  # fmt: skip


def shell_request(shell: str, word: str, name: str, size: TerminalSize) -> ExecRequest:
    """Start a shell on a terminal of that size in a container of that name."""
    return ExecRequest(
        argv=(shell, "-c", _START, shell, *_prompts(word, name)),
        env=(f"TERM={_TERM}", "COLORTERM=truecolor"),
        terminal=True,
        size=size,
        is_recorded=False,  # what is typed is recorded, not the shell
    )


def hand_request(argv: tuple[str, ...], size: TerminalSize) -> ExecRequest:
    """Start any program on a terminal of that size: where there is no shell."""
    return ExecRequest(
        argv=argv,
        env=(f"TERM={_TERM}", "COLORTERM=truecolor"),
        terminal=True,
        size=size,
        is_recorded=False,  # its end is recorded as that of a typed command
    )
