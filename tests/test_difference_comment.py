"""The status difference as a comment: text of others is data, and there is only so much room."""

import re
from datetime import date
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from macros.comparing import compare
from scripts.difference_reporters import LARGEST_COMMENT, MARK, as_markdown
from scripts.inert_markdown import BREAK, inert
from tests.builders import fresh_folder, lesson, project, report, text_of, write_library
from tests.repositories import commit, git, repository, run, write

CLOCK = date(2026, 11, 21)
PLANTED = [
    "@octocat and @acme/team",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[click](https://evil.example) ![x](https://evil.example/x.png)",
    "https://evil.example www.evil.example mailto:a@evil.example _www.evil.example GHGH-12",
    "<https://evil.example>",
    "`code` **bold** _it_ ~~gone~~ | a | b |",
    "#1 GH-12 !3 acme/kb#4 0123456789abcdef0123456789abcdef01234567",
    "&lt;b&gt; &amp; &#64;octocat",
    "# Heading",
    "1. One",
    "- [ ] Task",
    "> Quote",
    "$x$ :tada: [^1] [[wiki]]",
    "\\@octocat \\<b>",
    "\u202eright to left\u200b \x1b[31m",
]


def rendered(markdown: str) -> str:
    """As a host renders it, short of what hosts look for in the finished text."""
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


@pytest.mark.parametrize("text", PLANTED)
def test_text_in_a_comment_reads_as_it_is_and_does_nothing(text: str) -> None:
    for line in (f"- **{inert(text)}**: {inert(text)}", f"- {inert(text)}"):
        html = rendered(line)
        assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"ul", "li", "strong"}
        assert not re.search(r"@\w|#\d|://\w|www\.|GH-\d|[0-9a-f]{7,}|:\w+:", html.replace("&#", ""))
    shown = re.sub(r"<[^>]+>", "", rendered(f"- x {inert(text)}")).replace(BREAK, "")
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    expected = text.replace("\u202e", "\\u202e").replace("\u200b", "\\u200b").replace("\x1b", "\\x1b")
    assert plain.strip() == f"x {expected}"


def test_planted_markup_in_a_whole_comment(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write(root, projects={})
    name = "evil`[x](https://evil.example)@octocat"
    commit(root)
    git(root, "branch", "feature/@octocat")
    write(
        root,
        projects={
            f"p{number}": project(
                title=text.encode("unicode_escape").decode() if number == len(PLANTED) - 1 else text
            )
            for number, text in enumerate(PLANTED)
        },
        reports={
            "p0": {
                "2026-10-30": report(decisions=[{"title": PLANTED[2], "by": PLANTED[0], "due": "2026-10-01"}])
            }
        },
        lessons={"one": lesson(title=PLANTED[1])},
        files={f"docs/projects/{name}/index.md".replace("://", ":"): text_of(project())},
    )
    shown = run(root, "--against", "feature/@octocat", "--difference", "markdown").stdout
    html = rendered(shown[shown.index(MARK) + len(MARK) :])
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"h3", "p", "code", "ul", "li", "strong"}
    assert not re.search(r"@\w", re.sub(r"<code>.*?</code>", "", html))
    text = run(root, "--against", "main").stdout
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_a_comment_is_never_too_long(tmp_path: Path) -> None:
    many = {f"p{number}": project(title=f"{number} " + "@" * 110) for number in range(600)}
    before = write_library(fresh_folder(tmp_path))
    after = write_library(fresh_folder(tmp_path), projects=many)
    shown = as_markdown(compare(before, after, CLOCK), "main (0123456)")
    assert LARGEST_COMMENT * 0.9 < len(shown) <= LARGEST_COMMENT + 100
    left = re.search(r"(\d+) more entries do not fit", shown)
    assert left
    assert shown.count("New project") + int(left[1]) == len(many)
