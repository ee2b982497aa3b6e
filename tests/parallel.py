"""Doing the same thing many times at once, each in a thread with its own database connection."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """A database that several connections may write to at once.

    The tests' SQLite database lives in memory, where connections cannot wait for each other as they
    do in a file; the threads get a copy of it in a file, opened as the product opens its own.
    """
    if connection.vendor != "sqlite":
        yield
        return
    copy = folder / "parallel.sqlite3"
    with sqlite3.connect(copy) as target:
        connection.connection.backup(target)
    target.close()
    name = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = str(copy)
    try:
        yield
    finally:
        connection.settings_dict["NAME"] = name


def at_once(act: Callable[[int], Any], *, threads: int) -> list[Any]:
    """What ``act(n)`` gave in each thread, all started together; an exception is a result too."""
    barrier = threading.Barrier(threads)

    def run(number):
        try:
            barrier.wait(timeout=30)
            return act(number)
        except Exception as error:  # noqa: BLE001  (the test looks at what each thread met)
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def alone(act: Callable[[], Any]) -> Any:
    """What ``act`` sees in the threads' database."""
    (result,) = at_once(lambda _number: act(), threads=1)
    if isinstance(result, Exception):
        raise result
    return result
