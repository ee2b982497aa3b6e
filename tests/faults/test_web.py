"""Pages while Redis is away (T10): people sign in and save as always, and letters wait for the next tick."""

import pytest
from celery import Celery
from django.conf import settings as django_settings
from django.core.cache import caches
from django.urls import reverse
from redis.exceptions import RedisError

from coordination.domain import message
from coordination.domain.referral import send_referral
from coordination.models import OutgoingMessage
from tests.factories import ConsulteeFactory
from tests.servers import free_port

pytestmark = pytest.mark.django_db(transaction=True)

PATIENT = "coordination.cache.PatientRedisCache"
USUAL = "django.core.cache.backends.redis.RedisCache"
PASSWORD = "ett-långt-lösenord"


@pytest.fixture
def redis_away(settings, monkeypatch):
    """The settings of the server profile, with a Redis that nobody answers at."""

    def go(backend, sessions=django_settings.SESSION_ENGINE):
        url = f"redis://127.0.0.1:{free_port()}/0"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": url}}
        settings.SESSION_ENGINE = sessions
        settings.ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key"}
        queue = Celery(broker=url, set_as_current=False)
        queue.conf.broker_transport_options = {
            "socket_connect_timeout": 1, "max_retries": 1, "interval_start": 0, "interval_step": 0,
        }  # fmt: skip
        monkeypatch.setattr(message, "app", queue)

    yield go
    del caches["default"]


def sign_in(client, user):
    user.set_password(PASSWORD)
    user.save()
    return client.post(
        reverse("account_login"), {"login": user.email, "password": PASSWORD}
    ).status_code


def test_people_sign_in_read_and_save(client, redis_away, town, disa, bo, referral, figure):
    asked = ConsulteeFactory(referral=referral, organization=town.participant)
    send_referral(referral, actor=disa)
    OutgoingMessage.objects.all().delete()
    redis_away(PATIENT)

    statuses = [
        sign_in(client, disa),
        client.get(reverse("coordination:desk")).status_code,
        client.post(
            reverse("coordination:remind_consultee", args=[asked.pk]), {"note": "Hej!"}
        ).status_code,
        client.post(reverse("account_logout")).status_code,
    ]

    figure("T10 pages", f"Redis away: sign in, read, save, sign out answer {statuses}")
    assert statuses == [302, 200, 302, 302]
    assert "Hej!" in OutgoingMessage.objects.get().text


def test_with_sessions_and_limits_in_redis_every_page_would_fail(client, redis_away, disa):
    """Negative control: the usual cache, and sessions in it."""
    client.force_login(disa)
    redis_away(USUAL, "django.contrib.sessions.backends.cached_db")

    with pytest.raises(RedisError):
        client.get(reverse("coordination:desk"))
