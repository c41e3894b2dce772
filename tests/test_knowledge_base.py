"""What holds for every knowledge base, whosever it is: this one, and each that ``pmo start`` makes."""

from datetime import datetime

import pytest

from macros.checking import check
from scripts.product import PRODUCT
from tests.conftest import SAMPLE_ADDRESS
from tests.html_pages import dead_links, foreign_loads, parsed
from tests.site_builder import REPOSITORY, Built, copy_repository


@pytest.fixture(scope="module")
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The product's own site is built for other tests in any case."""
    if not (REPOSITORY / PRODUCT).exists():
        return request.getfixturevalue("sample")  # type: ignore[no-any-return]
    folder = copy_repository(tmp_path_factory.mktemp("own"))
    made = folder.build("-q", site_url=SAMPLE_ADDRESS, PMO_DOCUMENTS="no")
    assert made.exit_code == 0, made.output
    return made


def test_no_record_has_an_error() -> None:
    clock = datetime.now().astimezone().date()
    assert check(REPOSITORY, clock).errors == ()


def test_every_address_leads_somewhere(built: Built) -> None:
    assert not [*dead_links(built.site, SAMPLE_ADDRESS)]


def test_no_page_loads_anything_from_another_host(built: Built) -> None:
    assert not [load for path in built.pages() for load in foreign_loads(parsed(path), SAMPLE_ADDRESS)]


def test_every_page_has_one_heading_above_all(built: Built) -> None:
    pages = [path for path in built.pages() if "http-equiv" not in path.read_text(encoding="utf-8")]
    without = [path for path in pages if len(list(parsed(path).of("h1"))) != 1]
    assert without == []
