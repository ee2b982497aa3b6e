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
from django.db.models import Max
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
READERS = ("anonym", "utomstaende", "ledamot")
# What readers may be answered: nothing of this changes anything of the joint effort.
HARMLESS = frozenset({200, 302, 400, 401, 403, 404, 405, 415})


@pytest.fixture
def world(db):
    call_command("load_demo", stdout=StringIO())
    return joint_effort()


def read_table() -> dict[str, dict[str, str]]:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line]
    return {name: dict(zip(lines[0][1:], cells, strict=True)) for name, *cells in lines[1:]}


def write_column(role, found):
    """Put what a role gets into the table; rows of routes that are gone go with them."""
    table = read_table() if TABLE.exists() else {}
    rows = {
        name: dict.fromkeys(ROLES, "-") | table.get(name, {}) | {role: found[name]}
        for name in found
    }
    lines = [["route", *ROLES], *([name, *cells.values()] for name, cells in rows.items())]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    text = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    TABLE.write_text("\n".join(text) + "\n", encoding="utf-8")


def client_of(role):
    client = Client(raise_request_exception=False)
    if role != "anonym":
        client.force_login(User.objects.get(email=f"{role}@demo.example"))
    return client


def asked(client, method, path):
    """The answer's status, and whether anything was done; nothing stays done."""
    form = (
        {"content_type": "application/json"} if path.startswith("/api/") and method != "get" else {}
    )
    with transaction.atomic():
        before = latest_deeds()
        status = getattr(client, method)(path, **form).status_code
        done = latest_deeds() != before
        transaction.set_rollback(True)
    return status, done


def latest_deeds():
    return [model.objects.aggregate(Max("pk")) for model in (AuditEvent, OutgoingMessage)]


def statuses(world, role):
    """A column of the table, and at which routes GET or POST did something."""
    client = client_of(role)
    answers = {
        route.name: [asked(client, method, route.path) for method in ("get", "post")]
        for route in routes(world)
    }
    found = {name: f"{get}/{post}" for name, ((get, _), (post, _)) in answers.items()}
    if os.environ.get("KRAFTSAM_WRITE_TABLE"):
        write_column(role, found)
    return found, [name for name, pair in answers.items() if any(done for _, done in pair)]


def column(role):
    return {name: cells[role] for name, cells in read_table().items()}


# Several roles in a test, because loading the demonstration takes seconds; three tests, because they
# take turns on as many processors.
def test_who_may_not_act_gets_what_the_table_says_and_changes_nothing(world):
    for role in READERS:
        assert statuses(world, role) == (column(role), [])
        assert changed_by_other_methods(world, role) == []


def changed_by_other_methods(world, role):
    client = client_of(role)
    return [
        (route.name, method, status)
        for route in routes(world)
        for method in ("put", "patch", "delete")
        for status, done in [asked(client, method, route.path)]
        if done or status not in HARMLESS
    ]


@pytest.mark.parametrize(
    "roles", [("handlaggare", "sekreterare"), ("koordinator", "controller", "admin")]
)
def test_who_may_act_gets_what_the_table_says_and_changes_something(world, roles):
    """That something is done shows that the test above would see it."""
    for role in roles:
        found, deeds = statuses(world, role)
        assert found == column(role)
        assert deeds


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
