"""The tables that pages may ask for: which data each draws on and how it looks when nothing else is said."""

from collections.abc import Mapping
from dataclasses import dataclass

from .first_steps import NO_LESSONS, NO_PROJECTS


@dataclass(frozen=True)
class TableMacro:
    """A macro that gives a table. ``facets`` are filters besides those of the columns shown.

    ``link`` is the column that leads to the row's page; ``searched`` are fields that the text filter
    looks into without showing them.
    """

    dataset: str
    id: str
    caption: str
    columns: tuple[str, ...]
    sort: str = ""
    facets: tuple[str, ...] = ()
    searched: tuple[str, ...] = ()
    empty: str = "Nothing here yet."
    link: str = "title"


TABLE_MACROS: Mapping[str, TableMacro] = {
    "project_index": TableMacro(
        "projects",
        "projects",
        "All projects",
        ("title", "tier", "phase", "state", "rating", "finish", "sponsor"),
        facets=("programme", "category", "tier", "phase", "state", "rating"),
        searched=("summary", "reference", "tags", "manager"),
        empty=NO_PROJECTS,
    ),
    "status_table": TableMacro(
        "projects",
        "status",
        "Status of projects",
        (
            "title",
            "rating",
            "trend",
            "report_date",
            "percent_complete",
            "forecast_finish",
            "finish_slip_days",
            "forecast_cost",
            "cost_variance_at_finish",
        ),
        facets=("programme", "rating", "trend", "phase", "tier"),
        searched=("summary", "sponsor", "manager"),
        empty=NO_PROJECTS,
    ),
    "milestone_table": TableMacro(
        "milestones",
        "milestones",
        "Milestones",
        ("title", "project", "baseline", "expected", "slip_days", "state"),
        facets=("project", "programme", "state", "gate"),
        empty="No project has a milestone yet. They stand in its record, under milestones.",
    ),
    "lesson_index": TableMacro(
        "lessons",
        "lessons",
        "Lessons, newest first",
        ("title", "level", "categories", "status", "project", "cited_by", "date"),
        facets=("level", "categories", "phase", "tiers", "status", "project"),
        searched=("summary", "recommendation", "cause", "tags"),
        empty=NO_LESSONS,
    ),
    "template_index": TableMacro(
        "templates",
        "templates",
        "Templates",
        ("title", "phases", "use", "gate", "version", "status"),
        facets=("phases", "tiers", "roles", "gate", "status"),
        searched=("summary", "tags"),
        empty="There are no templates yet.",
    ),
    "standard_index": TableMacro(
        "standards",
        "standards",
        "Standards",
        ("title", "summary", "version", "owner", "review_by"),
        empty="There are no standards yet.",
    ),
    "clause_index": TableMacro(
        "clauses",
        "clauses",
        "Clauses of all standards",
        ("id", "level", "text", "tiers", "gate"),
        facets=("standard", "level", "tiers", "gate", "withdrawn"),
        empty="There are no clauses yet.",
        link="id",
    ),
    "report_index": TableMacro(
        "reports",
        "reports",
        "Reports, newest first",
        ("date", "project", "rating", "assurance_rating", "rationale"),
        facets=("project", "rating", "assurance_rating"),
        empty="No report has been published yet. A report is one file a period in the folder of its project.",
        link="date",
    ),
    "warning_table": TableMacro(
        "warnings",
        "warnings",
        "Warnings, the weightiest first",
        ("warning", "project", "message", "declared", "says"),
        facets=("warning", "project", "programme", "declared", "says", "contradicts"),
        empty="There is nothing to warn of.",
        link="warning",
    ),
    "risk_table": TableMacro(
        "risks",
        "risks",
        "Risks of open projects, highest score first",
        ("title", "project", "likelihood", "impact", "score", "strategy", "owner", "due"),
        facets=("project", "programme", "strategy", "overdue"),
        empty="No current report names a risk.",
    ),
    "issue_table": TableMacro(
        "issues",
        "issues",
        "Issues of open projects, most pressing first",
        ("title", "project", "urgency", "impact", "score", "owner", "due"),
        facets=("project", "programme", "overdue"),
        empty="No current report names an issue.",
    ),
    "decision_table": TableMacro(
        "decisions",
        "decisions",
        "Decisions that open projects wait for",
        ("title", "project", "by", "due", "overdue"),
        facets=("project", "programme", "overdue"),
        empty="No project waits for a decision.",
    ),
}
