"""Problems as people and machines want to read them. These only print; the rules are elsewhere."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from macros.records.problems import Problem, Severity


def as_text(problems: Sequence[Problem]) -> str:
    """``path:line:column: rule: message``, one a line."""
    return "\n".join(_line(problem) for problem in problems)


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects with path, line, column, rule, message, help and severity."""
    return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)


def as_github(problems: Sequence[Problem]) -> str:
    """Annotations that GitHub shows at the line of a pull request."""
    return "\n".join(
        f"::{problem.severity} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.rule)}::{_data(problem.text)}"
        for problem in problems
    )


def as_gitlab(problems: Sequence[Problem]) -> str:
    """A Code Quality report, which GitLab shows at the lines of a merge request."""
    return json.dumps([_finding(problem) for problem in problems], ensure_ascii=False, indent=2)


def counted(problems: Sequence[Problem]) -> str:
    """How many, in words."""
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    if not problems:
        return "No problems found."
    parts = [_plural(count, noun) for count, noun in ((errors, "error"), (warnings, "warning")) if count]
    files = _plural(len({problem.path for problem in problems}), "file")
    return f"{' and '.join(parts)} in {files}. Each rule is explained in docs/contribute/rules.md."


FORMATS = {"text": as_text, "json": as_json, "github": as_github, "gitlab": as_gitlab}
DATA = frozenset({"json", "gitlab"})
"""Forms that are one piece of data, to which nothing can be added."""


def _finding(problem: Problem) -> dict[str, object]:
    """A finding as GitLab reads it; the fingerprint is the same as long as the problem is."""
    identity = f"{problem.path}\0{problem.rule}\0{problem.message}"
    return {
        "description": problem.text,
        "check_name": problem.rule,
        "fingerprint": hashlib.sha256(identity.encode()).hexdigest(),
        "severity": "major" if problem.severity is Severity.ERROR else "minor",
        "location": {"path": problem.path, "lines": {"begin": problem.line}},
    }


def _line(problem: Problem) -> str:
    mark = "" if problem.severity is Severity.ERROR else "(warning) "
    return f"{problem.path}:{problem.line}:{problem.column}: {problem.rule}: {mark}{problem.text}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
