"""Real sites in a folder of their own: the repository's machinery, copied, and MkDocs run on it.

``copy_repository`` takes everything, the sample organisation included. ``small_site`` takes the machinery
alone and puts records of ``tests.builders`` and a bare page for each entry of the navigation around it, so
that a test says what its site holds and a build takes two seconds.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests import builders
from tests.builders import Fields

REPOSITORY = Path(__file__).parents[1]
MACHINERY = ("macros", "scripts", "mkdocs.yml", "pyproject.toml", "docs/assets")
WHOLE = (
    "docs",
    "lessons",
    "templates",
    "macros",
    "scripts",
    "mkdocs.yml",
    "organisation.yml",
    "pyproject.toml",
)
WHERE_THERE = ("glossary.yml", "site.yml")
INDEXES = {
    "index.md": "Of {{ organisation.name }}.\n\n{{ status_table(filters=false) }}",
    "projects/index.md": "{{ project_index() }}",
    "portfolio/index.md": "{{ portfolio_summary() }}\n\n{{ status_table() }}\n\n{{ milestone_table() }}",
    "lessons/index.md": "{{ lesson_index() }}",
    "templates/index.md": "{{ tier_list() }}\n\n{{ template_index() }}",
    "standards/index.md": "{{ standard_index() }}\n\n{{ clause_index() }}",
    "guides/index.md": "{{ report_index() }}",
}
"""What the pages of the navigation hold besides their heading."""
FIRST_ISSUE = {"version": "1.0", "date": "2026-01-01", "note": "First issue."}


@dataclass(frozen=True)
class Built:
    """What a build said and left behind."""

    exit_code: int
    output: str
    site: Path

    def pages(self) -> list[Path]:
        """Every HTML file of the site."""
        return sorted(self.site.rglob("*.html"))

    def html(self, address: str) -> str:
        """The page at ``address``, such as ``projects/alpha/``."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")


@dataclass(frozen=True)
class SiteFolder:
    """A knowledge base that a test may change and build."""

    root: Path

    def read(self, path: str) -> str:
        """The text of a file."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        """Make or replace a file."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        """Exchange a text that stands in the file once."""
        text = self.read(path)
        assert text.count(old) == 1, f"{path} holds {old!r} {text.count(old)} times"
        self.write(path, text.replace(old, new))

    def environment(self, **extra: str) -> dict[str, str]:
        """The tests' environment without what would change a build, and ``extra``."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("PMO_") or name == "PMO_CACHE"
        }
        return {**kept, "NO_MKDOCS_2_WARNING": "1", **extra}

    def build(self, *options: str, site_url: str = "", as_of: str = "", **extra: str) -> Built:
        """Build as ``make build`` does."""
        settings = {"PMO_SITE_URL": site_url, "PMO_AS_OF": as_of}
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", *options],
            cwd=self.root,
            env=self.environment(**{name: value for name, value in settings.items() if value}, **extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        return Built(done.returncode, done.stdout, self.root / "site")


def copy_repository(root: Path, source: Path = REPOSITORY) -> SiteFolder:
    """The whole repository as it stands, with the sample organisation."""
    return _copied((*WHOLE, *(name for name in WHERE_THERE if (source / name).exists())), root, source)


def small_site(root: Path, **records: Any) -> SiteFolder:  # noqa: ANN401
    """The machinery around the records given, as ``builders.write_library`` takes them."""
    folder = _copied(MACHINERY, root)
    for path in _navigation_paths(yaml.load(folder.read("mkdocs.yml"), yaml.BaseLoader)["nav"]):  # noqa: S506  texts only
        name = path.removesuffix("/index.md").removesuffix(".md").rsplit("/", 1)[-1].capitalize()
        folder.write(f"docs/{path}", f"# {name}\n\n{INDEXES.get(path, 'Nothing here.')}\n")
    for room in ("lessons", "templates"):
        (root / room).mkdir()
    builders.write_library(root, **records)
    return folder


def complete_records() -> dict[str, Any]:
    """One record of each kind and more, tied to each other in every way: a small site's contents."""
    applied: Fields = {
        "status": "applied",
        "validated": "2026-02-01",
        "owner": "Project office",
        "review_by": "2027-02-01",
        "applied_in": [
            {"clause": "GOV-1", "date": "2026-02-02"},
            {"template": "charter", "date": "2026-02-02"},
        ],
    }
    taught = {
        "version": "1.1",
        "date": "2026-02-02",
        "note": "Test data has an owner.",
        "lesson": "test-data",
    }
    return {
        "projects": {
            "alpha": builders.project(
                milestones=[{"id": "live", "title": "Alpha is live", "baseline": "2026-10-01"}],
                lessons=[{"lesson": "test-data", "disposition": "applied", "note": "In the test plan."}],
            ),
            "beta": builders.project(
                title="Beta",
                programme="renewal",
                depends_on=[
                    {"project": "alpha", "milestone": "live", "need_by": "2026-11-01", "note": "Its data."}
                ],
            ),
        },
        "reports": {
            "alpha": {
                "2026-01-31": builders.report(rationale="A quiet month in the quarry."),
                "2026-02-28": builders.report(rating="red", rationale="The supplier stopped at the harbour."),
            }
        },
        "lessons": {
            "test-data": builders.lesson(project="alpha", source=None, **applied),
            "late-permits": builders.lesson(title="Ask early for permits", supersedes="test-data"),
        },
        "templates": {"charter": builders.template(clauses=["GOV-1"], changes=[taught, FIRST_ISSUE])},
        "standards": {"governance": builders.standard(changes=[taught, FIRST_ISSUE])},
        "files": {"templates/charter/document.md": "# Charter\n\nFill this in.\n"},
    }


def _copied(names: tuple[str, ...], root: Path, source: Path = REPOSITORY) -> SiteFolder:
    for name in names:
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / name).is_dir():
            shutil.copytree(source / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source / name, target)
    return SiteFolder(root)


def _navigation_paths(nav: Any) -> Iterator[str]:  # noqa: ANN401
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for entry in nav:
            yield from _navigation_paths(entry)
    elif isinstance(nav, dict):
        yield from _navigation_paths(list(nav.values()))
