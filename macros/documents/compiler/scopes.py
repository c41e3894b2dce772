"""What a template is filled with: names of ``known_names``, values as a document says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markdown_it.token import Token

from macros.portfolio.columns import Dataset, FieldKind
from macros.portfolio.gates import waiting
from macros.portfolio.status import ProjectStatus
from macros.records.library import Record
from macros.records.models import Organisation, Report, Template
from macros.records.prose import Prose

from .known_names import SECTIONS
from .unfilled import Given, wrapped

LABELS = {"project": {"title": "Project title"}}
"""How a field is asked for where its name alone would not say it."""


BULLET, PARAGRAPH = "\n• ", "\n\n"


@dataclass(frozen=True)
class Data:
    """What fills a template: names to values, and the currency of amounts."""

    names: Mapping[str, Any]
    currency: str

    @property
    def project(self) -> str:
        """The project's title, or nothing."""
        return str(self.names["project"].get("title") or "")

    def wrapped(self) -> dict[str, Any]:
        """The values as Jinja sees them; whatever is missing is unfilled."""
        return {
            root: Given(value, LABELS.get(root)) if isinstance(value, Mapping) else wrapped(value, "Date")
            for root, value in self.names.items()
        }


def data(
    template: Record[Template],
    organisation: Organisation,
    today: date | None,
    address: str,
    given: Mapping[str, Any] | None = None,
) -> Data:
    """What fills ``template``; ``given`` holds project, report and entry where there are any.

    ``address`` is that of the template's page; without ``today`` the day is left to be filled in.
    """
    given = given or {}
    names: dict[str, Any] = {
        "organisation": organisation.model_dump(include={"name", "pmo", "currency", "contact"}),
        "template": {
            "id": template.id,
            "title": template.fields.title,
            "version": template.fields.version,
            "address": address,
        },
        "today": today,
        **{root: given.get(root) or {} for root in ("project", "report", "entry")},
    }
    currency = names["project"].get("currency") or organisation.currency
    return Data(names, str(currency))


def project_data(status: ProjectStatus, dataset: Dataset) -> dict[str, Any]:
    """A project and its current report as ``{project: …, report: …}``."""
    project = {name: _said(value, dataset, name) for name, value in status.row().items()}
    project |= {name: f"withheld: {why}" for name, why in status.fields.withheld.items()}
    project["milestones"] = [
        {"title": row.title, "baseline": row.baseline, "forecast": row.forecast, "actual": row.actual}
        | {"gate": row.gate and status_gate(status, row.gate), "dropped": row.dropped}
        for row in status.milestone_rows
    ]
    ahead = waiting(status)
    project["next_gate"] = ahead[0].title if ahead else None
    return {"project": project, "report": _report(status.reports[-1]) if status.reports else {}}


def status_gate(status: ProjectStatus, gate: str) -> str:
    """The title of a gate."""
    return next((each.title for each in status.context.organisation.gates if each.id == gate), gate)


def _said(value: Any, dataset: Dataset, name: str) -> Any:  # noqa: ANN401
    """A value with titles and words in place of ids and terms."""
    field = dataset.fields.get(name)
    if field is None or value is None:
        return value
    if field.kind is FieldKind.ENTRIES and field.key:
        return [
            {**entry, field.key: field.show(entry[field.key])} if field.labels else entry for entry in value
        ]
    if isinstance(value, Mapping):
        return {key: field.show(item) if item else None for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [field.show(item) if isinstance(item, str) else item for item in value]
    return field.show(value) if field.labels else value


def _report(record: Record[Report]) -> dict[str, Any]:
    fields = record.fields
    known: dict[str, Any] = fields.model_dump(by_alias=True)
    known["rating"] = fields.rating and fields.rating.label
    known["ratings"] = {str(dimension): rating.label for dimension, rating in fields.ratings.items()}
    for risk, entry in zip(fields.risks, known["risks"], strict=True):
        entry["strategy"] = risk.strategy.label
    if fields.assurance:
        known["assurance"]["rating"] = fields.assurance.rating.label
    return {**known, "date": record.date, **_sections(record.prose)}


def _sections(prose: Prose) -> dict[str, str]:
    """The texts below the second-level headings, under the headings in lower case with underscores."""
    texts: dict[str, list[str]] = {}
    current: list[str] = []
    heading, item = False, False
    for token in prose.tokens:
        match token.type:
            case "heading_open":
                heading = True
            case "list_item_open":
                item = True
            case "inline" if heading:
                current = texts.setdefault(_plain(token).lower().replace(" ", "_"), [])
                heading = False
            case "inline":
                current.append(f"{BULLET if item else PARAGRAPH}{_plain(token)}")
                item = False
    return {name: "".join(texts.get(name, ())).strip() for name in SECTIONS}


def _plain(token: Token) -> str:
    return "".join(
        child.content if child.type in {"text", "code_inline"} else " " if "break" in child.type else ""
        for child in token.children or ()
    )
