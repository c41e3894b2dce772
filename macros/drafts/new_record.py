"""What a new record is made into: its files, and what is wrong with it besides what is left to fill in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count
from pathlib import PurePosixPath
from typing import Any

from macros.imports.drafts import Draft, Judge
from macros.imports.naming import numbered, own_id
from macros.records.fields import ID_LENGTH, ID_PATTERN
from macros.records.library import Library, Record
from macros.records.problems import Problem
from macros.records.vocabulary import DEVICES, RESERVED_IDS, Kind

from .answers import WrongAnswerError

TO_FILL_IN = "placeholder-left"


@dataclass(frozen=True)
class NewRecord:
    """A record to be written, with the files beside it. ``notes`` tell what was taken over."""

    draft: Draft
    beside: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, str]:
        """Texts by path."""
        return {**self.beside, self.draft.path: self.draft.text}


@dataclass(frozen=True)
class Desk:
    """Where records are made: the knowledge base and the day on the clock."""

    library: Library
    clock: date

    @property
    def today(self) -> date:
        """``as_of``, else the day on the clock."""
        return min(self.library.organisation.fields.today(self.clock), self.clock)

    def judged(self, new: NewRecord) -> tuple[list[Problem], list[Problem]]:
        """The places that are left to fill in, and the errors besides."""
        _, problems = Judge(self.library, self.clock).judge(new.draft)
        left = [problem for problem in problems if problem.rule == TO_FILL_IN]
        return left, [problem for problem in problems if problem.rule != TO_FILL_IN]

    def free_id(self, kind: Kind, title: str, wanted: str = "") -> str:
        """The id for a new record: ``wanted``, or made of its title. Raises WrongAnswerError if it is taken.

        Without a title it is ``new-lesson`` and the like, with a number where that is taken.
        """
        if not (wanted or title):
            names = (numbered(f"new-{kind}", number) for number in count(1))
            return next(name for name in names if not self._holder(kind, name))
        id_ = wanted or own_id(title, "", kind, self._pages(kind))
        if not re.fullmatch(ID_PATTERN, id_) or len(id_) > ID_LENGTH:
            form = f"must be lower-case words joined by hyphens, up to {ID_LENGTH} letters"
            raise WrongAnswerError(f"the id {id_!r} {form}")
        if holder := self._holder(kind, id_):
            raise WrongAnswerError(f"the id {id_!r} belongs to {holder}. Give another one with --id")
        return id_

    def _holder(self, kind: Kind, id_: str) -> str:
        """What has the id already; empty where it is free."""
        own: Mapping[str, Record[Any]] = getattr(self.library, f"{kind}s")
        records = [*filter(None, [own.get(id_)]), *self.library.old_ids.get((kind, id_), ())]
        if id_ in RESERVED_IDS or id_ in self._pages(kind):
            return "a page of the site"
        if id_ in DEVICES:
            return "a device of Windows, which has no such file"
        return records[0].path if records else ""

    def _pages(self, kind: Kind) -> frozenset[str]:
        return self._page_names[kind]

    @cached_property
    def _page_names(self) -> Mapping[Kind, frozenset[str]]:
        def names(kind: Kind) -> frozenset[str]:
            own = (path for path in self.library.pages if path.startswith(f"docs/{kind}s/"))
            return frozenset(PurePosixPath(path.removesuffix("/index.md")).stem for path in own)

        return {kind: names(kind) for kind in Kind}
