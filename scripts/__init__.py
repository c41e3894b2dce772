"""The `pmo` command, and what runs, builds and tests this repository."""
