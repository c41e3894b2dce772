"""What a gate looks at: the clauses and templates that name it, by tier."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.records.library import Library, Record
from macros.records.models import Lesson, Template
from macros.records.models.organisation import Gate
from macros.records.vocabulary import LessonStatus, Phase, TemplateStatus, TemplateUse

KNOWN = frozenset({LessonStatus.VALIDATED, LessonStatus.APPLIED})
"""Lessons that somebody has checked."""
ORDER = {"shall": 0, "required": 1, "should": 2, "recommended": 3, "may": 4, "optional": 5}


@dataclass(frozen=True)
class Item:
    """One thing to look at. ``weight`` by tier is the clause's level or how much the template is needed."""

    id: str
    text: str
    url: str
    weight: Mapping[str, str]
    evidence: tuple[Record[Template], ...] = ()
    is_template: bool = False
    shown_by: str = ""
    """How one sees that a clause is kept, where no template shows it."""

    @property
    def evidence_in_words(self) -> str:
        """The templates that show it, or how else one sees it."""
        return ", ".join(template.fields.title for template in self.evidence) or self.shown_by

    @property
    def rank(self) -> int:
        """The weightiest first."""
        return min((ORDER[weight] for weight in self.weight.values()), default=len(ORDER))


@dataclass(frozen=True)
class Checklist:
    """Everything a gate looks at, and the lessons to have read before it."""

    gate: Gate
    library: Library

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Clauses, then templates; within each the weightiest first."""
        return (
            *sorted(self._clauses(), key=lambda item: item.rank),
            *sorted(self._templates(), key=lambda item: item.rank),
        )

    def for_tier(self, tier: str) -> tuple[Item, ...]:
        """What binds projects of a tier."""
        return tuple(item for item in self.items if tier in item.weight)

    @cached_property
    def lessons(self) -> tuple[Record[Lesson], ...]:
        """Checked lessons about the phase that the gate ends, newest first."""
        found = [
            lesson
            for lesson in self.library.lessons.values()
            if lesson.fields.status in KNOWN and lesson.fields.phase is Phase(self.gate.phase)
        ]
        return tuple(sorted(found, key=lambda lesson: lesson.fields.date, reverse=True))

    def _clauses(self) -> Iterator[Item]:
        tiers = [tier.id for tier in self.library.organisation.fields.tiers]
        for standard, clause in self.library.clauses.values():
            if clause.gate == self.gate.id and not clause.is_withdrawn:
                binds = clause.tiers or tiers
                weight = dict.fromkeys(binds, clause.level.value)
                evidence = tuple(self._evidence(clause.id))
                address, instead = f"{standard.url}#{clause.anchor}", clause.shown_by or ""
                yield Item(clause.id, clause.text, address, weight, evidence, shown_by=instead)

    def _evidence(self, clause: str) -> Iterator[Record[Template]]:
        for template in self.library.templates.values():
            if clause in template.fields.clauses and template.fields.status is not TemplateStatus.RETIRED:
                yield template

    def _templates(self) -> Iterator[Item]:
        for template in self.library.templates.values():
            fields = template.fields
            if fields.gate == self.gate.id and fields.status is TemplateStatus.CURRENT:
                weight = {
                    tier: use.value for tier, use in fields.use.items() if use is not TemplateUse.OPTIONAL
                }
                if weight:
                    yield Item(template.id, fields.title, template.url, weight, is_template=True)
