"""The table component in a real browser, inside the real theme: what readers do with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, Serve
from tests.browser.table_site import HOSTILE, many, projects, write_bare
from tests.browser.table_steps import choose, column, search, sort_by, status, table, titles

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("table-site")]


@pytest.fixture
def site(table_site: str) -> str:
    return table_site


TYPE_AND_WAIT = """async (text) => {
    const input = document.querySelector(".pmo-table__search");
    const status = document.querySelector(".pmo-table__status");
    const shown = new Promise((done) => new MutationObserver(done).observe(status, { childList: true }));
    input.value = text;
    input.dispatchEvent(new Event("input"));
    await shown;
}"""


# Sorting


def test_a_heading_sorts_up_then_down_then_not_at_all(page: Page, site: str) -> None:
    page.goto(site + "wide/")
    names = titles(page, "many")
    head = table(page, "many").get_by_role("columnheader", name="Budget")
    seen = []
    for _ in range(3):
        head.get_by_role("button").click()
        seen.append((head.get_attribute("aria-sort"), titles(page, "many")))
    assert [state for state, _ in seen] == ["ascending", "descending", "none"]
    assert seen[0][1][0].startswith("Price engine")
    assert seen[1][1][0].startswith("ERP replacement")
    assert all(
        last[1][-1].startswith("Predictive maintenance") for last in seen[:2]
    )  # no budget: last either way
    assert seen[2][1] == names


def test_rows_sort_within_their_group(page: Page, site: str) -> None:
    page.goto(site)
    sort_by(page, "Budget")
    assert titles(page)[:4] == ["Payroll migration", "Network refresh", "Data centre exit", "ERP replacement"]
    headings = table(page).locator(".pmo-table__heading").all_inner_texts()
    assert headings == ["Digital Core", "Plant Renewal", "Customer First", "No programme"]


def test_vocabularies_sort_in_their_own_order(page: Page, site: str) -> None:
    page.goto(site)
    sort_by(page, "Rating")
    assert column(page, 4)[:4] == ["Red", "Amber", "Amber", "Green"]
    sort_by(page, "Phase")
    assert column(page, 2)[:4] == ["Planning", "Planning", "Executing", "Closing"]


# Filtering


def test_text_finds_all_words_whatever_their_accents_and_case(page: Page, site: str) -> None:
    page.goto(site)
    search(page, "UPGRADE energie")
    expect(status(page)).to_have_text("1 of 10 projects")
    assert titles(page) == ["Foundry énergie upgrade"]
    expect(table(page).locator(".pmo-table__heading:visible")).to_have_text(["Plant Renewal"])


def test_facets_narrow_and_their_values_widen(page: Page, site: str) -> None:
    page.goto(site)
    choose(page, "Rating", "Red")
    expect(status(page)).to_have_text("3 of 10 projects")
    choose(page, "Rating", "Amber")
    expect(status(page)).to_have_text("5 of 10 projects")
    choose(page, "Tags", "data")
    expect(status(page)).to_have_text("2 of 10 projects")
    assert titles(page) == ["ERP replacement", "Data centre exit"]


def test_facets_count_what_a_choice_would_show(page: Page, site: str) -> None:
    page.goto(site + "?projects.rating=red")
    phases = table(page).locator(".pmo-facet", has_text="Phase").locator(".pmo-facet__option")
    ratings = table(page).locator(".pmo-facet", has_text="Rating").locator(".pmo-facet__option")
    tags = table(page).locator(".pmo-facet", has_text="Tags").locator(".pmo-facet__option")
    assert phases.all_text_contents() == ["Initiating0", "Planning1", "Executing2", "Closing0"]
    assert ratings.all_text_contents() == ["Red3", "Amber2", "Green3", "Not rated2"]
    assert tags.all_text_contents() == ["data1", "erp0", "people0", "site2", "None0"]


def test_when_nothing_matches_a_sentence_says_so_and_offers_the_way_back(page: Page, site: str) -> None:
    page.goto(site)
    search(page, "no such words")
    expect(status(page)).to_have_text("0 of 10 projects")
    nothing = table(page).locator(".pmo-table__nothing")
    expect(nothing).to_contain_text("No project matches.")
    nothing.get_by_role("button", name="Clear all").click()
    expect(status(page)).to_have_text("10 of 10 projects")
    expect(nothing).to_be_hidden()
    expect(table(page).get_by_role("searchbox")).to_be_focused()


def test_two_tables_on_a_page_keep_apart(page: Page, site: str) -> None:
    page.goto(site + "?lessons.level=caution&projects.q=portal")
    expect(status(page, "lessons")).to_have_text("2 of 3 lessons")
    expect(status(page)).to_have_text("1 of 10 projects")
    choose(page, "Level", "Urgent", name="lessons")
    expect(status(page, "lessons")).to_have_text("3 of 3 lessons")
    expect(status(page)).to_have_text("1 of 10 projects")
    table(page).get_by_role("button", name="Clear all").first.click()
    assert page.url == f"{site}?lessons.level=urgent&lessons.level=caution"


def test_a_facet_with_one_value_is_not_offered(page: Page, site: str) -> None:
    page.goto(site + "gallery/")
    expect(table(page, "alike").get_by_role("button")).to_have_text(["Name", "Kind"])


def test_a_column_kept_out_of_sight_can_be_searched_and_chosen(page: Page, site: str) -> None:
    page.goto(site + "gallery/")
    search(page, "secretary", name="hidden")
    expect(status(page, "hidden")).to_have_text("1 of 2 posts")
    search(page, "", name="hidden")
    choose(page, "Grade", "B", name="hidden")
    expect(status(page, "hidden")).to_have_text("1 of 2 posts")
    assert table(page, "hidden").get_by_role("columnheader").all_inner_texts() == ["Name"]


def test_a_table_without_filters_has_sort_buttons_alone(page: Page, site: str) -> None:
    page.goto(site + "gallery/")
    assert table(page, "plain").get_by_role("button").all_inner_texts() == ["Name"]


def test_two_thousand_rows_filter_at_once(page: Page, serve: Serve, tmp_path: Path) -> None:
    write_bare(tmp_path, many(2000, wide=False))
    page.goto(serve(tmp_path))
    session = page.context.new_cdp_session(page)
    session.send(
        "Performance.enable", {"timeDomain": "threadTicks"}
    )  # other work on the machine does not count

    def seconds_of_script() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(metric["value"]) for metric in metrics if metric["name"] == "ScriptDuration")

    for text, shown in [("foundry", 200), ("foundry red 5", 200), ("erp 1999", 0), ("", 300)]:
        before = seconds_of_script()
        page.evaluate(TYPE_AND_WAIT, text)
        assert seconds_of_script() - before < 0.1
        assert page.evaluate("document.querySelectorAll('tbody tr:not([hidden])').length") == shown


def test_a_long_table_shows_its_first_rows_until_asked_for_all_and_is_whole_on_paper(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    write_bare(tmp_path, many(310, wide=False))
    page.goto(serve(tmp_path))
    rows = page.locator("tbody tr:not([hidden])")
    expect(rows).to_have_count(300)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(rows).to_have_count(310)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(rows).to_have_count(300)
    page.get_by_role("button", name="Show all 310").press("Enter")
    expect(rows).to_have_count(310)
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()


# Keyboard


def test_everything_works_from_the_keyboard(page: Page, site: str) -> None:
    page.goto(site)
    page.locator("#elsewhere").focus()
    keys = page.keyboard
    keys.press("Tab")
    keys.type("data")
    expect(status(page)).to_have_text("4 of 10 projects")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator(":focus")).to_have_text("Phase")
    opener = table(page).locator(".pmo-facet__opener").first
    expect(opener).to_have_attribute("aria-expanded", "true")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Space")
    expect(opener).to_have_text("Phase: Planning")
    keys.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    for _ in range(4):  # three facets and the way to clear
        keys.press("Tab")
    expect(page.locator(":focus")).to_have_text("Clear all")
    for _ in range(3):  # copy, the frame that scrolls, the first heading
        keys.press("Tab")
    keys.press("Enter")
    expect(table(page).get_by_role("columnheader", name="Project")).to_have_attribute(
        "aria-sort", "ascending"
    )


def test_a_list_of_choices_closes_when_the_reader_moves_on(page: Page, site: str) -> None:
    page.goto(site)
    opener = table(page).get_by_role("button", name="Phase").first
    opener.click()
    table(page).locator(".pmo-facet__option", has_text="Closing").click()
    expect(opener).to_have_attribute("aria-expanded", "true")
    page.get_by_role("heading", name="Projects").click()
    expect(opener).to_have_attribute("aria-expanded", "false")


# Without JavaScript, and with harmful values


def test_without_javascript_the_table_is_complete(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    assert len(titles(page)) == 10
    expect(table(page).locator("button, input")).to_have_count(0)
    expect(table(page).get_by_role("region", name="Projects by programme")).to_have_attribute("tabindex", "0")


def test_harmful_values_stay_text_in_cells_and_facets(page: Page, site: str) -> None:
    page.goto(site + "gallery/")
    expected = [" ".join(text.split()) for text in HOSTILE]
    assert [" ".join(text.split()) for text in titles(page, "hostile")] == expected
    table(page, "hostile").get_by_role("button", name="Tags").first.click()
    labels = table(page, "hostile").locator(".pmo-facet__option:visible span:first-of-type").all_inner_texts()
    assert sorted(" ".join(label.split()) for label in labels) == sorted(expected)
    assert page.evaluate("window.fired") is None


def test_a_strict_content_policy_is_met_and_no_theme_is_needed(
    page: Page, serve: Serve, tmp_path: Path
) -> None:
    write_bare(tmp_path, projects())
    sources = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:"
    policy = f"{sources}; require-trusted-types-for 'script'"
    page.goto(serve(tmp_path, {"Content-Security-Policy": policy}))
    choose(page, "Rating", "Red")
    expect(status(page)).to_have_text("3 of 10 projects")
