"""Questions on a terminal: choices by number or name, each answer checked before the next question."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from macros.drafts.answers import Answers, Value, WrongAnswerError, checked
from macros.drafts.questions import Question, of_model
from macros.drafts.reports import LISTS, Beginning, Lists, Milestones, milestone_status
from macros.records.annotations import keys
from macros.records.library import Library

OPENING = "Press Enter to leave a question open. What is needed and left open is marked FILL-IN in the file."


def ask(question: Question, library: Library) -> Value | None:
    """The answer; nothing where it is left open, or what was given is to stand."""
    click.echo()
    click.secho(question.label, bold=True)
    if question.hint:
        click.echo(f"  {question.hint}")
    known = question.choices(library)
    for number, (id_, title) in enumerate(known.items(), start=1):
        click.echo(f"  {number:>2}  {id_}" + (f"  ({title})" if title.casefold() != id_ else ""))
    form = question.form(library) if not known else "several with commas" if question.is_list else ""
    prompt = " ".join(filter(None, ("  Your answer", form and f"({form})", _given(question))))
    while text := click.prompt(prompt, default="", show_default=False).strip():
        try:
            return checked(question, _by_number(text, question, list(known)), library)
        except WrongAnswerError as error:
            click.secho(f"  {error}", fg="red")
    return None


def _given(question: Question) -> str:
    given = question.given if isinstance(question.given, str) else ", ".join(question.given)
    return f"[{given}]" if given else ""


def _by_number(text: str, question: Question, known: Sequence[str]) -> str:
    """Numbers of choices as the choices; an id that is a number means itself."""
    parts = [part.strip() for part in (text.split(",") if question.is_list else [text])]
    numbers = {str(number): id_ for number, id_ in enumerate(known, start=1) if str(number) not in known}
    return ",".join(numbers.get(part, part) for part in parts)


def collect(
    questions: Callable[[Answers], Sequence[Question]],
    given: Mapping[str, Any],
    library: Library,
    *,
    asks: bool,
) -> dict[str, Value]:
    """Answers from the command line and, where ``asks``, from whoever sits at the terminal.

    ``given`` are texts by the parameters of questions. Raises click.BadParameter for a wrong one.
    """
    answers = _from_options(questions({}), given, library)
    if not asks:
        return answers
    click.echo(OPENING)
    seen = set(answers)
    wants_more = False
    while rest := [one for one in questions(answers) if one.name not in seen]:
        question = next((one for one in rest if one.is_needed or one.given), rest[0])
        if not (question.is_needed or question.given or wants_more):
            click.echo()
            wants_more = click.confirm("Go through the optional questions as well?", default=False)
            if not wants_more:
                break
        seen.add(question.name)
        answer = ask(question, library)
        if answer is not None:
            answers[question.name] = answer
    return answers


def _from_options(
    questions: Sequence[Question], given: Mapping[str, Any], library: Library
) -> dict[str, Value]:
    answers: dict[str, Value] = {}
    for question in questions:
        text = given.get(question.parameter)
        if text is None or text == ():
            continue
        try:
            answers[question.name] = checked(question, text, library)
        except WrongAnswerError as error:
            raise click.BadParameter(str(error), param_hint=question.option) from error
    return answers


def ask_milestones(beginning: Beginning) -> Milestones:
    """Where each milestone stands that was not reached before."""
    titles = {each.id: each.title for each in beginning.project.fields.milestones}
    stand = dict(beginning.milestones)
    for id_, status in stand.items():
        if "actual" not in status:
            click.echo()
            click.secho(f"Milestone: {titles[id_]}", bold=True)
            stand[id_] = _milestone(status)
    return stand


def _milestone(status: Mapping[str, str]) -> Mapping[str, str]:
    prompt = f"  Forecast as YYYY-MM-DD, or done YYYY-MM-DD [{status['forecast']}]"
    while text := click.prompt(prompt, default="", show_default=False).strip():
        try:
            return milestone_status(text)
        except WrongAnswerError as error:
            click.secho(f"  {error}", fg="red")
    return status


def ask_lists(beginning: Beginning) -> Lists:
    """Risks, issues and decisions that are still open, and new ones."""
    return {
        name: [*_still_open(name, entries), *_new(name, beginning)]
        for name, entries in beginning.lists.items()
    }


def _still_open(name: str, entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    open_ = []
    for entry in entries:
        click.echo()
        click.secho(f"{name[:-1].capitalize()}: {entry.get('title', '')}", bold=True)
        click.echo(f"  {', '.join(f'{key} {value}' for key, value in entry.items() if key != 'title')}")
        if click.confirm("  Still open, and unchanged?", default=True):
            open_.append(entry)
    return open_


def _new(name: str, beginning: Beginning) -> list[Mapping[str, Any]]:
    model, library = LISTS[name], beginning.desk.library
    made: list[Mapping[str, Any]] = []
    click.echo()
    while click.confirm(f"Add {'an' if name[0] == 'i' else 'a'} {name[:-1]}?", default=False):
        questions = of_model(model, {}, tuple(keys(model)))
        made.append({one.name: ask(one, library) or one.placeholder(library) for one in questions})
    return made
