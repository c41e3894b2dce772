"""Every problem of a knowledge base in one run. The command and the build ask the same function."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from macros.documents.attachments import attachment_problems
from macros.documents.compiler.checks import source_problems
from macros.documents.compiler.sources import Sources, read_sources
from macros.pages.macro_check import macro_problems
from macros.pages.sections import FIXED_ANCHORS
from macros.portfolio.published import PATHS
from macros.records.glossary import Glossary, read_glossary
from macros.records.leaks import leak_problems
from macros.records.library import Library, load
from macros.records.links import LinkMap
from macros.records.problems import Problem, errors
from macros.records.rules import Context, apply
from macros.records.site_settings import SiteSettings, read_site_settings


@dataclass(frozen=True)
class Checked:
    """The records with everything that is wrong with them, sorted by place."""

    library: Library
    links: LinkMap
    sources: Mapping[str, Sources]
    """The sources of templates by template."""
    glossary: Glossary
    settings: SiteSettings
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that fail a check and a build."""
        return tuple(errors(self.problems))


def check(root: Path, clock: date) -> Checked:
    """Read everything below ``root`` and apply every rule; ``clock`` is the real day."""
    library = load(root)
    links = LinkMap(library, FIXED_ANCHORS, PATHS)
    context = Context(library, links, clock)
    problems = list(library.problems)
    for record in library.everything():
        problems += apply(record, context)
    problems += leak_problems(library)
    problems += attachment_problems(library)
    problems += macro_problems(library)
    sources, unread = read_sources(library)
    problems += unread
    problems += source_problems(sources, library.organisation.fields)
    glossary = read_glossary(root)
    problems += glossary.problems
    problems += glossary.unused(_texts(library, sources))
    settings = read_site_settings(root)
    problems += settings.problems
    return Checked(library, links, sources, glossary, settings.fields, tuple(sorted(set(problems))))


def _texts(library: Library, sources: Mapping[str, Sources]) -> Iterator[str]:
    """Everything that a reader may read: bodies, clauses, sources of templates."""
    for record in library.records():
        yield record.source.body
    for standard in library.standards.values():
        yield from (clause.text for clause in standard.fields.clauses or ())
    for each in sources.values():
        yield from each.texts.values()
