"""The sample organisation's site, built as ``make build`` does: what readers find at which address."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from macros.pages.formatting import day, money, number
from macros.portfolio.status import portfolio
from macros.records.fields import Group
from macros.records.library import Library, load
from macros.records.links import published_path, relative_url
from macros.records.vocabulary import Kind, Term
from tests.html_pages import Html, flat, parsed
from tests.site_builder import Built

SHOWN_AS_RECORDS = (Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD)
KEPT_BEHIND = {"audience", "aliases", "order", "planned", "attachments"}
"""Fields that no page repeats: they steer, or are drawn as a curve or offered as files."""
LISTS = (
    "project",
    "lesson",
    "template",
    "clause",
    "gate",
    "tier",
    "programme",
    "objective",
    "role",
    "category",
)


@cache
def library(site: Path) -> Library:
    return load(site.parent)


def page(sample: Built, address: str) -> Html:
    return parsed(sample.site / address / "index.html")


def leads(page_url: str, target: str) -> str:
    return relative_url(target, page_url)


# Addresses


def test_every_record_and_page_stands_at_its_address(sample: Built) -> None:
    missing = [
        record.url
        for record in library(sample.site).records()
        if record.kind is not Kind.ORGANISATION and not (sample.site / record.url / "index.html").is_file()
    ]
    assert not missing


@pytest.mark.parametrize(
    "address",
    [
        *("", "projects/", "portfolio/", "lessons/", "templates/", "standards/", "guides/", "contribute/"),
        *("projects/erp-replacement/", "projects/erp-replacement/reports/2026-10-30/"),
        *("lessons/master-data-freeze/", "templates/project-charter/", "standards/governance/"),
    ],
)
def test_the_addresses_of_the_contract_answer(sample: Built, address: str) -> None:
    assert page(sample, address).of("h1")


def test_every_clause_has_its_anchor_on_its_standards_page(sample: Built) -> None:
    for standard, clause in library(sample.site).clauses.values():
        assert page(sample, standard.url).ids.count(clause.anchor) == 1, clause.id
    assert "gov-1" in page(sample, "standards/governance/").ids


@pytest.mark.parametrize("name", ["projects", "reports", "lessons", "templates", "standards"])
def test_the_data_holds_every_record(sample: Built, name: str) -> None:
    data = json.loads((sample.site / f"api/{name}.json").read_text(encoding="utf-8"))
    records = library(sample.site)
    own = [each for several in records.reports.values() for each in several]
    expected = own if name == "reports" else getattr(records, name).values()
    rows = data if isinstance(data, list) else data[name]
    assert sorted(row["url"] for row in rows) == sorted(record.url for record in expected)


def test_files_beside_records_are_offered_byte_for_byte(sample: Built) -> None:
    root = sample.site.parent
    beside = [path for lesson in library(sample.site).lessons.values() for path in lesson.beside]
    assert beside
    for path in beside:
        assert (sample.site / published_path(path)).read_bytes() == (root / path).read_bytes(), path


def test_templates_link_to_what_is_made_of_their_sources(sample: Built) -> None:
    for template in library(sample.site).templates.values():
        made = [*(sample.site / "downloads" / template.url).iterdir()]
        assert made
        for file in made:
            assert file.suffix in {".docx", ".odt", ".pptx", ".xlsx"}, file
            path = file.relative_to(sample.site).as_posix()
            assert leads(template.url, path) in page(sample, template.url).links()


def test_no_source_of_a_record_or_page_is_published(sample: Built) -> None:
    site = sample.site
    files = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    assert not [path for path in files if path.endswith(".md")]
    rooms = ("projects/", "lessons/", "templates/", "standards/")
    assert {path.rsplit("/", 1)[-1] for path in files if path.startswith(rooms)} == {"index.html"}
    assert not [path for path in files if path.endswith((".py", ".jinja")) or "organisation.yml" in path]


# What the pages of records show


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Every value in a record's fields with the key it stands at."""
    if isinstance(value, Group):
        for key in type(value).model_fields:
            if key not in KEPT_BEHIND | {"id"}:
                yield from leaves(getattr(value, key), key)
    elif isinstance(value, dict):
        for item in value.values():
            yield from leaves(item, name)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item, name)
    elif value is not None:
        yield name, value


def forms(value: object, records: Library) -> set[str]:
    """The ways in which a page may say a value."""
    if isinstance(value, date):
        return {day(value)}
    if isinstance(value, Term):
        return {value.label}
    if isinstance(value, int | float):
        return {number(value), number(value, 1), f"{value:g}"}
    text = str(value)
    milestones = {
        entry.id: entry.title for project in records.projects.values() for entry in project.fields.milestones
    }
    titles = (
        known.get(text, text) for known in (*map(records.known, (*LISTS, "lesson_category")), milestones)
    )
    return {flat(title) for title in titles}


@pytest.mark.parametrize("kind", SHOWN_AS_RECORDS)
def test_a_records_page_shows_its_fields(sample: Built, kind: Kind) -> None:
    records = library(sample.site)
    missing = []
    for record in (each for each in records.records() if each.kind is kind):
        shown, links = page(sample, record.url).text.casefold(), page(sample, record.url).links()
        missing += [
            f"{record.path}: {name} {value!r}"
            for name, value in leaves(record.fields)
            if value not in links and not any(form.casefold() in shown for form in forms(value, records))
        ]
    assert not missing


def test_a_projects_page_shows_what_follows_from_its_reports(sample: Built) -> None:
    records = library(sample.site)
    for status in portfolio(records, records.organisation.fields.today(date.max)):
        shown = page(sample, status.record.url).text
        values = [
            status.rating.label if status.rating else "Not rated",
            status.manager_rating and status.manager_rating.label,
            status.trend and status.trend.label,
            status.report_date and day(status.report_date),
            status.forecast_finish and day(status.forecast_finish),
            status.forecast_cost and money(status.forecast_cost, status.currency),
            status.earned_value.cpi and number(status.earned_value.cpi, 2),
            status.earned_value.spi and number(status.earned_value.spi, 2),
            status.earned_value.eac and money(status.earned_value.eac, status.currency),
            status.finish_slip_days is not None and number(status.finish_slip_days),
            status.next_milestone and status.next_milestone.title,
        ]
        assert not [value for value in values if value and value not in shown], status.id


def test_a_project_that_never_reported_says_so(sample: Built) -> None:
    shown = page(sample, "projects/supplier-onboarding/").text
    assert "Not rated" in shown
    assert "No report has been published" in shown


def test_records_link_to_what_they_are_tied_to_and_back(sample: Built) -> None:
    records = library(sample.site)
    pairs = [
        *(
            (lesson, records.projects[lesson.fields.project])
            for lesson in records.lessons.values()
            if lesson.fields.project
        ),
        *(
            (project, records.lessons[t.lesson])
            for project in records.projects.values()
            for t in project.fields.lessons
        ),
        *(
            (one, records.projects[need.project])
            for one in records.projects.values()
            for need in one.fields.depends_on
        ),
        *((report, records.projects[report.project]) for own in records.reports.values() for report in own),
        *(
            (lesson, records.templates[applied.template])
            for lesson in records.lessons.values()
            for applied in lesson.fields.applied_in
            if applied.template
        ),
    ]
    assert len(pairs) > 100
    for one, other in pairs:
        assert leads(one.url, other.url) in page(sample, one.url).links(), (one.path, other.path)
        assert leads(other.url, one.url) in page(sample, other.url).links(), (other.path, one.path)


def test_clauses_link_to_their_evidence_and_lessons_and_back(sample: Built) -> None:
    records = library(sample.site)
    evidence = [(template, id_) for template in records.templates.values() for id_ in template.fields.clauses]
    shaped = [
        (lesson, applied.clause)
        for lesson in records.lessons.values()
        for applied in lesson.fields.applied_in
        if applied.clause
    ]
    assert evidence
    assert shaped
    for record, id_ in (*evidence, *shaped):
        standard, clause = records.clauses[id_]
        assert leads(record.url, f"{standard.url}#{clause.anchor}") in page(sample, record.url).links()
        assert leads(standard.url, record.url) in page(sample, standard.url).links()


def test_an_older_report_leads_to_the_newest(sample: Built) -> None:
    for own in library(sample.site).reports.values():
        for report in own:
            told = "A newer report supersedes this one" in page(sample, report.url).text
            assert told is (report is not own[-1]), report.path


# Around the content


def test_record_pages_carry_breadcrumbs(sample: Built) -> None:
    for record in library(sample.site).records():
        if record.kind in SHOWN_AS_RECORDS and record.kind is not Kind.STANDARD:
            crumbs = page(sample, record.url).of("nav", class_="pmo-breadcrumbs")
            assert len(crumbs) == 1, record.path
    links = page(sample, "projects/erp-replacement/reports/2026-10-30/").links()
    assert {"../../../../", "../../../", "../../"} <= links


def test_no_record_is_in_the_navigation(sample: Built) -> None:
    records = library(sample.site)
    kinds = {Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE}
    for address in ("", "projects/", "projects/erp-replacement/", "standards/governance/"):
        shown = page(sample, address)
        navigation = {
            each.attributes.get("href")
            for name in ("md-nav__link", "md-tabs__link")
            for each in shown.of("a", class_=name)
        }
        own = {
            leads(address, record.url)
            for record in records.records()
            if record.kind in kinds and record.url != address
        }
        assert not navigation & own


def test_titles_and_descriptions_come_from_the_records(sample: Built) -> None:
    organisation = library(sample.site).organisation.fields
    project = library(sample.site).projects["erp-replacement"]
    shown = page(sample, project.url)
    assert shown.title == f"{project.fields.title} – {organisation.name} {organisation.pmo}"
    assert shown.meta("description") == project.fields.summary


def test_search_weighs_standards_and_templates_above_reports(sample: Built) -> None:
    index = json.loads((sample.site / "search/search_index.json").read_text(encoding="utf-8"))
    weights = {entry["location"].partition("#")[0]: entry.get("boost", 1) for entry in index["docs"]}
    records = library(sample.site)
    newest = [own[-1] for own in records.reports.values()]
    assert {record.url for own in records.reports.values() for record in own if record.url in weights} == {
        report.url for report in newest
    }
    low = max(weights[report.url] for report in newest)
    plain = {weights[record.url] for record in (*records.projects.values(), *records.lessons.values())}
    for record in (*records.standards.values(), *records.templates.values()):
        assert weights[record.url] > max(plain) > low, record.path
