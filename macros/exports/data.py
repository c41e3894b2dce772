"""``/api/*.json``: every dataset under the names that tables use, each with its schema."""

from collections.abc import Iterable, Iterator

from macros.portfolio.columns import Dataset
from macros.portfolio.ordering import Row
from macros.portfolio.published import API_INDEX, json_path, schema_path

from .basis import Basis
from .json_text import indented, on_one_line
from .schemas import dataset_schema, index_schema


def data_files(basis: Basis) -> Iterator[tuple[str, str]]:
    """Path and text of each JSON file and its schema: a list of rows a dataset, and a list of the files."""
    for name, dataset in basis.datasets.items():
        path = json_path(name)
        yield path, _lines(dataset, basis.rows(name))
        yield schema_path(path), indented(dataset_schema(dataset, basis))
    yield API_INDEX, indented(_index(basis))
    yield schema_path(API_INDEX), indented(index_schema(basis))


def _index(basis: Basis) -> dict[str, object]:
    return {
        "organisation": basis.organisation.name,
        "as_of": basis.today.isoformat(),
        "currency": basis.organisation.currency,
        "datasets": [json_path(name).removeprefix("api/") for name in basis.datasets],
    }


def _lines(dataset: Dataset, rows: Iterable[Row]) -> str:
    """The rows under every name of the dataset, one a line, so that a change shows as a line."""
    lines = [on_one_line({name: row[name] for name in dataset.fields}) for row in rows]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"
