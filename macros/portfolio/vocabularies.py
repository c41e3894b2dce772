"""Fields whose values come from a vocabulary: closed lists, the organisation's lists, other records."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from macros.records.library import Library
from macros.records.vocabulary import Rating, TemplateUse, Term, Trend

from .columns import Field, FieldKind
from .ordering import natural_key

NOT_RATED = "Not rated"
SORTED_BY_TITLE = frozenset({"project", "lesson", "template"})
"""Kinds that stand in no order of their own."""
RECORDS = SORTED_BY_TITLE | {"standard", "clause"}
"""Kinds whose ids come with the records, and not from a list of the organisation's."""


def table(*fields: Field) -> dict[str, Field]:
    """Fields by name."""
    return {field.name: field for field in fields}


def of_kind(kind: FieldKind, **labels: str) -> tuple[Field, ...]:
    """Fields of one kind, each as name = label."""
    return tuple(Field(name, label, kind) for name, label in labels.items())


def term(name: str, label: str, terms: type[Term], *, ranked: bool = False) -> Field:
    """A value of a closed list."""
    labels = {each.value: each.label for each in terms}
    return Field(name, label, FieldKind.TERM, tuple(labels), labels, ranked)


def terms(name: str, label: str, vocabulary: type[Term]) -> Field:
    """Values of a closed list."""
    return replace(term(name, label, vocabulary), kind=FieldKind.LIST)


def rating(name: str, label: str) -> Field:
    """A rating; without one a row is not rated."""
    return replace(term(name, label, Rating), kind=FieldKind.RATING, absent=NOT_RATED)


def trend(name: str, label: str) -> Field:
    """A trend."""
    return replace(term(name, label, Trend), kind=FieldKind.TREND)


def ratings(name: str, label: str) -> Field:
    """Ratings by dimension."""
    return replace(rating(name, label), kind=FieldKind.RATINGS)


def entries(name: str, label: str, key: str = "") -> Field:
    """Groups of fields; ``key`` is the field by which ``in`` finds one."""
    return Field(name, label, FieldKind.ENTRIES, key=key)


@dataclass(frozen=True)
class References:
    """Fields that hold ids of what the library knows."""

    library: Library

    def one(self, name: str, label: str, kind: str, absent: str = "Not set") -> Field:
        """The id of something of ``kind``, named as in ``Library.known``."""
        labels = self._titles[kind]
        ranked = kind == "tier"
        refers = kind if kind in RECORDS else ""
        return Field(name, label, FieldKind.TERM, tuple(labels), labels, ranked, absent=absent, refers=refers)

    def many(self, name: str, label: str, kind: str) -> Field:
        """Ids of things of ``kind``."""
        return replace(self.one(name, label, kind), kind=FieldKind.LIST, ranked=False)

    def either(self, name: str, label: str, *kinds: str) -> Field:
        """Ids of things of several kinds."""
        labels = {id_: title for kind in kinds for id_, title in self._titles[kind].items()}
        return Field(name, label, FieldKind.LIST, tuple(labels), labels, refers=" or ".join(kinds))

    def entries(self, name: str, label: str, key: str, kind: str) -> Field:
        """Groups of fields that ``in`` finds by the id at ``key``."""
        return replace(self.one(name, label, kind), kind=FieldKind.ENTRIES, ranked=False, key=key)

    def uses(self, name: str, label: str) -> Field:
        """How much each tier needs a template, as ``3: required``."""
        tiers = self._titles["tier"]
        labels = {f"{id_}: {use}": f"{title}: {use}" for id_, title in tiers.items() for use in TemplateUse}
        return Field(name, label, FieldKind.LIST, tuple(labels), labels)

    def titles_only(self, name: str, label: str, kind: str) -> Field:
        """Texts, some of which may be ids of ``kind`` and are then said by their titles."""
        return Field(name, label, FieldKind.LIST, labels=self._titles[kind])

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        kinds = ("project", "lesson", "template", "standard", "category", "lesson_category", "programme")
        known = {kind: self.library.known(kind) for kind in (*kinds, "objective", "gate", "role")}
        known |= {kind: _by_title(known[kind]) for kind in SORTED_BY_TITLE}
        known["tier"] = {id_: f"{id_} – {title}" for id_, title in self.library.known("tier").items()}
        known["clause"] = {id_: id_ for id_ in sorted(self.library.clauses, key=natural_key)}
        known["standard"] = _by_place(self.library)
        return known


def _by_title(titles: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(titles.items(), key=lambda entry: natural_key(entry[1])))


def _by_place(library: Library) -> dict[str, str]:
    standards: Iterable[Any] = library.standards.values()
    in_place = sorted(standards, key=lambda standard: (standard.fields.order or 0, standard.id))
    return {standard.id: standard.fields.title or standard.id for standard in in_place}
