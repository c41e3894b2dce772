"""Tables as authors ask for them: what is refused before a row is read, and what comes out in which order."""

from datetime import date

import pytest

from macros.portfolio.query import Dataset, Field, FieldKind, Query, check, select
from macros.records.vocabulary import Rating, Trend

TODAY = date(2026, 10, 31)
RATINGS = ("green", "amber", "red")
PHASES = ("initiating", "planning", "executing", "closing")
FIELDS = (
    Field("id", "Project id"),
    Field("title", "Project"),
    Field("rating", "Delivery confidence", FieldKind.RATING, RATINGS, {"red": "Red"}, absent="Not rated"),
    Field("manager_rating", "Manager’s rating", FieldKind.RATING, RATINGS),
    Field("trend", "Trend", FieldKind.TREND, ("better", "same", "worse")),
    Field("tier", "Tier", FieldKind.TERM, ("1", "2", "3"), ranked=True),
    Field("phase", "Phase", FieldKind.TERM, PHASES, ranked=True),
    Field("programme", "Programme", FieldKind.TERM, ("zinc", "core"), {"zinc": "Zinc works"}),
    Field("finish", "Approved finish", FieldKind.DATE),
    Field("forecast_finish", "Forecast finish", FieldKind.DATE),
    Field("budget", "Approved budget", FieldKind.MONEY),
    Field("cpi", "Cost performance index (CPI)", FieldKind.RATIO),
    Field("tags", "Tags", FieldKind.LIST),
    Field("objectives", "Objectives", FieldKind.LIST, ("speed", "care"), {"care": "Take care"}),
    Field("late", "Late", FieldKind.FLAG),
    Field("ratings", "Ratings by dimension", FieldKind.RATINGS, RATINGS),
    Field("lessons", "Lessons taken over", FieldKind.ENTRIES, ("one", "two"), key="lesson"),
    Field("benefits", "Benefits", FieldKind.ENTRIES),
)
PROJECTS = Dataset(
    "projects", "project", "projects", {field.name: field for field in FIELDS}, ("title", "rating")
)
ROWS: list[dict[str, object]] = [
    {
        "id": "a",
        "title": "Étape 10",
        "rating": Rating.RED,
        "manager_rating": Rating.AMBER,
        "trend": Trend.WORSE,
        "tier": "3",
        "phase": "executing",
        "programme": "core",
        "finish": date(2026, 12, 31),
        "forecast_finish": date(2027, 1, 30),
        "budget": 2_000_000,
        "cpi": 0.8,
        "tags": ("erp", "data"),
        "objectives": ("speed", "care"),
        "late": True,
        "ratings": {"cost": Rating.RED, "risk": None},
        "lessons": ({"lesson": "one", "note": None},),
    },
    {
        "id": "b",
        "title": "etape 2",
        "rating": Rating.GREEN,
        "manager_rating": Rating.GREEN,
        "tier": "1",
        "phase": "planning",
        "programme": "zinc",
        "finish": date(2026, 6, 30),
        "forecast_finish": date(2026, 6, 30),
        "budget": 0,
        "cpi": 1.1,
        "tags": (),
        "objectives": ("care",),
        "late": False,
        "ratings": {"cost": Rating.GREEN},
        "lessons": (),
    },
    {"id": "c", "title": "Zebra", "rating": None, "tier": "2", "phase": "initiating", "tags": ("erp",)},
]


def found(where: str) -> str:
    """Ids of the rows that match."""
    assert check(Query(where=where), PROJECTS) == []
    return "".join(str(row["id"]) for row in select(ROWS, Query(where=where), PROJECTS, TODAY).rows)


def told(**arguments: object) -> str:
    """The errors of a query in one text."""
    return "\n".join(error.text for error in check(Query(**arguments), PROJECTS))  # type: ignore[arg-type]


def in_order(sort: str) -> str:
    return "".join(str(row["id"]) for row in select(ROWS, Query(sort=sort), PROJECTS, TODAY).rows)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("", "abc"),
        ("rating == 'red' and budget > 1000000", "a"),
        ("rating == 'red' or title == 'Zebra'", "ac"),
        ("rating in ['red', 'green']", "ab"),
        ("not rating", "c"),
        ("rating != manager_rating", "a"),
        ("tier == 3 or tier == '1'", "ab"),
        ("2 in [budget, budget + 2]", "b"),
        ("1 <= cpi < 2", "b"),
        ("-cpi < -1", "b"),
        ("budget / cpi > 2000000", "a"),
        ("cpi - 1 < 0", "a"),
        ("'data' in tags", "a"),
        ("'data' not in tags", "bc"),
        ("'speed' in objectives", "a"),
        ("phase in ['planning', 'executing']", "ab"),
        ("'ap' in title", "ab"),
        ("'Et' in title", ""),
        ("'zeb' in title|lower", "c"),
        ("tags|length > 1", "a"),
        ("cpi|abs > 1", "b"),
        ("late", "a"),
        ("late == false", "b"),
        ("'red' in ratings", "a"),
        ("'one' in lessons", "a"),
        ("lessons|length == 0", "b"),
        ("budget == 0.0", "b"),
        ("budget", "a"),
        ('title == "Zebra"', "c"),
    ],
)
def test_where_keeps_the_rows_that_match(where: str, ids: str) -> None:
    assert found(where) == ids


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("rating == 'green'", "b"),
        ("rating != 'green'", "a"),
        ("rating in ['red']", "a"),
        ("rating not in ['red']", "b"),
        ("rating == manager_rating", "b"),
        ("finish < today", "b"),
        ("finish >= today", "a"),
        ("not (finish > today)", "bc"),
        ("budget < 5", "b"),
        ("budget + 1 > 0", "ab"),
        ("-budget > -1", "b"),
        ("0 <= budget <= 5", "b"),
        ("'x' in trend|lower", ""),
        ("'one' not in lessons", "b"),
        ("'red' not in ratings", "b"),
        ("forecast_finish - finish >= 0", "ab"),
        ("cpi / budget > 0", "a"),
        ("rating is none", "c"),
        ("rating is not none", "ab"),
        ("rating is defined", "ab"),
        ("tags is none", "b"),
        ("benefits is none", "abc"),
        ("ratings is none", "c"),
    ],
)
def test_a_comparison_with_an_absent_value_is_false(where: str, ids: str) -> None:
    assert found(where) == ids


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("finish == '2026-12-31'", "a"),
        ("'2026-12-31' == finish", "a"),
        ("finish < '2026-12-31'", "b"),
        ("'2026-12-30' < finish", "a"),
        ("'2026-01-01' < finish < '2026-12-01'", "b"),
        ("finish in ['2026-06-30', '2027-01-01']", "b"),
        ("finish not in ['2026-06-30']", "a"),
        ("finish > today", "a"),
        ("forecast_finish > finish", "a"),
        ("forecast_finish - finish == 30", "a"),
        ("finish < today + 90", "ab"),
        ("finish - 365 > today", ""),
        ("finish + 9999999999 > today", ""),
    ],
)
def test_dates_compare_with_iso_texts_and_with_days_between(where: str, ids: str) -> None:
    assert found(where) == ids


@pytest.mark.parametrize(
    ("where", "ids"),
    [("tier >= 2", "ac"), ("2 > tier", "b"), ("1 < tier < '3'", "c"), ("phase > 'initiating'", "ab")],
)
def test_some_terms_are_ranked_by_their_vocabulary(where: str, ids: str) -> None:
    assert found(where) == ids


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("ratng == 'red'", "where: projects have no field 'ratng'. Did you mean 'rating'?"),
        ("rating == red", "where: projects have no field 'red'. Put it in quotes if it is a value: 'red'"),
        ("rating == 'rde'", "where: 'rde' is not a value of rating. Did you mean 'red'?"),
        ("rating in ['red', 'ambre']", "where: 'ambre' is not a value of rating. Did you mean 'amber'?"),
        ("'sped' in objectives", "where: 'sped' is not a value of objectives. Did you mean 'speed'?"),
        ("'rde' in ratings", "where: 'rde' is not a value of ratings. Did you mean 'red'?"),
        ("'three' in lessons", "where: 'three' is not a value of lessons. Known values: one, two"),
        ("tier == 4", "where: '4' is not a value of tier. Known values: 1, 2, 3"),
        ("rating == tier", "where: rating and tier have no value in common"),
        (
            "finish > '31.12.2026'",
            "where: finish is a date and '31.12.2026' is no date. Write dates as '2026-06-30'",
        ),
        ("finish > '2026-02-30'", "'2026-02-30' is no day of the calendar"),
        ("finish > 2026-10-31", "Write dates in quotes: '2026-06-30'"),
        ("finish > 2026-01-01", "Put dates in quotes: '2026-06-30'"),
        ("finish < budget", "finish (a date) cannot be compared with budget (a number)"),
        ("budget > '1000'", "Write numbers without quotes, and text in quotes"),
        ("title == 5", "title (text) cannot be compared with 5"),
        ("late == 'yes'", "Use true, false, or the name alone"),
        ("late < true", "true and false are not larger or smaller"),
        ("rating > 'green'", "Write them out: rating in ['amber', 'red']"),
        ("rating == none", "a comparison with none never holds. Write rating is none"),
        ("rating == 'red' or 'amber'", "'amber' alone is no condition"),
        ("'red'", "'red' alone is no condition"),
        ("budget + 1", "a calculation alone is no condition"),
        ("'a' == 'b'", "'a' and 'b' are the same for every row"),
        ("tags == 'erp'", "Write 'erp' in tags"),
        ("lessons == 'one'", "Write 'one' in lessons"),
        ("benefits == 'one'", "Write benefits|length"),
        ("'one' in benefits", "'in' cannot look into benefits (a group of fields)"),
        ("'red' in rating", "rating holds one value, so nothing is 'in' it. Write rating == 'red'"),
        ("rating in 'red'", "Write a list after it: rating in ['amber', 'red']"),
        ("rating in []", "the list after 'in' is empty"),
        ("finish + finish > 1", "finish (a date) + finish (a date) cannot be calculated"),
        ("title + 1 > 1", "title (text) + 1 cannot be calculated"),
        ("-title == 'x'", "- needs a number, not title (text)"),
        ("budget / 0 > 1", "division by zero"),
        ("budget > 1e999", "the number is too large"),
        ("tags == ['erp']", "a list may stand only after 'in'"),
    ],
)
def test_where_refuses_what_could_never_hold(where: str, message: str) -> None:
    assert message in told(where=where)


@pytest.mark.parametrize(
    ("where", "hint"),
    [
        ("rating = 'red'", "Compare with two equals signs: =="),
        ("rating == 'red' AND budget > 1", "in small letters"),
        ("rating == 'red' && late", "Write 'and'"),
        ("rating == ‘red’", "Use straight quotes: 'red'"),  # noqa: RUF001  what a word processor makes
        ("rating <> 'red'", "Write != for 'not equal'"),
        ("!late", "Write 'not'"),
        ("budget > 1,000,000", "Write numbers without separators"),
        ("budget > 1m", "Write numbers in full"),
        ("budget > £5", "Write money as a plain number"),
        ("rating == 'red", "Close the quotation mark"),
        ("}} x {{", "cannot be read"),
        ("{% include 'x' %}", "cannot be read"),
        ("rating ==", "cannot be read"),
        ("(" * 900 + "late" + ")" * 900, "nested too deeply"),
        (" or ".join(["late"] * 60), "nested too deeply"),
        ("late or " * 400 + "late", "has 3,204 characters; it may have 2,000"),
    ],
)
def test_a_where_that_cannot_be_read_gets_a_hint(where: str, hint: str) -> None:
    assert hint in told(where=where)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("cycler.__init__.__globals__.os.popen('id').read()", "calls such as name() are not allowed"),
        ("title.upper() == 'X'", "calls such as name() are not allowed"),
        ("title.__class__", "attributes such as name.part are not allowed"),
        ("().__class__ == 1", "attributes such as name.part are not allowed"),
        ("title['__class__']", "subscripts such as name[0] are not allowed"),
        ("title[:2] == 'Z'", "subscripts such as name[0] are not allowed"),
        ("range", "no field 'range'"),
        ("self", "no field 'self'"),
        ("title|attr('x')", "the filter 'attr' is not allowed"),
        ("title|upper == 'X'", "Filters are length, lower, abs"),
        ("title|lower(1) == 'x'", "Filters are length, lower, abs, without arguments"),
        ("budget|lower == 'x'", "lower is for text, not budget (a number)"),
        ("cpi is even", "'is even' is not allowed"),
        ("cpi is eq 1", "'is eq' is not allowed"),
        ("cpi ** 999 > 1", "** is not allowed"),
        ("budget % 2 == 1", "% is not allowed"),
        ("budget // 2 == 1", "// is not allowed"),
        ("title ~ 'x' == 'y'", "joining text with ~ is not allowed"),
        ("late if late else late", "'if … else' is not allowed"),
        ("{'a': 1}", "braces are not allowed"),
    ],
)
def test_where_holds_no_code(where: str, message: str) -> None:
    assert message in told(where=where)


def test_every_error_of_a_query_is_told_at_once() -> None:
    query = Query("ratng == 'red' and phse == 'x'", "-bugdet", "programe", "titel", limit=0)
    errors = check(query, PROJECTS)
    assert [error.argument for error in errors] == ["where", "where", "sort", "group_by", "columns", "limit"]
    ways_out = [error.way_out for error in errors[:-1]]
    assert ways_out == [
        f"Did you mean {name!r}?" for name in ("rating", "phase", "budget", "programme", "title")
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"where": 5}, "where: must be text, got 5"),
        ({"sort": "budget desc"}, "sort: 'budget desc' is no name. Write -budget"),
        ({"sort": "benefits"}, "sort: benefits has no order"),
        ({"sort": 5}, "sort: must be names with commas between, got 5"),
        ({"group_by": "ratings"}, "group_by: ratings makes no groups"),
        ({"group_by": "phase, tier"}, "group_by: takes one name, got phase, tier. Write group_by='phase'"),
        ({"columns": "benefits"}, "columns: benefits has entries with fields of their own"),
        ({"columns": ["title", 5]}, "columns: must be names with commas between"),
        ({"columns": "today"}, "columns: projects have no field 'today'"),
        ({"limit": 0}, "limit: must be a whole number above 0, got 0"),
        ({"limit": -1}, "got -1"),
        ({"limit": True}, "got True"),
        ({"limit": 2.5}, "got 2.5"),
        ({"limit": "ten"}, "got 'ten'"),
    ],
)
def test_other_arguments_are_checked_too(arguments: dict[str, object], message: str) -> None:
    assert message in told(**arguments)


def test_select_refuses_a_query_that_check_finds_wrong() -> None:
    with pytest.raises(ValueError, match="Did you mean 'rating'"):
        select(ROWS, Query(where="ratng"), PROJECTS, TODAY)


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("title", "bac"),
        ("-title", "cab"),
        ("rating", "bac"),
        ("-rating", "abc"),
        ("programme", "bac"),
        ("-budget,title", "abc"),
        ("budget", "bac"),
        ("finish", "bac"),
        ("objectives", "abc"),
        ("-late", "abc"),
        ("trend, -phase", "abc"),
        ("", "abc"),
    ],
)
def test_rows_sort_by_meaning_with_absent_values_last(sort: str, ids: str) -> None:
    assert in_order(sort) == ids


def test_sorting_is_stable_and_takes_a_list() -> None:
    rows = [{"id": str(number), "phase": "planning", "tier": "1"} for number in range(9)]
    shown = select(rows, Query(sort=["-phase", "tier"]), PROJECTS, TODAY).rows
    assert [row["id"] for row in shown] == [row["id"] for row in rows]


def test_text_with_very_long_numbers_sorts() -> None:
    rows = [{"title": "9" * 5000}, {"title": "10"}, {"title": "0009"}]
    shown = select(rows, Query(sort="title"), PROJECTS, TODAY).rows
    assert [len(str(row["title"])) for row in shown] == [4, 2, 5000]


def test_the_dataset_says_how_rows_stand_unless_the_author_does() -> None:
    sorted_dataset = Dataset("projects", "project", "projects", PROJECTS.fields, ("title",), "-title")
    assert select(ROWS, Query(), sorted_dataset, TODAY).rows[0]["id"] == "c"
    assert select(ROWS, Query(sort="title"), sorted_dataset, TODAY).rows[0]["id"] == "b"


def groups(group_by: str, limit: int | None = None) -> list[tuple[str, str]]:
    selection = select(ROWS, Query(group_by=group_by, limit=limit), PROJECTS, TODAY)
    return [(group.label, "".join(str(row["id"]) for row in group.rows)) for group in selection.groups]


def test_groups_follow_the_vocabulary_with_absent_values_last() -> None:
    assert groups("programme") == [("Zinc works", "b"), ("core", "a"), ("Not set", "c")]
    assert groups("rating") == [("green", "b"), ("Red", "a"), ("Not rated", "c")]


def test_groups_without_a_vocabulary_are_in_natural_order() -> None:
    assert groups("title") == [("etape 2", "b"), ("Étape 10", "a"), ("Zebra", "c")]
    assert groups("late") == [("No", "b"), ("Yes", "a"), ("Not set", "c")]
    assert groups("finish") == [("2026-06-30", "b"), ("2026-12-31", "a"), ("Not set", "c")]


def test_a_row_stands_in_the_group_of_each_item_of_a_list() -> None:
    assert groups("objectives") == [("speed", "a"), ("Take care", "ab"), ("Not set", "c")]
    assert groups("tags") == [("data", "a"), ("erp", "ac"), ("Not set", "b")]


def test_no_groups_and_no_rows() -> None:
    selection = select(ROWS, Query(), PROJECTS, TODAY)
    assert [group.label for group in selection.groups] == [""]
    assert selection.group_by is None
    assert select([], Query(group_by="phase"), PROJECTS, TODAY).groups == ()
    assert select([], Query(), PROJECTS, TODAY).groups == ()


def test_limit_cuts_after_sorting_and_the_total_is_told() -> None:
    selection = select(ROWS, Query(where="tier is defined", sort="-title", limit="2"), PROJECTS, TODAY)
    assert [row["id"] for row in selection.rows] == ["c", "a"]
    assert selection.total == 3
    assert groups("phase", limit=1) == [("executing", "a")]


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (None, ["title", "rating"]),
        ("", ["title", "rating"]),
        ("title, phase ,rating,title", ["title", "phase", "rating"]),
        (["phase", "title"], ["phase", "title"]),
    ],
)
def test_columns_are_those_asked_for_once_each(columns: str | list[str] | None, names: list[str]) -> None:
    selection = select(ROWS, Query(columns=columns), PROJECTS, TODAY)
    assert [field.name for field in selection.columns] == names


def test_values_of_another_type_than_the_field_never_match_and_never_fail() -> None:
    rows: list[dict[str, object]] = [{"id": "x", "budget": "many", "finish": 5, "title": 7}]
    for where in ("budget > 1", "finish > today", "title == 'x'", "finish - today > 1", "'x' in title"):
        assert select(rows, Query(where=where), PROJECTS, TODAY).rows == ()


def test_one_query_over_many_rows() -> None:
    rows = [{"id": str(number), "title": f"T{number % 7}", "budget": number} for number in range(3000)]
    query = Query("budget >= 1000 and 'T' in title", "title,-budget", limit=1)
    selection = select(rows, query, PROJECTS, TODAY)
    assert (selection.total, selection.rows[0]["id"]) == (2000, "2996")
