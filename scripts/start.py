"""``pmo start``: a new knowledge base for another organisation, without the sample."""

import sys
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import click
import yaml

from macros.checking import check
from macros.records.front_matter import read_yaml
from macros.records.models import Organisation
from macros.records.problems import errors
from macros.records.validating import validate
from macros.records.vocabulary import PmoType
from scripts.reporters import as_text
from scripts.schemas import schemas
from scripts.starting.assembling import ORGANISATION, Assembled, assemble
from scripts.starting.placing import commit_first, place, refuse_taken, write_all

PRODUCT_ROOT = Path(__file__).resolve().parent.parent
FOLDER = click.Path(file_okay=False, path_type=Path)
TYPES = [each.value for each in PmoType]
OPTIONS = {
    "name": "--name",
    "pmo": "--pmo",
    "pmo_type": "--pmo-type",
    "currency": "--currency",
    "accent": "--accent",
    "contact": "--contact",
    "repository": "--repository-url",
}
"""The keys of ``organisation.yml`` and the options that give them."""
DEFAULTS = {"pmo": "Project Office", "pmo_type": PmoType.SUPPORTIVE.value, "currency": "EUR"}
QUESTIONS = {
    "name": "Name of the organisation",
    "pmo": "Name of the office",
    "pmo_type": f"Its type ({', '.join(TYPES)})",
    "currency": "Currency (ISO 4217)",
    "contact": "Contact, as readers see it (may be empty)",
}


@click.command("start")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--name", help="The organisation's name.")
@click.option("--pmo", help=f"The name of the office [{DEFAULTS['pmo']}].")
@click.option("--pmo-type", type=click.Choice(TYPES), help=f"How it works [{DEFAULTS['pmo_type']}].")
@click.option("--currency", help=f"The main currency, ISO 4217 [{DEFAULTS['currency']}].")
@click.option("--accent", help="The colour of the site, such as #0b5d6b.")
@click.option("--contact", help="Whom readers ask.")
@click.option("--repository-url", "repository", help="Where the source is hosted, for edit links.")
@click.option("--empty-lists", is_flag=True, help="Empty categories, lesson categories and roles too.")
def command(folder: Path, *, empty_lists: bool, **given: str | None) -> None:
    """Make a new knowledge base in DIR, which must be empty or not there yet.

    It gets all machinery, and the standards, guides and templates to adapt; none of the sample's projects,
    reports and lessons. On a terminal, what is not given is asked for.
    """
    refuse_taken(folder, PRODUCT_ROOT)
    values = _values(_asked(given) if _on_terminal() else given)
    made = assemble(PRODUCT_ROOT, values, empty_lists=empty_lists)
    _refuse_values(made)
    try:
        place(folder, made.files, PRODUCT_ROOT, _make_schemas)
    except OSError as error:
        raise click.ClickException(f"nothing was made: {error}") from None
    committed = commit_first(folder, str(values["name"]))
    _tell(folder, made, committed)


def _make_schemas(root: Path) -> None:
    """What editors know of the new organisation's lists."""
    write_all(root, {path: text.encode() for path, text in schemas(root).items()}, PRODUCT_ROOT)


def _on_terminal() -> bool:
    return sys.stdin.isatty()


def _asked(given: Mapping[str, str | None]) -> dict[str, str | None]:
    """What was given, and the answers to questions about the rest."""
    answers = dict(given)
    for key, question in QUESTIONS.items():
        if answers[key] is None:
            default = DEFAULTS.get(key, "" if key == "contact" else None)
            answers[key] = click.prompt(
                question, default=default, value_proc=partial(_fitting, key), show_default=bool(default)
            )
    return answers


def _fitting(key: str, answer: str) -> str:
    """The answer as the key takes it. Raises click.UsageError, upon which the question is asked again."""
    read = answer.strip().upper() if key == "currency" else answer.strip()
    if read:
        source, _ = read_yaml(ORGANISATION, yaml.safe_dump({key: read}, allow_unicode=True))
        _, _, problems = validate(Organisation, source)
        for problem in problems:
            if problem.message.startswith(f"{key} "):
                raise click.UsageError(problem.text)
    return read


def _values(given: Mapping[str, str | None]) -> dict[str, Any]:
    """The keys of ``organisation.yml`` that are given or have a default here."""
    values: dict[str, Any] = {**DEFAULTS, **{key: value for key, value in given.items() if value}}
    if "name" not in values:
        raise click.UsageError("whose knowledge base is it? Give --name, or run this on a terminal")
    if "repository" in values:
        values["repository"] = {"url": values["repository"], "branch": "main"}
    return {key: values[key] for key in OPTIONS if key in values}


def _refuse_values(made: Assembled) -> None:
    """Raises click.UsageError where a value does not fit its field, with every such value."""
    source, problems = read_yaml(ORGANISATION, made.files[ORGANISATION].decode())
    _, _, more = validate(Organisation, source)
    found = [problem.text for problem in [*problems, *more]]
    if found:
        raise click.UsageError("; ".join(found))


def _tell(folder: Path, made: Assembled, committed: str) -> None:
    problems = check(folder, datetime.now().astimezone().date()).problems
    if problems:
        click.echo(as_text(problems))
    click.echo(f"The knowledge base is in {folder}: {len(made.files)} files. {committed}")
    if made.told_of_sample:
        click.echo(
            f"\n{len(made.told_of_sample)} pages told of the sample organisation; their links to it are plain"
            " text now. Read these first when you adapt them:"
        )
        click.echo("\n".join(f"  {path}" for path in made.told_of_sample))
    click.echo(f"\nNext: cd {folder}, then make serve (or python scripts/dev.py serve). README.md says more.")
    raise SystemExit(1 if any(errors(problems)) else 0)
