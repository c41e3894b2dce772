"""The next report of a project: it begins with the last one's figures, milestones and open risks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from macros.imports.drafts import Draft
from macros.imports.matching import Projects
from macros.imports.tables import folded
from macros.imports.targets import target
from macros.pages.forms.report import FIGURES, HINTS
from macros.records.fields import Group
from macros.records.library import Record
from macros.records.models import Project, Report
from macros.records.models.report import Decision, Issue, MilestoneStatus, Risk
from macros.records.vocabulary import PLACEHOLDER, Dimension, Kind

from .answers import Answers, WrongAnswerError, body, front_matter
from .new_record import Desk, NewRecord
from .questions import Question, of_body, of_model

LISTS: Mapping[str, type[Group]] = {"risks": Risk, "issues": Issue, "decisions": Decision}
"""Lists of a report whose entries stand until somebody says that they are closed."""
Lists = Mapping[str, Sequence[Mapping[str, Any]]]
Milestones = Mapping[str, Mapping[str, str]]

OF_THE_PERIOD = "points_completed"
"""The figure that says what was done in one period, and so begins anew."""
BASED_ON = {
    "percent_complete": "",
    "actual_cost": "budget",
    "forecast_finish": "finish",
    "forecast_cost": "budget",
}
"""Figures that a first report should have, with the field of the project that they are compared with."""


@dataclass(frozen=True)
class Beginning:
    """What the report of ``day`` begins with."""

    desk: Desk
    project: Record[Project]
    day: date

    @classmethod
    def of(cls, desk: Desk, project: str, day: date | None = None) -> "Beginning":
        """The beginning for a project, by its id, reference or title.

        Raises WrongAnswerError where there can be no such report.
        """
        record = _project(desk, project)
        day = day or desk.today
        if day > desk.clock:
            raise WrongAnswerError(f"a report of {day} would be from the future; today is {desk.clock}")
        for report in desk.library.reports.get(record.id, ()):
            if report.date == day:
                way_out = "Give another --date, or correct that one and add corrections"
                raise WrongAnswerError(f"there is a report of that day: {report.path}. {way_out}")
        return cls(desk, record, day)

    @cached_property
    def earlier(self) -> tuple[Record[Report], ...]:
        """The project's reports before that day, oldest first."""
        own = self.desk.library.reports.get(self.project.id, ())
        return tuple(report for report in own if report.date < self.day)

    @property
    def last(self) -> Mapping[str, Any]:
        """What the last report says, as it is written; nothing where there is none."""
        return self.earlier[-1].source.values if self.earlier else {}

    @property
    def lists(self) -> Lists:
        """Risks, issues and decisions of the last report."""
        return {name: list(self.last.get(name) or ()) for name in LISTS}

    @cached_property
    def milestones(self) -> Milestones:
        """Each milestone with the day it was reached or is forecast for, or the place for it."""
        milestones = sorted(self.project.fields.milestones or (), key=lambda each: each.baseline)
        return {each.id: self._known(each.id, each.baseline) for each in milestones if not each.dropped}

    def _known(self, milestone: str, baseline: date) -> Mapping[str, str]:
        for report in reversed(self.earlier):
            known: Mapping[str, str] = (report.source.values.get("milestones") or {}).get(milestone) or {}
            if "actual" in known or known.get("forecast", "") >= self.day.isoformat():
                return known
            if known:
                passed = f"{known['forecast']} has passed; if it was reached write actual: YYYY-MM-DD instead"
                return {"forecast": f"{PLACEHOLDER} YYYY-MM-DD ({passed})"}
        return {"forecast": f"{PLACEHOLDER} YYYY-MM-DD (approved for {baseline})"}

    def questions(self) -> tuple[Question, ...]:
        """What is asked besides milestones and lists."""
        currency = self.project.fields.currency or self.desk.library.organisation.fields.currency
        return report_questions(self.last, self.project.fields, currency)


def _project(desk: Desk, text: str) -> Record[Project]:
    named = Projects.of(desk.library)
    found = named.find(text)
    if len(found) == 1:
        return desk.library.projects[next(iter(found))]
    if found:
        raise WrongAnswerError(f"{text!r} may be any of {', '.join(sorted(found))}")
    like = [id_ for id_ in desk.library.projects if folded(text) in id_]
    way_out = f"Perhaps {' or '.join(like)}" if like else named.near(text) or "See docs/projects"
    raise WrongAnswerError(f"there is no project {text!r}. {way_out}")


def report_questions(
    last: Mapping[str, Any], project: Project | None = None, currency: str = "currency"
) -> tuple[Question, ...]:
    """What is asked for a report besides milestones and lists. ``last`` is what the one before says."""
    return (*_rated(last), *_figures(last, project, currency), *of_body(Kind.REPORT, HINTS))


def _rated(last: Mapping[str, Any]) -> Iterator[Question]:
    rating, dimensions = target(Report, "rating"), last.get("ratings") or {}
    yield Question("rating", rating, HINTS["rating"], is_needed=True, given=last.get("rating", ""))
    yield from of_model(Report, HINTS, ("rationale",))
    for each in Dimension:
        yield Question(f"ratings.{each}", rating, given=dimensions.get(each, ""))


def _figures(last: Mapping[str, Any], project: Project | None, currency: str) -> Iterator[Question]:
    for name in (*FIGURES, OF_THE_PERIOD):
        if name == "planned_value" and project and project.planned:
            continue
        hint = HINTS.get(name, "").format(currency=currency)
        given = "" if name == OF_THE_PERIOD else last.get(name, "")
        is_needed = not last and name in BASED_ON and _has(project, BASED_ON[name])
        yield Question(name, target(Report, name), hint, is_needed, given=given)


def _has(project: Project | None, basis: str) -> bool:
    """Whether what a figure is compared with has been approved."""
    return not basis or getattr(project, basis, None) is not None


def new_report(
    beginning: Beginning, answers: Answers, lists: Lists | None = None, milestones: Milestones | None = None
) -> NewRecord:
    """The report. ``lists`` and ``milestones`` are what became of those that it began with."""
    questions, library = beginning.questions(), beginning.desk.library
    own = beginning.lists if lists is None else lists
    values = {
        **front_matter(questions, answers, library),
        "milestones": (beginning.milestones if milestones is None else milestones) or None,
        **{name: entries or None for name, entries in own.items()},
        "audience": beginning.last.get("audience"),
    }
    id_, project = beginning.day.isoformat(), beginning.project.id
    path = f"docs/projects/{project}/reports/{id_}.md"
    draft = Draft(Kind.REPORT, id_, path, values, body(questions, answers, library), project=project)
    return NewRecord(draft, notes=tuple(_notes(beginning)))


def _notes(beginning: Beginning) -> Iterator[str]:
    if beginning.earlier:
        last = beginning.earlier[-1].date
        yield f"Figures, milestones, risks, issues and decisions begin as they were on {last}: look at each."


def milestone_status(text: str) -> Mapping[str, str]:
    """``2026-12-07`` is a forecast, ``done 2026-12-01`` the day it was reached. Raises WrongAnswerError."""
    word, _, day = text.strip().rpartition(" ")
    status = {"actual" if word.casefold() in {"done", "reached", "actual"} else "forecast": day}
    try:
        MilestoneStatus.model_validate(status)
    except ValueError as error:
        raise WrongAnswerError(f"{text!r} is neither a day as YYYY-MM-DD nor done YYYY-MM-DD") from error
    if word and "forecast" in status:
        raise WrongAnswerError(f"{text!r} is neither a day as YYYY-MM-DD nor done YYYY-MM-DD")
    return status
