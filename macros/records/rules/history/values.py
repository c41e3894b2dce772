"""What differs between two raw values, and where, apart from the way it is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from ...front_matter import Path
from .pairs import words

LONGEST = 60
"""Characters of a value that a message shows."""


@dataclass(frozen=True)
class Changed:
    """A value that is another one now; an absent one is ``None``."""

    path: Path
    was: Any
    now: Any

    @property
    def shown(self) -> str:
        """Both values in one sentence."""
        if self.was is None:
            return f"{_name(self.path)} was not given and is {excerpt(self.now)}"
        if self.now is None:
            return f"{_name(self.path)} was {excerpt(self.was)} and is gone"
        return f"{_name(self.path)} was {excerpt(self.was)} and is {excerpt(self.now)}"


def changed(was: Any, now: Any, path: Path = ()) -> Iterator[Changed]:  # noqa: ANN401  what YAML holds
    """The innermost values that differ. Layout, and the way a number is written, make no difference."""
    if isinstance(was, dict) and isinstance(now, dict):
        for key in dict.fromkeys((*now, *was)):
            yield from changed(was.get(key), now.get(key), (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from changed(one, other, (*path, index))
    elif not _same(was, now):
        yield Changed(path, was, now)


def excerpt(value: Any) -> str:  # noqa: ANN401  what YAML holds
    """A value as a message shows it: short, and on one line."""
    if isinstance(value, list):
        return "1 entry" if len(value) == 1 else f"{len(value)} entries"
    if isinstance(value, dict):
        inner = ", ".join(f"{key}: {excerpt(item)}" for key, item in value.items())
        return _short(f"{{{inner}}}")
    text = _short(" ".join(words(str(value))))
    return repr(text) if " " in text else text


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _same(was: Any, now: Any) -> bool:  # noqa: ANN401  what YAML holds
    if not was and not now:
        return True
    if isinstance(was, str) and isinstance(now, str):
        return words(was) == words(now) or (_number(was) is not None and _number(was) == _number(now))
    return bool(was == now)


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text.isascii() else None
    except InvalidOperation:
        return None


def _name(path: Path) -> str:
    """``("risks", 0, "owner")`` as "owner of risks 1"."""
    names: list[str] = []
    for step in path:
        if isinstance(step, int):
            names[-1] += f" {step + 1}"
        else:
            names.append(step)
    return " of ".join(reversed(names))
