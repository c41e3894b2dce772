"""One file to compile: what goes into it, and how it is made."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Lock
from typing import Any

from macros.records.models import Organisation
from macros.records.places import IMAGE_SUFFIXES
from macros.records.vocabulary import TemplatePhase

from . import document, pandoc
from .filling import Filled, fill
from .house import House, house
from .previews import workbook_tree
from .scopes import Data, data
from .slides import presentation
from .sources import CONTROL, DOCUMENT, SLIDES, Sources
from .workbook import workbook
from .workbook_source import Workbook
from .workbook_values import Rows, resolved

DOCX, ODT, PPTX, XLSX, HTML = "docx", "odt", "pptx", "xlsx", "html"
"""What is made of sources; HTML is the preview."""
PREVIEW_LEVEL = 3
"""How much lower a heading stands in the preview than in the document."""
NO_PROJECT = "[Project title]"


@dataclass(frozen=True, eq=False)
class Job:
    """A file of a template: for nobody, for the worked example, or for a project."""

    template: str
    form: str
    inputs: tuple[object, ...]
    """Everything that its bytes follow from, besides the compiler."""
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Maker:
    """Makes jobs for one organisation; ``address`` is the site's, or empty."""

    organisation: Organisation
    address: str

    def jobs(
        self,
        sources: Sources,
        forms: frozenset[str],
        given: Mapping[str, Any] | None = None,
        rows: Rows | None = None,
        today: date | None = None,
    ) -> Iterator[Job]:
        """The files of a template in some forms: blank, or filled with ``given``, ``rows`` and ``today``."""
        known = data(sources.record, self.organisation, today, self._place(sources), given)
        look = replace(self._look(sources, known), control=(given or {}).get(CONTROL, ()))
        for name, wanted in _texts(sources, forms):
            filled = fill(sources.texts[name], known.wrapped(), known.currency)
            body = Once(partial(document.text_of, filled, sources.folder))
            yield from (self._text(sources, filled, form, look, body) for form in wanted)
        if sources.workbook and HTML in forms and not sources.texts:
            shown = (sources.workbook, self.organisation)
            yield Job(sources.id, HTML, (HTML, *shown), partial(_workbook_preview, *shown))
        if sources.workbook and XLSX in forms:
            filled_rows = resolved(sources.workbook, known, rows or Rows())
            parts = (sources.workbook, filled_rows, look, self.organisation, known.currency)
            yield Job(sources.id, XLSX, (XLSX, *parts), partial(workbook, *parts))

    def _place(self, sources: Sources) -> str:
        return f"{self.address or '/'}{sources.record.url}"

    def _look(self, sources: Sources, known: Data) -> House:
        fields = sources.record.fields
        subject = known.project or NO_PROJECT
        if TemplatePhase.OFFICE in fields.phases:
            subject = self.organisation.pmo
        origin = f"{sources.id} {fields.version}"
        return house(self.organisation, fields.title, subject, origin, self._place(sources))

    def _text(self, sources: Sources, filled: Filled, form: str, look: House, body: "Once") -> Job:
        images = [
            (path, (sources.root / path).read_bytes())
            for path in sources.record.beside
            if path.lower().endswith(IMAGE_SUFFIXES)
        ]
        inputs = (form, filled, look, images)
        return Job(sources.id, form, inputs, partial(self._made, body, form, look))

    def _made(self, read: "Once", form: str, look: House) -> bytes:
        body = read()
        match form:
            case "docx":
                return document.word(body, look)
            case "odt":
                return document.open_document(body, look)
            case "pptx":
                return presentation(body.tree, look, self.organisation)
        return document.preview(body, PREVIEW_LEVEL).encode()


class Once:
    """A filled source, read when the first of its forms asks for it; the others wait and share it."""

    def __init__(self, read: Callable[[], document.Text]) -> None:
        self._read, self._lock = read, Lock()
        self._found: document.Text | None = None

    def __call__(self) -> document.Text:
        """What was read."""
        with self._lock:
            if self._found is None:
                self._found = self._read()
            return self._found


def _texts(sources: Sources, forms: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Each source that Jinja fills with the forms to make of it; the preview is that of the first."""
    for name, own in ((DOCUMENT, (DOCX, ODT)), (SLIDES, (PPTX,))):
        if name in sources.texts:
            is_first = name == next(iter(sources.texts))
            yield name, [form for form in (*own, *((HTML,) if is_first else ())) if form in forms]


def _workbook_preview(source: Workbook, organisation: Organisation) -> bytes:
    return pandoc.html(workbook_tree(source, organisation), PREVIEW_LEVEL).encode()
