"""Reading records: positions, what is left of a broken one, renames, and the sample of this repository."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.checking import check
from macros.records.front_matter import Source, read_record
from macros.records.library import load
from macros.records.models import Lesson, Project
from macros.records.problems import Problem, nearest
from macros.records.validating import validate
from tests.bad_records import PATH, lesson_with, library_of, problems_of
from tests.builders import (
    fresh_folder,
    lesson,
    organisation,
    project,
    report,
    standard,
    template,
    write_library,
)

ROOT = Path(__file__).parents[1]
GOV_2 = [
    {"id": "GOV-1", "level": "shall", "text": "Every project shall have one sponsor."},
    {"id": "GOV-2", "level": "should", "text": "A sponsor should attend the reviews."},
]
BOTH = "One.\n\n{{ clause('GOV-1') }}\n\n{{ clause('GOV-2') }}\n"


def told(root: Path, **records: Any) -> list[str]:  # noqa: ANN401
    """Rule and message of everything that is found."""
    found = problems_of(write_library(fresh_folder(root), **records))
    return [f"{problem.rule}: {problem.text}" for problem in found]


@pytest.mark.sample
def test_the_repository_checks_clean() -> None:
    assert check(ROOT, date(2026, 11, 21)).errors == ()


SOURCE, _ = read_record(
    "x.md",
    "---\n"
    "title:   Alpha\n"
    "# a comment\n"
    "changes:\n"
    "  - id: cr-1\n"
    "    finish: {from: 2026-01-31, to: 2026-02-28}\n"
    "tags: [a,\n"
    "       'b c']\n"
    "cause: |\n"
    "  one\n"
    "  two\n"
    "---\n"
    "body\n",
)


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        (("title",), (2, 10), (2, 1)),
        (("changes",), (5, 3), (4, 1)),
        (("changes", 0), (5, 5), (5, 5)),
        (("changes", 0, "id"), (5, 9), (5, 5)),
        (("changes", 0, "finish", "to"), (6, 36), (6, 32)),
        (("tags", 1), (8, 8), (8, 8)),
        (("cause",), (9, 8), (9, 1)),
        (("changes", 0, "reason"), (5, 5), (5, 5)),
        (("nothing", "of", "this"), (1, 1), (1, 1)),
    ],
)
def test_every_key_and_value_has_its_place(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    assert SOURCE.position(path) == value
    assert SOURCE.key_position(path) == key
    assert (SOURCE.body, SOURCE.body_line) == ("body\n", 13)


def test_values_are_the_texts_that_were_written() -> None:
    written = "---\na: no\nb: 12:30\nc: 1.10\nd: 0o17\ne:\nf: ~\ng: '~'\nh: [x, null]\ni: |\n  one\n---\n"
    source, problems = read_record("x.md", written)
    assert problems == []
    assert source.values == {
        "a": "no",
        "b": "12:30",
        "c": "1.10",
        "d": "0o17",
        "g": "~",
        "h": ["x", None],
        "i": "one\n",
    }


@pytest.mark.parametrize(
    ("value", "known", "hint"),
    [
        ("titel", ["title", "tier"], "Did you mean 'title'?"),
        ("Executing", ["planning", "executing"], "Did you mean 'executing'?"),
        ("zzz", ["planning", "executing"], ""),
        ("zzz", [], ""),
        ("late-onbording", [f"lesson-{n}" for n in range(5000)] + ["late-onboarding"], "'late-onboarding'"),
        ("ate-onboarding", [f"lesson-{n}" for n in range(5000)] + ["late-onboarding"], "'late-onboarding'"),
        ("nothing-like-it", [f"lesson-{n}" for n in range(5000)], ""),
    ],
)
def test_a_hint_names_the_nearest(value: str, known: list[str], hint: str) -> None:
    assert hint in nearest(value, known)
    assert bool(hint) == bool(nearest(value, known))


@pytest.mark.parametrize(
    ("written", "way_out"),
    [
        ("recomendation: x", "Did you mean 'recommendation'?"),
        ("colour: red", "Known here: audience, aliases, not_a_leak"),
        ("level: cautoin", "Did you mean 'caution'?"),
        ("project: alhpa", "Did you mean 'alpha'?"),
        ("project: Alpha", "That is a title; write its id 'alpha'"),
        ("categories: [plannin]", "Did you mean 'planning'?"),
        ("categories: [xyz]", "Known: planning"),
        ("categories: planning", "Write it as [planning]"),
        ("supersedes: xyz", "Known: late-onboarding"),
    ],
)
def test_a_message_says_the_way_out(written: str, way_out: str, tmp_path: Path) -> None:
    (problem,) = problems_of(library_of(tmp_path, {PATH: lesson_with(written)}))
    assert way_out in problem.help


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"changes": [{"id": "a", "finish": {"to": "x"}}]}, "to of finish of changes 1 must be YYYY-MM-DD"),
        ({"objectives": ["on-time", ["x"]]}, "entry 2 of objectives must be text, got a list"),
        ({"milestones": [{"id": "a", "title": "A"}]}, "baseline of milestones 1 is missing"),
        ({"withheld": {"finish": ""}}, "finish of withheld is empty"),
        ({"budget": "1.5m"}, "budget must be a whole number such as 1200000"),
        ({"budget": "-5"}, "budget must be at least 0, got '-5'"),
        ({"staffing": [{"fte": "0"}]}, "fte of staffing 1 must be above 0, got '0'"),
        ({"links": [{"title": "A", "url": "ftp://x"}]}, "url of links 1 must be a full web address"),
        ({"title": "x" * 121}, "title may have 120 characters, has 121"),
    ],
)
def test_a_message_names_the_field_in_plain_words(fields: dict[str, Any], message: str) -> None:
    _, _, problems = validate(Project, Source("x.md", fields))
    assert any(problem.message.startswith(message) for problem in problems), problems


def test_a_field_that_does_not_fit_leaves_the_others() -> None:
    values = {"title": "A", "date": "x", "tags": "y", "status": "retired", "cause": "Because."}
    fields, broken, _ = validate(Lesson, Source("x.md", values))
    assert broken >= {"date", "tags", "summary"}
    assert not broken & {"title", "status", "cause", "aliases"}
    assert (fields.title, fields.status, fields.cause) == ("A", "retired", "Because.")
    unfit: Any = fields.date
    assert (unfit, fields.tags, fields.aliases) == (None, [], [])


def test_a_broken_field_does_not_silence_rules_about_others(tmp_path: Path) -> None:
    milestones = [{"id": "a", "title": "A", "baseline": "soon"}]
    staffing = [{"role": "developper", "fte": 1, "from": "2026-03-01", "to": "2026-02-01"}]
    alpha = project(milestones=milestones, staffing=staffing, finish="2025-01-01")
    assert [line.split(":")[0] for line in told(tmp_path, projects={"alpha": alpha})] == [
        "date-order",
        "date-format",
        "unknown-reference",
        "date-order",
    ]


def test_a_broken_list_is_not_blamed_on_what_refers_to_it(tmp_path: Path) -> None:
    alpha = project(milestones=[{"id": "a", "title": "A", "baseline": "soon"}])
    own = {"2026-03-31": report(milestones={"a": {"forecast": "2026-04-30"}})}
    found = told(tmp_path, projects={"alpha": alpha}, reports={"alpha": own})
    assert len(found) == 1
    broken = standard(clauses=[{"id": "GOV-1", "level": "must", "text": "T"}])
    charter = template(clauses=["GOV-1"])
    found = told(
        tmp_path,
        standards={"governance": broken},
        templates={"charter": charter},
        files={"templates/charter/document.md": "x"},
    )
    assert [line.split(":")[0] for line in found] == ["not-in-list"]


def test_references_by_an_old_id_are_followed(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={
            "new-name": project(aliases=["old-name"]),
            "beta": project(depends_on=[{"project": "old-name", "need_by": "2026-06-30", "note": "Login"}]),
        },
        lessons={
            "one": lesson(aliases=["uno"], project="old-name", source=None),
            "two": lesson(supersedes="uno"),
        },
    )
    assert problems_of(library) == []
    assert library.projects["beta"].fields.depends_on[0].project == "new-name"
    assert library.lessons["one"].fields.project == "new-name"
    assert library.lessons["two"].fields.supersedes == "one"


def test_an_id_in_use_is_never_taken_for_an_old_one(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        projects={"alpha": project(), "beta": project(aliases=["alpha"])},
        lessons={"one": lesson(project="alpha", source=None)},
    )
    assert library.lessons["one"].fields.project == "alpha"
    assert [problem.rule for problem in problems_of(library)] == ["duplicate-id"]


def test_a_missing_organisation_has_its_defaults(tmp_path: Path) -> None:
    library = load(tmp_path)
    assert [problem.rule for problem in library.problems] == ["missing-file"]
    assert library.organisation.fields.reporting.every_days == 31
    assert library.organisation.fields.today(date(2026, 1, 2)) == date(2026, 1, 2)


def test_a_broken_organisation_has_its_defaults(tmp_path: Path) -> None:
    library = write_library(
        tmp_path, organisation_yml=organisation(as_of="x", thresholds=5, accent="red", tiers="many")
    )
    fields = library.organisation.fields
    assert (fields.as_of, fields.thresholds.slip_red_days, fields.tiers) == (None, 45, [])
    assert library.organisation.broken == {"as_of", "thresholds", "accent", "tiers"}


def test_a_problem_is_told_on_one_line() -> None:
    problem = Problem("x.md", 1, 1, "rule", "a\nb\x1b[31m\u2028c", "d\re")
    assert problem.text == "a\\nb\\x1b[31m\\u2028c. d\\re"


def test_what_changed_and_the_lesson_name_each_other(tmp_path: Path) -> None:
    def library(
        applied_in: dict[str, str], clause_change: str | None, template_change: str | None
    ) -> list[str]:
        change = {"version": "1.0", "date": "2026-01-01", "note": "First issue."}
        kept = {"status": "applied", "validated": "2025-08-01", "owner": "Lead", "review_by": "2027-01-01"}
        return told(
            tmp_path,
            lessons={"one": lesson(**kept, applied_in=[{"date": "2026-01-01", **applied_in}])},
            standards={
                "governance": standard(
                    clauses=GOV_2,
                    body=BOTH,
                    changes=[{**change, **({"lesson": clause_change} if clause_change else {})}],
                )
            },
            templates={
                "charter": template(
                    changes=[{**change, **({"lesson": template_change} if template_change else {})}]
                )
            },
            files={"templates/charter/document.md": "x"},
        )

    assert library({"clause": "GOV-2"}, "one", None) == []
    assert library({"template": "charter"}, None, "one") == []
    assert (
        "no change of docs/standards/governance.md names this lesson"
        in library({"clause": "GOV-1"}, None, None)[0]
    )
    assert "no change of templates/charter/index.md" in library({"template": "charter"}, None, None)[0]
    (one_way,) = library({"clause": "GOV-1"}, "one", "one")
    assert "'one' does not say that it was applied here" in one_way
    assert "name either the clause or the template" in library({}, None, None)[0]
