"""What is wrong with the data of worked examples: they fill everything, and hold nothing else."""

from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateError

from macros.records.front_matter import Path, Source
from macros.records.models import Organisation
from macros.records.problems import Problem, nearest
from macros.records.vocabulary import EXAMPLE_NAME

from .check_texts import fields_of, name_problem
from .check_workbooks import row_problems, value_problems
from .filling import fill
from .formulas import Addresses
from .names import ENTRY, Name, Use
from .scopes import data
from .sources import CONTROL, DOCUMENT, WORKBOOK, Example, Sources
from .wanted import Wanted, wanted
from .workbook_source import Workbook

RULE = "example-gap"
ROOTS = ("project", "report", "entry")


def example_problems(sources: Sources, organisation: Organisation) -> Iterator[Problem]:
    """Every problem of a template's worked example."""
    example = sources.example
    if example is None:
        return
    source = sources.written[EXAMPLE_NAME]
    yield from _unknown(example, source)
    tree = wanted(name for file in sources.texts for name in fields_of(sources, file))
    found = [
        problem
        for root in ROOTS
        for problem in _group(source, (root,), getattr(example, root), tree.below.get(root, Wanted()))
    ]
    yield from found or _left(sources, example, organisation)
    if example.control and sources.path(DOCUMENT) not in sources.record.beside:
        message = "there is no document whose control table this could fill"
        yield _gap(source, (CONTROL,), message, "Remove it")
    if sources.workbook:
        yield from _cells(sources.workbook, example, source)
    elif sources.path(WORKBOOK) not in sources.record.beside:
        yield from _needless(example, source)


def _unknown(example: Example, source: Source) -> Iterator[Problem]:
    for root in ("project", "report"):
        for key in getattr(example, root):
            name = Name((root, key), 1, Use.CONDITION)
            yield from name_problem(source.path, name, source.key_position((root, key)))


# Documents and slides


def _value(source: Source, at: Path, value: Any, asked: Wanted) -> Iterator[Problem]:  # noqa: ANN401
    """What is wrong with a value, by what the sources do with it."""
    if asked.is_list:
        if isinstance(value, list):
            yield from _entries(source, at, value, asked.below.get(ENTRY, Wanted()))
        else:
            yield _gap(
                source, at, f"{_said(at)} is a list in the source and one value here", "Write - before it"
            )
    elif asked.below:
        if isinstance(value, dict):
            yield from _group(source, at, value, asked)
        else:
            names = ", ".join(sorted(asked.below))
            yield _gap(source, at, f"{_said(at)} holds no {names}", "Write them below it as key: value")
    elif Use.VALUE in asked.uses and not _is_plain(value):
        message = f"{_said(at)} is one value in the source and several here"
        yield _gap(source, at, message, "Write one text")


def _group(source: Source, at: Path, given: dict[str, Any], asked: Wanted) -> Iterator[Problem]:
    for key, below in asked.below.items():
        if not given.get(key):
            message = f"the worked example leaves {_said((*at, key))} unfilled"
            yield _gap(source, at, message, nearest(key, set(given) - set(asked.below)) or f"Add {key}:")
        else:
            yield from _value(source, (*at, key), given[key], below)
    if at[0] == "entry":
        yield from _unused(source, at, given, asked)


def _unused(source: Source, at: Path, given: dict[str, Any], asked: Wanted) -> Iterator[Problem]:
    for key in sorted(set(given) - set(asked.below)):
        way_out = nearest(key, sorted(asked.below)) or "Remove it"
        message = f"no source of this template uses {_said((*at, key))}"
        yield Problem(source.path, *source.key_position((*at, key)), "unknown-field", message, way_out)


def _entries(source: Source, at: Path, given: list[Any], asked: Wanted) -> Iterator[Problem]:
    if not asked.below:
        for place, item in enumerate(given):
            yield from _value(source, (*at, place), item, asked)
        return
    rows = [item for item in given if isinstance(item, dict)]
    if len(rows) < len(given):
        names = ", ".join(sorted(asked.below))
        yield _gap(source, at, f"each entry of {_said(at)} holds {names}", "Write them as key: value")
        return
    for key in asked.below:
        if not any(row.get(key) for row in rows):
            yield _gap(source, at, f"no entry of {_said(at)} has {key!r}", f"Add {key}: to each")
    for place, row in enumerate(rows):
        if at[0] == "entry":
            yield from _unused(source, (*at, place), row, asked)
        for key, below in asked.below.items():
            if row.get(key):
                yield from _value(source, (*at, place, key), row[key], below)


def _is_plain(value: Any) -> bool:  # noqa: ANN401
    if isinstance(value, list):
        return all(isinstance(item, str) for item in value)
    return not isinstance(value, dict)


def _gap(source: Source, at: Path, message: str, way_out: str) -> Problem:
    return source.problem(RULE, at, message, way_out)


def _said(at: Path) -> str:
    """``("entry", "options", 0, "cost")`` as ``'entry.options 1.cost'``."""
    steps = [f" {step + 1}" if isinstance(step, int) else f".{step}" for step in at]
    return repr("".join(steps).removeprefix("."))


def _left(sources: Sources, example: Example, organisation: Organisation) -> Iterator[Problem]:
    """What is still to be filled in once the example has filled the sources."""
    known = data(sources.record, organisation, example.day, "", example.given)
    for name, text in sources.texts.items():
        if not fields_of(sources, name):
            continue
        try:
            blanks = fill(text, known.wrapped(), known.currency).blanks
        except (TemplateError, TypeError, ValueError, LookupError) as error:
            message = f"the worked example does not fit {name}: {error}"
            yield Problem(sources.path(EXAMPLE_NAME), 1, 1, RULE, message)
            continue
        if blanks:
            message = f"the worked example leaves {', '.join(blanks)} of {name} unfilled"
            yield Problem(sources.path(EXAMPLE_NAME), 1, 1, RULE, message, "Give every value")


# Workbooks


def _cells(workbook: Workbook, example: Example, source: Source) -> Iterator[Problem]:
    layouts = Addresses(workbook).layouts
    for part in ("sheets", "facts"):
        for sheet in getattr(example, part):
            if sheet not in layouts:
                message, way_out = f"there is no sheet {sheet!r}", nearest(sheet, layouts)
                position = source.key_position((part, sheet))
                yield Problem(source.path, *position, "unknown-cell", message, way_out)
    for sheet, layout in layouts.items():
        for place, row in enumerate(example.sheets.get(sheet, ())):
            yield from row_problems(source, ("sheets", sheet, place), row, layout)
        facts = {fact.id: fact for fact in layout.sheet.facts if not fact.formula}
        for key, value in example.facts.get(sheet, {}).items():
            at = ("facts", sheet, key)
            if key in facts:
                yield from value_problems(source, at, value, facts[key].type)
            else:
                message = f"sheet {sheet!r} has no fact {key!r} to fill in"
                yield source.problem("unknown-cell", at, message, nearest(key, facts))


def _needless(example: Example, source: Source) -> Iterator[Problem]:
    for part in ("sheets", "facts"):
        if getattr(example, part):
            message = f"the template has no workbook that {part} could fill"
            yield Problem(source.path, *source.key_position((part,)), "unknown-cell", message, "Remove it")
