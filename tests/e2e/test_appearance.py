"""The main pages on a telephone in dark mode and in the narrowest window.

The flows go through them light and wide, and ``tests/templates`` the components at every width.
Opening a page looks it over: no barriers, no sideways scroll, an empty console.
"""

import pytest

pytestmark = pytest.mark.e2e

PAGES = {
    "koordinator": [
        "/",
        "/program/",
        "/program/1/",
        "/program/1/medverkande/",
        "/remisser/",
        "/remisser/1/",
        "/remisser/ny/",
        "/remisser/3/skicka/",
        "/remisser/paminn/",
        "/inkommande/",
        "/inkommande/1/",
        "/remissinstanser/flytta/",
        "/remissinstanser/2/",
        "/yttranden/6/",
        "/yttranden/6/onskemal/",
        "/onskemal/1/",
        "/utskick/",
        "/utskick/ej-skickade/",
        "/aviseringar/",
        "/insatser/",
        "/insatser/1/",
        "/pengar/",
        "/pengar/bok/",
        "/uppfoljning/",
        "/organ/",
        "/organ/18/",
        "/organ/18/sammantraden/",
        "/arenden/1/",
        "/sok/?q=Kraftsamlande",
        "/hjalp/",
    ],
    "admin": [
        "/omraden/",
        "/omraden/1/",
        "/omraden/nytt/",
        "/omraden/1/grans/",
        "/administration/paminnelser/",
        "/administration/paminnelser/follow_up_report/",
        "/administration/brevtexter/",
        "/administration/brevtexter/late/sv/",
    ],
}


@pytest.mark.parametrize("reader_name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (320, "light")])
def test_main_pages_have_no_barriers(visit, reader_name, width, scheme):
    reader = visit(reader_name, width=width, color_scheme=scheme)

    for path in PAGES[reader_name]:
        reader.open(path)

    assert len(reader.seen) == 2 + len(PAGES[reader_name])
