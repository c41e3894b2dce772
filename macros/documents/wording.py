"""Changes and lists in words, as documents say them."""

from collections.abc import Sequence

from macros.portfolio.wording import money


def days(count: int) -> str:
    """A number of days with its sign: +14 days."""
    sign = "+" if count > 0 else "−" if count < 0 else ""
    return f"{sign}{abs(count):,} {'day' if abs(count) == 1 else 'days'}"


def change_of_money(amount: float, currency: str) -> str:
    """An amount with its sign: +GBP 40,000."""
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{money(abs(amount), currency).strip()}"


def joined(items: Sequence[str]) -> str:
    """Several as one text: a, b and c."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
