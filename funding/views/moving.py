"""Moving money by decision: between frames, between grants, and past a cap; a source's terms and books."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.forms.rules import posted
from coordination.permissions import require
from funding import permissions
from funding.domain.exemption import exempt_grant, exempt_source
from funding.domain.project import set_project_code
from funding.domain.queries.source import decisions_over, other_sources
from funding.domain.source import close_books, set_terms
from funding.domain.transfer import repurpose_grant, transfer_frame
from funding.forms.moving import DecidedForm, RepurposeForm, TransferForm
from funding.forms.outcome import CodeForm
from funding.forms.source import BooksForm, EditTermsForm
from funding.models import Grant
from funding.views.grant import get_grant, reportable_grant
from funding.views.source import managed_source

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def transfer(request, pk):
    """Move part of a source's frame to another source."""
    found = managed_source(request, pk)
    form = TransferForm(
        posted(request),
        decisions=decisions_over(found, request.user),
        sources=other_sources(found, request.user),
    )
    if form.carries_out(lambda said: transfer_frame(found, actor=request.user, **said)):
        messages.success(request, _("Pengarna är omfördelade. Två rader i pengaboken visar det."))
        return redirect("funding:source", pk=pk)
    return render(request, "funding/source/transfer.html", {"form": form, "source": found})


@form_page
def exempt(request, pk):
    """Let more than the frame be granted."""
    found = managed_source(request, pk)
    form = DecidedForm(posted(request), decisions=decisions_over(found, request.user))
    if form.carries_out(lambda said: exempt_source(found, actor=request.user, **said)):
        messages.success(request, _("Undantaget är antecknat."))
        return redirect("funding:source", pk=pk)
    return render(request, "funding/source/exempt.html", {"form": form, "source": found})


@form_page
def terms(request, pk):
    """Change what holds for a source's money."""
    found = managed_source(request, pk)
    initial = EditTermsForm.values_of(found) | {"version": found.version}
    form = EditTermsForm(posted(request), user=request.user, initial=initial)
    if form.carries_out(
        lambda said: set_terms(
            found, actor=request.user, terms=form.terms(), version=said["version"]
        )
    ):
        messages.success(request, _("Villkoren är sparade."))
        return redirect("funding:source", pk=pk)
    status = 409 if form.differences else 200
    context = {"form": form, "source": found}
    return render(request, "funding/source/terms.html", context, status=status)


@form_page
def books(request, pk):
    """Close a source's books until and including a day."""
    found = managed_source(request, pk)
    form = BooksForm(posted(request))
    if form.carries_out(lambda said: close_books(found, actor=request.user, **said)):
        messages.success(
            request, _("Böckerna är stängda. Fel rättas från och med nu av nya rader.")
        )
        return redirect("funding:source", pk=pk)
    return render(request, "funding/source/books.html", {"form": form, "source": found})


@form_page
def repurpose(request, pk):
    """Move what is left of a grant to another one from the same source."""
    found = _managed_grant(request, pk)
    source = found.round.source
    grants = Grant.objects.visible_to(request.user).filter(round__source=source)
    form = RepurposeForm(
        posted(request),
        decisions=decisions_over(source, request.user),
        grants=grants.exclude(pk=pk).order_by("title", "pk"),
    )
    if form.carries_out(lambda said: repurpose_grant(found, actor=request.user, **said)):
        messages.success(request, _("Pengarna är omdisponerade. Två rader i pengaboken visar det."))
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/repurpose.html", {"form": form, "grant": found})


@form_page
def overrun(request, pk):
    """Let more than what is granted be used."""
    found = _managed_grant(request, pk)
    form = DecidedForm(posted(request), decisions=decisions_over(found.round.source, request.user))
    if form.carries_out(lambda said: exempt_grant(found, actor=request.user, **said)):
        messages.success(request, _("Undantaget är antecknat."))
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/exempt.html", {"form": form, "grant": found})


@form_page
def code(request, pk):
    """Say the project's number in the finance system."""
    found = reportable_grant(request, pk)
    form = CodeForm(posted(request), initial={"code": found.project_code})
    if form.carries_out(lambda said: set_project_code(found, actor=request.user, **said)):
        messages.success(request, _("Projektnumret är sparat."))
        return redirect("funding:grant", pk=pk)
    return render(request, "funding/grant/code.html", {"form": form, "grant": found})


def _managed_grant(request, pk) -> Grant:
    found = get_grant(request, pk)
    require(permissions.can_manage_money(request.user, found.round.source.owner))
    return found
