"""What JavaScript adds, in a real browser and under the product's own content security policy.

No server and no database: the pages are rendered here and handed to the browser.
"""

import json
import mimetypes
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import engines
from django.test import RequestFactory
from playwright.sync_api import sync_playwright

from coordination.views.component_sheet import TODAY, sheet

pytestmark = pytest.mark.e2e

HOST = "http://kraftsam.test"
POLICY = "; ".join(
    f"{name} {' '.join(map(str, sources))}"
    for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FROM_WORD = """
<h1 style='mso-outline-level:1'>Rubrik<o:p></o:p></h1>
<p class=MsoNormal>Hej <b>fet</b> och <i>kursiv</i>,
ny&nbsp;rad.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>ett</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·</span>två</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>tre</p>
<script>alert(1)</script><img src=x onerror=alert(1)><p><a href="javascript:alert(1)">länk</a></p>
"""


@pytest.fixture(scope="module")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """``open_page(source, **context)``: a page with that content; what it POSTs is in ``.posts``."""
    contexts = []

    def open_page(source, *, url="/", viewport=(1280, 900), scheme="light", **context):
        tab = browser.new_context(
            viewport={"width": viewport[0], "height": viewport[1]}, color_scheme=scheme
        )
        contexts.append(tab)
        page = tab.new_page()
        page.posts, page.complaints = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.route(f"{HOST}/**", lambda route: answer(route, page, source, context))
        page.goto(HOST + url, wait_until="networkidle")
        return page

    yield open_page
    for tab in contexts:
        tab.close()


def answer(route, page, source, context):
    """Static files from the finders, anything else is the page."""
    path = urlsplit(route.request.url).path
    if path.startswith(settings.STATIC_URL):
        found = Path(finders.find(path.removeprefix(settings.STATIC_URL)))
        kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
        route.fulfill(body=found.read_bytes(), content_type=kind)
        return
    if route.request.method == "POST":
        page.posts.append(parse_qs(route.request.post_data, keep_blank_values=True))
        context = context | {"messages": [{"level_tag": "success", "__str__": "Sparat."}]}
    body = engines["django"].from_string(source).render({"today": TODAY, **context})
    headers = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
    route.fulfill(body=body, headers=headers)


FORM = """{% extends "base.html" %}{% block content %}<h2>Yttrande</h2>
<form method="post" data-submit-once="Skickar …" data-keep-draft="yttrande-1">
  <label for="text">Text</label>
  <textarea id="text" name="body" data-rich-text data-html="&lt;p&gt;Börja.&lt;/p&gt;"></textarea>
  <button type="submit">Skicka</button>
</form>{% endblock %}"""


def text_of(page) -> str:
    return page.eval_on_selector("textarea[name=body]", "field => field.value")


def test_editor_writes_headings_bold_and_lists(open_page):
    page = open_page(FORM)
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")

    page.keyboard.press("Enter")
    page.get_by_role("button", name="Fet").click()
    page.keyboard.type("fet")
    page.get_by_role("button", name="Fet").click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Punktlista").click()
    page.keyboard.type("ett")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Rubrik").click()
    page.keyboard.type("Mål")

    assert text_of(page) == (
        "<p>Börja.</p><p><strong>fet</strong></p><ul><li>ett</li></ul><h3>Mål</h3>"
    )
    assert page.complaints == []


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (
            "<table><tr><td>År<td><p>Kostnad<p>kr<tr><td>2026</table>",
            (
                "<table><thead><tr><th>År</th><th>Kostnad<br>kr</th></tr></thead>"
                "<tbody><tr><td>2026</td><td></td></tr></tbody></table>"
            ),
        ),
        ("<table><tr><td>a<td><ul><li>b</ul></table>", "<p>a</p><ul><li>b</li></ul>"),
    ],
)
def test_editor_keeps_a_simple_table_and_no_other(open_page, source, kept):
    page = open_page(FORM.replace("&lt;p&gt;Börja.&lt;/p&gt;", escape(source)))

    assert text_of(page) == kept
    assert page.complaints == []


def test_editor_says_that_it_sends_html(open_page):
    page = open_page(FORM)

    assert page.eval_on_selector("[name=body_format]", "field => field.value") == "html"


def test_editor_keeps_what_word_means_and_nothing_else(open_page):
    page = open_page(FORM)
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")

    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            const paste = { clipboardData: data, bubbles: true, cancelable: true };
            document.querySelector("[role=textbox]").dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        FROM_WORD,
    )

    assert text_of(page) == (
        "<p>Börja.</p><h3>Rubrik</h3><p>Hej <strong>fet</strong> och <em>kursiv</em>, ny&nbsp;rad.</p>"
        "<ul><li>ett</li><li>två</li></ul><ol><li>tre</li></ol><p>länk</p>"
    )
    assert page.complaints == []


def test_editors_toolbar_is_one_tab_stop(open_page):
    page = open_page(FORM)
    page.get_by_role("textbox", name="Text").focus()

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")

    assert page.evaluate("document.activeElement.ariaLabel") == "Fet"


def test_text_survives_that_the_page_is_left(open_page):
    page = open_page(FORM)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.type("Viktigt. ")
    page.wait_for_timeout(700)  # drafts are kept when the typing pauses

    page.goto(f"{HOST}/annan-sida/")
    page.get_by_role("button", name="Hämta tillbaka texten").click()

    assert "Viktigt." in text_of(page)
    assert "Viktigt." in page.get_by_role("textbox", name="Text").inner_text()


def test_text_that_was_saved_is_not_offered_again(open_page):
    page = open_page(FORM)
    page.get_by_role("textbox", name="Text").click()
    page.keyboard.type("Viktigt. ")

    page.get_by_role("button", name="Skicka").click()
    page.wait_for_load_state("networkidle")

    assert page.get_by_role("button", name="Hämta tillbaka texten").count() == 0


def test_a_form_is_sent_once(open_page):
    page = open_page(FORM)

    with page.expect_navigation():
        page.evaluate(
            "const send = document.querySelector('main [type=submit]'); send.click(); send.click()"
        )

    assert len(page.posts) == 1
    assert page.posts[0]["body"] == ["<p>Börja.</p>"]


MAP = """{% extends "base.html" %}{% block scripts %}{% map_assets draw=True %}{% endblock %}
{% block content %}<form method="post">{% map areas editable=True %}
<label for="g">Koordinater</label><textarea id="g" name="geometry"></textarea></form>{% endblock %}"""
LIST = """{% extends "base.html" %}{% block scripts %}{% map_assets %}{% endblock %}
{% block content %}{% map areas %}{% endblock %}"""


def test_an_area_is_drawn_into_the_form(open_page):
    page = open_page(MAP, areas=sheet()["areas"])
    page.get_by_role("button", name="Rita ett område").click()
    corner = page.locator(".ks-map__leaflet").bounding_box()

    for x, y in ((750, 300), (900, 310), (890, 400), (750, 300)):
        page.mouse.move(corner["x"] + x, corner["y"] + y)
        page.mouse.click(corner["x"] + x, corner["y"] + y)
        page.wait_for_timeout(100)

    drawn = json.loads(page.input_value("textarea[name=geometry]"))
    assert (drawn["type"], len(drawn["coordinates"][0])) == ("Polygon", 4)
    assert "Gränsen har 3 hörn" in page.locator("[data-map-status]").inner_text()
    assert page.complaints == []


def test_coordinates_that_are_written_show_on_the_map(open_page):
    page = open_page(MAP, areas=[])
    square = [[13.0, 55.5], [13.1, 55.5], [13.1, 55.6], [13.0, 55.6], [13.0, 55.5]]

    page.fill("textarea", json.dumps({"type": "Polygon", "coordinates": [square]}))
    page.keyboard.press("Tab")
    shown = page.locator("[data-map-status]").inner_text()
    drawn = page.locator("path.ks-m-area--drawn").count()
    page.fill("textarea", "inte GeoJSON")
    page.keyboard.press("Tab")

    assert ("Gränsen har 4 hörn" in shown, drawn) == (True, 1)
    assert "går inte att läsa ännu" in page.locator("[data-map-status]").inner_text()
    assert page.locator("path.ks-m-area--drawn").count() == 0  # the map shows what the text says


def test_list_and_map_mark_each_other(open_page):
    page = open_page(LIST, areas=sheet()["areas"])

    page.get_by_role("link", name="Hyllie").first.focus()

    assert page.locator("li[data-hover]").inner_text().startswith("D Hyllie")
    assert page.locator("path[data-hover]").get_attribute("aria-label") == "D Hyllie"


def test_areas_on_the_map_are_reached_by_keyboard(open_page):
    page = open_page(LIST, areas=sheet()["areas"])

    page.locator("path[aria-label='B Södra innerstaden']").focus()
    page.keyboard.press("Enter")

    assert page.url == f"{HOST}/#"


def test_the_tools_of_the_map_have_names(open_page):
    page = open_page(MAP, areas=sheet()["areas"])

    names = page.eval_on_selector_all(
        ".leaflet-pm-toolbar a.leaflet-buttons-control-button",
        "all => all.map(tool => tool.ariaLabel)",
    )

    assert names == ["Rita ett område", "Flytta hörn", "Klipp ut ett hål", "Ta bort en yta"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1440, 1920])
def test_the_component_sheet_has_no_barriers(open_page, scheme, width):
    source = (settings.BASE_DIR / "templates/coordination/about/components.html").read_text()

    page = open_page(source, viewport=(width, 900), scheme=scheme, **sheet() | without_requests())

    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.complaints == []


def without_requests() -> dict:
    """What the sheet takes from its request."""
    return {"request": RequestFactory().get("/"), "home_label": "Min sida", "home_url": "/"}
