"""One document of every kind, of invented bodies and people, for the tests of all templates."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from coordination.documents.letterhead import Look
from coordination.documents.memorandum import (
    AnsweredQuestion,
    AnswersPart,
    CompilationPart,
    Dissent,
    MemorandumDocument,
    ReportQuoted,
    StageLine,
)
from coordination.documents.minutes_extract import MinutesExtractDocument
from coordination.documents.official_report import OfficialReportDocument, ReportSection
from coordination.documents.referral_letter import (
    AskedBody,
    ReferralLetterDocument,
    ReferredDocument,
)

COMMON = {
    "body_name": "Kommunstyrelsen",
    "municipality_name": "Granby kommun",
    "postal_line": "123 45 Granby",
    "registry_number": "KS-2025-17",
    "established_at": datetime(2025, 6, 12, 16, 20, tzinfo=ZoneInfo("Europe/Stockholm")),
    "receipt_number": "K-2025-7F3A91C2",
}
TEXT = "<h3>Läget</h3><p>Torget är mörkt.</p><h4>Kvällar</h4><ul><li>Fredag</li></ul>"
RESERVATION = Dissent(
    "reservation",
    "Reservation anfördes av Ada Berg och Bo Ek (båda M) enligt följande.",
    "Vi föreslår att kommunstyrelsen beslutar",
    ("att delvis godkänna promemorian, och", "att därutöver anföra följande."),
    "<p>Förslaget är för dyrt.</p>",
)
CLAUSES = ("att anse remissen besvarad, och", "att justera paragrafen omedelbart.")
COMPILATION = CompilationPart(
    background_html="<p>Frågan väcktes i våras.</p>",
    questions=("Vad har gjorts?", "Vad kostar det?"),
    preparation_html="<p>Ärendet har skickats till två nämnder.</p>",
    reports=(
        ReportQuoted("Tekniska nämnden", "Yttrandet har följande lydelse.", TEXT, "Tillstyrker"),
        ReportQuoted("Fritidsnämnden", "Yttrandet har följande lydelse.", "", is_edited=True),
    ),
)
MEMORANDUM = MemorandumDocument(
    **COMMON,
    title="Ljus på torget",
    number="PM 2025:4",
    divisions=("Rotel I",),
    origin="Remiss från länsstyrelsen",
    answer_by=date(2025, 8, 31),
    signed_on=date(2025, 6, 12),
    place="Granby",
    proposal_lead="Beredningen föreslår att kommunstyrelsen beslutar",
    clauses=CLAUSES,
    background_html=TEXT,
    preparation_html="<p>Skickat till två nämnder.</p>",
    views_html="<p>Jag delar synen.</p>",
    repeated_lead="Jag föreslår att beredningen föreslår att kommunstyrelsen beslutar",
    presenters=("EVA SAND",),
    annexes=("Remissen",),
    stages=(StageLine("Beredningen", ("Beredningen tillstyrker.",), dissents=(RESERVATION,)),),
    answers=AnswersPart(
        (AnsweredQuestion(1, "Vad har gjorts?", TEXT), AnsweredQuestion(2, "Vad kostar det?"))
    ),
    compilation=COMPILATION,
)
REPORT = OfficialReportDocument(
    **COMMON,
    title="Svar på remiss om ljus på torget",
    unit="Avdelningen för stadsmiljö",
    addressee="Kommunstyrelsen",
    reported_on=date(2025, 6, 12),
    handler="Ulla Frid",
    contact="08-123 45 67",
    proposal_lead="Kontoret föreslår att kommunstyrelsen beslutar",
    clauses=CLAUSES,
    summary_html="<p>Kontoret tillstyrker.</p>",
    sections=(ReportSection("Bakgrund", TEXT),),
    basis=("Remissen 2025-05-02",),
    planning=("Kommunstyrelsen 2025-06-18",),
    signers=(("Per Lund", "Stadsdirektör"), ("Ulla Frid", "Handläggare")),
    annexes=("Remissen", "Kartan"),
)
MINUTES = MinutesExtractDocument(
    **COMMON,
    title="Ljus på torget",
    held_on=date(2015, 6, 17),
    paragraph="18",
    protocol_number="13",
    approved_on=date(2015, 6, 24),
    posted_on=date(2015, 6, 25),
    approvers=("Eva Sand (S)", "Ada Berg (M)"),
    serving=("Eva Sand (S)", "Ada Berg (M)"),
    substitutes=("Bo Ek (M)",),
    absent=("Ivar Alm (C)",),
    background_html=TEXT,
    motions=("Eva Sand (S) yrkar bifall.", "Ada Berg (M) yrkar avslag."),
    procedure="Ordföranden ställer yrkandena mot varandra. 7 röster för bifall, 4 för avslag.",
    clauses=("att bygga ljuset.",),
    dissents=(RESERVATION,),
    chair="Eva Sand (S)",
    secretary="Olle Nord",
)
LETTER = ReferralLetterDocument(
    **COMMON,
    title="Ljus på torget",
    sent_on=date(2025, 5, 2),
    due_on=date(2025, 8, 31),
    question="Behövs ljuset?\nVad kostar det er?",
    background_html=TEXT,
    asked=(
        AskedBody("Tekniska nämnden", date(2025, 8, 31)),
        AskedBody("Fritidsnämnden", date(2025, 9, 7)),
    ),
    texts=(ReferredDocument("Förslaget", "2", "ab" * 32, ("4.5 Torget, s. 18–20",)),),
    contact="Ulla Frid, 08-123 45 67",
)
RECORDS = {
    "memorandum": MEMORANDUM,
    "official_report": REPORT,
    "minutes_extract": MINUTES,
    "referral_letter": LETTER,
}
LAYOUTS = [Look(layout=layout) for layout in ("standard", "handler_first", "reference_first")]
