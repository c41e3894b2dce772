"""The schemas for editors are those of the models and lists, and say what the check says."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from macros.records.front_matter import FENCE
from macros.records.places import RecordPlace, place_of
from macros.records.problems import Problem, Severity
from macros.records.reading import files_below
from scripts.reporters import as_text
from scripts.schemas import SCHEMAS, command, outdated, schemas, write_schemas
from tests.rule_examples import Block, build, sections

ROOT = Path(__file__).parents[1]
WHOLE_FILES = {"organisation": "organisation.yml", "glossary": "glossary.yml", "site": "site.yml"}
FORM_RULES = (
    "currency-format",
    "date-format",
    "missing-field",
    "not-in-list",
    "number-format",
    "out-of-range",
    "too-long",
    "unknown-key",
    "version-format",
    "wrong-type",
)
"""Rules of which a schema knows; the others look at more than one value."""
EXAMPLES = {
    section.heading.strip("`"): section
    for section in sections((ROOT / "docs/contribute/rules.md").read_text(encoding="utf-8"))
}


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: dates are text, and so are ``yes`` and ``no``."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if tag.rpartition(":")[2] in {"null", "int", "float"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def loaded(text: str) -> Any:  # noqa: ANN401
    """What an editor makes of the text; keys are always text there."""
    return json.loads(json.dumps(yaml.load(text, Loader)))  # noqa: S506  a safe loader


def front_matter(text: str) -> Any:  # noqa: ANN401
    return loaded(text.split(f"{FENCE}\n")[1])


@pytest.fixture(scope="module")
def made() -> dict[str, Draft7Validator]:
    """A validator for each schema of the sample."""
    return validators(ROOT)


def validators(root: Path) -> dict[str, Draft7Validator]:
    return {
        path.split("/")[1].split(".")[0]: Draft7Validator(json.loads(text))
        for path, text in schemas(root).items()
    }


def sources() -> Iterator[tuple[str, str]]:
    """Each file of the sample that has a schema, with the schema's name."""
    yield from ((path, name) for name, path in WHOLE_FILES.items() if (ROOT / path).is_file())
    for path in files_below(ROOT)[0]:
        place = place_of(path)
        if isinstance(place, RecordPlace) and str(place.kind) in SCHEMAS:
            yield path, str(place.kind)
        elif path.endswith("/workbook.yml"):
            yield path, "workbook"


@pytest.mark.skipif(not (ROOT / "schemas").is_dir(), reason="this knowledge base has no schemas: pmo schemas")
def test_the_tracked_schemas_are_those_of_today() -> None:
    assert outdated(ROOT) == [], "run pmo schemas"


def test_each_schema_is_one_by_its_draft(made: dict[str, Draft7Validator]) -> None:
    assert set(made) == set(SCHEMAS)
    for validator in made.values():
        Draft7Validator.check_schema(validator.schema)


def test_every_file_of_the_sample_fits(made: dict[str, Draft7Validator]) -> None:
    wrong = []
    for path, name in sources():
        text = (ROOT / path).read_text(encoding="utf-8")
        values = front_matter(text) if path.endswith(".md") else loaded(text) or {}  # no line: no setting
        wrong += [f"{path}: {error.message}" for error in made[name].iter_errors(values)]
    assert wrong == []


@pytest.mark.parametrize("rule", FORM_RULES)
def test_a_schema_says_what_the_check_says(rule: str, tmp_path: Path) -> None:
    section = EXAMPLES[rule]
    assert errors_of(tmp_path / "bad", section.bad)
    assert errors_of(tmp_path / "good", section.good) == []


def errors_of(root: Path, blocks: list[Block]) -> list[str]:
    build(root, blocks)
    known = validators(root)
    found = []
    for path in {block.path for block in blocks}:
        text = (root / path).read_text(encoding="utf-8")
        place = place_of(path)
        values = front_matter(text) if isinstance(place, RecordPlace) else loaded(text)
        name = str(place.kind) if isinstance(place, RecordPlace) else "organisation"
        found += [error.message for error in known[name].iter_errors(values)]
    return found


@pytest.mark.parametrize("written", ["1", '"1"', "3"])
def test_a_value_fits_with_quotes_and_without(made: dict[str, Draft7Validator], written: str) -> None:
    errors = made["project"].iter_errors(loaded(f"tier: {written}\nbudget: {written}\nprogramme:\n"))
    assert [error.message for error in errors if error.validator != "required"] == []


def test_the_lists_of_the_organisation_are_choices_with_their_titles(
    made: dict[str, Draft7Validator],
) -> None:
    schema: Any = made["lesson"].schema
    items = schema["properties"]["categories"]["items"]
    words = dict(zip(items["enum"], items["enumDescriptions"], strict=True))
    assert words["planning-and-estimating"] == "Planning and estimating"
    template: Any = made["template"].schema
    assert template["properties"]["use"]["propertyNames"] == {"enum": ["1", "2", "3"]}


def test_every_field_says_what_it_is_for(made: dict[str, Draft7Validator]) -> None:
    silent = [
        f"{name}: {group}.{field}"
        for name in SCHEMAS.keys() - {"workbook", "site", "glossary"}
        for group, schema in [("", made[name].schema), *made[name].schema["$defs"].items()]  # type: ignore[index]
        for field, part in schema.get("properties", {}).items()
        if "description" not in part and group != "Named"
    ]
    assert silent == []


def test_the_command_writes_what_is_out_of_date(tmp_path: Path) -> None:
    shutil.copy(ROOT / "organisation.yml", tmp_path)
    asked = ["--root", str(tmp_path)]
    assert CliRunner().invoke(command, [*asked, "--check"]).exit_code == 1
    assert len(write_schemas(tmp_path)) == len(SCHEMAS)
    text = (tmp_path / "organisation.yml").read_text(encoding="utf-8")
    (tmp_path / "organisation.yml").write_text(text.replace("id: finance,", "id: money,"), encoding="utf-8")
    checked = CliRunner().invoke(command, [*asked, "--check"])
    assert (checked.exit_code, checked.output) == (
        1,
        "schemas/lesson.schema.json:1:1: schema-outdated: run pmo schemas\n",
    )
    assert CliRunner().invoke(command, asked).output == "Wrote schemas/lesson.schema.json\n"
    assert CliRunner().invoke(command, [*asked, "--check"]).exit_code == 0


# What wires them into VS Code


def settings(name: str) -> Any:  # noqa: ANN401
    return json.loads((ROOT / ".vscode" / name).read_text(encoding="utf-8"))


def test_vs_code_finds_each_schema_and_each_schema_its_files() -> None:
    wired = settings("settings.json")["yaml.schemas"]
    assert {Path(path).name.split(".")[0] for path in wired} == {*WHOLE_FILES, "workbook"}
    for path, files in wired.items():
        assert path.removeprefix("./") in schemas(ROOT)
        assert files == "/site.yml" or list(ROOT.glob(files.removeprefix("/")))


def test_vs_code_reads_every_line_of_the_check() -> None:
    (pattern,) = settings("tasks.json")["tasks"][0]["problemMatcher"]["pattern"]
    problem = Problem(
        "lessons/2026/a.md", 7, 9, "date-format", "date must be YYYY-MM-DD, got '3/4'", "Mend it"
    )
    warning = Problem("docs/x.md", 1, 1, "raw-html", "has no effect", severity=Severity.WARNING)
    one, two = (re.fullmatch(pattern["regexp"], line) for line in as_text([problem, warning]).split("\n"))
    assert one
    assert two
    assert one.group(1, 2, 3, 4, 5, 6) == ("lessons/2026/a.md", "7", "9", "date-format", None, problem.text)
    assert two[pattern["severity"]] == "warning"
    assert two[pattern["message"]] == "has no effect"
