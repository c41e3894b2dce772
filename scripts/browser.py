"""Find the browser that the tests drive, or install one; prints its path.

`python -m scripts.browser` is what `scripts/dev.py` asks. All that is not the path goes to standard error.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
MAC_APPLICATIONS = ("Chromium", "Google Chrome", "Microsoft Edge")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_FILES = (
    "Chromium/Application/chrome.exe",
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)
APT_PATIENCE = ("-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::Retries=3")
"""A machine that has just started may be busy with updates of its own."""
PATIENCE = 60
"""Seconds for a browser to say its version."""


def say(message: str) -> None:
    """Print one line for the person, beside the path on standard output."""
    print(message, file=sys.stderr, flush=True)


def candidates() -> Iterator[Path]:
    """The browsers on the path, then those where macOS and Windows keep them."""
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    mac = (Path(f"/Applications/{name}.app/Contents/MacOS/{name}") for name in MAC_APPLICATIONS)
    folders = (Path(os.environ[name]) for name in WINDOWS_FOLDERS if name in os.environ)
    windows = (folder / file for folder in folders for file in WINDOWS_FILES)
    yield from (path for path in (*mac, *windows) if path.is_file())


def starts(browser: Path) -> bool:
    """Whether BROWSER runs: Ubuntu has a `chromium-browser` that only says where to get one."""
    if platform.system() != "Linux":
        return True  # no such thing elsewhere, and on Windows this would open a window
    command = [str(browser), "--version"]
    try:
        return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_installed() -> str:
    """The path of an installed Chromium, Chrome or Edge, or nothing."""
    return str(next(filter(starts, candidates()), ""))


def find_downloaded() -> str:
    """The path of the Chromium that Playwright downloaded, or nothing where it does not start."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- slow, and seldom needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() and starts(Path(path)) else ""


def run(*command: str) -> None:
    """Run COMMAND with its output beside ours; the search that follows tells whether it helped."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdout=sys.stderr, env=env, check=False)


def rights() -> list[str] | None:
    """What to put before a command that installs packages; ``None`` where we may not.

    Nobody's own machine is changed through ``sudo`` unasked: only one of continuous integration.
    """
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if not os.environ.get("CI") or not shutil.which("sudo"):
        return None
    return ["sudo", "-n"] if subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0 else None


def install_package() -> str:
    """Install Debian's Chromium where we have the right to; gives its path, or nothing."""
    before = rights()
    if before is None or not shutil.which("apt-get"):
        return ""
    say("No browser for the tests yet: installing the chromium package")
    run(*before, "apt-get", *APT_PATIENCE, "update", "-qq")
    run(*before, "apt-get", *APT_PATIENCE, "install", "-qq", "--no-install-recommends", "chromium")
    return find_installed()


def download() -> str:
    """Have Playwright download its Chromium; gives the path, or nothing after a line with the reason."""
    say("No browser for the tests yet: asking Playwright for its Chromium (a large download)")
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    reasons = [line for line in done.stdout.splitlines() if line.startswith("Error: ")]
    if done.returncode and reasons:
        say(f"Playwright: {reasons[0]}")
        return ""
    return find_downloaded() or with_libraries()


def with_libraries() -> str:
    """Install what a downloaded Chromium lacks to start: Ubuntu's own package is none, so it lacks all."""
    command = [sys.executable, "-m", "playwright", "install-deps", "chromium"]
    if shutil.which("apt-get") and rights() is not None:
        run(*command)
        return find_downloaded()
    say(f"The downloaded Chromium does not start; as root: {' '.join(command)}")
    return ""


def main() -> int:
    """Print the path of a browser; gives 1 where there is none, after a line that says what to do."""
    if named := os.environ.get("PMO_CHROMIUM"):
        path, missing = shutil.which(named) or "", f"PMO_CHROMIUM names no program: {named}"
    else:
        path = find_installed() or find_downloaded() or install_package() or download()
        missing = "No browser for the tests: install Chromium or Chrome, or set PMO_CHROMIUM to its path."
    if not path:
        say(missing)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
