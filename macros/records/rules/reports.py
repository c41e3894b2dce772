"""What a status report must say."""

from collections.abc import Iterator
from typing import Any

from ..library import Record
from ..vocabulary import Kind
from .registry import Context, Finding, rule


@rule("rating-missing", Kind.REPORT, needs=("rating", "assurance"))
def report_rates(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A report gives the manager's rating, an assurance rating, or both."""
    if record.fields.rating is None and record.fields.assurance is None:
        yield Finding("a report needs rating, assurance, or both", help="Add rating: green, amber or red")


@rule("planned-value-twice", Kind.REPORT, needs=("planned_value",))
def planned_value_has_one_home(record: Record[Any], context: Context) -> Iterator[Finding]:
    """Where the project has a planned curve, planned value is read from it."""
    project = context.library.projects.get(record.project)
    if project and project.fields.planned and record.fields.planned_value is not None:
        yield Finding(
            f"planned_value is given, but {record.project} has a planned curve",
            ("planned_value",),
            "Remove it here",
        )


@rule("milestone-status", Kind.REPORT, needs=("milestones",))
def milestone_has_forecast_or_actual(record: Record[Any], _context: Context) -> Iterator[Finding]:
    """A milestone is either forecast or reached."""
    for name, status in record.fields.milestones.items():
        if (status.forecast is None) == (status.actual is None):
            yield Finding(
                f"milestone {name!r} needs either forecast or actual",
                ("milestones", name),
                "Write {forecast: YYYY-MM-DD} or {actual: YYYY-MM-DD}",
                at_key=True,
            )
