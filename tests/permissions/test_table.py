"""Who gets what at which address: every route × every role × GET and POST, as ``table.txt`` says.

``KRAFTSAM_WRITE_TABLE=1 pytest tests/permissions -n 0`` writes the table anew; read the change before
committing it. A route that is missing in the table fails.
"""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from coordination.models import AuditEvent, OutgoingMessage, User
from tests.permissions.routes import joint_effort, routes

TABLE = Path(__file__).parent / "table.txt"
ROLES = (
    "anonym",
    "utomstaende",
    "ledamot",
    "handlaggare",
    "sekreterare",
    "koordinator",
    "controller",
    "admin",
)
# What an outsider and a reader may do: nothing below changes anything of the joint effort.
HARMLESS = frozenset({200, 302, 400, 401, 403, 404, 405, 415})


@pytest.fixture
def world(db):
    call_command("load_demo", stdout=StringIO())
    return joint_effort()


def read_table() -> dict[str, dict[str, str]]:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line]
    return {name: dict(zip(lines[0][1:], cells, strict=True)) for name, *cells in lines[1:]}


def write_table(found):
    rows = [["route", *ROLES], *([name, *cells.values()] for name, cells in found.items())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


def client_of(role):
    client = Client(raise_request_exception=False)
    if role != "anonym":
        client.force_login(User.objects.get(email=f"{role}@demo.example"))
    return client


def asked(client, method, path):
    """The answer's status, and how many things were done; nothing stays done."""
    with transaction.atomic():
        before = AuditEvent.objects.count() + OutgoingMessage.objects.count()
        form = (
            {"content_type": "application/json"}
            if path.startswith("/api/") and method != "get"
            else {}
        )
        status = getattr(client, method)(path, **form).status_code
        done = AuditEvent.objects.count() + OutgoingMessage.objects.count() - before
        transaction.set_rollback(True)
    return status, done


def test_every_route_answers_as_the_table_says(world):
    """All roles in one test, because loading the demonstration takes seconds."""
    clients = {role: client_of(role) for role in ROLES}
    found = {
        route.name: {role: get_and_post(client, route) for role, client in clients.items()}
        for route in routes(world)
    }
    if os.environ.get("KRAFTSAM_WRITE_TABLE"):
        write_table(found)

    assert found == read_table()


def get_and_post(client, route):
    """A cell of the table: ”200/405”."""
    return "/".join(str(asked(client, method, route.path)[0]) for method in ("get", "post"))


def test_outsider_and_reader_change_nothing_at_any_address(world):
    clients = {role: client_of(role) for role in ("anonym", "utomstaende", "ledamot")}

    changed = [
        (role, route.name, method, status)
        for role, client in clients.items()
        for route in routes(world)
        for method in ("post", "put", "patch", "delete")
        for status, done in [asked(client, method, route.path)]
        if done or status not in HARMLESS
    ]

    assert changed == []


def test_coordinator_changes_something_by_the_same_requests(world):
    client = client_of("koordinator")

    done = [asked(client, "post", route.path)[1] for route in routes(world)]

    assert sum(done) > 0


def test_outsider_finds_no_object_of_the_joint_effort():
    hidden = {
        "coordination:matter",
        "coordination:decision",
        "coordination:assignment",
        "coordination:area",
        "coordination:group",
        "coordination:referral",
        "coordination:consultee",
        "coordination:statement",
        "coordination:statement_pdf",
        "coordination:request",
        "initiatives:programme",
        "initiatives:initiative",
        "funding:grant",
        "evaluation:indicator",
        "api-statement-pdf",
        "api-programme-detail",
        "api-statement-detail",
        "api-referral-detail",
        "api-grant-detail",
    }

    answers = {name: cells["utomstaende"].split("/")[0] for name, cells in read_table().items()}

    assert {answers[name] for name in hidden} == {"404"}
