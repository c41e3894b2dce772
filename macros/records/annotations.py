"""What the models' annotations tell: the fields at a place, and which fields name other records."""

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from .fields import Group, Ref

ANY = "*"
KEY = "[key]"
Pattern = tuple[str, ...]


def keys(model: type[Group]) -> dict[str, FieldInfo]:
    """The model's fields by the key that front matter uses."""
    return {info.alias or name: info for name, info in model.model_fields.items()}


def group_at(model: type[Group], path: tuple[str | int, ...]) -> type[Group] | None:
    """The group of fields that stands at ``path`` in ``model``."""
    annotation: Any = model
    for step in path:
        annotation = _inside(annotation, step)
        if annotation is None:
            return None
    return next((part for part in _parts(annotation) if _is_group(part)), None)


@cache
def references(model: type[Group]) -> dict[Pattern, str]:
    """Where the model names other records: ``("depends_on", "*", "project")`` names a project."""
    return dict(_references(model, ()))


def values_at(raw: Any, pattern: Pattern) -> Iterator[tuple[tuple[str | int, ...], str]]:  # noqa: ANN401
    """The texts in raw front matter that stand where ``pattern`` says, each with its path."""
    yield from _values_at(raw, pattern, ())


def replace_at(raw: Any, pattern: Pattern, replacements: Mapping[str, str]) -> None:  # noqa: ANN401
    """Exchange, in place, the texts that stand where ``pattern`` says and have a replacement."""
    for path, value in list(values_at(raw, pattern)):
        if value in replacements and pattern[-1] != KEY:
            holder = raw
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = replacements[value]


def _values_at(
    raw: Any,  # noqa: ANN401
    pattern: Pattern,
    path: tuple[str | int, ...],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if not pattern:
        if isinstance(raw, str):
            yield path, raw
        return
    step, rest = pattern[0], pattern[1:]
    if step == KEY and isinstance(raw, dict):
        yield from (((*path, key), key) for key in raw)
    elif step == ANY and isinstance(raw, list):
        for index, item in enumerate(raw):
            yield from _values_at(item, rest, (*path, index))
    elif step == ANY and isinstance(raw, dict):
        for key, item in raw.items():
            yield from _values_at(item, rest, (*path, key))
    elif isinstance(raw, dict) and step in raw:
        yield from _values_at(raw[step], rest, (*path, step))


def _references(
    annotation: Any,  # noqa: ANN401
    pattern: Pattern,
    metadata: tuple[Any, ...] = (),
) -> Iterator[tuple[Pattern, str]]:
    for mark in metadata:
        if isinstance(mark, Ref):
            yield pattern, mark.to
    origin = get_origin(annotation)
    if _is_group(annotation):
        for key, info in keys(annotation).items():
            yield from _references(info.annotation, (*pattern, key), tuple(info.metadata))
    elif origin is Annotated:
        inner, *marks = get_args(annotation)
        yield from _references(inner, pattern, tuple(marks))
    elif origin is list:
        yield from _references(get_args(annotation)[0], (*pattern, ANY))
    elif origin is dict:
        key, value = get_args(annotation)
        yield from _references(key, (*pattern, KEY))
        yield from _references(value, (*pattern, ANY))
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _references(part, pattern)


def _is_group(annotation: Any) -> bool:  # noqa: ANN401
    return isinstance(annotation, type) and issubclass(annotation, Group)


def _parts(annotation: Any) -> Iterator[Any]:  # noqa: ANN401
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _parts(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _parts(part)
    else:
        yield annotation


def _inside(annotation: Any, step: str | int) -> Any:  # noqa: ANN401
    for part in _parts(annotation):
        origin = get_origin(part)
        if origin is list and isinstance(step, int):
            return get_args(part)[0]
        if origin is dict and isinstance(step, str):
            return get_args(part)[1]
        if _is_group(part) and step in keys(part):
            return keys(part)[str(step)].annotation
    return None
