"""The methodology: gates, tailoring, traceability, upkeep and glossary."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.checking import check
from macros.exports.news import change_entries
from macros.pages.compose import composer
from macros.pages.glossing import tooltips
from macros.pages.page_macros import PageMacros
from macros.pages.view import SiteView
from macros.portfolio.checklists import Checklist
from macros.portfolio.upkeep import changes, reviews
from macros.records.glossary import read_glossary
from macros.records.library import load
from tests.builders import lesson, organisation, project, standard, template, write_library

TODAY = date(2026, 6, 30)
ROOT = Path(__file__).parents[1]
GATE = "ready-for-executing"


def clause(id_: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  fields of a clause
    return {"id": id_, "level": "shall", "text": f"The sponsor shall keep {id_}.", **more}


def placed(*clauses: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401
    body = "\n\n".join(f"{{{{ clause('{each['id']}') }}}}" for each in clauses)
    return standard(clauses=list(clauses), body=body, **more)


def site(root: Path, **kinds: Any) -> SiteView:  # noqa: ANN401  records of every kind
    return composer(write_library(root, **kinds), (), TODAY).site


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def shown(root: Path, name: str, **kinds: Any) -> str:  # noqa: ANN401
    return words(PageMacros(site(root, **kinds), lambda: "traceability/").view(name))


GATED: dict[str, Any] = {
    "standards": {
        "governance": placed(
            clause("GOV-1", gate=GATE, binds=["sponsor"]),
            clause("GOV-2", gate=GATE, tiers=["2"], level="should"),
            clause("GOV-3"),
            clause("GOV-4", gate=GATE, withdrawn="Nobody needed it."),
        )
    },
    "templates": {
        "charter": template(gate=GATE, clauses=["GOV-1"]),
        "old": template(title="Old form", gate=GATE, status="retired"),
    },
    "files": {"templates/charter/document.md": "# Charter\n", "templates/old/document.md": "# Old\n"},
}


def test_a_checklist_holds_what_names_the_gate_and_binds_the_tier(tmp_path: Path) -> None:
    library = write_library(tmp_path, **GATED)
    (gate,) = [each for each in library.organisation.fields.gates if each.id == GATE]
    listed = Checklist(gate, library)
    assert [(item.id, dict(item.weight)) for item in listed.items] == [
        ("GOV-1", {"1": "shall", "2": "shall"}),
        ("GOV-2", {"2": "should"}),
        ("charter", {"1": "recommended", "2": "required"}),
    ]
    assert [item.id for item in listed.for_tier("1")] == ["GOV-1", "charter"]
    assert [record.id for record in listed.items[0].evidence] == ["charter"]


def test_a_gate_has_a_page_with_checklist_lessons_and_projects(tmp_path: Path) -> None:
    known = lesson(
        status="validated", validated="2025-07-01", owner="Tester", review_by="2027-01-01", phase="planning"
    )
    library = write_library(
        tmp_path,
        **GATED,
        lessons={"test-data": known, "other": lesson(title="Not checked", phase="planning")},
        projects={
            "alpha": project(phase="planning", start=None, finish=None, budget=None),
            "beta": project(
                title="Beta", gates=[{"gate": GATE, "decision": "approved", "date": "2026-01-05"}]
            ),
        },
    )
    made = composer(library, (), TODAY)
    page = words(made.made_page(f"gates/{GATE}/").html)
    assert "GOV-1 The sponsor shall keep GOV-1. shall shall Project charter" in page
    assert "GOV-4" not in page
    assert "Name an owner for test data" in page
    assert "Not checked" not in page
    coming, decided = page.split("What it has decided")
    assert "Alpha Tier 1 Active" in coming
    assert "Beta" not in coming
    assert "Beta Tier 1 Approved 5 Jan 2026" in decided
    assert "Alpha" not in decided


def test_a_project_page_shows_the_checklist_of_its_next_gate_and_tier(tmp_path: Path) -> None:
    alpha = project(phase="planning", start=None, finish=None, budget=None)
    made = composer(write_library(tmp_path, **GATED, projects={"alpha": alpha}), (), TODAY)
    page = words(made.page(made.site.library.projects["alpha"], "").html)
    assert "What the gate “Ready for executing” looks at in tier 1" in page
    assert "GOV-1" in page
    assert "GOV-2" not in page


def test_each_tier_gets_its_clauses_and_templates(tmp_path: Path) -> None:
    said = shown(tmp_path, "tier_requirements", **GATED)
    small, large = said.split("Tier 2: Large")
    assert "2, of which 2 bind (shall)" in small
    assert "GOV-2" not in small
    assert "3, of which 2 bind (shall)" in large
    assert "Project charter Required" in large


def test_the_assessment_works_without_a_script(tmp_path: Path) -> None:
    tiers = [{"id": 1, "title": "Small", "criteria": "Small.", "from_points": 0}]
    questions = [
        {"question": "How big?", "answers": [{"text": "Small", "points": 0}, {"text": "Big", "points": 3}]}
    ]
    said = shown(
        tmp_path, "tier_assessment", organisation_yml=organisation(tiers=tiers, tier_questions=questions)
    )
    assert "1. How big? Small 0 points Big 3 points" in said
    assert "Tier 1, Small : from 0 points on" in said


def test_a_clause_leads_to_its_gate_and_an_item_without_template_says_how_it_shows(tmp_path: Path) -> None:
    told = clause("GOV-1", gate=GATE, shown_by="The minutes")
    kinds: dict[str, Any] = {"standards": {"governance": placed(told)}}
    made = composer(write_library(tmp_path, **kinds), (), TODAY)
    macros = PageMacros(made.site, lambda: "standards/governance/")
    assert f'<a href="../../gates/{GATE}/">Ready for executing</a>' in macros.clause("GOV-1")
    assert "shall shall The minutes" in words(made.made_page(f"gates/{GATE}/").html)


def test_withdrawn_clauses_are_listed_with_what_took_their_place(tmp_path: Path) -> None:
    gone = clause("GOV-1", replaced_by="GOV-2")
    clauses = placed(gone, clause("GOV-2"), clause("GOV-3", withdrawn="Nobody read it."))
    said = shown(tmp_path, "traceability", standards={"governance": clauses})
    matrix, withdrawn = said.split("Withdrawn clauses; their addresses go on working")
    assert re.search(r"GOV-1\. (\S+ ){,3}withdrawn – All – Replaced by GOV-2", matrix)
    assert re.search(r"GOV-1 The sponsor shall keep GOV-1\. \S.* Replaced by GOV-2", withdrawn)
    assert "Nobody read it." in withdrawn
    assert "Clauses in force 1" in said


def test_an_old_address_of_a_standard_keeps_the_anchor(tmp_path: Path) -> None:
    made = composer(
        write_library(tmp_path, standards={"governance": placed(clause("GOV-1"), aliases=["rules"])}),
        (),
        TODAY,
    )
    ((path, html),) = made.redirects()
    assert path == "standards/rules/index.html"
    assert '<a href="../governance/">' in html
    assert '<script src="../../assets/javascripts/moved.js">' in html


def test_ends_that_lead_nowhere_are_listed_with_a_reason(tmp_path: Path) -> None:
    kinds = GATED | {"templates": GATED["templates"] | {"note": template(title="Note")}}
    kinds["files"] = GATED["files"] | {"templates/note/document.md": "# Note\n"}
    said = shown(tmp_path, "traceability", **kinds)
    assert "GOV-3 The sponsor shall keep GOV-3. shall The project record and its reports show it" in said
    assert "Note Offered as help" in said
    assert "Old form" not in said


@pytest.mark.sample
def test_every_clause_of_the_sample_without_a_template_says_how_it_shows() -> None:
    library = load(ROOT)
    shown_by_templates = {id_ for each in library.templates.values() for id_ in each.fields.clauses}
    open_ends = [
        id_
        for id_, (_, each) in library.clauses.items()
        if not (each.is_withdrawn or id_ in shown_by_templates or each.shown_by)
    ]
    assert open_ends == []


@pytest.mark.sample
def test_the_sample_has_about_120_clauses_in_force_in_fifteen_standards_and_tombstones() -> None:
    library = load(ROOT)
    withdrawn = [id_ for id_, (_, each) in library.clauses.items() if each.is_withdrawn]
    assert len(library.standards) == 15
    assert len(library.clauses) - len(withdrawn) >= 120
    assert withdrawn
    assert all(library.clauses[id_][1].binds for id_ in library.clauses)


def test_reviews_are_late_or_due_soon_and_retired_records_have_none(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        templates={
            "late": template(review_by="2026-06-01"),
            "soon": template(review_by="2026-09-01"),
            "later": template(review_by="2027-01-01"),
            "gone": template(review_by="2026-06-01", status="retired"),
        },
        files={f"templates/{id_}/document.md": "# A\n" for id_ in ("late", "soon", "later", "gone")},
    )
    found = reviews(library, TODAY)
    assert [(each.record.id, each.is_late(TODAY)) for each in found] == [("late", True), ("soon", False)]


def test_changes_come_newest_first_and_not_before_their_day(tmp_path: Path) -> None:
    notes = [
        {"version": "2.0", "date": "2026-12-01", "note": "Planned."},
        {"version": "1.1", "date": "2026-05-01", "note": "Shorter."},
        {"version": "1.0", "date": "2026-01-01", "note": "First."},
    ]
    library = write_library(
        tmp_path,
        templates={"charter": template(changes=notes)},
        files={"templates/charter/document.md": "# A\n"},
    )
    assert [each.note.version for each in changes(library, TODAY)] == ["1.1", "1.0"]
    newest = next(iter(change_entries(library, TODAY)))
    assert newest.title == "Template “Project charter”, version 1.1"


TERMS = """\
terms:
  - {term: earned value, short: EV, definition: Budget of the work done., source: PM²}
  - {term: Earned Value, definition: Again., source: PM²}
  - {term: never said, definition: Nobody says it., source: PM²}
"""


def test_a_term_defined_twice_is_an_error_and_an_unused_one_a_warning(tmp_path: Path) -> None:
    write_library(tmp_path, files={"glossary.yml": TERMS, "docs/index.md": "# Home\n\nWe use EV.\n"})
    found = {(each.rule, each.line, str(each.severity)) for each in check(tmp_path, TODAY).problems}
    assert ("glossary-twice", 3, "error") in found
    assert ("glossary-unused", 4, "warning") in found


def test_tooltips_hold_short_forms_and_terms_of_several_words(tmp_path: Path) -> None:
    (tmp_path / "glossary.yml").write_text(
        "terms:\n  - {term: risk, definition: It may happen., source: PM²}\n"
        "  - {term: earned value, short: EV, definition: 'Work {{ 7 * 7 }}.', source: PM²}\n",
        encoding="utf-8",
    )
    told = tooltips(read_glossary(tmp_path))["glossary"]
    assert told == {"earned value": "Work {{ 7 * 7 }}.", "EV": "earned value: Work {{ 7 * 7 }}."}


def test_a_standard_that_cannot_be_read_is_one_error_and_not_dozens(tmp_path: Path) -> None:
    write_library(tmp_path, **GATED)
    path = tmp_path / "docs/standards/governance.md"
    text = path.read_text(encoding="utf-8")
    (tmp_path / "docs/index.md").write_text(
        "# Home\n\n[One](standards/governance.md#gov-1)\n", encoding="utf-8"
    )
    path.write_text(text.replace("level: shall", 'level: "shall" x', 1), encoding="utf-8")
    errors = check(tmp_path, TODAY).errors
    assert {(each.path, each.rule) for each in errors} == {("docs/standards/governance.md", "yaml-syntax")}
