"""Generated records for ``scripts/bench.py``: as long and as linked as real ones, the same every time."""

import posixpath
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from macros.records.models import Organisation
from macros.records.vocabulary import Phase, Rating

WHO = "The supplier|The site manager|The test team|The data owner|The contractor|The night shift|The board"
DID = "found|asked for|moved|signed|checked|put off|rebuilt|lost"
WHAT = "the interface list|a second rehearsal|the old ledger|the survey|the training plan|the spare parts"
WHEN = "before the gate|in week {}|{} days late|after {} trial loads|at {} sites|for {} users"
SO = "and the finish held|so the team began again|which nobody had planned|and it cost less|so sites waited"

LESSON = """\
date: {date}
recommendation: {sentence}
categories: [{lesson_category}]
level: {level}
status: validated
submitted_by: Project team
{origin}
phase: {phase}
tiers: ["{tier}"]
cause: {sentence}
early_warning: {sentence}
tags: [{tag}, generated]
validated: {date}
owner: Project office
review_by: {review}
---

## What happened

{sentence} {sentence} {sentence} {sentence} {sentence}

## Why it happened

{sentence} {sentence} {sentence} {sentence}

## What to do next time

- {sentence}
- {sentence}
- {sentence}

{sentence} {sentence} {link}
"""
PROJECT = """\
sponsor: Operations Director
manager: Project manager
category: {category}
tier: "{tier}"
phase: {late_phase}
state: {state}
programme: {programme}
reference: B-{number}
start: {start}
finish: {finish}
budget: 9000000
objectives: [{objective}]
milestones: {milestones}
planned: {planned}
gates:
  - {{gate: {gate}, decision: approved, date: {start}}}
depends_on: {depends_on}
staffing:
  - {{role: {role}, fte: 1.5, from: {start}, to: {finish}}}
  - {{role: {role}, fte: 3, from: {start}, to: {finish}}}
benefits:
  - title: Fewer late orders
    measure: {sentence}
    target: {sentence}
    due: {finish}
    owner: Operations Director
lessons: {lessons}
tags: [{tag}, generated]
---

## Purpose

{sentence} {sentence} {sentence} {sentence}

## Scope

{sentence} {sentence} {sentence}

## Approach

{sentence} {sentence} {sentence} {link}
"""
REPORT = """\
rating: {rating}
rationale: {summary}
ratings: {{schedule: {rating}, cost: {rating}, scope: {rating}, risk: {rating}}}
percent_complete: {percent}
earned_value: {money}
actual_cost: {money}
forecast_finish: {finish}
forecast_cost: {money}
milestones: {forecasts}
risks:
  - {{title: "{sentence}", likelihood: 3, impact: 4, strategy: reduce, owner: Manager, due: {date}}}
  - {{title: "{sentence}", likelihood: 2, impact: 5, strategy: accept, owner: Manager, due: {date}}}
issues:
  - {{title: "{sentence}", urgency: 3, impact: 2, owner: Manager, due: {date}}}
decisions:
  - {{title: "{sentence}", by: Portfolio Board, due: {date}}}
---

## Summary

{sentence} {sentence} {sentence}

## Achievements

{sentence} {sentence}

## Next period

{sentence} {sentence} {link}
"""


@dataclass(frozen=True)
class Made:
    """A generated record: where it lies, its title and summary, and the rest of its file."""

    path: str
    title: str
    summary: str
    rest: str
    titled: bool = True

    @property
    def text(self) -> str:
        """The record's file."""
        head = f"title: {self.title}\nsummary: {self.summary}\n" if self.titled else ""
        return f"---\n{head}{self.rest}"

    @property
    def plain(self) -> str:
        """The same prose as a page that needs no machinery."""
        return f"# {self.title}\n\n{self.summary}\n\n{self.rest.partition('---')[2]}"


class _Blanks(Mapping[str, object]):
    """What a text's blanks are filled with: what is given, else something drawn anew for each blank."""

    def __init__(self, maker: "Maker", given: Mapping[str, object]) -> None:
        self.maker, self.given = maker, given

    def __getitem__(self, name: str) -> object:
        return self.given[name] if name in self.given else self.maker.drawn(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)


class Maker:
    """Makes records that fit the lists of ``organisation``, dated before ``today``."""

    def __init__(self, organisation: Organisation, today: date) -> None:
        self.today = today
        self.random = random.Random(1959)  # noqa: S311  nothing secret: the same records every time
        self.choices: Mapping[str, Sequence[Any]] = {
            "lesson_category": organisation.lesson_categories,
            "category": organisation.categories,
            "programme": organisation.programmes,
            "objective": organisation.objectives,
            "tier": organisation.tiers,
            "gate": organisation.gates,
            "role": organisation.roles,
            "level": ("urgent", "caution", "information", "good-practice"),
            "phase": tuple(Phase),
            "late_phase": ("executing", "closing"),
            "state": ("active", "active", "active", "on-hold"),
            "rating": tuple(Rating),
            "tag": ("data", "suppliers", "training", "permits"),
        }

    def records(self, lessons: int, projects: int, reports: int) -> Iterator[Made]:
        """So many lessons and projects, each project with so many monthly reports."""
        of_lessons = [f"lessons/{self.ago(30 + n).year}/bench-{n:04}.md" for n in range(lessons)]
        of_projects = [f"docs/projects/bench-{n:03}/index.md" for n in range(projects)]
        for number, path in enumerate(of_lessons):
            yield self._lesson(number, path, of_projects)
        for number, path in enumerate(of_projects):
            yield self._project(number, path, of_lessons)
            for months in range(reports):
                yield self._report(number, path, self.ago(30 * months), of_lessons)

    def ago(self, days: int) -> date:
        """The day so many days before today; beyond three years it begins again."""
        return self.today - timedelta(days=days % 1100)

    def drawn(self, blank: str) -> str:
        """Something new for a blank."""
        if blank == "sentence":
            return self._sentence()
        if blank == "percent":
            return str(self.random.randint(10, 90))
        if blank == "money":
            return str(self.random.randint(1_000_000, 9_000_000))
        chosen = self.random.choice(self.choices[blank])
        return str(getattr(chosen, "id", chosen))

    def _sentence(self) -> str:
        who, did, what, when, so = (
            self.random.choice(words.split("|")) for words in (WHO, DID, WHAT, WHEN, SO)
        )
        return f"{who} {did} {what} {when.format(self.random.randint(2, 60))}, {so}."

    def _phrase(self) -> str:
        return self._sentence().partition(",")[0]

    def _filled(self, text: str, **given: object) -> str:
        return text.format_map(_Blanks(self, given))

    def _link(self, origin: str, targets: Sequence[str]) -> str:
        """A sentence that leads to one of the files ``targets``."""
        if not targets:
            return ""
        path = posixpath.relpath(self.random.choice(targets), posixpath.dirname(origin))
        return f"See [what happened elsewhere]({path})."

    def _lesson(self, number: int, path: str, projects: Sequence[str]) -> Made:
        project = self.random.choice(projects).split("/")[2] if projects else ""
        rest = self._filled(
            LESSON,
            date=self.ago(30 + number),
            review=self.today + timedelta(days=number % 700),
            origin=f"project: {project}" if project else "source: Workshop",
            link=self._link(path, projects),
        )
        return Made(path, f"Lesson {number} – {self._phrase()}", self._sentence(), rest)

    def _project(self, number: int, path: str, lessons: Sequence[str]) -> Made:
        start = self.ago(300 + number)
        days = [start + timedelta(days=60 * month) for month in range(1, 11)]
        taken = self.random.sample(lessons, min(3, len(lessons)))
        needed = [number - 1] if number % 3 else []
        rest = self._filled(
            PROJECT,
            number=number,
            start=start,
            finish=days[-1],
            milestones=_listed(
                f"id: m{place}, title: {self._phrase()}, baseline: {day}"
                for place, day in enumerate(days[::2])
            ),
            planned=_listed(f"date: {day}, value: {900_000 * place}" for place, day in enumerate(days, 1)),
            depends_on=_listed(
                f"project: bench-{other:03}, need_by: {days[-1]}, note: '{self._sentence()}'"
                for other in needed
            ),
            lessons=_listed(
                f"lesson: {posixpath.basename(lesson)[:-3]}, disposition: applied, note: '{self._sentence()}'"
                for lesson in taken
            ),
            link=self._link(path, lessons),
        )
        return Made(path, f"Project {number} – {self._phrase()}", self._sentence(), rest)

    def _report(self, number: int, project: str, day: date, lessons: Sequence[str]) -> Made:
        path = f"{posixpath.dirname(project)}/reports/{day}.md"
        finish = self.ago(300 + number) + timedelta(days=self.random.randint(590, 660))
        forecasts = "".join(f"\n  m{place}: {{forecast: {finish}}}" for place in range(5))
        summary = self._sentence()
        rest = self._filled(
            REPORT,
            summary=summary,
            date=day,
            finish=finish,
            forecasts=forecasts,
            link=self._link(path, lessons),
        )
        return Made(path, f"Project {number} – status on {day}", summary, rest, titled=False)


def _listed(entries: Iterable[str]) -> str:
    """Entries of a YAML list, each a group of fields on one line."""
    return "".join(f"\n  - {{{entry}}}" for entry in entries) or "[]"
