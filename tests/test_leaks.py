"""What should not be published is found where it was planted, and innocent text is left alone."""

from datetime import date
from pathlib import Path

import pytest

from macros.checking import check
from macros.records.leaks import LEAK_RULES, leak_problems, leaks_in
from macros.records.library import load
from macros.records.problems import Problem, Severity
from tests.builders import lesson, organisation, project, report, standard, template, text_of, write_library
from tests.office_files import excel, open_document, packed, pdf, slides, word, word_with_deleted

ROOT = Path(__file__).parents[1]
CLOCK = date(2026, 11, 21)
ATTACHED = "lessons/2025/slow-approvals"
LONG = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"  # made up, as long as a real one
PLANTED = {
    "leak-email": (
        "jo.martin@works.example",
        "J.O'Neil wrote from jo+list@post.works.co.uk",
        "[write](mailto:jörg.müller@beispiel.example)",
        "<jo_martin@works.example>, who knows",
    ),
    "leak-phone": (
        "020 7946 0958",
        "(0161) 496 0123",
        "07700 900123",
        "+44 7700 900123",
        "+44 (0)20 7946 0958",
        "0044 1632 960001",
        "+49 30 901820",
        "+1 (202) 555-0143",
        "[ring](tel:+442079460958)",
        "Tel. 496 0123",
        "0161 496 0123 ext. 12",
    ),
    "leak-rate": (
        "GBP 650 a day",
        "£650/day",
        "€1,200 per day",
        "650 pounds a day",
        "a day rate of 650",
        "Day rate: £650",
        "USD 95 per hour",
        "$120/hr",
        "£650pd",
        "£650 + VAT a day",
        "£1.2k a day",
        "the architect bills 700 per day",
        "an hourly rate of 45 euros",
        "£650.00 per person-day",
    ),
    "leak-secret": (
        "AKIAIOSFODNN7EXAMPLE",
        f"ghp_{LONG}",
        f"github_pat_11ABCDEFG0{LONG}",
        f"glpat-{LONG[:20]}",
        f"sk_live_{LONG[:24]}",
        f"AIza{LONG[:35]}",
        "-----BEGIN RSA PRIVATE KEY-----",
        "postgres://reader:s3cret@db.works.example/x",
        "password: hunter2x",
        "The password is Winter2026!",
        'api_key = "abc123def456"',
    ),
}
INNOCENT = (
    "From 2026-10-31 to 2026-11-30, 01.02.2026 10:30, 01/02/2026 and 31-12-2026.",
    "GBP 1,250,000 of GBP 1 200 000 000, +12 000 000, +9.4 % and +14 days.",
    "Reference 0111_2122-Q4, order 0000123456, ref 0123456789, ISBN 978-0-306-40615-7.",
    "IBAN GB33 BUKB 2020 1555 5555 55; ISO 21502:2020; GOV-1; version 1.10.2.",
    "Call 3 of 2026-01-05, a call for 1200 people, one phone in 10, ring 4 of 5.",
    "See https://intranet.works.example/2026/020-7946-0958/x?day=650#a1B2c3D4e5F6g7H8i9J0k1L2.",
    "45 orders a day, 24 hours a day, 500 a day, three days at 80 % and 30 days paid.",
    "Standing still costs GBP 20,000 a day. Meals are GBP 25 a day. Day rates rose by 5 %.",
    "The daily rates since 2026 are those of the frame contract; day 650 of 900.",
    "The secret is to start early. Password: see the vault. Passwords: 12 characters or more.",
    "The password was changed on 2026-10-31. Password: ********. Token: {{ entry.token }}.",
    "git clone git@host.example:works/kb.git, logo@2x.png, actions/checkout@v4, me@host, pip@25.1.",
    "a-long-slug-with-10-words-and-2026-in-its-name-for-a-page of-10k-additional-prison-places",
    "0.95 0.85 0.123456789, 3.14159265358979, 1e-10, 0x1F, 10.0.0.1, 255.255.255.0.",
    "Kosten von EUR 850,00; £5m; £1.2bn a year; 100k a month; 37 h a week; 8 h / d.",
)


def rules(text: str, currency: str = "GBP") -> list[str]:
    return [leak.rule for leak in leaks_in(text, currency)]


def found(root: Path) -> list[Problem]:
    return sorted(leak_problems(load(root)))


def told(root: Path) -> list[str]:
    return [f"{problem.path}:{problem.line}:{problem.column} {problem.rule}" for problem in found(root)]


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in PLANTED.items() for text in texts]
)
def test_what_was_planted_is_found_once(rule: str, text: str) -> None:
    assert rules(text) == [rule]
    assert rules(f"Before it, {text}, and after it.") == [rule]
    assert rules(f"| {text} |\n| --- |\n") == [rule]


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_text_is_left_alone(text: str) -> None:
    assert leaks_in(text, "GBP") == []
    assert leaks_in(text, "EUR") == []


def test_national_numbers_are_those_of_the_currency() -> None:
    assert rules("202-555-0143", "USD") == ["leak-phone"]
    assert rules("01 23 45 67 89", "EUR") == ["leak-phone"]
    assert rules("030 901820", "EUR") == ["leak-phone"]
    assert rules("044 668 18 00", "CHF") == ["leak-phone"]


def test_two_of_a_kind_are_two_and_a_password_in_an_address_is_one() -> None:
    assert rules("a@b.example and c@d.example") == ["leak-email", "leak-email"]
    assert rules("https://jo:s3cret@works.example/x") == ["leak-secret"]


def test_a_secret_is_not_told_again() -> None:
    (leak,) = leaks_in("The password is Winter2026!", "GBP")
    assert leak.shown == "Wint…"


def test_a_leak_has_its_line_and_column(tmp_path: Path) -> None:
    body = "## What happened\n\nAsk jo@works.example, or\nring +44 20 7946 0958.\n"
    write_library(
        tmp_path,
        files={
            "lessons/2025/late.md": f"---\ntitle: Late\ncause: >\n  It was\n  GBP 650 a day.\n---\n{body}"
        },
    )
    assert told(tmp_path) == [
        "lessons/2025/late.md:5:3 leak-rate",
        "lessons/2025/late.md:9:5 leak-email",
        "lessons/2025/late.md:10:6 leak-phone",
    ]


def test_every_kind_with_front_matter_is_looked_at(tmp_path: Path) -> None:
    said = {"tags": ["jo@works.example"]}
    write_library(
        tmp_path,
        projects={"alpha": project(**said)},
        reports={"alpha": {"2026-01-31": report(rationale="GBP 650 a day is too much.")}},
        lessons={"late": lesson(**said)},
        templates={"charter": template(**said)},
        standards={"governance": standard(**said)},
        files={
            "templates/charter/document.md": "# Charter\n\nRing 020 7946 0958.\n",
            "templates/charter/example.yml": "entry:\n  note: password is Winter2026!\n",
        },
    )
    assert {line.split(":")[0]: line.split()[1] for line in told(tmp_path)} == {
        "docs/projects/alpha/index.md": "leak-email",
        "docs/projects/alpha/reports/2026-01-31.md": "leak-rate",
        "docs/standards/governance.md": "leak-email",
        "lessons/2025/late.md": "leak-email",
        "templates/charter/document.md": "leak-phone",
        "templates/charter/example.yml": "leak-secret",
        "templates/charter/index.md": "leak-email",
    }


def test_a_reason_lets_a_text_stand_and_no_other(tmp_path: Path) -> None:
    may_stand = [{"text": "0800 123 4567", "reason": "The hotline of the supplier."}]
    body = lesson()["body"] + "\nRing 0800 123 4567, not 0800 123 4568.\n"
    write_library(tmp_path, lessons={"late": lesson(body=body, not_a_leak=may_stand)})
    (problem,) = found(tmp_path)
    assert "'0800 123 4568'" in problem.message


def test_part_of_an_excused_address_is_another_address(tmp_path: Path) -> None:
    may_stand = [{"text": "project.office@works.example", "reason": "A shared mailbox."}]
    body = "Ask project.office@works.example or office@works.example or project.office@works.example.org.\n"
    write_library(tmp_path, lessons={"late": lesson(body=body, not_a_leak=may_stand)})
    assert len(found(tmp_path)) == 2


def test_a_reason_without_words_is_none(tmp_path: Path) -> None:
    may_stand = [{"text": "0800 123 4567", "reason": ""}]
    write_library(tmp_path, lessons={"late": lesson(cause="Ring 0800 123 4567.", not_a_leak=may_stand)})
    assert {problem.rule for problem in check(tmp_path, CLOCK).errors} == {"missing-field", "leak-phone"}


def test_the_contact_of_the_organisation_may_stand(tmp_path: Path) -> None:
    contact = organisation(contact="Project office, office@works.example, +44 20 7946 0958")
    body = "Ask Office@Works.example or +44 20 7946 0958, not jo.office@works.example.\n"
    write_library(tmp_path, lessons={"late": lesson(body=body)}, organisation_yml=contact)
    (problem,) = found(tmp_path)
    assert "jo.office" in problem.message


def test_a_message_says_the_way_out(tmp_path: Path) -> None:
    write_library(tmp_path, lessons={"late": lesson(cause="Ask jo@works.example.")})
    (problem,) = found(tmp_path)
    assert problem.severity is Severity.ERROR
    assert problem.message == "the e-mail address 'jo@works.example' in cause would be published"
    assert problem.help.endswith("say why in not_a_leak: - {text: …, reason: …}")


ATTACHMENTS = {
    "text": ("a.txt", b"Ask\r\nfor jo@works.example\r\n", "leak-email", ""),
    "text of Windows": ("a.txt", "Größe: £650 a day".encode("cp1252"), "leak-rate", ""),
    "a list of Excel": ("a.csv", "name;rate\nJo;GBP 650 a day\n".encode("utf-16"), "leak-rate", ""),
    "a Word file": ("a.docx", word(text="Ring 020 7946 0958."), "leak-phone", "the text"),
    "runs of other looks": ("a.docx", word(runs=("jo@wo", "rks.exa", "mple")), "leak-email", "the text"),
    "a comment": ("a.docx", word(comment="He takes GBP 650 a day"), "leak-rate", "a comment"),
    "properties": ("a.docx", word(keywords="jo@works.example"), "leak-email", "the properties"),
    "deleted text": ("a.docx", word_with_deleted("jo@", "works.example"), "leak-email", "deleted text"),
    "a cell": ("a.xlsx", excel(cell="Ring 020 7946 0958"), "leak-phone", "a cell"),
    "a comment on a cell": ("a.xlsx", excel(comment="jo@works.example"), "leak-email", "a comment"),
    "notes": ("a.pptx", slides("password: hunter2x"), "leak-secret", "the notes of slide 1"),
    "OpenDocument": ("a.odt", open_document("jo@works<b/>.example"), "leak-email", "the text"),
    "recorded changes": ("a.odt", open_document("Minutes", "GBP 650 a day"), "leak-rate", "deleted text"),
    "a PDF file": ("a.pdf", pdf("Ask jo@works.example"), "leak-email", "page 1"),
    "properties of a PDF file": (
        "a.pdf",
        pdf("Minutes", author="jo@works.example"),
        "leak-email",
        "the prop",
    ),
    "a file within a file": (
        "a.docx",
        packed({"word/embeddings/a.xlsx": excel(cell="jo@works.example")}),
        "leak-email",
        "a cell",
    ),
}


@pytest.mark.parametrize(("name", "data", "rule", "place"), ATTACHMENTS.values(), ids=list(ATTACHMENTS))
def test_attachments_are_looked_into(tmp_path: Path, name: str, data: bytes, rule: str, place: str) -> None:
    attach(tmp_path, name, data)
    (problem,) = found(tmp_path)
    assert (problem.path, problem.rule) == (f"{ATTACHED}/{name}", rule)
    assert f" in {place}" in problem.message or not place
    assert f"not_a_leak of {ATTACHED}/index.md" in problem.help


def test_text_has_line_and_column(tmp_path: Path) -> None:
    attach(tmp_path, "a.csv", b"team,contact\r\nTest,jo@works.example\r\n")
    assert told(tmp_path) == [f"{ATTACHED}/a.csv:2:6 leak-email"]


def test_a_reason_of_the_lesson_holds_for_its_attachments(tmp_path: Path) -> None:
    may_stand = [{"text": "jo@works.example", "reason": "A mailbox for tests."}]
    attach(tmp_path, "a.docx", word(text="Ask jo@works.example."), not_a_leak=may_stand)
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600)),  # as a Word file with a password begins
        ("a.xlsx", excel()[:-40]),
        ("a.pptx", packed({"ppt/slides/slide1.xml": "<p"})),
        ("a.pdf", pdf("Minutes", opens_with="x")),
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.odt", packed({"content.xml": b"<x>" + b" " * 150_000_000 + b"</x>"})),
    ],
    ids=["password", "cut off", "damaged", "PDF with password", "empty PDF", "bomb"],
)
def test_what_cannot_be_opened_is_told_and_fails_nothing(tmp_path: Path, name: str, data: bytes) -> None:
    attach(tmp_path, name, data)
    (problem,) = found(tmp_path)
    assert (problem.rule, problem.severity) == ("leak-unread", Severity.WARNING)


def test_entities_of_an_attachment_draw_nothing_in(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("jo@works.example")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{tmp_path}/secret.txt">]><x><p>&e;</p></x>'
    attach(tmp_path, "a.docx", packed({"word/document.xml": entity}))
    assert found(tmp_path) == []


def test_an_attachment_names_no_person_in_its_properties(tmp_path: Path) -> None:
    attach(tmp_path, "a.pdf", pdf("Minutes", author="Jo Martin"))
    (problem,) = check(tmp_path, CLOCK).errors
    assert (problem.path, problem.rule) == (f"{ATTACHED}/a.pdf", "office-properties")
    may_stand = [{"text": "Jo Martin", "reason": "The name of the road."}]
    attach(tmp_path, "a.pdf", pdf("Minutes", author="Jo Martin"), not_a_leak=may_stand)
    assert check(tmp_path, CLOCK).errors == ()


def test_images_are_not_looked_into(tmp_path: Path) -> None:
    attach(tmp_path, "a.png", b"\x89PNG jo@works.example")
    assert found(tmp_path) == []


def test_the_sample_has_no_false_alarm() -> None:
    assert [problem for problem in check(ROOT, CLOCK).problems if problem.rule in LEAK_RULES] == []


def attach(root: Path, name: str, data: bytes, **over: object) -> None:
    (root / ATTACHED).mkdir(parents=True, exist_ok=True)
    (root / ATTACHED / name).write_bytes(data)
    text = text_of(lesson(attachments=[name], **over))
    write_library(root, files={f"{ATTACHED}/index.md": text})
