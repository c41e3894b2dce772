"""The glossary as tooltips of maintained pages: what Markdown's ``abbr`` extension takes."""

from typing import Any

from macros.records.glossary import Glossary


def tooltips(glossary: Glossary) -> dict[str, Any]:
    """The settings of ``abbr`` by which the terms explain themselves on every page.

    Definitions below each page's own text would be read time and again: half the time of its Markdown.
    """
    return {"glossary": dict(glossary.tooltips)}
