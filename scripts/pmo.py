"""The ``pmo`` command: one file a subcommand."""

import click

from scripts import check, csp, import_records, new, offline, pack, publish, schemas, start, upgrade


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pmo-knowledge-base")
def main() -> None:
    """Keep a PMO knowledge base: check it, and bring records into it."""


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
    main()
