"""Slow 3G and an old phone: when text is readable, first and second visit, offline.

400 kbit/s, 400 ms there and back, a processor six times slower; Chromium's own
emulation on a phone of 390 by 844.
"""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Error, Page

from bench.portal.browser import MISSING, PATH, chromium, phone
from bench.portal.group import serving
from bench.portal.house import FEW, house
from bench.portal.places import main_pages
from bench.portal.rows import Row, run

RATE = 400_000 / 8  # bytes a second
DELAY, SLOWER = 400, 6
ROUNDS = 5
FIRST, SECOND = 2.5, 1.0  # seconds
AT_ONCE = 0.5
SETTLED = 10_000  # milliseconds a service worker gets to take its place
READABLE = """() => new Promise(done => new PerformanceObserver((list, watcher) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) { watcher.disconnect(); done(paint.startTime); }
}).observe({ type: "paint", buffered: true }))"""
OFFLINE_READY = """async patience => !!(await Promise.race([
  navigator.serviceWorker.ready, new Promise(done => setTimeout(done, patience))
]))"""


def measure() -> Iterator[Row]:
    """Yield first and second visit of front page and story, and one offline."""
    if not PATH:
        yield Row(what="slow 3G", measured=MISSING, promised="–", met=None)
        return
    with house(FEW) as database:
        pages = main_pages()
        with serving(database) as group:
            group.stand(pages.values())
            works_offline = group.get("/sw.js")[0] == 200
            for name in ("front page", "story"):
                yield from visits(name, group.site + pages[name], works_offline)


def visits(name: str, address: str, works_offline: bool) -> Iterator[Row]:
    found = [visit(address, works_offline) for _ in range(ROUNDS)]
    for when, most in (("first", FIRST), ("second", SECOND), ("offline", AT_ONCE)):
        times = sorted(one[when] for one in found if when in one)
        if not times:
            missing = "not built: no service worker at /sw.js"
            what = f"{name}, offline"
            yield Row(what=what, measured=missing, promised="at once", met=None)
            continue
        median = times[len(times) // 2]
        how = "offline" if when == "offline" else f"slow 3G, {when} visit"
        yield Row(
            what=f"{name}, {how}: text readable",
            measured=f"median {median:.2f} s, slowest {times[-1]:.2f} s",
            promised=f"< {most} s",
            met=median < most,
        )


def visit(address: str, works_offline: bool) -> dict[str, float]:
    """Return the seconds until text stands there, by visit."""
    with chromium() as browser, phone(browser) as context:
        seconds = {"first": readable(slowed(context.new_page()), address)}
        page = slowed(context.new_page())
        seconds["second"] = readable(page, address)
        if works_offline and page.evaluate(OFFLINE_READY, SETTLED):
            page.goto(address)
            context.set_offline(True)
            seconds["offline"] = readable(context.new_page(), address)
    return seconds


def slowed(page: Page) -> Page:
    """Return `page` on the slow line and the slow processor."""
    session = page.context.new_cdp_session(page)
    line: dict[str, Any] = {
        "offline": False,
        "latency": DELAY,
        "downloadThroughput": RATE,
        "uploadThroughput": RATE,
    }
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", line)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def readable(page: Page, address: str) -> float:
    """Return the seconds from the tap to the first text; infinite when none comes."""
    try:
        page.goto(address, wait_until="load", timeout=60_000)
        return float(page.evaluate(READABLE)) / 1000
    except Error:
        return float("inf")


if __name__ == "__main__":
    run(measure)
