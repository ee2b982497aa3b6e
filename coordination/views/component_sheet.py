"""Invented data for the page that shows every component. Nothing here touches the database."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from coordination.components import (
    Action,
    Badge,
    Bar,
    BarChart,
    ChainBody,
    ChainStep,
    ChecklistItem,
    Choice,
    DateItem,
    LineChart,
    MapArea,
    MoneyStrip,
    Receipt,
    SeatRow,
    Series,
    Step,
    Task,
    TaskGroup,
    TimelineEntry,
)

TODAY = date(2025, 6, 4)  # the sheet stands still, so that its pictures can be compared
HERE = "#"
STOCKHOLM = ZoneInfo("Europe/Stockholm")


class ExampleForm(forms.Form):
    """One field of each kind."""

    due_on = forms.DateField(
        label="Svara senast",
        help_text="Till exempel 2025-06-30",
        widget=forms.DateInput,
        error_messages={"invalid": "Skriv datumet som 2025-06-30."},
    )
    question = forms.CharField(
        label="Vad ska nämnderna svara på?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Skriv vad nämnderna ska svara på."},
    )
    paragraph = forms.IntegerField(
        label="Paragraf", help_text="Nästa lediga är 201", required=False
    )
    meeting = forms.ChoiceField(label="Möte", choices=[("1", "28 maj 2025, klockan 13")])
    stance = forms.ChoiceField(
        label="Nämndens ställning",
        choices=[("endorse", "Tillstyrker"), ("views", "Har synpunkter"), ("advise", "Avstyrker")],
        widget=forms.RadioSelect,
    )
    bodies = forms.MultipleChoiceField(
        label="Vilka ska tillfrågas?",
        choices=[("1", "Fritidsnämnden"), ("2", "Kulturnämnden"), ("3", "Tekniska nämnden")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    immediate = forms.BooleanField(label="Paragrafen justeras omedelbart", required=False)
    annex = forms.FileField(label="Bilaga", help_text="PDF eller Word, högst 5 MB", required=False)


class WritingForm(forms.Form):
    """A text as it is written on a statement's page."""

    body = forms.CharField(
        label="Yttrande",
        widget=forms.Textarea(
            attrs={"data-rich-text": "", "data-html": "<h3>Mål</h3><p>Text.</p>"}
        ),
        required=False,
    )


def sheet() -> dict:
    """The context of ``/komponenter/``."""
    return {
        "today": TODAY,
        "days": _days(),
        "form": _form_with_errors(),
        "writing": WritingForm(
            initial={"body": "### Programmets mål\n\nNämnden delar bilden."}, prefix="text"
        ),
        "groups": _groups(),
        "chain": _chain(),
        "strip": _strip(),
        "early_strip": MoneyStrip(applied=9_640_000_00, sentence="Besluten väntas 18 juni."),
        "line": _line(),
        "bars": _bars(),
        "areas": _areas(),
        "seats": _seats(),
        "entries": _entries(),
        "checks": _checks(),
        "steps": [Step("Skriv", "done"), Step("Granska", "current"), Step("Anta"), Step("Skicka")],
        "dates": _dates(),
        "views": _views(),
        "receipt": _receipt(),
        "numbered": Paginator(range(200), 20).page(4),
        "keyset": {"previous_url": HERE, "next_url": HERE, "label": "51–100 av cirka 340"},
        "money_rows": [("Första jobbet", 1_420_000_000), ("Öppna skolgården", -685_050)],
    }


def _days() -> dict:
    return {
        "late": date(2025, 5, 26),
        "today": TODAY,
        "tomorrow": date(2025, 6, 5),
        "near": date(2025, 6, 11),
        "far": date(2025, 6, 24),
        "next_year": date(2026, 12, 1),
        "done": date(2025, 5, 28),
    }


def _form_with_errors() -> ExampleForm:
    form = ExampleForm({"due_on": "30 maj 2025", "meeting": "1", "stance": "views"})
    form.is_valid()
    return form


def _groups() -> list[TaskGroup]:
    remind = Action("Påminn", HERE, icon="mail")
    return [
        TaskGroup(
            "Försenat",
            [
                Task(
                    "Påminn kulturnämnden om yttrande",
                    HERE,
                    "Kraftsamlande insatser · sista dag 26 maj",
                    due=date(2025, 5, 26),
                    action=remind,
                )
            ],
        ),
        TaskGroup(
            "I dag",
            [
                Task(
                    "Besvara tre önskemål",
                    HERE,
                    "Yttrande § 201",
                    due=TODAY,
                    action=Action("Besvara", HERE, primary=True),
                ),
                Task(
                    "Fyll i vem som leder arbetsgruppen",
                    HERE,
                    badge=Badge("warning", "Uppgifter saknas", "missing"),
                ),
            ],
        ),
    ]


def _chain() -> list[ChainStep]:
    names = (
        ("Arbetsmarknads- och socialnämnden", "ok"),
        ("Fritidsnämnden", "ok"),
        ("Förskolenämnden", "ok"),
        ("Grundskolenämnden", "ok"),
        ("Kulturnämnden", "late"),
        ("Tekniska nämnden", "ok"),
    )
    return [
        ChainStep(
            "Uppdraget",
            "Kommunfullmäktige",
            "Beslutade att kraftsamla för ungas väg till arbete och studier.",
            decided_on=date(2024, 9, 26),
            paragraph="§ 189",
            url=HERE,
        ),
        ChainStep(
            "Leder och samordnar",
            "Kommunstyrelsen",
            "Stadskontoret är sammankallande och svarar för att programmet följs upp.",
        ),
        ChainStep(
            "Särskilt ansvar",
            "Sex nämnder",
            bodies=[ChainBody(name, HERE, state) for name, state in names],
            note="Fem har tagit emot uppdraget. Kulturnämnden har inte bekräftat.",
        ),
    ]


def _strip() -> MoneyStrip:
    return MoneyStrip(
        applied=9_640_000_000,
        granted=7_820_000_000,
        used=5_160_000_000,
        forecast=7_430_000_000,
        left=2_660_000_000,
        approximate=["used", "left"],
        urls=dict.fromkeys(("applied", "granted", "used", "forecast", "left"), HERE),
        notes={
            "applied": "21 ansökningar",
            "granted": "hela stapeln",
            "forecast": "vid årets slut",
            "left": "varav 3,9 väntas bli över",
        },
        sentence="Två tredjedelar av pengarna är använda.",
        as_of=date(2025, 5, 31),
    )


def _line() -> LineChart:
    years = range(2019, 2025)
    return LineChart(
        "Färre unga står utanför, men målet är inte nått",
        [
            Series("Malmö", list(zip(years, (11.8, 11.3, 10.9, 10.4, 9.9, 9.6), strict=True)), "a"),
            Series("Riket", list(zip(years, (7.4, 7.3, None, 7.2, 7.0, 7.0), strict=True)), "b"),
        ],
        note="Invånare 16–24 år som varken arbetar eller studerar, procent. Exempelvärden.",
        goal=8,
        unit="procent",
    )


def _bars() -> BarChart:
    return BarChart(
        "Därför blev pengar kvar",
        [Bar("Blev billigare", 4.1), Bar("Kunde inte göras", 3.8), Bar("Annat skäl", 1.8)],
        note="Miljoner kronor, omgången 2023. Fördelningen är ett exempel.",
        unit="Mnkr",
        label="Skäl",
    )


def _areas() -> list[MapArea]:
    corners = {
        "Rosengård": ((13.030, 55.590), (13.052, 55.592), (13.056, 55.582), (13.036, 55.578)),
        "Södra innerstaden": (
            (12.998, 55.594),
            (13.018, 55.597),
            (13.020, 55.584),
            (13.002, 55.581),
        ),
        "Holma och Kroksbäck": (
            (12.978, 55.578),
            (12.997, 55.579),
            (12.995, 55.569),
            (12.980, 55.568),
        ),
        "Hyllie": ((12.968, 55.567), (12.988, 55.565), (12.986, 55.556), (12.970, 55.557)),
    }
    meta = (
        "4 insatser · gräns från 26 september 2024",
        "5 insatser · 2 lägesbilder",
        "3 insatser",
        "2 insatser · gräns ändras 1 juli",
    )
    return [
        MapArea(number, name, _polygon(ring), url=HERE, meta=meta[number], selected=number == 0)
        for number, (name, ring) in enumerate(corners.items())
    ]


def _polygon(ring) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[*ring, ring[0]]]})


def _seats() -> list[SeatRow]:
    fill = Action("Tillsätt", HERE)
    return [
        SeatRow("Elsa Mårdh", "Ordförande · stadskontoret"),
        SeatRow("Jonas Tegelborg", "Arbetsmarknads- och socialförvaltningen"),
        SeatRow("Samira Alvén", "Grundskoleförvaltningen"),
        SeatRow(detail="Kulturförvaltningen · ledig sedan 12 maj", vacant=True, action=fill),
        SeatRow(detail="Stadsbyggnadskontoret · begärd i yttrande § 201", vacant=True, action=fill),
    ]


def _entries() -> list[TimelineEntry]:
    def at(day: int, hour: int, minute: int) -> datetime:
        return datetime(2025, 5, day, hour, minute, tzinfo=STOCKHOLM)

    return [
        TimelineEntry(
            "Stadsbyggnadsnämnden antog yttrandet, § 201", at(28, 14, 50), is_decision=True
        ),
        TimelineEntry(
            "Svarsdagen ändrades från 26 maj till 13 juni", at(28, 9, 12), "Lena Brattström"
        ),
        TimelineEntry("Påminnelse skickad till kulturnämnden", at(27, 8, 0), url=HERE),
        TimelineEntry("Remissen skickades till tolv nämnder", at(2, 11, 20), is_decision=True),
    ]


def _checks() -> list[ChecklistItem]:
    return [
        ChecklistItem("Svarar på version 2 av förslaget", "ok", "Version 2 kom 14 maj"),
        ChecklistItem("Särskilt yttrande", "todo", "Text saknas till bilaga § 201a", HERE),
        ChecklistItem("Möte och paragraf", "wait", "Fylls i efter 28 maj"),
    ]


def _dates() -> list[DateItem]:
    return [
        DateItem(date(2025, 6, 6), "Halvårsrapport godkänns", HERE, "Tekniska nämnden"),
        DateItem(
            date(2025, 6, 9), "Kulturnämnden sammanträder", HERE, "Remissen är på dagordningen"
        ),
        DateItem(date(2026, 1, 16), "Styrgruppen möts", note="Två platser är lediga"),
    ]


def _views() -> list[Choice]:
    return [
        Choice("Alla", HERE, 34, current=True),
        Choice("Försenade", HERE, 3),
        Choice("Inget svar önskas", HERE, 0),
    ]


def _receipt() -> Receipt:
    return Receipt(
        "Yttrandet är antaget och skickat",
        "KV-2025-0619",
        datetime(2025, 5, 28, 15, 4, tzinfo=STOCKHOLM),
        rows=[("Beslut", "Stadsbyggnadsnämnden 28 maj 2025, § 201")],
        checksum="9f2c41d877ab03e61c55b8d1",
        next_text="Stadskontoret svarar på nämndens tre önskemål senast 4 juni.",
        actions=[Action("Hämta PDF", HERE, icon="download")],
    )
