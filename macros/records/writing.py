"""Records as text, and text onto the disk: read back exactly as it was, and never half written."""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from . import annotations
from .fields import Group
from .front_matter import FENCE
from .models.common import RecordFields

PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?|\d{4}-\d{2}-\d{2}", re.ASCII)
"""Numbers and dates stand without quotes, as people write them; the reader takes them for text anyway."""

UNBROKEN = 1_000_000
"""Characters of a line. A value is never folded, so that a change of one word is a change of one line."""


class OutsideRootError(ValueError):
    """A path that leads, perhaps through a symbolic link, out of the folder it should stay in."""


class _Dumper(yaml.SafeDumper):
    """Block style with indented lists, no anchors."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002  PyYAML calls it so
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002  PyYAML calls it so
        return True


def _represent(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if PLAIN.fullmatch(text):
        tag = dumper.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        return dumper.represent_scalar(tag, text)
    # A line break at the end of a block is easily lost in an editor.
    style = None if "\n" not in text else '"' if text.endswith("\n") else "|"
    if (
        style is None
        and "'" in text
        and '"' not in text
        and not dumper.analyze_scalar(text).allow_block_plain
    ):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent)


def record_text(model: type[Group], values: Mapping[str, Any], body: str = "") -> str:
    """A record's file: front matter with the keys in the model's order, then the body.

    ``values`` may hold texts, numbers, dates, truth values, lists and mappings; ``None`` is left out.
    Reading the text gives each of them back as the same text, but for invisible characters, which the reader
    refuses.
    """
    ordered = _ordered(model, values, ())
    front = (
        yaml.dump(ordered, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=UNBROKEN)
        if ordered
        else ""
    )
    body = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return f"{FENCE}\n{front}{FENCE}\n" + (f"\n{body}\n" if body else "")


def _ordered(model: type[Group], value: Any, path: tuple[str | int, ...]) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        group = annotations.group_at(model, path)
        known = key_order(group) if group else list(value)
        names = sorted(value, key=lambda name: known.index(name) if name in known else len(known))
        return {
            name: _ordered(model, value[name], (*path, name)) for name in names if value[name] is not None
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(model, item, (*path, index)) for index, item in enumerate(value)]
    return _as_text(value)


def key_order(group: type[Group]) -> list[str]:
    """The keys of a group as they are written: a record's own first, then those that every kind has."""
    names = list(annotations.keys(group))
    common = annotations.keys(RecordFields) if issubclass(group, RecordFields) else {}
    return [name for name in names if name not in common] + list(common)


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def write_text(root: Path, path: str, text: str, *, overwrite: bool = False) -> None:
    """Write a file at ``path`` below ``root``: aside first, then under its name, so nobody sees half of it.

    Raises FileExistsError where something is there and ``overwrite`` is not set, OutsideRootError where the
    path leads out of ``root``, OSError where it cannot be written.
    """
    target = root / path
    if not target.parent.resolve().is_relative_to(root.resolve()):
        raise OutsideRootError(f"{path} leads out of {root}")
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(text.encode())
        if overwrite:
            aside.replace(target)
        else:
            _put_new(aside, target)
    finally:
        aside.unlink(missing_ok=True)


def _put_new(aside: Path, target: Path) -> None:
    try:
        target.hardlink_to(aside)  # unlike a rename, it fails where the name is taken
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(target):
            raise FileExistsError(f"{target} exists") from None
        aside.rename(target)


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Write new files below ``root``, by path; all of them or, where one cannot be written, none.

    Raises what ``write_text`` raises, after what was written has been removed again.
    """
    made: list[Path] = []
    try:
        for path, text in files.items():
            missing = [
                root / folder for folder in PurePosixPath(path).parents if not (root / folder).exists()
            ]
            made += reversed(missing)
            write_text(root, path, text)
            made.append(root / path)
    except (OSError, OutsideRootError):
        for thing in reversed(made):
            with contextlib.suppress(OSError):
                thing.rmdir() if thing.is_dir() else thing.unlink()
        raise
