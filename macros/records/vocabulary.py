"""The one home of every list of values. Rules, forms, schemas, pages and documents read these."""

from enum import StrEnum


class Term(StrEnum):
    """A value of a closed list; ``label`` is how a page says it."""

    @property
    def label(self) -> str:
        """The value in words: ``on-hold`` is "On hold"."""
        return self.value.replace("-", " ").capitalize()


class Phase(Term):
    """Phases of a project (PM² 3.1, section 4)."""

    INITIATING = "initiating"
    PLANNING = "planning"
    EXECUTING = "executing"
    CLOSING = "closing"


class TemplatePhase(Term):
    """Phases a template serves; ``office`` is for the PMO's own."""

    INITIATING = "initiating"
    PLANNING = "planning"
    EXECUTING = "executing"
    CLOSING = "closing"
    OFFICE = "office"


class State(Term):
    """What became of a project."""

    PROPOSED = "proposed"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Rating(Term):
    """Delivery confidence, best first."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Trend(Term):
    """The rolled-up rating against the report before."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"


class Dimension(Term):
    """What a report rates besides the whole."""

    SCHEDULE = "schedule"
    COST = "cost"
    SCOPE = "scope"
    RESOURCES = "resources"
    RISK = "risk"
    BENEFITS = "benefits"


class Strategy(Term):
    """Responses to a risk (PM² risk management)."""

    AVOID = "avoid"
    REDUCE = "reduce"
    ACCEPT = "accept"
    TRANSFER = "transfer"


class GateDecision(Term):
    """What a gate review decided."""

    APPROVED = "approved"
    CONDITIONAL = "conditional"
    REJECTED = "rejected"


class Disposition(Term):
    """What a project did with a lesson it was given."""

    APPLIED = "applied"
    NOT_APPLICABLE = "not-applicable"
    ALREADY_COVERED = "already-covered"


class LessonLevel(Term):
    """Operating-experience levels of the US Department of Energy, most pressing first."""

    URGENT = "urgent"
    CAUTION = "caution"
    INFORMATION = "information"
    GOOD_PRACTICE = "good-practice"


class LessonStatus(Term):
    """The life of a lesson, in order."""

    SUBMITTED = "submitted"
    VALIDATED = "validated"
    APPLIED = "applied"
    RETIRED = "retired"


class TemplateStatus(Term):
    """Whether a template may be used."""

    DRAFT = "draft"
    CURRENT = "current"
    RETIRED = "retired"


class TemplateUse(Term):
    """How much a tier needs a template."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class ClauseLevel(Term):
    """How binding a clause is."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"


class Audience(Term):
    """Who may read a record, widest first."""

    PUBLIC = "public"
    INTERNAL = "internal"
    RESTRICTED = "restricted"


class PmoType(Term):
    """Kinds of project office by how much they control."""

    SUPPORTIVE = "supportive"
    CONTROLLING = "controlling"
    DIRECTIVE = "directive"


class Kind(Term):
    """Kinds of record. ``page`` is a maintained page without fields of its own."""

    ORGANISATION = "organisation"
    PROJECT = "project"
    REPORT = "report"
    LESSON = "lesson"
    TEMPLATE = "template"
    STANDARD = "standard"
    PAGE = "page"


REQUIRED_SECTIONS: dict[Kind, tuple[str, ...]] = {
    Kind.REPORT: ("Summary", "Achievements", "Next period"),
    Kind.LESSON: ("What happened", "Why it happened", "What to do next time"),
}
"""Second-level headings that the body of a record must hold."""

RESERVED_IDS = frozenset(
    {"index", "insights", "submit", "new", "search", "assets", "api", "downloads", "calendar", "reports"}
    | {"status", "pipeline", "milestones", "money", "resources", "risks", "alignment", "performance"}
    | {"warnings", "programmes", "packs", "readme"}
)
"""Names of fixed pages, which no record may take."""

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that no file or folder can have on Windows, whatever its ending."""

PLACEHOLDER = "FILL-IN"
"""The mark that ``pmo new`` leaves where something is to be written."""

SOURCE_NAMES = ("document.md", "slides.md", "workbook.yml")
"""Sources of a template that are built into Office files."""

EXAMPLE_NAME = "example.yml"
"""Data of a template's worked example."""

READY_MADE_SUFFIXES = (".docx", ".xlsx", ".pptx", ".odt", ".pdf")
"""Ready-made files that a template may offer as they are."""

ATTACHMENT_SUFFIXES = (
    *READY_MADE_SUFFIXES,
    ".csv",
    ".ods",
    ".odp",
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".txt",
)
"""Files that a lesson may bring along."""

SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
"""Schemes a link may have; everything else could run something."""
