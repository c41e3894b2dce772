"""The files of another commit, in a folder of their own. The work tree is only read."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import click

ROOMS = ("docs", "lessons", "templates", "organisation.yml")
READ = (".md", ".yml")
"""Files whose text is read; of the others it is enough that they are there."""

PLAIN_FILES = (b"100644", b"100755")
"""The modes of files in a tree that are neither symbolic links nor submodules."""

FETCH = "fetch the whole history first: git fetch --unshallow (in a workflow: fetch-depth: 0)"


class CannotCompare(click.ClickException):
    """Why there is nothing to compare with, in one line that says what to do."""

    exit_code = 2


@dataclass(frozen=True)
class Commit:
    """A commit to compare with. ``name`` is how the user called it, ``id`` its full hash."""

    name: str
    id: str
    is_where_it_left: bool = False
    """Whether this is not the named commit, but the last one that the work tree has in common with it."""

    @property
    def words(self) -> str:
        """The commit in a sentence."""
        of = f"where this branch left {self.name}" if self.is_where_it_left else self.name
        return f"{of} ({self.id[:7]})"


def find_commit(root: Path, name: str) -> Commit:
    """The commit that a change below ``root`` is compared with.

    Where the branch of ``name`` has gone on since, that is the last commit in common: what others did
    meanwhile is no part of this change. Raises CannotCompare.
    """
    id_ = _id_of(root, name)
    left = _git(root, "merge-base", id_, "HEAD").stdout.decode().strip()
    if not left and _is_shallow(root):
        raise CannotCompare(f"this shallow clone does not reach back to where it left {name!r}; {FETCH}")
    return Commit(name, left, is_where_it_left=True) if left and left != id_ else Commit(name, id_)


@contextmanager
def files_of(root: Path, commit: Commit) -> Iterator[Path]:
    """A temporary folder with the records and pages of ``commit``, as they lay below ``root``."""
    with TemporaryDirectory(prefix="pmo-") as folder:
        target = Path(folder)
        blobs = list(_blobs(root, commit))
        texts = _contents(root, [blob for path, blob in blobs if path.endswith(READ)])
        for path, blob in blobs:
            _write(target / path, texts[blob] if path.endswith(READ) else b"")
        yield target


def _write(file: Path, data: bytes) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        raise CannotCompare(
            f"a file of the other commit cannot be put into {file}: {error.strerror}"
        ) from None


def _id_of(root: Path, name: str) -> str:
    if not name.strip() or name.startswith("-"):
        raise CannotCompare(f"--against needs a commit, branch or tag, got {name!r}")
    found = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode().strip()
    _refuse_no_repository(root)
    if _is_shallow(root):
        raise CannotCompare(f"this shallow clone has no commit, branch or tag {name!r}; {FETCH}")
    raise CannotCompare(f"there is no commit, branch or tag {name!r} here; git fetch may bring it")


def _is_shallow(root: Path) -> bool:
    return _git(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _refuse_no_repository(root: Path) -> None:
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside.returncode == 0:
        return
    said = next(iter(inside.stderr.decode(errors="replace").splitlines()), "")
    if "not a git repository" in said:
        raise CannotCompare(f"{root} is in no Git repository, so there is no commit to compare with")
    raise CannotCompare(f"Git cannot read the repository of {root}: {said.removeprefix('fatal: ')}")


def _blobs(root: Path, commit: Commit) -> Iterator[tuple[str, str]]:
    """The path, relative to ``root``, and the blob's id of each plain file that matters."""
    listed = _must(root, "ls-tree", "-r", "-z", commit.id, "--", *ROOMS)
    for entry in filter(None, listed.split(b"\0")):
        about, _, name = entry.partition(b"\t")
        mode, kind, blob = about.split()
        path = os.fsdecode(name)
        if kind == b"blob" and mode in PLAIN_FILES and _stays_below(path):
            yield path, blob.decode()


def _stays_below(path: str) -> bool:
    pure = PurePosixPath(path)
    return not pure.is_absolute() and ".." not in pure.parts and "\\" not in path


def _contents(root: Path, blobs: list[str]) -> dict[str, bytes]:
    """What each blob holds: Git answers with a line that ends in the size, the bytes, and a line end."""
    wanted = list(dict.fromkeys(blobs))
    answer = _must(root, "cat-file", "--batch", asked="".join(f"{blob}\n" for blob in wanted).encode())
    found, at = {}, 0
    for blob in wanted:
        end = answer.index(b"\n", at)
        about, _, size_or_missing = answer[at:end].rpartition(b" ")
        if size_or_missing == b"missing":
            raise CannotCompare(f"the repository does not hold {about.decode()}; {FETCH}")
        size = int(size_or_missing)
        found[blob] = answer[end + 1 : end + 1 + size]
        at = end + size + 2
    return found


def _must(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    done = _git(root, *arguments, asked=asked)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise CannotCompare(f"git {arguments[0]} failed: {said[-1] if said else 'without a word'}")
    return done.stdout


def _git(root: Path, *arguments: str, asked: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run Git in ``root``, with its messages in English. Raises CannotCompare where it is not installed."""
    environment = {**os.environ, "LC_ALL": "C"}
    command = ["git", *arguments]
    try:
        return subprocess.run(
            command, cwd=root, env=environment, input=asked, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise CannotCompare("--against needs Git, which is not installed or not on the PATH") from None
