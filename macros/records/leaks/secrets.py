"""Passwords, keys and tokens, by the patterns of detect-secrets. Nothing is sent anywhere to try them."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from .spans import Span, lines_with

KEYWORDS = (
    r"(?:pass(?:word|wd|phrase|code)|pwd|secret|token"
    r"|(?:api|auth|access|account|private|client|service)[_ -]?key)"
)
SAID = re.compile(rf"({KEYWORDS}\w*)[ ]+(?:is|was)[ ]+(?=\S)", re.IGNORECASE)
TELLING = ("pass", "pwd", "secret", "token", "key", "://")
HINT = re.compile(
    rf"BEGIN [A-Z ]*PRIVATE KEY|://[^\s/:@]*:[^\s/@]+@|{KEYWORDS}\w*[\"'`\])]*\s*(?:[:=]|\b(?:is|was)\b)",
    re.IGNORECASE,
)
"""Where it is worth asking: a key, a name before a host, a word that announces one."""
LONG = 20
LONG_RUN = re.compile(r"(?=[A-Za-z_+=-]*\d)[\w+=-]{20,}")
SLUG = re.compile(r"[^\W_]{1,15}(?:-[^\W_]{1,15})*")
"""And where a word is long and has digits in it, unless it is short words joined by hyphens."""
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
NEWER = re.compile(
    r"github_pat_\w{22,}|AIza[\w-]{35}|sk-(?:proj|ant|svcacct)-[\w-]{20,}|xox[abeprs]-[\w-]{20,}"
)
"""Tokens whose form is younger than the detectors."""
REST = re.compile(r"[\w+/=~-]*")
MIXED = re.compile(r"(?=\S*\d)(?=\S*[^\W\d_])\S{6,}")
"""A value that is no word and no number: letters and digits, without a blank."""


def find_secrets(text: str) -> Iterator[Span]:
    """Every secret in ``text``, each once a line."""
    if not _may_hold(text):
        return
    for start, line in lines_with(text, _may_hold):
        if HINT.search(line) or _has_long_run(line):
            yield from dict.fromkeys(_span(line, secret, start) for secret in _secrets(line))


def _may_hold(text: str) -> bool:
    """Whether it is worth looking closer; this is asked of every text, so it is fast."""
    lower = text.lower()
    return any(word in lower for word in TELLING) or _has_long_run(text)


def _has_long_run(text: str) -> bool:
    words = (word for word in text.split() if len(word) >= LONG)
    return any(not SLUG.fullmatch(run) for word in words for run in LONG_RUN.findall(word))


def _span(line: str, secret: str, start: int) -> Span:
    """Where a secret stands, to its end; some detectors tell its beginning alone."""
    at = max(line.find(secret), 0)
    end = REST.match(line, at + len(secret))
    return Span(start + at, secret + (end[0] if end else ""))


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

    kinds: Iterable[Any] = get_mapping_from_secret_type_to_class().values()
    return tuple(kind() for kind in kinds if kind.__name__ not in LOUD)
