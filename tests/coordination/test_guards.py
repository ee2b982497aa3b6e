"""The database refuses by itself what the rules refuse: an adopted statement stands as it was."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from coordination import guards
from coordination.domain.statement import describe_statement, write_section
from coordination.models import (
    Attendance,
    AuditEvent,
    Compilation,
    CompilationQuote,
    Decision,
    Document,
    Meeting,
    Recusal,
    Statement,
)
from coordination.models.opinion import OpinionSigner, SeparateOpinion
from coordination.models.request import Request
from coordination.models.statement import StatementSection
from tests.factories import StatementFactory, UserFactory

CHANGES = {
    "title": lambda s: Statement.objects.filter(pk=s.pk).update(title="En annan rubrik"),
    "stance": lambda s: Statement.objects.filter(pk=s.pk).update(stance="advises_against"),
    "chair": lambda s: Statement.objects.filter(pk=s.pk).update(chair=s.secretary),
    "back to draft": lambda s: Statement.objects.filter(pk=s.pk).update(state="draft"),
    "skipping approval": lambda s: Statement.objects.filter(pk=s.pk).update(
        state="dispatched", dispatched_at="2025-05-28T12:00:00Z"
    ),
    "delete": lambda s: Statement.objects.filter(pk=s.pk)._raw_delete(s._state.db),
    "section": lambda s: s.sections.update(html="<p>Nej.</p>"),
    "another section": lambda s: StatementSection.objects.create(statement=s, kind="other"),
    "section gone": lambda s: s.sections.all().delete(),
    "request": lambda s: s.requests.update(text="Något annat."),
    "another request": lambda s: Request.objects.create(
        statement=s, position=9, text="Mer.", addressee=s.consultee.organization
    ),
    "request gone": lambda s: s.requests.all().delete(),
    "groups of a request": lambda s: s.requests.get(kind="seat").groups.clear(),
    "opinion": lambda s: s.opinions.update(html="<p>Nej.</p>"),
    "another opinion": lambda s: SeparateOpinion.objects.create(statement=s, letter="c"),
    "opinion gone": lambda s: s.opinions.all().delete(),
    "signer": lambda s: OpinionSigner.objects.filter(opinion__statement=s).update(concurs=True),
    "another signer": lambda s: OpinionSigner.objects.create(
        opinion=s.opinions.get(), person=s.secretary
    ),
    "signer gone": lambda s: OpinionSigner.objects.filter(opinion__statement=s).delete(),
    "paragraph": lambda s: Decision.objects.filter(pk=s.decision_id).update(paragraph=202),
    "document": lambda s: Document.objects.filter(pk=s.document_id).update(sha256="0" * 64),
    "document gone": lambda s: Document.objects.filter(pk=s.document_id)._raw_delete("default"),
    "correction": lambda s: Statement.objects.filter(pk=s.pk).update(
        corrects=s.pk, correction_reason="Fel."
    ),
    "signer of a correction": lambda s: Statement.objects.filter(pk=s.pk).update(
        signer=s.secretary
    ),
    "trail": lambda s: AuditEvent.objects.filter(subject_id=s.pk).update(action="nothing"),
}
SQL = (
    "UPDATE coordination_statement SET title = 'x' WHERE id = %s",
    "DELETE FROM coordination_statementsection WHERE statement_id = %s",
    "UPDATE coordination_request SET text = 'x' WHERE statement_id = %s",
    "UPDATE coordination_separateopinion SET html = '' WHERE statement_id = %s",
)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_adopted_statement_refuses_every_change(adopted, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change(adopted)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_without_guards_every_change_would_pass(adopted, change):
    """Negative control: it is the guards that refuse, and nothing else."""
    guards.remove(connection)

    with transaction.atomic():
        change(adopted)
        transaction.set_rollback(True)


@pytest.mark.parametrize("statement_sql", SQL)
def test_adopted_statement_refuses_raw_sql(adopted, statement_sql):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement_sql, [adopted.pk])


@pytest.mark.parametrize("statement_sql", SQL)
def test_draft_takes_the_same_sql(statement, statement_sql):
    with connection.cursor() as cursor:
        cursor.execute(statement_sql, [statement.pk])


def test_row_cannot_be_replaced(adopted):
    """SQLite's INSERT OR REPLACE removes rows in silence unless the connection says otherwise."""
    columns = ", ".join(field.column for field in Statement._meta.concrete_fields)
    other = columns.replace(" state,", " 'draft',")
    begin, end = "INSERT OR REPLACE", ""
    if connection.vendor == "postgresql":
        begin, end = "INSERT", "ON CONFLICT (id) DO UPDATE SET state = EXCLUDED.state"

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"{begin} INTO coordination_statement ({columns}) "  # noqa: S608
            f"SELECT {other} FROM coordination_statement WHERE TRUE {end}"
        )


def test_nothing_moves_into_an_adopted_statement(adopted):
    draft = StatementFactory(consultee=adopted.consultee, matter=adopted.matter, number=2)
    addressee = adopted.consultee.referral.sender
    request = Request.objects.create(statement=draft, position=7, text="Mer.", addressee=addressee)

    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=request.pk).update(statement=adopted)


def test_domain_refuses_to_change_an_adopted_statement(adopted, bo):
    section = adopted.sections.get(kind="body")

    with pytest.raises(PermissionDenied):
        write_section(section, actor=bo, html="<p>Nej.</p>", version=section.version)
    with pytest.raises(PermissionDenied):
        describe_statement(
            adopted, actor=bo, title="Nej", stance="advises_against", version=adopted.version
        )


@pytest.mark.parametrize("page", ["describe_statement", "add_request", "file_opinion"])
def test_pages_refuse_to_change_an_adopted_statement(client, adopted, bo, members, page):
    client.force_login(bo)
    values = {
        "title": "Nej",
        "stance": "advises_against",
        "version": adopted.version,
        "text": "Mer.",
        "kind": "reservation",
        "letter": "c",
        "author_1": members[0].pk,
    }

    response = client.post(reverse(f"coordination:{page}", args=[adopted.pk]), values)

    adopted.refresh_from_db()
    assert response.status_code != 302
    assert (adopted.title, adopted.requests.count(), adopted.opinions.count()) == (
        "Yttrande över Kraftsamlande insatser",
        2,
        1,
    )


@pytest.mark.parametrize("act", ["change", "delete"])
def test_admin_refuses_to_change_an_adopted_statement(client, adopted, act):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    url = reverse(f"admin:coordination_statement_{act}", args=[adopted.pk])

    response = client.post(url, {"title": "Nej", "post": "yes"})

    assert response.status_code == 403
    assert Statement.objects.get().title == "Yttrande över Kraftsamlande insatser"


def test_adopted_statement_goes_on_to_approval_and_dispatch(adopted):
    """The guards let through what is yet to be recorded."""
    rows = Statement.objects.filter(pk=adopted.pk)

    assert rows.update(state="approved", approved_on="2025-05-28") == 1
    assert rows.update(state="dispatched", dispatched_at="2025-05-28T12:00:00Z") == 1


def test_day_of_approval_is_recorded_once(adopted):
    rows = Statement.objects.filter(pk=adopted.pk)
    rows.update(state="approved", approved_on="2025-05-28")

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(approved_on="2025-05-29")


def test_guards_can_be_put_in_place_twice(adopted):
    guards.install(connection)

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=adopted.pk).update(title="x")


def test_guards_make_way_for_a_migration_and_come_back(db):
    guards.make_way(connection)
    gone = sorted(guards.GUARDS) if connection.vendor == "sqlite" else []
    assert guards.missing(connection) == gone
    guards.install(connection)
    assert guards.missing(connection) == []


def test_guards_stand_after_a_migrate(db):
    assert guards.missing(connection) == []


# --- Meetings that are closed, compilations that are fixed ---------------------------------------


@pytest.fixture
def closed_meeting(meeting, in_review, bo, members):
    """A closed meeting with somebody there, and somebody who left the room."""
    Attendance.objects.create(meeting=meeting, person=members[0], role="member")
    Recusal.objects.create(meeting=meeting, person=members[1], statement=in_review, reason="Bror.")
    Meeting.objects.filter(pk=meeting.pk).update(closed_at="2025-06-17T18:00:00Z")
    return meeting


@pytest.fixture
def fixed(referral, adopted):
    """A compilation that is fixed, with a quote."""
    statement = StatementFactory(consultee__referral=referral)
    compilation = Compilation.objects.create(referral=referral)
    CompilationQuote.objects.create(compilation=compilation, statement=statement, position=1)
    Compilation.objects.update(fixed_at="2025-06-17T18:00:00Z", document=adopted.document)
    return compilation


STANDING = {
    "attendance": (
        "closed_meeting",
        lambda meeting: Attendance.objects.filter(meeting=meeting).update(role="substitute"),
    ),
    "attendance gone": (
        "closed_meeting",
        lambda meeting: Attendance.objects.filter(meeting=meeting).delete(),
    ),
    "recusal": (
        "closed_meeting",
        lambda meeting: Recusal.objects.filter(meeting=meeting).update(reason="Syster."),
    ),
    "recusal gone": (
        "closed_meeting",
        lambda meeting: Recusal.objects.filter(meeting=meeting).delete(),
    ),
    "compilation": (
        "fixed",
        lambda found: Compilation.objects.filter(pk=found.pk).update(introduction_html="<p>X</p>"),
    ),
    "quote": ("fixed", lambda found: found.quotes.update(edited_html="<p>X</p>")),
    "quote gone": ("fixed", lambda found: found.quotes.all().delete()),
    "another quote": (
        "fixed",
        lambda found: CompilationQuote.objects.create(
            compilation=found, statement=StatementFactory(), position=2
        ),
    ),
}


@pytest.mark.parametrize(("what", "change"), STANDING.values(), ids=STANDING)
def test_what_stands_refuses_every_change(request, db, what, change):
    found = request.getfixturevalue(what)

    with pytest.raises(IntegrityError), transaction.atomic():
        change(found)


@pytest.mark.parametrize(("what", "change"), STANDING.values(), ids=STANDING)
def test_without_guards_what_stands_would_change(request, db, what, change):
    """Negative control."""
    found = request.getfixturevalue(what)
    guards.remove(connection)

    with transaction.atomic():
        change(found)
        transaction.set_rollback(True)


def test_open_meeting_s_attendance_may_be_written_anew(meeting, members):
    Attendance.objects.create(meeting=meeting, person=members[0], role="member")

    assert Attendance.objects.filter(meeting=meeting).delete()[0] == 1
