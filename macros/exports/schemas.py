"""A JSON Schema for each file of the API (draft 2020-12).

Titles, closed lists and the form of plain values come from the datasets; groups of fields and what is never
absent come from the models of the records; descriptions come from ``meanings``.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from macros.portfolio.columns import NUMBERS, Dataset, Field, FieldKind
from macros.portfolio.published import API_INDEX, json_path, schema_path
from macros.records.editor_schema import LIMITS
from macros.records.fields import Group
from macros.records.models import Lesson, Project, Report, Standard, Template
from macros.records.models.project import Benefit
from macros.records.models.report import Decision, Issue, Risk
from macros.records.models.standard import Clause
from macros.records.vocabulary import Dimension

from .basis import Basis
from .meanings import meaning

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MODELS: Mapping[str, type[Group]] = {
    "projects": Project,
    "reports": Report,
    "lessons": Lesson,
    "templates": Template,
    "standards": Standard,
    "clauses": Clause,
    "risks": Risk,
    "issues": Issue,
    "decisions": Decision,
    "benefits": Benefit,
}
"""The records' own fields, by dataset."""
DERIVED_AND_GIVEN: Mapping[str, frozenset[str]] = {
    "projects": frozenset({"currency", "rebaselines"}),
    "reports": frozenset({"project", "date", "currency"}),
    "milestones": frozenset(
        {"project", "milestone", "title", "project_state", "state", "baseline", "first_baseline", "expected"}
    ),
    "risks": frozenset({"project", "project_state", "date", "score"}),
    "issues": frozenset({"project", "project_state", "date", "score"}),
    "decisions": frozenset({"project", "project_state", "date"}),
    "warnings": frozenset({"project", "project_state", "warning", "message"}),
    "dependencies": frozenset({"project", "project_state", "needs", "need_by", "note"}),
    "benefits": frozenset({"project", "project_state", "state"}),
    "demand": frozenset({"role", "month", "capacity", "demand", "shortage"}),
    "kpis": frozenset({"title", "unit", "formula"}),
    "lessons": frozenset({"year", "cited_by"}),
    "templates": frozenset({"version"}),
    "standards": frozenset({"version"}),
    "clauses": frozenset({"anchor", "standard"}),
}
"""Names that every row has a value for, though they are no required field of a record."""
NEVER_ABSENT = frozenset({FieldKind.LIST, FieldKind.FLAG, FieldKind.RATINGS})
"""Kinds whose absence is an empty list, an empty object or false."""
WITH_GAPS = frozenset({"last_ratings"})
"""Lists of which an item may be null."""


def dataset_schema(dataset: Dataset, basis: Basis) -> Schema:
    """The schema of a dataset's file: a list of objects, every name in each, null for what is absent."""
    own = _own(dataset.name)
    properties = {name: _property(field, dataset, own) for name, field in dataset.fields.items()}
    used = dict(_definitions(properties.values(), own["$defs"]))
    return {
        **_head(json_path(dataset.name), basis),
        "title": f"{dataset.noun_plural.capitalize()} of {basis.organisation.name}",
        "type": "array",
        "items": {"title": dataset.noun.capitalize(), **_closed(properties)},
        **({"$defs": dict(sorted(used.items()))} if used else {}),
    }


def index_schema(basis: Basis) -> Schema:
    """The schema of the list of files."""
    text = {"type": "string"}
    code = "ISO 4217 code of the organisation; a record may have its own."
    properties: Schema = {
        "organisation": {"title": "Organisation", **text},
        "as_of": {"title": "As of", "description": "The day of the data.", **text, "format": "date"},
        "currency": {"title": "Currency", "description": code, **text},
        "datasets": {"title": "Datasets", "description": "Files beside it.", "type": "array", "items": text},
    }
    title = f"Data of {basis.organisation.name}"
    return {**_head(API_INDEX, basis), "title": title, **_closed(properties)}


def _head(path: str, basis: Basis) -> Schema:
    address = basis.absolute(schema_path(path))
    return {"$schema": DRAFT, **({"$id": address} if address else {})}


def _closed(properties: Schema) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _property(field: Field, dataset: Dataset, own: Schema) -> Schema:
    told = " ".join(filter(None, (meaning(dataset, field), _in_words(field))))
    about = {"title": field.label, **({"description": told} if told else {})}
    from_model = own["properties"].get(field.name, {})
    if field.kind is FieldKind.ENTRIES or (field.kind is FieldKind.LIST and _is_mapping(from_model, field)):
        return {**from_model, **about}
    value = _value(field)
    if not _is_given(field, dataset.name, own):
        value = _or_null(value)
    return {**about, **value}


def _in_words(field: Field) -> str:
    """What the values of a closed list stand for, where that is more than the value with a capital."""
    titles = {value: field.labels.get(value, value) for value in field.order if not field.refers}
    if all(title.casefold() == value.replace("-", " ") for value, title in titles.items()):
        return ""
    words = (title if title.startswith(value) else f"{value}: {title}" for value, title in titles.items())
    return f"{'; '.join(words)}."


def _is_mapping(from_model: Schema, field: Field) -> bool:
    """Whether a list is a mapping in the data; with a vocabulary, its row made it a list."""
    return from_model.get("type") == "object" and not field.order


def _is_given(field: Field, dataset: str, own: Schema) -> bool:
    given = {"id", "url"} | DERIVED_AND_GIVEN[dataset] | set(own["required"])
    return field.kind in NEVER_ABSENT or field.name in given


def _or_null(value: Schema) -> Schema:
    with_null = {**value, "type": [value["type"], "null"]}
    if "enum" in value:
        with_null["enum"] = [*value["enum"], None]
    return with_null


def _value(field: Field) -> Schema:
    if field.kind in NUMBERS:
        limits = {"minimum": 0, "maximum": 100} if field.kind is FieldKind.PERCENT else {}
        return {"type": "number", **limits}
    match field.kind:
        case FieldKind.DATE:
            return {"type": "string", "format": "date"}
        case FieldKind.FLAG:
            return {"type": "boolean"}
        case FieldKind.LIST:
            items = _or_null(_term(field)) if field.name in WITH_GAPS else _term(field)
            return {"type": "array", "items": items}
        case FieldKind.RATINGS:
            dimensions = {str(each): _or_null(_term(field)) for each in Dimension}
            return {"type": "object", "properties": dimensions, "additionalProperties": False}
    return _term(field)


def _term(field: Field) -> Schema:
    """A text; of a closed list, one of its values. Ids of records are open: new ones come every week."""
    closed = bool(field.order) and not field.refers
    return {"type": "string", **({"enum": list(field.order)} if closed else {})}


@cache
def _own(dataset: str) -> Schema:
    """The schema of the records' own fields, as they are written: every name of a group is there."""
    if dataset not in MODELS:
        return {"properties": {}, "required": [], "$defs": {}}
    schema: Schema = _tidy(MODELS[dataset].model_json_schema(mode="serialization", by_alias=True))
    for definition in schema.get("$defs", {}).values():
        if "properties" in definition:
            definition["required"] = list(definition["properties"])
    return {"required": [], "$defs": {}, **schema}


def _tidy(schema: Any) -> Any:  # noqa: ANN401  any part of a schema
    """Without defaults, which mean nothing in data, and with the limits under their standard names."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {LIMITS.get(key, key): _tidy(item) for key, item in schema.items() if key != "default"}


def _definitions(schemas: Iterable[Any], known: Schema) -> Iterator[tuple[str, Schema]]:
    """The definitions that ``schemas`` refer to, and those that they refer to."""
    for name in dict.fromkeys(_referred(list(schemas))):
        yield name, known[name]
        yield from _definitions([known[name]], known)


def _referred(schema: Any) -> Iterator[str]:  # noqa: ANN401  any part of a schema
    if isinstance(schema, list):
        for item in schema:
            yield from _referred(item)
    elif isinstance(schema, dict):
        if "$ref" in schema:
            yield str(schema["$ref"]).rpartition("/")[2]
        yield from _referred(list(schema.values()))
