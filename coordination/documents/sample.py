"""A made-up report that shows what a letterhead looks like."""

from coordination.documents.look import sender_of
from coordination.documents.official_report import OfficialReportDocument, ReportSection

SUMMARY = "<p>Det här är ett exempel. Så här ser handlingar ut med det brevhuvud som är sparat.</p>"
BODY = (
    "<h3>Rubriker</h3><p>Rubriker, linjer och siffror i listor får den valda färgen.</p>"
    "<h3>Text</h3><p>Brödtexten är alltid mörk, så att den går lätt att läsa.</p>"
)


def sample_of(body, *, at) -> OfficialReportDocument:
    """The report, not decided and belonging to no matter."""
    return OfficialReportDocument(
        **sender_of(body),
        registry_number="2025-1",
        title="Exempel på brevhuvud",
        addressee="Kommunstyrelsen",
        reported_on=at.date(),
        handler="Namn Namnsson",
        contact="telefon",
        proposal_lead=f"{body.name} föreslår",
        clauses=("att förslaget godkänns.",),
        summary_html=SUMMARY,
        sections=(ReportSection("Ärendet", BODY),),
        established_at=at,
        is_draft=True,
    )
