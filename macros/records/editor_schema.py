"""JSON Schemas for editors: what may stand in a file, told while it is being written.

They come from the models, so that an editor and the check hold the same opinion. As the check reads every
scalar as text, a schema takes ``tier: 1`` and ``tier: "1"``, and an empty value where a field is optional.
The draft is the one that editors know best.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from . import annotations
from .annotations import ANY, KEY, Pattern
from .fields import DECIMAL_NUMBER, ISO_DATE, WHOLE_NUMBER, Group
from .library import LISTS, Library

Schema = dict[str, Any]
Words = Mapping[str, str]
"""Ids of one of the organisation's lists, each with its title."""

DRAFT = "http://json-schema.org/draft-07/schema#"
LIMITS = {"ge": "minimum", "le": "maximum", "gt": "exclusiveMinimum", "lt": "exclusiveMaximum"}
"""Limits that pydantic writes under its own names where a text is converted first."""
NUMBERS = {"integer": WHOLE_NUMBER, "number": DECIMAL_NUMBER}
NOISE = frozenset({"default", "title"})
"""What pydantic adds to every field: defaults that nobody need write, and names with capitals."""
OPTIONAL = "null"


def editor_schema(model: type[Group], title: str, library: Library) -> Schema:
    """The schema of files that ``model`` types, with the lists of the library's organisation."""
    schema: Schema = _written(model.model_json_schema(by_alias=True))
    for pattern, kind in annotations.references(model).items():
        if kind in LISTS and (words := library.known(kind)):
            for place in _places(schema, schema, pattern):
                _choose(place, words, is_key=pattern[-1] == KEY)
    return {"$schema": DRAFT, "title": title, **schema}


def _written(schema: Any) -> Any:  # noqa: ANN401  any part of a schema
    """A part of a schema for values as people write them."""
    if isinstance(schema, list):
        return [_written(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "properties" in schema:
        return _group(schema)
    made: Schema = {
        LIMITS.get(str(key), str(key)): _written(part) for key, part in schema.items() if key not in NOISE
    }
    if "description" in made:
        made["description"] = " ".join(str(made["description"]).replace("``", "").split())
    return {**made, **_scalar(made)}


def _group(schema: Schema) -> Schema:
    """A group of fields: an optional one may be left empty."""
    required = schema.get("required", [])
    fields = {
        name: part if name in required else _or_empty(part)
        for name, part in ((name, _written(part)) for name, part in schema["properties"].items())
    }
    rest = {key: _written(part) for key, part in schema.items() if key not in {*NOISE, "properties"}}
    return {**rest, "properties": fields}


def _scalar(schema: Schema) -> Schema:
    """What changes in the schema of a single value, because it may be written with or without quotes."""
    kind = schema.get("type")
    if kind in NUMBERS:
        return {"type": [kind, "string"], "pattern": f"^{NUMBERS[kind].pattern}$"}
    if kind != "string" or "enum" in schema:
        return {}
    if schema.get("format") == "date":
        return {"pattern": f"^{ISO_DATE.pattern}$"}
    return {"type": ["string", "number", "boolean"]}


def _or_empty(schema: Schema) -> Schema:
    about = {"description": schema["description"]} if "description" in schema else {}
    choices = schema.get("anyOf", [{key: part for key, part in schema.items() if key != "description"}])
    if {"type": OPTIONAL} not in choices:
        choices = [*choices, {"type": OPTIONAL}]
    return {**about, "anyOf": choices}


def _places(part: Schema, whole: Schema, pattern: Pattern) -> Iterator[Schema]:
    """The parts of a schema that a pattern of ``annotations`` leads to."""
    if "$ref" in part:
        part = whole["$defs"][part["$ref"].rpartition("/")[2]]
    if "anyOf" in part:
        for choice in part["anyOf"]:
            yield from _places(choice, whole, pattern)
    elif not pattern or pattern[0] == KEY:
        if part.get("type") != OPTIONAL:
            yield part
    elif pattern[0] == ANY:
        inner = part.get("items") or part.get("additionalProperties")
        if isinstance(inner, dict):
            yield from _places(inner, whole, pattern[1:])
    elif pattern[0] in part.get("properties", {}):
        yield from _places(part["properties"][pattern[0]], whole, pattern[1:])


def _choose(part: Schema, words: Words, *, is_key: bool) -> None:
    """Let a value or key be one of the ids alone, each explained by its title."""
    if is_key:
        part["propertyNames"] = {"enum": list(words)}
        return
    part.pop("type", None)
    numbers = [int(id_) for id_ in words if id_.isdigit()]
    part["enum"] = [*words, *numbers]
    part["enumDescriptions"] = [*words.values(), *(words[str(number)] for number in numbers)]
