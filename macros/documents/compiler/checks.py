"""What is wrong with the sources of templates, found without compiling them."""

from collections.abc import Iterator, Mapping

from macros.records.models import Organisation
from macros.records.problems import Problem

from .check_examples import example_problems
from .check_texts import text_problems
from .check_workbooks import workbook_problems
from .ready_made import ready_made_problems
from .sources import Sources

SOURCE_RULES = (
    "unknown-field",
    "source-syntax",
    "source-html",
    "source-link",
    "hand-made-field",
    "unknown-cell",
    "formula-form",
    "sheet-form",
    "example-gap",
    "name-taken",
    "office-properties",
)
"""Rules that the files beside a template are kept by."""


def source_problems(sources: Mapping[str, Sources], organisation: Organisation) -> Iterator[Problem]:
    """Every problem of every template's files."""
    for each in sources.values():
        yield from text_problems(each)
        yield from workbook_problems(each, organisation)
        yield from example_problems(each, organisation)
        yield from ready_made_problems(each, organisation)
