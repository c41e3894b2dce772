"""What several test modules share: the sample organisation's site, built once a run."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

from scripts.product import PRODUCT
from tests.site_builder import REPOSITORY, Built, copy_repository

SAMPLE_ADDRESS = "https://knowledge.aldermoor.example/pmo/"
"""Where the sample's site would be published."""
COMPILED = "PMO_CACHE"
# A busy machine is slow, not wrong.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
PATIENCE = 180
"""Seconds that a worker waits for the one that builds."""


def pytest_configure(config: pytest.Config) -> None:
    """Let all workers and all runs share the Office files that have been compiled."""
    if COMPILED not in os.environ:
        os.environ[COMPILED] = str(config.cache.mkdir("documents"))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where ``pmo start`` has made this knowledge base, leave out what needs the product's own content."""
    for item in items:
        if "sample" in getattr(item, "fixturenames", ()):
            item.add_marker("sample")
    if not (REPOSITORY / PRODUCT).exists():
        return
    left_out = [item for item in items if item.get_closest_marker("sample")]
    items[:] = [item for item in items if not item.get_closest_marker("sample")]
    config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """The whole repository's site, as one build for all workers."""
    base = tmp_path_factory.getbasetemp()
    root = (base if worker_id == "master" else base.parent) / "sample"
    told = root / "output.txt"
    with _first(root) as is_first:
        if is_first:
            built = copy_repository(root).build(site_url=SAMPLE_ADDRESS)
            (root / "building.txt").write_text(f"{built.exit_code}\n{built.output}", encoding="utf-8")
            (root / "building.txt").rename(told)
    exit_code, _, output = told.read_text(encoding="utf-8").partition("\n")
    assert exit_code == "0", output
    return Built(int(exit_code), output, root / "site")


@contextmanager
def _first(root: Path) -> Iterator[bool]:
    """Whether this worker is the first to come; the others wait until it has told how it went."""
    try:
        os.mkdir(root)  # noqa: PTH102  one call that either makes it or fails
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not (root / "output.txt").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        yield False
    else:
        yield True
