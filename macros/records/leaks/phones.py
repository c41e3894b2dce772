"""Telephone numbers, by the plans of the world's countries (libphonenumber)."""

import re
from collections.abc import Iterator
from functools import cache

from .spans import Span, without_addresses

WORD = r"\b(?:tel|telephone|phone|mobile|mob|cell|fax|ring|call|whatsapp)\b(?:[ ]+(?:number|on|at|is|no))*[ .:]*"
AFTER_WORD = re.compile(WORD + r"$", re.IGNORECASE)
HINT = re.compile(
    r"(?<![\w.,/+-])(?:\+|\(?0)[\d()][\d ().\u2011/-]{5,}\d"
    r"|(?<![\w.,/+-])(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
    rf"|{WORD}[+(]*\d[\d ().\u2011/-]{{4,}}\d",
    re.IGNORECASE,
)
"""Where it is worth asking: a plus or nought and many digits, three groups, or a word that announces one."""
SHORTEST, SHORTEST_ANNOUNCED = 9, 6
"""Digits of a number that nobody may have: in general, and behind a word that announces it."""
INTERNATIONAL = re.compile(r"(?:\+|00 ?)[1-9]")
DATE = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}\b")
ELSEWHERE = "DE"
"""The plan to read national numbers by where the currency tells no country: it has numbers of most lengths."""


@cache
def region_of(currency: str) -> str:
    """The country whose numbers are written without a country code: ``GBP`` is used in ``GB`` (ISO 4217)."""
    import phonenumbers  # noqa: PLC0415  only texts with a hint need it

    return currency[:2] if currency[:2] in phonenumbers.SUPPORTED_REGIONS else ELSEWHERE


def find_phones(text: str, currency: str) -> Iterator[Span]:
    """Every telephone number in ``text``, international or of the country with this currency."""
    if not HINT.search(text):
        return
    start = 0
    for line in without_addresses(text).split("\n"):
        if HINT.search(line):
            yield from (Span(start + span.start, span.text) for span in _in_line(line, region_of(currency)))
        start += len(line) + 1


def _in_line(line: str, region: str) -> Iterator[Span]:
    import phonenumbers  # noqa: PLC0415

    for match in phonenumbers.PhoneNumberMatcher(line, region, phonenumbers.Leniency.POSSIBLE):
        written = match.raw_string
        digits = sum(character.isdigit() for character in written)
        announced = digits >= SHORTEST_ANNOUNCED and AFTER_WORD.search(line[: match.start])
        if announced or _is_telling(written, digits, valid=phonenumbers.is_valid_number(match.number)):
            yield Span(match.start, written)


def _is_telling(written: str, digits: int, *, valid: bool) -> bool:
    """Whether the form alone says that this is a telephone number."""
    bare = written.lstrip("(")
    grouped = not written.isdigit()
    if INTERNATIONAL.match(bare):
        return digits >= SHORTEST
    if bare.startswith("0") and not DATE.match(bare):
        return valid or (grouped and digits >= SHORTEST)
    return valid and grouped
