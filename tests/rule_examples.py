"""The rules page taken apart, and its examples made into knowledge bases of their own.

Under a heading ``### `rule-id` `` the page says ``Bad`` and ``Good``, each followed by one block or more.
Rules that compare with what was there also say ``Before``:

- ``Bad, in `path`:`` or ``and in `path`:`` before a block names the file it is about. A side that names
  none is about the first file of the bad side, or of the one before.
- A ``yaml`` block gives fields of that file, in place of those that the good record there has.
- A ``markdown`` block is the body of that file or, where it begins with ``---``, the whole of it.
- A block of a file beside a template is the whole of it, whatever its form.
- A ``text`` block lists files that are there besides. A file that is to hold a record holds a good one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from macros.records.places import BesidePlace, RecordPlace, place_of
from macros.records.site_settings import SITE_SETTINGS
from macros.records.vocabulary import Kind
from tests.builders import (
    Fields,
    lesson,
    organisation,
    project,
    report,
    standard,
    template,
    text_of,
    write_library,
)

GROUP_OR_RULE = re.compile(r"^(##|###) (.+)$")
SIDE = re.compile(r"^(Before|Bad|Good|and)\b(?:.*?in `([^`]+)`)?.*$")
FENCE = re.compile(r"^```(\w*)$")
KEY = re.compile(r"^(\w+):", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """What an example says of one file, or in a ``text`` block of several."""

    path: str
    form: str
    text: str


@dataclass
class Section:
    """What the page says below one heading of the third level."""

    heading: str
    group: str
    prose: list[str] = field(default_factory=list)
    before: list[Block] = field(default_factory=list)
    bad: list[Block] = field(default_factory=list)
    good: list[Block] = field(default_factory=list)

    @property
    def bad_paths(self) -> set[str]:
        """The files of which the bad side, or what was before it, speaks."""
        blocks = [*self.before, *self.bad]
        listed = (path for block in blocks if block.form == "text" for path in block.text.split("\n"))
        return {block.path for block in blocks} | set(listed)


def sections(page: str) -> list[Section]:
    """Every heading of the third level with its examples."""
    found: list[Section] = []
    group, path = "", ""
    side: list[Block] | None = None
    lines = iter(page.split("\n"))
    for line in lines:
        if heading := GROUP_OR_RULE.match(line):
            group = heading[2] if heading[1] == "##" else group
            side = None
            if heading[1] == "###":
                found.append(Section(heading[2], group))
        elif not found:
            continue
        elif fence := FENCE.match(line):
            block = Block(path, fence[1], "\n".join(_until_fence(lines)))
            assert side is not None, f"{found[-1].heading}: a block without Bad or Good before it"
            side.append(block)
        elif said := SIDE.match(line):
            section = found[-1]
            earlier = [*section.bad, *section.before]
            side = {"Before": section.before, "Bad": section.bad, "Good": section.good}.get(said[1], side)
            path = said[2] or (earlier[0].path if earlier else "")
            section.prose.append(line)
        elif line.strip():
            found[-1].prose.append(line)
    return found


def _until_fence(lines: Iterator[str]) -> list[str]:
    inside: list[str] = []
    for line in lines:
        if line == "```":
            return inside
        inside.append(line)
    raise AssertionError("a block without an end")


def base() -> dict[str, Fields]:
    """The records around every example; alone, they break no rule."""
    milestones = [{"id": "go-live", "title": "Go live", "baseline": "2026-09-30"}]
    clauses = [
        {"id": "GOV-1", "level": "shall", "text": "Every project shall have one sponsor."},
        {"id": "GOV-2", "level": "should", "text": "A sponsor should attend the reviews."},
    ]
    sponsor = "One sponsor.\n\n{{ clause('GOV-1') }}\n\n{{ clause('GOV-2') }}\n"
    return {
        "docs/index.md": {"title": "Home", "body": "Welcome.\n"},
        "docs/portfolio/index.md": {"title": "Portfolio", "body": "{{ status_table() }}\n"},
        "docs/projects/new-intranet/index.md": project(title="New intranet", milestones=milestones),
        "docs/projects/new-intranet/reports/2026-06-30.md": report(),
        "docs/projects/mobile-app/index.md": project(title="Mobile app"),
        "docs/standards/governance.md": standard(clauses=clauses, body=sponsor),
        "lessons/2026/late-onboarding.md": lesson(date="2026-03-12", source=None),
        "templates/project-charter/index.md": template(),
    }


NEW: dict[Kind, Callable[[], Fields]] = {
    Kind.LESSON: lesson,
    Kind.PROJECT: project,
    Kind.REPORT: report,
    Kind.TEMPLATE: template,
}


def build(root: Path, blocks: Sequence[Block] = ()) -> None:
    """Write the base with what the blocks say below ``root``."""
    records = base()
    texts = {path: text_of(fields) for path, fields in records.items()}
    texts["templates/project-charter/document.md"] = "# Charter\n"
    for block in blocks:
        if block.form == "text":
            texts |= {path: _file(path) for path in block.text.split("\n")}
        elif block.path == "organisation.yml":
            texts[block.path] = _with_fields(organisation(), block.text).split("---\n")[1]
        elif block.path == SITE_SETTINGS or isinstance(place_of(block.path), BesidePlace):
            texts[block.path] = f"{block.text}\n"
        else:
            fields = records.get(block.path) or _new(block.path)
            texts[block.path] = _changed(fields, block)
    write_library(root, files=texts)


def _file(path: str) -> str:
    return text_of(_new(path)) if isinstance(place_of(path), RecordPlace) else "A file.\n"


def _new(path: str) -> Fields:
    place = place_of(path)
    assert isinstance(place, RecordPlace), f"{path} is no record"
    return NEW[place.kind]()


def _changed(fields: Fields, block: Block) -> str:
    if block.form == "yaml":
        return _with_fields(fields, block.text)
    if block.text.startswith("---"):
        return f"{block.text}\n"
    return text_of({**fields, "body": f"{block.text}\n"})


def _with_fields(fields: Fields, written: str) -> str:
    given = set(KEY.findall(written))
    rest = text_of({key: value for key, value in fields.items() if key not in given})
    return "---\n" + written + "\n" + rest.removeprefix("---\n")
