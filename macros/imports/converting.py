"""The text of a cell into a date, a number or one end of a range; never into a guess."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .tables import Cell, one_line

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
TOKENS = {
    "YYYY": r"(?P<year>\d{4})",
    "YY": r"(?P<short_year>\d{2})",
    "MMMM": r"(?P<name>[a-z]+)\.?",
    "MMM": r"(?P<name>[a-z]+)\.?",
    "MM": r"(?P<month>\d{1,2})",
    "M": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "D": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
    "%Y": r"(?P<year>\d{4})",
    "%y": r"(?P<short_year>\d{2})",
    "%B": r"(?P<name>[a-z]+)\.?",
    "%b": r"(?P<name>[a-z]+)\.?",
    "%m": r"(?P<month>\d{1,2})",
    "%d": r"(?P<day>\d{1,2})(?:st|nd|rd|th)?",
}
TOKEN = re.compile("|".join(TOKENS))
CLOCK = r"(?:[T ]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?)?"
SERIAL = "serial"
EXCEL_EPOCH = date(1899, 12, 30)
SERIAL_RANGE = range(18_264, 73_051)
"""Excel's day numbers from 1950 to 2099."""

GAPS = "\u00a0\u202f\u2009 '’"
FACTORS = {
    **dict.fromkeys(("k", "thousand"), Decimal(1_000)),
    **dict.fromkeys(("m", "mn", "mio", "million"), Decimal(1_000_000)),
    **dict.fromkeys(("bn", "billion"), Decimal(1_000_000_000)),
}
LABELLED = re.compile(r"(?:^|[,;]\s+|\n)\s*([A-Za-z][A-Za-z ]{0,20}?)\s*[:=]\s*")
DASHED = re.compile(r"\s+(?:to|until|-|–|—)\s+|\s*[–—]\s*", re.IGNORECASE)


class UnreadableError(ValueError):
    """Why a cell's text is not what the map takes it for."""


@dataclass(frozen=True)
class DateForm:
    """A way to write dates, such as ``DD/MM/YYYY``."""

    form: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, form: str) -> "DateForm":
        """Raises ValueError where the form has no year or no month."""
        if form == SERIAL:
            return cls(form, re.compile(r"(?P<serial>\d{5})"))
        parts = TOKEN.split(form)
        tokens = TOKEN.findall(form)
        pattern = "".join(
            re.escape(text) + (TOKENS[tokens[index]] if index < len(tokens) else "")
            for index, text in enumerate(parts)
        )
        try:
            compiled = re.compile(pattern.replace(r"\ ", r"\s+") + CLOCK, re.IGNORECASE)
        except re.error as error:
            raise ValueError("names a part of the date twice") from error
        if not {"year", "short_year"} & set(compiled.groupindex) or not {"month", "name"} & set(
            compiled.groupindex
        ):
            raise ValueError("needs a year and a month, as in DD/MM/YYYY, MMM YYYY or %d.%m.%Y")
        return cls(form, compiled)

    @property
    def has_day(self) -> bool:
        """Whether it says the day of the month."""
        return "day" in self.pattern.groupindex or self.form == SERIAL


ISO = DateForm.of("YYYY-MM-DD")


def to_date(cell: Cell, forms: Sequence[DateForm], day: str = "") -> date:
    """The date in a cell; ISO is always understood.

    ``day`` (first, last) is the day of the month where the cell gives none. Raises UnreadableError.
    """
    text = cell.line
    for form in (*forms, ISO):
        found = form.pattern.fullmatch(text)
        if found:
            return _date(found.groupdict(), day)
    raise UnreadableError(f"is no date of the form {', '.join(form.form for form in forms) or ISO.form}")


def _date(parts: dict[str, str | None], day: str) -> date:
    if parts.get("serial"):
        serial = int(parts["serial"] or 0)
        if serial not in SERIAL_RANGE:
            raise UnreadableError("is no day number of Excel between 1950 and 2099")
        return EXCEL_EPOCH + timedelta(serial)
    year, month = _year(parts), _month(parts)
    try:
        if parts.get("day"):
            return date(year, month, int(parts["day"] or 0))
        return date(year, month, monthrange(year, month)[1] if day == "last" else 1)
    except ValueError as error:
        raise UnreadableError("is no day of the calendar") from error


def _year(parts: dict[str, str | None]) -> int:
    if parts.get("year"):
        return int(parts["year"] or 0)
    short = int(parts["short_year"] or 0)
    return short + (2000 if short < 69 else 1900)  # noqa: PLR2004  where POSIX divides the centuries


def _month(parts: dict[str, str | None]) -> int:
    name = (parts.get("name") or "").lower()
    if not name:
        month = int(parts["month"] or 0)
        if month not in range(1, 13):
            raise UnreadableError("is no day of the calendar")
        return month
    for number, month_name in enumerate(MONTHS, start=1):
        if len(name) >= 3 and (month_name.startswith(name) or name == "sept" == month_name[:4]):  # noqa: PLR2004
            return number
    raise UnreadableError(f"has {name!r} where an English month should be")


@dataclass(frozen=True)
class NumberForm:
    """How numbers are written: marks for decimals and thousands, and signs of currencies that may stand by.

    ``assumed`` says that nobody stated the marks; then what two countries read differently is not read.
    """

    decimal: str = "."
    thousands: str = ","
    signs: tuple[str, ...] = ()
    assumed: bool = True


def to_number(cell: Cell, form: NumberForm, unit: Decimal) -> Decimal:
    """The number in a cell times ``unit``; ``2.5m`` says its unit itself. Raises UnreadableError."""
    if cell.number is not None:
        return cell.number * unit
    text, negative = _signed(cell.line, form)
    figures, factor = _own_unit(text)
    gaps = re.escape(form.thousands + GAPS)
    whole = rf"(?:\d{{1,3}}(?:(?P<gap>[{gaps}])\d{{3}}(?:(?P=gap)\d{{3}})*)|\d+)"
    found = re.fullmatch(
        rf"(?P<whole>{whole})?(?:{re.escape(form.decimal)}(?P<part>\d+))?", figures, re.ASCII
    )
    if not found or not figures:
        raise UnreadableError(_why_no_number(text, form))
    if form.assumed and not factor and unit == 1 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", figures):
        raise UnreadableError("may be thousands or a decimal; state decimal in the map, below numbers")
    number = Decimal(re.sub(r"\D", "", found["whole"] or "0") + "." + (found["part"] or "0"))
    return (-number if negative else number) * (factor or unit)


def _signed(text: str, form: NumberForm) -> tuple[str, bool]:
    text = text.replace("−", "-")
    for sign in form.signs:
        text = re.sub(rf"(?<![A-Za-z]){re.escape(sign)}(?![A-Za-z])\.?", "", text, flags=re.IGNORECASE)
    text = text.strip()
    if re.fullmatch(r"\(.+\)", text):
        return text[1:-1].strip(), True
    if text.startswith("-") or text.endswith("-"):
        return text.strip("-").strip(), True
    return text.removeprefix("+").strip(), False


def _own_unit(text: str) -> tuple[str, Decimal | None]:
    found = re.fullmatch(r"(.*\d)\s*([A-Za-z]+)\.?", text)
    factor = FACTORS.get(found[2].lower()) if found else None
    return (found[1], factor) if found and factor else (text.removesuffix("%").strip(), None)


def _why_no_number(text: str, form: NumberForm) -> str:
    sign = re.search(r"[$£€¥]|^[A-Z]{3}\b|\b[A-Z]{3}$", text)
    if sign and re.search(r"\d", text):
        return f"has the sign {sign[0]!r}, which the map does not list as signs, below numbers"
    return f"is no number with {form.decimal!r} before decimals and {form.thousands!r} between thousands"


def is_range(text: str) -> bool:
    """Whether a text gives several values, labelled or from one to another."""
    return len(ends(text)) > 1


def ends(text: str) -> dict[str, str]:
    """The values of a range by their labels, in lower case; ``low`` and ``high`` where it has none."""
    labels = list(LABELLED.finditer(text))
    if labels and not text[: labels[0].start()].strip():
        stops = [label.start() for label in labels[1:]] + [len(text)]
        return {
            one_line(label[1]).lower(): text[label.end() : stop].strip(" ,;\n")
            for label, stop in zip(labels, stops, strict=True)
        }
    parts = [part.strip() for part in DASHED.split(text.strip()) if part.strip()]
    has_figures = all(re.search(r"\d", part) for part in parts)
    return dict(zip(("low", "high"), parts, strict=True)) if len(parts) == 2 and has_figures else {}  # noqa: PLR2004
