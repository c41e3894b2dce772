"""``organisation.yml`` of the sample, made into that of a new organisation; its comments stay."""

from collections.abc import Mapping, Sequence

import yaml

SAMPLE_ONLY = ("as_of", "site_url", "repository", "contact")
"""Keys that say something of the sample and nothing of another organisation."""
ALWAYS_EMPTY = ("programmes", "objectives")
EMPTY_ON_REQUEST = ("categories", "lesson_categories", "roles")
"""Lists that most organisations adapt. Tiers and gates stay: templates and standards build on them."""
HEAD = ("name", "pmo", "pmo_type", "currency", "accent", "site_url", "repository", "contact")
"""The keys that stand before the lists, in this order."""


def organisation_text(sample: str, values: Mapping[str, object], *, empty_lists: bool) -> str:
    """The text of the new ``organisation.yml``: ``values`` set, and what is the sample's own taken out."""
    text = sample
    for key in SAMPLE_ONLY:
        if key not in values:
            text = _without(text, key)
    for key, value in values.items():
        text = _with(text, key, _line(key, value))
    for key in (*ALWAYS_EMPTY, *(EMPTY_ON_REQUEST if empty_lists else ())):
        text = _emptied(text, key)
    return text


def _line(key: str, value: object) -> list[str]:
    written = yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=1_000_000)
    return written.rstrip("\n").split("\n")


def _with(text: str, key: str, written: list[str]) -> str:
    """``text`` with the lines ``written`` for ``key``, where it stood or where it belongs."""
    lines, places = text.split("\n"), _places(text)
    if key in places:
        first, last = places[key]
        return "\n".join([*lines[:first], *written, *lines[last + 1 :]])
    before = [places[name][1] for name in HEAD[: HEAD.index(key)] if name in places]
    at = max(before, default=-1) + 1
    return "\n".join([*lines[:at], *written, *lines[at:]])


def _without(text: str, key: str) -> str:
    """``text`` without ``key`` and the comment directly above it."""
    places = _places(text)
    if key not in places:
        return text
    lines, (first, last) = text.split("\n"), places[key]
    while first and lines[first - 1].startswith("#"):
        first -= 1
    return "\n".join([*lines[:first], *lines[last + 1 :]])


def _emptied(text: str, key: str) -> str:
    """``text`` with an empty list for ``key``; its first entry is left as a comment, for the form of it."""
    places = _places(text)
    if key not in places:
        return text
    lines, (first, last) = text.split("\n"), places[key]
    example = [f"# {line.strip()}" for line in lines[first + 1 : last + 1][:1]]
    told = ["# Written as:", *example] if example else []
    return "\n".join([*lines[:first], *told, f"{key}: []", *lines[last + 1 :]])


def _places(text: str) -> dict[str, tuple[int, int]]:
    """The first and last line of each key of the top level, counted from 0."""
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(top, yaml.MappingNode):
        return {}
    return {key.value: (key.start_mark.line, _last_line(value)) for key, value in top.value}


def _last_line(node: yaml.Node) -> int:
    """The line of the last thing in ``node``; a block's own end lies where the next thing begins."""
    inside: Sequence[object] = node.value if isinstance(node, yaml.CollectionNode) else ()
    if not inside or getattr(node, "flow_style", False):
        return int(node.end_mark.line)
    last = inside[-1]
    return _last_line(last[1] if isinstance(last, tuple) else last)  # type: ignore[arg-type]
