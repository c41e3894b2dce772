"""Fields of the tables about what projects need and bring, whom they ask for, and the key figures."""

from .attention_fields import project_of
from .benefits import BenefitState
from .columns import Dataset, Field, FieldKind
from .vocabularies import References, of_kind, table, term


def dependencies(refer: References) -> Dataset:
    """Every dependency of an open project."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Project and number", url="Address"),
        *project_of(refer),
        refer.one("needs", "Needs", "project"),
        *of_kind(FieldKind.TEXT, milestone="Milestone id", title="Milestone"),
        *of_kind(FieldKind.DATE, need_by="Needed by", expected="Expected"),
        *of_kind(FieldKind.NUMBER, late_days="Late (days)"),
        *of_kind(FieldKind.TEXT, note="What for"),
    )
    columns = ("project", "needs", "title", "need_by", "expected", "late_days", "note")
    return Dataset("dependencies", "dependency", "dependencies", fields, columns, "need_by,project")


def benefits(refer: References) -> Dataset:
    """Every benefit, planned and realised."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Project and number", url="Address"),
        *project_of(refer),
        *of_kind(FieldKind.TEXT, title="Benefit", measure="Measure", target="Target"),
        *of_kind(FieldKind.DATE, due="Due"),
        *of_kind(FieldKind.TEXT, owner="Owner"),
        term("state", "State", BenefitState),
        *of_kind(FieldKind.TEXT, realised="Realised"),
    )
    columns = ("title", "project", "measure", "target", "due", "owner", "state", "realised")
    return Dataset("benefits", "benefit", "benefits", fields, columns, "project,due")


def demand(refer: References) -> Dataset:
    """Demand of active projects for each role, month by month."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Role and month", url="Address"),
        refer.one("role", "Role", "role"),
        *of_kind(FieldKind.DATE, month="Month"),
        *of_kind(FieldKind.RATIO, capacity="Capacity (FTE)", demand="Demand (FTE)"),
        *of_kind(FieldKind.RATIO, shortage="Short by (FTE)"),
        Field("utilisation", "Demand (% of capacity)", FieldKind.RATIO),
        refer.many("projects", "Projects, largest demand first", "project"),
    )
    columns = ("role", "month", "capacity", "demand", "shortage", "utilisation", "projects")
    return Dataset("demand", "month", "months", fields, columns, "role,month")


def kpis(_: References) -> Dataset:
    """The office's key figures."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Key figure id", url="Address", title="Key figure"),
        *of_kind(FieldKind.RATIO, value="Value"),
        *of_kind(FieldKind.TEXT, unit="Unit"),
        *of_kind(FieldKind.RATIO, part="Counted", whole="Of"),
        *of_kind(FieldKind.TEXT, formula="How it is counted"),
    )
    columns = ("title", "value", "unit", "part", "whole", "formula")
    return Dataset("kpis", "key figure", "key figures", fields, columns)
