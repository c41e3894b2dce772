"""How much room text takes in Arial, so that nothing is written that would not fit. All lengths in points.

The widths are those of the typeface's common letters in thousandths of its size; other fonts with the same
metrics, such as Liberation Sans, break lines at the same places.
"""

import unicodedata
from functools import lru_cache
from math import ceil

LINE = 1.36
"""Height of a line, as a multiple of the size of its letters: 1.2 in Arial, more in what stands in for it."""
BOLD = 1.08
"""Bold letters are wider by about so much."""
SPARE = 1.1
"""Room for the wider letters of Noto Sans, say, where a machine has no Arial."""
ELLIPSIS = "…"
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that set the direction of what follows (Unicode Bidirectional Algorithm, UAX 9)."""
_WIDE, _OTHER = 1000, 720
_LETTERS_BY_WIDTH = {
    191: "'",
    222: "ijl’",
    278: " !,./:;I\\[]ft",
    333: "()-r“”",
    355: '"',
    389: "*",
    500: "Jckvsxyz",
    556: "#$0123456789?L_abdeghnopqu–",
    584: "+<=>~−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1000: "—…→",
    1015: "@",
}
_WIDTHS = {letter: width for width, letters in _LETTERS_BY_WIDTH.items() for letter in letters}


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _WIDTHS:
        return _WIDTHS[base]
    if unicodedata.combining(letter):
        return 0
    return _WIDE if unicodedata.east_asian_width(letter) in "WF" else _OTHER


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The length of ``text`` on one line."""
    return sum(map(_letter, text)) / 1000 * size * SPARE * (BOLD if bold else 1)


def line_count(text: str, size: float, room: float, *, bold: bool = False) -> int:
    """How many lines ``text`` takes where each has ``room``; a word that is longer is broken."""
    space = text_width(" ", size, bold=bold)
    lines, used = 1, 0.0
    for word in text.split():
        wide = text_width(word, size, bold=bold)
        if used and used + space + wide > room:
            lines, used = lines + 1, 0.0
        if wide > room:
            broken = ceil(wide / (room * 0.9))
            lines, used = lines + broken - 1, room
        else:
            used += wide + (space if used else 0)
    return lines


def text_height(text: str, size: float, room: float, *, bold: bool = False) -> float:
    """The height of ``text`` where a line has ``room``."""
    return line_count(text, size, room, bold=bold) * size * LINE


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """``text``, or as many of its words as go on one line with an ellipsis behind them."""
    if text_width(text, size, bold=bold) <= room:
        return text
    room -= text_width(ELLIPSIS, size, bold=bold)
    kept = text
    while kept and text_width(kept, size, bold=bold) > room:
        head, _, _ = kept.rpartition(" ")
        kept = head.rstrip(" ,;:–-") if head else kept[:-1]
    return f"{kept}{ELLIPSIS}"


def plain(text: str) -> str:
    """``text`` on one line, without the signs that no document can hold or that turn text round."""
    words = " ".join(text.split())
    return words if words.isprintable() else "".join(filter(_can_stand, words))


def _can_stand(sign: str) -> bool:
    return sign not in TURNING and unicodedata.category(sign) not in {"Cc", "Cs", "Cn"}
