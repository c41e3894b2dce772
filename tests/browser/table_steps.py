"""What a reader does with a table, and what it then shows."""

from playwright.sync_api import Locator, Page


def table(page: Page, name: str = "projects") -> Locator:
    return page.locator(f'.pmo-table[data-table="{name}"]')


def titles(page: Page, name: str = "projects") -> list[str]:
    return table(page, name).locator("tbody tr:visible > .pmo-table__name").all_inner_texts()


def column(page: Page, number: int) -> list[str]:
    return table(page).locator(f"tbody tr:visible > td:nth-child({number})").all_inner_texts()


def status(page: Page, name: str = "projects") -> Locator:
    return table(page, name).get_by_role("status")


def sort_by(page: Page, label: str) -> Locator:
    head = table(page).get_by_role("columnheader", name=label, exact=True)
    head.get_by_role("button").click()
    return head


def choose(page: Page, facet: str, *values: str, name: str = "projects") -> None:
    node = table(page, name).locator(".pmo-facet", has_text=facet).first
    node.get_by_role("button").click()
    for value in values:
        node.get_by_role("checkbox", name=value).click()
    node.get_by_role("button").click()


def search(page: Page, text: str, name: str = "projects") -> None:
    table(page, name).get_by_role("searchbox").fill(text)
