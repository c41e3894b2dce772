"""Zip files whose bytes follow from their contents alone."""

from collections.abc import Iterable, Mapping

from macros.documents.office_bytes import settled_parts
from macros.records.models import Template

ABOUT = "README.txt"


def packed(entries: Mapping[str, bytes], words: str) -> bytes:
    """The files by name, and ``words`` as a text file beside them."""
    return settled_parts(sorted({**entries, ABOUT: words.encode()}.items()))


def pack_words(title: str, organisation: str, templates: Iterable[Template]) -> str:
    """What the text file beside the templates says, with each template and its version."""
    return "\r\n".join(
        (
            f"{title}{f', {organisation}' if organisation else ''}",
            "",
            "Texts in italics after a bar tell you how to fill in a section: delete them when it is written.",
            "Words in [square brackets] are for you to replace.",
            "Each file says in its footer which template and version it is of, and where the newest is.",
            "",
            *(f"{each.title}, version {each.version}: {each.summary}" for each in templates),
            "",
        )
    )
