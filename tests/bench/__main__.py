"""``python -m tests.bench [--initiatives N] [--plans]``: on SQLite, and on PostgreSQL where it can be had.

Exit code 0 even where a goal is missed: ratios are for people. 1 when something does not work.
"""

import os
import secrets
import subprocess
import sys
import tempfile

from tests.faults.installation import empty_database
from tests.servers import missing, postgresql


def main(arguments: list[str]) -> int:
    """Run the bench on each database, on data of its own that goes with it."""
    code = _run("SQLite", "", arguments)
    if "PostgreSQL" in missing():
        sys.stderr.write("Left out, because it cannot be had here: PostgreSQL.\n")
        return code
    with postgresql() as url:
        return _run("PostgreSQL", url, arguments) or code


def _run(name, database_url, arguments) -> int:
    sys.stdout.write(f"\n## {name}\n")
    sys.stdout.flush()
    with tempfile.TemporaryDirectory(prefix="kraftsam-bench-") as folder:
        command = [sys.executable, "-m", "tests.bench.database", *arguments]
        code = subprocess.run(
            command, env=_environment(folder, database_url), check=False
        ).returncode
    return _run_reminders(database_url) or code


def _run_reminders(database_url) -> int:
    """Reminders, on an empty database of their own."""
    with (
        tempfile.TemporaryDirectory(prefix="kraftsam-bench-") as folder,
        empty_database(database_url) as url,
    ):
        command = [sys.executable, "-m", "tests.bench.reminders"]
        return subprocess.run(command, env=_environment(folder, url), check=False).returncode


def _environment(folder, database_url) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        "DEPLOYMENT": "test",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "BASE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATA_DIR": folder,
        "STATIC_ROOT": f"{folder}/static",
        "DATABASE_URL": database_url or f"sqlite:///{folder}/kraftsam.sqlite3",
        "REDIS_URL": "",
        "EMAIL_URL": "dummymail://",
        "LOG_LEVEL": "WARNING",
        "API_RATE": "1000000/min",
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
