"""``/feeds/*.xml``, read back with feedparser, and against the rules of RFC 4287."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import feedparser
import pytest

from macros.exports.basis import Basis
from macros.exports.feeds import feed_files
from macros.exports.news import NEWEST
from tests.builders import lesson, project, report, write_library
from tests.exported import ADDRESS, FORMULA, TODAY, basis, empty, hostile, sample

ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = ("reports", "ratings", "lessons")


def texts(of: Basis) -> dict[str, str]:
    return {path.removeprefix("feeds/").removesuffix(".xml"): text for path, text in feed_files(of)}


def read(of: Basis, name: str) -> Any:  # noqa: ANN401
    found = feedparser.parse(texts(of)[name].encode())
    assert not found.bozo
    assert found.version == "atom10"
    return found


def titles(of: Basis, name: str) -> list[str]:
    return [entry.title for entry in read(of, name).entries]


@pytest.mark.sample
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("base", ["", ADDRESS])
def test_feeds_have_what_atom_asks_for(name: str, base: str) -> None:
    root = ET.fromstring(texts(sample(base))[name])  # noqa: S314  our own
    for element in (root, *root.iter(f"{ATOM}entry")):
        assert all(len(element.findall(f"{ATOM}{part}")) == 1 for part in ("id", "title", "updated"))
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Project Office"
    ids = [element.text or "" for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids)
    assert all(id_.startswith("urn:uuid:") for id_ in ids)
    links = [link.get("href", "") for link in root.iter(f"{ATOM}link")]
    assert all(link.startswith(base) if base else "://" not in link for link in links)
    assert "base" not in "".join(root.attrib)


@pytest.mark.sample
def test_ids_do_not_hang_on_the_address() -> None:
    for name in NAMES:
        here, there = read(sample(), name), read(sample(ADDRESS), name)
        assert [entry.id for entry in here.entries] == [entry.id for entry in there.entries]
        assert here.feed.id == there.feed.id


def test_links_without_an_address_lead_from_the_feed(tmp_path: Path) -> None:
    feed = read(basis(hostile(tmp_path)), "reports")
    assert feed.entries[0].link == "../projects/alpha/reports/2026-09-30/"
    assert {link.rel: link.href for link in feed.feed.links} == {
        "alternate": "../projects/",
        "self": "reports.xml",
    }


@pytest.mark.parametrize("name", NAMES)
def test_text_stays_text(name: str, tmp_path: Path) -> None:
    text = texts(basis(hostile(tmp_path)))[name]
    assert "<script" not in text
    root = ET.fromstring(text)  # noqa: S314  our own
    known = "feed title link id updated published author name entry summary category"
    assert {element.tag.removeprefix(ATOM) for element in root.iter()} <= set(known.split())
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert FORMULA in (entry.findtext(f"{ATOM}title") or "")
    summary = entry.findtext(f"{ATOM}summary") or ""
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in summary


def test_reports_say_rating_reason_and_forecast(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={"alpha": project()},
        reports={
            "alpha": {
                "2026-08-31": report(
                    rating=None, assurance={"rating": "amber", "date": "2026-08-20", "by": "Internal Audit"}
                ),
                "2026-09-30": report(forecast_finish="2027-01-30", forecast_cost=120_000),
                "2026-11-30": report(rating="red"),
            }
        },
    )
    found = read(basis(library), "reports").entries
    assert [entry.title for entry in found] == [
        "Alpha, report of 2026-09-30: green",
        "Alpha, report of 2026-08-31: assured amber",
    ]
    assert "Forecast: finish 2027-01-30, cost 120,000 GBP." in found[0].summary
    assert "Assurance by Internal Audit on 2026-08-20: amber." in found[1].summary
    assert (found[0].published, found[0].tags[0].term) == ("2026-09-30T00:00:00+00:00", "Alpha")


def test_a_correction_makes_a_report_new_again(tmp_path: Path) -> None:
    days = {"2026-10-15": "Wrong cost.", "2026-11-15": "Wrong finish."}
    corrections = [{"date": day, "reason": reason} for day, reason in days.items()]
    library = write_library(
        tmp_path,
        projects={"alpha": project()},
        reports={"alpha": {"2026-08-31": report(corrections=corrections), "2026-09-30": report()}},
    )
    first, second = read(basis(library), "reports").entries
    assert (first.published[:10], first.updated[:10]) == ("2026-08-31", "2026-10-15")
    assert second.updated[:10] == "2026-09-30"


def test_ratings_tell_changes_only(tmp_path: Path) -> None:
    days = {"2026-06-30": "green", "2026-07-31": "green", "2026-08-31": "red", "2026-09-30": "amber"}
    library = write_library(
        tmp_path,
        projects={"alpha": project()},
        reports={"alpha": {day: report(rating=rating) for day, rating in days.items()}},
    )
    assert titles(basis(library), "ratings") == ["Alpha: red → amber", "Alpha: green → red"]
    assert titles(basis(library, date(2026, 8, 31)), "ratings") == ["Alpha: green → red"]
    assert titles(basis(library, date(2026, 7, 31)), "ratings") == []


def test_lessons_are_new_again_once_validated(tmp_path: Path) -> None:
    valid = {"status": "validated", "validated": "2026-05-31", "owner": "Lead", "review_by": "2027-01-31"}
    library = write_library(
        tmp_path,
        lessons={"old": lesson(title="Old", **valid), "new": lesson(title="New", date="2026-02-01")},
    )
    found = read(basis(library), "lessons").entries
    assert [(entry.title, entry.updated[:10]) for entry in found] == [
        ("Old", "2026-05-31"),
        ("New", "2026-02-01"),
    ]
    assert "What to do: Name the owner of test data in the plan." in found[0].summary
    assert found[0].tags[0].term == "Planning"


def test_a_feed_holds_the_newest(tmp_path: Path) -> None:
    names = [f"lesson-{number:02}" for number in range(NEWEST + 10)]
    days = {name: date(2026, 1, 1) + timedelta(days=place) for place, name in enumerate(names)}
    lessons = {name: lesson(title=name, date=str(day)) for name, day in days.items()}
    found = titles(basis(write_library(tmp_path, lessons=lessons)), "lessons")
    assert found == names[::-1][:NEWEST]


def test_an_empty_feed_is_of_the_day(tmp_path: Path) -> None:
    for name in NAMES:
        feed = read(empty(tmp_path), name)
        assert feed.entries == []
        assert feed.feed.updated == f"{TODAY}T00:00:00+00:00"
        assert feed.feed.author == "Project Management Office"
