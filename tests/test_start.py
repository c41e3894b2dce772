"""``pmo start``: a new knowledge base without the sample, clean as it stands."""

import re
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from macros.checking import Checked, check
from scripts import start
from scripts.git import git
from scripts.ownership import Owner, files_below, read_ownership
from scripts.product import read_product
from scripts.starting.cleaning import cleaned, without_sample
from scripts.starting.settings import organisation_text
from tests.html_pages import dead_links, flat, parsed
from tests.site_builder import REPOSITORY, Built, SiteFolder

pytestmark = pytest.mark.sample

NAME = "Nordwind: Söhne & Co"
SAMPLE_PROJECTS = [path.parent.name for path in REPOSITORY.glob("docs/projects/*/index.md")]
SAMPLE_LESSONS = [path.stem for path in REPOSITORY.glob("lessons/*/*.md")]


def run(*arguments: str, answers: str = "") -> Result:
    return CliRunner().invoke(start.command, arguments, input=answers)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("start") / "ours"
    values = (
        "--currency",
        "EUR",
        "--pmo-type",
        "directive",
        "--accent",
        "#aa3300",
        "--contact",
        "pmo@nord.example",
    )
    done = run(str(folder), "--name", NAME, *values, "--repository-url", "https://git.nord.example/pmo")
    assert done.exit_code == 0, done.output
    return folder, done.output


@pytest.fixture(scope="module")
def started(told: tuple[Path, str]) -> Path:
    return told[0]


@pytest.fixture(scope="module")
def checked(started: Path) -> Checked:
    return check(started, datetime.now().astimezone().date())


@pytest.fixture(scope="module")
def built(started: Path) -> Built:
    made = SiteFolder(started).build("-q", site_url="https://nord.example/pmo/", PMO_DOCUMENTS="no")
    assert made.exit_code == 0, made.output
    return made


# What is in it


def test_it_checks_clean(checked: Checked) -> None:
    assert checked.errors == ()


def test_the_organisation_is_the_one_named(checked: Checked) -> None:
    fields = checked.library.organisation.fields
    assert (fields.name, fields.pmo, fields.pmo_type, fields.currency) == (
        NAME,
        "Project Office",
        "directive",
        "EUR",
    )
    assert (fields.accent, fields.contact, fields.as_of) == ("#aa3300", "pmo@nord.example", None)
    assert fields.repository is not None
    assert fields.repository.url == "https://git.nord.example/pmo"
    assert fields.programmes == fields.objectives == []
    assert fields.tiers
    assert fields.gates
    assert fields.roles


def test_nothing_of_the_sample_is_left(checked: Checked, started: Path) -> None:
    library = checked.library
    assert not library.projects
    assert not library.reports
    assert not library.lessons
    front = [path.read_text("utf-8").split("\n---\n")[0] for path in started.glob("docs/standards/*.md")]
    assert not [id_ for id_ in SAMPLE_LESSONS if any(f"lesson: {id_}" in text for text in front)]
    leads = re.compile(rf"\]\([^)]*(?:{'|'.join([*SAMPLE_PROJECTS, *SAMPLE_LESSONS])})[^)]*\)")
    pages = [*started.glob("docs/**/*.md"), *started.glob("templates/*/index.md")]
    assert not [path for path in pages if leads.search(path.read_text("utf-8"))]


def test_standards_templates_and_worked_examples_are_whole(checked: Checked, started: Path) -> None:
    for pattern in ("docs/standards/*.md", "templates/*/index.md"):
        assert len([*started.glob(pattern)]) == len([*REPOSITORY.glob(pattern)])
    beside = [
        path
        for name in ("example.yml", "document.md", "workbook.yml")
        for path in REPOSITORY.glob(f"templates/*/{name}")
    ]
    assert beside
    for path in beside:
        assert (started / path.relative_to(REPOSITORY)).read_bytes() == path.read_bytes()
    assert checked.library.clauses


def test_all_machinery_is_there_and_programs_can_be_run(started: Path) -> None:
    for path in read_ownership(REPOSITORY).product_files(REPOSITORY):
        assert (started / path).is_file(), path
    mode = (REPOSITORY / ".ci/run").stat().st_mode
    assert (started / ".ci/run").stat().st_mode & 0o111 == mode & 0o111


def test_it_says_which_product_it_comes_from(started: Path) -> None:
    product = read_product(started)
    assert product is not None
    assert product.version
    assert (
        product.files["mkdocs.yml"]
        == product.shipped("mkdocs.yml")
        == git(started, "hash-object", "mkdocs.yml")
    )
    changed = "docs/standards/planning-and-scheduling.md"
    assert product.files[changed] != product.shipped(changed) == git(started, "hash-object", changed)


def test_everything_is_in_one_commit(started: Path) -> None:
    assert git(started, "rev-list", "--count", "HEAD") == "1"
    assert git(started, "status", "--porcelain") == ""
    assert git(started, "branch", "--show-current") == "main"


def test_it_tells_which_pages_told_of_the_sample(told: tuple[Path, str]) -> None:
    assert "  docs/standards/planning-and-scheduling.md\n" in told[1]
    assert "plain text" in flat(told[1])


# The site as it stands


def test_no_address_is_dead(built: Built) -> None:
    assert not [*dead_links(built.site, "https://nord.example/pmo/")]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("", "There are no lessons yet."),
        ("projects/", "Add the first one, or import your register from a spreadsheet."),
        ("portfolio/", "Add the first one, or import your register from a spreadsheet."),
        ("portfolio/status/", "Add the first one, or import"),
        ("portfolio/warnings/", "Add the first one, or import"),
        ("portfolio/milestones/", "Add the first one, or import"),
        ("portfolio/money/", "Add the first one, or import"),
        ("portfolio/resources/", "Add the first one, or import"),
        ("portfolio/risks/", "Add the first one, or import"),
        ("portfolio/pipeline/", "Add the first one, or import"),
        ("portfolio/alignment/", "Add one, and projects can name it."),
        ("portfolio/performance/", "Not defined yet"),
        ("lessons/", "Write down what you would tell a colleague"),
        ("lessons/insights/", "Write down what you would tell a colleague"),
    ],
)
def test_a_page_without_records_says_what_comes_first(built: Built, address: str, sentence: str) -> None:
    text = flat(parsed(built.site / address / "index.html").text)
    assert sentence in text
    assert "No project matches" not in text


@pytest.mark.parametrize(
    ("address", "sentence", "guide"),
    [
        ("portfolio/", "There are no projects yet.", "../guides/bring-your-register/"),
        ("portfolio/milestones/", "There are no projects yet.", "../../guides/bring-your-register/"),
        ("portfolio/money/", "There are no projects yet.", "../../guides/bring-your-register/"),
        ("lessons/insights/", "There are no lessons yet.", "../submit/"),
        ("", "There are no lessons yet.", "lessons/submit/"),
    ],
)
def test_the_way_to_a_first_record_is_shown_once_a_page(
    built: Built, address: str, sentence: str, guide: str
) -> None:
    page = built.html(address)
    assert flat(parsed(built.site / address / "index.html").text).count(sentence) == 1
    (place,) = re.findall(rf"{re.escape(sentence)}[^<]*<a href=\"([^\"]+)\"", page)
    assert place == guide


def test_the_site_speaks_of_nobody_else(built: Built) -> None:
    told = [
        path for path in built.pages() if "aldermoor group project office" in path.read_text("utf-8").lower()
    ]
    assert told == []


# What it refuses, and what it asks


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = run(str(tmp_path), "--name", NAME)
    assert done.exit_code == 2
    assert "is not empty" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_products_own_folder_is_refused() -> None:
    done = run(str(REPOSITORY / "ours"), "--name", NAME)
    assert done.exit_code == 2
    assert not (REPOSITORY / "ours").exists()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [("--currency", "euro", "currency must be an ISO 4217"), ("--accent", "red", "accent must be a colour")],
)
def test_a_value_that_does_not_fit_is_named_and_nothing_is_made(
    tmp_path: Path, option: str, value: str, said: str
) -> None:
    done = run(str(tmp_path / "ours"), "--name", NAME, option, value)
    assert done.exit_code == 2
    assert said in flat(done.output)
    assert [*tmp_path.iterdir()] == []


def test_without_a_terminal_the_name_must_be_given(tmp_path: Path) -> None:
    done = run(str(tmp_path / "ours"))
    assert done.exit_code == 2
    assert "--name" in done.output


def test_on_a_terminal_it_asks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(start, "_on_terminal", lambda: True)
    monkeypatch.setattr(start, "place", lambda *_: None)
    monkeypatch.setattr(start, "commit_first", lambda *_: "")
    seen: list[str] = []
    monkeypatch.setattr(
        start, "_tell", lambda _folder, made, _told: seen.append(made.files["organisation.yml"].decode())
    )
    answers = "Nordwind\nlarge\n\neuro\ngbp\n\n"
    done = run(str(tmp_path / "ours"), "--pmo", "Projektbüro", answers=answers)
    assert done.exit_code == 0, done.output
    assert "Error: pmo_type must be one of" in done.output
    assert "Error: currency must be an ISO 4217 code" in done.output
    assert "name: Nordwind\npmo: Projektbüro\npmo_type: supportive\ncurrency: GBP\n" in seen[0]
    assert "contact" not in seen[0]


def test_a_failure_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("scripts.starting.placing.shutil.copymode", fail)
    done = run(str(tmp_path / "ours"), "--name", NAME)
    assert done.exit_code == 1
    assert "nothing was made: the disk is full" in done.output
    assert [*tmp_path.iterdir()] == []


# The pieces


def test_links_to_what_is_gone_become_plain_text() -> None:
    gone = {"lessons/2026/roof.md", "docs/projects/erp/index.md"}
    text = (
        "See [the **roof**](../../lessons/2026/roof.md#why), [it](../projects/erp/index.md), [GOV](gov.md).\n"
        "`[code](../../lessons/2026/roof.md)` stays.\n\n```text\n[x](../../lessons/2026/roof.md)\n```\n"
        "[Out](https://example.org/lessons/2026/roof.md) and [here](#top).\n"
    )
    after = cleaned("docs/standards/planning.md", text, gone)
    assert after.startswith(
        "See the **roof**, it, [GOV](gov.md).\n`[code](../../lessons/2026/roof.md)` stays."
    )
    assert after.split("```")[1] == text.split("```")[1]
    assert after.endswith(
        "[here](#top).\n\n*Some examples on this page tell of the product's sample, an invented company.*\n"
    )
    assert cleaned("docs/standards/planning.md", text, {"docs/standards/gov.md"}) == text.replace(
        "[GOV](gov.md)", "GOV"
    )


def test_change_notes_lose_the_lesson_that_is_gone_and_no_other() -> None:
    front = (
        "---\nchanges:\n  - version: '1.1'\n    note: New.\n    lesson: roof\n"
        "  - {version: '1.0', lesson: kept}\n  - {version: '0.9', lesson: roof}\n---\nlesson: roof\n"
    )
    assert cleaned("docs/standards/a.md", front, {"lessons/2026/roof/index.md"}) == (
        "---\nchanges:\n  - version: '1.1'\n    note: New.\n"
        "  - {version: '1.0', lesson: kept}\n  - {version: '0.9'}\n---\nlesson: roof\n"
    )


def test_what_is_marked_as_the_samples_goes() -> None:
    text = "1\n\n<!-- sample -->\n\n2\n\n<!-- /sample -->\n\n3.<!-- sample --> 4.<!-- /sample --> 5.\n"
    assert without_sample(text) == "1\n\n3. 5.\n"


def test_settings_keep_their_comments_and_lists_show_their_form() -> None:
    text = (
        "# Ours.\nname: A\n# Stands still.\nas_of: 2026-10-31\n\n"
        "programmes:\n  - {id: x, title: X, owner: Y}\n\n"
        "roles:\n  - {id: r, title: R, capacity: 1}  # so many\n\n# Often.\nreporting:\n  every_days: 31\n"
    )
    after = organisation_text(text, {"name": "No: 1", "contact": "a@b.example"}, empty_lists=False)
    assert after == (
        "# Ours.\nname: 'No: 1'\ncontact: a@b.example\n\n"
        "# Written as:\n# - {id: x, title: X, owner: Y}\nprogrammes: []\n\n"
        "roles:\n  - {id: r, title: R, capacity: 1}  # so many\n\n# Often.\nreporting:\n  every_days: 31\n"
    )
    assert yaml.safe_load(organisation_text(after, {"name": "B"}, empty_lists=True))["roles"] == []


# Whose is what


def tracked() -> Iterator[str]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    yield from filter(None, done.stdout.decode().split("\0"))


def test_every_file_of_the_repository_has_an_owner() -> None:
    ownership = read_ownership(REPOSITORY)
    assert [path for path in tracked() if ownership.entry(path) is None] == []


def test_every_entry_that_stands_for_a_file_of_the_product_is_needed() -> None:
    ownership = read_ownership(REPOSITORY)
    there = {ownership.entry(path) for path in files_below(REPOSITORY)}
    may_come = {".devcontainer/", ".github/", ".gitlab-ci.yml", ".gitlab/", ".vscode/", "deploy/"}
    assert [
        name
        for name, owner in ownership.entries
        if owner is not Owner.OWN and (name, owner) not in there and name not in may_come
    ] == []


def test_the_guide_says_whose_is_what_as_the_machine_reads_it() -> None:
    text = (REPOSITORY / "docs/guides/make-it-yours.md").read_text(encoding="utf-8")
    for name, owner in read_ownership(REPOSITORY).entries:
        (section,) = re.findall(rf"<!-- {owner} -->(.*?)<!-- /{owner} -->", text, re.DOTALL)
        assert f"`{name}`" in section, f"{name} belongs to {owner}"
