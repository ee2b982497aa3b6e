"""The API's writes of applications, sent twice at the same moment: one effect, no 500 (T4, T8)."""

import pytest
from rest_framework.test import APIClient

from coordination.enums import OrganizationKind
from funding.domain.application_content import keep_content
from funding.models import (
    Application,
    ApplicationShare,
    Conflict,
    Consent,
    Dialogue,
    Exclusion,
    GateCheck,
    Score,
)
from tests.funding.applications import opened, submitted
from tests.parallel import alone, at_once, shared_database

THREADS = 4
pytestmark = pytest.mark.django_db(transaction=True)


def at_the_same_time(user, path, said, key=""):
    """What each of several clients was answered that sent the same at the same moment."""

    def send(_number):
        client = APIClient()
        client.force_authenticate(user)
        headers = {"Idempotency-Key": key} if key else {}
        answer = client.post(f"/api/v1/{path}/", said, format="json", headers=headers)
        return answer.status_code, answer.json()

    answers = at_once(send, threads=THREADS)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    return answers


def all_answered_alike(answers) -> bool:
    status, body = answers[0]
    return status < 300 and all(answer == (status, body) for answer in answers)


def test_application_is_begun_and_copied_once(tmp_path, source, oskar, lars, town, chairs, now):
    earlier = opened(source, oskar, name="Hösten")
    sent = submitted(earlier, lars, town.lead, chairs=chairs)
    today = now.date().replace(year=2026)
    open_now = opened(
        source,
        oskar,
        name="Nu",
        opens_on=today.replace(month=1),
        closes_on=today.replace(year=2050),
    )
    said = {"round": open_now.pk, "lead": town.lead.pk, "title": "Stråket"}
    with shared_database(tmp_path):
        begun = at_the_same_time(lars, "applications", said, key="a")
        copied = at_the_same_time(
            lars, f"applications/{sent.pk}/copy", {"into": open_now.pk}, key="a"
        )

        assert all_answered_alike(begun)
        assert all_answered_alike(copied)
        titles = alone(
            lambda: sorted(
                Application.objects.filter(round=open_now).values_list("title", flat=True)
            )
        )
    assert titles == ["Stråket", "Trygga stråk"]


def test_draft_is_written_once(tmp_path, draft, lars, anna, town):
    town.outside.kind = OrganizationKind.DISTRICT_COMMITTEE
    town.outside.save()
    here = f"applications/{draft.pk}"
    share = {"organization": town.lead.pk, "financing": "own", "year": 2026, "amount_ore": 500}
    talk = {"organization": town.outside.pk, "held_on": "2025-01-20", "evidence": "§ 4"}
    body = {"organization": town.outside.pk, "takes_part": False}
    part = {"kind": "problem", "html": "<p>Ny.</p>", "version": 2}
    with shared_database(tmp_path):
        for path, said in (
            ("share", share),
            ("dialogue", talk),
            ("body", body),
            ("part", part),
        ):
            assert all_answered_alike(at_the_same_time(lars, f"{here}/{path}", said)), path
        asked = at_the_same_time(lars, f"{here}/ask-for-consents", {})
        assert sorted(status for status, _body in asked) == [200, *[400] * (len(asked) - 1)]
        seen = alone(lambda: keep_content(Application.objects.get(pk=draft.pk)).fingerprint)
        said = {"organization": town.lead.pk, "fingerprint_seen": seen}
        assert all_answered_alike(at_the_same_time(anna, f"{here}/consent", said))

        assert alone(
            lambda: (
                ApplicationShare.objects.filter(year=2026).count(),
                Dialogue.objects.count(),
                draft.bodies.count(),
                draft.parts.get(kind="problem").version,
                Consent.objects.count(),
            )
        ) == (1, 1, 3, 3, 1)


def test_application_is_withdrawn_once(tmp_path, draft, lars):
    with shared_database(tmp_path):
        said = {"reason": "Vi söker nästa gång."}
        answers = at_the_same_time(lars, f"applications/{draft.pk}/withdraw", said)

        assert sorted({status for status, _body in answers}) in ([200], [200, 403], [200, 409])
        assert alone(lambda: Application.objects.get(pk=draft.pk).state) == "withdrawn"


def test_application_is_judged_once(tmp_path, sent, oskar, disa, erik):
    here = f"applications/{sent.pk}"
    gate = {"passed": True, "rationale": "Nämnden tar över driften."}
    score = {"criterion": sent.round.criteria.first().pk, "level": 4, "rationale": "Tydligt"}
    conflict = {"person": disa.person_id, "reason": "Bor på gatan"}
    with shared_database(tmp_path):
        for path, said in (("gate", gate), ("score", score), ("conflict", conflict)):
            assert all_answered_alike(at_the_same_time(oskar, f"{here}/{path}", said)), path

        assert alone(
            lambda: (
                GateCheck.objects.count(),
                Score.objects.count(),
                Conflict.objects.count(),
                Exclusion.objects.count(),
            )
        ) == (1, 1, 1, 0)
