"""Releases in a bucket of an S3-compatible store.

Objects lie under ``releases/<id>/``. One small object, ``current``, names the release to show, in its text and
in its metadata; writing it is the switch. A web server in front of the bucket reads the metadata: see
``deploy/nginx/pmo-s3.conf``. Address, region and keys come from the environment and files that every tool for
S3 reads, such as ``AWS_ENDPOINT_URL`` and ``AWS_PROFILE``.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import click

from scripts.hosts import CURRENT, RELEASES, Files
from scripts.releases import POLICY, cache_control, content_type

AT_ONCE = 8
"""Uploads under way at a time."""
METADATA_LIMIT = 2048
"""Bytes that S3 takes as metadata of one object."""
MISSING = "404"


class S3Host:
    """Releases in the bucket and below the prefix of an address ``s3://bucket/prefix``."""

    def __init__(self, address: str) -> None:
        bucket, _, prefix = address.removeprefix("s3://").strip("/").partition("/")
        if not bucket:
            raise click.UsageError(f"{address!r} names no bucket: write s3://bucket or s3://bucket/folder")
        self.bucket, self.prefix = bucket, f"{prefix}/" if prefix else ""
        self.client = _client()

    def releases(self) -> list[str]:
        """Those whose last object, the policy, has arrived, by when it did."""
        found = {
            entry["Key"].split("/")[-2]: entry["LastModified"]
            for entry in self._listed(f"{RELEASES}/")
            if entry["Key"].endswith(f"/{POLICY}")
        }
        return sorted(found, key=lambda release: (found[release], release))

    def put(self, release: str, files: Files, policy: str) -> int:
        """Upload the files, several at a time, and the policy last: it says that the rest is there."""
        if len(policy) + len(release) > METADATA_LIMIT - 100:
            raise click.ClickException("the Content-Security-Policy is too long for the metadata of an object")
        with ThreadPoolExecutor(AT_ONCE) as pool:
            sent = list(pool.map(lambda file: self._send(release, *file), files))
        self._send(release, POLICY, policy.encode())
        return len(sent)

    def _send(self, release: str, path: str, content: bytes) -> None:
        self.client.put_object(
            Bucket=self.bucket,
            Key=f"{self.prefix}{RELEASES}/{release}/{path}",
            Body=content,
            ContentType=content_type(path),
            CacheControl=cache_control(path),
        )

    def prepare(self, release: str) -> bool:
        """Nothing: the policy goes with the switch."""
        del release
        return False

    def current(self) -> str | None:
        """What the object ``current`` names."""
        return self._read(CURRENT)

    def switch(self, release: str) -> None:
        """Write the object ``current``, with the release and its policy as metadata."""
        policy = self._read(f"{RELEASES}/{release}/{POLICY}") or ""
        self.client.put_object(
            Bucket=self.bucket,
            Key=f"{self.prefix}{CURRENT}",
            Body=release.encode(),
            ContentType="text/plain",
            CacheControl="no-cache",
            Metadata={"release": release, "csp": policy},
        )

    def remove(self, release: str) -> None:
        """Delete its objects, the policy first: without it the release does not count."""
        folder = f"{RELEASES}/{release}/"
        self._delete([f"{self.prefix}{folder}{POLICY}"])
        self._delete([entry["Key"] for entry in self._listed(folder)])

    def _delete(self, keys: list[str]) -> None:
        for key in keys:  # one by one: some stores do not understand the call for many
            self.client.delete_object(Bucket=self.bucket, Key=key)

    def _listed(self, below: str) -> Iterator[dict[str, Any]]:
        pages = self.client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self.bucket, Prefix=f"{self.prefix}{below}"):
            yield from page.get("Contents", ())

    def _read(self, key: str) -> str | None:
        try:
            answer = self.client.get_object(Bucket=self.bucket, Key=f"{self.prefix}{key}")
        except self.client.exceptions.NoSuchKey:
            return None
        return str(answer["Body"].read().decode()).strip()


def _client() -> Any:  # noqa: ANN401  boto3 makes its classes as it runs
    try:
        import boto3  # noqa: PLC0415  only this way of publishing needs it
    except ModuleNotFoundError:
        raise click.ClickException(
            "Publishing to S3 needs boto3: install requirements/publish.txt, or use `make publish`"
        ) from None
    return boto3.client("s3")
