"""What a field takes, read from its model: the form of its value, its length, and what it refers to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from macros.records.fields import Group, Ref
from macros.records.vocabulary import Term


class Form(Enum):
    """Forms of values."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole number"
    DECIMAL = "number"
    WORD = "word of a list"


FORMS: dict[type, Form] = {date: Form.DAY, int: Form.WHOLE, float: Form.DECIMAL}


@dataclass(frozen=True)
class Target:
    """A field of a model. ``limit`` counts characters; ``words`` are those of a closed list."""

    model: type[Group]
    key: str
    form: Form = Form.TEXT
    is_list: bool = False
    limit: int | None = None
    refers_to: str = ""
    words: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Whether a record needs it."""
        return self.model.model_fields[self.key].is_required()


@cache
def target(model: type[Group], key: str) -> Target:
    """The target for a field of one value or a list of values. Raises KeyError where there is none."""
    info = model.model_fields[key]
    marks = [*info.metadata]
    kinds = list(_kinds(info.annotation, marks))
    words = next((kind for kind in kinds if issubclass(kind, Term)), None)
    return Target(
        model,
        key,
        Form.WORD if words else next((FORMS[kind] for kind in kinds if kind in FORMS), Form.TEXT),
        list in kinds,
        min((mark.max_length for mark in marks if getattr(mark, "max_length", None)), default=None),
        next((mark.to for mark in marks if isinstance(mark, Ref)), ""),
        tuple(words) if words else (),
    )


def _kinds(annotation: Any, marks: list[Any]) -> Iterator[type]:  # noqa: ANN401
    """The classes inside an annotation; what is marked on the way goes to ``marks``."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        marks += parts[1:]
        parts = parts[:1]
    elif isinstance(origin, type) and origin in {list, dict}:
        yield origin
    elif isinstance(annotation, type):
        yield annotation
    for part in parts:
        yield from _kinds(part, marks)
