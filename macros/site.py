"""What the hook does: the only module that knows MkDocs.

One build: the records are read and checked, the files of records give way to pages composed from them,
and everything the organisation sets reaches MkDocs' configuration.
"""

import gc
import logging
import os
import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from macros.checking import Checked, check
from macros.documents.compiler.press import Pressed
from macros.outputs import STYLESHEET, outputs, press
from macros.pages.aside import Aside
from macros.pages.compose import Composer, composer
from macros.pages.formatting import day
from macros.pages.glossing import tooltips
from macros.pages.kept_navigation import keep_navigation
from macros.pages.markdown_links import SourceLinks
from macros.pages.navigation import navigation
from macros.pages.page_macros import PageMacros
from macros.pages.parts import Entry
from macros.pages.printable import printable
from macros.portfolio.published import feeds_for
from macros.records.library import Record
from macros.records.links import is_published, published_path
from macros.records.site_settings import OWN_STYLESHEET, SITE_SETTINGS, SiteSettings
from macros.records.vocabulary import Kind

log = logging.getLogger("mkdocs.pmo")

AS_OF = "PMO_AS_OF"
SECOND_LEVEL = 2
SITE_URL = "PMO_SITE_URL"
SEARCH = frozenset({"search", "material/search"})
"""Names that the search may have among the plugins."""
BELOW_A_PROJECT = re.compile(r"projects/[^/]+/")
RECORD_PAGES = frozenset({Kind.PROJECT, Kind.REPORT, Kind.LESSON, Kind.TEMPLATE})
"""Kinds whose pages are composed; the others are maintained pages that MkDocs renders."""


@dataclass
class _Build:
    """What one build knows. MkDocs calls the events one after another, so there is one at a time."""

    checked: Checked
    composer: Composer
    links: SourceLinks
    by_source: dict[str, Record[Any]]
    """Records and maintained pages by the path under which MkDocs knows their page."""
    pressed: Pressed
    blocks: Aside = field(default_factory=lambda: Aside("block"))
    """What macros gave, until Markdown is done."""
    unsearched: Aside = field(default_factory=lambda: Aside("unsearched"))
    """What the search leaves out, until it has read the pages."""


_current: list[_Build] = []


def _build() -> _Build:
    return _current[-1]


def on_config(config: MkDocsConfig, *, serving: bool) -> MkDocsConfig:
    """Read and check everything. An error ends a build here; a server goes on and shows it."""
    root = Path(config.config_file_path).parent
    checked = check(root, _clock())
    _tell(checked)
    if checked.errors and not serving:
        raise Abort(f"{len(checked.errors)} errors in the records; nothing was built.")
    today = _as_of() or checked.library.organisation.fields.today(_clock())
    made = composer(checked.library, checked.errors, today)
    later = sum(made.site.later_reports.values())
    if later:
        log.info("%s reports are dated after %s, the day of this site, and left out", later, today)
    address = os.environ.get(SITE_URL) or checked.library.organisation.fields.site_url or ""
    pressed = press(checked, made, f"{address.rstrip('/')}/" if address else "")
    made = made.offering(pressed.offers, checked.glossary)
    links = SourceLinks(checked.links, _source_path, made.has_page)
    by_source = {
        _source_path(record): record
        for record in checked.library.records()
        if record.kind is not Kind.ORGANISATION
    }
    _current[:] = [_Build(checked, made, links, by_source, pressed)]
    _configure(config, made, serving=serving)
    if not serving:
        gc.freeze()  # the records stay until the end: the collector need not walk through them time and again
    return config


def _clock() -> date:
    return datetime.now().astimezone().date()


def _as_of() -> date | None:
    given = os.environ.get(AS_OF, "").strip()
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Abort(f"{AS_OF} must be a date as YYYY-MM-DD, got {given!r}.") from None


def _tell(checked: Checked) -> None:
    for problem in checked.problems:
        tell = log.error if problem in checked.errors else log.info
        tell("%s:%s:%s: %s: %s", problem.path, problem.line, problem.column, problem.rule, problem.text)


def _configure(config: MkDocsConfig, made: Composer, *, serving: bool) -> None:
    organisation = made.site.organisation
    # The theme prints both as they are, in some places; escaped here, they are not escaped twice in others.
    config.site_name = Markup.escape(f"{organisation.name} {organisation.pmo}")
    about = f"Standards, templates, projects and lessons of {organisation.name}"
    config.site_description = Markup.escape(about)
    address = os.environ.get(SITE_URL) or organisation.site_url
    if address and not serving:
        config.site_url = f"{address.rstrip('/')}/"
    config.extra_css.append(STYLESHEET)
    extensions: list[Any] = config.markdown_extensions
    extensions.append(_build().links)
    config.mdx_configs["abbr"] = tooltips(made.site.glossary)
    maintained = (path for path, record in _build().by_source.items() if record.kind not in RECORD_PAGES)
    config.plugins["macros"].config["force_render_paths"] = "\n".join(
        f"/{_literal(path)}" for path in maintained
    )
    if not serving:
        plugin: Any = config.plugins["macros"]
        plugin.render = _placing_errors(plugin.render, lambda: plugin.page.file.src_uri)
    root, settings = made.site.library.root, _build().checked.settings
    _set_own(config, settings, root)
    standards = sorted(
        made.site.library.standards.values(), key=lambda record: (record.fields.order or 0, record.id)
    )
    config.nav = navigation(
        config.nav or [],
        [_source_path(record) for record in standards],
        settings.navigation,
        lambda path: (root / "docs" / path).is_file(),
    )


def _placing_errors(render: Callable[..., str], source_path: Callable[[], str]) -> Callable[..., str]:
    """mkdocs-macros' ``render``; where that ends the build, the mistake is told with its file and line."""

    def placing(*values: Any, **named: Any) -> str:  # noqa: ANN401
        try:
            return render(*values, **named)
        except SystemExit as end:
            source = _build().by_source[source_path()].source
            frames = traceback.extract_tb(end.__context__.__traceback__ if end.__context__ else None)
            lines = [frame.lineno or 1 for frame in frames if frame.filename == "<template>"]
            above = source.body_line - 1 + len(source.body) - len(source.body.lstrip("\n"))
            line = above + (lines[-1] if lines else 1)
            log.error("%s:%s:1: macro-error: %s", source.path, line, end.__context__)  # noqa: TRY400  raised
            raise Abort("A macro failed; nothing was built.") from end

    return placing


def _literal(path: str) -> str:
    """A path that means only itself among patterns."""
    return "".join(f"\\{sign}" if sign in "*?[]!#\\ " else sign for sign in path)


def _set_own(config: MkDocsConfig, settings: SiteSettings, root: Path) -> None:
    """What ``site.yml`` and the organisation's own style sheet say."""
    if settings.language != config.theme["language"]:
        _must_speak(settings.language, config)
        config.theme["language"] = settings.language
        for name in SEARCH & set(config.plugins):
            config.plugins[name].config["lang"] = []  # the theme knows which one goes with the language
    for name in ("logo", "favicon"):
        if path := getattr(settings, name):
            config.theme[name] = path
    if settings.footer:
        config.copyright = Markup.escape(settings.footer)
    config.extra_css.extend(settings.stylesheets)
    if (root / "docs" / OWN_STYLESHEET).is_file():
        config.extra_css.append(OWN_STYLESHEET)
    config.extra_javascript.extend(settings.scripts)


def _must_speak(language: str, config: MkDocsConfig) -> None:
    """End the build where the theme's own words are not to be had in this language."""
    folders = [Path(folder) / "partials/languages" for folder in config.theme.dirs]
    known = sorted({file.stem for folder in folders for file in folder.glob("*.html")})
    if language not in known:
        raise Abort(f"{SITE_SETTINGS}: the theme has no language {language!r}; it has {', '.join(known)}")


def _source_path(record: Record[Any]) -> str:
    """The path under which MkDocs knows the page of a record."""
    if record.kind in {Kind.LESSON, Kind.TEMPLATE}:
        return f"{record.url.removesuffix('/')}.md"
    return record.path.removeprefix("docs/")


class _FileAsItIs(File):
    """A file that is offered, not rendered: a template's ``document.md`` is its source, not a page."""

    def is_documentation_page(self) -> bool:
        return False


class _RecordPage(Page):
    """A page composed from a record. It has no Markdown: setting up a converter for each would be dear."""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002  MkDocs' own
        self.content = ""
        self.toc = TableOfContents([])


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Take out the records' own files and put in the pages and data made from them."""
    for file in list(files):
        if BELOW_A_PROJECT.match(file.src_uri):
            files.remove(file)
    for path, content in outputs(_build().composer, config.site_url or ""):
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    for path in _record_pages():
        file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        files.append(file)
        _RecordPage(None, file, config)
    for path, content in _build().pressed.files.items():
        files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.NOT_IN_NAV))
    root = _build().checked.library.root
    for record in _build().checked.library.records():
        for path in filter(is_published, record.beside):
            files.append(_FileAsItIs.generated(config, published_path(path), abs_src_path=str(root / path)))
    return files


def _record_pages() -> Iterator[str]:
    build = _build()
    for path, record in build.by_source.items():
        if record.kind in RECORD_PAGES and build.composer.has_page(record):
            yield path
    for url in build.composer.made_pages:
        yield f"{url.removesuffix('/')}.md"


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """The theme's templates, before the first page."""
    return keep_navigation(env)


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Set what the theme prints of a page, escaped; tell the link resolver whose links come next.

    This comes before mkdocs-macros, which reads the same settings.
    """
    build = _build()
    record = build.by_source.get(page.file.src_uri)
    if made := build.composer.made_pages.get(page.file.url):
        page.meta = {"title": _as_text(made.title), "hide": ["navigation"]}
        page.meta["search"] = {"boost": made.boost or 1, "exclude": made.boost == 0}
    if record is None:
        return markdown
    build.links.origin = record
    page.edit_url = build.composer.site.edit_url(record.path)
    head = build.composer.head(record)
    if record.kind in RECORD_PAGES or record.kind is Kind.STANDARD:
        page.meta = {}
    if head.title:
        page.meta["title"] = _as_text(head.title)
    if head.description:
        page.meta["description"] = escape(head.description)
    if record.kind in RECORD_PAGES:
        page.meta["hide"] = ["navigation"]
    if head.boost != 1:
        page.meta["search"] = {"boost": head.boost, "exclude": head.boost == 0}
    return markdown


def _as_text(title: str) -> str:
    """``title`` for the theme, which prints it as HTML, and mkdocs-macros, which would run what is in it."""
    return escape(title).replace("{", "&#123;")


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """The page of a record, or a maintained page with what belongs around it."""
    build = _build()
    page.meta["feeds"] = feeds_for(page.file.url)
    record = build.by_source.get(page.file.src_uri)
    if page.file.url in build.composer.made_pages:
        composed = build.composer.made_page(page.file.url)
    elif record:
        composed = build.composer.page(record, build.blocks.put_back(html))
    else:
        return html
    if composed.entries:
        above = page.toc if record and record.kind is Kind.STANDARD else ()
        page.toc = _contents(composed.entries, above)
    return build.unsearched.put_unsearched(composed.html)


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """The finished page, with what the search left out."""
    return _build().unsearched.put_back(output)


def _contents(entries: tuple[Entry, ...], above: Any) -> TableOfContents:  # noqa: ANN401
    """The table of contents: second-level entries with third-level ones below them."""
    top: list[AnchorLink] = list(above)
    for entry in entries:
        link = AnchorLink(escape(entry.title), entry.anchor, entry.level)
        (top[-1].children if entry.level > SECOND_LEVEL and top else top).append(link)
    return TableOfContents(top)


def macros(page: Callable[[], Page]) -> Mapping[str, Callable[..., str]]:
    """The macros for maintained pages by name; ``page`` gives the page being rendered."""
    build = _build()
    made = PageMacros(build.composer.site, lambda: _address(page())).by_name()
    return {name: _set_aside(macro, build.blocks) for name, macro in made.items()}


def _set_aside(macro: Callable[..., str], blocks: Aside) -> Callable[..., str]:
    """The macro, giving a mark for its HTML: Markdown need not read through what is HTML already."""
    return lambda *values, **named: blocks.put(macro(*values, **named))


def _address(page: Page) -> str:
    return "" if page.file.url in {".", "./"} else page.file.url


def filters() -> Mapping[str, Callable[..., str]]:
    """The filters for maintained pages by name."""
    return {"day": day}


def variables() -> Mapping[str, object]:
    """The names that maintained pages may print."""
    site = _build().composer.site
    return {"organisation": printable(site.organisation), "today": site.today}
