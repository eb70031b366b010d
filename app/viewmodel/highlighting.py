"""Colours for the text of a file: which piece of a line is a keyword, a string, a comment.

Pygments splits the text. Its lexers are chosen from a fixed table by the file's name and first
line, so that no plug-in is loaded and nothing of the file is ever run. The work is done piece by
piece: whoever shows a file calls `advance` between two events, and colours grow from the top.
"""

from __future__ import annotations

import enum
import importlib
import re
import time
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

LIMIT_BYTES = 200_000
"""Longer texts stay plain."""
LINE_LIMIT = 1_000
"""Characters of a line that are looked at; what follows stays plain."""

_PATIENCE_S = 1.0  # for one step of a lexer: hostile text may take its patterns for ever
_CHECK_EVERY = 64  # tokens between two looks at the clock


class TokenKind(enum.Enum):
    """What a piece of code is. The value is the end of its colour token, `syntax_…`."""

    KEYWORD = "keyword"
    STRING = "string"
    COMMENT = "comment"
    NUMBER = "number"
    NAME = "name"
    OPERATOR = "operator"


Mark = tuple[int, int, TokenKind]
"""Where in a line it begins, how many characters it has, and what it is."""

_WEB, _TOOLS = "javascript", "configs"
_ENDINGS = {
    "py": "python.PythonLexer", "pyi": "python.PythonLexer", "pth": "python.PythonLexer",
    "sh": "shell.BashLexer", "bash": "shell.BashLexer", "zsh": "shell.BashLexer",
    "env": "shell.BashLexer", "ps1": "shell.PowerShellLexer", "bat": "shell.BatchLexer",
    "cmd": "shell.BatchLexer", "yml": "data.YamlLexer", "yaml": "data.YamlLexer",
    "json": "data.JsonLexer", "toml": f"{_TOOLS}.TOMLLexer", "ini": f"{_TOOLS}.IniLexer",
    "cfg": f"{_TOOLS}.IniLexer", "conf": f"{_TOOLS}.IniLexer", "cnf": f"{_TOOLS}.IniLexer",
    "repo": f"{_TOOLS}.IniLexer", "desktop": f"{_TOOLS}.DesktopLexer",
    "service": f"{_TOOLS}.SystemdLexer", "socket": f"{_TOOLS}.SystemdLexer",
    "timer": f"{_TOOLS}.SystemdLexer", "mount": f"{_TOOLS}.SystemdLexer",
    "properties": f"{_TOOLS}.PropertiesLexer", "tf": f"{_TOOLS}.TerraformLexer",
    "dockerfile": f"{_TOOLS}.DockerLexer", "list": "installers.SourcesListLexer",
    "xml": "html.XmlLexer", "xsl": "html.XmlLexer", "svg": "html.XmlLexer",
    "config": "html.XmlLexer", "html": "html.HtmlLexer", "htm": "html.HtmlLexer",
    "css": "css.CssLexer", "scss": "css.ScssLexer", "js": f"{_WEB}.JavascriptLexer",
    "mjs": f"{_WEB}.JavascriptLexer", "cjs": f"{_WEB}.JavascriptLexer",
    "ts": f"{_WEB}.TypeScriptLexer", "c": "c_cpp.CLexer", "h": "c_cpp.CLexer",
    "cc": "c_cpp.CppLexer", "cpp": "c_cpp.CppLexer", "hpp": "c_cpp.CppLexer",
    "cs": "dotnet.CSharpLexer", "go": "go.GoLexer", "rs": "rust.RustLexer",
    "java": "jvm.JavaLexer", "kt": "jvm.KotlinLexer", "groovy": "jvm.GroovyLexer",
    "php": "php.PhpLexer", "rb": "ruby.RubyLexer", "lua": "scripting.LuaLexer",
    "pl": "perl.PerlLexer", "pm": "perl.PerlLexer", "sql": "sql.SqlLexer",
    "mk": "make.MakefileLexer", "cmake": "make.CMakeLexer", "md": "markup.MarkdownLexer",
    "rst": "markup.RstLexer", "diff": "diff.DiffLexer", "patch": "diff.DiffLexer",
    "r": "r.SLexer", "swift": "objective.SwiftLexer", "proto": "dsls.ProtoBufLexer",
}  # fmt: skip
_NAMES = {
    "dockerfile": "configs.DockerLexer", "containerfile": "configs.DockerLexer",
    "makefile": "make.MakefileLexer", "cmakelists.txt": "make.CMakeLexer",
    ".htaccess": "configs.ApacheConfLexer", "httpd.conf": "configs.ApacheConfLexer",
    "apache2.conf": "configs.ApacheConfLexer", "nginx.conf": "configs.NginxConfLexer",
    "pipfile": "configs.TOMLLexer", ".gitconfig": "configs.IniLexer",
    ".npmrc": "configs.IniLexer", ".bashrc": "shell.BashLexer", ".profile": "shell.BashLexer",
    ".bash_profile": "shell.BashLexer", "profile": "shell.BashLexer", ".env": "shell.BashLexer",
    "os-release": "shell.BashLexer", "environment": "shell.BashLexer",
    "crontab": "shell.BashLexer", "fstab": "shell.BashLexer",
}  # fmt: skip
_FOLDERS = {
    "nginx": "configs.NginxConfLexer", "apache2": "configs.ApacheConfLexer",
    "httpd": "configs.ApacheConfLexer", "profile.d": "shell.BashLexer",
    "init.d": "shell.BashLexer", "apt.conf.d": "configs.IniLexer",
}  # fmt: skip
_FIRST_LINES = (
    (re.compile(r"#!.{0,80}\b(?:ba|da|a|z|k)?sh\b"), "shell.BashLexer"),
    (re.compile(r"#!.{0,80}\bpython"), "python.PythonLexer"),
    (re.compile(r"#!.{0,80}\bperl"), "perl.PerlLexer"),
    (re.compile(r"#!.{0,80}\bnode"), f"{_WEB}.JavascriptLexer"),
    (re.compile(r"#!.{0,80}\bruby"), "ruby.RubyLexer"),
    (re.compile(r"#!.{0,80}\bphp"), "php.PhpLexer"),
    (re.compile(r"<\?php"), "php.PhpLexer"),
    (re.compile(r"<\?xml"), "html.XmlLexer"),
    (re.compile(r"<(?:!doctype )?html", re.IGNORECASE), "html.HtmlLexer"),
    (re.compile(r"\s*\{\s*(?:\"|$)"), "data.JsonLexer"),
    (re.compile(r"---\s*$"), "data.YamlLexer"),
    (re.compile(r"#\s*syntax\s*=\s*docker"), "configs.DockerLexer"),
)
# Lexers that would look up others by what the text says are told not to.
_OPTIONS = {"markup.MarkdownLexer": "handlecodeblocks", "markup.RstLexer": "handlecodeblocks"}
_KINDS = (
    ("Comment.Preproc", TokenKind.KEYWORD),
    ("Comment", TokenKind.COMMENT),
    ("Keyword", TokenKind.KEYWORD),
    ("Operator.Word", TokenKind.KEYWORD),
    ("Operator", TokenKind.OPERATOR),
    ("Literal.Number", TokenKind.NUMBER),
    ("Literal", TokenKind.STRING),
    ("Generic.Heading", TokenKind.KEYWORD),
    ("Generic.Subheading", TokenKind.KEYWORD),
    ("Name.Constant", TokenKind.NUMBER),
    ("Name", TokenKind.NAME),
)
_PLAIN_NAMES = ("Name", "Name.Other", "Name.Variable")  # as most words of a text are


def language_of(path: str, first_line: str = "") -> str:
    """What the text of a file is, "" when it is taken as plain: "Python", "Bash"."""
    lexer = _lexer_of(path, first_line)
    return lexer.partition(".")[2].removesuffix("Lexer").removesuffix("Conf")


class Highlighter:
    """Marks for the lines of a file, worked out in slices."""

    def __init__(self, path: str, pieces: Sequence[Sequence[str]], first_line: str = "") -> None:
        """`pieces` are runs of lines without their ends; nothing is known of what lies between."""
        self._marks: list[tuple[Mark, ...]] = []
        self._work: Iterator[object] | None = None
        first = first_line or (pieces[0][0] if pieces and pieces[0] else "")
        name = _lexer_of(path, first[:LINE_LIMIT])
        size = sum(len(line) + 1 for lines in pieces for line in lines)
        if name and size <= LIMIT_BYTES:
            self._work = self._steps(name, [list(lines) for lines in pieces])

    @property
    def is_done(self) -> bool:
        """Whether no more colours will come."""
        return self._work is None

    @property
    def ready(self) -> int:
        """How many lines have their marks, counted over all pieces."""
        return len(self._marks)

    def marks(self, line: int) -> tuple[Mark, ...]:
        """What is known of a line, counted over all pieces from 0; () when nothing is."""
        return self._marks[line] if line < len(self._marks) else ()

    def advance(self, seconds: float) -> int:
        """Work for about so long; how many lines have their marks by now."""
        until = time.monotonic() + seconds
        while self._work is not None:
            before = time.monotonic()
            if before >= until:
                break
            try:
                next(self._work)
            except StopIteration:
                self._work = None
                break
            if time.monotonic() - before > _PATIENCE_S:
                self._work = None
        return self.ready

    def _steps(self, name: str, pieces: list[list[str]]) -> Iterator[None]:
        lexer = _make_lexer(name)
        for lines in pieces:
            yield from self._piece(lexer, [line[:LINE_LIMIT] for line in lines])

    def _piece(self, lexer: Any, lines: list[str]) -> Iterator[None]:
        """One run of lines; the lexer sees each line with one line end of its own."""
        end = len(self._marks) + len(lines)
        text = "".join(f"{_one_line(line)}\n" for line in lines)
        marks: list[Mark] = []
        start, row = 0, 0  # of the line that is collected
        tokens = lexer.get_tokens_unprocessed(text)
        for number, (offset, token, value) in enumerate(tokens):
            if number % _CHECK_EVERY == 0:
                yield
            kind = _kind_of(token)
            for part in value.splitlines(keepends=True) if "\n" in value else (value,):
                while row < len(lines) and offset > start + len(lines[row]):
                    start += len(lines[row]) + 1
                    row += 1
                    self._marks.append(tuple(marks))
                    marks = []
                length = len(part.rstrip("\n"))
                if kind is not None and length and not part.isspace():
                    _add(marks, (offset - start, length, kind))
                offset += len(part)
        self._marks.append(tuple(marks))
        del self._marks[end:]
        self._marks += [()] * (end - len(self._marks))


def highlight(path: str, lines: Sequence[str]) -> list[tuple[Mark, ...]]:
    """All marks at once, a list with one entry a line."""
    highlighter = Highlighter(path, [lines])
    while not highlighter.is_done:
        highlighter.advance(_PATIENCE_S)
    return [highlighter.marks(number) for number in range(len(lines))]


def _add(marks: list[Mark], mark: Mark) -> None:
    """A piece that goes on with what the last one was becomes part of it."""
    if marks and marks[-1][2] is mark[2] and marks[-1][0] + marks[-1][1] == mark[0]:
        start, length, kind = marks.pop()
        mark = (start, length + mark[1], kind)
    marks.append(mark)


def _one_line(line: str) -> str:
    """Of the same length; line ends that only Python or a lexer sees are blanks."""
    if line.isprintable():
        return line
    return re.sub("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", line)


def _lexer_of(path: str, first_line: str) -> str:
    """Module and class of the lexer, "" for plain text."""
    *folders, name = path.lower().split("/")
    found = _NAMES.get(name)
    if found is None:
        stem, _dot, ending = name.rpartition(".")
        by_folder = next((_FOLDERS[one] for one in reversed(folders) if one in _FOLDERS), "")
        if by_folder and (ending == "conf" or not stem):
            return by_folder
        found = _ENDINGS.get(ending, _NAMES.get(stem, "")) if stem else ""
    if found:
        return found
    return next((lexer for pattern, lexer in _FIRST_LINES if pattern.match(first_line)), "")


def _make_lexer(name: str) -> Any:
    module, _dot, lexer = name.partition(".")
    option = _OPTIONS.get(name)
    options = {option: False} if option else {}
    return getattr(importlib.import_module(f"pygments.lexers.{module}"), lexer)(**options)


@cache
def _kind_of(token: tuple[str, ...]) -> TokenKind | None:
    """The few kinds that have a colour, of Pygments' many."""
    path = ".".join(token)
    if path in _PLAIN_NAMES:
        return None
    for name, kind in _KINDS:
        if path == name or path.startswith(f"{name}."):
            return kind
    return None
