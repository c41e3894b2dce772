"""The page that tells authors of pages which tables there are."""

from pathlib import Path
from typing import Any, cast

from macros.pages.page_macros import PageMacros

PAGE = Path(__file__).parents[1] / "docs/contribute/tables.md"


def test_the_page_names_every_macro() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names = PageMacros(cast("Any", None), lambda: "").by_name()
    assert [name for name in names if f"`{name}(" not in text] == []
