"""The names that templates may use: those of the records and of what is derived from them."""

import types
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from macros.portfolio.status import ROW_NAMES
from macros.records.annotations import keys
from macros.records.fields import Group
from macros.records.models import Project, Report
from macros.records.problems import nearest

from .names import ENTRY, Name, Use

Tree = Mapping[str, Any]
"""Names below a name; ``[]`` is an entry of a list, an empty tree a value."""

FREE: Tree = {"*": None}
"""Whatever is named, at any depth."""
SECTIONS = ("summary", "achievements", "next_period")


@cache
def known_names() -> Tree:
    """Every name that a source may use, by its root."""
    project = _values(*ROW_NAMES, "next_gate") | _fields(Project)
    milestone = _fields(Project)["milestones"][ENTRY] | _values("forecast", "actual")
    return {
        "organisation": _values("name", "pmo", "currency", "contact"),
        "template": _values("id", "title", "version", "address"),
        "today": {},
        "project": {**project, "milestones": {ENTRY: milestone}, "ratings": _fields(Report)["ratings"]},
        "report": _fields(Report) | _values("date", *SECTIONS),
        "entry": FREE,
    }


def mistake(name: Name) -> tuple[str, str] | None:
    """What is wrong with a name, and the way out; nothing for a name that can be filled in."""
    tree: Tree = known_names()
    for part in name.path:
        if tree is FREE:
            return None
        if part not in tree:
            return _unknown(name, part, tree)
        tree = tree[part]
    return None if tree is FREE else _misuse(name, tree)


def _unknown(name: Name, part: str, tree: Tree) -> tuple[str, str]:
    if part == ENTRY:
        return f"{str(name)!r} is no list", "Write it without a loop"
    if ENTRY in tree:
        return f"{str(name)!r} is asked of a whole list", "Write {% for item in list %} and item.name"
    known = ", ".join(sorted(tree))
    return (
        f"no template can be filled with {str(name)!r}",
        nearest(part, tree) or (f"Known here: {known}" if known else "Remove it"),
    )


def _misuse(name: Name, tree: Tree) -> tuple[str, str] | None:
    if name.use is Use.LIST and ENTRY not in tree:
        return f"{str(name)!r} is no list", "Write it without a loop"
    if name.use is Use.VALUE and tree.get(ENTRY):
        return f"{str(name)!r} is a list of entries", f"Write {{% for item in {name} %}} and item.name"
    if name.use is Use.VALUE and tree and ENTRY not in tree:
        return f"{str(name)!r} stands for several values", f"Name one: {', '.join(sorted(tree))}"
    return None


def _values(*names: str) -> dict[str, Tree]:
    return {name: {} for name in names}


def _fields(model: type[Group]) -> dict[str, Any]:
    return {name: _below(info.annotation) for name, info in keys(model).items()}


def _below(annotation: Any) -> Tree:  # noqa: ANN401  an annotation
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _below(inside[0])
    if origin in {Union, types.UnionType}:
        return _first(map(_below, inside))
    if origin is list:
        return {ENTRY: _below(inside[0])}
    if origin is dict:
        return _by_key(inside[0])
    return _fields(annotation) if isinstance(annotation, type) and issubclass(annotation, Group) else {}


def _first(trees: Iterable[Tree]) -> Tree:
    return next(filter(None, trees), {})


def _by_key(key: Any) -> Tree:  # noqa: ANN401  an annotation
    if isinstance(key, type) and issubclass(key, Enum):
        return _values(*map(str, key))
    return FREE
