"""Warnings about what the reports say, and when."""

from collections.abc import Iterator

from macros.portfolio.facts import LAST_RATINGS, ProjectFacts
from macros.records.vocabulary import Rating, State

from .kinds import Finding, beyond, check, days, since


@check(
    "stale-report",
    "No fresh report",
    "Publish the report that is due; until then read the figures as those of the last one.",
)
def stale_report(project: ProjectFacts) -> Iterator[Finding]:
    """An active project has not reported within the organisation's limit, or never.

    A project on hold need not report, and one that starts later has nothing to report.
    """
    if project.fields.state is not State.ACTIVE:
        return
    reporting = project.context.organisation.reporting
    due = f"one is due every {days(reporting.every_days)}"
    age, start = project.days_since_report, project.fields.start
    if age is not None:
        if age > reporting.stale_after_days:
            yield Finding(f"The last report is of {project.report_date}, {days(age)} ago; {due}")
    elif start is None or (project.context.today - start).days > reporting.stale_after_days:
        begun = f" since the start on {start}" if start else ""
        yield Finding(f"No report{begun}; {due}")


@check(
    "red-under-green",
    "Red dimension under a green total",
    "Change the total or the dimension, or say in the rationale why the red one does not threaten delivery.",
)
def red_under_green(project: ProjectFacts) -> Iterator[Finding]:
    """The total is green while the same report rates a dimension red."""
    red = [dimension for dimension, rating in project.ratings.items() if rating is Rating.RED]
    if not red or Rating.GREEN not in {project.manager_rating, project.rating}:
        return
    whose = "Declared" if project.manager_rating is Rating.GREEN else "Assured"
    yield Finding(f"{whose} {Rating.GREEN}; the report rates {' and '.join(red)} {Rating.RED}", Rating.RED)


@check(
    "rating-unchanged",
    "Amber or red for nine reports",
    "Decide on something else: more help, less scope, a new baseline, or an end.",
)
def rating_unchanged(project: ProjectFacts) -> Iterator[Finding]:
    """Each of the last nine reports was amber, or red: whatever was done has not changed it."""
    last = project.last_ratings
    seen = {point.rating for point in last}
    if len(last) == LAST_RATINGS and seen in ({Rating.AMBER}, {Rating.RED}):
        yield Finding(
            f"Rated {project.rating} in each of the last {LAST_RATINGS} reports, since {last[0].date}"
        )


@check(
    "decision-overdue",
    "Decision overdue",
    "Take the decision, or agree a new day and what the wait costs.",
)
def decision_overdue(project: ProjectFacts) -> Iterator[Finding]:
    """The current report waits for a decision whose last day has passed."""
    for decision in project.current.decisions if project.current else ():
        if decision.due < project.context.today:
            ago = since(decision.due, project)
            yield Finding(f"“{decision.title}” was due from {decision.by} on {decision.due}, {ago}")


@check(
    "variance-unexplained",
    "Variance without a rationale",
    "Say in one sentence what caused the variance and what it does to the finish.",
)
def variance_unexplained(project: ProjectFacts) -> Iterator[Finding]:
    """Cost or schedule is off by more than the organisation's limit, and the report does not say why.

    Off either way: less money spent than planned wants a reason too.
    """
    if project.current is None or project.current.rationale:
        return
    value, limit = project.earned_value, project.context.organisation.thresholds.variance_narrative_percent
    variances = {
        "forecast cost against budget": (project.cost_variance_at_finish, value.bac),
        "cost variance (CV / EV)": (value.cv, value.ev),
        "schedule variance (SV / PV)": (value.sv, value.pv),
    }
    shares = {
        name: amount / base * 100 for name, (amount, base) in variances.items() if amount is not None and base
    }
    off = [f"{name} {_signed(share, limit)} %" for name, share in shares.items() if abs(share) > limit]
    if off:
        yield Finding(f"No rationale for {', '.join(off)} (limit {limit:g} %)")


def _signed(share: float, limit: float) -> str:
    return f"{'+' if share > 0 else '−'}{beyond(abs(share), limit, 1)}"
