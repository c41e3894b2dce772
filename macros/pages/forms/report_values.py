"""What a new report begins with: the last one's values as the form's controls take them, all as texts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pydantic import BaseModel

from macros.portfolio.milestones import MilestoneState
from macros.portfolio.status import ProjectStatus
from macros.portfolio.wording import day
from macros.records.fields import Group
from macros.records.models import Report
from macros.records.models.report import Decision, Issue, Risk

LISTS: Mapping[str, tuple[str, type[Group]]] = {
    "risks": ("Risk", Risk),
    "issues": ("Issue", Issue),
    "decisions": ("Decision", Decision),
}
"""What an entry of each list is called, and its model."""
FRESH = frozenset({"rationale", "points_completed", "assurance"})
"""Fields that say what is true of one period alone, and so begin empty."""
NOT_ASKED = frozenset({"audience", "aliases", "corrections", "not_a_leak"})
"""``audience`` is taken over from the last report; the others come later in a report's life."""


def last_fields(last: Report | None) -> Iterator[tuple[str, str]]:
    """The last report's values by the names of controls."""
    if last is None:
        return
    given = last.model_dump(
        mode="json", exclude_none=True, exclude={*FRESH, *NOT_ASKED, *LISTS, "milestones"}
    )
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{key}", _text(each)) for key, each in value.items())
        else:
            yield name, _text(value)


def last_rows(status: ProjectStatus) -> Mapping[str, Sequence[Mapping[str, str]]]:
    """The last report's lists, and every milestone that is not dropped with what is known of it."""
    last = status.current
    lists = {name: [_row(entry) for entry in getattr(last, name)] if last else [] for name in LISTS}
    return {"milestones": [*_milestone_rows(status)], **lists}


def _milestone_rows(status: ProjectStatus) -> Iterator[Mapping[str, str]]:
    for row in status.milestone_rows:
        if row.state is not MilestoneState.DROPPED:
            known = {"forecast": row.forecast, "actual": row.actual}
            dates = {name: value.isoformat() for name, value in known.items() if value}
            yield {"@key": row.id, "@title": row.title, "@note": f"approved for {day(row.baseline)}", **dates}


def _row(entry: BaseModel) -> Mapping[str, str]:
    return {name: _text(value) for name, value in entry.model_dump(mode="json", exclude_none=True).items()}


def _text(value: object) -> str:
    """A value as it is written in a record."""
    return f"{Decimal(repr(value)).normalize():f}" if isinstance(value, float) else str(value)
