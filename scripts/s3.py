"""Releases in a bucket of an S3-compatible store.

Objects lie under ``releases/<id>/``. One small object, ``current``, names the release to show, in its text
and in its metadata; writing it is the switch. A web server in front of the bucket reads the metadata: see
``deploy/nginx/pmo-s3.conf``. Address, region and keys come from the environment: ``AWS_ENDPOINT_URL``,
``AWS_REGION``, ``AWS_ACCESS_KEY_ID`` and ``AWS_SECRET_ACCESS_KEY``.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from scripts.hosts import CURRENT, RELEASES, Files
from scripts.releases import POLICY, cache_control, content_type

if TYPE_CHECKING:
    from obstore.store import ObjectStore

AT_ONCE = 8
"""Uploads under way at a time."""
METADATA_LIMIT = 2000
"""Bytes that S3 takes as metadata of one object, nearly."""


NO_KEYS = re.compile(r"169\.254\.169\.254|metadata")
"""Where the client looks for keys last: in a machine of the store's own cloud."""
FIRST_WORDS = 300


class S3Host:
    """Releases in a store: a bucket, or what lies below a prefix of it."""

    def __init__(self, store: "ObjectStore") -> None:
        self.store = store

    def releases(self) -> list[str]:
        """Those whose last object, the policy, has arrived, by when it did."""
        found = {
            path.split("/")[1]: when
            for path, when in self._listed(f"{RELEASES}/")
            if path.endswith(f"/{POLICY}")
        }
        return sorted(found, key=lambda release: (found[release], release))

    def put(self, release: str, files: Files, policy: str) -> int:
        """Upload the files, several at a time, and the policy last: it says that the rest is there."""
        if len(policy) > METADATA_LIMIT:
            raise click.ClickException(
                "the Content-Security-Policy is too long for the metadata of an object"
            )
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sent = list(pool.map(lambda file: self._send(release, *file), files))
        self._send(release, POLICY, policy.encode())
        return len(sent)

    def _send(self, release: str, path: str, content: bytes) -> None:
        about = {"Content-Type": content_type(path), "Cache-Control": cache_control(path)}
        self.store.put(f"{RELEASES}/{release}/{path}", content, attributes=about)

    def prepare(self, release: str) -> bool:
        """Nothing: the policy goes with the switch."""
        del release
        return False

    def current(self) -> str | None:
        """What the object ``current`` names."""
        return self._read(CURRENT)

    def switch(self, release: str) -> None:
        """Write the object ``current``, with the release and its policy as metadata."""
        about = {"Content-Type": "text/plain", "Cache-Control": "no-cache"}
        policy = self._read(f"{RELEASES}/{release}/{POLICY}") or ""
        self.store.put(CURRENT, release.encode(), attributes={**about, "release": release, "csp": policy})

    def remove(self, release: str) -> None:
        """Delete its objects, the policy first: without it the release does not count."""
        folder = f"{RELEASES}/{release}/"
        self.store.delete(f"{folder}{POLICY}")
        for path, _ in list(self._listed(folder)):
            self.store.delete(path)

    def _listed(self, below: str) -> Iterator[tuple[str, datetime]]:
        for page in self.store.list(below):
            yield from ((entry["path"], entry["last_modified"]) for entry in page)

    def _read(self, path: str) -> str | None:
        try:
            return bytes(self.store.get(path).bytes()).decode().strip()
        except FileNotFoundError:
            return None


@contextmanager
def store_told() -> Iterator[None]:
    """Raises click.ClickException for what the store refuses, or for a store that does not answer."""
    from obstore.exceptions import BaseError  # noqa: PLC0415  only this way of publishing needs it

    try:
        yield
    except BaseError as error:
        said = " ".join(str(error).split("Debug source")[0].split())[:FIRST_WORDS]
        way_out = (
            "There are no keys: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_ENDPOINT_URL for a"
            " store that is not Amazon's"
            if NO_KEYS.search(said) and not os.environ.get("AWS_ACCESS_KEY_ID")
            else "Readers see what they saw before; AWS_ENDPOINT_URL, AWS_REGION and the keys say which store"
        )
        raise click.ClickException(f"the store did not do it: {said}\n{way_out}") from None


def s3_host(address: str) -> S3Host:
    """The host at an address ``s3://bucket/prefix``."""
    bucket, _, prefix = address.removeprefix("s3://").strip("/").partition("/")
    if not bucket:
        raise click.UsageError(f"{address!r} names no bucket: write s3://bucket or s3://bucket/folder")
    try:
        from obstore.store import S3Store  # noqa: PLC0415  only this way of publishing needs it
    except ModuleNotFoundError:
        raise click.ClickException(
            "publishing to S3 needs obstore: use `make publish`, which installs requirements/publish.txt"
        ) from None
    plain = os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
    return S3Host(S3Store(bucket, prefix=prefix or None, client_options={"allow_http": plain}))
