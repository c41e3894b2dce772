"""The product's pages without what they say of files that are not there."""

import posixpath
import re
from collections.abc import Set as AbstractSet
from urllib.parse import unquote, urlsplit

LINK = re.compile(r"(?<!!)\[((?:[^\[\]`]|`[^`]*`)+)\]\(\s*(<[^>]*>|[^()\s]+)(?:\s+\"[^\"]*\")?\s*\)")
"""An inline link on one line: its text and its address."""
FENCE = re.compile(r"\s*(```+|~~~+)")
SAMPLE = re.compile(r"[ \t]*<!-- sample -->.*?<!-- /sample -->(?:[ \t]*\n(?:[ \t]*\n)?)?", re.DOTALL)
"""What a page says of the sample organisation, between two comments."""
RECORDS = ("docs/projects/", "lessons/")
NOTE = "\n\n*Some examples on this page tell of the product's sample, an invented company.*\n"
LESSON_FILE = re.compile(r"lessons/\d{4}/([a-z0-9-]+)(?:\.md|/index\.md)")
LESSON_LINE = re.compile(r"^\s+lesson:\s*([a-z0-9-]+)[ \t]*\n", re.MULTILINE)
LESSON_INSIDE = re.compile(r",\s*lesson:\s*([a-z0-9-]+)(?=\s*[,}])")


def cleaned(path: str, text: str, gone: AbstractSet[str]) -> str:
    """The page ``text`` at ``path`` for a knowledge base without the product's files ``gone``.

    A link to one of them becomes its plain text; a change note no longer names a lesson among them. Where
    the page told of the sample's records, a last line says so.
    """
    front, body = _parted(text)
    after = _without_links(path, body, gone)
    records = {path for path in gone if path.startswith(RECORDS)}
    told = NOTE if _without_links(path, body, records) != body else ""
    return f"{_without_lessons(front, gone)}{after.rstrip() if told else after}{told}"


def without_sample(text: str) -> str:
    """The text without what stands between the marks ``<!-- sample -->`` and ``<!-- /sample -->``."""
    return SAMPLE.sub("", text)


def _parted(text: str) -> tuple[str, str]:
    if not text.startswith("---\n"):
        return "", text
    end = text.find("\n---\n", 3)
    return ("", text) if end < 0 else (text[: end + 5], text[end + 5 :])


def _without_lessons(front: str, gone: AbstractSet[str]) -> str:
    lessons = {found[1] for path in gone if (found := LESSON_FILE.fullmatch(path))}

    def left(found: re.Match[str]) -> str:
        return "" if found[1] in lessons else found[0]

    return LESSON_INSIDE.sub(left, LESSON_LINE.sub(left, front))


def _without_links(path: str, body: str, gone: AbstractSet[str]) -> str:
    fence, lines = "", []
    for line in body.split("\n"):
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence):
            fence = ""
        lines.append(line if fence or found else _line_without_links(path, line, gone))
    return "\n".join(lines)


def _line_without_links(path: str, line: str, gone: AbstractSet[str]) -> str:
    def left(found: re.Match[str]) -> str:
        is_code = line[: found.start()].count("`") % 2 == 1
        return found[0] if is_code or _target(path, found[2].strip("<>")) not in gone else found[1]

    return LINK.sub(left, line)


def _target(path: str, href: str) -> str:
    """The file that a link in the file at ``path`` leads to; nothing where it leads out of the site."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
