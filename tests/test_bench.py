"""The benchmark measures what it says: records that keep every rule, and a plain site beside them."""

from pathlib import Path

import pytest

from macros.checking import check
from scripts.bench import ROOT, Run, best, knowledge_base, plain_site, table, today


@pytest.mark.sample
def test_generated_records_keep_every_rule(tmp_path: Path) -> None:
    knowledge_base(ROOT, tmp_path, lessons=6, projects=4, reports=2)
    assert check(tmp_path, today()).errors == ()


@pytest.mark.sample
def test_the_plain_site_has_as_many_pages(tmp_path: Path) -> None:
    ours, plain = tmp_path / "ours", tmp_path / "plain"
    ours.mkdir()
    plain.mkdir()
    made = knowledge_base(ROOT, ours, lessons=6, projects=4, reports=2)
    plain_site(plain, made, pages=60)
    assert len(list((plain / "pages").rglob("*.md"))) == 60


def test_the_best_of_each_counts_and_the_ratio_is_ours_over_plain() -> None:
    ours = best([Run(6.0, 5.0, 300), Run(4.0, 7.0, 200)])
    assert ours == Run(4.0, 5.0, 200)
    *_, ratio = table(ours, Run(2.0, 2.5, 100), Run(1.0, 1.0, 100), pages=10)
    assert ratio.split() == ["make", "build", "/", "plain", "2.00", "2.00", "2.00"]
