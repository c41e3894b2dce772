"""What a form is made of, as data. ``forms/form.html.jinja`` makes it HTML, ``forms.js`` gives it life."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from ..tables import Link
from .hosting import Hosting
from .limits import Kind, Limits


@dataclass(frozen=True)
class Choice:
    """A value of a list and how the page says it."""

    value: str
    label: str


@dataclass(frozen=True)
class Control:
    """A field to fill in.

    ``name`` says where the value goes: ``risks`` and so on in the front matter, with dots between the levels;
    ``#Summary`` into the section of that name; ``@date`` into the name of the file alone.
    """

    name: str
    label: str
    limits: Limits
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    until: str = ""
    """Names of dates, ``today`` among them, that this one may not come after."""
    instead: str = ""
    """Name of the group that, filled in, makes this field one that may be left empty."""
    not_with: str = ""
    """Name of the field that may not be filled in together with this one."""

    @property
    def is_long(self) -> bool:
        """Whether its text may have several lines."""
        return self.limits.kind in {Kind.TEXT, Kind.SECTION}

    @property
    def is_wide(self) -> bool:
        """Whether it takes the whole line."""
        return self.limits.kind in {Kind.LINE, Kind.LINES, Kind.TEXT, Kind.SECTION, Kind.CHOICES}

    @property
    def is_chosen(self) -> bool:
        """Whether it is one value of a list."""
        return self.limits.kind is Kind.CHOICE

    @property
    def id(self) -> str:
        """Its id on the page; of a row's field, a part of it."""
        return "".join(sign if sign.isalnum() else "-" for sign in self.name.casefold()).strip("-")


@dataclass(frozen=True)
class Group:
    """Fields under a heading. Those of an ``optional`` group are wanted once one of them is filled in."""

    part: ClassVar = "group"
    title: str
    controls: tuple[Control, ...]
    intro: str = ""
    optional: str = ""
    is_folded: bool = False

    @property
    def is_dense(self) -> bool:
        """Whether its fields are short enough to stand beside each other."""
        return not any(control.is_wide for control in self.controls)


@dataclass(frozen=True)
class Rows:
    """A list of entries that have the same fields; ``noun`` is what one of them is called.

    Keyed rows are there from the beginning, one for each key, and cannot be added to.
    """

    part: ClassVar = "rows"
    title: str
    name: str
    noun: str
    controls: tuple[Control, ...]
    intro: str = ""
    is_keyed: bool = False


@dataclass(frozen=True)
class Form:
    """A whole form: ``name`` is what it makes, ``data`` what the script needs besides the controls."""

    part: ClassVar = "form"
    name: str
    groups: tuple[Group | Rows, ...]
    data: Mapping[str, Any]
    hosting: Hosting
    without: Link
    """Where those go whose browser runs no script."""

    @property
    def controls(self) -> tuple[Control, ...]:
        """Every control, those of rows once."""
        return tuple(control for group in self.groups for control in group.controls)
