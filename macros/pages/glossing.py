"""The glossary as tooltips of a maintained page: definitions that Markdown's ``abbr`` extension reads."""

from functools import cache

from macros.records.glossary import Glossary


@cache
def with_tooltips(glossary: Glossary) -> str:
    """What stands below the Markdown of a page, for its terms to explain themselves."""
    lines = [f"*[{term}]: {_plain(words)}" for term, words in glossary.tooltips.items()]
    return "\n\n" + "\n".join(lines) if lines else ""


def _plain(words: str) -> str:
    """Words that mkdocs-macros takes for nothing but text."""
    return words.replace("{", "(").replace("}", ")")
