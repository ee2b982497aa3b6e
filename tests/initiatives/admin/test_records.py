"""The stock administration shows programmes and initiatives, and changes none."""

import pytest

from coordination.models import User


@pytest.fixture
def staff(client, db):
    client.force_login(User.objects.create_superuser("drift@kommun.example", "x"))
    return client


@pytest.mark.parametrize("page", ["programme", "initiative", "participation", "modelreview"])
def test_records_are_listed_and_not_added(staff, initiative, page):
    assert staff.get(f"/forvaltning/initiatives/{page}/").status_code == 200
    assert staff.get(f"/forvaltning/initiatives/{page}/add/").status_code == 403


def test_programme_is_shown_and_not_changed(staff, programme):
    url = f"/forvaltning/initiatives/programme/{programme.pk}/change/"

    assert staff.get(url).status_code == 200
    assert staff.post(url, {"name": "Annat"}).status_code == 403
