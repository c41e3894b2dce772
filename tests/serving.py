"""`mkdocs serve` as `scripts/dev.py serve` starts it, on a free port, in a folder that a test edits."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from tests.site_builder import SiteFolder

PATIENCE = 60
"""Seconds until what a test waits for counts as missing; a rebuild takes about two."""
PAUSE = 0.1
"""Seconds between two looks."""


@dataclass(frozen=True)
class LiveSite:
    """A running server: its folder, its address and what it has said so far."""

    folder: SiteFolder
    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def said(self) -> str:
        """All that stands in the terminal."""
        return self.log.read_text(encoding="utf-8")

    def builds(self) -> int:
        """How many builds have begun."""
        return self.said().count("Building documentation...")

    def get(self, path: str) -> str:
        """The page at ``path`` below the site's address; nothing where there is none."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:  # noqa: S310  our own server
                return str(answer.read().decode("utf-8"))
        except HTTPError:
            return ""

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Look again and again; fails with the terminal's text when patience ends or the server does."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            alive = self.process.poll() is None
            assert alive, f"the server ended with {self.process.returncode}:\n{self.said()}"
            assert time.monotonic() < deadline, f"{what}; the terminal:\n{self.said()[-5000:]}"
            time.sleep(PAUSE)

    def shows(self, path: str, text: str) -> None:
        """Wait until the page at ``path`` holds ``text``."""
        self.wait_until(lambda: text in self.get(path), f"{path} never showed {text!r}")

    def tells(self, text: str) -> None:
        """Wait until the terminal holds ``text``."""
        self.wait_until(lambda: text in self.said(), f"the terminal never said {text!r}")


@contextmanager
def live(folder: SiteFolder, log: Path) -> Iterator[LiveSite]:
    """Serve ``folder`` until the block ends."""
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "-a", address]
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=folder.root,
            env=folder.environment(PYTHONUNBUFFERED="1"),
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            site = LiveSite(folder, f"http://{address}/", process, log)
            site.wait_until(lambda: _answers(site.address), "the server never answered")
            yield site
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=PATIENCE):  # noqa: S310  our own server
            return True
    except URLError:
        return False
