"""Typed models of every kind of record."""

from ..fields import Group
from ..vocabulary import Kind
from .lesson import Lesson
from .organisation import Organisation
from .page import Page
from .project import Project
from .report import Report
from .standard import Standard
from .template import Template

MODELS: dict[Kind, type[Group]] = {
    Kind.ORGANISATION: Organisation,
    Kind.PROJECT: Project,
    Kind.REPORT: Report,
    Kind.LESSON: Lesson,
    Kind.TEMPLATE: Template,
    Kind.STANDARD: Standard,
    Kind.PAGE: Page,
}

__all__ = ["MODELS", "Lesson", "Organisation", "Page", "Project", "Report", "Standard", "Template"]
