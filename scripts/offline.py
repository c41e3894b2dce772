"""``pmo offline``: the built site as one zip file that opens from a disk, without a server.

A folder has no index page there, a page may not fetch the search index, and a browser starts no worker. So
links to folders name their ``index.html``, and the search gets its index and a stand-in for the worker as
scripts. Material's own offline plug-in does the same, but it moves pages to other addresses, which the links
in our tables do not follow, and it takes the stand-in from another host.
"""

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import click

from macros.documents.office_bytes import settled_parts
from scripts.built_pages import tags, with_links
from scripts.csp import built_site
from scripts.root import find_root

LEFT_OUT = re.compile(r"(^|/)\.|^404\.html$|^sitemap\.xml|\.map$|^search/search_index\.json$")
"""What needs a server or a developer's tools."""
INDEX = "index.html"
ZIP = Path("build", "knowledge-base.zip")
SEARCH = "search/search_index"
WORKER = "iframe-worker.js"
BUNDLE = re.compile(r"(?P<folder>.*assets/javascripts/)bundle\.[^/]+$")
README = """\
1. Take everything out of this zip file: in Windows, right-click it and choose "Extract all".
2. Open the file index.html in the folder {name}.

Search, tables, filters and downloads work without a network. The pages are as they stood when this was made.
"""


def offline_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """The files of the zip, by path, from a built site."""
    paths = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    known = frozenset(paths)
    vendor = files("scripts") / "vendor"
    for path in paths:
        if LEFT_OUT.search(path):
            continue
        content = (site / path).read_bytes()
        yield (
            path,
            offline_page(content.decode(), path, known).encode() if path.endswith(".html") else content,
        )
    index = (site / f"{SEARCH}.json").read_text(encoding="utf-8")
    yield f"{SEARCH}.js", search_script(index, known).encode()
    yield f"assets/javascripts/{WORKER}", (vendor / WORKER).read_bytes()
    licence = WORKER.replace(".js", ".LICENSE")
    yield f"assets/javascripts/{licence}", (vendor / licence).read_bytes()


def offline_page(page: str, path: str, known: Collection[str]) -> str:
    """A page with links that lead to files, and a theme that neither fetches pages nor starts a worker."""
    page = with_links(page, lambda address: offline_link(address, path, known))
    for tag in reversed([tag for tag in tags(page) if tag.name == "script"]):
        if tag.get("id") == "__config":
            page = f"{page[: tag.end]}{_without_instant(tag.text)}{page[tag.end + len(tag.text) :]}"
        elif bundle := BUNDLE.match(tag.get("src") or ""):
            page = f'{page[: tag.start]}<script src="{bundle["folder"]}{WORKER}"></script>{page[tag.start :]}'
    return page


def _without_instant(settings: str) -> str:
    """The theme's settings without instant navigation, which on a disk keeps all scripts waiting for ever."""
    content = json.loads(settings)
    content["features"] = [name for name in content["features"] if not name.startswith("navigation.instant")]
    return json.dumps(content).replace("<", "\\u003c")


def offline_link(address: str, path: str, known: Collection[str]) -> str | None:
    """The address of a file where ``address``, on the page at ``path``, names a folder; else nothing."""
    target, rest = _split(address)
    if not target or target.startswith("/") or re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return None
    file = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target), INDEX))
    return f"{posixpath.join(target, INDEX)}{rest}" if file in known else None


def _split(address: str) -> tuple[str, str]:
    """The path of an address, and its query and fragment."""
    end = next((place for place, sign in enumerate(address) if sign in "?#"), len(address))
    return address[:end], address[end:]


def search_script(index: str, known: Collection[str]) -> str:
    """The search index as a script, with places that are files."""
    content = json.loads(index)
    for entry in content["docs"]:
        target, rest = _split(entry["location"])
        if posixpath.join(target, INDEX) in known:
            entry["location"] = f"{posixpath.join(target, INDEX)}{rest}"
    return f"var __index = {json.dumps(content, ensure_ascii=False, separators=(',', ':'))};\n"


def write_zip(site: Path, into: Path) -> int:
    """Write the zip file, in a folder of its own name; gives its size in bytes."""
    name = into.stem
    parts = [(f"{name}/{path}", content) for path, content in offline_files(site)]
    words = README.format(name=name).replace("\n", "\r\n").encode()
    content = settled_parts([("README.txt", words), *parts])
    aside = into.with_name(f"{into.name}.part")
    aside.write_bytes(content)
    aside.replace(into)
    return len(content)


@click.command("offline")
@click.argument("site", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help=f"The zip file to write [{ZIP.as_posix()} in the knowledge base].",
)
def command(site: Path | None, into: Path | None) -> None:
    """Pack the built SITE [site/] into a zip file that opens without a server or a network."""
    built = built_site(site)
    into = into or find_root(Path.cwd()) / ZIP
    into.parent.mkdir(parents=True, exist_ok=True)
    size = write_zip(built, into)
    click.echo(f"{into}: {size / (1 << 20):,.1f} MB. Take it out of the zip and open {into.stem}/{INDEX}.")
