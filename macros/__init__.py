"""The knowledge base's machinery. ``define_env`` is the door for mkdocs-macros."""

from typing import Any


def define_env(env: Any) -> None:  # noqa: ANN401  mkdocs-macros' own environment
    """Give pages their macros and the names they may print."""
    from macros import site  # noqa: PLC0415  not before MkDocs asks: the command line needs no MkDocs

    for name, macro in site.macros(lambda: env.page).items():
        env.macro(macro, name)
    for name, filter_ in site.filters().items():
        env.filter(filter_, name)
    env.variables.update(site.variables())
