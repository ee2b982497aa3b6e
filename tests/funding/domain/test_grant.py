from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from coordination.domain.decision import record_decision
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from coordination.history import tell
from coordination.models import AuditEvent
from funding.domain.grant import Rejection, grant_funds
from funding.exceptions import CapExceeded, KeyReused
from funding.models import Grant, LedgerEntry, Refusal, Source
from tests.factories import (
    DecisionFactory,
    MembershipFactory,
    OrganizationFactory,
    SeatFactory,
)
from tests.funding.helpers import MKR, award, new_key


def grant_it(funding_round, actor, decision, *awards, key=None, **values):
    return grant_funds(
        funding_round, actor=actor, decision=decision, awards=awards, key=key or new_key(), **values
    )


def test_decision_grants_to_many_at_once(funding_round, oskar, decision, town):
    grants = grant_it(
        funding_round,
        oskar,
        decision,
        award(town.participant, 3 * MKR),
        award(town.lead, 2 * MKR, title="Öppna hallar"),
    )

    assert [(g.title, g.granted_ore) for g in grants] == [
        ("Trygga stråk", 3 * MKR),
        ("Öppna hallar", 2 * MKR),
    ]
    assert Source.objects.get().granted_ore == 5 * MKR


def test_grant_is_a_row_with_decision_day_and_actor(funding_round, oskar, decision, town):
    (grant,) = grant_it(funding_round, oskar, decision, award(town.participant))

    row = LedgerEntry.objects.get(grant=grant, kind="granted")
    assert (row.amount_ore, row.decision, row.booked_on, row.actor) == (
        MKR,
        decision,
        date(2025, 3, 5),
        oskar,
    )


def test_what_was_applied_for_is_booked_beside_what_was_granted(
    funding_round, oskar, decision, town
):
    (grant,) = grant_it(funding_round, oskar, decision, award(town.lead, applied_ore=2 * MKR))

    rows = LedgerEntry.objects.filter(grant=grant).order_by("kind")
    assert list(rows.values_list("kind", "amount_ore")) == [("applied", 2 * MKR), ("granted", MKR)]


def test_round_is_decided_on_the_day_of_its_first_decision(funding_round, oskar, decision, town):
    grant_it(funding_round, oskar, decision, award(town.participant))

    funding_round.refresh_from_db()
    assert (funding_round.state, funding_round.decided_on) == ("decided", date(2025, 3, 5))


def test_grant_above_the_frame_is_refused_and_nothing_is_saved(
    funding_round, oskar, decision, town
):
    awards = [award(town.participant, 6 * MKR), award(town.lead, 4 * MKR + 1)]

    with pytest.raises(CapExceeded, match="Ramen räcker inte"):
        grant_it(funding_round, oskar, decision, *awards)
    assert (Grant.objects.count(), Source.objects.get().granted_ore) == (0, 0)


def test_grant_up_to_the_frame_is_allowed(funding_round, oskar, decision, town):
    grant_it(funding_round, oskar, decision, award(town.participant, 10 * MKR))

    assert Source.objects.get().headroom_ore == 0


def test_database_refuses_more_than_the_frame_when_nobody_checks(source):
    with pytest.raises(IntegrityError), transaction.atomic():
        Source.objects.filter(pk=source.pk).update(granted_ore=10 * MKR + 1)


def test_grant_above_the_amount_of_the_decision_is_refused(funding_round, oskar, decision, town):
    decision.amount_ore = 3 * MKR
    decision.save()
    grant_it(funding_round, oskar, decision, award(town.participant, 2 * MKR))

    with pytest.raises(CapExceeded, match="Beslutet räcker inte"):
        grant_it(funding_round, oskar, decision, award(town.lead, MKR + 1))
    assert grant_it(funding_round, oskar, decision, award(town.lead, MKR))


def test_decision_without_financing_grants_nothing(funding_round, oskar, decision, town):
    decision.financing = "  "
    decision.save()

    with pytest.raises(ActionRefused, match=r"11 kap\. 15 §"):
        grant_it(funding_round, oskar, decision, award(town.participant))


def test_another_committees_decision_does_not_move_the_boards_money(
    funding_round, oskar, matter, town
):
    other = DecisionFactory(matter=matter, body=town.outside, financing="Egen budget")

    with pytest.raises(ActionRefused, match="bestämmer inte över pengarna"):
        grant_it(funding_round, oskar, other, award(town.participant))


def test_boards_own_subcommittee_may_decide(funding_round, oskar, matter, town):
    subcommittee = OrganizationFactory(
        kind="subcommittee", parent=town.board, municipality=town.municipality
    )
    decision = DecisionFactory(
        matter=matter,
        body=subcommittee,
        financing="Centrala medel",
        decided_on=date(2025, 3, 5),
        amount_ore=MKR,
    )

    assert grant_it(funding_round, oskar, decision, award(town.participant))


def test_group_never_decides(funding_round, oskar, decision, town):
    decision.body = OrganizationFactory(kind="steering_group", parent=town.board)

    with pytest.raises(ActionRefused, match="föreslå men inte besluta"):
        grant_it(funding_round, oskar, decision, award(town.participant))


@pytest.mark.parametrize("amount", [0, -1])
def test_grant_of_nothing_is_refused(funding_round, oskar, decision, town, amount):
    with pytest.raises(ValidationError, match="större än 0"):
        grant_it(funding_round, oskar, decision, award(town.participant, amount))


def test_money_is_never_a_float(funding_round, oskar, decision, town):
    with pytest.raises(TypeError):
        grant_it(funding_round, oskar, decision, award(town.participant, 1.5))


def test_open_round_grants_nothing_yet(funding_round, oskar, decision, town):
    funding_round.state = "open"
    funding_round.save()

    with pytest.raises(ActionRefused, match="Öppen för ansökan"):
        grant_it(funding_round, oskar, decision, award(town.participant))


@pytest.mark.parametrize("person", ["bo", "erik", "anna", "love", "cecilia", "rut", "gun"])
def test_only_the_owners_controller_or_coordinator_grants(
    funding_round, decision, town, person, request
):
    with pytest.raises(PermissionDenied):
        grant_it(funding_round, request.getfixturevalue(person), decision, award(town.participant))


def test_owners_coordinator_grants(funding_round, disa, decision, town):
    assert grant_it(funding_round, disa, decision, award(town.participant))


def test_same_form_twice_grants_once(funding_round, oskar, decision, town):
    said = [award(town.participant, 3 * MKR), award(town.lead)]

    first = grant_it(funding_round, oskar, decision, *said, key="k1")
    again = grant_it(funding_round, oskar, decision, *said, key="k1")

    assert (again, Source.objects.get().granted_ore) == (first, 4 * MKR)


def test_same_form_with_other_values_is_refused(funding_round, oskar, decision, town):
    grant_it(funding_round, oskar, decision, award(town.participant), key="k1")

    with pytest.raises(KeyReused, match="Inget mer har sparats"):
        grant_it(funding_round, oskar, decision, award(town.participant, 2 * MKR), key="k1")
    assert Source.objects.get().granted_ore == MKR


def test_granting_is_in_the_audit_trail_of_the_decisions_matter(
    funding_round, oskar, decision, town
):
    grant_it(funding_round, oskar, decision, award(town.participant))

    event = AuditEvent.objects.get(action="funds.granted")
    assert event.matter == decision.matter
    assert (
        tell(event).text
        == "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr beviljades till stadsbyggnadsnämnden."
    )


def test_refusals_stand_with_their_reasons(funding_round, oskar, decision, town):
    said = [Rejection("Ny fontän", town.lead, "Ligger utanför området", applied_ore=5 * MKR)]
    for _n in range(2):
        grant_it(funding_round, oskar, decision, award(town.participant), key="k", rejections=said)

    (refusal,) = Refusal.objects.all()
    assert (refusal.applicant, refusal.reason) == (town.lead, "Ligger utanför området")
    assert LedgerEntry.objects.get(kind="applied").amount_ore == 5 * MKR


def test_refusal_without_a_reason_is_refused(funding_round, oskar, decision, town):
    said = [Rejection("Ny fontän", town.lead, " ")]

    with pytest.raises(ValidationError, match="Skälet till avslaget saknas"):
        grant_it(funding_round, oskar, decision, award(town.participant), rejections=said)
    assert Source.objects.get().granted_ore == 0


def test_nobody_enters_a_grant_to_the_body_they_report_for(funding_round, oskar, decision, town):
    seat = SeatFactory(organization=town.participant, role=Role.CASE_OFFICER)
    MembershipFactory(person=oskar.person, seat=seat)

    with pytest.raises(ActionRefused, match="Du rapporterar för"):
        grant_it(funding_round, oskar, decision, award(town.participant))
    assert grant_it(funding_round, oskar, decision, award(town.lead))


def test_above_the_limit_two_persons_are_needed(funding_round, oskar, disa, matter, town):
    Source.objects.update(two_persons_above_ore=MKR)
    funding_round.source.refresh_from_db()
    decision = record_decision(
        matter,
        actor=disa,
        body=town.board,
        decided_on=date(2025, 3, 5),
        paragraph=88,
        title="Fördelning",
        text="Medlen fördelas.",
        today=date(2025, 3, 5),
        amount_ore=9 * MKR,
        financing="Budget",
    )

    with pytest.raises(ActionRefused, match="Du har antecknat beslutet"):
        grant_it(funding_round, disa, decision, award(town.participant, MKR + 1))
    assert grant_it(funding_round, disa, decision, award(town.participant, MKR))
    assert grant_it(funding_round, oskar, decision, award(town.participant, MKR + 1))


def test_preparatory_decision_grants_nothing(funding_round, oskar, decision, town):
    decision.is_preparatory = True

    with pytest.raises(ActionRefused, match="förbereder bara"):
        grant_it(funding_round, oskar, decision, award(town.participant))


def test_decision_before_the_round_closed_grants_nothing(funding_round, oskar, decision, town):
    decision.decided_on = date(2025, 2, 14)

    with pytest.raises(ActionRefused, match="men ansökningstiden gick ut 15 februari 2025"):
        grant_it(funding_round, oskar, decision, award(town.participant))


def test_decision_without_amount_grants_nothing(funding_round, oskar, decision, town):
    decision.amount_ore = None

    with pytest.raises(ActionRefused, match="säger inte hur mycket"):
        grant_it(funding_round, oskar, decision, award(town.participant))


def test_body_of_another_municipality_gets_nothing(funding_round, oskar, decision, town):
    with pytest.raises(ActionRefused) as refused:
        grant_it(funding_round, oskar, decision, award(OrganizationFactory(name="Grannstad")))

    assert refused.value.code == "strange_recipient"
    assert not Grant.objects.exists()


def test_grant_decided_before_the_books_closed_is_booked_on_the_first_open_day(
    funding_round, oskar, decision, town
):
    Source.objects.update(books_closed_on=date(2025, 3, 31))
    (grant,) = grant_it(funding_round, oskar, decision, award(town.participant))

    assert grant.decision.decided_on == date(2025, 3, 5)
    assert LedgerEntry.objects.get(grant=grant).booked_on == date(2025, 4, 1)
