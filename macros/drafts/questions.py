"""What is asked for a new record. What a field takes is read from its model; only hints are written here."""

from collections.abc import Mapping
from dataclasses import dataclass

from macros.imports.naming import slug
from macros.imports.targets import Form, Target, target
from macros.records.fields import Group
from macros.records.library import Library
from macros.records.vocabulary import PLACEHOLDER, REQUIRED_SECTIONS, Kind

SECTION = "#"
"""How the names of questions begin whose answers are parts of the body."""
MOST_NAMED = 12
FORMS = {Form.DAY: "YYYY-MM-DD", Form.WHOLE: "a whole number", Form.DECIMAL: "a number"}


@dataclass(frozen=True)
class Question:
    """One question. ``name`` is a field, a field within a group as ``ratings.cost``, or ``#`` and a heading.

    Without an answer one that is ``needed`` leaves a placeholder. ``given`` is what is taken over or
    usual, and stands unless something else is answered.
    """

    name: str
    target: Target | None = None
    hint: str = ""
    is_needed: bool = False
    without: str = ""
    """The answer that leaves the field out, where that is one."""
    given: str | tuple[str, ...] = ""

    @property
    def is_section(self) -> bool:
        """Whether the answer is a part of the body."""
        return self.name.startswith(SECTION)

    @property
    def heading(self) -> str:
        """The heading of the part of the body."""
        return self.name.removeprefix(SECTION)

    @property
    def label(self) -> str:
        """The question's name for people."""
        words = self.heading if self.is_section else self.name.replace("_", " ").replace(".", ": ")
        return words[:1].upper() + words[1:]

    @property
    def option(self) -> str:
        """The name of its option on the command line."""
        return f"--{slug(self.name.replace('_', ' '))}"

    @property
    def parameter(self) -> str:
        """The name of that option in Python."""
        return self.option.removeprefix("--").replace("-", "_")

    @property
    def is_list(self) -> bool:
        """Whether several values may be given."""
        return self.target is not None and self.target.is_list

    def choices(self, library: Library) -> Mapping[str, str]:
        """The values it may have, with what they are called; empty where it takes any text."""
        if self.target is None:
            return {}
        if self.target.words:
            none = (self.without,) if self.without else ()
            return {word: word.replace("-", " ").capitalize() for word in (*self.target.words, *none)}
        return library.known(self.target.refers_to) if self.target.refers_to else {}

    def placeholder(self, library: Library) -> str:
        """What stands in the file as long as there is no answer."""
        if self.without and self.target:
            words = ", ".join(self.target.words)
            return f"{PLACEHOLDER} one of {words}; remove the line if it is {self.without}"
        return f"{PLACEHOLDER} {self.form(library) or self.hint or self.label.lower()}"

    def form(self, library: Library) -> str:
        """The form of an answer in words; empty where it is plain text."""
        known = list(self.choices(library))
        if 0 < len(known) <= MOST_NAMED:
            return f"{'some of' if self.is_list else 'one of'} {', '.join(known)}"
        return FORMS.get(self.target.form, "") if self.target else ""


def of_model(
    model: type[Group], hints: Mapping[str, str], needed: tuple[str, ...], more: tuple[str, ...] = ()
) -> tuple[Question, ...]:
    """Questions for fields of a model: those that are ``needed``, and ``more`` that may be left out."""
    return tuple(
        Question(name, target(model, name), hints.get(name, ""), name in needed) for name in (*needed, *more)
    )


def of_body(kind: Kind, hints: Mapping[str, str]) -> tuple[Question, ...]:
    """Questions for the sections that the body of a record must have."""
    return tuple(
        Question(f"{SECTION}{title}", None, hints.get(f"{SECTION}{title}", ""), is_needed=True)
        for title in REQUIRED_SECTIONS[kind]
    )
