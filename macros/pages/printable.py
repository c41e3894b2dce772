"""What maintained pages print of the organisation: its texts, for Markdown and HTML to take as they are."""

import re
from typing import Any

from markupsafe import Markup

from macros.records.fields import Group

SIGNS = re.compile(r"[^\w\s,.;:/()]|_")
"""What could mean something in Markdown or HTML."""


class Printable:
    """The fields of a group, each as ``printable`` gives it."""

    def __init__(self, group: Group) -> None:
        self._group = group

    def __getattr__(self, name: str) -> object:
        """The field of that name."""
        return printable(getattr(self._group, name))


def printable(value: Any) -> Any:  # noqa: ANN401  whatever a field may hold
    """Texts with their signs escaped, and groups and lists of such; anything else as it is."""
    if isinstance(value, str):
        return Markup(SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", value))  # noqa: S704  escaped here
    if isinstance(value, Group):
        return Printable(value)
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value
