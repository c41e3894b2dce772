"""All that should not be published in one text."""

from collections.abc import Iterator
from dataclasses import dataclass

from .emails import find_emails
from .phones import find_phones
from .rates import find_rates
from .secrets import find_secrets
from .spans import Span

EMAIL, PHONE, RATE, SECRET, UNREAD = "leak-email", "leak-phone", "leak-rate", "leak-secret", "leak-unread"
LEAK_RULES = (EMAIL, PHONE, RATE, SECRET, UNREAD)
"""Rules about what should not be published; the last is about a file that could not be looked into."""
SHOWN_OF_A_SECRET = 4


@dataclass(frozen=True, order=True)
class Leak:
    """What was found: at which character of the text, and by which rule."""

    span: Span
    rule: str

    @property
    def shown(self) -> str:
        """The text that was found; of a secret no more than its beginning, for logs are kept."""
        if self.rule == SECRET:
            return f"{self.span.text[:SHOWN_OF_A_SECRET]}…"
        return self.span.text


def leaks_in(text: str, currency: str) -> list[Leak]:
    """Every leak of ``text``, in order; ``currency`` tells whose national telephone numbers are meant."""
    secrets = [Leak(span, SECRET) for span in find_secrets(text)]
    others = [Leak(span, EMAIL) for span in find_emails(text)]
    others += [Leak(span, PHONE) for span in find_phones(text, currency)]
    others += [Leak(span, RATE) for span in find_rates(text)]
    return sorted([*secrets, *_apart(others, secrets)])


def _apart(leaks: list[Leak], secrets: list[Leak]) -> Iterator[Leak]:
    """Those that are no part of a secret, such as the password before the host of an address."""
    for leak in leaks:
        if not any(leak.span.start < s.span.end and s.span.start < leak.span.end for s in secrets):
            yield leak
