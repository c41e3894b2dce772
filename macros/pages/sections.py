"""The sections that record pages have besides their prose, and the anchors they stand at."""

from macros.records.vocabulary import Kind

PREFIX = "section-"
"""Begins every anchor of ours, so that none meets an anchor of contributed prose."""

SECTIONS: dict[Kind, dict[str, str]] = {
    Kind.PROJECT: {
        "status": "Where it stands",
        "warnings": "Warnings",
        "decisions": "Decisions needed",
        "risks": "Risks",
        "issues": "Issues",
        "ratings": "Ratings over time",
        "cost": "Cost and earned value over time",
        "milestones": "Milestones",
        "trend": "Milestone forecasts over time",
        "agreed": "What was agreed",
        "changes": "Changes to the baseline",
        "gates": "Gates passed and due",
        "people": "Staffing",
        "benefits": "Benefits",
        "dependencies": "Dependencies",
        "lessons": "Lessons",
        "briefing": "Lessons to read before the next gate",
        "reports": "Reports",
        "links": "Links",
        "templates": "The next gate",
    },
    Kind.REPORT: {
        "figures": "Figures",
        "milestones": "Milestones",
        "decisions": "Decisions needed",
        "risks": "Risks",
        "issues": "Issues",
        "corrections": "Corrections",
    },
    Kind.LESSON: {"fields": "About this lesson", "related": "Where it led"},
    Kind.TEMPLATE: {
        "downloads": "Download",
        "preview": "Preview",
        "use": "Who uses it",
        "clauses": "Clauses it is evidence for",
        "lessons": "Related lessons",
        "history": "What changed",
    },
    Kind.STANDARD: {"related": "Templates and lessons", "history": "What changed"},
}


def anchor(name: str) -> str:
    """The anchor of a section."""
    return f"{PREFIX}{name}"


FIXED_ANCHORS: dict[str, frozenset[str]] = {
    kind: frozenset(map(anchor, names)) for kind, names in SECTIONS.items()
}
