import pytest
from django.db import DatabaseError

from coordination.views import health


def test_healthz_needs_no_sign_in(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_says_that_database_and_queue_answer(client):
    assert client.get("/readyz").json() == {"status": "ok", "database": "ok", "queue": "ok"}


def test_readyz_is_unavailable_when_the_database_is(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise DatabaseError("gone")

    monkeypatch.setattr(health, "connection", Broken())

    response = client.get("/readyz")

    assert (response.status_code, response.json()["database"]) == (503, "unavailable")


def test_readyz_is_unavailable_when_redis_is(client, monkeypatch, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(health, "_database_answers", lambda: True)

    assert client.get("/readyz").status_code == 503
