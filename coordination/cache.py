"""The cache of the server profile: Redis, and each process's own memory while Redis is away.

What we keep there are counters of attempts (inloggningsförsök, API-anrop). Without Redis they count in
each process for itself: pages go on answering, and nobody gets to guess without limit.
"""

import time

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = structlog.get_logger()

REST_SECONDS = 5  # a Redis that did not answer is not asked by every page


class PatientRedisCache(RedisCache):
    """Django's cache in Redis, but for what it does when Redis does not answer."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._own = LocMemCache("while-redis-is-away", {})
        self._rests_until = 0.0

    def add(self, *args, **kwargs):
        return self._ask("add", *args, **kwargs)

    def get(self, *args, **kwargs):
        return self._ask("get", *args, **kwargs)

    def set(self, *args, **kwargs):
        return self._ask("set", *args, **kwargs)

    def touch(self, *args, **kwargs):
        return self._ask("touch", *args, **kwargs)

    def delete(self, *args, **kwargs):
        return self._ask("delete", *args, **kwargs)

    def has_key(self, *args, **kwargs):
        return self._ask("has_key", *args, **kwargs)

    def incr(self, *args, **kwargs):
        return self._ask("incr", *args, **kwargs)

    def get_many(self, *args, **kwargs):
        return self._ask("get_many", *args, **kwargs)

    def set_many(self, *args, **kwargs):
        return self._ask("set_many", *args, **kwargs)

    def delete_many(self, *args, **kwargs):
        return self._ask("delete_many", *args, **kwargs)

    def clear(self):
        return self._ask("clear")

    def _ask(self, name, *args, **kwargs):
        if time.monotonic() >= self._rests_until:
            try:
                return getattr(super(), name)(*args, **kwargs)
            except RedisError as error:
                self._rests_until = time.monotonic() + REST_SECONDS
                log.warning("cache_is_away", error=str(error))
        return getattr(self._own, name)(*args, **kwargs)
