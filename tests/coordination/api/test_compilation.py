"""Compilations through the API: begun, shortened, fixed, read."""

import pytest

from coordination.models import Compilation
from tests.coordination.api.calls import patch, post


@pytest.fixture
def quote(compilation):
    return compilation.quotes.get()


def test_compilation_is_begun_once(as_disa, plain_compilation, adopted):
    asked = {"referral": adopted.consultee.referral_id}

    begun, again = post(as_disa, "compilations", asked), post(as_disa, "compilations", asked)

    (quoted,) = begun.json()["quotes"]
    assert quoted["statement"]["consultee"]["organization"]["name"] == "Stadsbyggnadsnämnden"
    assert (begun.status_code, again.status_code, again.json()["code"]) == (201, 409, "started")


def test_quote_is_shortened_and_given_back(as_disa, compilation, quote):
    address = f"compilations/{compilation.pk}/quotes/{quote.pk}"

    short = patch(as_disa, address, {"html": "<p>Kort.</p>", "version": 1}).json()["quotes"]
    whole = post(as_disa, f"{address}/restore").json()["quotes"]

    assert [short[0]["edited_html"], whole[0]["edited_html"]] == ["<p>Kort.</p>", ""]


def test_quote_saved_by_someone_else_is_a_conflict_with_both(as_disa, compilation, quote):
    address = f"compilations/{compilation.pk}/quotes/{quote.pk}"
    patch(as_disa, address, {"html": "<p>Deras.</p>", "version": 1})

    conflict = patch(as_disa, address, {"html": "<p>Mitt.</p>", "version": 1})

    assert (conflict.status_code, conflict.json()["theirs"]["edited_html"]) == (
        409,
        "<p>Deras.</p>",
    )


def test_fixed_compilation_is_the_stored_file_and_stands(as_disa, compilation, quote):
    fixed = post(as_disa, f"compilations/{compilation.pk}/fix")
    pdf = as_disa.get(f"/api/v1/compilations/{compilation.pk}/pdf/")

    assert (fixed.status_code, pdf.content) == (200, b"%PDF plain")
    refused = post(as_disa, f"compilations/{compilation.pk}/quotes/{quote.pk}/restore")
    assert (refused.status_code, refused.json()["code"]) == (409, "fixed")


def test_quote_of_another_compilation_is_unknown(as_disa, compilation):
    assert post(as_disa, f"compilations/{compilation.pk}/quotes/99999/restore").status_code == 404


def test_draft_is_the_senders_own(as_bo, compilation):
    assert as_bo.get(f"/api/v1/compilations/{compilation.pk}/").status_code == 404
    assert post(as_bo, "compilations", {"referral": compilation.referral_id}).status_code == 403
    assert Compilation.objects.count() == 1


@pytest.mark.parametrize("quotes", [1, 5])
def test_single_compilation_takes_nine_statements(
    quotes, as_disa, compilation, django_assert_num_queries
):
    with django_assert_num_queries(8):
        as_disa.get(f"/api/v1/compilations/{compilation.pk}/")
