"""Milestones with all that is known of them: baseline, forecast, the day they were reached, and the slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.records.library import Record
from macros.records.models import Project, Report
from macros.records.models.project import Milestone
from macros.records.models.report import MilestoneStatus
from macros.records.vocabulary import State, Term

from .as_at import first_milestone_baselines

CLOSED = frozenset({State.COMPLETED, State.CANCELLED})
"""States of projects that nothing is expected of any more."""


class MilestoneState(Term):
    """Where a milestone stands today."""

    DONE = "done"
    DUE = "due"
    OVERDUE = "overdue"
    DROPPED = "dropped"


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone of ``project`` (an id) as it stands today. Days of slip are above zero when late.

    ``baseline`` is the approved day, ``first_baseline`` the one approved at first (the same where the
    ledger never moved it). ``forecast`` and ``actual`` are of the latest report that names the milestone.
    Overdue is a milestone whose baseline has passed and that is not reached, whatever its forecast says.
    Dropped is one that was given up by itself (``dropped`` is the day) or with its whole project.
    """

    project: str
    id: str
    title: str
    gate: str | None
    baseline: date
    first_baseline: date
    forecast: date | None
    actual: date | None
    dropped: date | None
    state: MilestoneState

    @property
    def expected(self) -> date:
        """The day it was reached, else the forecast, else the baseline."""
        return self.actual or self.forecast or self.baseline

    @property
    def slip_days(self) -> int | None:
        """Days from the approved baseline to the actual or forecast day; undefined where there is neither."""
        return self._slip(self.baseline)

    @property
    def slip_from_first_days(self) -> int | None:
        """Days from the first baseline to the actual or forecast day: what re-baselining cannot hide."""
        return self._slip(self.first_baseline)

    def _slip(self, baseline: date) -> int | None:
        known = self.actual or self.forecast
        return None if known is None or self.state is MilestoneState.DROPPED else (known - baseline).days


def milestone_rows(
    id_: str, project: Project, reports: Sequence[Record[Report]], today: date
) -> tuple[MilestoneRow, ...]:
    """The milestones of the project ``id_``, by approved day. ``reports`` are oldest first."""
    first = first_milestone_baselines(project)
    rows = []
    for milestone in sorted(project.milestones, key=lambda milestone: milestone.baseline):
        known = _latest(milestone.id, reports)
        rows.append(
            MilestoneRow(
                id_,
                milestone.id,
                milestone.title,
                milestone.gate,
                milestone.baseline,
                first[milestone.id],
                None if known.actual else known.forecast,
                known.actual,
                milestone.dropped,
                _state(milestone, known, project.state, today),
            )
        )
    return tuple(rows)


def _latest(milestone: str, reports: Sequence[Record[Report]]) -> MilestoneStatus:
    for report in reversed(reports):
        if milestone in report.fields.milestones:
            return report.fields.milestones[milestone]
    return MilestoneStatus()


def _state(milestone: Milestone, known: MilestoneStatus, state: State, today: date) -> MilestoneState:
    if known.actual:
        return MilestoneState.DONE
    if milestone.dropped or state in CLOSED:
        return MilestoneState.DROPPED
    return MilestoneState.OVERDUE if milestone.baseline < today else MilestoneState.DUE
