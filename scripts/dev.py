"""Set up, serve, build and test this repository, with nothing but Python and its standard library.

`python scripts/dev.py COMMAND [arguments]` does all the set-up that the command needs, in `.venv/`; the
Makefile only calls it. Arguments it does not know go to the tool behind the command.
"""

from __future__ import annotations  # with the syntax of 3.7, so that an old Python can say it is too old

import argparse
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
UV = "uv==0.13.9"  # compiles the requirements; pinned, for another version may write them another way
LEVELS = {
    "site": ["site"],
    "publish": ["site", "publish"],
    "dev": ["site", "publish", "dev"],
}  # each with what it includes, as requirements/*.txt do
GENERATED = [".venv", "site", "build", "*.egg-info", ".*_cache", ".hypothesis", "*s/**/__pycache__"]


def say(message: str) -> None:
    """Print one line at once, so that it stands before what the next command prints."""
    print(message, flush=True)


def environment(**extra: str) -> dict[str, str]:
    """What the tools run in: the caller's environment and EXTRA, with `.venv` first on the path."""
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    # Windows would read and print text in the code page of its language.
    # Material's notice on every build is about the release that requirements/site.in keeps out.
    return {**os.environ, "PATH": path, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", **extra}


def run(*command: str, **extra: str) -> int:
    """Run COMMAND in the repository with EXTRA environment variables; gives its exit code."""
    return subprocess.run(command, cwd=ROOT, env=environment(**extra), check=False).returncode


def module(*arguments: str, **extra: str) -> int:
    """Run a module with `.venv`'s Python, as `python -m` does; gives its exit code."""
    return run(str(PYTHON), "-m", *arguments, **extra)


def run_pmo(*arguments: str) -> int:
    """Run the pmo command, which Windows would not find as a program without its ending."""
    return module("scripts.pmo", *arguments)


def python_problem(version: tuple[int, int]) -> str:
    """Say why a Python of this VERSION cannot be used, or nothing."""
    if version >= (3, 11):
        return ""
    found = f"{version[0]}.{version[1]}"
    return f"This is Python {found}; Python 3.11 or newer is needed: make test PYTHON=python3.11"


def venv_problem() -> str:
    """Say why this Python cannot make a virtual environment, or nothing."""
    if importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip"):
        return ""
    debian = f"apt-get install python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    way_out = f"run {debian}" if shutil.which("apt-get") else "use another: make test PYTHON=/path/to/python3"
    return f"{sys.executable} lacks venv or ensurepip, so it cannot make .venv: {way_out}"


def digest(level: str) -> str:
    """Identify all that decides what `.venv` must hold for LEVEL, and where it stands."""
    contents = [(ROOT / name).read_bytes() for name in (f"requirements/{level}.txt", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([f"{sys.version_info[:2]} {ROOT}".encode(), *contents])).hexdigest()


def stamp(level: str) -> Path:
    """The file in `.venv` that says for which digest LEVEL was last set up."""
    return VENV / f"pmo-{level}.stamp"


def is_set_up(level: str) -> bool:
    """Whether `.venv` already holds what LEVEL needs."""
    return PYTHON.exists() and stamp(level).exists() and stamp(level).read_text() == digest(level)


def must(exit_code: int, failure: str) -> None:
    """End with FAILURE where a command that the rest depends on did not give 0."""
    if exit_code:
        sys.exit(f"{failure}: see the lines above.")


def make_venv() -> None:
    """Make `.venv`, unless there is one that works and is of this Python's version."""
    version = f"version = {sys.version_info[0]}.{sys.version_info[1]}."
    if PYTHON.exists() and version in (VENV / "pyvenv.cfg").read_text(encoding="utf-8"):
        return
    if venv_problem():
        sys.exit(venv_problem())
    say(f"Making .venv with Python {sys.version.split()[0]}")
    must(run(sys.executable, "-m", "venv", "--clear", str(VENV)), "Could not make .venv")


def pip_install(*arguments: str) -> int:
    """Install with the machine's own pip settings, and print errors only; gives the exit code.

    Nothing is compiled beforehand: it takes a third of the time, and Python compiles what it uses.
    """
    return module("pip", "install", "-qq", "--no-compile", *arguments)


def set_up(level: str) -> None:
    """Make `.venv` hold what LEVEL needs; does nothing where it already does."""
    if is_set_up(level):
        return
    started = time.monotonic()
    make_venv()
    for old in LEVELS:
        stamp(old).unlink(missing_ok=True)
    listed = f"requirements/{level}.txt"
    say(f"Installing {listed} (about half a minute)")
    must(pip_install("--require-hashes", "-r", listed), f"Could not install {listed}")
    must(pip_install("--no-deps", "--no-build-isolation", "-e", "."), "Could not install this project")
    for done in LEVELS[level]:
        stamp(done).write_text(digest(done))
    say(f"Set up in {time.monotonic() - started:.0f} s")


def browser_for_tests() -> str:
    """The path of the browser that the tests drive, or nothing; scripts/browser.py installs one if it can."""
    command = [str(PYTHON), "-m", "scripts.browser"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


# The commands: each takes the arguments it was not asked to understand, and gives the exit code


def setup(_args: list[str]) -> int:
    """Make .venv with all that the other commands need, the tests' browser included."""
    set_up("dev")
    return 0 if browser_for_tests() else 1


def serve(args: list[str]) -> int:
    """Serve the site on http://127.0.0.1:8000 and show every edit at once."""
    set_up("site")
    with socket.socket() as probe:
        if "-a" not in args and probe.connect_ex(("127.0.0.1", 8000)) == 0:
            sys.exit("Port 8000 is taken: stop what listens there, or take another: -a 127.0.0.1:8001")
    command = [str(PYTHON), "-m", "mkdocs", "serve", "--no-strict", "-a", "127.0.0.1:8000", *args]
    if os.name == "posix":  # become the server, so that whoever stops this stops the server
        os.chdir(ROOT)
        os.execve(command[0], command, environment())  # noqa: S606 -- no shell is the point
    return run(*command)


def build(args: list[str]) -> int:
    """Check every record and write the site to site/."""
    set_up("site")
    return module("mkdocs", "build", "--strict", *args)


def check(args: list[str]) -> int:
    """Print every problem of every record (pmo check)."""
    set_up("site")
    return run_pmo("check", *args)


def schemas(args: list[str]) -> int:
    """Write the schemas that editors know the lists of organisation.yml by (pmo schemas)."""
    set_up("site")
    return run_pmo("schemas", *args)


def offline(args: list[str]) -> int:
    """Build the site and pack it into build/knowledge-base.zip, which opens without a server."""
    return build([]) or run_pmo("offline", *args)


def publish(args: list[str]) -> int:
    """Put the built site on a host: --to FOLDER or --to s3://BUCKET (pmo publish)."""
    set_up("publish")
    return run_pmo("publish", *args)


def pmo(args: list[str]) -> int:
    """Run any pmo command, such as: pmo start ../ours --name Nordwind."""
    set_up("site")
    return run_pmo(*args)


def bench(args: list[str]) -> int:
    """Time a large build beside plain MkDocs."""
    set_up("site")
    return module("scripts.bench", *args)


def run_all(steps: dict[str, list[str]], **extra: str) -> int:
    """Run every one of STEPS, also after a failure, and say at the end which failed; gives the exit code."""
    failed = []
    for name, arguments in steps.items():
        say(f"== {name}")
        if module(*arguments, **extra):
            failed.append(name)
    if failed:
        say(f"Failed: {', '.join(failed)}")
    return 1 if failed else 0


def static_checks(*, fix: bool = False) -> dict[str, list[str]]:
    """The checks that run none of the code; with FIX, ruff repairs what it can."""
    repair, look = (["--fix"], []) if fix else ([], ["--check"])
    ruff = {"ruff check": ["ruff", "check", *repair], "ruff format": ["ruff", "format", *look]}
    return {**ruff, "mypy": ["mypy"]}


def lint(args: list[str]) -> int:
    """Run ruff and mypy; with --fix, ruff repairs what it can."""
    set_up("dev")
    return run_all(static_checks(fix="--fix" in args))


def test(args: list[str]) -> int:
    """Run ruff, mypy and then pytest, with the arguments given."""
    set_up("dev")
    browser = browser_for_tests()
    steps = {**static_checks(), "pytest": ["pytest", *args]}  # pytest last: its summary is the last line
    failed = run_all(steps, **({"PMO_CHROMIUM": browser} if browser else {}))
    if os.environ.get("CI") and not browser:
        sys.exit("Failed: no browser, so the browser tests did not run")
    return failed


def requirements(args: list[str]) -> int:
    """Pin requirements/*.txt again from *.in; --upgrade takes newer versions."""
    make_venv()  # no more than that, so that broken requirements can be pinned again
    must(pip_install(UV), f"Could not install {UV}")
    options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--fork-strategy=fewest"]
    compile_ = ["uv", "--quiet", "pip", "compile", "--python-version=3.11", *options, *args]
    for level in LEVELS:
        files = [f"requirements/{level}.in", "-o", f"requirements/{level}.txt"]
        pinned = module(*compile_, *files, UV_CUSTOM_COMPILE_COMMAND="make requirements")
        must(pinned, f"Could not pin requirements/{level}.in")
    return 0


def clean(_args: list[str]) -> int:
    """Remove all that these commands made, .venv included."""
    for path in [path for pattern in GENERATED for path in ROOT.glob(pattern)]:
        shutil.rmtree(path)
    return 0


EVERYDAY = (setup, serve, build, test, check, pmo, schemas, offline, publish)
COMMANDS = {f.__name__: f for f in (*EVERYDAY, bench, lint, requirements, clean)}


def main(argv: list[str] | None = None) -> int:
    """Run one command; gives its exit code."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["pmo"]:  # all that follows is its own, --help too
        return pmo(argv[1:])
    parser = argparse.ArgumentParser(
        prog="dev.py",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="commands:\n" + "\n".join(f"  {name:14}{does.__doc__}" for name, does in COMMANDS.items()),
        allow_abbrev=False,
    )
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="one of those below")
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day that stands for today")
    parser.add_argument(
        "--without-documents", action="store_true", help="leave out the Office files of templates"
    )
    options, rest = parser.parse_known_args(argv)
    if options.as_of:
        os.environ["PMO_AS_OF"] = options.as_of
    if options.without_documents:
        os.environ["PMO_DOCUMENTS"] = "no"
    try:
        return COMMANDS[options.command](rest)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(python_problem(sys.version_info[:2]) or main())
