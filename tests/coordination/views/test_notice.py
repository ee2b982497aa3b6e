"""The notice on the statement's page: what is late, and what the secretary records."""

import pytest
from django.urls import reverse

from coordination.models import Notice

pytestmark = pytest.mark.django_db


def page(name, statement):
    return reverse(f"coordination:{name}", args=[statement.pk])


def test_secretary_records_the_notice_from_the_statements_page(client, bo, adopted):
    client.force_login(bo)
    day = adopted.decision.decided_on
    client.post(page("approve_statement", adopted), {"on": day.isoformat()})
    assert "Anteckna anslaget" in client.get(page("statement", adopted)).content.decode()

    client.post(page("put_up_notice", adopted), {"on": day.isoformat()})

    assert Notice.objects.get().decision == adopted.decision
    assert "Anteckna anslaget" not in client.get(page("statement", adopted)).content.decode()


def test_what_is_late_is_told_on_the_statements_page_until_it_is_done(client, bo, adopted):
    client.force_login(bo)
    day = {"on": adopted.decision.decided_on.isoformat()}
    assert "skulle ha varit" in client.get(page("statement", adopted)).content.decode()

    client.post(page("approve_statement", adopted), day)
    client.post(page("put_up_notice", adopted), day)

    assert "skulle ha varit" not in client.get(page("statement", adopted)).content.decode()


def test_notice_is_kept_by_the_secretary_alone(client, cecilia, erik, adopted):
    client.force_login(erik)

    assert client.get(page("put_up_notice", adopted)).status_code == 403


def test_day_before_the_approval_is_told_by_the_field(client, bo, adopted):
    client.force_login(bo)
    client.post(page("approve_statement", adopted), {"on": adopted.decision.decided_on.isoformat()})

    response = client.post(page("put_up_notice", adopted), {"on": "2001-01-01"})

    assert response.context["form"].errors["on"]
