"""Ready-made Office and PDF files beside templates: what must be taken out before they are handed round."""

from collections.abc import Iterator

from macros.records.models import Organisation
from macros.records.problems import Problem

from .office_traces import Trace, traces
from .sources import DOCUMENT, SLIDES, WORKBOOK, Sources

RULE = "office-properties"
MADE = {DOCUMENT: ("docx", "odt"), SLIDES: ("pptx",), WORKBOOK: ("xlsx",)}
"""What the build makes of each source."""
PROGRAMS = frozenset(
    {
        "apache poi",
        "author",
        "google docs",
        "libreoffice",
        "microsoft excel",
        "microsoft office user",
        "microsoft powerpoint",
        "microsoft word",
        "openpyxl",
        "pandoc",
        "python-docx",
        "python-pptx",
        "xlsxwriter",
    }
)
"""What programs write in place of a name."""
BODIES = frozenset(
    """
    academy administration agency association authority board bureau centre center committee company
    corporation council department directorate division foundation gmbh group inc institute limited llc ltd
    ministry office organisation organization plc pmo secretariat section service services team university
    unit
    """.split()  # noqa: SIM905  a list of words
)
"""Words in the names of what is no person."""
WAYS_OUT = {
    Trace.PERSON: "remove the properties and personal information",
    Trace.COMMENT: "remove the comments",
    Trace.CHANGE: "accept or reject all changes under Review, and turn off the tracking",
    Trace.HIDDEN_SHEET: "right-click a sheet's tab, Unhide, and delete what readers need not see",
    Trace.MACRO: "save it as a file without macros",
    Trace.OUTSIDE: "break the links under File, Info, Edit Links to Files, or put in a copy",
    Trace.UNREADABLE: "open it in its program and save it again",
}
PROGRAM = {
    "docx": "In Word",
    "xlsx": "In Excel",
    "pptx": "In PowerPoint",
    "odt": "In LibreOffice",
    "pdf": "In the program it was made with",
}
OTHER_WAYS = {
    ("odt", Trace.PERSON): "File, Properties, Reset Properties, without Apply user data",
    ("odt", Trace.CHANGE): "accept or reject all changes under Edit, Track Changes",
    ("odt", Trace.OUTSIDE): "break the links under Edit, Links to External Files",
    ("pdf", Trace.PERSON): "empty the author under Properties, and export the PDF again",
}
"""Where a program of another maker has it."""
INSPECTED = frozenset({Trace.PERSON, Trace.COMMENT})


def ready_made_problems(sources: Sources, organisation: Organisation) -> Iterator[Problem]:
    """What is wrong with the ready-made files of a template."""
    made = [
        form
        for source, forms in MADE.items()
        if sources.path(source) in sources.record.beside
        for form in forms
    ]
    taken = {f"{sources.id}{more}.{form}" for form in made for more in ("", "-example")}
    for name, content in sources.ready_made.items():
        path, form = sources.path(name), name.rpartition(".")[2]
        if name in taken:
            message = f"the build makes a file of the name {name!r} from the source beside it"
            yield Problem(path, 1, 1, "name-taken", message, "Rename this file, or remove the source")
        for trace, what in traces(form, content):
            if trace is not Trace.PERSON or is_person(what, organisation):
                yield Problem(path, 1, 1, RULE, trace.value.format(what), _way_out(form, trace))


def _way_out(form: str, trace: Trace) -> str:
    way = OTHER_WAYS.get((form, trace))
    if not way:
        is_inspected = trace in INSPECTED and form in {"docx", "xlsx", "pptx"}
        way = (
            f"File, Info, Check for Issues, Inspect Document, and {WAYS_OUT[trace]}"
            if is_inspected
            else WAYS_OUT[trace]
        )
    return f"{PROGRAM[form]}: {way}"


def is_person(name: str, organisation: Organisation) -> bool:
    """Whether what stands for the author may be the name or the address of a person."""
    words = name.casefold().split()
    plain = " ".join(words)
    if "@" in plain:
        return True
    if not plain or plain in PROGRAMS:
        return False
    if any(own.casefold() in plain for own in (organisation.name, organisation.pmo)):
        return False
    return not BODIES & {word.strip(".,()") for word in words}
