"""What a site offers of compiled templates: files, previews, and packs a tier, a phase and of all."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from macros.portfolio.published import Offer
from macros.records.models import Organisation
from macros.records.vocabulary import TemplatePhase, TemplateUse

from .jobs import HTML, ODT
from .packing import pack_words, packed
from .sources import Sources

WANTED = frozenset({TemplateUse.REQUIRED, TemplateUse.RECOMMENDED})
FOLDER = "downloads/templates"


def offer(path: str, title: str, content: bytes, *, is_example: bool = False) -> Offer:
    """A file as the site offers it."""
    form = PurePosixPath(path).suffix[1:]
    return Offer(path, title, form, len(content), hashlib.sha256(content).hexdigest(), is_example)


@dataclass(frozen=True)
class Compiled:
    """One template with its files by form: blank, and of its worked example."""

    sources: Sources
    blank: Mapping[str, bytes]
    example: Mapping[str, bytes]

    @cached_property
    def files(self) -> dict[str, bytes]:
        """What is published besides the ready-made files, by path in the site."""
        return {self._path(form): content for form, content in self._blank} | {
            self._path(form, "-example"): content for form, content in self.example.items()
        }

    @property
    def preview(self) -> str:
        """The preview as HTML, not yet cleaned."""
        return self.blank.get(HTML, b"").decode()

    @property
    def offers(self) -> tuple[Offer, ...]:
        """Its files, then those of the example, then the ready-made ones."""
        title = self.sources.record.fields.title
        examples = {self._path(form, "-example") for form in self.example}
        made = [
            offer(path, title, content, is_example=path in examples) for path, content in self.files.items()
        ]
        folder = f"{FOLDER}/{self.sources.id}"
        ready = [
            offer(f"{folder}/{name}", name, content) for name, content in self.sources.ready_made.items()
        ]
        return (*made, *ready)

    @property
    def for_packs(self) -> dict[str, bytes]:
        """The files to fill in by their place in a pack; there is no need for both Word and OpenDocument."""
        id_ = self.sources.id
        made = {f"{id_}/{id_}.{form}": content for form, content in self._blank if form != ODT}
        return made | {f"{id_}/{name}": content for name, content in self.sources.ready_made.items()}

    @property
    def _blank(self) -> list[tuple[str, bytes]]:
        return [(form, content) for form, content in self.blank.items() if form != HTML]

    def _path(self, form: str, more: str = "") -> str:
        return f"{FOLDER}/{self.sources.id}/{self.sources.id}{more}.{form}"


def packs(templates: Iterable[Compiled], organisation: Organisation) -> Iterator[tuple[str, str, bytes]]:
    """Path, title and content of each pack."""
    for name, title, chosen in _chosen(list(templates), organisation):
        entries = {path: content for each in chosen for path, content in each.for_packs.items()}
        if entries:
            fields = [each.sources.record.fields for each in chosen]
            words = pack_words(title, organisation.name, fields)
            yield f"downloads/packs/{name}.zip", title, packed(entries, words)


def _chosen(
    templates: list[Compiled], organisation: Organisation
) -> Iterator[tuple[str, str, list[Compiled]]]:
    """Name, title and templates of each pack."""
    for tier in organisation.tiers:
        title = f"Starter pack, tier {tier.id} – {tier.title}"
        yield f"tier-{tier.id}", title, [each for each in templates if _is_wanted(each, tier.id)]
    for phase in TemplatePhase:
        title = f"All templates of the phase {phase.label.lower()}"
        if phase is TemplatePhase.OFFICE:
            title = f"All templates for the {organisation.pmo}"
        own = [each for each in templates if phase in each.sources.record.fields.phases]
        yield f"phase-{phase}", title, own
    yield "all", "All templates", templates


def _is_wanted(each: Compiled, tier: str) -> bool:
    fields = each.sources.record.fields
    return fields.use.get(tier) in WANTED and TemplatePhase.OFFICE not in fields.phases
