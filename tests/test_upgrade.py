"""``pmo upgrade``: a newer product into an adopted knowledge base; nothing of the organisation is touched."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scripts import upgrade
from scripts.git import asked
from scripts.ownership import HOME, Owner, Ownership, read_ownership
from scripts.product import PRODUCT, Product, blob_id, read_product
from scripts.upgrading.migrating import difference, migrations, run
from scripts.upgrading.planning import Deed, Plan, Standing, Versions, plan
from tests.html_pages import flat
from tests.repositories import commit, git, repository
from tests.site_builder import REPOSITORY

FIRST = "80bb01c"
"""The commit with the first whole site: the earliest that somebody could have adopted."""
MIGRATION = '''"""Ratings are called confidence."""

VERSION = "0.2.0"


def migrate(texts):
    return {path: text.replace("rating:", "confidence:") for path, text in texts.items() if "rating:" in text}
'''


# What is decided


OWNERSHIP = read_ownership(REPOSITORY)


def planned(
    old: Mapping[str, str],
    new: Mapping[str, str],
    current: Mapping[str, str],
    *take: str,
    written: Mapping[str, str] | None = None,
) -> Plan:
    before = Product("0.1.0", files=old, written=written or {})
    return plan(Versions(OWNERSHIP, before, Product("0.2.0", files=new), current), take)


def deeds(made: Plan) -> dict[str, tuple[str, str]]:
    return {step.path: (step.deed.value, step.standing.value) for step in made.steps}


def test_machinery_is_replaced_whatever_was_done_to_it() -> None:
    names = ("macros/a.py", "macros/b.py", "macros/c.py", "macros/d.py", "macros/e.py")
    old = dict.fromkeys(names[:4], "1")
    new = {**dict.fromkeys(names[:3], "2"), "macros/e.py": "2"}
    current = {"macros/a.py": "1", "macros/b.py": "mine", "macros/d.py": "1", "macros/own.py": "mine"}
    assert deeds(planned(old, new, current)) == {
        "macros/a.py": ("replaced", "as shipped"),
        "macros/b.py": ("replaced", "changed here"),
        "macros/c.py": ("added", "not here"),
        "macros/d.py": ("removed", "as shipped"),
        "macros/e.py": ("added", "not here"),
    }


def test_an_own_file_in_the_way_of_new_machinery_is_told() -> None:
    made = planned({}, {"tests/test_new.py": "2"}, {"tests/test_new.py": "mine"})
    assert deeds(made) == {"tests/test_new.py": ("replaced", "the organisation's own")}


def test_shared_pages_follow_only_where_they_are_as_shipped() -> None:
    names = [f"docs/portfolio/{name}.md" for name in "abcdef"]
    a, b, c, d, e, f = names
    old = dict.fromkeys((a, b, c, e, f), "1")
    new = dict.fromkeys((a, b, c, d), "2")
    current = {a: "1", b: "mine", e: "1", f: "mine"}
    assert deeds(planned(old, new, current)) == {
        a: ("replaced", "as shipped"),
        b: ("kept", "changed here"),
        c: ("kept", "not here"),
        d: ("added", "not here"),
        e: ("removed", "as shipped"),
        f: ("kept", "changed here"),
    }


def test_content_is_offered_and_taken_only_where_it_is_named() -> None:
    old = {"docs/standards/a.md": "1", "docs/standards/b.md": "1", "templates/x/index.md": "1"}
    new = {"docs/standards/a.md": "2", "docs/standards/c.md": "2", "templates/x/index.md": "1"}
    current = {"docs/standards/a.md": "1", "docs/standards/b.md": "mine", "templates/x/index.md": "mine"}
    assert deeds(planned(old, new, current)) == {
        "docs/standards/a.md": ("offered", "as shipped"),
        "docs/standards/b.md": ("offered", "changed here"),
        "docs/standards/c.md": ("offered", "not here"),
    }
    taken = planned(old, new, current, "docs/standards", "templates/x/index.md")
    assert [(step.path, step.deed) for step in taken.written] == [
        ("docs/standards/a.md", Deed.REPLACE),
        ("docs/standards/c.md", Deed.ADD),
        ("templates/x/index.md", Deed.REPLACE),
    ]


def test_what_was_not_taken_stays_known_as_it_was_shipped() -> None:
    page = "docs/standards/a.md"
    first = planned({page: "1"}, {page: "2"}, {page: "1"})
    assert first.record.shipped(page) == "1"
    later = plan(Versions(OWNERSHIP, first.record, Product("0.3.0", files={page: "3"}), {page: "1"}), ())
    assert deeds(later) == {page: ("offered", "as shipped")}
    again = plan(Versions(OWNERSHIP, first.record, Product("0.3.0", files={page: "2"}), {page: "1"}), ())
    assert again.steps == ()


def test_a_text_that_was_cleaned_counts_as_shipped() -> None:
    page = "docs/portfolio/a.md"
    made = planned({page: "1"}, {page: "2"}, {page: "cleaned"}, written={page: "cleaned"})
    assert deeds(made) == {page: ("replaced", Standing.AS_SHIPPED.value)}


def test_what_is_the_organisations_own_is_in_no_plan() -> None:
    names = (
        "organisation.yml",
        "site.yml",
        "docs/projects/a/index.md",
        "lessons/2026/a.md",
        "docs/own/a.md",
        "x.txt",
    )
    assert planned({}, dict.fromkeys(names, "2"), dict.fromkeys(names, "mine"), *names).steps == ()


def test_the_longest_name_decides_whose_a_file_is() -> None:
    ownership = Ownership((("docs/guides/data.md", Owner.SHARED), ("docs/guides/", Owner.CONTENT)))
    assert ownership.of("docs/guides/data.md") is Owner.SHARED
    assert ownership.of("docs/guides/other.md") is Owner.CONTENT
    assert ownership.of("docs/guides.md") is Owner.OWN


# What is done, with a product of a few files


def product(root: Path, version: str, files: Mapping[str, str]) -> Path:
    """A product's repository at ``root``, with one commit more."""
    if not root.exists():
        repository(root)
    for name in git(root, "ls-files").split():
        (root / name).unlink()
    texts = {"pyproject.toml": f'[project]\nversion = "{version}"\n', **files}
    texts[HOME] = (REPOSITORY / HOME).read_text(encoding="utf-8")
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    commit(root)
    return root


OLD = {
    "macros/a.py": "old\n",
    "macros/gone.py": "gone\n",
    "docs/portfolio/index.md": "old page\n",
    "docs/standards/governance.md": "old rule\n",
    "docs/projects/sample/index.md": "sample\n",
}
NEW = {
    "macros/a.py": "new\n",
    "docs/portfolio/index.md": "See [rule](../standards/quality.md) and [it](../projects/sample/index.md).\n",
    "docs/standards/governance.md": "new rule\n",
    "docs/standards/quality.md": "quality\n",
    "docs/projects/sample/index.md": "sample\n",
    "scripts/migrations/0001_confidence.py": MIGRATION,
}


@pytest.fixture
def repositories(tmp_path: Path) -> tuple[Path, Path]:
    """The product at its new version, and an organisation that cloned the old one."""
    made = product(tmp_path / "product", "0.1.0", OLD)
    git(tmp_path, "clone", "--quiet", str(made), "ours")
    ours = tmp_path / "ours"
    shutil.rmtree(ours / "docs/projects/sample")
    (ours / "docs/projects/alpha/reports").mkdir(parents=True)
    (ours / "docs/projects/alpha/reports/2026-06-30.md").write_text(
        "---\nrating: red\n---\n", encoding="utf-8"
    )
    (ours / "macros/a.py").write_text("ours\n", encoding="utf-8")
    (ours / "organisation.yml").write_text("name: Ours\n", encoding="utf-8")
    commit(ours)
    return product(made, "0.2.0", NEW), ours


def brought(new: Path, ours: Path, *arguments: str) -> Result:
    """The command with the new version's own code, which is this repository's."""
    own = (
        "--to",
        str(new),
        "--named",
        "NEW",
        "--history",
        str(new),
        "--revision",
        git(new, "rev-parse", "HEAD"),
    )
    return CliRunner().invoke(upgrade.command, [*own, "--root", str(ours), *arguments])


def test_an_upgrade_is_a_branch_with_machinery_and_migrations(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    before = git(ours, "rev-parse", "HEAD")
    done = brought(new, ours)
    assert done.exit_code == 0, done.output
    assert git(ours, "branch", "--show-current") == "upgrade-0.2.0"
    assert git(ours, "rev-parse", "main") == before
    assert git(ours, "log", "--format=%s", "main..HEAD").splitlines() == [
        "Migrate texts",
        "Upgrade the product to 0.2.0: machinery and pages",
    ]
    assert (ours / "macros/a.py").read_text() == "new\n"
    assert not (ours / "macros/gone.py").exists()
    assert (ours / "docs/portfolio/index.md").read_text().startswith("See rule and it.\n\n*Some examples")
    assert (ours / "docs/standards/governance.md").read_text() == "old rule\n"
    assert not (ours / "docs/standards/quality.md").exists()
    assert not (ours / "docs/projects/sample").exists()
    assert "confidence: red" in (ours / "docs/projects/alpha/reports/2026-06-30.md").read_text()
    assert (ours / "organisation.yml").read_text() == "name: Ours\n"
    assert git(ours, "worktree", "list").count("\n") == 0


def test_the_report_names_everything(repositories: tuple[Path, Path]) -> None:
    said = brought(*repositories).output
    assert said.startswith("Upgrade from 0.1.0 (")
    for line in (
        "  M macros/a.py",
        "  D macros/gone.py",
        "  M docs/portfolio/index.md",
        "Migration 0001_confidence: Ratings are called confidence.",
        "-rating: red\n+confidence: red",
        "  docs/standards/governance.md (changed; yours is as shipped)",
        "  docs/standards/quality.md (new)",
        "git switch main && git merge upgrade-0.2.0",
    ):
        assert line in said
    assert "You had changed these." in said
    assert said.index("You had changed these.") < said.index("\n  macros/a.py\n")


def test_a_dry_run_tells_the_same_and_leaves_no_trace(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    branches, head = git(ours, "branch"), git(ours, "rev-parse", "HEAD")
    said = brought(new, ours, "--dry-run").output
    assert (git(ours, "branch"), git(ours, "rev-parse", "HEAD")) == (branches, head)
    assert git(ours, "status", "--porcelain") == ""
    assert git(ours, "worktree", "list").count("\n") == 0
    assert (
        said.replace("This was a dry run: nothing has changed.\n", "")
        == brought(new, ours).output.split("All of it")[0]
    )


def test_content_is_taken_over_where_it_is_named(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    assert brought(new, ours, "--take", "docs/standards/quality.md").exit_code == 0
    assert (ours / "docs/standards/quality.md").read_text() == "quality\n"
    assert (ours / "docs/standards/governance.md").read_text() == "old rule\n"
    assert (
        (ours / "docs/portfolio/index.md")
        .read_text()
        .startswith("See [rule](../standards/quality.md) and it.\n")
    )
    later = brought(new, ours, "--take", "docs/standards/")
    assert "  M docs/standards/governance.md" in later.output
    assert git(ours, "branch", "--show-current") == "upgrade-0.2.0-2"


def test_there_is_nothing_to_do_twice(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    brought(new, ours)
    done = brought(new, ours)
    assert "there is nothing to do" in done.output
    assert git(ours, "branch", "--show-current") == "upgrade-0.2.0"


def test_what_was_migrated_still_counts_as_shipped(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    text = (new / "docs/standards/governance.md").read_text()
    product(new, "0.2.0", {**NEW, "docs/standards/governance.md": text})
    page = ours / "docs/standards/governance.md"
    page.write_text("old rule\n", encoding="utf-8")
    product(
        new,
        "0.2.0",
        {**NEW, "scripts/migrations/0001_confidence.py": MIGRATION.replace("rating:", "old rule")},
    )
    brought(new, ours)
    record = read_product(ours)
    assert record is not None
    assert page.read_text() == "confidence:\n"
    assert record.shipped("docs/standards/governance.md") == blob_id(b"confidence:\n")
    assert record.migrations == 1


def test_a_tree_with_changes_is_refused(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    (ours / "organisation.yml").write_text("name: Not committed\n", encoding="utf-8")
    done = brought(new, ours)
    assert done.exit_code == 2
    assert "commit or stash them first" in done.output
    assert " M organisation.yml" in done.output
    assert git(ours, "branch", "--show-current") == "main"


def test_a_failure_leaves_no_branch(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    bad = MIGRATION.replace("return", "raise ValueError\n    return")
    product(new, "0.2.0", {**NEW, "scripts/migrations/0001_confidence.py": bad})
    assert brought(new, ours).exit_code != 0
    assert git(ours, "branch", "--format=%(refname:short)").split() == ["main"]
    assert git(ours, "status", "--porcelain") == ""
    assert git(ours, "worktree", "list").count("\n") == 0


def test_an_older_version_and_unknown_content_are_refused(repositories: tuple[Path, Path]) -> None:
    new, ours = repositories
    assert "nothing at 'docs/standards/typo.md'" in flat(
        brought(new, ours, "--take", "docs/standards/typo.md").output
    )
    brought(new, ours)
    product(new, "0.1.9", NEW)
    done = brought(new, ours)
    assert done.exit_code == 2
    assert "version 0.1.9 is older than 0.2.0" in flat(done.output)


def test_without_a_common_history_the_old_version_has_to_be_named(
    tmp_path: Path, repositories: tuple[Path, Path]
) -> None:
    new, ours = repositories
    shutil.rmtree(ours / ".git")
    repository(ours)
    commit(ours)
    assert "--from REV" in brought(new, ours).output
    old = product(tmp_path / "old", "0.1.0", OLD)
    assert brought(new, ours, "--from", str(old), "--dry-run").exit_code == 0
    assert brought(new, ours, "--from", git(new, "rev-parse", "HEAD~1")).exit_code == 0
    assert (ours / "macros/a.py").read_text() == "new\n"


def test_neither_a_folder_nor_a_commit_is_refused(repositories: tuple[Path, Path]) -> None:
    _, ours = repositories
    for to, said in (
        ("v9", "neither a folder nor a commit"),
        (str(ours / "macros"), "no version of the product"),
    ):
        done = CliRunner().invoke(upgrade.command, ["--to", to, "--root", str(ours)])
        assert done.exit_code == 2
        assert said in flat(done.output)


def test_the_new_versions_own_code_does_it(
    repositories: tuple[Path, Path],
) -> None:
    """From a commit of the organisation's own repository, exported, with all that its code needs."""
    new, ours = repositories
    code = {
        f"scripts/{path.relative_to(REPOSITORY / 'scripts').as_posix()}": path.read_text(encoding="utf-8")
        for path in (REPOSITORY / "scripts").rglob("*.py")
        if "migrations" not in path.parts
    }
    product(new, "0.3.0", {**NEW, **code})
    git(ours, "fetch", "--quiet", str(new), "HEAD:refs/tags/v0.3.0")
    done = CliRunner().invoke(upgrade.command, ["--to", "v0.3.0", "--root", str(ours)])
    assert done.exit_code == 0, done.output
    assert git(ours, "branch", "--show-current") == "upgrade-0.3.0"
    record = json.loads((ours / PRODUCT).read_text(encoding="utf-8"))
    assert record["revision"] == git(ours, "rev-parse", "v0.3.0")


def test_many_files_are_told_by_folder_and_what_concerns_the_reader_comes_first(
    repositories: tuple[Path, Path],
) -> None:
    new, ours = repositories
    product(new, "0.2.0", {**NEW, **{f"macros/pages/{number}.py": "new\n" for number in range(80)}})
    said = brought(new, ours, "--dry-run").output
    assert "\n  macros/pages/: 80 added\n" in said
    assert "macros/pages/1.py" not in said
    order = [said.index(words) for words in ("You had changed these.", "Migration 0001", "Machinery: ")]
    assert order == sorted(order)


# Migrations


def test_migrations_are_numbered_on_and_say_what_they_do() -> None:
    found = list(migrations(REPOSITORY))
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    for each in found:
        assert each.about.endswith(".")
        assert "\n" not in each.about.split("\n\n")[0]
        assert each.version.count(".") == 2


def test_each_migration_is_given_what_the_one_before_gave(tmp_path: Path) -> None:
    folder = tmp_path / "scripts/migrations"
    folder.mkdir(parents=True)
    (folder / "0001_a.py").write_text(MIGRATION, encoding="utf-8")
    (folder / "0002_b.py").write_text(
        MIGRATION.replace("rating:", "confidence:").replace('"confidence:")', '"trust:")'), encoding="utf-8"
    )
    given = {"a.md": "rating: red\n", "b.md": "no change\n"}
    assert [dict(each.texts) for each in run(tmp_path, 0, given)] == [
        {"a.md": "confidence: red\n"},
        {"a.md": "trust: red\n"},
    ]
    assert given["a.md"] == "rating: red\n"
    assert [dict(each.texts) for each in run(tmp_path, 1, given)] == [{}]


def test_a_difference_says_where_a_line_end_is_missing() -> None:
    assert difference({"a": "1\n2"}, {"a": "1\n3"}) == (
        "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n"
        "-2\n\\ No newline at end of file\n+3\n\\ No newline at end of file\n"
    )


WORKBOOK = """\
# Ours.
sheets:
  - name: Cost lines
    columns:
      - {title: Line, type: text}  # first
      - title: Budget
        type: money
      - {title: Budget, type: formula, formula: '=IF(A{row}="","",B{row}+Other!B{row})'}
      - {title: 2027, type: money}
  - id: kept
    name: Kept
    columns:
      - {id: one, title: One, type: number}
"""


def test_workbooks_get_ids_and_their_formulas_names() -> None:
    (first, *_) = migrations(REPOSITORY)
    path = "templates/budget/workbook.yml"
    (after,) = first.migrate({path: WORKBOOK, "templates/budget/other.yml": WORKBOOK}).values()
    assert (
        after
        == """\
# Ours.
sheets:
  - id: cost_lines
    name: Cost lines
    columns:
      - {id: line, title: Line, type: text}  # first
      - id: budget
        title: Budget
        type: money
      - {id: budget_2, title: Budget, type: formula, formula: '=IF({line}="","",{budget}+Other!B{row})'}
      - {id: column_2027, title: 2027, type: money}
  - id: kept
    name: Kept
    columns:
      - {id: one, title: One, type: number}
"""
    )
    assert first.migrate({path: after}) == {path: after}
    assert first.migrate({path: "sheets: [\n"}) == {path: "sheets: [\n"}


# The real thing


@pytest.mark.sample
@pytest.mark.skipif(
    asked(REPOSITORY, "cat-file", "-e", FIRST).returncode != 0, reason=f"needs the history from {FIRST} on"
)
def test_the_first_version_becomes_the_present_one(tmp_path: Path) -> None:
    ours = tmp_path / "ours"
    git(tmp_path, "clone", "--quiet", "--no-checkout", str(REPOSITORY), str(ours))
    git(ours, "checkout", "--quiet", "-B", "main", FIRST)
    changes = {
        "organisation.yml": ("name: Aldermoor Group", "name: Nordwind"),
        "docs/index.md": ("# ", "Our own words.\n\n# "),
        "docs/standards/governance.md": ("\n## ", "\nOur own rule.\n\n## "),
        "docs/assets/stylesheets/pmo.css": ("\n", "\n/* ours */\n"),
    }
    for path, (old, new) in changes.items():
        text = (ours / path).read_text(encoding="utf-8")
        assert old in text, path
        (ours / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    (ours / "docs/own").mkdir()
    (ours / "docs/own/buying.md").write_text("# How we buy\n\nWith care.\n", encoding="utf-8")
    commit(ours)
    done = CliRunner().invoke(upgrade.command, ["--to", str(REPOSITORY), "--root", str(ours)])
    assert done.exit_code == 0, done.output
    assert "error" not in done.output.split("The new version's check says:")[1]
    changed = git(ours, "diff", "--name-only", "main").splitlines()
    own = [path for path in changed if OWNERSHIP.of(path) is Owner.OWN]
    assert [path for path in own if not path.startswith((PRODUCT, "schemas/"))] == []
    content = [path for path in changed if OWNERSHIP.of(path) is Owner.CONTENT]
    assert content == ["templates/budget-and-forecast/workbook.yml", "templates/raid-log/workbook.yml"]
    assert "\n  docs/assets/stylesheets/pmo.css\n" in done.output
    assert "  docs/standards/governance.md (changed; yours is changed here)" in done.output
