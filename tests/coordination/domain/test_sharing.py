"""A shared draft: read or written by somebody outside, until a day or until taken back."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from coordination import permissions
from coordination.domain.queries.statement import Share, shares_of
from coordination.domain.sharing import share_statement, unshare_statement
from coordination.exceptions import ActionRefused
from coordination.models import OutgoingMessage, Statement


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=7)


def reads(user, statement):
    return Statement.objects.visible_to(user).filter(pk=statement.pk).exists()


def test_shared_draft_is_read_but_not_written(statement, bo, cecilia, until):
    assert not reads(cecilia, statement)

    share_statement(statement, actor=bo, with_user=cecilia, until=until)

    assert reads(cecilia, statement)
    assert not permissions.can_write_statement(cecilia, statement)


def test_writing_is_given_and_taken_by_saying_it_again(statement, bo, cecilia, until):
    share_statement(statement, actor=bo, with_user=cecilia, until=until, may_write=True)
    assert permissions.can_write_statement(cecilia, statement)

    share_statement(statement, actor=bo, with_user=cecilia, until=until)
    assert not permissions.can_write_statement(cecilia, statement)


def test_share_ends_by_itself(statement, bo, cecilia, until):
    share_statement(statement, actor=bo, with_user=cecilia, until=until)

    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert not reads(cecilia, statement)
        assert shares_of(statement, today=timezone.localdate()) == []


def test_share_is_taken_back_at_once(statement, bo, cecilia, until):
    share_statement(statement, actor=bo, with_user=cecilia, until=until, may_write=True)

    unshare_statement(statement, actor=bo, with_user=cecilia)

    assert not reads(cecilia, statement)
    assert not permissions.can_write_statement(cecilia, statement)


def test_list_says_who_has_the_draft_and_may_write(statement, bo, cecilia, anna, until):
    share_statement(statement, actor=bo, with_user=cecilia, until=until, may_write=True)
    share_statement(statement, actor=bo, with_user=anna, until=until)

    shares = shares_of(statement, today=timezone.localdate())

    assert sorted(shares, key=lambda share: not share.may_write) == [
        Share(cecilia, until, may_write=True),
        Share(anna, until, may_write=False),
    ]


def test_guest_gets_a_letter_with_the_address(statement, bo, cecilia, until):
    for _twice in range(2):
        share_statement(statement, actor=bo, with_user=cecilia, until=until)

    (letter,) = OutgoingMessage.objects.all()
    assert letter.to_email == cecilia.person.email
    assert letter.subject == (
        "Stadsbyggnadsnämnden delar ett utkast med dig: Kraftsamlande insatser"
    )
    assert f"/yttranden/{statement.pk}/" in letter.text
    assert "Du kan läsa utkastet till och med" in letter.html


def test_only_the_secretary_shares(statement, erik, cecilia, until):
    with pytest.raises(PermissionDenied):
        share_statement(statement, actor=erik, with_user=cecilia, until=until)


def test_day_that_has_been_is_refused(statement, bo, cecilia):
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(ValidationError, match="redan varit"):
        share_statement(statement, actor=bo, with_user=cecilia, until=yesterday)


def test_adopted_statement_is_not_shared(adopted, bo, cecilia, until):
    with pytest.raises(ActionRefused, match="Alla som har del i ärendet"):
        share_statement(adopted, actor=bo, with_user=cecilia, until=until)
