"""What every ``pmo import`` does: read map and table, bring the rows in, write the records, tell of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar

import click

from macros.imports.checks import Models, check_columns, check_values, headers_named, read_map, unused
from macros.imports.headers import read_table
from macros.imports.maps import TableMap
from macros.imports.outcomes import Outcome
from macros.imports.reporting import TITLE, report
from macros.imports.tables import Table, UnusableError
from macros.records.front_matter import Source
from macros.records.library import Library, load
from macros.records.places import ORGANISATION
from macros.records.problems import Problem
from macros.records.reading import ROOMS, read_text
from macros.records.writing import OutsideRootError, write_new, write_text
from scripts.reporters import as_text

REPORT_NAME = "import-report"
WRONG_USE = 2

M = TypeVar("M", bound=TableMap)
Bring = Callable[[Table, M, Library, date], Outcome]

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


def import_options(*, into_here: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The arguments that every import takes. ``into_here``: without --into, where the command is called."""
    into_help = "The knowledge base [here]." if into_here else "The knowledge base."
    options = (
        click.argument("file", type=FILE),
        click.option("--map", "map_path", required=True, type=FILE, help="Which column feeds which field."),
        click.option("--into", required=not into_here, type=FOLDER, help=into_help),
        click.option("--dry-run", is_flag=True, help="Print the report and write nothing."),
        click.option("--report", "report_path", type=NEW_FILE, help="Where the report goes."),
    )

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@dataclass(frozen=True)
class Request:
    """What was asked on the command line."""

    file: Path
    map_path: Path
    into: Path
    dry_run: bool
    report_path: Path | None


@dataclass(frozen=True)
class Way(Generic[M]):
    """A kind of import: its map, the models of what the map feeds, and what makes records of rows.

    ``check`` finds problems of the map that only the command knows of.
    """

    map: type[M]
    models: Models
    bring: Bring[M]
    check: Callable[[M, Source], list[Problem]] = lambda _map, _source: []

    def run(self, request: Request) -> NoReturn:
        """Import, and end with the exit status."""
        _check_target(request.into)
        if request.report_path:
            _check_report(request.report_path)
        map_, source, problems = read_map(request.map_path.as_posix(), _map_text(request.map_path), self.map)
        problems += self.check(map_, source) if map_ else []
        if map_ is None or problems:
            _refuse_map(problems)
        library = load(request.into)
        table = _table(request.file, map_)
        problems = check_columns(map_, source, table) + check_values(map_, source, library, self.models)
        if problems:
            _refuse_map(problems)
        _finish(self.bring(table, map_, library, datetime.now().astimezone().date()), map_, request)


def _table(file: Path, map_: TableMap) -> Table:
    try:
        return read_table(file.name, file.read_bytes(), headers_named(map_), map_.file.reading())
    except UnusableError as error:
        _stop(*error.lines)


def _finish(outcome: Outcome, map_: TableMap, request: Request) -> NoReturn:
    """Write the records and the report, print the report, and end."""
    told = report(outcome, unused(map_, outcome.table), map_.leave_out, dry_run=request.dry_run)
    report_path = request.report_path
    if not request.dry_run:
        try:
            write_new(request.into, outcome.files)
        except (OSError, OutsideRootError) as error:
            _stop(f"nothing was written: {error}")
        report_path = report_path or _free_name(request.into)
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
