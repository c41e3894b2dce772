"""What a site offers of its templates: files, and packs a tier, a phase and a project; the same bytes."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from macros.checking import check
from macros.documents.compiler.jobs import Job, Maker
from macros.documents.compiler.press import MOST_PACKS, Press, Pressed, asked_of, with_pack
from macros.documents.compiler.store import Store
from macros.outputs import DOCUMENTS, compiler_of, press, sources_of
from macros.pages.compose import Composer, composer
from tests import builders
from tests.template_files import excel, part_names, word, words_of

TODAY = date(2026, 10, 31)
REPOSITORY = Path(__file__).parents[1]
DOCUMENT = (
    "# Need\n\n{{ project.title }}, {{ project.budget | money }}, {{ report.rating }}, {{ report.summary }}\n"
)
BOOK = """sheets:
  - id: risks
    name: Risks
    from: report.risks
    columns:
      - {id: title, title: Risk, type: text}
      - {id: strategy, title: Strategy, type: choice, choices: strategy}
"""
USE = {"use": {1: "optional", 2: "required"}}
TEMPLATES = {
    "charter": builders.template(title="Charter", phases=["initiating"], gate="ready-for-planning", **USE),
    "register": builders.template(
        title="Register", phases=["planning", "executing"], use={1: "recommended", 2: "required"}
    ),
    "handover": builders.template(title="Handover", phases=["executing"], gate="ready-for-closing", **USE),
    "other-gate": builders.template(title="Other gate", phases=["executing"], gate="project-end", **USE),
    "survey": builders.template(title="Survey", phases=["office"], **USE),
    "draft": builders.template(title="Draft", phases=["executing"], status="draft", **USE),
    "old": builders.template(title="Old", phases=["executing"], status="retired", **USE),
    "form": builders.template(title="Form", phases=["executing"], **USE),
}
RISK = {
    "title": "Supplier late",
    "likelihood": 3,
    "impact": 4,
    "strategy": "reduce",
    "owner": "Buyer",
    "due": "2026-12-01",
}
PROJECTS = {
    "alpha": builders.project(tier=2, title='Alpha & "sons"'),
    "beta": builders.project(title="Beta", tier=1),
    "done": builders.project(title="Done", state="completed", phase="closing", finished="2026-09-30"),
    "held": builders.project(title="Held", state="on-hold"),
}
REPORTS = {
    "alpha": {
        "2026-09-30": builders.report(rating="green"),
        "2026-10-30": builders.report(
            rating="amber", risks=[RISK], body="## Summary\n\nThe *latest* one.\n\n- point\n"
        ),
    }
}
FILES = {
    "templates/charter/document.md": DOCUMENT,
    "templates/charter/example.yml": "project: {title: E, budget: 5}\nreport: {rating: Green, summary: OK}\n",
    "templates/register/workbook.yml": BOOK,
    "templates/handover/document.md": DOCUMENT,
    "templates/handover/slides.md": "# One\n\n{{ project.title }}\n",
    "templates/other-gate/document.md": DOCUMENT,
    "templates/survey/document.md": DOCUMENT,
    "templates/draft/document.md": DOCUMENT,
    "templates/old/document.md": DOCUMENT,
}


def write(root: Path) -> Composer:
    (root / "templates/form").mkdir(parents=True)
    (root / "templates/form/form.pdf").write_bytes(b"ready-made")
    builders.write_library(root, templates=TEMPLATES, projects=PROJECTS, reports=REPORTS, files=FILES)
    return composed(root)


def composed(root: Path) -> Composer:
    checked = check(root, TODAY)
    return composer(checked.library, (), TODAY)


def pressed_from(made: Composer, store: Path, seen: list[Job] | None = None) -> Pressed:
    def progress(jobs: Iterable[Job], _: int) -> Iterable[Job]:
        for job in jobs:
            if seen is not None:
                seen.append(job)
            yield job

    checked = check(made.site.library.root, TODAY)
    maker = Maker(made.site.organisation, "https://pmo.example/")
    compiler = Press(maker, Store(store), made.site.datasets, progress)
    return compiler.pressed(dict(checked.sources), made.site.portfolio)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Composer:
    return write(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def pressed(made: Composer) -> Pressed:
    return pressed_from(made, made.site.library.root)


def pack(pressed: Pressed, name: str) -> list[str]:
    return part_names(pressed.files[f"downloads/packs/{name}.zip"])


def test_each_template_is_offered_in_its_forms_with_size_and_sum(pressed: Pressed) -> None:
    offers = pressed.offers.templates
    forms = {id_: [(each.form, each.is_example) for each in own] for id_, own in offers.items()}
    assert forms == {
        "charter": [("docx", False), ("odt", False), ("docx", True)],
        "draft": [("docx", False), ("odt", False)],
        "form": [("pdf", False)],
        "handover": [("docx", False), ("odt", False), ("pptx", False)],
        "other-gate": [("docx", False), ("odt", False)],
        "register": [("xlsx", False)],
        "survey": [("docx", False), ("odt", False)],
    }
    for offer in (each for own in offers.values() for each in own if each.form != "pdf"):
        content = pressed.files[offer.path]
        assert (offer.size, offer.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    example = offers["charter"][2]
    assert example.path == "downloads/templates/charter/charter-example.docx"
    assert "E, GBP 5, Green, OK" in words_of(word(pressed.files[example.path]))


def test_a_ready_made_file_is_offered_where_the_site_publishes_it(pressed: Pressed) -> None:
    (offer,) = pressed.offers.templates["form"]
    assert (offer.path, offer.size) == ("downloads/templates/form/form.pdf", len(b"ready-made"))
    assert offer.path not in pressed.files


def test_a_preview_shows_the_document_or_the_columns(pressed: Pressed) -> None:
    previews = pressed.offers.previews
    assert "<h4>Need</h4>" in previews["charter"]
    assert re.sub("<[^>]*>", "", previews["charter"]).endswith(
        "[Project title], [Budget], [Rating], [Summary]\n"
    )
    assert "<td>Risk</td>" in previews["register"]
    assert set(previews) == set(pressed.offers.templates) - {"form"}


def test_packs_hold_what_a_tier_or_a_phase_asks_for(pressed: Pressed) -> None:
    names = [offer.path.rpartition("/")[2] for offer in pressed.offers.packs]
    assert names == [
        "tier-1.zip",
        "tier-2.zip",
        "phase-initiating.zip",
        "phase-planning.zip",
        "phase-executing.zip",
        "phase-office.zip",
        "all.zip",
    ]
    assert pack(pressed, "tier-1") == ["README.txt", "register/register.xlsx"]
    assert pack(pressed, "phase-planning") == ["README.txt", "register/register.xlsx"]
    assert pack(pressed, "phase-office") == ["README.txt", "survey/survey.docx"]
    assert "form/form.pdf" in pack(pressed, "tier-2")
    every = pack(pressed, "all")
    assert not [
        name for name in every if name.startswith("old/") or name.endswith(".odt") or "example" in name
    ]


def test_a_pack_tells_what_to_do_with_it(pressed: Pressed) -> None:
    with ZipFile(BytesIO(pressed.files["downloads/packs/tier-1.zip"])) as packed:
        words = packed.read("README.txt").decode()
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert words.startswith("Starter pack, tier 1 – Small, Example Works\r\n")
    assert "square brackets" in words
    assert "version" in words


def test_a_pack_lists_its_templates_with_their_versions(pressed: Pressed) -> None:
    told = {}
    for name in ("phase-office", "projects/alpha"):
        with ZipFile(BytesIO(pressed.files[f"downloads/packs/{name}.zip"])) as packed:
            lines = packed.read("README.txt").decode().split("\r\n")
        told[name] = [line.partition(":")[0] for line in lines if ", version 1.0:" in line]
    assert told["phase-office"] == ["Survey, version 1.0"]
    assert told["projects/alpha"] == [
        "Form, version 1.0",
        "Handover, version 1.0",
        "Register, version 1.0",
    ]


def test_an_active_project_gets_what_its_tier_and_next_gate_ask_for(made: Composer, pressed: Pressed) -> None:
    assert set(pressed.offers.projects) == {"alpha", "beta"}
    assert pack(pressed, "projects/alpha") == [
        "README.txt",
        "form/form.pdf",
        "handover.docx",
        "handover.pptx",
        "register.xlsx",
    ]
    assert pack(pressed, "projects/beta") == ["README.txt", "register.xlsx"]
    checked = check(made.site.library.root, TODAY)
    alpha = made.site.portfolio.get("alpha")
    assert alpha
    assert [each.id for each in asked_of(alpha, checked.sources)] == ["form", "handover", "register"]


def test_a_project_s_files_are_filled_from_its_record_and_latest_report(pressed: Pressed) -> None:
    with ZipFile(BytesIO(pressed.files["downloads/packs/projects/alpha.zip"])) as packed:
        document = word(packed.read("handover.docx"))
        sheet = excel(packed.read("register.xlsx"))["Risks"]
        assert packed.read("README.txt").decode().startswith('Alpha & "sons", Example Works')
    assert 'Alpha & "sons", GBP 100,000, Amber, The latest one.\n• point' in words_of(document)
    assert document.core_properties.subject == 'Alpha & "sons"'
    assert [cell.value for cell in sheet[5]] == ["Supplier late", "reduce"]


def test_a_passed_gate_asks_for_the_next_one(tmp_path: Path) -> None:
    gates = [{"gate": "ready-for-closing", "decision": "approved", "date": "2026-10-01"}]
    write(tmp_path)
    (tmp_path / "docs/projects/alpha/index.md").write_text(
        builders.text_of(builders.project(tier=2, gates=gates)), encoding="utf-8"
    )
    made = composed(tmp_path)
    alpha = made.site.portfolio.get("alpha")
    assert alpha
    found = [each.id for each in asked_of(alpha, check(tmp_path, TODAY).sources)]
    assert found == ["form", "other-gate", "register"]


def test_a_second_build_compiles_nothing_and_a_change_only_its_own_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_CACHE", str(tmp_path / "kept"))
    made = write(tmp_path)
    first: list[Job] = []
    second: list[Job] = []
    third: list[Job] = []
    one = pressed_from(made, tmp_path, first)
    two = pressed_from(composed(tmp_path), tmp_path, second)
    assert len(first) > 10
    assert second == []
    assert one == two
    file = tmp_path / "templates/register/workbook.yml"
    file.write_text(BOOK.replace("title: Risk", "title: Danger"), encoding="utf-8")
    pressed_from(composed(tmp_path), tmp_path, third)
    assert {(job.template, job.form) for job in third} == {("register", "xlsx"), ("register", "html")}


SCRIPT = """
import hashlib, json, sys
from datetime import date
from pathlib import Path
from macros.checking import check
from macros.documents.compiler.jobs import Maker
from macros.documents.compiler.press import Press
from macros.documents.compiler.store import Store
from macros.pages.compose import composer
root, today = Path(sys.argv[1]), date(2026, 10, 31)
checked = check(root, today)
site = composer(checked.library, (), today).site
maker = Maker(site.organisation, "https://pmo.example/")
press = Press(maker, Store(root), site.datasets, lambda jobs, _: jobs)
made = press.pressed(checked.sources, site.portfolio)
print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in made.files.items()}))
"""


def test_the_same_sources_give_the_same_bytes_in_another_process(
    pressed: Pressed, made: Composer, tmp_path: Path
) -> None:
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in pressed.files.items()}
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PMO_CACHE": str(tmp_path / seed)}
        told = subprocess.run(
            [sys.executable, "-c", SCRIPT, str(made.site.library.root)],
            cwd=REPOSITORY,
            env={**environment, "PYTHONPATH": str(REPOSITORY)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(told.stdout) == sums


@pytest.mark.parametrize("said", ["no", "NO", "off", "0"])
def test_a_build_for_writing_prose_leaves_the_files_out(
    said: str, made: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DOCUMENTS, said)
    checked = check(made.site.library.root, TODAY)
    assert press(checked, made, "") == Pressed()


def test_a_template_with_a_mistake_is_left_out(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "templates/charter/document.md").write_text("{{ project.titel }}", encoding="utf-8")
    checked = check(tmp_path, TODAY)
    made = composer(checked.library, checked.errors, TODAY)
    assert "charter" not in sources_of(checked, made)
    assert "register" in sources_of(checked, made)


def test_projects_nearest_to_their_gate_come_first_and_no_more_than_forty(tmp_path: Path) -> None:
    gate = {"id": "end", "title": "End", "gate": "ready-for-closing"}
    late = builders.project(title="A late one", milestones=[{**gate, "baseline": "2026-12-01"}])
    soon = builders.project(title="B soon one", milestones=[{**gate, "baseline": "2026-11-05"}])
    many = {f"p{number}": builders.project(title=f"P {number}") for number in range(MOST_PACKS)}
    held = builders.project(title="Held", state="on-hold")
    builders.write_library(tmp_path, projects={"late": late, "soon": soon, "held": held, **many})
    chosen = [project.id for project in with_pack(composed(tmp_path).site.portfolio)]
    assert chosen[:2] == ["soon", "late"]
    assert len(chosen) == MOST_PACKS
    assert "held" not in chosen


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_first_build_at_a_terminal_shows_how_far_it_is(
    made: Composer, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler = compiler_of(check(made.site.library.root, TODAY), made, "")
    jobs = [Job("charter", "docx", (), bytes)] * 20
    for stream, count, is_shown in (
        (_Terminal(), 20, True),
        (_Terminal(), 2, False),
        (StringIO(), 20, False),
    ):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(compiler.progress(jobs[:count], count)) == jobs[:count]
        assert ("Compiling templates" in stream.getvalue() and "100%" in stream.getvalue()) is is_shown
