"""Telephone numbers, by the plans of the world's countries (libphonenumber)."""

import re
from collections.abc import Iterator
from functools import cache

from .spans import Span, lines_with, without_addresses

WORDS = ("tel", "phone", "mob", "cell", "fax", "ring", "call", "whatsapp")
WORD = (
    r"\b(?:tel|telephone|phone|mobile|mob|cell|fax|ring|call|whatsapp)\b(?:[ ]+(?:number|on|at|is|no))*[ .:]*"
)
AFTER_WORD = re.compile(WORD + r"$", re.IGNORECASE)
ANNOUNCED = re.compile(WORD + r"[+(]*\d[\d ().\u2011/-]{4,}\d", re.IGNORECASE)
HINT = re.compile(
    r"[+0(](?<![\w.,/+-].)(?:(?<=\+)|(?<=0)|(?:0|\d{3}\)))[\d ().\u2011/-]{6,}\d"
    r"|\d(?<![\w.,/+-].)(?:[ .-]\d)?\d\d[ .-]\d{3}[ .-]\d{4}(?!\d)"
)
"""Where it is worth asking: a plus or nought and many digits, or three groups as in North America.

It begins with the character itself, and looks behind it then: so most text is passed over fast.
"""
SHORTEST, SHORTEST_ANNOUNCED = 9, 6
"""Digits of a number that nobody may have: in general, and behind a word that announces it."""
INTERNATIONAL = re.compile(r"(?:\+|00 ?)[1-9]")
NO_NUMBER = re.compile(r"\d{1,2}([./-])\d{1,2}\1\d{2,4}\b|0\.")
"""A date, or a fraction."""
NORTH_AMERICAN = re.compile(r"(?:1[ .-])?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")
ELSEWHERE = "DE"
"""The plan to read national numbers by where the currency tells no country: it has numbers of all lengths."""


@cache
def region_of(currency: str) -> str:
    """The country whose numbers are written without a country code: ``GBP`` is used in ``GB`` (ISO 4217)."""
    import phonenumbers  # noqa: PLC0415  only texts with a hint need it

    return currency[:2] if currency[:2] in phonenumbers.SUPPORTED_REGIONS else ELSEWHERE


def find_phones(text: str, currency: str) -> Iterator[Span]:
    """Every telephone number in ``text``, international or of the country with this currency."""
    if not _may_hold(text):
        return
    for start, line in lines_with(without_addresses(text), _may_hold):
        if HINT.search(line) or ANNOUNCED.search(line):
            yield from (Span(start + span.start, span.text) for span in _in_line(line, region_of(currency)))


def _may_hold(text: str) -> bool:
    """Whether it is worth looking closer; this is asked of every text, so it is fast."""
    lower = text.lower()
    return any(word in lower for word in WORDS) or bool(HINT.search(text))


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
    if INTERNATIONAL.match(bare):
        return digits >= SHORTEST
    if bare.startswith("0") and not NO_NUMBER.match(bare):
        return valid or (not written.isdigit() and digits >= SHORTEST)
    return valid and bool(NORTH_AMERICAN.match(written))
