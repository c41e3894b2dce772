"""The ``pmo`` command: one file a subcommand."""

import sys
from io import TextIOWrapper

import click

from scripts import check, csp, import_records, new, offline, pack, publish, schemas, start, upgrade


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pmo-knowledge-base")
def main() -> None:
    """Keep a PMO knowledge base: check it, bring records into it, publish it, upgrade it."""
    for stream in (sys.stdout, sys.stderr):
        speak_utf8(stream)


def speak_utf8(stream: object) -> None:
    """Let ``stream`` take any text: a pipe on Windows knows only the letters of the machine's language."""
    if isinstance(stream, TextIOWrapper) and not stream.encoding.lower().startswith("utf"):
        stream.reconfigure(encoding="utf-8")


main.add_command(check.command)
main.add_command(csp.command)
main.add_command(import_records.command)
main.add_command(new.command)
main.add_command(offline.command)
main.add_command(pack.command)
main.add_command(publish.command)
main.add_command(schemas.command)
main.add_command(start.command)
main.add_command(upgrade.command)

if __name__ == "__main__":
    main(prog_name="pmo")
