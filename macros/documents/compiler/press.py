"""All files made from templates: blank, worked example, packs; compiled only where something has changed."""

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date

from macros.portfolio.columns import Dataset
from macros.portfolio.gates import waiting
from macros.portfolio.published import Offers
from macros.portfolio.status import ProjectStatus
from macros.records.vocabulary import State, TemplatePhase, TemplateStatus

from .jobs import DOCX, HTML, ODT, PPTX, XLSX, Job, Maker
from .offers import WANTED, Compiled, offer, packs
from .packing import pack_words, packed
from .scopes import project_data
from .sources import Sources
from .store import Store

BLANK = frozenset({DOCX, ODT, PPTX, XLSX, HTML})
FILLED = frozenset({DOCX, PPTX, XLSX})
"""Of worked examples and for projects."""
Progress = Callable[[Iterable[Job], int], Iterable[Job]]
MOST_PACKS = 40
"""So many projects get a pack on the site; for hundreds a first build would take many minutes more."""
PROJECT_PACK = "Templates filled in for this project"


def with_pack(projects: Iterable[ProjectStatus]) -> list[ProjectStatus]:
    """The active projects that are expected at their next gate soonest; ``pmo pack`` serves the others."""
    active = [project for project in projects if project.fields.state is State.ACTIVE and waiting(project)]
    return sorted(active, key=lambda project: (_expected(project), project.fields.title))[:MOST_PACKS]


def _expected(project: ProjectStatus) -> date:
    """The day of the milestone that ends at the project's next gate, else of its finish."""
    gate = waiting(project)[0].id
    days = [row.expected for row in project.milestone_rows if row.gate == gate and row.dropped is None]
    return min(days, default=project.forecast_finish or project.fields.finish or date.max)


@dataclass(frozen=True)
class Pressed:
    """What was made: files by their path in the site, and what the site offers of them."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    offers: Offers = field(default_factory=Offers)


@dataclass(frozen=True)
class Press:
    """Compiles what a site offers."""

    maker: Maker
    store: Store
    datasets: Mapping[str, Dataset]
    progress: Progress

    def pressed(self, sources: Mapping[str, Sources], projects: Iterable[ProjectStatus]) -> Pressed:
        """Everything; those of ``projects`` get a pack that come to a gate soonest."""
        offered = {id_: each for id_, each in sorted(sources.items()) if each.is_offered}
        blank = {id_: list(self.maker.jobs(each, BLANK)) for id_, each in offered.items()}
        examples = {id_: self._example_jobs(each) for id_, each in offered.items()}
        active = with_pack(projects)
        own = {project.id: self._project_jobs(project, offered) for project in active}
        every = [job for group in (blank, examples, own) for jobs in group.values() for job in jobs]
        made = self._compiled(every)
        templates = [
            Compiled(each, _by_form(blank[id_], made), _by_form(examples[id_], made))
            for id_, each in offered.items()
        ]
        zipped = {project.id: self._pack(project, offered, own[project.id], made) for project in active}
        return self._collected(templates, {id_: pack for id_, pack in zipped.items() if pack})

    def pack(self, project: ProjectStatus, sources: Mapping[str, Sources]) -> bytes | None:
        """The pack of one project, or nothing where it needs no template."""
        jobs = self._project_jobs(project, sources)
        return self._pack(project, sources, jobs, self._compiled(jobs))

    def _example_jobs(self, sources: Sources) -> list[Job]:
        example = sources.example
        if example is None:
            return []
        return list(self.maker.jobs(sources, FILLED, example.given, example.rows, example.day))

    def _project_jobs(self, project: ProjectStatus, sources: Mapping[str, Sources]) -> list[Job]:
        given = project_data(project, self.datasets["projects"])
        today = project.context.today
        return [
            job
            for each in asked_of(project, sources)
            for job in self.maker.jobs(each, FILLED, given, today=today)
        ]

    def _compiled(self, jobs: Iterable[Job]) -> dict[Job, bytes]:
        """The file of each job; those that are not kept are made, several at a time."""
        keys = {job: self.store.key(*job.inputs) for job in jobs}
        made = {key: kept for key in keys.values() if (kept := self.store.get(key)) is not None}
        missing = {key: job for job, key in keys.items() if key not in made}
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            running = {key: pool.submit(job.make) for key, job in missing.items()}
            for key, _ in zip(running, self.progress(missing.values(), len(missing)), strict=True):
                made[key] = running[key].result()
                self.store.put(key, made[key])
        self.store.prune()
        return {job: made[key] for job, key in keys.items()}

    def _pack(
        self,
        project: ProjectStatus,
        sources: Mapping[str, Sources],
        jobs: Iterable[Job],
        made: Mapping[Job, bytes],
    ) -> bytes | None:
        entries = {f"{job.template}.{job.form}": made[job] for job in jobs}
        asked = asked_of(project, sources)
        for each in asked:
            entries |= {f"{each.id}/{name}": content for name, content in each.ready_made.items()}
        fields = [each.record.fields for each in asked]
        words = pack_words(project.fields.title, self.maker.organisation.name, fields)
        return packed(entries, words) if entries else None

    def _collected(self, templates: Iterable[Compiled], projects: Mapping[str, bytes]) -> Pressed:
        files: dict[str, bytes] = {}
        for each in templates:
            files |= each.files
        zipped = [
            (offer(path, title, content), content)
            for path, title, content in packs(templates, self.maker.organisation)
        ]
        own = {
            id_: (offer(f"downloads/packs/projects/{id_}.zip", PROJECT_PACK, content), content)
            for id_, content in projects.items()
        }
        files |= {made.path: content for made, content in (*zipped, *own.values())}
        offers = Offers(
            {each.sources.id: each.offers for each in templates},
            {each.sources.id: each.preview for each in templates if each.preview},
            tuple(made for made, _ in zipped),
            {id_: made for id_, (made, _) in own.items()},
        )
        return Pressed(files, offers)


def _by_form(jobs: Iterable[Job], made: Mapping[Job, bytes]) -> dict[str, bytes]:
    return {job.form: made[job] for job in jobs}


def asked_of(project: ProjectStatus, sources: Mapping[str, Sources]) -> list[Sources]:
    """The templates that the project's tier asks for on the way to its next gate, by their titles.

    Those of its phase, and of those that name a gate the ones that name the next.
    """
    ahead = waiting(project)
    gate = ahead[0].id if ahead else None
    phase = TemplatePhase(project.fields.phase.value)
    found = [
        each
        for each in sources.values()
        if (fields := each.record.fields).status is TemplateStatus.CURRENT
        and fields.use.get(project.fields.tier) in WANTED
        and TemplatePhase.OFFICE not in fields.phases
        and (fields.gate == gate if fields.gate else phase in fields.phases)
    ]
    return sorted(found, key=lambda each: each.record.fields.title)
