"""How many rules of accessibility any page type breaks: axe-core, by day and by night.

All of axe's rules, its best practices beside WCAG 2.2 AA, at the narrowest and the
widest screen.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from bench.portal.browser import MISSING, PATH, chromium
from bench.portal.group import serving
from bench.portal.house import FEW, house
from bench.portal.places import page_types
from bench.portal.rows import Row, note, run

WIDTHS, SCHEMES = (320, 1920), ("light", "dark")
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}


def measure() -> Iterator[Row]:
    """Yield the count over all page types, widths and schemes."""
    what = "axe-core, all page types, light and dark, 320 and 1,920 px"
    if not PATH:
        yield Row(what=what, measured=MISSING, promised="0", met=None)
        return
    with house(FEW) as database:
        pages = page_types()
        with serving(database) as group, chromium() as browser:
            addresses = [group.site + address for address in pages.values()]
            found = violations(browser, addresses)
    rules = ", ".join(f"{rule} on {count}" for rule, count in found.most_common())
    views = len(pages) * len(WIDTHS) * len(SCHEMES)
    yield Row(
        what=what,
        measured=f"{found.total()} on {views} views{': ' if rules else ''}{rules}",
        promised="0",
        met=not found,
    )


def violations(browser: Browser, addresses: list[str]) -> Counter[str]:
    """Return rule -> number of views that break it."""
    found: Counter[str] = Counter()
    for width, scheme in product(WIDTHS, SCHEMES):
        context = browser.new_context(
            locale="vi-VN",
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
        )
        page = context.new_page()
        for address in addresses:
            page.goto(address)
            for broken in Axe().run(page, options=RULES).response["violations"]:
                note(f"{broken['id']}: {address}, {width} px, {scheme}")
                found[broken["id"]] += 1
        context.close()
    return found


if __name__ == "__main__":
    run(measure)
