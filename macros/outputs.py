"""Files of the site besides its pages: stylesheet, data, tables, calendar, feeds, Office files."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace

import click

from macros.checking import Checked
from macros.documents.compiler.jobs import Job, Maker
from macros.documents.compiler.press import Press, Pressed
from macros.documents.compiler.sources import Sources
from macros.documents.compiler.store import Store
from macros.documents.gate_checklists import gate_files
from macros.documents.steering_pack import steering_pack
from macros.exports.basis import Basis
from macros.exports.files import output_files
from macros.pages.compose import Composer
from macros.pages.theme_colours import stylesheet
from macros.portfolio.published import STEERING_PACK

DOCUMENTS = "PMO_DOCUMENTS"
"""Environment: ``no`` leaves the Office files of templates out, for those who write prose."""
LEFT_OUT = frozenset({"no", "off", "false", "0"})
MANY = 5
STYLESHEET = "assets/stylesheets/organisation.css"


def press(checked: Checked, made: Composer, address: str) -> Pressed:
    """The files made from templates; one with a mistake is left out, and all are where this was asked for."""
    if os.environ.get(DOCUMENTS, "").strip().lower() in LEFT_OUT:
        return Pressed()
    compiler = compiler_of(checked, made, address)
    pressed = compiler.pressed(sources_of(checked, made), made.site.portfolio)
    gates = gate_files(made.site.library, made.site.organisation, compiler.maker.address, compiler.store)
    return Pressed({**pressed.files, **gates.files}, replace(pressed.offers, gates=gates.offers))


def sources_of(checked: Checked, made: Composer) -> dict[str, Sources]:
    """The sources of the templates that have no mistake."""
    wrong = {"/".join(problem.path.split("/")[:2]) for problem in checked.errors}
    return {
        id_: sources
        for id_, sources in checked.sources.items()
        if f"templates/{id_}" not in wrong and id_ in made.site.library.templates
    }


def compiler_of(checked: Checked, made: Composer, address: str) -> Press:
    """What compiles them; ``address`` is the site's, or empty."""
    maker = Maker(made.site.organisation, f"{address.rstrip('/')}/" if address else "")
    return Press(maker, Store(checked.library.root), made.site.datasets, _shown)


def _shown(jobs: Iterable[Job], count: int) -> Iterable[Job]:
    """The jobs, with a progress bar where somebody waits for many of them at a terminal."""
    if count < MANY or not sys.stderr.isatty():
        yield from jobs
        return
    with click.progressbar(jobs, length=count, label="Compiling templates", file=sys.stderr) as shown:
        yield from shown


def outputs(made: Composer, address: str) -> Iterator[tuple[str, str | bytes]]:
    """Each file as its path in the site and its content; ``address`` is the site's, or empty."""
    site = made.site
    yield from made.redirects()
    yield STYLESHEET, stylesheet(site.organisation, site.today)
    yield STEERING_PACK, steering_pack(site.portfolio)
    yield from output_files(Basis(site.library, site.portfolio, site.datasets, site.rows, address))
