"""What follows from a project's record and its reports up to a day, short of warnings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from macros.records.library import Record
from macros.records.models import Lesson, Organisation, Project, Report
from macros.records.models.report import Assurance
from macros.records.vocabulary import Dimension, Rating, Trend

from . import ratings as rollup
from .as_at import first_baseline, rebaselines
from .earned_value import EarnedValue, Number, burn_rate, velocity
from .milestones import CLOSED, MilestoneRow, MilestoneState, milestone_rows
from .schedule import EarnedSchedule, PlannedCurve

LAST_RATINGS = 9
"""So many rolled-up ratings are shown; an amber or red that fills them all is a warning."""


@dataclass(frozen=True, eq=False)
class Context:
    """What a project stands among: the day, the organisation, the lessons as at that day, all projects."""

    today: date
    organisation: Organisation
    lessons: Mapping[str, Lesson]
    projects: Mapping[str, "ProjectFacts"] = field(repr=False)


@dataclass(frozen=True, eq=False)
class ProjectFacts:
    """A project on a day. ``reports`` are those up to the day, oldest first; the last is the current one.

    ``record`` holds the fields as they stood on the day; ``curve_is_later`` says that its planned curve
    belongs to a baseline that was approved only after the day. Money is in units of ``currency``; days
    of slip are above zero when late. Whatever is not known or not defined is ``None``.
    """

    context: Context = field(repr=False)
    record: Record[Project]
    reports: tuple[Record[Report], ...]
    curve_is_later: bool = False

    @property
    def id(self) -> str:
        """The project's id."""
        return self.record.id

    @property
    def fields(self) -> Project:
        """The record's fields as at the day."""
        return self.record.fields

    @property
    def is_open(self) -> bool:
        """Whether the project is neither completed nor cancelled."""
        return self.fields.state not in CLOSED

    @property
    def currency(self) -> str:
        """ISO 4217 code: the project's own, else the organisation's."""
        return self.fields.currency or self.context.organisation.currency

    @property
    def current(self) -> Report | None:
        """The fields of the current report."""
        return self.reports[-1].fields if self.reports else None

    @property
    def report_date(self) -> date | None:
        """Day of the current report."""
        return self.reports[-1].date if self.reports else None

    @property
    def days_since_report(self) -> int | None:
        """Days from the current report to the day."""
        return None if self.report_date is None else (self.context.today - self.report_date).days

    @cached_property
    def rating_history(self) -> tuple[rollup.RatingOn, ...]:
        """The rolled-up rating at each report, oldest first; the last as it stands on the day."""
        return rollup.history(self.reports, self.context.today, self._assurance_valid_days)

    @property
    def last_ratings(self) -> tuple[rollup.RatingOn, ...]:
        """The last nine of ``rating_history``."""
        return self.rating_history[-LAST_RATINGS:]

    @property
    def rating(self) -> Rating | None:
        """Rolled up: the latest assurance while valid, else the manager's. ``None`` is not rated."""
        return self.rating_history[-1].rating if self.rating_history else None

    @property
    def manager_rating(self) -> Rating | None:
        """The manager's rating in the current report."""
        return self.current.rating if self.current else None

    @property
    def declared(self) -> Rating | None:
        """What warnings compare with: the manager's rating, else the rolled-up one."""
        return self.manager_rating or self.rating

    @cached_property
    def assurance(self) -> Assurance | None:
        """The latest assurance while it is younger than the organisation's ``assurance_valid_days``."""
        return rollup.valid_assurance(self.reports, self.context.today, self._assurance_valid_days)

    @property
    def assurance_rating(self) -> Rating | None:
        """The rating of ``assurance``."""
        return self.assurance.rating if self.assurance else None

    @property
    def trend(self) -> Trend | None:
        """``rating`` against the rolled-up rating at the previous report."""
        return rollup.trend(self.rating_history)

    @property
    def ratings(self) -> Mapping[Dimension, Rating]:
        """The dimensions that the current report rates."""
        return self.current.ratings if self.current else {}

    @property
    def percent_complete(self) -> float | None:
        """Of the current report, 0 to 100."""
        return self.current.percent_complete if self.current else None

    @property
    def forecast_finish(self) -> date | None:
        """Of the current report."""
        return self.current.forecast_finish if self.current else None

    @property
    def forecast_cost(self) -> int | None:
        """Of the current report: money at completion."""
        return self.current.forecast_cost if self.current else None

    @property
    def expected_cost(self) -> int | None:
        """Money at completion: the forecast, else the budget."""
        return self.fields.budget if self.forecast_cost is None else self.forecast_cost

    @property
    def finish_slip_days(self) -> int | None:
        """Days from the approved finish to the actual one, or to the forecast one until there is one."""
        return self._slip(self.fields.finish)

    @property
    def finish_slip_from_first_days(self) -> int | None:
        """The same from the finish that was approved first: what re-baselining cannot hide."""
        return self._slip(self.first_finish)

    @property
    def cost_variance_at_finish(self) -> int | None:
        """Forecast cost − budget, in money. Above zero: over budget (the opposite sign of ``vac``)."""
        if self.forecast_cost is None or self.fields.budget is None:
            return None
        return self.forecast_cost - self.fields.budget

    @property
    def rebaselines(self) -> int:
        """How many times the baseline was moved up to the day."""
        return rebaselines(self.fields.changes)

    @cached_property
    def first(self) -> Project:
        """The fields with the baseline that was approved first."""
        return first_baseline(self.fields)

    @property
    def first_start(self) -> date | None:
        """The start that was approved first."""
        return self.first.start

    @property
    def first_finish(self) -> date | None:
        """The finish that was approved first."""
        return self.first.finish

    @property
    def first_budget(self) -> int | None:
        """The budget that was approved first."""
        return self.first.budget

    @cached_property
    def milestone_rows(self) -> tuple[MilestoneRow, ...]:
        """Every milestone with forecast, actual, slip and state, by approved day."""
        return milestone_rows(self.id, self.fields, self.reports, self.context.today)

    @property
    def next_milestone(self) -> MilestoneRow | None:
        """Of the milestones neither reached nor dropped, the one expected first."""
        waiting = {MilestoneState.DUE, MilestoneState.OVERDUE}
        ahead = [row for row in self.milestone_rows if row.state in waiting]
        return min(ahead, key=lambda row: row.expected, default=None)

    @cached_property
    def curve(self) -> PlannedCurve | None:
        """The baseline curve of planned value, as the record has it now: the ledger holds no earlier one."""
        return PlannedCurve.of(self.fields.planned, self.fields.start)

    @cached_property
    def earned_value(self) -> EarnedValue:
        """Earned value at the current report, against the budget approved on the day.

        EV and AC are as reported; EV is not made up from ``percent_complete``, which may measure time.
        """
        ev, ac = (self.current.earned_value, self.current.actual_cost) if self.current else (None, None)
        return EarnedValue(self.fields.budget, self._planned_value(), ev, ac)

    @cached_property
    def earned_schedule(self) -> EarnedSchedule | None:
        """Earned schedule at the current report, where the project has a curve.

        Once the whole curve is earned, the clock stands at the first report since which that is so.
        """
        if self.curve is None or self.report_date is None:
            return None
        day = self.report_date
        for report in reversed(self.reports):
            if (report.fields.earned_value or 0) < self.curve.total:
                break
            day = report.date
        return EarnedSchedule(self.curve, day, self.earned_value.ev)

    @property
    def earned_schedule_finish(self) -> date | None:
        """The finish that earned schedule forecasts; none from the curve of a later baseline."""
        if self.earned_schedule is None or self.curve_is_later:
            return None
        return self.earned_schedule.forecast_finish

    @property
    def burn_rate(self) -> float | None:
        """Actual cost a month between the last two reports that give one."""
        costs = [(report.date, report.fields.actual_cost) for report in self.reports]
        return burn_rate([(day, cost) for day, cost in costs if cost is not None])

    @property
    def velocity(self) -> float | None:
        """Mean of the last three ``points_completed``."""
        points = [report.fields.points_completed for report in self.reports]
        return velocity([done for done in points if done is not None])

    @property
    def _assurance_valid_days(self) -> int:
        return self.context.organisation.thresholds.assurance_valid_days

    def _planned_value(self) -> Number | None:
        if self.current is None or self.report_date is None:
            return None
        return self.curve.value(self.report_date) if self.curve else self.current.planned_value

    def _slip(self, baseline: date | None) -> int | None:
        end = self.fields.finished or self.forecast_finish
        return None if end is None or baseline is None else (end - baseline).days
