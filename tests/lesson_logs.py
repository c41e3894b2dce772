"""A lessons log as organisations have them: years of rows by many hands, exported from another program."""

import csv
import io
import random
from collections.abc import Iterator
from datetime import date, timedelta

HEADERS = (
    *("No", "Lesson", "Project", "Phase", "Type", "Category", "Impact", "Happened on", "Logged on"),
    *("Description", "Root cause", "Recommendation", "Team", "Raised by (name)", "Owner", "Status"),
    *("Keywords", "Comments"),
)
WHO = ("The supplier", "Site management", "The test team", "Purchasing", "The night shift", "The board")
DID = ("changed", "signed", "moved", "forgot", "checked", "delivered", "rebuilt", "asked for")
WHAT = (
    *("the interface list", "the induction dates", "the access plan", "three drawings", "the spare parts"),
    *("the test data", "the training rooms", "a permit", "the payment plan", "the cut-over script"),
)
THEN = (
    "two weeks late",
    "before the gate",
    "after the freeze",
    "without a word",
    "in one day",
    "at four sites",
)
SO = (
    "which cost 12,400",
    "so the crew waited",
    "and nobody noticed",
    "and the date held",
    "so we paid twice",
)
PROJECTS = (
    "Harbour crane 2014",
    "CRM upgrade",
    "GPO-0087",
    "Warehouse automation",
    "N/A",
    "Office move; phase 2",
)
PHASES = ("Initiate", "Plan", "Deliver", "Close", "Deliver", "Close-out", "")
CATEGORIES = (
    "Planning",
    "Requirements",
    "Procurement",
    "Resources",
    "Technical",
    "Testing",
    "Planning; Budget",
)
TEAMS = ("Site team", "Test team", "Project office", "n/a", "", "Purchasing")
NAMES = ("A. Example", "B. Sample", "")
BLANKS = ("N/A", "", "none", "tbc", "-")


def lessons_log(rows: int, seed: int = 6) -> str:
    """The log as CSV with ``rows`` rows below the headers, the same for the same ``seed``.

    A tenth holds HTML, a tenth lacks parts, some titles stand twice, some rows end early, one stands twice.
    """
    chance = random.Random(seed)  # noqa: S311  no secret hangs on it
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADERS)
    for number in range(1, rows):
        writer.writerow(_row(number, chance))
    writer.writerow(_row(1, random.Random(seed)))  # noqa: S311
    return out.getvalue()


def _row(number: int, chance: random.Random) -> list[str]:
    day = date(2012, 1, 2) + timedelta(days=chance.randrange(5200))
    title = _sentence(chance).removesuffix(".")
    cells = {
        "No": f"LL-{number:04}",
        "Lesson": title if chance.random() < 0.9 else chance.choice(("Communication", "Late delivery")),
        "Project": chance.choice(PROJECTS),
        "Phase": chance.choice(PHASES),
        "Type": "Positive" if chance.random() < 0.25 else "Negative",
        "Category": chance.choice(CATEGORIES),
        "Impact": chance.choice(("High", "Medium", "Low", "")),
        "Happened on": day.strftime("%d/%m/%Y") if chance.random() < 0.9 else "",
        "Logged on": (day + timedelta(days=20)).strftime("%d/%m/%Y"),
        "Description": _text(chance),
        "Root cause": _text(chance) if chance.random() < 0.9 else chance.choice(BLANKS),
        "Recommendation": _text(chance) if chance.random() < 0.9 else chance.choice(BLANKS),
        "Team": chance.choice(TEAMS),
        "Raised by (name)": chance.choice(NAMES),
        "Owner": chance.choice(NAMES),
        "Status": chance.choice(("Open", "Closed", "Actioned")),
        "Keywords": chance.choice(("site, access", "contract", "")),
        "Comments": _text(chance) if chance.random() < 0.2 else "",
    }
    row = [cells[name] for name in HEADERS]
    return row[: -chance.randrange(1, 3)] if chance.random() < 0.05 else row


def _sentence(chance: random.Random) -> str:
    return f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHAT)} {chance.choice(THEN)}."


def _text(chance: random.Random) -> str:
    sentences = list(_sentences(chance, chance.choice((1, 2, 4, 8, 60))))
    if chance.random() < 0.1:
        return _as_html(sentences, chance)
    gap = "\n\n" if len(sentences) > 4 else " "
    return gap.join(" ".join(sentences[start : start + 4]) for start in range(0, len(sentences), 4))


def _sentences(chance: random.Random, count: int) -> Iterator[str]:
    for _ in range(count):
        yield f"{_sentence(chance)[:-1]}, {chance.choice(SO)}."


def _as_html(sentences: list[str], chance: random.Random) -> str:
    if chance.random() < 0.5:
        entries = "".join(f"<li>{sentence}</li>" for sentence in sentences)
        return f'<div class="ExternalClass9A"><p>Points:&nbsp;</p><ul>{entries}</ul></div>'
    paragraphs = "</p>\r\n<p style='margin:0'>".join(sentences).replace("and", "&amp; <b>also</b>")
    return f"<p>{paragraphs}<br></p><o:p></o:p>"
