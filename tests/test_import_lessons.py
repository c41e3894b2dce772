"""``pmo import lessons``: a lessons log as it is, into lessons; nothing invented, nothing lost in silence."""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from macros.checking import check
from macros.imports.checks import headers_named, read_map
from macros.imports.headers import Reading, read_table
from macros.imports.lesson_maps import LessonMap
from macros.imports.lessons import import_lessons
from macros.imports.markup import plain
from macros.imports.outcomes import Outcome
from macros.imports.reporting import report
from macros.records.front_matter import read_record
from macros.records.library import Library, load
from macros.records.problems import errors
from macros.records.writing import write_new
from scripts.import_records import command
from tests.builders import lesson, project, write_library
from tests.lesson_logs import lessons_log

REPOSITORY = Path(__file__).parent.parent
GUIDE = REPOSITORY / "docs/guides/bring-your-reports"
CLOCK = date(2026, 11, 21)
MAP = """\
dates: DD/MM/YYYY
blank: [n/a, none, "-"]
leave_out: Raised by
lesson:
  title: [Lesson, What]
  reference: {column: No, optional: true}
  date: Date
  summary: {column: What, first_sentence: true}
  recommendation: {column: Advice, first_sentence: true}
  categories: {column: Kind, split: ";", values: {Plan: planning}}
  level: {column: Impact, values: {High: caution}, default: information}
  submitted_by: Team
  project: {column: Project, optional: true}
  source: {column: Source, optional: true}
  phase: {column: Phase, optional: true}
  body:
    - {heading: What happened, from: What}
    - {heading: What to do next time, from: Advice}
"""
ROW = {
    "Lesson": "Late onboarding",
    "Date": "12/03/2014",
    "What": "Badges came late. It took two weeks.",
    "Advice": "Order them early. Ask twice.",
    "Kind": "Plan",
    "Impact": "High",
    "Team": "Induction team",
    "Raised by": "Jo Bloggs",
}


def table_text(*rows: Mapping[str, str]) -> str:
    full = [{**ROW, **row} for row in rows]
    headers = list(dict.fromkeys(name for row in full for name in row))
    lines = [headers, *([row.get(name, "") for name in headers] for row in full)]
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)


def bring(library: Library, *rows: Mapping[str, str], text: str = "") -> Outcome:
    """The outcome of a log with these rows, each the plain one with some cells changed."""
    map_, _, problems = read_map("m", MAP, LessonMap)
    assert map_ is not None, problems
    data = (text or table_text(*rows)).encode()
    return import_lessons(read_table("log.csv", data, headers_named(map_), Reading()), map_, library, CLOCK)


def bring_in(library: Library, *rows: Mapping[str, str]) -> tuple[Outcome, Library]:
    """The same, written and loaded again."""
    outcome = bring(library, *rows)
    write_new(library.root, outcome.files)
    return outcome, load(library.root)


def only(outcome: Outcome) -> tuple[dict[str, Any], str]:
    """Fields and body of the one lesson that was made."""
    (text,) = outcome.files.values()
    source, problems = read_record("x.md", text)
    assert not problems
    return source.values, source.body.strip()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return write_library(tmp_path, projects={"alpha": project(title="Alpha", reference="P-1")})


def test_a_row_becomes_a_submitted_lesson_in_its_year(library: Library) -> None:
    outcome, after = bring_in(library, {"No": "LL-7", "Phase": "Planning"})
    assert list(outcome.files) == ["lessons/2014/late-onboarding.md"]
    values, body = only(outcome)
    assert values == {
        "title": "Late onboarding",
        "date": "2014-03-12",
        "summary": "Badges came late.",
        "recommendation": "Order them early.",
        "categories": ["planning"],
        "level": "caution",
        "status": "submitted",
        "submitted_by": "Induction team",
        "reference": "LL-7",
        "phase": "planning",
    }
    assert body == (
        "## What happened\n\nBadges came late. It took two weeks.\n\n"
        "## Why it happened\n\nNot stated in the log.\n\n"
        "## What to do next time\n\nOrder them early. Ask twice."
    )
    assert set(after.lessons) == {"late-onboarding"}
    assert not check(library.root, CLOCK).problems


@pytest.mark.parametrize(
    ("cells", "field", "stated"),
    [
        ({"Advice": "N/A"}, "recommendation", "Not stated in the log."),
        ({"Team": ""}, "submitted_by", "Not stated in the log."),
        ({"What": " - "}, "summary", "Not stated in the log."),
        ({"Advice": "#REF!"}, "recommendation", "Not readable in the log: '#REF!'"),
    ],
)
def test_a_part_that_is_missing_is_stated(
    library: Library, cells: dict[str, str], field: str, stated: str
) -> None:
    outcome, _ = bring_in(library, cells)
    values, _ = only(outcome)
    assert values[field] == stated
    assert not check(library.root, CLOCK).problems


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"Lesson": "", "What": "n/a"}, "title: not given in the log"),
        ({"Date": "a while ago"}, "date: not readable in the log: 'a while ago'"),
        ({"Date": "12/03/2098"}, "date 2098-03-12 is in the future"),
        ({"Kind": "Boats"}, "categories: not readable in the log: 'Boats'"),
        ({"What": "none", "Advice": ""}, "it has a title, but says nothing"),
        ({"What": "x" * 600_000}, "the record would have"),
    ],
)
def test_a_row_without_what_cannot_be_stated_away_is_refused(
    library: Library, cells: dict[str, str], why: str
) -> None:
    outcome = bring(library, cells)
    (row,) = outcome.refused
    assert why in row.refused
    assert not outcome.files


def test_the_project_is_linked_where_it_is_one_and_else_the_source(library: Library) -> None:
    values, _ = only(bring(library, {"Project": "p-1"}))
    assert (values["project"], values.get("source")) == ("alpha", None)
    values, _ = only(bring(library, {"Project": "Harbour crane", "Source": "Workshop"}))
    assert (values.get("project"), values["source"]) == (None, "Harbour crane; Workshop")
    values, body = only(bring(library, {"Project": "Alpha", "Source": "Workshop"}))
    assert (values["project"], values.get("source")) == ("alpha", None)
    assert body.endswith("## Source\n\nWorkshop")
    values, _ = only(bring(library, {"Project": "n/a", "Source": "Workshop"}))
    assert values["source"] == "Workshop"


def test_one_log_imported_again_makes_nothing(library: Library) -> None:
    rows = [
        {"No": "1"},
        {"No": "2"},
        {"No": "3", "Date": "01/01/2020"},
        {"No": "", "Lesson": "Other"},
        {"No": "", "Lesson": "Other", "What": "Another."},
    ]
    first, after = bring_in(library, *rows)
    numbered = ("late-onboarding-2", "late-onboarding-3", "other-2")
    assert set(after.lessons) == {"late-onboarding", "other", *numbered}
    again = bring(after, *rows)
    assert len(first.made) == 5
    assert (len(again.made), len(again.skipped)) == (0, 5)
    more = bring(after, {"No": "4", "What": "New."}, *reversed(rows))
    assert list(more.files) == ["lessons/2014/late-onboarding-4.md"]


def test_a_lesson_is_known_by_its_reference_whatever_was_changed(tmp_path: Path) -> None:
    there = lesson(title="Curated", date="2014-03-20", reference="LL-7", source=None)
    library = write_library(tmp_path, lessons={"curated": there})
    (row,) = bring(library, {"No": "ll-7"}).rows
    assert row.skipped == "it is there already: lessons/2014/curated.md"


def test_a_reference_that_several_rows_share_says_nothing(library: Library) -> None:
    rows = [{"No": "Workshop 3", "Lesson": title} for title in ("One", "Two")]
    _, after = bring_in(library, *rows)
    outcome = bring(after, *rows, {"No": "Workshop 3", "Lesson": "Three"})
    assert list(outcome.files) == ["lessons/2014/three.md"]


def test_another_lesson_with_the_same_id_is_not_taken_for_it(tmp_path: Path) -> None:
    library = write_library(tmp_path, lessons={"late-onboarding": lesson(date="2020-01-01")})
    assert list(bring(library, {}).files) == ["lessons/2014/late-onboarding-2.md"]


def test_names_of_pages_are_no_ids(library: Library) -> None:
    outcome, _ = bring_in(library, {"Lesson": "Insights"}, {"Lesson": "日本", "No": "8"})
    assert [row.id for row in outcome.made] == ["insights-lesson", "8"]


def test_a_row_twice_is_one_lesson_and_a_row_too_long_none(library: Library) -> None:
    assert "it is the same as row 2" in bring(library, {}, {}).rows[1].skipped
    text = table_text({}) + "\n" + table_text({}).split("\n")[1] + ",more\n"
    (_, row) = bring(library, text=text).rows
    assert "more cells than there are headers" in row.refused


def test_a_short_row_counts_as_blank(library: Library) -> None:
    text = "Lesson,Date,What,Advice,Kind,Impact,Team\nShort,12/03/2014,One.,Two.,Plan\n"
    values, _ = only(bring(library, text=text))
    assert (values["level"], values["submitted_by"]) == ("information", "Not stated in the log.")


def test_long_texts_stand_whole_in_the_body(library: Library) -> None:
    values, body = only(bring(library, {"Lesson": "word " * 40, "What": "long " * 3000}))
    assert len(values["title"]) <= 120
    assert len(values["summary"]) <= 300
    assert ("word " * 40).strip() in body
    assert ("long " * 3000).strip() in body


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("a < b and c > d", "a < b and c > d"),
        ("List<String> <phase 2> & more", "List<String> <phase 2> & more"),
        ("R&amp;D&nbsp;&#8211; x", "R&D\u00a0– x"),
        ("&copy 2020, &nonsense;", "&copy 2020, &nonsense;"),
        ('<div class="E"><p>One<br>two</p>\n<ul><li>a</li><li>b</li></ul></div>', "One\ntwo\n\n• a\n• b"),
        ("<b>bold</b>\nnext line", "bold\nnext line"),
        ("<customer> said<br/>no", "<customer> said\nno"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>", "A | B\n1 | 2"),
        ("<a href='https://x.example/?a=1&amp;b=2'>this</a>", "this (https://x.example/?a=1&b=2)"),
        ("<a href='javascript:alert(1)'>that</a>", "that"),
        ("<script>alert(1)</script><p>seen</p><style>p {}</style>", "seen"),
        ("<P CLASS=MsoNormal>Hi <SPAN>there</SPAN><o:p></o:p></P>", "Hi there"),
        ("<div></div>", ""),
        ("&lt;script&gt;<br>z", "<script>\nz"),
        ("<p>never closed <b>x", "never closed x"),
    ],
)
def test_html_becomes_the_text_that_it_shows(cell: str, text: str) -> None:
    assert plain(cell) == text


def test_html_is_told_by_column_and_row(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        table_text({"What": "<p>One.</p>", "Raised by": "<b>Jo</b>"}), encoding="utf-8"
    )
    write_library(tmp_path / "kb")
    result = run(tmp_path, MAP)
    assert result.exit_code == 0, result.output
    assert "## Cells with HTML, of which the text was kept (1)" in result.stdout
    assert "Jo" not in result.stdout
    assert "| Rows that became lessons | 1 |" in result.stdout


def test_what_should_not_be_published_is_told_with_its_row(library: Library) -> None:
    outcome, after = bring_in(library, {"What": "Ask jo@firm.example. Or jo@firm.example."})
    told = report(outcome, [], [])
    assert "## Texts that should not be published (1)" in told
    assert "| 2 | leak-email | jo@firm.example |" in told
    assert "late-onboarding" in after.lessons


def test_a_cell_of_nothing_but_tags_is_blank(library: Library) -> None:
    values, _ = only(bring(library, {"Advice": "<div><p>&nbsp;</p></div>"}))
    assert values["recommendation"] == "Not stated in the log."


def run(folder: Path, map_text: str, *options: str) -> Result:
    (folder / "map.yml").write_text(map_text, encoding="utf-8")
    arguments = [
        "lessons",
        str(folder / "log.csv"),
        "--map",
        str(folder / "map.yml"),
        "--into",
        str(folder / "kb"),
    ]
    return CliRunner().invoke(command, [*arguments, *options])


def test_the_status_cannot_be_mapped(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(table_text({}), encoding="utf-8")
    write_library(tmp_path / "kb")
    result = run(tmp_path, f"{MAP}  status: Impact\n")
    assert result.exit_code == 2
    assert "unknown key 'status'" in result.stderr


def test_the_example_of_the_guide_does_what_the_guide_says(tmp_path: Path) -> None:
    guide = (GUIDE / "index.md").read_text(encoding="utf-8")
    (tmp_path / "log.csv").write_text(re.findall(r"```csv\n(.*?)```", guide, re.DOTALL)[1], encoding="utf-8")
    (tmp_path / "kb").mkdir()
    shutil.copy(REPOSITORY / "organisation.yml", tmp_path / "kb")
    result = run(tmp_path, (GUIDE / "lessons-log.map.yml").read_text(encoding="utf-8"))
    assert result.exit_code == 1
    assert "| Rows that became lessons | 2 |" in result.stdout
    assert "date: not given in the log" in result.stdout
    assert not check(tmp_path / "kb", CLOCK).problems


def test_a_log_of_many_hands_comes_in_clean_and_comes_in_once(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(lessons_log(120), encoding="utf-8", newline="")
    (tmp_path / "kb").mkdir()
    shutil.copy(REPOSITORY / "organisation.yml", tmp_path / "kb")
    map_text = (GUIDE / "lessons-log.map.yml").read_text(encoding="utf-8")
    first = run(tmp_path, map_text)
    assert first.exit_code == 0, first.output
    assert "| Rows that became lessons | 119 |" in first.stdout
    assert "Example" not in first.stdout
    assert not check(tmp_path / "kb", CLOCK).problems
    before = {path: path.read_bytes() for path in (tmp_path / "kb/lessons").rglob("*.md")}
    assert len(before) == 119
    again = run(tmp_path, map_text)
    assert again.exit_code == 0
    assert "| Rows skipped | 120 |" in again.stdout
    assert {path: path.read_bytes() for path in (tmp_path / "kb/lessons").rglob("*.md")} == before


cells = st.text(
    st.sampled_from("aB1 ./-#*_`<>[]{}|:'\"\\\n\t£é(),;&<p></p><br>&amp;") | st.characters(codec="utf-8"),
    max_size=30,
)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(ROW, cells)), min_size=1, max_size=3))
def test_whatever_the_cells_hold_every_row_is_accounted_for(rows: list[dict[str, str]]) -> None:
    with TemporaryDirectory() as name:
        library = write_library(Path(name))
        outcome = bring(library, *rows)
        blank = len(outcome.table.blank_rows)
        assert len(outcome.made) + len(outcome.refused) + len(outcome.skipped) + blank == len(rows)
        write_new(library.root, outcome.files)
        assert not list(errors(check(library.root, CLOCK).problems))
