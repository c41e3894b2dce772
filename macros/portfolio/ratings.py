"""The rolled-up rating: independent assurance while it is young enough, else the manager's view."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from macros.records.library import Record
from macros.records.models import Report
from macros.records.models.report import Assurance
from macros.records.vocabulary import Rating, Trend

BEST_FIRST = tuple(Rating)


@dataclass(frozen=True)
class RatingOn:
    """The rolled-up rating on the day of a report; ``None`` is not rated."""

    date: date
    rating: Rating | None


def worse(left: Rating, right: Rating) -> bool:
    """Whether ``left`` is worse than ``right``."""
    return BEST_FIRST.index(left) > BEST_FIRST.index(right)


def valid_assurance(reports: Sequence[Record[Report]], day: date, valid_days: int) -> Assurance | None:
    """The latest assurance in ``reports`` that is less than ``valid_days`` old on ``day``.

    It is carried forward: later reports need not repeat it. Of two of one day the later report's counts.
    """
    given = [report.fields.assurance for report in reports if report.fields.assurance is not None]
    known = [assurance for assurance in given if assurance.date <= day]
    if not known:
        return None
    latest = max(reversed(known), key=lambda assurance: assurance.date)
    return latest if (day - latest.date).days < valid_days else None


def rolled_up(reports: Sequence[Record[Report]], day: date, valid_days: int) -> Rating | None:
    """The project's rating on ``day``: the valid assurance's, else the manager's in the last report.

    ``reports`` are those up to ``day``, oldest first. ``None`` is not rated.
    """
    assurance = valid_assurance(reports, day, valid_days)
    if assurance is not None:
        return assurance.rating
    return reports[-1].fields.rating if reports else None


def history(reports: Sequence[Record[Report]], today: date, valid_days: int) -> tuple[RatingOn, ...]:
    """The rolled-up rating as it stood on the day of each report; of the last one, as it stands today."""
    days = [*(report.date for report in reports[:-1]), today]
    return tuple(
        RatingOn(report.date, rolled_up(reports[:count], day, valid_days))
        for count, (report, day) in enumerate(zip(reports, days, strict=False), start=1)
    )


def trend(ratings: Sequence[RatingOn]) -> Trend | None:
    """The last rating against the one before; undefined unless both are known."""
    if len(ratings) < 2:  # noqa: PLR2004  a trend has two ends
        return None
    before, now = ratings[-2].rating, ratings[-1].rating
    if before is None or now is None:
        return None
    if before is now:
        return Trend.SAME
    return Trend.WORSE if worse(now, before) else Trend.BETTER
