"""What stands in the cells of a workbook: rows and facts from data, each value as its cell holds it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from macros.records.fields import ISO_DATE, is_likely
from macros.records.models import Organisation
from macros.records.vocabulary import Phase, Rating, Strategy

from .filling import shown, value_of, writable
from .scopes import Data
from .unfilled import ABSENT, Given, Unfilled
from .workbook_source import CellType, Column, Fact, Sheet, Workbook

Row = Mapping[str, Any]
"""Values by column id."""
NUMERIC = frozenset({CellType.NUMBER, CellType.DECIMAL, CellType.MONEY, CellType.PERCENT})
LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True)
class Rows:
    """Values that fill a workbook: rows and facts by sheet id."""

    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def resolved(source: Workbook, data: Data, given: Rows) -> Rows:
    """The rows and facts to write: those given, else those of the project, else the preset ones."""
    names = data.wrapped()
    sheets = {sheet.id: _rows_of(sheet, names, given.sheets) for sheet in source.sheets}
    facts = {sheet.id: _facts_of(sheet, names, given.facts.get(sheet.id, {})) for sheet in source.sheets}
    return Rows(sheets, facts)


def _facts_of(sheet: Sheet, names: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {fact.id: given.get(fact.id, fact.value and value_of(fact.value, names)) for fact in sheet.facts}


def _rows_of(sheet: Sheet, names: Mapping[str, Any], given: Mapping[str, Sequence[Row]]) -> list[Row]:
    if sheet.id in given:
        return list(given[sheet.id])
    items = value_of(sheet.source, names) if sheet.source else None
    if items:
        return [_from_item(sheet, item) for item in items]
    return list(sheet.preset)


def _from_item(sheet: Sheet, item: Given) -> dict[str, Any]:
    """What an entry of a project holds for each column; what it does not hold leaves the cell empty."""
    found = {column.id: item[column.source or column.id] for column in sheet.columns}
    return {id_: value for id_, value in found.items() if value != ABSENT and not isinstance(value, Unfilled)}


def choices_of(column: Column | Fact, organisation: Organisation) -> list[str | float]:
    """What a drop-down offers; a list may be named. Raises ``KeyError`` for a name that none has."""
    given = column.choices or []
    named = named_choices(organisation)[given] if isinstance(given, str) else given
    return [number(choice) if NUMBER.fullmatch(choice) else choice for choice in named]


def named_choices(organisation: Organisation) -> Mapping[str, list[str]]:
    """The lists that choices may name."""
    return {
        "rating": [rating.value for rating in Rating],
        "strategy": [strategy.value for strategy in Strategy],
        "phase": [phase.label for phase in Phase],
        "tier": [f"{tier.id} – {tier.title}" for tier in organisation.tiers],
        "gate": [gate.title for gate in organisation.gates],
        "role": [role.title for role in organisation.roles],
        "lesson_category": [each.title for each in organisation.lesson_categories],
        "category": [each.title for each in organisation.categories],
        "objective": [each.title for each in organisation.objectives],
    }


def typed(value: Any, kind: CellType) -> str | float | date:  # noqa: ANN401  as YAML or a record holds it
    """A value as a cell of this kind holds it. Raises ``ValueError`` where it does not fit."""
    if kind is CellType.DATE:
        return value if isinstance(value, date) else _day(str(value))
    if kind in NUMERIC or (kind is CellType.CHOICE and NUMBER.fullmatch(str(value))):
        return number(value)
    return shown(value)


def cell_of(value: Any, kind: CellType) -> str | float | date:  # noqa: ANN401
    """What a cell of this kind shows: a text where the value does not fit, such as that it is withheld."""
    try:
        found = typed(value, kind)
    except ValueError:
        found = shown(value)
    if not isinstance(found, str):
        return found
    words = writable(found)
    return words if len(words) <= LONGEST_TEXT else f"{words[: LONGEST_TEXT - 1]}…"


def number(value: Any) -> float:  # noqa: ANN401
    """A number, whole where it is. Raises ``ValueError``."""
    if not isinstance(value, (int, float, Decimal)) and not NUMBER.fullmatch(str(value)):
        raise ValueError(value)
    found = float(value)
    return int(found) if found.is_integer() else found


def _day(text: str) -> date:
    day = date.fromisoformat(text) if ISO_DATE.fullmatch(text) else date.min
    if not is_likely(day):
        raise ValueError(text)
    return day
