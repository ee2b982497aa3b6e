"""A Redis that a test kills, empties and starts again."""

import subprocess

from redis import Redis

from tests.faults.installation import wait_until
from tests.servers import REDIS_OPTIONS, answers, find_redis, start_redis

GONE = "gone for ten minutes"


class Mortal:
    """A real Redis on a port that stays the same; what is in it is lost with it."""

    def __init__(self, folder):
        folder.mkdir()
        self.folder = folder
        self.process, self.port = start_redis(find_redis(), str(folder))

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def took_a_task(self, made) -> bool:
        """Put a hint in the queue and say whether the one before it was taken."""
        with Redis.from_url(self.url) as redis:
            taken = redis.llen("celery") == 0 and bool(redis.exists("_kombu.binding.celery"))
        made.hint()
        return taken

    def suffer(self, fault) -> None:
        """Lose everything: by a flush, or with kill -9."""
        if fault == "flushed":
            with Redis.from_url(self.url) as redis:
                redis.flushall()
        else:
            self.end()

    def start(self) -> None:
        """Come back on the same port, with nothing in it. Does nothing while it runs."""
        if self.process.poll() is not None:
            flags = {"bind": "127.0.0.1", "port": str(self.port), "dir": str(self.folder)}
            words = [
                word
                for name, value in {**flags, **REDIS_OPTIONS}.items()
                for word in (f"--{name}", value)
            ]
            self.process = subprocess.Popen([find_redis(), *words], stdout=subprocess.DEVNULL)
            wait_until(lambda: answers(self.port))

    def end(self) -> None:
        """Kill -9."""
        self.process.kill()
        self.process.wait()
