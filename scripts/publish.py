"""``pmo publish``: a built site onto a host, shown to readers in one step."""

import shlex
import subprocess
from pathlib import Path

import click

from scripts.built_pages import pages_of
from scripts.csp import built_site, findings, policy
from scripts.hosts import FolderHost, Host, folder_told
from scripts.releases import Release
from scripts.s3 import s3_host, store_told

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
S3 = "s3://"


@click.command("publish")
@click.argument("site", required=False, type=FOLDER)
@click.option("--to", "target", required=True, metavar="FOLDER|s3://BUCKET/PREFIX", help="Where to publish.")
@click.option("--keep", default=5, show_default=True, type=click.IntRange(1), help="Releases to keep.")
@click.option(
    "--back-to", metavar="RELEASE", help="Show a release that is there already; nothing is uploaded."
)
@click.option("--reload", metavar="COMMAND", help="Makes the web server read its settings, where it must.")
def command(site: Path | None, target: str, keep: int, back_to: str | None, reload: str | None) -> None:
    """Publish the built SITE [site/], so that readers see the old one or the new one and nothing between.

    Each release lies whole in releases/ID/ before one step shows it: a symbolic link `current` in a folder,
    an object `current` in a bucket. Publish from one place at a time.

    Exit status: 0 when the release is shown, 1 when it is not; then readers see what they saw before.
    """
    host = host_at(target)
    with store_told() if target.startswith(S3) else folder_told():
        _publish(host, site, keep, back_to, reload)


def _publish(host: Host, site: Path | None, keep: int, back_to: str | None, reload: str | None) -> None:
    """Show the release named, or a new one; then forget the oldest."""
    if back_to:
        if back_to not in host.releases():
            raise click.UsageError(f"there is no release {back_to!r}; there are {', '.join(host.releases())}")
        release = back_to
    else:
        release = upload(host, built_site(site))
    if host.prepare(release):
        _reload(reload)
    host.switch(release)
    others = [each for each in host.releases() if each != release]
    for old in others[: max(0, len(others) + 1 - keep)]:
        host.remove(old)
    click.echo(f"Shown: {release}. To go back: --back-to with one of {', '.join(host.releases())}.")


def host_at(target: str) -> Host:
    """A bucket for an address that begins with ``s3://``, else a folder."""
    return s3_host(target) if target.startswith(S3) else FolderHost(Path(target))


def upload(host: Host, site: Path) -> str:
    """Put the built site on the host unless it is there; gives the name of the release."""
    found = findings(pages_of(site))
    if found.problems:
        click.echo("\n".join(found.problems), err=True)
        raise click.ClickException(
            "a part of the site would be blocked by its own policy; nothing was published"
        )
    release = Release(site)
    if release.id in host.releases():
        click.echo(f"{release.id} is there already.")
    else:
        count = host.put(release.id, release.files(), policy(found.hashes))
        click.echo(f"{release.id}: {count:,} files.")
    return release.id


def _reload(command: str | None) -> None:
    """Run the command for the web server, or say what is to be done."""
    if command is None:
        click.echo("The policy has changed: let nginx read it, for example with `sudo nginx -s reload`.")
        return
    try:
        done = subprocess.run(shlex.split(command), check=False).returncode
    except OSError as error:
        raise click.ClickException(
            f"`{command}` cannot be run: {error.strerror}; nothing was shown"
        ) from None
    if done:
        raise click.ClickException(f"`{command}` gave {done}; nothing was shown")
