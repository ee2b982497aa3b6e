"""Pages about Kraftsam itself: help, accessibility, glossary, and the component sheet."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.views.component_sheet import sheet


@login_not_required
@require_safe
def help_page(request):
    """Hjälp: what one does where, and whom to ask. Open to all: one may need it to sign in."""
    return render(request, "coordination/about/help.html", _contact())


@login_not_required
@require_safe
def accessibility(request):
    """Tillgänglighetsredogörelse, as the act on accessibility to digital public service asks for."""
    return render(request, "coordination/about/accessibility.html", _contact())


@login_not_required
@require_safe
def glossary(request):
    """Ordlista: the words of the municipality that the pages use, one plain sentence each."""
    return render(request, "coordination/about/glossary.html")


@require_safe
def components(request):
    """Komponenter: everything that pages are built from, with invented data."""
    return render(request, "coordination/about/components.html", sheet())


def _contact() -> dict:
    """Where questions and reports of poor accessibility go."""
    return {"support_email": settings.SUPPORT_EMAIL}
