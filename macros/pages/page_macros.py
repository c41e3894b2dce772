"""The build macros: what a maintained page may call. Each gives HTML of one block, without blank lines."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from macros.portfolio.query import Query, select

from .data_links import data_links
from .dataset_tables import macro_table
from .diagrams import diagram
from .first_steps import with_way_out
from .parts import Figure, Part, Section, Tabular
from .rendering import render
from .standard_page import clause_view
from .summary import summary_sections
from .table_macros import TABLE_MACROS
from .tables import Table
from .view import SiteView
from .views import VIEWS

Names = str | Sequence[str]


@dataclass(frozen=True, repr=False)
class PageMacros:
    """Macros for the pages of one site. ``address`` tells the address of the page that is being rendered.

    mkdocs-macros prints each macro with its object in every build, so this must not print all records.
    """

    site: SiteView
    address: Callable[[], str]
    _ids: Counter[tuple[str, str]] = field(default_factory=Counter)
    _told: dict[str, set[str]] = field(default_factory=dict)

    def by_name(self) -> Mapping[str, Callable[..., str]]:
        """Every macro under the name that pages call."""
        tables = {name: partial(self.table, name) for name in TABLE_MACROS}
        views = {name: partial(self.view, name) for name in VIEWS}
        return {
            **tables,
            **views,
            "portfolio_summary": self.portfolio_summary,
            "clause": self.clause,
            "tier_list": self.tier_list,
            "data_links": self.data_links,
            "diagram": self.diagram,
        }

    def table(  # noqa: PLR0913, PLR0917  pages name what they want
        self,
        macro: str,
        where: str = "",
        sort: Names = "",
        group_by: str = "",
        columns: Names = "",
        limit: int | str | None = None,
        caption: str = "",
        id: str = "",  # noqa: A002  pages write id=
        filters: bool = True,  # noqa: FBT001, FBT002  pages write filters=false
    ) -> str:
        """The table of the macro named ``macro``; without ``filters`` it can only be sorted.

        Raises ``ValueError`` where an argument is wrong.
        """
        query = Query(where, sort, group_by, columns, limit)
        own_id = self._own_id(id or TABLE_MACROS[macro].id)
        table = macro_table(macro, query, self.site, self.address(), id_=own_id, caption=caption)
        if not filters:
            table = table.without_filters()
        return _block("table.html.jinja", table=self._with_way_out(table))

    def view(self, name: str) -> str:
        """The view of the portfolio under this name."""
        return _block("block.html.jinja", sections=self._apart(VIEWS[name](self.site, self.address())))

    def portfolio_summary(self, where: str = "") -> str:
        """How many projects by rating, phase, state and programme, and money by currency."""
        rows = select(
            self.site.rows("projects"), Query(where), self.site.datasets["projects"], self.site.today
        ).rows
        wanted = {row["id"] for row in rows}
        projects = [project for project in self.site.portfolio if project.id in wanted]
        sections = summary_sections(projects, self.site, self.address())
        return _block("block.html.jinja", sections=self._apart(sections))

    def clause(self, id: str) -> str:  # noqa: A002  pages write clause('GOV-1')
        """A clause at its place in its standard, with its anchor. Raises ``KeyError`` for an unknown one."""
        _, clause = self.site.library.clauses[id]
        return _block("clause.html.jinja", view=clause_view(clause, self.site, self.address()))

    def data_links(self, dataset: str) -> str:
        """Where the rows of a dataset are published. Raises ``KeyError`` for an unknown one."""
        view = data_links(self.site.datasets[dataset], self.address(), self.site)
        return _block("data_links.html.jinja", view=view)

    def diagram(self, name: str) -> str:
        """The diagram of the method under this name. Raises ``KeyError`` for an unknown one."""
        return diagram(name, self.site, self._own_id(f"diagram-{name}"))

    def tier_list(self) -> str:
        """The organisation's tiers with their criteria."""
        return _block("tiers.html.jinja", tiers=self.site.organisation.tiers)

    def _apart(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """``sections``, each table with an id that no other one on the page has."""
        return tuple(
            replace(section, parts=tuple(map(self._own_part, section.parts))) for section in sections
        )

    def _own_part(self, part: Part) -> Part:
        if not isinstance(part, Tabular | Figure):
            return part
        table = self._with_way_out(part.table)
        return replace(part, table=replace(table, id=self._own_id(table.id)))

    def _with_way_out(self, table: Table) -> Table:
        """The table; where it is empty, with the way to a first record, once a page."""
        told = self._told.setdefault(self.address(), set())
        led = with_way_out(table, self.site, self.address(), told)
        if not table.rows:
            told.add(table.empty)
        return led

    def _own_id(self, id_: str) -> str:
        """``id_``, or with a number behind it where the page has a table of that id already."""
        self._ids[self.address(), id_] += 1
        count = self._ids[self.address(), id_]
        return id_ if count == 1 else f"{id_}-{count}"


def _block(fragment: str, **context: object) -> str:
    """A fragment as one block of raw HTML, which a blank line would end for Markdown."""
    return "\n".join(line for line in render(fragment, **context).split("\n") if line.strip())
