"""Bytes of a text file into text, whatever program saved them."""

import codecs
import re
from collections.abc import Iterable, Sequence

from charset_normalizer import CharsetMatch, from_bytes

from .tables import UnusableError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CODE_PAGES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1253",
    "cp1254",
    "cp1257",
    "mac_roman",
    "shift_jis",
    "gb18030",
    "euc_kr",
]
STRAY = re.compile(r"[\udc80-\udcff]+")


def decode(data: bytes, encoding: str = "", wanted: Iterable[str] = ()) -> tuple[str, str]:
    """The text, and a note on how it was read where that was a guess. ``wanted`` are words it should hold.

    Raises UnusableError where the named encoding is unknown or does not fit.
    """
    if encoding:
        return _as_told(data, encoding), ""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _as_told(data, name), ""
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _mended(data) or _guessed(data, [word for word in wanted if not word.isascii()])


def _as_told(data: bytes, encoding: str) -> str:
    try:
        return data.decode("utf-8-sig" if codecs.lookup(encoding).name == "utf-8" else encoding)
    except LookupError as error:
        raise UnusableError(f"no encoding is called {encoding!r}; try utf-8 or cp1252") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnusableError(
            f"line {line} of the file does not fit the encoding {encoding}: {error.reason}"
        ) from error


def _mended(data: bytes) -> tuple[str, str] | None:
    """UTF-8 in which a few bytes came from somewhere else, pasted in by another program."""
    text = data.decode("utf-8", "surrogateescape")
    stray = STRAY.findall(text)
    sound = sum(not character.isascii() for character in STRAY.sub("", text))
    if len("".join(stray)) >= sound:
        return None
    lines = sorted({text.count("\n", 0, found.start()) + 1 for found in STRAY.finditer(text)})
    mended = STRAY.sub(
        lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )
    where = ", ".join(map(str, lines))
    return (
        mended,
        f"The file is UTF-8, but not all of it: lines {where} of the text were read as cp1252. Look at them.",
    )


def _guessed(data: bytes, wanted: Sequence[str]) -> tuple[str, str]:
    """The code page that gives most of the wanted words, and of these the one that makes the least mess.

    Of equals it is the first, which Excel in Western Europe writes.
    """
    matches = [from_bytes(data, cp_isolation=[page], threshold=1.0).best() for page in CODE_PAGES]
    likely = min(filter(None, matches), key=lambda match: (-_held(match, wanted), match.chaos), default=None)
    name = likely.encoding if likely else CODE_PAGES[0]
    note = f"The encoding was guessed: {name}. Where names look wrong, set encoding in the map, below file."
    return data.decode(name, "replace"), note


def _held(match: CharsetMatch, wanted: Sequence[str]) -> int:
    """How many of the wanted words stand in the text."""
    text = str(match)
    return sum(word in text for word in wanted)
