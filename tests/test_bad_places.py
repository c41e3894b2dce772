"""Files whose name or place is wrong: told, and never published by accident."""

import os
from pathlib import Path

import pytest

from macros.records.library import load
from macros.records.places import BesidePlace, Place, RecordPlace, StaticPlace, StrayPlace, place_of, url_of
from macros.records.problems import Problem
from macros.records.reading import read_text
from macros.records.vocabulary import Kind
from tests.bad_records import BODY, FRONT, library_of, problems_of
from tests.builders import lesson, project, report, text_of, write_library

GOOD = FRONT + BODY
needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs names and links that Windows does not allow")

PLACES: dict[str, Place] = {
    "docs/projects/a/index.md": RecordPlace(Kind.PROJECT, "a"),
    "docs/projects/a/reports/2026-01-31.md": RecordPlace(Kind.REPORT, "2026-01-31", "a"),
    "docs/projects/index.md": RecordPlace(Kind.PAGE, "projects/index"),
    "docs/standards/governance.md": RecordPlace(Kind.STANDARD, "governance"),
    "docs/standards/index.md": RecordPlace(Kind.PAGE, "standards/index"),
    "docs/guides/a/index.md": RecordPlace(Kind.PAGE, "guides/a/index"),
    "docs/assets/a.png": StaticPlace(),
    "lessons/2026/a.md": RecordPlace(Kind.LESSON, "a"),
    "lessons/2026/a/index.md": RecordPlace(Kind.LESSON, "a"),
    "lessons/2026/a/Plan.PDF": BesidePlace(Kind.LESSON, "a"),
    "lessons/README.md": None,
    "templates/a/index.md": RecordPlace(Kind.TEMPLATE, "a"),
    "templates/a/workbook.yml": BesidePlace(Kind.TEMPLATE, "a"),
    "templates/a/images/b.png": BesidePlace(Kind.TEMPLATE, "a"),
    "macros/site.py": None,
}
STRAY = [
    "docs/projects/alpha/notes.md",
    "docs/projects/alpha/page.html",
    "docs/projects/alpha/plan.docx",
    "docs/projects/alpha/Index.md",
    "docs/projects/alpha/reports/old/2026-01-31.md",
    "docs/projects/alpha/reports/2026-01-31.html",
    "docs/about.markdown",
    "docs/ABOUT.MD",
    "lessons/loose.md",
    "lessons/26/short-year.md",
    "lessons/2026/page.html",
    "lessons/2026/one/notes.md",
    "lessons/2026/one/run.exe",
    "lessons/2026/one/deep/er.pdf",
    "templates/loose.docx",
    "templates/a/notes.md",
]


@pytest.mark.parametrize("path", PLACES)
def test_a_path_says_what_lies_there(path: str) -> None:
    assert place_of(path) == PLACES[path]


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("docs/index.md", ""),
        ("docs/guides/index.md", "guides/"),
        ("docs/guides/README.md", "guides/"),
        ("docs/guides/start.md", "guides/start/"),
        ("docs/projects/a/reports/2026-01-31.md", "projects/a/reports/2026-01-31/"),
        ("lessons/2026/a/index.md", "lessons/a/"),
        ("docs/standards/governance.md", "standards/governance/"),
    ],
)
def test_a_record_has_the_address_of_its_id(path: str, url: str) -> None:
    place = place_of(path)
    assert isinstance(place, RecordPlace)
    assert url_of(place, path) == url


@pytest.mark.parametrize("path", STRAY)
def test_a_stray_file_is_told_and_not_published(path: str, tmp_path: Path) -> None:
    assert isinstance(place_of(path), StrayPlace)
    library = library_of(tmp_path, {path: GOOD})
    (problem,) = problems_of(library)
    assert _line(problem) == f"{path}:1:1 stray-file"
    assert problem.help
    assert not library.statics


def test_a_folder_named_like_a_record_is_told(tmp_path: Path) -> None:
    library = library_of(tmp_path, {"lessons/2026/one.md/notes.txt": "x", "docs/projects/beta.md/.keep": ""})
    assert [_line(problem) for problem in problems_of(library)] == [
        "docs/projects/beta.md:1:1 stray-file",
        "lessons/2026/one.md:1:1 stray-file",
        "lessons/2026/one.md/notes.txt:1:1 stray-file",
    ]


def test_files_without_their_record_are_told(tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {
            "docs/projects/gone/reports/2026-01-31.md": text_of(report()),
            "lessons/2026/gone/plan.pdf": "x",
            "templates/gone/document.md": "x",
        },
    )
    assert [_line(problem) for problem in problems_of(library)] == [
        "docs/projects/gone/reports/2026-01-31.md:1:1 stray-file",
        "lessons/2026/gone/plan.pdf:1:1 stray-file",
        "templates/gone/document.md:1:1 stray-file",
    ]


@pytest.mark.parametrize(
    "name", ["june", "2026-6-30", "2026-02-30", "20260630", "0206-06-30", "2026-06-30-v2"]
)
def test_a_report_that_is_no_date_is_told_and_checked_all_the_same(name: str, tmp_path: Path) -> None:
    path = f"docs/projects/alpha/reports/{name}.md"
    library = library_of(tmp_path, {path: text_of(report(rating=None))})
    assert [_line(problem) for problem in problems_of(library)] == [
        f"{path}:1:1 rating-missing",
        f"{path}:1:1 report-date",
    ]
    assert not library.reports


def test_hidden_and_system_files_are_passed_over(tmp_path: Path) -> None:
    names = ("docs/projects/alpha/.DS_Store", "lessons/2026/.swap.md", "lessons/Thumbs.db")
    assert problems_of(library_of(tmp_path, dict.fromkeys(names, "x"))) == []


@pytest.mark.parametrize("first", ["Note: read this first", "render_macros: true", "  key:"])
def test_a_first_line_that_mkdocs_would_swallow_is_told(first: str, tmp_path: Path) -> None:
    (problem,) = problems_of(library_of(tmp_path, {"docs/about.md": f"{first}\n\nText.\n"}))
    assert _line(problem) == "docs/about.md:1:1 front-matter"
    assert problems_of(library_of(tmp_path, {"docs/about.md": f"\n{first}\n\nText.\n"})) == []


@pytest.mark.parametrize("key", ["render_macros: true", "template: x.html", "hide_all: true", "macros: {}"])
def test_no_key_of_a_maintained_page_turns_anything_on(key: str, tmp_path: Path) -> None:
    (problem,) = problems_of(library_of(tmp_path, {"docs/about.md": f"---\ntitle: A\n{key}\n---\n"}))
    assert _line(problem) == "docs/about.md:3:1 unknown-key"


def test_a_file_that_goes_away_while_it_is_read_is_told(tmp_path: Path) -> None:
    problem = read_text(tmp_path, "lessons/2026/gone.md").problem
    assert problem
    assert _line(problem) == "lessons/2026/gone.md:1:1 unreadable-file"


@needs_posix
def test_what_is_no_ordinary_file_is_told_and_not_opened(tmp_path: Path) -> None:
    write_library(tmp_path, lessons={"one": lesson()})
    os.mkfifo(tmp_path / "lessons/2025/pipe.md")
    assert [_line(problem) for problem in problems_of(load(tmp_path))] == [
        "lessons/2025/pipe.md:1:1 stray-file"
    ]


NAMES = {
    "lessons/2026/Late Onboarding.md": "late-onboarding",
    "lessons/2026/späte-übergabe.md": "spate-ubergabe",
    "lessons/2026/日本.md": "a-name",
    "lessons/2026/under_score.md": "under-score",
    "docs/projects/Neues Intranet/index.md": "neues-intranet",
    "lessons/2026/" + 61 * "a" + ".md": 60 * "a",
}


@pytest.mark.parametrize("path", NAMES)
def test_a_name_that_is_no_id_is_told_with_one_that_is(path: str, tmp_path: Path) -> None:
    text = text_of(project()) if "projects" in path else GOOD
    (problem,) = problems_of(library_of(tmp_path, {path: text}))
    assert _line(problem) == f"{path}:1:1 id-format"
    assert repr(NAMES[path]) in problem.help


@needs_posix
@pytest.mark.parametrize("name", [b"bytes-\xff.md", b"line\nbreak.md", b"\x1b[31mred.md"])
def test_a_name_that_cannot_be_shown_is_told_and_not_read(name: bytes, tmp_path: Path) -> None:
    write_library(tmp_path, lessons={"one": lesson()})
    Path(os.fsdecode(os.fsencode(tmp_path / "lessons/2025") + b"/" + name)).write_text(GOOD)
    (problem,) = problems_of(load(tmp_path))
    assert problem.rule == "encoding"
    assert problem.path.isprintable()
    assert problem.path.startswith("lessons/2025/")


@needs_posix
@pytest.mark.parametrize(
    "link", ["lessons/2026/x.md", "lessons/2026", "docs/secret.txt", "organisation.yml", "docs"]
)
def test_a_symbolic_link_is_told_and_not_followed(link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "projects").mkdir(parents=True)
    (outside / "secret.md").write_text("---\ntitle: Secret\n---\nsecret")
    root = tmp_path / "inside"
    write_library(root)
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).unlink(missing_ok=True)
    (root / link).symlink_to(outside if "." not in link else outside / "secret.md")
    library = load(root)
    assert [_line(problem) for problem in problems_of(library)] == [f"{link}:1:1 symbolic-link"]
    assert "ecret" not in repr((library.lessons, library.organisation, library.pages, library.statics))


def _line(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column} {problem.rule}"
