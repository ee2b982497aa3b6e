from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction

from coordination import guards
from coordination.enums import Role
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import AuditEvent, Deadline
from funding.domain.application import (
    copy_application,
    describe_application,
    start_application,
    submit_application,
    withdraw_application,
)
from funding.domain.application_content import keep_content
from funding.domain.application_state import move_application
from funding.domain.application_writing import (
    remove_body,
    remove_share,
    set_body,
    set_share,
    write_part,
)
from funding.domain.consent import ask_for_consents, give_consent, take_back_consent
from funding.domain.dialogue import add_dialogue
from funding.enums import APPLICATION_TRANSITIONS, ApplicationState, Financing
from funding.models import Application, ApplicationShare
from tests.conftest import member
from tests.factories import OrganizationFactory
from tests.funding.applications import (
    AFTER,
    DURING,
    consent,
    names_in_force,
    opened,
    submitted,
    written,
)
from tests.funding.helpers import MKR


def test_application_begins_with_its_lead_and_the_rounds_parts(open_round, lars, town):
    begun = start_application(
        open_round, actor=lars, lead=town.lead, title="Trygga stråk", now=DURING
    )

    assert [str(body) for body in begun.bodies.all()] == ["Fritidsnämnden"]
    assert [part.kind for part in begun.parts.all()] == ["problem", "calculation"]


def test_others_begin_nothing_for_the_body(open_round, erik, town):
    with pytest.raises(PermissionDenied):
        start_application(open_round, actor=erik, lead=town.lead, title="Stråk", now=DURING)


def test_closed_round_takes_no_new_application(funding_round, lars, town):
    with pytest.raises(PermissionDenied):
        start_application(funding_round, actor=lars, lead=town.lead, title="Stråk", now=DURING)


@pytest.mark.parametrize(
    ("moment", "said"),
    [(AFTER, "Ansökningstiden gick ut"), (DURING - timedelta(days=30), "Omgången öppnar")],
)
def test_nothing_is_submitted_outside_the_rounds_days(draft, lars, town, chairs, moment, said):
    for body, user in chairs.items():
        consent(draft, user, body)

    with pytest.raises(ActionRefused, match=said):
        submit_application(draft, actor=lars, now=moment)
    assert Application.objects.get(pk=draft.pk).state == "draft"


def test_last_minute_counts(draft, lars, chairs):
    for body, user in chairs.items():
        consent(draft, user, body)

    assert submit_application(draft, actor=lars, now=draft.round.closes_at).number == 1


def test_closing_time_is_kept(source, oskar, lars, town, chairs):
    found = opened(source, oskar, closing_time=time(16, 0))
    draft = written(found, lars, town.lead)
    consent(draft, chairs[town.lead], town.lead)

    with pytest.raises(ActionRefused, match="gick ut"):
        submit_application(draft, actor=lars, now=found.closes_at + timedelta(seconds=1))


def test_application_needs_consent_of_everyone_who_takes_part(draft, lars, anna, town):
    consent(draft, anna, town.lead)

    with pytest.raises(ActionRefused, match="Samtycke saknas från Stadsbyggnadsnämnden"):
        submit_application(draft, actor=lars, now=DURING)


def test_submitted_application_has_number_receipt_and_day(sent):
    assert (sent.state, sent.number, sent.submitted_at) == ("submitted", 1, DURING)
    assert (sent.reference, len(sent.fingerprint)) == (f"ANS-{sent.round_id}-001", 64)


def test_second_click_gets_the_same_receipt(draft, lars, chairs):
    for body, user in chairs.items():
        consent(draft, user, body)

    both = [submit_application(draft, actor=lars, now=DURING) for _n in range(2)]

    assert [each.number for each in both] == [1, 1]
    assert AuditEvent.objects.filter(action="application.submitted").count() == 1


def test_numbers_follow_the_order_of_submission(open_round, lars, town, chairs):
    sent = [
        submitted(open_round, lars, town.lead, chairs=chairs, title=title) for title in ("A", "B")
    ]

    assert [each.number for each in sent] == [1, 2]


@pytest.mark.parametrize("state", ApplicationState)
@pytest.mark.parametrize("action", ["submit", "withdraw", "grant", "refuse"])
def test_every_state_and_action_outside_the_table_is_refused(draft, state, action):
    draft.state = state
    if (state, action) in APPLICATION_TRANSITIONS:
        move_application(draft, action)
        assert draft.state == APPLICATION_TRANSITIONS[state, action]
        return
    with pytest.raises(ActionRefused):
        move_application(draft, action)
    assert draft.state == state


# --- Consent --------------------------------------------------------------------------------------


def test_changing_the_text_ends_the_consents_and_says_so(draft, lars, chairs):
    for body, user in chairs.items():
        consent(draft, user, body)
    write_part(draft.parts.first(), actor=lars, html="<p>Ny text.</p>", version=2)

    assert names_in_force(draft) == []
    assert set(draft.consents.values_list("withdrawn_reason", flat=True)) == {"Ansökan ändrades"}
    assert AuditEvent.objects.filter(action="application.consents_ended").count() == 1


def test_saving_the_same_text_ends_nothing(draft, lars, anna, town):
    consent(draft, anna, town.lead)
    part = draft.parts.first()
    write_part(part, actor=lars, html=part.html, version=part.version)

    assert names_in_force(draft) == ["Fritidsnämnden"]


@pytest.mark.parametrize("change", ["share", "body", "about", "dialogue"])
def test_every_change_ends_the_consents(draft, lars, anna, town, change):
    consent(draft, anna, town.lead)
    if change == "share":
        said = {"organization": town.lead, "financing": "own", "year": 2026, "amount_ore": 1}
        set_share(draft, actor=lars, **said)
    elif change == "body":
        set_body(draft, actor=lars, organization=town.outside, takes_part=False)
    elif change == "about":
        said = {"title": "Annat namn", "summary": "x", "cost_ore": MKR, "version": draft.version}
        describe_application(draft, actor=lars, **said)
    else:
        district = OrganizationFactory(kind="district_committee", municipality=town.municipality)
        said = {"organization": district, "held_on": date(2025, 1, 10), "evidence": "Protokoll"}
        add_dialogue(draft, actor=lars, **said)

    assert names_in_force(draft) == []


def test_consent_is_to_the_text_on_the_page(draft, anna, lars, town):
    seen = keep_content(draft).fingerprint
    write_part(draft.parts.first(), actor=lars, html="<p>Ny text.</p>", version=2)

    with pytest.raises(EditConflict):
        give_consent(draft, actor=anna, organization=town.lead, fingerprint_seen=seen)
    assert names_in_force(draft) == []


@pytest.mark.parametrize(
    "person", ["lars", "erik", "oskar", "disa", "cecilia", "love", "rut", "gun"]
)
def test_only_who_speaks_for_the_body_consents(draft, person, request, town):
    with pytest.raises(PermissionDenied):
        consent(draft, request.getfixturevalue(person), town.participant)


@pytest.mark.parametrize("person", ["bo", "asta"])
def test_chair_and_secretary_speak_for_the_body(draft, person, request, town):
    assert consent(draft, request.getfixturevalue(person), town.participant)


def test_nobody_consents_for_another_body(draft, anna, town):
    with pytest.raises(PermissionDenied):
        consent(draft, anna, town.participant)


def test_body_that_is_only_affected_does_not_consent(draft, town):
    set_body(draft, actor=draft.author, organization=town.outside, takes_part=False)

    secretary = member(town.outside, Role.SECRETARY, "Kim")

    with pytest.raises(ActionRefused, match="deltar inte"):
        consent(draft, secretary, town.outside)


def test_consent_can_be_taken_back_until_it_is_submitted(draft, anna, town):
    given = consent(draft, anna, town.lead)
    take_back_consent(given, actor=anna, reason="Vi hinner inte")

    assert names_in_force(draft) == []


def test_asked_body_has_a_day_and_keeps_it_by_consenting(draft, lars, asta, anna, town):
    consent(draft, anna, town.lead)
    ask_for_consents(draft, actor=lars)
    due = Deadline.objects.get(kind="consent")
    consent(draft, asta, town.participant)

    assert (due.organization, due.due_on) == (town.participant, date(2025, 2, 15))
    due.refresh_from_db()
    assert due.done_by == "Samtycke gavs"


def test_ended_consent_is_asked_for_again(draft, lars, anna, town):
    consent(draft, anna, town.lead)
    write_part(draft.parts.first(), actor=lars, html="<p>Ny text.</p>", version=2)

    due = Deadline.objects.get(kind="consent")
    assert (due.organization, due.done_at) == (town.lead, None)


# --- Writing together -----------------------------------------------------------------------------


def test_both_texts_survive_when_two_write(draft, lars, bo):
    part = draft.parts.first()
    write_part(part, actor=lars, html="<p>Min.</p>", version=2)

    with pytest.raises(EditConflict) as conflict:
        write_part(part, actor=bo, html="<p>Din.</p>", version=2)
    assert (conflict.value.theirs.html, conflict.value.mine) == ("<p>Min.</p>", "<p>Din.</p>")


def test_officials_of_every_body_that_takes_part_write(draft, erik):
    assert write_part(draft.parts.first(), actor=erik, html="<p>Vår.</p>", version=2).version == 3


@pytest.mark.parametrize("person", ["cecilia", "oskar", "disa", "love", "rut", "gun"])
def test_nobody_else_writes(draft, person, request):
    with pytest.raises(PermissionDenied):
        write_part(
            draft.parts.first(), actor=request.getfixturevalue(person), html="<p>x</p>", version=2
        )


def test_submitted_application_is_not_written_in(sent, lars, town):
    said = {"organization": town.lead, "financing": "own", "year": 2026, "amount_ore": 1}

    with pytest.raises(PermissionDenied):
        set_share(sent, actor=lars, **said)


def test_sums_follow_the_shares(draft, lars, town):
    said = {"organization": town.participant, "financing": Financing.OWN, "year": 2025}
    share = set_share(draft, actor=lars, amount_ore=MKR // 2, **said)
    draft.refresh_from_db()
    before = (draft.applied_ore, draft.financed_ore, draft.unfinanced_ore)
    remove_share(share, actor=lars)

    draft.refresh_from_db()
    assert before == (MKR, MKR * 3 // 2, -MKR // 2)
    assert (draft.applied_ore, draft.financed_ore) == (MKR, MKR)


def test_shares_that_do_not_add_up_are_refused(draft, lars, town, chairs):
    said = {"organization": town.participant, "financing": Financing.OWN, "year": 2025}
    set_share(draft, actor=lars, amount_ore=100, **said)
    for body, user in chairs.items():
        consent(draft, user, body)

    with pytest.raises(ActionRefused, match="mer än kostnaden"):
        submit_application(draft, actor=lars, now=DURING)


def test_applied_share_is_the_rounds_own_money(draft):
    assert [share.source for share in draft.shares.all()] == [draft.round.source]


@pytest.mark.parametrize(("amount", "year"), [(0, 2025), (-1, 2025), (1, 1999), (1, 2999)])
def test_strange_share_is_refused(draft, lars, town, amount, year):
    said = {"organization": town.lead, "financing": "own", "amount_ore": amount, "year": year}

    with pytest.raises(ValidationError):
        set_share(draft, actor=lars, **said)
    assert ApplicationShare.objects.count() == 1


def test_body_with_a_share_cannot_stand_aside(draft, lars, town):
    said = {"organization": town.participant, "financing": Financing.OWN, "year": 2025}
    set_share(draft, actor=lars, amount_ore=100, **said)

    with pytest.raises(ActionRefused, match="Ta bort andelen först"):
        remove_body(draft.bodies.get(organization=town.participant), actor=lars)


def test_lead_always_takes_part(draft, lars, town):
    with pytest.raises(ActionRefused, match="deltar alltid"):
        set_body(draft, actor=lars, organization=town.lead, takes_part=False)


def test_group_and_strangers_take_no_part(draft, lars, town):
    group = OrganizationFactory(kind="working_group", municipality=town.municipality)

    for stranger in (group, OrganizationFactory(kind="committee")):
        with pytest.raises(ActionRefused, match="kan inte delta"):
            set_body(draft, actor=lars, organization=stranger, takes_part=True)


def test_dialogue_is_asked_of_a_specialist_committee(source, oskar, lars, town, chairs):
    found = opened(source, oskar, parts=("problem", "dialogue"))
    draft = written(found, lars, town.lead)
    consent(draft, chairs[town.lead], town.lead)
    with pytest.raises(ActionRefused, match="vilken stadsdelsnämnd"):
        submit_application(draft, actor=lars, now=DURING)

    district = OrganizationFactory(kind="district_committee", municipality=town.municipality)
    said = {"held_on": date(2025, 1, 10), "evidence": "Protokoll 2025-01-10 § 4"}
    add_dialogue(draft, actor=lars, organization=district, **said)
    consent(draft, chairs[town.lead], town.lead)
    assert submit_application(draft, actor=lars, now=DURING).number == 1


def test_copy_begins_with_what_the_earlier_one_said(sent, source, oskar, lars):
    later = opened(source, oskar, name="Hösten 2025")
    copy = copy_application(sent, actor=lars, into=later, now=DURING)

    assert (copy.state, copy.copied_from, copy.applied_ore) == ("draft", sent, MKR)
    assert list(copy.parts.values_list("html")) == list(sent.parts.values_list("html"))
    assert copy.consents.count() == 0


# --- Withdrawal -----------------------------------------------------------------------------------


def test_applicant_takes_the_application_back_with_a_reason(sent, lars):
    assert withdraw_application(sent, actor=lars, reason="Löst på annat sätt").state == "withdrawn"


def test_withdrawal_needs_a_reason(sent, lars):
    with pytest.raises(ValidationError, match="Skälet saknas"):
        withdraw_application(sent, actor=lars, reason=" ")


def test_only_applicants_withdraw(sent, oskar):
    with pytest.raises(PermissionDenied):
        withdraw_application(sent, actor=oskar, reason="Fel")


# --- Who sees it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["lars", "anna", "bo", "erik"])
def test_draft_is_the_participants_own(draft, person, request):
    user = request.getfixturevalue(person)

    assert list(Application.objects.visible_to(user)) == [draft]


@pytest.mark.parametrize("person", ["oskar", "disa", "cecilia", "love", "rut", "gun"])
def test_draft_is_nobody_elses(draft, person, request):
    assert not Application.objects.visible_to(request.getfixturevalue(person)).exists()


@pytest.mark.parametrize("person", ["oskar", "disa", "love", "rut", "gun", "lars", "erik"])
def test_submitted_one_is_seen_by_those_who_judge_and_oversee(sent, person, request):
    assert Application.objects.visible_to(request.getfixturevalue(person)).get() == sent


def test_submitted_one_is_not_seen_by_outsiders(sent, cecilia):
    assert not Application.objects.visible_to(cecilia).exists()


def test_affected_body_that_takes_no_part_sees_no_draft(draft, lars, town, cecilia):
    set_body(draft, actor=lars, organization=town.outside, takes_part=False)

    assert not Application.objects.visible_to(cecilia).exists()


# --- What the database refuses --------------------------------------------------------------------


def refused(act) -> bool:
    try:
        with transaction.atomic():
            act()
    except DatabaseError:
        return True
    return False


def test_database_freezes_what_is_submitted(sent):
    acts = [
        lambda: Application.objects.filter(pk=sent.pk).update(title="Annat"),
        lambda: Application.objects.filter(pk=sent.pk).update(state="draft"),
        lambda: sent.parts.update(html="Annat"),
        lambda: sent.shares.update(amount_ore=1),
        lambda: sent.bodies.all().delete(),
        lambda: sent.consents.all().delete(),
        lambda: sent.versions.update(fingerprint="0"),
    ]

    assert [refused(act) for act in acts] == [True] * len(acts)
    guards.remove(connection)
    assert not refused(acts[0])


def test_database_keeps_a_draft_that_nobody_submitted(draft):
    rows = Application.objects.filter(pk=draft.pk)

    assert refused(lambda: rows._raw_delete("default"))
