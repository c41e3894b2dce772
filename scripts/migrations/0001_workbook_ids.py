"""Sheets and columns of templates' workbooks have an id, and formulas name columns by it, not by letter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

VERSION = "0.2.0"
WORKBOOK = re.compile(r"templates/[^/]+/workbook\.yml")
BY_LETTER = re.compile(r"(?<![\w$!])([A-Z])\{row\}")
LAST_LETTER = 26

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Edit:
    """``text`` in place of what stands from ``start`` to ``end``."""

    start: int
    end: int
    text: str


def migrate(texts: Texts) -> Texts:
    """Give an id to each sheet and column that has none, from its name or title."""
    return {path: _with_ids(text) for path, text in texts.items() if WORKBOOK.fullmatch(path)}


def _with_ids(text: str) -> str:
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return text  # the check says what is wrong with it
    edits = sorted(_edits(_entries(top, "sheets"), "name", text), key=lambda edit: -edit.start)
    for edit in edits:
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    return text


def _edits(sheets: list[yaml.MappingNode], titled: str, text: str) -> Iterator[Edit]:
    yield from _new_ids(sheets, titled, text)
    for sheet in sheets:
        columns = _entries(sheet, "columns")
        if any(_value(column, "id") is None for column in columns):
            yield from _new_ids(columns, "title", text)
            yield from _named_formulas(columns, text)


def _new_ids(nodes: list[yaml.MappingNode], titled: str, text: str) -> Iterator[Edit]:
    for node, id_ in zip(nodes, _ids(nodes, titled), strict=True):
        if _value(node, "id") is None:
            at = node.value[0][0].start_mark.index
            line_start = text.rfind("\n", 0, at) + 1
            between = ", " if node.flow_style else f"\n{' ' * (at - line_start)}"
            yield Edit(at, at, f"id: {id_}{between}")


def _ids(nodes: list[yaml.MappingNode], titled: str) -> list[str]:
    """An id for each, in order; those that are there stay, and none comes twice."""
    taken = [_value(node, "id") for node in nodes]
    found: list[str] = []
    for node, own in zip(nodes, taken, strict=True):
        plain = re.sub(r"[^a-z0-9]+", "_", (_value(node, titled) or "").lower()).strip("_")
        wanted = own or (plain if plain[:1].isalpha() else f"column_{plain}".rstrip("_"))
        id_, number = wanted, 1
        while own is None and id_ in {*taken, *found}:
            number += 1
            id_ = f"{wanted}_{number}"
        found.append(id_)
    return found


def _named_formulas(columns: list[yaml.MappingNode], text: str) -> Iterator[Edit]:
    ids = dict(
        zip((chr(ord("A") + place) for place in range(LAST_LETTER)), _ids(columns, "title"), strict=False)
    )
    for column in columns:
        for key, value in column.value:
            if key.value == "formula":
                start, end = value.start_mark.index, value.end_mark.index
                yield Edit(start, end, BY_LETTER.sub(lambda found: _name(found, ids), text[start:end]))


def _name(found: re.Match[str], ids: Mapping[str, str]) -> str:
    return f"{{{ids[found[1]]}}}" if found[1] in ids else found[0]


def _entries(node: yaml.Node | None, key: str) -> list[yaml.MappingNode]:
    """The mappings in the list that stands under ``key``."""
    if not isinstance(node, yaml.MappingNode):
        return []
    for name, value in node.value:
        if name.value == key and isinstance(value, yaml.SequenceNode):
            return [each for each in value.value if isinstance(each, yaml.MappingNode)]
    return []


def _value(node: yaml.MappingNode, key: str) -> str | None:
    return next((str(value.value) for name, value in node.value if name.value == key), None)
