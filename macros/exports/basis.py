"""What every output is made from."""

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from macros.portfolio.columns import Dataset
from macros.portfolio.ordering import Row
from macros.portfolio.status import Portfolio
from macros.records.library import Library
from macros.records.models import Organisation


@dataclass(frozen=True)
class Basis:
    """The records, what follows from them, and ``rows`` of each dataset by its name.

    ``base`` is the site's address, ending in a slash; empty where it is not known.
    """

    library: Library
    portfolio: Portfolio
    datasets: Mapping[str, Dataset]
    rows: Callable[[str], Sequence[Row]]
    base: str = ""

    @property
    def organisation(self) -> Organisation:
        """Whose data this is."""
        return self.portfolio.context.organisation

    @property
    def today(self) -> date:
        """The day that the data stands for."""
        return self.portfolio.today

    def absolute(self, url: str) -> str:
        """The full address of ``url``, relative to the site's root; empty where that is not known."""
        return f"{self.base}{url}" if self.base else ""

    def address(self, url: str, path: str) -> str:
        """The address of ``url`` as the file at ``path`` gives it: in full, else as seen from that file."""
        if self.base:
            return f"{self.base}{url}"
        relative = posixpath.relpath(f"/{url}", posixpath.dirname(f"/{path}"))
        return f"{relative}/" if url.endswith("/") else relative
