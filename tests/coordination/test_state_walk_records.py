"""Every state and action of what stands round referrals, by page, API and admin.

Memoranda and their stages, compilations, referrals from outside, referred texts, views on parts and
written questions: what is allowed in a state happens; what is not changes nothing, and is told.
"""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from coordination.domain.compilation import fix_compilation, start_compilation
from coordination.domain.incoming_referral import note_incoming_answered, register_incoming
from coordination.domain.memorandum import Draft, draft_memorandum, present_memorandum
from coordination.domain.part_view import add_part_view
from coordination.domain.stage import next_stage, record_stage
from coordination.domain.written_question import answer_question
from coordination.enums import (
    CONSULTEE_TRANSITIONS,
    MEMORANDUM_TRANSITIONS,
    REFERRAL_TRANSITIONS,
    STAGE_TRANSITIONS,
    STATEMENT_FROZEN,
    STATEMENT_TRANSITIONS,
    ConsulteeState,
    MemorandumState,
    ReferralState,
    StageState,
    StatementState,
)
from coordination.exceptions import ActionRefused, next_state
from coordination.models import (
    AuditEvent,
    Compilation,
    Memorandum,
    ReferredPart,
    ReferredText,
    Stage,
    Statement,
    WrittenQuestion,
)
from coordination.registry import document_types
from tests.coordination.walk import call, says_why, send
from tests.factories import ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TABLES = [
    (ReferralState, REFERRAL_TRANSITIONS),
    (ConsulteeState, CONSULTEE_TRANSITIONS),
    (StatementState, STATEMENT_TRANSITIONS),
    (MemorandumState, MEMORANDUM_TRANSITIONS),
    (StageState, STAGE_TRANSITIONS),
]
PAIRS = [
    (table, state, action)
    for states, table in TABLES
    for state in states
    for action in sorted({action for _state, action in table})
]


def acted() -> int:
    return AuditEvent.objects.count()


# --- The tables themselves -----------------------------------------------------------------------


@pytest.mark.parametrize(("table", "state", "action"), PAIRS)
def test_what_is_not_in_the_table_is_refused_and_names_the_state(table, state, action):
    if (state, action) in table:
        assert next_state(table, state, action, label=state.label) == table[state, action]
        return
    with pytest.raises(ActionRefused, match=str(state.label)) as refused:
        next_state(table, state, action, label=state.label)
    assert refused.value.code == "wrong_state"


# --- Memoranda and stages ------------------------------------------------------------------------


@pytest.fixture
def memorandum_in(memorandum, disa, today):
    """A memorandum in a state, brought there by the rules."""

    def put(state):
        if state == MemorandumState.DRAFT:
            return memorandum
        present_memorandum(memorandum, actor=disa, signed_on=today, place="Ort", today=today)
        while state == MemorandumState.DECIDED and (stage := next_stage(memorandum)):
            facts = {"held_on": today, "today": today, "paragraph": stage.position}
            record_stage(stage, actor=disa, result="approval", **facts)
        return Memorandum.objects.get(pk=memorandum.pk)

    return put


# What is done to a memorandum: its page, and the states in which it is allowed.
DRAFT_ONLY = {MemorandumState.DRAFT}
MEMORANDUM_ACTS = {
    "edit_memorandum": DRAFT_ONLY,
    "propose_clauses": DRAFT_ONLY,
    "plan_stages": DRAFT_ONLY,
    "present_memorandum": {
        state for state, action in MEMORANDUM_TRANSITIONS if action == "present"
    },
}


@pytest.mark.parametrize("state", MemorandumState)
@pytest.mark.parametrize("act", MEMORANDUM_ACTS)
def test_memorandum_is_changed_only_where_its_state_allows(
    client, memorandum_in, disa, town, act, state
):
    found = memorandum_in(state)
    events = acted()
    data = {
        "edit_memorandum": {
            "title": "Annat",
            "origin": "own_matter",
            "rows": "3",
            "version": found.version,
            "person_1": found.presenters.first().pk,
        },
        "propose_clauses": {"clauses": "Remissen besvaras."},
        "plan_stages": {"council": town.council.pk, "board": town.board.pk},
        "present_memorandum": {"signed_on": TODAY.isoformat(), "place": "Ort"},
    }[act]

    response = send(client, disa, act, [found.pk], data)

    allowed = state in MEMORANDUM_ACTS[act]
    assert (acted() > events) is allowed
    assert allowed or says_why(response)


@pytest.mark.parametrize("state", StageState)
@pytest.mark.parametrize("result", ["approval", "referred_back", "tabled"])
def test_stage_is_recorded_once(client, memorandum_in, disa, town, state, result):
    found = memorandum_in(MemorandumState.PRESENTED)
    stage = next_stage(found)
    if state == StageState.RECORDED:
        record_stage(stage, actor=disa, result="approval", held_on=TODAY, today=TODAY)
    events = acted()

    response = send(
        client,
        disa,
        "record_stage",
        [stage.pk],
        {"result": result, "held_on": TODAY.isoformat(), "final": "on"},
    )

    allowed = (state, "record") in STAGE_TRANSITIONS
    assert (acted() > events) is allowed
    assert allowed or says_why(response)


@pytest.mark.parametrize("state", StageState)
def test_opinion_is_filed_only_before_the_stage_is_recorded(
    client, memorandum_in, disa, opposition, state
):
    stage = next_stage(memorandum_in(MemorandumState.PRESENTED))
    if state == StageState.RECORDED:
        record_stage(stage, actor=disa, result="approval", held_on=TODAY, today=TODAY)
    said = {"kind": "reservation", "person_1": opposition[0].pk, "rows": "3", "body": "Nej."}
    said |= {"clauses": "att avslå", "save": "1"}

    response = send(client, disa, "file_stage_opinion", [stage.pk], said)

    allowed = (state, "file_opinion") in STAGE_TRANSITIONS
    assert stage.opinions.exists() is allowed
    assert allowed or says_why(response)


@pytest.mark.parametrize("state", MemorandumState)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_memorandum_is_only_read_by_the_api(client, memorandum_in, disa, state, method):
    found = memorandum_in(state)

    refused = call(client, disa, method, f"memoranda/{found.pk}", {"state": "draft"})

    assert (refused.status_code, refused.json()["code"]) == (405, "method_not_allowed")
    assert Memorandum.objects.get().state == state


# --- Compilations --------------------------------------------------------------------------------


@pytest.fixture
def compilation_in(adopted, disa, monkeypatch):
    """A compilation that is open or fixed."""
    plain = replace(document_types["compilation"], render=lambda *_a, **_k: b"%PDF plain")
    monkeypatch.setitem(document_types, "compilation", plain)

    def put(state):
        begun = start_compilation(adopted.consultee.referral, actor=disa)
        return fix_compilation(begun, actor=disa) if state == "fixed" else begun

    return put


# The act: where it is allowed, its page and data; its way in the API and data.
COMPILATION_ACTS = {
    "start": ({"fixed"}, "start_compilation", {}, "post", "compilations", {}),
    "introduce": (
        *({"open"}, "introduce_compilation", {"html": "Om ärendet.", "version": 1}),
        *("patch", "compilations/{pk}", {"introduction_html": "<p>Om.</p>", "version": 1}),
    ),
    "quote": (
        *({"open"}, "edit_quote", {"html": "Kort.", "version": 1}),
        *("patch", "compilations/{pk}/quotes/{quote}", {"html": "<p>Kort.</p>", "version": 1}),
    ),
    "restore": (
        *({"open"}, "restore_quote", {}),
        *("post", "compilations/{pk}/quotes/{quote}/restore", {}),
    ),
    "gather": ({"open"}, "gather_answers", {}, "post", "compilations/{pk}/gather", {}),
    "fix": ({"open"}, "fix_compilation", {}, "post", "compilations/{pk}/fix", {}),
}


def kept(compilation):
    """What a compilation says, and how many there are."""
    compilation.refresh_from_db()
    quotes = list(compilation.quotes.values_list("edited_html", "version"))
    return compilation.version, compilation.is_fixed, quotes, Compilation.objects.count()


@pytest.mark.parametrize("state", ["open", "fixed"])
@pytest.mark.parametrize("act", COMPILATION_ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_fixed_compilation_stands(client, compilation_in, disa, act, state, way):
    found = compilation_in(state)
    quote, before = found.quotes.get().pk, kept(found)
    where, page, data, method, address, json = COMPILATION_ACTS[act]
    if way == "page":
        args = [found.referral_id if act == "start" else found.pk]
        args += [quote] if act in {"quote", "restore"} else []
        response = send(client, disa, page, args, data)
    else:
        json = {"referral": found.referral_id} if act == "start" else json
        response = call(client, disa, method, address.format(pk=found.pk, quote=quote), json)

    allowed = state in where
    assert response.status_code < 500
    assert allowed or kept(found) == before
    assert allowed or says_why(response)
    assert response.status_code < 400 or not allowed


# --- Referrals from outside ----------------------------------------------------------------------


@pytest.fixture
def incoming_in(town, disa):
    """A referral from outside that waits for our answer, or has it."""

    def put(state):
        found = register_incoming(
            town.central_office,
            actor=disa,
            title="Förbundets inriktning",
            sender_name="Förbundet",
            question="Vilka frågor?",
            received_on=TODAY,
            answer_by=TODAY.replace(year=TODAY.year + 1, day=1),
            link="https://forbund.example/remiss",
            today=TODAY,
        )
        if state == "answered":
            note_incoming_answered(found, actor=disa, on=TODAY, how="Brev.", today=TODAY)
        return found

    return put


INCOMING_ACTS = {
    "send_out": ("send_out_incoming", "send-out"),
    "answer": ("answer_incoming", "answer"),
}


@pytest.mark.parametrize("state", ["waiting", "answered"])
@pytest.mark.parametrize("act", INCOMING_ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_answered_referral_from_outside_stands(client, incoming_in, disa, town, act, state, way):
    found, events = incoming_in(state), acted()
    page, address = INCOMING_ACTS[act]
    data = {"on": TODAY.isoformat(), "how": "Yttrande § 15."}
    if act == "send_out":
        soon = TODAY.isoformat()
        data = {"sender": town.central_office.pk, "question": "Vad tycker ni?", "due_on": soon}
    if way == "page":
        response = send(client, disa, page, [found.pk], data)
    else:
        response = call(client, disa, "post", f"incoming-referrals/{found.pk}/{address}", data)
    events = acted() - events

    assert (events > 0) is (state == "waiting")
    assert state == "waiting" or says_why(response)


# --- The referred text, and views on its parts ---------------------------------------------------


@pytest.mark.parametrize("state", ReferralState)
@pytest.mark.parametrize("way", ["page", "api"])
def test_text_is_chosen_in_a_draft_and_followed_while_it_is_out(
    client, matter, town, disa, state, way
):
    now = None if state == ReferralState.DRAFT else timezone.now()
    found = ReferralFactory(matter=matter, sender=town.central_office, state=state, sent_at=now)
    said = {"html": "Förslaget.", "what_changed": "Kapitel 4."}
    if way == "page":
        response = send(client, disa, "write_referred_text", [found.pk], said)
    else:
        said = {"referral": found.pk, **said, "html": "<p>Förslaget.</p>"}
        response = call(client, disa, "post", "referred-texts", said)

    allowed = state in {ReferralState.DRAFT, ReferralState.SENT}
    assert found.texts.exists() is allowed
    assert allowed or says_why(response)


@pytest.fixture
def view(statement, bo):
    """What Bo's committee's draft says of one part; a newer text has come since."""
    older, newer = (
        ReferredText.objects.create(
            referral=statement.consultee.referral,
            number=number,
            html="<p>Ja.</p>",
            what_changed="Allt." if number > 1 else "",
            sent_at=timezone.now(),
        )
        for number in (1, 2)
    )
    part = ReferredPart.objects.create(text=older, heading="4.5", title="Finansiering")
    ReferredPart.objects.create(text=newer, heading="6", title="Annat")
    statement.referred_text = older
    statement.save()
    return add_part_view(statement, actor=bo, part=part, kind="comment", text="För lågt.")


PART_ACTS = {
    "add": ("add_part_view", "post", "part-views"),
    "edit": ("edit_part_view", "patch", "part-views/{view}"),
    "remove": ("remove_part_view", "delete", "part-views/{view}"),
    "take_up": ("take_up_newer_text", "post", "statements/{pk}/take-up-text"),
}


def bring(request, state):
    """Bo's committee's statement in a state."""
    brought = {StatementState.DRAFT: "written", StatementState.REVIEW: "in_review"}
    found = request.getfixturevalue(brought.get(state, "adopted"))
    if state in {StatementState.APPROVED, StatementState.DISPATCHED}:
        Statement.objects.update(state=StatementState.APPROVED, approved_on=TODAY)
    if state == StatementState.DISPATCHED:
        Statement.objects.update(state=state, dispatched_at=timezone.now())
    return found


@pytest.mark.parametrize("state", StatementState)
@pytest.mark.parametrize("act", PART_ACTS)
@pytest.mark.parametrize("way", ["page", "api"])
def test_adopted_views_on_parts_stand(request, client, view, bo, act, state, way):
    found, events = bring(request, state), acted()
    page, method, address = PART_ACTS[act]
    said = {"part": view.part_id, "kind": "comment", "text": "Högre."}
    said |= {"version": 1} if act == "edit" else {}
    if way == "page":
        args = [view.pk if act in {"edit", "remove"} else found.pk]
        response = send(client, bo, page, args, said)
    else:
        data = said | ({"statement": found.pk} if act == "add" else {})
        data = data if act in {"add", "edit"} else {}
        address = address.format(view=view.pk, pk=found.pk)
        response = call(client, bo, method, address, data)

    allowed = state not in STATEMENT_FROZEN
    assert (acted() > events) is allowed
    assert allowed or says_why(response)


# --- Written questions ---------------------------------------------------------------------------

# Where each act is allowed: before an answer, with one, and once the memorandum is presented.
QUESTION_ACTS = {
    "edit_written_question": {"open"},
    "answer_question": {"open", "answered"},
}


@pytest.fixture
def question_in(written_question, matter, disa, town, presenter):
    """A written question that is open, answered, or answered by a presented memorandum."""

    def put(state):
        if state != "open":
            for each in written_question.questions.all():
                answer_question(each, actor=disa, html="<p>Ja.</p>", on=TODAY, version=1)
        if state == "settled":
            draft = Draft(
                title="Svar",
                origin="written_question",
                written_question=written_question,
                presenters=[presenter],
                background_html="<p>Frågan.</p>",
            )
            begun = draft_memorandum(
                matter, actor=disa, draft=draft, bodies=[town.board], clauses=["Besvaras."]
            )
            present_memorandum(begun, actor=disa, signed_on=TODAY, place="Ort", today=TODAY)
        return written_question

    return put


@pytest.mark.parametrize("state", ["open", "answered", "settled"])
@pytest.mark.parametrize("act", QUESTION_ACTS)
def test_question_stands_when_it_is_answered_and_the_answer_when_it_is_presented(
    client, question_in, disa, opposition, act, state
):
    found = question_in(state)
    question, events = found.questions.first(), acted()
    data = {"answer": "Nej.", "on": TODAY.isoformat(), "version": question.version}
    if act == "edit_written_question":
        data = {"title": "Annat", "received_on": TODAY.isoformat(), "questions": "Vad?"}
        data |= {"person_1": opposition[0].pk, "rows": "3", "version": found.version}
    args = [question.pk if act == "answer_question" else found.pk]

    response = send(client, disa, act, args, data)

    allowed = state in QUESTION_ACTS[act]
    assert (acted() > events) is allowed
    assert allowed or says_why(response)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_written_question_is_only_read_by_the_api(client, written_question, disa, method):
    refused = call(client, disa, method, f"written-questions/{written_question.pk}", {})

    assert refused.status_code == 405
    assert WrittenQuestion.objects.get().title == "Hur följs medlen upp?"


# --- The admin -----------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [Memorandum, Stage, WrittenQuestion])
@pytest.mark.parametrize("act", ["change", "delete"])
def test_admin_changes_none_of_them(client, memorandum, written_question, model, act):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    row = model.objects.first()
    address = reverse(f"admin:coordination_{model._meta.model_name}_{act}", args=[row.pk])

    assert client.post(address, {"state": "decided", "post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", [Compilation, ReferredText, ReferredPart])
def test_admin_does_not_reach_what_it_has_no_page_for(model):
    assert model not in admin.site._registry
