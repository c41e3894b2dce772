"""The door for MkDocs' ``hooks``.

MkDocs keeps this module for ever, so it holds nothing but the door: ``macros.site`` is imported afresh
for each build, and an edit of it shows while serving. A build that fails ends a build, never a server.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from html import escape
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File

ROOT = Path(__file__).resolve().parent.parent
WATCHED = ("lessons", "templates", "macros", "organisation.yml", "glossary.yml", "site.yml")
log = logging.getLogger("mkdocs.hooks.pmo")

_state: dict[str, Any] = {"serving": False, "up": False, "site": None}
"""``serving``: a server is running or about to; ``up``: its first build is done."""


class _BrokenSite:
    """Stands in for a ``macros`` that fails before the server is up: one page that says why.

    No page of a record is made: without the machinery nothing would hold its text to be data.
    """

    def __init__(self, report: str) -> None:
        self.report = report

    def on_config(self, config: Any, *, serving: bool) -> Any:  # noqa: ANN401, ARG002
        stub = ModuleType("macros")
        stub.define_env = lambda _env: None  # type: ignore[attr-defined]
        sys.modules["macros"] = stub
        return config

    def on_files(self, files: Any, *, config: Any) -> Any:  # noqa: ANN401
        for file in files.documentation_pages():
            files.remove(file)
        files.append(File.generated(config, "index.md", content=""))
        return files

    def on_page_content(self, _html: str, **_: Any) -> str:  # noqa: ANN401
        return _told(self.report)


def _told(report: str) -> str:
    return f"<h1>The site cannot be built</h1>\n<pre>{escape(report)}</pre>"


def _load_site() -> Any:  # noqa: ANN401
    for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
        del sys.modules[name]
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return import_module("macros.site")


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001
    """Remember whether a server is running."""
    _state["serving"] = command == "serve"
    # A watched folder must not change because it was imported.
    sys.dont_write_bytecode = _state["serving"]


@event_priority(100)
def on_config(config: Any) -> Any:  # noqa: ANN401
    """Before the plugins: read and check the records, then set what follows from them."""
    if _state["serving"]:
        root = Path(config.config_file_path).parent
        config.watch.extend(str(root / name) for name in WATCHED if (root / name).exists())
        # The macros' plugin would end the server; so it says on the page what is wrong.
        config.plugins["macros"].config["on_error_fail"] = False
    try:
        _state["site"] = _load_site()
        return _state["site"].on_config(config, serving=_state["serving"])
    except Exception:
        if _state["up"] or not _state["serving"]:
            raise
        report = traceback.format_exc()
        log.error("The machinery does not load; the server goes on\n%s", report)  # noqa: TRY400  told already
        _state["site"] = _BrokenSite(report)
        return _state["site"].on_config(config, serving=True)


def _handed_on(event: str) -> Any:  # noqa: ANN401
    def hand_on(subject: Any, **arguments: Any) -> Any:  # noqa: ANN401
        handler = getattr(_state["site"], event, None)
        return handler(subject, **arguments) if handler else subject

    return hand_on


on_files = _handed_on("on_files")
on_env = _handed_on("on_env")
on_page_markdown = event_priority(100)(_handed_on("on_page_markdown"))
on_page_content = _handed_on("on_page_content")
on_post_page = _handed_on("on_post_page")


def on_serve(server: Any, *, config: Any, builder: Any) -> Any:  # noqa: ANN401, ARG001
    """Let the server outlive a build that fails: MkDocs' own answers nothing until one succeeds."""
    _state["up"] = True
    server.builder = _outliving(server.builder, Path(server.root))
    return server


def _outliving(build: Callable[[], None], site: Path) -> Callable[[], None]:
    def outlive() -> None:
        pages = list(site.rglob("*.html"))
        try:
            build()
        except Exception:  # noqa: BLE001  whatever it is, it is told
            report = traceback.format_exc()
            log.error("The site cannot be built; the server goes on\n%s", report)  # noqa: TRY400  told already
            for page in pages:
                page.parent.mkdir(parents=True, exist_ok=True)
                page.write_text(f"<!doctype html><body>{_told(report)}</body>", encoding="utf-8")

    return outlive
