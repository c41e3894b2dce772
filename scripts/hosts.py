"""Where releases go: each release whole in a place of its own, and one step that shows it to readers."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import click

from scripts.csp import as_nginx, hashes_in
from scripts.releases import POLICY, SUFFIXES, packed

RELEASES = "releases"
CURRENT, PREVIOUS = "current", "previous"
POLICY_FOR_NGINX = "csp.conf"

Files = Iterable[tuple[str, bytes]]


class Host(Protocol):
    """A place that holds releases by id, one of which is current."""

    def releases(self) -> list[str]:
        """The releases that are whole, the one shown longest ago first."""

    def put(self, release: str, files: Files, policy: str) -> int:
        """Store a release, which readers do not see yet; gives the number of files."""

    def prepare(self, release: str) -> bool:
        """Do what must precede the switch; whether the web server must read its settings again."""

    def current(self) -> str | None:
        """The release that readers see."""

    def switch(self, release: str) -> None:
        """Show a release, in one step."""

    def remove(self, release: str) -> None:
        """Forget a release."""


class FolderHost:
    """A folder on a file system with symbolic links, which a web server reads.

    ``releases/<id>/`` are the releases; ``current`` and ``previous`` are links to two of them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def releases(self) -> list[str]:
        """By the time at which each was shown."""
        found = [entry for entry in (self.folder / RELEASES).glob("[!.]*") if entry.is_dir()]
        return [entry.name for entry in sorted(found, key=lambda entry: entry.stat().st_mtime_ns)]

    def put(self, release: str, files: Files, policy: str) -> int:
        """Write the release aside, then give it its name. What has not changed is a hard link."""
        target = self.folder / RELEASES / release
        aside = target.with_name(f".{release}.{os.getpid()}.part")
        _remove(aside)
        count = 0
        for path, content in files:
            file, before = aside / path, self.folder / CURRENT / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if not _same(before, content) or not _linked(file, before):
                file.write_bytes(content)
                for name, form in packed(path, content):
                    (aside / name).write_bytes(form)
            count += 1
        (aside / POLICY).write_bytes(policy.encode())
        aside.rename(target)
        return count

    def prepare(self, release: str) -> bool:
        """Let nginx allow the scripts of this release and of the current one."""
        shown = [each for each in (release, self.current()) if each]
        policies = [(self.folder / RELEASES / each / POLICY).read_text(encoding="utf-8") for each in shown]
        text = as_nginx(hashes_in(" ".join(policies))).encode()
        file = self.folder / POLICY_FOR_NGINX
        if file.is_file() and file.read_bytes() == text:
            return False
        aside = file.with_name(f"{file.name}.part")
        aside.write_bytes(text)
        aside.replace(file)
        return True

    def current(self) -> str | None:
        """What the link names."""
        link = self.folder / CURRENT
        return link.readlink().name if link.is_symlink() else None

    def switch(self, release: str) -> None:
        """Exchange one link for another; the release before stays at hand for pages that are open."""
        before = self.current()
        if before and before != release:
            self._link(PREVIOUS, before)
        os.utime(self.folder / RELEASES / release)
        self._link(CURRENT, release)

    def _link(self, name: str, release: str) -> None:
        aside = self.folder / f".{name}.{os.getpid()}"
        aside.unlink(missing_ok=True)
        try:
            aside.symlink_to(Path(RELEASES, release), target_is_directory=True)
        except OSError as error:
            raise click.ClickException(
                f"{self.folder} cannot hold a symbolic link ({error.strerror}); publish from the machine that"
                " serves the site, or copy site/ there, as docs/guides/publishing.md says"
            ) from None
        aside.replace(self.folder / name)

    def remove(self, release: str) -> None:
        """Delete its folder."""
        _remove(self.folder / RELEASES / release)


@contextmanager
def folder_told() -> Iterator[None]:
    """Raises click.ClickException for what the file system refuses: no right to write, no room."""
    try:
        yield
    except OSError as error:
        message = f"{error.filename or 'the folder'}: {error.strerror}; readers see what they saw before"
        raise click.ClickException(message) from None


def _same(file: Path, content: bytes) -> bool:
    return file.is_file() and file.read_bytes() == content


def _linked(file: Path, before: Path) -> bool:
    """Whether ``file`` and its compressed forms could be made hard links.

    They keep their time, so that a browser that has them need not load them again.
    """
    try:
        for suffix in ("", *SUFFIXES):
            source = before.with_name(before.name + suffix).resolve()
            if source.is_file():
                file.with_name(file.name + suffix).hardlink_to(source)
    except OSError:  # a file system without hard links
        return False
    return True


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)
