"""``pmo schemas``: JSON Schemas of the files that people write, for their editors."""

import json
from collections.abc import Mapping
from pathlib import Path

import click

from macros.documents.compiler.workbook_source import Workbook
from macros.records.editor_schema import editor_schema
from macros.records.fields import Group
from macros.records.glossary import Terms
from macros.records.library import load
from macros.records.models import MODELS
from macros.records.site_settings import SiteSettings
from macros.records.vocabulary import Kind
from scripts.root import find_root

FOLDER = "schemas"
FRONT_MATTER = (Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE, Kind.STANDARD)
SCHEMAS: Mapping[str, tuple[type[Group], str]] = {
    "organisation": (MODELS[Kind.ORGANISATION], "organisation.yml"),
    **{str(kind): (MODELS[kind], f"Front matter of a {kind}") for kind in FRONT_MATTER},
    "workbook": (Workbook, "workbook.yml of a template"),
    "glossary": (Terms, "glossary.yml"),
    "site": (SiteSettings, "site.yml"),
}
"""The model and the title of each schema, by its name."""


def schemas(root: Path) -> dict[str, str]:
    """The text of each schema of the knowledge base at ``root``, by its path."""
    library = load(root)
    return {
        f"{FOLDER}/{name}.schema.json": _text(editor_schema(model, title, library))
        for name, (model, title) in SCHEMAS.items()
    }


def _text(schema: object) -> str:
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def outdated(root: Path) -> list[str]:
    """The paths of schemas that are not those of the models and lists of today."""
    return [path for path, text in schemas(root).items() if _read(root / path) != text]


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


@click.command("schemas")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; tell which are out of date.")
@click.option("--root", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Where it is.")
def command(root: Path | None, *, only_check: bool) -> None:
    """Write schemas/, by which editors know the fields and lists of organisation.yml and its kin.

    Run it after a change to the lists in organisation.yml. Exit status: 1 where --check finds one that is out
    of date.
    """
    root = root or find_root(Path.cwd())
    if only_check:
        stale = outdated(root)
        for path in stale:
            click.echo(f"{path}:1:1: schema-outdated: run pmo schemas")
        raise SystemExit(1 if stale else 0)
    written = write_schemas(root)
    click.echo("\n".join(f"Wrote {path}" for path in written) or "The schemas are up to date.")


def write_schemas(root: Path) -> list[str]:
    """Bring the schemas of the knowledge base at ``root`` up to date; gives the paths that were not."""
    texts = schemas(root)
    stale = outdated(root)
    for path in stale:
        file = root / path
        file.parent.mkdir(exist_ok=True)
        aside = file.with_name(f".{file.name}.new")
        aside.write_text(texts[path], encoding="utf-8", newline="\n")
        aside.replace(file)
    return stale
