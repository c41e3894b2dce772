"""What a day or an hour of somebody's work costs."""

import re
from collections.abc import Iterator

from .spans import Span, lines_with, without_addresses

CODES = (
    "AED|AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|ILS|INR|JPY|KRW|MXN|MYR|NOK|NZD|PLN|QAR|RON|SAR|SEK|SGD"
    "|THB|TRY|TWD|UAH|USD|ZAR"
)
CURRENCY = rf"(?:[A-Z]{{0,2}}[£€$¥₹]|\b(?:{CODES})\b)"
NAME = rf"(?:pounds?|euros?|dollars?|francs?|quid|{CODES}|[£€$])"
AMOUNT = r"(?P<amount{0}>\d{{1,3}}(?:[,\u00a0\u202f ]\d{{3}})+|\d+)(?:[.,]\d{{1,2}})?(?P<thousands{0}>k\b)?"
TAX = r"(?:[ ]+(?:\+|plus|excl?\.?|excluding|incl?\.?|including|ex)[ ]+\w+)?"
EACH = (
    r"(?:(?:a|an|per|each|for[ ](?:one|each|every|a|an))[ -]|/[ ]?)(?:(?:working|man|person|consultant)[ -])?"
)
UNIT = r"(?P<unit{0}>day|daily|hour|hourly|hr|d|h)\b"
SHORT = r"p[./]?"
"""``pd`` and ``p/h``, behind an amount."""

PER = re.compile(
    rf"(?:{CURRENCY}[ ]?{AMOUNT.format(1)}|{AMOUNT.format(2)}[ ]?{NAME}(?!\w)){TAX}"
    rf"(?:[ ]*{EACH}{UNIT.format(1)}|[ ]?{SHORT}(?P<unit2>d|h)\b|[ ](?P<unit3>daily|hourly)\b)",
    re.IGNORECASE,
)
"""``GBP 650 a day``, ``£650/day``, ``650 EUR per hour``."""
RATE = re.compile(
    rf"\b(?:(?P<unit1>day|daily|hourly|per[ -]diem)[ -]*rates?|rates?[ ]+{EACH}(?P<unit2>day|hour))\b"
    rf"[^.;\n]{{0,40}}?(?:{CURRENCY}[ ]?)?(?<![\d.,-]){AMOUNT.format(1)}(?![\d%/-]|[ ]%)"
    rf"|\b(?:charge[sd]?|paid|pays?|bill(?:s|ed)|invoice[sd]?|cost(?:s|ing)?|at)[ ]+(?:out[ ]+)?(?:at[ ]+)?"
    rf"{AMOUNT.format(2)}[ ]*{EACH}{UNIT.format(3)}",
    re.IGNORECASE,
)
"""``day rate: 650``, ``billed at 650 a day``."""
UNITS = ("day", "daily", "hour", "hr", "diem")
ABBREVIATED = re.compile(r"[/p](?<=[\dk£€$A-Z ].)[./]?[ ]?[dh]\b")
UNIT_WORD = re.compile(r"\b(?:day|daily|hour|hourly|hr|diem)\b|(?:/[ ]?|p[./]?)[dh]\b", re.IGNORECASE)
DIGIT = re.compile(r"\d")
DAY, HOUR = range(80, 10_000), range(8, 1_000)
"""Amounts that people are paid. What a standstill costs is more, an allowance for meals is less."""
YEARS = range(1990, 2100)


def find_rates(text: str) -> Iterator[Span]:
    """Every day or hourly rate in ``text``."""
    if not _may_hold(text):
        return
    for start, line in lines_with(without_addresses(text), _may_hold):
        if UNIT_WORD.search(line):
            yield from (Span(start + span.start, span.text) for span in _in_line(line))


def _may_hold(text: str) -> bool:
    """Whether it is worth looking closer; this is asked of every text, so it is fast."""
    lower = text.lower()
    words = any(unit in lower for unit in UNITS) and DIGIT.search(text)
    return bool(words or ABBREVIATED.search(text))


def _in_line(line: str) -> Iterator[Span]:
    seen = -1
    for found in sorted([*PER.finditer(line), *RATE.finditer(line)], key=lambda each: each.start()):
        if found.start() >= seen and _is_paid(found):
            seen = found.end()
            yield Span(found.start(), found[0].rstrip())


def _is_paid(found: re.Match[str]) -> bool:
    groups = {name: value for name, value in found.groupdict().items() if value}
    amount = next(int(re.sub(r"\D", "", groups[name])) for name in ("amount1", "amount2") if name in groups)
    is_year = found.re is RATE and amount in YEARS
    amount *= 1000 if {"thousands1", "thousands2"} & groups.keys() else 1
    unit = next(groups[name] for name in ("unit1", "unit2", "unit3") if name in groups)
    return not is_year and amount in (HOUR if unit.lower().startswith("h") else DAY)
