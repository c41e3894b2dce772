from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.difference import Difference, LessonMove, Money, Move, ProjectDifference, difference
from macros.portfolio.status import Portfolio, portfolio
from macros.records.vocabulary import LessonStatus, Phase, Rating, State
from tests.builders import fresh_folder, lesson, project, report, write_library

TODAY = date(2026, 10, 31)
LAST, NEXT = "2026-09-30", "2026-10-30"
VALIDATED = {
    "status": "validated",
    "validated": "2025-07-31",
    "owner": "Planning Lead",
    "review_by": "2026-07-31",
}


def made(tmp_path: Path, day: date = TODAY, **library: Any) -> Portfolio:  # noqa: ANN401
    return portfolio(write_library(fresh_folder(tmp_path), **library), day)


def alpha(tmp_path: Path, reports: dict[str, Any] | None = None, **fields: Any) -> Portfolio:  # noqa: ANN401
    """A portfolio of one project, with one report unless others are given."""
    own = {LAST: report()} if reports is None else reports
    return made(tmp_path, projects={"alpha": project(**fields)}, reports={"alpha": own})


def moved(before: Portfolio, after: Portfolio) -> ProjectDifference:
    """The difference of the one project that changed."""
    (changed,) = difference(before, after).changed
    return changed


def moves(before: Portfolio, after: Portfolio) -> dict[str, tuple[Any, Any]]:
    return {move.name: (move.before, move.after) for move in moved(before, after).moves}


def test_equal_portfolios_differ_in_nothing(tmp_path: Path) -> None:
    library: dict[str, Any] = {
        "projects": {"alpha": project()},
        "reports": {"alpha": {LAST: report(rating="red")}},
        "lessons": {"one": lesson()},
    }
    one, other = made(tmp_path, **library), made(tmp_path, **library)
    assert difference(one, other) == Difference(TODAY, TODAY)
    assert difference(one, other).is_empty


def test_a_new_report_moves_rating_finish_and_forecast_cost(tmp_path: Path) -> None:
    first = report(rating="amber", forecast_finish="2026-12-31", forecast_cost=100_000)
    then = report(rating="red", forecast_finish="2027-01-14", forecast_cost=140_000)
    found = moved(alpha(tmp_path, {LAST: first}), alpha(tmp_path, {LAST: first, NEXT: then}))
    assert found.moves == (
        Move("rating", Rating.AMBER, Rating.RED),
        Move("finish", date(2026, 12, 31), date(2027, 1, 14)),
        Move("forecast cost", Money(100_000, "GBP"), Money(140_000, "GBP")),
    )
    assert found.new_reports == (date(2026, 10, 30),)
    assert found.corrected_reports == ()


def test_the_managers_rating_is_told_where_assurance_overrules_it(tmp_path: Path) -> None:
    assured = {"rating": "red", "date": "2026-09-30", "by": "Internal audit"}
    first = report(rating="green", assurance=assured)
    before = alpha(tmp_path, {LAST: first})
    after = alpha(tmp_path, {LAST: first, NEXT: report(rating="amber")})
    assert moves(before, after) == {"manager's rating": (Rating.GREEN, Rating.AMBER)}


def test_a_first_rating_comes_from_none(tmp_path: Path) -> None:
    assert moves(alpha(tmp_path, {}), alpha(tmp_path)) == {"rating": (None, Rating.GREEN)}


def test_phase_state_and_finished_move(tmp_path: Path) -> None:
    before = alpha(tmp_path, {LAST: report(forecast_finish="2026-10-20")})
    after = alpha(
        tmp_path,
        {LAST: report(forecast_finish="2026-10-20")},
        phase="closing",
        state="completed",
        finished="2026-10-28",
    )
    assert moves(before, after) == {
        "finish": (date(2026, 10, 20), date(2026, 10, 28)),
        "phase": (Phase.EXECUTING, Phase.CLOSING),
        "state": (State.ACTIVE, State.COMPLETED),
    }


def test_an_approved_baseline_moves_and_counts(tmp_path: Path) -> None:
    change = {
        "id": "cr-1",
        "date": "2026-10-01",
        "approved_by": "Board",
        "reason": "More to do.",
        "budget": {"from": 100_000, "to": 120_000},
    }
    assert moves(alpha(tmp_path), alpha(tmp_path, budget=120_000, changes=[change])) == {
        "approved budget": (Money(100_000, "GBP"), Money(120_000, "GBP")),
        "re-baselines": (0, 1),
    }


def test_a_change_after_the_day_moves_nothing(tmp_path: Path) -> None:
    change = {
        "id": "cr-1",
        "date": "2026-11-01",
        "approved_by": "Board",
        "reason": "More to do.",
        "budget": {"from": 100_000, "to": 120_000},
    }
    assert difference(alpha(tmp_path), alpha(tmp_path, budget=120_000, changes=[change])).is_empty


def test_a_value_may_be_withheld(tmp_path: Path) -> None:
    after = alpha(tmp_path, budget=None, withheld={"budget": "commercially sensitive"})
    assert moves(alpha(tmp_path), after) == {"approved budget": (Money(100_000, "GBP"), "withheld")}


def test_another_currency_is_another_amount(tmp_path: Path) -> None:
    assert moves(alpha(tmp_path), alpha(tmp_path, currency="EUR")) == {
        "approved budget": (Money(100_000, "GBP"), Money(100_000, "EUR"))
    }


def test_another_curve_is_told(tmp_path: Path) -> None:
    before = alpha(tmp_path, planned=[{"date": "2026-06-30", "value": 50_000}])
    after = alpha(tmp_path, planned=[{"date": "2026-06-30", "value": 40_000}])
    assert moved(before, after).curve_moved


def test_a_corrected_report_is_told(tmp_path: Path) -> None:
    mended = report(rating="amber", corrections=[{"date": "2026-10-02", "reason": "The wrong colour."}])
    found = moved(alpha(tmp_path), alpha(tmp_path, {LAST: mended}))
    assert found.corrected_reports == (date(2026, 9, 30),)
    assert found.new_reports == ()


def test_warnings_open_and_close(tmp_path: Path) -> None:
    late = report(forecast_finish="2027-03-01")
    found = moved(alpha(tmp_path, {LAST: late}), alpha(tmp_path, {LAST: late, NEXT: report(actual_cost=1)}))
    assert [warning.id for warning in found.closed_warnings] == ["finish-beyond-tolerance"]
    back = moved(alpha(tmp_path), alpha(tmp_path, {LAST: report(), NEXT: late}))
    assert [warning.id for warning in back.new_warnings] == ["finish-beyond-tolerance"]


def test_a_warning_whose_figures_moved_is_neither_new_nor_closed(tmp_path: Path) -> None:
    before = alpha(tmp_path, {LAST: report(forecast_finish="2027-03-01")})
    after = alpha(tmp_path, {LAST: report(forecast_finish="2027-03-08")})
    found = moved(before, after)
    assert (found.new_warnings, found.closed_warnings) == ((), ())


def test_of_several_warnings_of_a_kind_the_new_one_is_told(tmp_path: Path) -> None:
    def owed(*titles: str) -> dict[str, Any]:
        decisions = [{"title": title, "by": "Board", "due": "2026-10-01"} for title in titles]
        return {LAST: report(decisions=decisions)}

    found = moved(alpha(tmp_path, owed("Money", "Scope")), alpha(tmp_path, owed("Scope", "Site")))
    assert ["“Site”" in warning.message for warning in found.new_warnings] == [True]
    assert ["“Money”" in warning.message for warning in found.closed_warnings] == [True]


def test_projects_come_and_go(tmp_path: Path) -> None:
    before = made(tmp_path, projects={"alpha": project(), "beta": project(title="Beta")})
    after = made(tmp_path, projects={"alpha": project(), "gamma": project(title="Gamma")})
    found = difference(before, after)
    assert [one.id for one in found.new] == ["gamma"]
    assert [one.id for one in found.gone] == ["beta"]
    assert found.changed == ()


def test_a_renamed_project_is_followed_by_its_alias(tmp_path: Path) -> None:
    before = made(tmp_path, projects={"alpha": project()})
    after = made(tmp_path, projects={"omega": project(aliases=["alpha"], state="on-hold")})
    found = moved(before, after)
    assert (found.old_id, found.after.id) == ("alpha", "omega")
    assert found.moves == (Move("state", State.ACTIVE, State.ON_HOLD),)
    assert difference(before, after).new == difference(before, after).gone == ()


def test_lessons_come_move_and_go(tmp_path: Path) -> None:
    before = made(tmp_path, lessons={"one": lesson(title="One"), "two": lesson(title="Two")})
    after = made(tmp_path, lessons={"one": lesson(title="One", **VALIDATED), "three": lesson(title="Three")})
    assert difference(before, after).lessons == (
        LessonMove("one", "One", LessonStatus.SUBMITTED, LessonStatus.VALIDATED),
        LessonMove("three", "Three", None, LessonStatus.SUBMITTED),
        LessonMove("two", "Two", LessonStatus.SUBMITTED, None),
    )


def test_a_renamed_lesson_is_followed(tmp_path: Path) -> None:
    before = made(tmp_path, lessons={"one": lesson()})
    assert difference(before, made(tmp_path, lessons={"uno": lesson(aliases=["one"])})).is_empty
    found = difference(before, made(tmp_path, lessons={"uno": lesson(aliases=["one"], **VALIDATED)}))
    assert [(move.before, move.after) for move in found.lessons] == [
        (LessonStatus.SUBMITTED, LessonStatus.VALIDATED)
    ]


def test_what_could_not_be_read_is_neither_new_nor_gone(tmp_path: Path) -> None:
    both = {"alpha": project(), "beta": project(title="Beta")}
    lessons = {"one": lesson(), "two": lesson(title="Two")}
    whole = made(tmp_path, projects=both, lessons=lessons)
    part = made(tmp_path, projects={"alpha": both["alpha"]}, lessons={"one": lessons["one"]})
    for before, after in ((whole, part), (part, whole)):
        assert not difference(before, after).is_empty
        assert difference(before, after, without_projects={"beta"}, without_lessons={"two"}).is_empty


@pytest.mark.parametrize("first", [date(2026, 9, 30), date(2026, 10, 31)])
def test_each_side_stands_for_its_own_day(tmp_path: Path, first: date) -> None:
    library: dict[str, Any] = {
        "projects": {"alpha": project()},
        "reports": {"alpha": {LAST: report(), NEXT: report(rating="red")}},
    }
    found = difference(made(tmp_path, first, **library), made(tmp_path, **library))
    assert (found.day_before, found.day_after) == (first, TODAY)
    assert [one.new_reports for one in found.changed] == ([(date(2026, 10, 30),)] if first < TODAY else [])
