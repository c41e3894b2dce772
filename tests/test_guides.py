"""The commands that guides tell people to type: each is there, with its options."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from scripts import dev, pmo
from tests.site_builder import REPOSITORY

pytestmark = pytest.mark.sample  # an organisation may change them

GUIDES = ("clone-to-published", "leaving", "make-it-yours", "publishing")
BLOCK = re.compile(r"^```text\n(.*?)^```", re.MULTILINE | re.DOTALL)
OURS = re.compile(r"`((?:deploy|requirements|scripts|macros|\.github|\.devcontainer|\.vscode)/[\w./-]*)`")
MAKE_ARGS = re.compile(r"""ARGS=(?P<quote>["'])(?P<words>.*)(?P=quote)$""")


def typed(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of dev.py in the blocks of ``text`` with its arguments; of a line with `&&`, each."""
    lines = (line for block in BLOCK.findall(text) for line in block.splitlines())
    for command in (part.strip() for line in lines for part in line.split(" && ")):
        if found := re.search(r"scripts/dev\.py (.+)", command):
            name, *rest = shlex.split(found[1])
            yield name, rest
        elif found := re.match(r"make (\w+)(.*)", command):
            arguments = MAKE_ARGS.search(found[2].strip())
            yield found[1], shlex.split(arguments["words"]) if arguments else []


def options_of(arguments: list[str]) -> Iterator[tuple[click.Command, list[str]]]:
    """The command of pmo that the words name, and the options among the rest."""
    command: click.Command = pmo.main
    rest = list(arguments)
    while isinstance(command, click.Group) and rest:
        word = rest.pop(0)
        assert word in command.commands, word
        command = command.commands[word]
    yield command, [word for word in rest if word.startswith("-")]


def known(command: click.Command) -> set[str]:
    return {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_a_guide_is_there_with_its_options(guide: str) -> None:
    text = (REPOSITORY / f"docs/guides/{guide}.md").read_text(encoding="utf-8")
    commands = list(typed(text))
    assert commands
    for name, arguments in commands:
        assert name in dev.COMMANDS, name
        if name in {"pmo", "publish", "offline"}:
            words = arguments if name == "pmo" else [name, *arguments]
            for command, options in options_of(words):
                assert set(options) <= known(command), words


def test_a_command_that_is_not_there_is_seen() -> None:
    lines = 'cd x && python3 scripts/dev.py pmo start ../a --name "A b"\nmake publish ARGS="--to /srv"\n'
    text = f"```text\n{lines}```\n"
    assert list(typed(text)) == [
        ("pmo", ["start", "../a", "--name", "A b"]),
        ("publish", ["--to", "/srv"]),
    ]
    with pytest.raises(AssertionError, match="strat"):
        list(options_of(["strat"]))


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_of_the_product_that_a_guide_names_is_there(guide: str) -> None:
    text = (REPOSITORY / f"docs/guides/{guide}.md").read_text(encoding="utf-8")
    assert [path for path in OURS.findall(text) if not (REPOSITORY / path).exists()] == []
