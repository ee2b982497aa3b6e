from django.urls import reverse
from django.utils import timezone

from coordination.documents.assemble_minutes import minutes_extract_of
from coordination.documents.record import render_record
from tests.pdf import Pdf, faults


def test_extract_is_downloaded_by_those_who_see_the_decision(client, adopted, bo, cecilia):
    address = reverse("coordination:decision_extract", args=[adopted.decision.pk])
    client.force_login(bo)

    response = client.get(address)

    assert "Utdrag ur protokoll" in Pdf(response.content).text
    assert "Protokollsutdrag" in response.headers["Content-Disposition"]
    client.force_login(cecilia)
    assert client.get(address).status_code == 404


def test_minutes_extract_tells_the_item(adopted):
    document = minutes_extract_of(adopted.decision, at=timezone.now())

    assert document.item_heading == f"§ 201 {adopted.decision.title}"
    assert document.chair == str(adopted.chair).replace("\N{NO-BREAK SPACE}", " ")
    assert [dissent.kind_label for dissent in document.dissents] == ["särskilt yttrande"]
    assert faults(render_record(document)) == []
