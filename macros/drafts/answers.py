"""Answers: checked one by one as they come, then put where they belong in a record."""

from collections.abc import Iterable, Mapping
from typing import Any

from macros.imports.naming import slug
from macros.imports.tables import folded
from macros.imports.targets import Form
from macros.records.front_matter import Source
from macros.records.library import Library
from macros.records.problems import nearest
from macros.records.validating import validate

from .questions import Question

Value = str | list[str]
Answers = Mapping[str, Value]


class WrongAnswerError(ValueError):
    """What is wrong with an answer, and the way out."""


def checked(question: Question, text: str | Iterable[str], library: Library) -> Value:
    """The value that an answer stands for. Raises WrongAnswerError.

    One of several choices may be named by its id or its title; the entries of a list stand between commas.
    """
    texts = [text] if isinstance(text, str) else list(text)
    if question.is_list:
        texts = [part.strip() for one in texts for part in one.split(",") if part.strip()]
    values = [_chosen(question, one.strip(), library) for one in texts]
    value: Value = values if question.is_list else values[0]
    if not value:
        raise WrongAnswerError("it is empty")
    _check(question, value)
    return value


def _chosen(question: Question, text: str, library: Library) -> str:
    known = question.choices(library)
    if not known:
        return text
    by_title = {folded(title): id_ for id_, title in known.items()}
    found = by_title.get(folded(text)) or next((id_ for id_ in known if id_ in {text, slug(text)}), None)
    if found is None:
        way_out = nearest(slug(text), known) or f"Choose from {', '.join(known)}"
        raise WrongAnswerError(f"{text!r} is none of the choices. {way_out}")
    return found


def _check(question: Question, value: Value) -> None:
    """Hold the value against the model, as ``pmo check`` will."""
    aim = question.target
    if aim is None or (aim.form is Form.WORD and not aim.is_list):
        return
    _, _, problems = validate(aim.model, Source("", {aim.key: value}))
    own = [problem for problem in problems if problem.rule != "missing-field"]
    if own:
        raise WrongAnswerError(own[0].text)


def front_matter(questions: Iterable[Question], answers: Answers, library: Library) -> dict[str, Any]:
    """The fields of a record: answers, what is given, and placeholders for what is needed besides."""
    values: dict[str, Any] = {}
    for question in questions:
        if question.is_section:
            continue
        value = _value(question, answers, library)
        if value is None:
            continue
        group, _, name = question.name.rpartition(".")
        (values.setdefault(group, {}) if group else values)[name] = value
    return values


def _value(question: Question, answers: Answers, library: Library) -> Value | None:
    if question.name in answers:
        answer = answers[question.name]
        return None if answer == question.without else answer
    if question.given:
        return list(question.given) if question.is_list else str(question.given)
    if question.is_needed:
        left = question.placeholder(library)
        return [left] if question.is_list else left
    return None


def body(questions: Iterable[Question], answers: Answers, library: Library) -> str:
    """The sections of a record's body, in the order of their questions."""
    sections = [question for question in questions if question.is_section]
    texts = ((question.heading, _value(question, answers, library)) for question in sections)
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in texts if text)
