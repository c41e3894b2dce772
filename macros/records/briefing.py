"""Which lessons a project has to have read at a gate."""

from datetime import date

from .models import Lesson, Project
from .vocabulary import LessonStatus, Phase


def is_briefed(lesson: Lesson, project_id: str, project: Project, phase: Phase, day: date) -> bool:
    """Whether ``lesson`` is one that the project answers for at the gate that ends ``phase`` on ``day``.

    It was validated before that day, is about that phase, for the project's tier or no tier in particular,
    and is neither retired nor the project's own.
    """
    return (
        lesson.phase is phase
        and lesson.validated is not None
        and lesson.validated < day
        and lesson.status is not LessonStatus.RETIRED
        and lesson.project != project_id
        and (not lesson.tiers or project.tier in lesson.tiers)
    )
