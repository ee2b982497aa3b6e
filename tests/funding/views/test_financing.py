"""The pages of an initiative's financing, and the list of all (M-19)."""

import io

import openpyxl
import pytest
from django.urls import reverse

from funding.models import FinancingItem
from initiatives.registry import initiative_panels
from tests.factories.funding import GrantFactory
from tests.factories.initiatives import InitiativeFactory, ProgrammeFactory
from tests.funding.helpers import MKR

LIST = "/pengar/finansiering/"


@pytest.fixture
def initiative(matter, town):
    """Bo's committee leads it."""
    programme = ProgrammeFactory(matter=matter, lead=town.board, convener=town.central_office)
    return InitiativeFactory(programme=programme, title="Första jobbet", lead=town.participant)


@pytest.fixture
def official(client, bo):
    client.force_login(bo)
    return client


def sent(**values) -> dict:
    return {
        "kind": "needed",
        "year": "2025",
        "amount_ore": "1,5 mnkr",
        "basis": "Kalkylen",
        "as_of": "2025-03-01",
    } | values


def address(initiative, path=""):
    return f"/insatser/{initiative.pk}/finansiering/{path}"


def post_of(initiative, user, **values) -> FinancingItem:
    return FinancingItem.objects.create(
        **{
            "initiative": initiative,
            "year": 2025,
            "kind": "needed",
            "amount_ore": MKR,
            "basis": "Kalkylen",
            "as_of": "2025-03-01",
            "updated_by": user,
            "updated_at": "2025-03-01T10:00+01:00",
        }
        | values
    )


def test_empty_page_says_the_next_step(official, initiative):
    page = official.get(address(initiative)).content.decode()

    assert "Ingen finansiering är angiven ännu" in page
    assert address(initiative, "ny/") in page


def test_official_adds_what_is_needed(official, initiative):
    answer = official.post(address(initiative, "ny/"), sent())

    item = FinancingItem.objects.get()
    assert (answer.url, item.amount_ore) == (address(initiative), 150_000_000)
    assert "1 500 000 kr" in official.get(address(initiative)).content.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"amount_ore": "12 USD"}, "amount_ore", "kr"),
        ({"amount_ore": "-5"}, "amount_ore", "större än 0"),
        ({"amount_ore": ""}, "amount_ore", "Skriv hur mycket"),
        ({"year": "2100"}, "year", "Skriv ett år mellan"),
        ({"year": "nästa"}, "year", "fyra siffror"),
        ({"kind": "existing"}, "organization", "Välj vems pengar"),
        ({"kind": "external"}, "payer", "Skriv vem utanför"),
        ({"basis": ""}, "basis", "Skriv var uppgiften står"),
        ({"as_of": "2100-01-01"}, "as_of", ""),
    ],
)
def test_wrong_post_is_explained_by_its_field(official, initiative, values, field, message):
    form = official.post(address(initiative, "ny/"), sent(**values)).context["form"]

    assert message in " ".join(form.errors[field])
    assert not FinancingItem.objects.exists()


def test_second_to_save_is_shown_what_the_first_said(official, initiative, bo):
    item = post_of(initiative, bo, amount_ore=2 * MKR, version=2)

    answer = official.post(f"{LIST}{item.pk}/andra/", sent(amount_ore="3 000 000", version="1"))

    item.refresh_from_db()
    [difference] = answer.context["form"].differences
    assert (answer.status_code, item.amount_ore) == (409, 2 * MKR)
    assert difference.theirs.replace("\N{NO-BREAK SPACE}", " ") == "2 000 000"
    official.post(f"{LIST}{item.pk}/andra/", sent(amount_ore="3 000 000", version="2"))
    item.refresh_from_db()
    assert item.amount_ore == 3 * MKR


def test_post_is_removed_after_a_look(official, initiative, bo):
    item = post_of(initiative, bo)

    assert "Ta bort posten" in official.get(f"{LIST}{item.pk}/ta-bort/").content.decode()
    official.post(f"{LIST}{item.pk}/ta-bort/")
    assert not FinancingItem.objects.exists()


@pytest.mark.parametrize(("person", "read", "write"), [("cecilia", 404, 404), ("love", 200, 403)])
def test_who_reads_and_who_writes(client, initiative, bo, person, read, write, request):
    item = post_of(initiative, bo)
    client.force_login(request.getfixturevalue(person))

    assert client.get(address(initiative)).status_code == read
    for path in (
        address(initiative, "ny/"),
        f"{LIST}{item.pk}/andra/",
        f"{LIST}{item.pk}/ta-bort/",
    ):
        assert (client.get(path).status_code, client.post(path).status_code) == (write, write)


def test_initiatives_page_shows_what_is_missing(official, initiative, bo):
    post_of(initiative, bo)

    page = official.get(f"/insatser/{initiative.pk}/").content.decode()

    assert ("Befintliga medel" in page, "Saknas" in page) == (True, True)


def test_reader_of_an_initiative_without_money_gets_no_box(initiative, love, bo):
    context = initiative_panels["money"].context

    assert context(initiative, love) is None
    assert context(initiative, bo)["can_plan"]


def test_panel_takes_two_statements(
    initiative, bo, decision, funding_round, django_assert_num_queries
):
    for number in range(10):
        post_of(initiative, bo, kind="external", payer=f"Fond {number}")
        GrantFactory(round=funding_round, decision=decision, initiative=initiative, granted=100)
    initiative_panels["money"].context(initiative, bo)

    with django_assert_num_queries(2):
        initiative_panels["money"].context(initiative, bo)


@pytest.mark.parametrize("size", [10, 50])
def test_page_takes_the_same_statements_however_many_posts(
    official, initiative, bo, decision, funding_round, size, django_assert_num_queries
):
    for number in range(size):
        post_of(initiative, bo, kind="external", payer=f"Fond {number}")
        GrantFactory(round=funding_round, decision=decision, initiative=initiative, granted=100)
    official.get(address(initiative))

    with django_assert_num_queries(8):
        official.get(address(initiative))


@pytest.mark.parametrize("size", [10, 40])
def test_list_takes_the_same_statements_however_long(
    client, disa, initiative, bo, size, django_assert_num_queries
):
    for _number in range(size):
        post_of(InitiativeFactory(programme=initiative.programme), bo)
    client.force_login(disa)
    client.get(LIST)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_list_turns_its_pages_and_leaves_as_excel(client, disa, initiative, bo):
    for _number in range(60):
        post_of(InitiativeFactory(programme=initiative.programme), bo)
    client.force_login(disa)

    page = client.get(LIST).context["page"]
    book = client.get(reverse("coordination:listing_workbook", args=["finansiering"]))

    assert (len(page.rows), len(client.get(LIST + page.next_url).context["page"].rows)) == (50, 11)
    content = getattr(book, "streaming_content", None)
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(content) if content else book.content), read_only=True
    ).worksheets[0]
    cells = [row for row in sheet.iter_rows(values_only=True) if row[0] == "Insats"]
    assert cells[0][3] == "Behövs (kr)"


def test_outsider_sees_an_empty_list(client, cecilia, initiative):
    client.force_login(cecilia)

    assert "Inga insatser ännu" in client.get(LIST).content.decode()


def test_narrowed_list_without_rows_offers_all(client, disa, initiative):
    client.force_login(disa)

    assert "Visa alla insatser" in client.get(f"{LIST}?visa=saknas").content.decode()
