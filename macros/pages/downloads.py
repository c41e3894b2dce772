"""Files that the site offers, as a page shows them."""

from urllib.parse import quote

from markupsafe import Markup

from macros.portfolio.published import Offer
from macros.records.links import relative_url

from .parts import Download
from .prose import cleaned

FORMS = {
    "docx": "Word",
    "odt": "OpenDocument",
    "xlsx": "Excel",
    "pptx": "PowerPoint",
    "pdf": "PDF",
    "zip": "Zip file",
}


def download(offer: Offer, page: str, title: str = "") -> Download:
    """A file as the page at ``page`` offers it; unless given, its title says what opens it."""
    form = FORMS.get(offer.form, offer.form)
    href = relative_url(quote(offer.path), page)
    named = title or (f"{form}, worked example" if offer.is_example else form)
    return Download(named, href, f"{offer.path.rsplit('/', 1)[-1]}, {size(offer)}", offer.sha256)


def size(offer: Offer) -> str:
    """The size of a file in words."""
    return f"{max(1, round(offer.size / 1024)):,} KB"


def clean(html: str) -> Markup:
    """The preview of a file without anything that could run or load."""
    return Markup(cleaned(html))  # noqa: S704  cleaned
