"""Clients that are signed in."""

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def api(db):
    """A client signed in as somebody, as a browser is."""

    def sign_in(user):
        client = APIClient()
        client.force_login(user)
        return client

    return sign_in
