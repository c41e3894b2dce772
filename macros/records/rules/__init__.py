"""Every rule that goes beyond the form of a single value."""

from ..leaks import LEAK_RULES
from . import dates, ids, ledger, projects, prose, references, reports, standards, workflow
from .history import HISTORY_RULES, Commits, history_problems, not_compared
from .registry import FORM_RULES, RULES, Context, Finding, Rule, apply

__all__ = [
    "FORM_RULES",
    "HISTORY_RULES",
    "RULES",
    "Commits",
    "Context",
    "Finding",
    "Rule",
    "apply",
    "history_problems",
    "not_compared",
    "rule_ids",
]

_rooms = (dates, ids, ledger, projects, prose, references, reports, standards, workflow)


def rule_ids() -> frozenset[str]:
    """Every id a problem of a record may have."""
    return frozenset((*FORM_RULES, *HISTORY_RULES, *LEAK_RULES)) | {entry.id for entry in RULES}
