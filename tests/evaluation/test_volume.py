"""The made-up municipality keeps true what the domain functions would have kept."""

import pytest
from django.core.management import CommandError, call_command

from coordination.domain.audit import chain_faults
from coordination.domain.document import damaged_documents
from coordination.enums import StatementState
from coordination.models import Deadline, Statement, User
from evaluation.models import Measurement
from evaluation.volume.town import EMAIL
from funding.domain.queries.verification import ledger_faults
from funding.models import Application, LedgerEntry
from initiatives.models import Initiative, Participation
from tests.factories import UserFactory

COUNT = 400


@pytest.fixture
def volume(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("make_volume", initiatives=COUNT)
    return User.objects.get(email=EMAIL)


def test_volume_is_as_large_as_asked_and_whole_also_when_made_a_second_time(volume):
    """One test, because making it takes seconds."""
    call_command("make_volume", initiatives=COUNT)

    assert Initiative.objects.count() == Initiative.history.count() == COUNT
    assert 9 * COUNT < LedgerEntry.objects.count() <= 10 * COUNT
    assert 9 * COUNT < Measurement.objects.count() <= 10 * COUNT
    assert Deadline.objects.exclude(subject_type__in=("statement", "minutes")).count() == 10 * COUNT
    assert Participation.objects.filter(role="lead").count() == COUNT
    assert Application.objects.filter(state="granted", grant__isnull=False).count() == COUNT
    assert list(ledger_faults()) == []
    assert list(chain_faults()) == []
    assert list(damaged_documents()) == []
    assert 0 < Initiative.objects.visible_to(volume).count() < COUNT
    own = Statement.objects.filter(consultee__organization__seats__memberships__person__user=volume)
    assert own.adopted().filter(state=StatementState.ADOPTED).count() == 1


def test_volume_is_refused_where_others_work(db):
    UserFactory()

    with pytest.raises(CommandError, match="has users"):
        call_command("make_volume", initiatives=1)

    assert not Initiative.objects.exists()
