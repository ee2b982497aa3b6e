"""The page on which a draft is shared, and taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.domain.queries.statement import shares_of


@pytest.fixture
def url(statement):
    return reverse("coordination:share_statement", args=[statement.pk])


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=7)


def test_draft_is_shared_and_taken_back(client, statement, url, bo, cecilia, until):
    client.force_login(bo)

    shared = client.post(url, {"email": cecilia.email.upper(), "until": str(until)}, follow=True)
    (share,) = shares_of(statement, today=timezone.localdate())
    taken = client.post(
        reverse("coordination:unshare_statement", args=[statement.pk, cecilia.pk]), follow=True
    )

    assert (share.user, share.until, share.may_write) == (cecilia, until, False)
    assert "Utkastet är delat med Cecilia Testsson." in shared.content.decode()
    assert "Ingen utanför nämnden har utkastet." in taken.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"email": "nobody@kommun.example"}, "email", "Ingen loggar in med den adressen."),
        ({"email": "inte en adress"}, "email", "Skriv e-postadressen som"),
        ({"until": ""}, "until", "Välj sista dagen"),
        ({"until": "2020-01-01"}, "until", "Dagen har redan varit."),
    ],
)
def test_wrong_input_is_said_by_the_field(client, url, bo, cecilia, until, changes, field, message):
    client.force_login(bo)

    response = client.post(url, {"email": cecilia.email, "until": str(until), **changes})

    assert response.context["form"].errors[field][0].startswith(message)


def test_only_the_secretary_shares_and_takes_back(client, statement, url, erik, cecilia):
    client.force_login(erik)

    assert client.get(url).status_code == 403
    unshare = reverse("coordination:unshare_statement", args=[statement.pk, cecilia.pk])
    assert client.post(unshare).status_code == 404
