"""Every file that the site publishes besides pages."""

from collections.abc import Iterator

from .basis import Basis
from .calendar_file import calendar_files
from .comma_separated import csv_files
from .data import data_files
from .feeds import feed_files
from .workbook import workbook_files


def output_files(basis: Basis) -> Iterator[tuple[str, str | bytes]]:
    """Path and content of each file: those of ``published.PATHS`` but the steering pack."""
    yield from data_files(basis)
    yield from csv_files(basis)
    yield from workbook_files(basis)
    yield from calendar_files(basis)
    yield from feed_files(basis)
