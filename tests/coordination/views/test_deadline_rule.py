"""The administration of dates: rules, working days, and what reaches nobody."""

from datetime import date

import pytest
from django.urls import reverse

from coordination.models import DeadlineRule, MunicipalDay, WorkingDayRoutine
from tests.factories import DeadlineFactory

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"administration:{name}", args=args)


def test_rule_is_set_and_restored(town, gun, client):
    client.force_login(gun)
    client.post(page("date_rule", "follow_up_report"), {"months": "3", "roll": "next"})

    shown = client.get(page("date_rules")).content.decode()
    assert "3 månader efter att insatsen blev klar, nästa arbetsdag om dagen är ledig" in shown

    client.post(page("restore_date_rule", "follow_up_report"))
    assert not DeadlineRule.objects.exists()


def test_no_time_at_all_is_refused(town, gun, client):
    client.force_login(gun)

    response = client.post(page("date_rule", "follow_up_report"), {"roll": "none"})

    assert set(response.context["form"].errors) == {"months"}


@pytest.mark.parametrize("kind", ["approval", "forecast", "nonsense"])
def test_what_the_law_or_nobody_reckons_has_no_form(town, gun, client, kind):
    client.force_login(gun)

    assert client.get(page("date_rule", kind)).status_code == 404


def test_days_are_added_and_removed(town, gun, client):
    client.force_login(gun)
    day = date.today().replace(month=12, day=23)  # noqa: DTZ011  (any day of this year)

    client.post(page("working_days"), {"day": day.isoformat(), "is_open": "", "note": "Stängt"})
    again = client.post(
        page("working_days"), {"day": day.isoformat(), "is_open": "1", "note": "Öppet"}
    )
    assert again.context["form"].errors
    client.post(page("remove_municipal_day", MunicipalDay.objects.get().pk))

    assert not MunicipalDay.objects.exists()


def test_routine_is_saved(town, gun, client):
    client.force_login(gun)
    client.post(page("working_day_routine"), {"bridge_days_off": "on"})

    routine = WorkingDayRoutine.objects.get()
    assert (routine.bridge_days_off, routine.half_days_off) == (True, False)


@pytest.mark.parametrize("name", ["date_rules", "working_days"])
def test_others_do_not_configure(town, disa, client, name):
    client.force_login(disa)

    assert client.get(page(name)).status_code == 403


def test_unowned_dates_are_shown_and_told_on_the_first_page(town, gun, client):
    DeadlineFactory(organization=town.outside)
    client.force_login(gun)

    assert "Kulturnämnden" in client.get(page("unowned")).content.decode()
    assert "Ett organ har datum" in client.get(reverse("coordination:desk")).content.decode()


def test_member_does_not_see_what_is_unowned(love, client):
    client.force_login(love)

    assert client.get(page("unowned")).status_code == 403
