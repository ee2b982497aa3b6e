"""The schema says what the API does: complete, valid, and kept against made-up requests."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

KEPT = [not_a_server_error, content_type_conformance, response_schema_conformance]
made_up = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_schema_is_valid_without_warnings(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "api.yml"))


def test_schema_and_docs_are_for_those_who_are_signed_in(client, db):
    docs = client.get("/api/v1/docs/")

    assert client.get("/api/v1/schema/").status_code == 401
    assert (docs.status_code, docs.url) == (302, "/konto/login/?next=/api/v1/docs/")


def test_schema_and_docs_are_given_to_a_user(as_disa):
    assert as_disa.get("/api/v1/schema/").status_code == 200
    assert as_disa.get("/api/v1/docs/").status_code == 200
    assert as_disa.get("/api/v1/docs/?script").status_code == 200


@pytest.fixture(scope="session")
def operations():
    """Every operation of the API, as its schema describes it."""
    described = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(public=True))
    described.app = get_wsgi_application()
    return [found.ok() for found in described.get_all_operations()]


def make_up_requests(operation, *, user, world, examples):
    """Send requests that the schema allows, about an object that exists."""
    token, _created = Token.objects.get_or_create(user=user)
    resource = operation.path.split("/")[3]

    @settings(made_up, max_examples=examples)
    @given(case=operation.as_strategy())
    def send(case):
        if "id" in case.path_parameters and resource in world:
            case.path_parameters["id"] = world[resource].pk
        case.call_and_validate(headers={"Authorization": f"Token {token}"}, checks=KEPT)

    send()


@pytest.fixture
def one_connection():
    """Requests stay on the test's own connection, as they do with Django's test client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize(("name", "examples"), [("disa", 5), ("cecilia", 2)])
def test_made_up_requests_meet_no_fault(name, examples, request, operations, world):
    """Fewer for Cecilia: what she asks about is mostly not there for her."""
    user = request.getfixturevalue(name)

    for operation in operations:
        make_up_requests(operation, user=user, world=world, examples=examples)
