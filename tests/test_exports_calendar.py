"""``/calendar/milestones.ics``, read back with the library ``ical``, which had no part in it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from macros.exports.basis import Basis
from macros.exports.calendar_file import calendar_files
from tests.builders import lesson, project, report, standard, template, write_library
from tests.exported import ADDRESS, TODAY, basis, empty, hostile, sample

DOMAIN = "@or-co-title.pmo"


def text(of: Basis) -> str:
    ((_, content),) = calendar_files(of)
    return content.decode()


def read(of: Basis) -> Calendar:
    return IcsCalendarStream.calendar_from_ics(text(of))


def events(of: Basis) -> dict[str, Event]:
    found = {str(event.uid).partition("@")[0]: event for event in read(of).events}
    assert len(found) == len(read(of).events)
    return found


def test_milestones_stand_on_their_forecast_else_their_approved_day(tmp_path: Path) -> None:
    found = events(basis(hostile(tmp_path)))
    live, end = found["milestone.alpha.live"], found["milestone.alpha.end"]
    assert (live.dtstart, live.dtend) == (date(2026, 11, 30), date(2026, 12, 1))
    assert end.dtstart == date(2026, 12, 31)
    assert live.summary == "=cmd|' /C calc'!A0: =1+1 (gate: Ready for closing)"
    assert (live.categories, end.categories) == (["Gate"], ["Milestone"])
    assert live.description == (
        "Approved for 2026-09-30. Forecast for 2026-11-30, 61 days late. Delivery confidence: red."
    )


def test_signs_of_the_format_stay_text(tmp_path: Path) -> None:
    found = events(basis(hostile(tmp_path)))
    assert found["milestone.alpha.end"].summary == "=cmd|' /C calc'!A0: Line, with; signs\\"


def test_a_line_end_in_a_title_breaks_no_line(tmp_path: Path) -> None:
    library = write_library(tmp_path, standards={"governance": standard(title="A\rBEGIN:VALARM")})
    assert "\r" not in text(basis(library)).replace("\r\n", "")
    (event,) = events(basis(library)).values()
    assert event.summary == "Review due: standard “A\nBEGIN:VALARM”"


def test_events_block_no_time_and_ring_no_bell(tmp_path: Path) -> None:
    for event in events(basis(hostile(tmp_path))).values():
        assert event.transparency == "TRANSPARENT"
        assert event.alarm == []
        assert event.dtstamp == datetime(2026, 10, 31, tzinfo=UTC)
        assert str(event.uid).endswith(DOMAIN)


def test_reached_and_dropped_milestones_and_closed_projects_have_none(tmp_path: Path) -> None:
    milestones = [
        {"id": "done", "title": "Done", "baseline": "2026-06-30"},
        {"id": "gone", "title": "Gone", "baseline": "2026-12-01", "dropped": "2026-03-01"},
        {"id": "ahead", "title": "Ahead", "baseline": "2026-12-01"},
    ]
    library = write_library(
        tmp_path,
        projects={
            "alpha": project(milestones=milestones),
            "over": project(title="Over", state="cancelled", milestones=milestones[2:]),
        },
        reports={"alpha": {"2026-06-30": report(milestones={"done": {"actual": "2026-06-30"}})}},
    )
    assert set(events(basis(library))) == {"milestone.alpha.ahead", "report.alpha"}


def test_a_gate_that_was_passed_is_a_milestone_like_others(tmp_path: Path) -> None:
    gate = "ready-for-closing"
    library = write_library(
        tmp_path,
        projects={
            "alpha": project(
                milestones=[{"id": "live", "title": "Live", "baseline": "2026-12-01", "gate": gate}],
                gates=[{"gate": gate, "decision": "approved", "date": "2026-09-01"}],
            )
        },
    )
    assert events(basis(library))["milestone.alpha.live"].summary == "Alpha: Live"


def test_the_next_report_of_active_projects_is_due(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={
            "alpha": project(),
            "fresh": project(title="Fresh", start="2026-10-15"),
            "held": project(title="Held", state="on-hold"),
        },
        reports={"alpha": {"2026-09-30": report()}},
    )
    found = events(basis(library))
    assert found.keys() == {"report.alpha", "report.fresh"}
    assert found["report.alpha"].dtstart == date(2026, 10, 31)
    assert found["report.fresh"].dtstart == date(2026, 11, 15)
    assert found["report.alpha"].description == "The last report is of 2026-09-30; one is due every 31 days."
    assert "No report since the start on 2026-10-15" in str(found["report.fresh"].description)


def test_reviews_are_due_unless_retired(tmp_path: Path) -> None:
    valid = {"status": "validated", "validated": "2026-01-31", "owner": "Planning Lead"}
    library = write_library(
        tmp_path,
        lessons={
            "data": lesson(**valid, review_by="2027-01-31"),
            "young": lesson(title="Young"),
            "old": lesson(title="Old", **{**valid, "status": "retired"}, review_by="2027-01-31"),
        },
        templates={
            "charter": template(review_by="2026-10-01"),
            "gone": template(title="Gone", status="retired"),
        },
        standards={"governance": standard()},
    )
    found = events(basis(library))
    assert found.keys() == {"review.lesson.data", "review.template.charter", "review.standard.governance"}
    assert found["review.template.charter"].dtstart == date(2026, 10, 1)
    assert found["review.lesson.data"].summary == "Review due: lesson “Name an owner for test data”"
    assert found["review.lesson.data"].description == "Owner: Planning Lead."


def test_events_lead_to_pages_where_the_address_is_known(tmp_path: Path) -> None:
    library = hostile(tmp_path)
    known, unknown = events(basis(library, base=ADDRESS)), events(basis(library))
    assert str(known["report.alpha"].url) == f"{ADDRESS}projects/alpha/"
    assert not any(event.url for event in unknown.values())
    assert known.keys() == unknown.keys()


@pytest.mark.sample
def test_lines_are_folded_and_end_as_the_rfc_says() -> None:
    lines = text(sample(ADDRESS)).split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)
    assert lines[0] == "BEGIN:VCALENDAR"


@pytest.mark.sample
def test_events_stand_in_the_order_of_their_days() -> None:
    days = [str(event.dtstart) for event in read(sample()).events]
    assert days == sorted(days)
    assert len(days) > 30


def test_an_empty_knowledge_base_gives_an_empty_calendar(tmp_path: Path) -> None:
    assert read(empty(tmp_path)).events == []


def test_a_name_without_letters_of_the_alphabet_still_gives_identifiers(tmp_path: Path) -> None:
    library = write_library(
        tmp_path, organisation_yml={"name": "株式会社"}, standards={"governance": standard()}
    )
    assert [event.uid for event in read(basis(library, TODAY)).events] == [
        "review.standard.governance@organisation.pmo"
    ]
