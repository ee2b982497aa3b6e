"""A correction is a new version with its reason; what was adopted stands."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction

from coordination import guards
from coordination.domain.adoption import adopt_statement
from coordination.domain.correction import correct_statement
from coordination.domain.document import read_document
from coordination.domain.statement import submit_statement
from coordination.domain.statement_content import content_of
from coordination.exceptions import ActionRefused
from coordination.models import AuditEvent, Statement

REASON = "Fel belopp i sammanfattningen."


def test_correction_begins_with_the_adopted_text_and_requests(adopted, bo):
    version = correct_statement(adopted, actor=bo, reason=REASON)

    before, after = content_of(adopted), content_of(version)
    assert (version.number, version.state, version.corrects) == (2, "draft", adopted)
    assert [s.html for s in after.ordered_sections] == [s.html for s in before.ordered_sections]
    assert [r.text for r in after.requests] == [r.text for r in before.requests]
    assert [list(r.groups.all()) for r in after.requests] == [
        list(r.groups.all()) for r in before.requests
    ]
    assert AuditEvent.objects.filter(action="statement.correction_begun").exists()


def test_correction_is_adopted_under_a_new_paragraph_and_the_old_one_stands(
    adopted, bo, adoption, plain_document
):
    before = read_document(adopted.document)
    version = submit_statement(correct_statement(adopted, actor=bo, reason=REASON), actor=bo)

    adopt_statement(version, **{**adoption, "paragraph": 202})

    adopted.refresh_from_db()
    assert (adopted.state, adopted.decision.paragraph) == ("adopted", 201)
    assert read_document(adopted.document) == before
    assert Statement.objects.get(number=2).decision.paragraph == 202


def test_correction_needs_a_reason(adopted, bo):
    with pytest.raises(ValidationError) as refused:
        correct_statement(adopted, actor=bo, reason="  ")
    assert refused.value.code == "missing"


def test_what_cannot_be_corrected_says_why(adopted, in_review, bo, erik):
    with pytest.raises(PermissionDenied):
        correct_statement(adopted, actor=erik, reason=REASON)
    version = correct_statement(adopted, actor=bo, reason=REASON)
    with pytest.raises(ActionRefused, match="redan en version 2"):
        correct_statement(adopted, actor=bo, reason=REASON)
    with pytest.raises(ActionRefused, match="inte antaget än"):
        correct_statement(version, actor=bo, reason=REASON)


def test_database_keeps_the_reason_of_an_adopted_correction(adopted, bo, adoption, plain_document):
    version = submit_statement(correct_statement(adopted, actor=bo, reason=REASON), actor=bo)
    adopt_statement(version, **{**adoption, "paragraph": 202})
    row = Statement.objects.filter(pk=version.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(correction_reason="Något annat.")

    guards.remove(connection)  # negative control
    row.update(correction_reason="Något annat.")
