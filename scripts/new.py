"""``pmo new``: a new lesson, report, project or template, by questions or with places left to fill in."""

import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click

from macros.drafts.answers import WrongAnswerError
from macros.drafts.lessons import lesson_questions, new_lesson
from macros.drafts.new_record import Desk, NewRecord
from macros.drafts.projects import new_project, project_questions
from macros.drafts.questions import Question
from macros.drafts.reports import Beginning, new_report, report_questions
from macros.drafts.templates import new_template, template_questions
from macros.records.library import load
from macros.records.vocabulary import SOURCE_NAMES
from macros.records.writing import OutsideRootError, write_new
from scripts.asking import ask_lists, ask_milestones, collect
from scripts.reporters import as_text
from scripts.root import find_root

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
Function = Callable[..., Any]
Make = Callable[[str], NewRecord]


@click.group("new")
def command() -> None:
    """Begin a record: answer questions, or get a file in which FILL-IN marks what is missing.

    On a terminal each question is asked that no option answers. Nothing is ever overwritten.
    """


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _options(questions: Iterable[Question], *, with_id: bool = True) -> Callable[[Function], Function]:
    """An option for each question, and those that every command has."""
    shared = [
        click.option("--ask/--no-ask", "asks", default=_at_terminal, help="Ask [on a terminal]."),
        click.option("--root", type=FOLDER, help="The knowledge base [here]."),
    ]
    if with_id:
        shared.insert(0, click.option("--id", "id_", default="", help="The id [made of the title]."))
    own = [
        click.option(one.option, one.parameter, multiple=one.is_list, help=one.hint or None)
        for one in questions
    ]

    def decorate(function: Function) -> Function:
        for option in reversed([*own, *shared]):
            function = option(function)
        return function

    return decorate


def _desk(root: Path | None) -> Desk:
    return Desk(load(root or find_root(Path.cwd())), datetime.now().astimezone().date())


@command.command()
@_options(lesson_questions())
def lesson(id_: str, root: Path | None, *, asks: bool, **given: Any) -> None:  # noqa: ANN401
    """Begin a lesson. It is submitted; a curator reads it."""
    desk = _desk(root)
    answers = collect(lambda _: lesson_questions(), given, desk.library, asks=asks)
    _write(partial(new_lesson, answers, desk), id_, desk, asks=asks)


@command.command()
@click.option(
    "--lessons/--no-lessons", "with_lessons", default=True, help="Write a starter list of lessons in."
)
@_options(project_questions({}))
def project(id_: str, root: Path | None, *, asks: bool, with_lessons: bool, **given: Any) -> None:  # noqa: ANN401
    """Begin a project, with the lessons that one of its phase, category and tier should look at."""
    desk = _desk(root)
    answers = collect(project_questions, given, desk.library, asks=asks)
    _write(partial(new_project, answers, desk, with_lessons=with_lessons), id_, desk, asks=asks)


@command.command()
@click.argument("project")
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Its day [today]."
)
@_options(report_questions({}), with_id=False)
def report(project: str, day: datetime | None, root: Path | None, *, asks: bool, **given: Any) -> None:  # noqa: ANN401
    """Begin the next report of PROJECT with the last one's figures, milestones and open risks."""
    desk = _desk(root)
    try:
        beginning = Beginning.of(desk, project, day.date() if day else None)
    except WrongAnswerError as error:
        raise click.UsageError(str(error)) from error
    answers = collect(lambda _: beginning.questions(), given, desk.library, asks=asks)
    milestones = ask_milestones(beginning) if asks else None
    lists = ask_lists(beginning) if asks else None
    _write(lambda _: new_report(beginning, answers, lists, milestones), "", desk, asks=asks)


@command.command()
@click.option(
    "--source", type=click.Choice(SOURCE_NAMES), default=SOURCE_NAMES[0], help="What it is made from."
)
@click.option("--use", "uses", multiple=True, metavar="TIER=USE", help="How much a tier needs it, or none.")
@_options(template_questions(()))
def template(
    id_: str,
    root: Path | None,
    *,
    asks: bool,
    source: str,
    uses: tuple[str, ...],
    **given: Any,  # noqa: ANN401
) -> None:
    """Begin a template: its guidance page, and a source beside it."""
    desk = _desk(root)
    questions = template_questions(desk.library.known("tier").items())
    given |= _uses(uses, questions)
    answers = collect(lambda _: questions, given, desk.library, asks=asks)
    _write(partial(new_template, answers, desk, source=source), id_, desk, asks=asks)


def _uses(texts: Iterable[str], questions: Iterable[Question]) -> dict[str, str]:
    """``2=required`` as the answer to the question how much tier 2 needs it."""
    known = {one.name.removeprefix("use."): one.parameter for one in questions if one.name.startswith("use.")}
    given: dict[str, str] = {}
    for text in texts:
        tier, _, use = text.partition("=")
        if tier.strip() not in known or not use:
            message = f"{text!r} is no TIER=USE. Tiers are {', '.join(known) or 'none'}"
            raise click.BadParameter(message, param_hint="--use")
        given[known[tier.strip()]] = use
    return given


def _write(make: Make, id_: str, desk: Desk, *, asks: bool) -> None:
    """Make the record, hold it against the rules, and write it."""
    new = _made(make, id_, asks=asks)
    left, wrong = desk.judged(new)
    if wrong:
        click.echo(as_text(sorted(wrong)), err=True)
        if not (asks and click.confirm("Write it all the same, to mend it in the file?", default=True)):
            click.echo("Nothing was written.", err=True)
            raise SystemExit(1)
    try:
        write_new(desk.library.root, new.files)
    except (OSError, OutsideRootError) as error:
        raise click.ClickException(f"nothing was written: {error}") from error
    for text in (*new.files, *new.notes, _left(len(left))):
        click.echo(text)


def _made(make: Make, id_: str, *, asks: bool) -> NewRecord:
    while True:
        try:
            return make(id_)
        except WrongAnswerError as error:
            if not asks:
                raise click.UsageError(str(error)) from error
            click.secho(str(error), fg="red")
            id_ = click.prompt("Another id")


def _left(count: int) -> str:
    if not count:
        return "Nothing is left to fill in."
    places = "1 place is" if count == 1 else f"{count} places are"
    return f"{places} marked FILL-IN. pmo check names each of them until it is filled in."
