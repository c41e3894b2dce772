"""Milestones of the last and the next six months, project by project."""

from dataclasses import replace

from macros.portfolio.milestones import MilestoneRow
from macros.portfolio.status import ProjectStatus

from ..charts.timeline import TimelineGroup, TimelineItem
from ..figures import timeline_figure
from ..first_steps import NO_PROJECTS, nothing_yet
from ..parts import Notice, Section
from ..view import SiteView

NOTHING = "No milestone lies within six months of today."


def milestone_timeline(site: SiteView, page: str) -> tuple[Section, ...]:  # noqa: ARG001  every view takes both
    """The timeline of every project that has milestones."""
    groups = [_group(project) for project in site.portfolio if project.milestone_rows]
    figure = timeline_figure("timeline", groups, site.today)
    if figure:
        return (Section((replace(figure, is_repeated=True),)),)
    return (Section((Notice(NOTHING) if next(iter(site.portfolio), None) else nothing_yet(NO_PROJECTS),)),)


def _group(project: ProjectStatus) -> TimelineGroup:
    return TimelineGroup(project.fields.title, tuple(_item(row) for row in project.milestone_rows))


def _item(row: MilestoneRow) -> TimelineItem:
    return TimelineItem(row.title, row.baseline, row.expected, row.state.value)
