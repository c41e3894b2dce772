"""The forms in a real browser: filled in, told what is wrong, and the file they make passes the check."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Locator, Page, expect

from macros.checking import check
from macros.pages.forms.hosting import LONGEST_ADDRESS
from macros.records.characters import INVISIBLE
from macros.records.library import Library, Record, load
from macros.records.problems import Problem
from macros.records.prose import parse as parse_prose
from macros.records.yaml_values import read_values
from tests import builders
from tests.browser.conftest import Axe, NewPage, Serve
from tests.site_builder import complete_records, small_site

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "docs/assets/javascripts/forms.js"
TODAY = date.today()  # noqa: DTZ011  the browser's day is the clock's too
LESSON, REPORT = "lessons/submit/", "projects/alpha/report/"
SUBMIT_PAGE = "---\nsearch: {exclude: true}\n---\n# Submit a lesson\n\n{{ lesson_form() }}\n"
HOSTINGS: dict[str, dict[str, Any]] = {
    "none": {"contact": "office@example.org"},
    "github": {"repository": {"url": "https://github.com/example/pmo", "branch": "main"}},
    "gitlab": {
        "repository": {"url": "https://gitlab.example.org/group/pmo"},
        "contact": "office@example.org",
    },
}
HOSTILE = {
    "title": 'Yes: it\'s #1 – "quoted" {{ 7*7 }} <script>pwned=1</script> \\ 😀',
    "summary": "2026-01-01",
    "recommendation": "no",
    "submitted_by": "null",
    "source": "- [a, b]: *c &d !e |f >g %h @i `j`",
    "cause": "one: two\n\n  # three\n--- \n'four'\t\"five\"",
    "early_warning": "12:30",
    "reference": "007",
    "tags": "on, 1.10, a: b, 日本, a: b",
    "#What happened": "## Why it happened\n\nNot a heading\n---\n> ## What happened\n\n- ## Evidence\n\n"
    "</article><img src=x onerror=pwned=1>",
    "#Why it happened": "# a\n```\n# a comment\n## What happened\nis left open",
    "#What to do next time": "{% include 'x' %}\n1. one\n2. two\n\n[form A](which is old) and "
    "[this](https://example.org/a)",
    "#Evidence": "~~~\nclosed\n~~~\n===\n---",
}
"""What goes into each field of the lesson's form."""


def records(**organisation: Any) -> dict[str, Any]:  # noqa: ANN401  fields of organisation.yml
    made = complete_records()
    milestones = [
        {"id": "live", "title": "Alpha is live", "baseline": "2026-10-01"},
        {"id": "2026", "title": '</script>\'s "end"', "baseline": "2026-11-01"},
        {"id": "no", "title": "Signed", "baseline": "2026-02-01"},
    ]
    made["projects"]["alpha"]["milestones"] = milestones
    made["reports"]["alpha"]["2026-02-28"] |= {
        "ratings": {"cost": "amber"},
        "percent_complete": 40,
        "actual_cost": 41_000,
        "forecast_finish": "2027-01-15",
        "milestones": {"live": {"forecast": "2026-12-01"}, "no": {"actual": "2026-02-03"}},
        "risks": [
            {
                "title": 'Rain: the "big" one\'s #1',
                "likelihood": 2,
                "impact": 4,
                "strategy": "accept",
                "owner": "Site manager",
                "due": "2026-07-31",
            }
        ],
        "decisions": [{"title": "Fund the pump", "by": "Board", "due": "2026-07-10"}],
    }
    made["files"]["docs/lessons/submit.md"] = SUBMIT_PAGE
    made["organisation_yml"] = builders.organisation(**organisation)
    return made


class Sites:
    """A site for each hosting, built when it is first asked for."""

    def __init__(self, serve: Serve, factory: pytest.TempPathFactory) -> None:
        self.serve, self.factory = serve, factory
        self.made: dict[str, tuple[str, Path]] = {}

    def __call__(self, name: str = "none") -> tuple[str, Path]:
        if name not in self.made:
            root = self.factory.mktemp(f"forms-{name}")
            address = self.serve(root / "site")
            built = small_site(root, **records(**HOSTINGS[name])).build("-q", site_url=address)
            assert built.exit_code == 0, built.output
            self.made[name] = address, root
        return self.made[name]


@pytest.fixture(scope="module")
def sites(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(serve, tmp_path_factory)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )


def control(page: Page, name: str) -> Locator:
    return page.locator(f'[data-name="{name}"]').first


def open_folded(page: Page) -> None:
    for folded in page.locator("form details:not([open]) > summary").all():
        folded.click()


def fill_in(page: Page, **over: str) -> None:
    """A lesson with every field hostile; ``over`` are other values by name."""
    open_folded(page)
    for name, value in (HOSTILE | over).items():
        control(page, name).fill(value)
    control(page, "date").fill("2026-03-12")
    control(page, "level").select_option("good-practice")
    control(page, "phase").select_option("closing")
    for box in control(page, "tiers").get_by_role("checkbox").all():
        box.check()
    page.get_by_role("checkbox", name="Planning").check()


def submit(page: Page) -> None:
    page.get_by_role("button", name="Check and make the file").click()


def downloaded(page: Page) -> tuple[str, str]:
    """The path that the page tells, and the text of the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the file").click()
    path = page.locator("[data-path]").inner_text()
    assert download.value.suggested_filename == path.rsplit("/", 1)[-1]
    return path, Path(download.value.path()).read_text(encoding="utf-8")


def problems_of(root: Path, folder: Path, path: str, text: str) -> tuple[Problem, ...]:
    """What the check says of a copy of the repository with the new file in it."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("site"))
    before = check(folder, TODAY)
    assert not before.errors, before.errors
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return check(folder, TODAY).errors


def accepted(root: Path, folder: Path, path: str, text: str) -> Library:
    """The library with the new file in a copy of the repository, which the check accepts."""
    assert not problems_of(root, folder, path, text), text
    return load(folder)


def headings(record: Record[Any]) -> list[str]:
    return [heading.text for heading in record.prose.headings]


# From the form to the file, and the file accepted


def test_a_hostile_lesson_passes_the_check_and_says_what_was_typed(
    page: Page, sites: Sites, tmp_path: Path
) -> None:
    address, root = sites()
    page.goto(address + LESSON)
    fill_in(page)
    expect(control(page, "@id")).to_have_value("yes-its-1-quoted-7-7-script-pwned-1-script")
    submit(page)
    path, text = downloaded(page)
    assert path == "lessons/2026/yes-its-1-quoted-7-7-script-pwned-1-script.md"
    library = accepted(root, tmp_path / "copy", path, text)
    lesson = library.lessons[Path(path).stem]
    plain = ("title", "summary", "recommendation", "submitted_by", "source", "early_warning", "reference")
    assert {name: getattr(lesson.fields, name) for name in plain} == {name: HOSTILE[name] for name in plain}
    assert lesson.fields.cause == "one: two\n\n  # three\n---\n'four'\t\"five\""
    assert lesson.fields.tags == ["on", "1.10", "a: b", "日本"]
    assert (lesson.fields.status, lesson.fields.level, lesson.fields.tiers) == (
        "submitted",
        "good-practice",
        ["1", "2"],
    )
    assert lesson.fields.date == date(2026, 3, 12)
    assert headings(lesson) == ["What happened", "Why it happened", "What to do next time", "Evidence"]
    assert page.evaluate("window.pwned === undefined")


def test_other_readers_of_yaml_read_the_same(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    submit(page)
    front = yaml.safe_load(downloaded(page)[1].split("\n---\n")[0])
    for name in ("title", "summary", "recommendation", "submitted_by", "reference"):
        assert front[name] == HOSTILE[name]
    assert front["tags"] == ["on", "1.10", "a: b", "日本"]
    assert list(front)[:4] == ["title", "date", "summary", "recommendation"]


def test_a_report_begins_with_the_last_one_and_passes_the_check(
    page: Page, sites: Sites, tmp_path: Path
) -> None:
    address, root = sites()
    page.goto(f"{address}projects/alpha/")
    page.get_by_role("link", name="Write this period’s report").click()
    expect(page).to_have_url(address + REPORT)
    expect(control(page, "rating")).to_have_value("red")
    expect(control(page, "percent_complete")).to_have_value("40")
    expect(control(page, "@date")).to_have_value(TODAY.isoformat())
    expect(page.get_by_role("group", name="Risk 1")).to_have_count(1)
    control(page, "rationale").fill('Red: 3 weeks late – "no" way back, it\'s # 1.')
    control(page, "actual_cost").fill("45500")
    live = page.get_by_role("group", name="Alpha is live")
    live.get_by_label("Reached on").fill("2026-11-20")
    page.get_by_role("button", name="Add a risk").click()
    risk = page.get_by_role("group", name="Risk 2")
    expect(risk.get_by_label("Title")).to_be_focused()
    risk.get_by_label("Title").fill("{a: b}")
    for label in ("Likelihood", "Impact"):
        risk.get_by_label(label).select_option("5")
    risk.get_by_label("Strategy").select_option("transfer")
    risk.get_by_label("Owner").fill("*")
    risk.get_by_label("Due").fill("2027-01-31")
    page.get_by_role("button", name="Add an issue").click()
    page.get_by_role("button", name="Take out Decision 1").click()
    expect(page.get_by_role("button", name="Add a decision")).to_be_focused()
    for name in ("#Summary", "#Achievements", "#Next period"):
        control(page, name).fill(HOSTILE["#What happened"])
    submit(page)
    expect(page.locator("[data-unchanged]")).to_contain_text("28 Feb 2026: Complete (%), Forecast finish")
    path, text = downloaded(page)
    assert path == f"docs/projects/alpha/reports/{TODAY.isoformat()}.md"
    library = accepted(root, tmp_path / "copy", path, text)
    report = library.reports["alpha"][-1].fields
    assert (report.rating, report.percent_complete, report.actual_cost) == ("red", 40, 45_500)
    assert report.rationale == 'Red: 3 weeks late – "no" way back, it\'s # 1.'
    assert report.milestones["live"].actual == date(2026, 11, 20)
    assert report.milestones["live"].forecast is None
    assert set(report.milestones) == {"live", "no"}
    assert [each.title for each in report.risks] == ['Rain: the "big" one\'s #1', "{a: b}"]
    assert (report.issues, report.decisions, report.assurance) == ([], [], None)
    assert headings(library.reports["alpha"][-1]) == ["Summary", "Achievements", "Next period"]


def test_assurance_alone_is_a_report(page: Page, sites: Sites, tmp_path: Path) -> None:
    address, root = sites()
    page.goto(address + REPORT)
    open_folded(page)
    control(page, "rating").select_option("")
    for name, value in {"date": "2026-11-01", "by": "Internal audit"}.items():
        control(page, f"assurance.{name}").fill(value)
    for name in ("#Summary", "#Achievements", "#Next period"):
        control(page, name).fill("Text.")
    submit(page)
    expect(page.locator("[data-summary] li")).to_have_text(["Assurance rating is missing."])
    control(page, "assurance.rating").select_option("amber")
    submit(page)
    library = accepted(root, tmp_path / "copy", *downloaded(page))
    report = library.reports["alpha"][-1].fields
    assert report.rating is None
    assert report.assurance is not None
    assert report.assurance.by == "Internal audit"


# What a bad submission is told


def test_an_empty_form_names_every_field_and_goes_to_the_first(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    submit(page)
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("10 things are to be mended")
    told = summary.get_by_role("listitem").all_inner_texts()
    assert told[:2] == ["Title is missing.", "Summary is missing."]
    title = control(page, "title")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(re.compile(r"^Say the lesson.* Title is missing\.$"))
    expect(page.locator("[data-result]")).to_be_hidden()
    summary.get_by_role("link", name="Categories is missing.").click()
    expect(page.get_by_role("checkbox", name="Planning")).to_be_focused()
    title.fill("Now it is there")
    expect(title).to_have_attribute("aria-invalid", "false")


MISTAKES = [
    ("title", "😀" * 121, "Title may have 120 characters, has 121."),
    ("title", "😀" * 120, ""),
    ("summary", "TBC", "Summary still has a placeholder; write the real text."),
    ("date", (TODAY + timedelta(days=2)).isoformat(), "Date may not be after today"),
    ("date", "0026-03-12", "Date must be a date from 1900 to 2199."),
    ("@id", "Not an id", "Name of the file must be lower-case words joined by hyphens."),
    ("@id", "test-data", "Name of the file test-data belongs already to another lesson or page."),
    ("@id", "submit", "Name of the file submit belongs already to another lesson or page."),
    (
        "#What happened",
        "See [this](../x.md).",
        "What happened has the link “../x.md”, which must be a full address",
    ),
    ("#What happened", "See [this](javascript:alert(1)).", "What happened has the link “javascript:alert"),
    ("#What happened", "![x](https://evil.example/x.png)", "What happened may hold no pictures"),
]


def test_each_mistake_in_a_lesson_is_told(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    for name, value, message in MISTAKES:
        before = control(page, name).input_value()
        control(page, name).fill(value)
        submit(page)
        if message:
            expect(page.locator("[data-summary] li")).to_have_count(1)
            expect(page.locator("[data-summary] li")).to_contain_text(message)
        else:
            expect(page.locator("[data-result]")).to_be_visible()
        control(page, name).fill(before)


def test_a_lesson_comes_from_one_place(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    control(page, "project").select_option("alpha")
    submit(page)
    expect(page.locator("[data-summary] li")).to_have_text(
        ["Source cannot be given together with Project; leave one of them empty."]
    )


REPORT_MISTAKES = [
    ("actual_cost", "£1.2m", "Actual cost must be a whole number such as 1200000"),
    ("actual_cost", "-1", "Actual cost must be at least 0."),
    ("percent_complete", "101", "Complete (%) must be at most 100."),
    ("percent_complete", "40 %", "Complete (%) must be a plain number such as 12 or 12.5."),
    ("@date", "2026-02-28", "Report date 2026-02-28 is the day of a published report"),
    ("@date", "2026-02-01", "Signed: Reached on may not be after the report date, 2026-02-01."),
    ("rationale", "x" * 301, "Reason for the rating may have 300 characters, has 301."),
]


@pytest.mark.parametrize(("name", "value", "message"), REPORT_MISTAKES)
def test_a_mistake_in_a_report_is_told(page: Page, sites: Sites, name: str, value: str, message: str) -> None:
    page.goto(sites()[0] + REPORT)
    for section in ("#Summary", "#Achievements", "#Next period"):
        control(page, section).fill("Text.")
    control(page, name).fill(value)
    submit(page)
    expect(page.locator("[data-summary] li")).to_have_count(1)
    expect(page.locator("[data-summary] li")).to_contain_text(message)
    expect(page.locator("[data-faulty]")).to_be_focused()


def test_a_row_begun_must_be_finished_and_an_untouched_one_is_left_out(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + REPORT)
    for section in ("#Summary", "#Achievements", "#Next period"):
        control(page, section).fill("Text.")
    page.get_by_role("button", name="Add an issue").click()
    page.get_by_role("button", name="Add an issue").click()
    page.get_by_role("group", name="Issue 2").get_by_label("Title").fill("Late steel")
    submit(page)
    told = page.locator("[data-summary] li").all_inner_texts()
    assert told == [f"Issue 2: {label} is missing." for label in ("Urgency", "Impact", "Owner", "Due")]


def test_invisible_characters_do_not_reach_the_file(page: Page, sites: Sites, tmp_path: Path) -> None:
    address, root = sites()
    page.goto(address + LESSON)
    pasted = "Pasted\u2028from\x0ba\x00 word\ufeffprocessor"
    fill_in(page, title=pasted, **{"#What happened": f"Text {pasted}"})
    submit(page)
    path, text = downloaded(page)
    assert not INVISIBLE.search(text.replace("\t", ""))
    assert (
        accepted(root, tmp_path / "copy", path, text)
        .lessons[Path(path).stem]
        .fields.title.startswith("Pasted from")
    )


def test_an_address_that_the_check_would_stop_is_told(page: Page, sites: Sites, tmp_path: Path) -> None:
    address, root = sites()
    page.goto(address + LESSON)
    fill_in(page, **{"#Evidence": "Ask jo@example.com or office@example.org; see logo@2x.png."})
    submit(page)
    note = page.locator("[data-leaks]")
    expect(note).to_have_text(
        "The check will stop the e-mail address jo@example.com. Name a team or role instead."
    )
    path, text = downloaded(page)
    problems = problems_of(root, tmp_path / "copy", path, text)
    assert [(problem.rule, "jo@example.com" in problem.message) for problem in problems] == [
        ("leak-email", True)
    ]
    control(page, "#Evidence").fill("Ask the office.")
    submit(page)
    expect(note).to_be_hidden()


# Handing it in


def test_without_hosting_there_are_download_copy_and_mail(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    submit(page)
    expect(page.locator("[data-result]")).to_be_focused()
    expect(page.locator("[data-open]")).to_have_count(0)
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-told]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == downloaded(page)[1]
    mail = page.get_by_role("link", name="Write an e-mail").get_attribute("href") or ""
    assert mail.startswith("mailto:office@example.org?subject=")
    assert "lessons/2026/" in unquote(mail)
    assert len(mail) < 500


def opened(page: Page) -> tuple[str, dict[str, list[str]]]:
    address = page.locator("[data-open]").get_attribute("href") or ""
    return address, parse_qs(urlsplit(address).query, strict_parsing=True)


def test_github_opens_with_the_file_filled_in(page: Page, sites: Sites) -> None:
    page.goto(sites("github")[0] + LESSON)
    fill_in(page)
    submit(page)
    path, text = downloaded(page)
    address, query = opened(page)
    assert address.startswith("https://github.com/example/pmo/new/main?filename=lessons%2F2026%2F")
    assert query == {"filename": [path], "value": [text]}
    expect(page.locator("[data-open-note]")).to_contain_text("filled in")
    expect(page.locator("[data-mail]")).to_have_count(0)


@pytest.mark.parametrize("sign", ["x", "é", "😀"])
def test_an_address_is_never_longer_than_github_takes(page: Page, sites: Sites, sign: str) -> None:
    page.goto(sites("github")[0] + LESSON)
    fill_in(page)
    seen = set()
    for length in (100, 500, 700, 1000, 3000, 6500, 7000, 8000):
        control(page, "#What happened").fill(sign * length)
        submit(page)
        address, query = opened(page)
        assert len(address.encode()) <= LONGEST_ADDRESS
        assert ("value" in query) is ("filled in" in page.locator("[data-open-note]").inner_text())
        seen.add("value" in query)
    assert seen == {True, False}


@pytest.mark.parametrize("hosting", ["github", "gitlab"])
def test_where_the_text_is_not_in_the_address_it_is_copied(page: Page, sites: Sites, hosting: str) -> None:
    page.goto(sites(hosting)[0] + LESSON)
    fill_in(page, **{"#What happened": "x" * 9000})
    submit(page)
    path, text = downloaded(page)
    address, query = opened(page)
    assert query == {"filename" if hosting == "github" else "file_name": [path]}
    link = page.locator("[data-open]")
    expect(link).to_have_attribute("target", "_blank")
    link.evaluate("link => link.addEventListener('click', (event) => event.preventDefault())")
    link.click()
    expect(page.locator("[data-told]")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == text
    assert address.startswith("https://git")


def test_a_change_after_the_check_takes_the_file_back(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    submit(page)
    expect(page.locator("[data-result]")).to_be_visible()
    control(page, "title").fill("Another title")
    expect(page.locator("[data-result]")).to_be_hidden()
    expect(control(page, "@id")).to_have_value("another-title")


# The draft


def test_a_draft_outlives_a_reload_and_is_cleared_when_asked(page: Page, sites: Sites) -> None:
    address = sites()[0]
    page.goto(address + REPORT)
    control(page, "rationale").fill("Half written")
    page.get_by_role("group", name="Signed").get_by_label("Reached on").fill("2026-02-09")
    page.get_by_role("button", name="Add an issue").click()
    page.get_by_role("group", name="Issue 1").get_by_label("Title").fill("Late steel")
    page.get_by_role("button", name="Take out Risk 1").click()
    page.reload()
    expect(page.locator("[data-draft]")).to_contain_text("is back")
    expect(control(page, "rationale")).to_have_value("Half written")
    expect(page.get_by_role("group", name="Signed").get_by_label("Reached on")).to_have_value("2026-02-09")
    expect(page.get_by_role("group", name="Issue 1").get_by_label("Title")).to_have_value("Late steel")
    expect(page.get_by_role("group", name="Risk 1")).to_have_count(0)
    page.goto(f"{address}projects/beta/report/")
    expect(control(page, "rationale")).to_have_value("")
    page.goto(address + REPORT)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Clear the draft").click()
    expect(control(page, "rationale")).to_have_value("")
    expect(page.get_by_role("group", name="Risk 1")).to_have_count(1)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('pmo-draft'))") == []
    page.reload()
    expect(page.locator("[data-draft]")).to_be_empty()


def test_a_draft_that_is_no_draft_is_left_alone(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    for stored in ("{", "null", '{"state": null}'):
        page.evaluate("text => localStorage.setItem('pmo-draft:' + location.pathname, text)", stored)
        page.reload()
        expect(control(page, "title")).to_have_value("")


def test_the_form_works_where_nothing_can_be_stored(page: Page, sites: Sites) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.goto(sites()[0] + LESSON)
    fill_in(page)
    expect(page.locator("[data-draft]")).to_contain_text("keeps no drafts")
    submit(page)
    expect(page.locator("[data-result]")).to_be_visible()


# For everybody


def test_the_keyboard_alone_makes_a_lesson(page: Page, sites: Sites) -> None:
    page.goto(sites()[0] + LESSON)
    steps: dict[str, str] = {
        "title": "Ask early",
        "summary": "Late.",
        "recommendation": "Ask.",
        "level": "Caution",
        "categories": " ",
        "date": "03122026",
        "submitted_by": "Team",
        "#What happened": "This.",
        "#Why it happened": "That.",
        "#What to do next time": "Other.",
    }
    for name, keys in steps.items():
        tab_to(page, f'[data-name="{name}"], [data-name="{name}"] input')
        page.keyboard.type(keys) if keys != " " else page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.locator("[data-result]")).to_be_focused()
    expect(page.locator("[data-file]")).to_contain_text("date: 2026-03-12")
    tab_to(page, "[data-download]")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "ask-early.md"


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"eighty steps of the Tab key reach no {selector}")


@pytest.mark.parametrize("path", [LESSON, REPORT])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_before_and_after_mistakes(
    new_page: NewPage, sites: Sites, axe: Axe, path: str, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(sites("gitlab")[0] + path)
    open_folded(page)
    axe(page)
    control(page, "rating" if path == REPORT else "title").evaluate("node => { node.value = ''; }")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("to be mended")
    axe(page)
    if path == LESSON:
        fill_in(page)
    else:
        control(page, "rating").select_option("green")
        for name in ("#Summary", "#Achievements", "#Next period"):
            control(page, name).fill("Text.")
    submit(page)
    expect(page.locator("[data-result]")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("path", [LESSON, REPORT])
def test_the_forms_fit_a_telephone(new_page: NewPage, sites: Sites, path: str) -> None:
    page = new_page(viewport={"width": 320, "height": 700})
    page.goto(sites("github")[0] + path)
    if path == LESSON:
        fill_in(page)
    else:
        for name in ("#Summary", "#Achievements", "#Next period"):
            control(page, name).fill("x" * 300)
    for _ in ("as filled in", "with the file"):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        submit(page)
        expect(page.locator("[data-result]")).to_be_visible()


@pytest.mark.parametrize("path", [LESSON, REPORT])
def test_without_script_the_page_says_how_else(new_page: NewPage, sites: Sites, path: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(sites()[0] + path)
    expect(page.locator("form[data-form]")).to_be_hidden()
    expect(page.locator("[data-form-without]")).to_contain_text("office@example.org")
    page.get_by_role("link", name="write the file yourself").click()
    expect(page).to_have_url(f"{sites()[0]}contribute/")


def test_a_form_reached_by_instant_navigation_works(page: Page, sites: Sites) -> None:
    page.goto(f"{sites()[0]}projects/alpha/")
    page.evaluate("window.sameDocument = true")
    page.get_by_role("link", name="Write this period’s report").click()
    expect(control(page, "percent_complete")).to_have_value("40")
    page.go_back()
    page.get_by_role("link", name="Write this period’s report").click()
    expect(page.get_by_role("group", name="Risk 1")).to_have_count(1)
    assert page.evaluate("window.sameDocument")


# The script's own parts, on any text


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """A page that holds the functions of the script under ``window.forms``."""
    page = browser.new_page()
    page.evaluate(
        """source => {
            const module = { exports: {} };
            new Function("module", source)(module);
            window.forms = module.exports;
        }""",
        SCRIPT.read_text(encoding="utf-8"),
    )
    yield page
    page.close()


YAML_OF = """texts => forms.yaml(new Map([
    ["leaf", { text: texts[0], typed: false }],
    ["list", texts.map((text) => ({ text, typed: false }))],
    ["rows", texts.map((text) => new Map([["title", { text }], ["due", { text, typed: true }]]))],
    ["keys", new Map(texts.map((text) => [text, new Map([["actual", { text, typed: false }]])]))],
]))"""
SIGNS = "'\"\\|>@`%{[~=?-😀"
WORDS = "no null Yes 12:30 1.10 0x1F 1e3 2026-01-01 << *a &a !a --- ..."
AWKWARD = st.sampled_from([*SIGNS, *WORDS.split(), "- a", "? b", "a: b", "a #b", "a\n\n b", " a", "a ", "\n"])
TEXTS = st.lists(
    st.one_of(AWKWARD, st.text(), st.text("aA1:#-'\" \n\t,[]{}&*!|>%@`\\")), min_size=1, unique=True
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_any_text_comes_back_from_yaml_as_it_was(script: Page, texts: list[str]) -> None:
    written = script.evaluate(YAML_OF, texts)
    for read in (yaml.safe_load(written), yaml.load(written, yaml.BaseLoader)):  # noqa: S506  texts only
        assert read["leaf"] == texts[0]
        assert read["list"] == texts
        assert [row["title"] for row in read["rows"]] == texts
        assert list(read["keys"]) == texts
    seen = [text for text in texts if text and not INVISIBLE.search(text)]
    if seen:
        reading = read_values("x.md", script.evaluate(YAML_OF, seen), 0)
        assert not reading.problems
        assert reading.values["list"] == seen


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text("ab#=->*+`~1. \n\t|[]()<!", min_size=1, max_size=60))
def test_no_text_adds_a_heading_or_swallows_one(script: Page, text: str) -> None:
    safe = script.evaluate("text => forms.prose(text)", text.strip())
    found = parse_prose(f"## One\n\n{safe}\n\n## Two\n\nText.\n", 1).headings
    own = [heading.text for heading in found if heading.level == 2]
    assert own[0] == "One"
    assert own[-1] == "Two"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Späte Übergabe", "spate-ubergabe"),
        ("R&D: don't wait", "r-and-d-dont-wait"),
        ("日本", ""),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", None),
        ("x" * 80, "x" * 60),
    ],
)
def test_names_of_files_are_made_from_titles(script: Page, title: str, name: str | None) -> None:
    made = script.evaluate("title => forms.slug(title, 60)", title)
    if name is None:
        assert made == "one-two-three-four-five-six-seven-eight-nine-ten-eleven"
    else:
        assert made == name
