"""Containerfiles as they are written in the world, and as they must not be."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from core.building import FILE_LIMIT_BYTES, STEP_LIMIT, BaseFacts, read_plan, read_text
from core.building.words import WordError, expand, split_words
from core.errors import FileAccessError, MalformedDocumentError
from core.model import BuildPlan, StepKind

BASE = BaseFacts("Base:1.0", ("PATH=/bin", "GREETING=hello"), "linux/amd64")


def plan_of(text: str, arguments: Mapping[str, str] | None = None) -> BuildPlan:
    known = {"Base:1.0": BASE, "base": BASE}
    return read_plan(text, "/x/Containerfile", "/x", arguments or {}, known.get)


def words_of(body: str, **arguments: str) -> list[tuple[str, ...]]:
    return [step.words for step in plan_of(f"FROM base\n{body}", arguments).steps]


VARIABLES = {"X": "1", "E": "", "P": "/a b"}


@pytest.mark.parametrize(
    ("word", "comes_out"),
    [
        ("$X", "1"),
        ("${X}y", "1y"),
        ("$X$X-", "11-"),
        ("$N", ""),
        ("${X:-y}", "1"),
        ("${N:-y}", "y"),
        ("${E:-y}", "y"),
        ("${E-y}", ""),
        ("${N-y}", "y"),
        ("${X:+y}", "y"),
        ("${E:+y}", ""),
        ("${E+y}", "y"),
        ("${N+y}", ""),
        ("${X?needed}", "1"),
        ("${N:-${X}}", "1"),
        ("${N:-a b}", "a b"),
        ("${N:-'}'}", "}"),
        (r"\$X", "$X"),
        (r"\\$X", "\\1"),
        ("'$X'", "$X"),
        ('"$X a"', "1 a"),
        (r'"\$X \" \n"', '$X " \\n'),
        (r"'a\b'", r"a\b"),
        (r"a\ b", "a b"),
        ("$", "$"),
        ("a$", "a$"),
        ("$-", "$-"),
        ('""', ""),
        ("a\"b\"'c'", "abc"),
        ("$P/x", "/a b/x"),
    ],
)
def test_variables_and_quotes(word: str, comes_out: str) -> None:
    assert expand(word, VARIABLES) == comes_out


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("${X", "never closed"),
        ("${", "name"),
        ("${}", "name"),
        ("'a", "never closed"),
        ('"a', "never closed"),
        ('"${X"', "not supported"),
        ("${X#y}", "not supported"),
        ("${N:?say it}", "must be given: say it"),
        ("${N?}", "must be given"),
        ("${N:-" * 200, "too deep"),
    ],
)
def test_words_that_cannot_be_understood(word: str, reason: str) -> None:
    with pytest.raises(WordError, match=reason):
        expand(word, VARIABLES)


def test_words_are_split_with_their_quotes() -> None:
    assert split_words(r"""a="b c" d='e f' g\ h  i""") == ['a="b c"', "d='e f'", r"g\ h", "i"]
    with pytest.raises(WordError):
        split_words("a='b")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("RUN apt-get update\\\n && x", ("apt-get update && x",)),
        ("RUN a \\\n# a comment\n\n   # another\n  b", ("a   b",)),
        ("RUN a \\  \nb", ("a b",)),
        ("RUN a \\", ("a",)),
        ("RUN echo a\\\\", ("echo a\\\\",)),
        ("  run   echo  $X  ", ("echo  $X",)),
        ("RUN a # b", ("a # b",)),
        ("RUN echo a\r", ("echo a",)),
        ('RUN ["a", "b c"]', ("a", "b c")),
        ("RUN ['a']", ("['a']",)),
        ("RUN [ -f /x ]", ("[ -f /x ]",)),
        ("RUN <<EOF\necho $a\n# kept\nEOF", ("echo $a\n# kept\n",)),
        ("RUN <<-'END'\n\techo\n\tEND", ("echo\n",)),
        ("RUN cat <<A > /x\nhey\nA", ("cat <<A > /x\nhey\nA\n",)),
        ("RUN cat <<< text", ("cat <<< text",)),
        ('ENV A=b C="d e" F=g\\ h', ("A=b", "C=d e", "F=g h")),
        ("ENV A b c", ("A=b c",)),
        ("ENV A=", ("A=",)),
        ("ENV A=$GREETING", ("A=hello",)),
        ("LABEL a.b=c \"d e\"='f'", ("a.b=c", "d e=f")),
        ("LABEL \\\n  a=b \\\n  c=d", ("a=b", "c=d")),
        ("EXPOSE 80 53/UDP", ("80/tcp", "53/udp")),
        ("EXPOSE 3000-3002", ("3000/tcp", "3001/tcp", "3002/tcp")),
        ("WORKDIR /a b", ("/a b",)),
        ("USER www:www", ("www:www",)),
        ("CMD echo $HOME", ("echo $HOME",)),
        ('CMD ["a"]', ("a",)),
        ("CMD []", ()),
        ('ENTRYPOINT ["/x", "-y"]', ("/x", "-y")),
        ("COPY a b /c/", ("a", "b", "/c/")),
        ('COPY ["a b", "/c"]', ("a b", "/c")),
        ("COPY $GREETING /c", ("hello", "/c")),
        ("COPY --chown=1:2 --chmod=644 a b", ("a", "b")),
        ("ARG A", ("A",)),
        ("ARG A=b C", ("A=b", "C")),
        ("MAINTAINER Somebody <a@b>", ("maintainer=Somebody <a@b>",)),
    ],
)
def test_operands(body: str, words: tuple[str, ...]) -> None:
    (step,) = plan_of(f"FROM base\n{body}\n").steps
    assert step.words == words
    assert step.sentence == ""
    assert step.line == 2


def test_a_plan_tells_everything(tmp_path: Path) -> None:
    plan = plan_of(
        '# syntax=docker/dockerfile:1\n\nFROM Base:1.0 AS app\nRUN x\nENV A=1\nCMD ["sh"]\n# end\n'
    )
    assert plan.base == "Base:1.0"
    assert plan.problems == ()
    run, env, command = plan.steps
    assert (run.number, run.line, run.kind, run.text) == (1, 4, StepKind.RUN, "RUN x")
    assert run.makes_files
    assert (env.number, env.kind, env.makes_files) == (2, StepKind.ENV, False)
    assert command.is_exec_form


def test_another_escape_character_joins_lines() -> None:
    text = "# escape=`\nFROM base\nRUN dir C:\\ `\n  b\nENV A=\\`$X"
    run, env = plan_of(text).steps
    assert run.words == ("dir C:\\   b",)
    assert env.words == ("A=\\$X",)
    late = plan_of("FROM base\n# escape=`\nRUN a \\\nb")  # no longer a directive
    assert late.steps[0].words == ("a b",)


def test_pairs_of_a_line_see_what_was_before_it() -> None:
    assert words_of("ENV A=1\nENV A=2 B=$A\nENV C=$A$B") == [("A=1",), ("A=2", "B=1"), ("C=21",)]


def test_arguments_are_known_from_their_line_on_and_env_hides_them() -> None:
    body = "WORKDIR /a$V\nARG V=1\nWORKDIR /b$V\nENV V=9\nWORKDIR /c$V\nARG V=2\nWORKDIR /d$V"
    wanted = ["/a", "V=1", "/b1", "V=9", "/c9", "V=2", "/d9"]
    assert [words[0] for words in words_of(body)] == wanted
    given = [words[0] for words in words_of(body, V="x")]
    assert given == ["/a", "V=x", "/bx", "V=9", "/c9", "V=x", "/d9"]


def test_arguments_before_from() -> None:
    text = "ARG NAME=base\nARG V=1\nARG W=${V}2\nFROM ${NAME}\nWORKDIR /$V\nARG V\nWORKDIR /$V$W\n"
    plan = plan_of(text)
    assert plan.base == "Base:1.0"
    assert plan.arguments == (("NAME", "base"), ("V", "1"), ("W", "12"))
    assert [step.words for step in plan.steps] == [("/",), ("V=1",), ("/1",)]
    other = plan_of(text, {"NAME": "nothing"})
    assert other.problems == (
        "Line 4: there is no image “nothing” in the repository. Fetch or make it.",
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "no FROM"),
        ("# only a comment\n", "no FROM"),
        ("FROM base\nRUN a\nFROM base AS second\nRUN b\n", "Line 3: it has several stages"),
        ("FROM scratch\n", "empty base image"),
        ("FROM other\n", "no image “other”"),
        ("FROM --platform=linux/arm64 base\n", "not for linux/arm64"),
        ("FROM --x=y base\n", "not supported after FROM"),
    ],
)
def test_what_stands_against_the_whole(text: str, problem: str) -> None:
    plan = plan_of(text)
    assert problem in " ".join(plan.problems)


def test_the_steps_of_the_first_stage_are_told_all_the_same() -> None:
    plan = plan_of("FROM base\nRUN a\nFROM base\nRUN b\nCOPY --from=0 /a /b\n")
    assert [step.text for step in plan.steps] == ["RUN a"]
    assert len(plan.problems) == 1


def test_images_that_bring_steps_are_said() -> None:
    facts = BaseFacts("b:1", has_triggers=True)
    plan = read_plan("FROM b:1\n", "/x", "/", {}, lambda name: facts)
    assert "ONBUILD" in plan.problems[0]
    platform = read_plan("FROM --platform=linux/amd64 base", "/x", "/", {}, {"base": BASE}.get)
    assert platform.problems == ()


@pytest.mark.parametrize(
    ("body", "kind", "words"),
    [
        ("VOLUME /data", None, "VOLUME is not supported"),
        ("STOPSIGNAL INT", None, "STOPSIGNAL is not supported"),
        ("HEALTHCHECK NONE", None, "HEALTHCHECK is not supported"),
        ("ONBUILD RUN x", None, "ONBUILD is not supported"),
        ('SHELL ["/bin/bash"]', None, "SHELL is not supported"),
        ("RUN --mount=type=cache,target=/x make", StepKind.RUN, "RUN --mount is not supported"),
        ("RUN --network=none make", StepKind.RUN, "RUN --network is not supported"),
        ("COPY --from=other /a /b", StepKind.COPY, "COPY --from is not supported"),
        ("COPY --chmod=u+x a b", StepKind.COPY, "in digits"),
        ("COPY --chown a b", StepKind.COPY, "needs a value"),
        ("COPY --parents a b", StepKind.COPY, "not known here"),
        ("ADD https://example.org/x /x", StepKind.ADD, "from the network"),
        ("ADD git@example.org:x.git /x", StepKind.ADD, "from the network"),
        ("COPY <<A /x\ntext\nA", StepKind.COPY, "in the file itself"),
        ("RUN <<A\n#!/usr/bin/python\nA", StepKind.RUN, "program of its own"),
    ],
)
def test_what_cannot_be_followed_says_so(body: str, kind: StepKind | None, words: str) -> None:
    (step,) = plan_of(f"FROM base\n{body}\n").steps
    assert step.kind is kind
    assert step.sentence.startswith("Line 2: ")
    assert words in step.sentence


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("FROM base\nBOGUS x\n", 2, "no instruction “BOGUS”"),
        ("FROM base\nRUN\n", 2, "RUN needs something"),
        ("FROM base\n\nRUN []\n", 3, "names no command"),
        ("RUN x\nFROM base\n", 1, "before the first FROM"),
        ("FROM\n", 1, "FROM needs an image"),
        ("FROM a b\n", 1, "FROM needs an image"),
        ("FROM a b c d\n", 1, "FROM needs an image"),
        ("FROM $NOTHING\n", 1, "FROM needs an image"),
        ("FROM base\nCOPY a\n", 2, "COPY needs what to copy"),
        ("FROM base\nCOPY a b c\n", 2, "ends with /"),
        ("FROM base\nENV A\n", 2, "has no value"),
        ("FROM base\nENV A=1 B\n", 2, "needs NAME=value"),
        ("FROM base\nENV =1\n", 2, "needs a name"),
        ("FROM base\nENV A='1\n", 2, "never closed"),
        ("FROM base\nENV A=${B\n", 2, "never closed"),
        ("FROM base\nEXPOSE http\n", 2, "no port"),
        ("FROM base\nEXPOSE 0\n", 2, "no port"),
        ("FROM base\nEXPOSE 9-1\n", 2, "no port"),
        ("FROM base\nEXPOSE 1-65535\n", 2, "no port"),
        ("FROM base\nWORKDIR $NOTHING\n", 2, "comes out empty"),
        ("FROM base\nARG 1=2\n", 2, "name of an ARG"),
        ("ARG a-b=2\nFROM base\n", 1, "name of an ARG"),
        ("FROM base\nRUN <<A\nx\n", 2, "never closed by a line “A”"),
        ("# escape=x\nFROM base\n", 1, "escape character"),
        ("FROM base\nRUN a\0b\n", 2, "NUL"),
        ("FROM base\nRUN a \\\n b\nFOO\n", 4, "no instruction"),
    ],
)
def test_what_cannot_be_understood_names_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(MalformedDocumentError) as caught:
        plan_of(text)
    assert f"line {line}: " in str(caught.value)
    assert reason in str(caught.value)


def test_too_many_steps_are_refused() -> None:
    assert len(plan_of("FROM base\n" + "RUN x\n" * STEP_LIMIT).steps) == STEP_LIMIT
    with pytest.raises(MalformedDocumentError, match="more than 500 steps"):
        plan_of("FROM base\n" + "RUN x\n" * (STEP_LIMIT + 1))


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    def refused(path: Path | str) -> str:
        with pytest.raises(FileAccessError) as caught:
            read_text(str(path))
        return str(caught.value)

    assert "no such file" in refused(tmp_path / "nothing")
    assert "folder" in refused(tmp_path)
    assert "cannot be used" in refused("a\0b")
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in refused(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"#" * (FILE_LIMIT_BYTES + 1))
    assert "larger than 1 MiB" in refused(tmp_path / "large")


def test_text_that_is_not_utf8_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"FROM base\nLABEL a=\xe4\n")
    with pytest.raises(MalformedDocumentError, match="line 2: it is not text in UTF-8"):
        read_text(str(tmp_path / "latin"))
    (tmp_path / "marked").write_bytes(b"\xef\xbb\xbfFROM base\n")
    assert read_text(str(tmp_path / "marked")) == "FROM base\n"
