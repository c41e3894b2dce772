"""Fields of the tables about what the organisation knows: lessons, templates, standards and clauses."""

from macros.records.vocabulary import (
    ClauseLevel,
    LessonLevel,
    LessonStatus,
    Phase,
    TemplatePhase,
    TemplateStatus,
)

from .columns import Dataset, FieldKind
from .project_fields import AUDIENCE
from .vocabularies import References, entries, of_kind, table, term, terms

REVIEW = (
    *of_kind(FieldKind.TEXT, owner="Owner"),
    *of_kind(FieldKind.DATE, review_by="Review by"),
    *of_kind(FieldKind.FLAG, overdue_review="Review overdue"),
)
VERSIONS = (
    *of_kind(FieldKind.DATE, reviewed="Last reviewed"),
    *of_kind(FieldKind.TEXT, version="Version"),
    entries("changes", "Changes"),
)


def lessons(refer: References) -> Dataset:
    """Every lesson."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Lesson id", url="Address", title="Lesson", summary="Summary"),
        *of_kind(FieldKind.TEXT, recommendation="Recommendation"),
        *of_kind(FieldKind.DATE, date="Date"),
        *of_kind(FieldKind.NUMBER, year="Year"),
        refer.many("categories", "Categories", "lesson_category"),
        term("level", "Level", LessonLevel),
        term("status", "Status", LessonStatus),
        *of_kind(FieldKind.TEXT, submitted_by="Submitted by"),
        refer.one("project", "Project", "project", "No project"),
        *of_kind(FieldKind.TEXT, source="Source", reference="Reference"),
        term("phase", "Phase", Phase, ranked=True),
        refer.many("tiers", "Tiers", "tier"),
        *of_kind(FieldKind.TEXT, cause="Cause", early_warning="Early warning"),
        *of_kind(FieldKind.LIST, tags="Tags", attachments="Attachments"),
        refer.one("supersedes", "Supersedes", "lesson", "Nothing"),
        *of_kind(FieldKind.DATE, validated="Validated"),
        *REVIEW,
        entries("applied_in", "Applied in"),
        refer.either("applied_to", "Applied to", "clause", "template"),
        *of_kind(FieldKind.NUMBER, cited_by="Projects that took it over"),
        *of_kind(FieldKind.TEXT, retired_because="Retired because"),
        *AUDIENCE,
    )
    columns = ("title", "level", "status", "categories", "project", "date")
    return Dataset("lessons", "lesson", "lessons", fields, columns, "-date,title")


def templates(refer: References) -> Dataset:
    """Every template."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Template id", url="Address", title="Template", summary="Summary"),
        terms("phases", "Phases", TemplatePhase),
        refer.uses("use", "Use by tier"),
        refer.many("tiers", "Tiers", "tier"),
        refer.titles_only("roles", "Roles", "role"),
        term("status", "Status", TemplateStatus),
        refer.one("gate", "Gate", "gate", "No gate"),
        refer.many("clauses", "Clauses", "clause"),
        refer.one("replaces", "Replaces", "template", "Nothing"),
        *of_kind(FieldKind.LIST, tags="Tags"),
        *REVIEW,
        *VERSIONS,
        *AUDIENCE,
    )
    columns = ("title", "phases", "use", "version", "owner")
    return Dataset("templates", "template", "templates", fields, columns, "title")


def standards(refer: References) -> Dataset:
    """Every standard."""
    fields = table(
        *of_kind(FieldKind.TEXT, id="Standard id", url="Address", title="Standard", summary="Summary"),
        *of_kind(FieldKind.NUMBER, order="Order"),
        refer.entries("clauses", "Clauses", "id", "clause"),
        *of_kind(FieldKind.LIST, tags="Tags"),
        *REVIEW,
        *VERSIONS,
        *AUDIENCE,
    )
    columns = ("title", "summary", "version", "owner", "review_by")
    return Dataset("standards", "standard", "standards", fields, columns, "order,title")


def clauses(refer: References) -> Dataset:
    """Every clause of every standard, the withdrawn ones too."""
    fields = table(
        refer.one("id", "Clause", "clause"),
        *of_kind(FieldKind.TEXT, url="Address", anchor="Anchor", text="Text"),
        refer.one("standard", "Standard", "standard"),
        term("level", "Level", ClauseLevel),
        *of_kind(FieldKind.LIST, binds="Binds"),
        refer.many("tiers", "Tiers", "tier"),
        refer.one("gate", "Gate", "gate", "No gate"),
        *of_kind(FieldKind.FLAG, withdrawn="Withdrawn"),
        *of_kind(FieldKind.TEXT, withdrawn_because="Withdrawn because"),
        refer.one("replaced_by", "Replaced by", "clause", "Nothing"),
        *of_kind(FieldKind.TEXT, shown_by="How it shows without a template"),
        refer.many("templates", "Templates that show it", "template"),
        refer.many("lessons", "Lessons behind it", "lesson"),
    )
    columns = ("id", "level", "text", "tiers", "gate")
    return Dataset("clauses", "clause", "clauses", fields, columns, "standard,id")
