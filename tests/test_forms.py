"""Forms: they ask for what the models take, with the models' limits, and begin with the last report."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from macros.pages.compose import Composer, composer
from macros.pages.forms import lesson, report
from macros.pages.forms.form import Control, Form, Rows
from macros.pages.forms.hosting import LONGEST_ADDRESS, hosting
from macros.pages.forms.limits import Kind, Limits, limits, unfinished
from macros.pages.forms.report_values import FRESH, LISTS, NOT_ASKED
from macros.pages.rendering import render
from macros.records.annotations import group_at, keys
from macros.records.fields import ID_LENGTH, Group
from macros.records.models import Lesson, Organisation, Report
from macros.records.models.organisation import Repository
from macros.records.models.report import Assurance, Risk
from macros.records.validating import UNFINISHED, _adapters
from macros.records.vocabulary import REQUIRED_SECTIONS, Dimension
from macros.records.vocabulary import Kind as RecordKind
from tests import builders
from tests.html_pages import Html, parse
from tests.site_builder import complete_records, small_site

TODAY = date(2026, 6, 30)
SCORED = {"title": "Rain", "impact": 4, "owner": "Site manager", "due": "2026-07-31"}
MILESTONES = [
    {"id": "design", "title": "Design signed", "baseline": "2026-03-01"},
    {"id": "live", "title": "Alpha is live", "baseline": "2026-10-01"},
    {"id": "archive", "title": "Archive rebuilt", "baseline": "2026-11-01", "dropped": "2026-05-01"},
]


def made(root: Path, **kinds: Any) -> Composer:  # noqa: ANN401  records of every kind
    return composer(builders.write_library(root, **kinds), (), TODAY)


def reported(root: Path, **over: Any) -> Composer:  # noqa: ANN401  fields of the project's record
    rated = {
        "ratings": {"cost": "red"},
        "percent_complete": 40,
        "actual_cost": 41_000,
        "points_completed": 12,
        "milestones": {"design": {"actual": "2026-03-05"}, "live": {"forecast": "2026-10-09"}},
        "risks": [SCORED | {"likelihood": 2, "strategy": "accept"}],
        "decisions": [{"title": "Fund the pump", "by": "Board", "due": "2026-07-10"}],
    }
    return made(
        root,
        projects={"alpha": builders.project(milestones=MILESTONES, **over)},
        reports={
            "alpha": {
                "2026-05-31": builders.report(percent_complete=30),
                "2026-06-26": builders.report(rating="amber", **rated),
            }
        },
    )


def form_at(site: Composer, url: str) -> Form:
    (form,) = site.made_pages[url].sections[0].parts
    assert isinstance(form, Form)
    return form


def lesson_form(root: Path, **kinds: Any) -> Form:  # noqa: ANN401  records of every kind
    (form,) = lesson.lesson_form(made(root, **kinds).site, "lessons/submit/")[0].parts
    assert isinstance(form, Form)
    return form


def asked(form: Form) -> set[str]:
    """The keys of the front matter that the form asks for."""
    rows = {group.name for group in form.groups if isinstance(group, Rows)}
    single = [group for group in form.groups if not isinstance(group, Rows)]
    names = {control.name.split(".")[0] for group in single for control in group.controls}
    return rows | {name for name in names if name[0] not in "@#"}


# What is asked


def test_a_lesson_is_asked_for_everything_but_what_curators_fill_in(tmp_path: Path) -> None:
    form = lesson_form(tmp_path, projects={"alpha": builders.project()})
    assert asked(form) | set(lesson.FIXED) | lesson.LEFT_TO_CURATORS == set(keys(Lesson))
    assert not asked(form) & lesson.LEFT_TO_CURATORS


def test_a_report_is_asked_for_everything_but_what_comes_later(tmp_path: Path) -> None:
    form = form_at(reported(tmp_path), "projects/alpha/report/")
    assert asked(form) | NOT_ASKED == set(keys(Report))
    assert not asked(form) & NOT_ASKED
    assert set(form.data["keys"]) == set(keys(Report))
    assert set(keys(Report)) >= FRESH | NOT_ASKED


def test_planned_value_is_not_asked_for_where_there_is_a_curve(tmp_path: Path) -> None:
    curve = [{"date": "2026-06-30", "value": 50_000}]
    form = form_at(reported(tmp_path, planned=curve), "projects/alpha/report/")
    assert "planned_value" not in asked(form)


@pytest.mark.parametrize("kind", [RecordKind.LESSON, RecordKind.REPORT])
def test_a_form_has_the_required_sections(tmp_path: Path, kind: RecordKind) -> None:
    forms = {
        RecordKind.LESSON: lambda: lesson_form(tmp_path),
        RecordKind.REPORT: lambda: form_at(reported(tmp_path), "projects/alpha/report/"),
    }
    wanted = [each.name for each in forms[kind]().controls if each.name[0] == "#" and each.limits.is_required]
    assert wanted == [f"#{title}" for title in REQUIRED_SECTIONS[kind]]


def test_every_hint_belongs_to_a_field(tmp_path: Path) -> None:
    names = {control.name for control in lesson_form(tmp_path / "one").controls}
    assert set(lesson.HINTS) <= names
    names = {
        control.name for control in form_at(reported(tmp_path / "two"), "projects/alpha/report/").controls
    }
    assert set(report.HINTS) <= names


def test_choices_are_those_of_the_organisation(tmp_path: Path) -> None:
    by_name = {
        each.name: each for each in lesson_form(tmp_path, projects={"alpha": builders.project()}).controls
    }
    assert [(each.value, each.label) for each in by_name["project"].choices] == [("alpha", "Alpha")]
    assert [each.value for each in by_name["categories"].choices] == ["planning"]
    assert [each.label for each in by_name["level"].choices][-1] == "Good practice"


def test_without_lesson_categories_the_page_says_so(tmp_path: Path) -> None:
    bare = made(tmp_path, organisation_yml=builders.organisation(lesson_categories=[])).site
    assert lesson.NO_CATEGORIES in render(
        "block.html.jinja", sections=lesson.lesson_form(bare, "lessons/submit/")
    )


# Limits are the models'


def is_taken(model: type[Group], name: str, value: str) -> bool:
    try:
        _adapters(model)[name].validate_python(value)
    except ValidationError:
        return False
    return True


def samples(own: Limits) -> dict[str, bool]:
    """Values at the edges of what a form takes, and whether it takes them."""
    values: dict[str, bool] = {}
    if own.longest:
        values |= {"😀" * own.longest: True, "😀" * (own.longest + 1): False}
    if own.kind is Kind.LINE:
        values |= {"two\nlines": False}
    if own.kind is Kind.TEXT:
        values |= {"two\nlines": True}
    if own.least is not None and own.most is not None:
        values |= {
            f"{own.least}": True,
            f"{own.least - 1}": False,
            f"{own.most}": True,
            f"{own.most + 1}": False,
        }
    if own.kind is Kind.WHOLE:
        values |= {"1.5": False, "1,000": False}
    if own.kind is Kind.DECIMAL:
        values |= {"1.5": True, "1,5": False}
    if own.kind is Kind.DATE:
        values |= {"2026-02-28": True, "28/02/2026": False}
    return values


FIELDS = [
    (model, name)
    for model in (Lesson, Risk, Assurance, Report)
    for name in keys(model)
    if group_at(model, (name,)) is None
    and group_at(model, (name, 0)) is None
    and name not in {"ratings", "milestones"}
]


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda each: getattr(each, "__name__", each))
def test_a_form_takes_what_the_model_takes(model: type[Group], name: str) -> None:
    own = limits(model, name)
    if own.kind in {Kind.CHOICES, Kind.LINES}:
        return
    for value, is_right in samples(own).items():
        assert is_taken(model, name, value) is is_right, value


def test_what_may_not_be_empty_is_what_the_model_requires() -> None:
    assert limits(Lesson, "title").is_required
    assert limits(Lesson, "categories").is_required
    assert not limits(Lesson, "source").is_required


def test_a_score_is_chosen_from_its_few_values() -> None:
    assert limits(Risk, "likelihood").kind is Kind.CHOICE
    assert limits(Risk, "likelihood").few == ("1", "2", "3", "4", "5")
    assert limits(Report, "actual_cost").few == ()


@pytest.mark.parametrize(
    "text",
    ["FILL-IN this", "TBC", " tbd. ", "todo", "???", "XXX!", "To be confirmed", "I had to fill-in a form"],
)
def test_placeholders_are_those_of_the_check(text: str) -> None:
    assert bool(re.search(unfinished(), text)) is bool(UNFINISHED.search(text))


# What a report begins with


def test_a_report_begins_with_the_last_values(tmp_path: Path) -> None:
    values = form_at(reported(tmp_path), "projects/alpha/report/").data["values"]
    assert values["fields"] == {
        "rating": "amber",
        "ratings.cost": "red",
        "percent_complete": "40",
        "actual_cost": "41000",
    }
    assert values["rows"]["risks"] == [
        {
            "title": "Rain",
            "likelihood": "2",
            "impact": "4",
            "strategy": "accept",
            "owner": "Site manager",
            "due": "2026-07-31",
        }
    ]
    assert values["rows"]["decisions"][0]["by"] == "Board"
    assert values["rows"]["issues"] == []


def test_milestones_begin_as_last_known_and_dropped_ones_are_left_out(tmp_path: Path) -> None:
    rows = form_at(reported(tmp_path), "projects/alpha/report/").data["values"]["rows"]["milestones"]
    assert [(row["@key"], row.get("forecast"), row.get("actual")) for row in rows] == [
        ("design", None, "2026-03-05"),
        ("live", "2026-10-09", None),
    ]
    assert rows[1]["@note"] == "approved for 1 Oct 2026"


def test_the_first_report_begins_empty(tmp_path: Path) -> None:
    form = form_at(made(tmp_path, projects={"alpha": builders.project()}), "projects/alpha/report/")
    assert form.data["values"] == {"fields": {}, "rows": {"milestones": [], **{name: [] for name in LISTS}}}


def test_who_may_read_the_last_report_may_read_the_next(tmp_path: Path) -> None:
    kinds: dict[str, Any] = {
        "projects": {"alpha": builders.project(), "beta": builders.project()},
        "reports": {
            "alpha": {"2026-06-26": builders.report(audience="public")},
            "beta": {"2026-06-26": builders.report()},
        },
    }
    site = made(tmp_path, **kinds)
    assert form_at(site, "projects/alpha/report/").data["fixed"] == {"audience": "public"}
    assert form_at(site, "projects/beta/report/").data["fixed"] == {}


def test_days_and_names_that_are_taken_are_known(tmp_path: Path) -> None:
    form = form_at(reported(tmp_path / "one"), "projects/alpha/report/")
    assert form.data["taken"] == {"@date": ["2026-05-31", "2026-06-26"]}
    lessons = {"test-data": builders.lesson(aliases=["old-name"])}
    names = lesson_form(tmp_path / "two", lessons=lessons).data["taken"]["@id"]
    assert {"test-data", "old-name", "submit"} <= set(names)


# Pages


def test_only_open_projects_have_a_form(tmp_path: Path) -> None:
    closed = builders.project(state="completed", phase="closing", finished="2026-05-31")
    site = made(tmp_path, projects={"alpha": builders.project(), "beta": closed})
    assert "projects/alpha/report/" in site.made_pages
    assert "projects/beta/report/" not in site.made_pages
    records = site.site.library.projects
    assert 'href="report/"' in site.page(records["alpha"], "").html
    assert 'href="report/"' not in site.page(records["beta"], "").html


def page_of(form: Form) -> Html:
    return parse(f"<article>{render('forms/form.html.jinja', form=form)}</article>")


def test_every_field_has_a_label_and_its_hint(tmp_path: Path) -> None:
    page = page_of(form_at(reported(tmp_path), "projects/alpha/report/"))
    labelled = {each.attributes["for"] for each in page.of("label") if "for" in each.attributes}
    for tag in ("input", "select", "textarea"):
        for each in page.of(tag):
            assert each.attributes.get("type") == "checkbox" or each.attributes["id"] in labelled
            described = each.attributes.get("aria-describedby")
            assert described is None or described in page.ids
    assert len(page.ids) == len(set(page.ids))


def test_hostile_values_stay_within_the_data(tmp_path: Path) -> None:
    hostile = "</script><script>alert(1)</script><!-- ' \" &quot;"
    risks = [SCORED | {"title": hostile, "likelihood": 2, "strategy": "accept"}]
    reports = {"alpha": {"2026-06-26": builders.report(risks=risks, rationale=hostile)}}
    site = made(tmp_path, projects={"alpha": builders.project(title=hostile)}, reports=reports)
    page = parse(site.made_page("projects/alpha/report/").html)
    (form,) = page.of("form")
    assert not page.scripts
    assert json.loads(form.attributes["data-given"])["values"]["rows"]["risks"][0]["title"] == hostile


def test_the_forms_pages_are_out_of_search_and_navigation(tmp_path: Path) -> None:
    records = complete_records()
    records["files"]["docs/lessons/submit.md"] = (
        "---\nsearch: {exclude: true}\n---\n# Submit\n\n{{ lesson_form() }}\n"
    )
    built = small_site(tmp_path, **records).build("-q")
    assert built.exit_code == 0, built.output
    index = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert "projects/alpha/" in found
    assert not found & {"projects/alpha/report/", "lessons/submit/"}
    assert 'href="projects/alpha/report/"' not in built.html("")
    article = re.search(r"<article.*</article>", built.html("projects/alpha/report/"), re.DOTALL)
    assert article
    assert len(article[0].encode()) < 25_000


# Where a file goes


def organisation(url: str = "", contact: str | None = None) -> Organisation:
    repository = Repository(url=url, branch="main line") if url else None
    return Organisation(name="Example Works", repository=repository, contact=contact)


def test_github_opens_filled_in_and_gitlab_empty() -> None:
    github = hosting(organisation("https://github.com/aldermoor/pmo/"))
    assert github.new_file == "https://github.com/aldermoor/pmo/new/main%20line?filename="
    assert github.takes_content
    gitlab = hosting(organisation("https://gitlab.example.com/group/pmo"))
    assert gitlab.new_file == "https://gitlab.example.com/group/pmo/-/new/main%20line?file_name="
    assert not gitlab.takes_content
    assert github.data()["longestAddress"] == LONGEST_ADDRESS == 8191


def test_a_hosting_whose_address_tells_nothing_is_what_it_is_said_to_be() -> None:
    own = Repository(url="https://git.example.org/group/pmo", host="gitlab")
    made = hosting(Organisation(name="Example Works", repository=own))
    assert (made.name, made.new_file) == (
        "GitLab",
        "https://git.example.org/group/pmo/-/new/main?file_name=",
    )
    unsaid = hosting(organisation("https://git.example.org/group/pmo"))
    assert (unsaid.name, unsaid.takes_content) == ("the hosting service", True)


def test_without_hosting_there_is_the_mail_of_the_office() -> None:
    office = hosting(organisation(contact="project office@example.org"))
    assert (office.new_file, office.mail) == ("", "project%20office@example.org")
    assert hosting(organisation(contact="Room 12, extension 40")).mail == ""
    assert hosting(organisation()).contact == ""


def shown(tmp_path: Path, **over: Any) -> str:  # noqa: ANN401
    form = lesson_form(tmp_path, organisation_yml=builders.organisation(**over))
    return page_of(form).text


def test_the_page_says_what_to_do_without_hosting_and_without_script(tmp_path: Path) -> None:
    text = shown(tmp_path, contact="Room 12")
    assert "give it to Room 12" in text
    assert "send your text to Room 12" in text
    assert "Open" not in text
    assert "Write an e-mail" in shown(tmp_path / "mail", contact="office@example.org")


def test_names_of_files_are_no_longer_than_ids(tmp_path: Path) -> None:
    by_name: dict[str, Control] = {each.name: each for each in lesson_form(tmp_path).controls}
    assert by_name["@id"].limits.longest == ID_LENGTH
    assert [each.value for each in Dimension] == [
        each.name.split(".")[1]
        for each in form_at(reported(tmp_path / "r"), "projects/alpha/report/").controls
        if each.name.startswith("ratings.")
    ]
