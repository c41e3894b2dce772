"""Files of the site besides its pages: stylesheet, data, tables, calendar, feeds, Office files."""

from collections.abc import Iterator

from macros.documents.steering_pack import steering_pack
from macros.exports.basis import Basis
from macros.exports.files import output_files
from macros.pages.compose import Composer
from macros.pages.theme_colours import stylesheet
from macros.portfolio.published import STEERING_PACK

STYLESHEET = "assets/stylesheets/organisation.css"


def outputs(made: Composer, address: str) -> Iterator[tuple[str, str | bytes]]:
    """Each file as its path in the site and its content; ``address`` is the site's, or empty."""
    site = made.site
    yield from made.redirects()
    yield STYLESHEET, stylesheet(site.organisation, site.today)
    yield STEERING_PACK, steering_pack(site.portfolio)
    yield from output_files(Basis(site.library, site.portfolio, site.datasets, site.rows, address))
