"""The datasets that tables and ``/api/*.json`` draw on: their fields, their rows, and rows as plain JSON."""

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from macros.records.library import Library

from . import (
    attention_fields,
    attention_rows,
    knowledge_fields,
    project_fields,
    rows,
    steering_fields,
    steering_rows,
)
from .columns import Dataset
from .status import Portfolio
from .vocabularies import References

FIELDS: Mapping[str, Callable[[References], Dataset]] = {
    "projects": project_fields.projects,
    "reports": project_fields.reports,
    "milestones": project_fields.milestones,
    "risks": attention_fields.risks,
    "issues": attention_fields.issues,
    "decisions": attention_fields.decisions,
    "warnings": attention_fields.warnings,
    "dependencies": steering_fields.dependencies,
    "benefits": steering_fields.benefits,
    "demand": steering_fields.demand,
    "kpis": steering_fields.kpis,
    "lessons": knowledge_fields.lessons,
    "templates": knowledge_fields.templates,
    "standards": knowledge_fields.standards,
    "clauses": knowledge_fields.clauses,
}
ROWS: Mapping[str, Callable[[Library, Portfolio], Iterable[rows.Row]]] = {
    "projects": rows.project_rows,
    "reports": rows.report_rows,
    "milestones": rows.milestone_rows,
    "risks": attention_rows.risk_rows,
    "issues": attention_rows.issue_rows,
    "decisions": attention_rows.decision_rows,
    "warnings": attention_rows.warning_rows,
    "dependencies": steering_rows.dependency_rows,
    "benefits": steering_rows.benefit_rows,
    "demand": steering_rows.demand_rows,
    "kpis": steering_rows.kpi_rows,
    "lessons": rows.lesson_rows,
    "templates": rows.template_rows,
    "standards": rows.standard_rows,
    "clauses": rows.clause_rows,
}


def datasets(library: Library) -> dict[str, Dataset]:
    """Every dataset by name. Vocabularies are those of the organisation and of the records there are."""
    references = References(library)
    return {name: make(references) for name, make in FIELDS.items()}


def rows_of(name: str, library: Library, portfolio: Portfolio) -> list[rows.Row]:
    """The rows of the dataset ``name`` as at the portfolio's day: see ``rows`` for the values."""
    return list(ROWS[name](library, portfolio))


def as_json(dataset: Dataset, found: Iterable[Mapping[str, object]]) -> list[dict[str, Any]]:
    """Rows as plain JSON values under every name of the dataset: dates in ISO form, ``None`` for absent."""
    return [{name: plain(row.get(name)) for name in dataset.fields} for row in found]


def plain(value: object) -> Any:  # noqa: ANN401  JSON holds anything plain
    """A value of a row as JSON holds it. Raises ``TypeError`` for what no row holds."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    raise TypeError(f"{value!r} has no plain form")
