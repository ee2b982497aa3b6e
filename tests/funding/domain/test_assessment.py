import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordination import guards
from coordination.enums import Role
from coordination.exceptions import ActionRefused
from funding.domain import assessment
from funding.domain.application import withdraw_application
from funding.domain.grant import Award, Rejection, grant_funds
from funding.domain.priority import ranking
from funding.domain.ranking import candidates, weights_of
from funding.exceptions import CapExceeded
from funding.exports.ranking import exported_ranking, ranking_as_csv
from funding.models import Application, ApplicationShare, Grant, Refusal, Score
from tests.conftest import member
from tests.factories import MembershipFactory, OrganizationFactory, SeatFactory
from tests.factories.funding import RoundFactory
from tests.funding.applications import closed, judged, now_holds, opened, submitted
from tests.funding.downloads import rangordning
from tests.funding.helpers import MKR, award, new_key


def ranks(funding_round):
    return ranking(candidates(funding_round), weights_of(funding_round))


@pytest.fixture
def three(open_round, lars, town, chairs, oskar):
    """Two joint applications and one that a committee makes alone; the round has closed."""
    sent = [
        submitted(open_round, lars, town.lead, town.participant, chairs=chairs, title="Stråket"),
        submitted(open_round, lars, town.lead, town.participant, chairs=chairs, title="Torget"),
        submitted(open_round, lars, town.lead, chairs=chairs, title="Ensamt"),
    ]
    closed(open_round, oskar)
    return sent


def test_scores_and_gate_give_the_rank(three, oskar):
    for application, levels in zip(three, [(3, 3), (4, 2), (5, 5)], strict=True):
        judged(application, oskar, *levels)

    assert ranks(three[0].round) == {2: 1, 1: 2, 3: 3}
    in_list = Application.objects.filter(round=three[0].round).by_rank()
    assert [each.title for each in in_list] == ["Torget", "Stråket", "Ensamt"]


def test_what_is_not_long_term_stands_last_without_rank(three, oskar):
    judged(three[0], oskar, 5, 5, passed=False)
    judged(three[2], oskar, 1, 1)

    assert ranks(three[0].round) == {3: 1}
    in_list = Application.objects.filter(round=three[0].round).by_rank()
    assert [each.number for each in in_list] == [3, 2, 1]


@given(factor=st.integers(1, 10**6))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scaling_every_amount_changes_no_rank(three, oskar, factor):
    for application, levels in zip(three, [(3, 3), (4, 2), (5, 5)], strict=True):
        judged(application, oskar, *levels)
    before = (ranks(three[0].round), exported_ranking(three[0].round))
    guards.remove(connection)
    for model, names in {
        Application: ("cost_ore", "applied_ore", "financed_ore"),
        ApplicationShare: ("amount_ore",),
    }.items():
        model.objects.update(**dict.fromkeys(names, factor))

    assert (ranks(three[0].round), exported_ranking(three[0].round)) == before


def test_exported_file_gives_the_same_ranking(three, oskar):
    judged(three[0], oskar, 3, 3)
    judged(three[1], oskar, 3, 3)
    file = exported_ranking(three[0].round)

    shown = {row["number"]: row["rank"] for row in file["applications"] if row["rank"]}
    assert rangordning.ranking(file) == shown == {1: 1, 2: 1}


def test_exported_table_holds_no_formula(open_round, lars, town, chairs, oskar):
    submitted(open_round, lars, town.lead, chairs=chairs, title="=1+1")

    (_heads, row) = ranking_as_csv(exported_ranking(open_round)).splitlines()
    assert row == ";1;'=1+1;;1;1;;"


@pytest.mark.parametrize("person", ["lars", "erik", "anna", "love", "rut", "gun", "cecilia"])
def test_only_assessors_judge(sent, person, request):
    with pytest.raises(PermissionDenied):
        judged(sent, request.getfixturevalue(person), 3, 3)


def test_asked_group_judges(source, oskar, lars, town, chairs):
    group = OrganizationFactory(kind="working_group", municipality=town.municipality)
    found = opened(source, oskar, assessed_by=group)
    sent = submitted(found, lars, town.lead, chairs=chairs)
    closed(found, oskar)

    assert judged(sent, member(group, Role.MEMBER, "Greta"), 3, 3).sort_key.startswith("1")


def test_nothing_is_judged_while_the_round_is_open(open_round, lars, town, chairs, oskar):
    sent = submitted(open_round, lars, town.lead, chairs=chairs)

    with pytest.raises(PermissionDenied):
        judged(sent, oskar, 3)


@pytest.mark.parametrize("level", [0, 6, -1, True])
def test_level_is_one_to_five(sent, oskar, level):
    criterion = sent.round.criteria.first()

    with pytest.raises(ValidationError, match="nivå från 1 till 5"):
        assessment.score_application(
            sent, actor=oskar, criterion=criterion, level=level, rationale="x"
        )


def test_score_needs_its_reason(sent, oskar):
    criterion = sent.round.criteria.first()

    with pytest.raises(ValidationError, match="Motiveringen saknas"):
        assessment.score_application(sent, actor=oskar, criterion=criterion, level=3, rationale=" ")


def test_earlier_scores_stay_as_history(sent, oskar, disa):
    criterion = sent.round.criteria.first()
    for user, level in ((oskar, 2), (disa, 4)):
        assessment.score_application(
            sent, actor=user, criterion=criterion, level=level, rationale="Efter läsning"
        )

    rows = Score.objects.order_by("pk").values_list("level", "actor", "is_current")
    assert list(rows) == [(2, oskar.pk, False), (4, disa.pk, True)]


def test_other_rounds_criterion_is_refused(sent, source, oskar):
    other = opened(source, oskar, name="Hösten 2025").criteria.first()

    with pytest.raises(ActionRefused, match="annan omgång"):
        assessment.score_application(sent, actor=oskar, criterion=other, level=3, rationale="x")


# --- Conflict of interest -------------------------------------------------------------------------


def test_who_works_for_a_participating_body_judges_nothing(sent, town, oskar):
    seat = SeatFactory(organization=town.participant, role=Role.CASE_OFFICER)
    MembershipFactory(person=oskar.person, seat=seat)

    with pytest.raises(ActionRefused, match="Du är jävig"):
        judged(sent, now_holds(oskar), 3, 3)


def test_recorded_conflict_ends_what_the_person_judged(sent, oskar, disa):
    judged(sent, oskar, 3, 3)
    assessment.record_conflict(sent, actor=disa, person=oskar.person, reason="Är granne med torget")

    assert sent.scores.filter(is_current=True).count() == 0
    assert ranks(sent.round) == {}
    with pytest.raises(ActionRefused, match="granne med torget"):
        judged(sent, oskar, 5, 5)
    assert ranks(judged(sent, disa, 4, 4).round) == {1: 1}


def test_conflict_is_recorded_once(sent, oskar, disa):
    said = {"actor": disa, "person": oskar.person}
    first = assessment.record_conflict(sent, reason="Granne", **said)

    assert assessment.record_conflict(sent, reason="Granne", **said) == first
    with pytest.raises(ValidationError, match="redan antecknat"):
        assessment.record_conflict(sent, reason="Släkting", **said)


# --- The decision ---------------------------------------------------------------------------------


def decide(funding_round, actor, decision, granted=(), refused=()):
    return grant_funds(
        funding_round,
        actor=actor,
        decision=decision,
        awards=[Award.of(each, amount_ore=amount) for each, amount in granted],
        rejections=[Rejection.of(each, reason=reason) for each, reason in refused],
        key=new_key(),
    )


def test_each_application_meets_its_grant_or_refusal(three, oskar, decision):
    for application in three:
        judged(application, oskar, 3, 3)
    decide(
        three[0].round,
        oskar,
        decision,
        granted=[(three[0], MKR), (three[1], MKR // 2)],
        refused=[(three[2], "Bara en nämnd deltar")],
    )

    states = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["granted", "granted", "refused"]
    assert Grant.objects.get(application=three[1]).granted_ore == MKR // 2
    assert Refusal.objects.get(application=three[2]).reason == "Bara en nämnd deltar"


def test_application_is_decided_once(sent, oskar, decision):
    judged(sent, oskar, 3, 3)
    decide(sent.round, oskar, decision, granted=[(sent, MKR)])

    with pytest.raises(ActionRefused):
        decide(sent.round, oskar, decision, refused=[(sent, "Nej")])
    assert Refusal.objects.count() == 0


def test_more_than_was_applied_for_is_refused(sent, oskar, decision):
    judged(sent, oskar, 3, 3)

    with pytest.raises(CapExceeded, match="kan inte få mer"):
        decide(sent.round, oskar, decision, granted=[(sent, MKR + 1)])
    assert Grant.objects.count() == 0


def test_what_is_not_long_term_is_not_granted(sent, oskar, decision):
    judged(sent, oskar, 5, 5, passed=False)

    with pytest.raises(ActionRefused, match="inte långsiktig"):
        decide(sent.round, oskar, decision, granted=[(sent, MKR)])


def test_pair_that_excludes_each_other_is_not_granted_together(three, oskar, decision):
    for application in three:
        judged(application, oskar, 3, 3)
    assessment.exclude_pair(three[0], actor=oskar, other=three[1], reason="Samma plats")

    with pytest.raises(ActionRefused, match="utesluter varandra: Samma plats"):
        decide(three[0].round, oskar, decision, granted=[(three[0], MKR), (three[1], MKR)])
    assert decide(three[0].round, oskar, decision, granted=[(three[0], MKR)])


def test_application_of_another_round_is_refused(sent, source, oskar, decision):
    other = RoundFactory(source=source)

    with pytest.raises(ActionRefused, match="annan omgång"):
        decide(other, oskar, decision, granted=[(sent, MKR)])


def test_withdrawn_application_is_not_granted(sent, oskar, lars, decision):
    withdraw_application(sent, actor=lars, reason="Löst")

    with pytest.raises(ActionRefused):
        decide(sent.round, oskar, decision, granted=[(sent, MKR)])


def test_disqualified_official_decides_nothing(sent, oskar, disa, decision):
    assessment.record_conflict(sent, actor=disa, person=oskar.person, reason="Granne")

    with pytest.raises(ActionRefused, match="Du är jävig"):
        decide(sent.round, oskar, decision, granted=[(sent, MKR)])


def test_database_keeps_what_was_judged(sent, oskar):
    judged(sent, oskar, 3, 3)

    for act in (
        lambda: Score.objects.update(level=5),
        lambda: Score.objects.all().delete(),
        lambda: sent.gate_checks.update(passed=False),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    guards.remove(connection)
    assert Score.objects.update(level=5) == 2


def test_round_with_applications_grants_nothing_else(sent, oskar, decision, town):
    with pytest.raises(ActionRefused, match="Omgången har ansökningar"):
        grant_funds(
            sent.round,
            actor=oskar,
            decision=decision,
            awards=[award(town.lead, title=sent.title)],
            key=new_key(),
        )
    assert Grant.objects.count() == 0


def test_what_is_not_fully_judged_is_not_granted(sent, oskar, decision):
    judged(sent, oskar, 3)

    with pytest.raises(ActionRefused, match="inte färdigbedömd"):
        decide(sent.round, oskar, decision, granted=[(sent, MKR)])


def test_pair_that_excludes_each_other_is_not_granted_one_after_the_other(three, oskar, decision):
    for application in three:
        judged(application, oskar, 3, 3)
    assessment.exclude_pair(three[0], actor=oskar, other=three[1], reason="Samma plats")
    decide(three[0].round, oskar, decision, granted=[(three[0], MKR)])

    with pytest.raises(ActionRefused, match="utesluter varandra"):
        decide(three[0].round, oskar, decision, granted=[(three[1], MKR)])


def test_money_for_an_application_goes_to_its_lead(sent, oskar, decision, town):
    judged(sent, oskar, 3, 3)
    line = award(town.participant, application=sent)

    with pytest.raises(ActionRefused, match="går till den som har sökt"):
        grant_funds(sent.round, actor=oskar, decision=decision, awards=[line], key=new_key())
