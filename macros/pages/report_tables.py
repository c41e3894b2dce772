"""What a report asks for and fears, as tables: on its own page, and the current one's on the project's."""

from macros.records.models import Report

from .formatting import date_cell, number_cell
from .parts import Tabular, tabular
from .small_tables import small_table
from .tables import Cell


def decisions(report: Report) -> Tabular | None:
    """Decisions that the governing body owes the project."""
    rows = [(Cell(entry.title), Cell(entry.by), date_cell(entry.due)) for entry in report.decisions]
    return tabular(
        small_table("decisions", "Decisions needed", {"Decision": "text", "By": "text", "Due": "date"}, rows)
    )


def risks(report: Report) -> Tabular | None:
    """Risks, the highest score first."""
    rows = [
        (
            Cell(risk.title),
            number_cell(risk.likelihood),
            number_cell(risk.impact),
            number_cell(risk.likelihood * risk.impact),
            Cell(risk.strategy.label),
            Cell(risk.owner),
            date_cell(risk.due),
        )
        for risk in sorted(report.risks, key=lambda risk: -risk.likelihood * risk.impact)
    ]
    return tabular(
        small_table(
            "risks",
            "Risks, highest score first (likelihood × impact, 1 to 25)",
            {
                "Risk": "text",
                "Likelihood": "number",
                "Impact": "number",
                "Score": "number",
                "Response": "text",
                "Owner": "text",
                "Due": "date",
            },
            rows,
        )
    )


def issues(report: Report) -> Tabular | None:
    """Issues, the most pressing first."""
    rows = [
        (
            Cell(issue.title),
            number_cell(issue.urgency),
            number_cell(issue.impact),
            Cell(issue.owner),
            date_cell(issue.due),
        )
        for issue in sorted(report.issues, key=lambda issue: -issue.urgency * issue.impact)
    ]
    return tabular(
        small_table(
            "issues",
            "Issues, most pressing first (urgency and impact, 1 to 5)",
            {"Issue": "text", "Urgency": "number", "Impact": "number", "Owner": "text", "Due": "date"},
            rows,
        )
    )
