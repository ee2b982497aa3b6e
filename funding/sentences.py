"""How the events of money are told in timelines, and the pages of what they are about."""

from django.utils.translation import gettext_lazy as _

from coordination.history import Sentence, SubjectPage, sentences, subject_pages
from funding.enums import FinancingKind, PartKind

SOURCES = (
    Sentence("source.opened", _("Källan lades till med ramen %(frame)s.")),
    Sentence("source.terms_changed", _("Villkoren för pengarna ändrades.")),
    Sentence("source.books_closed", _("Böckerna stängdes till och med %(through)s.")),
    Sentence(
        "source.transferred",
        _("%(amount)s omfördelades till %(to)s. Skäl: %(reason)s"),
        is_decision=True,
    ),
    Sentence("money.exempted", _("Undantag för %(amount)s. Skäl: %(reason)s"), is_decision=True),
    Sentence("source.frame_changed", _("Ramen ändrades från %(from)s till %(to)s: %(basis)s.")),
)
ROUNDS = (
    Sentence("round.drafted", _("Omgången började förberedas.")),
    Sentence("round.instructions_written", _("Anvisningarna skrevs, version %(number)s.")),
    Sentence("round.parts_chosen", _("Omgångens ansökan fick %(number)s delar.")),
    Sentence("round.criterion_set", _("Kriteriet %(name)s bestämdes, med vikten %(weight)s.")),
    Sentence("round.criterion_removed", _("Kriteriet %(name)s togs bort.")),
    Sentence("round.tried", _("Omgången började provas.")),
    Sentence(
        "round.trial_ended", _("Provet avslutades, och %(number)s provansökningar togs bort.")
    ),
    Sentence("round.opened", _("Omgången öppnades för ansökan till och med %(closes_on)s.")),
    Sentence("round.closed", _("Ansökan stängdes.")),
    Sentence(
        "round.closed_early",
        _("Ansökan stängdes i förtid, före %(announced)s. Skäl: %(reason)s"),
    ),
    Sentence("round.applications_recorded", _("Sökta belopp antecknades: %(amount)s.")),
    Sentence("funds.refused", _("Avslag: %(titles)s."), is_decision=True),
    Sentence(
        "funds.granted",
        _("%(sum)s beviljades till %(to)s."),
        bodies=("to",),
        is_decision=True,
    ),
)
GRANTS = (
    Sentence("grant.used_recorded", _("%(amount)s bokfördes som använt: %(document)s.")),
    Sentence("grant.paid_recorded", _("%(amount)s betalades ut: %(document)s.")),
    Sentence("grant.code_set", _("Projektnumret blev %(code)s.")),
    Sentence(
        "grant.repurposed",
        _("%(amount)s omdisponerades till %(to)s. Skäl: %(reason)s"),
        is_decision=True,
    ),
    Sentence(
        "grant.action_planned",
        _("Åtgärd beslutades: %(measure)s Ansvarig är %(owner)s, senast %(due_on)s."),
        bodies=("owner",),
    ),
    Sentence("grant.action_done", _("Åtgärden genomfördes: %(measure)s Resultat: %(result)s")),
    Sentence("grant.returned_recorded", _("%(amount)s lämnades tillbaka: %(document)s.")),
    Sentence("grant.forecast_recorded", _("Prognosen blev %(amount)s: %(document)s.")),
    Sentence("surplus.explained", _("%(amount)s blev över. Skäl: %(reason)s[. %(text)s]")),
    Sentence("surplus.withdrawn", _("Skälet till att %(amount)s blev över togs tillbaka.")),
    Sentence(
        "surplus.returned",
        _("%(amount)s av överskottet lämnas tillbaka: %(decision)s."),
        is_decision=True,
    ),
    Sentence(
        "surplus.kept",
        _("%(amount)s av överskottet stannar hos nämnden: %(decision)s."),
        is_decision=True,
    ),
    Sentence("entry.reversed", _("En rad på %(amount)s rättades. Skäl: %(reason)s")),
    Sentence("grant.project_under_way", _("Projektet %(title)s började.")),
    Sentence("grant.project_completed", _("Projektet %(title)s genomfördes %(completed_on)s.")),
    Sentence(
        "grant.project_not_carried_out",
        _("Projektet %(title)s genomförs inte. Skäl: %(reason)s"),
    ),
)
APPLICATIONS = (
    Sentence("application.started", _("%(lead)s började skriva ansökan.")),
    Sentence("application.described", _("Projektets uppgifter ändrades[: %(changes)s].")),
    Sentence("application.copied", _("Ansökan började som en kopia av %(earlier)s.")),
    Sentence(
        "application.part_written",
        _("%(part)s skrevs, %(words)s ord."),
        labels={"part": PartKind},
    ),
    Sentence("application.body_set", _("%(body)s lades till eller ändrades i ansökan.")),
    Sentence("application.body_removed", _("%(body)s togs bort ur ansökan.")),
    Sentence("application.share_set", _("Andelen för %(body)s %(year)s bestämdes.")),
    Sentence("application.share_removed", _("Andelen för %(body)s %(year)s togs bort.")),
    Sentence("application.dialogue_added", _("En dialog med %(body)s antecknades.")),
    Sentence("application.dialogue_removed", _("En dialog med %(body)s togs bort.")),
    Sentence(
        "application.consent_asked", _("Samtycke begärdes av %(bodies)s."), bodies=("bodies",)
    ),
    Sentence(
        "application.consented",
        _("%(body)s samtyckte till version %(version)s[, med stöd av %(basis)s]."),
    ),
    Sentence(
        "application.consent_taken_back", _("%(body)s tog tillbaka sitt samtycke: %(reason)s")
    ),
    Sentence(
        "application.consents_ended",
        _("Ansökan ändrades, och därför upphörde samtycket från %(bodies)s."),
    ),
    Sentence("application.submitted", _("Ansökan lämnades in som %(number)s: %(amount)s.")),
    Sentence("application.left", _("%(body)s lämnade ansökan. Skäl: %(reason)s")),
    Sentence("application.withdrawn", _("Ansökan återkallades. Skäl: %(reason)s")),
    Sentence("application.gate_checked", _("Långsiktigheten bedömdes.")),
    Sentence("application.scored", _("%(criterion)s fick %(level)s av 5.")),
    Sentence("application.conflict_recorded", _("Jäv antecknades för %(person)s: %(reason)s")),
    Sentence(
        "application.pair_excluded", _("Ansökan och %(other)s utesluter varandra: %(reason)s")
    ),
    Sentence("application.pair_allowed", _("Ansökan och %(other)s kan beviljas tillsammans.")),
)
BATCHES = (
    Sentence("outcome.read", _("%(rows)s rader lästes in: %(kind)s, %(sum)s.")),
    Sentence("outcome.undone", _("Inläsningen ångrades. Skäl: %(reason)s")),
)
BUDGETS = (
    Sentence("budget.entered", _("%(budget)s lades in som utkast.")),
    Sentence("budget.changed", _("%(budget)s ändrades.")),
    Sentence("budget.fixed", _("%(budget)s fastställdes genom %(decision)s."), is_decision=True),
    Sentence("budget.revised", _("Version %(number)s av %(budget)s påbörjades.")),
)
KEY_FIGURES = (
    Sentence("grant.described", _("Projektet beskrevs som %(type)s.")),
    Sentence("grant.counted", _("Omfattningen räknades till %(amount)s %(unit)s: %(basis)s.")),
    Sentence("evaluation.marked", _("%(amount)s räknas som utvärdering: %(document)s.")),
    Sentence("evaluation.unmarked", _("%(amount)s räknas inte som utvärdering: %(document)s.")),
    Sentence("key_figure.entered", _("%(figure)s lades till: %(kronor)s kr per enhet.")),
)
FINANCING_KINDS = {"kind": FinancingKind}
FINANCING = (
    Sentence(
        "financing.added",
        _("Finansieringen fick en post: %(kind)s %(year)s[ från %(whose)s], %(amount)s."),
        labels=FINANCING_KINDS,
    ),
    Sentence(
        "financing.changed",
        _(
            "Finansieringen ändrades: %(kind)s %(year)s[ från %(whose)s], %(amount)s. Förut %(before)s."
        ),
        labels=FINANCING_KINDS,
    ),
    Sentence(
        "financing.removed",
        _("En post togs bort ur finansieringen: %(kind)s %(year)s[ från %(whose)s], %(amount)s."),
        labels=FINANCING_KINDS,
    ),
)
PHASES = (
    Sentence(
        "grant.phase_planned", _("Fasen %(phase)s planerades från %(starts_on)s till %(ends_on)s.")
    ),
    Sentence("grant.phase_removed", _("Fasen %(phase)s togs bort.")),
    Sentence(
        "grant.funding_end_planned",
        _("Pengarnas sista dag[ sattes till %(ends_on)s][, med följdbeslutet %(follow_on)s]."),
    ),
)
EXPECTED_SAVINGS = (
    Sentence(
        "expected_saving.added",
        _("Lägre kostnad bedömdes: %(whose)s %(year)s, %(amount)s."),
    ),
    Sentence(
        "expected_saving.changed",
        _(
            "Bedömningen av lägre kostnad ändrades: %(whose)s %(year)s, %(amount)s. Förut %(before)s."
        ),
    ),
    Sentence(
        "expected_saving.removed",
        _("En bedömning av lägre kostnad togs bort: %(whose)s %(year)s, %(amount)s."),
    ),
)
PAGES = {
    "funding.budgettable": "funding:budget",
    "funding.outcomebatch": "funding:outcome_batch",
    "funding.source": "funding:source",
    "funding.round": "funding:round",
    "funding.grant": "funding:grant",
    "funding.application": "funding:application",
}


def register() -> None:
    """Put the sentences and pages of money in the table."""
    groups = (
        *(SOURCES, ROUNDS, APPLICATIONS, GRANTS, BATCHES, BUDGETS, KEY_FIGURES, FINANCING),
        *(EXPECTED_SAVINGS, PHASES),
    )
    for sentence in (each for group in groups for each in group):
        sentences.register(sentence)
    for code, url_name in PAGES.items():
        subject_pages.register(SubjectPage(code, url_name))
