"""Every state and action of statements, and of decisions, by page, API and admin.

What the table holds happens; what it does not hold changes nothing, and the reason is told.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.adoption_check import Doubt
from coordination.domain.attendance import Present, record_attendance
from coordination.enums import STATEMENT_TRANSITIONS, StatementState
from coordination.models import AuditEvent, Decision, Meeting, Statement
from tests.factories import DecisionFactory, UserFactory

pytestmark = pytest.mark.django_db

# What is done: the page, and the API's address.
ACTS = {
    "submit": ("submit_statement", "submit"),
    "send_back": ("send_back_statement", "send-back"),
    "adopt": ("adopt_statement", "adopt"),
    "approve": ("approve_statement", "approve"),
    "dispatch": ("dispatch_statement", "dispatch"),
}
# In words why nothing happened: on the page itself, or where one is sent instead.
REASONS = ("Det går inte", "är redan", "först", "inte justerat")


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def statement_in(request, plain_document):
    """Bo's committee's statement in a state, brought there as far as the rules bring it."""

    def put(state):
        if state == StatementState.DRAFT:
            return request.getfixturevalue("written")
        if state == StatementState.REVIEW:
            return request.getfixturevalue("in_review")
        row = Statement.objects.filter(pk=request.getfixturevalue("adopted").pk)
        if state != StatementState.ADOPTED:
            row.update(state=StatementState.APPROVED, approved_on=timezone.localdate())
        if state == StatementState.DISPATCHED:
            row.update(state=state, dispatched_at=timezone.now())
        return row.get()

    return put


@pytest.fixture
def sent(town, chair, members, bo, today):
    """What each act is sent with, by page and by API."""
    meeting, _new = Meeting.objects.get_or_create(organization=town.participant, held_on=today)
    present = [Present(each) for each in (chair, *members)]
    record_attendance(meeting, actor=bo, present=present, today=today)
    signed = {"paragraph": 301, "chair": chair.pk, "secretary": bo.person_id, "stance": "endorses"}
    reason, on = {"reason": "Därför."}, {"on": today.isoformat()}
    return {
        ("send_back", "page"): reason,
        ("send_back", "api"): reason,
        ("approve", "page"): on,
        ("approve", "api"): on,
        ("adopt", "page"): {**signed, "meeting": today.isoformat(), "other_day": ""},
        ("adopt", "api"): {**signed, "decided_on": today.isoformat(), "confirmed": list(Doubt)},
    }


def says_why(response) -> bool:
    if response.status_code in {400, 403, 409}:
        return True
    return any(word in response.content.decode() for word in REASONS)


@pytest.mark.parametrize("state", StatementState)
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_statement_goes_only_where_the_table_leads(client, statement_in, sent, bo, state, act, way):
    pk = statement_in(state).pk
    events = AuditEvent.objects.count()
    page, address = ACTS[act]
    url, options = reverse(f"coordination:{page}", args=[pk]), {"follow": True}
    if way == "api":
        url, options = f"/api/v1/statements/{pk}/{address}/", {"content_type": "application/json"}
    client.force_login(bo)

    response = client.post(url, sent.get((act, way), {}), **options)

    expected = STATEMENT_TRANSITIONS.get((state, act))
    assert Statement.objects.get().state == (expected or state)
    assert (AuditEvent.objects.count() > events) is bool(expected)
    assert expected or says_why(response)


@pytest.mark.parametrize("state", StatementState)
def test_admin_changes_no_statement(client, statement_in, state):
    found = statement_in(state)
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = reverse("admin:coordination_statement_change", args=[found.pk])

    assert client.post(address, {"state": "dispatched", "title": "Annat"}).status_code == 403
    delete = reverse("admin:coordination_statement_delete", args=[found.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403

    after = Statement.objects.get()
    assert (after.state, after.title) == (state, found.title)


# --- Decisions have no states: they stand as they were recorded ------------------------------------


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_decision_stands_by_page_and_api(client, matter, town, disa, method):
    decision = DecisionFactory(matter=matter, body=town.board, title="Beslutet")
    client.force_login(disa)
    said = {"data": {"title": "Annat"}, "content_type": "application/json"}

    for address in (
        reverse("coordination:decision", args=[decision.pk]),
        f"/api/v1/decisions/{decision.pk}/",
    ):
        assert getattr(client, method)(address, **said).status_code == 405

    assert Decision.objects.get(pk=decision.pk).title == "Beslutet"


@pytest.mark.parametrize("name", ["change", "delete"])
def test_decision_stands_in_the_admin(client, matter, town, name):
    decision = DecisionFactory(matter=matter, body=town.board, title="Beslutet")
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    address = reverse(f"admin:coordination_decision_{name}", args=[decision.pk])

    assert client.post(address, {"title": "Annat", "post": "yes"}).status_code == 403
    assert Decision.objects.get(pk=decision.pk).title == "Beslutet"
