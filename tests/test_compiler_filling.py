"""Sources are filled in a sandbox, and a value is never read as anything but text."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from jinja2 import TemplateError

from macros.documents.compiler.filling import environment, fill, shown, value_of, writable
from macros.documents.compiler.unfilled import Given, Unfilled, wrapped

DAY = date(2026, 10, 31)


def text(source: str, **names: Any) -> str:  # noqa: ANN401  whatever a field holds
    given = {name: wrapped(value, name.capitalize()) for name, value in names.items()}
    made = fill(source, given, "GBP")
    return made.plain(made.text)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ entry.need }}", "[Need]"),
        ("{{ entry.need_by }}", "[Need by]"),
        ("{{ entry.need | asks('what is wrong') }}", "[what is wrong]"),
        ("{{ entry.cost | money }}", "[Cost]"),
        ("{{ entry.day | day | asks('when') }}", "[when]"),
        ("{{ entry.a.b.c }}", "[C]"),
        ('{{ entry["from"] }}', "[From]"),
        ("{% if entry.x %}shown{% endif %}", "shown"),
        ("{% if not entry.x %}hidden{% endif %}", ""),
        ("{% for each in entry.list %}<{{ each.name }}>{% endfor %}", "<[Name]>"),
        ("{% for each in entry.list | rows(3) %}<{{ each }}>{% endfor %}", "<[List]><[List]><[List]>"),
        ("{% for each in entry.list | rows(0) %}x{% endfor %}", ""),
    ],
)
def test_what_is_unfilled_asks_for_itself(source: str, said: str) -> None:
    assert text(source, entry={}) == said


def test_a_list_has_as_many_rows_as_there_are_entries_or_are_asked_for() -> None:
    source = "{% for risk in entry.risks | rows(3) %}{{ risk.title }} {{ risk.owner }};{% endfor %}"
    given = [{"title": "Late", "owner": None}]
    assert text(source, entry={"risks": given}) == "Late –;[Title] [Owner];[Title] [Owner];"
    assert text(source, entry={"risks": given * 4}) == "Late –;" * 4


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1_250_000, "1,250,000"),
        (2026, "2026"),
        (-12_000, "−12,000"),
        (0.94, "0.94"),
        (Decimal("7.00"), "7"),
        (DAY, "2026-10-31"),
        (True, "yes"),
        (["one", "two"], "one, two"),
        ("  kept  ", "  kept  "),
    ],
)
def test_values_are_shown_as_readers_write_them(value: object, said: str) -> None:
    assert shown(value) == said


def test_several_values_are_shown_by_their_names() -> None:
    assert shown(Given({"cost": 12_000, "need_by": DAY})) == "Cost: 12,000, Need by: 2026-10-31"


def test_money_and_days_have_their_filters() -> None:
    assert text("{{ x | money }}", x=1_250_000) == "GBP 1,250,000"
    assert text("{{ x | money }}", x="withheld: tender") == "withheld: tender"
    assert text("{{ x | day }}", x=DAY) == "31 October 2026"
    assert text("{{ x | day }}", x="soon") == "soon"


@pytest.mark.parametrize("value", ["{{ 7*7 }}", "{% for x in y %}", "**bold** | cell", "<b>x</b>", "# Head"])
def test_a_value_is_a_mark_until_nothing_is_read_as_markup_any_more(value: str) -> None:
    made = fill("| {{ x }} |\n", {"x": value}, "GBP")
    assert value not in made.text
    assert made.plain(made.text) == f"| {value} |\n"


def test_a_value_that_looks_like_a_mark_is_none() -> None:
    made = fill("{{ a }}{{ b }}", {"a": "\ue0001\ue001", "b": "secret"}, "GBP")
    assert made.plain(made.text) == "1secret"


def test_blanks_are_told_apart_from_values() -> None:
    given = {"a": "[given]", "b": Unfilled("asked")}
    assert fill("{{ a }}{{ b }}", given, "GBP").blanks == ("[asked]",)


@pytest.mark.parametrize(
    "source",
    [
        "{{ ''.__class__ }}",
        "{{ x.__class__.__mro__ }}",
        "{{ x.format(1) }}",
        "{{ x.title }}",
        "{{ x['__class__'] }}",
        "{{ entry.__class__ }}",
        "{{ entry._values }}",
        "{{ entry['__init__'] }}",
        "{{ cycler }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ joiner }}{{ namespace }}{{ lipsum }}",
        "{{ range(3) }}",
        "{{ dict(a=1) }}",
        "{{ self.__init__ }}",
        "{{ x | attr('__class__') }}",
        "{{ x | upper }}",
        "{{ _marker('x') }}",
        "{% include 'organisation.yml' %}",
        "{% import 'x' as y %}",
        "{{ nothing }}",
        "{{ loop.cycle }}",
    ],
)
def test_nothing_but_fields_is_reached(source: str) -> None:
    try:
        made = text(source, x="some text", entry={"a": 1})
    except (TemplateError, TypeError):
        return
    # What is private on data is a field that nobody filled in.
    assert re.fullmatch(r"\[\w+\]", made)


def test_there_are_no_globals_and_few_filters() -> None:
    assert dict(environment().globals) == {}
    assert set(environment().filters) == {"asks", "rows", "money", "day"}


def test_an_expression_gives_the_value_itself() -> None:
    names = {"project": Given({"budget": 940_000, "milestones": [{"title": "Live"}]})}
    assert value_of("project.budget", names) == 940_000
    assert value_of("project.finish", names) is None
    assert value_of("project.milestones", names)[0]["title"] == "Live"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\x00b\x0bc\x1b", "abc"),
        ("one\ntwo\tthree", "one\ntwo three"),
        ("\u202eevil\u202c", "evil"),
        ("שלום עולם", "שלום עולם"),
        ("no\u00a0break", "no\u00a0break"),
        ("\ue000private", "private"),
        ("\ud800half", "half"),
        ("Grüße 漢字 😀", "Grüße 漢字 😀"),
    ],
)
def test_only_what_a_document_can_hold_is_written(given: str, kept: str) -> None:
    assert writable(given) == kept
