"""Where a finished file goes: the hosting's page for a new file, or a mail to the office.

GitHub fills its page in from ``filename``, which may hold folders, and ``value``; the ways with the folder in
the path lose its last part (github.com/isaacs/github/issues/1527). GitLab takes ``file_name`` and leaves the
content empty (gitlab.com/gitlab-org/gitlab/-/work_items/594214).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from macros.records.models import Organisation

LONGEST_ADDRESS = 8191
"""Bytes of an address that GitHub's servers take."""


@dataclass(frozen=True)
class Hosting:
    """The hosting service, if there is one, and whom to write to, with the address if there is one."""

    name: str = ""
    new_file: str = ""
    """The address of the page for a new file, up to the file's path."""
    takes_content: bool = False
    contact: str = ""
    mail: str = ""

    def data(self) -> Mapping[str, Any]:
        """What the script needs of it."""
        return {
            "newFile": self.new_file,
            "takesContent": self.takes_content,
            "longestAddress": LONGEST_ADDRESS,
            "mail": self.mail,
        }


def hosting(organisation: Organisation) -> Hosting:
    """The hosting of this organisation's files."""
    contact = organisation.contact or ""
    mail = quote(contact, safe="@") if "@" in contact else ""
    repository = organisation.repository
    if repository is None:
        return Hosting(contact=contact, mail=mail)
    base, branch = repository.url.rstrip("/"), quote(repository.branch)
    if repository.is_gitlab:
        return Hosting("GitLab", f"{base}/-/new/{branch}?file_name=", contact=contact, mail=mail)
    name = "GitHub" if repository.is_github else "the hosting service"
    return Hosting(name, f"{base}/new/{branch}?filename=", takes_content=True, contact=contact, mail=mail)
