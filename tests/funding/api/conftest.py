"""Whoever calls the API of money."""

import pytest
from rest_framework.test import APIClient


@pytest.fixture
def sign_in():
    """A client of the API for a user."""

    def client_of(user):
        client = APIClient()
        client.force_login(user)
        return client

    return client_of
