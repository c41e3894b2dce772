"""The new version of the product, wherever it lies, and the old one that a knowledge base comes from."""

import io
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from scripts.git import asked, git, top_of
from scripts.ownership import HOME, PRODUCTS, Ownership, read_ownership
from scripts.product import (
    Product,
    blob_ids,
    migration_numbers,
    read_product,
    revision_at,
    version_at,
    version_of,
)

PYPROJECT = "pyproject.toml"


@dataclass(frozen=True)
class NewProduct:
    """The files of the new version, and the repository that knows its history, if there is one."""

    root: Path
    history: Path | None
    revision: str


@contextmanager
def new_product(root: Path, to: str) -> Iterator[NewProduct]:
    """The product at the path ``to``, or at that commit of the repository of ``root``.

    Raises click.UsageError where it is neither.
    """
    folder = Path(to)
    if folder.is_dir():
        _must_be_product(folder)
        top = top_of(folder)
        is_own = top is not None and top.resolve() == folder.resolve()
        yield NewProduct(folder.resolve(), folder.resolve() if is_own else None, revision_at(folder))
        return
    found = asked(root, "rev-parse", "--verify", "--quiet", f"{to}^{{commit}}")
    if to.startswith("-") or found.returncode:
        raise click.UsageError(
            f"{to!r} is neither a folder nor a commit, branch or tag here; git fetch may bring it"
        )
    revision = found.stdout.decode().strip()
    with TemporaryDirectory(prefix="pmo-product-") as name:
        exported = Path(name)
        archive = asked(root, "archive", "--format=tar", revision).stdout
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(exported, filter="data")
        _must_be_product(exported)
        yield NewProduct(exported, root, revision)


def _must_be_product(folder: Path) -> None:
    if not (folder / HOME).is_file():
        raise click.UsageError(f"{folder} is no version of the product that can be upgraded to: no {HOME}")


def old_product(root: Path, new: NewProduct, since: str | None) -> Product:
    """What the knowledge base at ``root`` comes from: what is named, or recorded, or last in common.

    Raises click.UsageError where that cannot be told.
    """
    ownership = read_ownership(new.root)
    if since is None:
        try:
            recorded = read_product(root)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        if recorded:
            return recorded
    elif Path(since).is_dir():
        return _in_folder(Path(since), ownership)
    if new.history is None:
        raise click.UsageError(
            "it is not known from which version this knowledge base comes; name a folder with it: --from PATH"
        )
    return _in_history(new.history, since or _last_in_common(root, new), ownership)


def _in_folder(folder: Path, ownership: Ownership) -> Product:
    files = blob_ids(folder, ownership.product_files(folder))
    return Product(version_at(folder), revision_at(folder), max(migration_numbers(files), default=0), files)


def _in_history(history: Path, revision: str, ownership: Ownership) -> Product:
    if asked(history, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").returncode:
        raise click.UsageError(f"the product's history has no commit {revision!r}")
    revision = git(history, "rev-parse", f"{revision}^{{commit}}")
    files = {path: id_ for path, id_ in ids_at(history, revision).items() if ownership.of(path) in PRODUCTS}
    version = version_of(git(history, "show", f"{revision}:{PYPROJECT}"))
    return Product(version, revision, max(migration_numbers(files), default=0), files)


def _last_in_common(root: Path, new: NewProduct) -> str:
    """The latest commit that the knowledge base and the new version of the product have in common."""
    assert new.history is not None  # noqa: S101  the caller has looked
    if new.history == root:
        return git(root, "merge-base", "HEAD", new.revision)
    own = git(root, "rev-list", "HEAD")
    known = git(new.history, "cat-file", "--batch-check", data=f"{own}\n".encode())
    commits = (line.split() for line in known.splitlines())
    found = next((id_ for id_, kind, *_ in commits if kind == "commit"), "")
    if not found:
        raise click.UsageError(
            "this and the product have no commit in common; name the version that this comes from: --from REV"
        )
    return found


def ids_at(root: Path, revision: str) -> Mapping[str, str]:
    """Git's id of each plain file of a commit, by path."""
    listed = asked(root, "ls-tree", "-r", "-z", "--full-tree", revision).stdout.decode(
        "utf-8", "surrogateescape"
    )
    found = {}
    for entry in filter(None, listed.split("\0")):
        about, _, path = entry.partition("\t")
        mode, kind, id_ = about.split()
        if kind == "blob" and mode.startswith("100"):
            found[path] = id_
    return found
