"""The tags of a built page, and changes of its addresses."""

import re

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from scripts.built_pages import pages_of, tags, with_links
from tests.site_builder import Built


def test_a_tag_has_its_attributes_and_a_script_its_text() -> None:
    page = """<p title="a > b"><a href='x/?a=1&amp;b=2' hidden>x</a><script src=y.js>1 < 2</script>"""
    paragraph, link, script = tags(page)
    assert paragraph.get("title") == "a > b"
    assert (link.get("href"), link.get("hidden"), link.get("src")) == ("x/?a=1&b=2", "", None)
    assert (script.get("src"), script.text) == ("y.js", "1 < 2")


def test_what_only_looks_like_a_tag_is_none() -> None:
    page = "<!-- <a href=1> --><script>'<a href=2>'</script><title><a href=3></title>&lt;a href=4><a href=5>"
    assert [tag.get("href") for tag in tags(page) if tag.name == "a"] == ["5"]


def test_the_first_of_two_attributes_counts() -> None:
    assert next(tags('<a href="1" HREF="2">')).get("href") == "1"


def test_an_address_changes_at_its_place_and_nothing_else_does() -> None:
    page = """<a class=x href='old?a&amp;b' id="i">old</a> <img alt="old" src=old><p data-href="old">"""
    changed = with_links(page, lambda address: address.replace("old", 'ne"w'))
    assert changed == page.replace("'old?", '"ne&quot;w?').replace("b' id", 'b" id').replace(
        "src=old", 'src="ne&quot;w"'
    )


def test_a_page_that_sends_its_readers_on_has_an_address() -> None:
    page = '<meta http-equiv="refresh" content="0; url=../new/"><meta name="x" content="0; url=../new/">'
    assert with_links(page, lambda address: f"{address}!") == page.replace("../new/", "../new/!", 1)


@given(st.text(alphabet="<>a=\"'/ !-hrefscipt&;x", max_size=60))
def test_any_text_comes_back_as_it_was(page: str) -> None:
    assert with_links(page, lambda _: None) == page
    for tag in tags(page):
        assert re.match(rf"<{tag.name}", page[tag.start :], re.IGNORECASE)


def test_a_real_page_has_the_links_that_a_parser_finds(sample: Built) -> None:
    for path, page in list(pages_of(sample.site))[::20]:
        parsed = html.document_fromstring(page.encode())
        theirs = sorted(str(node.get("href")) for node in parsed.iter("a", "link") if node.get("href"))
        ours = sorted(
            str(tag.get("href")) for tag in tags(page) if tag.name in {"a", "link"} and tag.get("href")
        )
        assert ours == theirs, path
