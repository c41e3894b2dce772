"""Files that are not what they should be: their bytes, their parts, and what they share with others."""

from pathlib import Path

import pytest

from macros.records.problems import Problem
from macros.records.reading import LARGEST_RECORD
from tests.bad_records import BODY, FRONT, PATH, lesson_with, library_of, problems_of
from tests.builders import lesson, write_library

GOOD = FRONT + BODY


def found(root: Path, **files: str | bytes) -> list[str]:
    return [_line(problem) for problem in problems_of(library_of(root, files))]


def _line(problem: Problem) -> str:
    return f"{problem.path}:{problem.line}:{problem.column} {problem.rule}"


@pytest.mark.parametrize("content", [GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r")])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf\xef\xbb\xbf"])
def test_line_ends_and_marks_of_other_systems_change_nothing(
    content: str, mark: bytes, tmp_path: Path
) -> None:
    library = library_of(tmp_path, {PATH: mark + content.encode()})
    assert problems_of(library) == []
    record = library.lessons["late-onboarding"]
    assert record.fields.title == "Late onboarding"
    assert record.source.body == BODY
    assert record.source.body_line == 11


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_byte_of_another_encoding_is_told_at_its_place(line_end: str, tmp_path: Path) -> None:
    data = lesson_with("owner: Zoë").replace("\n", line_end).encode("latin-1")
    (problem,) = problems_of(library_of(tmp_path, {PATH: data}))
    assert _line(problem) == f"{PATH}:10:10 encoding"
    assert "'ë'" in problem.message
    assert (tmp_path / PATH).read_bytes() == data


def test_text_of_sixteen_bits_is_told_once(tmp_path: Path) -> None:
    assert found(tmp_path, **{PATH: GOOD.encode("utf-16")}) == [f"{PATH}:1:1 encoding"]


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t\n"])
def test_an_empty_file_is_told_once(data: bytes, tmp_path: Path) -> None:
    assert found(tmp_path, **{PATH: data}) == [f"{PATH}:1:1 empty-file"]


def test_a_body_of_a_megabyte_is_told_once(tmp_path: Path) -> None:
    data = (GOOD + "and so on\n" * 100_000).encode()
    (problem,) = problems_of(library_of(tmp_path, {PATH: data}))
    assert _line(problem) == f"{PATH}:1:1 file-size"
    assert "1,000,3" in problem.message
    assert (tmp_path / PATH).read_bytes() == data


def test_the_largest_record_is_read_as_a_whole(tmp_path: Path) -> None:
    text = GOOD + "x" * (LARGEST_RECORD - len(GOOD))
    library = library_of(tmp_path, {PATH: text})
    assert problems_of(library) == []
    assert FRONT + library.lessons["late-onboarding"].source.body == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, "1:1 front-matter"),
        ("\n" + GOOD, "1:1 front-matter"),
        (GOOD.replace("---\n", "", 1), "1:1 front-matter"),
        (FRONT.removesuffix("---\n") + BODY, "1:1 front-matter"),
        ("---\n- a\n---\n" + BODY, "2:1 yaml-syntax"),
        ("---\njust words\n---\n" + BODY, "2:1 yaml-syntax"),
    ],
)
def test_a_file_without_front_matter_is_told_once(text: str, expected: str, tmp_path: Path) -> None:
    assert found(tmp_path, **{PATH: text}) == [f"{PATH}:{expected}"]


def test_broken_front_matter_hides_nothing(tmp_path: Path) -> None:
    body = "\n## What happened\n\n[x](nowhere.md)\n\n## Why it happened\n\nFILL-IN\n"
    assert found(
        tmp_path,
        **{
            "docs/projects/beta/index.md": "---\ntitle: [Beta\n---\n",
            "docs/projects/beta/reports/2026-06-30.md": "---\nrating: purple\n---\n",
            "lessons/2026/one.md": lesson_with("title: a: b", body),
            "lessons/2026/two.md": lesson_with("level: high").replace("date:", "dat:"),
            "organisation.yml": "name: A\ncategories: {a: b}\ntiers: 5\nobjectives: 6\ncurrency: pounds\n"
            "lesson_categories: [planning]\n",
        },
    ) == [
        "docs/projects/beta/index.md:2:8 yaml-syntax",
        "docs/projects/beta/reports/2026-06-30.md:2:9 not-in-list",
        "docs/projects/beta/reports/2026-06-30.md:4:1 required-section",
        "docs/projects/beta/reports/2026-06-30.md:4:1 required-section",
        "docs/projects/beta/reports/2026-06-30.md:4:1 required-section",
        "lessons/2026/one.md:2:9 yaml-syntax",
        "lessons/2026/one.md:11:1 required-section",
        "lessons/2026/one.md:14:5 dead-link",
        "lessons/2026/one.md:18:1 placeholder-left",
        "lessons/2026/two.md:1:1 missing-field",
        "lessons/2026/two.md:3:1 unknown-key",
        "lessons/2026/two.md:7:8 not-in-list",
        "organisation.yml:2:13 wrong-type",
        "organisation.yml:3:8 wrong-type",
        "organisation.yml:4:13 wrong-type",
        "organisation.yml:5:11 currency-format",
    ]


@pytest.mark.parametrize("content", ["", "a: [", "- a", "name: A\n\tb: x\n", "{{ x }}", b"\xff"])
def test_a_broken_organisation_blames_no_record(content: str | bytes, tmp_path: Path) -> None:
    problems = problems_of(library_of(tmp_path, {"organisation.yml": content, PATH: GOOD}))
    assert {problem.path for problem in problems} == {"organisation.yml"}


def test_two_files_with_one_id_are_told_with_all_their_problems(tmp_path: Path) -> None:
    bad = GOOD + "\n[x](nowhere.md)\n"
    assert found(tmp_path, **{"lessons/2025/late-onboarding.md": bad, PATH: bad}) == [
        "lessons/2025/late-onboarding.md:24:5 dead-link",
        f"{PATH}:1:1 duplicate-id",
        f"{PATH}:24:5 dead-link",
    ]


def test_a_link_to_the_second_of_two_files_is_not_dead(tmp_path: Path) -> None:
    other = GOOD + f"\n[x](../../{PATH}#what-happened)\n"
    assert found(
        tmp_path, **{"lessons/2025/late-onboarding.md": GOOD, PATH: GOOD, "lessons/2026/z.md": other}
    ) == [f"{PATH}:1:1 duplicate-id"]


def test_old_ids_that_clash_are_told_on_both_sides(tmp_path: Path) -> None:
    library = write_library(
        tmp_path,
        lessons={
            "one": lesson(aliases=["old", "two"]),
            "two": lesson(aliases=["old"]),
            "three": lesson(supersedes="two"),
        },
    )
    told = [problem.message for problem in problems_of(library)]
    assert told == [
        "the old id 'old' belongs to lessons/2025/two.md",
        "the old id 'two' belongs to lessons/2025/two.md",
        "the old id 'old' belongs to lessons/2025/one.md",
    ]
    assert library.lessons["three"].fields.supersedes == "two"
