"""``glossary.yml``: the terms of the field, each with its definition and source."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from .fields import Group, Line, Text, Title
from .front_matter import Source, read_yaml
from .problems import Problem, Severity
from .reading import read_text
from .validating import validate

GLOSSARY = "glossary.yml"
GLOSSARY_RULES = ("glossary-twice", "glossary-unused")
"""Rules that the glossary is kept by."""


class Term(Group):
    """A term, its abbreviation, what it means and where the meaning comes from."""

    term: Title
    short: Line | None = None
    definition: Text
    source: Line
    common: Literal["yes", "no"] = "no"
    """Whether everybody knows the word, so that it does not explain itself on each page."""

    @property
    def anchor(self) -> str:
        """The term's anchor on the page of the glossary."""
        return re.sub(r"[^a-z0-9]+", "-", self.term.lower()).strip("-")

    @property
    def names(self) -> tuple[str, ...]:
        """The term and its abbreviation."""
        return (self.term, *((self.short,) if self.short else ()))


class Terms(Group):
    """The whole glossary."""

    terms: list[Term] = Field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Glossary:
    """The terms in the order of the alphabet, and what is wrong with their file."""

    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of each term."""

    @cached_property
    def tooltips(self) -> Mapping[str, str]:
        """What explains itself on a page: abbreviations, and terms of several words."""
        told: dict[str, str] = {}
        for term in self.terms:
            words = " ".join(term.definition.split())
            if " " in term.term and term.common == "no":
                told[term.term] = words
            if term.short:
                told[term.short] = f"{term.term}: {words}"
        return told

    def unused(self, texts: Iterable[str]) -> Iterator[Problem]:
        """A warning for each term that no text uses."""
        left = {term.term: [name.lower() for name in term.names] for term in self.terms}
        for text in texts:
            lower = text.lower()
            for term in [term for term, names in left.items() if any(_uses(lower, name) for name in names)]:
                del left[term]
            if not left:
                return
        for term in left:
            message, way_out = f"no page uses the term {term!r}", "Use it, or take it out"
            at = self.places.get(term, (1, 1))
            yield Problem(GLOSSARY, *at, "glossary-unused", message, way_out, Severity.WARNING)


def _uses(text: str, name: str) -> bool:
    """Whether ``text`` holds ``name`` as words. Most has none, which plain search tells fast."""
    return name in text and bool(re.search(rf"\b{re.escape(name)}s?\b", text))


def read_glossary(root: Path) -> Glossary:
    """The glossary of the knowledge base at ``root``; an empty one where there is none."""
    if not (root / GLOSSARY).is_file():
        return Glossary()
    text = read_text(root, GLOSSARY)
    if text.problem:
        return Glossary(problems=(text.problem,))
    source, problems = read_yaml(GLOSSARY, text.text)
    fields, broken, own = validate(Terms, source)
    problems = [*problems, *own]
    terms = () if broken else tuple(fields.terms)
    places = {term.term: source.position(("terms", place, "term")) for place, term in enumerate(terms)}
    problems += _twice(source, terms)
    return Glossary(tuple(sorted(terms, key=lambda term: term.term.casefold())), tuple(problems), places)


def _twice(source: Source, terms: Iterable[Term]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for place, term in enumerate(terms):
        for name in term.names:
            if name.casefold() in seen:
                message = f"{name!r} is defined already in entry {seen[name.casefold()] + 1}"
                yield source.problem(
                    "glossary-twice", ("terms", place, "term"), message, "Keep one of the two"
                )
            seen.setdefault(name.casefold(), place)
