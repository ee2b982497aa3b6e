"""The cache when its server is away: it answers all the same, and it still counts."""

import pytest
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from coordination import cache
from coordination.cache import PatientRedisCache
from tests.servers import free_port, redis


def away(backend):
    return backend(f"redis://127.0.0.1:{free_port()}/0", {})


@pytest.fixture
def patient():
    made = away(PatientRedisCache)
    yield made
    made._own.clear()


def test_it_counts_while_redis_is_away(patient):
    patient.add("attempts", 0)

    assert [patient.incr("attempts") for _ in range(3)] == [1, 2, 3]
    assert patient.get("attempts") == 3


def test_it_forgets_what_it_is_told_to(patient):
    patient.set_many({"a": 1, "b": 2})
    patient.delete("a")

    assert patient.get_many(["a", "b"]) == {"b": 2}
    assert (patient.has_key("b"), patient.touch("b")) == (True, True)
    patient.delete_many(["b"])
    assert not patient.has_key("b")


def test_the_frameworks_own_fails_the_page():
    """Negative control."""
    with pytest.raises(RedisError):
        away(RedisCache).get("attempts")


def test_redis_that_is_away_is_not_asked_by_every_page(patient, monkeypatch):
    asked = []

    def refuse(self, *args, **kwargs):
        asked.append(args)
        raise RedisError

    monkeypatch.setattr(RedisCache, "get", refuse)

    for _ in range(3):
        patient.get("attempts")

    assert len(asked) == 1


def test_redis_that_came_back_is_asked_again(patient, monkeypatch):
    monkeypatch.setattr(cache, "REST_SECONDS", 0)
    patient.set("attempts", 5)
    with redis() as url:
        patient._servers = [url]
        patient.__dict__.pop("_cache")

        assert patient.get("attempts") is None
        patient.set("attempts", 1)
        assert RedisCache(url, {}).get("attempts") == 1
