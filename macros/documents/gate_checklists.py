"""The checklist of each gate as a Word document and an Excel workbook."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from macros.portfolio.checklists import Checklist, Item
from macros.portfolio.published import Offer
from macros.records.library import Library
from macros.records.models import Organisation
from macros.records.models.organisation import Tier

from .compiler.body import FIELD, Node, paragraph, styled, text
from .compiler.document import Text, table, word
from .compiler.house import House, house
from .compiler.store import Store
from .compiler.workbook import Rows, workbook
from .compiler.workbook_source import CellType, Column, Sheet, Workbook

HEADS = ("What is looked at", "Weight", "Shown by", "Met?", "Remark, owner and date")
WIDTHS = (0.36, 0.15, 0.18, 0.1, 0.21)
TOLD = (
    "Answer each line; a no needs an owner and a date. Shall and required bind; "
    "should and recommended need a reason where you leave them out."
)
ANSWERS = ["yes", "no", "not needed"]
ASKED = ("Project", "Tier", "Date of the review", "Present", "Decision: approved, conditional or rejected")


@dataclass(frozen=True)
class GateFiles:
    """The files of every gate by their path in the site, and what is offered by gate."""

    files: dict[str, bytes]
    offers: dict[str, tuple[Offer, ...]]


def gate_files(library: Library, organisation: Organisation, address: str, store: Store) -> GateFiles:
    """A document and a workbook a gate; ``address`` is the site's, or empty."""
    made = GateFiles({}, {})
    for gate in organisation.gates:
        listed = Checklist(gate, library)
        page = f"{address}gates/{gate.id}/" if address else f"/gates/{gate.id}/"
        look = house(organisation, f"Checklist: {gate.title}", gate.question or "", f"gate {gate.id}", page)
        said = [_said(item) for item in listed.items]
        offers = []
        for form, make in (("docx", _document), ("xlsx", _workbook)):
            key = store.key("gate", form, said, look, organisation)
            content = store.kept(key, partial(make, listed, look, organisation))
            path = f"downloads/gates/{gate.id}.{form}"
            made.files[path] = content
            digest = hashlib.sha256(content).hexdigest()
            offers.append(Offer(path, look.title, form, len(content), digest))
        made.offers[gate.id] = tuple(offers)
    return made


def _said(item: Item) -> tuple[object, ...]:
    return item.id, item.text, sorted(item.weight.items()), item.evidence_in_words


def _document(listed: Checklist, look: House, organisation: Organisation) -> bytes:
    blocks = list(_blocks(listed, organisation))
    return word(Text({"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}, Path()), look)


def _blocks(listed: Checklist, organisation: Organisation) -> Iterator[Node]:
    asked = [
        [[{"t": "Strong", "c": text(words)}], [styled(FIELD, text("[to be filled in]"))]] for words in ASKED
    ]
    yield table(("Review", ""), asked, (0.35, 0.65))
    for tier in organisation.tiers:
        items = listed.for_tier(tier.id)
        yield _heading(tier)
        if items:
            yield table(HEADS, [_row(item, tier) for item in items], WIDTHS)
        else:
            yield paragraph(text("Nothing is looked at in this tier."))


def _heading(tier: Tier) -> Node:
    return {"t": "Header", "c": [1, ["", [], []], text(f"Tier {tier.id}: {tier.title}")]}


def _row(item: Item, tier: Tier) -> list[list[Node]]:
    name = (
        text(item.text) if item.is_template else [{"t": "Strong", "c": text(f"{item.id} ")}, *text(item.text)]
    )
    return [name, text(item.weight[tier.id]), text(item.evidence_in_words), text("☐ yes ☐ no"), _remark()]


def _remark() -> list[Node]:
    """A field for a remark."""
    return [styled(FIELD, text("[remark]"))]


def _workbook(listed: Checklist, look: House, organisation: Organisation) -> bytes:
    tiers = list(enumerate(organisation.tiers, start=1))
    rows = {
        f"tier_{place}": [
            {
                "item": item.text if item.is_template else f"{item.id}: {item.text}",
                "weight": item.weight[tier.id],
                "shown": item.evidence_in_words,
            }
            for item in listed.for_tier(tier.id)
        ]
        for place, tier in tiers
    }
    source = Workbook(sheets=[_sheet(f"tier_{place}", tier, listed) for place, tier in tiers])
    return workbook(source, Rows(rows, {}), look, organisation, organisation.currency)


def _sheet(id_: str, tier: Tier, listed: Checklist) -> Sheet:
    columns = [
        Column(id="item", title="What is looked at", type=CellType.TEXT, width=70),
        Column(id="weight", title="Weight", type=CellType.TEXT, width=14),
        Column(id="shown", title="Shown by", type=CellType.TEXT, width=30),
        Column(id="met", title="Met?", type=CellType.CHOICE, width=12, choices=ANSWERS),
        Column(id="remark", title="Remark, owner and date", type=CellType.TEXT, width=40),
    ]
    return Sheet(
        id=id_,
        name=f"Tier {tier.id}"[:31],
        instructions=TOLD,
        rows=max(1, len(listed.for_tier(tier.id))),
        columns=columns,
    )
