"""Attachments of lessons: whom their properties name. What is written in them is looked at elsewhere."""

from collections.abc import Iterator

from macros.documents.compiler.office_traces import Trace, traces
from macros.documents.compiler.ready_made import RULE, is_person
from macros.records.library import Library
from macros.records.problems import Problem

LOOKED_INTO = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".pdf")


def attachment_problems(library: Library) -> Iterator[Problem]:
    """A problem for each person that the properties of an attachment name, and no reason excuses."""
    for lesson in library.lessons.values():
        excused = {entry.text.casefold() for entry in lesson.fields.not_a_leak}
        for path in lesson.beside:
            for name in _people(library, path):
                if name.casefold() not in excused:
                    yield _problem(path, name, lesson.path)


def _people(library: Library, path: str) -> Iterator[str]:
    form = path.lower().rpartition(".")[2]
    if not path.lower().endswith(LOOKED_INTO):
        return
    try:
        content = (library.root / path).read_bytes()
    except OSError:  # told as leak-unread
        return
    for trace, what in traces(form, content):
        if trace is Trace.PERSON and is_person(what, library.organisation.fields):
            yield str(what)


def _problem(path: str, name: str, owner: str) -> Problem:
    way_out = f"Empty the author in its properties. If it is no person, say so in not_a_leak of {owner}"
    return Problem(path, 1, 1, RULE, Trace.PERSON.value.format(name), way_out)
