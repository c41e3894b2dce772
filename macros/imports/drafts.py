"""Records before they are written, each held against every rule that ``pmo check`` will hold it against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from macros.records.front_matter import Source, read_record
from macros.records.leaks import leaks_in
from macros.records.library import Library, Record
from macros.records.links import LinkMap
from macros.records.models import MODELS
from macros.records.problems import Problem, errors
from macros.records.reading import LARGEST_RECORD
from macros.records.rules import Context, apply
from macros.records.validating import validate
from macros.records.vocabulary import Kind
from macros.records.writing import record_text

from .findings import Entry, Finding, Found

WITHHELD = "withheld"


class RefusedError(Exception):
    """Why no record can be made."""


@dataclass(frozen=True)
class Draft:
    """A record to be: its fields, and for each the cell it came from."""

    kind: Kind
    id: str
    path: str
    values: Mapping[str, Any]
    body: str
    origins: Mapping[str, Found] = field(default_factory=dict)
    row: int = 0
    project: str = ""
    entries: tuple[Entry, ...] = ()
    beside: tuple[str, ...] = ()
    """Paths of the files that will lie beside it."""

    @cached_property
    def text(self) -> str:
        """The file."""
        return record_text(MODELS[self.kind], self.values, self.body)


@dataclass(frozen=True)
class Judge:
    """Holds drafts against the rules, in the knowledge base they are meant for. ``clock`` is the real day."""

    library: Library
    clock: date

    @cached_property
    def context(self) -> Context:
        """What the rules look at."""
        return Context(self.library, LinkMap(self.library, {}), self.clock)

    @property
    def has_organisation(self) -> bool:
        """Whether there are lists of categories, tiers and the like to compare with."""
        return bool(self.library.organisation.source.values)

    def settle(self, draft: Draft) -> Draft:
        """The draft without the optional values that break a rule; each is told.

        A project says in ``withheld`` what the register held instead. Raises RefusedError where what is
        required breaks a rule.
        """
        for _ in range(len(draft.values) + 1):
            size = len(draft.text.encode())
            if size > LARGEST_RECORD:
                raise RefusedError(f"the record would have {size:,} bytes; it may have {LARGEST_RECORD:,}")
            source, problems = self.judge(draft)
            if not problems:
                return replace(draft, entries=(*draft.entries, *self._leaks(draft)))
            draft = _without(draft, _key_at(source, problems[0]), problems[0])
        raise RefusedError("no valid record can be made of it")

    def judge(self, draft: Draft) -> tuple[Source, list[Problem]]:
        """The draft as it will be read, and every error that the rules find in it."""
        model = MODELS[draft.kind]
        source, problems = read_record(draft.path, draft.text)
        fields, broken, unfit = validate(model, source)
        record = Record(
            draft.kind, draft.id, draft.path, "", fields, source, broken, draft.project, draft.beside
        )
        found = errors([*problems, *unfit, *apply(record, self.context)])
        return source, [
            problem for problem in found if self.has_organisation or problem.rule != "unknown-reference"
        ]

    def _leaks(self, draft: Draft) -> Iterator[Entry]:
        """What the check will hold back until somebody has looked at it, each once."""
        organisation = self.library.organisation.fields
        found = leaks_in(draft.text, organisation.currency)
        for rule, text in dict.fromkeys((leak.rule, leak.shown) for leak in found):
            if text != organisation.contact:
                yield Entry(Finding.LEAK, draft.row, rule, "", text, text)


def _key_at(source: Source, problem: Problem) -> str:
    """The field in whose lines a problem lies; empty for the body and for the record as a whole."""
    if problem.line >= source.body_line:
        return ""
    above = [(line, path[0]) for path, (line, _) in source.key_positions.items() if len(path) == 1]
    return str(max(((line, key) for line, key in above if line <= problem.line), default=(0, ""))[1])


def _without(draft: Draft, key: str, problem: Problem) -> Draft:
    model = MODELS[draft.kind]
    info = model.model_fields.get(key)
    if info is None or info.is_required() or key == WITHHELD:
        raise RefusedError(problem.text)
    found = draft.origins.get(key, Found.nothing())
    values = {name: value for name, value in draft.values.items() if name != key}
    if WITHHELD in model.model_fields:
        text = " ".join(found.text.split()) or str(draft.values[key])
        values[WITHHELD] = {**(values.get(WITHHELD) or {}), key: f"not readable in the register: {text!r}"}
    entry = Entry(Finding.UNREADABLE, draft.row, key, found.column, found.text, problem.message)
    return replace(draft, values=values, entries=(*draft.entries, entry))
