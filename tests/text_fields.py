"""Which fields of the models hold free text, found by walking the models: a new one is covered at once."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, StringConstraints

from macros.records.annotations import ANY, Pattern, keys
from macros.records.fields import Group, Ref, _web_address


@dataclass(frozen=True)
class TextField:
    """Where free text stands (``*`` for every entry of a list or mapping) and how long it may be."""

    pattern: Pattern
    longest: int | None = None
    is_address: bool = False


def text_fields(model: type[Group]) -> list[TextField]:
    """Every field of ``model`` that takes any text, or a web address."""
    return list(_walk(model, (), ()))


def places(raw: Any, pattern: Pattern) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401
    """Each holder in raw front matter and its key at which a value stands where ``pattern`` says."""
    step, rest = pattern[0], pattern[1:]
    if step == ANY and isinstance(raw, dict | list):
        steps: list[Any] = list(raw) if isinstance(raw, dict) else list(range(len(raw)))
    else:
        steps = [step] if isinstance(raw, dict) and step in raw else []
    for key in steps:
        if rest:
            yield from places(raw[key], rest)
        else:
            yield raw, key


def _walk(annotation: Any, pattern: Pattern, marks: tuple[Any, ...]) -> Iterator[TextField]:  # noqa: ANN401
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        yield from _walk(inner, pattern, (*marks, *more))
    elif origin is list:
        yield from _walk(get_args(annotation)[0], (*pattern, ANY), ())
    elif origin is dict:
        yield from _walk(get_args(annotation)[1], (*pattern, ANY), ())
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _walk(part, pattern, marks)
    elif isinstance(annotation, type) and issubclass(annotation, Group):
        for key, info in keys(annotation).items():
            yield from _walk(info.annotation, (*pattern, key), tuple(info.metadata))
    elif annotation is str and _is_free(marks):
        longest = min((mark.max_length for mark in marks if getattr(mark, "max_length", None)), default=None)
        is_address = any(isinstance(mark, AfterValidator) and mark.func is _web_address for mark in marks)
        yield TextField(pattern, longest, is_address)


def _is_free(marks: tuple[Any, ...]) -> bool:
    patterns = (mark.pattern for mark in marks if isinstance(mark, StringConstraints))
    colours = any(getattr(getattr(mark, "func", None), "__name__", "") == "_colour" for mark in marks)
    return (
        bool(marks) and not any(patterns) and not colours and not any(isinstance(mark, Ref) for mark in marks)
    )
