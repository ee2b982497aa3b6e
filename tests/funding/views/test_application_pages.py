"""The pages of applications: written, consented to, submitted, judged, decided."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.enums import Role
from funding.domain.assessment import exclude_pair
from funding.domain.grant import Award, Rejection, grant_funds
from funding.models import Application, Consent, Grant, LedgerEntry, Refusal, Score
from tests.conftest import member
from tests.funding.applications import closed, consent, judged, opened, submitted
from tests.funding.downloads import rangordning
from tests.funding.helpers import MKR, new_key
from tests.pdf import Pdf, faults


def url(name, *args):
    return reverse(f"funding:{name}", args=args)


def post(client, user, page, /, *args, **said):
    client.force_login(user)
    return client.post(url(page, *args), said, follow=True)


def text(answer):
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_application_is_begun_and_described_on_its_pages(client, source, oskar, lars, town):
    today = timezone.localdate()
    found = opened(source, oskar, opens_on=today, closes_on=today + timedelta(days=9))
    said = {"title": "Stråket", "lead": town.lead.pk, "key": new_key()}
    post(client, lars, "start_application", found.pk, **said)
    begun = Application.objects.get()
    said = {"title": "Stråket", "summary": "Ljus längs vägen.", "cost_ore": "2 mnkr", "version": 1}
    post(client, lars, "describe_application", begun.pk, **said)

    begun.refresh_from_db()
    assert (begun.title, begun.cost_ore, begun.version) == ("Stråket", 2 * MKR, 2)


def test_copy_goes_to_the_round_that_is_open(client, sent, source, oskar, lars):
    today = timezone.localdate()
    later = opened(source, oskar, name="Nu", opens_on=today, closes_on=today + timedelta(days=9))
    for _click in range(2):
        post(client, lars, "copy_application", sent.pk, into=later.pk, key="en-och-samma")

    assert later.applications.get().copied_from == sent


def test_describing_shows_what_is_missing(client, draft, lars):
    client.force_login(lars)

    assert "Samtycke saknas från" in text(client.get(url("application", draft.pk)))


def test_body_share_and_dialogue_are_set_and_removed(client, draft, lars, town):
    said = {"organization": town.outside.pk, "contribution": ""}
    post(client, lars, "application_bodies", draft.pk, **said)
    body = draft.bodies.get(organization=town.outside)
    said = {"organization": town.lead.pk, "financing": "own", "year": "2026", "amount_ore": "5 tkr"}
    post(client, lars, "application_shares", draft.pk, **said)
    share = draft.shares.get(year=2026)
    assert (body.takes_part, share.amount_ore) == (False, 5_000_00)

    post(client, lars, "remove_application_body", body.pk)
    post(client, lars, "remove_share", share.pk)
    assert (draft.bodies.count(), draft.shares.count()) == (2, 1)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("amount_ore", "1.234", "kan betyda två olika belopp"),
        ("amount_ore", "1e309", "går inte att läsa som ett belopp"),
        ("amount_ore", "-5", "större än 0"),
        ("amount_ore", "0", "större än 0"),
        ("amount_ore", "12 EUR", "går inte att läsa som ett belopp"),
        ("year", "2999", "Skriv ett år mellan"),
        ("year", "i år", "Skriv året med siffror"),
        ("organization", "999999", "Välj"),
        ("financing", "lån", "Välj"),
    ],
)
def test_bad_share_is_answered_by_the_field(client, draft, lars, town, field, value, message):
    client.force_login(lars)
    said = {"organization": town.lead.pk, "financing": "own", "year": "2026", "amount_ore": "5"}
    answer = client.post(url("application_shares", draft.pk), said | {field: value})

    assert message in " ".join(answer.context["form"].errors[field])
    assert draft.shares.count() == 1


def test_text_is_saved_in_the_background(client, draft, lars):
    client.force_login(lars)
    part = draft.parts.first()
    said = {"body": "<p>Nytt.</p>", "body_format": "html", "version": part.version}
    answer = client.post(url("application_part", part.pk), said, HTTP_X_AUTOSAVE="1")

    part.refresh_from_db()
    assert (answer.json()["version"], part.html) == (3, "<p>Nytt.</p>")


def test_two_writers_see_both_texts(client, draft, lars, bo):
    part = draft.parts.first()
    said = {"body_format": "html", "version": part.version}
    post(client, lars, "application_part", part.pk, body="<p>Första.</p>", **said)
    client.force_login(bo)
    answer = client.post(url("application_part", part.pk), said | {"body": "<p>Andra.</p>"})

    assert answer.status_code == 409
    assert "Första." in text(answer)
    assert "Andra." in text(answer)


def test_change_says_whose_consent_it_ended(client, draft, lars, anna, town):
    consent(draft, anna, town.lead)
    part = draft.parts.first()
    said = {"body": "<p>Ny.</p>", "body_format": "html", "version": part.version}

    answer = post(client, lars, "application_part", part.pk, **said)
    assert "gäller inte längre samtycket från Fritidsnämnden" in text(answer)


def test_chair_reads_and_consents(client, draft, asta, town):
    body = draft.bodies.get(organization=town.participant)
    client.force_login(asta)
    page = client.get(url("consent", body.pk))
    post(client, asta, "consent", body.pk, fingerprint=page.context["fingerprint"])

    assert Consent.objects.get().organization == town.participant


def test_consent_to_an_older_text_is_asked_again(client, draft, asta, town):
    body = draft.bodies.get(organization=town.participant)
    answer = post(client, asta, "consent", body.pk, fingerprint="0" * 64)

    assert "ändrades medan du läste" in text(answer)
    assert not Consent.objects.exists()


def test_official_without_the_right_does_not_consent(client, draft, lars, town):
    body = draft.bodies.get(organization=town.lead)

    assert post(client, lars, "consent", body.pk, fingerprint="0").status_code == 403


def test_submission_says_what_is_missing(client, draft, lars):
    client.force_login(lars)
    answer = client.post(url("submit_application", draft.pk))

    assert answer.status_code == 409
    assert Application.objects.get().state == "draft"


def test_receipt_stands_on_the_page(client, sent, lars):
    client.force_login(lars)
    page = text(client.get(url("application", sent.pk)))

    assert sent.reference in page
    assert sent.fingerprint[:8] in page


def test_outsider_finds_no_page_of_the_application(client, draft, cecilia):
    client.force_login(cecilia)
    names = ("application", "describe_application", "submit_application", "assessment")

    assert {client.get(url(name, draft.pk)).status_code for name in names} == {404}


def test_withdrawal_through_its_page(client, sent, lars):
    post(client, lars, "withdraw_application", sent.pk, reason="Löst på annat sätt")

    sent.refresh_from_db()
    assert sent.state == "withdrawn"


# --- Judging --------------------------------------------------------------------------------------


def assessed(sent, level=4, **said):
    fields = {"passed": "ja", "passed_why": "Nämnden tar över driften"}
    for each in sent.round.criteria.all():
        fields |= {f"level_{each.pk}": level, f"why_{each.pk}": "Tydlig analys"}
    return fields | said


def test_application_is_judged_on_one_page(client, sent, oskar):
    answer = post(client, oskar, "assessment", sent.pk, **assessed(sent))

    assert Score.objects.filter(is_current=True).count() == 2
    assert "4,0" in text(answer)


def test_level_without_reason_is_answered_by_the_field(client, sent, oskar):
    client.force_login(oskar)
    first = sent.round.criteria.first()
    said = assessed(sent) | {f"why_{first.pk}": ""}
    answer = client.post(url("assessment", sent.pk), said)

    assert f"why_{first.pk}" in answer.context["form"].errors
    assert not Score.objects.exists()


def test_applicant_reads_every_reason_but_judges_nothing(client, sent, oskar, lars):
    judged(sent, oskar, 4, 4)
    client.force_login(lars)
    page = client.get(url("assessment", sent.pk))

    assert "Enligt analysen" in text(page)
    assert page.context["form"] is None
    assert client.post(url("assessment", sent.pk), assessed(sent)).status_code == 403


def test_next_is_the_one_not_judged_yet(client, open_round, lars, town, chairs, oskar):
    sent = [
        submitted(open_round, lars, town.lead, town.participant, chairs=chairs, title=title)
        for title in ("A", "B")
    ]
    closed(open_round, oskar)
    client.force_login(oskar)
    answer = client.post(url("assessment", sent[0].pk), assessed(sent[0]) | {"next": "1"})

    assert answer["Location"] == url("assessment", sent[1].pk)


# --- The decision table ---------------------------------------------------------------------------


@pytest.fixture
def three(open_round, lars, town, chairs, oskar):
    """Four, four and four million asked for of ten, in that order."""
    sent = [
        submitted(
            *(open_round, lars, town.lead, town.participant),
            chairs=chairs,
            title=title,
            amount_ore=4 * MKR,
        )
        for title in ("Stråket", "Torget", "=Hallen")
    ]
    closed(open_round, oskar)
    return [judged(each, oskar, level, level) for each, level in zip(sent, (5, 4, 3), strict=True)]


def states(answer):
    return {line.row.title: line.state for line in answer.context["table"].lines}


def test_table_suggests_what_the_frame_holds(client, three, oskar):
    client.force_login(oskar)
    answer = client.get(url("decision_table", three[0].round_id))

    assert states(answer) == {"Stråket": "in", "Torget": "in", "=Hallen": "out"}
    assert "Ramen räcker hit" in text(answer)


def test_ticks_are_tried_and_saved_nowhere(client, three, oskar):
    client.force_login(oskar)
    query = "&".join(["provat=1", *(f"med={each.pk}" for each in three)])
    answer = client.get(f"{url('decision_table', three[0].round_id)}?{query}")

    assert states(answer)["=Hallen"] == "over"
    assert "Valet går inte att besluta" in text(answer)
    assert set(Application.objects.values_list("state", flat=True)) == {"submitted"}
    assert not LedgerEntry.objects.filter(round=three[0].round_id).exists()


def test_excluded_pair_and_missed_gate_are_blocked_with_the_reason(client, three, oskar, disa):
    exclude_pair(three[0], actor=oskar, other=three[1], reason="Samma plats")
    judged(three[2], oskar, passed=False)
    client.force_login(oskar)
    page = client.get(url("decision_table", three[0].round_id))

    assert states(page) == {"Stråket": "in", "Torget": "blocked", "=Hallen": "blocked"}
    assert "Utesluts av ”Stråket”: Samma plats" in text(page)
    assert "Inte långsiktig: Drivs vidare av nämnden" in text(page)


def test_strange_ticks_are_no_ticks(client, three, oskar):
    client.force_login(oskar)
    query = "?provat=1&med=x&med=-1&med=99999999999999999999&med=0"

    assert (
        client.get(url("decision_table", three[0].round_id) + query).context["table"].chosen == []
    )


@pytest.mark.parametrize("person", ["lars", "erik", "anna"])
def test_applicants_see_no_decision_table(client, three, person, request):
    client.force_login(request.getfixturevalue(person))

    assert client.get(url("decision_table", three[0].round_id)).status_code == 403


def test_workbook_holds_the_table_and_no_formula(client, three, oskar):
    client.force_login(oskar)
    answer = client.get(url("decision_workbook", three[0].round_id))
    files = zipfile.ZipFile(BytesIO(answer.content))

    assert "<f>" not in files.read("xl/worksheets/sheet1.xml").decode()
    assert "'=Hallen" in files.read("xl/sharedStrings.xml").decode()


def test_annex_is_a_valid_tagged_pdf(client, three, oskar):
    client.force_login(oskar)
    annex = client.get(url("decision_annex", three[0].round_id)).content

    assert faults(annex) == []
    assert "Ansökningar som föreslås" in Pdf(annex).text


def test_exported_ranking_is_reckoned_again(client, three, oskar):
    client.force_login(oskar)
    file = json.loads(client.get(url("ranking_json", three[0].round_id)).content)

    assert rangordning.ranking(file) == {1: 1, 2: 2, 3: 3}
    assert "öre" not in json.dumps(file)


def test_decision_is_entered_from_the_table(client, three, oskar, decision):
    client.force_login(oskar)
    page = client.get(url("decision_table", three[0].round_id))
    address = f"{url('grant_funds', three[0].round_id)}?{page.context['query']}"
    form = client.get(address)
    said = {"key": "k1", "decision": decision.pk}
    for line in form.context["lines"]:
        said[line.add_prefix("amount_ore")] = line["amount_ore"].value() or ""
    said[f"ansokan-{three[2].pk}-reason"] = "Ramen räcker inte"
    for _n in range(2):
        client.post(address, said)

    assert Grant.objects.count() == 2
    assert Refusal.objects.get().reason == "Ramen räcker inte"
    found = Application.objects.order_by("number").values_list("state", flat=True)
    assert list(found) == ["granted", "granted", "refused"]


@pytest.fixture
def decided(three, oskar, decision):
    """Two granted, the third refused."""
    grant_funds(
        three[0].round,
        actor=oskar,
        decision=decision,
        awards=[Award.of(each, amount_ore=each.applied_ore) for each in three[:2]],
        rejections=[Rejection.of(three[2], reason="Ramen räcker inte")],
        key="k",
    )
    return three[0].round


def test_table_is_read_after_the_decision(client, decided, oskar):
    client.force_login(oskar)
    page = client.get(url("decision_table", decided.pk))
    lines = page.context["decided"].lines

    assert [line.row.state for line in lines] == ["granted", "granted", "refused"]
    assert lines[1].running_ore == lines[0].granted_ore + lines[1].granted_ore
    assert "Ramen räcker inte" in text(page)
    assert "§ 77" in text(page)
    assert url("decision_table", decided.pk) in text(client.get(url("round", decided.pk)))


def test_annex_and_workbook_say_what_was_decided(client, decided, oskar):
    client.force_login(oskar)
    annex = client.get(url("decision_annex", decided.pk)).content
    workbook = client.get(url("decision_workbook", decided.pk)).content
    strings = zipfile.ZipFile(BytesIO(workbook)).read("xl/sharedStrings.xml").decode()

    assert faults(annex) == []
    assert "Avslagna ansökningar" in Pdf(annex).text
    assert "Utkast" not in Pdf(annex).text
    assert "Ramen räcker inte" in strings


# --- What a round asks for ------------------------------------------------------------------------


def test_round_is_written_tried_and_opened_on_its_pages(client, source, oskar):
    said = {
        "source": source.pk,
        "name": "Våren",
        "opens_on": "2025-01-15",
        "closes_on": "2025-02-15",
        "closing_time": "16:00",
    }
    post(client, oskar, "create_round", **said)
    found = source.rounds.get()
    post(client, oskar, "round_instructions", found.pk, html="<p>Sök.</p>", html_format="html")
    post(client, oskar, "round_parts", found.pk, problem="on", problem_guidance="Vad är fel?")
    levels = {f"level_{number}": f"Nivå {number}" for number in range(1, 6)}
    post(client, oskar, "round_criteria", found.pk, name="Trygghet", weight="3", **levels)
    post(client, oskar, "try_round", found.pk)
    post(client, oskar, "end_trial", found.pk)
    post(client, oskar, "open_round", found.pk)

    found.refresh_from_db()
    assert (found.state, found.parts.get().guidance) == ("open", "Vad är fel?")


def test_unfinished_round_says_what_it_lacks(client, source, oskar):
    said = {"source": source.pk, "name": "Våren", "opens_on": "2025-01-15"}
    post(client, oskar, "create_round", **said, closes_on="2025-02-15")
    answer = post(client, oskar, "open_round", source.rounds.get().pk)

    assert "Omgången saknar anvisningar" in text(answer)


def test_group_that_judges_reads_the_ranking(client, three, town):
    member(town.central_office, Role.CONTROLLER, "Olga")
    client.force_login(member(town.board, Role.CONTROLLER, "Ove"))

    assert client.get(url("ranking", three[0].round_id)).status_code == 200


def test_two_who_describe_at_once_see_what_differs(client, draft, lars):
    said = {"title": draft.title, "summary": "Ljus.", "cost_ore": "2 mnkr", "version": 2}
    post(client, lars, "describe_application", draft.pk, **said)
    mine = said | {"summary": "Siktröjning.", "cost_ore": "3 mnkr"}
    answer = post(client, lars, "describe_application", draft.pk, **mine)

    draft.refresh_from_db()
    assert (answer.status_code, draft.summary, draft.cost_ore) == (409, "Ljus.", 2 * MKR)
    shown = [(name, mine, theirs) for _, name, mine, theirs in answer.context["differing"]]
    assert shown == [("summary", "Siktröjning.", "Ljus."), ("cost_ore", 3 * MKR, 2 * MKR)]
    assert 'name="version" value="3"' in text(answer)


def test_participating_body_leaves_and_the_others_go_on(client, draft, bo, lars, town):
    page = draft.bodies.get(organization=town.participant).pk
    assert "Återkalla" not in text(post(client, bo, "withdraw_application", draft.pk, reason="x"))
    post(client, bo, "leave_application", page, reason="Ryms inte i år")

    assert not draft.bodies.get(pk=page).takes_part
    shown = text(client.get(url("application", draft.pk)))
    client.force_login(lars)
    assert "Ryms inte i år" in text(client.get(url("application", draft.pk)))
    assert "Ta bort utkastet" not in shown


def test_next_step_waits_for_those_who_were_asked(client, draft, lars):
    asked = post(client, lars, "ask_for_consents", draft.pk)

    assert "Samtycke är begärt från Fritidsnämnden och Stadsbyggnadsnämnden." in text(asked)
    assert "Väntar på samtycke från Fritidsnämnden och Stadsbyggnadsnämnden" in text(asked)
    assert url("ask_for_consents", draft.pk) not in text(asked)


def test_history_says_what_was_written_and_changed(client, draft, lars):
    said = {"title": "Ljusa stråk", "summary": "Ljus.", "cost_ore": "2 mnkr", "version": 2}
    post(client, lars, "describe_application", draft.pk, **said)
    page = text(client.get(url("application", draft.pk)))

    assert "projektets namn: ”Trygga stråk” blev ”Ljusa stråk”" in page
    assert "hela kostnaden: 1 000 000 kr blev 2 000 000 kr" in page
    assert "skrevs, 7 ord." in page


def test_decision_form_adds_up_and_knows_why_something_is_refused(client, three, oskar, decision):
    judged(three[2], oskar, passed=False)
    client.force_login(oskar)
    table = client.get(url("decision_table", three[0].round_id))
    address = f"{url('grant_funds', three[0].round_id)}?{table.context['query']}"
    form = client.get(address)
    said = {line.add_prefix("amount_ore"): "1 tkr" for line in form.context["lines"]}
    counted = client.post(address, said | {"count": "1"})

    reasons = [line.initial["reason"] for line in form.context["lines"]]
    assert reasons == ["", "", "Inte långsiktig: Drivs vidare av nämnden"]
    assert form.context["lines"].total_ore == three[0].applied_ore + three[1].applied_ore
    assert counted.context["lines"].total_ore == 3 * 1_000_00
    assert not Grant.objects.exists()


def test_consent_says_by_which_decision(client, draft, asta, town):
    page = draft.bodies.get(organization=town.participant).pk
    client.force_login(asta)
    seen = client.get(url("consent", page)).context["fingerprint"]
    answer = post(client, asta, "consent", page, fingerprint=seen, basis="§ 45, 12 maj 2025")

    assert Consent.objects.get().basis == "§ 45, 12 maj 2025"
    assert "med stöd av § 45, 12 maj 2025" in text(answer)
