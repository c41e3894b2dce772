"""What the sources of a template ask of data, as a tree of names."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import ENTRY, Name, Use


@dataclass
class Wanted:
    """What is asked of one name: how it is used, and the names below it."""

    uses: set[Use] = field(default_factory=set)
    below: dict[str, "Wanted"] = field(default_factory=dict)

    @property
    def is_list(self) -> bool:
        """Whether a loop goes through it."""
        return Use.LIST in self.uses or ENTRY in self.below


def wanted(names: Iterable[Name]) -> Wanted:
    """The tree of all names."""
    tree = Wanted()
    for name in names:
        node = tree
        for part in name.path:
            node = node.below.setdefault(part, Wanted())
        node.uses.add(name.use)
    return tree
