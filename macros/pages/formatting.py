"""Values as readers see them, in cells that also carry the machine value."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from macros.portfolio.wording import NOT_RATED, day, money, number, percent
from macros.records.vocabulary import Rating, Term, Trend

from .tables import Cell, Link

__all__ = [
    "NOT_RATED",
    "NO_TREND",
    "Formatter",
    "date_cell",
    "day",
    "link_cell",
    "links_cell",
    "money",
    "money_cell",
    "number",
    "number_cell",
    "percent",
    "percent_cell",
    "rating_cell",
    "tags_cell",
    "term_cell",
    "text_cell",
    "trend_cell",
]

NO_TREND = "–"


def text_cell(value: str | None, href: str | None = None) -> Cell:
    """A text, or nothing."""
    return Cell(value, href=href) if value else Cell()


def date_cell(value: date | None) -> Cell:
    """A date that sorts by its ISO form."""
    return Cell(day(value), sort=value.isoformat(), kind="date") if value else Cell(kind="date")


def money_cell(value: float | None, currency: str) -> Cell:
    """An amount that sorts by its number."""
    return Cell(money(value, currency), sort=value, kind="money") if value is not None else Cell(kind="money")


def percent_cell(value: float | None) -> Cell:
    """A percentage that sorts by its number."""
    return Cell(percent(value), sort=value, kind="percent") if value is not None else Cell(kind="percent")


def number_cell(value: float | None, places: int = 0) -> Cell:
    """A number that sorts by itself."""
    return (
        Cell(number(value, places), sort=value, kind="number") if value is not None else Cell(kind="number")
    )


def rating_cell(value: Rating | None) -> Cell:
    """A rating; a project without one is shown as not rated."""
    if value is None:
        return Cell(NOT_RATED, kind="rating", values=("none",))
    return Cell(value.label, kind="rating", values=(value.value,))


def trend_cell(value: Trend | None) -> Cell:
    """A trend, or nothing where there is nothing to compare with."""
    return Cell(value.label, kind="trend", values=(value.value,)) if value else Cell(kind="trend")


def term_cell(value: Term | None) -> Cell:
    """A value of a vocabulary in words."""
    return Cell(value.label, values=(value.value,)) if value else Cell()


def tags_cell(values: Iterable[str]) -> Cell:
    """Several short texts."""
    shown = tuple(values)
    return Cell(", ".join(shown), kind="tags", values=shown) if shown else Cell(kind="tags")


def link_cell(link: Link | None) -> Cell:
    """One link, or nothing."""
    return Cell(link.text, href=link.href) if link else Cell()


def links_cell(links: Iterable[Link]) -> Cell:
    """Several links, or nothing."""
    found = tuple(links)
    return (
        Cell(", ".join(link.text for link in found), kind="links", links=found)
        if found
        else Cell(kind="links")
    )


Formatter = Callable[[Any], Cell]
