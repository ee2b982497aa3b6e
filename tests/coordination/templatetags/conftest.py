"""Rendering a piece of template as a page would, on 4 June 2025."""

from datetime import date

import pytest
from django.template import engines

TODAY = date(2025, 6, 4)


@pytest.fixture
def render():
    """``render("{% due day %}", day=…)``: the markup, with the context that every page has."""

    def render(source: str, **context) -> str:
        page = {"today": TODAY, "home_label": "Min sida", "home_url": "/", "csrf_token": "token"}
        return engines["django"].from_string(source).render(page | context).strip()

    return render


@pytest.fixture
def squeezed(render):
    """The same, without line breaks and indentation between tags."""
    return lambda source, **context: " ".join(render(source, **context).split())
