"""What is wrong with documents and slides of templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from macros.records.places import IMAGE_SUFFIXES
from macros.records.problems import Problem, nearest
from macros.records.prose import ProseLink, parse
from macros.records.vocabulary import SAFE_SCHEMES

from .filling import CLOSE, OPEN
from .images import image_name
from .known_names import mistake
from .names import Name, names_in
from .sources import SLIDES, Sources

BRACKET = re.compile(r"(?<![-*+] )\[[^\]\[(){}]+\](?!\()")
FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
BEGIN, END = re.compile(r":::+ *\{?\.?instruction\}? *"), re.compile(r":::+ *")
MASK = "\ue002"
"""Stands for each sign of a field where the text around it is looked at."""


def text_problems(sources: Sources) -> Iterator[Problem]:
    """Every problem of a template's documents and slides."""
    for name in sources.texts:
        yield from _Text(sources, name).problems()


def fields_of(sources: Sources, file: str) -> tuple[Name, ...]:
    """The names that a source uses; of one that cannot be read, none."""
    try:
        return names_in(sources.texts[file])
    except TemplateSyntaxError:
        return ()


def name_problem(path: str, name: Name, at: tuple[int, int]) -> Iterator[Problem]:
    """What is wrong with a name that is used there."""
    if found := mistake(name):
        yield Problem(path, *at, "unknown-field", *found)


@dataclass(frozen=True)
class _Text:
    sources: Sources
    file: str

    @property
    def text(self) -> str:
        return self.sources.texts[self.file]

    def problem(self, line: int, column: int, rule: str, message: str, way_out: str) -> Problem:
        return Problem(self.sources.path(self.file), line, column, rule, message, way_out)

    def problems(self) -> Iterator[Problem]:
        try:
            names = names_in(self.text)
        except TemplateSyntaxError as error:
            said = (error.message or "").rstrip(".")
            message = f"the fields cannot be read: {said}"
            yield self.problem(error.lineno, 1, "source-syntax", message, "See templates/README.md")
            return
        for name in names:
            yield from name_problem(self.sources.path(self.file), name, self._place(name))
        masked = FIELD.sub(lambda found: re.sub(r"[^\n]", MASK, found[0]), self.text)
        yield from self._signs()
        yield from self._instructions(masked)
        if self.sources.example:
            yield from self._brackets(masked)
        prose = parse(masked, 1)
        html = {each.line: each for each in reversed(prose.suspects) if each.rule == "raw-html"}
        for suspect in html.values():
            message = f"HTML such as {suspect.text!r} reaches no document"
            at = suspect.line, suspect.column
            yield self.problem(*at, "source-html", message, "Write it in Markdown, or without < and >")
        for link in prose.links:
            yield from self._image(link) if link.is_image else self._link(link)
        if self.file == SLIDES:
            yield from self._lost(masked)

    def _place(self, name: Name) -> tuple[int, int]:
        """The line of a name, and where in it its last part stands."""
        line = self.text.split("\n")[name.line - 1]
        return name.line, max(0, line.find(str(name).rpartition(".")[2])) + 1

    def _signs(self) -> Iterator[Problem]:
        for number, line in enumerate(self.text.split("\n"), start=1):
            if found := re.search(f"[{OPEN}{CLOSE}{MASK}]", line):
                message = "a sign of the private use area, which the compiler needs itself"
                yield self.problem(number, found.start() + 1, "source-syntax", message, "Remove it")

    def _instructions(self, masked: str) -> Iterator[Problem]:
        """Each ``::: instruction`` has its end, and nothing else is fenced so."""
        begun = 0
        for number, line in enumerate(masked.split("\n"), start=1):
            if not line.startswith(":::"):
                continue
            if begun and END.fullmatch(line):
                begun = 0
            elif not begun and BEGIN.fullmatch(line):
                begun = number
            else:
                way_out = "Write ::: instruction before the instruction and ::: after it"
                yield self.problem(number, 1, "source-syntax", f"{line[:40]!r} fits nothing here", way_out)
                return
        if begun:
            yield self.problem(begun, 1, "source-syntax", "the instruction has no end", "Write ::: after it")

    def _brackets(self, masked: str) -> Iterator[Problem]:
        for number, line in enumerate(masked.split("\n"), start=1):
            if found := BRACKET.search(line):
                message = f"{found[0]!r} cannot be filled by the worked example"
                way_out = 'Write a field: {{ entry.name | asks("…") }}'
                yield self.problem(number, found.start() + 1, "hand-made-field", message, way_out)

    def _link(self, link: ProseLink) -> Iterator[Problem]:
        scheme = link.href.partition(":")[0].lower() if ":" in link.href else ""
        if not _is_field(link.href) and not link.href.startswith("#") and scheme not in SAFE_SCHEMES:
            message = f"the link {link.href!r} leads nowhere once the document is downloaded"
            yield self.problem(link.line, link.column, "source-link", message, "Give a full web address")

    def _image(self, link: ProseLink) -> Iterator[Problem]:
        if fault := self._image_fault(link.href):
            yield self.problem(link.line, link.column, "source-link", *fault)

    def _image_fault(self, href: str) -> tuple[str, str] | None:
        if self.file == SLIDES:
            return "slides hold no images", "Describe it, or put it into the document"
        if _is_field(href):
            return "an image cannot be a field", "Name a file of the template's folder"
        if not href.lower().endswith(IMAGE_SUFFIXES):
            return f"{href!r} is no image", f"Images end in {', '.join(IMAGE_SUFFIXES)}"
        name = image_name(href)
        if not name:
            return f"the image {href!r} lies outside the template's folder", "Put it beside the source"
        beside = [each.removeprefix(self.sources.path("")) for each in self.sources.record.beside]
        if name not in beside:
            return f"there is no image {href!r} beside the source", nearest(name, beside) or "Add it"
        return None

    def _lost(self, masked: str) -> Iterator[Problem]:
        """Text before the first slide, which no slide would show."""
        for number, line in enumerate(masked.split("\n"), start=1):
            if line.startswith("# "):
                return
            if line.strip(f"{MASK} "):
                message = "this stands before the first slide"
                yield self.problem(number, 1, "source-syntax", message, "Begin with # and the slide's title")
                return


def _is_field(href: str) -> bool:
    return MASK in href or "%EE%80%82" in href
