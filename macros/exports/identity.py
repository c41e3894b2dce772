"""Names that stay when addresses change, so that subscribers see a thing once."""

import re
import unicodedata
from uuid import NAMESPACE_URL, uuid5

from macros.records.models import Organisation


def urn(organisation: Organisation, *parts: str) -> str:
    """A name of its own for what ``parts`` point to in the organisation's knowledge base."""
    return uuid5(NAMESPACE_URL, "/".join(("pmo-knowledge-base", organisation.name, *parts))).urn


def domain(organisation: Organisation) -> str:
    """The organisation's name as the part behind the @ of an identifier."""
    bare = unicodedata.normalize("NFKD", organisation.name).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", bare.lower())
    return f"{'-'.join(words) or 'organisation'}.pmo"
