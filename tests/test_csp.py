"""The Content-Security-Policy: the theme's scripts by their hashes, and nothing else."""

import base64
import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.built_pages import pages_of, tags
from scripts.csp import as_nginx, command, findings, hashes_in, policy, script_hash, theme_scripts
from tests.site_builder import Built

THEME = (
    "<script>var target=document.getElementById(location.hash.slice(1));target&&target.name&&"
    '(target.checked=target.name.startsWith("__tabbed_"))</script>'
)


def problems(page: str) -> tuple[str, ...]:
    return findings([("a/index.html", page)]).problems


def test_the_sample_site_needs_nothing_that_the_policy_blocks(sample: Built) -> None:
    found = findings(pages_of(sample.site))
    assert found.problems == ()
    assert 4 < len(found.hashes) < 20


def test_every_script_inside_every_page_is_allowed(sample: Built) -> None:
    allowed = policy(findings(pages_of(sample.site)).hashes)
    for path, page in pages_of(sample.site):
        inside = [tag.text for tag in tags(page) if tag.name == "script" and not tag.attributes]
        assert inside or 'http-equiv="refresh"' in page, path
        for text in inside:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in allowed, path


def test_no_script_is_allowed_without_a_hash() -> None:
    value = policy([script_hash("x")])
    assert "unsafe" not in value
    assert "default-src 'none'" in value
    assert value.count("script-src") == 1


def test_a_script_of_the_theme_is_known_with_what_it_fills_in() -> None:
    scope = next(each.pattern for each in theme_scripts() if each.pattern.startswith("__md_scope"))
    assert '[^\\"<>\\\\]*' in scope
    assert findings([("index.html", THEME)]).hashes
    assert problems(THEME) == ()


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        "<script type=module>alert(1)</script>",
        THEME.replace("</script>", ";alert(1)</script>"),
        '<script>__md_scope=new URL("x");alert("y",location)</script>',
    ],
)
def test_any_other_script_is_an_error(script: str) -> None:
    (problem,) = problems(script)
    assert problem.startswith("a/index.html: a script that is not the theme's: ")


@pytest.mark.parametrize(
    ("markup", "said"),
    [
        ('<p onclick="x()">', "onclick"),
        ('<p style="color: red">', "style"),
        ("<style>p {}</style>", "<style>"),
        ('<img src="https://images.example/x.png">', "images.example"),
        ('<script src="//cdn.example/x.js"></script>', "cdn.example"),
        ('<link rel="stylesheet" href="https://cdn.example/x.css">', "cdn.example"),
    ],
)
def test_what_would_be_blocked_is_told(markup: str, said: str) -> None:
    assert said in problems(markup)[0]


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/json">{"a": 1}</script>',
        '<script src="../assets/x.js"></script>',
        '<a href="https://intranet.example/">x</a>',
        '<link rel="canonical" href="https://kb.example/">',
        '<img src="data:image/png;base64,AA==">',
    ],
)
def test_what_is_allowed_is_no_problem(markup: str) -> None:
    assert problems(markup) == ()


def test_line_ends_of_windows_are_hashed_as_a_browser_reads_them() -> None:
    once = findings([("index.html", THEME)]).hashes
    assert findings([("index.html", THEME.replace("\n", "\r\n"))]).hashes == once
    assert script_hash("a\nb") != script_hash("a\r\nb")


def test_the_command_prints_the_value(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(THEME, encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path)])
    assert done.exit_code == 0
    assert hashes_in(done.output)


def test_the_command_writes_a_file_for_nginx(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(THEME, encoding="utf-8")
    done = CliRunner().invoke(
        command, [str(tmp_path), "--form", "nginx", "--into", str(tmp_path / "csp.conf")]
    )
    assert done.exit_code == 0
    hashes = hashes_in((tmp_path / "csp.conf").read_text(encoding="utf-8"))
    assert (tmp_path / "csp.conf").read_text(encoding="utf-8") == as_nginx(hashes)
    assert [path.name for path in tmp_path.glob("csp*")] == ["csp.conf"]


def test_the_command_writes_nothing_for_a_site_that_would_be_blocked(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p onclick=x()>", encoding="utf-8")
    done = CliRunner().invoke(command, [str(tmp_path), "--into", str(tmp_path / "csp.txt")])
    assert done.exit_code == 1
    assert "index.html: the attribute onclick of <p>" in done.output
    assert not (tmp_path / "csp.txt").exists()


def test_the_command_says_that_there_is_no_site_yet(tmp_path: Path) -> None:
    done = CliRunner().invoke(command, [str(tmp_path)])
    assert done.exit_code == 2
    assert "make build" in done.output
