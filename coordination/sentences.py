"""The sentences of the kernel's own events, and the pages of what they are about."""

from itertools import chain

from django.utils.translation import gettext_lazy as _

from coordination.enums import (
    OpinionKind,
    Outcome,
    PartyRole,
    Role,
    SectionKind,
    StageResult,
    Stance,
)
from coordination.history import Sentence, SubjectPage, sentences, subject_pages


class PartTaken:
    """What it means to be given a part in a matter, as the end of a sentence about the body."""

    choices = (
        (PartyRole.LEAD, _("fick leda arbetet i ärendet")),
        (PartyRole.CONVENER, _("fick i uppgift att sammankalla och samordna")),
        (PartyRole.SPECIAL_RESPONSIBILITY, _("fick ett särskilt ansvar i ärendet")),
        (PartyRole.CONTRIBUTING, _("kom med i arbetet")),
        (PartyRole.CONSULTED, _("blev tillfrågad i ärendet")),
    )


MATTERS = (
    Sentence("matter.registered", _("Ärendet öppnades med diarienummer %(number)s.")),
    Sentence(
        "matter.party_added",
        _("%(organization)s %(role)s."),
        labels={"role": PartTaken},
    ),
    Sentence(
        "matter.party_removed",
        _("%(organization)s lämnade rollen %(role)s. Skäl: %(reason)s"),
        labels={"role": PartyRole},
    ),
    Sentence(
        "matter.part_acknowledged",
        _("%(organization)s bekräftade sin roll: %(role)s."),
        labels={"role": PartyRole},
    ),
    Sentence(
        "decision.recorded", _("%(body)s beslutade %(day)s[, %(reference)s]."), is_decision=True
    ),
    Sentence("assignment.given", _("Ett uppdrag gavs: %(text)s")),
    Sentence("assignment.acknowledged", _("Ett uppdrag bekräftades[: %(text)s]")),
    Sentence("assignment.completed", _("Ett uppdrag markerades som klart[: %(text)s]")),
    Sentence("meeting.planned", _("Ett sammanträde planerades till %(held_on)s.")),
    Sentence(
        "meeting.moved",
        _("Ett sammanträde flyttades från %(from)s till %(to)s. Skäl: %(reason)s"),
    ),
    Sentence("meeting.changed", _("Sammanträdet %(to)s ändrades. Skäl: %(reason)s")),
    Sentence("meeting.cancelled", _("Sammanträdet %(held_on)s ställdes in. Skäl: %(reason)s")),
    Sentence("meeting.resumed", _("Sammanträdet %(held_on)s planerades igen.")),
    Sentence("meeting.closed", _("Sammanträdet %(held_on)s avslutades.")),
    Sentence("decision.minutes_written", _("Yrkanden och justerare till %(reference)s skrevs in.")),
    Sentence("meeting.attendance_recorded", _("Närvaron antecknades: %(serving)s tjänstgörande.")),
    Sentence(
        "meeting.recusal_recorded",
        _("%(person)s deltog inte på grund av jäv i ”%(item)s”. Skäl: %(reason)s"),
    ),
    Sentence("meeting.recusal_removed", _("Jävet för %(person)s i ”%(item)s” togs bort.")),
    Sentence("list.ordered", _("%(list)s beställdes till Excel: %(rows)s rader.")),
    Sentence("list.cancelled", _("Listan stoppades.")),
    Sentence("list.retried", _("Listan beställdes igen.")),
    Sentence("list.done", _("Listan blev klar: %(rows)s rader.")),
    Sentence(
        "bundle.ordered",
        _("Handlingarna till sammanträdet %(held_on)s beställdes: %(parts)s stycken."),
        linked=False,
    ),
    Sentence(
        "bundle.retried",
        _("Handlingarna till sammanträdet %(held_on)s beställdes igen."),
        linked=False,
    ),
    Sentence(
        "bundle.cancelled",
        _("Arbetet med handlingarna till sammanträdet %(held_on)s avbröts."),
        linked=False,
    ),
    Sentence(
        "bundle.done",
        _("Handlingarna till sammanträdet %(held_on)s sattes samman: %(pages)s sidor."),
        linked=False,
    ),
    Sentence(
        "bundle.shared",
        _("Handlingarna till sammanträdet %(held_on)s delades med %(to)s till och med %(until)s."),
        linked=False,
    ),
    Sentence(
        "bundle.unshared",
        _("Läslänken till %(to)s, sammanträdet %(held_on)s, återkallades."),
        linked=False,
    ),
    Sentence(
        "bundle.opened",
        _("Handlingarna till sammanträdet %(held_on)s öppnades med läslänken till %(to)s."),
        internal=True,
        linked=False,
    ),
    Sentence(
        "meeting.paper_added",
        _("Underlaget ”%(title)s” lades till handlingarna till sammanträdet %(held_on)s."),
        linked=False,
    ),
    Sentence(
        "meeting.paper_removed",
        _("Underlaget ”%(title)s” togs bort ur handlingarna till sammanträdet %(held_on)s."),
        linked=False,
    ),
    Sentence("meeting.imported", _("Sammanträden lästes in från en fil.")),
    Sentence("meeting.routine_set", _("Handlingar ska vara inne %(days)s arbetsdagar före mötet.")),
    Sentence("meeting.break_added", _("%(title)s, %(from)s–%(to)s, lades in i mötesplanen.")),
    Sentence("meeting.break_removed", _("%(title)s, %(from)s–%(to)s, togs bort ur mötesplanen.")),
    Sentence(
        "deadline.moved",
        _("Datumet för ”%(title)s” flyttades från %(from)s till %(to)s. Skäl: %(reason)s"),
    ),
    Sentence("reminders.chosen", _("%(person)s ändrade hur påminnelserna kommer."), internal=True),
    Sentence(
        "reminders.chosen_from_letter",
        _("Påminnelserna till %(person)s ändrades genom länken i ett brev."),
        internal=True,
    ),
    Sentence("absence.set", _("%(person)s är borta %(first)s till %(last)s."), internal=True),
    Sentence(
        "absence.removed",
        _("Frånvaron %(first)s till %(last)s togs bort för %(person)s."),
        internal=True,
    ),
    Sentence("reminder_rule.changed", _("Påminnelseregeln ändrades: %(title)s."), internal=True),
    Sentence(
        "reminder_rule.dropped",
        _("Påminnelseregeln togs bort: %(title)s. Den gemensamma gäller."),
        internal=True,
    ),
    Sentence("reminder_text.changed", _("En brevtext ändrades: ”%(title)s”."), internal=True),
    Sentence("reminder_text.restored", _("En brevtext återställdes: ”%(title)s”."), internal=True),
    Sentence("message.resent", _("Brevet ”%(title)s” skickades igen till %(to)s."), internal=True),
    Sentence(
        "deadline.reminded",
        _("En påminnelse om ”%(title)s” skickades till %(people)s."),
        internal=True,
    ),
)
BODIES = (
    Sentence("organization.renamed", _("%(from)s bytte namn till %(to)s.")),
    Sentence("organization.letterhead_set", _("Brevhuvudet ändrades.")),
    Sentence("compilation.started", _("En remissammanställning påbörjades, version %(number)s.")),
    Sentence("compilation.quote_edited", _("Citatet från %(body)s redigerades."), bodies=("body",)),
    Sentence(
        "compilation.quote_restored", _("Citatet från %(body)s återställdes."), bodies=("body",)
    ),
    Sentence("compilation.introduced", _("Inledningen till remissammanställningen ändrades.")),
    Sentence("compilation.fixed", _("Remissammanställningen fastställdes, kvittens %(receipt)s.")),
    Sentence("group.set_up", _("Gruppen %(name)s inrättades.")),
    Sentence(
        "seat.added",
        _("En plats som %(role)s lades till[ i %(in)s][ för %(for)s]."),
        labels={"role": Role},
        bodies=("for", "in"),
    ),
    Sentence(
        "seat.filled",
        _("%(person)s fick en plats[ i %(in)s] från och med %(from)s."),
        bodies=("in",),
    ),
    Sentence(
        "seat.vacated",
        _("%(person)s lämnade sin plats[ i %(in)s]. Sista dagen var %(last_day)s."),
        bodies=("in",),
    ),
    Sentence("person.registered", _("%(person)s lades till som person.")),
    Sentence("person.phone_set", _("Telefonnumret till %(person)s ändrades.")),
    Sentence("person.phone_removed", _("Telefonnumret till %(person)s togs bort.")),
)
ACCOUNTS = (
    Sentence("user.invited", _("%(person)s bjöds in och fick ett konto.")),
    Sentence("user.deactivated", _("Kontot för %(person)s stängdes. Skäl: %(reason)s")),
    Sentence("user.reactivated", _("Kontot för %(person)s öppnades igen.")),
    Sentence("admin.added", _("%(object)s lades till i systemadministrationen.")),
    Sentence("admin.changed", _("%(object)s ändrades i systemadministrationen[: %(fields)s].")),
    Sentence("admin.deleted", _("%(object)s togs bort i systemadministrationen.")),
)
AREAS = (
    Sentence("area.created", _("Området %(name)s lades till.")),
    Sentence("area.renamed", _("Området %(from)s heter nu %(to)s.")),
    Sentence(
        "area.boundary_set", _("Området fick en ny gräns från och med %(from)s: %(hectares)s ha.")
    ),
    Sentence("area.ended", _("Området upphörde %(on)s. Skäl: %(reason)s")),
)
REFERRALS = (
    # Who is about to be asked what is the sender's own business until the referral is sent.
    Sentence("referral.drafted", _("Ett utkast till remissen ”%(title)s” skrevs."), internal=True),
    Sentence("referral.edited", _("Utkastet till remissen ändrades."), internal=True),
    Sentence(
        "referral.deleted",
        _("Utkastet till remissen ”%(title)s” kastades."),
        internal=True,
        linked=False,
    ),
    Sentence(
        "referral.sent",
        _("Remissen skickades till %(to)s. Kvittens %(receipt)s."),
        bodies=("to",),
    ),
    Sentence("referral.declined", _("%(body)s avstod från att yttra sig. Skäl: %(reason)s")),
    Sentence(
        "referral.found_incomplete",
        _("Uppgifter saknas i svaret från %(body)s: %(reason)s"),
        bodies=("body",),
    ),
    Sentence(
        "referral.completed",
        _("Det som saknades i svaret från %(body)s kom in: %(reason)s"),
        bodies=("body",),
    ),
    Sentence(
        "referral.extended",
        _(
            "Svarsdagen för %(body)s flyttades från %(from)s till %(to)s[, beviljat av %(granted_by)s]. "
            "Skäl: %(reason)s"
        ),
        bodies=("body",),
    ),
    Sentence(
        "referral.reminded",
        _("%(body)s påmindes med brev till %(people)s."),
        bodies=("body",),
        internal=True,
    ),
    Sentence("referral.text_chosen", _("Den remitterade texten valdes."), internal=True),
    Sentence(
        "referral.text_sent",
        _("Version %(number)s av den remitterade texten skickades. Ändrat: %(what)s"),
    ),
    Sentence(
        "incoming.registered",
        _("Remissen ”%(title)s” kom in från %(sender)s. Svar senast %(by)s."),
    ),
    Sentence("incoming.answered", _("Remissen ”%(title)s” besvarades %(on)s: %(how)s")),
    Sentence("referral.closed", _("Remissen avslutades.")),
    Sentence(
        "referral.called",
        _("Samtal med %(who)s, %(body)s, %(on)s: %(said)s"),
        bodies=("body",),
        internal=True,
    ),
    Sentence("referral.reopened", _("Remissen öppnades igen.[ Skäl: %(reason)s]")),
    Sentence("referral.recalled", _("Remissen återkallades. Skäl: %(reason)s")),
)
STATEMENTS = (
    Sentence("statement.started", _("Arbetet med yttrandet började.")),
    Sentence(
        "statement.section_written",
        _("Avsnittet %(section)s skrevs: %(words)s ord."),
        labels={"section": SectionKind},
    ),
    Sentence(
        "statement.described",
        _("Yttrandets rubrik och ställning ändrades[: %(stance)s]."),
        labels={"stance": Stance},
    ),
    Sentence(
        "statement.case_officer_named", _("%(person)s är handläggare[ i stället för %(from)s].")
    ),
    Sentence(
        "statement.commented",
        _("En intern synpunkt lämnades på avsnittet %(section)s."),
        labels={"section": SectionKind},
        internal=True,
    ),
    Sentence("statement.part_addressed", _("Synpunkten på %(part)s skrevs.")),
    Sentence("statement.part_left", _("Synpunkten på %(part)s togs bort.")),
    Sentence(
        "statement.text_taken_up",
        _("Yttrandet gäller nu version %(number)s av den remitterade texten."),
    ),
    Sentence("statement.submitted", _("Yttrandet lämnades för granskning.")),
    Sentence("statement.sent_back", _("Yttrandet skickades tillbaka. Att ändra: %(reason)s")),
    Sentence("statement.adopted", _("Yttrandet antogs %(day)s, %(reference)s."), is_decision=True),
    Sentence(
        "statement.signed",
        _("%(signer)s undertecknade tjänsteutlåtandet %(day)s."),
        is_decision=True,
    ),
    Sentence(
        "statement.approved",
        _("Protokollet justerades[ %(on)s]."),
        instead={"immediate": _("Paragrafen justerades omedelbart[ %(on)s].")},
    ),
    Sentence("notice.put_up", _("Det justerade protokollet anslogs %(on)s.")),
    Sentence("notice.taken_down", _("Anslaget togs ner %(on)s.")),
    Sentence(
        "statement.dispatched",
        _("Yttrandet skickades[ som handling %(registered)s][ med kvittens %(receipt)s]."),
    ),
    Sentence(
        "statement.correction_begun",
        _("En rättelse började, version %(number)s. Skäl: %(reason)s"),
    ),
    Sentence(
        "statement.corrected",
        _("%(signer)s bestyrkte en rättelse av skrivfel, version %(number)s. Skäl: %(reason)s"),
    ),
    Sentence(
        "statement.signed_copy_attached",
        _(
            "Ett undertecknat exemplar lades till. Kvittens %(receipt)s.[ Texten är inte "
            "handlingens. Sparat ändå: %(reason)s]"
        ),
    ),
    Sentence("statement.shared", _("Utkastet delades med %(to)s[ till och med %(until)s].")),
    Sentence("statement.unshared", _("Utkastet delas inte längre med %(to)s.")),
    Sentence("request.added", _("Ett önskemål lades till: %(text)s")),
    Sentence("request.edited", _("Ett önskemål ändrades: %(text)s")),
    Sentence("request.removed", _("Ett önskemål togs bort: %(text)s")),
    Sentence(
        "request.answered",
        _("Önskemålet ”%(text)s” besvarades: %(outcome)s. Skäl: %(reason)s"),
        labels={"outcome": Outcome},
    ),
    Sentence(
        "opinion.filed",
        _("%(kind)s, bilaga %(letter)s, lämnades av %(authors)s."),
        labels={"kind": OpinionKind},
    ),
    Sentence(
        "opinion.edited",
        _("%(kind)s, bilaga %(letter)s, ändrades."),
        labels={"kind": OpinionKind},
    ),
    Sentence("opinion.withdrawn", _("Ett särskilt yttrande togs tillbaka.")),
)
PREPARATION = (
    Sentence("written_question.registered", _("Skrivelsen ”%(title)s” kom in från %(authors)s.")),
    Sentence("written_question.edited", _("Skrivelsen ”%(title)s” rättades.")),
    Sentence(
        "written_question.answered",
        _("Fråga %(number)s i skrivelsen ”%(title)s” besvarades."),
        internal=True,
    ),
    Sentence("memorandum.drafted", _("Promemorian ”%(title)s” påbörjades."), internal=True),
    Sentence("memorandum.edited", _("Promemorian ändrades."), internal=True),
    Sentence(
        "memorandum.proposed",
        _("Förslaget till beslut skrevs i %(clauses)s punkter."),
        internal=True,
    ),
    Sentence(
        "memorandum.planned",
        _("Promemorian ska tas upp av %(bodies)s."),
        bodies=("bodies",),
        internal=True,
    ),
    Sentence("memorandum.presented", _("Promemorian föredrogs %(day)s av %(by)s.")),
    Sentence(
        "stage.recorded",
        _(
            "%(body)s tog upp promemorian %(day)s[, %(reference)s]: %(result)s[. Röster: %(votes)s]."
        ),
        labels={"result": StageResult},
        is_decision=True,
    ),
    Sentence(
        "stage.opinion_filed",
        _("%(kind)s lämnades i %(body)s av %(authors)s."),
        labels={"kind": OpinionKind},
        bodies=("body",),
    ),
    Sentence(
        "stage.opinion_edited",
        _("%(kind)s i %(body)s ändrades."),
        labels={"kind": OpinionKind},
        bodies=("body",),
    ),
    Sentence(
        "stage.opinion_withdrawn",
        _("%(kind)s i %(body)s togs tillbaka."),
        labels={"kind": OpinionKind},
        bodies=("body",),
    ),
    Sentence(
        "stage.suggestion_added",
        _("Ett medskick i %(body)s ska följas upp: %(text)s"),
        bodies=("body",),
    ),
)
DATES = (
    Sentence("date.planned", _("%(body)s lade till datumet %(due_on)s: %(title)s")),
    Sentence("date.done", _("%(body)s höll datumet för ”%(title)s”: %(by)s")),
    Sentence("date.withdrawn", _("Datumet för ”%(title)s” togs tillbaka. Skäl: %(reason)s")),
    Sentence("date.imported", _("Datum lästes in från en kalender.")),
    Sentence(
        "feed.made", _("Kalenderprenumerationen ”%(name)s” skapades[ för %(body)s]."), linked=False
    ),
    Sentence(
        "feed.revoked",
        _("Kalenderprenumerationen ”%(name)s” återkallades[ för %(body)s]."),
        linked=False,
    ),
    Sentence("deadline_rule.set", _("%(kind)s räknas nu så här: %(rule)s.")),
    Sentence("deadline_rule.restored", _("%(kind)s räknas som från början: %(rule)s.")),
    Sentence("working_days.set", _("Kommunens arbetsdagar ändrades.")),
    Sentence("working_days.closed", _("Kommunen har stängt %(day)s: %(note)s")),
    Sentence("working_days.opened", _("Kommunen har öppet %(day)s: %(note)s")),
    Sentence("working_days.restored", _("Kommunens egen dag %(day)s togs bort: %(note)s")),
)
PAGES = {
    "coordination.area": "coordination:area",
    "coordination.assignment": "coordination:assignment",
    "coordination.deadline": "coordination:deadline",
    "coordination.decision": "coordination:decision",
    "coordination.incomingreferral": "coordination:incoming_referral",
    "coordination.memorandum": "coordination:memorandum",
    "coordination.organization": "coordination:organization",
    "coordination.referral": "coordination:referral",
    "coordination.statement": "coordination:statement",
    "coordination.writtenquestion": "coordination:written_question",
}


def register() -> None:
    """Put the kernel's sentences and pages in the table."""
    tables = (MATTERS, BODIES, ACCOUNTS, AREAS, REFERRALS, STATEMENTS, PREPARATION, DATES)
    for sentence in chain.from_iterable(tables):
        sentences.register(sentence)
    for code, url_name in PAGES.items():
        subject_pages.register(SubjectPage(code, url_name))
