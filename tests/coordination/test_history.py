"""Every event of the audit trail is told in Swedish."""

import ast
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.urls import reverse

from coordination.history import NOTHING, Sentence, sentences, subject_pages, tell
from coordination.models import AuditEvent

CODE = re.compile(r"[a-z_]+\.[a-z_]+")
APPLICATIONS = ("coordination", "initiatives", "funding", "evaluation")


def event(action, data=None, **fields):
    return AuditEvent(
        action=action,
        data=data or {},
        at=datetime(2025, 5, 28, 12, tzinfo=UTC),
        subject_type=fields.get("subject_type", "coordination.matter"),
        subject_id=1,
    )


def recorded_actions():
    """Every action code that an application's rules write down: the first argument of some call."""
    for application in APPLICATIONS:
        for path in sorted(Path(application, "domain").glob("*.py")):
            calls = (node for node in ast.walk(ast.parse(path.read_text())) if _is_call(node))
            yield from (
                (path.name, call.args[0].value)
                for call in calls
                if CODE.fullmatch(call.args[0].value)
            )


def _is_call(node):
    return (
        isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    )


def test_every_recorded_action_has_a_sentence():
    tasks = tuple(f"{application}." for application in APPLICATIONS)
    untold = [
        (file, code)
        for file, code in recorded_actions()
        if code not in sentences and not code.startswith(tasks)
    ]

    assert untold == []


def test_search_for_actions_finds_the_known_ones():
    assert {"matter.registered", "request.answered", "initiative.proposed"} <= {
        code for _file, code in recorded_actions()
    }


@pytest.mark.parametrize(
    ("action", "data", "text"),
    [
        (
            "decision.recorded",
            {"body": "Kommunfullmäktige", "day": "2024-09-26", "reference": "§ 189"},
            "Kommunfullmäktige beslutade 26 september 2024, § 189.",
        ),
        (
            "decision.recorded",
            {"body": "Kommunstyrelsen", "day": "2023-03-08", "reference": ""},
            "Kommunstyrelsen beslutade 8 mars 2023.",
        ),
        (
            "referral.sent",
            {"to": ["Fritidsnämnden", "Kulturnämnden"], "receipt": "K-2025-1"},
            "Remissen skickades till fritidsnämnden och kulturnämnden. Kvittens K-2025-1.",
        ),
        (
            "matter.party_added",
            {"organization": "Fritidsnämnden", "role": "special_responsibility"},
            "Fritidsnämnden fick ett särskilt ansvar i ärendet.",
        ),
        (
            "seat.added",
            {"role": "member", "for": "Stadsbyggnadskontoret"},
            "En plats som ledamot lades till för stadsbyggnadskontoret.",
        ),
        ("seat.added", {"role": "member", "for": ""}, "En plats som ledamot lades till."),
        ("area.renamed", {"from": "Norr", "to": "Norra"}, "Området Norr heter nu Norra."),
        ("area.renamed", {}, f"Området {NOTHING} heter nu {NOTHING}."),
    ],
)
def test_event_is_told_with_its_data(action, data, text):
    assert tell(event(action, data)).text == text


def test_unknown_action_is_told_by_its_code():
    assert tell(event("weather.changed")).text == "Ändring: weather.changed."


def test_data_with_brackets_or_places_are_not_read_as_a_template():
    told = tell(event("area.renamed", {"from": "[a]", "to": "%(from)s"}))

    assert told.text == "Området [a] heter nu %(from)s."


def test_decision_carries_its_mark():
    assert tell(event("decision.recorded")).is_decision
    assert not tell(event("meeting.planned")).is_decision


def test_event_leads_to_its_page_unless_the_thing_is_gone():
    linked = tell(event("organization.renamed", subject_type="coordination.organization"))
    gone = tell(event("referral.deleted", subject_type="coordination.organization"))

    assert (linked.url, gone.url) == ("/organ/1/", "")


def test_every_page_of_a_subject_exists():
    assert [reverse(page.url_name, args=[1]) for page in subject_pages.values()]


def test_code_is_told_once():
    with pytest.raises(ValueError, match="registered already"):
        sentences.register(Sentence("area.renamed", "Något annat."))


def test_decimal_is_told_with_a_comma():
    from coordination.history import Sentence, _value

    assert _value(Sentence("x", ""), {"hectares": "284.89"}, "hectares") == "284,89"
