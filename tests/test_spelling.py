"""No common misspelling in what people read."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = ("docs", "templates", "lessons", "README.md", "CHANGELOG.md", "organisation.yml", "glossary.yml")
MEANT = "recomendation,sponser"
"""Words that are misspelt on purpose: examples of what the check finds."""


@pytest.mark.sample
def test_no_common_misspelling() -> None:
    there = [name for name in READ if (ROOT / name).exists()]
    command = [sys.executable, "-m", "codespell_lib", "--ignore-words-list", MEANT, *there]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.stdout == ""
    assert found.returncode == 0, found.stderr
