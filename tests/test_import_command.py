"""``pmo import projects`` as it is called."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from macros.checking import check
from scripts.import_records import command
from tests.builders import project, write_library

MAP = """\
leave_out: Owner
project:
  title: Title
  summary: What
  sponsor: {constant: Finance Director}
  manager: {constant: Not stated}
  category: {constant: it}
  tier: {constant: 1}
  phase: {constant: planning}
  state: {constant: active}
report:
  date: {constant: 2026-03-31}
  rating: RAG
"""
REGISTER = "Title,What,RAG,Owner\nAlpha,One.,Green,Jo\nBeta,Two.,,Jo\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    (tmp_path / "my.map.yml").write_text(MAP, encoding="utf-8")
    write_library(tmp_path / "kb")
    return tmp_path


def run(root: Path, *more: str, into: str = "kb") -> Result:
    arguments = [
        str(root / "register.csv"),
        "--map",
        str(root / "my.map.yml"),
        "--into",
        str(root / into),
        *more,
    ]
    return CliRunner().invoke(command, ["projects", *arguments])


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_records_and_the_report_are_written(root: Path) -> None:
    result = run(root)
    assert result.exit_code == 0, result.output
    assert set(tree(root / "kb")) == {
        "organisation.yml",
        "import-report.md",
        "docs/projects/alpha/index.md",
        "docs/projects/alpha/reports/2026-03-31.md",
        "docs/projects/beta/index.md",
    }
    assert result.stdout.rstrip() == (root / "kb/import-report.md").read_text(encoding="utf-8").rstrip()
    assert b"\r" not in (root / "kb/docs/projects/alpha/index.md").read_bytes()


def test_a_dry_run_writes_nothing(root: Path) -> None:
    before = tree(root)
    result = run(root, "--dry-run")
    assert result.exit_code == 0
    assert "Rows that became projects | 2" in result.stdout
    assert tree(root) == before
    assert run(root, "--dry-run", into="new").exit_code == 0
    assert not (root / "new").exists()


def test_a_second_run_skips_all_and_keeps_the_first_report(root: Path) -> None:
    run(root)
    before = tree(root / "kb")
    result = run(root)
    assert result.exit_code == 0
    assert "| Rows skipped | 2 |" in result.stdout
    after = tree(root / "kb")
    assert after.pop("import-report-2.md")
    assert after == before


def test_a_new_folder_gets_the_same_layout_and_a_note(root: Path) -> None:
    result = run(root, into="new/one")
    assert result.exit_code == 0
    assert "There is no organisation.yml yet" in result.stdout
    assert (root / "new/one/docs/projects/beta/index.md").is_file()


def test_refused_rows_are_told_by_the_exit_status(root: Path) -> None:
    (root / "register.csv").write_text(f"{REGISTER},Three.,,\n", encoding="utf-8")
    result = run(root)
    assert result.exit_code == 1
    assert "### Row 4: no title" in result.stdout
    assert (root / "kb/docs/projects/alpha/index.md").is_file()


def test_a_map_that_does_not_fit_is_told_with_all_its_places_and_nothing_is_written(root: Path) -> None:
    (root / "my.map.yml").write_text(
        MAP.replace("RAG", "Rag status").replace("it}", "itt}"), encoding="utf-8"
    )
    before = tree(root)
    result = run(root)
    assert result.exit_code == 2
    place = (root / "my.map.yml").as_posix()
    assert (
        f"{place}:7:24: unknown-reference: no category has the id 'itt'. Did you mean 'it'?" in result.stderr
    )
    assert f"{place}:13:11: unknown-column: register.csv has no column 'Rag status'." in result.stderr
    assert tree(root) == before


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("my.map.yml", b"project: [", "yaml-syntax"),
        (
            "my.map.yml",
            b"project:\n  titel: x\n",
            "2:3: unknown-key: unknown key 'titel'. Did you mean 'title'?",
        ),
        ("my.map.yml", b"caf\xe9: x", "1:4: encoding: the file is not UTF-8"),
        ("my.map.yml", b"", "empty-file"),
        ("register.csv", b"", "register.csv is empty"),
        ("register.csv", b"A,B\n1,2\n", "no row with the headers that the map names"),
        ("register.csv", b'Title,What,RAG,Owner\n"Alpha,1\n', "unpaired quotation marks"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(root: Path, name: str, data: bytes, words: str) -> None:
    (root / name).write_bytes(data)
    before = tree(root)
    result = run(root)
    assert result.exit_code == 2
    assert words in result.stderr
    assert tree(root) == before


def test_a_folder_inside_a_knowledge_base_is_no_place_for_another(root: Path) -> None:
    result = run(root, into="kb/docs/projects")
    assert result.exit_code == 2
    assert "lies inside a knowledge base; write --into" in " ".join(result.stderr.split())
    assert run(root, into="kb/build").exit_code == 0


def test_the_report_goes_where_it_is_wanted_and_replaces_only_a_report(root: Path) -> None:
    report = root / "reports/first.md"
    for _ in range(2):
        assert run(root, "--dry-run", "--report", str(report)).exit_code == 0
    assert report.read_text(encoding="utf-8").startswith("# Import report: register.csv")
    result = run(root, "--report", str(root / "register.csv"))
    assert result.exit_code == 2
    assert "is no import report" in result.stderr
    assert (root / "register.csv").read_text(encoding="utf-8") == REGISTER
    assert not (root / "kb/docs").exists()


def test_where_something_stands_in_the_way_nothing_is_written(root: Path) -> None:
    (root / "kb/docs/projects").mkdir(parents=True)
    (root / "kb/docs/projects/beta").write_text("in the way", encoding="utf-8")
    before = tree(root)
    result = run(root)
    assert result.exit_code == 2
    assert "nothing was written" in result.stderr
    assert tree(root) == before


def test_records_that_exist_stay_as_they_are(root: Path) -> None:
    write_library(root / "kb", projects={"alpha": project(title="Mine")})
    before = tree(root / "kb")["docs/projects/alpha/index.md"]
    result = run(root)
    assert result.exit_code == 0
    assert tree(root / "kb")["docs/projects/alpha/index.md"] == before
    assert "| 2 | Alpha | it is there already: docs/projects/alpha/index.md |" in result.stdout


def test_the_example_of_the_guide_does_what_the_guide_says(root: Path) -> None:
    repository = Path(__file__).parent.parent
    guide = (repository / "docs/guides/bring-your-register/index.md").read_text(encoding="utf-8")
    register, example = (re.findall(rf"```{kind}\n(.*?)```", guide, re.DOTALL)[0] for kind in ("csv", "yaml"))
    (root / "register.csv").write_text(register, encoding="utf-8")
    (root / "my.map.yml").write_text(example, encoding="utf-8")
    shutil.copy(repository / "organisation.yml", root / "kb/organisation.yml")
    result = run(root)
    assert result.exit_code == 0, result.output
    assert "| 3 | finish | End | Q4 2026 | is no date of the form DD/MM/YYYY |" in result.stdout
    assert "| tier, budget | Budget (k£) | Exempt until tender | 1 | 3 |" in result.stdout
    assert set(tree(root / "kb/docs")) == {
        "projects/new-stock-system/index.md",
        "projects/new-stock-system/reports/2026-03-31.md",
        "projects/dust-extraction/index.md",
    }
    assert not check(root / "kb", date(2026, 11, 21)).errors
