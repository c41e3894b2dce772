"""The datasets: every name of the records and of what follows from them, in rows and in plain JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.portfolio.columns import FieldKind
from macros.portfolio.datasets import as_json, datasets, rows_of
from macros.portfolio.query import Query, check, select
from macros.portfolio.status import ROW_NAMES, portfolio
from macros.records.library import Library
from macros.records.models import Lesson, Project, Report, Standard, Template
from macros.records.models.standard import Clause
from tests.builders import lesson, organisation, project, report, standard, template, write_library

TODAY = date(2026, 10, 31)
DERIVED = (
    *("rating", "manager_rating", "assurance_rating", "trend", "ratings", "report_date", "days_since_report"),
    *("percent_complete", "forecast_finish", "forecast_cost", "finish_slip_days", "cost_variance_at_finish"),
    *(
        "next_milestone",
        "rebaselines",
        "pv",
        "ev",
        "ac",
        "cv",
        "sv",
        "cpi",
        "spi",
        "eac",
        "etc",
        "vac",
        "tcpi",
    ),
    "warnings",
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    milestones = [
        {"id": "live", "title": "Live", "baseline": "2026-09-30", "gate": "ready-for-closing"},
        {"id": "gone", "title": "Gone", "baseline": "2026-08-31", "dropped": "2026-03-01"},
    ]
    return write_library(
        tmp_path,
        organisation_yml=organisation(),
        projects={
            "alpha": project(
                programme="renewal",
                milestones=milestones,
                lessons=[{"lesson": "data", "disposition": "applied"}],
            ),
            "beta": project(
                title="Beta",
                budget=None,
                withheld={"budget": "commercially sensitive"},
                tier=2,
                objectives=None,
            ),
        },
        reports={
            "alpha": {
                "2026-08-31": report(rating="red", milestones={"live": {"forecast": "2026-10-15"}}),
                "2026-09-30": report(
                    assurance={"rating": "amber", "date": "2026-09-15", "by": "Internal Audit"},
                    forecast_finish="2027-01-30",
                    milestones={"live": {"forecast": "2026-11-30"}},
                ),
                "2026-11-30": report(rating="red"),
            }
        },
        lessons={
            "data": lesson(
                status="applied",
                validated="2025-07-31",
                owner="Planning Lead",
                review_by="2026-06-30",
                project="alpha",
                applied_in=[
                    {"clause": "GOV-1", "date": "2026-02-01"},
                    {"template": "charter", "date": "2026-03-01"},
                ],
            ),
            "later": lesson(title="Later", date="2026-11-15"),
        },
        templates={
            "charter": template(clauses=["GOV-1"], review_by="2026-10-30"),
            "old": template(title="Old", use={2: "optional"}, status="retired", review_by="2020-01-01"),
        },
        standards={
            "governance": standard(
                clauses=[
                    {"id": "GOV-10", "level": "may", "text": "A sponsor may delegate.", "tiers": [1]},
                    {"id": "GOV-1", "level": "shall", "text": "Every project shall have one sponsor."},
                    {"id": "GOV-2", "level": "should", "text": "Old.", "withdrawn": "Nobody could do it."},
                ]
            )
        },
    )


def rows(name: str, library: Library, today: date = TODAY) -> dict[str, dict[str, Any]]:
    return {str(row["id"]): row for row in rows_of(name, library, portfolio(library, today))}


ALL = ("projects", "reports", "milestones", "lessons", "templates", "standards", "clauses")


@pytest.mark.parametrize("name", ALL)
def test_rows_have_the_names_of_their_dataset_and_no_others(name: str, library: Library) -> None:
    dataset = datasets(library)[name]
    found = rows(name, library)
    assert found
    for row in found.values():
        assert row.keys() == dataset.fields.keys()
    assert all(field.name == key for key, field in dataset.fields.items())


@pytest.mark.parametrize("name", ALL)
def test_default_columns_and_order_are_valid(name: str, library: Library) -> None:
    dataset = datasets(library)[name]
    assert check(Query(), dataset) == []
    found = rows_of(name, library, portfolio(library, TODAY))
    assert select(found, Query(), dataset, TODAY).total == len(found)


@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("projects", Project),
        ("reports", Report),
        ("lessons", Lesson),
        ("templates", Template),
        ("standards", Standard),
        ("clauses", Clause),
    ],
)
def test_no_field_of_a_record_is_left_out(name: str, model: Any, library: Library) -> None:  # noqa: ANN401
    assert set(model.model_fields) <= set(datasets(library)[name].fields)


def test_projects_have_every_derived_name(library: Library) -> None:
    fields = datasets(library)["projects"].fields
    assert set(DERIVED) <= set(fields)
    assert set(ROW_NAMES) == set(fields)


def test_every_field_has_a_heading_of_its_own(library: Library) -> None:
    for dataset in datasets(library).values():
        labels = [field.label for field in dataset.fields.values()]
        assert len(set(labels)) == len(labels)
        assert all(label[0].isupper() and "_" not in label for label in labels)


@pytest.mark.parametrize("name", ALL)
def test_json_is_plain_and_has_every_name(name: str, library: Library) -> None:
    dataset = datasets(library)[name]
    data = as_json(dataset, rows_of(name, library, portfolio(library, TODAY)))
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert all(list(entry) == list(dataset.fields) for entry in data)


def test_json_has_iso_dates_plain_terms_and_null_for_absent(library: Library) -> None:
    found = rows_of("projects", library, portfolio(library, TODAY))
    alpha, beta = as_json(datasets(library)["projects"], found)
    assert (alpha["rating"], type(alpha["rating"])) == ("amber", str)
    assert alpha["finish"] == "2026-12-31"
    assert alpha["lessons"] == [{"lesson": "data", "disposition": "applied", "note": None}]
    assert (beta["rating"], beta["budget"]) == (None, None)
    assert beta["withheld"] == {"budget": "commercially sensitive"}


def test_json_refuses_what_is_not_plain(library: Library) -> None:
    dataset = datasets(library)["projects"]
    assert as_json(dataset, [{"cpi": float("nan")}])[0]["cpi"] is None
    with pytest.raises(TypeError, match="no plain form"):
        as_json(dataset, [{"cpi": object()}])


def test_reports_are_those_up_to_the_day_with_their_project(library: Library) -> None:
    found = rows("reports", library)
    assert list(found) == ["alpha/2026-08-31", "alpha/2026-09-30"]
    latest = found["alpha/2026-09-30"]
    assert latest["url"] == "projects/alpha/reports/2026-09-30/"
    assert latest["project"] == "alpha"
    assert latest["date"] == date(2026, 9, 30)
    assert (latest["rating"], latest["assurance_rating"]) == ("green", "amber")
    assert (latest["assurance_date"], latest["assurance_by"]) == (date(2026, 9, 15), "Internal Audit")
    assert latest["currency"] == "GBP"


def test_milestones_say_where_they_stand(library: Library) -> None:
    found = rows("milestones", library)
    live = found["alpha/live"]
    assert (live["milestone"], live["project"], live["programme"]) == ("live", "alpha", "renewal")
    assert (live["state"], live["slip_days"], live["forecast"]) == ("overdue", 61, date(2026, 11, 30))
    assert live["url"] == "projects/alpha/"
    assert found["alpha/gone"]["state"] == "dropped"


def test_lessons_are_those_of_the_day_with_who_took_them_over(library: Library) -> None:
    found = rows("lessons", library)
    assert list(found) == ["data"]
    data = found["data"]
    assert (data["url"], data["year"], data["cited_by"]) == ("lessons/data/", 2025, 1)
    assert data["applied_to"] == ("GOV-1", "charter")
    assert data["overdue_review"] is True
    assert rows("lessons", library, date(2026, 1, 31))["data"]["overdue_review"] is False
    assert rows("lessons", library, date(2026, 11, 30)).keys() == {"data", "later"}


def test_templates_have_version_use_and_tiers(library: Library) -> None:
    found = rows("templates", library)
    charter = found["charter"]
    assert charter["version"] == "1.0"
    assert charter["use"] == ("1: recommended", "2: required")
    assert charter["tiers"] == ("1", "2")
    assert charter["overdue_review"] is True
    assert found["old"]["overdue_review"] is False


def test_clauses_know_their_standard_and_what_shows_them(library: Library) -> None:
    found = rows("clauses", library)
    first = found["GOV-1"]
    assert (first["standard"], first["anchor"], first["url"]) == (
        "governance",
        "gov-1",
        "standards/governance/#gov-1",
    )
    assert (first["templates"], first["lessons"]) == (("charter",), ("data",))
    assert (first["withdrawn"], first["withdrawn_because"]) == (False, None)
    assert found["GOV-2"]["withdrawn"] is True
    assert found["GOV-2"]["templates"] == ()
    assert rows("standards", library)["governance"]["version"] == "1.0"


def test_a_broken_record_gives_no_row_and_hides_no_other(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        templates={"good": template(), "bad": template(status="nonsense")},
        standards={"good": standard(), "bad": standard(clauses="none")},
        lessons={"good": lesson(), "bad": lesson(level="nonsense")},
        projects={"good": project(), "bad": project(phase="nonsense")},
    )
    datasets(library)
    for name in ("templates", "standards", "lessons", "projects"):
        assert list(rows(name, library)) == ["good"]


@pytest.mark.parametrize(
    ("name", "where", "ids"),
    [
        ("projects", "rating == 'amber' and tier == 1", ["alpha"]),
        ("projects", "tier >= 2", ["beta"]),
        ("projects", "'budget' in withheld", ["beta"]),
        ("projects", "'data' in lessons", ["alpha"]),
        ("projects", "objectives is none", ["beta"]),
        ("projects", "'live' in milestones and finish_slip_days == 30", ["alpha"]),
        ("projects", "'stale-report' in warnings", ["beta"]),
        ("lessons", "'charter' in applied_to", ["data"]),
        ("templates", "'2: required' in use and 2 in tiers", ["charter"]),
        ("templates", "review_by < today and status == 'current'", ["charter"]),
        ("standards", "'GOV-2' in clauses", ["governance"]),
        ("clauses", "level == 'shall' and not withdrawn", ["GOV-1"]),
        ("reports", "'live' in milestones and date > '2026-09-01'", ["alpha/2026-09-30"]),
    ],
)
def test_the_names_serve_where(name: str, where: str, ids: list[str], library: Library) -> None:
    dataset = datasets(library)[name]
    assert check(Query(where=where), dataset) == []
    found = rows_of(name, library, portfolio(library, TODAY))
    assert [row["id"] for row in select(found, Query(where=where), dataset, TODAY).rows] == ids


@pytest.mark.parametrize(
    ("name", "where", "way_out"),
    [
        ("projects", "programme == 'renewl'", "Did you mean 'renewal'?"),
        ("projects", "'alfa' in depends_on", "Did you mean 'alpha'?"),
        ("projects", "'stale-reprot' in warnings", "Did you mean 'stale-report'?"),
        ("projects", "phase == 'execution'", "Did you mean 'executing'?"),
        ("lessons", "level == 'good practice'", "Did you mean 'good-practice'?"),
        ("templates", "'2: requird' in use", "Did you mean '2: required'?"),
        ("clauses", "standard == 'govrnance'", "Did you mean 'governance'?"),
    ],
)
def test_vocabularies_are_those_of_the_organisation_and_the_records(
    name: str, where: str, way_out: str, library: Library
) -> None:
    assert [error.way_out for error in check(Query(where=where), datasets(library)[name])] == [way_out]


def test_groups_are_headed_by_titles_in_the_organisations_order(library: Library) -> None:
    found = rows_of("projects", library, portfolio(library, TODAY))
    dataset = datasets(library)["projects"]

    def labels(name: str) -> list[str]:
        groups = select(found, Query(group_by=name), dataset, TODAY).groups
        return [group.label for group in groups]

    assert labels("programme") == ["Renewal", "No programme"]
    assert labels("rating") == ["Amber", "Not rated"]
    assert labels("tier") == ["1 – Small", "2 – Large"]


def test_clauses_stand_in_the_order_of_their_numbers(library: Library) -> None:
    found = rows_of("clauses", library, portfolio(library, TODAY))
    shown = select(found, Query(), datasets(library)["clauses"], TODAY).rows
    assert [row["id"] for row in shown] == ["GOV-1", "GOV-2", "GOV-10"]


def test_money_and_dates_are_of_their_kind(library: Library) -> None:
    fields = datasets(library)["projects"].fields
    assert {fields[name].kind for name in ("budget", "ev", "cost_variance_at_finish")} == {FieldKind.MONEY}
    assert {fields[name].kind for name in ("finish", "report_date")} == {FieldKind.DATE}
