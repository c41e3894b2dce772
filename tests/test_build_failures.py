"""A build with a mistake in it fails, says where, and publishes nothing."""

from datetime import date
from pathlib import Path

import pytest

from macros.checking import check
from tests import builders
from tests.site_builder import Built, SiteFolder, complete_records, small_site

CALL = "{{ project_index() }}"
PAGE = f"---\ntitle: A page\n---\n\n# A page\n\n{CALL}\n"
LESSON = builders.text_of(builders.lesson())
STANDARD = builders.text_of(
    builders.standard(
        title="Mistakes",
        clauses=[{"id": "MIS-1", "level": "may", "text": "A."}],
        body="{{ clause('MIS-1') }}\n",
    )
)
TEXTS = {"page": PAGE, "lesson": LESSON, "standard": STANDARD}
ROOMS = {"page": "docs/guides", "lesson": "lessons/2025", "standard": "docs/standards"}

ON_PAGES = {
    "unknown-macro": ("{{ project_idx() }}", "no macro 'project_idx'. Did you mean 'project_index'?"),
    "macro-not-called": ("{{ project_index }}", "Write project_index()"),
    "unknown-field": ("{{ project_index(where='ratng is none') }}", "'ratng'. Did you mean 'rating'?"),
    "unknown-value": ("{{ project_index(where=\"state == 'actve'\") }}", "'actve' is not a value of state"),
    "unknown-column": ("{{ project_index(columns='budgte') }}", "'budgte'. Did you mean 'budget'?"),
    "unknown-argument": ("{{ project_index(wehre='') }}", "'wehre'. Did you mean 'where'?"),
    "template-syntax": ("{{ project_index( }}", "the template syntax cannot be read"),
    "unknown-filter": ("{{ today | dya }}", "no filter 'dya'. Did you mean 'day'?"),
    "unknown-test": ("{{ today is dayly }}", "no test 'dayly'"),
    "unknown-setting": ("{{ organisation.nmae }}", "no 'nmae'. Did you mean 'name'?"),
    "dead-page-link": ("[x](../lesons/index.md)", "dead-link"),
    "dead-page-anchor": ("[x](../standards/governance.md#gov-9)", "has no anchor 'gov-9'"),
}
OTHERS = {
    "unknown-clause": ("standard", "'MIS-1'", "'MIS-11'", "no clause has the id 'MIS-11'"),
    "dead-standard-link": ("standard", "{{ clause", "[x](nowhere.md)\n\n{{ clause", "dead-link"),
    "dead-link": ("lesson", "This.", "[x](../../docs/projects/alpa/index.md)", "dead-link"),
    "dead-anchor": ("lesson", "This.", "[x](../../docs/projects/alpha/index.md#no)", "no anchor 'no'"),
    "unknown-level": ("lesson", "level: caution", "level: cation", "not-in-list"),
    "impossible-day": ("lesson", "2025-06-30", "2025-06-31", "date-format"),
    "yaml-syntax": ("lesson", "level: caution", "level: [caution", "yaml-syntax"),
    "render-macros": ("lesson", "level: caution", "level: caution\nrender_macros: true", "unknown-key"),
    "template-key": ("lesson", "level: caution", "level: caution\ntemplate: main.html", "unknown-key"),
    "ignore-macros": ("page", "title: A page", "title: A page\nignore_macros: false", "unknown-key"),
    "dangerous-link": ("lesson", "This.", "[x](javascript:window.pwned=1)", "dangerous-link"),
    "foreign-image": ("lesson", "This.", "![x](http://evil.example/x.png)", "foreign-image"),
}
MISTAKES = {name: ("page", CALL, new, said) for name, (new, said) in ON_PAGES.items()} | OTHERS


def mistaken(name: str) -> tuple[str, str, int, str]:
    """Path and text of a file with the mistake, its line, and what must be said of it."""
    kind, old, new, said = MISTAKES[name]
    text = TEXTS[kind].replace(old, new, 1)
    assert text != TEXTS[kind]
    added = new.removeprefix(old).strip("\n").split("\n")[0]
    line = next(number for number, each in enumerate(text.split("\n"), start=1) if added in each)
    return f"{ROOMS[kind]}/{name}.md", text, line, said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """A small site that was built: what a mistake must leave alone."""
    made = small_site(tmp_path_factory.mktemp("failures"), **complete_records())
    built = made.build("-q")
    assert built.exit_code == 0, built.output
    return made


@pytest.fixture(scope="module")
def before(folder: SiteFolder) -> dict[str, bytes]:
    """What the site held when it was built."""
    return published(folder.root / "site")


@pytest.fixture(scope="module")
def failed(folder: SiteFolder, before: dict[str, bytes]) -> Built:
    """One build with every mistake, each in a file of its own."""
    assert before
    files = {path: text for path, text, *_ in map(mistaken, MISTAKES)}
    for path, text in files.items():
        folder.write(path, text)
    built = folder.build("-q")
    for path in files:
        (folder.root / path).unlink()
    return built


def published(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("name", MISTAKES)
def test_the_build_tells_each_mistake_with_its_line(failed: Built, name: str) -> None:
    path, _, line, said = mistaken(name)
    told = [each for each in failed.output.split("\n") if f"{path}:{line}:" in each]
    assert any(said in each for each in told), failed.output


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_alone_is_enough(folder: SiteFolder, name: str) -> None:
    path, text, *_ = mistaken(name)
    folder.write(path, text)
    found = check(folder.root, date(2026, 11, 21)).errors
    (folder.root / path).unlink()
    assert found
    assert {problem.path for problem in found} == {path}


def test_a_build_that_fails_the_check_leaves_the_site_as_it_was(
    before: dict[str, bytes], failed: Built
) -> None:
    """The check runs before MkDocs empties the folder."""
    assert failed.exit_code == 1
    assert "nothing was built" in failed.output
    assert published(failed.site) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Example Works", "nmae: Example Works", "organisation.yml:1:1: unknown-key"),
        ("name: Example Works", "name: [Example Works", "organisation.yml:1:7: yaml-syntax"),
        ("currency: GBP", "currency: pounds", "organisation.yml:2:11: currency-format"),
    ],
)
def test_a_malformed_organisation_fails_the_build(
    folder: SiteFolder, before: dict[str, bytes], old: str, new: str, said: str
) -> None:
    text = folder.read("organisation.yml")
    folder.replace("organisation.yml", old, new)
    built = folder.build("-q")
    folder.write("organisation.yml", text)
    assert built.exit_code == 1
    assert said in built.output
    assert published(built.site) == before


@pytest.mark.parametrize(
    "call", ["{{ 1 / 0 }}", "{% for tier in organisation.tiers %}{{ tier.nope }}{% endfor %}"]
)
def test_what_only_rendering_finds_fails_with_its_line_and_leaves_no_page(tmp_path: Path, call: str) -> None:
    """MkDocs has emptied the folder by then, and writes nothing into it."""
    folder = small_site(tmp_path, **complete_records())
    folder.write("docs/guides/odd.md", PAGE.replace(CALL, f"Text.\n\n{call}"))
    built = folder.build("-q")
    assert built.exit_code != 0
    assert "docs/guides/odd.md:9:1: macro-error: " in built.output
    assert not built.pages()


def test_a_day_that_is_none_fails_the_build(folder: SiteFolder) -> None:
    built = folder.build("-q", as_of="2026-02-30")
    assert built.exit_code == 1
    assert "PMO_AS_OF must be a date as YYYY-MM-DD, got '2026-02-30'" in built.output
