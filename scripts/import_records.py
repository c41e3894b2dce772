"""``pmo import``: a register kept elsewhere, as CSV or Excel, into records."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click

from macros.imports.checks import PROJECT_MODELS, check_columns, check_values, headers_named, read_map, unused
from macros.imports.headers import read_table
from macros.imports.maps import ProjectMap, TableMap
from macros.imports.outcomes import Outcome
from macros.imports.projects import import_projects
from macros.imports.reporting import TITLE, report
from macros.imports.tables import UnusableError
from macros.records.library import load
from macros.records.places import ORGANISATION
from macros.records.problems import Problem
from macros.records.reading import ROOMS, read_text
from macros.records.writing import OutsideRootError, write_new, write_text
from scripts.reporters import as_text

REPORT_NAME = "import-report"
WRONG_USE = 2

existing_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("import")
def command() -> None:
    """Bring records from a spreadsheet into the knowledge base."""


@command.command()
@click.argument("file", type=existing_file)
@click.option("--map", "map_path", required=True, type=existing_file, help="Which column feeds which field.")
@click.option(
    "--into", required=True, type=click.Path(file_okay=False, path_type=Path), help="The knowledge base."
)
@click.option("--dry-run", is_flag=True, help="Print the report and write nothing.")
@click.option(
    "--report", "report_path", type=click.Path(dir_okay=False, path_type=Path), help="Where the report goes."
)
def projects(file: Path, map_path: Path, into: Path, dry_run: bool, report_path: Path | None) -> None:  # noqa: FBT001  click gives it so
    """Make a project record, and a first report, of every row of FILE (.csv or .xlsx).

    Nothing that exists is overwritten. The import report is printed and, unless this is a dry run, written to
    import-report.md in the knowledge base, or to the path of --report.

    Exit status: 0 when every row became a record or was there already, 1 when rows were refused, 2 when the
    command was used wrongly, or the map or the file cannot be used; then nothing is written.
    """
    _check_target(into)
    if report_path:
        _check_report(report_path)
    map_text = _map_text(map_path)
    map_, source, problems = read_map(map_path.as_posix(), map_text, ProjectMap)
    if map_ is None:
        _refuse_map(problems)
    library = load(into)
    try:
        table = read_table(file.name, file.read_bytes(), headers_named(map_), map_.file.reading())
    except UnusableError as error:
        _stop(*error.lines)
    problems = check_columns(map_, source, table) + check_values(map_, source, library, PROJECT_MODELS)
    if problems:
        _refuse_map(problems)
    outcome = import_projects(table, map_, library, datetime.now().astimezone().date())
    _finish(outcome, map_, into, report_path, dry_run=dry_run)


def _finish(
    outcome: Outcome, map_: TableMap, into: Path, report_path: Path | None, *, dry_run: bool
) -> NoReturn:
    """Write the records and the report, print the report, and end."""
    told = report(outcome, unused(map_, outcome.table), map_.leave_out, dry_run=dry_run)
    if not dry_run:
        try:
            write_new(into, outcome.files)
        except (OSError, OutsideRootError) as error:
            _stop(f"nothing was written: {error}")
        report_path = report_path or _free_name(into)
    click.echo(told)
    if report_path:
        _write_report(report_path, told)
    raise SystemExit(1 if outcome.refused else 0)


def _write_report(path: Path, text: str) -> None:
    try:
        write_text(path.parent, path.name, text, overwrite=True)
    except OSError as error:
        click.echo(f"This report could not be written to {path}: {error}", err=True)
    else:
        click.echo(f"This report is in {path}.", err=True)


def _check_target(into: Path) -> None:
    """Stop where DIR is a folder of a knowledge base and not its root."""
    folder = into.absolute()
    for root in folder.parents:
        if (root / ORGANISATION).is_file() and folder.relative_to(root).parts[0] in ROOMS:
            raise click.UsageError(f"{into} lies inside a knowledge base; write --into {root}")


def _check_report(path: Path) -> None:
    """Stop where the report would replace something that is no report."""
    if path.exists() and not path.read_bytes().startswith(TITLE.encode()):
        raise click.UsageError(f"{path} exists and is no import report; name another file")


def _free_name(into: Path) -> Path:
    """``import-report.md``, or the next free number: earlier reports may hold texts of refused rows."""
    into.mkdir(parents=True, exist_ok=True)
    number, path = 1, into / f"{REPORT_NAME}.md"
    while path.exists():
        number += 1
        path = into / f"{REPORT_NAME}-{number}.md"
    return path


def _map_text(path: Path) -> str:
    read = read_text(path.parent, path.name)
    if read.problem:
        _refuse_map([read.problem])
    return read.text


def _refuse_map(problems: Sequence[Problem]) -> NoReturn:
    _stop(as_text(sorted(problems)))


def _stop(*lines: str) -> NoReturn:
    for line in lines:
        click.echo(line, err=True)
    raise SystemExit(WRONG_USE)
