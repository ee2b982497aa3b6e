"""A person at a browser: opens pages, follows links, presses buttons, by what they read on them.

Every page that is reached is looked over: no barriers (axe), nothing wider than the window, and
nothing in the browser's console, where errors and refusals of the security policy would stand.
"""

import os
import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Response, expect

PASSWORD = "kraftsam-demo"
# E2E_PICTURES=folder keeps a picture of every step, wide and narrow.
PICTURES = os.environ.get("E2E_PICTURES")
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
MOST_TABS = 150
LOOKED_OVER: set[tuple] = set()
SIGHT = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]"
NAME_IN_FOCUS = """() => {
    const here = document.activeElement;
    const named = here.getAttribute("aria-labelledby");
    const label = here.labels?.[0] || (named && document.getElementById(named));
    return (here.ariaLabel || label?.innerText || here.innerText || "").trim();
}"""


class Reader:
    """One person with one browser tab."""

    def __init__(self, page: Page, address: str, *, scripts: bool = True) -> None:
        self.page = page
        self.address = address
        self.scripts = scripts
        self.complaints: list[str] = []
        self.seen: list[str] = []
        page.on("console", lambda message: self.complaints.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))

    # --- Going somewhere

    def sign_in(self, name: str) -> None:
        """Sign in on the page that asks for it."""
        self.fill("E-postadress", f"{name}@demo.example")
        self.fill("Lösenord", PASSWORD)
        self.press("Logga in")

    def open(self, path: str) -> None:
        """Open a page by its address."""
        self._arrive(self.page.goto(self.address + path))

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Follow a link; of several with the same words, the first."""
        self._go(self._named("link", name, within))

    def press(self, name: str, *, within: Locator | None = None) -> None:
        """Press a button that leads to a page; of several with the same words, the first."""
        self._go(self._named("button", name, within))

    def _named(self, role: str, name: str, within: Locator | None) -> Locator:
        place = within or self.page.locator("body")
        return place.get_by_role(role, name=re.compile(f"^{re.escape(name)}")).first

    def _go(self, target: Locator) -> None:
        with self.page.expect_navigation() as moved:
            target.click()
        self._arrive(moved.value)

    def _arrive(self, answer: Response | None) -> None:
        """On a page that works; going to a place on the same page brings no answer."""
        assert answer is None or answer.ok, f"{self.page.url} answers {answer.status}"
        self.look_over()

    def look_over(self) -> None:
        """No wider than the window, and no barriers; what reads the same was looked over before."""
        self.page.wait_for_load_state("load")
        if not self.scripts:
            return
        self.seen.append(self.path)
        self.has_no_sideways_scroll()
        self._picture()
        sight = (self.path, self.text, *self.page.evaluate(SIGHT))
        if sight not in LOOKED_OVER:
            self.has_no_barriers()
            LOOKED_OVER.add(sight)

    def has_no_barriers(self) -> None:
        """Nothing on the page stops somebody who uses it in another way (WCAG, by axe)."""
        found = Axe().run(self.page).response["violations"]
        barriers = [
            (each["id"], node["target"], node["html"]) for each in found for node in each["nodes"]
        ]
        assert barriers == [], f"{self.page.url}: {barriers}"

    def has_no_sideways_scroll(self) -> None:
        """The page fits its window; tables and maps scroll inside themselves."""
        page_width, width = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert page_width == width, f"{self.page.url} is {page_width} wide in a window of {width}"

    def _picture(self) -> None:
        if not PICTURES:
            return
        size = self.page.viewport_size
        name = f"{len(self.seen):02}-{self.path.strip('/').replace('/', '_') or 'min-sida'}"
        folder = Path(PICTURES) / os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0]
        for window in (NARROW, WIDE):
            self.page.set_viewport_size(window)
            self.page.screenshot(path=folder / f"{name}-{window['width']}.png", full_page=True)
        self.page.set_viewport_size(size)

    # --- Filling in and reading

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address).partition("?")[0]

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def text(self) -> str:
        """What the page says, apart from menu and foot."""
        return self.main.inner_text().replace("\xa0", " ")

    def field(self, label: str) -> Locator:
        """A field by its label; marks such as ”(frivilligt)” may follow."""
        return self.main.get_by_label(re.compile(f"^{re.escape(label)}"))

    def fill(self, label: str, value: str) -> None:
        self.field(label).fill(value)

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.field(label).select_option(label=option)

    def choose_starting(self, label: str, start: str) -> None:
        """Choose the option that begins so, such as a name whose party follows."""
        option = self.field(label).locator("option", has_text=re.compile(f"^{re.escape(start)}"))
        self.field(label).select_option(option.get_attribute("value"))

    def paste_html(self, label: str, html: str) -> None:
        """Paste into an editor what another program has put on the clipboard."""
        self.field(label).click()
        self.field(label).evaluate(
            """(area, html) => {
                const clipboardData = new DataTransfer();
                clipboardData.setData("text/html", html);
                area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
            }""",
            html,
        )

    def tick(self, label: str) -> None:
        """Tick a box or pick one of several answers."""
        self.main.get_by_label(label, exact=True).check()

    def download(self, name: str) -> bytes:
        """What a link gives as a file."""
        with self.page.expect_download() as started:
            self._named("link", name, self.main).click()
        return Path(started.value.path()).read_bytes()

    def sees(self, *texts: str) -> None:
        """Each text stands on the page."""
        for text in texts:
            expect(self.main).to_contain_text(re.compile(re.escape(text).replace(r"\ ", r"\s+")))

    def sees_heading(self, text: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(text)

    def section(self, title: str) -> Locator:
        """The part of the page under that heading."""
        return self.page.get_by_role("region", name=title, exact=True)

    # --- By keyboard only

    def tab_to(self, name: str) -> None:
        """Press Tab until what is in focus has that name."""
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(NAME_IN_FOCUS).startswith(name):
                return
        raise AssertionError(f"{self.page.url}: Tab never reaches {name}")

    def enter(self) -> None:
        """Press Enter on what leads to another page."""
        with self.page.expect_navigation() as moved:
            self.page.keyboard.press("Enter")
        self._arrive(moved.value)
