"""Ratings over time: a column a report, a row a view (rolled up, the manager's), oldest report first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from macros.portfolio.wording import NOT_RATED, day
from macros.records.vocabulary import Rating

from .elements import Layout
from .words import text_width

COLUMNS = {"wide": 84, "narrow": 60}
"""A column is at most so wide, so that few reports stand together."""
LEAST_COLUMNS = {"wide": 52, "narrow": 39}
"""And at least so wide, so that its date fits; of more reports than fit the last are shown."""
SHAPE = 24
"""Width and height of a shape."""


@dataclass(frozen=True)
class Ratings:
    """One view of a project: its ratings, one a date; ``None`` is not rated."""

    label: str
    ratings: tuple[Rating | None, ...]


@dataclass(frozen=True)
class RatingMark:
    """A rating: the middle of its shape, and the word or letter below it."""

    x: float
    y: float
    rating: str
    word: str
    told: str


@dataclass(frozen=True)
class RatingRow:
    """A row: its label (the baseline at ``y``) and its marks; ``line`` is where the marks are strung on."""

    label: str
    y: float
    line: float
    marks: tuple[RatingMark, ...]


@dataclass(frozen=True)
class ReportDate:
    """Day, month and, where it changes, year of a report, in lines below its column."""

    x: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class RatingsChart:
    """The whole drawing; the first lines of ``dates`` have their baseline at ``dates_y``."""

    width: int
    height: float
    shape: int
    left: float
    right: float
    rows: tuple[RatingRow, ...]
    dates: tuple[ReportDate, ...]
    dates_y: float


def ratings_chart(dates: Sequence[date], views: Sequence[Ratings], layout: Layout) -> RatingsChart | None:
    """The chart of ``views`` at ``dates`` (oldest first); nothing where there are no dates or views."""
    if not dates or not views:
        return None
    left = 0.0 if layout.is_narrow else max(text_width(view.label, layout.text) for view in views) + 16
    left = min(left, layout.width / 3)
    dates = dates[-int((layout.width - left) / LEAST_COLUMNS[layout.name]) :]
    column = min(COLUMNS[layout.name], (layout.width - left) / len(dates))
    places = [round(left + column * (number + 0.5), 1) for number in range(len(dates))]
    above = layout.line + 4 if layout.is_narrow else 0
    height = above + SHAPE + layout.line + 12
    words = {_word(rating) for view in views for rating in view.ratings[-len(dates) :]}
    as_words = all(text_width(word, layout.text) + 6 <= column for word in words)
    rows = tuple(
        _row(view, tuple(zip(dates, places, strict=True)), above + number * height, layout, as_words=as_words)
        for number, view in enumerate(views)
    )
    bottom = len(views) * height + layout.text
    return RatingsChart(
        layout.width,
        round(bottom + (2 if layout.is_narrow else 1) * layout.line + 6, 1),
        SHAPE,
        places[0],
        places[-1],
        rows,
        tuple(_dates(dates, places, layout)),
        bottom,
    )


def _row(
    view: Ratings, columns: Sequence[tuple[date, float]], top: float, layout: Layout, *, as_words: bool
) -> RatingRow:
    middle = round(top + SHAPE / 2 + 2, 1)
    marks = tuple(
        RatingMark(
            x,
            middle,
            rating.value if rating else "none",
            _word(rating) if as_words else _letter(rating),
            f"{day(when)}: {_word(rating)}",
        )
        for (when, x), rating in zip(columns, view.ratings[-len(columns) :], strict=True)
    )
    return RatingRow(view.label, top - 6 if layout.is_narrow else middle + 4, middle, marks)


def _word(rating: Rating | None) -> str:
    return rating.label if rating else NOT_RATED


def _letter(rating: Rating | None) -> str:
    return rating.label[0] if rating else "–"


def _dates(dates: Sequence[date], places: Sequence[float], layout: Layout) -> Iterator[ReportDate]:
    year = None
    for when, x in zip(dates, places, strict=True):
        words = (str(when.day), f"{when:%b}") if layout.is_narrow else (f"{when.day} {when:%b}",)
        yield ReportDate(x, words if when.year == year else (*words, str(when.year)))
        year = when.year
