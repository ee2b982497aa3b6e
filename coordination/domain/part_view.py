"""Views on the parts of the referred text, and which version of it a statement answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.domain.statement_state import lock_statement, log_statement
from coordination.domain.text import accept_line
from coordination.enums import PartViewKind, Stance
from coordination.exceptions import ActionRefused, EditConflict
from coordination.models import PartView, ReferredText, Statement


def add_part_view(statement, *, actor, part, kind, text="", stance="") -> PartView:
    """Say something of one part: comment, correct a fact or agree, with a stance if the body has one.

    Raises PermissionDenied once the statement is adopted, ValidationError.
    """
    permissions.require(permissions.can_write_statement(actor, statement))
    values = _checked(kind=kind, text=text, stance=stance)
    with transaction.atomic():
        current = _writable(statement, actor)
        _refuse_foreign_part(current, part)
        last = current.part_views.aggregate(last=Max("position"))["last"] or 0
        view = PartView.objects.create(statement=statement, part=part, position=last + 1, **values)
        log_statement("statement.part_addressed", statement, actor=actor, part=str(part))
    return view


def edit_part_view(view, *, actor, part, kind, version, text="", stance="") -> PartView:
    """Change a view. ``version`` is what the writer saw; EditConflict when someone saved in between."""
    permissions.require(permissions.can_write_statement(actor, view.statement))
    values = _checked(kind=kind, text=text, stance=stance)
    with transaction.atomic():
        current = _writable(view.statement, actor)
        saved = _still_there(view)
        if part.pk != saved.part_id:
            _refuse_foreign_part(current, part)
        if saved.version != version:
            raise EditConflict(theirs=saved, mine=values["text"])
        for name, value in (values | {"part": part, "version": saved.version + 1}).items():
            setattr(saved, name, value)
        saved.save()
        log_statement("statement.part_addressed", current, actor=actor, part=str(part))
    return saved


def remove_part_view(view, *, actor) -> None:
    """Take a view out of a draft."""
    permissions.require(permissions.can_write_statement(actor, view.statement))
    with transaction.atomic():
        current = _writable(view.statement, actor)
        log_statement("statement.part_left", current, actor=actor, part=str(view.part))
        view.delete()


def take_up_newer_text(statement, *, actor) -> Statement:
    """Answer the newest version of the referred text from now on.

    A view follows to the part with the same heading; where there is none it stays at the part of the
    version that it was written about.
    """
    permissions.require(permissions.can_write_statement(actor, statement))
    with transaction.atomic():
        current = _writable(statement, actor)
        newest = sent_texts(current.consultee.referral).first()
        if newest is None or newest.pk == current.referred_text_id:
            raise ActionRefused(_("Yttrandet gäller redan den nyaste texten."), code="newest")
        current.referred_text = newest
        current.save(update_fields=["referred_text"])
        _follow(current.part_views.select_related("part"), newest)
        log_statement("statement.text_taken_up", current, actor=actor, number=newest.number)
    return current


def sent_texts(referral):
    """The versions of the referred text that have been sent, the newest first."""
    return ReferredText.objects.filter(referral=referral, sent_at__isnull=False)


def begin_part_views(statement, earlier) -> None:
    """A supplementing version begins with the earlier one's views, at the parts of the newest text."""
    PartView.objects.bulk_create(
        PartView(
            statement=statement,
            part=view.part,
            position=view.position,
            kind=view.kind,
            stance=view.stance,
            text=view.text,
        )
        for view in earlier.part_views.select_related("part")
    )
    if statement.referred_text and statement.referred_text_id != earlier.referred_text_id:
        _follow(statement.part_views.select_related("part"), statement.referred_text)


def _follow(views, text):
    parts = {(part.heading, part.title): part for part in text.parts.all()}
    for view in views:
        if part := parts.get((view.part.heading, view.part.title)):
            view.part = part
            view.save(update_fields=["part"])


def _writable(statement, actor) -> Statement:
    """The statement as it stands, locked, if the actor may still write in it."""
    current = lock_statement(statement)
    permissions.require(permissions.can_write_statement(actor, current))
    return current


def _checked(*, kind, text, stance):
    if kind not in PartViewKind:
        raise ValidationError(_("Välj synpunkt, rättelse eller instämmande."), code="unknown_kind")
    if stance and stance not in Stance:
        raise ValidationError(_("Välj en ställning ur listan."), code="unknown_stance")
    silent = kind == PartViewKind.AGREEMENT and not text.strip()
    text = "" if silent else accept_line(text, what=_("Synpunkten"), limit=5000)
    return {"kind": kind, "stance": stance, "text": text}


def _refuse_foreign_part(statement, part):
    if part.text_id != statement.referred_text_id:
        raise ActionRefused(
            _("Delen hör inte till den text som yttrandet gäller. Ladda om sidan och välj igen."),
            code="foreign_part",
        )


def _still_there(view) -> PartView:
    saved = PartView.objects.select_related("part").filter(pk=view.pk).first()
    if not saved:
        raise ActionRefused(
            _("Någon tog bort synpunkten medan du skrev. Lägg till den igen om den ska vara med."),
            code="removed_meanwhile",
        )
    return saved
