"""A long text on one short line: its first sentence, or its beginning."""

import re

from .tables import one_line

END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+(?=[\"'“\u2018(\[]*[A-Z0-9])")
PARAGRAPH = re.compile(r"\n\s*\n|\n\s*(?=[•\-*–·]\s|\d{1,2}[.)]\s)")
GOES_ON = re.compile(
    r"(?:\b(?:e\.g|i\.e|no|nos|dr|mr|mrs|ms|prof|st|vs|cf|approx|incl|dept|fig|art|para)|(?:^|[\s(.])[A-Z])\.$",
    re.IGNORECASE,
)
"""An abbreviation, or an initial, whose point ends no sentence."""


def first_sentence(text: str) -> str:
    """The first sentence, on one line. A paragraph ends it, unless a colon says that it goes on."""
    paragraph = ""
    for part in PARAGRAPH.split(text.strip()):
        paragraph = one_line(f"{paragraph} {part}")
        if not paragraph.endswith(":"):
            break
    for found in END.finditer(paragraph):
        before = paragraph[: found.start()]
        if not GOES_ON.search(before):
            return paragraph[: found.end()].rstrip()
    return paragraph


def cut(text: str, limit: int) -> str:
    """The text with at most ``limit`` characters, cut between words and marked with ``…``."""
    if len(text) <= limit:
        return text
    whole_words = re.match(rf"(?s).{{0,{limit - 1}}}(?<!\s)(?=\s)", text)
    kept = whole_words[0] if whole_words else text[: limit - 1]
    return kept.rstrip(" ,;:–—-(") + "…"
