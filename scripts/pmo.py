"""The ``pmo`` command: one file a subcommand."""

import click

from scripts import check, import_records, new, pack, start


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="pmo-knowledge-base")
def main() -> None:
    """Keep a PMO knowledge base: check it, and bring records into it."""


main.add_command(check.command)
main.add_command(import_records.command)
main.add_command(new.command)
main.add_command(pack.command)
main.add_command(start.command)

if __name__ == "__main__":
    main()
