"""Raw front matter into a typed model, with a problem for each value that does not fit."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticUndefined

from . import annotations
from .fields import Group
from .front_matter import Path, Source
from .problems import Problem, nearest
from .vocabulary import PLACEHOLDER

M = TypeVar("M", bound=Group)

UNFINISHED = re.compile(rf"{PLACEHOLDER}|^\s*(?i:TODO|TBC|TBD|XXX|\?\?\?)\W*$")

PATTERNS = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$": ("id-format", "must be lower-case words joined by hyphens"),
    r"^[a-z][a-z0-9_]*$": ("id-format", "must be lower-case words joined by underscores"),
    r"^[A-Z]{2,5}-[1-9][0-9]{0,2}$": (
        "id-format",
        "must be the standard's capital letters, a hyphen and a number",
    ),
    r"^[0-9]+(\.[0-9]+){0,2}$": ("version-format", "must be a version such as 1.2"),
    r"^[a-z]{2}(-[A-Z][A-Za-z]+)?$": ("not-in-list", "must be a language code such as en, de or pt-BR"),
    r"^[A-Z]{3}$": ("currency-format", "must be an ISO 4217 code of three capital letters"),
}
TYPES = {
    "string": "text",
    "list": "a list",
    "dict": "fields as key: value",
    "model": "fields as key: value",
    "date": "a date as YYYY-MM-DD",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "finite_number": "a number",
}
MISSING = {
    "missing": ("is missing", "Add it; every record of this kind needs it"),
    "string_too_short": ("is empty", "Write it, or remove an optional field"),
    "too_short": ("is an empty list", "Add at least one entry"),
}
LONGEST_SHOWN = 60
LIMITS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("above", "gt"),
    "less_than_equal": ("at most", "le"),
}


def validate(model: type[M], source: Source) -> tuple[M, frozenset[str], list[Problem]]:
    """The model, the names of the fields that did not fit, and the problems.

    A field that did not fit has its default, and ``None`` where it has none.
    """
    unfinished = list(_unfinished(source.values, ()))
    problems = [_unfinished_problem(source, path, value) for path, value in unfinished]
    problems += _unknown_and_empty(model, source)
    try:
        fields = model.model_validate(source.values)
    except ValidationError as error:
        left = {path for path, _ in unfinished}
        problems += [
            _problem(model, source, detail)
            for detail in error.errors(include_url=False)
            if detail["loc"] not in left
        ]
        fields, broken = _salvage(model, source.values)
        return fields, broken, problems
    return fields, frozenset(), problems


def _unfinished(value: Any, path: Path) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unfinished(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _unfinished(item, (*path, index))
    elif isinstance(value, str) and UNFINISHED.search(value):
        yield path, value


def _unfinished_problem(source: Source, path: Path, value: str) -> Problem:
    message = f"{_name(path)} still has its placeholder {_shown(value)}"
    return source.problem(
        "placeholder-left", path, message, "Write the real value, or remove an optional field"
    )


@cache
def _adapters(model: type[Group]) -> dict[str, TypeAdapter[Any]]:
    return {name: TypeAdapter(_annotated(info)) for name, info in model.model_fields.items()}


def _annotated(info: FieldInfo) -> Any:  # noqa: ANN401  an annotation
    return Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation


def _salvage(model: type[M], values: dict[str, Any]) -> tuple[M, frozenset[str]]:
    good: dict[str, Any] = {}
    broken: set[str] = set()
    for key, info in annotations.keys(model).items():
        try:
            if key in values:
                good[key] = _adapters(model)[key].validate_python(values[key])
            elif info.is_required():
                broken.add(key)
        except ValidationError:
            broken.add(key)
    empty = dict.fromkeys(key for key in broken if model.model_fields[key].is_required())
    return cast("M", model.model_construct(**good, **empty)), frozenset(broken)


def _problem(model: type[Group], source: Source, detail: ErrorDetails) -> Problem:
    path, kind = detail["loc"], detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, source, path)
    if path and path[-1] == annotations.KEY:
        path = path[:-1]
        position = source.key_position(path)
        name = _name(path[:-1])
    else:
        position = source.key_position(path) if kind in MISSING else source.position(path)
        name = _name(path)
    rule, message, way_out = _told(detail)
    return Problem(source.path, *position, rule, f"{name} {message}", way_out)


def _unknown_and_empty(model: type[Group], source: Source) -> Iterator[Problem]:
    """Keys without a value, which are not among the values, that no field has.

    Within braces, a comma in a text makes such a key of what stands behind it.
    """
    for path in source.empty:
        group = annotations.group_at(model, path[:-1])
        if group and path[-1] not in annotations.keys(group):
            yield _unknown_key(model, source, path)


def _unknown_key(model: type[Group], source: Source, path: Path) -> Problem:
    group = annotations.group_at(model, path[:-1]) or model
    known = annotations.keys(group)
    key = str(path[-1])
    way_out = nearest(key, known) or f"Known here: {', '.join(known)}"
    return Problem(source.path, *source.key_position(path), "unknown-key", f"unknown key {key!r}", way_out)


def _told(detail: ErrorDetails) -> tuple[str, str, str]:  # noqa: PLR0911  one for each kind of error
    """Rule, message and way out for what pydantic found."""
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    got = f"got {_shown(value)}"
    if kind in MISSING:
        return "missing-field", *MISSING[kind]
    if kind == "enum":
        known = re.findall(r"'([^']*)'", str(context["expected"]))
        return "not-in-list", f"must be one of {', '.join(known)}; {got}", nearest(str(value), known)
    if kind == "string_pattern_mismatch":
        rule, form = PATTERNS[str(context["pattern"])]
        return rule, f"{form}, {got}", ""
    if kind in {"string_too_long", "too_long"}:
        return "too-long", f"may have {context['max_length']} characters, has {len(str(value))}", "Shorten it"
    if kind in LIMITS:
        words, limit = LIMITS[kind]
        return "out-of-range", f"must be {words} {context[limit]:,.0f}, {got}", ""
    if "-" in kind:
        return kind, f"{detail['msg']}, {got}", ""
    if kind == "int_parsing_size":
        return "out-of-range", f"is too large a number, {got}", ""
    expected = TYPES.get(kind.removesuffix("_type").removesuffix("_parsing"), "of another form")
    return "wrong-type", f"must be {expected}, {got}", _form(kind, value)


def _form(kind: str, value: object) -> str:
    if kind == "list_type":
        return (
            f"Write it as [{value}]" if re.fullmatch(r"[\w-]+", str(value)) else "Write each entry after '- '"
        )
    if kind == "string_type":
        return "Put it in quotes if the bracket or brace belongs to the text"
    return ""


def _name(path: Path) -> str:
    """``("changes", 0, "finish", "to")`` as "to of finish of changes 1"."""
    if path and isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of {_name(path[:-1])}"
    names: list[str] = []
    for step in path:
        if isinstance(step, int):
            names[-1] += f" {step + 1}"
        else:
            names.append(step)
    return " of ".join(reversed(names)) or "the record"


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "fields as key: value"
    if value is None or value is PydanticUndefined:
        return "nothing"
    text = str(value)
    return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")
