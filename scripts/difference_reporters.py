"""The status difference as a person reads it on a terminal, and as a comment on a pull request."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from macros.comparing import Compared
from macros.portfolio.difference import LessonMove, Money, Move, ProjectDifference, Value
from macros.portfolio.status import ProjectStatus
from macros.portfolio.warnings import CHECKS, StatusWarning
from macros.records.problems import printable
from scripts.inert_markdown import code, inert

LARGEST_COMMENT = 60_000
"""Characters. GitHub refuses a comment of more than 65,536."""

MARK = "<!-- pmo status difference -->"
"""The first line of a comment, by which a workflow finds its earlier one to replace it."""

NO_CHANGE = "No status changes."
TITLES = {check.id: check.title for check in CHECKS}


def as_text(compared: Compared, commit: str) -> str:
    """Blocks of lines: a project, the lessons, what was left out. ``commit`` names the other side."""
    lines = [f"Status compared with {commit}, {_days(compared)}:"]
    for head, name, told, details in _entries(compared):
        lines += ["", f"{head}{name}: {told}" if told else f"{head}{name}"]
        lines += [f"  {detail}" for detail in details]
    lessons = [f"  {_lesson_name(move)}: {_lesson_words(move)}" for move in compared.difference.lessons]
    lines += ["", "Lessons:", *lessons] if lessons else []
    if compared.difference.is_empty:
        lines += ["", NO_CHANGE]
    lines += ["", "Left out:", *(f"  {line}" for line in compared.left_out)] if compared.left_out else []
    return "\n".join(printable(line) for line in lines)


def as_markdown(compared: Compared, commit: str) -> str:
    """A comment in which no text of a record is markup: nobody is mentioned, nothing is a link or a tag."""
    head = [MARK, "### Status difference", "", f"Compared with {code(commit)}, {_days(compared)}."]
    blocks = [*_project_blocks(compared), *_lesson_blocks(compared)]
    if compared.difference.is_empty:
        blocks.append(["", NO_CHANGE])
    if compared.left_out:
        blocks.append(["", "**Left out**", "", *(f"- {inert(line)}" for line in compared.left_out)])
    return "\n".join([*head, *_fitting(blocks, LARGEST_COMMENT - sum(map(len, head)))])


REPORTERS: Mapping[str, Callable[[Compared, str], str]] = {"text": as_text, "markdown": as_markdown}


def _project_blocks(compared: Compared) -> Iterator[list[str]]:
    for number, (head, name, told, details) in enumerate(_entries(compared)):
        line = f"- {head}**{inert(name)}**" + (f": {inert(told)}" if told else "")
        yield [*([""] if number == 0 else []), line, *(f"  - {inert(detail)}" for detail in details)]


def _lesson_blocks(compared: Compared) -> Iterator[list[str]]:
    for number, move in enumerate(compared.difference.lessons):
        line = f"- **{inert(_lesson_name(move))}**: {_lesson_words(move)}"
        yield [*(["", "**Lessons**", ""] if number == 0 else []), line]


def _fitting(blocks: list[list[str]], room: int) -> Iterator[str]:
    """The lines of as many blocks as fit, and how many are left."""
    for number, block in enumerate(blocks):
        room -= sum(len(line) + 1 for line in block)
        if room < 0:
            yield from ("", f"{len(blocks) - number} more entries do not fit: see the output of the check.")
            return
        yield from block


Entry = tuple[str, str, str, list[str]]
"""What begins a line, the name of a project, the line's rest, and lines with details."""


def _entries(compared: Compared) -> Iterator[Entry]:
    for changed in compared.difference.changed:
        yield "", _project_name(changed.after), ", ".join(_told(changed)), list(_details(changed))
    for project in compared.difference.new:
        yield "New project ", _project_name(project), ", ".join(_standing(project)), []
    for project in compared.difference.gone:
        yield "Gone: ", _project_name(project), "", []


def _told(changed: ProjectDifference) -> Iterator[str]:
    if changed.old_id:
        yield f"renamed from {changed.old_id}"
    yield from (_move(move) for move in changed.moves)
    if changed.curve_moved:
        yield "planned curve changed"


def _details(changed: ProjectDifference) -> Iterator[str]:
    yield from (f"new report of {day}" for day in changed.new_reports)
    yield from (f"corrected report of {day}" for day in changed.corrected_reports)
    yield from (f"new warning: {_warning(warning)}" for warning in changed.new_warnings)
    yield from (f"warning closed: {_warning(warning)}" for warning in changed.closed_warnings)


def _standing(project: ProjectStatus) -> Iterator[str]:
    fields = project.fields
    yield from (f"tier {fields.tier}", str(fields.phase), str(fields.state))
    yield f"rated {project.rating}" if project.rating else "not rated"
    if fields.budget is not None:
        yield f"budget {fields.budget:,} {project.currency}"
    if fields.finish is not None:
        yield f"finish {fields.finish}"
    if project.warnings:
        yield "1 warning" if len(project.warnings) == 1 else f"{len(project.warnings)} warnings"


def _move(move: Move) -> str:
    """``finish +14 days (to 2027-06-18)``, ``rating amber → red``."""
    match move.before, move.after:
        case date() as before, date() as after:
            return f"{move.name} {_signed((after - before).days, 'day')} (to {after})"
        case Money(before, currency), Money(after, other) if currency == other:
            return f"{move.name} {_signed(after - before)} {currency} (to {after:,})"
    return f"{move.name} {_value(move.before)} → {_value(move.after)}"


def _value(value: Value) -> str:
    if value is None:
        return "none"
    return f"{value.amount:,} {value.currency}" if isinstance(value, Money) else str(value)


def _signed(number: int, noun: str = "") -> str:
    sign, count = "+" if number > 0 else "−", abs(number)
    plural = noun if count == 1 else f"{noun}s"
    return f"{sign}{count:,} {plural}" if noun else f"{sign}{count:,}"


def _warning(warning: StatusWarning) -> str:
    return f"{TITLES[warning.id]} – {warning.message}"


def _project_name(project: ProjectStatus) -> str:
    return f"{project.fields.title} ({project.id})"


def _lesson_name(move: LessonMove) -> str:
    return f"{move.title} ({move.id})"


def _lesson_words(move: LessonMove) -> str:
    if move.before is None:
        return f"new, {move.after}"
    return f"{move.before} → {move.after or 'gone'}"


def _days(compared: Compared) -> str:
    before, after = compared.difference.day_before, compared.difference.day_after
    return f"as at {after}" if before == after else f"then as at {before}, now as at {after}"
