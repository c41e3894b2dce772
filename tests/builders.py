"""Small libraries for tests: front matter to start from, and a writer that loads what it wrote.

Each builder gives the least front matter that keeps every rule, as a dictionary. Keyword arguments
override a field, add one, or with ``None`` leave one out; the keys ``from`` and ``to`` stand in plain
dictionaries. The key ``body`` is the text below the front matter. So a test names what it is about:

    library = write_library(
        tmp_path,
        projects={"alpha": project(budget=100_000)},
        reports={"alpha": {"2026-01-31": report(rating="red")}},
    )
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import yaml

from macros.records.library import Library, load

Fields = dict[str, Any]


def organisation(**over: Any) -> Fields:  # noqa: ANN401
    """``organisation.yml``: two tiers, four gates, one entry in every other list."""
    return _over(
        {
            "name": "Example Works",
            "currency": "GBP",
            "tiers": [
                {"id": 1, "title": "Small", "criteria": "Under 100,000."},
                {"id": 2, "title": "Large", "criteria": "100,000 or more."},
            ],
            "gates": [
                {"id": "ready-for-planning", "title": "Ready for planning", "phase": "initiating"},
                {"id": "ready-for-executing", "title": "Ready for executing", "phase": "planning"},
                {"id": "ready-for-closing", "title": "Ready for closing", "phase": "executing"},
                {"id": "project-end", "title": "Project end", "phase": "closing"},
            ],
            "programmes": [{"id": "renewal", "title": "Renewal", "owner": "Operations Director"}],
            "categories": [{"id": "it", "title": "Information technology"}],
            "objectives": [{"id": "on-time", "title": "Deliver on time", "owner": "Operations Director"}],
            "lesson_categories": [{"id": "planning", "title": "Planning"}],
            "roles": [{"id": "developer", "title": "Developer", "capacity": 4}],
        },
        over,
    )


def project(**over: Any) -> Fields:  # noqa: ANN401
    """A project under way: 2026 from first to last day, budget 100,000, nothing optional but an objective."""
    return _over(
        {
            "title": "Alpha",
            "summary": "Replace the old one.",
            "sponsor": "Finance Director",
            "manager": "Project manager, Alpha",
            "category": "it",
            "tier": 1,
            "phase": "executing",
            "state": "active",
            "start": "2026-01-01",
            "finish": "2026-12-31",
            "budget": 100_000,
            "objectives": ["on-time"],
        },
        over,
    )


def report(**over: Any) -> Fields:  # noqa: ANN401
    """A report that says green and why, and nothing else."""
    return _over(
        {
            "rating": "green",
            "rationale": "Nothing outstanding threatens it.",
            "body": "## Summary\n\nOn plan.\n\n## Achievements\n\nOne thing.\n\n## Next period\n\nAnother.\n",
        },
        over,
    )


def lesson(**over: Any) -> Fields:  # noqa: ANN401
    """A submitted lesson. For a validated one give ``status``, ``validated``, ``owner`` and ``review_by``."""
    return _over(
        {
            "title": "Name an owner for test data",
            "date": "2025-06-30",
            "summary": "Tests waited three weeks for data.",
            "recommendation": "Name the owner of test data in the plan.",
            "categories": ["planning"],
            "level": "caution",
            "status": "submitted",
            "submitted_by": "Test team",
            "source": "Workshop",
            "body": "## What happened\n\nThis.\n\n## Why it happened\n\nThat.\n\n"
            "## What to do next time\n\nOther.\n",
        },
        over,
    )


def template(**over: Any) -> Fields:  # noqa: ANN401
    """A current template without a file beside it; ``write_library`` takes one in ``files``."""
    return _over(
        {
            "title": "Project charter",
            "summary": "What the project is and who answers for it.",
            "phases": ["initiating"],
            "use": {1: "recommended", 2: "required"},
            "roles": ["Project manager"],
            "owner": "Planning Lead",
            "reviewed": "2026-01-01",
            "review_by": "2027-01-01",
            "status": "current",
            "changes": [{"version": "1.0", "date": "2026-01-01", "note": "First issue."}],
            "body": "Use it before planning.\n",
        },
        over,
    )


def standard(**over: Any) -> Fields:  # noqa: ANN401
    """A standard with the one clause ``GOV-1``."""
    return _over(
        {
            "title": "Governance",
            "summary": "Who decides what.",
            "order": 10,
            "owner": "Planning Lead",
            "reviewed": "2026-01-01",
            "review_by": "2027-01-01",
            "changes": [{"version": "1.0", "date": "2026-01-01", "note": "First issue."}],
            "clauses": [{"id": "GOV-1", "level": "shall", "text": "Every project shall have one sponsor."}],
            "body": "One sponsor.\n\n{{ clause('GOV-1') }}\n",
        },
        over,
    )


def write_library(
    root: Path,
    *,
    projects: Mapping[str, Fields] | None = None,
    reports: Mapping[str, Mapping[str, Fields]] | None = None,
    lessons: Mapping[str, Fields] | None = None,
    templates: Mapping[str, Fields] | None = None,
    standards: Mapping[str, Fields] | None = None,
    organisation_yml: Fields | None = None,
    files: Mapping[str, str] | None = None,
) -> Library:
    """Write the records below ``root`` and load them. No rule is run.

    Records are given by id, ``reports`` by project and date; a lesson lies in the year of its ``date``.
    ``files`` are further files as path and text, and may replace one of the others.
    """
    texts = {"organisation.yml": _yaml(organisation_yml or organisation())}
    texts |= {f"docs/projects/{id_}/index.md": text_of(fields) for id_, fields in (projects or {}).items()}
    for id_, own in (reports or {}).items():
        texts |= {f"docs/projects/{id_}/reports/{day}.md": text_of(fields) for day, fields in own.items()}
    for id_, fields in (lessons or {}).items():
        texts[f"lessons/{str(fields['date'])[:4]}/{id_}.md"] = text_of(fields)
    texts |= {f"templates/{id_}/index.md": text_of(fields) for id_, fields in (templates or {}).items()}
    texts |= {f"docs/standards/{id_}.md": text_of(fields) for id_, fields in (standards or {}).items()}
    for path, text in {**texts, **(files or {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return load(root)


def fresh_folder(parent: Path) -> Path:
    """An empty folder below ``parent``, for a test that writes more than one library."""
    return Path(mkdtemp(dir=parent))


def text_of(fields: Fields) -> str:
    """A record's file: the fields as front matter, then ``body``."""
    front = {key: value for key, value in fields.items() if key != "body"}
    return f"---\n{_yaml(front)}---\n\n{fields.get('body', '')}"


def _over(fields: Fields, over: Fields) -> Fields:
    return {key: value for key, value in {**fields, **over}.items() if value is not None}


def _yaml(fields: Fields) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=1000)
