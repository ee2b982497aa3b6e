"""Search: what one may see, by kind."""

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coordination.domain.queries.search import search
from coordination.forms.rules import OurForm


class SearchForm(OurForm):
    """The words to look for."""

    q = forms.CharField(
        label=_("Sök efter"),
        max_length=200,
        required=False,
        error_messages={
            "max_length": _("Sök på högst 200 tecken."),
            "null_characters_not_allowed": _(
                "Sökordet innehåller tecken som inte går att söka på."
            ),
        },
    )


@require_safe
def search_page(request):
    """Hits by kind; an empty query explains what can be found."""
    form = SearchForm(request.GET)
    query = form.cleaned_data["q"] if form.is_valid() else ""
    return render(
        request,
        "coordination/search/search.html",
        {"form": form, "query": query, "kinds": search(request.user, query)},
    )
