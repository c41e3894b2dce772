"""The tooling: set-up, the look for a browser, and the files below both. No test needs a network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import browser, dev

ROOT = Path(__file__).resolve().parent.parent
SET_UP_FROM = {*(f"requirements/{level}.txt" for level in dev.LEVELS), "pyproject.toml"}
needs_posix = pytest.mark.skipif(os.name == "nt", reason="makes programs by their executable bit")


class Machine:
    """A repository without a network: it notes the commands that would run, and plays `python -m venv`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commands: list[str] = []
        self.fails: str | None = None

    def run(self, *command: str, **_extra: str) -> int:
        line = " ".join(command)
        self.commands.append(line)
        if "-m venv" in line:
            dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            dev.PYTHON.touch()
            version = ".".join(map(str, sys.version_info[:3]))
            (dev.VENV / "pyvenv.cfg").write_text(f"home = /usr/bin\nversion = {version}\n")
        return int(self.fails is not None and self.fails in line)

    def ran(self) -> list[str]:
        """The commands since the last look."""
        commands, self.commands = self.commands, []
        return commands


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    (tmp_path / "requirements").mkdir()
    for name in SET_UP_FROM:
        (tmp_path / name).write_text(f"{name}\n")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv/bin/python")
    monkeypatch.setattr(dev, "run", made.run)
    return made


# Setting up


def test_the_first_set_up_makes_the_environment_and_installs_only_hashed_files(machine: Machine) -> None:
    dev.set_up("site")
    venv, listed, project = machine.ran()
    assert "-m venv" in venv
    assert "--require-hashes -r requirements/site.txt" in listed
    assert "--no-deps --no-build-isolation -e ." in project


def test_no_command_names_where_packages_come_from(machine: Machine) -> None:
    dev.set_up("dev")
    dev.requirements([])
    assert not re.findall(r"--(?:extra-)?index-url|--find-links|https?:", " ".join(machine.ran()))


@pytest.mark.parametrize(("first", "second"), [("site", "site"), ("dev", "dev"), ("dev", "site")])
def test_a_second_set_up_runs_nothing(machine: Machine, first: str, second: str) -> None:
    dev.set_up(first)
    machine.ran()
    dev.set_up(second)
    assert machine.ran() == []


def test_the_site_alone_does_not_hold_what_the_tests_need(machine: Machine) -> None:
    dev.set_up("site")
    machine.ran()
    dev.set_up("dev")
    assert "-r requirements/dev.txt" in machine.ran()[0]


@pytest.mark.parametrize("changed", ["requirements/site.txt", "pyproject.toml"])
def test_a_changed_file_is_installed_into_the_same_environment(machine: Machine, changed: str) -> None:
    dev.set_up("site")
    machine.ran()
    (machine.root / changed).write_text("changed\n")
    dev.set_up("site")
    assert not any("-m venv" in command for command in machine.ran())
    assert dev.is_set_up("site")


def test_an_environment_of_another_python_is_made_again(machine: Machine) -> None:
    dev.set_up("site")
    machine.ran()
    (dev.VENV / "pyvenv.cfg").write_text("version = 3.1.4\n")
    (machine.root / "pyproject.toml").write_text("changed\n")
    dev.set_up("site")
    assert "-m venv --clear" in machine.ran()[0]


def test_a_set_up_that_failed_is_tried_again(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    dev.set_up("dev")
    (machine.root / "requirements/site.txt").write_text("changed\n")
    machine.fails = "requirements/site.txt"
    with pytest.raises(
        SystemExit, match=r"^Could not install requirements/site\.txt: see the lines above\.$"
    ):
        dev.set_up("site")
    assert not dev.is_set_up("site")
    assert not dev.is_set_up("dev")
    assert "Set up in" not in capsys.readouterr().out.splitlines()[-1]


def test_a_moved_repository_is_set_up_again(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    dev.set_up("site")
    moved = shutil.copytree(machine.root, machine.root / "moved")
    monkeypatch.setattr(dev, "ROOT", moved)
    monkeypatch.setattr(dev, "VENV", moved / ".venv")
    assert not dev.is_set_up("site")


@pytest.mark.parametrize(
    ("version", "fine"), [((3, 8), False), ((3, 10), False), ((3, 11), True), ((4, 0), True)]
)
def test_an_old_python_hears_which_one_is_needed(version: tuple[int, int], fine: bool) -> None:
    problem = dev.python_problem(version)
    assert (problem == "") is fine
    if not fine:
        assert problem.startswith(f"This is Python {version[0]}.{version[1]}; Python 3.11 or newer is needed")


def test_debian_hears_which_package_is_missing(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(SystemExit, match=rf"run apt-get install {re.escape(package)}$"):
        dev.set_up("site")
    assert machine.ran() == []


# Running the checks


def test_every_check_runs_although_an_earlier_one_failed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dev.set_up("dev")
    machine.ran()
    machine.fails = "-m ruff"
    monkeypatch.setattr(dev, "browser_for_tests", lambda: "/usr/bin/chromium")
    assert dev.main(["test", "-k", "one thing", "-n0"]) == 1
    tools = [command.split("-m ")[1] for command in machine.ran()]
    assert tools == ["ruff check", "ruff format --check", "mypy", "pytest -k one thing -n0"]
    assert capsys.readouterr().out.splitlines()[-1] == "Failed: ruff check, ruff format"


@pytest.mark.parametrize("ci", [True, False])
def test_only_ci_insists_on_a_browser(machine: Machine, monkeypatch: pytest.MonkeyPatch, ci: bool) -> None:
    monkeypatch.setenv("CI", "true" if ci else "")
    monkeypatch.setattr(dev, "browser_for_tests", lambda: "")
    if ci:
        with pytest.raises(SystemExit, match="no browser"):
            dev.test([])
    else:
        assert dev.test([]) == 0
    assert machine.ran()[-1].endswith("-m pytest")


def test_as_of_reaches_the_build(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_AS_OF", "2025-01-01")
    assert dev.main(["build", "--as-of", "2026-06-30", "--site-dir", "elsewhere"]) == 0
    assert os.environ["PMO_AS_OF"] == "2026-06-30"
    assert machine.ran()[-1].endswith("-m mkdocs build --strict --site-dir elsewhere")


@needs_posix
@pytest.mark.usefixtures("machine")
def test_serving_becomes_the_server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    became: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "execve", lambda _path, command, _env: became.append(" ".join(command)))
    dev.main(["serve", "-a", "127.0.0.1:8001", "--open"])
    assert became[0].endswith("-m mkdocs serve --no-strict -a 127.0.0.1:8000 -a 127.0.0.1:8001 --open")


@pytest.mark.usefixtures("machine")
def test_a_taken_port_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect_ex", lambda _self, _address: 0)
    with pytest.raises(SystemExit, match=r"^Port 8000 is taken: .+ -a 127\.0\.0\.1:8001$"):
        dev.main(["serve"])


def test_ctrl_c_ends_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_args: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setitem(dev.COMMANDS, "serve", interrupt)
    assert dev.main(["serve"]) == 130


def test_clean_removes_what_was_made_and_nothing_else(machine: Machine) -> None:
    dev.set_up("site")
    for made in ("site/index.html", ".mypy_cache/x", "macros/records/__pycache__/x.pyc", "docs/index.md"):
        (machine.root / made).parent.mkdir(parents=True)
        (machine.root / made).touch()
    dev.clean([])
    left = {path.relative_to(machine.root).as_posix() for path in machine.root.rglob("*") if path.is_file()}
    assert left == {*SET_UP_FROM, "docs/index.md"}


# The browser


def program(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of the PATH, on a machine with no other browser."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PMO_CHROMIUM", raising=False)
    for name in browser.WINDOWS_FOLDERS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(browser, "MAC_APPLICATIONS", ())
    return tmp_path


@needs_posix
def test_an_installed_browser_is_found_on_the_path(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    program(path / "google-chrome")
    chromium = program(path / "chromium")
    assert browser.main() == 0
    assert capsys.readouterr().out == f"{chromium}\n"


@needs_posix
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such programs")
def test_a_program_that_only_says_where_to_get_one_is_passed_over(path: Path) -> None:
    program(path / "chromium-browser", "exit 1")
    assert browser.find_installed() == ""
    chrome = program(path / "google-chrome")
    assert browser.find_installed() == str(chrome)


def test_windows_keeps_its_browsers_off_the_path(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = path / "Microsoft/Edge/Application/msedge.exe"
    edge.parent.mkdir(parents=True)
    edge.touch()
    monkeypatch.setenv("PROGRAMFILES(X86)", str(path))
    assert list(browser.candidates()) == [edge]


@needs_posix
def test_pmo_chromium_wins(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program(path / "chromium")
    mine = program(path / "my-browser")
    monkeypatch.setenv("PMO_CHROMIUM", str(mine))
    assert browser.main() == 0
    assert capsys.readouterr().out == f"{mine}\n"


def test_a_wrong_pmo_chromium_is_told_and_installs_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PMO_CHROMIUM", str(path / "absent"))
    assert browser.main() == 1
    assert capsys.readouterr() == ("", f"PMO_CHROMIUM names no program: {path / 'absent'}\n")


@needs_posix
def test_no_browser_at_all_is_one_line_that_says_what_to_do(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["Downloading", "Error: no such host", "    at ChildProcess (coreBundle.js:34127)", "Error: more"]
    playwright = program(path / "python", *(f"echo '{line}'" for line in lines), "exit 1")
    monkeypatch.setattr(sys, "executable", str(playwright))
    monkeypatch.setattr(browser, "find_downloaded", lambda: "")
    assert browser.main() == 1
    out, err = capsys.readouterr()
    assert out == ""
    asking, reason, way_out = err.splitlines()
    assert asking.startswith("No browser for the tests yet: asking Playwright")
    assert reason == "Playwright: Error: no such host"
    assert way_out.startswith("No browser for the tests: install Chromium or Chrome, or set PMO_CHROMIUM")


@needs_posix
def test_root_on_debian_installs_the_package(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(path / "apt-get")
    ran: list[str] = []

    def run(*command: str) -> None:
        ran.append(" ".join(command))
        if "install" in command:
            program(path / "chromium")

    monkeypatch.setattr(browser, "run", run)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert browser.install_package() == str(path / "chromium")
    assert [line.split(" -o ")[0] for line in ran] == ["apt-get", "apt-get"]
    assert ran[0].endswith(" update -qq")
    assert ran[1].endswith(" install -qq --no-install-recommends chromium")


@needs_posix
@pytest.mark.parametrize(("ci", "allowed"), [("true", True), ("", False), ("true", False)])
def test_sudo_is_used_on_a_ci_machine_that_allows_it_and_nowhere_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, ci: str, allowed: bool
) -> None:
    program(path / "sudo", f"exit {0 if allowed else 1}")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("CI", ci)
    assert browser.rights() == (["sudo", "-n"] if allowed else None)


@needs_posix
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux lacks such libraries")
@pytest.mark.parametrize("root", [True, False])
def test_a_downloaded_browser_that_does_not_start_gets_its_libraries(
    path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], root: bool
) -> None:
    program(path / "apt-get")
    ready = path / "ready"
    downloaded = program(path / "headless", f"test -e {ready}")
    monkeypatch.setattr(sys, "executable", str(program(path / "python")))
    monkeypatch.setattr(
        browser, "find_downloaded", lambda: str(downloaded) if browser.starts(downloaded) else ""
    )
    monkeypatch.setattr(browser, "run", lambda *_: ready.touch())
    monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
    monkeypatch.setenv("PATH", os.pathsep.join([str(path), "/usr/bin", "/bin"]))
    monkeypatch.delenv("CI", raising=False)
    assert browser.download() == (str(downloaded) if root else "")
    assert ("as root: " in capsys.readouterr().err) is not root


@needs_posix
def test_without_the_right_to_no_package_is_installed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(path / "apt-get", "exit 9")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert browser.install_package() == ""


# The files that the tooling rests on


def makefile_commands() -> list[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^COMMANDS := (.+)$", text, re.MULTILINE)
    assert found
    return found[1].split()


def test_make_and_dev_py_have_the_same_commands() -> None:
    assert sorted(makefile_commands()) == sorted(dev.COMMANDS)


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
@pytest.mark.parametrize("command", dev.COMMANDS)
def test_make_only_calls_dev_py(command: str) -> None:
    make = ["make", "--dry-run", command, "PYTHON=py", "AS_OF=2026-06-30", "ARGS=-k one"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    done = subprocess.run(make, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == f"py scripts/dev.py {command} --as-of 2026-06-30 -k one".split()


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        dev.main(["--help"])
    listed = re.findall(r"^  ([a-z]+) {2,}[A-Z]\S+ .+\.$", capsys.readouterr().out, re.MULTILINE)
    assert listed == list(dev.COMMANDS)


def test_ci_calls_make_test() -> None:
    script = ROOT / ".ci/run"
    text = script.read_text(encoding="utf-8")
    assert text.startswith("#!/usr/bin/env bash\n")
    assert text.rstrip().endswith("\nmake test")
    assert os.name == "nt" or os.access(script, os.X_OK)


@pytest.mark.parametrize("level", dev.LEVELS)
def test_every_requirement_is_pinned_and_hashed(level: str) -> None:
    text = (ROOT / f"requirements/{level}.txt").read_text(encoding="utf-8")
    assert "make requirements" in text.splitlines()[1]
    entries = re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", "").splitlines()
    assert len(entries) > 20
    entry = re.compile(r"[a-z0-9][a-z0-9.-]*==[^ ]+( ; [^-]+)?( +--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in entries if not entry.fullmatch(line)] == []


def test_the_requirements_of_the_tests_hold_those_of_the_site() -> None:
    site, everything = (
        set(
            re.findall(
                r"^\S+==\S+", (ROOT / f"requirements/{level}.txt").read_text(encoding="utf-8"), re.MULTILINE
            )
        )
        for level in ("site", "dev")
    )
    assert site < everything


def repository_files() -> list[Path]:
    """What is tracked, and what would be."""
    git = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(git, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs a Git work tree")
    return [path for name in done.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_package_registry() -> None:
    hosts = [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb.debian", "org"),
    ]
    found = re.compile(b"|".join(re.escape(".".join(host).encode()) for host in hosts))
    naming = [path for path in repository_files() if found.search(path.read_bytes())]
    assert naming == []


def test_the_license_files_name_what_they_cover() -> None:
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").count("MIT License") == 1
    content = (ROOT / "LICENSE-CONTENT").read_text(encoding="utf-8")
    assert "docs/, lessons/ and templates/" in content
    assert "https://creativecommons.org/licenses/by/4.0/" in content
