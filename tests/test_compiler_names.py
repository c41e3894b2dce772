"""The names that a source uses, and what it may not be made of."""

import pytest
from jinja2 import TemplateSyntaxError

from macros.documents.compiler.known_names import mistake
from macros.documents.compiler.names import Name, Use, names_in, names_in_expression


def paths(source: str) -> list[tuple[str, int, Use]]:
    return [(".".join(name.path), name.line, name.use) for name in names_in(source)]


def test_a_name_is_found_with_its_line_and_what_is_done_with_it() -> None:
    source = (
        "{{ project.title }}\n"
        "{% for risk in report.risks | rows(3) %}\n"
        '{{ risk.title | asks("what") }} {{ risk["owner"] }} {{ loop.index }}\n'
        "{% endfor %}\n"
        "{% if project.programme == 'x' %}\n{{ today }}\n{% endif %}\n"
    )
    assert paths(source) == [
        ("project.title", 1, Use.VALUE),
        ("report.risks", 2, Use.LIST),
        ("report.risks.[].title", 3, Use.VALUE),
        ("report.risks.[].owner", 3, Use.VALUE),
        ("project.programme", 5, Use.CONDITION),
        ("today", 6, Use.VALUE),
    ]


def test_a_loop_within_a_loop_and_one_with_a_condition() -> None:
    inner = "{% for b in a.items if b.kept %}{{ b }}{{ a.name }}{% endfor %}"
    source = f"{{% for a in entry.groups %}}{inner}{{% endfor %}}"
    assert [path for path, _, _ in paths(source)] == [
        "entry.groups",
        "entry.groups.[].items",
        "entry.groups.[].items.[].kept",
        "entry.groups.[].items.[]",
        "entry.groups.[].name",
    ]


def test_the_name_of_a_loop_ends_with_it() -> None:
    assert [path for path, _, _ in paths("{% for x in entry.a %}{{ x }}{% endfor %}{{ x }}")][-1] == "x"


def test_an_expression_has_names_too() -> None:
    assert [str(name) for name in names_in_expression("project.budget")] == ["project.budget"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{{ ''.__class__ }}", "a dot or [ ] follows a name"),
        ("{{ (project.a if project.b else project.c).title }}", "follows a name"),
        ("{{ project.title.upper() }}", "not calls"),
        ("{{ range(3) }}", "not calls"),
        ("{{ project.budget * 2 }}", "not mul"),
        ("{{ 'a' ~ 'b' }}", "not concat"),
        ("{{ project.title[0] }}", "a name in quotes"),
        ("{{ project.budget > 3 }}", "only == and != and in compare"),
        ("{{ project.title | upper }}", "there is no filter 'upper'"),
        ("{{ project.title | asks }}", "filters read"),
        ("{{ project.title | asks(3) }}", "filters read"),
        ("{{ project.title | asks(words='x') }}", "filters read"),
        ("{% for x in report.risks | rows(1000000) %}{% endfor %}", "filters read"),
        ("{% if project.title is divisibleby %}{% endif %}", "there is no test"),
        ("{% set x = 1 %}", "not assign"),
        ("{% include 'x' %}", "not include"),
        ("{% import 'x' as y %}", "not import"),
        ("{% extends 'x' %}", "not extends"),
        ("{% macro x() %}{% endmacro %}", "not macro"),
        ("{% filter asks('x') %}{% endfilter %}", "not filterblock"),
        ("{% for a, b in entry.x %}{% endfor %}", "a loop reads"),
        ("{% for a in [1, 2] %}{% endfor %}", "a list that has a name"),
        ("{% for a in entry.x recursive %}{% endfor %}", "a loop reads"),
        ("{{ loop.cycle }}", "of a loop there are"),
        ("{{ project.title", "unexpected end of template"),
        ("{% for a in entry.x %}", "Unexpected end of template"),
        ("{% endfor %}", "unknown tag 'endfor'"),
    ],
)
def test_a_source_is_fields_filters_loops_and_conditions_only(source: str, said: str) -> None:
    with pytest.raises(TemplateSyntaxError) as raised:
        names_in(f"\n{source}")
    assert said in str(raised.value.message)
    assert raised.value.lineno == 2


@pytest.mark.parametrize(
    "path",
    [
        "project.title",
        "project.rating",
        "project.next_gate",
        "project.objectives",
        "project.milestones.[].forecast",
        "project.depends_on.[].need_by",
        "project.staffing.[].from",
        "report.date",
        "report.ratings.schedule",
        "report.risks.[].likelihood",
        "report.summary",
        "organisation.name",
        "template.version",
        "today",
        "entry.anything.at.all",
    ],
)
def test_known_names_can_be_filled_in(path: str) -> None:
    assert mistake(Name(tuple(path.split(".")), 1)) is None


@pytest.mark.parametrize(
    ("path", "use", "said", "way_out"),
    [
        ("project.titel", Use.VALUE, "'project.titel'", "Did you mean 'title'?"),
        ("projekt.title", Use.VALUE, "'projekt.title'", "Did you mean 'project'?"),
        ("project.title.length", Use.VALUE, "'project.title.length'", "Remove it"),
        ("report.risks.[].titel", Use.VALUE, "'report.risks.titel'", "Did you mean 'title'?"),
        ("report.risks.title", Use.VALUE, "asked of a whole list", "{% for item in list %}"),
        ("report.risks", Use.VALUE, "is a list of entries", "{% for item in report.risks %}"),
        ("report.ratings", Use.VALUE, "stands for several values", "Name one: benefits, cost"),
        ("project.title", Use.LIST, "is no list", "without a loop"),
        ("project.title.[]", Use.VALUE, "is no list", "without a loop"),
        ("report.rating.colour", Use.VALUE, "'report.rating.colour'", "Remove it"),
    ],
)
def test_a_mistaken_name_is_told_with_the_way_out(path: str, use: Use, said: str, way_out: str) -> None:
    found = mistake(Name(tuple(path.split(".")), 1, use))
    assert found
    assert said in found[0]
    assert way_out in found[1]


def test_a_condition_may_ask_for_a_list() -> None:
    assert mistake(Name(("report", "risks"), 1, Use.CONDITION)) is None
