"""The words of reminders: seen as they will be, changed, and sent to oneself to try."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination import permissions
from coordination.domain.queries.reminder_rule import last_change
from coordination.domain.reminder_sample import sample_letter, send_sample
from coordination.domain.reminder_text import (
    PLACEHOLDERS,
    Texts,
    Words,
    change_text,
    restore_text,
    validate_placeholders,
)
from coordination.enums import ReminderOccasion
from coordination.exceptions import ActionRefused
from coordination.forms.reminder_rule import TextForm
from coordination.forms.rules import posted
from coordination.models import ReminderText


@require_safe
def texts(request):
    """Every text in every language: which are our own."""
    _require(request)
    stored = Texts()
    rows = [
        {
            "occasion": occasion,
            "language": code,
            "language_name": name,
            "words": stored.words(occasion, code),
            "is_own": stored.is_own(occasion, code),
        }
        for occasion in ReminderOccasion
        for code, name in settings.LANGUAGES
    ]
    return render(request, "coordination/reminder/texts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def text(request, occasion, language):
    """Change a text, and see the letter as it will be before it is saved."""
    _require(request)
    occasion = _occasion(occasion, language)
    stored = Texts()
    words = stored.words(occasion, language)
    form = TextForm(
        posted(request),
        initial={"subject": words.subject, "opening": words.opening, "version": words.version},
    )
    wants_to_see = "visa" in request.POST
    if not wants_to_see and form.carries_out(
        lambda values: change_text(occasion, language, actor=request.user, **values)
    ):
        messages.success(request, _("Texten är sparad. Nästa brev skrivs med den."))
        return redirect("administration:reminder_text", occasion=occasion, language=language)
    row = None
    if form.is_stale:
        row = ReminderText.objects.filter(occasion=occasion, language=language).first()
        words = Texts().words(occasion, language)
        form.see(words.version)
    context = {
        "form": form,
        "saved": words if form.is_stale else None,
        "saved_by": last_change(row) if row else None,
        "occasion": occasion,
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "is_own": stored.is_own(occasion, language),
        "letter": _preview(request, form, occasion, language, words),
        "placeholders": _placeholders(language),
    }
    return render(request, "coordination/reminder/text.html", context)


@require_POST
def restore(request, occasion, language):
    """Go back to the words it comes with."""
    _require(request)
    restore_text(_occasion(occasion, language), language, actor=request.user)
    messages.success(request, _("Kraftsams egen text gäller igen."))
    return redirect("administration:reminder_text", occasion=occasion, language=language)


@require_POST
def try_out(request, occasion, language):
    """Send the letter to myself."""
    _require(request)
    occasion = _occasion(occasion, language)
    try:
        message = send_sample(occasion, language, actor=request.user, now=timezone.now())
    except ActionRefused as refused:
        messages.error(request, refused.message)
    else:
        told = _("Ett provbrev är på väg till %(email)s.")
        messages.success(request, told % {"email": message.to_email})
    return redirect("administration:reminder_text", occasion=occasion, language=language)


def _preview(request, form, occasion, language, words):
    """The letter with what was typed, where it can be filled in; else with what is stored."""
    if form.is_bound and (form.is_valid() or form.is_stale):
        typed = Words(form.cleaned_data["subject"], form.cleaned_data["opening"])
        try:
            validate_placeholders(typed.subject)
            validate_placeholders(typed.opening)
        except ValidationError:
            return sample_letter(occasion, language, words, now=timezone.now())
        words = typed
    return sample_letter(occasion, language, words, now=timezone.now())


def _placeholders(language) -> list[tuple[str, str]]:
    about = {
        "namn": _("mottagarens förnamn"),
        "titel": _("vad som ska göras"),
        "dag": _("sista dagen"),
        "dagar": _("hur många dagar det är kvar, eller försenat"),
        "organ": _("vem som ansvarar"),
        "antal": _("hur många saker brevet gäller"),
    }
    names = PLACEHOLDERS if language == "en" else {name: name for name in PLACEHOLDERS}
    return [(f"{{{names[key]}}}", text) for key, text in about.items()]


def _occasion(code, language) -> ReminderOccasion:
    if code not in ReminderOccasion.values or language not in dict(settings.LANGUAGES):
        raise Http404
    return ReminderOccasion(code)


def _require(request):
    permissions.require(permissions.can_set_reminder_rules(request.user))
