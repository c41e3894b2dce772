"""The form of a status report: one page for each open project, filled with what the last report said."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from macros.portfolio.status import ProjectStatus
from macros.portfolio.wording import day
from macros.records.annotations import keys
from macros.records.links import relative_url
from macros.records.models import Report
from macros.records.models.report import Assurance, MilestoneStatus
from macros.records.vocabulary import Audience, Dimension
from macros.records.vocabulary import Kind as RecordKind
from macros.records.writing import key_order

from ..parts import Footer, Notice, RecordPage, Section, crumbs
from ..tables import Link
from ..view import SiteView
from .controls import Maker, sections, shared_data
from .form import Control, Form, Group, Rows
from .hosting import hosting
from .limits import Kind, Limits, limits
from .report_values import LISTS, last_fields, last_rows

PATH = "docs/projects/{project}/reports/{{@date}}.md"
FIGURES = (
    "percent_complete",
    "earned_value",
    "actual_cost",
    "planned_value",
    "forecast_finish",
    "forecast_cost",
)
HINTS = {
    "rating": "Green: on time, budget and quality highly likely. Amber: significant issues need attention "
    "and look resolvable. Red: out of reach without changing scope, time or money.",
    "rationale": "One sentence with one figure: why this rating?",
    "percent_complete": "Of the whole work, 0 to 100. Count finished things, not effort.",
    "earned_value": "Cumulative, in whole units of {currency}.",
    "actual_cost": "Cumulative, in whole units of {currency}, from the ledger.",
    "planned_value": "Cumulative, in whole units of {currency}.",
    "forecast_cost": "At completion, in whole units of {currency}.",
    "forecast_finish": "The day you expect, not the day you were asked for.",
    "points_completed": "In this period alone, for agile teams.",
    "likelihood": "1 unlikely, 5 nearly certain.",
    "impact": "1 small, 5 threatens the project.",
    "urgency": "1 can wait, 5 today.",
    "owner": "A post, not a person.",
    "by": "The body or post that decides.",
    "due": "",
    "#Summary": "Three sentences for a reader with two minutes: where it stands, what moved, what is needed.",
    "#Achievements": "What was finished in this period.",
    "#Next period": "What will be finished by the next report.",
}
INTRO = {
    "risks": "What may happen. Take out what has gone, add what is new; five at most.",
    "issues": "What has happened and hurts.",
    "decisions": "What you need from the governing body, and the last day without harm.",
}


def report_url(project: str) -> str:
    """The address of the form's page, relative to the site's root."""
    return f"projects/{project}/report/"


def report_pages(site: SiteView) -> dict[str, RecordPage]:
    """The pages of the forms of all open projects by their addresses."""
    return {report_url(each.id): _page(each, site) for each in site.portfolio if each.is_open}


def way_in(status: ProjectStatus, page: str) -> Notice | None:
    """The way from the project's page to its form."""
    if not status.is_open:
        return None
    link = Link("Write this period’s report", relative_url(report_url(status.id), page))
    return Notice("A form leads through it, filled with the last report’s values.", link=link)


def _page(status: ProjectStatus, site: SiteView) -> RecordPage:
    record, page = status.record, report_url(status.id)
    without = Link("write the file yourself", relative_url("contribute/", page))
    form = Form("report", _groups(status, site), _data(status, site), hosting(site.organisation), without)
    source = status.reports[-1].path if status.reports else record.path
    return RecordPage(
        f"{record.fields.title}: write this period’s report",
        _summary(status),
        crumbs(page, ("Projects", "projects/"), (record.fields.title, record.url)),
        (Section((form,)),),
        Footer(source, None, site.report_problem_url(source, page)),
        0,
    )


def _summary(status: ProjectStatus) -> str:
    if status.report_date is None:
        return "The first report of this project."
    return f"Figures, milestones and lists begin as they were in the report of {day(status.report_date)}."


def _groups(status: ProjectStatus, site: SiteView) -> tuple[Group | Rows, ...]:
    hints = {name: hint.format(currency=status.currency) for name, hint in HINTS.items()}
    make = Maker(Report, site.datasets["reports"], hints)
    figures = [name for name in FIGURES if name != "planned_value" or not status.fields.planned]
    rated = (make.control("rating", instead="assurance", limits=_required(make)), _reason(make, status))
    milestones = (_milestones(site),) if status.fields.milestones else ()
    return (
        Group("The report", (_date(make, site), *rated)),
        Group("Ratings by dimension", _dimensions(make), "Leave out what you do not rate."),
        Group("Figures", make.controls(*figures, "points_completed")),
        *milestones,
        *(_list(name, site, hints) for name in LISTS),
        Group("In words", sections(RecordKind.REPORT, hints)),
        Group(
            "Independent assurance",
            _assurance(make),
            "Only if somebody outside the project has reviewed it since the last report.",
            optional="assurance",
            is_folded=True,
        ),
    )


def _date(make: Maker, site: SiteView) -> Control:
    label = make.dataset.fields["date"].label
    hint = "The day that the report stands for, today or earlier."
    if site.organisation.as_of:
        hint += f" This site stands still on {day(site.organisation.as_of)} and shows no later report."
    return Control("@date", label, Limits(Kind.DATE, is_required=True), hint, until="today")


def _reason(make: Maker, status: ProjectStatus) -> Control:
    reason = make.control("rationale")
    last = status.current.rationale if status.current else None
    return replace(reason, hint=f"{reason.hint} Last time: “{last}”") if last else reason


def _required(make: Maker) -> Limits:
    return Limits(make.control("rating").limits.kind, is_required=True)


def _dimensions(make: Maker) -> tuple[Control, ...]:
    rating = make.control("rating")
    return tuple(
        Control(f"ratings.{each.value}", each.label, rating.limits, choices=rating.choices)
        for each in Dimension
    )


def _assurance(make: Maker) -> tuple[Control, ...]:
    return tuple(
        Control(
            f"assurance.{name}",
            make.dataset.fields[f"assurance_{name}"].label,
            limits(Assurance, name),
            "" if name != "by" else "The body or post that reviewed it.",
            make.control("rating").choices if name == "rating" else (),
            "@date" if name == "date" else "",
        )
        for name in keys(Assurance)
    )


def _milestones(site: SiteView) -> Rows:
    make = Maker(MilestoneStatus, site.datasets["milestones"], {})
    intro = "When one is reached, give the day; its forecast then falls away. Both empty leaves it out."
    controls = (*make.controls("forecast"), make.control("actual", until="@date"))
    return Rows("Milestones", "milestones", "Milestone", controls, intro, is_keyed=True)


def _list(name: str, site: SiteView, hints: Mapping[str, str]) -> Rows:
    noun, model = LISTS[name]
    make = Maker(model, site.datasets[name], hints)
    title = site.datasets["reports"].fields[name].label
    return Rows(title, name, noun, make.controls(*keys(model)), INTRO[name])


def _data(status: ProjectStatus, site: SiteView) -> Mapping[str, Any]:
    last = status.current
    fixed = {"audience": last.audience.value} if last and last.audience is not Audience.INTERNAL else {}
    return {
        **shared_data(site.organisation),
        "path": PATH.format(project=status.id),
        "keys": key_order(Report),
        "fixed": fixed,
        "taken": {"@date": [report.id for report in status.reports]},
        "takenMessage": "is the day of a published report; choose another day, or correct that report",
        "since": day(status.report_date) if status.report_date else "",
        "day": site.organisation.as_of.isoformat() if site.organisation.as_of else "",
        "values": {"fields": dict(last_fields(last)), "rows": last_rows(status)},
        "hosting": hosting(site.organisation).data(),
    }
