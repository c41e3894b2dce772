"""Imports between the rooms only go down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RECORDS, PORTFOLIO = {"macros.records"}, {"macros.records", "macros.portfolio"}
BELOW_THE_SITE = {*PORTFOLIO, "macros.pages", "macros.exports", "macros.documents", "macros.imports"}

MAY_IMPORT = {
    "macros.records": set(),
    "macros.portfolio": RECORDS,
    "macros.pages": PORTFOLIO,
    "macros.exports": PORTFOLIO,
    "macros.documents": PORTFOLIO,
    "macros.imports": RECORDS,
    "macros.drafts": {*PORTFOLIO, "macros.pages", "macros.imports"},
    "macros.checking": BELOW_THE_SITE,
    "macros.comparing": BELOW_THE_SITE,
    "macros.outputs": {*BELOW_THE_SITE, "macros.checking"},
    "macros.site": {*BELOW_THE_SITE, "macros.checking", "macros.comparing", "macros.outputs"},
    "macros": {"macros.site"},
}
"""The rooms of ours that each may import from, besides itself. ``scripts`` may import from all of them."""

MODULES = sorted(ROOT.glob("macros/**/*.py"))


def room_of(module: str) -> str:
    """``macros.records.models.lesson`` lies in ``macros.records``."""
    return ".".join(module.split(".")[:2])


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(file: Path) -> Iterator[str]:
    """The modules that a file imports, relative ones by their full name."""
    package = file.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_a_room_imports_only_from_rooms_below(file: Path) -> None:
    room = room_of(name_of(file))
    ours = {room_of(module) for module in imported(file) if module.split(".")[0] in {"macros", "scripts"}}
    assert ours - {room} <= MAY_IMPORT[room]


def test_every_room_has_its_place() -> None:
    assert {room_of(name_of(file)) for file in MODULES} <= MAY_IMPORT.keys()


@pytest.mark.parametrize("file", MODULES, ids=name_of)
def test_only_the_site_knows_mkdocs(file: Path) -> None:
    if room_of(name_of(file)) != "macros.site":
        assert not [module for module in imported(file) if module.split(".")[0] in {"mkdocs", "material"}]
