"""What every browser test needs: a Chromium, pages that tell on themselves, a server, axe.

A page made here fails its test when a script throws, the console shows an error, or anything is
asked of another host than the one under test.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe as AxeCore
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.browser.table_site import build

CHROMIUM = os.environ.get("PMO_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000  # milliseconds: a machine that builds sites beside the browser may be slow
expect.set_options(timeout=PATIENCE)
LOCAL = frozenset({"127.0.0.1", None})  # data: and about: addresses have no host


class Serve(Protocol):
    def __call__(self, directory: Path, headers: dict[str, str] | None = None) -> str: ...


class NewPage(Protocol):
    def __call__(self, **options: Any) -> Page: ...  # noqa: ANN401 -- Playwright's own options


class Axe(Protocol):
    def __call__(self, page: Page, leave_out: Sequence[str] = ()) -> None: ...


class Handler(SimpleHTTPRequestHandler):
    """Serves a directory quietly, with HEADERS on every answer."""

    headers_to_add: dict[str, str]

    def __init__(self, *args: Any, add: dict[str, str], **kwargs: Any) -> None:  # noqa: ANN401
        self.headers_to_add = add
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        for name, value in self.headers_to_add.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        if not isinstance(sys.exception(), ConnectionError):  # a page that was left needs no answer
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run. Without one, CI fails and a developer's run skips."""
    if not Path(CHROMIUM).exists():
        problem = f"no Chromium at {CHROMIUM}: install one, or set PMO_CHROMIUM to its path"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(problem)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open pages with options of their own: `new_page(color_scheme="dark", viewport={...})`."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def watch_request(request: Request) -> None:
        if urlsplit(request.url).hostname not in LOCAL:
            complaints.append(f"asked another host: {request.url}")

    def watch_error(error: WebError) -> None:
        complaints.append(f"script error: {error.error}")

    def watch_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"console: {message.text}")

    def open_page(**options: Any) -> Page:  # noqa: ANN401
        contexts.append(context := browser.new_context(**options))
        context.on("request", watch_request)
        context.on("weberror", watch_error)
        context.on("console", watch_console)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page as wide as a laptop's."""
    return new_page(viewport={"width": 1280, "height": 900})


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a directory on a free port of 127.0.0.1, and give the address with a slash at its end.

    The directory and HEADERS may be filled later: a site must be built with this address as its `site_url`.
    """
    servers: list[Server] = []

    def start(directory: Path, headers: dict[str, str] | None = None) -> str:
        handler = partial(Handler, directory=str(directory), add={} if headers is None else headers)
        servers.append(server := Server(("127.0.0.1", 0), handler))
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def table_site(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a small site that shows the table component at work."""
    folder = tmp_path_factory.mktemp("table-site")
    address = serve(folder / "site")
    build(folder, address)
    return address


@pytest.fixture(scope="session")
def axe() -> Axe:
    """Assert that axe finds nothing wrong with a page as it now stands.

    `leave_out` are selectors of parts that another test answers for.
    """
    checker = AxeCore()

    def check(page: Page, leave_out: Sequence[str] = ()) -> None:
        context = {"exclude": [[selector] for selector in leave_out]} if leave_out else None
        violations = checker.run(page, context=context).response["violations"]
        told = "\n".join(_violation(each) for each in violations)
        assert not violations, f"{page.url}: {len(violations)} accessibility violations\n{told}"

    return check


def _violation(found: dict[str, Any]) -> str:
    nodes = (f"    {node['target']}\n      {node['html'][:200]}" for node in found["nodes"])
    return "\n".join([f"{found['id']} ({found['impact']}): {found['help']}", *nodes])
