"""Compiled files kept from build to build, under the hash of everything that goes into them."""

import hashlib
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import get_ident

PLACE = "PMO_CACHE"
"""Environment: where compiled files are kept; ``.cache/documents`` of the repository unless set."""
KEPT_SECONDS = 60 * 24 * 3600
"""A file that no build asked for in sixty days is removed."""
LIBRARIES = ("pypandoc-binary", "python-docx", "python-pptx", "XlsxWriter", "lxml", "Jinja2")
MACROS = Path(__file__).resolve().parents[2]
CODE = ("documents/**/*.py", "records/colours.py", "records/vocabulary.py", "portfolio/wording.py")


@cache
def machinery() -> str:
    """A hash of the code and the libraries that compile."""
    made = hashlib.sha256()
    for file in sorted(file for pattern in CODE for file in MACROS.glob(pattern)):
        made.update(file.read_bytes())
    for name in LIBRARIES:
        made.update(f"{name} {version(name)}".encode())
    return made.hexdigest()


class Store:
    """A folder of compiled files."""

    def __init__(self, root: Path) -> None:
        self._folder = Path(os.environ.get(PLACE) or root / ".cache" / "documents")

    def key(self, *parts: object) -> str:
        """The name for what is made of ``parts``, which tell all of themselves by ``repr``."""
        return hashlib.sha256("\0".join((machinery(), *map(repr, parts))).encode()).hexdigest()

    def get(self, key: str) -> bytes | None:
        """What is kept under a key."""
        try:
            content = self._path(key).read_bytes()
            os.utime(self._path(key))
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a file; half a file is never seen. A folder that cannot be written to keeps nothing."""
        path = self._path(key)
        aside = path.with_name(f"{path.name}.{os.getpid()}.{get_ident()}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(content)
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink()

    def kept(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under ``key``, else what ``make`` gives, kept from now on."""
        found = self.get(key)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def prune(self, now: float | None = None) -> None:
        """Remove what no build has asked for in a long time."""
        oldest = (time.time() if now is None else now) - KEPT_SECONDS
        for file in self._folder.glob("*/*"):
            with suppress(OSError):  # another build may have removed it
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key
