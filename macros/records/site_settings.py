"""``site.yml``: what an organisation adds to the site's own configuration. The file may be left out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field, StringConstraints

from .fields import Group, Line, Sentence, Title, Url
from .front_matter import Source
from .front_matter import read_yaml as read_source
from .problems import Problem
from .reading import read_text
from .validating import validate

SITE_SETTINGS = "site.yml"
OWN_STYLESHEET = "assets/stylesheets/own.css"
"""The organisation's own look, relative to ``docs/``; it is found by its name."""
RULE = "site-setting"
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z][A-Za-z]+)?$")]


class NavigationEntry(Group):
    """One entry more in the navigation: a page of ``docs/``, or an address elsewhere with its title."""

    section: Title
    title: Title | None = None
    page: Line | None = None
    url: Url | None = None


class SiteSettings(Group):
    """What an organisation may set besides ``organisation.yml``; paths are relative to ``docs/``."""

    language: Language = "en"
    logo: Line | None = None
    favicon: Line | None = None
    footer: Sentence | None = None
    stylesheets: list[Line] = Field(default_factory=list)
    scripts: list[Line] = Field(default_factory=list)
    navigation: list[NavigationEntry] = Field(default_factory=list)


@dataclass(frozen=True)
class ReadSettings:
    """The settings, and what is wrong with their file."""

    fields: SiteSettings = field(default_factory=SiteSettings)
    problems: tuple[Problem, ...] = ()


def read_site_settings(root: Path) -> ReadSettings:
    """The settings of the knowledge base at ``root``; the defaults where there is no file."""
    if not (root / SITE_SETTINGS).is_file():
        return ReadSettings()
    text = read_text(root, SITE_SETTINGS)
    if text.problem:
        return ReadSettings(problems=() if text.problem.rule == "empty-file" else (text.problem,))
    source, problems = read_source(SITE_SETTINGS, text.text)
    fields, broken, own = validate(SiteSettings, source)
    found = [*problems, *own]
    if not broken:
        found += _lost_files(source, fields, root / "docs")
        found += _odd_entries(source, fields)
    return ReadSettings(fields, tuple(found))


def _lost_files(source: Source, fields: SiteSettings, docs: Path) -> Iterator[Problem]:
    named: Mapping[tuple[str | int, ...], str | None] = {
        ("logo",): fields.logo,
        ("favicon",): fields.favicon,
        **{("stylesheets", place): path for place, path in enumerate(fields.stylesheets)},
        **{("scripts", place): path for place, path in enumerate(fields.scripts)},
        **{("navigation", place, "page"): entry.page for place, entry in enumerate(fields.navigation)},
    }
    for where, path in named.items():
        if path is not None and not _lies_in(docs, path):
            message = f"there is no file {path!r} in docs/"
            yield source.problem(RULE, where, message, "Write the path from docs/, such as own/index.md")


def _lies_in(docs: Path, path: str) -> bool:
    pure = PurePosixPath(path)
    plain = not pure.is_absolute() and ".." not in pure.parts and "\\" not in path
    return plain and (docs / path).is_file()


def _odd_entries(source: Source, fields: SiteSettings) -> Iterator[Problem]:
    for place, entry in enumerate(fields.navigation):
        where = ("navigation", place)
        if (entry.page is None) == (entry.url is None):
            yield source.problem(RULE, where, "an entry has either a page or a url", "Keep one of the two")
        elif entry.url and not entry.title:
            yield source.problem(RULE, where, "an entry with a url has no title", "Write what readers see")
