"""The order of rows and groups: vocabularies in theirs, text as people sort it, absent values last."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from .columns import NUMBERS, Field, FieldKind, is_absent, items_of

DIGITS = re.compile(r"(\d+)", re.ASCII)
NATURAL = NUMBERS | {FieldKind.DATE, FieldKind.FLAG}
"""Kinds whose values have an order of their own."""

Row = Mapping[str, object]


@lru_cache(maxsize=16_384)
def natural_key(text: str) -> tuple[object, ...]:
    """Text without regard to case and accents, its numbers by size: ``Étape 2`` before ``etape 10``."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()
    parts = DIGITS.split(bare)
    return tuple(_number(part) if index % 2 else part for index, part in enumerate(parts))


def value_key(field: Field, value: object) -> Any:  # noqa: ANN401  keys of one field compare with each other
    """What to sort a value of ``field`` by. The value is not absent."""
    if field.kind in NATURAL:
        return value
    if field.kind is FieldKind.LIST:
        return tuple(_text_key(field, item) for item in items_of(value))
    return _text_key(field, value)


def in_order(rows: Iterable[Row], keys: Sequence[tuple[Field, bool]]) -> list[Row]:
    """Rows by each (field, descending) in turn, those without a value last. Equal rows keep their order."""
    result = list(rows)
    for field, descending in reversed(keys):
        present = [row for row in result if not is_absent(row.get(field.name))]
        absent = [row for row in result if is_absent(row.get(field.name))]
        present.sort(key=lambda row: value_key(field, row[field.name]), reverse=descending)
        result = present + absent
    return result


def _number(digits: str) -> tuple[int, str]:
    """Digits by size, however many: no limit on their number, unlike ``int``."""
    bare = digits.lstrip("0")
    return len(bare), bare


def _text_key(field: Field, value: object) -> tuple[int, tuple[object, ...]]:
    text = str(value)
    return field.places.get(text, len(field.order)), natural_key(field.show(text))
