"""Macro calls of maintained pages, checked without rendering: every mistake with its page and line."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.meta import find_undeclared_variables

from macros.portfolio.columns import Dataset
from macros.portfolio.datasets import datasets
from macros.portfolio.query import Query, check
from macros.records.library import Library, Record
from macros.records.models import Organisation
from macros.records.problems import Problem, nearest

from .diagrams import DIAGRAMS
from .page_macros import PageMacros
from .table_macros import TABLE_MACROS
from .views import VIEWS

RULE = "macro-error"
VARIABLES = frozenset({"organisation", "today", "page", "config"})
QUERY_ARGUMENTS = frozenset({"where", "sort", "group_by", "columns", "limit"})
MARKS = ("{{", "{%", "{#")
_TABLE = inspect.signature(PageMacros.table).parameters
TABLE_ARGUMENTS = tuple(name for name in _TABLE if name not in {"self", "macro"})
OTHER_ARGUMENTS = {
    name: tuple(
        parameter
        for parameter in inspect.signature(getattr(PageMacros, name)).parameters
        if parameter != "self"
    )
    for name in ("portfolio_summary", "clause", "tier_list", "data_links", "diagram")
}
OTHER_ARGUMENTS |= dict.fromkeys(VIEWS, ())
MACROS = (*TABLE_MACROS, *OTHER_ARGUMENTS)
_ENVIRONMENT = Environment(autoescape=True)
_ENVIRONMENT.filters["day"] = str


def macro_problems(library: Library) -> Iterator[Problem]:
    """Every mistake in the macros of maintained pages and standards."""
    known = datasets(library)
    for record in (*library.pages.values(), *library.standards.values()):
        if any(mark in record.source.body for mark in MARKS):
            yield from _page_problems(record, known, library)


def _page_problems(record: Record[Any], known: Mapping[str, Dataset], library: Library) -> Iterator[Problem]:
    def problem(line: int, message: str, way_out: str = "") -> Problem:
        return Problem(record.path, line + record.source.body_line - 1, 1, RULE, message, way_out)

    try:
        tree = _ENVIRONMENT.parse(record.source.body)
        findings = [*_filter_problems(tree)] or [*_name_problems(tree)]
    except TemplateSyntaxError as error:
        yield problem(
            error.lineno, f"the template syntax cannot be read: {error.message}", "Check braces and quotes"
        )
        return
    for line, message, way_out in findings:
        yield problem(line, message, way_out)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            for message, way_out in _call_problems(call.node.name, call, known, library):
                yield problem(call.lineno, f"{call.node.name}: {message}", way_out)


def _filter_problems(tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    for kind, word, known in (
        (nodes.Filter, "filter", _ENVIRONMENT.filters),
        (nodes.Test, "test", _ENVIRONMENT.tests),
    ):
        for use in tree.find_all(kind):
            if use.name not in known:
                yield use.lineno, f"there is no {word} {use.name!r}", nearest(use.name, known)


def _name_problems(tree: nodes.Template) -> Iterator[tuple[int, str, str]]:
    unknown = find_undeclared_variables(tree) - set(MACROS) - VARIABLES
    called = [call.node for call in tree.find_all(nodes.Call)]
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            way_out = nearest(name.name, (*MACROS, *VARIABLES))
            yield name.lineno, f"there is no macro {name.name!r}", way_out
        elif name.name in MACROS and name.ctx == "load" and not any(name is node for node in called):
            yield name.lineno, f"{name.name!r} is a macro without its parentheses", f"Write {name.name}()"
    for value in tree.find_all(nodes.Getattr):
        if isinstance(value.node, nodes.Name) and value.node.name == "organisation":
            known = tuple(Organisation.model_fields)
            if value.attr not in known:
                way_out = nearest(value.attr, known)
                yield value.lineno, f"the organisation has no {value.attr!r}", way_out


def _call_problems(
    name: str, call: nodes.Call, known: Mapping[str, Dataset], library: Library
) -> Iterator[tuple[str, str]]:
    arguments = TABLE_ARGUMENTS if name in TABLE_MACROS else OTHER_ARGUMENTS.get(name)
    if arguments is None:
        return
    if len(call.args) > len(arguments):
        yield f"takes at most {len(arguments)} arguments", f"They are {', '.join(arguments)}"
        return
    given: dict[str, nodes.Expr] = dict(zip(arguments, call.args, strict=False))
    for keyword in call.kwargs:
        if keyword.key not in arguments:
            yield (
                f"has no argument {keyword.key!r}",
                nearest(keyword.key, arguments) or f"They are {', '.join(arguments)}",
            )
        given[keyword.key] = keyword.value
    values = dict(_constants(given))
    if name == "clause":
        yield from _clause_problems(values.get("id"), library)
    elif name == "data_links":
        yield from _dataset_problems(values.get("dataset"), known)
    elif name == "diagram":
        yield from _diagram_problems(values.get("name"))
    else:
        dataset = known[TABLE_MACROS[name].dataset if name in TABLE_MACROS else "projects"]
        query = Query(**{key: value for key, value in values.items() if key in QUERY_ARGUMENTS})
        for error in check(query, dataset):
            yield f"{error.argument} {error.message}", error.way_out


def _constants(given: Mapping[str, nodes.Expr]) -> Iterator[tuple[str, Any]]:
    for name, node in given.items():
        try:
            yield name, node.as_const()
        except nodes.Impossible:
            continue


def _clause_problems(id_: object, library: Library) -> Iterator[tuple[str, str]]:
    if id_ is None:
        yield "needs the id of a clause", "Write {{ clause('GOV-1') }}"
    elif not isinstance(id_, str) or (id_ not in library.clauses and library.knows_all("clause")):
        yield f"no clause has the id {id_!r}", nearest(str(id_), library.clauses)


def _dataset_problems(name: object, known: Mapping[str, Dataset]) -> Iterator[tuple[str, str]]:
    if name is None:
        yield "needs the name of a dataset", "Write {{ data_links('projects') }}"
    elif not isinstance(name, str) or name not in known:
        way_out = nearest(str(name), known) or f"They are {', '.join(known)}"
        yield f"there is no dataset {name!r}", way_out


def _diagram_problems(name: object) -> Iterator[tuple[str, str]]:
    if name is None:
        yield "needs the name of a diagram", "Write {{ diagram('life-cycle') }}"
    elif not isinstance(name, str) or name not in DIAGRAMS:
        way_out = nearest(str(name), DIAGRAMS) or f"They are {', '.join(DIAGRAMS)}"
        yield f"there is no diagram {name!r}", way_out
