"""The sources of a template as they lie beside its ``index.md``: read once, for check and compiler."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from pydantic import Field

from macros.records.characters import CONTROLS, visible
from macros.records.fields import ISO_DATE, Group, Line, Title
from macros.records.front_matter import Source, read_yaml
from macros.records.library import Library, Record
from macros.records.models import Template
from macros.records.problems import Problem, errors
from macros.records.reading import read_text
from macros.records.validating import validate
from macros.records.vocabulary import EXAMPLE_NAME, READY_MADE_SUFFIXES, Rating, TemplateStatus

from .workbook_source import Workbook
from .workbook_values import Rows

DOCUMENT, SLIDES, WORKBOOK = "document.md", "slides.md", "workbook.yml"
CONTROL = "control"
"""Under this name an example gives the lines of the document's control table."""
WHOLE, FRACTION = re.compile(r"-?(0|[1-9]\d{0,14})", re.ASCII), re.compile(r"-?\d{1,15}\.\d+", re.ASCII)
M = TypeVar("M", bound=Group)


class Version(Group):
    """A line of a filled-in document's own control table."""

    version: Line
    date: Line
    author: Line
    change: Line
    approved: Line

    @property
    def cells(self) -> tuple[str, ...]:
        """From left to right."""
        return (self.version, self.date, self.author, self.change, self.approved)


class Example(Group):
    """The data of a worked example: names for documents and slides, rows and facts for workbooks."""

    title: Title | None = None
    project: dict[str, Any] = Field(default_factory=dict)
    report: dict[str, Any] = Field(default_factory=dict)
    entry: dict[str, Any] = Field(default_factory=dict)
    sheets: dict[str, list[dict[str, Any]]] = Field(default_factory=dict)
    facts: dict[str, dict[str, Any]] = Field(default_factory=dict)
    control: list[Version] = Field(default_factory=list)

    @property
    def given(self) -> dict[str, Any]:
        """What fills documents and slides, numbers and dates as such, ratings in the register's words."""
        known: dict[str, Any] = {
            root: typed_values(getattr(self, root)) for root in ("project", "report", "entry")
        }
        for root in ("project", "report"):
            known[root] |= _rated(known[root])
        return known | {CONTROL: tuple(line.cells for line in self.control)}

    @property
    def rows(self) -> Rows:
        """What fills workbooks."""
        return Rows(typed_values(self.sheets), typed_values(self.facts))

    @property
    def day(self) -> date | None:
        """The day that stands for today: that of its report."""
        found = typed_values(self.report.get("date"))
        return found if isinstance(found, date) else None


@dataclass(frozen=True)
class Sources:
    """One template: its texts by file name, its workbook and its example, and both as they were written."""

    record: Record[Template]
    root: Path
    texts: Mapping[str, str] = field(default_factory=dict)
    workbook: Workbook | None = None
    example: Example | None = None
    written: Mapping[str, Source] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The template's id."""
        return self.record.id

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.root / "templates" / self.id

    @property
    def is_offered(self) -> bool:
        """Whether files are made of it; of a retired one none are."""
        return self.record.fields.status is not TemplateStatus.RETIRED

    @cached_property
    def ready_made(self) -> dict[str, bytes]:
        """The files that are offered as they are, by name."""
        paths = [path for path in self.record.beside if path.endswith(READY_MADE_SUFFIXES)]
        return {PurePosixPath(path).name: (self.root / path).read_bytes() for path in paths}

    def path(self, name: str) -> str:
        """The path of one of its files in the repository."""
        return f"templates/{self.id}/{name}"


def read_sources(library: Library) -> tuple[dict[str, Sources], list[Problem]]:
    """The sources of every template by its id, and what could not be read."""
    problems: list[Problem] = []
    reading = (_Reading(library.root, record, problems) for record in library.templates.values())
    return {each.record.id: each.sources() for each in reading}, problems


@dataclass(frozen=True)
class _Reading:
    """Reads the files of one template; what cannot be read goes to ``problems``."""

    root: Path
    record: Record[Template]
    problems: list[Problem]

    def sources(self) -> Sources:
        texts = {name: text for name in (DOCUMENT, SLIDES) if (text := self._visible(name)) is not None}
        written: dict[str, Source] = {}
        workbook = self._model(Workbook, WORKBOOK, written)
        example = self._model(Example, EXAMPLE_NAME, written)
        return Sources(self.record, self.root, texts, workbook, example, written)

    def _text(self, name: str) -> str | None:
        path = f"templates/{self.record.id}/{name}"
        if path not in self.record.beside:
            return None
        read = read_text(self.root, path)
        if read.problem:
            self.problems.append(read.problem)
            return None
        return read.text

    def _visible(self, name: str) -> str | None:
        text = self._text(name)
        if text is None:
            return None
        text, problems = visible(f"templates/{self.record.id}/{name}", text, 0, CONTROLS)
        self.problems.extend(problems)
        return text

    def _model(self, model: type[M], name: str, written: dict[str, Source]) -> M | None:
        """What a file of YAML says, or nothing where something in it does not fit."""
        text = self._text(name)
        if text is None:
            return None
        source, found = read_yaml(f"templates/{self.record.id}/{name}", text)
        self.problems.extend(found)
        if any(errors(found)):
            return None
        fields, _, found = validate(model, source)
        self.problems.extend(found)
        written[name] = source
        return None if found else fields


def _rated(group: Mapping[str, Any]) -> dict[str, Any]:
    """The rating of a group and those of its dimensions as labels, as records give them."""
    rating, dimensions = group.get("rating"), group.get("ratings")
    labels: dict[str, Any] = {"rating": _label(rating)} if rating else {}
    if isinstance(dimensions, Mapping):
        labels["ratings"] = {name: _label(value) for name, value in dimensions.items()}
    return labels


def _label(word: Any) -> Any:  # noqa: ANN401
    return Rating(word).label if word in set(Rating) else word


def typed_values(value: Any) -> Any:  # noqa: ANN401  what YAML held, scalars as text
    """Values with dates and numbers in place of the texts that say them."""
    if isinstance(value, dict):
        return {key: typed_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed_values(item) for item in value]
    return _typed(value) if isinstance(value, str) else value


def _typed(text: str) -> str | int | float | date:
    if WHOLE.fullmatch(text):
        return int(text)
    if FRACTION.fullmatch(text):
        return float(text)
    try:
        return date.fromisoformat(text) if ISO_DATE.fullmatch(text) else text
    except ValueError:
        return text
