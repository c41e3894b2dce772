"""Dates, numbers and money as readers see them, on pages and in documents."""

from datetime import date
from functools import lru_cache

NOT_RATED = "Not rated"


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """A date in British words: 30 Oct 2026."""
    return f"{value.day} {value:%b} {value.year}"


def number(value: float, places: int = 0) -> str:
    """A number with thousands separated and a true minus sign, rounded only to be shown."""
    return f"{value:,.{places}f}".replace("-", "−")


def money(value: float, currency: str) -> str:
    """An amount with its currency: GBP 1,250,000."""
    return f"{currency} {number(value)}"


def percent(value: float) -> str:
    """A percentage of 0 to 100."""
    return f"{value:.1f}".removesuffix(".0").replace("-", "−") + "%"
