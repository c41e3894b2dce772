"""What contributors write by mistake, or on purpose: each is told at its place, and nothing is lost."""

from pathlib import Path

import pytest
import yaml

from macros.records import yaml_values
from macros.records.front_matter import read_record, read_yaml
from macros.records.problems import Severity, errors
from tests.bad_records import BODY, FRONT, PATH, lesson_with, library_of, problems_of, told

LOADERS = [yaml.BaseLoader, *filter(None, [getattr(yaml, "CBaseLoader", None)])]

SYNTAX = {
    "title: Onboarding: too late": ["2:18 yaml-syntax"],
    'title: "Late': ["2:8 yaml-syntax"],
    "title: 'Late' onboarding": ["2:15 yaml-syntax"],
    "title: [Late": ["2:8 yaml-syntax"],
    "title: {late": ["2:8 yaml-syntax"],
    "title: `late`": ["2:8 yaml-syntax"],
    "title: @late": ["2:8 yaml-syntax"],
    "title: %late": ["2:8 yaml-syntax"],
    "title: > late": ["2:8 yaml-syntax"],
    "title: - late": ["2:8 yaml-syntax"],
    "title: & sons": ["2:8 yaml-syntax"],
    "title: *late* and sorry": ["2:8 yaml-syntax"],
    "title: Late\n\tlevel: urgent": ["3:1 yaml-syntax"],
    "title: Late\n  level: urgent": ["3:8 yaml-syntax"],
    "\ttitle: Late": ["10:1 yaml-syntax"],
    "title Late": ["10:1 yaml-syntax"],
    "owner: [a, b": ["10:8 yaml-syntax"],
    "title: {{ page.title }}": ["2:8 wrong-type", "2:9 yaml-syntax"],
    "? [a]\n: b": ["10:3 yaml-syntax"],
    "owner: " + 30 * "[" + 30 * "]": ["10:28 yaml-syntax"],
    "title: Late\ntitle: Later": ["3:1 yaml-duplicate-key"],
    "title: &late Late": ["2:8 yaml-alias"],
    "title: *late": ["2:8 yaml-alias"],
    "title: !!python/name:os.system Late": ["2:8 yaml-tag"],
    'tags: !!python/object/apply:os.system ["id"]': ["10:7 yaml-tag"],
    "title: Late #4711": ["2:13 yaml-comment"],
    "title: Late\x00": ["2:12 control-character"],
    'title: "Late\\0"': ["2:8 control-character"],
    "title: Late\u2028onboarding": ["2:12 control-character"],
}
KEYS = {
    "title:": ["2:1 missing-field"],
    "title: ~": ["2:1 missing-field"],
    'title: "  "': ["2:1 missing-field"],
    "categories: []": ["6:1 missing-field"],
    "applied_in: [{template: charter, dat: 2026-01-01}]": [
        "10:14 missing-field",
        "10:25 unknown-reference",
        "10:34 unknown-key",
    ],
    "titel: Late": ["10:1 unknown-key"],
    "titel:": ["10:1 unknown-key"],
    "applied_in: [{clause: GOV-1, date: 2026-05-04, note: A list, with names}]": [
        "10:23 unknown-reference",
        "10:62 unknown-key",
    ],
    "render_macros: true": ["10:1 unknown-key"],
    "template: main.html": ["10:1 unknown-key"],
    "hide: [navigation]": ["10:1 unknown-key"],
    "<<: {level: urgent}": ["10:1 unknown-key"],
    '"le\\nvel": urgent': ["10:1 unknown-key"],
}
VALUES = {
    "title: [Late]": ["2:8 wrong-type"],
    "title: {a: b}": ["2:8 wrong-type"],
    "title: |\n  Late\n  onboarding": ["2:8 one-line"],
    "title: " + 121 * "x": ["2:8 too-long"],
    "title: FILL-IN": ["2:8 placeholder-left"],
    "owner: TBC": ["10:8 placeholder-left"],
    "categories: planning": ["6:13 wrong-type"],
    "categories: [planning, [it]]": ["6:24 wrong-type"],
    "categories: [planning, it]": ["6:24 unknown-reference"],
    "applied_in: yes": ["10:13 wrong-type"],
    "date: no": ["3:7 date-format"],
    "date: 12:30": ["3:7 date-format"],
    "date: 2026-02-30": ["3:7 date-format"],
    "date: 2026-3-12": ["3:7 date-format"],
    "date: 0206-03-12": ["3:7 date-format"],
    "date: ٢٠٢٦-03-12": ["3:7 date-format"],
    "date: [2026-03-12]": ["3:7 wrong-type"],
    "level: Urgent": ["7:8 not-in-list"],
    "level: [urgent]": ["7:8 not-in-list"],
    "project: alfa": ["10:10 unknown-reference"],
    "tiers: [1, 9]": ["10:12 unknown-reference"],
    "aliases: [late-onboarding]": ["10:11 duplicate-id"],
    "aliases: [Late One]": ["10:11 id-format"],
}


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("written", [*SYNTAX, *KEYS, *VALUES])
def test_a_mistake_is_told_at_its_place(
    written: str, loader: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_values, "_Loader", loader)
    assert told(tmp_path, lesson_with(written)) == {**SYNTAX, **KEYS, **VALUES}[written]


@pytest.mark.parametrize("written", ['title: "\\ud800"', 'title: "C:\\late"', 'title: "\\xzz"'])
def test_a_code_that_is_no_character_is_told(written: str, tmp_path: Path) -> None:
    assert told(tmp_path, lesson_with(written)) == ["2:11 yaml-syntax"]


def test_a_lone_surrogate_never_becomes_a_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_values, "_Loader", yaml.BaseLoader)  # the C parser refuses it by itself
    source, problems = read_yaml("organisation.yml", 'name: "a\\ud800b"\n')
    assert source.values == {"name": "a b"}
    assert [problem.rule for problem in problems] == ["control-character"]


def test_a_mistake_near_the_end_of_a_file_is_told_in_the_line_of_the_file(tmp_path: Path) -> None:
    found = told(tmp_path, FRONT + BODY + "\n[x](nowhere.md) and [y](nowhere.md)\n")
    assert found == ["24:5 dead-link", "24:25 dead-link"]


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? ", "[[a]: ", "&a [", "!x [", '"', "'", "- - "])
def test_deep_nesting_is_refused_in_good_time(opening: str) -> None:
    _, problems = read_record(PATH, f"---\n{opening * 100_000}\n---\n")
    assert {problem.rule for problem in problems} <= {"yaml-syntax", "yaml-alias", "yaml-tag"}
    assert "yaml-syntax" in {problem.rule for problem in problems}


def test_indentation_without_end_is_refused() -> None:
    stairs = "\n".join(" " * depth + "a:" for depth in range(500))
    _, problems = read_record(PATH, f"---\n{stairs}\n---\n")
    assert [(problem.line, problem.rule) for problem in problems] == [(23, "yaml-syntax")]


def test_a_yaml_bomb_stays_small() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 30)]
    source, problems = read_record(PATH, "---\nl0: &l0 ha\n" + "\n".join(levels) + "\n---\n")
    assert source.values["l29"] == ["*l28"] * 9
    assert {problem.rule for problem in problems} == {"yaml-alias"}
    assert len(problems) == 30


def test_a_number_of_ten_thousand_digits_is_out_of_range(tmp_path: Path) -> None:
    front = f"---\nrating: green\nactual_cost: {'9' * 10_000}\npercent_complete: {'9' * 10_000}\n---\n"
    body = "\n## Summary\n\nA.\n\n## Achievements\n\nB.\n\n## Next period\n\nC.\n"
    library = library_of(tmp_path, {"docs/projects/alpha/reports/2026-06-30.md": front + body})
    found = [(problem.line, problem.column, problem.rule) for problem in problems_of(library)]
    assert found == [(3, 14, "out-of-range"), (4, 19, "out-of-range")]
    assert all(len(problem.text) < 200 for problem in problems_of(library))


TEXTS = {
    "no": [],
    "12:30": [],
    "1.10": [],
    "2026-02-30": [],
    "a | b || c": [],
    "`</title><script>alert(1)</script>`": ["2:8 raw-html"],
    "</title><script>alert(1)</script>": ["2:8 raw-html"],
    "{{ 7 * 7 }} {% raw %}": ["2:8 template-syntax"],
    '--8<-- ".git/config"': ["2:8 file-inclusion"],
    '"><img src=x onerror=alert(1)>': ["2:8 raw-html"],
    "Ünïcödé – 日本語 🚧": [],
    "'single' and \"double\" \\ back": [],
    "*[HTML]: abbreviation": [],
}


@pytest.mark.parametrize("title", TEXTS)
def test_odd_text_in_a_value_is_kept_as_it_is(title: str, tmp_path: Path) -> None:
    quoted = "'" + title.replace("'", "''") + "'"
    library = library_of(tmp_path, {PATH: lesson_with(f"title: {quoted}")})
    assert library.lessons["late-onboarding"].fields.title == title
    found = problems_of(library)
    assert not list(errors(found))
    assert [f"{problem.line}:{problem.column} {problem.rule}" for problem in found] == TEXTS[title]


@pytest.mark.parametrize("value", ["no", "12:30", "1.10", "2026-02-30", "0x1F", "1_000", "on", ".inf"])
def test_text_without_quotes_stays_what_was_written(value: str, tmp_path: Path) -> None:
    library = library_of(tmp_path, {PATH: lesson_with(f"title: {value}")})
    assert library.lessons["late-onboarding"].fields.title == value
    assert problems_of(library) == []


BODIES = {
    "Runs {{ config }} and {% include 'x' %}": ["24:6 template-syntax", "24:23 template-syntax"],
    "An <div> unclosed, <script>alert(1)": ["24:4 raw-html", "24:20 raw-html"],
    '--8<-- "../../.git/config"': ["24:1 file-inclusion"],
    "`{{ x }} <b> --8<--` is code": [],
    "| a \\| b | `c|d` |\n|---|---|\n| **x | y |": [],
    "<!-- hidden -->": ["24:1 raw-html"],
    "*[Other]: abbreviation\n\nOther": [],
    "[x]: https://example.org 'unused'": [],
    "```\n{{ never closed": [],
    "\x0b": ["24:1 control-character"],
}


@pytest.mark.parametrize("text", BODIES)
def test_odd_text_in_a_body_is_kept_as_it_is(text: str, tmp_path: Path) -> None:
    library = library_of(tmp_path, {PATH: FRONT + BODY + f"\n{text}\n"})
    assert library.lessons["late-onboarding"].source.body == (BODY + f"\n{text}\n").replace("\x0b", " ")
    found = problems_of(library)
    assert [f"{problem.line}:{problem.column} {problem.rule}" for problem in found] == BODIES[text]
    assert all(
        problem.severity is Severity.WARNING or problem.rule == "control-character" for problem in found
    )
