"""``pmo pack``: the templates that a project needs for its next gate, filled in, as one zip file."""

from datetime import datetime
from pathlib import Path

import click

from macros.checking import check
from macros.outputs import compiler_of, sources_of
from macros.pages.compose import composer
from macros.records.problems import nearest
from scripts.root import find_root

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("pack")
@click.argument("project")
@click.option("--into", "target", type=FILE, help="The zip file to write [PROJECT.zip].")
@click.option("--root", type=FOLDER, help="The knowledge base.")
def command(project: str, target: Path | None, root: Path | None) -> None:
    """Fill in the templates that PROJECT (an id) needs for its next gate, from its record and report."""
    root = root or find_root(Path.cwd())
    clock = datetime.now().astimezone().date()
    checked = check(root, clock)
    made = composer(checked.library, checked.errors, checked.library.organisation.fields.today(clock))
    status = made.site.portfolio.get(project)
    if status is None:
        known = nearest(project, [each.id for each in made.site.portfolio])
        raise click.UsageError(f"there is no project {project!r} without errors. {known}".strip())
    compiler = compiler_of(checked, made, checked.library.organisation.fields.site_url or "")
    content = compiler.pack(status, sources_of(checked, made))
    if content is None:
        raise click.ClickException("its tier asks for no template before its next gate")
    target = target or Path(f"{project}.zip")
    aside = target.with_name(f"{target.name}.part")
    aside.write_bytes(content)
    aside.replace(target)
    click.echo(f"{target}: {len(content) / 1024:,.0f} KB")
