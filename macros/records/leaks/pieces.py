"""A piece of a file's text, with the words for where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Text, one paragraph or cell a line. ``place`` is empty where line and column say it."""

    place: str
    text: str


class UnreadError(Exception):
    """A file that cannot be opened; the message says why."""
