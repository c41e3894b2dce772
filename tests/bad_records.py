"""A good lesson with known line numbers, and one call that says what the check finds in a changed one."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from macros.records.library import Library, load
from macros.records.links import LinkMap
from macros.records.problems import Problem
from macros.records.rules import Context, apply
from tests.builders import project, write_library

CLOCK = date(2026, 11, 21)
PATH = "lessons/2026/late-onboarding.md"
FRONT = """\
---
title: Late onboarding
date: 2026-03-12
summary: Colleagues had no badge for two weeks.
recommendation: Order badges before the first day.
categories: [planning]
level: caution
status: submitted
submitted_by: Induction team
---
"""
BODY = """
## What happened

This.

## Why it happened

That.

## What to do next time

Other.
"""
LAST_FIELD, LAST_LINE = 9, FRONT.count("\n") + BODY.count("\n")


def lesson_with(written: str, body: str = BODY) -> str:
    """The lesson with these lines in place of the field of their first key, or below the others."""
    key = written.split(":", maxsplit=1)[0]
    field = re.compile(rf"^{re.escape(key)}:.*\n", re.MULTILINE)
    if field.search(FRONT):
        return field.sub(lambda _: f"{written}\n", FRONT) + body
    return FRONT.removesuffix("---\n") + f"{written}\n---\n" + body


def library_of(root: Path, files: Mapping[str, str | bytes]) -> Library:
    """A knowledge base with one project and these files, loaded."""
    write_library(root, projects={"alpha": project()})
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return load(root)


def problems_of(library: Library) -> list[Problem]:
    """Everything the rules about records find, sorted by place."""
    context = Context(library, LinkMap(library, {}), CLOCK)
    problems = list(library.problems)
    for record in library.everything():
        problems += apply(record, context)
    return sorted(set(problems))


def told(root: Path, content: str | bytes) -> list[str]:
    """``line:column rule`` of each problem of a lesson with this content."""
    problems = problems_of(library_of(root, {PATH: content}))
    assert {problem.path for problem in problems} <= {PATH}
    return [f"{problem.line}:{problem.column} {problem.rule}" for problem in problems]
