"""``manage.py api_token``: a program gets the rights of an account, and loses them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from rest_framework.authtoken.models import Token


def run(*arguments):
    out = StringIO()
    call_command("api_token", *arguments, stdout=out)
    return out.getvalue().strip()


def test_token_is_printed_and_stays_the_same(disa):
    token = run(disa.email.upper())

    assert (run(disa.email), Token.objects.get().key) == (token, token)


def test_renewed_token_is_another(disa):
    assert run(disa.email) != run(disa.email, "--renew")
    assert Token.objects.count() == 1


def test_token_is_taken_away(disa):
    run(disa.email)
    run(disa.email, "--revoke")

    assert not Token.objects.exists()


def test_closed_account_gets_no_token(disa):
    disa.is_active = False
    disa.save()

    with pytest.raises(CommandError):
        run(disa.email)
    assert not Token.objects.exists()


def test_unknown_address_gets_no_token(db):
    with pytest.raises(CommandError):
        run("ingen@kommun.example")
