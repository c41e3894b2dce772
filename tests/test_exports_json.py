"""``/api/*.json`` against its schemas, read by a library that did not make them."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from macros.exports.data import data_files
from macros.exports.json_text import on_one_line
from macros.portfolio.datasets import as_json
from macros.portfolio.published import API_INDEX, json_path, schema_path
from tests.exported import ADDRESS, TODAY, basis, empty, hostile, sample

NAMES = tuple(sample().datasets)


def files(of: Any) -> dict[str, Any]:  # noqa: ANN401
    return {path: json.loads(text) for path, text in data_files(of)}


SAMPLE = files(sample())


def validator(found: dict[str, Any], path: str) -> Draft202012Validator:
    return Draft202012Validator(found[schema_path(path)], format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.sample
@pytest.mark.parametrize("path", [API_INDEX, *map(json_path, NAMES)])
def test_every_file_keeps_its_schema(path: str, tmp_path: Path) -> None:
    for found in (SAMPLE, files(basis(hostile(tmp_path / "a"))), files(empty(tmp_path / "b"))):
        Draft202012Validator.check_schema(found[schema_path(path)])
        assert [error.message for error in validator(found, path).iter_errors(found[path])] == []


@pytest.mark.sample
@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_a_plain_list_under_every_name(name: str) -> None:
    of = sample()
    assert SAMPLE[json_path(name)] == as_json(of.datasets[name], of.rows(name))


@pytest.mark.sample
@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_its_heading_and_no_other_is_allowed(name: str) -> None:
    schema, dataset = SAMPLE[schema_path(json_path(name))], sample().datasets[name]
    items = schema["items"]
    assert {key: value["title"] for key, value in items["properties"].items()} == {
        field.name: field.label for field in dataset.fields.values()
    }
    assert items["required"] == list(dataset.fields)
    assert items["additionalProperties"] is False


def errors_after(name: str, **changed: object) -> list[str]:
    rows = [{**SAMPLE[json_path(name)][0], **changed}]
    return [error.message for error in validator(SAMPLE, json_path(name)).iter_errors(rows)]


@pytest.mark.sample
@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("projects", {"rating": "blue"}),
        ("projects", {"rating": "Green"}),
        ("projects", {"finish": "31/10/2026"}),
        ("projects", {"budget": "1m"}),
        ("projects", {"title": None}),
        ("projects", {"programme": "no-such-programme"}),
        ("projects", {"surprise": 1}),
        ("projects", {"ratings": {"weather": "green"}}),
        ("projects", {"warnings": ["no-such-warning"]}),
        ("projects", {"staffing": [{"role": "tester"}]}),
        ("projects", {"withheld": {"budget": 3}}),
        ("reports", {"percent_complete": 101}),
        ("reports", {"risks": [{"title": "T", "likelihood": 6}]}),
        ("reports", {"milestones": {"live": {"forecast": "soon"}}}),
        ("risks", {"strategy": "hope"}),
        ("lessons", {"overdue_review": None}),
    ],
)
def test_what_does_not_belong_is_refused(name: str, changed: dict[str, object]) -> None:
    assert errors_after(name, **changed)


@pytest.mark.sample
@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("projects", {"rating": None, "programme": None, "finish": None, "cpi": None}),
        ("projects", {"withheld": {"budget": "sensitive"}}),
        ("milestones", {"project": "a-project-that-comes-next-week"}),
        ("reports", {"milestones": {"live": {"forecast": None, "actual": "2026-10-01"}}, "assurance": None}),
    ],
)
def test_what_may_come_is_allowed(name: str, changed: dict[str, object]) -> None:
    assert errors_after(name, **changed) == []


@pytest.mark.sample
def test_meanings_come_from_where_values_are_worked_out() -> None:
    fields = SAMPLE[schema_path("api/projects.json")]["items"]["properties"]
    assert fields["cv"]["description"].startswith("Cost variance, EV − AC")
    assert "energy-per-tonne: Cut energy used per tonne" in fields["objectives"]["description"]
    assert fields["withheld"]["description"] == "What may not be published, and why."
    assert "description" not in fields["sponsor"]
    assert not any("``" in json.dumps(field) for field in fields.values())


def test_a_known_address_names_the_schemas(tmp_path: Path) -> None:
    library = hostile(tmp_path)
    assert files(basis(library, base=ADDRESS))["api/risks.schema.json"]["$id"] == (
        f"{ADDRESS}api/risks.schema.json"
    )
    assert "$id" not in files(basis(library))["api/risks.schema.json"]


def test_the_index_says_whose_data_of_which_day(tmp_path: Path) -> None:
    index = files(empty(tmp_path))[API_INDEX]
    assert (index["organisation"], index["as_of"], index["currency"]) == (
        "New Office",
        TODAY.isoformat(),
        "EUR",
    )
    assert index["datasets"] == [f"{name}.json" for name in NAMES]


def test_a_number_beyond_all_bounds_is_null() -> None:
    assert on_one_line({"cpi": float("inf"), "day": TODAY}) == '{"cpi": null, "day": "2026-10-31"}'
    with pytest.raises(TypeError, match="no plain form"):
        on_one_line({"cpi": object()})
