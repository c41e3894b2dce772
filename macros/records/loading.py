"""Files into records, one by one. A broken file gives its problems and never hides another's."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .annotations import references, replace_at
from .front_matter import Source, read_page, read_record, read_yaml
from .models import MODELS
from .places import BesidePlace, RecordPlace, StaticPlace, StrayPlace, place_of, url_of
from .problems import Problem
from .reading import read_text
from .record import Record
from .validating import validate
from .vocabulary import Kind


@dataclass
class Loading:
    """What loading gathers, file by file."""

    root: Path
    problems: list[Problem]
    beside: dict[tuple[Kind, str], list[str]]
    statics: set[str]
    places: dict[str, RecordPlace]
    sources: dict[str, Source] = field(default_factory=dict)
    unread: dict[str, list[Problem]] = field(default_factory=dict)

    def sort_files(self, paths: list[str]) -> None:
        """Put each file where its path says it belongs."""
        for path in paths:
            match place_of(path):
                case RecordPlace() as place:
                    self.places[path] = place
                case BesidePlace(kind, id_):
                    self.beside.setdefault((kind, id_), []).append(path)
                case StaticPlace():
                    self.statics.add(path)
                case StrayPlace(message, way_out):
                    self.problems.append(Problem(path, 1, 1, "stray-file", message, way_out))

    def unfold(self, path: str, place: RecordPlace) -> None:
        """Read the file at ``path`` and take it apart."""
        read = read_text(self.root, path)
        if read.problem:
            self.sources[path] = Source(path, is_whole=False)
            self.unread[path] = [read.problem]
        elif place.kind is Kind.ORGANISATION:
            self.sources[path], self.unread[path] = read_yaml(path, read.text)
        elif place.kind is Kind.PAGE:
            self.sources[path], self.unread[path] = read_page(path, read.text)
        else:
            self.sources[path], self.unread[path] = read_record(path, read.text)

    def record(self, path: str, place: RecordPlace) -> Record[Any]:
        """The record at ``path``; where it cannot be read, one with every field broken."""
        source, unread = self.sources[path], self.unread.get(path, [])
        model = MODELS[place.kind]
        fields, broken, problems = validate(model, source)
        if unread and not source.values:
            problems, broken = [], frozenset(model.model_fields)
        self.problems += [*unread, *problems]
        beside = tuple(self.beside.pop((place.kind, place.id), ()))
        url = url_of(place, path)
        return Record(place.kind, place.id, path, url, fields, source, broken, place.project, beside)

    def follow_renames(self) -> None:
        """Old ids that records name are replaced by the new ones, so that nothing below knows of renames."""
        taken = {(place.kind, place.id) for place in self.places.values()}
        renamed: dict[str, dict[str, str]] = {}
        for path, place in self.places.items():
            aliases = self.sources[path].values.get("aliases")
            for alias in aliases if isinstance(aliases, list) else ():
                if isinstance(alias, str) and (place.kind, alias) not in taken:
                    renamed.setdefault(str(place.kind), {})[alias] = place.id
        for path, place in self.places.items():
            for pattern, kind in references(MODELS[place.kind]).items():
                if kind in renamed:
                    replace_at(self.sources[path].values, pattern, renamed[kind])
