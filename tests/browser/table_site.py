"""A small site around the table component, built with the real MkDocs and Material."""

import subprocess
import sys
from pathlib import Path

from macros.pages.rendering import render
from macros.pages.tables import Cell, Column, Link, Option, Row, Table

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
OURS = ["javascripts/tables.js", "stylesheets/pmo.css"]
HOSTILE = [
    "a | b",
    "*not bold* _not italic_ `not code`",
    "Fish & chips <b>bold</b> \"quoted\" 'single' &amp;",
    "</div></td></table><script>window.fired = true</script>",
    "<img src=x onerror='window.fired = true'>",
    "[link](javascript:alert(1)) ![](x) <https://example.org>",
    "{{ 7 * 7 }} {% raw %} $x$ :smile: ++ctrl++ ==mark== --8<-- 'x' [^1] [TOC]",
    "مشروع تحديث الشبكة (المرحلة 2)",
    "    indented\n\n```python\ncode\n```\n# heading",
]

CONFIGURATION = """
site_name: Table component
site_url: {url}
strict: true
theme:
  name: material
  font: false
  features: [navigation.instant, navigation.tracking]
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
plugins: [search]
markdown_extensions:
  [abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables, pymdownx.superfences]
extra_css: [assets/stylesheets/pmo.css]
extra_javascript: [assets/javascripts/tables.js]
extra: {{generator: false}}
"""


def vocabulary(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(label.lower().replace(" ", "-"), label) for label in labels)


PHASES = vocabulary("Initiating", "Planning", "Executing", "Closing")
RATINGS = vocabulary("Red", "Amber", "Green", "Not rated")
TRENDS = vocabulary("Worse", "Same", "Better")

# title; programme; phase; tier; rating; trend; budget; finish; done; tags
PROJECTS = """\
ERP replacement; Digital Core; executing; 3; amber; better; 4800000; 2027-03-31; 58; erp data
Payroll migration; Digital Core; closing; 2; green; same; 620000; 2026-11-30; 96; data people
Network refresh; Digital Core; planning; 2; amber; worse; 940000; 2027-09-30; 5;
Data centre exit; Digital Core; planning; 3; red; same; 2150000; 2028-01-31; 8; data
Warehouse automation; Plant Renewal; executing; 3; red; worse; 3400000; 2027-02-28; 44; site
Foundry énergie upgrade; Plant Renewal; executing; 2; red; worse; 1300000; 2026-12-18; 61; site
Predictive maintenance; Plant Renewal; initiating; 1; not-rated; ; ; ; ; data site
Customer portal; Customer First; executing; 2; green; same; 780000; 2027-01-29; 72; erp
Price engine; Customer First; initiating; 2; green; same; 90000; ; 10; erp
Supplier onboarding; No programme; planning; 1; not-rated; ; 100000; 2027-05-28; ;
""".splitlines()


def term(options: tuple[Option, ...], value: str) -> Cell:
    return Cell(dict(options)[value], values=(value,)) if value else Cell()


def figure(form: str, value: str) -> Cell:
    return Cell(form.format(int(value)), int(value)) if value else Cell()


def project_row(line: str, *, group: bool = True) -> Row:
    title, programme, phase, tier, rating, trend, budget, finish, done, tags = map(str.strip, line.split(";"))
    cells = (
        Cell(title, href="other/"),
        term(PHASES, phase),
        Cell(f"Tier {tier}", values=(tier,)),
        term(RATINGS, rating),
        term(TRENDS, trend),
        figure("£{:,}", budget),
        Cell(finish, finish or None),
        figure("{} %", done),
        Cell(values=tuple(tags.split())),
    )
    return Row(cells, programme if group else None)


COLUMNS = (
    Column("title", "Project"),
    Column("phase", "Phase", facet=True, options=PHASES),
    Column("tier", "Tier", facet=True, options=tuple(Option(tier, f"Tier {tier}") for tier in "123")),
    Column("rating", "Rating", "rating", facet=True, options=RATINGS),
    Column("trend", "Trend", "trend", options=TRENDS),
    Column("budget", "Budget", "money"),
    Column("finish", "Finish", "date"),
    Column("done", "Done", "percent"),
    Column("tags", "Tags", "tags", facet=True),
)


def projects() -> Table:
    rows = tuple(project_row(project) for project in PROJECTS)
    return Table("projects", "Projects by programme", COLUMNS, rows)


def lessons() -> Table:
    columns = (
        Column("title", "Lesson"),
        Column("level", "Level", facet=True, options=vocabulary("Urgent", "Caution")),
        Column("date", "Happened", "date"),
        Column("from", "From", "links", sortable=False),
    )
    rows = tuple(
        Row(
            (
                Cell(title, href="other/"),
                Cell(level, values=(level.lower(),)),
                Cell(day, day),
                Cell(links=(link,)),
            )
        )
        for title, level, day, link in [
            ("Freeze master data early", "Urgent", "2026-03-02", Link("ERP replacement", "other/")),
            ("Ask suppliers for lead times", "Caution", "2025-11-20", Link("Warehouse automation", "other/")),
            ("Run two payrolls in parallel", "Caution", "2026-01-15", Link("Payroll migration", "other/")),
        ]
    )
    return Table("lessons", "Lessons", columns, rows, noun="lesson")


def many(count: int, *, wide: bool) -> Table:
    extra = tuple(Column(f"extra{number}", f"Extra column {number}") for number in range(6 if wide else 0))
    rows = tuple(
        Row(
            (
                Cell(f"{row.cells[0].text} {number}", href="../other/"),
                *row.cells[1:],
                *(Cell("Some words") for _ in extra),
            )
        )
        for number in range(count)
        for row in [project_row(PROJECTS[number % len(PROJECTS)], group=False)]
    )
    return Table("many", "Many projects", COLUMNS + extra, rows)


def hostile() -> Table:
    columns = (Column("text", "Text", facet=True), Column("tags", "Tags", "tags", facet=True))
    rows = tuple(Row((Cell(text), Cell(values=(text,)))) for text in HOSTILE)
    return Table("hostile", "Values that could do harm", columns, rows, noun="value")


def plain() -> Table:
    return Table(
        "plain", "Nothing to filter", (Column("name", "Name"),), (Row((Cell("A"),)),), searchable=False
    )


def alike() -> Table:
    columns = (Column("name", "Name"), Column("kind", "Kind", facet=True))
    rows = tuple(Row((Cell(name), Cell("Alike"))) for name in "AB")
    return Table("alike", "One value for all", columns, rows, searchable=False, show_caption=False)


def hidden() -> Table:
    columns = (
        Column("name", "Name"),
        Column("grade", "Grade", facet=True, shown=False),
        Column("about", "About", shown=False),
    )
    rows = (Row((Cell("One"), Cell("A"), Cell("Secretary"))), Row((Cell("Two"), Cell("B"), Cell("Clerk"))))
    return Table("hidden", "Columns out of sight", columns, rows, noun="post")


def pages() -> dict[str, str]:
    links = (
        '<p><a id="planning" href="?projects.phase=planning">Projects in planning</a> '
        '<a id="elsewhere" href="other/">Other page</a></p>\n'
    )
    view = '<p><a id="view" href="../?projects.rating=red&amp;other=1">Red projects</a></p>\n'
    both = [render("table.html.jinja", table=table) for table in (projects(), lessons())]
    gallery = Path(__file__).with_name("gallery.html").read_text(encoding="utf-8")
    empty = Table("empty", "Nothing", COLUMNS, (), empty="No project has reported yet.")
    tables = [
        render("table.html.jinja", table=table) for table in (hostile(), empty, plain(), alike(), hidden())
    ]
    return {
        "index.md": "\n".join(["# Projects\n", links, *both]),
        "other.md": f"# Other page\n\n{view}",
        "gallery.md": "\n".join(["# Components\n", gallery, *tables]),
        "wide.md": "---\nhide: [toc]\n---\n# Wide\n\n"
        + render("table.html.jinja", table=many(30, wide=True)),
        "long.md": "---\nhide: [toc, navigation]\n---\n# Long\n\n"
        + render("table.html.jinja", table=many(60, wide=False)),
    }


def write_bare(folder: Path, table: Table) -> None:
    """Write a page that holds TABLE alone, with our script and style and no theme."""
    for asset in OURS:
        (folder / Path(asset).name).write_bytes((ASSETS / asset).read_bytes())
    head = (
        '<meta charset="utf-8"><title>Bare</title><link rel="icon" href="data:,">'
        '<link rel="stylesheet" href="pmo.css"><script src="tables.js"></script>'
    )
    html = f'<!doctype html><html lang="en">{head}{render("table.html.jinja", table=table)}</html>'
    (folder / "index.html").write_text(html, encoding="utf-8")


def build(folder: Path, url: str) -> None:
    """Write the source of the site into FOLDER and build it, for URL, into its `site` folder."""
    docs = folder / "docs"
    for name, text in pages().items():
        docs.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    for asset in OURS:
        (docs / "assets" / asset).parent.mkdir(parents=True)
        (docs / "assets" / asset).write_bytes((ASSETS / asset).read_bytes())
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(url=url), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
