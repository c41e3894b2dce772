"""Records in which every field that takes text tries to break out of the page, and the same in plain words.

Each record is written in several variants, so that every field meets every payload. A field that the models
gain is filled too, as soon as one of the records below has it; ``unfilled`` tells which have not.
"""

from copy import deepcopy
from pathlib import Path

from macros.records.annotations import Pattern
from macros.records.models import MODELS
from macros.records.vocabulary import Kind
from tests import builders
from tests.builders import Fields
from tests.site_builder import SiteFolder, small_site
from tests.text_fields import places, text_fields

JINJA = "{{ cycler.__init__.__globals__.os.popen('touch pwned').read() }}"
PAYLOADS = (
    ("</title><script>pwned=1</script>", '"><img src=x onerror=pwned=1>', "' onfocus='pwned=1"),
    (JINJA, "{% include 'index.md' %}", "{# gone #}"),
    ('--8<-- "mkdocs.yml"', "[x](javascript:pwned=1)", "<svg onload=pwned=1>", "a | b"),
    ("`</title><script>pwned=1</script>`", "*[HTML]: x", "&lt;img src=x onerror=pwned=1&gt;"),
    ("![x](http://evil.example/x.png)", '<a href="javascript:pwned=1">x</a>', "\\` $x$ **b**"),
    ('<iframe srcdoc="<script>parent.pwned=1</script>">', '<base href="//evil.example">', "]]>"),
    ("<style>*{display:none}</style>", "</div></article></main>", "<div id=unclosed"),
    ("a", "--><script>pwned=1</script><!--", '<input autofocus onfocus="pwned=1">', "<textarea>"),
)
"""By variant, each short enough for a title."""
VARIANTS = range(len(PAYLOADS))
STEERING: set[Pattern] = {
    *((room, "*", "id") for room in ("tiers", "categories", "lesson_categories")),
    ("site_url",),
    ("attachments", "*"),
}
"""Texts that other places repeat: ids, which records name, and names of files."""
ADDRESS = "https://example.org/a?b=c&d='e'"
"""The worst that a web address may be; one with a payload is refused."""
CATEGORY = " ".join(PAYLOADS[0])
"""A category without an id of its own: its text is both, and projects name it."""
ATTACHMENT = '"><img src=x onerror=pwned=1> #{variant}.txt'
DOCUMENT = """\
# {{ project.title }}

Sponsored by {{ project.sponsor }}. {{ project.summary }}
"""
"""What the office files of a template take from a project."""
BODY = """
# {payloads}

Text with {payloads}

- {payloads}

| {payloads} | b |
|---|---|
| {payloads} | b |

> {payloads}

*[text]: <script>pwned=1</script>

[^1]: {payloads}

<div>

{payloads} {{: onclick="pwned=1" }}

!!! note "{payloads}"

    {payloads}

```html
{payloads}
```
"""


def payloads(variant: int, longest: int | None) -> str:
    """The variant's payloads, and those of the next ones as far as there is room."""
    text = ""
    for step in VARIANTS:
        more = " ".join((text, *PAYLOADS[(variant + step) % len(PAYLOADS)])).strip()
        if longest and len(more) > longest:
            break
        text = more
    return text


def filled(kind: Kind, fields: Fields, variant: int | None) -> Fields:
    """``fields`` with payloads in every text; without a variant, with the same number of plain words."""
    made = deepcopy(fields)
    for field in text_fields(MODELS[kind]):
        if field.pattern in STEERING:
            continue
        for holder, key in places(made, field.pattern):
            before = _kept(kind, str(holder[key]))
            text = (
                "plain words" if variant is None else payloads(variant, (field.longest or 2000) - len(before))
            )
            holder[key] = ADDRESS if field.is_address else f"{before}{text}"
    return made


def _kept(kind: Kind, text: str) -> str:
    """What a field must go on saying to fit its rules."""
    return "Every project shall " if kind is Kind.STANDARD and "shall" in text else ""


def unfilled() -> list[tuple[Kind, Pattern]]:
    """The text fields of the models that no record here has."""
    records = _records(0)
    return [
        (kind, field.pattern)
        for kind in records
        for field in text_fields(MODELS[kind])
        if not any([*places(fields, field.pattern)] for fields in records[kind].values())
    ]


def body(variant: int | None) -> str:
    """Contributed prose with the variant's payloads that are allowed there."""
    if variant is None:
        return "\nPlain words.\n"
    allowed = (each for each in PAYLOADS[variant] if not each.startswith(("[x](javascript", "![x](http")))
    return BODY.format(payloads=" ".join(allowed))


def hostile_site(root: Path, *, plain: bool = False) -> SiteFolder:
    """A small site of hostile records; ``plain`` is the same site with nothing hostile in it."""
    files: dict[str, str] = {}
    for variant in VARIANTS:
        given = None if plain else variant
        prose = body(given)
        for kind, records in _records(variant).items():
            for path, fields in records.items():
                text = fields.get("body", "") + ("" if kind is Kind.STANDARD else prose)
                files[path] = builders.text_of(filled(kind, fields, given) | {"body": text})
        attachment, folder = ATTACHMENT.format(variant=variant), f"lessons/2025/applied-{variant}"
        files[f"{folder}/{attachment}"] = "Nothing."
        files[f"templates/filled-{variant}/document.md"] = DOCUMENT
    organisation = filled(Kind.ORGANISATION, _organisation(), None if plain else 0)
    return small_site(root, organisation_yml=organisation, files=files)


def _organisation() -> Fields:
    return builders.organisation(
        pmo="Office",
        repository={"url": "-", "branch": "main"},
        contact="office@example.org",
        tier_questions=[{"question": "How big?", "answers": [{"text": "-", "points": n} for n in (0, 1)]}],
        categories=[{"id": "it", "title": "IT"}, CATEGORY],
    )


def _records(variant: int) -> dict[Kind, dict[str, Fields]]:
    letters = "ABCDEFGH"[variant] * 3
    records: dict[Kind, dict[str, Fields]] = {
        Kind.PROJECT: {
            f"docs/projects/filled-{variant}/index.md": _project(variant),
            f"docs/projects/withheld-{variant}/index.md": builders.project(
                finish=None, budget=None, withheld={"finish": "-", "budget": "-"}, category=CATEGORY
            ),
        },
        Kind.REPORT: {f"docs/projects/filled-{variant}/reports/2026-02-28.md": _report()},
        Kind.LESSON: {
            f"lessons/2025/applied-{variant}/index.md": _lesson(variant, f"{letters}-1"),
            f"lessons/2025/retired-{variant}.md": builders.lesson(
                status="retired",
                retired_because="-",
                validated="2025-07-01",
                owner="-",
                review_by="2026-07-01",
            ),
        },
        Kind.TEMPLATE: {
            f"templates/filled-{variant}/index.md": builders.template(
                clauses=[f"{letters}-1"],
                replaces=f"filled-{variant - 1}" if variant else None,
                tags=["-", "-"],
            )
        },
        Kind.STANDARD: {f"docs/standards/filled-{variant}.md": _standard(variant, letters)},
    }
    for fields in (fields for several in records.values() for fields in several.values()):
        fields["not_a_leak"] = [{"text": "-", "reason": "-"}]
    return records


def _project(variant: int) -> Fields:
    other = f"withheld-{variant}"
    return builders.project(
        reference="-",
        programme="renewal",
        milestones=[{"id": "live", "title": "-", "baseline": "2026-10-01", "gate": "project-end"}],
        gates=[
            {
                "gate": "ready-for-planning",
                "decision": "conditional",
                "date": "2026-01-05",
                "conditions": ["-"],
            }
        ],
        changes=[
            {
                "id": "first",
                "date": "2026-02-01",
                "approved_by": "-",
                "reason": "-",
                "budget": {"from": 90_000, "to": 100_000},
            }
        ],
        depends_on=[{"project": other, "need_by": "2026-11-01", "note": "-"}],
        benefits=[
            {"title": "-", "measure": "-", "target": "-", "due": "2027-01-01", "owner": "-", "realised": "-"}
        ],
        lessons=[{"lesson": f"applied-{variant}", "disposition": "applied", "note": "-"}],
        links=[{"title": "-", "url": "-"}],
        tags=["-", "-"],
    )


def _report() -> Fields:
    scored = {"title": "-", "impact": 4, "owner": "-", "due": "2026-04-01"}
    return builders.report(
        assurance={"rating": "red", "date": "2026-02-01", "by": "-"},
        percent_complete=10,
        milestones={"live": {"forecast": "2026-12-01"}},
        risks=[scored | {"likelihood": 3, "strategy": "reduce"}],
        issues=[scored | {"urgency": 3}],
        decisions=[{"title": "-", "by": "-", "due": "2026-04-01"}],
        corrections=[{"date": "2026-03-01", "reason": "-"}],
    )


def _lesson(variant: int, clause: str) -> Fields:
    return builders.lesson(
        status="applied",
        validated="2025-07-01",
        owner="-",
        review_by="2026-07-01",
        source=None,
        project=f"filled-{variant}",
        reference="-",
        cause="-",
        early_warning="-",
        tags=["-", "-"],
        attachments=[ATTACHMENT.format(variant=variant)],
        applied_in=[{"clause": clause, "date": "2026-01-02", "note": "-"}],
        supersedes=f"applied-{variant - 1}" if variant else None,
    )


def _standard(variant: int, letters: str) -> Fields:
    changes = [
        {"version": "1.1", "date": "2026-01-02", "note": "-", "lesson": f"applied-{variant}"},
        {"version": "1.0", "date": "2026-01-01", "note": "-"},
    ]
    clauses: list[Fields] = [
        {
            "id": f"{letters}-1",
            "level": "shall",
            "text": "Every project shall do this.",
            "gate": "project-end",
            "binds": ["-"],
            "shown_by": "-",
        },
        {"id": f"{letters}-2", "level": "shall", "text": "Every project shall do that.", "withdrawn": "-"},
    ]
    body = "\n\n".join(f"{{{{ clause('{clause['id']}') }}}}" for clause in clauses)
    return builders.standard(changes=changes, clauses=clauses, tags=["-", "-"], body=f"{body}\n")
