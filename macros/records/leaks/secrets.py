"""Passwords, keys and tokens, by the patterns of detect-secrets. Nothing is sent anywhere to try them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from .spans import Span

KEYWORDS = r"(?:pass(?:word|wd|phrase|code)|pwd|secret|(?:api|auth|access|account|private|client|service)[_ -]?key|token)"
SAID = re.compile(rf"({KEYWORDS}\w*)[ ]+(?:is|was)[ ]+(?=\S)", re.IGNORECASE)
HINT = re.compile(
    rf"BEGIN [A-Z ]*PRIVATE KEY|://[^\s/:@]*:[^\s/@]+@|{KEYWORDS}\w*[\"'`\])]*\s*(?:[:=]|\b(?:is|was)\b)"
    r"|(?<![\w+=-])(?=[A-Za-z_+=-]*\d)[\w+=-]{20,}",
    re.IGNORECASE,
)
"""Where it is worth asking: a key, a name before a host, a word that announces one, a long run with digits."""
LOUD = frozenset(
    {
        "ArtifactoryDetector",
        "Base64HighEntropyString",
        "CloudantDetector",
        "HexHighEntropyString",
        "IPPublicDetector",
        "IbmCloudIamDetector",
        "IbmCosHmacDetector",
        "KeywordDetector",
        "SoftlayerDetector",
    }
)
"""Detectors that ordinary words set off; the one of keywords is asked apart, with the question behind it."""
NEWER = re.compile(r"github_pat_\w{22,}|AIza[\w-]{35}|sk-(?:proj|ant|svcacct)-[\w-]{20,}|xox[abeprs]-[\w-]{20,}")
"""Tokens whose form is younger than the detectors."""
MIXED = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])\S{6,}")
"""A value that is no word and no number: letters and digits, without a blank."""


def find_secrets(text: str) -> Iterator[Span]:
    """Every secret in ``text``, each once a line."""
    if not HINT.search(text):
        return
    start = 0
    for line in text.split("\n"):
        if HINT.search(line):
            for secret in dict.fromkeys(_secrets(line)):
                yield Span(start + max(line.find(secret), 0), secret)
        start += len(line) + 1


def _secrets(line: str) -> Iterator[str]:
    for detector in _detectors():
        yield from detector.analyze_string(line)
    yield from NEWER.findall(line)
    yield from _announced(line)


def _announced(line: str) -> Iterator[str]:
    """What a word such as ``password`` announces, where it looks like one."""
    from detect_secrets.plugins import keyword  # noqa: PLC0415

    told = SAID.sub(r"\1: ", line)
    for value in keyword.KeywordDetector().analyze_string(told, keyword.CONFIG_DENYLIST_REGEX_TO_GROUP):
        first = value.split()[0].strip("\"'`.,;)")
        if MIXED.fullmatch(first):
            yield first


@cache
def _detectors() -> tuple[Any, ...]:
    """The detectors; made where a text gives a hint, because loading them takes a third of a second."""
    from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class  # noqa: PLC0415

    kinds = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in LOUD)
