"""Fields of the tables about what needs attention: risks, issues, decisions, and what the site warns of."""

from dataclasses import replace

from macros.records.vocabulary import State, Strategy

from .columns import NOT_SET, Dataset, Field, FieldKind
from .project_fields import NO_PROGRAMME
from .vocabularies import References, of_kind, rating, table, term
from .warnings import CHECKS


def risks(refer: References) -> Dataset:
    """Every risk in the current report of an open project."""
    fields = table(
        *_reported(refer, "Risk"),
        *of_kind(FieldKind.NUMBER, likelihood="Likelihood", impact="Impact", score="Score"),
        term("strategy", "Strategy", Strategy),
        *_to_be_done("Owner", owner="owner"),
    )
    columns = ("title", "project", "likelihood", "impact", "score", "strategy", "owner", "due")
    return Dataset("risks", "risk", "risks", fields, columns, "-score,due,project")


def issues(refer: References) -> Dataset:
    """Every issue in the current report of an open project."""
    fields = table(
        *_reported(refer, "Issue"),
        *of_kind(FieldKind.NUMBER, urgency="Urgency", impact="Impact", score="Score"),
        *_to_be_done("Owner", owner="owner"),
    )
    columns = ("title", "project", "urgency", "impact", "score", "owner", "due")
    return Dataset("issues", "issue", "issues", fields, columns, "-score,due,project")


def decisions(refer: References) -> Dataset:
    """Every decision that the current report of an open project waits for."""
    fields = table(*_reported(refer, "Decision needed"), *_to_be_done("Decided by", owner="by"))
    columns = ("title", "project", "by", "due", "overdue")
    return Dataset("decisions", "decision", "decisions", fields, columns, "due,project")


def warnings(refer: References) -> Dataset:
    """Every warning about a project: where a rating and the facts disagree, or a record has fallen behind."""
    checks = {check.id: check.title for check in CHECKS}
    fields = table(
        *of_kind(FieldKind.TEXT, id="Project, warning and number", url="Address"),
        *project_of(refer),
        Field("warning", "Warning", FieldKind.TERM, tuple(checks), checks),
        *of_kind(FieldKind.TEXT, message="What was found"),
        rating("declared", "Declared rating"),
        replace(rating("says", "The figures say"), absent=NOT_SET),
        *of_kind(FieldKind.FLAG, contradicts="Worse than declared"),
    )
    columns = ("warning", "project", "message", "declared", "says")
    return Dataset("warnings", "warning", "warnings", fields, columns, "warning,project")


def _reported(refer: References, title: str) -> tuple[Field, ...]:
    return (
        *of_kind(FieldKind.TEXT, id="Report and number", url="Address"),
        *project_of(refer),
        *of_kind(FieldKind.DATE, date="Report date"),
        *of_kind(FieldKind.TEXT, title=title),
    )


def project_of(refer: References) -> tuple[Field, ...]:
    """The project that a row belongs to, with what it is found by."""
    return (
        refer.one("project", "Project", "project"),
        refer.one("programme", "Programme", "programme", NO_PROGRAMME),
        term("project_state", "State of the project", State),
    )


def _to_be_done(label: str, owner: str) -> tuple[Field, ...]:
    return (
        Field(owner, label),
        *of_kind(FieldKind.DATE, due="Due"),
        *of_kind(FieldKind.FLAG, overdue="Overdue"),
    )
