"""``pmo csp``: the Content-Security-Policy under which a built site works and nothing else runs.

Material for MkDocs writes a few small scripts into every page. They are allowed by their SHA-256 hashes, and
only if they are the theme's: any other script inside a page is an error, for it should not be there.
"""

import base64
import hashlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from scripts.built_pages import Tag, pages_of, tags
from scripts.root import find_root

SCRIPT_TYPES = frozenset({"", "text/javascript", "application/javascript", "module"})
"""Types of scripts that run; any other is data."""
REST = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
"""What the site loads besides scripts: everything from itself; the theme's icons are ``data:`` addresses."""
THEME_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]{44}'")
JINJA = re.compile(r"\{\{.*?\}\}")
NGINX = """\
# Made by `pmo csp`; it changes when the theme does.
map "" $pmo_csp {{
    default "{policy}";
}}
"""
FORMS = ("header", "nginx")

Sources = Iterable[tuple[str, str]]
"""Pages as path and text."""


@dataclass(frozen=True)
class Findings:
    """What the pages of a site need, and what is wrong with them, as ``path: message``."""

    hashes: frozenset[str] = frozenset()
    problems: tuple[str, ...] = field(default=())


def theme_scripts() -> tuple[re.Pattern[str], ...]:
    """The scripts that the installed theme writes into pages, open where its templates fill something in."""
    found = importlib.util.find_spec("material")
    if found is None or not found.submodule_search_locations:
        raise click.ClickException("Material for MkDocs is not installed here; run `make setup` first.")
    templates = Path(found.submodule_search_locations[0]) / "templates"
    texts = {
        body
        for file in templates.rglob("*.html")
        for body in THEME_SCRIPT.findall(file.read_text(encoding="utf-8"))
        if "{%" not in body
    }
    return tuple(re.compile(_open_pattern(text)) for text in sorted(texts))


def _open_pattern(text: str) -> str:
    return r"[^\"<>\\]*".join(re.escape(part) for part in JINJA.split(text))


def findings(pages: Sources) -> Findings:
    """Look at every page."""
    known = theme_scripts()
    hashes: set[str] = set()
    problems: list[str] = []
    judged: dict[str, bool] = {}
    for path, page in pages:
        for tag in tags(page):
            problems += (f"{path}: {problem}" for problem in _blocked(tag))
            if not _is_inline_script(tag):
                continue
            text = tag.text.replace("\r\n", "\n")
            if text not in judged:
                judged[text] = any(pattern.fullmatch(text) for pattern in known)
            if judged[text]:
                hashes.add(script_hash(text))
            else:
                problems.append(f"{path}: a script that is not the theme's: {text.strip()[:60]!r}")
    return Findings(frozenset(hashes), tuple(problems))


def _is_inline_script(tag: Tag) -> bool:
    return tag.name == "script" and tag.get("src") is None and (tag.get("type") or "") in SCRIPT_TYPES


def _blocked(tag: Tag) -> Iterator[str]:
    """What the policy would block, so that it is found here and not by a reader."""
    if tag.name == "style":
        yield "a <style> inside the page; move it to a file"
    for name in tag.attributes:
        if name.startswith("on"):
            yield f"the attribute {name} of <{tag.name}> runs a script; move it to a file"
        elif name == "style":
            yield f"the attribute style of <{tag.name}>; use a class"
    address = tag.get("src") or (tag.get("href") if _loads(tag) else None) or ""
    if re.match(r"(?:[a-z][a-z0-9+.-]*:)?//", address, re.IGNORECASE):
        yield f"<{tag.name}> loads from another host: {address}"


def _loads(tag: Tag) -> bool:
    return tag.name == "link" and "stylesheet" in (tag.get("rel") or "").split()


def script_hash(text: str) -> str:
    """The hash of a script's text, as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def hashes_in(text: str) -> frozenset[str]:
    """The hashes that a policy names."""
    return frozenset(HASH.findall(text))


def policy(hashes: Iterable[str]) -> str:
    """The value of the header."""
    scripts = " ".join(["'self'", *sorted(hashes)])
    return "; ".join(f"{name} {value}" for name, value in {**REST, "script-src": scripts}.items())


def as_nginx(hashes: Iterable[str]) -> str:
    """A file for nginx to include: the policy as the variable ``$pmo_csp``."""
    return NGINX.format(policy=policy(hashes))


@click.command("csp")
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--form", type=click.Choice(FORMS), default="header", help="The value alone, or nginx's map.")
@click.option("--into", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def command(site: Path | None, form: str, into: Path | None) -> None:
    """Print the Content-Security-Policy of the built SITE [site/].

    No script inside a page is allowed but the theme's own, by its hash. Whatever the policy would block is
    an error.

    Exit status: 0 when the site works under the policy, 1 when it does not; then nothing is written.
    """
    found = findings(pages_of(built_site(site)))
    if found.problems:
        click.echo("\n".join(found.problems), err=True)
        raise SystemExit(1)
    text = as_nginx(found.hashes) if form == "nginx" else f"{policy(found.hashes)}\n"
    if into:
        aside = into.with_name(f"{into.name}.part")
        aside.write_bytes(text.encode())
        aside.replace(into)
    else:
        click.echo(text, nl=False)


def built_site(site: Path | None) -> Path:
    """The built site that a command works on. Raises click.UsageError where there is none."""
    site = site or find_root(Path.cwd()) / "site"
    if not (site / "index.html").is_file():
        raise click.UsageError(f"there is no built site in {site}; run `make build` first")
    return site
