"""Cells into dates, numbers, ids and sentences: exactly, or not at all."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.imports.converting import DateForm, NumberForm, UnreadableError, ends, to_date, to_number
from macros.imports.naming import ids, slug
from macros.imports.sentences import cut, first_sentence
from macros.imports.tables import Cell
from macros.records.fields import ID_LENGTH, ID_PATTERN

MILLION = Decimal(1_000_000)
FORMS = [DateForm.of(form) for form in ("DD/MM/YYYY", "D MMMM YYYY", "MMM-YY", "%d.%m.%Y", "serial")]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/05/2015", date(2015, 5, 1)),
        (" 1/5/2015\n", date(2015, 5, 1)),
        ("31/03/2025 00:00", date(2025, 3, 31)),
        ("1st  September 2025", date(2025, 9, 1)),
        ("1 Sept 2025", date(2025, 9, 1)),
        ("mar-25", date(2025, 3, 31)),
        ("01.02.2020", date(2020, 2, 1)),
        ("45747", date(2025, 3, 31)),
        ("2025-03-31", date(2025, 3, 31)),
    ],
)
def test_dates_are_read_in_the_forms_of_the_map(text: str, day: date) -> None:
    assert to_date(Cell(text), FORMS, "last") == day


@pytest.mark.parametrize(
    "text", ["No", "2024/25", "31/02/2020", "13/13/2020", "1 Foo 2020", "99999", "Q4 2025", "31/03"]
)
def test_what_is_no_date_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableError):
        to_date(Cell(text), FORMS)


@pytest.mark.parametrize("form", ["DD/MM", "YYYY", "DD/DD/YYYY", "abc"])
def test_a_form_without_year_and_month_is_none(form: str) -> None:
    with pytest.raises(ValueError, match=r"needs a year|twice"):
        DateForm.of(form)


@settings(deadline=None)
@given(
    st.dates(date(1970, 1, 1), date(2068, 12, 31)),
    st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%b %d, %Y", "%d-%m-%y"]),
)
def test_what_strftime_writes_is_read_back(day: date, form: str) -> None:
    assert to_date(Cell(day.strftime(form)), [DateForm.of(form)]) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", 1_234_500_000),
        ("0", 0),
        (".5", 500_000),
        ("-31", -31_000_000),
        ("−31", -31_000_000),
        ("(31)", -31_000_000),
        ("£166.9", 166_900_000),
        ("GBP 5", 5_000_000),
        ("2.5m", 2_500_000),
        ("2.5 bn", 2_500_000_000),
        ("1 234", 1_234_000_000),
        ("1\u202f234", 1_234_000_000),
    ],
)
def test_numbers_are_read_with_unit_sign_and_gaps(text: str, number: int) -> None:
    assert to_number(Cell(text), NumberForm(signs=("£", "GBP")), MILLION) == number


@pytest.mark.parametrize(
    "text", ["1,23", "1.234,56", "12,34,567", "n/a", "-", "1e5", "5.", "€5", "5 apples", "١٢", "1 2"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    with pytest.raises(UnreadableError):
        to_number(Cell(text), NumberForm(signs=("£",)), MILLION)


def test_a_sign_that_the_map_does_not_list_is_named() -> None:
    with pytest.raises(UnreadableError, match="has the sign '€', which the map does not list"):
        to_number(Cell("€5"), NumberForm(), MILLION)


def test_marks_for_decimals_and_thousands_can_be_exchanged() -> None:
    assert to_number(Cell("1.234,5"), NumberForm(",", "."), Decimal(1)) == Decimal("1234.5")


def test_what_two_countries_read_differently_is_not_read_until_the_map_says() -> None:
    with pytest.raises(UnreadableError, match="thousands or a decimal"):
        to_number(Cell("1.234"), NumberForm(), Decimal(1))
    assert to_number(Cell("1.234"), NumberForm(assumed=False), Decimal(1)) == Decimal("1.234")


@settings(deadline=None)
@given(st.decimals(-(10**9), 10**9, places=2))
def test_what_is_formatted_is_read_back(number: Decimal) -> None:
    assert to_number(Cell(f"{number:,f}"), NumberForm(), Decimal(1)) == number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Low: 31/03/2025, Mid: 30/04/2025", {"low": "31/03/2025", "mid": "30/04/2025"}),
        ("Mid: 20,300.00, High: 53,300.00", {"mid": "20,300.00", "high": "53,300.00"}),
        ("10 - 20", {"low": "10", "high": "20"}),
        ("10–20", {"low": "10", "high": "20"}),
        ("31/03/2025 to 30/04/2026", {"low": "31/03/2025", "high": "30/04/2026"}),
        ("2025-03-31", {}),
        ("-31", {}),
        ("well-known", {}),
    ],
)
def test_ranges_give_their_ends(text: str, values: dict[str, str]) -> None:
    assert ends(text) == values


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Costs rose, e.g. Steel by 5. Then fell.", "Costs rose, e.g. Steel by 5."),
        ("Built by J. Smith & Co in 2.5 years. Done.", "Built by J. Smith & Co in 2.5 years."),
        ("It said “stop.” Then it went.", "It said “stop.”"),
        ("A line\nthat goes on. Next.", "A line that goes on."),
        ("No point\n\nNext paragraph.", "No point"),
        ("It aims to:\n• save time;\n• save cost. And more.", "It aims to: • save time;"),
        ("", ""),
    ],
)
def test_the_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_cutting_keeps_whole_words_and_says_so() -> None:
    assert cut("one two three", 13) == "one two three"
    assert cut("one two, three", 10) == "one two…"
    assert cut("abcdefghij", 5) == "abcd…"


@settings(deadline=None)
@given(st.text(), st.integers(2, 50))
def test_a_cut_text_is_never_too_long(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@pytest.mark.parametrize(
    ("title", "id_"),
    [
        ("Späte Übergabe", "spate-ubergabe"),
        ("Straße & Łódź", "strasse-and-lodz"),
        ("Secure Children’s Homes", "secure-childrens-homes"),
        ("BIL ", "bil"),
        ("a" * 70, "a" * 60),
        (f"{'word ' * 12}last", "-".join(["word"] * 12)),
        ("日本", ""),
    ],
)
def test_ids_are_words_of_the_title(title: str, id_: str) -> None:
    assert slug(title) == id_


def test_rows_of_one_title_take_their_reference_whatever_their_order() -> None:
    rows = [("Alpha", "P/1"), ("alpha!", "P/2"), ("Beta", "P/3")]
    assert ids(rows, "project") == ["alpha-p-1", "alpha-p-2", "beta"]
    assert ids(rows[::-1], "project") == ["beta", "alpha-p-2", "alpha-p-1"]


def test_rows_of_one_title_without_reference_are_counted() -> None:
    assert ids([("Alpha", ""), ("Alpha", ""), ("Alpha 2", "")], "project") == ["alpha", "alpha-3", "alpha-2"]


def test_names_of_pages_and_devices_are_made_free() -> None:
    rows = [("Search", ""), ("CON", ""), ("Mine", "")]
    assert ids(rows, "project", {"mine"}) == ["search-project", "con-project", "mine-project"]


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=80), st.text("ab1-/ ", max_size=70)), max_size=8))
def test_ids_are_always_valid_and_never_shared(rows: list[tuple[str, str]]) -> None:
    given_ids = ids(rows, "project")
    distinct = {(title, reference) for title, reference in rows}
    assert len(set(given_ids)) == len(rows) or len(distinct) < len(rows)
    for id_ in given_ids:
        assert len(id_) <= ID_LENGTH
        assert re.fullmatch(ID_PATTERN, id_)
