"""``pmo import``: tables kept elsewhere, as CSV or Excel, into records."""

from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from macros.imports.checks import PROJECT_MODELS
from macros.imports.lesson_maps import LESSON_MODELS, LessonMap
from macros.imports.lessons import import_lessons
from macros.imports.maps import ProjectMap
from macros.imports.period_maps import REPORT_MODELS, ReportsMap
from macros.imports.periods import import_reports
from macros.imports.projects import import_projects
from macros.records.front_matter import Source
from macros.records.problems import Problem
from scripts.importing import Request, Way, import_options
from scripts.root import find_root


@click.group("import")
def command() -> None:
    """Bring records from a spreadsheet into the knowledge base."""


@command.command()
@import_options(into_here=False)
def projects(**asked: Any) -> None:  # noqa: ANN401  click gives it so
    """Make a project record, and a first report, of every row of FILE (.csv or .xlsx).

    Nothing that exists is overwritten. The import report is printed and, unless this is a dry run, written to
    import-report.md in the knowledge base, or to the path of --report.

    Exit status: 0 when every row became a record or was there already, 1 when rows were refused, 2 when the
    command was used wrongly, or the map or the file cannot be used; then nothing is written.
    """
    Way(ProjectMap, PROJECT_MODELS, import_projects).run(Request(**asked))


@command.command()
@import_options(into_here=True)
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day of all reports, whatever the map says.",
)
def reports(day: datetime | None, into: Path | None, **asked: Any) -> None:  # noqa: ANN401
    """Make a status report of every row of FILE (.csv or .xlsx), one row a project, every period anew.

    Rows are matched with projects by id, reference or title. Run it again with the same file and it changes
    nothing. A report that is there with other content is not overwritten but told.

    Exit status: 0 when every row became a report or was there already, 1 when rows were refused, 2 when the
    command was used wrongly, or the map or the file cannot be used; then nothing is written.
    """
    of_all = day.date() if day else None
    way = Way(ReportsMap, REPORT_MODELS, partial(import_reports, day=of_all), partial(_is_dated, of_all))
    way.run(Request(into=into or find_root(Path.cwd()), **asked))


def _is_dated(day: date | None, map_: ReportsMap, source: Source) -> list[Problem]:
    if day or map_.report.date:
        return []
    way_out = "Add date: with a column or a constant, or give the command --date YYYY-MM-DD"
    at = source.key_position(("report",))
    return [Problem(source.path, *at, "missing-field", "the reports have no date", way_out)]


@command.command()
@import_options(into_here=True)
def lessons(into: Path | None, **asked: Any) -> None:  # noqa: ANN401
    """Make a submitted lesson of every row of FILE (.csv or .xlsx), a lessons log.

    What the log does not say is stated, not invented. HTML in cells becomes plain text. Run it again with the
    same file and it changes nothing.

    Exit status: 0 when every row became a lesson or was there already, 1 when rows were refused, 2 when the
    command was used wrongly, or the map or the file cannot be used; then nothing is written.
    """
    way = Way(LessonMap, LESSON_MODELS, import_lessons)
    way.run(Request(into=into or find_root(Path.cwd()), **asked))
