"""Controls made from models: limits from the model's field, label and values from the dataset's."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from macros.portfolio.columns import Dataset
from macros.records.fields import ID_LENGTH, LIKELY_YEARS
from macros.records.fields import Group as Fields
from macros.records.leaks.checks import NOUNS
from macros.records.leaks.detecting import EMAIL
from macros.records.leaks.emails import ADDRESS, FILE_ENDINGS
from macros.records.models import Organisation
from macros.records.vocabulary import REQUIRED_SECTIONS, SAFE_SCHEMES
from macros.records.vocabulary import Kind as RecordKind

from .form import Choice, Control
from .limits import Kind, Limits, forms, invisible, limits, unfinished, unlikely_day

LABELS = {"title": "Title"}
"""A record's title is a table's first column, which is headed by what the rows are."""


@dataclass(frozen=True)
class Maker:
    """Makes the controls of one model. ``hints`` are by name."""

    model: type[Fields]
    dataset: Dataset
    hints: Mapping[str, str]

    def control(self, name: str, **more: Any) -> Control:  # noqa: ANN401  fields of Control
        """The control of a field. Raises ``KeyError`` where model or dataset has none."""
        field, own = self.dataset.fields[name], limits(self.model, name)
        values = own.few or (field.order if own.kind in {Kind.CHOICE, Kind.CHOICES} else ())
        made = Control(
            name,
            LABELS.get(name, field.label),
            own,
            self.hints.get(name, ""),
            tuple(Choice(value, field.show(value)) for value in values),
        )
        return replace(made, **more)

    def controls(self, *names: str) -> tuple[Control, ...]:
        """The controls of several fields."""
        return tuple(self.control(name) for name in names)


def sections(kind: RecordKind, hints: Mapping[str, str], *optional: str) -> tuple[Control, ...]:
    """A control for each part of the body, the required ones first."""
    required = REQUIRED_SECTIONS[kind]
    return tuple(
        Control(f"#{title}", title, Limits(Kind.SECTION, title in required), hints.get(f"#{title}", ""))
        for title in (*required, *optional)
    )


def file_name(label: str, hint: str) -> Control:
    """The name of the file, which becomes the record's id."""
    return Control("@id", label, Limits(Kind.ID, is_required=True, longest=ID_LENGTH), hint)


def shared_data(organisation: Organisation) -> Mapping[str, Any]:
    """What the script needs for every form: patterns with what is said to a value that does not fit."""
    return {
        "leak": {
            "pattern": ADDRESS.pattern.replace("(?P<", "(?<"),
            "notAfter": sorted(FILE_ENDINGS),
            "words": NOUNS[EMAIL],
            "contact": organisation.contact or "",
        },
        "forms": {str(kind): form for kind, form in forms().items()},
        "years": (LIKELY_YEARS.start, LIKELY_YEARS.stop - 1, unlikely_day()),
        "schemes": sorted(SAFE_SCHEMES),
        "unfinished": unfinished(),
        "invisible": invisible(),
    }
