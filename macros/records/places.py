"""What a path says about the file that lies there."""

import re
from dataclasses import dataclass
from datetime import date

from .fields import ISO_DATE, is_likely
from .vocabulary import ATTACHMENT_SUFFIXES, READY_MADE_SUFFIXES, SOURCE_NAMES, Kind

YEAR = re.compile(r"\d{4}", re.ASCII)
ORGANISATION = "organisation.yml"
PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Names of files that MkDocs takes for pages; here they all end in ``.md``."""
INDEX_NAMES = ("index", "README")
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp")


@dataclass(frozen=True)
class RecordPlace:
    """A record: its kind, its id, and for a report the project it belongs to."""

    kind: Kind
    id: str
    project: str = ""


@dataclass(frozen=True)
class BesidePlace:
    """A file that belongs to the record of this kind and id."""

    kind: Kind
    id: str


@dataclass(frozen=True)
class StaticPlace:
    """A file of ``docs/`` that is published as it is."""


@dataclass(frozen=True)
class StrayPlace:
    """A file that is no record and belongs to none."""

    message: str
    way_out: str


Place = RecordPlace | BesidePlace | StaticPlace | StrayPlace | None
"""``None`` is a file that is there for readers of the repository and not published."""


def place_of(path: str) -> Place:
    """What lies at ``path``, which is relative to the root and has forward slashes."""
    room, *parts = path.split("/")
    match room:
        case "docs":
            return _docs(parts)
        case "lessons":
            return _lessons(parts)
        case "templates":
            return _templates(parts)
    return None


def url_of(place: RecordPlace, path: str) -> str:
    """The address of a record's page, relative to the site's root and ending in a slash."""
    match place.kind:
        case Kind.PROJECT:
            return f"projects/{place.id}/"
        case Kind.REPORT:
            return f"projects/{place.project}/reports/{place.id}/"
        case Kind.LESSON:
            return f"lessons/{place.id}/"
        case Kind.TEMPLATE:
            return f"templates/{place.id}/"
    bare = path.removeprefix("docs/").removesuffix(".md")
    *folders, name = bare.split("/")
    return "".join(f"{part}/" for part in (folders if name in INDEX_NAMES else (*folders, name)))


def _docs(parts: list[str]) -> Place:
    match parts:
        case ["projects", project, "index.md"]:
            return RecordPlace(Kind.PROJECT, project)
        case ["projects", project, "reports", name] if name.endswith(".md"):
            return RecordPlace(Kind.REPORT, name.removesuffix(".md"), project)
        case ["projects", project, *_, _]:
            return StrayPlace(
                f"only index.md and reports/<YYYY-MM-DD>.md may lie below docs/projects/{project}/",
                "Move the file, or rename a report to its date",
            )
        case ["standards", name] if name.endswith(".md") and name != "index.md":
            return RecordPlace(Kind.STANDARD, name.removesuffix(".md"))
    return _page(parts)


def _page(parts: list[str]) -> Place:
    if parts[-1].endswith(".md"):
        return RecordPlace(Kind.PAGE, "/".join(parts).removesuffix(".md"))
    if parts[-1].lower().endswith(PAGE_SUFFIXES):
        message = "MkDocs would make a page of this file, unchecked"
        return StrayPlace(message, "Let its name end in .md, or move it")
    return StaticPlace()


def _lessons(parts: list[str]) -> Place:
    match parts:
        case ["README.md"]:
            return None
        case [year, name] if YEAR.fullmatch(year) and name.endswith(".md"):
            return RecordPlace(Kind.LESSON, name.removesuffix(".md"))
        case [year, lesson, "index.md"] if YEAR.fullmatch(year):
            return RecordPlace(Kind.LESSON, lesson)
        case [year, lesson, name] if YEAR.fullmatch(year) and name.lower().endswith(ATTACHMENT_SUFFIXES):
            return BesidePlace(Kind.LESSON, lesson)
    return StrayPlace(
        "a lesson is lessons/<year>/<id>.md, or lessons/<year>/<id>/index.md with attachments beside it",
        f"Move it there; attachments may end in {', '.join(ATTACHMENT_SUFFIXES)}",
    )


def _templates(parts: list[str]) -> Place:
    match parts:
        case ["README.md"]:
            return None
        case [template, "index.md"]:
            return RecordPlace(Kind.TEMPLATE, template)
        case [template, name] if name in {*SOURCE_NAMES, "example.yml"} or name.endswith(READY_MADE_SUFFIXES):
            return BesidePlace(Kind.TEMPLATE, template)
        case [template, *_, name] if name.lower().endswith(IMAGE_SUFFIXES):
            return BesidePlace(Kind.TEMPLATE, template)
    return StrayPlace(
        "a template is templates/<id>/index.md with its source or ready-made file beside it",
        f"Sources are {', '.join(SOURCE_NAMES)}; ready-made files end in {', '.join(READY_MADE_SUFFIXES)}",
    )


def report_date(name: str) -> date | None:
    """The date that names a report, or nothing where the name is no date."""
    try:
        day = date.fromisoformat(name) if ISO_DATE.fullmatch(name) else None
    except ValueError:
        return None
    return day if day and is_likely(day) else None
