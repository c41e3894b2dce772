"""``/downloads/<dataset>.csv``: every dataset as comma-separated values (RFC 4180).

A row a record and the names of the API in the first line. Dates are ISO, flags ``true`` or ``false``, the
items of a list stand with ``; `` between them, ratings by dimension have a column each, and groups of
fields are JSON in one cell. What is absent is empty.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from math import isfinite
from typing import Any

from macros.portfolio.columns import NUMBERS, Dataset, Field, FieldKind, is_absent
from macros.portfolio.ordering import Row
from macros.portfolio.published import csv_path
from macros.records.vocabulary import Dimension

from .basis import Basis
from .json_text import on_one_line

BYTE_ORDER_MARK = "\ufeff"
"""Excel reads UTF-8 only behind this mark."""
BETWEEN_ITEMS = "; "
FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""Beginnings of a text that a spreadsheet takes for a formula; the last four are the signs in full width."""
FORMULA = re.compile(rf'^(?=[{re.escape(FORMULA_STARTS)}])|(?<=;)(?="*[{re.escape(FORMULA_STARTS)}])')
"""Where a formula would begin. Excel in many countries ends a cell at a semicolon, quoted or not."""

Value = str | int | float | None
"""``None`` is written as nothing."""


def csv_files(basis: Basis) -> Iterator[tuple[str, str]]:
    """Path and text of the file of each dataset."""
    for name, dataset in basis.datasets.items():
        yield csv_path(name), _text(dataset, basis.rows(name))


def harmless(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet would run it as a formula."""
    return FORMULA.sub("'", text) if text[:1] in FORMULA_STARTS or ";" in text else text


def _text(dataset: Dataset, rows: Sequence[Row]) -> str:
    columns = dict(column for field in dataset.fields.values() for column in _columns(field, rows))
    file = io.StringIO(newline="")
    file.write(BYTE_ORDER_MARK)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return file.getvalue()


def _columns(field: Field, rows: Sequence[Row]) -> Iterator[tuple[str, list[Value]]]:
    """The heading of each column of a field, and its values from top to bottom."""
    values: list[Any] = [row[field.name] for row in rows]
    if field.kind is FieldKind.RATINGS:
        for dimension in Dimension:
            yield f"{field.name}.{dimension}", [ratings.get(str(dimension)) for ratings in values]
    else:
        write = WRITERS.get(field.kind, _as_text)
        yield field.name, [None if value is None else write(value) for value in values]


def _as_text(value: Any) -> str:  # noqa: ANN401  texts and terms
    return harmless(str(value))


def _number(value: float) -> float | None:
    return value if isfinite(value) else None


def _items(value: Any) -> Value:  # noqa: ANN401  a list, or a mapping by name
    if is_absent(value):
        return None
    if not isinstance(value, Mapping):
        return harmless(BETWEEN_ITEMS.join("" if item is None else str(item) for item in value))
    if any(isinstance(item, Mapping) for item in value.values()):
        return _group(value)
    return harmless(BETWEEN_ITEMS.join(f"{key}: {item}" for key, item in value.items()))


def _group(value: Any) -> Value:  # noqa: ANN401  groups of fields
    return None if is_absent(value) else on_one_line(value)


WRITERS: Mapping[FieldKind, Callable[[Any], Value]] = {
    **dict.fromkeys(NUMBERS, _number),
    FieldKind.DATE: date.isoformat,
    FieldKind.FLAG: lambda value: "true" if value else "false",
    FieldKind.LIST: _items,
    FieldKind.ENTRIES: _group,
}
"""How a value that is there is written. A number stays one, whatever its sign."""
