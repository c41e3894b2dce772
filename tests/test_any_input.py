"""Whatever stands in a file, loading and checking come to an end and say where the problems are."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.records import annotations
from macros.records.fields import Group
from macros.records.front_matter import read_record
from macros.records.models import MODELS
from macros.records.vocabulary import Kind
from tests import builders
from tests.bad_records import library_of, problems_of

RECORDS: dict[Kind, tuple[str, Callable[[], dict[str, Any]]]] = {
    Kind.ORGANISATION: ("organisation.yml", builders.organisation),
    Kind.PROJECT: ("docs/projects/beta/index.md", builders.project),
    Kind.REPORT: ("docs/projects/alpha/reports/2026-06-30.md", builders.report),
    Kind.LESSON: ("lessons/2026/late-onboarding.md", builders.lesson),
    Kind.TEMPLATE: ("templates/charter/index.md", builders.template),
    Kind.STANDARD: ("docs/standards/governance.md", builders.standard),
    Kind.PAGE: ("docs/about.md", dict),
}
WORDS = ("alpha", "beta", "GOV-1", "2026-06-30", "2026-02-30", "1", "12.5", "-3", "green", "executing")
MORE_WORDS = ("active", "approved", "applied", "it", "planning", "FILL-IN", "high", "1.0", "shall", "")
MARKDOWN = "#[]()!`*_<>{}|-: \nab/."
UNHURRIED = settings(
    deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def _keys(model: type[Group]) -> set[str]:
    """The keys of a record and of the groups in its fields."""
    deep = {pattern[-1] for pattern in annotations.references(model)} - {annotations.ANY, annotations.KEY}
    return set(annotations.keys(model)) | deep | {"id", "title", "date", "from", "to", "rating"}


def _front_matter(kind: Kind) -> st.SearchStrategy[dict[str, Any]]:
    """A good record in which some fields hold anything at all."""
    key = st.sampled_from(sorted(_keys(MODELS[kind])))
    scalar = (
        st.sampled_from((*WORDS, *MORE_WORDS)) | st.text(max_size=8) | st.integers() | st.floats() | st.none()
    )
    tree = st.recursive(
        scalar,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(key | st.text(max_size=4), inner, max_size=4)
        ),
        max_leaves=8,
    )
    good = {name: value for name, value in RECORDS[kind][1]().items() if name != "body"}
    return st.dictionaries(key, tree, max_size=6).map(lambda odd: {**good, **odd})


@UNHURRIED
@given(
    st.sets(st.sampled_from(list(RECORDS)), min_size=1, max_size=3), st.data(), st.text(MARKDOWN, max_size=60)
)
def test_no_record_stops_the_check(kinds: set[Kind], data: st.DataObject, body: str) -> None:
    files: dict[str, str | bytes] = {}
    for kind in sorted(kinds):
        front = yaml.safe_dump(data.draw(_front_matter(kind)), allow_unicode=True)
        text = front if kind is Kind.ORGANISATION else f"---\n{front}---\n{body}"
        files[RECORDS[kind][0]] = text.encode("utf-8", "replace")
    with TemporaryDirectory() as folder:
        for problem in problems_of(library_of(Path(folder), files)):
            assert problem.line > 0
            assert problem.column > 0
            assert problem.text.isprintable()


@UNHURRIED
@given(st.text("-:?[]{},&*!|>'\"%@`#~ \n\tab0", max_size=60) | st.text(max_size=40))
def test_no_text_between_the_fences_stops_the_reading(front: str) -> None:
    source, problems = read_record("lessons/2026/x.md", f"---\n{front}\n---\nbody")
    assert isinstance(source.values, dict)
    assert all(0 < problem.line <= front.count("\n") + 4 for problem in problems)
    assert all(problem.text.isprintable() for problem in problems)


@UNHURRIED
@given(st.binary(max_size=80))
def test_no_bytes_stop_the_reading(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        library = library_of(Path(folder), {"lessons/2026/x.md": b"---\n" + data, "docs/x.md": data})
        assert "x" in library.lessons
        assert all(problem.line > 0 for problem in problems_of(library))
