"""Data as a template sees it, and what stands where there is none."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

ABSENT = "–"


class Unfilled:
    """A field without a value: it shows its label, and whatever is asked of it is unfilled too.

    It counts as given, so that an empty form shows every part; as a list it has one unfilled entry.
    """

    __slots__ = ("_label",)

    def __init__(self, label: str) -> None:
        self._label = label

    def __getattr__(self, name: str) -> "Unfilled":
        if name.startswith("_"):
            raise AttributeError(name)
        return Unfilled(label_of(name))

    def __getitem__(self, name: object) -> "Unfilled":
        return Unfilled(label_of(str(name)))

    def __iter__(self) -> Iterator["Unfilled"]:
        yield self

    def __str__(self) -> str:
        return f"[{self._label}]"


class Given:
    """Named values; one that is not there, or ``None``, is unfilled. ``labels`` say how a name is asked for.

    In an entry of a list nobody is asked for what is missing, such as the forecast of a milestone reached.
    """

    __slots__ = ("_is_entry", "_labels", "_values")

    def __init__(
        self, values: Mapping[str, Any], labels: Mapping[str, str] | None = None, *, is_entry: bool = False
    ) -> None:
        self._values = values
        self._labels = labels or {}
        self._is_entry = is_entry

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  what the data holds
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401
        value = self._values.get(name)
        if self._is_entry and (value is None or value == ""):
            return ABSENT
        return wrapped(value, self._labels.get(name) or label_of(name))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return ((label_of(name), self[name]) for name in self._values)


def wrapped(value: Any, label: str) -> Any:  # noqa: ANN401
    """A value as templates see it; ``label`` is what it is called where it is missing."""
    if value is None or value == "":
        return Unfilled(label)
    if isinstance(value, Mapping):
        return Given(value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        entries = (Given(item, is_entry=True) if isinstance(item, Mapping) else item for item in value)
        return list(entries) or Unfilled(label)
    return value


def label_of(name: str) -> str:
    """A name in words: ``need_by`` becomes "Need by"."""
    return name.replace("_", " ").strip().capitalize()


def asks(value: Any, prompt: str) -> Any:  # noqa: ANN401
    """Filter: an unfilled field asks with these words."""
    return Unfilled(prompt) if isinstance(value, Unfilled) else value


def rows(value: Any, least: int) -> list[Any]:  # noqa: ANN401
    """Filter: the entries of a list, and unfilled ones until there are so many."""
    given = [] if isinstance(value, Unfilled) else list(value)
    label = str(value)[1:-1] if isinstance(value, Unfilled) else ""
    return given + [Unfilled(label)] * (least - len(given))
