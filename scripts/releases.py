"""What a publication puts on a host: the built site with addresses that change when a file does.

A release is named by what it holds, so publishing the same site again changes nothing.
"""

import gzip
import hashlib
import mimetypes
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from scripts.built_pages import with_links

FORM = "1"
"""Goes up when the same site is to be published in another form."""
ID_LENGTH = 12
POLICY = ".csp"
"""The file of a release that holds its Content-Security-Policy."""
ASSETS = "assets/"
NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8}\.min\.(css|js)$")
"""Files of the theme, whose names change with their content."""
MADE_AGAIN = "sitemap.xml.gz"
"""MkDocs writes the time of the build into it."""
PACKED = (".html", ".css", ".js", ".json", ".xml", ".svg", ".csv", ".ics", ".txt", ".md", ".yml", ".map")
SUFFIXES = (".gz", ".br")
WORTH_PACKING = 1024
BROTLI_QUALITY = 9
"""The two above it take ten times as long for some hundredths of the size."""
TYPES = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".md": "text/markdown",
    ".yml": "text/yaml",
    ".js": "text/javascript",
    ".map": "application/json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
}
FEED = re.compile(r"^feeds/.*\.xml$")
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
_BUILT_IN = mimetypes.MimeTypes(filenames=())
"""What Python knows by itself; a machine's own tables differ."""


@dataclass(frozen=True)
class Release:
    """A built site as it is published."""

    site: Path

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file of the site, by path."""
        files = sorted(file for file in self.site.rglob("*") if file.is_file())
        paths = ((file.relative_to(self.site).as_posix(), file) for file in files)
        return {path: hashlib.sha256(file.read_bytes()).hexdigest() for path, file in paths if _public(path)}

    @cached_property
    def id(self) -> str:
        """Follows from the paths and contents alone."""
        listed = "".join(f"{path}\0{content}\n" for path, content in self.hashes.items())
        return hashlib.sha256(f"{FORM}\n{listed}".encode()).hexdigest()[:ID_LENGTH]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file, in the form in which it is published."""
        for path in self.hashes:
            content = (self.site / path).read_bytes()
            yield path, self._page(path, content.decode()).encode() if path.endswith(".html") else content

    def _page(self, path: str, page: str) -> str:
        return with_links(page, lambda address: self._lasting(address, posixpath.dirname(path)))

    def _lasting(self, address: str, folder: str) -> str | None:
        """The address with a mark of the file's content, for files that keep their names."""
        file = posixpath.normpath(posixpath.join(folder, unquote(address)))
        if not file.startswith(ASSETS) or file not in self.hashes or NAMED_BY_CONTENT.search(file):
            return None
        return f"{address}?h={self.hashes[file][:8]}"


def _public(path: str) -> bool:
    return path != MADE_AGAIN and not any(part.startswith(".") for part in path.split("/"))


def packed(path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """The compressed forms of a text, to lie beside it: gzip, and Brotli where that is installed."""
    if not path.endswith(PACKED) or len(content) < WORTH_PACKING:
        return
    yield f"{path}.gz", gzip.compress(content, mtime=0)
    if find_spec("brotli"):
        import brotli  # noqa: PLC0415  it may be missing

        yield f"{path}.br", brotli.compress(content, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)


def content_type(path: str) -> str:
    """The media type of a file, with the encoding where it is text."""
    suffix = posixpath.splitext(path)[1]
    kind = "application/atom+xml" if FEED.search(path) else TYPES.get(suffix)
    kind = kind or _BUILT_IN.guess_type(path)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in {
        "application/json",
        "application/atom+xml",
        "image/svg+xml",
    }
    return f"{kind}; charset=utf-8" if is_text else kind


def cache_control(path: str) -> str:
    """How long a browser may keep the file without asking."""
    return FOR_EVER if NAMED_BY_CONTENT.search(path) else ASK_AGAIN
