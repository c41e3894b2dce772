"""Ids for records that come from a table: words of a title, or a reference, and unique."""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import count

from macros.records.fields import ID_LENGTH
from macros.records.vocabulary import DEVICES, RESERVED_IDS

LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "&": " and "}
    | {"\u0131": "i"}
    | dict.fromkeys("'\u2018\u2019\u02bc", "")
)
"""Letters that are no letter with an accent, and apostrophes, which divide no words."""


def slug(text: str, length: int = ID_LENGTH) -> str:
    """``Späte Übergabe`` as ``spate-ubergabe``, cut between words; empty where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)
    joined = "-".join(words)
    if len(joined) <= length:
        return joined
    return joined[: length + 1].rpartition("-")[0] or joined[:length]


def ids(rows: Sequence[tuple[str, str]], noun: str, taken: Collection[str] = ()) -> list[str]:
    """An id for each row of (text, reference), in their order.

    Where several rows would have one id, each takes its reference as well, so that their order does not
    matter; without references the later ones are counted: ``-2``, ``-3``. ``taken`` are names of pages of the
    site; ``noun`` makes them free, as in ``search-project``.
    """
    first = [own_id(text, reference, noun, taken) for text, reference in rows]
    shared = {id_ for id_, rows_of_it in Counter(first).items() if rows_of_it > 1}
    given: list[str] = []
    seen = set(first) - shared
    for id_, (_, reference) in zip(first, rows, strict=True):
        if id_ in shared:
            id_ = _unique(with_reference(id_, reference), seen)  # noqa: PLW2901  the same id, told apart
            seen.add(id_)
        given.append(id_)
    return given


def own_id(text: str, reference: str, noun: str, taken: Collection[str]) -> str:
    """The id of a record by itself, whatever others are called; for the parameters see ``ids``."""
    id_ = slug(text) or slug(reference)
    if not id_:
        letters = hashlib.sha256(text.encode()).hexdigest()[:8]
        return f"{noun}-{letters}"
    if id_ in RESERVED_IDS or id_ in DEVICES or id_ in taken:
        return f"{slug(id_, ID_LENGTH - len(noun) - 1)}-{noun}"
    return id_


def with_reference(id_: str, reference: str) -> str:
    """The id with a reference at its end; as it is where the reference has no letters or digits."""
    mark = slug(reference, ID_LENGTH // 2)
    return f"{slug(id_, ID_LENGTH - len(mark) - 1)}-{mark}" if mark and mark != id_ else id_


def _unique(id_: str, seen: Collection[str]) -> str:
    ways = (numbered(id_, number) for number in count(1))
    return next(way for way in ways if way not in seen)


def numbered(id_: str, number: int) -> str:
    """``id-2`` for the second; the first has the id alone."""
    return id_ if number == 1 else f"{slug(id_, ID_LENGTH - len(str(number)) - 1)}-{number}"
