"""The portfolio on a day: every project with what its record and reports up to that day say of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from macros.records.library import Library, Record
from macros.records.models import Organisation, Project, Report
from macros.records.vocabulary import Dimension

from .as_at import BASELINE, lesson_as_at, project_as_at
from .facts import Context, ProjectFacts
from .warnings import StatusWarning, warnings_of

OWN_NAMES = ("id", "url", *Project.model_fields)
"""A project's own fields in a row; ``id`` and ``url`` come from its path."""

EARNED_VALUE_NAMES = (
    *("pv", "ev", "ac", "cv", "sv", "cpi", "spi", "eac", "etc", "vac", "tcpi"),
    *("eac_plan_rate", "eac_cpi_spi", "tcpi_eac"),
)
MILESTONE_NAMES = ("next_milestone", "next_milestone_date", "next_milestone_slip_days")
SCHEDULE_NAMES = ("sv_t", "spi_t")
SIMPLE_NAMES = (
    *("rating", "manager_rating", "assurance_rating", "trend", "report_date", "days_since_report"),
    *("percent_complete", "forecast_finish", "forecast_cost", "finish_slip_days", "cost_variance_at_finish"),
    *("rebaselines", "first_start", "first_finish", "first_budget", "finish_slip_from_first_days"),
    *("earned_schedule_finish", "burn_rate", "velocity"),
)
"""Derived names that are an attribute of ``ProjectStatus`` as they are."""

ROW_NAMES = (
    *OWN_NAMES,
    *SIMPLE_NAMES,
    *("ratings", "last_ratings", "warnings"),
    *MILESTONE_NAMES,
    *EARNED_VALUE_NAMES,
    *SCHEDULE_NAMES,
)
"""Every key of ``ProjectStatus.row()``, in order: what ``where`` and ``columns`` may name."""


@dataclass(frozen=True, eq=False)
class ProjectStatus(ProjectFacts):
    """A project on a day, with the warnings that its facts give."""

    @cached_property
    def warnings(self) -> tuple[StatusWarning, ...]:
        """What looks wrong, in the order of ``warnings.CHECKS``. A closed project has none."""
        return tuple(warnings_of(self))

    @property
    def warning_ids(self) -> tuple[str, ...]:
        """The id of each warning once."""
        return tuple(dict.fromkeys(warning.id for warning in self.warnings))

    def row(self) -> dict[str, object]:
        """The project as plain values under ``ROW_NAMES``.

        Dates are ``date``, enumerations are ``str``, lists are tuples, groups are dictionaries with the keys
        of the record, undefined is ``None``. ``ratings`` has every dimension. ``next_milestone`` is a title.
        """
        return dict(self._row)

    @cached_property
    def _row(self) -> dict[str, object]:
        own = {name: _plain(value) for name, value in self.fields.model_dump(by_alias=True).items()}
        return {
            "id": self.id,
            "url": self.record.url,
            **own,
            "currency": self.currency,
            **{name: getattr(self, name) for name in SIMPLE_NAMES},
            "ratings": {str(dimension): self.ratings.get(dimension) for dimension in Dimension},
            "last_ratings": tuple(point.rating for point in self.last_ratings),
            "warnings": self.warning_ids,
            **dict(zip(MILESTONE_NAMES, self._milestone_values(), strict=True)),
            **{name: getattr(self.earned_value, name) for name in EARNED_VALUE_NAMES},
            **{name: getattr(self.earned_schedule, name, None) for name in SCHEDULE_NAMES},
        }

    def _milestone_values(self) -> tuple[object, ...]:
        row = self.next_milestone
        return (row.title, row.expected, row.slip_days) if row else (None, None, None)


@dataclass(frozen=True, eq=False)
class Portfolio:
    """Every valid project as at ``today``, by title. ``context`` holds the organisation and the lessons."""

    context: Context
    projects: tuple[ProjectStatus, ...]

    @property
    def today(self) -> date:
        """The day the portfolio stands for."""
        return self.context.today

    @cached_property
    def by_id(self) -> Mapping[str, ProjectStatus]:
        """The projects by id."""
        return {project.id: project for project in self.projects}

    @property
    def warnings(self) -> tuple[StatusWarning, ...]:
        """The warnings of every project, project by project."""
        return tuple(warning for project in self.projects for warning in project.warnings)

    def get(self, id_: str) -> ProjectStatus | None:
        """The project with this id; ``None`` where there is none, or its record is broken."""
        return self.by_id.get(id_)

    def __iter__(self) -> Iterator[ProjectStatus]:
        return iter(self.projects)


def portfolio(library: Library, today: date) -> Portfolio:
    """The portfolio as at ``today``: reports, gates, changes and lessons dated later are left out.

    Broken records are left out too. Phase, state and the planned curve are the record's own.
    """
    lessons = {
        id_: lesson_as_at(lesson.fields, today)
        for id_, lesson in library.lessons.items()
        if not lesson.broken
    }
    known = {id_: lesson for id_, lesson in lessons.items() if lesson is not None}
    projects: dict[str, ProjectFacts] = {}
    context = Context(today, _whole(library.organisation), known, projects)
    found = [
        _status(context, record, _reports(library, id_, today))
        for id_, record in library.projects.items()
        if not record.broken
    ]
    projects.update({project.id: project for project in found})
    return Portfolio(
        context, tuple(sorted(found, key=lambda project: (project.fields.title.casefold(), project.id)))
    )


def _status(context: Context, record: Record[Project], reports: tuple[Record[Report], ...]) -> ProjectStatus:
    now = record.fields
    then = project_as_at(now, context.today)
    moved = any(getattr(now, field) != getattr(then, field) for field in BASELINE)
    return ProjectStatus(context, replace(record, fields=then), reports, moved)


def _reports(library: Library, project: str, today: date) -> tuple[Record[Report], ...]:
    own = library.reports.get(project, ())
    return tuple(report for report in own if not report.broken and report.date <= today)


def _whole(record: Record[Organisation]) -> Organisation:
    """The organisation with the default in place of each broken field, so that a preview can live on."""
    defaults = Organisation(name="Unnamed organisation")
    return record.fields.model_copy(update={name: getattr(defaults, name) for name in record.broken})


def _plain(value: Any) -> Any:  # noqa: ANN401  what a model holds
    if isinstance(value, list):
        return tuple(_plain(item) for item in value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
