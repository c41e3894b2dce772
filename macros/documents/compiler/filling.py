"""Filling a source with data: in Jinja's sandbox, and so that no value is ever read as markup.

Each value goes into the text as a mark, and the text of the value into a list beside it. Whatever reads the
text as Markdown sees the mark alone; the value takes its place when nothing is parsed any more.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, pass_context
from jinja2.environment import TemplateExpression
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from macros.documents.text_fit import TURNING
from macros.portfolio.wording import money, number

from .unfilled import Given, Unfilled, asks, rows

OPEN, CLOSE = "\ue000", "\ue001"
FIVE_DIGITS = 10_000
"""From five digits on thousands stand apart; a year does not read 2,026."""
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}", re.ASCII)
UNWRITABLE = frozenset({"Cc", "Cs", "Cn", "Co"})
"""Categories of characters that documents cannot hold, or that only one computer knows."""


@dataclass(frozen=True)
class Value:
    """A text that a field gives; ``is_blank`` where it is still to be filled in."""

    text: str
    is_blank: bool


@dataclass(frozen=True)
class Filled:
    """A source with a mark for each value, and the values by the number of their mark."""

    text: str
    values: tuple[Value, ...]

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still to be filled in."""
        return tuple(value.text for value in self.values if value.is_blank)

    def plain(self, text: str) -> str:
        """``text`` with the values in place of their marks."""
        return MARK.sub(lambda mark: self.values[int(mark[1])].text, text)


@dataclass
class _Marker:
    values: list[Value] = field(default_factory=list)

    def __call__(self, value: Any) -> str:  # noqa: ANN401  whatever a field holds
        self.values.append(Value(writable(shown(value)), isinstance(value, Unfilled)))
        return f"{OPEN}{len(self.values) - 1}{CLOSE}"


MARKER, CURRENCY = "_marker", "_currency"
"""Names in the context of a source that is being filled; no source may use them."""


@pass_context
def _finalized(context: Context, value: Any) -> Any:  # noqa: ANN401
    return context[MARKER](value)


@pass_context
def _money(context: Context, value: Any) -> Any:  # noqa: ANN401
    return money(float(value), context[CURRENCY]) if isinstance(value, (int, float, Decimal)) else value


def _day(value: Any) -> Any:  # noqa: ANN401
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja that reaches fields and nothing else: no method of a value, and nothing to call."""

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401, ARG002
        return False

    def wrap_str_format(self, value: Any) -> None:  # noqa: ANN401
        """Leave a text's ``format`` to the rule for all attributes."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401
        return isinstance(obj, (Given, Unfilled, LoopContext)) and super().is_safe_attribute(obj, attr, value)


@cache
def environment(*, marks: bool = False) -> _Sandbox:
    """Jinja as templates use it. With ``marks`` each value goes through the context's marker."""
    made = _Sandbox(
        undefined=StrictUndefined,
        autoescape=False,  # values are marks; nothing is markup
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalized if marks else None,
    )
    made.globals.clear()
    made.filters = {"asks": asks, "rows": rows, "money": _money, "day": _day}
    made.tests = {name: made.tests[name] for name in ("none", "defined", "equalto", "==", "in")}
    return made


@lru_cache(maxsize=256)
def _template(source: str) -> Template:
    return environment(marks=True).from_string(source)


@lru_cache(maxsize=512)
def _expression(expression: str) -> TemplateExpression:
    return environment().compile_expression(expression, undefined_to_none=False)


def fill(source: str, data: Mapping[str, Any], currency: str) -> Filled:
    """``source`` filled with ``data``. Raises ``jinja2.TemplateError`` where it is no template."""
    marker = _Marker()
    text = _template(source).render({**data, MARKER: marker, CURRENCY: currency})
    return Filled(text, tuple(marker.values))


def value_of(expression: str, data: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """What an expression gives, as it is; an unfilled field gives ``None``."""
    found = _expression(expression)({**data, CURRENCY: ""})
    return None if isinstance(found, Unfilled) else found


def shown(value: Any) -> str:  # noqa: ANN401, PLR0911  one for each kind of value
    """A value as a document shows it: dates as 2026-10-31, numbers with thousands separated."""
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return value.isoformat()
        case int() if abs(value) < FIVE_DIGITS:
            return str(value)
        case int():
            return number(value)
        case float() | Decimal():
            return number(float(value), 2).removesuffix(".00")
        case Given():
            return ", ".join(f"{name}: {shown(item)}" for name, item in value)
        case list() | tuple():
            return ", ".join(map(shown, value))
    return str(value)


def writable(text: str) -> str:
    """``text`` without characters that no document can hold or that turn text round."""
    if text.isprintable():
        return text
    kept = text.replace("\t", " ")
    return "".join(sign for sign in kept if sign == "\n" or _can_be_written(sign))


def _can_be_written(sign: str) -> bool:
    return sign not in TURNING and unicodedata.category(sign) not in UNWRITABLE
