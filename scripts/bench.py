"""``make bench``: the time of a large build, beside plain MkDocs and Material with as many pages.

The knowledge base is this repository with generated records added. The plain site has the same navigation and
the prose of the same records, without front matter, and more of it until it has as many pages. Both are built
in turns, each time in a process of its own, and the best time of each counts.
"""

import argparse
import gzip
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.utils.yaml import yaml_load

from macros.checking import Checked, check
from macros.outputs import outputs
from macros.pages.compose import Composer, composer
from macros.pages.view import SiteView
from macros.pages.views import VIEWS
from macros.records.library import load
from macros.records.vocabulary import Kind
from scripts.bench_records import Made, Maker

ROOT = Path(__file__).resolve().parent.parent
MACHINERY = ("docs", "lessons", "templates", "macros", "scripts", "organisation.yml", "mkdocs.yml")
BUILD = ("-m", "mkdocs", "build", "--strict", "--quiet")
PMO_CHECK = ("-c", "from scripts.pmo import main; main(['check'])")
PLAIN_SETTINGS = """\
INHERIT: ../ours/mkdocs.yml
site_name: Plain
docs_dir: pages
hooks: []
plugins: [search]
theme: {custom_dir: no-overrides}
extra_css: []
extra_javascript: []
"""
"""The same navigation, theme, features and extensions as ours, and nothing else of ours."""
LOOKED_AT = ("search/search_index.json", "lessons/index.html", "projects/index.html")
MEBIBYTE = 1 << 20
MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts the memory of a process."""


@dataclass(frozen=True)
class Run:
    """What a process took: seconds on the clock and of the processor, and bytes of memory at its peak.

    The last two are 0 where the system does not tell.
    """

    seconds: float
    processor: float
    memory: int


def best(runs: Iterable[Run]) -> Run:
    """The least of each."""
    each = zip(*(astuple(run) for run in runs), strict=True)
    return Run(*(min(values) for values in each))


def today() -> date:
    """The day on the clock."""
    return datetime.now().astimezone().date()


def python(folder: Path, arguments: Sequence[str]) -> Run:
    """Run Python in ``folder``; where that fails, end with the last lines that it printed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    printed, processor, memory = folder / "printed.txt", 0.0, 0
    with printed.open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=output, stderr=output
        )
        if hasattr(os, "wait4"):
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            processor, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MEMORY_UNIT
        failed = process.wait()
        seconds = time.perf_counter() - started
    if failed:
        sys.exit(f"{printed.read_text()[-3000:]}\npython {' '.join(arguments)} failed in {folder}")
    return Run(seconds, processor, memory)


def write(root: Path, texts: Mapping[str, str]) -> None:
    """Write files below ``root`` by path."""
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def knowledge_base(source: Path, root: Path, lessons: int, projects: int, reports: int) -> list[Made]:
    """Make ``root`` a copy of the repository at ``source`` with generated records added; gives these."""
    for name in MACHINERY:
        if (source / name).is_dir():
            shutil.copytree(source / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source / name, root / name)
    organisation = load(root).organisation.fields
    made = list(Maker(organisation, organisation.today(today())).records(lessons, projects, reports))
    write(root, {record.path: record.text for record in made})
    return made


def plain_site(root: Path, made: Sequence[Made], pages: int) -> None:
    """Make ``root`` a site of so many pages with the prose of the records ``made``."""
    write(root, {"mkdocs.yml": PLAIN_SETTINGS})
    (root / "no-overrides").mkdir()
    with (root / "mkdocs.yml").open(encoding="utf-8") as settings:
        texts = dict.fromkeys(paths_in(yaml_load(settings)["nav"]), "# A page of the navigation\n")
    texts |= {record.path: record.plain for record in made[: pages - len(texts)]}
    for number in range(pages - len(texts)):
        record = made[number % len(made)]
        texts[str(Path(record.path).with_name(f"more-{number}.md"))] = record.plain
    write(root / "pages", texts)


def paths_in(nav: object) -> Iterator[str]:
    """The paths of a navigation, at whatever depth."""
    if isinstance(nav, str):
        yield nav
    for below in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from paths_in(below)


def pages_in(site: Path) -> int:
    """How many pages a built site has."""
    return sum(1 for _ in site.rglob("index.html"))


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def compose(checked: Checked, made: Composer) -> None:
    """Compose the page of every record, as a build does."""
    for record in checked.library.records():
        if record.kind is not Kind.ORGANISATION and made.has_page(record):
            made.head(record)
            made.page(record, "")


def portfolio_views(site: SiteView) -> None:
    """Work out every view of the portfolio, charts included."""
    for view in VIEWS.values():
        view(site, "portfolio/")


def table(ours: Run, plain: Run, checking: Run, pages: int) -> Iterator[str]:
    """The lines of the result."""
    yield f"{'':24}{'seconds':>9}{'processor':>11}{'ms a page':>11}{'peak memory':>13}"
    for name, run in (("make build", ours), ("plain MkDocs + Material", plain), ("pmo check", checking)):
        each = run.seconds / pages * 1000
        yield f"{name:24}{run.seconds:9.2f}{run.processor:11.2f}{each:11.2f}{run.memory / MEBIBYTE:9.0f} MiB"
    ratios = [one / other if other else 0 for one, other in zip(astuple(ours), astuple(plain), strict=True)]
    yield f"{'make build / plain':24}{ratios[0]:9.2f}{ratios[1]:11.2f}{'':11}{ratios[2]:13.2f}"


def sizes(site: Path) -> Iterator[str]:
    """The size of what readers download most."""
    for name in LOOKED_AT:
        data = (site / name).read_bytes()
        packed = len(gzip.compress(data, mtime=0)) / MEBIBYTE
        yield f"{name:25}{len(data) / MEBIBYTE:9.2f} MiB, {packed:.2f} MiB packed"


def parts(root: Path, rounds: int) -> Iterator[str]:
    """Where the time of a build goes, in this process."""
    seconds = []
    for _ in range(rounds):
        times = [timed(lambda: check(root, today()))]
        checked = check(root, today())
        made = composer(checked.library, (), checked.library.organisation.fields.today(today()))
        times += [
            timed(lambda: compose(checked, made)),  # noqa: B023  called at once
            timed(lambda: portfolio_views(made.site)),  # noqa: B023
            timed(lambda: list(outputs(made, ""))),  # noqa: B023
        ]
        seconds.append(times)
    names = ("check", "pages of records", "views of the portfolio", "files besides pages")
    for name, least in zip(names, map(min, zip(*seconds, strict=True)), strict=True):
        yield f"of a build: {name:24}{least:8.2f} s"


def measure(folder: Path, options: argparse.Namespace) -> Iterator[str]:
    """Make both sites in ``folder``, build them in turns and tell the result line by line."""
    ours, plain = folder / "ours", folder / "plain"
    for each in (ours, plain):
        each.mkdir()
    made = knowledge_base(options.source, ours, options.lessons, options.projects, options.reports)
    python(ours, BUILD)  # the first one only compiles the modules and counts the pages
    pages = pages_in(ours / "site")
    plain_site(plain, made, pages)
    runs = [
        (python(ours, BUILD), python(plain, BUILD), python(ours, PMO_CHECK)) for _ in range(options.rounds)
    ]
    our_best, plain_best, checking = (best(column) for column in zip(*runs, strict=True))
    yield (
        f"{options.lessons:,} lessons and {options.projects:,} projects with {options.reports} reports each, "
        f"added to this repository: {pages:,} pages (plain: {pages_in(plain / 'site'):,}); "
        f"best of {options.rounds}"
    )
    yield from table(our_best, plain_best, checking, pages)
    yield from parts(ours, options.rounds)
    yield from sizes(ours / "site")


def main(argv: list[str] | None = None) -> int:
    """Run the benchmark; gives the exit code."""
    parser = argparse.ArgumentParser(prog="make bench", description="Time a large build beside plain MkDocs.")
    parser.add_argument("--lessons", type=int, default=1000, help="lessons to add (default: %(default)s)")
    parser.add_argument("--projects", type=int, default=300, help="projects to add (default: %(default)s)")
    parser.add_argument("--reports", type=int, default=3, help="reports a project (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each (default: %(default)s)")
    parser.add_argument("--source", type=Path, default=ROOT, help="the repository (default: this one)")
    options = parser.parse_args(argv)
    with TemporaryDirectory(prefix="pmo-bench-") as folder:
        for line in measure(Path(folder), options):
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
